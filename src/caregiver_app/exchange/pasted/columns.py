"""Find out what the columns of a pasted table hold: by their names in English, Chinese or German, or by their cells.

What is only supposed is marked so, for a person to say what each column is.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from caregiver_app import bundled
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.exchange.pasted.dates import find_dates, is_date
from caregiver_app.exchange.pasted.labs import is_test, range_and_mark
from caregiver_app.exchange.pasted.text import TableLine, plain
from caregiver_app.exchange.pasted.words import find_words, term_named
from caregiver_app.i18n import N_

MEANINGS: Final[Mapping[str, str]] = {
    "date": N_("Date or beginning"), "end": N_("End"), "kind": N_("Kind of entry"),
    "what": N_("Treatment, test or what"), "detail": N_("Details or drugs"), "value": N_("Value"),
    "unit": N_("Unit"), "range": N_("Range printed"),
    "result": N_("Result or mark"), "cycles": N_("Cycles"), "ended": N_("Why it ended"), "line": N_("Line number"),
    "place": N_("Where"), "note": N_("Note"), "test": N_("Values of the test it is named after"),
    "day": N_("Values of the day it is named after"), "skip": N_("Leave this column out"),
}  # fmt: skip
"""What a column may be, in the words to choose from."""

_MOST_HEADER: Final = 60
_LOOKED_AT: Final = 60
_ENOUGH: Final = 0.6
_NUMBER: Final = re.compile(r"[<>≤≥~]?\s?[-+]?\d[\d.,'’ ]*\*?")
_UNIT: Final = re.compile(r"%|(?:[x×]?\s?10\S{1,4}\s?)?/?[A-Za-zµμ]{1,6}(?:/[A-Za-z0-9µμ.²]{1,12})*")


@dataclass(frozen=True)
class ColumnSeen:
    """A column of the table: its name when it has one, a cell as an example, and what it is taken for."""

    name: str
    example: str
    meaning: str
    is_sure: bool


def column_named(name: str) -> str:
    """Return what a column of this name holds, or nothing when the name is not one we know."""
    words = re.sub(r"[\s_]+", " ", plain(name)).strip(" *:#.").casefold()
    if not words or len(words) > _MOST_HEADER:
        return ""
    known = _names(True)
    return known.get(words) or known.get(re.sub(r"\s*[(\[].*", "", words)) or ""


def kind_named(name: str) -> str:
    """Return the kind of entry a word such as "chemo" or "化疗" stands for, or nothing."""
    return _names(False).get(" ".join(plain(name).split()).casefold(), "")


def names_columns(cells: Sequence[str]) -> int:
    """Return how many cells of a row name a column, when the row names columns and holds no facts."""
    meanings = [column_named(cell) for cell in cells]
    named = sum(bool(meaning) for meaning in meanings)
    filled = sum(bool(cell) for cell in cells)
    across = sum(is_test(cell) or is_date(cell) for cell in cells[1:])
    if named and across >= 2 and named + across >= filled - 2:
        return named + across
    return named if named >= 2 and named * 2 >= filled else 0


def columns_of(header: Sequence[str], rows: Sequence[TableLine]) -> tuple[ColumnSeen, ...]:
    """Return what each column is taken for. `header` is empty when the table names none of its columns."""
    width = max([len(header), *(len(row.cells) for row in rows)], default=0)
    looked_at = rows[:_LOOKED_AT]
    columns = [[row.cells[at] if at < len(row.cells) else "" for row in looked_at] for at in range(width)]
    names = [*header, *[""] * (width - len(header))]
    meanings: list[str] = []
    sure: list[bool] = []
    for at, cells in enumerate(columns):
        meaning = _meaning_by_name(names[at])
        sure.append(bool(meaning) or not any(cells))
        meanings.append(meaning or _supposed(names[at], cells, meanings))
    _settle_result(meanings)
    _settle_named_days(meanings, names)
    examples = [next((cell for cell in cells if cell), "") for cells in columns]
    return tuple(ColumnSeen(*seen) for seen in zip(names, examples, meanings, sure, strict=True))


def test_in(name: str) -> tuple[str, str]:
    """Return the test and the unit that the name of a column holds: "WBC (10^9/L)"."""
    found = re.fullmatch(r"\s*(.*?)\s*[(\[]([^)\]]*)[)\]]\s*", name)
    if found and found[1] and not is_test(found[2]):
        return found[1], found[2]
    head, comma, unit = name.rpartition(",")
    return (head.strip(), unit.strip()) if comma and is_test(head) else (name.strip(), "")


def _meaning_by_name(name: str) -> str:
    if not name:
        return ""
    return column_named(name) or ("test" if is_test(test_in(name)[0]) else "day" if is_date(name) else "")


def _supposed(name: str, cells: Sequence[str], before: Sequence[str]) -> str:
    """Return what a column is taken for until somebody says; one with a name we do not know is kept with its name."""
    if not any(cells):
        return "note" if name else "skip"
    meaning = _meaning_by_cells(cells, before)
    return meaning if not name or meaning in ("date", "end", "kind", "what") else "note"


def _meaning_by_cells(cells: Sequence[str], before: Sequence[str]) -> str:
    """Return what a column without a name most likely holds, given the columns before it."""
    filled = [cell for cell in cells if cell]

    def mostly(test: Callable[[str], object]) -> bool:
        return sum(bool(test(cell)) for cell in filled) >= len(filled) * _ENOUGH

    if mostly(lambda cell: find_dates(cell).start and not find_dates(cell).rest):
        return "date" if "date" not in before else "end" if "end" not in before else "note"
    if "kind" not in before and mostly(kind_named):
        return "kind"
    if "what" not in before and mostly(lambda cell: is_test(cell) or find_words(cell)):
        return "what"
    if "what" in before and mostly(lambda cell: any(range_and_mark(cell))):
        return "range" if mostly(lambda cell: range_and_mark(cell)[0]) else "result"
    if "what" in before and "value" not in before and mostly(_NUMBER.fullmatch):
        return "value"
    if "value" in before and "unit" not in before and mostly(_UNIT.fullmatch):
        return "unit"
    if "result" not in before and mostly(lambda cell: term_named("responses", cell)):
        return "result"
    return "what" if "what" not in before and any(filled) and not mostly(_NUMBER.fullmatch) else "note"


def _settle_result(meanings: list[str]) -> None:
    """Take the "result" of a lab list for the value: it stands there beside units and ranges."""
    if "value" not in meanings and "result" in meanings and ("unit" in meanings or "range" in meanings):
        meanings[meanings.index("result")] = "value"


def _settle_named_days(meanings: list[str], names: Sequence[str]) -> None:
    """Take a first column without a known name for the tests when the others are named after days."""
    if "day" in meanings and "what" not in meanings:
        at = next((at for at, meaning in enumerate(meanings) if meaning != "day"), None)
        if at is not None and not column_named(names[at]):
            meanings[at] = "what"


@cache
def _names(of_columns: bool) -> Mapping[str, str]:
    """Return the words of `resources/spellings/columns.toml`, each with what it stands for."""
    listed = bundled.toml("spellings", "columns.toml")["columns" if of_columns else "kinds"]
    words = {word.casefold(): key for key, names in listed.items() for word in names}
    if of_columns:
        return words
    return {**{word.casefold(): kind.id for kind in KINDS for word in (kind.word, kind.id)}, **words}
