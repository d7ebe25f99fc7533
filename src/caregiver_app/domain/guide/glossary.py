"""The words of the field in plain English and in Chinese."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from caregiver_app.domain.guide.lines import Line, guide_file, line


@dataclass(frozen=True)
class GlossaryTerm:
    """One word: `also` are other ways to write it; `unchecked` says that its Chinese waits for a native reader."""

    line: Line
    term: str
    also: tuple[str, ...]
    chinese: str
    unchecked: bool

    @property
    def id(self) -> str:
        """Its id."""
        return self.line.id


@cache
def glossary() -> tuple[GlossaryTerm, ...]:
    """Return every word, by the alphabet of its English name."""
    data = guide_file("glossary.toml")
    found = (
        GlossaryTerm(
            line(row, data),
            row["term"],
            tuple(row["also"]),
            row.get("chinese", ""),
            "chinese" in row.get("verify", ()),
        )
        for row in data["term"]
    )
    return tuple(sorted(found, key=lambda one: one.term.casefold()))


def glossary_term(term_id: str) -> GlossaryTerm | None:
    """Find a word by its id, or None."""
    return _by_id().get(term_id)


@cache
def _by_id() -> Mapping[str, GlossaryTerm]:
    return {one.id: one for one in glossary()}
