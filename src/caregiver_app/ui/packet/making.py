"""Make packets off the UI thread, with words for how far it is and how long it still takes."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.packet.time_left import TimeLeft
from caregiver_app.ui.packet.wording import PACKING, progress_words
from caregiver_app.ui.under_way import UnderWay

if TYPE_CHECKING:
    from caregiver_app.casebook.packet_order import PacketOrder
    from caregiver_app.casebook.packet_sent import MadePacket
    from caregiver_app.domain.packet.records import SentPacket
    from caregiver_app.store.originals import Originals

_SAY_EVERY: Final = 2000


@dataclass(frozen=True)
class Made:
    """A packet that was made, where its first file was to go, and the password on it, which is never written down.

    `again` is the packet it repeats, `same` whether it is the same.
    """

    target: Path
    packet: "MadePacket"
    password: str = field(default="", repr=False)
    again: "SentPacket | None" = None
    same: bool = False


class Making(QObject):
    """Make one packet at a time; `card` shows it under way. `made` carries a `Made`, `busy` whether work goes on."""

    made = Signal(object)
    busy = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.card = UnderWay(_("Making the packet"))
        self._left = TimeLeft()
        self._told = (0, 0, "")
        self._trouble = ""
        self._timer = QTimer(self, interval=_SAY_EVERY)
        self._timer.timeout.connect(self._say)

    def make(self, order: "PacketOrder", target: Path, password: str = "") -> None:
        """Make what was ordered at `target`."""
        self._start(partial(_make, order, self._desk.book.originals, target, password))

    def make_again(self, sent: "SentPacket", order: "PacketOrder", target: Path, password: str = "") -> None:
        """Make a packet again that was sent."""
        self._start(partial(_make_again, sent, order, self._desk.book.originals, target, password))

    def _start(self, work: "partial[Made]") -> None:
        self._desk.notices.clear_done()
        if self._trouble and self._desk.notices.words == self._trouble:
            self._desk.notices.clear()  # it was of the try before
        self._left = TimeLeft()
        self._told = (0, 0, "")
        self.busy.emit(True)
        job = self._desk.jobs.start(
            work,
            done=self._on_made,
            failed=self._on_failed,
            progressed=self._on_progressed,
            ended=self._on_ended,
            label=_("Making the packet"),
        )
        self.card.watch(job, _("Beginning …"))
        self._timer.start()

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, what: str) -> None:
        self._told = done, total, what
        self._left.note(done, total, monotonic())
        self._say()

    def _say(self) -> None:
        done, total, what = self._told
        left = self._left.words(monotonic())
        if total:
            self.card.follow(
                done, total, "  ·  ".join(part for part in (progress_words(done, total, what), left) if part)
            )

    @Slot(object)
    def _on_made(self, made: Made) -> None:
        self.made.emit(made)

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        self._desk.notices.tell_trouble(problem)
        self._trouble = self._desk.notices.words

    @Slot()
    def _on_ended(self) -> None:
        self._timer.stop()
        self.card.finish()
        self.busy.emit(False)


def _make(order: "PacketOrder", originals: "Originals", target: Path, password: str, progress: Progress) -> Made:
    from caregiver_app.casebook.packet_order import make

    return Made(target, make(order, originals, target, _small(progress), password), password)


def _make_again(
    sent: "SentPacket", order: "PacketOrder", originals: "Originals", target: Path, password: str, progress: Progress
) -> Made:
    from caregiver_app.casebook.packet_again import make_again

    packet, same = make_again(sent, order, originals, target, _small(progress), password)
    return Made(target, packet, password, sent, same)


def _small(progress: Progress) -> Progress:
    """Tell of many bytes in ten thousandths: a disc has more of them than a bar of Qt can count."""

    def told(done: int, total: int, what: str) -> None:
        if total > PACKING:
            done, total = done * PACKING // total, PACKING
        progress(done, total, what)

    return told
