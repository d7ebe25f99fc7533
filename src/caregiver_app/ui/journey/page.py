"""The CAR-T steps: where the family is in this, what comes next, what its team told, and the daily log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabBar, QWidget

from caregiver_app.casebook import journey
from caregiver_app.domain.journey.board import is_written, rounds_seen
from caregiver_app.domain.journey.records import Instruction, LogEntry, Round, StagePaper, StageState, Task
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.journey.head import JourneyHead
from caregiver_app.ui.journey.log_view import LogView
from caregiver_app.ui.journey.rounds import RoundsBox, add_round_dialog, round_dialog, side_by_side_dialog
from caregiver_app.ui.journey.steps_view import StepsView
from caregiver_app.ui.journey.told_view import ToldView
from caregiver_app.ui.journey.words import first_shown, offered
from caregiver_app.ui.page import Page
from caregiver_app.ui.printed_sheets import PrintedSheets
from caregiver_app.ui.reading_only import why_not
from caregiver_app.ui.text import button, button_words, tooltip
from caregiver_app.ui.theme import SPACE_4

if TYPE_CHECKING:
    from caregiver_app.packet.printed.options import SheetOptions
    from caregiver_app.ui.printing_here import Draw


STEPS, TOLD, LOG = range(3)


class View(Protocol):
    """One way to look at a round: a widget."""

    def choose_round(self, chosen: Round, *, other: bool) -> None:
        """Show a round; `other` says that it is another one than before."""

    def refresh(self) -> None:
        """Show the case as it is now."""

    def start(self) -> None:
        """Put the focus where work begins."""

    def finish(self) -> None:
        """Write what is half typed."""


class JourneyPage(Page):
    """Show a round of the CAR-T steps in three views. `clock` gives today."""

    def __init__(self, desk: Desk, clock: Callable[[], date] = date.today) -> None:
        super().__init__(_("CAR-T steps"))
        self.desk, self._clock = desk, clock
        self.sheets = PrintedSheets(desk, clock)
        self.round: Round = first_shown(rounds_seen(desk.book.snapshot()))
        self.rounds_box = RoundsBox()
        self.rounds_button = button(_("Rounds…"), role="large")
        self.print_button = button(_("Print…"), role="large")
        self.print_button.setAccessibleName(_("Print the steps and sheets"))
        self.head = JourneyHead(is_read_only=desk.book.read_only)
        self.steps = StepsView(desk, self.round, clock)
        self._made: dict[int, View] = {STEPS: self.steps}
        self._lay_out()
        self._connect()
        self._show_case()

    @property
    def told(self) -> ToldView:
        """What the team told."""
        view = self._view(TOLD)
        assert isinstance(view, ToldView)
        return view

    @property
    def log(self) -> LogView:
        """The daily log."""
        view = self._view(LOG)
        assert isinstance(view, LogView)
        return view

    def show_view(self, view: int) -> None:
        """Turn to the steps, to what the team told, or to the log."""
        self.views.setCurrentIndex(view)
        self.start()

    def show_stage(self, stage: str) -> None:
        """Show a stage of the round that is shown, by its id in the guide."""
        self.views.setCurrentIndex(STEPS)
        self.steps.choose_stage(stage)

    def show_record(self, record_id: UUID) -> None:
        """Bring a round, or a part of one, into view."""
        record = self.desk.book.find(record_id)
        home = record_id if isinstance(record, Round) else getattr(record, "round", None)
        if home is not None:
            self.choose_round(home)
        if isinstance(record, StageState | Task | StagePaper) and record.stage:
            self.show_stage(record.stage)
        elif isinstance(record, Instruction):
            self.views.setCurrentIndex(TOLD)
        elif isinstance(record, LogEntry):
            self.views.setCurrentIndex(LOG)
            self.log.show_entry(record.id)

    def choose_round(self, round_id: UUID) -> None:
        """Show another round."""
        found = next((one for one in rounds_seen(self.desk.book.snapshot()) if one.id == round_id), None)
        if found is not None:
            self._take(found)
            self._show_case()

    def start(self) -> None:
        """Go to where work begins in the view that is shown."""
        self._view(self.views.currentIndex()).start()

    def finish(self) -> None:
        """Write what is half typed."""
        for view in self._made.values():
            view.finish()

    def add_round(self) -> None:
        """Open the form of a new round, which is shown then."""
        add_round_dialog(self.desk, self.choose_round).open()

    def change_round(self) -> None:
        """Open the form of the round that is shown."""
        round_dialog(self.desk, self.round).open()

    def remove_round(self) -> None:
        """Take the round out with all that belongs to it, with a way back."""
        chosen = self.round
        words = _("Removed the round “{name}”, with all that belongs to it.").format(name=chosen.name)
        self.desk.do_undoable(lambda: journey.remove_round(self.desk.book, chosen), words)

    def print_sheet(self, name: str, *, blank: bool = False) -> None:
        """Print a sheet of the round that is shown."""
        self.finish()
        self.sheets.save(self, self._sheet(name, blank=blank))

    def to_print(self) -> "Draw":
        """Return what draws the view that is shown: the steps, the warning card or the daily log."""
        self.finish()
        return self.sheets.drawing(
            self._sheet({TOLD: "warning-card", LOG: "daily-log"}.get(self.views.currentIndex(), "steps"))
        )

    def _sheet(self, name: str, *, blank: bool = False) -> "SheetOptions":
        chosen = self.round.id if is_written(self.round) else None
        return replace(self.sheets.options(name), round=chosen, blank=blank)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed, and with the day, while it was hidden."""
        super().showEvent(event)
        self._show_case()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the team's view shortly where there is no room for more."""
        super().resizeEvent(event)
        words = _("What your team told you")
        self.views.setTabText(TOLD, button_words(words))
        if self.views.sizeHint().width() > self.width() - 2 * SPACE_4:
            self.views.setTabText(TOLD, button_words(_("Your team")))

    def _set_mode(self, mode: str) -> None:
        chosen = self.round
        words = _("You are going ahead.") if mode == "proceeding" else _("You are only looking into it.")
        self.desk.do_undoable(lambda: journey.change_round(self.desk.book, chosen.amended(mode=mode)), words)

    def _on_changed(self) -> None:
        # Hidden, it catches up when it is shown.
        if self.isVisible():
            self._show_case()

    def _show_case(self) -> None:
        case = self.desk.book.snapshot()
        rounds = rounds_seen(case)
        found = next((one for one in rounds if one.id == self.round.id), None)
        if found is None:
            # The one that stood for the first was written, or the round was taken out.
            found = rounds[0] if not is_written(self.round) else first_shown(rounds)
        self._take(found)
        self.rounds_box.show_rounds(rounds, self.round)
        self.head.show_round(self.round, case, self._clock())

    def _take(self, chosen: Round) -> None:
        before, self.round = self.round, chosen
        other = before.id != chosen.id and is_written(before)
        for view in self._made.values():
            view.choose_round(chosen, other=other)

    def _view(self, view: int) -> View:
        """Return a view, made now if nobody asked for it before."""
        if view not in self._made:
            made: ToldView | LogView
            if view == TOLD:
                made = ToldView(self.desk, self.round, self._clock, lambda: self.print_sheet("warning-card"))
            else:
                made = LogView(
                    self.desk, self.round, self._clock, lambda blank: self.print_sheet("daily-log", blank=blank)
                )
            self._stack.insertWidget(view, made)
            place = self._places.pop(view)
            self._stack.removeWidget(place)
            place.deleteLater()
            self._made[view] = made
        return self._made[view]

    def _on_turned(self, view: int) -> None:
        self._view(view)
        self._stack.setCurrentIndex(view)

    def _lay_out(self) -> None:
        for made in (self.rounds_box, self.rounds_button, self.print_button):
            self.add_to_header(made)
        self.views = QTabBar()
        self.views.setAccessibleName(_("What to see of the steps"))
        self.views.setExpanding(False)
        self.views.setDrawBase(False)
        self.views.setElideMode(Qt.TextElideMode.ElideNone)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.steps)
        self._places = {view: QWidget() for view in (TOLD, LOG)}
        for place in self._places.values():
            self._stack.addWidget(place)
        for words in (_("The steps"), _("What your team told you"), _("Daily log")):
            self.views.addTab(button_words(words))
        self.views.setTabToolTip(TOLD, _("What your team told you"))  # our own words: read aloud, markup would be too
        self.body.addWidget(self.head)
        self.body.addWidget(self.views)
        self.body.addWidget(self._stack, 1)
        self._rounds_menu = QMenu(self.rounds_button)
        self.rounds_button.setMenu(self._rounds_menu)
        sheets = QMenu(self.print_button)
        for words, act in (
            (_("The steps of this round…"), lambda: self.print_sheet("steps")),
            (_("The warning card…"), lambda: self.print_sheet("warning-card")),
            (_("The daily log, as it is filled in…"), lambda: self.print_sheet("daily-log")),
            (_("The daily log, to be filled in by hand…"), lambda: self.print_sheet("daily-log", blank=True)),
        ):
            sheets.addAction(button_words(words)).triggered.connect(lambda _on=False, act=act: act())
        self.print_button.setMenu(sheets)

    def _connect(self) -> None:
        self.desk.changes.changed.connect(self._on_changed)
        self.desk.changes.day_changed.connect(self._on_changed)
        self.views.currentChanged.connect(self._on_turned)
        self.rounds_box.activated.connect(lambda _row: self.choose_round(self.rounds_box.currentData()))
        self._rounds_menu.aboutToShow.connect(self._fill_rounds_menu)
        self.head.mode_asked.connect(self._set_mode)
        self.steps.panel.told_asked.connect(lambda: self.show_view(TOLD))

    def _fill_rounds_menu(self) -> None:
        menu, name, case = self._rounds_menu, self.round.name, self.desk.book.snapshot()
        menu.clear()
        menu.setToolTipsVisible(True)
        acts = [
            (_("Add a round…"), self.add_round),
            (_("Change “{name}”…").format(name=name), self.change_round),
        ]
        if is_written(self.round):
            acts.append((_("Remove “{name}”").format(name=name), self.remove_round))
        for words, act in acts:
            made = menu.addAction(button_words(words))
            made.triggered.connect(lambda _on=False, act=act: act())
            made.setEnabled(not self.desk.book.read_only)
            made.setToolTip(tooltip(why_not() if self.desk.book.read_only else ""))
        if offered(case.rounds):
            menu.addAction(button_words(_("See the rounds side by side…"))).triggered.connect(
                lambda _on=False: side_by_side_dialog(self.desk, self._clock()).open()
            )
