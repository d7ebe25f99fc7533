"""Who a paper is from: the line of its letterhead that names a house, and the department beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from caregiver_app.domain.documents.suggesting.folding import Folded, is_han, letters, phrase, plain
from caregiver_app.domain.documents.suggesting.paper import Hit, Line, Paper
from caregiver_app.domain.documents.suggesting.suggestion import Suggestion
from caregiver_app.domain.documents.suggesting.words import data, meanings, single, weights

MOST: Final = 3
_LEAST: Final = 5.0
_TOP: Final = 10
_FROM, _REPEATED, _OTHERS, _SENTENCE = 6.0, 2.0, 7.0, 4.0
_UNNAMED: Final = 2.0
_LONGEST: Final = 100
_LONGEST_HEADING: Final = 24
_MOST_TRIED: Final = 60
_LONGEST_BESIDE: Final = 60


@dataclass(frozen=True)
class _House:
    """A part of a line that names a house, and how likely the paper is from there."""

    line: Line
    start: int
    end: int
    weight: float


class Places:
    """The houses a paper names."""

    def __init__(self, paper: Paper) -> None:
        self._lines = paper.lines
        self._row = {line: row for row, line in enumerate(paper.lines)}
        papers = tuple((phrase(one), "") for one in data("places")["departments"]["without"])
        titles = paper.hits(papers)
        # A line that is hardly more than "radiology report" names no house.
        self._headings = {
            hit.line
            for hit in titles
            if len(hit.line.letters) <= _LONGEST_HEADING and not any(map(is_han, hit.line.text))
        }
        self._departments = {hit.line for hit in paper.hits(single("places", "departments"))} - {
            hit.line for hit in titles
        }
        self._houses = list(self._found(paper))
        self.letterhead = frozenset(house.line for house in self._houses)

    def suggest(self) -> tuple[Suggestion, ...]:
        """Return who the paper may be from, the likeliest first."""
        best: dict[str, tuple[float, Suggestion]] = {}
        for house in sorted(self._houses, key=lambda house: -house.weight):
            if house.weight >= _LEAST:
                suggestion = self._named(house)
                best.setdefault(letters(house.line.text[house.start : house.end]), (house.weight, suggestion))
        return tuple(suggestion for _weight, suggestion in list(best.values())[:MOST])

    def _found(self, paper: Paper) -> Iterator[_House]:
        strength = weights("places", "word")
        hits: dict[Line, list[Hit]] = {}
        beside: dict[Line, list[Hit]] = {}
        tables = (*meanings("places", "word"), *single("places", "from"), *single("places", "others"))
        for hit in paper.hits(tables):
            (hits if hit.meaning in strength else beside).setdefault(hit.line, []).append(hit)
        tops: dict[str, set[int]] = {}
        for line in paper.lines:
            if line.number < _TOP:
                tops.setdefault(line.letters, set()).add(line.page)
        for line, found in islice(hits.items(), _MOST_TRIED):
            repeated = _REPEATED if len(tops.get(line.letters, ())) > 1 else 0.0
            best = max(found, key=lambda hit: strength[hit.meaning])
            start, end = _segment(line, best)
            if not any(char.isupper() or is_han(char) for char in line.text[start:end]) or line in self._headings:
                continue
            weight = strength[best.meaning] + max(0.0, 5.0 - 0.5 * line.number) + repeated
            weight -= 1.5 if line.page > 1 else 0.0
            weight -= _UNNAMED if _is_only_kind_of_house(line.text[start:end]) else 0.0
            weight -= _SENTENCE if _is_sentence(line.text, start, end) else 0.0
            for hit in beside.get(line, ()):
                if hit.end <= start or (hit.start <= start and hit.end < best.end and hit.meaning == "others"):
                    weight += _FROM if hit.meaning == "from" else -_OTHERS
            yield _House(line, start, end, weight)

    def _named(self, house: _House) -> Suggestion:
        """Return the name of a house, with its department where that stands beside it."""
        line, name = house.line, plain(house.line.text[house.start : house.end])
        words = plain(line.text)[: 2 * _LONGEST]
        above, below = self._beside(line, -1), self._beside(line, 1)
        if above is not None and _is_only_kind_of_house(name) and line.number < _TOP:
            return Suggestion(f"{_first_cell(above)} {name}", plain(f"{above.text} {line.text}"), line.page)
        for other, first, last in ((above, above, line), (below, line, below)):
            if other in self._departments and first is not None and last is not None and line.number < _TOP:
                part = _first_cell(last if first == line else first).partition(",")[0]
                if other not in self.letterhead or _is_only_kind_of_house(part):
                    return Suggestion(f"{part}, {name}", plain(f"{first.text} {last.text}"), line.page)
        return Suggestion(name, words, line.page)

    def _beside(self, line: Line, step: int) -> Line | None:
        """Return the line above or below on the same page when it is short and says no figures."""
        row = self._row[line] + step
        other = self._lines[row] if 0 <= row < len(self._lines) else None
        if other is None or other.page != line.page:
            return None
        start, end = other.cells[0]
        text = other.text[start:end]
        is_short = 2 < end - start <= _LONGEST_BESIDE and not any(char.isdigit() or char in ":：(" for char in text)
        return other if is_short else None


def _first_cell(line: Line) -> str:
    return plain(line.text[slice(*line.cells[0])])


def _segment(line: Line, hit: Hit) -> tuple[int, int]:
    """Return the part of a line that names the house: up to commas, gaps, figures and what else the line says."""
    text = line.text
    first, last = line.cell(hit.start)
    marks = ",;，；:："
    start = max([first, *(place + 1 for place in range(first, hit.start) if text[place] in marks)])
    end = min([last, *(place for place in range(hit.end, last) if text[place] in marks or text[place].isdigit())])
    if is_han(text[hit.start]):
        end = hit.end
        while end < last and end - hit.end < 8 and is_han(text[end]):
            end += 1
            if text[end - 1] in "科室部":
                break
        else:
            end = hit.end
    cut = text[start:end]
    for word in ("Seite", "Page", "Tel", "Telephone", "Phone"):
        cut = cut.partition(f" {word}")[0]
    cut = cut[-_LONGEST:] if len(cut) > _LONGEST else cut
    begin = start + text[start:end].find(cut)
    begin += len(cut) - len(cut.lstrip(" .-–*"))
    return begin, begin + len(cut.strip(" .-–*"))


def _is_sentence(text: str, start: int, end: int) -> bool:
    words = text[start:end].split()
    small = [word for word in words if word[:1].islower() and len(word) > 3]
    return len(small) > 2 or (bool(words) and words[0][:1].islower() and len(words) > 4)


def _is_only_kind_of_house(name: str) -> bool:
    """Whether a name says only what sort of house it is: "PET-CT Centre"."""
    folded = Folded(name)
    said: set[int] = set()
    for word, _meaning in (*meanings("places", "word"), *single("places", "departments")):
        for start, end in folded.find(word):
            said.update(range(start, end))
    return all(place in said or not letters(char) for place, char in enumerate(name))
