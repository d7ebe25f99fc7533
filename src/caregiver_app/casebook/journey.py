"""Verbs for the CAR-T steps: rounds, stages, tasks, papers, the team's instructions, the daily log. One step each.

A round that only stands for the first one (see `rounds_seen`) is written with the first thing that belongs to it.
"""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.journey.board import is_written, stage_name
from caregiver_app.domain.journey.records import Instruction, LogEntry, Round, StagePaper, StageState, Task
from caregiver_app.i18n import _
from caregiver_app.store.transaction import Transaction


def add_round(book: Casebook, chosen: Round) -> Round:
    """Add a round behind the others."""
    with book.step(_("Add CAR-T round: {name}").format(name=chosen.name)) as tx:
        last = max((one.position for one in tx.find(Round)), default=0)
        added = chosen.amended(position=last + 1, id=chosen.id if is_written(chosen) else uuid4())
        tx.put(added)
    return added


def change_round(book: Casebook, chosen: Round) -> Round:
    """Change what is known of a round; whether it is looked into or gone ahead with, too."""
    with book.step(_("Change CAR-T round: {name}").format(name=chosen.name)) as tx:
        changed = chosen if is_written(chosen) else chosen.amended(id=uuid4())
        tx.put(changed)
    return changed


def remove_round(book: Casebook, chosen: Round) -> None:
    """Take a round out of sight with all that belongs to it; undo and the trash bring all of it back."""
    with book.step(_("Remove CAR-T round: {name}").format(name=chosen.name)) as tx:
        tx.remove(chosen)


def change_stage(book: Casebook, chosen: Round, stage: str, **fields: Any) -> StageState:
    """Write fields of a stage: `state`, `planned`, `done`, `note`.

    A day it took place on marks it as done, where nothing else is said of its state.
    """
    with book.step(_("Change CAR-T step: {step}").format(step=stage_name(stage))) as tx:
        home = _written(tx, chosen)
        kept = [one for one in tx.find(StageState) if one.round == home.id and one.stage == stage]
        state = kept[0] if kept else StageState(round=home.id, stage=stage)
        if fields.get("done") and "state" not in fields and state.state in ("", "here"):
            fields["state"] = "done"
        changed = state.amended(**fields)
        tx.put(changed)
    return changed


def go_to_stage(book: Casebook, chosen: Round, stage: str) -> None:
    """Say that the family is at a stage now, and at no other; the one it was at keeps its dates."""
    with book.step(_("You are at this CAR-T step: {step}").format(step=stage_name(stage))) as tx:
        home = _written(tx, chosen)
        kept = [one for one in tx.find(StageState) if one.round == home.id]
        for one in kept:
            if one.state == "here" and one.stage != stage:
                tx.put(one.amended(state="done" if one.done else ""))
        state = next((one for one in kept if one.stage == stage), None) or StageState(round=home.id, stage=stage)
        tx.put(state.amended(state="here"))


def tick_task(book: Casebook, chosen: Round, stage: str, guide: str, done: bool, on: PartialDate | None) -> Task:
    """Tick a task of the guide, or untick it."""
    name = _("Tick a task") if done else _("Untick a task")
    with book.step(name) as tx:
        task = _task_of(tx, _written(tx, chosen), stage, guide)
        changed = task.amended(is_done=done, done_on=on if done else None)
        tx.put(changed)
    return changed


def change_guide_task(book: Casebook, chosen: Round, stage: str, guide: str, **fields: Any) -> Task:
    """Write who does a task of the guide, by when, and whether it is done."""
    with book.step(_("Change a task")) as tx:
        changed = _task_of(tx, _written(tx, chosen), stage, guide).amended(**fields)
        tx.put(changed)
    return changed


def add_task(book: Casebook, task: Task, chosen: Round | None = None) -> Task:
    """Add a task of the family's own behind the others: of a stage of a round, of an appointment, or of neither."""
    with book.step(_("Add a task: {task}").format(task=task.text)) as tx:
        home = _written(tx, chosen) if chosen is not None else None
        last = max((one.position for one in tx.find(Task)), default=0)
        added = task.amended(position=last + 1, round=home.id if home is not None else task.round)
        tx.put(added)
    return added


def change_task(book: Casebook, task: Task) -> Task:
    """Change a task: its words, who does it, by when, and whether it is done."""
    with book.step(_("Change a task")) as tx:
        tx.put(task)
    return task


def remove_task(book: Casebook, task: Task) -> None:
    """Take a task out; one of the guide stands there again as if nobody had touched it."""
    with book.step(_("Remove a task")) as tx:
        tx.remove(task)


def link_paper(book: Casebook, chosen: Round, stage: str, guide: str, document: Document) -> StagePaper:
    """Say that a document is a paper this stage produced; `guide` is the line that names the paper, or empty."""
    with book.step(_("Link {paper} to a CAR-T step").format(paper=label(document.number))) as tx:
        home = _written(tx, chosen)
        kept = (
            one
            for one in tx.find(StagePaper)
            if (one.round, one.stage, one.guide, one.document) == (home.id, stage, guide, document.id)
        )
        link = next(kept, None) or StagePaper(round=home.id, stage=stage, guide=guide, document=document.id)
        tx.put(link)
    return link


def unlink_paper(book: Casebook, link: StagePaper) -> None:
    """Take the link off; the document stays as it is."""
    with book.step(_("Take a paper off a CAR-T step")) as tx:
        tx.remove(link)


def write_instructions(book: Casebook, chosen: Round, told: Mapping[str, Mapping[str, Any]]) -> None:
    """Write what the own team said, by topic: `text`, `until`, `from_whom`, `told_on`; what is empty is not shown."""
    with book.step(_("Write down what your team told you")) as tx:
        home = _written(tx, chosen)
        kept = {one.topic: one for one in tx.find(Instruction) if one.round == home.id}
        for topic, fields in told.items():
            said = (kept.get(topic) or Instruction(round=home.id, topic=topic)).amended(**fields)
            if topic in kept or said.text or said.until:
                tx.put(said)


def add_log_entry(book: Casebook, chosen: Round, entry: LogEntry) -> LogEntry:
    """Add an entry to the daily log of a round."""
    with book.step(_("Add to the daily log: {day}").format(day=entry.date.in_words())) as tx:
        added = entry.amended(round=_written(tx, chosen).id)
        tx.put(added)
    return added


def change_log_entry(book: Casebook, entry: LogEntry) -> LogEntry:
    """Change an entry of the daily log; what it said before stays in its earlier versions."""
    with book.step(_("Change the daily log: {day}").format(day=entry.date.in_words())) as tx:
        tx.put(entry)
    return entry


def remove_log_entry(book: Casebook, entry: LogEntry) -> None:
    """Take an entry out of the daily log; undo and the trash bring it back."""
    with book.step(_("Remove from the daily log: {day}").format(day=entry.date.in_words())) as tx:
        tx.remove(entry)


def _written(tx: Transaction, chosen: Round) -> Round:
    """Return a round that is in the case: the one that stands for the first is written now, once."""
    if is_written(chosen):
        return tx.now(chosen)
    there = sorted(tx.find(Round), key=lambda one: one.position)
    if there:
        return there[0]
    first = chosen.amended(id=uuid4())
    tx.put(first)
    return first


def _task_of(tx: Transaction, home: Round, stage: str, guide: str) -> Task:
    kept = (one for one in tx.find(Task) if one.round == home.id and one.guide == guide)
    return next(kept, None) or Task(round=home.id, stage=stage, guide=guide)
