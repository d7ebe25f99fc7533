"""Verbs for the questions: stars, sheets, answers, own questions. Each is one step.

A question is named by its key: its id in the library, or the id of its record as text.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.questions.asked import NEXT_VISIT
from caregiver_app.domain.questions.at_visit import says_something
from caregiver_app.domain.questions.library import question_called
from caregiver_app.domain.questions.records import Answer, Answers, Question, Visit, Visits
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext
from caregiver_app.store.transaction import Transaction


class QuestionUnknown(CaregiverError):
    """No question goes by what was asked for, or it has no such answer."""


def add_question(book: Casebook, question: Question, visit: str | None = None) -> Question:
    """Add a question of the family's own; `visit` puts it on a sheet: an appointment's id, or "" for the next one."""
    with book.step(_("Add a question")) as tx:
        visits = question.visits if visit is None else Visits.of((Visit(visit),))
        added = question.amended(position=_last(tx) + 1, visits=visits)
        tx.put(added)
    return added


def change_question(book: Casebook, question: Question) -> Question:
    """Change an own question."""
    with book.step(_("Change a question")) as tx:
        tx.put(question)
    return question


def remove_question(book: Casebook, question: Question) -> None:
    """Take an own question out with its answers; undo and the trash bring it back."""
    with book.step(_("Remove a question")) as tx:
        tx.remove(question)


def star(book: Casebook, key: str, starred: bool = True) -> Question:
    """Put a star on a question, or take it off."""
    with book.step(_("Star a question") if starred else _("Take the star off a question")) as tx:
        return _put(tx, _kept(tx, key).amended(starred=starred))


def star_several(book: Casebook, keys: Sequence[str], starred: bool = True) -> None:
    """Put a star on questions, or take it off; else as `star`."""
    with book.step(_("Star questions") if starred else _("Take the star off questions")) as tx:
        for key in keys:
            _put(tx, _kept(tx, key).amended(starred=starred))


def move_question(book: Casebook, key: str, by: int, among: Sequence[str]) -> None:
    """Move a question `by` places later on its sheet, or earlier; `among` are the keys of the sheet in their order."""
    order = [one for one in among if one != key]
    order.insert(max(list(among).index(key) + by, 0), key)
    with book.step(_("Move a question on the sheet")) as tx:
        held = {one: _kept(tx, one) for one in among}
        places = sorted(question.position for question in held.values())
        last = places[0] - 1
        for one, place in zip(order, places, strict=True):
            last = max(place, last + 1)
            if held[one].position != last:
                tx.put(held[one].amended(position=last))


def put_on_sheet(book: Casebook, keys: Sequence[str], visit: str = NEXT_VISIT) -> None:
    """Put questions on the sheet of an appointment, by its id as text; nothing is the next one, whichever it is."""
    n = len(keys)
    name = ngettext("Put {n} question on a sheet", "Put {n} questions on a sheet", n).format(n=n)
    with book.step(name) as tx:
        for key in keys:
            question = _kept(tx, key)
            if Visit(visit) not in question.visits.values:
                tx.put(question.amended(visits=Visits.of((*_without(question, visit), Visit(visit)))))


def take_off_sheet(
    book: Casebook,
    keys: Sequence[str],
    visit: str = NEXT_VISIT,
    also: Sequence[str] = (),
    *,
    left_open: Collection[str] = (),
) -> None:
    """Take questions off the sheet of an appointment; else as `put_on_sheet`. `also` are others, in the same step.

    Those in `left_open` stand on the next sheet because a visit that is over left them open: they wait no more.
    """
    n = len(keys)
    name = ngettext("Take {n} question off a sheet", "Take {n} questions off a sheet", n).format(n=n)
    with book.step(name) as tx:
        for key in keys:
            question = _kept(tx, key)
            kept = _without(question, visit, *also)
            _put(tx, question.amended(visits=Visits.of(_let_go(question, kept) if key in left_open else kept)))


def carry_over(book: Casebook, keys: Sequence[str], visit: str = NEXT_VISIT) -> None:
    """Move questions that were not answered to the sheet of another appointment; those before leave nothing open."""
    n = len(keys)
    name = ngettext("Carry {n} question over", "Carry {n} questions over", n).format(n=n)
    with book.step(name) as tx:
        for key in keys:
            question = _kept(tx, key)
            kept = _let_go(question, _without(question, visit))
            tx.put(question.amended(visits=Visits.of((*kept, Visit(visit)))))


def answer_question(book: Casebook, key: str, answer: Answer) -> Question:
    """Write down what somebody said to a question."""
    with book.step(_("Write down an answer")) as tx:
        question = _kept(tx, key)
        return _put(tx, _answered(question, (*question.answers.values, answer)))


def change_answer(book: Casebook, key: str, place: int, answer: Answer) -> Question:
    """Write an answer anew; `place` counts from 0, the oldest first. Raises QuestionUnknown."""
    with book.step(_("Change an answer")) as tx:
        question, answers = _answers(tx, key, place)
        answers[place] = answer
        return _put(tx, _answered(question, answers))


def remove_answer(book: Casebook, key: str, place: int) -> Question:
    """Take an answer off a question; else as `change_answer`."""
    with book.step(_("Remove an answer")) as tx:
        question, answers = _answers(tx, key, place)
        del answers[place]
        return _put(tx, question.amended(answers=Answers.of(answers)))


def write_answers(book: Casebook, appointment: str, answers: Mapping[str, Answer]) -> None:
    """Write down what was said at an appointment, by its id as text, to several questions at once, by their keys.

    An answer that was written down there before gives way to the new one, and goes where the new one says nothing.
    """
    n = len(answers)
    with book.step(ngettext("Write down {n} answer", "Write down {n} answers", n).format(n=n)) as tx:
        for key, answer in answers.items():
            question = _kept(tx, key)
            held = list(question.answers.values)
            place = next((at for at, one in enumerate(held) if one.appointment == appointment), len(held))
            held[place : place + 1] = [replace(answer, appointment=appointment)] if says_something(answer) else []
            _put(tx, _answered(question, held))


def hide_question(book: Casebook, key: str, hidden: bool = True) -> None:
    """Take a question out of sight, or show it again; what was answered to it stays."""
    with book.step(_("Hide a question") if hidden else _("Show a question again")) as tx:
        known = question_called(key)
        if known is None:
            tx.put(_kept(tx, key).amended(hidden=hidden))
            return
        own = next((one for one in tx.find(Wording) if one.guide == known.id), None) or Wording(guide=known.id)
        tx.put(own.amended(hidden=hidden))


def _kept(tx: Transaction, key: str) -> Question:
    """Return what is kept of a question; of one of the library of which nothing is, a new record."""
    known = question_called(key)
    if known is not None:
        held = (one for one in tx.find(Question) if one.guide == known.id)
        return next(held, None) or Question(guide=known.id, position=_last(tx) + 1)
    try:
        found = tx.get(Question, UUID(key))
    except ValueError:
        found = None
    if found is None:
        raise QuestionUnknown(
            _("There is no question “{key}”.").format(key=key),
            safe=_("Nothing was changed."),
            now=_("Look at “caregiver questions DIR --json” for the ids there are."),
        )
    return found


def _put(tx: Transaction, question: Question) -> Question:
    """Write a question. One of which nothing is left to say stays, or it would lie among what was removed."""
    tx.put(question)
    return question


def _answered(question: Question, answers: Sequence[Answer]) -> Question:
    """Lay answers into a question; one in full takes it off the next sheet, so that it can be put there anew."""
    visits = question.visits
    if answers and not answers[-1].goes_on:
        visits = Visits.of(visit for visit in visits.values if visit.appointment != NEXT_VISIT)
    return question.amended(answers=Answers.of(answers), visits=visits)


def _without(question: Question, *visits: str) -> tuple[Visit, ...]:
    """Return the visits of a question but for these."""
    return tuple(one for one in question.visits.values if one.appointment not in visits)


def _let_go(question: Question, visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Return visits of a question that leave nothing open; "the next visit" is no visit that is over, so it goes."""
    answered = {answer.appointment for answer in question.answers.values if not answer.goes_on}
    named = (one for one in visits if one.appointment != NEXT_VISIT)
    return tuple(one if one.appointment in answered else replace(one, let_go=True) for one in named)


def _answers(tx: Transaction, key: str, place: int) -> tuple[Question, list[Answer]]:
    question = _kept(tx, key)
    answers = list(question.answers.values)
    if not 0 <= place < len(answers):
        raise QuestionUnknown(
            _("The question has no such answer any more."),
            safe=_("Nothing was changed."),
            now=_("Look at its answers as they are now."),
        )
    return question, answers


def _last(tx: Transaction) -> int:
    return max((one.position for one in tx.find(Question)), default=0)
