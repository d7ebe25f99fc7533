"""Write down what was said at an appointment: every question of its sheet in one form."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit

from caregiver_app.casebook.questions import write_answers
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.questions.asked import AskedQuestion
from caregiver_app.domain.questions.at_visit import answer_at, says_something
from caregiver_app.domain.questions.records import Answer
from caregiver_app.i18n import _, labelled, ngettext
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import CheckBox, LongControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.text import one_line

_LINES = 3


class AnswerControl(LongControl):
    """What was said, and whether it is still open. The value is an `Answer` without who and when."""

    def __init__(self) -> None:
        super().__init__(_LINES)
        self.still_open = CheckBox(_("Talked about, still open"))
        self.still_open.toggled.connect(lambda _on: self.changed.emit())
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.still_open)

    def value(self) -> Any:
        """Return what was said."""
        return Answer(self._said().toPlainText().strip(), goes_on=self.still_open.isChecked())

    def set_value(self, value: Any) -> None:
        """Show an answer, or none."""
        answer = value or Answer()
        self._said().setPlainText(answer.text)
        self.still_open.setChecked(answer.goes_on)

    def typed(self) -> str:
        """Return the tick as a word, and the text beneath."""
        return f"{'open' if self.still_open.isChecked() else ''}\n{self._said().toPlainText()}"

    def set_typed(self, text: str) -> None:
        """Put both back."""
        tick, _line, words = text.partition("\n")
        self._said().setPlainText(words)
        self.still_open.setChecked(tick == "open")

    def name_it(self, name: str, description: str = "") -> None:
        """Name both with the question."""
        super().name_it(name, description)
        self.still_open.setAccessibleName(one_line(labelled(name, self.still_open.text())))

    def _said(self) -> QPlainTextEdit:
        return self.inner()


def answers_dialog(desk: Desk, appointment: Appointment, questions: tuple[AskedQuestion, ...]) -> FormDialog:
    """Return the form with every question of an appointment and what was said to each."""
    held = {question.key: answer_at(question, appointment) for question in questions}
    form = Form()
    form.add("who", _("Who answered?"), TextControl(), _("Put under each answer that you write now."))
    form.add("on", _("When?"), DateControl())
    form.set_values({"who": appointment.whom, "on": appointment.date})
    for number, question in enumerate(questions, 1):
        words = _("{number}. {question}").format(number=number, question=question.text)
        form.add(question.key, words, AnswerControl())
    form.set_values(held)

    def save(values: dict[str, Any]) -> None:
        who, on = values.pop("who"), values.pop("on")
        told = {}
        for key, answer in values.items():
            before = held[key]
            base = before or Answer(who=who, on=on, programme=_programme(appointment))
            now = replace(base, text=answer.text, goes_on=answer.goes_on)
            if now != before and (before is not None or says_something(now)):
                told[key] = now
        if not told:
            return
        write_answers(desk.book, str(appointment.id), told)
        n = len(told)
        desk.tell_step(ngettext("Wrote down {n} answer.", "Wrote down {n} answers.", n).format(n=n))

    words = _("What they said: {title}").format(title=appointment.title)
    return case_form(desk, words, form, save, f"appointment-answers-{appointment.id}")


def _programme(appointment: Appointment) -> str:
    return str(appointment.programme) if appointment.programme is not None else ""
