"""Which date on a paper is its own, and which is the birth date: by the words beside it and by its place."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from caregiver_app.domain.date_words import order_of_figures
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.suggesting.fields import Fields, Label
from caregiver_app.domain.documents.suggesting.folding import letters, plain
from caregiver_app.domain.documents.suggesting.paper import Line, Paper
from caregiver_app.domain.documents.suggesting.suggestion import FILE_NAME, Suggestion
from caregiver_app.domain.documents.suggesting.words import data, kinds, weights
from caregiver_app.domain.documents.suggesting.written_dates import WrittenDate, dates_in

MOST: Final = 3
_MOST_DATES: Final = 300
_LEAST: Final = 4.0
_KNOWN_BY: Final = 8.0
_WITH_PLACE, _IN_HEADING, _ALONE, _ALONE_LOW, _NEAR_TOP = 17.0, 10.0, 12.0, 9.0, 6.0
_TOP: Final = 12
_OLDER: Final = 15
"""So many years before the newest date of a paper, a date beside a name is a birth date."""
_BORN: Final = "born"
_TIME: Final = re.compile(
    r"\d{1,2}[:.h]\d{2}(?::\d\d)?(?: ?(?:[ap]m|uhr))?|(?:page|seite|p)?\s?\d+\s?(?:/|of|von)\s?\d+", re.I
)
_NUMBER: Final = re.compile(r"(?<!\S)[<>]?\d+(?:[.,]\d+)?(?!\S)")
_NUMBERS_OF_ROW: Final = 3
_PLACE: Final = re.compile(r"[^\W\d_][\w .'’-]{1,30}?(?:,|，)?(?:\s(?:den|le|the|a|il|on))?,?\s*")


@dataclass
class Found:
    """A date on a paper: where, what it may mean, and how likely it is the paper's own."""

    line: Line
    date: WrittenDate
    label: Label | None
    of_many: bool
    weight: float = 0.0
    again: int = field(default=0)

    @property
    def text(self) -> str:
        """The date as written."""
        return plain(self.line.text[self.date.start : self.date.end])

    @property
    def words(self) -> str:
        """The date and what stands before it that says what it is."""
        start, end = self.date.start, self.date.end
        if self.label is not None and self.label.line == self.line:
            start, end = min(start, self.label.start), max(end, self.label.end)
        return plain(self.line.text[start:end])


class Days:
    """The dates of a paper."""

    def __init__(self, paper: Paper, fields: Fields, language: str, looks_like_name: Callable[[str], bool]) -> None:
        self._found = list(_read(paper, fields))
        self._order = order_of_figures(found.text for found in self._found)
        dots_day_first = language in data("dates")["dots"]["day_first"]
        for found in self._found:
            found.date = _in_order(found, self._order, dots_day_first=dots_day_first)
        self._mark_births_without_label(fields, looks_like_name)

    def suggest(self, kind: str, headings: frozenset[Line], file_name: str) -> tuple[Suggestion, ...]:
        """Return the dates the paper may be known by, the likeliest first."""
        births = {reading for found in self.births for reading in found.date.readings}
        ours = [found for found in self._found if births.isdisjoint(found.date.readings)]
        for place, found in enumerate(ours):
            found.weight = self._weight(found, kind, headings) - 0.01 * place
        best: dict[tuple[PartialDate, ...], Found] = {}
        for found in sorted(ours, key=lambda found: -found.weight):
            best.setdefault(found.date.readings, found).again += 1
        ranked = sorted(best.values(), key=lambda found: -found.weight - 0.5 * min(found.again, 3))
        shown = [_suggestion(found) for found in ranked if found.weight >= _LEAST]
        return _distinct(shown or _from_file_name(file_name, self._order))

    @property
    def births(self) -> list[Found]:
        """The dates that are said to be birth dates."""
        return [found for found in self._found if found.label is not None and found.label.says == _BORN]

    def suggest_births(self) -> tuple[Suggestion, ...]:
        """Return the birth dates, as written."""
        found = (Suggestion(one.text, one.words, one.line.page) for one in self.births)
        return _distinct(found)

    def _mark_births_without_label(self, fields: Fields, looks_like_name: Callable[[str], bool]) -> None:
        """Take a date beside a name for a birth date when it lies many years before the newest one."""
        if self.births or not self._found:
            return
        newest = max(int(found.date.readings[-1].fhir[:4]) for found in self._found)
        for found in self._found:
            above = fields.above(found.line)
            before = found.line.text[: found.date.start]
            if not letters(before) and above is not None:
                before = above.text
            is_old = int(found.date.readings[0].fhir[:4]) <= newest - _OLDER
            if found.label is None and is_old and looks_like_name(before):
                found.label = Label(_BORN, found.line, found.date.start, found.date.start)

    def _weight(self, found: Found, kind: str, headings: frozenset[Line]) -> float:
        exact = 0.0 if len(found.date.readings[0].fhir) > len("2026-05") else -6.0
        if found.label is not None:
            known_by = kinds()[kind].known_by if kind in kinds() else ""
            weight = weights("dates", "role")[found.label.says]
            return (weight + (_KNOWN_BY if known_by == found.label.says else 0.0) + exact) if weight else 0.0
        return self._weight_of_place(found, headings) + exact

    def _weight_of_place(self, found: Found, headings: frozenset[Line]) -> float:
        """Return how likely a date without label is the paper's own: alone in its line, near the top."""
        line, date = found.line, found.date
        beside = _TIME.sub("", f"{line.text[: date.start]} {line.text[date.end :]}")
        if found.of_many or len(_NUMBER.findall(beside)) >= _NUMBERS_OF_ROW:
            return 1.0  # in a table
        start, end = line.text.rfind("\t", 0, date.start) + 1, line.text.find("\t", date.end)
        end = end if end >= 0 else len(line.text)
        before, after = line.text[start : date.start], _TIME.sub("", line.text[date.end : end])
        near_top = line.number < _TOP
        if not letters(after) and not letters(_TIME.sub("", before)):
            is_alone = (start, end) == (0, len(line.text)) or (near_top and line.page == 1)
            return (_ALONE if near_top else _ALONE_LOW) if is_alone else 1.0
        if (
            not letters(after)
            and before
            and _PLACE.fullmatch(before)
            and before.rstrip().endswith((",", "，", "den", "le"))
        ):
            return _WITH_PLACE
        if line in headings:
            return _IN_HEADING
        return _NEAR_TOP if near_top and line.page == 1 and len(line.letters) <= 60 else 1.0


def _read(paper: Paper, fields: Fields) -> Iterator[Found]:
    left = _MOST_DATES
    for line in paper.lines:
        dates = dates_in(line.text, compact=bool(fields.roles(line))) if left > 0 else []
        left -= len(dates)
        for number, date in enumerate(dates):
            yield Found(line, date, fields.label_of(line, dates, number), of_many=len(dates) > 2)


def _in_order(found: Found, order: str, *, dots_day_first: bool) -> WrittenDate:
    """Leave the one reading that the paper's other dates or its language allow, where they do."""
    date = found.date
    if len(date.readings) == 2 and not order and dots_day_first and "." in found.text:
        order = "day"
    if len(date.readings) < 2 or not order:
        return date
    return WrittenDate(date.start, date.end, (date.readings[0 if order == "day" else -1],))


def _distinct(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the first suggestion of each value, no more than are shown."""
    first: dict[str, Suggestion] = {}
    for suggestion in suggestions:
        first.setdefault(suggestion.value, suggestion)
    return tuple(first.values())[:MOST]


def _suggestion(found: Found) -> Suggestion:
    first, *others = found.date.readings
    return Suggestion(first, found.words, found.line.page, tuple(others))


def _from_file_name(file_name: str, order: str) -> Iterator[Suggestion]:
    """Yield the dates in a file's name."""
    apart = re.sub(r"[_ ]+", " ", file_name.rsplit(".", 1)[0])[:200]
    for date in dates_in(re.sub(r"(?<=[A-Za-z])-(?=\d)", " ", apart), order, compact=True)[:MOST]:
        first, *others = date.readings
        yield Suggestion(first, plain(file_name), FILE_NAME, tuple(others))
