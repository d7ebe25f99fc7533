"""`caregiver questions`: what is asked at the next visit, what waits for an answer, and the whole library."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from caregiver_app.cli import which_one
from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, shown, table, wrapped
from caregiver_app.cli.usage import WrongUsage, case_argument, goes_with, json_option, when, words
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _, ngettext, with_commas

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.questions.asked import AskedQuestion
    from caregiver_app.domain.questions.records import Answer
    from caregiver_app.domain.snapshot import CaseSnapshot

NAME = "questions"
SUMMARY = N_("Show the questions to ask and their answers; star them, put them on a sheet, answer them, add your own.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("--all", action="store_true", help=_("list the whole library by topic"))
    parser.add_argument("--sets", action="store_true", help=_("list the sets that are ready to be put on a sheet"))
    parser.add_argument("--topic", type=which_one.topic, help=_("only those of this topic; with --add, its topic"))
    parser.add_argument("--audience", metavar="WHOM", type=which_one.audience, help=_("only those for this person"))
    parser.add_argument("--stage", metavar="STEP", type=which_one.step, help=_("only those of this CAR-T step: ST02"))
    _describe_writing(parser)
    json_option(parser)
    parser.set_defaults(run=run)


def _describe_writing(parser: ArgumentParser) -> None:
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--add", metavar="TEXT", type=words, help=_("add a question of your own"))
    one.add_argument("--star", metavar="ID", type=words, help=_("put a star on a question"))
    one.add_argument("--unstar", metavar="ID", type=words, help=_("take its star off"))
    one.add_argument("--put-on", metavar="ID", nargs="+", type=words, help=_("put questions on a sheet"))
    one.add_argument("--set", metavar="SET", type=which_one.question_set, help=_("put a whole set on a sheet"))
    one.add_argument("--take-off", metavar="ID", nargs="+", type=words, help=_("take questions off a sheet"))
    one.add_argument("--answer", metavar="ID", type=words, help=_("write down an answer, with --says"))
    one.add_argument("--hide", metavar="ID", type=words, help=_("take a question out of sight"))
    one.add_argument("--show", metavar="ID", type=words, help=_("show it again"))
    parser.add_argument("--for", metavar="WHOM", type=which_one.audience, help=_("with --add, whom it is for"))
    parser.add_argument(
        "--at",
        metavar="APPOINTMENT",
        type=words,
        help=_("at which appointment: its id or title; “next” is the next one, whichever it is"),
    )
    parser.add_argument("--says", metavar="TEXT", type=words, help=_("what was answered"))
    parser.add_argument("--who", type=words, help=_("who said it"))
    parser.add_argument("--on", metavar="DATE", type=when, help=_("when it was said (the day of --at, else today)"))
    parser.add_argument("--still-open", action="store_true", help=_("it was talked about and is still open"))


def run(arguments: Namespace) -> int:
    """Do the one thing asked for, or print the questions."""
    _refuse_what_goes_with_nothing(arguments)

    from caregiver_app.domain.questions.asked import questions_of

    today = date.today()
    with open_case(arguments) as book:
        told = _done(book, arguments, today)
        case = book.snapshot()
    chosen = [one for one in questions_of(case, today) if _is_wanted(one, arguments)]
    if arguments.json:
        tell_json(_sets_in_json() if arguments.sets else _in_json(case, chosen, today))
    elif told:
        tell_laid_out([line for text in told for line in wrapped(shown(text), room())])
    elif arguments.sets:
        _tell_sets()
    elif arguments.all or arguments.topic or arguments.audience or arguments.stage:
        _tell_library(case, chosen)
    else:
        _tell_waiting(case, chosen, today)
    return 0


def _refuse_what_goes_with_nothing(arguments: Namespace) -> None:
    for option in ("--says", "--who", "--on", "--still-open"):
        goes_with(arguments, option, "--answer")
    goes_with(arguments, "--for", "--add")
    goes_with(arguments, "--at", "--put-on", "--set", "--take-off", "--add", "--answer")
    if arguments.answer and not (arguments.says or arguments.still_open):
        raise WrongUsage(_("Write with --says what was answered, or add --still-open."))


def _is_wanted(question: "AskedQuestion", arguments: Namespace) -> bool:
    return (
        arguments.topic in (None, question.topic)
        and (arguments.audience is None or arguments.audience in question.audience)
        and arguments.stage in (None, question.stage)
    )


def _done(book: "Casebook", arguments: Namespace, today: date) -> list[str]:
    """Do what was asked for as one step; return what was done in words, nothing where nothing was to be done."""
    from caregiver_app.casebook import questions as verbs
    from caregiver_app.domain.questions.records import Question

    case = book.snapshot()
    if arguments.add:
        own = Question(text=arguments.add, topic=arguments.topic or "", audience=getattr(arguments, "for") or "")
        visit = which_one.visit(case, arguments.at) if arguments.at else None
        return _stands(book, [str(verbs.add_question(book, own, visit).id)], today)
    if arguments.put_on or arguments.set:
        keys = _keys(case, arguments.put_on, today) if arguments.put_on else _set_keys(arguments.set)
        verbs.put_on_sheet(book, keys, which_one.visit(case, arguments.at))
        return _stands(book, keys, today)
    if arguments.take_off:
        return _taken_off(book, arguments, today)
    for option, value in (("star", True), ("unstar", False)):
        if text := getattr(arguments, option):
            key = which_one.question(case, text, today).key
            verbs.star(book, key, value)
            return _stands(book, [key], today)
    if arguments.answer:
        key = which_one.question(case, arguments.answer, today).key
        verbs.answer_question(book, key, _answer(case, arguments, today))
        return _stands(book, [key], today)
    for option, value in (("hide", True), ("show", False)):
        if text := getattr(arguments, option):
            key = which_one.question(case, text, today).key
            verbs.hide_question(book, key, value)
            return _stands(book, [key], today)
    return []


def _keys(case: "CaseSnapshot", texts: Iterable[str], today: date) -> list[str]:
    return list(dict.fromkeys(which_one.question(case, text, today).key for text in texts))


def _set_keys(set_id: str) -> list[str]:
    from caregiver_app.domain.questions.library import question_sets

    return next(list(one.questions) for one in question_sets() if one.id == set_id)


def _taken_off(book: "Casebook", arguments: Namespace, today: date) -> list[str]:
    """Take questions off a sheet; without --at, off the sheet that is printed next, however they came onto it."""
    from caregiver_app.casebook.questions import take_off_sheet
    from caregiver_app.domain.appointments.coming import next_appointment
    from caregiver_app.domain.questions.asked import question_of

    case = book.snapshot()
    keys = _keys(case, arguments.take_off, today)
    visit, following = which_one.visit(case, arguments.at), next_appointment(case, today)
    also = [str(following.id)] if arguments.at is None and following is not None else []
    for key in keys:
        found = question_of(case, key, today)
        on = [one.appointment for one in found.record.visits.values] if found and found.record else []
        if not {visit, *also}.intersection(on):
            raise CaregiverError(
                _("{question} is not on that sheet.").format(question=key if len(key) < 8 else which_one.short(key)),
                safe=_("Nothing was changed."),
                now=_("Say with --at which sheet it is on, or answer it or hide it."),
            )
    take_off_sheet(book, keys, visit, also)
    return _stands(book, keys, today)


def _answer(case: "CaseSnapshot", arguments: Namespace, today: date) -> "Answer":
    from caregiver_app.domain.appointments.coming import next_appointment
    from caregiver_app.domain.dates import PartialDate
    from caregiver_app.domain.questions.records import Answer

    visit = None
    if arguments.at is not None:
        next_one = arguments.at.casefold() == which_one.NEXT
        visit = next_appointment(case, today) if next_one else which_one.appointment(case, arguments.at)
    on = arguments.on or (visit.date if visit is not None else None) or PartialDate.of_day(today)
    return Answer(
        text=arguments.says or "",
        who=arguments.who or "",
        on=on,
        programme=str(visit.programme) if visit is not None and visit.programme else "",
        appointment=str(visit.id) if visit is not None else "",
        goes_on=arguments.still_open,
    )


def _stands(book: "Casebook", keys: Sequence[str], today: date) -> list[str]:
    """Say where questions stand now."""
    from caregiver_app.domain.questions.asked import questions_of, status_in_words

    case = book.snapshot()
    by_key = {one.key: one for one in questions_of(case, today)}
    lines = []
    for key in keys:
        one = by_key[key]
        star = "* " if one.starred else ""
        where = _("Out of sight") if one.hidden else status_in_words(one, case)
        lines += [f"{_id(one)}  {star}{one.text}", where]
    return lines


def _id(question: "AskedQuestion") -> str:
    return which_one.short(question.key) if question.own else question.key


def _tell_waiting(case: "CaseSnapshot", questions: "Sequence[AskedQuestion]", today: date) -> None:
    """Print the next sheet, then what else waits, then what the family marked or added and put nowhere yet."""
    from caregiver_app.domain.questions.asked import sheet_for, visit_in_words

    sheet = sheet_for(case, None, today)
    visit = visit_in_words(case, str(sheet.appointment.id) if sheet.appointment is not None else "")
    tell(_("{name}: questions for {visit}").format(name=case.person.name, visit=visit), "")
    if sheet.questions:
        _tell_table(case, sheet.questions, answers=False)
    else:
        tell(_("No question is on this sheet yet. “caregiver questions DIR --put-on ID” puts one on it."))
    on_it = {one.key for one in sheet.questions}
    others = [one for one in questions if one.key not in on_it and not one.hidden]
    waiting = [one for one in others if one.waits]
    kept = [one for one in others if one.status == "open" and (one.own or one.starred)]
    for title, listed in ((_("Not answered yet, or for another visit"), waiting), (_("Not on a sheet"), kept)):
        if listed:
            tell("", title, "")
            _tell_table(case, listed)
    n = sum(one.status == "answered" for one in questions)
    told = ngettext("{n} question is answered.", "{n} questions are answered.", n).format(n=n)
    tell("", told, _("“caregiver questions DIR --all” lists every question by topic."))


def _tell_library(case: "CaseSnapshot", questions: "Sequence[AskedQuestion]") -> None:
    from caregiver_app.domain.questions.library import question_topics

    names = {topic.id: _(topic.name) for topic in question_topics()}
    seen = [one for one in questions if not one.hidden]
    for topic in dict.fromkeys(one.topic for one in seen):
        tell(names.get(topic, topic) or _("Without a topic"), "")
        _tell_table(case, [one for one in seen if one.topic == topic])
        tell("")
    hidden = with_commas(_id(one) for one in questions if one.hidden)
    if hidden:
        tell(_("Out of sight: {questions}.").format(questions=hidden))
    if not questions:
        tell(_("There is no such question."))


def _tell_table(case: "CaseSnapshot", questions: "Sequence[AskedQuestion]", *, answers: bool = True) -> None:
    from caregiver_app.domain.questions.asked import status_in_words
    from caregiver_app.domain.questions.library import AUDIENCES

    columns = (Column(_("Id"), 8), Column("", 1), Column(_("Question")), Column(_("For"), 20))
    rows = []
    for one in questions:
        told = [one.text]
        if one.status != "open" and answers:
            told.append(status_in_words(one, case))
        told += [answer.text for answer in one.answers if answer.text]
        whom = with_commas(_(AUDIENCES.get(key, key)) for key in one.audience)
        rows.append(((_id(one),), ("*" if one.starred else "",), tuple(told), (whom,)))
    tell_laid_out(table(columns, rows, room()))


def _tell_sets() -> None:
    from caregiver_app.domain.questions.library import question_sets

    columns = (Column(_("Set"), 26), Column(_("What it is for")), Column(_("Questions"), 24))
    rows = [((one.id,), (_(one.name), _(one.why)), (" ".join(one.questions),)) for one in question_sets()]
    tell_laid_out(table(columns, rows, room()))


def _sets_in_json() -> dict[str, Any]:
    from caregiver_app.domain.questions.library import question_sets

    return {
        "sets": [
            {"id": one.id, "name": _(one.name), "why": _(one.why), "questions": list(one.questions)}
            for one in question_sets()
        ]
    }


def _in_json(case: "CaseSnapshot", questions: "Sequence[AskedQuestion]", today: date) -> dict[str, Any]:
    from caregiver_app.domain.questions.asked import sheet_for

    sheet = sheet_for(case, None, today)
    return {
        "person": case.person.name,
        "next_sheet": {
            "appointment": str(sheet.appointment.id) if sheet.appointment is not None else None,
            "questions": [one.key for one in sheet.questions],
        },
        "questions": [_question_in_json(one) for one in questions],
    }


def _question_in_json(question: "AskedQuestion") -> dict[str, Any]:
    from caregiver_app.domain.guide.lines import sources

    return {
        "id": question.key,
        "text": question.text,
        "why": question.why,
        "topic": question.topic,
        "audience": list(question.audience),
        "step": question.stage,
        "sources": [sources()[tag].in_words() for tag in question.sources if tag in sources()],
        "as_of": question.as_of,
        "own": question.own,
        "reworded": question.reworded,
        "hidden": question.hidden,
        "starred": question.starred,
        "status": question.status,
        "visits": [visit or which_one.NEXT for visit in question.visits],
        "answers": [
            {
                "text": answer.text,
                "who": answer.who,
                "on": answer.on,
                "programme": answer.programme or None,
                "appointment": answer.appointment or None,
                "still_open": answer.goes_on,
            }
            for answer in question.answers
        ],
    }
