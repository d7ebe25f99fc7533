"""The questions of one visit: what is on its sheet before it, and what was on it and answered there after. Pure."""

from datetime import date

from caregiver_app.domain.appointments.coming import is_over
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.questions.asked import AskedQuestion, questions_of, sheet_for
from caregiver_app.domain.questions.records import Answer
from caregiver_app.domain.snapshot import CaseSnapshot


def questions_at(case: CaseSnapshot, appointment: Appointment, today: date) -> tuple[AskedQuestion, ...]:
    """Return the questions of an appointment: those to ask at one to come, those that were asked at one that is over.

    What was answered there is among them, before it is over too. The starred ones stand first.
    """
    on_sheet = () if is_over(appointment, today) else sheet_for(case, appointment, today).questions
    found = {one.key: one for one in on_sheet}
    for question in questions_of(case, today) if case.questions else ():
        if question.record is None or question.key in found:
            continue
        was_on_it = is_over(appointment, today) and question.record.is_asked_at(appointment.id)
        if was_on_it or answer_at(question, appointment) is not None:
            found[question.key] = question
    return tuple(sorted(found.values(), key=lambda one: not one.starred))


def answer_at(question: AskedQuestion, appointment: Appointment) -> Answer | None:
    """Return what was written down as said at an appointment, or None."""
    return next((one for one in question.answers if one.appointment == str(appointment.id)), None)


def says_something(answer: Answer) -> bool:
    """Whether an answer holds more than who and when."""
    return bool(answer.text.strip()) or answer.goes_on
