"""One of the six steps: its question, what the case holds, what is missing, a note, and questions that help."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.casebook.worksheet import close_step, write_step_note
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import WorksheetStep
from caregiver_app.domain.worksheet.records import Said
from caregiver_app.domain.worksheet.said import is_thought_through, step_note
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import CheckBox, LongControl
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.forms import Form
from caregiver_app.ui.kept_field import KeptFields
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import heading, label, show_ticked
from caregiver_app.ui.theme import SPACE_2, SPACE_3
from caregiver_app.ui.worksheet.parts import Part
from caregiver_app.ui.worksheet.questions_part import QuestionsPart


class ScrolledPage(FormScroll):
    """A column of parts that scrolls. `refresh` shows the case as it is now, `finish` writes what is half typed."""

    def __init__(self) -> None:
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, SPACE_2, 0)
        self.column.setSpacing(SPACE_3)
        self.parts: tuple[Part, ...] = ()
        super().__init__(self._inside)

    def add_parts(self, parts: Sequence[Part]) -> None:
        """Put parts beneath what is there."""
        for part in parts:
            self.column.addWidget(part)
        self.parts = (*self.parts, *parts)

    def refresh(self, case: CaseSnapshot) -> None:
        """Show the case as it is now."""
        for part in self.parts:
            part.refresh(case)

    def start(self) -> None:
        """Go to the first thing that can be written or done."""
        for part in self._inside.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisibleTo(self) and part.isEnabled():
                part.setFocus()
                self.ensureWidgetVisible(part)
                return

    def finish(self) -> None:
        """Write what is half typed."""
        for part in self.parts:
            part.finish()


class StepPage(ScrolledPage):
    """Show one step. It may stay open as long as it likes; the tick says that it was thought through."""

    def __init__(
        self, desk: Desk, number: int, step: WorksheetStep, own: Sequence[Part], clock: Callable[[], date]
    ) -> None:
        super().__init__()
        self._desk, self.step = desk, step
        self._text = label("")
        self.note = NotePart(desk, step.id)
        self.thought_through = CheckBox(_("Thought through"))
        self.questions = QuestionsPart(desk, step.questions, clock)
        words = _("{number} {step}").format(number=number, step=_(step.name))
        for part in (heading(words), label(_(step.question), "strong"), self._text):
            self.column.addWidget(part)
        self.add_parts([*own, self.note])
        self.column.addWidget(self.thought_through)
        self.add_parts([self.questions])
        self.column.addStretch(1)
        self.thought_through.toggled.connect(self._on_ticked)
        hold_back(desk.book.read_only, self.thought_through)

    def refresh(self, case: CaseSnapshot) -> None:
        """Show the step as it stands."""
        self._text.setText(worded(self.step.line, case.wordings_by_line).text)
        show_ticked(self.thought_through, is_thought_through(case, self.step.id))
        super().refresh(case)

    def _on_ticked(self, ticked: bool) -> None:
        if not self._desk.do(lambda: close_step(self._desk.book, self.step.id, ticked)):
            show_ticked(self.thought_through, not ticked)


class NotePart(Part):
    """A note on a step: it saves itself, and nobody is asked who wrote it."""

    def __init__(self, desk: Desk, step: str) -> None:
        super().__init__()
        form = Form()
        hint_words = _("Yours as carers. The patient's wishes have a place of their own.")
        form.add("text", _("Your notes on this step"), LongControl(4), hint_words)

        def write(values: dict[str, str]) -> object:
            said = step_note(desk.book.snapshot(), step)
            return write_step_note(desk.book, step, Said(step, values["text"], said.who, said.on))

        self.fields = KeptFields(
            desk, f"worksheet-{step}-note", form, lambda: {"text": step_note(desk.book.snapshot(), step).text}, write
        )
        self.column.addWidget(self.fields)

    def refresh(self, case: CaseSnapshot) -> None:
        """Show the note that is in the case."""
        self.fields.refresh()

    def finish(self) -> None:
        """Write what is half typed."""
        self.fields.commit()
