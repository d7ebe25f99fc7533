"""`caregiver steps`: where the family is in the CAR-T steps, what there is to do, and what is planned."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.cli import which_one
from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, table
from caregiver_app.cli.usage import WrongUsage, case_argument, goes_with, json_option, when, words
from caregiver_app.i18n import N_, _, with_commas

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.dates import PartialDate
    from caregiver_app.domain.journey.board import Board, StageView, TaskView
    from caregiver_app.domain.journey.records import Round
    from caregiver_app.domain.snapshot import CaseSnapshot

NAME = "steps"
SUMMARY = N_("Show the CAR-T steps; write down what is planned, done or not for you, and tick what there is to do.")

_NONE: Final = "none"


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "--round", metavar="NAME", type=words, help=_("this round only; with a change, the one to change")
    )
    one = parser.add_mutually_exclusive_group()
    for option, text in (
        ("--plan", _("a step that is planned for a day, with --on; none takes the day away")),
        ("--done", _("a step that is done; with --on, on which day")),
        ("--here", _("the step you are at now")),
        ("--not-for-us", _("a step you will not have")),
        ("--ahead", _("a step that is still to come")),
    ):
        one.add_argument(option, metavar="STEP", type=which_one.step, help=text)
    one.add_argument("--tick", metavar="TASK", type=words, help=_("a task that is done, by its id"))
    one.add_argument("--untick", metavar="TASK", type=words, help=_("a task that is to do again"))
    one.add_argument("--add-task", metavar="TEXT", type=words, help=_("add a task of your own to a step, with --step"))
    parser.add_argument("--on", metavar="DATE", type=_date, help=_("the day of --plan or --done; of --tick (today)"))
    parser.add_argument("--step", type=which_one.step, help=_("the step a task belongs to: ST03, or 3"))
    parser.add_argument("--who", type=words, help=_("who does the task"))
    parser.add_argument("--due", metavar="DATE", type=when, help=_("by when it is to be done"))
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Do the one thing asked for, or print the steps."""
    _refuse_what_goes_with_nothing(arguments)

    from caregiver_app.domain.journey.board import board_of, rounds_seen

    with open_case(arguments) as book:
        told = _done(book, arguments)
        case = book.snapshot()
    seen = (which_one.round_called(case, arguments.round),) if arguments.round else rounds_seen(case)
    boards = [board_of(case, one) for one in seen]
    if arguments.json:
        rounds = [_round_in_json(case, board) for board in boards]
        tell_json({"person": case.person.name, "rounds": rounds})
    elif told:
        tell(told)
    else:
        _tell(case, boards)
    return 0


def _refuse_what_goes_with_nothing(arguments: Namespace) -> None:
    goes_with(arguments, "--on", "--plan", "--done", "--tick")
    for option in ("--step", "--who", "--due"):
        goes_with(arguments, option, "--add-task")
    if arguments.plan and arguments.on is None:
        raise WrongUsage(_("Write with --on for which day the step is planned."))
    if arguments.on == _NONE and not arguments.plan:
        raise WrongUsage(_("Only the day of --plan can be taken away."))
    if arguments.add_task and not arguments.step:
        raise WrongUsage(_("Write with --step to which CAR-T step the task belongs."))


def _date(text: str) -> "PartialDate | str":
    """Read a date; "none" stands for no date."""
    return _NONE if text.strip().casefold() == _NONE else when(text)


def _done(book: "Casebook", arguments: Namespace) -> str:
    """Do what was asked for as one step; return it in words, nothing where nothing was to be done."""
    from caregiver_app.casebook import journey as verbs

    if arguments.tick or arguments.untick or arguments.add_task:
        return _task_done(book, arguments)
    changes: list[tuple[str | None, dict[str, Any]]] = [
        (arguments.plan, {"planned": None if arguments.on == _NONE else arguments.on}),
        (arguments.done, {"state": "done", **({"done": arguments.on} if arguments.on else {})}),
        (arguments.not_for_us, {"state": "not-for-us"}),
        (arguments.ahead, {"state": ""}),
    ]
    for stage, fields in changes:
        if stage:
            verbs.change_stage(book, which_one.round_called(book.snapshot(), arguments.round), stage, **fields)
            return _stands(book, arguments, stage)
    if arguments.here:
        verbs.go_to_stage(book, which_one.round_called(book.snapshot(), arguments.round), arguments.here)
        return _stands(book, arguments, arguments.here)
    return ""


def _task_done(book: "Casebook", arguments: Namespace) -> str:
    from caregiver_app.casebook import journey as verbs
    from caregiver_app.domain.dates import PartialDate
    from caregiver_app.domain.journey.board import stage_name
    from caregiver_app.domain.journey.records import Task

    case = book.snapshot()
    chosen = which_one.round_called(case, arguments.round)
    if arguments.add_task:
        own = Task(text=arguments.add_task, stage=arguments.step, who=arguments.who or "", due=arguments.due)
        added = verbs.add_task(book, own, chosen)
        return f"{which_one.short(added.id)}  {added.text} ({stage_name(added.stage)})"
    stage, task = which_one.task(case, chosen, arguments.tick or arguments.untick)
    on = (arguments.on or PartialDate.of_day(date.today())) if arguments.tick else None
    if task.own and task.record is not None:
        verbs.change_task(book, task.record.amended(is_done=bool(arguments.tick), done_on=on))
    else:
        verbs.tick_task(book, chosen, stage, task.guide, bool(arguments.tick), on)
    return f"{'[x]' if arguments.tick else '[ ]'} {task.text} ({stage_name(stage)})"


def _stands(book: "Casebook", arguments: Namespace, stage: str) -> str:
    """Say where a step stands now."""
    from caregiver_app.domain.journey.board import PLACES, board_of

    case = book.snapshot()
    view = board_of(case, which_one.round_called(case, arguments.round)).stage(stage)
    told = with_commas(part for part in (_(PLACES[view.place]), view.when_in_words()) if part)
    return f"{stage}  {view.stage.called()}: {told}"


def _tell(case: "CaseSnapshot", boards: "Iterable[Board]") -> None:
    from caregiver_app.domain.journey.day_count import day_words, day_zero
    from caregiver_app.domain.journey.records import MODES

    for board in boards:
        zero = day_zero(case, board.round.id)
        day = day_words(zero, date.today()) if zero is not None else ""
        told = " · ".join(
            part for part in (board.round.name, _(MODES[board.round.mode]), board.round.product, day) if part
        )
        tell(_("{name}: {round}").format(name=case.person.name, round=told), "")
        columns = (Column(_("Id"), 5), Column(_("Step")), Column(_("Where it stands"), 15), Column(_("When"), 26),
                   Column(_("Tasks"), 8, figures=True))  # fmt: skip
        tell_laid_out(table(columns, [_row(view) for view in board.stages], room()))
        _tell_tasks(board)
        tell("")
    tell(_("What your own team tells you comes first."))


def _row(view: "StageView") -> tuple[tuple[str, ...], ...]:
    from caregiver_app.domain.journey.board import PLACES

    done = sum(task.is_done for task in view.tasks)
    tasks = _("{done} of {all}").format(done=done, all=len(view.tasks)) if view.tasks else ""
    return (view.stage.id,), (view.stage.called(),), (_(PLACES[view.place]),), (view.when_in_words(),), (tasks,)


def _tell_tasks(board: "Board") -> None:
    """Print what there is to do at the step the family is at, and what has a day by which it is to be done."""
    here = list(board.here.tasks) if board.here is not None else []
    due = [
        task for view in board.stages for task in view.tasks
        if view is not board.here and not task.is_done and (task.due is not None or task.own)
    ]  # fmt: skip
    for title, tasks in ((_("To do at this step"), here), (_("Also to do"), due)):
        if tasks:
            tell("", title)
            tell_laid_out(table((Column("", 3), Column(_("Id"), 14), Column(_("Task")), Column(_("Who, by when"), 26)),
                                [_task_row(task) for task in tasks], room()))  # fmt: skip


def _task_row(task: "TaskView") -> tuple[tuple[str, ...], ...]:
    by = task.due.in_words() if task.due is not None else ""
    who = with_commas(part for part in (task.who, by) if part)
    name = task.guide or which_one.short(which_one.task_id(task))
    return ("[x]" if task.is_done else "[ ]",), (name,), (task.text,), (who,)


def _round_in_json(case: "CaseSnapshot", board: "Board") -> dict[str, Any]:
    from caregiver_app.domain.journey.day_count import day_zero

    zero = day_zero(case, board.round.id)
    return {
        "id": _round_id(board.round),
        "name": board.round.name,
        "mode": board.round.mode,
        "product": board.round.product,
        "day_zero": zero.isoformat() if zero is not None else None,
        "day": (date.today() - zero).days if zero is not None else None,
        "steps": [_step_in_json(view) for view in board.stages],
    }


def _round_id(chosen: "Round") -> str | None:
    """Return the id of a round; None while it only stands for the first one."""
    from caregiver_app.domain.journey.board import is_written

    return str(chosen.id) if is_written(chosen) else None


def _step_in_json(view: "StageView") -> dict[str, Any]:
    from caregiver_app.domain.guide.lines import sources

    return {
        "id": view.stage.id,
        "name": _(view.stage.name),
        "state": view.place,
        "planned": view.planned,
        "done": view.done,
        "tasks": [
            {
                "id": which_one.task_id(task),
                "text": task.text,
                "who": task.who,
                "due": task.due,
                "done": task.is_done,
                "done_on": task.done_on,
                "own": task.own,
            }
            for task in view.tasks
        ],
        "sources": [sources()[tag].in_words() for tag in view.stage.sources() if tag in sources()],
    }
