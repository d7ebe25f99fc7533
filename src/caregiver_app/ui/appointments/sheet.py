"""The questions of an appointment: what is on its sheet, and what was said to each."""

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.domain.appointments.coming import is_over
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.questions.asked import AskedQuestion
from caregiver_app.domain.questions.at_visit import answer_at, questions_at
from caregiver_app.i18n import _
from caregiver_app.ui.appointments.answers import answers_dialog
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, heading, hint
from caregiver_app.ui.theme import SPACE_2

_STAR: Final = "★"


class SheetSection(QWidget):
    """Show the questions of one appointment. `print_asked` asks for its question sheet."""

    print_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._appointment: Appointment | None = None
        self._questions: tuple[AskedQuestion, ...] = ()
        self._told = hint("")
        self.list = RowList(_("Questions of this appointment"))
        self.answer_button = button(_("Write down what they said…"), self.write_answers)
        self.choose_button = button(_("Choose questions"), lambda: desk.go("questions", None))
        self.print_button = button(_("Question sheet…"), self.print_asked.emit)
        self._lay_out()
        self.list.opened.connect(lambda _key: self.write_answers())
        hold_back(desk.book.read_only, self.answer_button)

    @property
    def questions(self) -> tuple[AskedQuestion, ...]:
        """The questions that are shown."""
        return self._questions

    def show_appointment(self, appointment: Appointment, today: date) -> None:
        """Show the questions of an appointment; what is chosen stays chosen."""
        self._appointment = appointment
        over = is_over(appointment, today)
        self._questions = questions_at(self._desk.book.snapshot(), appointment, today)
        self.list.show_rows([_row(one, appointment) for one in self._questions])
        self.list.setVisible(bool(self._questions))
        self._told.setText(_told(len(self._questions), over=over))
        self._told.setVisible(not self._questions)
        self.answer_button.setVisible(bool(self._questions))
        self.choose_button.setVisible(not over)
        self.print_button.setVisible(not over)

    def write_answers(self) -> None:
        """Open the form with all of them."""
        if self._appointment is not None and self._questions and not self._desk.book.read_only:
            answers_dialog(self._desk, self._appointment, self._questions).open()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(heading(_("Questions")))
        column.addWidget(self._told)
        column.addWidget(self.list)
        acts = FlowingRow(spacing=SPACE_2)
        for part in (self.answer_button, self.choose_button, self.print_button):
            acts.addWidget(part)
        column.addLayout(acts)


def _told(n: int, *, over: bool) -> str:
    if n:
        return ""
    if over:
        return _("No question was on its sheet.")
    return _("No question is on its sheet yet.")


def _row(question: AskedQuestion, appointment: Appointment) -> Row:
    words = f"{_STAR} {question.text}" if question.starred else question.text
    answer = answer_at(question, appointment)
    if answer is None:
        return Row(question.key, words)
    told = answer.text or _("Talked about, still open")
    return Row(question.key, words, _("{who}: {answer}").format(who=answer.who, answer=told) if answer.who else told)
