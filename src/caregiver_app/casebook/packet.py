"""Make the records packet: in a child process, beside the place it goes to, moved there only when it is whole."""

import os
import re
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.copies import part_name
from caregiver_app.casebook.places import refuse_pdf_place
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.documents.document import SETS, Document, label
from caregiver_app.domain.documents.page_work import pages_of
from caregiver_app.domain.documents.reading import OCR, PageText
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import UNFINISHED, clear_unfinished, replacing, settle, temporary_folder_in, told_plainly
from caregiver_app.i18n import _
from caregiver_app.packet.alone import build_alone
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.report import PacketReport
from caregiver_app.progress import Progress, silent
from caregiver_app.sniff import PICTURES
from caregiver_app.store.originals import Originals

# Time between two signs of life, not for the whole packet: a 1,000-page file is one document.
_PATIENCE: Final = 600.0
# What is worked with at once. The files themselves come on top: they are read in place.
_MEMORY: Final = 3 << 30
_NAME: Final = "packet.pdf"
# Another program may be at work in its room; none is for so many seconds.
_LEFTOVER: Final = 24 * 60 * 60.0
_ROOM: Final = re.compile(rf"\.[a-z0-9_]{{8}}{re.escape(UNFINISHED)}")
_IN_ROOM: Final = re.compile(r"packet( [0-9]+)?\.pdf|[0-9a-f]{16}\.original|\.packet\.pdf\.parts")
_WITH_PAGES: Final = ("", "pdf", "pages", *PICTURES)

Words = Mapping[str, tuple[PageText, ...]]
"""The words on files, by fingerprint."""


def make_packet(
    case: CaseSnapshot,
    originals: Originals,
    target: Path,
    options: PacketOptions,
    progress: Progress = silent,
    words: Words | None = None,
    password: str = "",
) -> PacketReport:
    """Write the packet to `target` and report what is in it, what is not, and why.

    Where each file may only be so large, there are several beside one another: "packet, part 1 of 3.pdf". With a
    password every file opens only with it.
    `words` holds, by fingerprint, the words of files that are printed as their words: letters, e-mails and the like.
    Long work on values: it may run in any thread. A document that stops the child is left out with its
    reason and the packet is made again, so that one hostile file cannot prevent it. An older packet at
    `target` stays until the new one is whole. Raises CaregiverError, and whatever `progress` raises.
    """
    target = Path(os.path.realpath(target))  # a link to another place stays a link
    refuse_pdf_place(target, originals.folder)
    _clear_leftovers(target.parent)
    unreadable: dict[int, str] = dict(options.unreadable)
    papers = sum(document.size for document in case.documents if document.format not in SETS)
    limits = Limits(_MEMORY + papers, _PATIENCE)
    with Child(limits) as child, told_plainly(target), _room(originals, target) as room:
        while True:
            watch = _Watch(progress)
            attempt = replace(options, unreadable=unreadable)
            try:
                report = child.call(
                    build_alone, case, originals.file, attempt, room / _NAME, words or {}, password, progress=watch
                )
                return _in_place(report, room, target, originals)
            except ChildStopped as stopped:
                culprit = watch.document_in(case)
                if culprit is None or culprit in unreadable:
                    raise _not_finished() from stopped
                unreadable[culprit] = stopped.reason


def _room(originals: Originals, target: Path) -> AbstractContextManager[Path]:
    """Return where a packet is put together: beside its place; that of a protected case within the case.

    What is readable there for that time is then gone, also after a kill, when the case is opened the next time.
    """
    return temporary_folder_in(target.parent) if originals.seal is None else originals.room()


def _clear_leftovers(folder: Path) -> None:
    """Remove what a program that was killed left beside a packet: a packet half made, where nobody sees it."""
    with suppress(OSError):
        for room in folder.glob(f".*{UNFINISHED}"):
            is_old = time.time() - room.stat().st_mtime > _LEFTOVER
            if is_old and _ROOM.fullmatch(room.name) and all(_IN_ROOM.fullmatch(name) for name in os.listdir(room)):
                clear_unfinished(room)


def _in_place(report: PacketReport, room: Path, target: Path, originals: Originals) -> PacketReport:
    """Give the finished files their names, once every name is known to be free for them."""
    count = len(report.files)
    places = [target.with_name(part_name(target, part, count)) for part in range(1, count + 1)]
    for place in places:
        refuse_pdf_place(place, originals.folder)
    for file, place in zip(report.files, places, strict=True):
        if room.parent == place.parent:
            settle(room / file.name, place)
        else:
            with replacing(place) as temporary:
                shutil.copyfile(room / file.name, temporary)
    named = (replace(file, name=place.name) for file, place in zip(report.files, places, strict=True))
    return replace(report, files=tuple(named))


def words_for_packet(book: Casebook, documents: Iterable[Document] | None = None) -> Words:
    """Return the words a packet needs, by fingerprint: of letters that have no pages, and those read on scans.

    `documents` are those that go in; without them, those that are ticked.
    """
    if documents is None:
        documents = [document for document in book.snapshot().documents if document.in_packet]
    wanted: dict[str, str] = {}
    for document in documents:
        for fingerprint in _needed(document):
            wanted.setdefault(fingerprint, OCR if document.format in _WITH_PAGES else "")
    return book.readings.kept(wanted)


def _needed(document: Document) -> tuple[str, ...]:
    """Return the files of a document whose words may be printed."""
    if document.holding != "file" or document.format in SETS:
        return ()
    return tuple(dict.fromkeys(sheet.fingerprint for sheet in pages_of(document))) or (
        (document.fingerprint,) if document.fingerprint else ()
    )


class _Watch:
    """Pass progress on and remember the last thing that was begun."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._last = ""

    def __call__(self, done: int, total: int, what: str) -> None:
        self._last = what
        self._progress(done, total, what)

    def document_in(self, case: CaseSnapshot) -> int | None:
        """Return the number of the document that was being worked on."""
        numbers: Mapping[str, int] = {label(document.number): document.number for document in case.documents}
        return numbers.get(self._last)


def _not_finished() -> CaregiverError:
    return CaregiverError(
        _("The packet could not be finished."),
        safe=_("Your records and papers are safe, and an earlier packet was kept."),
        now=_("Try again. If it happens again, leave out the papers one by one to find the one that stops it."),
    )
