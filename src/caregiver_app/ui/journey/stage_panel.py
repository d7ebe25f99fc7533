"""The chosen stage: what it is for, where it stands, its dates, tasks, papers, questions, and what to report."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from caregiver_app.domain.guide.lines import sources
from caregiver_app.domain.journey.board import StageView, is_written
from caregiver_app.domain.journey.records import Round
from caregiver_app.domain.journey.stages import before_committing
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.journey.parts import Fold, Lines, Said, bullets
from caregiver_app.ui.journey.stage_dates import StageDates
from caregiver_app.ui.journey.stage_head import StageHead
from caregiver_app.ui.journey.stage_papers import PapersSection
from caregiver_app.ui.journey.stage_questions import QuestionsSection
from caregiver_app.ui.journey.stage_report import ReportSection
from caregiver_app.ui.journey.stage_tasks import TasksSection
from caregiver_app.ui.journey.words import shown_lines, with_where
from caregiver_app.ui.theme import SPACE_2, SPACE_3


class StagePanel(QWidget):
    """Show one stage of a round. `told_asked` leads to what the team told."""

    told_asked = Signal()

    def __init__(self, desk: Desk, clock: Callable[[], date]) -> None:
        super().__init__()
        self._desk = desk
        self._round: Round | None = None
        self._view: StageView | None = None
        self._case = desk.book.snapshot()
        self.setAccessibleName(_("The chosen step"))
        self.head = StageHead(is_read_only=desk.book.read_only)
        self.dates: StageDates | None = None
        self.timing, self.ready = Lines(), Lines()
        self.tasks = TasksSection(desk, clock)
        self.papers = PapersSection(desk)
        self.questions = QuestionsSection(desk, clock)
        self.report = ReportSection(self.told_asked.emit)
        self.way = Fold(_("From the papers to a decision"), _("Hide: from the papers to a decision"), Lines())
        self.hints = Fold(_("What is published, and where"), _("Hide: what is published, and where"), Lines(SPACE_2))
        self.sources = Fold(_("Where this step is from"), _("Hide: where this step is from"), Lines())
        self._lay_out()

    def show_stage(self, chosen: Round, view: StageView, case: CaseSnapshot) -> None:
        """Show a stage of a round; what is half typed of the one before must be written by then."""
        is_other = self._view is None or self._view.stage.id != view.stage.id or self._is_another(chosen)
        self._round, self._view, self._case = chosen, view, case
        if is_other or self.dates is None:
            self._put_dates(StageDates(self._desk, chosen, view.stage.id))
            self.scroll_area.verticalScrollBar().setValue(0)
        else:
            self.dates.round = chosen
            self.dates.fields.refresh()
        self.head.show_stage(view, case)
        self._show_lines(view, case)
        self.tasks.show_stage(chosen, view, case)
        self.papers.show_stage(chosen, view)
        self.questions.show_stage(view.stage, case)
        self.report.show_stage(chosen, view, case)

    def commit(self) -> None:
        """Write what is half typed."""
        if self.dates is not None:
            self.dates.fields.commit()

    def start(self) -> None:
        """Go to the first thing that can be done."""
        buttons: list[QPushButton] = [*self.head.buttons.values(), self.sources.button]
        next(made for made in buttons if made.isEnabled()).setFocus()
        self.scroll_area.verticalScrollBar().setValue(0)

    def _is_another(self, chosen: Round) -> bool:
        """Whether it is another round; one that only stood for the first is the same once it is written."""
        before = self._round
        return before is None or (before.id != chosen.id and is_written(before))

    def _show_lines(self, view: StageView, case: CaseSnapshot) -> None:
        stage = view.stage
        timing = [
            Said(text if line.source == ("OWN",) else with_where(line, text), "hint")
            for line, text in shown_lines(case, stage.timing)
        ]
        head = Said(_("How long it usually takes (your centre decides)"), "field")
        self.timing.show_lines([head, *timing] if timing else [])
        ready = [text for _line, text in shown_lines(case, stage.prepare)]
        self.ready.show_lines([Said(_("To have ready"), "section"), *bullets(ready)] if ready else [])
        steps = [text for _line, text in shown_lines(case, before_committing())]
        self.way.show_lines(bullets(steps) if stage.phase == "exploring" else [])
        hints = shown_lines(case, stage.hints)
        self.hints.show_lines([Said(with_where(line, text), "hint") for line, text in hints])
        known = [sources()[tag] for tag in stage.sources() if tag in sources()]
        self.sources.show_lines([Said(source.in_words(), "hint") for source in known])

    def _put_dates(self, dates: StageDates) -> None:
        """Put the fields of this stage in the place of those of the one before."""
        before, self.dates = self.dates, dates
        if before is None:
            self._dates_place.addWidget(dates)
        else:
            self._dates_place.replaceWidget(before, dates)
            before.hide()
            before.deleteLater()
        dates.show()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_3)
        self._dates_place = QVBoxLayout()
        column.addWidget(self.head)
        column.addWidget(self.way)
        column.addLayout(self._dates_place)
        for part in (
            self.timing, self.tasks, self.ready, self.papers, self.questions, self.report, self.hints, self.sources
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        self.scroll_area = FormScroll(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.scroll_area)
