"""While nobody is at the computer, the files of the open case are read again, a little at a time.

It is silent as long as all is well, and gives way to whoever comes back, to other work, and to closing.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.ui.jobs import Job
from caregiver_app.ui.protection.watching import STILL, Watching

if TYPE_CHECKING:
    from caregiver_app.casebook.rereading import ReadAgain
    from caregiver_app.store.rereading import Pieces
    from caregiver_app.ui.desk import Desk
    from caregiver_app.ui.main_window import MainWindow

LOOK_EVERY: Final = 5000
"""Milliseconds between two goes."""

_LANE: Final = "reading again"


class IdleReading(QObject):
    """Read on whenever `watching` says that nobody is there and nothing is under way. `today` tells the day."""

    def __init__(self, window: "MainWindow", watching: Watching, today: Callable[[], date] = date.today) -> None:
        super().__init__(window)
        self._window, self._watching, self._today = window, watching, today
        self._job: Job | None = None
        self._pieces: Pieces | None = None
        self._is_told = self._is_stuck = False
        watching.came_back.connect(self.give_way)
        window.jobs.started.connect(self._on_started)
        window.case_shown.connect(self._on_case_shown)
        self.timer = timer = QTimer(self, interval=LOOK_EVERY)
        timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        timer.timeout.connect(self.look)
        timer.start()

    @Slot()
    def look(self) -> None:
        """Read on if nobody is there and there is something to be read today; tell what was found."""
        from caregiver_app.casebook.read_lately import progressed

        desk = self._window.desk
        if desk is None or desk.book.read_only or self._window.jobs.open or self._watching.still < STILL:
            return
        if self._is_stuck:
            return
        with suppress(CaregiverError):
            how_far = progressed(desk.book)
            if how_far.has_found and not self._is_told:
                self._tell(desk)
            if not how_far.is_done_for(self._today()) and not self._wrote_some_notes(desk):
                self._read_on(desk)

    @Slot()
    def give_way(self) -> None:
        """Stop at once; what this go has read is read again by another."""
        if self._job is not None:
            self._job.cancel()

    def _wrote_some_notes(self, desk: "Desk") -> bool:
        """Write a few of the notes that still wait, if any do: what they say is read only then."""
        return any(True for _part in islice(desk.book.notes_in_parts(), 1))

    def _read_on(self, desk: "Desk") -> None:
        from caregiver_app.casebook.integrity import ToCheck
        from caregiver_app.casebook.read_lately import progressed
        from caregiver_app.casebook.rereading import read_on

        case, known = ToCheck.of(desk.book), self._pieces
        self._job = self._window.jobs.start(
            partial(read_on, case, progressed(desk.book), self._today(), known),
            done=partial(self._on_read, desk),
            failed=self._on_failed,
            lane=_LANE,
        )

    def _on_read(self, desk: "Desk", read: "ReadAgain") -> None:
        from caregiver_app.casebook.read_lately import keep

        self._pieces = read.pieces
        with suppress(CaregiverError):
            keep(desk.book, read.progressed)
        if read.findings:
            self._tell(desk)

    def _on_failed(self, _problem: CaregiverError) -> None:
        """Leave it until the case is opened again; what stands in the way is told where somebody asks for something."""
        self._is_stuck = True

    def _tell(self, desk: "Desk") -> None:
        """Say in the strip that something was found; it never takes the place of other trouble that is told."""
        if desk.notices.kind in ("care", "stop"):
            return
        self._is_told = True
        desk.notices.tell(
            _("A file of this case is missing or not as it was written. A check names it and says what to do."),
            kind="care",
            action=_("Check my records"),
            act=self._window.commands.check_records,
        )

    @Slot(Job)
    def _on_started(self, job: Job) -> None:
        if job is not self._job:
            self.give_way()

    @Slot()
    def _on_case_shown(self) -> None:
        self._pieces, self._is_told, self._is_stuck = None, False, False
        if self._window.desk is not None:
            self._window.desk.changes.changed.connect(self._on_changed)

    @Slot()
    def _on_changed(self) -> None:
        self._pieces = None
        self.give_way()
