"""Long work beside the window: in order, with progress, cancelling and one path for trouble."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from caregiver_app.errors import CaregiverError
from caregiver_app.progress import Cancelled, Progress

T = TypeVar("T")

TURN: Final = 0.03
"""Seconds that work on the UI thread may go on before the window answers again."""

MOST: Final = 2**31 - 1
"""What a signal and a bar can count to. Of more, such as the bytes of a large case, `PARTS` are told."""

PARTS: Final = 1000


class Job(QObject):
    """One piece of work. `label` says in words what is being done; `cancel()` asks it to stop."""

    def __init__(self, label: str, parent: QObject, *, for_case: bool) -> None:
        super().__init__(parent)
        self.label = label
        self.for_case = for_case
        self._stop = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked this work to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()


class Jobs(QObject):
    """Run plain functions on worker threads and tell their outcome on the UI thread.

    Work receives values and a `Progress`; never the casebook, which belongs to the UI thread. Each lane is one worker
    that does its work in order; lanes do not wait for each other.
    """

    started = Signal(Job)
    progressed = Signal(Job, int, int, str)
    ended = Signal(Job)
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._is_stopped = False
        self._open: list[Job] = []
        # Always queued: a handler runs on the UI thread, and never inside `start`.
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def open(self) -> tuple[Job, ...]:
        """The jobs under way or waiting, oldest first."""
        return tuple(self._open)

    def start(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[CaregiverError], object],
        progressed: Callable[[int, int, str], object] | None = None,
        ended: Callable[[], object] | None = None,
        label: str = "",
        for_case: bool = True,
        lane: str = "job",
    ) -> Job:
        """Run `work(progress)` and call one of `done(result)` and `failed(error)`, then `ended()`.

        Work that somebody waits for at the screen has a lane of its own, so that it need not wait for long work. A
        cancelled job calls only `ended`, also when the wish to stop came after the work was done. `for_case` says
        that it means nothing without the case that is open. Anything but a CaregiverError is our mistake: it goes to
        `sys.excepthook` on the UI thread, then `ended` is called.
        """
        worker = self._worker(lane)
        job = Job(label, self, for_case=for_case)
        self._open.append(job)

        def tell(call: Callable[..., object] | None, *values: object) -> None:
            if call is not None:
                self._told.emit(partial(_deliver, call, *values))

        def progress(so_far: int, total: int, what: str) -> None:
            if job.is_cancelled:
                raise Cancelled
            if total > MOST:
                so_far, total = so_far * PARTS // total, PARTS
            tell(progressed, so_far, total, what)
            tell(partial(self.progressed.emit, job), so_far, total, what)

        def outcome() -> Callable[[], object]:
            try:
                if job.is_cancelled:
                    raise Cancelled
                result = work(progress)
            except Cancelled:
                return _nothing
            except CaregiverError as problem:
                return partial(_deliver_unless_stopped, job, failed, problem)
            except BaseException as mistake:
                return partial(_report_mistake, mistake)
            return partial(_deliver_unless_stopped, job, done, result)

        def run() -> None:
            # In one go: whoever sees the outcome may begin the next work at once, and finds nobody busy any more.
            tell(self._end, job, outcome(), ended)

        self.started.emit(job)
        worker.submit(run)
        return job

    def take_turns(
        self,
        parts: Iterator[object],
        *,
        done: Callable[[], object],
        failed: Callable[[CaregiverError], object],
        ended: Callable[[], object] | None = None,
        label: str = "",
    ) -> Job:
        """Go through `parts` on the UI thread, and let the window answer in between.

        For work with the casebook, which belongs to this thread: each step to the next part must be short. It tells
        how it ended as `start` does; a cancelled one goes no further than the part it is at, and what has a `close`
        is closed.
        """
        job = Job(label, self, for_case=True)
        self._open.append(job)
        self.started.emit(job)

        def turn() -> None:
            until = time.perf_counter() + TURN
            following: Callable[[], object] = turn
            try:
                while not job.is_cancelled and time.perf_counter() < until:
                    next(parts)
            except StopIteration:
                following = partial(end, done)
            except CaregiverError as problem:
                following = partial(end, failed, problem)
            except Exception as mistake:
                following = partial(end, _report_mistake, mistake)
            QTimer.singleShot(0, self, following if not job.is_cancelled else partial(end, done))

        def end(call: Callable[..., object], *values: object) -> None:
            self._end(job, partial(closed, call, *values), ended)

        def closed(call: Callable[..., object], *values: object) -> None:
            if job.is_cancelled and (close := getattr(parts, "close", None)) is not None:
                close()
            _deliver_unless_stopped(job, call, *values)

        QTimer.singleShot(0, self, turn)
        return job

    def cancel(self) -> None:
        """Ask every job to stop."""
        for job in self._open:
            job.cancel()

    def leave_case(self) -> None:
        """Ask every job to stop that means nothing without the case that is open."""
        for job in self._open:
            if job.for_case:
                job.cancel()

    def stop(self) -> None:
        """Cancel everything and wait until every worker has finished. Nothing can be started afterwards."""
        self._is_stopped = True
        self.cancel()
        for worker in self._lanes.values():
            worker.shutdown(wait=True)

    def _worker(self, lane: str) -> ThreadPoolExecutor:
        """Return the worker of a lane, made when it is first needed."""
        if self._is_stopped:
            raise RuntimeError("nothing can be started any more")
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane)
        return self._lanes[lane]

    def _end(self, job: Job, outcome: Callable[[], object], ended: Callable[[], object] | None) -> None:
        """Tell the outcome of a job, then that it has ended, whatever goes wrong in telling."""
        try:
            outcome()
        finally:
            try:
                if ended is not None:
                    _deliver(ended)
            finally:
                self._forget(job)

    def _forget(self, job: Job) -> None:
        self._open.remove(job)
        self.ended.emit(job)
        job.deleteLater()

    @Slot(object)
    def _on_told(self, call: Callable[[], object]) -> None:
        call()


def _deliver(call: Callable[..., object], *values: Any) -> None:
    """Call a handler unless the window part it belongs to is gone."""
    owner = getattr(call, "__self__", None)
    if isinstance(owner, QObject) and not shiboken6.isValid(owner):
        return
    call(*values)


def _deliver_unless_stopped(job: Job, call: Callable[..., object], *values: object) -> None:
    if not job.is_cancelled:
        _deliver(call, *values)


def _nothing() -> None:
    """Tell nothing: the work was stopped."""


def _report_mistake(mistake: BaseException) -> None:
    sys.excepthook(type(mistake), mistake, mistake.__traceback__)
