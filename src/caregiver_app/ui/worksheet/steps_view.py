"""The six steps: a list to move about in freely, and the chosen step beside it."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import worksheet_steps
from caregiver_app.domain.worksheet.said import is_thought_through
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.theme import SPACE_3, scaled
from caregiver_app.ui.worksheet.about_page import AboutPage
from caregiver_app.ui.worksheet.facts_part import FactsPart
from caregiver_app.ui.worksheet.parts import Part
from caregiver_app.ui.worksheet.practicals_part import PracticalsPart
from caregiver_app.ui.worksheet.step_page import ScrolledPage, StepPage
from caregiver_app.ui.worksheet.step_parts import (
    opinions_part,
    review_part,
    role_part,
    sentences_part,
    tempo_part,
    treatments_part,
)

ABOUT: Final = "about"
_NARROW: Final = 720
_LIST_WIDTH: Final = 300

Go = Callable[[str], object]


class StepsView(QWidget):
    """Show the steps. `go` turns to another view of the worksheet: "treatments", "opinions" or "sentences"."""

    def __init__(self, desk: Desk, clock: Callable[[], date], go: Go) -> None:
        super().__init__()
        self._desk, self._clock, self._go = desk, clock, go
        self._pages: dict[str, ScrolledPage] = {}
        self.is_narrow = False
        self.list = RowList(_("The six steps"), fits=False)
        self._stack = QStackedWidget()
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.setSpacing(SPACE_3)
        self._pair.addWidget(self.list)
        self._pair.addWidget(self._stack, 1)
        self._show_list(desk.book.snapshot())
        self.list.currentRowChanged.connect(lambda _row: self._on_chosen())
        self.list.opened.connect(lambda key: self.page(key).start())
        self.list.setCurrentRow(0)

    def page(self, key: str) -> ScrolledPage:
        """Return the page of a step by its id, or of "about"; it is made when it is first asked for."""
        if key not in self._pages:
            self._pages[key] = self._made(key)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def show_step(self, key: str) -> None:
        """Turn to a step."""
        self.list.choose(key)

    def refresh(self) -> None:
        """Show the case as it is now."""
        case = self._desk.book.snapshot()
        self._show_list(case)
        shown = self._stack.currentWidget()
        if isinstance(shown, ScrolledPage):
            shown.refresh(case)

    def start(self) -> None:
        """Go to the list."""
        self.list.setFocus()

    def finish(self) -> None:
        """Write what is half typed."""
        for page in self._pages.values():
            page.finish()

    def show_record(self, record_id: UUID) -> None:
        """No record is looked for here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list over the step where there is no room beside."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.is_narrow = self.width() < scaled(_NARROW)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._pair.setDirection(down if self.is_narrow else right)
        self._stack.setMinimumHeight(scaled(320) if self.is_narrow else 0)
        self._show_list(self._desk.book.snapshot())
        if self.is_narrow:
            self.list.setFixedHeight(self.list.rows_height(self.list.width()))
            self.list.setMinimumWidth(0)
            self.list.setMaximumWidth(16_777_215)
        else:
            self.list.setMinimumHeight(scaled(160))
            self.list.setMaximumHeight(16_777_215)
            self.list.setFixedWidth(min(scaled(_LIST_WIDTH), int(self.width() * 0.36)))

    def _show_list(self, case: CaseSnapshot) -> None:
        about = "" if self.is_narrow else _("The question, the goal, what the patient wants")
        rows = [Row(ABOUT, _("What it is about"), about, bold=True)]
        for number, step in enumerate(worksheet_steps(), 1):
            state = _("Thought through") if is_thought_through(case, step.id) else _("Open")
            words = _("{number} {step}").format(number=number, step=_(step.name))
            question = _(step.question)
            beneath = state if self.is_narrow else _("{state} · {question}").format(state=state, question=question)
            rows.append(Row(step.id, words, beneath, bold=True))
        self.list.show_rows(rows)

    def _on_chosen(self) -> None:
        if self.list.current_key:
            page = self.page(self.list.current_key)
            page.refresh(self._desk.book.snapshot())
            self._stack.setCurrentWidget(page)

    def _made(self, key: str) -> ScrolledPage:
        if key == ABOUT:
            return AboutPage(self._desk)
        number, step = next((at, one) for at, one in enumerate(worksheet_steps(), 1) if one.id == key)
        return StepPage(self._desk, number, step, self._own_parts(key), self._clock)

    def _own_parts(self, key: str) -> list[Part]:
        desk, clock = self._desk, self._clock
        if key == "step-1":
            return [FactsPart(desk, "foundation", clock)]
        if key == "step-2":
            return [role_part(desk)]
        if key == "step-3":
            return [treatments_part(lambda: self._go("treatments"))]
        if key == "step-4":
            return [tempo_part(desk), PracticalsPart(desk, clock)]
        if key == "step-5":
            return [review_part(desk), opinions_part(lambda: self._go("opinions"))]
        return [sentences_part(lambda: self._go("sentences"))] if key == "step-6" else []
