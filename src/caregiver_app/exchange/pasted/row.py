"""One row of what somebody pasted or typed: texts under the fields of a kind, and the entry they make.

A row is a proposal. Nothing in it is settled before a person has looked at it, so its dates stay as they were
written until they are read here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from caregiver_app.domain.date_words import DateUnclear, read_date
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.kinds import Kind, kind_called, kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import N_, _

COLUMNS: Final = (
    "kind", "date", "end", "what", "detail", "value", "unit", "range", "result", "how", "ended", "line", "place",
    "note",
)  # fmt: skip
"""What a review shows of a row. `field_at` says which field of a kind stands in a column."""

COLUMN_WORDS: Final[Mapping[str, str]] = {
    "kind": N_("Kind"), "date": N_("Date"), "end": N_("Ended"), "what": N_("What"), "detail": N_("Details"),
    "value": N_("Value"), "unit": N_("Unit"), "range": N_("Range printed"), "result": N_("Result"),
    "how": N_("How judged or proven"), "ended": N_("Why it ended"), "line": N_("Line"), "place": N_("Where"),
    "note": N_("Note"),
}  # fmt: skip
_MOST_LINE: Final = 99
_SAME_EVERYWHERE: Final = {"date": "date", "end": "end", "line": "line", "place": "place", "note": "note"}
# Where a column holds another field than the one the table of kinds gives a file's column of that name.
_OWN: Final[Mapping[str, Mapping[str, str]]] = {
    "diagnosis": {"detail": "subtype", "value": "stage", "how": "basis"},
    "therapy": {"detail": "drugs", "value": "cycles", "result": "best_response", "ended": "ended_because"},
    "response": {"value": "deauville", "how": "judged_by"},
    "relapse": {"detail": "site", "how": "proven_by"},
    "scan": {"detail": "region", "value": "value", "unit": "unit", "result": "finding"},
    "marker": {"value": "value", "unit": "unit", "result": "result", "how": "method", "detail": "specimen"},
    "lab": {"value": "value", "unit": "unit", "range": "reference_range", "result": "printed_flag"},
    "procedure": {"detail": "detail", "value": "value", "unit": "unit", "result": "outcome"},
    "medicine": {"detail": "reason", "value": "dose", "unit": "unit", "result": "schedule"},
}


@dataclass(frozen=True)
class PastedRow:
    """Hold one row as texts by field name; while `kind` is empty they are kept by column.

    `text` is what stood there, from line `line` on (0: it was typed here). `cycle` is the number of a cycle the
    text named, `doubts` sentences about what the reader was not sure of.
    """

    kind: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    text: str = ""
    cycle: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written in it."""
        return not self.kind and not any(text.strip() for text in self.fields.values())

    def at(self, column: str) -> str:
        """Return the text in a column."""
        name = field_at(self.kind, column)
        return self.fields.get(name, "") if name else ""

    def with_text(self, column: str, text: str) -> "PastedRow":
        """Return the row with another text in a column that its kind has."""
        name = field_at(self.kind, column)
        assert name
        fields = {key: value for key, value in self.fields.items() if key != name}
        return replace(self, fields={**fields, name: text} if text else fields)

    def with_kind(self, kind: str) -> "PastedRow":
        """Return the row as one of another kind; what has no field there goes into the note under its column's name."""
        fields: dict[str, str] = {}
        kept: list[str] = []
        shown = {field_at(self.kind, column): column for column in COLUMNS[1:] if field_at(self.kind, column)}
        for name, text in self.fields.items():
            target = field_at(kind, shown[name]) if name in shown else _shared_field(kind, name)
            if target:
                fields[target] = text
            elif text:
                kept.append(f"{_(COLUMN_WORDS[shown[name]])}: {text}" if name in shown else text)
        note = "\n".join(part for part in (fields.pop("note", ""), *kept) if part)
        return replace(self, kind=kind, fields={**fields, "note": note} if note else fields)


@dataclass(frozen=True)
class Trouble:
    """What is to be put right in a column, and the dates a text may mean where it may mean two."""

    sentence: str
    options: tuple[PartialDate, ...] = ()


@dataclass(frozen=True)
class Checked:
    """The entry a row makes, or what keeps it from making one, by column."""

    entry: Entry | None
    troubles: Mapping[str, Trouble] = field(default_factory=dict)


@cache
def field_at(kind: str, column: str) -> str:
    """Return the field of a kind that stands in a column; nothing when the kind has none there."""
    known = kind_called(kind)
    if known is None:
        return column if column != "kind" else ""
    if column == "what":
        return known.title
    if column in _SAME_EVERYWHERE:
        return column if column in known.record.model_fields else ""
    if known.id in _OWN:
        return _OWN[known.id].get(column, "")
    return known.csv.get(column, "") if column in ("value", "unit", "result") else ""


def _shared_field(kind: str, name: str) -> str:
    known = kind_called(kind)
    return name if known is not None and name in known.record.model_fields else ""


def row_of(entry: Entry, line: int = 0, text: str = "") -> PastedRow:
    """Return the row that makes this entry; every field of it is carried along."""
    values = {name: value for name, value in entry if name != "id" and value not in ("", None)}
    fields = {
        name: value.in_words() if isinstance(value, PartialDate) else str(value) for name, value in values.items()
    }
    return PastedRow(kind_of(entry).id, fields, line, text)


def check(row: PastedRow, shared: Mapping[str, Any] | None = None) -> Checked:
    """Return the entry a row makes, or its troubles.

    `shared` holds fields for all rows, such as how they are known; what a row says itself goes before.
    """
    kind = kind_called(row.kind)
    if kind is None:
        return Checked(None, {"kind": Trouble(_("Choose what this is, or leave it out."))})
    troubles: dict[str, Trouble] = {}
    values: dict[str, Any] = {**(shared or {})}
    for name, text in row.fields.items():
        plain = text.strip()
        if not plain:
            continue
        if name in ("date", "end"):
            values[name] = _date(plain, name, troubles)
        elif name == "line":
            values[name] = _line(plain, troubles)
        else:
            values[name] = plain
    _require(kind, values, troubles)
    if troubles:
        return Checked(None, troubles)
    return Checked(kind.record.model_validate(values))


def _date(text: str, column: str, troubles: dict[str, Trouble]) -> PartialDate | None:
    try:
        return read_date(text)
    except DateUnclear as unclear:
        troubles[column] = Trouble(str(unclear), unclear.options)
        return None


def _line(text: str, troubles: dict[str, Trouble]) -> int | None:
    if text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= _MOST_LINE:
        return int(text)
    troubles["line"] = Trouble(_("Type a whole number from 1 to 99, or leave it empty."))
    return None


def _require(kind: Kind, values: Mapping[str, Any], troubles: dict[str, Trouble]) -> None:
    for asked in kind.fields:
        if kind.record.model_fields[asked.name].is_required() and not values.get(asked.name):
            column = next(column for column in COLUMNS if field_at(kind.id, column) == asked.name)
            troubles.setdefault(
                column, Trouble(_("Fill in “{field}”; the rest can wait.").format(field=_(asked.label)))
            )
