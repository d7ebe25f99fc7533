"""Read what somebody pasted: a piece of a spreadsheet, an e-mail, a list from a portal.

Pure reading: text in, proposed rows out. Every line of the text is in one of the rows, so nothing is dropped;
what is not understood stays as it stands, with the reason, for a person to decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caregiver_app.exchange.encodings import decode
from caregiver_app.exchange.history.reading import HistoryUnreadable, read_history
from caregiver_app.exchange.history.source import FindDocument, no_documents
from caregiver_app.exchange.pasted.columns import names_columns
from caregiver_app.exchange.pasted.lines import aligned_table, read_lines, said_table
from caregiver_app.exchange.pasted.row import PastedRow, check, row_of
from caregiver_app.exchange.pasted.table import TableSeen, read_table, see_table
from caregiver_app.exchange.pasted.text import MOST_LINES, TOO_LONG, Line, TableLine, clean, cut, lines_of, table_of
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent


@dataclass(frozen=True)
class Pasted:
    """The rows a text proposes, the table it was when it was one, and sentences about the whole."""

    rows: tuple[PastedRow, ...] = ()
    table: TableSeen | None = None
    notes: tuple[str, ...] = ()


def read_pasted(text: str, find_document: FindDocument = no_documents, progress: Progress = silent) -> Pasted:
    """Return what a pasted text proposes. `find_document` serves the numbers of papers in a history table.

    Long work on values: it may run in any thread. Raises what `progress` raises.
    """
    whole = clean(text)
    lines = lines_of(whole)
    if not lines:
        return Pasted()
    if len(lines) > MOST_LINES:
        lines = lines[:MOST_LINES]
        whole = "\n".join(whole.split("\n")[: lines[-1].number])
        note = _("Only the first {n} lines were read. Paste the rest after these are added.").format(n=MOST_LINES)
        return _with_notes(_read(whole, lines, find_document, progress), note)
    return _read(whole, lines, find_document, progress)


def read_file(data: bytes, find_document: FindDocument = no_documents, progress: Progress = silent) -> Pasted:
    """Return what the bytes of a text file propose. Raises NotText when it is no text, and what `progress` raises."""
    decoded = decode(data)
    return _with_notes(read_pasted(decoded.text, find_document, progress), decoded.note)


def read_anew(table: TableSeen, meanings: Sequence[str], progress: Progress = silent) -> Pasted:
    """Return what a table proposes when its columns are what a person says they are."""
    return Pasted(tuple(read_table(table, meanings, progress)), table)


def _read(whole: str, lines: Sequence[Line], find_document: FindDocument, progress: Progress) -> Pasted:
    history = _read_history(whole, lines, find_document, progress)
    if history is not None:
        return history
    table = _table(whole, lines)
    if table is not None and table.rows:
        return Pasted(tuple(read_table(table, (), progress)), table)
    return Pasted(tuple(read_lines(lines, progress)))


def _table(whole: str, lines: Sequence[Line]) -> TableSeen | None:
    first = lines[0].text
    named = max(names_columns(cut(first, delimiter)) for delimiter in ("\t", "|", ";", ","))
    rows = table_of(whole, named)
    if rows:
        return see_table(rows)
    return said_table(lines) or aligned_table(lines)


def _read_history(whole: str, lines: Sequence[Line], find_document: FindDocument, progress: Progress) -> Pasted | None:
    """Read a table with the columns of our own files as those are read, every field of it; None for any other."""
    if not _names_kinds(lines):
        return None
    try:
        history = read_history(whole.encode(), find_document, progress)
    except HistoryUnreadable:
        return None
    texts = {line.number: line.text for line in lines}
    rows = [row_of(row.entry, row.line, texts.get(row.line, "")) for row in history.rows]
    rows += _bad_rows(lines, {bad.line: bad.why for bad in history.bad})
    rows.sort(key=lambda row: row.line)
    said = {remark.line: remark.sentence for remark in history.remarks}
    told = (replace(row, doubts=(*row.doubts, said[row.line])) if row.line in said else row for row in rows)
    return Pasted(tuple(told), None, history.notes)


def _names_kinds(lines: Sequence[Line]) -> bool:
    """Whether the first row that is no remark has the one column that all our own files have."""
    first = next(
        (line.text for line in lines if not line.text.startswith("#") and not line.text.startswith("sep=")), ""
    )
    return len(first) < TOO_LONG and any(
        "kind" in (cell.casefold() for cell in cut(first, mark)) for mark in ("\t", ";", ",")
    )


def _bad_rows(lines: Sequence[Line], whys: dict[int, str]) -> list[PastedRow]:
    """Read the rows our own reader refuses as any pasted row, with the reason beside them."""
    header = lines[0].text
    delimiter = next((mark for mark in ("\t", ";", ",") if names_columns(cut(header, mark)) > 1), ",")
    head = TableLine(lines[0].number, header, cut(header, delimiter))
    found: list[PastedRow] = []
    for line in lines:
        if line.number not in whys:
            continue
        cells = cut(line.text, delimiter)
        rows = read_table(see_table([head, TableLine(line.number, line.text, cells)]))
        rows = rows or [PastedRow("", {"what": line.text.strip()}, line.number, line.text)]
        why = (whys[line.number],)
        # What is wrong with a cell is said at the cell.
        found += [replace(row, doubts=why if not row.kind or check(row).entry else ()) for row in rows]
    return found


def _with_notes(pasted: Pasted, note: str) -> Pasted:
    return Pasted(pasted.rows, pasted.table, (*pasted.notes, note)) if note else pasted
