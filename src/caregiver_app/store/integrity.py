"""Ask the database of a case what is not as it was written, and which files there must be.

The other part of a check reads these files: see `integrity_files`. Both may take long; beside an open window the
records are looked at in a copy: see `integrity_beside`.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from caregiver_app.domain.changes import described, name_of_kind
from caregiver_app.domain.documents.document import SETS, Document, fingerprints_of, label
from caregiver_app.domain.packet.records import SentPacket, packet_label
from caregiver_app.domain.person import Person
from caregiver_app.domain.record import Record
from caregiver_app.errors import CaregiverError, HistoryConflict
from caregiver_app.i18n import _
from caregiver_app.store import seal
from caregiver_app.store.database import Store
from caregiver_app.store.integrity_history import Differing
from caregiver_app.store.keys import Keys
from caregiver_app.store.plain_words import damaged
from caregiver_app.store.schema import CASE_FILE

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: a sentence, and the document or file it is about.

    `kind` is one of "outside" (changed outside this program), "damaged" (the case file), "differs" (a record and its
    history), "missing", "unreadable", "changed" and "size" (the file of a document), "backup" (an earlier copy of the
    case file), "keys" (a file that keeps the keys), "note" (what is told of a document in the folder `about`) and
    "stray" (a file of no document). `file` is where it lies in the case folder, where that is known.
    """

    what: str
    where: str
    kind: str
    file: str = ""

    @property
    def is_harm(self) -> bool:
        """Whether something of the family's is not as it was written, and not only something left lying about."""
        return self.kind != "stray"


@dataclass(frozen=True)
class ListedFile:
    """A file that must be in the folder of originals: its fingerprint, and the document or sent packet it is of.

    `name` is the number of either. `is_list` says that it is itself the list of the files of a disc or an imaging
    study, `is_packet` that it holds what the case said when a packet was sent. `size` is what the record says, if it
    says anything.
    """

    fingerprint: str
    name: str
    where: str
    is_list: bool = False
    is_packet: bool = False
    size: int | None = None


@dataclass(frozen=True)
class RecordsLook:
    """What the database tells: what is wrong with it, and every file it lists or can bring back.

    `all_known` says that these are all: else a file that is not among them may belong to a record nobody can read.
    `told` are the records each of which has a note of its own in the folder `about`.
    """

    findings: tuple[Finding, ...]
    files: tuple[ListedFile, ...]
    keys: Keys | None = None
    all_known: bool = True
    told: tuple[Record, ...] = ()


def look_at_records(store: Store) -> RecordsLook:
    """Check the database and list the files it speaks of, those of removed documents and earlier versions last."""
    store.sidecars.finish()
    found = [_in_doubt(name) for name in store.doubts]
    try:
        found += [
            Finding(_("The case file is damaged: {detail}.").format(detail=line), CASE_FILE, "damaged")
            for line in store.faults()
        ]
        differing = store.differing()
        found += [_differs(one) for one in differing if not one.looked_over]
        all_known = not any(one.unreadable for one in differing)
        with suppress(KeyError, ValueError):  # a row of the history that names nothing: told as differing
            told = (*store.read(Document), *store.read(Person))
            return RecordsLook(tuple(found), _files_of(store), store.keys, all_known, told)
    except CaregiverError as problem:
        found.append(Finding(problem.happened, CASE_FILE, "damaged"))
    except UnicodeDecodeError:  # what SQLite says of a damaged file holds bytes of it
        found.append(Finding(damaged(store.folder).happened, CASE_FILE, "damaged"))
    return RecordsLook(tuple(found), (), store.keys, all_known=False)


def _in_doubt(name: str) -> Finding:
    if name == CASE_FILE:
        what = _("The case file was changed or damaged since this program closed it last.")
    elif name.endswith(seal.ENDING):
        what = _("The seal of the case is damaged, so nobody can tell whether the case file is as it was closed.")
    elif name in seal.FOLDERS:
        what = _("Nobody could look into this folder, so it is not known whether what is in it is as it was.")
    else:
        what = _("This file was changed or damaged since this program closed the case last.")
    return Finding(what, name, "outside", name)


def _differs(one: Differing) -> Finding:
    if one.unreadable:
        what = _("This record, or an earlier version of it, is damaged.")
    else:
        what = _("This record is not as its history says.")
    known = one.record
    return Finding(what, described(known) if known is not None else name_of_kind(one.kind), "differs")


def _files_of(store: Store) -> tuple[ListedFile, ...]:
    gone, sent = _removed(store, Document), _removed(store, SentPacket)
    files = [
        *_listed(store.read(Document), "{document}"),
        *_listed(gone, _("{document} (removed)")),
        *_of_packets((*store.read(SentPacket), *sent)),
    ]
    known = {file.fingerprint for file in files}
    files += _listed(
        [one for one in store.steps.versions_of_all(Document) if not known.issuperset(fingerprints_of(one))],
        _("{document}, as it was before"),
    )
    files += [one for one in _of_packets(store.steps.versions_of_all(SentPacket)) if one.fingerprint not in known]
    return tuple(files)


def _removed(store: Store, kind: type[R]) -> tuple[R, ...]:
    """Return the removed records of a kind, those left out that are damaged: they are a finding of their own."""
    found = []
    for one in store.steps.removed(kind):
        with suppress(HistoryConflict):
            if isinstance(one.record, kind):
                found.append(one.record)
    return tuple(found)


def _listed(documents: Sequence[Document], words: str) -> Iterator[ListedFile]:
    """Go through every file that documents are made of; one that should have a file and names none is missing."""
    for one in sorted(documents, key=lambda one: one.number):
        where = words.format(document=_called(one))
        if one.holding == "file" or one.fingerprint:
            for fingerprint in fingerprints_of(one) or ("",):
                is_own = fingerprint == one.fingerprint
                is_list = is_own and one.format in SETS
                size = one.size if is_own and fingerprint and not is_list else None
                yield ListedFile(fingerprint, label(one.number), where, is_list, size=size)


def _of_packets(sent: Sequence[SentPacket]) -> Iterator[ListedFile]:
    """Go through the files with what the case said when packets were sent."""
    for one in sent:
        if one.told:
            name = packet_label(one.number)
            yield ListedFile(one.told, name, _("Packet {number}").format(number=name), is_packet=True)


def _called(document: Document) -> str:
    return f"{label(document.number)} {document.title}"
