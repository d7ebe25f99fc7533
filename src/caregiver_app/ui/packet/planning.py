"""Work out the plan off the UI thread: a moment after the last change, and only the newest counts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from caregiver_app.errors import CaregiverError
from caregiver_app.progress import Progress
from caregiver_app.ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from caregiver_app.casebook.packet_order import PacketOrder, Prepared
    from caregiver_app.packet.plan import PacketPlan

WAIT: Final = 200
"""Milliseconds without a change before the plan is worked out."""


@dataclass(frozen=True)
class Planned:
    """A plan, what it was made from, and the signs that can only be printed by their number."""

    order: "PacketOrder"
    ready: "Prepared"
    plan: "PacketPlan"
    signs: tuple[str, ...] = ()


class Planning(QObject):
    """Turn orders into plans.

    `planned` carries the newest `Planned`, `failed` a CaregiverError; `stopped` tells that the user stopped the work.
    """

    planned = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._asked: Callable[[], PacketOrder] | None = None
        self._number = 0
        self._job: Job | None = None
        self._timer = QTimer(self, interval=WAIT, singleShot=True)
        self._timer.timeout.connect(self._begin)

    @property
    def is_pending(self) -> bool:
        """Whether a newer plan is on its way."""
        return self._asked is not None

    def ask(self, order: "Callable[[], PacketOrder]") -> None:
        """Plan soon for what `order` gathers then; it is called here and may raise a CaregiverError."""
        self._asked = order
        self._timer.start()

    def _begin(self) -> None:
        if self._asked is None:
            return
        if self._job is not None and self._job in self._jobs.open:
            self._job.cancel()
        self._number += 1
        try:
            order = self._asked()
        except CaregiverError as problem:
            self._on_failed(problem)
            return
        work = partial(_plan, self._number, order)
        self._job = self._jobs.start(work, done=self._on_done, failed=self._on_failed, ended=self._on_ended)

    @Slot(object)
    def _on_done(self, found: "tuple[int, Planned]") -> None:
        number, made = found
        if number == self._number and not self._timer.isActive():
            self._asked = None
            self.planned.emit(made)

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        self._asked = None
        self.failed.emit(problem)

    @Slot()
    def _on_ended(self) -> None:
        # Jobs end in order: the one that ends is the oldest open one. Ours without a plan was stopped by the user.
        if self._asked is not None and self._jobs.open[:1] == (self._job,) and not self._timer.isActive():
            self._asked = None
            self.stopped.emit()


def _plan(number: int, order: "PacketOrder", progress: Progress) -> tuple[int, Planned]:
    progress(0, 0, "")
    from caregiver_app.casebook.packet_order import prepared
    from caregiver_app.packet import style
    from caregiver_app.packet.build import plan_packet
    from caregiver_app.packet.signs import signs_no_face_has

    ready = prepared(order)
    signs = tuple(map(style.name_of, signs_no_face_has(ready.case, order.as_of)))
    return number, Planned(order, ready, plan_packet(ready.case, ready.options), signs)
