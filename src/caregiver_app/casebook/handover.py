"""Hand a case over to a sibling's computer as one file, and bring back what was changed there, as one step.

`fetch` is long work on values and needs no open case but its folder of originals; the rest is quick and for the thread
that opened the case. No paper is written twice, and what was copied in for nothing is taken back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.sets import kept_files_of
from caregiver_app.domain.changes import Called, described, name_of, names_of
from caregiver_app.domain.documents.document import Document, fingerprints_of, label
from caregiver_app.domain.documents.reading import PageText
from caregiver_app.domain.erasing import past_without, wholes_of, without
from caregiver_app.domain.handover.meeting import Answers, Meeting
from caregiver_app.domain.handover.outcome import outcome
from caregiver_app.domain.handover.side import Side, differing
from caregiver_app.domain.packet.records import SentPacket, packet_label
from caregiver_app.domain.record import Record
from caregiver_app.errors import CaregiverError, CaseLocked, CaseTooNew
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.store.bundle import ENDING, Manifest, Written, write_bundle
from caregiver_app.store.bundle_reading import look_into, part_of, unpack
from caregiver_app.store.keys import PASSPHRASE_FILE, Keys, unwrap
from caregiver_app.store.live_file import Source
from caregiver_app.store.migrations import NEWEST
from caregiver_app.store.originals import Kept, Originals


class AnotherCase(CaregiverError):
    """The file holds the case of somebody else, or one that was begun apart from this one."""


@dataclass(frozen=True)
class TheirCopy:
    """The copy of a case that came back, as values.

    `kept` are the papers that were copied in for it, `pages` what was read on them there, and `lacking` names those
    whose file is not whole in it. `left_out` is what it holds of what was erased for good here: none of that is in
    `side`, and no file of it was copied in.
    """

    name: str
    made_at: str
    side: Side
    kept: tuple[Kept, ...] = ()
    pages: Mapping[str, tuple[PageText, ...]] | None = None
    lacking: tuple[str, ...] = ()
    left_out: tuple[Record, ...] = ()


@dataclass(frozen=True)
class TakenBack:
    """What became of it: whether anything was written, and what is not as it was in the other copy, in sentences."""

    changed: bool
    remarks: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def hand_over(whole: Source, target: Path, now: datetime, progress: Progress = silent) -> Written:
    """Write a case into one file for another computer. Long work on values, as long as the case is open.

    A protected case stays protected: the file opens with its passphrase. Raises CaregiverError and what `progress`
    raises; then nothing is left behind.
    """
    return write_bundle(whole, target, "handover", now.isoformat(timespec="seconds"), progress)


def not_whole(written: Written, documents: tuple[Document, ...]) -> tuple[str, ...]:
    """Name the papers whose file is missing, damaged or not readable in a file that was written."""
    broken = {name.rpartition("/")[2] for name in (*written.manifest.lacking, *written.changed)}
    packed = {one.name.rpartition("/")[2] for one in written.manifest.members}
    return tuple(
        described(one)
        for one in documents
        if any(print_ in broken or print_ not in packed for print_ in fingerprints_of(one))
    )


def look_at_copy(book: Casebook, file: Path) -> Manifest:
    """Return what a file says of itself, before anything of it is read.

    Raises AnotherCase where it is not a copy of this case, CaseTooNew, and what `look_into` raises.
    """
    manifest = look_into(file)
    if manifest.case != str(book.snapshot().person.id):
        raise _another_case(file)
    if manifest.case_version > NEWEST:
        raise CaseTooNew(
            _("The case in “{name}” was written by a newer version of this program.").format(name=file.name),
            safe=_("It was not touched, and nothing was changed."),
            now=_("Install the newer version on this computer, then bring it back."),
        )
    return manifest


def opens_like(book: Casebook, file: Path) -> bool:
    """Whether a protected file has the same keys as this case, so that nobody need be asked for a passphrase."""
    theirs = part_of(file, PASSPHRASE_FILE)
    try:
        ours = (book.folder / PASSPHRASE_FILE).read_bytes()
    except OSError:
        return False
    return book.keys is not None and theirs == ours != b""


def unlock_file(file: Path, passphrase: str) -> Keys:
    """Return the keys of a protected file. It takes a second or more. Raises WrongPassphrase."""
    return unwrap(part_of(file, PASSPHRASE_FILE), passphrase)


def with_ending(file: Path) -> Path:
    """Return where a case is handed over to: the name gets our ending where it has another one or none."""
    return file if file.name.endswith(ENDING) else file.with_name(f"{file.name}{ENDING}")


def names_of_both(book: Casebook, copy: TheirCopy) -> Called:
    """Return what tells the name of a record of either copy that others speak of, also of one that was removed."""
    return names_of({**copy.side.records, **{one.id: one for one in book.records()}}, book.last_known)


def fetch(
    originals: Originals,
    ours: Mapping[UUID, Record],
    file: Path,
    keys: Keys | None = None,
    progress: Progress = silent,
    *,
    erased: frozenset[UUID] = frozenset(),
) -> TheirCopy:
    """Read the copy in a file and copy in the papers that are missing here, each proven by its fingerprint.

    `ours` are the records of our copy, `erased` what is left out because it was erased for good here. Long work on
    values. Raises CaseLocked where the file is protected and `keys` are not given, AnotherCase, another
    CaregiverError, and what `progress` raises; then no paper was copied in.
    """
    manifest = look_into(file)
    if manifest.protected and keys is None:
        raise _locked(file)
    with originals.room() as room:
        folder = room / "case"
        folder.mkdir()
        unpack(file, folder, progress, at_hand=originals.folder.parent)
        with Casebook.open(folder, keys if manifest.protected else None) as other:
            side = side_of(other, ours, erased)
            if side.person.id not in ours:
                raise _another_case(file)
            left_out = tuple(one for one in other.records() if one.id not in side.records)
            copy = TheirCopy(file.name, manifest.made_at, side, left_out=left_out)
            return _with_papers(originals, other, copy, ours, progress)


def let_go(originals: Originals, copy: TheirCopy) -> None:
    """Take back the papers that were copied in for a copy of which nothing is taken."""
    for kept in copy.kept:
        originals.take_back(kept)


def meeting_of(book: Casebook, copy: TheirCopy) -> Meeting:
    """Lay our copy and theirs side by side."""
    records = {record.id: record for record in book.records()}
    pasts = {one: book.past(one) for one in differing(records, copy.side.records)}
    return Meeting(Side(records, pasts, book.step_marks(), book.met(), book.counters()), copy.side)


def take_back(book: Casebook, copy: TheirCopy, meeting: Meeting, answers: Answers) -> TakenBack:
    """Take what was changed in the other copy, as one step; what is taken or left, both versions stay in the history.

    Raises KeyError where something is still to be decided, and CaregiverError; then nothing was changed.
    """
    book.require_writable()
    result = outcome(meeting, answers, lambda one: name_of(copy.side.records.get(one) or book.last_known(one)))
    if not result.writings:
        return TakenBack(changed=False)
    known = book.readings.known()
    book.readings.put_many({name: pages for name, pages in (copy.pages or {}).items() if name not in known})
    book.snapshot()  # kept until the step ends
    with book.step(_("Bring a case back from another computer")) as tx:
        for counter, last in result.given.items():
            if last:
                tx.reserve(counter, last)
        tx.met = copy.side.last_step
        tx.readmit(writing.after.id for writing in result.writings if writing.after is not None)
        for writing in result.writings:
            tx.lead_through(writing.before, writing.past, writing.after)
    return TakenBack(True, result.remarks, copy.lacking)


def side_of(other: Casebook, ours: Mapping[UUID, Record], erased: frozenset[UUID] = frozenset()) -> Side:
    """Return another copy of the case as values: all its records, and what it knows of those that differ from ours.

    What was erased here is not among them, nor what is part of it, and nothing leads to it.
    """
    records = {
        record.id: without(record, erased)
        for record in other.records()
        if record.id not in erased and not erased.intersection(wholes_of(record))
    }
    pasts = {one: past_without(other.past(one), erased) for one in differing(ours, records)}
    return Side(records, pasts, other.step_marks(), other.met(), other.counters())


def _with_papers(
    originals: Originals, other: Casebook, copy: TheirCopy, ours: Mapping[UUID, Record], progress: Progress
) -> TheirCopy:
    """Copy in every file that what differs speaks of and that is not here yet."""
    theirs = copy.side.records
    coming = [record for one in sorted(differing(ours, theirs)) if (record := theirs.get(one)) is not None]
    kept: list[Kept] = []
    pages: dict[str, tuple[PageText, ...]] = {}
    lacking: dict[str, None] = {}
    try:
        for place, record in enumerate(coming, 1):
            for fingerprint in _files_of(record, other.originals):
                taken = originals.take_in(fingerprint, other.originals.file(fingerprint))
                if taken is None:
                    lacking[_called(record)] = None
                elif taken.new:
                    kept.append(taken)
                if read := other.readings.pages(fingerprint):
                    pages[fingerprint] = read
            progress(place, len(coming), "")
    except BaseException:
        for one in kept:
            originals.take_back(one)
        raise
    return replace(copy, kept=tuple(kept), pages=pages, lacking=tuple(lacking))


def _files_of(record: Record, theirs: Originals) -> Iterator[str]:
    if isinstance(record, Document):
        yield from fingerprints_of(record)
        for file in kept_files_of(record, theirs):
            yield file.fingerprint
    elif isinstance(record, SentPacket) and record.told:
        yield record.told


def _called(record: Record) -> str:
    if isinstance(record, Document):
        return f"{label(record.number)} {record.title}"
    return packet_label(record.number) if isinstance(record, SentPacket) else described(record)


def _another_case(file: Path) -> AnotherCase:
    return AnotherCase(
        _("“{name}” is not a copy of this case.").format(name=file.name),
        safe=_("It was not touched, and nothing was changed."),
        now=_("Open the case that it was handed over from, then bring it back there."),
    )


def _locked(file: Path) -> CaseLocked:
    return CaseLocked(
        _("“{name}” is protected by a passphrase.").format(name=file.name),
        safe=_("It was not touched, and nothing was changed."),
        now=_("Give the passphrase that the case has on the other computer."),
    )
