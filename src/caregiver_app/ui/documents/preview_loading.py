"""What a preview shows of a document, fetched off the UI thread: one thing at a time, always what is wanted most.

What nobody wants any more by then is never fetched. Pictures are kept within a bound of bytes.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from caregiver_app.casebook.documents.preview import Leaf, Leaves, PageViewer
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import LAYER, NOTHING, WAITING, PageText, Word
from caregiver_app.errors import CaregiverError
from caregiver_app.progress import Progress
from caregiver_app.rendering.shape import shown_words
from caregiver_app.sealed import Readable
from caregiver_app.ui.documents.preview_words import PageWords
from caregiver_app.ui.jobs import Job, Jobs

PageTextOf = Callable[[str, int], PageText | None]
"""Tells what was read on a page, by the fingerprint of its file and its number in it; None while nothing was."""

LANE: Final = "preview"
MOST_BYTES: Final = 64_000_000
_BYTES_A_DOT: Final = 4
MOST_DOTS: Final = MOST_BYTES // _BYTES_A_DOT
_MOST_WORDS: Final = 40


@dataclass(frozen=True)
class _Wish:
    """One thing to fetch. `round` tells one showing of a document from the next."""

    kind: str
    round: int
    page: int = 0
    width: int = 0
    turn: int = 0


class PageLoader(QObject):
    """Hold the pages of one document as far as they were fetched. Pages are counted from 0 here.

    `want` says what is to be fetched and in which order; the newest wish wins. `close` ends the reading process.
    """

    opened = Signal()
    picture_came = Signal(int)
    words_came = Signal(int)

    def __init__(self, jobs: Jobs, path_of: Callable[[str], Readable], text_of: PageTextOf, parent: QObject) -> None:
        super().__init__(parent)
        self.leaves = Leaves()
        self.is_open = False
        self.turn = 0
        self._jobs, self._text_of = jobs, text_of
        self._viewer = PageViewer(path_of)
        self.destroyed.connect(self._viewer.close)
        self._document: Document | None = None
        self._round = 0
        self._wishes: tuple[_Wish, ...] = ()
        self._job: Job | None = None
        self._fetched: _Wish | None = None
        self._is_dropped = False
        self._is_closed = False
        self._pictures: OrderedDict[tuple[int, int, int], QImage] = OrderedDict()
        self._troubles: dict[int, str] = {}
        self._words: OrderedDict[int, PageWords] = OrderedDict()

    def show(self, document: Document | None) -> None:
        """Open another document, or none; `opened` tells when its pages are known."""
        self._document = document
        self._round += 1
        self.leaves, self.is_open = Leaves(), False
        self._pictures.clear()
        self._troubles.clear()
        self._words.clear()
        self.turn = 0
        self._take_wishes((_Wish("open", self._round),) if document is not None else ())

    def turn_by(self, quarters: int) -> None:
        """Turn every page for the view; nothing is changed in the case."""
        self.turn = (self.turn + quarters) % 4
        self._words.clear()

    def forget_words(self) -> None:
        """Fetch the words of every page anew, as more pages may have been read."""
        self._words.clear()

    def want(self, pictures: Sequence[tuple[int, int]], words: Sequence[int] = ()) -> None:
        """Fetch pictures of pages in widths of pixels, then the words of pages, in this order."""
        if self.is_open:
            self._take_wishes(
                (
                    *(_Wish("picture", self._round, page, width, self.turn) for page, width in pictures),
                    *(_Wish("words", self._round, page, turn=self.turn) for page in words),
                )
            )

    def picture(self, page: int, width: int) -> QImage | None:
        """Return the picture of a page in a width, or in another while that has not come; None while there is none."""
        exact = self._pictures.get((page, width, self.turn))
        if exact is not None:
            self._pictures.move_to_end((page, width, self.turn))
            return exact
        others = (key for key in self._pictures if key[0] == page and key[2] == self.turn)
        return max((self._pictures[key] for key in others), key=lambda image: image.width(), default=None)

    def trouble_of(self, page: int) -> str:
        """Return why a page cannot be shown, or not all of it, as a key of `TROUBLES`."""
        return self._troubles.get(page, "")

    def words(self, page: int) -> PageWords | None:
        """Return the words of a page; None while they have not come."""
        return self._words.get(page)

    @property
    def bytes_held(self) -> int:
        """How much memory the pictures take."""
        return sum(image.sizeInBytes() for image in self._pictures.values())

    def close(self) -> None:
        """End the reading process; nothing is fetched afterwards."""
        self._is_closed = True
        self._wishes = ()
        if self._job is not None:
            self._job.cancel()
        self._viewer.close()

    def _take_wishes(self, wishes: tuple[_Wish, ...]) -> None:
        self._wishes = wishes
        if self._job is not None and self._fetched is not None and self._fetched not in wishes:
            self._is_dropped = True
            self._job.cancel()
        self._fetch_next()

    def _fetch_next(self) -> None:
        wish = next((wish for wish in self._wishes if not self._is_here(wish)), None)
        if wish is None or self._job is not None or self._is_closed:
            return
        self._fetched, self._is_dropped = wish, False
        assert self._document is not None  # nothing is wanted of none
        leaf = self.leaves.leaves[wish.page] if wish.kind != "open" else None
        self._job = self._jobs.start(
            partial(_fetch, self._viewer, wish, self._document, leaf),
            done=self._on_done,
            failed=self._on_failed,
            ended=self._on_ended,
            lane=LANE,
        )

    def _is_here(self, wish: _Wish) -> bool:
        if wish.kind == "picture":
            gone = self._troubles.get(wish.page, "") not in ("", "pages_missing")
            return gone or (wish.page, wish.width, wish.turn) in self._pictures
        return wish.page in self._words if wish.kind == "words" else self.is_open

    def _on_done(self, outcome: tuple[_Wish, Any]) -> None:
        wish, came = outcome
        self._fetched = None
        if wish.round != self._round:
            return
        if wish.kind == "open":
            self.leaves, self.is_open, self._wishes = came, True, ()
            self.opened.emit()
        elif wish.turn == self.turn and wish.kind == "picture":
            self._keep_picture(wish, *came)
            self.picture_came.emit(wish.page)
        elif wish.turn == self.turn:
            self._keep_words(wish.page, came)
            self.words_came.emit(wish.page)

    def _on_failed(self, problem: CaregiverError) -> None:
        raise problem  # reading a page has no expected failure: what is wrong with a page is told as a value

    def _on_ended(self) -> None:
        stopped_by_others = self._job is not None and self._job.is_cancelled and not self._is_dropped
        self._job = self._fetched = None
        if not stopped_by_others:
            self._fetch_next()

    def _keep_picture(self, wish: _Wish, image: QImage | None, trouble: str) -> None:
        if trouble:
            self._troubles[wish.page] = trouble
        if image is None:
            return
        for key in [key for key in self._pictures if key[0] == wish.page]:
            del self._pictures[key]
        self._pictures[wish.page, wish.width, wish.turn] = image
        wanted = {(one.page, one.width, one.turn) for one in self._wishes if one.kind == "picture"}
        spare = [key for key in self._pictures if key not in wanted]
        while self.bytes_held > MOST_BYTES and spare:
            del self._pictures[spare.pop(0)]

    def _keep_words(self, page: int, found: tuple[Word, ...]) -> None:
        leaf = self.leaves.leaves[page]
        read = self._text_of(leaf.sheet.fingerprint, leaf.sheet.page) or PageText(0, "", LAYER if found else WAITING)
        # What was read from the picture of a page is more than a stamp that was written over it.
        placed = read.words or found
        source = LAYER if read.source == NOTHING and found else read.source
        is_whole = leaf.sheet.crop is None and not leaf.sheet.black
        loose = read.text if is_whole and not placed else ""
        self._words[page] = PageWords(shown_words(placed, leaf.shape(self.turn), leaf.sheet.black), source, loose)
        wanted = {wish.page for wish in self._wishes if wish.kind == "words"}
        spare = [key for key in self._words if key not in wanted]
        while len(self._words) > _MOST_WORDS and spare:
            del self._words[spare.pop(0)]


def _fetch(
    viewer: PageViewer, wish: _Wish, document: Document, leaf: Leaf | None, progress: Progress
) -> tuple[_Wish, Any]:
    """Fetch one thing; runs on the worker."""
    if leaf is None:
        return wish, viewer.open(document, progress)
    if wish.kind == "words":
        return wish, viewer.words(leaf, progress)
    came = viewer.render(leaf, wish.width, wish.turn, progress)
    if not came.pixels:
        return wish, (None, came.trouble)
    image = QImage(came.pixels, came.width, came.height, came.width * _BYTES_A_DOT, QImage.Format.Format_RGB32)
    return wish, (image.copy(), came.trouble)
