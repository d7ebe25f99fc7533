"""The questions as they stand on a day: which are on a sheet, which were answered, which wait. Pure."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from caregiver_app.domain.appointments.coming import appointment_called, is_over, next_appointment
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.questions.library import (
    LibraryQuestion,
    library,
    question_called,
    question_topics,
)
from caregiver_app.domain.questions.records import Answer, Question
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import N_, _, labelled, with_commas

STATUSES: Final = {
    "open": N_("Not on a sheet"),
    "planned": N_("On a sheet"),
    "unanswered": N_("Not answered yet"),
    "goes-on": N_("Talked about, still open"),
    "answered": N_("Answered"),
}
NEXT_VISIT: Final = ""
"""Stands for the next appointment, whichever it is, in the visits of a question."""

TOP: Final = 3
"""So many starred questions stand first and large on a sheet."""


@dataclass(frozen=True)
class AskedQuestion:
    """One question as the family sees it. `key` is its id in the library, or the id of its record as text.

    `newer` is what the guide says by now, where the family's own words were made for an earlier wording; `status` is a
    key of `STATUSES`; `carried` says that it comes from an appointment that is over.
    """

    key: str
    text: str
    why: str
    topic: str
    audience: tuple[str, ...]
    stage: str
    sources: tuple[str, ...]
    as_of: str
    own: bool
    reworded: bool
    newer: str
    hidden: bool
    starred: bool
    status: str
    visits: tuple[str, ...]
    answers: tuple[Answer, ...]
    record: Question | None
    guide: LibraryQuestion | None

    @property
    def waits(self) -> bool:
        """Whether it stands on a sheet, or stood on one, and has no full answer."""
        return self.status in ("planned", "unanswered", "goes-on")


@dataclass(frozen=True)
class QuestionSheet:
    """What is to be asked at one appointment, or at the next one where `appointment` is None.

    `top` are the starred ones, three at most; `others` the rest of what was chosen for it, `carried` what was not
    answered at an appointment that is over.
    """

    appointment: Appointment | None
    top: tuple[AskedQuestion, ...]
    others: tuple[AskedQuestion, ...]
    carried: tuple[AskedQuestion, ...]

    @property
    def questions(self) -> tuple[AskedQuestion, ...]:
        """All of them, in the order they are printed."""
        return (*self.top, *self.others, *self.carried)


def questions_of(case: CaseSnapshot, today: date) -> tuple[AskedQuestion, ...]:
    """Return every question, the library's and the family's own, by topic; own ones come last in their topic."""
    kept = {record.guide: record for record in case.questions if record.guide}
    found = [_of_library(case, question, kept.get(question.id), today) for question in library()]
    found += [_own(case, record, today) for record in case.questions if not record.guide]
    lost = [record for guide, record in kept.items() if question_called(guide) is None]
    found += [_own(case, record, today) for record in lost]
    return tuple(sorted(found, key=lambda one: _topic_place(one.topic)))


def question_of(case: CaseSnapshot, key: str, today: date) -> AskedQuestion | None:
    """Find one question by its key, or None."""
    wanted = key.strip().casefold()
    return next((one for one in questions_of(case, today) if one.key.casefold() == wanted), None)


def sheet_for(case: CaseSnapshot, appointment: Appointment | None, today: date) -> QuestionSheet:
    """Return what is to be asked at an appointment; for None, at the next one. Of one that is over, what was on it."""
    following = next_appointment(case, today)
    was_on = appointment.id if appointment is not None and is_over(appointment, today) else None
    meant = appointment or following
    is_next = meant == following
    chosen, carried = [], []
    for question in questions_of(case, today):
        if was_on is not None:
            if question.record is not None and question.record.is_asked_at(was_on):
                chosen.append(question)
            continue
        if question.hidden or question.status == "answered":
            continue
        if (meant is not None and str(meant.id) in question.visits) or (is_next and NEXT_VISIT in question.visits):
            chosen.append(question)
        elif is_next and question.status == "unanswered":
            carried.append(question)
    top = tuple(sorted((one for one in chosen if one.starred), key=_place))[:TOP]
    others = tuple(sorted((one for one in chosen if one not in top), key=_place))
    return QuestionSheet(meant, top, others, tuple(carried))


def waiting_count(case: CaseSnapshot, today: date) -> int:
    """Return how many questions wait for an answer; the library is not read where nothing was chosen."""
    if not case.questions:
        return 0
    return sum(one.waits and not one.hidden for one in questions_of(case, today))


def status_in_words(question: AskedQuestion, case: CaseSnapshot) -> str:
    """Write where a question stands: "On the sheet for 3 December 2026", "Answered by Dr Kralj, 2 May 2026"."""
    if question.status == "planned":
        names = with_commas(visit_in_words(case, visit) for visit in question.visits)
        return _("On the sheet: {visits}").format(visits=names)
    if question.status in ("answered", "goes-on"):
        last = question.answers[-1]
        told = with_commas(part for part in (last.who, last.on.in_words() if last.on else "") if part)
        words = _(STATUSES[question.status])
        return labelled(words, told) if told else words
    return _(STATUSES[question.status])


def visit_in_words(case: CaseSnapshot, visit: str) -> str:
    """Name an appointment on whose sheet a question stands."""
    if visit == NEXT_VISIT:
        return _("the next visit")
    found = appointment_called(case, visit)
    if found is None:
        return _("an appointment that was removed")
    when = found.date.in_words() if found.date else _("date not known")
    return _("{title}, {date}").format(title=found.title, date=when)


def still_open_from(case: CaseSnapshot, question: AskedQuestion) -> str:
    """Return the visit that left a question open: the last one it was on the sheet of, without an answer there."""
    record = question.record
    if record is None:
        return NEXT_VISIT
    answered = {answer.appointment for answer in question.answers if not answer.goes_on}
    waiting = (visit.appointment for visit in record.visits.values if not visit.let_go)
    names = [appointment for appointment in waiting if appointment not in (NEXT_VISIT, *answered)]
    known = [str(one.id) for one in case.appointments if str(one.id) in names]
    return known[-1] if known else next(iter(names), NEXT_VISIT)


def _of_library(case: CaseSnapshot, question: LibraryQuestion, record: Question | None, today: date) -> AskedQuestion:
    words = worded(question.line, case.wordings_by_line)
    status, visits = _status(case, record, today)
    return AskedQuestion(
        key=question.id,
        text=words.text,
        why=_(question.why),
        topic=question.topic,
        audience=question.audience,
        stage=question.stage,
        sources=question.line.source,
        as_of=question.line.as_of,
        own=False,
        reworded=words.reworded,
        newer=words.newer,
        hidden=words.hidden,
        starred=record.starred if record else False,
        status=status,
        visits=visits,
        answers=record.answers.values if record else (),
        record=record,
        guide=question,
    )


def _own(case: CaseSnapshot, record: Question, today: date) -> AskedQuestion:
    status, visits = _status(case, record, today)
    return AskedQuestion(
        key=str(record.id),
        text=record.text or record.guide,
        why="",
        topic=record.topic,
        audience=tuple(part for part in record.audience.split(",") if part),
        stage=record.stage,
        sources=(),
        as_of="",
        own=True,
        reworded=False,
        newer="",
        hidden=record.hidden,
        starred=record.starred,
        status=status,
        visits=visits,
        answers=record.answers.values,
        record=record,
        guide=None,
    )


def _status(case: CaseSnapshot, record: Question | None, today: date) -> tuple[str, tuple[str, ...]]:
    """Return where a question stands and the visits still to come that it is chosen for."""
    if record is None:
        return "open", ()
    answers = record.answers.values
    named = [visit.appointment for visit in record.visits.values if not visit.let_go]
    answered_at = {answer.appointment for answer in answers if answer.appointment and not answer.goes_on}
    coming = tuple(visit for visit in named if _is_to_come(case, visit, today) and visit not in answered_at)
    if coming:
        # Where it has an answer, it is to be asked again, or at another centre too.
        return "planned", coming
    if answers and not answers[-1].goes_on:
        return "answered", ()
    if any(visit != NEXT_VISIT and not _is_to_come(case, visit, today) for visit in named):
        return "unanswered", ()
    return ("goes-on" if answers else "open"), ()


def _is_to_come(case: CaseSnapshot, visit: str, today: date) -> bool:
    if visit == NEXT_VISIT:
        return True
    appointment = appointment_called(case, visit)
    return appointment is not None and not is_over(appointment, today)


@cache
def _topic_places() -> dict[str, int]:
    return {topic.id: place for place, topic in enumerate(question_topics())}


def _topic_place(topic: str) -> int:
    return _topic_places().get(topic, len(_topic_places()))


def _place(question: AskedQuestion) -> tuple[int, int, str]:
    position = question.record.position if question.record else 0
    return position, _topic_place(question.topic), question.key
