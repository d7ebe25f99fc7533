"""Pages of a packet drawn off the UI thread: one at a time, always the one that is wanted most."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from caregiver_app.casebook.packet_preview import LaidPacket, PacketPreviewer, lay_out
from caregiver_app.errors import CaregiverError
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.jobs import Job

if TYPE_CHECKING:
    from caregiver_app.casebook.packet_order import PacketOrder

LANE: Final = "packet pages"
_CHILD_LANE: Final = "packet pages begin"
_MOST_BYTES: Final = 96_000_000
_BYTES_A_DOT: Final = 4
_LAYING_OUT: Final = 0
# A picture is whole dots high, so how high it is says only roughly how high its page is.
_ROUGHLY: Final = 0.02


@dataclass(frozen=True)
class DrawnPicture:
    """A page as it is shown: its picture, None where a sentence stands in its place; its words; what is to be noted."""

    image: QImage | None
    text: str = ""
    note: str = ""
    trouble: str = ""


@dataclass(frozen=True)
class _Wish:
    """One thing to do: draw a page in a width of pixels, or lay the packet out; `round` tells of which order."""

    round: int
    page: int = _LAYING_OUT
    width: int = 0


class PacketDrawing(QObject):
    """Hold the pages of the newest order as far as they were drawn. Pages are counted from 1.

    `laid_out` tells that the pages of the newest order are known, `came` that one was drawn, `failed` that the packet
    could not be laid out. `close` ends the process that reads papers.
    """

    laid_out = Signal()
    came = Signal(int)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.laid: LaidPacket | None = None
        self._jobs = desk.jobs
        self._previewer = PacketPreviewer(desk.book.originals.file, desk.preferences.home)
        self.destroyed.connect(self._previewer.close)
        self._order: PacketOrder | None = None
        self._round = 0
        self._wishes: tuple[_Wish, ...] = ()
        self._job: Job | None = None
        self._done: _Wish | None = None
        self._is_dropped = False
        self._has_begun = self._is_ready = False
        self._is_closed = False
        self._drawn: OrderedDict[tuple[int, int], DrawnPicture] = OrderedDict()
        self._ratios: dict[int, float] = {}

    @property
    def is_laid_out(self) -> bool:
        """Whether the pages are those of the newest order."""
        return self.laid is not None and self._order is None

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.laid.pages) if self.laid is not None else 0

    def show(self, order: "PacketOrder") -> None:
        """Lay another order out. What was drawn of the one before stays until that is done."""
        self._round += 1
        self._order = order
        self._begin()
        self._take(((_Wish(self._round)),))

    def want(self, pages: Sequence[tuple[int, int]]) -> None:
        """Draw pages in widths of pixels, in this order; what was wanted before is wanted no more."""
        if self.is_laid_out:
            self._take(tuple(_Wish(self._round, page, width) for page, width in pages))

    def drawn(self, page: int, width: int) -> DrawnPicture | None:
        """Return a page as it was drawn in a width, or None while it was not."""
        found = self._drawn.get((page, width))
        if found is not None:
            self._drawn.move_to_end((page, width))
        return found

    def ratio(self, page: int) -> float:
        """Return how much higher than wide a page is: as it was laid out, or as it was drawn where that is another."""
        if page in self._ratios:
            return self._ratios[page]
        assert self.laid is not None  # there are pages
        wide, high = self.laid.pages[page - 1].size
        return high / wide

    def close(self) -> None:
        """End the process that reads papers; nothing is drawn afterwards."""
        self._is_closed = True
        self._wishes = ()
        if self._job is not None:
            self._job.cancel()
        self._previewer.close()

    def _begin(self) -> None:
        """Start the child while the packet is being laid out: both take about as long."""
        if not self._has_begun and not self._is_closed:
            self._has_begun = True
            self._jobs.start(self._previewer.begin, done=_nothing, failed=_nothing, lane=_CHILD_LANE)

    def _take(self, wishes: tuple[_Wish, ...]) -> None:
        self._wishes = wishes
        if self._job is not None and self._done is not None and self._done not in wishes:
            self._is_dropped = True
            self._job.cancel()
        self._do_next()

    def _do_next(self) -> None:
        wish = next((one for one in self._wishes if (one.page, one.width) not in self._drawn), None)
        if self._job is not None or self._is_closed:
            return
        if wish is None:
            self._get_ready()
            return
        self._done, self._is_dropped = wish, False
        work = partial(_do, wish, self._previewer, self._order, self.laid)
        self._job = self._jobs.start(work, done=self._on_done, failed=self._on_failed, ended=self._on_ended, lane=LANE)

    def _get_ready(self) -> None:
        """Load what the pages of papers need, once, while nobody waits for a page."""
        if self.is_laid_out and not self._is_ready:
            self._is_ready = True
            self._done, self._is_dropped = None, False
            self._job = self._jobs.start(
                self._previewer.get_ready, done=_nothing, failed=_nothing, ended=self._on_ended, lane=LANE
            )

    def _on_done(self, outcome: tuple[_Wish, Any]) -> None:
        wish, made = outcome
        if wish.round != self._round:
            return
        if wish.page == _LAYING_OUT:
            self.laid, self._order, self._wishes = made, None, ()
            self._drawn.clear()
            self._ratios.clear()
            self.laid_out.emit()
        else:
            self._keep(wish, made)
            self.came.emit(wish.page)

    def _on_failed(self, problem: CaregiverError) -> None:
        self._wishes = ()
        self.failed.emit(problem)

    def _on_ended(self) -> None:
        stopped_by_others = self._job is not None and self._job.is_cancelled and not self._is_dropped
        done, self._job, self._done = self._done, None, None
        if stopped_by_others:
            self._wishes = ()
        elif not self._is_dropped:  # where it did not come, that is a mistake of ours, and is not tried again
            self._wishes = tuple(wish for wish in self._wishes if wish != done)
        self._do_next()

    def _keep(self, wish: _Wish, drawn: DrawnPicture) -> None:
        for key in [key for key in self._drawn if key[0] == wish.page]:
            del self._drawn[key]
        self._drawn[wish.page, wish.width] = drawn
        self._take_ratio(wish.page, drawn)
        wanted = {(one.page, one.width) for one in self._wishes}
        spare = [key for key in self._drawn if key not in wanted]
        while spare and sum(_bytes(one) for one in self._drawn.values()) > _MOST_BYTES:
            del self._drawn[spare.pop(0)]

    def _take_ratio(self, page: int, drawn: DrawnPicture) -> None:
        if drawn.image is not None and page not in self._ratios:
            found = drawn.image.height() / drawn.image.width()
            if abs(found / self.ratio(page) - 1) > _ROUGHLY:
                self._ratios[page] = found


def _do(
    wish: _Wish, previewer: PacketPreviewer, order: "PacketOrder | None", laid: LaidPacket | None, progress: Progress
) -> tuple[_Wish, Any]:
    """Do one thing; runs on the worker."""
    if wish.page == _LAYING_OUT:
        assert order is not None  # it was asked for
        return wish, lay_out(order, progress)
    assert laid is not None  # its pages are known
    return wish, _draw(wish, previewer, laid, progress)


def _draw(wish: _Wish, previewer: PacketPreviewer, laid: LaidPacket, progress: Progress) -> DrawnPicture:
    shown = previewer.draw(laid, wish.page, wish.width, progress)
    came = shown.picture
    image = None
    if came.pixels:
        row = came.width * _BYTES_A_DOT
        image = QImage(came.pixels, came.width, came.height, row, QImage.Format.Format_RGB32).copy()
    return DrawnPicture(image, shown.text, shown.note, shown.trouble)


def _bytes(drawn: DrawnPicture) -> int:
    return drawn.image.sizeInBytes() if drawn.image is not None else 0


def _nothing(_value: object) -> None:
    """Take note of nothing: what does not begin now begins with the first page."""
