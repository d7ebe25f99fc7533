"""Verbs for the history: bring back what was removed, or a record as it was at an earlier step."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import Final
from uuid import UUID

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.changes import (
    Called,
    described,
    headline_of,
    name_of,
    name_of_kind,
    names_of,
    told,
    what_it_is,
)
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.links import without_dead_links
from caregiver_app.domain.handover.numbers import with_number
from caregiver_app.domain.handover.side import COUNTERS
from caregiver_app.domain.packet.records import SentPacket
from caregiver_app.domain.record import Record
from caregiver_app.domain.said_once import is_said_once, says_the_same
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.errors import CaregiverError, HistoryConflict
from caregiver_app.i18n import _, ngettext
from caregiver_app.store.steps import Removed, Version
from caregiver_app.store.transaction import Transaction

_FILE: Final = (
    "holding", "held_by", "requests", "file_name", "fingerprint", "size", "format", "pages", "trouble",
    "trouble_detail", "modality", "body_part", "series", "images", "study_uid",
)  # fmt: skip
_NUMBER: Final = re.compile(r"d-(\d+)|d(\d{1,4})", re.IGNORECASE)
_LEAST_OF_AN_ID: Final = 6
_PERSON: Final = "person"


class NotKnown(CaregiverError):
    """No record, or no version of it, goes by what was asked for."""


def readable(removed: Removed) -> Record | None:
    """Return what was removed; None where it is damaged in the history."""
    with suppress(HistoryConflict):
        return removed.record
    return None


def what_was(removed: Removed) -> str:
    """Say what was removed; of one that is damaged in the history, what kind of record it was."""
    record = readable(removed)
    if record is not None:
        return described(record)
    return _("{kind}: damaged, it cannot be read").format(kind=name_of_kind(removed.kind))


@dataclass(frozen=True)
class BroughtBack:
    """What came back, as it is now, and which links stay off, each a sentence that is in its note too.

    `links` counts the entries and papers that lead to a paper again that came back.
    """

    records: tuple[Record, ...]
    remarks: tuple[str, ...]
    links: int
    changed: bool


def bring_back(book: Casebook, *removed: Removed) -> BroughtBack:
    """Put removed records back as they were, as one step.

    Facts never wait for a paper: a link to one that is gone stays off, named in the note. With a paper come the links
    that were taken off when it was removed. Raises CaregiverError when what is said only once was said anew since.
    """
    if len(removed) == 1:
        label = _("Bring back: {kind}").format(kind=what_it_is(removed[0].record))
    else:
        label = ngettext("Bring back {n} thing", "Bring back {n} things", len(removed)).format(n=len(removed))
    return _put_back(book, label, [one.record for one in removed])


def bring_version_back(book: Casebook, record_id: UUID, number: int, passed: int = 0) -> BroughtBack:
    """Make a record what it was after the step of this number (see `Casebook.versions`), as one step.

    It need not be in the case any more. A document keeps its file and its number. With `passed` it is a version that
    the step only led through. Raises NotKnown.
    """
    now = book.last_known(record_id)
    asked = Version(number, None, "", "", passed).name
    version = next((version for version in book.versions(record_id) if version.name == asked), None)
    if now is None or version is None or version.record is None:
        raise NotKnown(
            _("There is no version {number} of it.").format(number=asked),
            safe=_("Nothing was changed."),
            now=_("Choose one of those that “caregiver history” lists."),
        )
    label = _("Bring back an earlier version: {kind}").format(kind=what_it_is(now))
    return _put_back(book, label, [as_it_would_be(version, now)])


def as_it_would_be(version: Version, now: Record) -> Record:
    """Return what bringing a version back makes of a record that is `now`: a number, and a document's file, stay."""
    record = version.record or now
    if isinstance(record, Document | SentPacket) and isinstance(now, type(record)):
        record = record.amended(number=now.number)
    if isinstance(record, Document) and isinstance(now, Document) and now.holding == "file":
        return record.amended(**{field: getattr(now, field) for field in _FILE})
    return record


def names_in(book: Casebook) -> Called:
    """Return what tells the name of a record of this case that others speak of, also of one that was removed."""
    case = book.snapshot()
    named: tuple[Record, ...] = (*case.documents, *case.recipients, *case.rounds, *case.programmes, *case.appointments)
    return names_of({record.id: record for record in named}, book.last_known)


def what_changed(version: Version, earlier: Version | None, names: Called) -> tuple[str, ...]:
    """Say, a line each, what a version changed of the one before it; of the first, and of one brought back, all."""
    before = earlier.record if earlier is not None else None
    if before is None and version.record is not None:
        return (headline_of(version.record),)
    return told(before, version.record, names)


def told_of(back: BroughtBack) -> tuple[str, ...]:
    """Say what came back and what did not, in whole sentences."""
    n = len(back.records)
    first = described(back.records[0]) if n else ""
    if not back.changed:
        return (_("It is like that already: {what}.").format(what=first),)
    if n == 1:
        sentences = [_("Brought back: {what}.").format(what=first)]
    else:
        sentences = [ngettext("{n} thing is back.", "{n} things are back.", n).format(n=n)]
    if back.links:
        words = ngettext(
            "{n} link that led to it is on again.", "{n} links that led to it are on again.", back.links
        )  # fmt: skip
        sentences.append(words.format(n=back.links))
    if back.remarks:
        words = _("One link could not come back with it, so the note now says: “{remark}”")
        sentences += [words.format(remark=remark) for remark in back.remarks]
    return tuple(sentences)


def record_called(book: Casebook, text: str) -> UUID:
    """Find a record, in the case or gone from it, by its id, the beginning of it, or a document's number.

    “person” is the person the case is about. Raises NotKnown when there is none, or more than one.
    """
    wanted = text.strip().lower()
    if wanted == _PERSON:
        return book.snapshot().person.id
    number = _NUMBER.fullmatch(wanted)
    if number is not None:
        found = _numbered(book, int(number[1] or number[2]))
    else:
        found = _beginning_with(book, wanted.replace("-", ""))
    if len(found) == 1:
        return found[0]
    if found:
        what = _("More than one id begins with “{text}”.")
    else:
        what = _("Nothing in this case, now or earlier, goes by “{text}”.")
    raise NotKnown(
        what.format(text=text),
        safe=_("Nothing was changed."),
        now=_(
            "Write a document's number, like D-012, or an id as “caregiver list --json” and “caregiver trash” say it."
        ),
    )


def _put_back(book: Casebook, label: str, records: Sequence[Record]) -> BroughtBack:
    back: list[Record] = []
    remarks: list[str] = []
    links = 0
    coming = {record.id for record in records}
    book.snapshot()  # Kept until the step ends: one read in its middle would show what may yet be taken back.
    with book.step(label) as tx:
        # Papers first: what they prove finds them there.
        for record in sorted(records, key=lambda record: not isinstance(record, Document)):
            _require_not_said_anew(tx, record)
            is_new = tx.get(type(record), record.id) is None
            fitted, left_off = _without_dead_links(book, tx, record, coming)
            fitted = _with_free_number(tx, fitted)
            tx.put(fitted)
            back.append(fitted)
            remarks += left_off
            if is_new and isinstance(fitted, Document):
                links += _link_again(book, tx, fitted.id)
    return BroughtBack(tuple(back), tuple(remarks), links, bool(tx.changes))


def _with_free_number(tx: Transaction, record: Record) -> Record:
    """Return a record with another number where its own was given to another one on another computer."""
    if not isinstance(record, Document | SentPacket):
        return record
    if all(one.number != record.number or one.id == record.id for one in tx.find(type(record))):
        return record
    return with_number(record, tx.next_number(COUNTERS[type(record)]), _("It was {number} before."))


def _without_dead_links(book: Casebook, tx: Transaction, record: Record, coming: set[UUID]) -> tuple[Record, list[str]]:
    """Return a record without links that lead nowhere, and the sentences its note then says instead."""

    def leads(link: str, document: UUID) -> bool:
        if link == "translation_of" and isinstance(record, Document):
            return _leads_to_an_original(tx, record, document, coming)
        return document in coming or tx.get(Document, document) is not None

    return without_dead_links(record, leads, lambda document: name_of(book.last_known(document)))


def _leads_to_an_original(tx: Transaction, document: Document, original: UUID, coming: set[UUID]) -> bool:
    """Whether a paper can be listed as a translation of another: it is there, and not itself made from this one."""
    seen = {document.id}
    step: UUID | None = original
    while step is not None and step not in seen:
        if step in coming:
            return True
        found = tx.get(Document, step)
        if found is None:
            return False
        seen.add(step)
        step = found.translation_of
    return step is None


def _link_again(book: Casebook, tx: Transaction, document_id: UUID) -> int:
    """Put the links to a paper on again that its removal took off, where nothing else took their place since."""
    number = book.taken_out_by(document_id)
    links = 0
    for change in book.changes_of(number) if number is not None else ():
        before, after = change.before, change.after
        now = tx.get(type(after), after.id) if after is not None else None
        if isinstance(before, Entry) and isinstance(now, Entry) and before.proof == document_id and now.proof is None:
            tx.put(now.amended(proof=before.proof, proof_page=before.proof_page))
            links += 1
        elif isinstance(before, Document) and isinstance(now, Document):
            again = _links_again(tx, before, now, document_id)
            tx.put(now.amended(**again))
            links += len(again)
    return links


def _links_again(tx: Transaction, before: Document, now: Document, document_id: UUID) -> dict[str, UUID]:
    """Return the links of a paper to another one that can be put on again."""
    again = {}
    original = before.translation_of == document_id and now.translation_of is None
    if original and _leads_to_an_original(tx, now, document_id, set()):
        again["translation_of"] = document_id
    if before.part_of == document_id and now.part_of is None:
        again["part_of"] = document_id
    return again


def _require_not_said_anew(tx: Transaction, record: Record) -> None:
    """Raise CaregiverError when another record says the same already of what is said only once."""
    if is_said_once(record) and any(says_the_same(record, other) for other in tx.find(type(record))):
        happened = _("This stands in the case already, written anew: {what}.").format(what=described(record))
        raise CaregiverError(happened, safe=_("Nothing was changed."), now=_("Leave it out of what you bring back."))


def _numbered(book: Casebook, number: int) -> tuple[UUID, ...]:
    here = (document.id for document in book.snapshot().documents if document.number == number)
    gone = (one.id for one in book.trash(Document) if getattr(readable(one), "number", None) == number)
    return tuple(dict.fromkeys(chain(here, gone)))


def _beginning_with(book: Casebook, digits: str) -> tuple[UUID, ...]:
    if len(digits) < _LEAST_OF_AN_ID or not re.fullmatch(r"[0-9a-f]+", digits):
        return ()
    here = (record.id for record in book.records() if record.id.hex.startswith(digits))
    return tuple(dict.fromkeys(chain(here, book.ids_in_history(digits))))
