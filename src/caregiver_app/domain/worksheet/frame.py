"""The frame of the worksheet: its steps, rows and lists of choices, as data of the guide. There is no number in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from caregiver_app.domain.guide.lines import Line, guide_file, line


@dataclass(frozen=True)
class WorksheetStep:
    """One of the six steps: the question it answers, what it is for, and questions of the library that help."""

    id: str
    name: str
    question: str
    line: Line
    questions: tuple[str, ...]


@dataclass(frozen=True)
class FactHead:
    """One fact the worksheet looks up in the case; `missing` says what to write down where nothing is there."""

    id: str
    group: str
    name: str
    missing: str


@dataclass(frozen=True)
class TableRow:
    """One row of a table: what is asked of every option or of every programme.

    `hint` says what to find out; answers to `questions` of the library belong here.
    """

    id: str
    name: str
    hint: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One of a list to choose from, with its plain words. Free words are always allowed beside it."""

    id: str
    name: str
    plain: str
    group: str = ""


@dataclass(frozen=True)
class SentenceFrame:
    """One of the four sentences: how it begins and what belongs into it; `offers` says the case can help."""

    id: str
    name: str
    line: Line
    offers: bool


@dataclass(frozen=True)
class Practical:
    """One practical thing to get ready. `gate` marks those that wait until somebody said whether CAR-T fits."""

    line: Line
    group: str
    gate: bool


def _data() -> Mapping[str, Any]:
    return guide_file("worksheet.toml")


@cache
def worksheet_steps() -> tuple[WorksheetStep, ...]:
    """Return the six steps."""
    return tuple(
        WorksheetStep(row["id"], row["name"], row["question"], line(row, _data()), tuple(row["questions"]))
        for row in _data()["step"]
    )


@cache
def fact_heads(group: str) -> tuple[FactHead, ...]:
    """Return the facts of a group: "foundation" or "programme-reads"."""
    return tuple(
        FactHead(row["id"], row["group"], row["name"], row["missing"])
        for row in _data()["fact"]
        if row["group"] == group
    )


@cache
def criteria() -> tuple[TableRow, ...]:
    """Return what is asked of every treatment that was named."""
    return tuple(TableRow(row["id"], row["name"], row["ask"], tuple(row["questions"])) for row in _data()["criterion"])


@cache
def points() -> tuple[TableRow, ...]:
    """Return what to make clear before choosing a programme."""
    return tuple(TableRow(row["id"], row["name"], row["text"], tuple(row["questions"])) for row in _data()["point"])


@cache
def choices(name: str) -> tuple[Choice, ...]:
    """Return a list to choose from: option_kind, role, goal, question_kind, reason or route."""
    return tuple(
        Choice(row["id"], row.get("name", row.get("text", "")), row.get("plain", ""), row.get("group", ""))
        for row in _data()[name]
    )


def choice_called(name: str, choice_id: str) -> Choice | None:
    """Find one of a list by its id, or None."""
    return next((choice for choice in choices(name) if choice.id == choice_id), None)


@cache
def sentence_frames() -> tuple[SentenceFrame, ...]:
    """Return the four sentences."""
    return tuple(
        SentenceFrame(row["id"], row["name"], line(row, _data()), bool(row.get("offers", False)))
        for row in _data()["sentence"]
    )


@cache
def practicals() -> tuple[Practical, ...]:
    """Return the practical things to get ready."""
    return tuple(Practical(line(row, _data()), row["group"], bool(row.get("gate"))) for row in _data()["practical"])


@cache
def worksheet_notes() -> Mapping[str, Line]:
    """Return the sentences that stand on the worksheet, by their ids."""
    return {row["id"]: line(row, _data()) for row in _data()["note"]}
