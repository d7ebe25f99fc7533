"""`caregiver worksheet`: whether the choice can be explained, step by step. There is no score in it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.cli import which_one
from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import shown, wrapped
from caregiver_app.cli.usage import case_argument, json_option, words
from caregiver_app.cli.worksheet_json import worksheet_json
from caregiver_app.i18n import N_, _, with_commas

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook

NAME = "worksheet"
SUMMARY = N_("Show the worksheet: what is known and what is missing, the options, the programmes, the four sentences.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--question", metavar="TEXT", type=words, help=_("the one clinical question, for the cover"))
    one.add_argument("--goal", metavar="ID", type=which_one.goal, help=_("the goal of treatment, as the team says it"))
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write down what was given, then print the worksheet."""
    with open_case(arguments) as book:
        _write(book, arguments)
        case = book.snapshot()
    whole = worksheet_json(case, date.today())
    if arguments.json:
        tell_json(whole)
    else:
        _tell(whole)
    return 0


def _write(book: "Casebook", arguments: Namespace) -> None:
    from caregiver_app.casebook.worksheet import change_worksheet, write_question

    if arguments.question:
        write_question(book, arguments.question)
    if arguments.goal:
        change_worksheet(book, goal=arguments.goal)


_Told = list[tuple[int, str]]
"""What is printed as a list: how deep each stands, and its words."""


def _tell(whole: dict[str, Any]) -> None:
    tell(_("{name}: can we explain the choice simply?").format(name=whole["person"]), "")
    goal = ": ".join(part for part in (whole["goal"]["name"], whole["goal"]["words"]) if part)
    _tell_list(
        [
            (0, _("Goal: {goal}").format(goal=_or_not_yet(goal))),
            (0, _("What the patient wants: {wishes}").format(wishes=_or_not_yet(whole["wishes"]))),
            (0, _("The question for the cover: {question}").format(question=_or_not_yet(whole["question"]))),
        ]
    )
    for step in whole["steps"]:
        through = _("{step} (thought through)") if step["thought_through"] else "{step}"
        tell("", through.format(step=step["name"]))
        tell_laid_out(wrapped(shown(step["asks"]), room()))
        _tell_list(_PARTS[step["id"]](whole))
        if step["note"]:
            _tell_list([(0, _("Your note: {note}").format(note=step["note"]))])
    tell("")
    tell_laid_out(wrapped(shown(whole["note"]), room()))


def _facts(facts: Iterable[dict[str, Any]], depth: int = 0) -> _Told:
    """Tell each fact as the case says it, or how to find it where it says nothing."""
    told: _Told = []
    for fact in facts:
        known = [f"{one['text']} ({one['from']})" if one["from"] else one["text"] for one in fact["known"]]
        told.append((depth, fact["name"]))
        told += [(depth + 1, text) for text in known or [fact["missing"]]]
    return told


def _foundation(whole: dict[str, Any]) -> _Told:
    return _facts(whole["facts"])


def _part_of_car_t(whole: dict[str, Any]) -> _Told:
    here = whole["car_t_here"]
    return [(0, _("What the team says: {role}").format(role=_or_not_yet(_with_who(here["name"], here))))]


def _options(whole: dict[str, Any]) -> _Told:
    told: _Told = []
    for option in whole["options"]:
        kind = option["kind"] if option["kind"] != option["name"] else ""
        told.append((0, " · ".join(part for part in (option["name"], kind, option["note"]) if part)))
        told += _rows(option)
    return told or [(0, _("No treatment was named yet."))]


def _time_and_practical(whole: dict[str, Any]) -> _Told:
    told: _Told = [(0, _("What a programme reads first")), *_facts(whole["programmes_read"], 1)]
    for one in whole["programmes"]:
        told.append((0, " · ".join(part for part in (one["name"], one["place"], one["route"], one["note"]) if part)))
        told += _rows(one)
        told += [(1, _named(answer["question"], _with_who(answer["text"], answer))) for answer in one["answers"]]
        costs = ((" ".join(part for part in (cost["what"], cost["amount"]) if part), cost) for cost in one["costs"])
        told += [(1, _with_who(words_of_it, cost)) for words_of_it, cost in costs]
    if not whole["programmes"]:
        told.append((0, _("No programme was added yet.")))
    for group in whole["practical"]:
        told.append((0, group["name"]))
        told += [(1, f"{'[x]' if task['done'] else '[ ]'} {task['text']}") for task in group["tasks"]]
    return told


def _opinions(whole: dict[str, Any]) -> _Told:
    from caregiver_app.domain.worksheet.records import YES_NO_UNSURE

    review = whole["team_review"]
    first = ": ".join(part for part in (_(YES_NO_UNSURE[review["first"]]), review["why"]) if part)
    told: _Told = [(0, _("Team review first: {answer}").format(answer=first))]
    for one in whole["opinions"]:
        told.append((0, " · ".join(part for part in (one["name"], one["whom"]) if part)))
        told += [(1, one["asked"])] if one["asked"] else []
        told.append((1, _("Answer: {answer}").format(answer=_or_not_yet(one["answer"]))))
    return told


def _four_sentences(whole: dict[str, Any]) -> _Told:
    return [(0, f"{one['name']} {_or_not_yet(_with_who(one['text'], one))}") for one in whole["sentences"]]


_PARTS: Final[dict[str, Callable[[dict[str, Any]], _Told]]] = {
    "step-1": _foundation,
    "step-2": _part_of_car_t,
    "step-3": _options,
    "step-4": _time_and_practical,
    "step-5": _opinions,
    "step-6": _four_sentences,
}
"""What is printed under each of the steps."""


def _rows(column: dict[str, Any]) -> _Told:
    return [(1, _named(row["name"], _with_who(row["text"], row))) for row in column["said"] if row["text"]]


def _named(name: str, text: str) -> str:
    """Put a text behind what it is about; a question needs no colon."""
    return f"{name} {text}" if name.endswith("?") else f"{name}: {text}"


def _with_who(text: str, said: dict[str, Any]) -> str:
    """Write what was said with who said it and when."""
    told = with_commas(part for part in (said["who"], said["on"].in_words() if said["on"] else "") if part)
    return f"{text} ({told})" if text and told else text


def _or_not_yet(text: str) -> str:
    return text or _("not written down yet")


def _tell_list(told: _Told) -> None:
    """Print each begun with a dash and hanging under itself."""
    lines = []
    for depth, words_of_it in told:
        indent = "  " * depth
        first, *more = wrapped(shown(words_of_it), room() - len(indent) - 2)
        lines += [f"{indent}– {first}", *(f"{indent}  {line}" for line in more)]
    tell_laid_out(lines)
