"""The rows of the list of questions: which questions are shown, in which order, under which headings. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from caregiver_app.domain.appointments.coming import appointment_called, next_appointment, upcoming
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.questions.asked import (
    NEXT_VISIT,
    AskedQuestion,
    QuestionSheet,
    questions_of,
    sheet_for,
    status_in_words,
    still_open_from,
    visit_in_words,
)
from caregiver_app.domain.questions.words import audience_in_words, topic_name
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import N_, _, with_stops

NEXT, WAITING, ANSWERED, LIBRARY, HIDDEN = "next", "waiting", "answered", "library", "hidden"
SHOWS: Final = {
    NEXT: N_("On the next sheet"),
    WAITING: N_("Waiting for an answer"),
    ANSWERED: N_("Answered"),
    LIBRARY: N_("The whole library"),
    HIDDEN: N_("Hidden"),
}
OF_VISIT: Final = "visit:"
"""Before the id of an appointment: its sheet is shown."""


@dataclass(frozen=True)
class LookedFor:
    """What the list is to show: a key of `SHOWS` or the sheet of an appointment, narrowed by the rest."""

    show: str = NEXT
    words: str = ""
    topic: str = ""
    whom: str = ""
    stage: str = ""

    @property
    def is_sheet(self) -> bool:
        """Whether it is what stands on one sheet."""
        return self.show == NEXT or self.show.startswith(OF_VISIT)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the choice of what to show leaves questions out."""
        return self != LookedFor(self.show)

    def lets_through(self, one: AskedQuestion) -> bool:
        """Whether a question has the words and is of the topic, for whom and at the step that is asked for."""
        if self.topic and one.topic != self.topic:
            return False
        if self.whom and self.whom not in one.audience:
            return False
        if self.stage and one.stage != self.stage:
            return False
        if not self.words:
            return True
        said = (part for answer in one.answers for part in (answer.text, answer.who))
        held = " ".join((one.text, one.why, topic_name(one.topic), *said)).casefold()
        return all(word in held for word in self.words.casefold().split())


@dataclass(frozen=True)
class QuestionRow:
    """One row: a question with what stands beneath it, or a heading, which has no `key`."""

    key: str
    words: str
    beneath: str = ""
    starred: bool = False
    answered: bool = False

    def spoken(self) -> str:
        """Return what a screen reader says of it."""
        parts = (_("Starred") if self.starred else "", self.words, self.beneath)
        return with_stops(part for part in parts if part)


@dataclass(frozen=True)
class Looked:
    """A case as the page shows it: every question, the sheet that is looked at, and the rows of the list."""

    case: CaseSnapshot
    today: date
    questions: tuple[AskedQuestion, ...]
    sheet: QuestionSheet
    rows: tuple[QuestionRow, ...]

    def question(self, key: str) -> AskedQuestion | None:
        """Find a question by its key, or None."""
        return next((one for one in self.questions if one.key == key), None)

    @property
    def next_visits(self) -> tuple[str, ...]:
        """What stands for the next visit in the visits of a question: itself, and the appointment it will be."""
        following = next_appointment(self.case, self.today)
        return (NEXT_VISIT, str(following.id)) if following is not None else (NEXT_VISIT,)

    @property
    def coming(self) -> tuple[Appointment, ...]:
        """The appointments to come, the next one first."""
        return upcoming(self.case, self.today)

    def is_on_next(self, one: AskedQuestion) -> bool:
        """Whether a question is printed on the next sheet, chosen for it or still open from a visit before."""
        if one.hidden:
            return False
        return one.status == "unanswered" or any(visit in one.visits for visit in self.next_visits)

    @property
    def starred(self) -> int:
        """How many questions of the sheet have a star."""
        return sum(one.starred for one in (*self.sheet.top, *self.sheet.others))


def look(case: CaseSnapshot, wanted: LookedFor, today: date) -> Looked:
    """Return the case as it is to be shown."""
    appointment = appointment_called(case, wanted.show.removeprefix(OF_VISIT)) if wanted.is_sheet else None
    questions = questions_of(case, today)
    looked = Looked(case, today, questions, sheet_for(case, appointment, today), ())
    return replace(looked, rows=tuple(_rows(looked, wanted)))


def is_untouched(case: CaseSnapshot) -> bool:
    """Whether no question was chosen, starred, answered or added yet."""
    return not any(record.visits or record.answers or record.starred or not record.guide for record in case.questions)


def further_sheets(looked: Looked) -> tuple[Appointment, ...]:
    """Return the appointments after the next one that questions were chosen for."""
    return tuple(each for each in looked.coming[1:] if any(str(each.id) in one.visits for one in looked.questions))


def sheet_groups(looked: Looked) -> tuple[tuple[str, tuple[AskedQuestion, ...]], ...]:
    """Return what is on the sheet that is looked at, in groups with their headings; what is still open stands first."""
    open_from: dict[str, list[AskedQuestion]] = {}
    for one in looked.sheet.carried:
        open_from.setdefault(still_open_from(looked.case, one), []).append(one)
    groups = [
        (_("Still open from {visit}").format(visit=visit_in_words(looked.case, visit)), tuple(questions))
        for visit, questions in open_from.items()
    ]
    top, others = looked.sheet.top, looked.sheet.others
    if top:
        groups.append((_("First on the sheet, in large print"), top))
    if others:
        groups.append((_("Then on the sheet") if top else _("On the sheet") if open_from else "", others))
    return tuple(groups)


def _rows(looked: Looked, wanted: LookedFor) -> Iterator[QuestionRow]:
    if wanted.is_sheet:
        groups: Sequence[tuple[str, Sequence[AskedQuestion]]] = sheet_groups(looked)
    else:
        groups = _by_topic(tuple(filter(_SHOWN[wanted.show], looked.questions)))
    for name, questions in groups:
        shown = [_row(looked, one, wanted) for one in questions if wanted.lets_through(one)]
        if name and shown:
            yield QuestionRow("", name)
        yield from shown


def _row(looked: Looked, one: AskedQuestion, wanted: LookedFor) -> QuestionRow:
    topic = topic_name(one.topic) if wanted.is_sheet and one.topic else ""
    goes_without = one.status == "open" or (wanted.is_sheet and _is_plainly_there(one))
    status = "" if goes_without else status_in_words(one, looked.case)
    whom = audience_in_words(",".join(one.audience))
    beneath = " · ".join(part for part in (topic, whom, status) if part)
    return QuestionRow(one.key, one.text, beneath, one.starred, one.status == "answered")


def _is_plainly_there(one: AskedQuestion) -> bool:
    """Whether being on the sheet is all there is to say of where a question stands."""
    return (one.status == "planned" and len(one.visits) == 1) or (one.status == "unanswered" and not one.answers)


def _by_topic(questions: Sequence[AskedQuestion]) -> Sequence[tuple[str, Sequence[AskedQuestion]]]:
    groups: dict[str, list[AskedQuestion]] = {}
    for one in questions:
        groups.setdefault(one.topic, []).append(one)
    return [(topic_name(topic) or _("Without a topic"), found) for topic, found in groups.items()]


def _is_answered(one: AskedQuestion) -> bool:
    return not one.hidden and any(not answer.goes_on for answer in one.answers)


_SHOWN: Final[dict[str, Callable[[AskedQuestion], bool]]] = {
    WAITING: lambda one: one.waits and not one.hidden,
    ANSWERED: _is_answered,
    LIBRARY: lambda one: not one.hidden,
    HIDDEN: lambda one: one.hidden,
}
