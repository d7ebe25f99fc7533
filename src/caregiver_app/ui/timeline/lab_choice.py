"""The list of lab tests: ticked are those shown as trends, in the order they are drawn."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from caregiver_app.i18n import _, ngettext, with_commas
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.search_field import SearchField
from caregiver_app.ui.text import button, literal, one_line, set_tooltip, tooltip
from caregiver_app.ui.theme import SPACE_1, SPACE_2
from caregiver_app.ui.tick_list import TickList

if TYPE_CHECKING:
    from caregiver_app.domain.timeline.trends.values import LabTest, Trends

_KEY: Final = int(Qt.ItemDataRole.UserRole)
_MOST_FOUND: Final = 40
_MOVES: Final = (("Alt+Up", -1), ("Alt+Down", 1))


class LabChoice(QWidget):
    """Let tests be found by typing, ticked, and moved up and down. `chose` tells the names in their new order."""

    chose = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._trends: Trends | None = None
        self._order: list[str] = []
        self.search = SearchField(_("Find a test"), _("Find a test…"))
        self.tests = TickList(_("Tests shown as trends"))
        self.up_button = button(_("Move up"), partial(self.move_chosen, -1), "link")
        self.down_button = button(_("Move down"), partial(self.move_chosen, 1), "link")
        beneath = QWidget()
        self.acts = FlowingRow(beneath, SPACE_1)
        self.acts.addWidget(self.up_button)
        self.acts.addWidget(self.down_button)
        set_tooltip(self.up_button, _("Alt and the arrow key up"))
        set_tooltip(self.down_button, _("Alt and the arrow key down"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.search)
        column.addWidget(self.tests, 1)
        column.addWidget(beneath)
        for keys, step in _MOVES:
            # The list would take the keys for its own moving about.
            QShortcut(
                QKeySequence(keys), self, partial(self.move_chosen, step),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )  # fmt: skip
        self.search.textChanged.connect(lambda _text: self._fill())
        self.search.returnPressed.connect(self._tick_first)
        self.tests.itemChanged.connect(self._on_ticked)
        self.tests.currentItemChanged.connect(lambda _now, _before: self._tell_moves())

    def show_tests(self, trends: "Trends") -> None:
        """Show the tests of a case; rows stay where they are while the tests are the same."""
        self._trends = trends
        known = {test.key for test in (*trends.shown, *trends.tests)}
        if known != set(self._order):
            self._order = self._ranked()
        self._fill()

    def move_chosen(self, step: int) -> None:
        """Draw the chosen test one place earlier or later."""
        item = self.tests.currentItem()
        if item is None or self._trends is None:
            return
        shown = [test.key for test in self._trends.shown]
        key = item.data(_KEY)
        place = shown.index(key) + step if key in shown else -1
        if 0 <= place < len(shown):
            shown.remove(key)
            shown.insert(place, key)
            self._order = [*shown, *(other for other in self._order if other not in shown)]
            self._tell(shown)

    def _by_key(self) -> "dict[str, LabTest]":
        assert self._trends is not None  # shown before it is asked
        return {test.key: test for test in (*self._trends.tests, *self._trends.shown)}

    def _ranked(self) -> list[str]:
        """Return the tests shown in their order, then the others, those with most values first."""
        assert self._trends is not None  # shown before it is asked
        return [test.key for test in (*self._trends.shown, *self._trends.others)]

    def _wanted(self) -> list[str]:
        """Return the tests to list: all, or those that fit what is typed, the best first."""
        typed = self.search.text().strip()
        return _found(typed, self._by_key()) if typed else self._order

    def _fill(self) -> None:
        if self._trends is None:
            return
        current = self.tests.currentItem()
        key = current.data(_KEY) if current is not None else None
        shown = {test.key for test in self._trends.shown}
        by_key = self._by_key()
        self.tests.blockSignals(True)
        self.tests.clear()
        for wanted in self._wanted():
            item = QListWidgetItem(one_line(_row(by_key[wanted])))
            item.setData(_KEY, wanted)
            words = _in_full(by_key[wanted])
            item.setToolTip(tooltip(words))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, literal(words))
            item.setCheckState(Qt.CheckState.Checked if wanted in shown else Qt.CheckState.Unchecked)
            self.tests.addItem(item)
            if wanted == key:
                self.tests.setCurrentItem(item)
        if self.tests.currentRow() < 0 and self.tests.count():
            self.tests.setCurrentRow(0)
        self.tests.blockSignals(False)
        self._tell_moves()

    def _on_ticked(self, item: QListWidgetItem) -> None:
        assert self._trends is not None  # there is something to tick
        key, shown = item.data(_KEY), [test.key for test in self._trends.shown]
        if item.checkState() == Qt.CheckState.Checked:
            self._tell([*shown, key])
        else:
            self._tell([other for other in shown if other != key])

    def _tick_first(self) -> None:
        """Tick the best of what was found, or take its tick away."""
        item = self.tests.item(0)
        if item is not None and self.search.text().strip():
            ticked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _tell(self, keys: list[str]) -> None:
        by_key = self._by_key()
        self.chose.emit([by_key[key].name for key in keys])

    def _tell_moves(self) -> None:
        shown = [test.key for test in self._trends.shown] if self._trends is not None else []
        item = self.tests.currentItem()
        key = item.data(_KEY) if item is not None else None
        self.up_button.setEnabled(key in shown[1:])
        self.down_button.setEnabled(key in shown[:-1])


def _row(test: "LabTest") -> str:
    return _("{test} · {n}").format(test=test.name, n=test.count)


def _in_full(test: "LabTest") -> str:
    """Say a test, its units and how many values it has, then what is to be known of it."""
    count = ngettext("{n} value", "{n} values", test.count).format(n=test.count)
    return "\n".join((" · ".join(part for part in (test.name, with_commas(test.units), count) if part), *test.notes()))


def _found(typed: str, tests: "dict[str, LabTest]") -> list[str]:
    """Return the tests that fit what is typed in any of their names, the best first."""
    from caregiver_app.domain.timeline.lab_names import listed_test
    from caregiver_app.domain.type_ahead import Finder
    from caregiver_app.domain.vocabulary import Term

    terms = []
    for key, test in tests.items():
        listed = listed_test(key)
        names = (*test.other_names, *((listed.name, *listed.synonyms) if listed else ()))
        chinese = listed.chinese if listed else ""
        plain = listed.plain if listed else ""
        terms.append(Term(key, test.name, plain, chinese, tuple(dict.fromkeys(names)), "", ""))
    return [term.id for term in Finder(terms).find(typed, _MOST_FOUND)]
