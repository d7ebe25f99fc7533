"""Look at every part of a case and name what is not as it was written.

Two parts, because the database belongs to one thread and reading every file takes long: `look_at_records` asks
the database and is quick, `look_at_files` reads what it named and needs nothing but values.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from caregiver_app.domain.documents.document import SETS, Document, fingerprints_of, label
from caregiver_app.domain.packet.records import SentPacket, packet_label
from caregiver_app.i18n import N_, _
from caregiver_app.progress import Progress, silent
from caregiver_app.store.database import Store
from caregiver_app.store.originals import Originals

_CHUNK: Final = 1 << 20
_ABOUT_FILES: Final = {
    "missing": N_("The file of this document is missing from the case folder."),
    "unreadable": N_("The file of this document cannot be read from the disk."),
    "changed": N_("The file of this document is not the one that was added."),
}
_ABOUT_PACKETS: Final = {
    "missing": N_("The file with what the case said when this packet was sent is missing from the case folder."),
    "unreadable": N_("The file with what the case said when this packet was sent cannot be read from the disk."),
    "changed": N_("The file with what the case said when this packet was sent is not the one that was written."),
}


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: a sentence, and the document or file it is about.

    `kind` is one of "outside" (the case file was changed outside this program), "damaged" (the case file),
    "missing", "unreadable" and "changed" (the file of a document), and "stray" (a file of no document).
    """

    what: str
    where: str
    kind: str


@dataclass(frozen=True)
class ListedFile:
    """A file that must be in the folder of originals: its fingerprint, and the document or sent packet it is of.

    `name` is the number of either. `is_list` says that it is itself the list of the files of a disc or an imaging
    study, `is_packet` that it holds what the case said when a packet was sent.
    """

    fingerprint: str
    name: str
    where: str
    is_list: bool = False
    is_packet: bool = False


@dataclass(frozen=True)
class RecordsLook:
    """What the database tells: what is wrong with it, and every file it lists or can bring back."""

    findings: tuple[Finding, ...]
    files: tuple[ListedFile, ...]


@dataclass(frozen=True)
class FilesLook:
    """What reading the files tells, and how many were read to their end."""

    findings: tuple[Finding, ...]
    read: int


def findings(store: Store, progress: Progress = silent) -> tuple[Finding, ...]:
    """Read every byte of the case and return what is wrong; nothing is changed."""
    records = look_at_records(store)
    return records.findings + look_at_files(records.files, store.originals, progress).findings


def look_at_records(store: Store) -> RecordsLook:
    """Check the database and list the files it speaks of, those of removed documents last."""
    found = []
    if store.seal_broken:
        what = _("The case file was changed or damaged since this program closed it last.")
        found.append(Finding(what, "case.db", "outside"))
    found += [
        Finding(_("The case file is damaged: {detail}.").format(detail=line), "case.db", "damaged")
        for line in store.faults()
    ]
    gone = [one.record for one in store.steps.removed(Document) if isinstance(one.record, Document)]
    listed = _listed(store.read(Document), "{document}")
    removed = _listed(gone, _("{document} (removed)"))
    sent = [one.record for one in store.steps.removed(SentPacket) if isinstance(one.record, SentPacket)]
    packets = _of_packets((*store.read(SentPacket), *sent))
    return RecordsLook(tuple(found), (*listed, *removed, *packets))


def look_at_files(files: Sequence[ListedFile], originals: Originals, progress: Progress = silent) -> FilesLook:
    """Read every file that is listed and compare it with its fingerprint; name files nobody lists.

    Long work on values: it may run in any thread. Raises what `progress` raises.
    """
    states: dict[str, str] = {}
    found = []
    done = -1
    open_ones = deque(files)
    while open_ones:
        file = open_ones.popleft()
        done += 1
        tell = partial(progress, done, done + 1 + len(open_ones), file.name)
        tell()
        if file.is_list:
            open_ones.extendleft(_files_listed_in(file, originals))
        if file.fingerprint not in states:
            states[file.fingerprint] = _state(originals.path(file.fingerprint), file.fingerprint, tell)
        state = states[file.fingerprint]
        if state:
            about = _ABOUT_PACKETS if file.is_packet else _ABOUT_FILES
            found.append(Finding(_(about[state]), file.where, state))
    found += [
        Finding(_("This file in the folder of originals belongs to no document."), name, "stray")
        for name in originals.fingerprints()
        if name not in states
    ]
    progress(done + 1, done + 1, "")
    return FilesLook(tuple(found), sum(state in ("", "changed") for state in states.values()))


def _listed(documents: Sequence[Document], words: str) -> Iterator[ListedFile]:
    """Go through every file that documents are made of; one that should have a file and names none is missing."""
    for one in sorted(documents, key=lambda one: one.number):
        where = words.format(document=_called(one))
        if one.holding == "file" or one.fingerprint:
            for fingerprint in fingerprints_of(one) or ("",):
                is_list = one.format in SETS and fingerprint == one.fingerprint
                yield ListedFile(fingerprint, label(one.number), where, is_list)


def _of_packets(sent: Sequence[SentPacket]) -> Iterator[ListedFile]:
    """Go through the files with what the case said when packets were sent."""
    for one in sent:
        if one.told:
            name = packet_label(one.number)
            yield ListedFile(one.told, name, _("Packet {number}").format(number=name), is_packet=True)


def _files_listed_in(file: ListedFile, originals: Originals) -> Iterator[ListedFile]:
    """Go through the files of a disc or study that are in the case."""
    manifest = originals.manifest(file.fingerprint)
    if manifest is not None and manifest.kept:
        for one in manifest.files:
            if one.fingerprint:
                yield ListedFile(one.fingerprint, file.name, f"{file.where}: {one.path}")


def _called(document: Document) -> str:
    return f"{label(document.number)} {document.title}"


def _state(path: Path, fingerprint: str, tell: Callable[[], None]) -> str:
    """Return what is the matter with a file, or nothing; `tell` is called between its parts."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                tell()
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    return "" if digest.hexdigest() == fingerprint else "changed"
