"""The plan of one round: the twelve steps with their dates and own tasks, the days that count, the team's words."""

from pathlib import Path
from typing import Final
from uuid import UUID

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import label
from caregiver_app.domain.journey.board import PLACES, Board, StageView, TaskView, board_of
from caregiver_app.domain.journey.day_count import milestones
from caregiver_app.domain.journey.records import MODES, Round
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, with_commas
from caregiver_app.packet import style
from caregiver_app.packet.flow import Block, Columns, Space, Stack
from caregiver_app.packet.furniture import cell, heading
from caregiver_app.packet.furniture import head as table_head
from caregiver_app.packet.printed.chosen import chosen_round
from caregiver_app.packet.printed.days import DayCount, day_count
from caregiver_app.packet.printed.furniture import Rules, Ticked, field, head, in_a_row
from caregiver_app.packet.printed.options import SheetOptions
from caregiver_app.packet.printed.paper import write_sheet
from caregiver_app.packet.printed.told import Told, all_topics, symptom_note, team_first
from caregiver_app.packet.style import BODY, BODY_QUIET, TABLE, TABLE_QUIET
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.text import para, quiet, strong

_WIDTHS: Final = (0, 74, 84, 84)
_LOOK: Final = Look(padding=4, gap=10)
_MARKS: Final = 4
"""So many counted days stand in one row."""


def draw(case: CaseSnapshot, options: SheetOptions, target: Path) -> int:
    """Write the plan of a round and return how many pages it has. Raises CaregiverError."""
    chosen = chosen_round(case, options)
    board = board_of(case, chosen)
    block = Stack([
        head(case, _("CAR-T steps"), *_about(case, chosen)),
        _table(board),
        *_days(day_count(case, chosen.id)),
        _team(Told(case, chosen.id)),
    ])  # fmt: skip
    return write_sheet(case, options, target, block)


def _team(told: Told) -> Block:
    """Set what the own team said of each topic, with lines for the rest, on one page where it fits."""
    return Stack(
        [
            heading(_("What our own team told us"), before=0),
            team_first(),
            *told.pairs(all_topics(told), before=10),
            *told.one_voice(),
            Stack([symptom_note()], before=14),
        ],
        before=18,
        whole=True,
    )


def _about(case: CaseSnapshot, chosen: Round) -> list[str]:
    """Say which round it is: its name, how far it is gone into, where, and the product."""
    return [in_a_row(chosen.name, _(MODES[chosen.mode]), programme_name(case, chosen.programme), chosen.product),
            chosen.note]  # fmt: skip


def programme_name(case: CaseSnapshot, programme: UUID | None) -> str:
    """Write the name of a programme, or nothing."""
    return next((one.name for one in case.programmes if one.id == programme), "")


def _table(board: Board) -> Block:
    titles = table_head(_("Step"), _("Where it stands"), _("Planned for"), _("Took place"))
    return Table(_WIDTHS, [_row(view) for view in board.stages], head=titles, look=_LOOK, before=12)


def _row(view: StageView) -> Row:
    name = strong(view.stage.called()) if view.place == "here" else view.stage.called()
    lines: list[Block] = [para(name, style=BODY), para(_(view.stage.plain), style=TABLE_QUIET)]
    lines += [_task(task) for task in view.tasks if task.own or _is_touched(task)]
    if view.state is not None and view.state.note:
        lines.append(para(view.state.note, style=TABLE, before=2))
    papers = [label(document.number) for paper in view.papers for _link, document in paper.links]
    if papers:
        lines.append(para(quiet(_("Papers: {papers}").format(papers=with_commas(papers))), style=TABLE, before=2))
    place = _(PLACES[view.place])
    return Row((
        Ticked(Stack(lines), ticked=view.place == "done"),
        cell(strong(place) if view.place == "here" else place),
        _when(view.planned, asked=view.place in ("here", "ahead") and view.done is None),
        _when(view.done, asked=view.place != "not-for-us"),
    ))  # fmt: skip


def _when(when: PartialDate | None, *, asked: bool) -> Block:
    """Set a date; a line to write on where it is still to come."""
    return Rules(room=16) if when is None and asked else cell(when.in_words() if when else "")


def _is_touched(task: TaskView) -> bool:
    """Whether the family took on a task of the guide: it has somebody who does it, a day, or is done."""
    return bool(task.who or task.due) or task.is_done


def _task(task: TaskView) -> Block:
    """Set a task with its box, who does it and by when."""
    due = _("by {date}").format(date=task.due.in_words()) if task.due else ""
    done = _("done {date}").format(date=task.done_on.in_words()) if task.done_on else ""
    about = in_a_row(task.who, done or due)
    return Ticked(para(task.text, quiet(f" · {about}") if about else "", style=TABLE), ticked=task.is_done, before=3)


def _days(count: DayCount) -> list[Block]:
    """Set the days that are usually counted, once day 0 or its plan is known."""
    if count.zero is None:
        return []
    title = heading(_("Days from the infusion"), before=18)
    if count.exact is None:
        return [title, para(count.in_words(), style=BODY)]
    fields = [field(words, PartialDate.of_day(day).in_words()) for words, day in milestones(count.exact)]
    rows: list[Block] = [title, para(count.in_words(), style=BODY_QUIET if count.planned else BODY)]
    for first in range(0, len(fields), _MARKS):
        row: list[Block] = [*fields[first : first + _MARKS]]
        row += [Space(0)] * (_MARKS - len(row))
        rows.append(Columns(row, (1,) * _MARKS, before=6))
    if count.planned:
        rows.append(para(_("They move when day 0 moves."), style=style.SMALL, before=3))
    return rows
