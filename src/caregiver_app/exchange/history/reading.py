"""Read a treatment history from a CSV table, as a family or a hospital portal writes one.

Nothing is guessed where guessing could put a false fact into a case: a row that is not understood is named
by its line with the reason, and whoever calls decides what becomes of the good ones.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from caregiver_app.domain.date_words import DateUnclear, order_of_figures, read_date
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.csv_rows import DELIMITERS, BadRow, Row, is_skipped, lines_of, rows, split_line
from caregiver_app.exchange.encodings import decode
from caregiver_app.exchange.history.cells import text_in
from caregiver_app.exchange.history.columns import COLUMNS, RowUnclear, known_columns
from caregiver_app.exchange.history.row import kind_words, read_row
from caregiver_app.exchange.history.source import FindDocument, no_documents
from caregiver_app.i18n import N_, _, ngettext
from caregiver_app.progress import Progress, silent

_ROWS_AT_ONCE: Final = 200
_MOST_COLUMNS_NAMED: Final = 10
_DATES: Final = ("date", "end")
_ORDER_NOTES: Final = {
    "day": N_("Dates such as 3/4/2023 were read with the day first, because other dates in the file show it."),
    "month": N_("Dates such as 3/4/2023 were read with the month first, because other dates in the file show it."),
}
_DELIMITER_LINE: Final = re.compile(r"sep=(.)", re.IGNORECASE)


class HistoryUnreadable(CaregiverError):
    """The table as a whole cannot be read as a history."""


@dataclass(frozen=True)
class ReadRow:
    """An entry and the line of the file it came from."""

    line: int
    entry: Entry


@dataclass(frozen=True)
class Remark:
    """A sentence about a row that was taken in all the same."""

    line: int
    sentence: str


@dataclass(frozen=True)
class History:
    """What a file holds: the entries, the rows not understood, and what else to tell.

    `notes` speak of the file, `remarks` of single rows.
    """

    rows: tuple[ReadRow, ...]
    bad: tuple[BadRow, ...] = ()
    remarks: tuple[Remark, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Repeats:
    """Rows set apart because they say nothing new: `known` are in the case, `twice` earlier in the file."""

    fresh: tuple[ReadRow, ...]
    known: tuple[int, ...]
    twice: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class _Header:
    index: int
    delimiter: str
    columns: tuple[str, ...]


def read_history(data: bytes, find_document: FindDocument = no_documents, progress: Progress = silent) -> History:
    """Return the entries of a CSV file and the rows that could not be understood.

    `find_document` turns the document numbers in the column "source" into proof. Raises NotText or
    HistoryUnreadable when there is no history table in it at all, and what `progress` raises.
    """
    decoded = decode(data)
    lines = lines_of(decoded.text)
    header = _header(lines)
    good: list[ReadRow] = []
    bad: list[BadRow] = []
    remarks: list[Remark] = []
    beginnings = frozenset(kind_words()) if header.columns[0] == "kind" else frozenset()
    found = tuple(rows(lines, header.index + 1, header.delimiter, beginnings))
    dates = _dates(found, header)
    order = order_of_figures(dates)
    for position, row in enumerate(found):
        if position % _ROWS_AT_ONCE == 0:
            progress(row.line, len(lines), "")
        if isinstance(row, BadRow):
            bad.append(row)
            continue
        try:
            cells = _cells(row, header)
            if not cells:
                continue
            read = read_row(cells, find_document, order)
        except RowUnclear as unclear:
            bad.append(BadRow(row.line, str(unclear)))
            continue
        good.append(ReadRow(row.line, read.entry))
        remarks.extend(Remark(row.line, sentence) for sentence in read.remarks)
    notes = [decoded.note] if decoded.note else []
    if order and _has_swappable(dates):
        notes.append(_(_ORDER_NOTES[order]))
    return History(tuple(good), tuple(bad), tuple(remarks), tuple(notes))


def is_history(data: bytes) -> bool:
    """Whether these are the bytes of a history table, by its first row."""
    try:
        _header(lines_of(decode(data).text))
    except CaregiverError:
        return False
    return True


def _dates(found: Iterable[Row | BadRow], header: _Header) -> frozenset[str]:
    """Return every text that stands where a date does."""
    places = [place for place, column in enumerate(header.columns) if column in _DATES]
    return frozenset(
        row.cells[place] for row in found if isinstance(row, Row) for place in places if place < len(row.cells)
    )


def _has_swappable(texts: Iterable[str]) -> bool:
    """Whether there is a date whose day and month could be swapped."""
    for text in texts:
        try:
            read_date(text)
        except DateUnclear as unclear:
            if unclear.options:
                return True
    return False


def set_repeats_apart(history: History, existing: Iterable[Entry]) -> Repeats:
    """Find the rows that are the same in every field as an entry of the case or an earlier row."""
    kept = {_content(entry) for entry in existing}
    first_lines: dict[tuple[object, ...], int] = {}
    fresh: list[ReadRow] = []
    known: list[int] = []
    twice: list[tuple[int, int]] = []
    for row in history.rows:
        content = _content(row.entry)
        if content in kept:
            known.append(row.line)
        elif content in first_lines:
            twice.append((row.line, first_lines[content]))
        else:
            first_lines[content] = row.line
            fresh.append(row)
    return Repeats(tuple(fresh), tuple(known), tuple(twice))


def _content(entry: Entry) -> tuple[object, ...]:
    return type(entry), *(value for name, value in entry if name != "id")


def _header(lines: list[str]) -> _Header:
    """Find the header and how the file is cut up. Raises HistoryUnreadable."""
    said = ""
    for index, line in enumerate(lines):
        if is_skipped(line):
            continue
        found = _DELIMITER_LINE.fullmatch(line.strip(' \r\n"\ufeff'))
        if found:
            said = found[1]
            continue
        candidates = [_as_header(index, line, delimiter) for delimiter in dict.fromkeys((said or ",", *DELIMITERS))]
        best = max(candidates, key=lambda header: sum(column in known_columns() for column in header.columns))
        _check_header(best)
        return best
    raise _unreadable(_("The file is empty."))


def _as_header(index: int, line: str, delimiter: str) -> _Header:
    columns = (column.strip().strip("\ufeff").casefold() for column in split_line(line, delimiter))
    return _Header(index, delimiter, tuple(columns))


def _check_header(header: _Header) -> None:
    names = [column for column in header.columns if column]
    unknown = [column for column in names if column not in known_columns()]
    if len(unknown) == len(names):
        raise _unreadable(_("The first row of the file does not name the columns of a history."))
    if unknown:
        raise _unreadable(
            ngettext(
                "The column {columns} is not one of a history.",
                "The columns {columns} are not ones of a history.",
                len(unknown),
            ).format(columns=_some(unknown))
        )
    double = [column for column, count in Counter(names).items() if count > 1]
    if double:
        raise _unreadable(_("The column “{column}” is there twice.").format(column=double[0]))
    if "kind" not in names:
        raise _unreadable(_("The column “kind” is missing."))


def _some(columns: list[str]) -> str:
    """Name columns, the first of them where there are many."""
    named = [f"“{column}”" for column in columns[:_MOST_COLUMNS_NAMED]]
    return ", ".join([*named, "…"] if len(columns) > _MOST_COLUMNS_NAMED else named)


def _unreadable(happened: str) -> HistoryUnreadable:
    return HistoryUnreadable(
        happened,
        safe=_("Nothing was imported and the case is as it was."),
        now=_("Begin the file with a row of these column names, in any order: {columns}.").format(
            columns=", ".join(COLUMNS)
        ),
    )


def _cells(row: Row, header: _Header) -> dict[str, str]:
    """Return the filled cells by column. Raises RowUnclear for what cannot be text or has no column."""
    cells: dict[str, str] = {}
    for position, cell in enumerate(row.cells):
        text = text_in(cell) if cell else ""
        if not text:
            continue
        if "\0" in text:
            raise RowUnclear(_("It holds a character that is not text. Type the row anew."))
        column = header.columns[position] if position < len(header.columns) else ""
        if not column:
            raise RowUnclear(_too_many(header))
        cells[column] = text
    return cells


def _too_many(header: _Header) -> str:
    if header.delimiter == ",":
        return _("It has more cells than there are columns. A text with a comma in it needs quotation marks around it.")
    return _("It has more cells than there are columns.")
