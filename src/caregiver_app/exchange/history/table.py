"""Write a treatment history as a CSV table that comes back as it was.

Each text first gets the place a family would give it. Then the rows are read again as an import would read them, and
what came back otherwise gets a safer place: the column of its own field, or, where no cell can hold it, the column
"exactly". What cannot be written even there is named and left out; nothing is changed on the way.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import Final
from uuid import UUID

from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.timeline.kinds import KINDS, Kind, kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.exchange.csv_rows import has_swallowed
from caregiver_app.exchange.history.cells import cell_of, text_in
from caregiver_app.exchange.history.columns import COLUMNS, EXACTLY, further_columns, texts_of
from caregiver_app.exchange.history.own_columns import exactly
from caregiver_app.exchange.history.reading import read_history
from caregiver_app.exchange.history.row import kind_words
from caregiver_app.exchange.history.source import source_text
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent

# What stands under "unit" beside a value that is no measurement, as the template shows it.
_UNITS: Final = {"therapy": "cycles", "response": "Deauville"}
_BEGINNINGS: Final = frozenset(kind_words())
_SOURCE: Final = frozenset({"how_known", "source", "proof", "proof_page"})


@dataclass(frozen=True)
class LeftOut:
    """An entry that no row can hold, and why in one sentence."""

    entry: Entry
    why: str


@dataclass(frozen=True)
class HistoryTable:
    """A table as bytes of CSV, how many entries are in it, and those that could not be written."""

    data: bytes
    rows: int
    left_out: tuple[LeftOut, ...] = ()


@dataclass
class _Plan:
    """Where each text of an entry stands: `own` fields in a column of their own, `exact` ones under "exactly"."""

    entry: Entry
    kind: Kind
    number: int | None
    own: set[str] = field(default_factory=set)
    exact: set[str] = field(default_factory=set)
    cells: Mapping[str, str] = field(default_factory=dict)
    why: str = ""

    def make_safer(self, names: Iterable[str]) -> bool:
        """Give these fields a safer place and return whether there was one."""
        before = len(self.own), len(self.exact)
        for name in names:
            if name in _SOURCE and not self.own >= _SOURCE:
                self.own |= _SOURCE
            elif name not in self.own and name not in COLUMNS:
                self.own.add(name)
            elif getattr(self.entry, name, None) and name in texts_of(self.kind):
                self.exact.add(name)
        return before != (len(self.own), len(self.exact))


class _Papers:
    """Find documents both ways: by the number written on them and by their id."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._numbers = {document.id: document.number for document in documents}
        self.find = {document.number: document for document in documents}.get

    def number(self, document_id: UUID | None) -> int | None:
        """Return the number of a document; None when it is not here."""
        return self._numbers.get(document_id) if document_id is not None else None


def history_table(
    entries: Sequence[Entry], documents: Sequence[Document] = (), progress: Progress = silent
) -> HistoryTable:
    """Return the entries, in their order, as a table that `read_history` turns into the same entries.

    CSV as spreadsheet programs take it: UTF-8 with its mark, commas, CRLF. Raises what `progress` raises.
    """
    papers = _Papers(documents)
    plans = [_Plan(entry, kind_of(entry), papers.number(entry.proof)) for entry in entries]
    waiting = plans
    while waiting:
        for plan in waiting:
            plan.cells = _cells(plan, papers)
        waiting = _with_a_safer_place([plan for plan in waiting if not plan.why], papers, progress)
    written = [plan for plan in plans if not plan.why]
    left_out = tuple(LeftOut(plan.entry, plan.why) for plan in plans if plan.why)
    return HistoryTable("".join(_rows(written)).encode("utf-8-sig"), len(written), left_out)


def _cells(plan: _Plan, papers: _Papers) -> dict[str, str]:
    """Return the filled cells of a row by column."""
    held, kind = vars(plan.entry), plan.kind
    usual = _usual_columns()[kind.id]
    cells = {"kind": kind.id}
    for name in ("date", "end", "line"):
        value = held.get(name)
        if value is not None:
            cells[name] = str(value)
    exact: dict[str, str] = {}
    for name in texts_of(kind):
        text = held[name]
        if not text or name == "source":
            continue
        cell = None if name in plan.exact else _cell(text)
        if cell is None:
            exact[name] = text
        else:
            cells[name if name in plan.own else usual.get(name, name)] = cell
    if "value" in cells and kind.id in _UNITS:
        cells["unit"] = _UNITS[kind.id]
    _add_source(plan, papers, cells, exact)
    if exact:
        cells[EXACTLY] = exactly(exact)
    plan.why = _why_not(cells, exact)
    return cells


@cache
def _usual_columns() -> Mapping[str, Mapping[str, str]]:
    """Return, for each kind, which of the eleven columns a field stands in."""
    return {kind.id: {name: column for column, name in kind.csv.items()} for kind in KINDS}


def _add_source(plan: _Plan, papers: _Papers, cells: dict[str, str], exact: dict[str, str]) -> None:
    entry = plan.entry
    if not plan.own >= _SOURCE:
        text = source_text(entry, papers.find, plan.number)
        cell = None if text is None else _cell(text)
        if cell is not None:
            cells["source"] = cell
            return
    cells["how_known"] = entry.how_known
    if plan.number is not None:
        cells["document"] = label(plan.number)
    if entry.proof_page is not None:
        cells["page"] = str(entry.proof_page)
    if entry.source:
        cell = None if "source" in plan.exact else _cell(entry.source)
        if cell is None:
            exact["source"] = entry.source
        else:
            cells["source"] = cell


def _cell(text: str) -> str | None:
    """Return the cell that holds a text; None when none does, or when it looks like a row fallen into a cell."""
    cell = cell_of(text)
    if text_in(cell) != text or "\0" in text or has_swallowed(text, ",", _BEGINNINGS):
        return None
    return cell


def _why_not(cells: Mapping[str, str], exact: Mapping[str, str]) -> str:
    """Return why a row cannot be written; nothing when it can."""
    if any("\0" in text for text in exact.values()):
        return _("It holds a character that is not text.")
    if max(map(len, cells.values())) > csv.field_size_limit():
        return _("One of its texts is far too long for a table.")
    return ""


def _rows(plans: Sequence[_Plan]) -> list[str]:
    """Write the header and one row for each plan."""
    filled = frozenset[str]().union(*(plan.cells for plan in plans))
    columns = (*COLUMNS, *(column for column in further_columns() if column in filled))
    rows: list[str] = []
    writer = csv.writer(_Into(rows), lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([plan.cells.get(column, "") for column in columns] for plan in plans)
    return rows


class _Into:
    """Let `csv` write each row into a list."""

    def __init__(self, rows: list[str]) -> None:
        self.write = rows.append


def _with_a_safer_place(plans: Sequence[_Plan], papers: _Papers, progress: Progress) -> list[_Plan]:
    """Read rows as an import does; return the plans that came back otherwise and have a safer place now."""
    rows = _rows(plans)
    lines = accumulate((row.count("\n") for row in rows), initial=1)
    read = read_history("".join(rows).encode("utf-8-sig"), papers.find, progress)
    back = {row.line: row.entry for row in read.rows}
    refused = {row.line: row.why for row in read.bad}
    again = []
    for line, plan in zip(list(lines)[1:], plans, strict=False):
        changed = _changed(plan.entry, back.get(line))
        if not changed:
            continue
        if plan.make_safer(changed):
            again.append(plan)
        else:
            plan.why = refused.get(line) or _("It would not come back as it is.")
    return again


def _changed(entry: Entry, back: Entry | None) -> list[str]:
    """Return the fields to look at when an entry did not come back as it was; nothing when it did."""
    held = vars(entry)
    if back is not None and {**vars(back), "id": entry.id} == held:
        return []
    filled = [name for name, value in held.items() if value and name != "id"]
    if back is None:
        return filled
    changed = [name for name in filled if getattr(back, name) != held[name]]
    # What found no place goes to the note: then the note changed too, and not for a reason of its own.
    return [name for name in changed if name != "note"] or changed or filled
