"""The rows of a lab panel: a test each, with its value, unit, range and mark as printed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, Qt, Signal

from caregiver_app.domain.dates import sort_key
from caregiver_app.domain.timeline.lab_names import listed_test
from caregiver_app.domain.timeline.records import Lab
from caregiver_app.domain.vocabulary import Term, vocabulary
from caregiver_app.exchange.pasted.labs import test_key
from caregiver_app.exchange.pasted.row import PastedRow
from caregiver_app.i18n import N_, _, labelled, with_commas
from caregiver_app.ui.grid_cells import Index, QuietRole, ReadingsRole, TermsRole
from caregiver_app.ui.text import literal, tooltip

COLUMNS: Final = ("test", "value", "unit", "reference_range", "printed_flag")
_WORDS: Final = {
    "test": N_("Test"), "value": N_("Value"), "unit": N_("Unit"), "reference_range": N_("Range printed"),
    "printed_flag": N_("Mark printed"),
}  # fmt: skip
LAST: Final = "\0last"
"""The panel of the tests that were entered last."""


@dataclass(frozen=True)
class PanelRow:
    """One test as typed; `is_unit_offered` while its unit is only the one that was printed last."""

    test: str = ""
    value: str = ""
    unit: str = ""
    reference_range: str = ""
    printed_flag: str = ""
    is_unit_offered: bool = False

    @property
    def is_filled(self) -> bool:
        """Whether there is a result to save."""
        return bool(self.test and self.value)

    @property
    def is_typed(self) -> bool:
        """Whether somebody would miss it."""
        return bool(self.value or self.reference_range or self.printed_flag or (self.unit and not self.is_unit_offered))


class Printed:
    """How the tests of a case were printed last: under which name and in which unit."""

    def __init__(self, labs: Iterable[Lab]) -> None:
        self._last: dict[str, Lab] = {}
        self._units: dict[str, str] = {}
        in_order = sorted(labs, key=lambda lab: sort_key(lab.date) if lab.date is not None else (0, 0))
        for lab in in_order:
            key = test_key(lab.test)
            self._last[key] = lab
            if lab.unit:
                self._units[key] = lab.unit
        self._newest = in_order[-1].date if in_order else None
        self._tests_of_newest = tuple(
            dict.fromkeys(lab.test for lab in in_order if self._newest is not None and lab.date == self._newest)
        )

    def name(self, term: Term) -> str:
        """Return how a test is called in this case, or its usual name."""
        lab = self._last.get(test_key(term.name))
        return lab.test if lab is not None else term.called()

    def unit(self, test: str) -> str:
        """Return the unit a test was printed in last, or nothing."""
        return self._units.get(test_key(test), "")

    @property
    def last_tests(self) -> tuple[str, ...]:
        """The tests of the newest day that has any."""
        return self._tests_of_newest


def _panel_row(texts: Mapping[str, str]) -> PanelRow:
    return PanelRow(texts["test"], texts["value"], texts["unit"], texts["reference_range"], texts["printed_flag"])


def panels(printed: Printed) -> list[tuple[str, str]]:
    """Return the panels to choose from, as (key, words)."""
    last = [(LAST, _("The tests you entered last"))] if printed.last_tests else []
    return [*last, *((term.id, term.called()) for term in vocabulary("lab_panels"))]


class PanelModel(QAbstractTableModel):
    """Hold the rows of one panel, with an empty one at the end. `edited` is told after every change."""

    edited = Signal()

    def __init__(self, printed: Printed) -> None:
        super().__init__()
        self._printed = printed
        self._rows: list[PanelRow] = [PanelRow()]

    @property
    def rows(self) -> Sequence[PanelRow]:
        """The rows that name a test or hold something."""
        return [row for row in self._rows if row != PanelRow()]

    def filled(self) -> list[PanelRow]:
        """Return the rows with a result."""
        return [row for row in self._rows if row.is_filled]

    def nameless(self) -> int | None:
        """Return the first row with a value and no test."""
        return next((at for at, row in enumerate(self._rows) if row.value and not row.test), None)

    def show_panel(self, key: str) -> None:
        """Offer the tests of a panel; what was typed already stays, above them."""
        if key == LAST:
            names: Sequence[str] = self._printed.last_tests
        else:
            names = [self._printed.name(test) for test in _tests_of(key)]
        typed = [row for row in self._rows if row.is_typed]
        taken = {test_key(row.test) for row in typed}
        self.put([*typed, *(self._offered(name) for name in names if test_key(name) not in taken)])

    def put(self, rows: Sequence[PanelRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = [*rows, PanelRow()]
        self.endResetModel()
        self.edited.emit()

    def fill(self, pasted: Iterable[PastedRow]) -> int:
        """Put results into the rows of their tests, or into new ones, and return how many they were.

        A value that is there already stays; another one of the same test gets a row of its own.
        """
        rows, n = list(self.rows), 0
        for one in pasted:
            n += 1
            fresh = _panel_row({name: one.fields.get(name, "") for name in COLUMNS})
            at = next(
                (at for at, row in enumerate(rows) if not row.value and test_key(row.test) == test_key(fresh.test)),
                None,
            )
            if at is None:
                rows.append(fresh)
                continue
            row = rows[at]
            unit = fresh.unit or row.unit
            rows[at] = replace(fresh, test=row.test, unit=unit, is_unit_offered=bool(not fresh.unit and unit))
        self.put(rows)
        return n

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be typed in."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's heading."""
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return _(_WORDS[COLUMNS[section]]) if orientation == Qt.Orientation.Horizontal and role in roles else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what one cell shows or offers."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        text = str(getattr(row, column))
        if role == Qt.ItemDataRole.DisplayRole:
            return literal(text)
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            said = _("Printed last in this unit. Change it if the report says another.")
            return tooltip(said if column == "unit" and row.is_unit_offered else text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = text or _("empty")
            offered = f", {_('as printed last')}" if column == "unit" and row.is_unit_offered else ""
            test = with_commas((row.test, "")) if column != "test" and row.test else ""
            return labelled(f"{test}{_(_WORDS[column])}", f"{literal(words)}{offered}")
        if role == QuietRole:
            return (column == "unit" and row.is_unit_offered) or (column == "test" and not row.value)
        if role == TermsRole and column == "test":
            return vocabulary("labs")
        return _units(test_key(row.test)) if role == ReadingsRole and column == "unit" else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a change of one cell, and have an empty row at the end again."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        at, column = index.row(), COLUMNS[index.column()]
        before = self._rows[at]
        row = _panel_row({**{name: getattr(before, name) for name in COLUMNS}, column: str(value).strip()})
        row = replace(row, is_unit_offered=before.is_unit_offered and column != "unit")
        if column == "test" and (not row.unit or row.is_unit_offered):
            unit = self._printed.unit(row.test)
            row = replace(row, unit=unit, is_unit_offered=bool(unit))
        self._rows[at] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(COLUMNS) - 1))
        if at == len(self._rows) - 1 and row != PanelRow():
            self.beginInsertRows(self.index(-1, -1), at + 1, at + 1)
            self._rows.append(PanelRow())
            self.endInsertRows()
        self.edited.emit()
        return True

    def _offered(self, test: str) -> PanelRow:
        unit = self._printed.unit(test)
        return PanelRow(test, unit=unit, is_unit_offered=bool(unit))


def _tests_of(panel: str) -> list[Term]:
    """Return the tests of a panel, in its order."""
    named = next((term for term in vocabulary("lab_panels") if term.id == panel), None)
    tests = (listed_test(test) for test in named.listed("tests")) if named is not None else ()
    return [test for test in tests if test is not None]


def _units(key: str) -> tuple[str, ...]:
    """Return the units a test is usually printed in."""
    test = listed_test(key)
    return test.listed("units") if test is not None else ()
