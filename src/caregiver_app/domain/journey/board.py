"""A round of the CAR-T steps as it stands: each stage with its dates, tasks and papers. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from caregiver_app.domain.dates import PartialDate, sort_key
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.journey.records import Instruction, Round, StagePaper, StageState, Task
from caregiver_app.domain.journey.stages import Stage, StagePaperLine, stage_called, stages, topics
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import N_, _

PLACES: Final = {
    "done": N_("Done"),
    "here": N_("We are here"),
    "ahead": N_("Ahead"),
    "not-for-us": N_("Not for us"),
}


@dataclass(frozen=True)
class TaskView:
    """One thing to do: from the guide or the family's own. `record` is None while nobody touched one of the guide."""

    text: str
    guide: str
    who: str
    due: PartialDate | None
    is_done: bool
    done_on: PartialDate | None
    sources: tuple[str, ...]
    record: Task | None

    @property
    def own(self) -> bool:
        """Whether the family added it."""
        return not self.guide

    def is_due(self, today: date) -> bool:
        """Whether every day it was due by may have passed, and it is not done."""
        latest = self.due.span().latest if self.due is not None else None
        return not self.is_done and latest is not None and latest <= today


@dataclass(frozen=True)
class PaperView:
    """A paper a stage produces, with the documents that were linked to it."""

    text: str
    guide: str
    kind: str
    links: tuple[tuple[StagePaper, Document], ...]


@dataclass(frozen=True)
class StageView:
    """One stage of a round. `place` is a key of `PLACES`; `state` what was written down of it, if anything."""

    stage: Stage
    place: str
    state: StageState | None
    tasks: tuple[TaskView, ...]
    papers: tuple[PaperView, ...]

    @property
    def planned(self) -> PartialDate | None:
        """The day it is planned for."""
        return self.state.planned if self.state else None

    @property
    def done(self) -> PartialDate | None:
        """The day it took place."""
        return self.state.done if self.state else None

    def when_in_words(self) -> str:
        """Write its dates: "18 May 2026", "planned 3 June 2026"."""
        if self.done is not None:
            return self.done.in_words()
        return _("planned {date}").format(date=self.planned.in_words()) if self.planned is not None else ""


@dataclass(frozen=True)
class Board:
    """A round with its twelve stages. `here` is the stage the family is at, None when all are behind them."""

    round: Round
    stages: tuple[StageView, ...]
    here: StageView | None

    def stage(self, stage_id: str) -> StageView:
        """Return one stage. Raises KeyError for an id that is none."""
        return next((view for view in self.stages if view.stage.id == stage_id), None) or _missing(stage_id)


def board_of(case: CaseSnapshot, chosen: Round) -> Board:
    """Lay out a round; the family's own words stand in place of the guide's, and hidden lines are left out."""
    states = {one.stage: one for one in case.stage_states if one.round == chosen.id}
    places = _places(states)
    views = tuple(
        StageView(
            stage,
            places[stage.id],
            states.get(stage.id),
            tasks_of(case, chosen.id, stage),
            _papers_of(case, chosen.id, stage),
        )
        for stage in stages()
    )
    here = next((view for view in views if view.place == "here"), None)
    return Board(chosen, views, here)


def tasks_of(case: CaseSnapshot, round_id: UUID, stage: Stage) -> tuple[TaskView, ...]:
    """Return the tasks of a stage: those of the guide in their order, then the family's own."""
    kept = [one for one in case.tasks if one.round == round_id and one.stage == stage.id]
    by_line = {one.guide: one for one in kept if one.guide}
    found = []
    for known in stage.tasks:
        words = worded(known, case.wordings_by_line)
        record = by_line.pop(known.id, None)
        if not words.hidden or (record is not None and (record.is_done or record.who or record.due)):
            found.append(_task(record, words.text, known.id, known.source))
    own = [one for one in kept if not one.guide] + list(by_line.values())
    found += [_task(one, one.text or one.guide, one.guide, ()) for one in sorted(own, key=_by_position)]
    return tuple(found)


def free_tasks(case: CaseSnapshot, appointment_id: UUID) -> tuple[TaskView, ...]:
    """Return the next steps of an appointment, in the order they were added."""
    kept = (one for one in case.tasks if one.appointment == appointment_id)
    return tuple(_task(one, one.text, one.guide, ()) for one in sorted(kept, key=_by_position))


def rounds_seen(case: CaseSnapshot) -> tuple[Round, ...]:
    """Return the rounds; while none was begun, one that is only looked into stands for it and is not written yet."""
    return case.rounds or (Round(id=_NOT_WRITTEN, name=_("CAR-T")),)


def round_meant(case: CaseSnapshot) -> Round:
    """Return the round that is meant where none was named: the one gone ahead with, else one the team spoke of."""
    rounds = rounds_seen(case)
    told = {one.round for one in case.instructions if one.text or one.until}
    ahead = (one for one in rounds if one.mode == "proceeding")
    return next(ahead, None) or next((one for one in rounds if one.id in told), rounds[0])


def is_written(chosen: Round) -> bool:
    """Whether a round is in the case, and not the one that stands for it."""
    return chosen.id != _NOT_WRITTEN


def instructions_of(case: CaseSnapshot, round_id: UUID) -> dict[str, Instruction]:
    """Return what the own team told, by topic, in the order it is shown."""
    kept = {one.topic: one for one in case.instructions if one.round == round_id and (one.text or one.until)}
    known = [topic.id for topic in topics() if topic.id in kept]
    return {topic: kept[topic] for topic in (*known, *sorted(set(kept) - set(known)))}


def open_tasks(case: CaseSnapshot) -> tuple[TaskView, ...]:
    """Return every task with a day it is due by that is not done, of any round or appointment, the nearest first."""
    seen = {one.id for one in case.rounds}
    kept = [
        one for one in case.tasks
        if one.due is not None and not one.is_done and (one.round is None or one.round in seen)
    ]  # fmt: skip
    kept.sort(key=lambda one: sort_key(one.due))
    return tuple(_task(one, text_of(case, one), one.guide, ()) for one in kept)


def text_of(case: CaseSnapshot, task: Task) -> str:
    """Return the words of a task: the family's, or those of the guide."""
    if task.text or not task.guide:
        return task.text
    from caregiver_app.domain.guide.lines import line_called

    known = line_called(task.guide)
    return worded(known, case.wordings_by_line).text if known is not None else task.guide


def _task(record: Task | None, text: str, guide: str, sources: tuple[str, ...]) -> TaskView:
    if record is None:
        return TaskView(text, guide, "", None, False, None, sources, None)
    return TaskView(record.text or text, guide, record.who, record.due, record.is_done, record.done_on, sources, record)


def _by_position(task: Task) -> tuple[int, str]:
    return task.position, str(task.id)


def _papers_of(case: CaseSnapshot, round_id: UUID, stage: Stage) -> tuple[PaperView, ...]:
    linked = [
        (one, document)
        for one in case.stage_papers
        if one.round == round_id and one.stage == stage.id and (document := case.document(one.document)) is not None
    ]
    found = [_paper(case, known, linked) for known in stage.papers]
    known_lines = {known.line.id for known in stage.papers}
    others = tuple(link for link in linked if link[0].guide not in known_lines)
    if others:
        found.append(PaperView(_("Other papers"), "", "", others))
    return tuple(one for one in found if one.text)


def _paper(case: CaseSnapshot, known: StagePaperLine, linked: Iterable[tuple[StagePaper, Document]]) -> PaperView:
    words = worded(known.line, case.wordings_by_line)
    links = tuple(link for link in linked if link[0].guide == known.line.id)
    return PaperView("" if words.hidden and not links else words.text, known.line.id, known.kind, links)


def _places(states: dict[str, StageState]) -> dict[str, str]:
    """Say of each stage whether it is done, here, ahead or not for us.

    Where nobody said where they are, it is the first stage that is open after the last one done. Before anything is
    written down it is the first.
    """
    told = {stage.id: states[stage.id].state if stage.id in states else "" for stage in stages()}
    if "here" not in told.values():
        done = [place for place, stage in enumerate(stages()) if told[stage.id] == "done"]
        after = stages()[done[-1] + 1 :] if done else stages()
        following = next((stage.id for stage in after if told[stage.id] == "" and not stage.optional), None)
        if following is not None:
            told[following] = "here"
    return {stage: state or "ahead" for stage, state in told.items()}


def _missing(stage_id: str) -> StageView:
    raise KeyError(stage_id)


def stage_name(stage_id: str) -> str:
    """Write a stage's number and name, or the id where the guide has no such stage."""
    stage = stage_called(stage_id)
    return stage.called() if stage is not None else stage_id


_NOT_WRITTEN: Final = UUID("00000000-0000-4000-8000-0000000ca47a")
