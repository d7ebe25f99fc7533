"""Make the records packet: in a child process, beside the place it goes to, moved there only when it is whole."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.places import refuse_pdf_place
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.documents.document import SETS, Document, label
from caregiver_app.domain.documents.page_work import pages_of
from caregiver_app.domain.documents.reading import OCR, PageText
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import replacing
from caregiver_app.i18n import _
from caregiver_app.packet.build import build_packet, parts_folder
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.report import PacketReport
from caregiver_app.progress import Progress, silent
from caregiver_app.sniff import PICTURES
from caregiver_app.store.originals import Originals

# Time between two signs of life, not for the whole packet: a 1,000-page file is one document.
_LIMITS = Limits(seconds=600.0)
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
) -> PacketReport:
    """Write the packet to `target` and report what is in it, what is not, and why.

    `words` holds, by fingerprint, the words of files that are printed as their words: letters, e-mails and the like.
    Long work on values: it may run in any thread. A document that stops the child is left out with its
    reason and the packet is made again, so that one hostile file cannot prevent it. An older packet at
    `target` stays until the new one is whole. Raises CaregiverError, and whatever `progress` raises.
    """
    target = Path(os.path.realpath(target))  # a link to another place stays a link
    refuse_pdf_place(target, originals.folder)
    unreadable: dict[int, str] = dict(options.unreadable)
    with Child(_LIMITS) as child:
        while True:
            watch = _Watch(progress)
            try:
                with replacing(target) as temporary, _cleared(parts_folder(temporary)):
                    attempt = replace(options, unreadable=unreadable)
                    return child.call(_build, case, originals, attempt, temporary, words or {}, progress=watch)
            except ChildStopped as stopped:
                culprit = watch.document_in(case)
                if culprit is None or culprit in unreadable:
                    raise _not_finished() from stopped
                unreadable[culprit] = stopped.reason


def words_for_packet(book: Casebook) -> Words:
    """Return the words a packet needs, by fingerprint: of letters that have no pages, and those read on scans."""
    words: dict[str, tuple[PageText, ...]] = {}
    for document in book.snapshot().documents:
        for fingerprint in _needed(document):
            if fingerprint not in words:
                pages = book.readings.pages(fingerprint)
                has_pages = document.format in _WITH_PAGES
                words[fingerprint] = tuple(page for page in pages if not has_pages or page.source == OCR)
    return {fingerprint: pages for fingerprint, pages in words.items() if pages}


def _needed(document: Document) -> tuple[str, ...]:
    """Return the files of a document whose words may be printed."""
    if document.holding != "file" or not document.in_packet or document.format in SETS:
        return ()
    return tuple(dict.fromkeys(sheet.fingerprint for sheet in pages_of(document))) or (
        (document.fingerprint,) if document.fingerprint else ()
    )


def _build(
    case: CaseSnapshot,
    originals: Originals,
    options: PacketOptions,
    target: Path,
    words: Words,
    progress: Progress,
) -> PacketReport:
    return build_packet(case, originals.path, options, target, progress, words)


@contextmanager
def _cleared(folder: Path) -> Iterator[None]:
    """Remove the builder's working files also when its process was killed before it could."""
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
