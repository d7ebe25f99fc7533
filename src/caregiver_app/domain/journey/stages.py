"""The twelve CAR-T stages, and what a family may write down of its own team's instructions: data of the guide."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from caregiver_app.domain.guide.lines import Line, guide_file, line
from caregiver_app.i18n import N_, _

PHASES: Final = {
    "exploring": N_("Looking into it"),
    "proceeding": N_("Going ahead"),
    "after": N_("Afterwards"),
}
INFUSION: Final = "ST07"
"""The stage whose day is day 0."""


@dataclass(frozen=True)
class StagePaperLine:
    """A paper a stage produces; `kind` is an id of the vocabulary `document_kinds`, or empty."""

    line: Line
    kind: str = ""


@dataclass(frozen=True)
class Stage:
    """One stage. `questions` are ids of the library, `records` kinds of paper to have ready for it.

    `plain` is its name in everyday words; `optional` marks what not everybody has.
    """

    id: str
    number: int
    name: str
    plain: str
    chinese: str
    phase: str
    optional: bool
    as_of: str
    purpose: tuple[Line, ...]
    timing: tuple[Line, ...]
    prepare: tuple[Line, ...]
    tasks: tuple[Line, ...]
    papers: tuple[StagePaperLine, ...]
    report: tuple[Line, ...]
    hints: tuple[Line, ...]
    questions: tuple[str, ...]
    records: tuple[str, ...]

    def called(self) -> str:
        """Write its number and its name: "3 Apheresis"."""
        return _("{number} {stage}").format(number=self.number, stage=_(self.name))

    def sources(self) -> tuple[str, ...]:
        """Return the tags of every line of it, each once."""
        lines = (
            *self.purpose, *self.timing, *self.prepare, *self.tasks, *(paper.line for paper in self.papers),
            *self.report, *self.hints,
        )  # fmt: skip
        return tuple(dict.fromkeys(tag for one in lines for tag in one.source))


@dataclass(frozen=True)
class Topic:
    """One instruction of the own team: `ask` is the question that brings it, `kind` how it is written down.

    `kind` is text, phone, date or long; `hints` are what was published somewhere, never a rule for this person.
    """

    id: str
    label: str
    ask: str
    kind: str
    hints: tuple[Line, ...]


@cache
def stages() -> tuple[Stage, ...]:
    """Return the stages in their order."""
    data = guide_file("stages.toml")
    return tuple(_stage(row, number, data) for number, row in enumerate(data["stage"], 1))


def stage_called(stage_id: str) -> Stage | None:
    """Find a stage by its id, or None."""
    return _by_id().get(stage_id)


@cache
def before_committing() -> tuple[Line, ...]:
    """Return the short way from papers to a decision that stands over the first two stages."""
    data = guide_file("stages.toml")
    return tuple(line(row, data) for row in data["strip"])


@cache
def topics() -> tuple[Topic, ...]:
    """Return what a family may write down of its own team's instructions, in the order it is shown."""
    data = guide_file("instructions.toml")
    return tuple(
        Topic(
            row["id"], row["label"], row["ask"], row["kind"],
            tuple(line(hint, data) for hint in row.get("hint", ())),
        )
        for row in data["instruction"]
    )  # fmt: skip


def topic_called(topic_id: str) -> Topic | None:
    """Find an instruction by its id, or None."""
    return next((topic for topic in topics() if topic.id == topic_id), None)


@cache
def _by_id() -> Mapping[str, Stage]:
    return {stage.id: stage for stage in stages()}


def _stage(row: Mapping[str, Any], number: int, data: Mapping[str, Any]) -> Stage:
    def part(name: str) -> tuple[Line, ...]:
        return tuple(line(one, data) for one in row["line"] if one["part"] == name)

    return Stage(
        id=row["id"],
        number=number,
        name=row["name"],
        plain=row["plain"],
        chinese=row["chinese"],
        phase=row["phase"],
        optional=bool(row.get("optional", False)),
        as_of=row.get("as_of", data["as_of"]),
        purpose=part("purpose"),
        timing=part("timing"),
        prepare=part("prepare"),
        tasks=part("task"),
        papers=tuple(
            StagePaperLine(line(one, data), one.get("kind", "")) for one in row["line"] if one["part"] == "paper"
        ),
        report=part("report"),
        hints=part("hint"),
        questions=tuple(row["questions"]),
        records=tuple(row["records"]),
    )
