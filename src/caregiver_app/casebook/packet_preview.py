"""Look at the pages of a packet before it is made: each is drawn by itself, as it will be.

The packet's own pages are laid out and drawn here; whatever comes out of the family's files is read in a child process,
and so is every picture made. Papers that were opened are kept for a while, in a folder that is gone afterwards.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from caregiver_app.casebook.packet_order import PacketOrder, prepared
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.documents.document import Document, fingerprints_of
from caregiver_app.fsops import clear_away, take_away
from caregiver_app.i18n import _
from caregiver_app.packet.attachment import Attachment
from caregiver_app.packet.opened import Opened
from caregiver_app.packet.opening import opened
from caregiver_app.packet.options import MEGABYTE
from caregiver_app.packet.preview import DrawnPage, PagePreview, PreviewPage
from caregiver_app.packet.preview_placing import get_ready, place_page
from caregiver_app.packet.sheet_words import Words
from caregiver_app.packet.sheets import paper_size
from caregiver_app.progress import Cancelled, Progress, silent
from caregiver_app.rendering.one_page import one_page
from caregiver_app.rendering.pages import Rendering
from caregiver_app.sealed import Readable
from caregiver_app.workroom import WorkRoom

T = TypeVar("T")

LIMITS: Final = Limits(memory=3 << 30, seconds=60.0)
_KEPT: Final = 4
# A page that nobody wants any more may be finished: to kill the child and start another costs as much.
_PATIENCE_SECONDS: Final = 2.0


@dataclass(frozen=True)
class LaidPacket:
    """A packet that was ordered, laid out. `pages` tells of each page what it is."""

    preview: PagePreview
    words: Words

    @property
    def pages(self) -> tuple[PreviewPage, ...]:
        """What each page is, in order."""
        return self.preview.pages


@dataclass(frozen=True)
class PageShown:
    """One page as a picture with its words, or a sentence in its place where there can be no picture.

    `note` says how the packet that is made will differ.
    """

    picture: Rendering = field(default_factory=Rendering)
    text: str = ""
    note: str = ""
    trouble: str = ""


def lay_out(order: PacketOrder, progress: Progress = silent) -> LaidPacket:
    """Lay a packet out. Pure; it may run in any thread. `progress` only lets the caller stop it beforehand."""
    progress(0, 0, "")
    ready = prepared(order)
    return LaidPacket(PagePreview(ready.case, ready.options), order.words)


@dataclass
class _Kept:
    """A paper that was opened, what it was opened with, and where its working files are."""

    asked: tuple[object, ...]
    source: Opened
    folder: Path


class PacketPreviewer:
    """Draw pages for somebody who looks at them, with one child process at a time that lives until `close`.

    `path_of` tells where the file of a fingerprint is, `home` where the program keeps what is its own. Every call may
    come from any thread; they take turns. A paper that makes the child stop, or takes longer than the limit, is shown
    as the packet will show it: left out, with the reason. `progress` is only listened to: where it raises Cancelled, a
    call that takes long is given up.
    """

    def __init__(self, path_of: Callable[[str], Readable], home: Path, limits: Limits = LIMITS) -> None:
        self._path_of = path_of
        self._room = WorkRoom(home)
        self._child = Child(limits)
        self._turn = threading.Lock()
        self._closing = threading.Event()
        self._numbers = count()
        self._kept: list[_Kept] = []
        self._stopped: dict[tuple[str, ...], str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.close()

    def begin(self, progress: Progress = silent) -> None:
        """Start the child, so that it is there once a page is laid out."""
        with self._turn, suppress(ChildStopped):
            self._call(len, (), progress=progress)

    def get_ready(self, progress: Progress = silent) -> None:
        """Load what the first page of a paper would wait for, while nothing else is wanted."""
        with self._turn, suppress(ChildStopped):
            self._call(get_ready, progress=progress)

    def draw(self, laid: LaidPacket, number: int, width: int, progress: Progress = silent) -> PageShown:
        """Return a page, counted from 1, as a picture so many pixels wide."""
        with self._turn:
            try:
                sheet = self._new(".pdf")
                try:
                    return self._draw(laid, number, sheet, width, progress)
                finally:
                    take_away(sheet, within=sheet.parent)
            except OSError:
                return PageShown(trouble=_("This page cannot be drawn just now: there is no room on the disk for it."))

    def close(self) -> None:
        """End the child and remove every working file. Nothing can be asked for afterwards."""
        self._closing.set()
        with self._turn:
            self._child.close()
            self._kept.clear()
            self._room.close()

    def _draw(self, laid: LaidPacket, number: int, sheet: Path, width: int, progress: Progress) -> PageShown:
        document = laid.pages[number - 1].document
        if document is None:
            laid.preview.draw_own(number, sheet)
            return self._picture(sheet, width, _of_parts(laid) if number == 1 else "", progress)
        source = self._opened(laid, document, progress)
        drawn = laid.preview.draw_of_paper(number, source.attachment, sheet)
        if not drawn.is_there:
            return PageShown(note=drawn.note, trouble=_("This page will not be in the packet."))
        if drawn.source is None:
            return self._picture(sheet, width, drawn.note, progress)
        return self._placed(laid, source, drawn, sheet, width, progress)

    def _placed(
        self, laid: LaidPacket, source: Opened, drawn: DrawnPage, sheet: Path, width: int, progress: Progress
    ) -> PageShown:
        folder = self._new("")
        folder.mkdir()
        options, target = laid.preview.options, folder / "page.pdf"
        asked = (sheet, source, drawn.source, paper_size(options), target, options.smaller_scans)
        try:
            if not self._call(place_page, *asked, progress=progress):
                words = _("This page cannot be shown. The packet says so in its place.")
                return PageShown(note=drawn.note, trouble=words)
            return self._picture(target, width, drawn.note, progress)
        except ChildStopped as stopped:
            return PageShown(note=drawn.note, trouble=_why(stopped.reason))
        finally:
            clear_away(folder, within=folder.parent)

    def _picture(self, page: Path, width: int, note: str, progress: Progress) -> PageShown:
        try:
            picture, text = self._call(one_page, page, width, progress=progress)
        except ChildStopped as stopped:
            return PageShown(note=note, trouble=_why(stopped.reason))
        return PageShown(picture, text, note, "" if picture.pixels else _why(picture.trouble))

    def _opened(self, laid: LaidPacket, document: Document, progress: Progress) -> Opened:
        """Return a paper made ready, as it was kept or opened now."""
        options = laid.preview.options
        files = fingerprints_of(document)
        forced = options.unreadable.get(document.number, "") or self._stopped.get(files, "")
        words = {one: laid.words[one] for one in files if one in laid.words}
        paper = paper_size(options)
        asked = (document, forced, words, paper)
        for kept in self._kept:
            if kept.asked == asked:
                return kept.source
        folder = self._new("")
        folder.mkdir()
        try:
            source = self._call(opened, document, self._path_of, folder, forced, words, paper, progress=progress)
        except ChildStopped as stopped:
            self._stopped[files] = stopped.reason
            source = Opened(Attachment(document, reason=stopped.reason))
            asked = (document, stopped.reason, words, paper)
        except BaseException:
            clear_away(folder, within=folder.parent)
            raise
        self._kept.append(_Kept(asked, source, folder))
        while len(self._kept) > _KEPT:
            oldest = self._kept.pop(0).folder
            clear_away(oldest, within=oldest.parent)
        return source

    def _new(self, ending: str) -> Path:
        """Return the path of a working file that is not there yet."""
        if self._closing.is_set():
            raise Cancelled
        return self._room.folder / f"{next(self._numbers)}{ending}"

    def _call(self, function: Callable[..., T], *args: Any, progress: Progress) -> T:
        """Call in the child. Raises ChildStopped, and Cancelled where nobody waits for it any more."""
        if self._closing.is_set():
            raise Cancelled
        began = time.monotonic()

        def heed() -> None:
            if self._closing.is_set():
                raise Cancelled
            try:
                progress(0, 0, "")
            except Cancelled:
                if time.monotonic() - began > _PATIENCE_SECONDS:
                    raise

        return self._child.call(function, *args, heed=heed)


def _of_parts(laid: LaidPacket) -> str:
    """Say on the cover what is known only once the packet is made."""
    most = laid.preview.options.most_bytes // MEGABYTE
    if not most:
        return ""
    words = _("Each file has at most {n} MB. Where it takes several, each has a cover of its own, and pages move.")
    return words.format(n=most)


def _why(trouble: str) -> str:
    """Say why there is no picture of a page."""
    if trouble == "too_slow":
        return _("Drawing this page took too long and was stopped. It is in the packet all the same.")
    return _("This page cannot be drawn here. It is in the packet all the same.")
