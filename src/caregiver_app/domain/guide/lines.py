"""One line of the guide: its words, where they are from, and where and since when they hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from caregiver_app import bundled
from caregiver_app.i18n import N_, _

HOME: Final = "guide"
PLACES: Final = {
    "any": "",
    "us": N_("United States"),
    "uk": N_("United Kingdom"),
    "eu": N_("Europe"),
    "china": N_("China"),
    "sa": N_("Saudi Arabia"),
}


@dataclass(frozen=True)
class Source:
    """Where a fact comes from. `read` says what of it was read, where that was not the whole."""

    tag: str
    title: str
    publisher: str = ""
    date: str = ""
    read: str = ""

    def in_words(self) -> str:
        """Write it in one line: "City of Hope: International patients: record checklist (2026-06)"."""
        words = f"{self.publisher}: {self.title}" if self.publisher else self.title
        return f"{words} ({self.date})" if self.date else words


@dataclass(frozen=True)
class Line:
    """One line of text. `id` is the same in every edition of the guide; `source` are tags of `sources`.

    `place` is a key of `PLACES`: where the line holds. `verify` marks what nobody has checked against a source yet,
    `fixed` what a family cannot reword or hide, because its meaning must stay.
    """

    id: str
    text: str
    source: tuple[str, ...]
    place: str
    as_of: str
    verify: bool = False
    fixed: bool = False

    def words(self) -> str:
        """Return its text, translated."""
        return _(self.text)

    def where_and_when(self) -> str:
        """Say where it holds and of when it is: "United States, June 2025"."""
        return ", ".join(part for part in (_(PLACES[self.place]), when_in_words(self.as_of)) if part)

    def from_whom(self) -> str:
        """Name its sources in one line."""
        return "; ".join(source.in_words() for tag in self.source if (source := sources().get(tag)) is not None)


def line(row: Mapping[str, Any], data: Mapping[str, Any]) -> Line:
    """Read one line; what it does not say itself, its file says."""
    return Line(
        id=row["id"],
        text=row["text"],
        source=tuple(row["source"]),
        place=row.get("place", data.get("place", "any")),
        as_of=row.get("as_of", data["as_of"]),
        verify=row.get("verify") is True,
        fixed=bool(row.get("fixed", False)),
    )


@cache
def guide_file(*parts: str) -> Mapping[str, Any]:
    """Read one file of the guide, once."""
    return bundled.toml(HOME, *parts)


@cache
def sources() -> Mapping[str, Source]:
    """Return every source of the guide by its tag."""
    rows = guide_file("sources.toml")["source"]
    return {
        row["tag"]: Source(row["tag"], row["title"], row.get("publisher", ""), row.get("date", ""), row.get("read", ""))
        for row in rows
    }


def when_in_words(as_of: str) -> str:
    """Write the date of a line: a day, a month or a year."""
    from caregiver_app.domain.dates import PartialDate

    return PartialDate(as_of[:7]).in_words()


def lines_in(data: Any, whole: Mapping[str, Any] | None = None) -> Iterator[Line]:
    """Yield every line of a file, however deep it stands."""
    whole = data if whole is None else whole
    if isinstance(data, Mapping):
        if "text" in data and "source" in data and "id" in data:
            yield line(data, whole)
        for value in data.values():
            yield from lines_in(value, whole)
    elif isinstance(data, list):
        for value in data:
            yield from lines_in(value, whole)


@cache
def line_called(line_id: str) -> Line | None:
    """Find a line of any file of the guide by its id, or None."""
    return _every_line().get(line_id)


@cache
def _every_line() -> Mapping[str, Line]:
    found: dict[str, Line] = {}
    for path in sorted(bundled.resource(HOME).rglob("*.toml")):
        if path.stem in ("sources", "records"):
            continue
        data = guide_file(*path.relative_to(bundled.resource(HOME)).parts)
        found.update((one.id, one) for one in lines_in(data))
    return found
