"""Turn one row of a history file into an entry.

The columns are few and the kinds are many: `domain.timeline.kinds` says where a column of a kind goes. What
has no field of its own stays in the note behind its column's name, so that nothing a family typed is lost. A field
may have a column of its own instead, which is taken as it stands.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Final

from caregiver_app.domain import vocabulary
from caregiver_app.domain.date_words import DateUnclear, read_date
from caregiver_app.domain.dates import PartialDate, days_between
from caregiver_app.domain.timeline.kinds import KINDS, Kind
from caregiver_app.domain.timeline.meaning import event_meant
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.exchange.history.columns import SOURCE_COLUMNS, RowUnclear
from caregiver_app.exchange.history.own_columns import take_own_columns
from caregiver_app.exchange.history.source import FindDocument, read_source, read_source_columns
from caregiver_app.i18n import _

_GOING_ON: Final = frozenset({"ongoing", "going on", "still going on", "present", "current", "now", "today", "still"})
_LINE: Final = re.compile(r"(?:line\s*)?0*(\d{1,2})(?:st|nd|rd|th)?\.?(?:\s*line|l)?", re.IGNORECASE | re.ASCII)
_SPAN: Final = re.compile(r"\s+(?:-|to|until|till|bis)\s+|\s*[–—]\s*|(?<=^\d{4})-(?=\d{4}$)", re.IGNORECASE)
_CYCLES: Final = re.compile(r"(\d+)\s*cycles?", re.IGNORECASE)
_DEAUVILLE: Final = re.compile(r"deauville(?:\s+score)?\s*(.*)", re.IGNORECASE | re.DOTALL)
_RANGE: Final = re.compile(r"\d[\d.,]*\s*[-–—]\s*\d[\d.,]*|[<>≤≥]\s*\d[\d.,]*")
_TITLE_LENGTH: Final = 80


@dataclass(frozen=True)
class RowRead:
    """The entry a row says, and sentences to tell about it."""

    entry: Entry
    remarks: tuple[str, ...] = ()


@dataclass
class _Draft:
    """Collect the fields of one entry; `cells` shrinks as they find their place.

    A field that has its text already, from a column of its own, keeps it.
    """

    kind: Kind
    cells: dict[str, str]
    order: str
    fields: dict[str, Any] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def take(self, column: str) -> str:
        return self.cells.pop(column, "")

    def keep(self, column: str, text: str) -> None:
        """Put a text that has no field of its own into the note."""
        if text:
            self.kept.append(f"{column}: {text}")


def read_row(cells: Mapping[str, str], find_document: FindDocument, order: str = "") -> RowRead:
    """Return the entry that the cells of a row (column name to text) say.

    `order` is which of day and month the file's dates put first, where that is known. Raises RowUnclear when a
    part that must be understood is not.
    """
    draft = _Draft(_kind(cells.get("kind", "")), {column: text for column, text in cells.items() if text}, order)
    draft.take("kind")
    draft.fields.update(take_own_columns(draft.kind, draft.cells))
    _read_dates(draft)
    _read_line(draft)
    _read_source(draft, find_document)
    _PARTICULAR.get(draft.kind.id, _nothing_particular)(draft)
    for column, name in (*draft.kind.csv.items(), ("place", "place")):
        if column in draft.cells and draft.fields.setdefault(name, draft.cells[column]) == draft.cells[column]:
            draft.take(column)
    note = draft.take("note")
    if draft.fields.setdefault("note", note) != note:
        draft.keep("note", note)
    for column in [*draft.cells]:
        draft.keep(column, draft.take(column))
    _name_a_note(draft, note)
    _require(draft)
    draft.fields["note"] = "\n".join(part for part in (draft.fields["note"], *draft.kept) if part)
    return RowRead(draft.kind.record.model_validate(draft.fields), tuple(draft.remarks))


def kind_words() -> Mapping[str, Kind]:
    """Return every word the column "kind" may hold, in small letters."""
    return {word.casefold(): kind for kind in KINDS for word in (kind.word, kind.id)}


_KIND_WORDS: Final = kind_words()


def _kind(text: str) -> Kind:
    found = _KIND_WORDS.get(text.casefold())
    if found is None:
        known = ", ".join(kind.id for kind in KINDS)
        if not text:
            raise RowUnclear(_("The column “kind” is empty. The kinds are {known}.").format(known=known))
        raise RowUnclear(_("“{text}” is not a kind we know. The kinds are {known}.").format(text=text, known=known))
    return found


def _read_dates(draft: _Draft) -> None:
    lasts = "end" in draft.kind.record.model_fields
    start, end = draft.take("date"), draft.take("end") if lasts else ""
    if lasts and not end:
        start, end = _split_span(start)
    draft.fields["date"] = _date(start, "date", draft.order) if start else None
    if not lasts:
        return
    if end.casefold() in _GOING_ON:
        draft.keep("end", end)
    elif end:
        draft.fields["end"] = _date(end, "end", draft.order)
        between = days_between(draft.fields["date"], draft.fields["end"])
        if between is not None and between[1] < 0:
            draft.remarks.append(_("It ends before it begins; it was taken in as written."))


def _split_span(text: str) -> tuple[str, str]:
    """Split "May 2023 to October 2023" into its two dates; what is not two dates stays whole."""
    parts = _SPAN.split(text)
    if len(parts) == 2 and all(parts):
        try:
            read_date(text)
        except DateUnclear:
            return parts[0], parts[1]
    return text, ""


def _date(text: str, column: str, order: str) -> PartialDate | None:
    try:
        return _known_date(text, order)
    except DateUnclear as unclear:
        if column == "date":
            raise RowUnclear(str(unclear)) from None
        raise RowUnclear(_("In the column “{column}”: {reason}").format(column=column, reason=unclear)) from None


@lru_cache(maxsize=4096)
def _known_date(text: str, order: str) -> PartialDate | None:
    """Read a date; the dates of a table stand in it again and again."""
    return read_date(text, order)


def _read_line(draft: _Draft) -> None:
    if "line" not in draft.kind.csv:
        return  # kept in the note like any column without a field
    text = draft.take("line")
    if not text:
        return
    found = _LINE.fullmatch(text)
    if found is None or not int(found[1]):
        raise RowUnclear(
            _("“{text}” is not a line number. Write a whole number from 1 to 99, or leave it empty.").format(text=text)
        )
    draft.fields["line"] = int(found[1])


def _read_source(draft: _Draft, find_document: FindDocument) -> None:
    text = draft.take("source")
    if "source" in draft.fields and text:  # its words stand under "exactly"
        draft.keep("source", text)
        text = ""
    own = {column: draft.take(column) for column in SOURCE_COLUMNS if column in draft.cells}
    source = read_source_columns(text, own, find_document) if own else read_source(text, find_document)
    draft.fields = {**source.fields, **draft.fields}
    for column, words in source.kept.items():
        draft.keep(column, words)
    if source.remark:
        draft.remarks.append(source.remark)


def _require(draft: _Draft) -> None:
    """Raise RowUnclear when the entry lacks what it is about."""
    for name, label, column in _required()[draft.kind.id]:
        if not draft.fields.get(name):
            raise RowUnclear(
                _("“{field}” is missing: write it in the column “{column}”, or “not known” there.").format(
                    field=_(label), column=column
                )
            )


@cache
def _required() -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """Return, for each kind, the fields that must be filled: name, label, and the column a family writes them in."""
    return {
        kind.id: tuple(
            (field.name, field.label, next(column for column, name in kind.csv.items() if name == field.name))
            for field in kind.fields
            if kind.record.model_fields[field.name].is_required()
        )
        for kind in KINDS
    }


def _name_a_note(draft: _Draft, note: str) -> None:
    """Let a note without a name be called by its own words."""
    if draft.kind.id != "note" or draft.fields.get("title") or not note:
        return
    if len(note) <= _TITLE_LENGTH and "\n" not in note:
        draft.fields.update(title=note, note="")
    else:
        first = note.splitlines()[0].strip() or note.strip()
        draft.fields["title"] = first if len(first) <= _TITLE_LENGTH else first[: _TITLE_LENGTH - 1].rstrip() + "…"


@lru_cache(maxsize=4096)
def _names(vocabulary_name: str, text: str) -> bool:
    """Whether a text is a word of a vocabulary, alone or before a bracket: "CR", "VGPR (unconfirmed)"."""
    return any(
        part and vocabulary.term(vocabulary_name, part) is not None for part in (text, text.partition("(")[0].strip())
    )


def _nothing_particular(_draft: _Draft) -> None:
    """Most kinds are told by the table of kinds alone."""


def _diagnosis(draft: _Draft) -> None:
    if "stage" not in draft.fields:
        draft.fields["stage"] = re.sub(r"^stage\s+(?=\S)", "", draft.take("value"), flags=re.IGNORECASE)


def _therapy(draft: _Draft) -> None:
    # Where drugs or the best response have a column of their own, "name" and "result" say one thing each.
    if not draft.fields.keys() & {"regimen", "drugs"}:
        name = draft.take("name")
        regimen, _colon, drugs = (part.strip() for part in name.replace("：", ":").partition(":"))
        draft.fields.update({"regimen": regimen, "drugs": drugs} if regimen and drugs else {"regimen": name})
    if "cycles" not in draft.fields:
        _read_cycles(draft)
    if "best_response" not in draft.fields:
        _read_outcome(draft)


def _read_outcome(draft: _Draft) -> None:
    result = draft.cells.get("result", "")
    first, comma, rest = (part.strip() for part in re.sub(r"[;,，；]", ",", result, count=1).partition(","))
    # "Progression" alone tells why a treatment ended; as a best response it would be a fact nobody stated.
    if _names("responses", result) and result.casefold() != "progression":
        draft.fields["best_response"] = draft.take("result")
    elif "ended_because" not in draft.fields and comma and rest and _names("responses", first):
        draft.take("result")
        draft.fields.update(best_response=first, ended_because=rest)


def _read_cycles(draft: _Draft) -> None:
    value, unit = draft.take("value"), draft.take("unit")
    said = _CYCLES.fullmatch(value)
    if said and not unit:
        draft.fields["cycles"] = said[1]
    elif value and unit.casefold() in ("", "cycle", "cycles"):
        draft.fields["cycles"] = value
    else:
        draft.keep("value", value)
        draft.keep("unit", unit)


def _response(draft: _Draft) -> None:
    if not draft.fields.keys() & {"category", "judged_by"}:
        _read_category(draft)
    elif "category" not in draft.fields and "result" not in draft.cells:
        draft.fields["category"] = draft.take("name")
    if "deauville" in draft.fields:
        return
    value, unit = draft.take("value"), draft.take("unit")
    in_value = _DEAUVILLE.fullmatch(value)
    if value and unit.casefold() in ("deauville", "deauville score"):
        draft.fields["deauville"] = value
    elif in_value and in_value[1] and not unit:
        draft.fields["deauville"] = in_value[1]
    else:
        draft.keep("value", value)
        draft.keep("unit", unit)


def _read_category(draft: _Draft) -> None:
    name, result = draft.take("name"), draft.take("result")
    if not _names("responses", name):
        draft.fields.update(category=result, judged_by=name)
    elif _names("responses", result):
        draft.fields["category"] = result
        draft.keep("name", name)
    else:
        draft.fields["category"] = name
        draft.keep("result", result)


def _relapse(draft: _Draft) -> None:
    if "event" in draft.fields:
        return
    name = draft.take("name")
    if name and _tells_an_event(name):
        draft.fields["event"] = name
        return
    draft.fields["event"] = _("Relapse")
    if not name:
        return
    for column, place in (("result", "proven_by"), ("value", "site")):
        if column not in draft.cells and place not in draft.fields:
            draft.fields[place] = name
            return
    draft.keep("name", name)


def _tells_an_event(text: str) -> bool:
    return event_meant(text) is not None or any(_names("relapse_events", word) for word in text.split())


def _lab(draft: _Draft) -> None:
    result = draft.cells.get("result", "")
    if "value" not in draft.cells and "value" not in draft.fields:
        draft.fields["value"] = draft.take("result")
    elif "reference_range" not in draft.fields and _RANGE.fullmatch(result):
        draft.fields["reference_range"] = draft.take("result")


_PARTICULAR: Final[Mapping[str, Callable[[_Draft], None]]] = {
    "diagnosis": _diagnosis,
    "therapy": _therapy,
    "response": _response,
    "relapse": _relapse,
    "lab": _lab,
}
