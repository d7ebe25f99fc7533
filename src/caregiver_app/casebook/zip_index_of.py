"""Put a case and what became of its documents into the words of the index."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import SETS, TROUBLES, Document, label
from caregiver_app.domain.documents.imaging import series_in_words
from caregiver_app.domain.documents.page_work import page_count
from caregiver_app.domain.documents.records_guide import kind_name
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.exchange.zip_index import Listed, ZipIndex
from caregiver_app.i18n import _, ngettext

_TOLD: Final = ("locked", "damaged", "empty")


@dataclass(frozen=True)
class ZipDocument:
    """What became of one chosen document: its places in the ZIP, how many files, and in sentences what is not there."""

    document: Document
    places: tuple[str, ...]
    files: int = 0
    reasons: tuple[str, ...] = ()


def index_of(
    case: CaseSnapshot,
    as_of: date,
    told: Sequence[ZipDocument],
    left_out: tuple[str, ...],
    packets: Sequence[str],
    notes: tuple[str, ...],
    ours: tuple[str, str, str],
) -> ZipIndex:
    """Return the index. `ours` are the places of the table, the bundle and the fingerprints."""
    table, bundle, sums = ours
    person = case.person
    return ZipIndex(
        name=person.name,
        born=person.born.in_words() if person.born else "",
        as_of=PartialDate.of_day(as_of).in_words(),
        question=person.question,
        prepared_by=person.prepared_by,
        prepared_for=person.prepared_for,
        packets=tuple(packets),
        documents=tuple(_listed(one) for one in told if one.places and one.document.format not in SETS),
        imaging=tuple(_listed(one) for one in told if one.places and one.document.format in SETS),
        missing=tuple(_missing(one) for one in told if not one.places),
        left_out=left_out,
        notes=notes,
        tables=(
            (table, _("the treatment history as a table, for Excel, LibreOffice and the like")),
            (bundle, _("the same and the list of documents in FHIR (R4), for hospital systems")),
        ),
        sums=sums,
    )


def _listed(one: ZipDocument) -> Listed:
    document = one.document
    links = tuple((place, PurePosixPath(place).name) for place in one.places)
    return Listed(
        number=label(document.number),
        title=document.title,
        kind=kind_name(document.kind),
        date=document.date.in_words() if document.date else "",
        origin=document.origin,
        about=tuple(_about(document, one.files)),
        links=links,
        remarks=(*(_state(document)), *one.reasons),
    )


def _state(document: Document) -> Iterator[str]:
    """Say what whoever opens the file meets, though it lies here as it was added."""
    if document.trouble in _TOLD:
        yield _(TROUBLES[document.trouble])


def _missing(one: ZipDocument) -> Listed:
    return Listed(label(one.document.number), one.document.title, remarks=one.reasons or (_where(one.document),))


def _about(document: Document, files: int) -> Iterator[str]:
    if document.format in SETS:
        yield series_in_words(document.series, document.images)
        yield ngettext("{n} file", "{n} files", files).format(n=f"{files:,}")
        return
    yield document.language
    pages = page_count(document)
    if pages:
        yield ngettext("{n} page", "{n} pages", pages).format(n=pages)


def _where(document: Document) -> str:
    """Say where a paper is that is no file here."""
    if document.holding == "wanted":
        return _("It is wanted and not here yet.")
    if document.held_by:
        return _("Held by {whom}.").format(whom=document.held_by)
    return _("Somebody holds it; it is not here as a file.")
