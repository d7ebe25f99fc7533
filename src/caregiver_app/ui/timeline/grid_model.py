"""The rows of a review: what was pasted or typed, each looked over, with an empty one at the end to go on in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, Qt, Signal

from caregiver_app.casebook.several import LookedAt, look_at_row
from caregiver_app.domain.timeline.kinds import KINDS, kind_called
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.domain.vocabulary import Term, vocabulary
from caregiver_app.exchange.pasted.cycles import Cycles, as_one, find_cycles
from caregiver_app.exchange.pasted.known import Known, repeats
from caregiver_app.exchange.pasted.reading import kind_of_words
from caregiver_app.exchange.pasted.row import COLUMN_WORDS, PastedRow, Trouble, field_at
from caregiver_app.i18n import _, in_sentences, labelled, with_stops
from caregiver_app.ui.grid_cells import ChoicesRole, Index, MarkRole, QuietRole, ReadingsRole, TermsRole
from caregiver_app.ui.text import literal, one_line, tooltip

TICK, SAID = "tick", "said"
ALWAYS: Final = ("date", "kind", "what", "note")
USUAL: Final = ("date", "end", "kind", "what", "value", "unit", "result", "note")
_ORDER: Final = (
    TICK, SAID, "date", "end", "kind", "what", "detail", "value", "unit", "range", "result", "how", "ended", "line",
    "place", "note",
)  # fmt: skip
_SHOWN: Final = 300
_EMPTY: Final = LookedAt(PastedRow(), look_at_row(PastedRow(), Known(())).checked)


@dataclass(frozen=True)
class Place:
    """A row of the review: what is in it, whether it comes in, and which paste it came with."""

    looked: LookedAt
    is_in: bool
    batch: int = 0

    @property
    def row(self) -> PastedRow:
        """The texts of the row."""
        return self.looked.row

    @property
    def entry(self) -> Entry | None:
        """The entry it makes, when it makes one."""
        return self.looked.checked.entry


class SeveralModel(QAbstractTableModel):
    """Hold rows to look over and change. `edited` is told after every change of what they say."""

    edited = Signal()

    def __init__(self, known: Known) -> None:
        super().__init__()
        self._known = known
        self._places: list[Place] = [Place(_EMPTY, True)]
        self._columns: tuple[str, ...] = _shown(USUAL)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns shown, by id."""
        return self._columns

    @property
    def places(self) -> Sequence[Place]:
        """The rows that hold something."""
        return [place for place in self._places if not place.row.is_empty]

    def rows(self) -> list[PastedRow]:
        """Return the texts of every row, those of empty ones too."""
        return [place.row for place in self._places]

    def place(self, row: int) -> Place:
        """Return one row."""
        return self._places[row]

    def coming(self) -> list[Place]:
        """Return the ticked rows that hold something."""
        return [place for place in self.places if place.is_in]

    def troubled(self) -> list[int]:
        """Return the ticked rows with something to put right."""
        return [
            row for row, place in enumerate(self._places)
            if place.is_in and not place.row.is_empty and place.entry is None
        ]  # fmt: skip

    def first_in(self, begin: int = 0) -> int:
        """Return the first ticked row from a place on, or that place when none is."""
        rows = range(begin, len(self._places))
        return next((row for row in rows if self._places[row].is_in and not self._places[row].row.is_empty), begin)

    def append(self, looked: Iterable[LookedAt], batch: int = 0) -> None:
        """Add rows before the empty one. What says nothing new and what is not understood is not ticked."""
        offset = len(self.places)
        fresh = [
            Place(_moved(one, offset), one.is_new or bool(one.row.kind and one.checked.troubles), batch)
            for one in looked
        ]
        self._replace([*self.places, *fresh])

    def replace_batch(self, looked: Iterable[LookedAt], batch: int) -> None:
        """Put other rows in the place of those of one paste."""
        self._replace([place for place in self.places if place.batch != batch])
        self.append(looked, batch)

    def restore(self, kept: Iterable[tuple[PastedRow, bool]]) -> None:
        """Put back rows that were kept, each with its tick."""
        self._replace([Place(look_at_row(row, self._known), is_in) for row, is_in in kept])

    def show_columns(self, wanted: Iterable[str] = ()) -> None:
        """Show these columns, and besides always those that hold something."""
        used = {column for column in COLUMN_WORDS if any(place.row.at(column) for place in self._places)}
        if any(_text(place, SAID) for place in self._places):
            used.add(SAID)
        columns = _shown({*wanted, *used, *ALWAYS})
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()

    def settle(self) -> None:
        """Look anew which rows repeat an earlier one."""
        twice = repeats(place.looked.content for place in self._places)
        for row, place in enumerate(self._places):
            if place.looked.same_as != twice.get(row):
                self._set(row, replace(place, looked=replace(place.looked, same_as=twice.get(row))))

    def cycles(self) -> list[Cycles]:
        """Return the rows that come in and could be one treatment with several cycles."""
        return find_cycles((row, place.entry) for row, place in enumerate(self._places) if place.is_in)

    def make_one(self, cycles: Cycles) -> None:
        """Put one treatment in the place of rows that are its cycles."""
        one = as_one(self.rows(), cycles)
        first = cycles.places[0]
        merged = Place(look_at_row(one, self._known), True, self._places[first].batch)
        rest = set(cycles.places[1:])
        self._replace([
            merged if row == first else place
            for row, place in enumerate(self._places) if row not in rest and not place.row.is_empty
        ])  # fmt: skip

    def unclear_dates(self) -> list[tuple[int, str, Trouble]]:
        """Return the dates of rows that come in and can be read two ways, with row and column."""
        return [
            (row, column, trouble)
            for row, place in enumerate(self._places) if place.is_in
            for column, trouble in place.looked.checked.troubles.items() if trouble.options
        ]  # fmt: skip

    def read_dates(self, position: int) -> int:
        """Take the first or second reading of every date that has two, and return how many there were."""
        unclear = self.unclear_dates()
        for row, column, trouble in unclear:
            self._change(row, self._places[row].row.with_text(column, trouble.options[position].in_words()))
        self.edited.emit()
        return len(unclear)

    def tick(self, rows: Iterable[int], is_in: bool) -> None:
        """Take rows in or leave them out."""
        for row in rows:
            self._set(row, replace(self._places[row], is_in=is_in))
        self.edited.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._places)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say what can be done with a cell."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column, place = self._columns[index.column()], self._places[index.row()]
        if column == TICK:
            return flags if place.row.is_empty else flags | Qt.ItemFlag.ItemIsUserCheckable
        if column == "kind" or (column != SAID and field_at(place.row.kind, column)):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _heading(self._columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what one cell shows, offers or says."""
        if not index.isValid() or index.row() >= len(self._places):
            return None
        place, column = self._places[index.row()], self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            text = place.row.kind if column == "kind" and role == Qt.ItemDataRole.EditRole else _text(place, column)
            return text if role == Qt.ItemDataRole.EditRole else one_line(text[:_SHOWN])
        if role == Qt.ItemDataRole.CheckStateRole and column == TICK and not place.row.is_empty:
            return (Qt.CheckState.Checked if place.is_in else Qt.CheckState.Unchecked).value
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self.sentence(index.row()) if column in (TICK, SAID) else _text(place, column)[:_SHOWN])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _aloud(place, column, self.sentence(index.row()))
        if role == QuietRole:
            return not place.is_in and not place.row.is_empty
        if role == MarkRole:
            return _mark(place, column)
        return _offered(place, column, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a change of one cell, and have an empty row at the end again."""
        row, column = index.row(), self._columns[index.column()]
        place = self._places[row]
        if role == Qt.ItemDataRole.CheckStateRole and column == TICK:
            self.tick([row], Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role != Qt.ItemDataRole.EditRole or column in (TICK, SAID):
            return False
        self._change(row, _changed(place.row, column, str(value)))
        if row == len(self._places) - 1 and not self._places[row].row.is_empty:
            self.beginInsertRows(self.index(-1, -1), row + 1, row + 1)
            self._places.append(Place(_EMPTY, True))
            self.endInsertRows()
        self.edited.emit()
        return True

    def remove(self, rows: Iterable[int]) -> None:
        """Take rows out of the review."""
        gone = set(rows)
        self._replace([place for row, place in enumerate(self._places) if row not in gone and not place.row.is_empty])

    def sentence(self, row: int) -> str:
        """Return what there is to say of a row: what to put right first, then what the reader was not sure of."""
        place = self._places[row]
        if place.row.is_empty:
            return ""
        looked = place.looked
        said = [trouble.sentence for trouble in looked.checked.troubles.values()]
        if looked.is_known:
            said.append(_("It is in your case already."))
        if looked.told_closer:
            said.append(_("Your case has it with a closer date: {date}.").format(date=looked.told_closer))
        if looked.same_as is not None:
            said.append(_("It is the same as row {n}.").format(n=looked.same_as + 1))
        return in_sentences(dict.fromkeys((*said, *place.row.doubts)))

    def _change(self, row: int, changed: PastedRow) -> None:
        before = self._places[row]
        # What somebody works on is meant to come in, unless it was left out by hand.
        is_in = before.is_in or (not before.row.kind and bool(changed.kind))
        self._set(row, replace(before, looked=look_at_row(changed, self._known), is_in=is_in))

    def _set(self, row: int, place: Place) -> None:
        self._places[row] = place
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))

    def _replace(self, places: Sequence[Place]) -> None:
        self.beginResetModel()
        self._places = [*places, Place(_EMPTY, True)]
        self.endResetModel()
        self.settle()
        self.edited.emit()


def _shown(columns: Iterable[str]) -> tuple[str, ...]:
    wanted = {TICK, *columns}
    return tuple(column for column in _ORDER if column in wanted)


def _moved(one: LookedAt, offset: int) -> LookedAt:
    return one if one.same_as is None else replace(one, same_as=one.same_as + offset)


def _heading(column: str) -> str:
    if column == TICK:
        return _("In")
    return _("To know") if column == SAID else _(COLUMN_WORDS[column])


def _text(place: Place, column: str) -> str:
    row, looked = place.row, place.looked
    if column == TICK or row.is_empty:
        return ""
    if column == "kind":
        kind = kind_called(row.kind)
        return _(kind.word) if kind is not None else ""
    if column != SAID:
        return row.at(column)
    trouble = next(iter(looked.checked.troubles.values()), None)
    if looked.is_known:
        return _("In your case already")
    if looked.told_closer:
        return _("In your case, closer")
    if looked.same_as is not None:
        return _("Same as row {n}").format(n=looked.same_as + 1)
    return trouble.sentence if trouble is not None else next(iter(row.doubts), "")


def _aloud(place: Place, column: str, sentence: str) -> str:
    text = literal(_text(place, column)[:_SHOWN])
    if column == TICK:
        if place.row.is_empty:
            return _("Empty row")
        return _("Comes in") if place.is_in else _("Stays out")
    if column == SAID:
        return labelled(_heading(column), sentence or _("nothing"))
    trouble = place.looked.checked.troubles.get(column)
    words = labelled(_heading(column), text or _("empty"))
    if trouble is None or place.row.is_empty:
        return words
    return with_stops((words, trouble.sentence))


def _mark(place: Place, column: str) -> str:
    if place.row.is_empty:
        return ""
    looked = place.looked
    if column == SAID:
        if looked.is_known or looked.told_closer or looked.same_as is not None:
            return "good"
        return "care" if looked.checked.troubles and place.is_in else "info" if place.row.doubts else ""
    return "care" if place.is_in and column in looked.checked.troubles else ""


def _offered(place: Place, column: str, role: int) -> Any:
    if role == ChoicesRole and column == "kind":
        return (("", _("Not chosen yet")), *((kind.id, _(kind.word)) for kind in KINDS))
    if role == ReadingsRole:
        trouble = place.looked.checked.troubles.get(column)
        return tuple(option.in_words() for option in trouble.options) if trouble is not None else ()
    if role == TermsRole and column not in (TICK, SAID, "kind"):
        return _terms(place.row.kind, column)
    return None


@cache
def _terms(kind: str, column: str) -> tuple[Term, ...]:
    known = kind_called(kind)
    if known is None:
        names = ("regimens", "labs", "modalities", "responses", "procedures") if column == "what" else ()
        return tuple(term for name in names for term in vocabulary(name))
    asked = next((asked for asked in known.fields if asked.name == field_at(kind, column)), None)
    return vocabulary(asked.terms) if asked is not None and asked.terms else ()


def _changed(row: PastedRow, column: str, text: str) -> PastedRow:
    if column == "kind":
        return row.with_kind(_kind_id(text))
    if not field_at(row.kind, column):
        return row
    changed = replace(row.with_text(column, text.strip()), doubts=() if row.kind else row.doubts)
    if column == "what" and not row.kind and text.strip():
        return changed.with_kind(kind_of_words(text)) if kind_of_words(text) else changed
    return changed


def _kind_id(text: str) -> str:
    if kind_called(text) is not None or not text:
        return text
    return next((kind.id for kind in KINDS if _(kind.word).casefold() == text.casefold()), "")
