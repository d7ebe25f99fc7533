"""The library of questions: data of the guide, by topic, stage and whom to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from caregiver_app.domain.guide.lines import Line, guide_file, line
from caregiver_app.i18n import N_

AUDIENCES: Final = {
    "oncologist": N_("Your doctor"),
    "car-t-centre": N_("The CAR-T centre"),
    "coordinator": N_("The coordinator"),
    "insurer": N_("The insurer"),
    "family": N_("Ourselves"),
}


@dataclass(frozen=True)
class LibraryQuestion:
    """One question of the library. `why` says why it is worth asking; `audience` are keys of `AUDIENCES`."""

    line: Line
    why: str
    topic: str
    audience: tuple[str, ...]
    stage: str

    @property
    def id(self) -> str:
        """Its id, the same in every edition."""
        return self.line.id


@dataclass(frozen=True)
class QuestionTopic:
    """One heading of the library."""

    id: str
    name: str


@dataclass(frozen=True)
class QuestionSet:
    """Questions that belong together for one occasion, ready to be put on a sheet."""

    id: str
    name: str
    why: str
    questions: tuple[str, ...]


@cache
def library() -> tuple[LibraryQuestion, ...]:
    """Return every question of the library in its order."""
    data = guide_file("questions.toml")
    return tuple(
        LibraryQuestion(line(row, data), row["why"], row["topic"], tuple(row["audience"]), row["stage"])
        for row in data["question"]
    )


def question_called(question_id: str) -> LibraryQuestion | None:
    """Find a question of the library by its id, or None."""
    return _by_id().get(question_id.upper())


@cache
def question_topics() -> tuple[QuestionTopic, ...]:
    """Return the headings in the order a family meets them."""
    return tuple(QuestionTopic(row["id"], row["name"]) for row in guide_file("questions.toml")["topic"])


@cache
def question_sets() -> tuple[QuestionSet, ...]:
    """Return the sets that are ready to be put on a sheet."""
    rows = guide_file("questions.toml")["set"]
    return tuple(QuestionSet(row["id"], row["name"], row["why"], tuple(row["questions"])) for row in rows)


@cache
def _by_id() -> Mapping[str, LibraryQuestion]:
    return {question.id: question for question in library()}
