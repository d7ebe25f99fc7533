"""Read the rows of a pasted table, once it is said what its columns are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caregiver_app.exchange.pasted.columns import ColumnSeen, columns_of, kind_named, names_columns, test_in
from caregiver_app.exchange.pasted.dates import find_dates, is_date
from caregiver_app.exchange.pasted.labs import range_and_mark, value_and_unit
from caregiver_app.exchange.pasted.reading import kind_of_words, note_row, read_line
from caregiver_app.exchange.pasted.row import COLUMN_WORDS, PastedRow, field_at
from caregiver_app.exchange.pasted.text import TOO_LONG, TableLine
from caregiver_app.exchange.pasted.words import find_words, term_named
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent

_ROWS_AT_ONCE = 200
_TO_NOTE = ("detail", "value", "unit", "range", "result", "cycles", "ended", "line", "place", "end")


@dataclass(frozen=True)
class TableSeen:
    """A table: its columns as they are taken, and its rows without the one that names the columns."""

    columns: tuple[ColumnSeen, ...]
    rows: tuple[TableLine, ...]
    has_names: bool

    @property
    def is_sure(self) -> bool:
        """Whether every column has a name we know; a table that names none is read row by row instead."""
        return not self.has_names or all(column.is_sure for column in self.columns)


def see_table(lines: Sequence[TableLine]) -> TableSeen:
    """Return a table with what its columns are taken for."""
    has_header = bool(lines) and (names_columns(lines[0].cells) > 0 or _is_unlike(lines[0], lines[1:]))
    rows = tuple(lines[1:] if has_header else lines)
    return TableSeen(columns_of(lines[0].cells if has_header else (), rows), rows, has_header)


def _is_unlike(first: TableLine, rest: Sequence[TableLine]) -> bool:
    """Whether a first row holds words where dates or figures stand beneath: then they are names of somebody's own."""
    if not rest or len(first.cells) < 2 or any(_is_figure(cell) for cell in first.cells) or find_words(first.text):
        return False
    for at, cell in enumerate(first.cells):
        beneath = [row.cells[at] for row in rest if at < len(row.cells) and row.cells[at]]
        if cell and beneath and sum(_is_figure(text) for text in beneath) * 5 >= len(beneath) * 4:
            return True
    return False


def _is_figure(text: str) -> bool:
    return is_date(text) or text[:1].isdigit()


def read_table(table: TableSeen, meanings: Sequence[str] = (), progress: Progress = silent) -> list[PastedRow]:
    """Return the rows a table proposes. `meanings` says for each column what it is; else what it is taken for.

    Without a word for its columns a table is a list of lines, and each is read as a line is.
    """
    chosen = tuple(meanings) or tuple(column.meaning for column in table.columns)
    names = tuple(column.name for column in table.columns)
    found: list[PastedRow] = []
    for position, row in enumerate(table.rows):
        if position % _ROWS_AT_ONCE == 0:
            progress(position, len(table.rows), "")
        if table.has_names or meanings:
            found.extend(_read_row(row, chosen, names))
        else:
            found.append(read_line("  ".join(cell for cell in row.cells if cell), row.number, row.text))
    return found


def _read_row(row: TableLine, meanings: Sequence[str], names: Sequence[str]) -> list[PastedRow]:
    cells: dict[str, list[str]] = {}
    across: list[tuple[str, str, str]] = []
    for at, text in enumerate(row.cells):
        meaning = meanings[at] if at < len(meanings) else "note"
        if not text or meaning == "skip":
            continue
        if meaning in ("test", "day"):
            across.append((meaning, names[at], text))
        else:
            cells.setdefault(meaning, []).append(_labelled(text, names[at]) if meaning == "note" else text)
    one = {meaning: "\n".join(texts) if meaning == "note" else " ".join(texts) for meaning, texts in cells.items()}
    if across:
        return _across(row, one, across)
    if not one:
        return []
    return [_one(row, one)]


def _labelled(text: str, name: str) -> str:
    """Keep the name of a column with what goes into the note, unless it only says that it is a note."""
    return (
        text
        if not name or len(name) > len(text) * 4 + 40 or name.casefold() in ("note", "notes", "备注")
        else f"{name}: {text}"
    )


def _across(row: TableLine, one: dict[str, str], across: Sequence[tuple[str, str, str]]) -> list[PastedRow]:
    """Read a row that holds several values: one a test, or one a day."""
    found = []
    note = one.get("note", "")
    for meaning, name, text in across:
        test, unit = test_in(name) if meaning == "test" else (one.get("what", ""), one.get("unit", ""))
        day = one.get("date", "") if meaning == "test" else name
        value, flag = _value_and_mark(text)
        value, unit = (value, unit) if unit else value_and_unit(value)
        fields = {"test": test, "date": day, "unit": unit, "note": note, "place": one.get("place", "")}
        fields.update(value=value, printed_flag=flag, reference_range=one.get("range", ""))
        found.append(PastedRow("lab", {key: words for key, words in fields.items() if words}, row.number, row.text))
    return found


def _value_and_mark(text: str) -> tuple[str, str]:
    """Split "365 H" into its value and its mark."""
    head, _space, tail = text.rpartition(" ")
    mark = range_and_mark(tail)[1] if head else ""
    return (head.strip(), mark) if mark else (text, "")


def _one(row: TableLine, one: dict[str, str]) -> PastedRow:
    what, said = one.pop("what", ""), one.pop("kind", "")
    if max(len(text) for text in (what, *one.values())) > TOO_LONG:
        return PastedRow("", {"what": row.text.strip()}, row.number, row.text)
    kind = kind_named(said) or (_kind_by(what, one) if not said else "")
    if not kind and not said:
        return _unsure(row, what, one)
    if kind == "response":
        what = ": ".join(part for part in (what, one.pop("result", "")) if part)
    base = read_line(what, kind=kind) if what and kind else PastedRow(kind, {"what": what} if what else {})
    if kind == "lab" and what:
        base = PastedRow(kind, {"test": what})
    doubts = base.doubts
    if said and not kind:
        doubts = (*doubts, _("“{text}” is not a kind we know.").format(text=said))
    placed = _placed(replace(base, line=row.number, text=row.text, doubts=doubts), one)
    return placed if kind else placed.with_text("note", "\n".join(part for part in (said, placed.at("note")) if part))


def _kind_by(what: str, one: dict[str, str]) -> str:
    found = kind_of_words(what) if what else ""
    if found:
        return found if found != "scan" or not term_named("responses", one.get("result", "")) else "response"
    if what and one.get("value") and (one.get("unit") or one.get("range")):
        return "lab"
    if not what and term_named("responses", one.get("result", "")):
        return "response"
    return "therapy" if what and one.get("cycles") else ""


def _unsure(row: TableLine, what: str, one: dict[str, str]) -> PastedRow:
    """Read a row no word of which says what it is, as the line it is."""
    dated = one.pop("date", "")
    rest = [what, *(one.pop(meaning, "") for meaning in _TO_NOTE), one.pop("note", "")]
    text = " · ".join(" ".join(part.split()) for part in rest if part)
    if not dated:
        return read_line(text, row.number, row.text)
    found = find_dates(dated)
    base = note_row(text, row.number, row.text) if text else PastedRow("", {}, row.number, row.text)
    doubt = _("We do not know what this is; it would come in as a note.")
    return replace(base, fields={**base.fields, "date": found.start or dated}, doubts=(doubt,) if text else ())


def _placed(row: PastedRow, one: dict[str, str]) -> PastedRow:
    """Put the cells of a row into the fields of its kind; what has none there goes into the note."""
    fields, note = dict(row.fields), [row.at("note")]
    dated = find_dates(one.pop("date", "") or fields.pop("date", ""))
    start, end = dated.start or dated.rest, one.pop("end", "") or dated.end
    if start:
        fields["date"] = start
    if end and find_dates(end).start:
        one["end"] = end
    elif end:
        note.append(f"{_(COLUMN_WORDS['end'])}: {end}")
    if dated.start and dated.rest:
        note.append(dated.rest)
    _settle_marks(row.kind, one)
    for meaning, text in one.items():
        column = "value" if meaning == "cycles" and row.kind == "therapy" else meaning
        name = field_at(row.kind, column) if column != "note" else ""
        if name and not fields.get(name):
            fields[name] = text
        else:
            words = COLUMN_WORDS.get(column, "")
            note.append(text if column == "note" or not words else f"{_(words)}: {text}")
    fields.pop("note", "")
    whole = "\n".join(part for part in note if part)
    return replace(row, fields={**fields, "note": whole} if whole else fields)


def _settle_marks(kind: str, one: dict[str, str]) -> None:
    """Give what stands under "result" its own column where its form shows which."""
    result = one.get("result", "")
    if kind == "lab" and result:
        if not one.get("value"):
            one["value"], one["result"] = _value_and_mark(result)
        elif not one.get("range") and range_and_mark(result)[0]:
            one["range"], one["result"] = range_and_mark(result)
    elif kind == "lab" and one.get("value"):
        one["value"], one["result"] = _value_and_mark(one["value"])
    if kind == "lab" and not one.get("unit"):
        one["value"], one["unit"] = value_and_unit(one.get("value", ""))
    if kind == "therapy" and result and term_named("responses", result) is None:
        one["ended"] = " ".join(part for part in (one.pop("result"), one.get("ended", "")) if part)
    for column in [column for column, text in one.items() if not text]:
        del one[column]
