"""The forms behind a question: what somebody answered, and a question of the family's own."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.casebook.questions import add_question, answer_question, change_answer, change_question
from caregiver_app.domain.appointments.coming import past, upcoming
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.stages import stages
from caregiver_app.domain.questions.asked import (
    NEXT_VISIT,
    AskedQuestion,
    question_of,
    still_open_from,
    visit_in_words,
)
from caregiver_app.domain.questions.library import AUDIENCES, question_topics
from caregiver_app.domain.questions.records import Answer, Question
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.controls import TickControl
from caregiver_app.ui.fields import ListControl, LongControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.programme_control import ProgrammeControl
from caregiver_app.ui.questions.ticks import TicksControl

if TYPE_CHECKING:
    from caregiver_app.ui.waiting import Waiting

DRAFTS: Final = "question"
"""What the names of these drafts begin with."""
_ANSWER, _OWN, _NEW = "answer", "own", "new"


def answer_dialog(desk: Desk, question: AskedQuestion, place: int | None, today: date) -> FormDialog:
    """Return the form for the answer at a `place` among those of a question; without one, for a new answer."""
    case = desk.book.snapshot()
    before = question.answers[place] if place is not None else _expected(case, question, today)
    form = Form()
    asked = _("You asked: {question}").format(question=question.text)
    form.add("text", _("What they said"), LongControl(5), asked)
    form.add("who", _("Who said it"), TextControl())
    form.add("on", _("When"), DateControl())
    form.add("appointment", _("At which appointment"), ListControl(tuple(_appointments(case, today))))
    if case.programmes or before.programme:
        form.add("programme", _("Of which programme"), ProgrammeControl(case.programmes, before.programme))
    hint = _("Then it stays among the questions that wait for an answer.")
    form.add("goes_on", _("Still open?"), TickControl(_("We talked about it, and it is still open")), hint)
    form.set_values({name: getattr(before, name) for name in form.rows})

    def save(values: dict[str, Any]) -> None:
        answer = Answer(**{"programme": before.programme, **values})
        _require_words(answer)
        if place is None:
            answer_question(desk.book, question.key, answer)
            desk.tell_step(_("The answer is written down."))
        elif answer != before:
            change_answer(desk.book, question.key, place, answer)
            desk.tell_step(_("The answer was changed."))

    words = _("What did they say?") if place is None else _("Change the answer")
    name = f"{DRAFTS}-{_ANSWER}-{_NEW if place is None else place}-{question.key}"
    return case_form(desk, words, form, save, name)


def own_dialog(
    desk: Desk, question: AskedQuestion | None = None, added: Callable[[str], object] = lambda _key: None
) -> FormDialog:
    """Return the form of an own question; None starts a new one, and `added` is told its key."""
    form = Form()
    required = _("Write the question.")
    form.add("text", _("Your question"), LongControl(4), _("As you would say it aloud."), required=required)
    form.add("audience", _("Whom to ask"), TicksControl(tuple((key, _(words)) for key, words in AUDIENCES.items())))
    topics = (("", _("No topic")), *((one.id, _(one.name)) for one in question_topics()))
    form.add("topic", _("Topic"), ListControl(topics))
    steps = (("", _("No step")), *((stage.id, stage.called()) for stage in stages()))
    form.add("stage", _("Step"), ListControl(steps))
    record = question.record if question is not None else None
    if record is None:
        form.add("next", _("Sheet"), TickControl(_("Put it on the next sheet")))
        form.set_values({"next": True})
    else:
        form.set_values({**dict(record), "text": record.text or record.guide})

    def save(values: dict[str, Any]) -> None:
        if record is None:
            visit = NEXT_VISIT if values.pop("next") else None
            made = add_question(desk.book, Question(**values), visit)
            desk.tell_step(_("Your question was added."))
            added(str(made.id))
            return
        now = next((one for one in desk.book.snapshot().questions if one.id == record.id), record)
        if now.amended(**values) != now:
            change_question(desk.book, now.amended(**values))
            desk.tell_step(_("Your question was changed."))

    words = _("Add a question of your own") if record is None else _("Change your question")
    name = f"{DRAFTS}-{_OWN}-{_NEW if record is None else record.id}"
    return case_form(desk, words, form, save, name)


def question_left(desk: Desk, written: str, today: date) -> "Waiting | None":
    """Return the form of a draft whose name goes on with `written`; None where what it was about is gone."""
    from caregiver_app.ui.waiting import Waiting

    kind, _dash, rest = written.partition("-")
    if kind == _OWN and rest == _NEW:
        return Waiting(_("Add a question of your own"), lambda: own_dialog(desk).open())
    place, _dash, key = rest.partition("-") if kind == _ANSWER else ("", "", rest)
    found = question_of(desk.book.snapshot(), key, today)
    if found is None:
        return None
    if kind == _OWN:
        return Waiting(_("Change your question"), lambda: own_dialog(desk, found).open())
    at = None if place == _NEW else int(place) if place.isdecimal() else -1
    if at is not None and not 0 <= at < len(found.answers):
        return None
    words = _("What did they say?") if at is None else _("Change the answer")
    return Waiting(words, partial(_open_answer, desk, found, at, today))


def _open_answer(desk: Desk, question: AskedQuestion, place: int | None, today: date) -> None:
    answer_dialog(desk, question, place, today).open()


def _expected(case: CaseSnapshot, question: AskedQuestion, today: date) -> Answer:
    """Return what a new answer most likely is of: the appointment of today, or the one that left it open."""
    at = next((one for one in case.appointments if _is_on(one.date, today)), None)
    if at is None and question.status == "unanswered":
        at = case.appointments_by_id.get(still_open_from(case, question))
    if at is None or at.state == "cancelled":
        return Answer(on=PartialDate.of_day(today))
    programme = str(at.programme) if at.programme is not None else ""
    return Answer(who=at.whom, on=at.date, programme=programme, appointment=str(at.id))


def _is_on(when: PartialDate | None, today: date) -> bool:
    return when is not None and when.is_exact and date.fromisoformat(when) == today


def _appointments(case: CaseSnapshot, today: date) -> Iterator[tuple[str, str]]:
    """Yield what can be chosen: none, then the appointments, those that were last first."""
    yield "", _("Not at an appointment")
    for one in (*past(case, today), *upcoming(case, today)):
        yield str(one.id), visit_in_words(case, str(one.id))


def _require_words(answer: Answer) -> None:
    if not answer.text and not answer.goes_on:
        raise CaregiverError(
            _("It is not written yet what they said."),
            safe=_("What you typed still stands here."),
            now=_("Write it in the first field, or tick that it is still open."),
        )
