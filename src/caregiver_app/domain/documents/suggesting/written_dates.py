"""Find the dates in a text, in any notation a paper uses, and say what each may mean."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from caregiver_app.domain.date_words import DateUnclear, read_date
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.suggesting.words import data

MOST_IN_A_LINE: Final = 12
_YEARS: Final = range(1900, 2100)
_YEAR: Final = r"[12lI][\dOo]{3}"
_WORD: Final = r"[^\W\d_]{3,10}"
# Each finds one notation. O, o, I and l stand among the figures because scanners read them for 0 and 1.
_NOTATIONS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)\d{4} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?[日号號])?",
        r"(?<![\w./-])[\dOoIl]{1,4} ?([./-]) ?[\dOoIl]{1,2} ?\1 ?"
        r"(?:[\dOoIl]{2}|\d{4}(?=[a-z])|[\dOoIl]{4})(?![\d/_]|[.-]\d{1,2}\b)",
        rf"(?<![\w./-])[\dOo]{{1,2}}(?:st|nd|rd|th|er|º|\.)?[ ./-]{{0,2}}(?:de |of )?{_WORD}"
        rf"[ .,/-]{{0,2}}(?:del? )?(?:{_YEAR}|(?<=[-/.])\d\d)(?![\da-z:])",
        rf"(?<![\w-]){_WORD}\.? ?\d{{1,2}}(?:st|nd|rd|th)?,? {{1,2}}{_YEAR}(?![\da-z])",
        rf"(?<![\w-]){_WORD}\.? (?:de )?{_YEAR}(?![\da-z-])",
    )
)
_COMPACT: Final = re.compile(r"(?<![\w./-])(?:19|20)\d{6}(?![\w./-])", re.ASCII)
_TWO_FIGURES: Final = re.compile(r"[-/. ](\d\d)\W*$", re.ASCII)


@dataclass(frozen=True)
class WrittenDate:
    """A date in a text: where it stands and what it may mean, one reading or two."""

    start: int
    end: int
    readings: tuple[PartialDate, ...]


def dates_in(text: str, order: str = "", *, compact: bool = False) -> list[WrittenDate]:
    """Return the dates of a line in their order, no more than `MOST_IN_A_LINE`.

    `order` says whether "day" or "month" stands first where both could. With `compact`, 19680309 is a date too.
    """
    found: list[WrittenDate] = []
    for notation in (*_NOTATIONS, _COMPACT) if compact else _NOTATIONS:
        for match in notation.finditer(text):
            if len(found) < MOST_IN_A_LINE and not any(
                match.start() < other.end and other.start < match.end() for other in found
            ):
                readings = tuple(_plausible(read_written(match[0], order)))
                if readings:
                    found.append(WrittenDate(match.start(), match.end(), readings))
    return sorted(found, key=lambda date: date.start)


def read_written(text: str, order: str = "") -> tuple[PartialDate, ...]:
    """Return what a written date may mean: one reading, two where day and month could be swapped, or none."""
    try:
        read = read_date(_as_typed(text), order)
    except DateUnclear as unclear:
        return unclear.options
    return () if read is None else (read,)


def birth_readings(text: str) -> tuple[PartialDate, ...]:
    """Return every day a written birth date may mean, of the century before as well where the year has two figures."""
    found = [reading for date in dates_in(text, compact=True) for reading in date.readings]
    found = found or list(read_written(text))
    if _TWO_FIGURES.search(text.strip()):
        found += [PartialDate(f"{int(day[:4]) - 100:04}{day[4:]}") for day in found if day[:1] == "2"]
    return tuple(dict.fromkeys(found))


def _plausible(readings: tuple[PartialDate, ...]) -> Iterator[PartialDate]:
    """Leave out years no paper has, and what is no more than a year."""
    for reading in readings:
        if not reading.qualifier and int(reading.fhir[:4]) in _YEARS and len(reading.fhir) > 4:
            yield reading


def _as_typed(text: str) -> str:
    """Bring a date from a paper into the way people type dates."""
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th|er|º)(?![^\W\d_])", "", text.replace("號", "日"))
    text = re.sub(r"(?<=\d)[Oo]|[Oo](?=\d|[Oo]\d)", "0", text)
    text = re.sub(r"(?<=\d)[Il](?=\b|\d)|(?<![^\W\d_])[Il](?=\d|[./-])", "1", text)
    if "年" in text:
        return text.replace(" ", "")
    words = re.findall(r"[^\W\d_]+|\d+|[./-]+", text)
    months = _months()
    named = [months.get(word.casefold(), word) for word in words]
    return " ".join(named) if any(word.isalpha() for word in named) else "".join(named)


@cache
def _months() -> Mapping[str, str]:
    """Return the months by their less common names, in words that everybody's dates are read with."""
    english = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    rows: Mapping[str, list[str]] = data("dates")["months"]
    return {name.casefold(): english[int(number) - 1] for number, names in rows.items() for name in names}
