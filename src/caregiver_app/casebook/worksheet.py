"""Verbs for the worksheet: its words, the treatments and programmes that were named, opinions. Each is one step."""

from typing import Any, TypeVar, cast

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.records import Task
from caregiver_app.domain.person import Person
from caregiver_app.domain.worksheet.records import (
    Cost,
    Costs,
    Opinion,
    Option,
    Programme,
    Said,
    SaidOf,
    Worksheet,
)
from caregiver_app.i18n import _
from caregiver_app.store.transaction import Transaction

T = TypeVar("T", bound=Option | Programme)


def change_worksheet(book: Casebook, **fields: Any) -> Worksheet:
    """Write fields of the worksheet."""
    with book.step(_("Change the worksheet")) as tx:
        held = tx.find(Worksheet)
        changed = (held[0] if held else Worksheet()).amended(**fields)
        tx.put(changed)
    return changed


def write_step_note(book: Casebook, step: str, said: Said) -> Worksheet:
    """Write the note of a step; an empty one takes it off."""
    return _write_said(book, "steps", step, said)


def write_sentence(book: Casebook, sentence: str, said: Said) -> Worksheet:
    """Write one of the four sentences, with who says it and when; an empty one takes it off."""
    return _write_said(book, "sentences", sentence, said)


def close_step(book: Casebook, step: str, closed: bool) -> Worksheet:
    """Say that a step is thought through, or that it is open again."""
    with book.step(_("A step is thought through") if closed else _("A step is open again")) as tx:
        held = tx.find(Worksheet)
        sheet = held[0] if held else Worksheet()
        others = [one for one in sheet.closed.split(",") if one and one != step]
        changed = sheet.amended(closed=",".join([*others, step] if closed else others))
        tx.put(changed)
    return changed


def write_question(book: Casebook, question: str) -> Person:
    """Write the one clinical question that stands on the cover of the packet."""
    with book.step(_("Write the question for the cover")) as tx:
        (person,) = tx.find(Person)
        changed = person.amended(question=question)
        tx.put(changed)
    return changed


def add_option(book: Casebook, option: Option) -> Option:
    """Add a treatment the team has named, behind the others."""
    return _added(book, _("Add a treatment that was named: {name}"), option)


def add_programme(book: Casebook, programme: Programme) -> Programme:
    """Add a programme that is looked at, behind the others."""
    return _added(book, _("Add a programme: {name}"), programme)


def change_column(book: Casebook, column: T) -> T:
    """Change a treatment or a programme."""
    with book.step(_("Change the worksheet: {name}").format(name=column.name)) as tx:
        tx.put(column)
    return column


def remove_column(book: Casebook, column: Option | Programme) -> None:
    """Take a treatment or a programme out; undo and the trash bring it back."""
    with book.step(_("Remove from the worksheet: {name}").format(name=column.name)) as tx:
        tx.remove(column)


def write_cell(book: Casebook, column: T, row: str, said: Said) -> T:
    """Write what was said about one row of a treatment or programme; an empty text takes it off."""
    with book.step(_("Change the worksheet: {name}").format(name=column.name)) as tx:
        now = tx.now(column)
        changed = cast(T, now.amended(said=with_said(now.said, row, said)))
        tx.put(changed)
    return changed


def write_cost(book: Casebook, programme: Programme, place: int | None, cost: Cost | None) -> Programme:
    """Write a figure as it was named: a new one (`place` None), another in the place of one, or none (`cost` None)."""
    with book.step(_("Change what it may cost: {name}").format(name=programme.name)) as tx:
        now = tx.now(programme)
        kept = list(now.costs.values)
        place = len(kept) if place is None else place
        kept[place : place + 1] = [cost] if cost is not None else []
        changed = now.amended(costs=Costs.of(kept))
        tx.put(changed)
    return changed


def tick_practical(book: Casebook, guide: str, done: bool, on: PartialDate | None = None) -> Task:
    """Tick one of the practical things of the guide, or untick it."""
    with book.step(_("Tick a task") if done else _("Untick a task")) as tx:
        changed = _practical(tx, guide).amended(is_done=done, done_on=on if done else None)
        tx.put(changed)
    return changed


def change_practical(book: Casebook, guide: str, **fields: Any) -> Task:
    """Write who does one of the practical things of the guide, by when, and whether it is done."""
    with book.step(_("Change a task")) as tx:
        changed = _practical(tx, guide).amended(**fields)
        tx.put(changed)
    return changed


def add_opinion(book: Casebook, opinion: Opinion) -> Opinion:
    """Add an opinion that was or will be asked for."""
    with book.step(_("Add an opinion")) as tx:
        tx.put(opinion)
    return opinion


def change_opinion(book: Casebook, opinion: Opinion) -> Opinion:
    """Change what is known of an opinion."""
    with book.step(_("Change an opinion")) as tx:
        tx.put(opinion)
    return opinion


def remove_opinion(book: Casebook, opinion: Opinion) -> None:
    """Take an opinion out; undo and the trash bring it back."""
    with book.step(_("Remove an opinion")) as tx:
        tx.remove(opinion)


def with_said(packed: SaidOf, row: str, said: Said) -> SaidOf:
    """Return what was said row by row, with this in the place of one row; an empty text takes it off."""
    kept = list(packed.values)
    place = next((at for at, one in enumerate(kept) if one.row == row), len(kept))
    fresh = [Said(row, said.text, said.who, said.on)] if said.text.strip() else []
    return SaidOf.of((*kept[:place], *fresh, *kept[place + 1 :]))


def _write_said(book: Casebook, field: str, row: str, said: Said) -> Worksheet:
    with book.step(_("Change the worksheet")) as tx:
        held = tx.find(Worksheet)
        sheet = held[0] if held else Worksheet()
        changed = sheet.amended(**{field: with_said(getattr(sheet, field), row, said)})
        tx.put(changed)
    return changed


def _practical(tx: Transaction, guide: str) -> Task:
    """Return what is kept of a practical thing: it belongs to no round and to no appointment."""
    kept = (one for one in tx.find(Task) if one.guide == guide and one.round is None and one.appointment is None)
    return next(kept, None) or Task(guide=guide)


def _added(book: Casebook, label: str, column: T) -> T:
    with book.step(label.format(name=column.name)) as tx:
        last = max((one.position for one in tx.find(type(column))), default=0)
        added = cast(T, column.amended(position=last + 1))
        tx.put(added)
    return added
