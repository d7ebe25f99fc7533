"""What is told of an imaging study or disc: its facts name by name, and where it and the passport differ."""

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.imaging import kind_of_scan, series_in_words
from caregiver_app.domain.documents.loans import loan_in_words
from caregiver_app.domain.documents.suggesting.identity import NAME, Difference, identity_differs
from caregiver_app.domain.person import Person
from caregiver_app.i18n import _
from caregiver_app.ui.documents.size_words import size_in_words


def set_facts(document: Document) -> list[tuple[str, str]]:
    """Return what is written about a study or disc, name by name, the empty ones left out."""
    is_study = document.format == "study"
    facts = [
        (_("Scan"), _scan(document) if is_study else ""),
        (_("Date"), document.date.in_words() if document.date else ""),
        (_("Body part"), document.body_part),
        (_("Place"), document.origin),
        (_("Pictures"), series_in_words(document.series, document.images)),
        (_("Accession no."), document.accession),
        (_("Name on it"), document.name_on_it),
        (_("Born on it"), _birth(document.born_on_it)),
        (_("Left at"), document.held_by if document.holding == "elsewhere" else ""),
        (_("Loan"), loan_in_words(document)),
        (_("Files"), size_in_words(document.size)),
        (_("Fingerprint"), f"{document.fingerprint[:8]}…" if document.fingerprint else ""),
        (_("Note"), document.note),
    ]
    return [(name, words) for name, words in facts if words]


def passport_flags(document: Document, person: Person) -> tuple[str, ...]:
    """Say where the name and birth date on a study are not the passport's, a sentence each."""
    return tuple(map(_flag, identity_differs(document.name_on_it, document.born_on_it, person)))


def _flag(found: Difference) -> str:
    if found.what == NAME:
        words = _("The disc says “{disc}”, the passport “{passport}”.")
        return words.format(disc=found.on_paper, passport=found.in_passport)
    words = _("The disc says born on {disc}, the passport {passport}.")
    return words.format(disc=_birth(found.on_paper), passport=found.in_passport)


def _scan(document: Document) -> str:
    """Name the kind of scan with the codes of its files, which hospitals know."""
    word = kind_of_scan(document.modality)
    return f"{word} ({document.modality})" if word and word != document.modality else document.modality


def _birth(written: str) -> str:
    """Write a birth date in words where it is one, and otherwise as it stands there."""
    try:
        return PartialDate(written).in_words() if written else ""
    except ValueError:
        return written
