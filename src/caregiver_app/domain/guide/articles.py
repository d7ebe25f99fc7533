"""The short articles of the guide and of the handbook, the comparison of treatments, the notes and limits: data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from caregiver_app import bundled
from caregiver_app.domain.guide.lines import HOME, Line, guide_file, line


@dataclass(frozen=True)
class Section:
    """A heading and its lines; those in `bullets`, by id, are items of a list."""

    heading: str
    lines: tuple[Line, ...]
    bullets: frozenset[str]


@dataclass(frozen=True)
class Article:
    """One article. `questions` are ids of the library, `terms` ids of the glossary."""

    id: str
    title: str
    summary: str
    as_of: str
    sections: tuple[Section, ...]
    questions: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Treatment:
    """One kind of treatment of the comparison, with one line for each aspect."""

    id: str
    name: str
    plain: str
    cells: Mapping[str, Line]


@dataclass(frozen=True)
class Comparison:
    """Kinds of treatment beside one another. `aspects` are (id, question); nothing is ranked."""

    treatments: tuple[Treatment, ...]
    aspects: tuple[tuple[str, str], ...]
    notes: tuple[Line, ...]


@cache
def articles() -> tuple[Article, ...]:
    """Return the articles in their order."""
    return _articles_in("articles")


@cache
def handbook() -> tuple[Article, ...]:
    """Return the parts of the handbook of the program, in their order."""
    return _articles_in("handbook")


def _articles_in(folder: str) -> tuple[Article, ...]:
    files = sorted(bundled.resource(HOME, folder).glob("*.toml"))
    rows = [guide_file(folder, path.name) for path in files]
    return tuple(
        Article(
            id=row["id"],
            title=row["title"],
            summary=row["summary"],
            as_of=row["as_of"],
            sections=tuple(
                Section(
                    section["heading"],
                    tuple(line(one, row) for one in section["line"]),
                    frozenset(one["id"] for one in section["line"] if one.get("bullet")),
                )
                for section in row["section"]
            ),
            questions=tuple(row["questions"]),
            terms=tuple(row["terms"]),
        )
        for row in sorted(rows, key=lambda row: row["place_in_list"])
    )


@cache
def comparison() -> Comparison:
    """Return the comparison of treatments."""
    data = guide_file("comparison.toml")
    cells = {(row["treatment"], row["aspect"]): line(row, data) for row in data["cell"]}
    aspects = tuple((row["id"], row["name"]) for row in data["aspect"])
    treatments = tuple(
        Treatment(row["id"], row["name"], row["plain"], {aspect: cells[row["id"], aspect] for aspect, _name in aspects})
        for row in data["treatment"]
    )
    return Comparison(treatments, aspects, tuple(line(row, data) for row in data["note"]))


@cache
def notes() -> Mapping[str, Line]:
    """Return the fixed texts by their ids."""
    data = guide_file("notes.toml")
    return {row["id"]: line(row, data) for row in data["note"]}


@cache
def limits() -> tuple[Line, ...]:
    """Return what this program cannot do, line by line."""
    data = guide_file("notes.toml")
    return tuple(line(row, data) for row in data["limit"])
