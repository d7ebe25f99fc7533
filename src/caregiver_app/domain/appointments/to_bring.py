"""What to bring to an appointment: from the guide, from the papers of the case, and what the family adds. Pure."""

from dataclasses import dataclass, replace
from uuid import UUID

from caregiver_app.domain.appointments.packing import packing_lines
from caregiver_app.domain.appointments.records import Appointment, Bag, Bring
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.loans import is_lent
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import with_commas

_MOST_PAPERS = 3


@dataclass(frozen=True)
class ToBring:
    """One thing to bring: its words, a quieter line beneath, and what was written down about it (`item`).

    `own` says that the family added it.
    """

    item: Bring
    text: str
    beneath: str
    own: bool


def to_bring(case: CaseSnapshot, appointment: Appointment) -> tuple[ToBring, ...]:
    """Return the packing list of an appointment; what was left out is not on it."""
    return tuple(one for one in _everything(case, appointment) if not one.item.left_out)


def left_out(case: CaseSnapshot, appointment: Appointment) -> tuple[ToBring, ...]:
    """Return what was left out of the packing list of an appointment, and can be put back on it."""
    return tuple(one for one in _everything(case, appointment) if one.item.left_out)


def _everything(case: CaseSnapshot, appointment: Appointment) -> tuple[ToBring, ...]:
    written = {(item.guide, item.document, item.text): item for item in appointment.bring.values}
    found = [*_from_guide(case, written), *_things(case, written)]
    known = {_key(one.item) for one in found}
    for key, item in written.items():
        if key not in known:
            found.append(_added(case, item))
    return tuple(found)


def with_item(bag: Bag, item: Bring) -> Bag:
    """Return a bag in which this is what is written down about a thing."""
    others = [one for one in bag.values if _key(one) != _key(item)]
    places = [place for place, one in enumerate(bag.values) if _key(one) == _key(item)]
    others.insert(places[0] if places else len(others), item)
    return Bag.of(others)


def _key(item: Bring) -> tuple[str, str, str]:
    return item.guide, item.document, "" if item.guide or item.document else item.text


def _from_guide(case: CaseSnapshot, written: dict[tuple[str, str, str], Bring]) -> list[ToBring]:
    found = []
    for known in packing_lines():
        words = worded(known.line, case.wordings_by_line)
        if known.when != "appointment" or words.hidden:
            continue
        item = Bring(guide=known.line.id)
        found.append(ToBring(written.get(_key(item), item), words.text, _papers_of(case, known.kind), own=False))
    return found


def _papers_of(case: CaseSnapshot, kind: str) -> str:
    """Name the newest papers of a kind that are here."""
    if not kind:
        return ""
    here = [one for one in case.documents if kind in one.kinds and one.holding != "wanted"]
    here.sort(key=lambda one: one.date.sort_key if one.date else (0, 0), reverse=True)
    return with_commas(_called(one) for one in here[:_MOST_PAPERS])


def _things(case: CaseSnapshot, written: dict[tuple[str, str, str], Bring]) -> list[ToBring]:
    """Return what is not a file and not lent: discs, slides and blocks that somebody has at hand."""
    found = []
    for document in case.documents:
        if document.holding == "elsewhere" and not is_lent(document):
            item = Bring(document=str(document.id))
            found.append(ToBring(written.get(_key(item), item), _called(document), document.held_by, own=False))
    return found


def _added(case: CaseSnapshot, item: Bring) -> ToBring:
    if item.document:
        document = case.document(UUID(item.document))
        return ToBring(item, _called(document) if document else item.text or item.document, "", own=True)
    return ToBring(item, item.text or item.guide, "", own=True)


def _called(document: Document) -> str:
    return f"{label(document.number)} {document.title}"


def ticked(item: Bring, packed: bool) -> Bring:
    """Return a thing as packed, or as not packed yet."""
    return replace(item, packed=packed)
