"""Read the words on scans and photos: page by page in a child process, as long as it takes, to be gone on with later.

Nothing here writes the case. Whoever calls keeps each page as soon as it is read, so whatever ends the work, no page is
read twice.
"""

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.documents.document import fingerprints_of, label
from caregiver_app.domain.documents.reading import NOTHING, OCR, WAITING, PageText
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.intake.ocr_extra import ocr_available
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import place_of
from caregiver_app.sniff import PICTURES
from caregiver_app.store.originals import Originals

LIMITS: Final = Limits(memory=6 << 30, seconds=60.0)
"""What the reader reserves is far more than it uses: about 800 MB for a page, 1.6 GB of addresses and some for each
processor. The time is that from one line of a page to the next."""

_FORMATS: Final = ("pdf", *PICTURES)
_POLL_SECONDS: Final = 0.2
# On a slow computer with an old disk the reader takes its time the first time.
_START_SECONDS: Final = 120.0
# A reader that rests longer than this gives its memory back.
_LET_GO_SECONDS: Final = 20.0
_MANY_PROCESSORS: Final = 4


@dataclass(frozen=True)
class Waiting:
    """A page that nobody has read yet, counted from 1 in its file; `document` is what its document is called, if known.

    `format` is that of the file; where it is empty it is found out.
    """

    fingerprint: str
    page: int
    format: str = ""
    document: str = ""


@dataclass(frozen=True)
class PagesRead:
    """How many pages were read, and how many have no words or cannot be read."""

    read: int = 0
    without_words: int = 0


def never() -> bool:
    """Do not pause."""
    return False


def can_read() -> bool:
    """Whether this computer has what reads scans. Loads nothing."""
    return ocr_available()


def pages_waiting(book: Casebook) -> tuple[Waiting, ...]:
    """Return what waits to be read in a case: first pages before all others, and the newest documents first."""
    documents = sorted(book.snapshot().documents, key=lambda document: document.number)
    newest = {fingerprint: document for document in documents for fingerprint in fingerprints_of(document)}
    found = []
    for fingerprint, page in book.readings.waiting():
        document = newest.get(fingerprint)
        if document is None:
            found.append((0, Waiting(fingerprint, page)))
        else:
            is_its_own = document.fingerprint == fingerprint and document.format in _FORMATS
            form = document.format if is_its_own else ""
            found.append((document.number, Waiting(fingerprint, page, form, label(document.number))))
    found.sort(key=lambda one: (one[1].page > 1, -one[0], one[1].fingerprint, one[1].page))
    return tuple(waiting for _number, waiting in found)


def read_waiting(
    originals: Originals,
    waiting: Sequence[Waiting],
    *,
    keep: Callable[[str, PageText], object],
    progress: Progress = silent,
    pause: Callable[[], bool] = never,
    limits: Limits = LIMITS,
) -> PagesRead:
    """Read pages one after the other; `keep` is called with the fingerprint and what was read as soon as it is there.

    Long work on values: it may run in any thread, and `keep` is called in that thread. Between two pages it rests as
    long as `pause` says so. A page that stops the reader, or keeps it for too long, is told as one without words; one
    whose file is not there goes on waiting. Where the extra is not installed, pages go on waiting too and only their
    look is told. Raises CaregiverError where the reader cannot start, and whatever `keep` and `progress` raise; what
    was not kept then goes on waiting.
    """
    with Child(limits) as child:
        return _Work(child, originals, keep, progress, pause).read(waiting)


class _Work:
    """One run through the pages that wait."""

    def __init__(
        self,
        child: Child,
        originals: Originals,
        keep: Callable[[str, PageText], object],
        progress: Progress,
        pause: Callable[[], bool],
    ) -> None:
        self._child = child
        self._originals = originals
        self._keep = keep
        self._progress = progress
        self._pause = pause
        self._threads = 2 if (os.cpu_count() or 1) >= _MANY_PROCESSORS else 1
        self._is_ready = False
        self._told = (0, 0, "")

    def read(self, waiting: Sequence[Waiting]) -> PagesRead:
        read = without = 0
        for done, one in enumerate(waiting):
            self._told = (done, len(waiting), one.document)
            self._rest()
            page = self._page(one)
            if page.source != WAITING or page.look:
                self._keep(one.fingerprint, page)
            read += page.source == OCR
            without += page.source == NOTHING
        self._progress(len(waiting), len(waiting), "")
        return PagesRead(read, without)

    def _listen(self, *_told: object) -> None:
        """Let the reader be stopped while it is at work."""
        self._progress(*self._told)

    def _rest(self) -> None:
        self._listen()
        rested, clock = 0.0, threading.Event()
        while self._pause():
            clock.wait(_POLL_SECONDS)
            self._listen()
            rested += _POLL_SECONDS
            if rested >= _LET_GO_SECONDS and self._is_ready:
                self._child.close()
                self._is_ready = False

    def _page(self, one: Waiting) -> PageText:
        from caregiver_app.intake.ocr import read_page  # large, and of no use where nothing is read

        path = self._originals.file(one.fingerprint)
        if not os.path.isfile(place_of(path)):  # false also where it may not be looked at
            return PageText(one.page, "", WAITING)
        self._get_ready()
        try:
            return self._child.call(read_page, path, one.format, one.page, self._threads, progress=self._listen)
        except ChildStopped:
            self._is_ready = False
            self._get_ready(try_it=True)  # it was the page that stopped it only if the reader can go on
            return PageText(one.page, "", NOTHING)

    def _get_ready(self, try_it: bool = False) -> None:
        """Make sure that there is a reader, if there can be one."""
        if self._is_ready or not can_read():
            return
        from caregiver_app.intake.ocr import get_ready

        try:
            self._child.call(get_ready, self._threads, try_it, heed=self._listen, seconds=_START_SECONDS)
        except (ChildStopped, RuntimeError) as problem:
            raise _cannot_start() from problem
        self._is_ready = True


def _cannot_start() -> CaregiverError:
    return CaregiverError(
        _("What reads the words on scans could not start on this computer."),
        safe=_("Your papers are safe. Pages that were not read go on waiting."),
        now=_("Close other programs and try again. If it happens again, install the program anew."),
    )


def not_installed() -> CaregiverError:
    """Return the failure to tell where the extra is not installed."""
    return CaregiverError(
        _("What reads the words on scans is not installed on this computer."),
        safe=_("Your papers are safe, and their pages go on waiting."),
        now=_("Install the program with its extra “ocr”: in its folder, “pip install .[ocr]” does that."),
    )
