"""Looking at what came in, without the window ever waiting: words are read in short slices, the thinking is done aside.

The casebook may be read on the window's own thread only, so a slice there takes some milliseconds and no more; what the
words suggest, and which papers look alike, is worked out on a worker from values.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Final, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from caregiver_app.casebook.documents.alike import MOST_PAGES
from caregiver_app.casebook.documents.inbox import Looked, look, texts_of, waiting_in
from caregiver_app.domain.documents.alike import Alike, Portrait, alikes, portrait
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import WAITING, PageText
from caregiver_app.domain.documents.suggesting import paper
from caregiver_app.domain.person import Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.jobs import Job

LANE: Final = "inbox"
_SLICE_SECONDS: Final = 0.006
_BATCH: Final = 12
_MOST_UNDER_WAY: Final = 2
T = TypeVar("T")


@dataclass(frozen=True)
class _Task:
    """One document to look at. `person` is None for one that waits for no suggestions and is only compared."""

    document: Document
    person: Person | None

    def is_like(self, other: "_Task") -> bool:
        """Whether another task has the same outcome, as long as the words are the same."""
        return self is other or self.key == other.key

    @property
    def key(self) -> tuple[object, ...]:
        """What the outcome depends on, beside the words."""
        one, person = self.document, self.person
        return (
            one.number, one.fingerprint, one.sheets, one.pages,
            (one, person.name, person.born) if person is not None else None,
        )  # fmt: skip


@dataclass(frozen=True)
class _Seen:
    """The outcome of one task."""

    task: _Task
    looked: Looked | None
    portrait: Portrait
    is_whole: bool


class InboxWork(QObject):
    """Look at the documents of a case. `came` carries the ids of those in the inbox of which more is known.

    Call `finish` when the case closes.
    """

    came = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks: dict[UUID, _Task] = {}
        self._seen: dict[UUID, _Seen] = {}
        self._alikes: Mapping[UUID, tuple[Alike, ...]] = {}
        self._waiting: deque[UUID] = deque()
        self._under_way: list[Job] = []
        self._is_compared = True
        self._is_finished = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._read)
        self.destroyed.connect(partial(_cancel, self._under_way))

    def looked(self, document_id: UUID) -> Looked | None:
        """Return what a look at a document gave; None while nobody has looked."""
        seen, task = self._seen.get(document_id), self._tasks.get(document_id)
        return seen.looked if seen is not None and task is not None and seen.task.is_like(task) else None

    def alikes(self, document_id: UUID) -> tuple[Alike, ...]:
        """Return which others a document may be the same as, as far as that is known."""
        return self._alikes.get(document_id, ())

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be looked at or compared."""
        return bool(self._waiting or self._under_way) or not self._is_compared

    def look_at(self, case: CaseSnapshot, first: UUID | None = None) -> None:
        """Look at what is new since the last time, and again at what waited for its words; `first` before the rest."""
        inbox = waiting_in(case)
        tasks = [self._task(document, case.person) for document in inbox]
        if inbox:
            filed = (document for document in case.documents if not document.in_inbox)
            tasks += [self._task(document, None) for document in filed if document.fingerprint or document.sheets]
        self._tasks = {task.document.id: task for task in tasks}
        self._seen = {known: seen for known, seen in self._seen.items() if known in self._tasks}
        self._is_compared = not inbox
        self._begin(first)

    def hurry(self, document_id: UUID) -> None:
        """Look at a document before the others that wait."""
        if document_id in self._waiting:
            self._waiting.remove(document_id)
            self._waiting.appendleft(document_id)

    def finish(self) -> None:
        """Stop: the case is closing."""
        self._is_finished = True
        self._timer.stop()
        _cancel(self._under_way)

    def _begin(self, first: UUID | None = None) -> None:
        due = [known for known, task in self._tasks.items() if self._is_due(known, task)]
        self._waiting = deque(sorted(due, key=lambda known: known != first))
        self._go_on()

    def _task(self, document: Document, person: Person | None) -> _Task:
        """Return the task of a document: the one before, where nothing changed, so that there is little to compare."""
        before = self._tasks.get(document.id)
        is_same = before is not None and before.document is document and before.person is person
        return before if before is not None and is_same else _Task(document, person)

    def _is_due(self, known: UUID, task: _Task) -> bool:
        seen = self._seen.get(known)
        return seen is None or not seen.is_whole or not seen.task.is_like(task)

    def _go_on(self) -> None:
        """Read on where there is something to read and room for it, or else compare."""
        if self._waiting and len(self._under_way) < _MOST_UNDER_WAY:
            self._timer.start()
        elif not (self._waiting or self._under_way or self._is_compared):
            self._compare()

    def _read(self) -> None:
        """Read words for some milliseconds and hand them to the worker; a single paper, where nothing else is known."""
        until = perf_counter() + _SLICE_SECONDS
        most = _BATCH if self._seen else 1
        batch: list[tuple[_Task, tuple[PageText, ...]]] = []
        while self._waiting and len(batch) < most and (not batch or perf_counter() < until):
            task = self._tasks[self._waiting.popleft()]
            batch.append((task, texts_of(task.document, self._desk.book.readings, MOST_PAGES)))
        self._timer.stop()
        if batch:
            self._start(partial(_looked_at, tuple(batch)), self._on_seen)
        self._go_on()

    def _compare(self) -> None:
        known = [(task, self._seen[of].portrait) for of, task in self._tasks.items() if of in self._seen]
        asked = [one for task, one in known if task.person is not None]
        self._is_compared = True
        self._start(partial(_compared, asked, [one for _task, one in known]), self._on_compared)

    def _start(self, work: Callable[[Progress], T], done: Callable[[T], object]) -> None:
        job = self._desk.jobs.start(work, done=done, failed=self._on_failed, ended=self._on_ended, lane=LANE)
        self._under_way.append(job)

    @Slot(object)
    def _on_seen(self, seen: Sequence[tuple[UUID, _Seen]]) -> None:
        self._seen.update({known: one for known, one in seen if known in self._tasks})
        self.came.emit(frozenset(known for known, one in seen if one.looked is not None))

    @Slot(object)
    def _on_compared(self, found: Mapping[UUID, tuple[Alike, ...]]) -> None:
        before, self._alikes = self._alikes, found
        self.came.emit(frozenset(known for known in {*before, *found} if before.get(known) != found.get(known)))

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        self._desk.notices.tell_trouble(problem)

    @Slot()
    def _on_ended(self) -> None:
        """Go on: jobs of one lane end in the order in which they began."""
        job = self._under_way.pop(0)
        if self._is_finished:
            return
        if job.is_cancelled:  # somebody stopped all work for the sake of another
            self._is_compared = not any(task.person for task in self._tasks.values())
            self._begin()
        else:
            self._go_on()
            self.came.emit(frozenset())


def _looked_at(
    batch: Sequence[tuple[_Task, tuple[PageText, ...]]], progress: Progress
) -> tuple[tuple[UUID, _Seen], ...]:
    found = []
    for task, pages in batch:
        progress(0, 0, "")
        looked = look(task.document, pages[: paper.MOST_PAGES], task.person) if task.person is not None else None
        is_whole = bool(pages) and not any(page.source == WAITING for page in pages)
        found.append((task.document.id, _Seen(task, looked, portrait(task.document, pages), is_whole)))
    return tuple(found)


def _compared(
    asked: Sequence[Portrait], portraits: Sequence[Portrait], progress: Progress
) -> Mapping[UUID, tuple[Alike, ...]]:
    progress(0, 0, "")
    found: dict[UUID, tuple[Alike, ...]] = {}
    for alike in alikes(asked, portraits):
        found[alike.document] = (*found.get(alike.document, ()), alike)
    return found


def _cancel(jobs: Sequence[Job]) -> None:
    for job in jobs:
        job.cancel()
