"""The handover sheet: all that a second carer needs who takes over today, on a page or two."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caregiver_app.domain.appointments.coming import upcoming, when_in_words
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.loans import is_lent
from caregiver_app.domain.journey.board import Board, board_of, is_written, open_tasks, rounds_seen
from caregiver_app.domain.journey.records import LogEntry, Round
from caregiver_app.domain.person import Contact
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.facts.status import status_now
from caregiver_app.domain.timeline.records import Diagnosis
from caregiver_app.i18n import _, in_sentences, labelled, ngettext, with_commas
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import Parts, facts, heading
from caregiver_app.packet.printed.chosen import chosen_round
from caregiver_app.packet.printed.daily_log import entry_in_words
from caregiver_app.packet.printed.days import day_count
from caregiver_app.packet.printed.furniture import (
    Rules,
    Ticked,
    beside,
    bullet,
    head,
    in_a_row,
    next_steps,
    paper_of,
    to_write,
    unbroken,
)
from caregiver_app.packet.printed.known_now import allergies, marks_explained, medicines_now
from caregiver_app.packet.printed.options import SheetOptions
from caregiver_app.packet.printed.paper import write_sheet
from caregiver_app.packet.printed.steps import programme_name
from caregiver_app.packet.printed.told import CALL, Told, all_topics, call_box
from caregiver_app.packet.sheets import flowed
from caregiver_app.packet.style import BODY, QUESTION, SMALL, TABLE, TextStyle
from caregiver_app.packet.text import para, quiet, strong

_FIRST: Final = ("warning-signs", "do-at-once")
_LAST_ENTRIES: Final = 5
_LINES: Final = 2
_PAGES: Final = 2
_ACROSS: Final = 3


@dataclass(frozen=True)
class _Limit:
    """How many of each list are shown, so that the sheet keeps to two pages where it can."""

    tasks: int
    visits: int
    people: int
    things: int
    tight: bool = False


_LIMITS: Final = (
    _Limit(10, 4, 8, 8),
    _Limit(8, 3, 6, 5),
    _Limit(6, 3, 5, 3),
    _Limit(6, 3, 5, 3, True),
    _Limit(4, 2, 3, 2, True),
)
_LONG: Final = _Limit(8, 3, 6, 5)
"""What is shown where two pages cannot hold even the least: then it may be read with ease."""


def draw(case: CaseSnapshot, options: SheetOptions, target: Path) -> int:
    """Write the handover and return how many pages it has. Raises CaregiverError."""
    chosen = chosen_round(case, options)
    for limit in _LIMITS:
        block = _sheet(case, chosen, options, limit)
        if len(flowed(block, paper_of(options))) <= _PAGES:
            return write_sheet(case, options, target, block)
    return write_sheet(case, options, target, _sheet(case, chosen, options, _LONG))


def _sheet(case: CaseSnapshot, chosen: Round, options: SheetOptions, limit: _Limit) -> Block:
    return Stack([*_above(case, chosen, options, limit), *_below(case, options, limit)])


def _above(case: CaseSnapshot, chosen: Round, options: SheetOptions, limit: _Limit) -> list[Block]:
    """Set what is needed at once: whom to call, where things stand, what is taken, how the last days were."""
    told = Told(case, chosen.id)
    look = TABLE if limit.tight else BODY
    return [
        head(case, _("Handover for the next carer"), _from_whom(case, options)),
        call_box(told),
        beside(*(told.field(topic, QUESTION if limit.tight else None) for topic in _FIRST), before=10),
        heading(_("Where things stand")),
        *_standing(case, chosen, options),
        beside(medicines_now(case, look), allergies(case, look), shares=(3, 2), before=16),
        *marks_explained(case),
        *_also_told(told),
        heading(_("The last days")),
        *_last_days(case, chosen, look),
    ]


def _below(case: CaseSnapshot, options: SheetOptions, limit: _Limit) -> list[Block]:
    """Set what comes: tasks, appointments, people and papers."""
    return [
        heading(_("What is still to do")),
        _tasks(case, limit.tasks),
        heading(_("What comes next")),
        *_visits(case, options, limit.visits),
        heading(_("Who is who")),
        *_people(case, limit),
        heading(_("Where the papers are")),
        *_papers(case, limit),
        *([] if limit.tight else [heading(_("What else the next carer should know")), Rules(_LINES)]),
    ]


def _from_whom(case: CaseSnapshot, options: SheetOptions) -> str:
    day, by = PartialDate.of_day(options.as_of).in_words(), case.person.prepared_by
    words = _("As of {date}, written by {name}") if by else _("As of {date}")
    speaks = _("Speaks {languages}").format(languages=case.person.languages) if case.person.languages else ""
    return in_a_row(words.format(date=day, name=by), speaks)


def _standing(case: CaseSnapshot, chosen: Round, options: SheetOptions) -> list[Block]:
    """Set who it is about and how far things are; what nobody typed is named as missing, with a line to write on."""
    person = case.person
    diagnoses = [in_a_row(wording.headline(one), wording.dates(one)) for one in case.entries_of(Diagnosis)]
    status = status_now(case.entries, options.as_of)
    board = board_of(case, chosen)
    pairs: list[tuple[str, str]] = [
        (_("Diagnosis"), "\n".join(diagnoses)),
        (_("The disease now"), status.text if status.entry is not None else ""),
        (_("CAR-T step"), _step(case, board, options) if is_written(chosen) else ""),
        (_("Other illnesses"), person.other_illnesses),
    ]
    known: list[tuple[str, Parts]] = [(name, [value]) for name, value in pairs if value]
    known += [(_("Also looked at"), [_other_rounds(case, chosen)])] if _other_rounds(case, chosen) else []
    missing = [name for name, value in pairs if not value]
    blocks = [facts(known, before=4)] if known else []
    if missing:
        words = _("Not written down yet: {names}.").format(names=with_commas(missing))
        blocks += [para(words, style=SMALL, before=4, keep=True), Rules(max(_LINES, len(missing)))]
    return blocks


def _step(case: CaseSnapshot, board: Board, options: SheetOptions) -> str:
    """Write at which step of which round they are, and the number of the day."""
    count = day_count(case, board.round.id)
    here = board.here
    step = in_a_row(here.stage.called(), here.when_in_words()) if here is not None else _("All twelve are behind us.")
    today = count.of(PartialDate.of_day(options.as_of)) if not count.planned else ""
    day = _("Today is {day}.").format(day=today) if today else ""
    about = in_a_row(board.round.name, programme_name(case, board.round.programme), board.round.product)
    zero = " ".join(part for part in (count.in_words(), day) if part)
    return "\n".join(part for part in (step, zero, about) if part)


def _other_rounds(case: CaseSnapshot, chosen: Round) -> str:
    """Write where the other rounds stand, each in a line."""
    lines = []
    for other in rounds_seen(case):
        if other.id != chosen.id:
            here = board_of(case, other).here
            lines.append(labelled(other.name, here.stage.called()) if here is not None else other.name)
    return "\n".join(lines)


def _also_told(told: Told) -> list[Block]:
    """Set what else the own team said; what it did not say yet is left to the sheet of the steps."""
    names = [name for name in all_topics(told) if name not in (*CALL, *_FIRST) and told.says(name)]
    return [heading(_("What our own team told us")), *told.pairs(names, across=_ACROSS, before=4)] if names else []


def _last_days(case: CaseSnapshot, chosen: Round, look: TextStyle) -> list[Block]:
    entries = [one for one in case.log if one.round == chosen.id][-_LAST_ENTRIES:]
    if not entries:
        return [para(_("Nothing is in the daily log yet."), style=SMALL, keep=True), Rules(_LINES + 1)]
    return [_entry(case, chosen, one, look) for one in entries]


def _entry(case: CaseSnapshot, chosen: Round, one: LogEntry, look: TextStyle) -> Block:
    day = one.date.in_words()
    number = day_count(case, chosen.id).of(one.date)
    return bullet(strong(f"{day}, {number}" if number else day), f": {entry_in_words(one)}", look=look)


def _tasks(case: CaseSnapshot, most: int) -> Block:
    """Set the open tasks with a day, the nearest first."""
    tasks = open_tasks(case)
    rows = [
        (
            Ticked(para(task.text, style=BODY)),
            para(task.who, style=BODY) if task.who else Rules(),
            para(task.due.in_words() if task.due else "", style=BODY),
        )
        for task in tasks[:most]
    ]
    left = len(tasks) - len(rows)
    table = next_steps(1 if rows else _LINES, rows=rows)
    if left <= 0:
        return table
    words = ngettext("{n} more is in the program.", "{n} more are in the program.", left).format(n=left)
    return Stack([table, para(words, style=SMALL)], before=4)


def _visits(case: CaseSnapshot, options: SheetOptions, most: int) -> list[Block]:
    """Set the next appointments."""
    coming = upcoming(case, options.as_of)
    if not coming:
        return [para(_("No appointment is written down."), style=SMALL, keep=True), Rules(_LINES)]
    blocks = [
        bullet(strong(when_in_words(one)), f": {in_a_row(one.title, one.whom, one.place, one.phone)}")
        for one in coming[:most]
    ]
    left = len(coming) - len(blocks)
    words = ngettext("{n} later one is in the program.", "{n} later ones are in the program.", left).format(n=left)
    return [*blocks, *([para(words, style=SMALL)] if left > 0 else [])]


def _people(case: CaseSnapshot, limit: _Limit) -> list[Block]:
    """Set the first contacts, each in a line or two; all of them are on the contact sheet."""
    shown = case.contacts[: limit.people]
    rows = [
        (
            para(strong(one.name), quiet(about) if (about := _about(one, limit)) else "", style=BODY),
            para(strong(unbroken(one.phone)), style=BODY) if one.phone else para(one.email, style=TABLE),
        )
        for one in shown
    ]
    left = len(case.contacts) - len(shown)
    words = ngettext("{n} more is on the contact sheet.", "{n} more are on the contact sheet.", left).format(n=left)
    more: list[Block] = [para(words, style=SMALL)] if left > 0 else []
    titles = _("Name, role, where"), _("How to reach them")
    return [to_write(titles, (0, 150), 0 if rows else _LINES, rows=rows), *more]


def _about(one: Contact, limit: _Limit) -> str:
    about = one.role if limit.tight else in_a_row(one.role, one.organisation)
    return f" · {about}" if about else ""


def _papers(case: CaseSnapshot, limit: _Limit) -> list[Block]:
    """Say how many papers there are of each sort, and who holds what is not a file."""
    files = sum(1 for one in case.documents if one.holding == "file")
    wanted = sum(1 for one in case.documents if one.holding == "wanted")
    held = [one for one in case.documents if one.holding == "elsewhere" or is_lent(one)]
    counts = [
        ngettext("{n} paper is in the case on the computer.", "{n} papers are in the case on the computer.", files),
        ngettext("{n} more is wanted and not here yet.", "{n} more are wanted and not here yet.", wanted),
    ]
    told = in_sentences(words.format(n=n) for words, n in zip(counts, (files, wanted), strict=True) if n)
    blocks: list[Block] = [para(told, style=BODY)] if told else []
    blocks += [bullet(_holder(one)) for one in held[: limit.things]]
    if len(held) > limit.things:
        n = len(held) - limit.things
        words = ngettext("{n} more is on the list of papers.", "{n} more are on the list of papers.", n)
        blocks.append(para(words.format(n=n), style=SMALL))
    asked = _("Which computer, which folder, and where the paper folders stand:")
    return [*blocks, para(asked, style=SMALL, before=4, keep=True), Rules(1 if limit.tight else _LINES)]


def _holder(one: Document) -> str:
    whom = one.lent_to if is_lent(one) else one.held_by
    named = f"{label(one.number)} {one.title}"
    return _("{paper}: with {whom}").format(paper=named, whom=whom) if whom else named
