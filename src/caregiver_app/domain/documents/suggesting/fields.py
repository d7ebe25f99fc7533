"""Labels on a form and what stands beside or beneath them: dates with what they are, and where a name follows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Final

from caregiver_app.domain.documents.suggesting.folding import Phrase, letters
from caregiver_app.domain.documents.suggesting.paper import Hit, Line, Paper
from caregiver_app.domain.documents.suggesting.words import data, meanings, reaches, single
from caregiver_app.domain.documents.suggesting.written_dates import WrittenDate

_REACH: Final = 12
"""So many letters may stand between a label and its date, where its role says nothing else."""
_FIGURES: Final = re.compile(r"\d{3}|\d[./-]\d", re.ASCII)
_LONGEST_COLUMN: Final = 40
_ROLE, _NAME = "role ", "name "


@dataclass(frozen=True)
class Label:
    """What a label says (the id of a role of dates or of a name's label), and where it stands."""

    says: str
    line: Line
    start: int
    end: int


class Fields:
    """The labels of a paper, by line."""

    def __init__(self, paper: Paper) -> None:
        self._by_line: dict[Line, list[Hit]] = {}
        for hit in paper.hits(_labels()):
            self._by_line.setdefault(hit.line, []).append(hit)
        self._lines = {(line.page, line.number): line for line in paper.lines}
        self._above = _columns(list(paper.lines), self._is_only_labels)
        self._beneath = {label: value for value, label in self._above.items()}

    def names(self, line: Line) -> list[Label]:
        """Return the labels in a line behind which a name may stand."""
        return self._of(line, _NAME)

    def roles(self, line: Line) -> list[Label]:
        """Return the labels in a line that say what a date is."""
        return self._of(line, _ROLE)

    def beneath(self, line: Line) -> Line | None:
        """Return the line whose value belongs to a line of labels only, or None."""
        return self._beneath.get(line)

    def above(self, line: Line) -> Line | None:
        """Return the line above on the same page, or None."""
        return self._lines.get((line.page, line.number - 1))

    def label_of(self, line: Line, dates: list[WrittenDate], number: int) -> Label | None:
        """Return the label of one of the dates in a line: before it, just behind it, or in the line above."""
        date = dates[number]
        begin = dates[number - 1].end if number else 0
        labels = self._of(line, _ROLE)
        before = [label for label in labels if begin <= label.start and label.end <= date.start]
        if before and _reaches(before[-1], line.text[before[-1].end : date.start]):
            return before[-1]
        if line.text[: date.start].rstrip().endswith("*"):
            return Label("born", line, date.start, date.start)
        if begin and self._is_range(line.text[begin : date.start]):
            return self.label_of(line, dates, number - 1)
        behind = [label for label in labels if label.start >= date.end and label.says == "born"]
        if behind and not letters(line.text[date.end : behind[0].start]):
            return behind[0]
        return None if letters(line.text[begin : date.start]) else self._label_above(line, dates, number)

    def _label_above(self, line: Line, dates: list[WrittenDate], number: int) -> Label | None:
        """Return the label in the line of labels above that belongs to a date: the one at the same place."""
        above = self._above.get(line)
        labels = self._of(above, _ROLE) if above is not None else []
        if len(labels) == len(dates):
            return labels[number]
        return labels[0] if len(labels) == 1 and number == 0 else None

    def _of(self, line: Line, what: str) -> list[Label]:
        return [
            Label(hit.meaning.removeprefix(what), hit.line, hit.start, hit.end)
            for hit in self._by_line.get(line, ())
            if hit.meaning.startswith(what)
        ]

    def _is_range(self, between: str) -> bool:
        said = letters(between)
        return said in _ranges() or (not said and any(dash in between for dash in "-–"))

    def _is_only_labels(self, line: Line) -> bool:
        """Whether a line holds labels and no values."""
        if line.text.rstrip().endswith((":", "：")):
            return True
        said = sum(len(letters(line.text[hit.start : hit.end])) for hit in self._by_line.get(line, ()))
        return said > 0 and said >= 0.8 * len(line.letters)


def _reaches(label: Label, between: str) -> bool:
    """Whether a label belongs to a date with this text between them: not much of it, and no other figures."""
    return len(letters(between)) <= reaches().get(label.says, _REACH) and not _FIGURES.search(between)


@cache
def _labels() -> tuple[tuple[Phrase, str], ...]:
    roles = [(phrase, _ROLE + role) for phrase, role in meanings("dates", "role")]
    names = [(phrase, _NAME + label) for phrase, label in meanings("names", "label")]
    others = [(phrase, "other") for phrase, _table in single("names", "others")]
    return (*roles, *names, *others)


@cache
def _ranges() -> frozenset[str]:
    return frozenset(map(letters, data("dates")["ranges"]["words"]))


def _columns(lines: list[Line], is_only_labels: Callable[[Line], bool]) -> dict[Line, Line]:
    """Return the label of each line that stands under one: so many lines of labels, then as many of values."""
    above: dict[Line, Line] = {}
    row = 0
    while row < len(lines):
        labels = list(takewhile(is_only_labels, lines[row : row + _LONGEST_COLUMN]))
        if labels:
            values = lines[row + len(labels) : row + 2 * len(labels)]
            above |= zip(values, labels, strict=False)
        row += max(1, len(labels))
    return above
