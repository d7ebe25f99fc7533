"""The views beneath the picture, one tab each: all entries, the lines of therapy, lab trends, what to look at again.

A view is built when it is first shown and read again only while it is shown.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from caregiver_app.i18n import N_, _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.text import button_words
from caregiver_app.ui.theme import SPACE_2
from caregiver_app.ui.timeline.entries_view import EntriesView

if TYPE_CHECKING:
    from caregiver_app.domain.snapshot import CaseSnapshot
    from caregiver_app.ui.timeline.lines_view import LinesView
    from caregiver_app.ui.timeline.remarks_view import RemarksView
    from caregiver_app.ui.timeline.trends_view import TrendsView

Show = Callable[[UUID], None]


def _lines(desk: Desk, show: Show) -> "LinesView":
    from caregiver_app.ui.timeline.lines_view import LinesView

    return LinesView(desk, show)


def _trends(desk: Desk, show: Show) -> "TrendsView":
    from caregiver_app.ui.timeline.trends_view import TrendsView

    return TrendsView(desk, show)


def _remarks(desk: Desk, show: Show) -> "RemarksView":
    from caregiver_app.ui.timeline.remarks_view import RemarksView

    return RemarksView(desk, show)


_LATER: Final = ((N_("Lines of therapy"), _lines), (N_("Lab trends"), _trends), (N_("To look at again"), _remarks))


class Views(QWidget):
    """Show one view at a time under a bar of tabs; beside the tabs stands what can be done with the entries."""

    def __init__(self, desk: Desk, entries: EntriesView, show: Show) -> None:
        super().__init__()
        self._desk, self._show = desk, show
        self._case: CaseSnapshot | None = None
        self._empty: list[QWidget] = []
        self._made: dict[int, LinesView | TrendsView | RemarksView] = {}
        self.bar = QTabBar()
        self.bar.setAccessibleName(_("What to see beneath the picture"))
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self._stack = QStackedWidget()
        self._head = QWidget()
        self._row = FlowingRow(self._head, SPACE_2)
        self._row.addWidget(self.bar)
        self._row.addWidget(entries.acts)
        self._acts = entries.acts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self._add(_("Entries"), entries)
        for words, _make in _LATER:
            self._empty.append(QWidget())
            self._add(_(words), self._empty[-1])
        self.bar.currentChanged.connect(self._on_turned)

    def bar_height(self, width: int) -> int:
        """Return how high the bar is in a width."""
        return self._row.heightForWidth(max(width, 1))

    def least_height(self) -> int:
        """Return how high the open view must be, the bar apart."""
        view = self._stack.currentWidget()
        return view.minimumHeight() if view is not None else 0

    @property
    def shows_entries(self) -> bool:
        """Whether the list of entries is shown."""
        return self.bar.currentIndex() == 0

    def show_entries(self) -> None:
        """Turn to the list of entries."""
        self.bar.setCurrentIndex(0)

    def refresh(self, case: "CaseSnapshot") -> None:
        """Show the case as it is now in the view that is open."""
        self._case = case
        self._read()

    def _add(self, words: str, view: QWidget) -> None:
        self.bar.addTab(button_words(words))
        self._stack.addWidget(view)

    def _on_turned(self, index: int) -> None:
        if index and index not in self._made:
            self._build(index)
        self._stack.setCurrentIndex(index)
        self._acts.setVisible(index == 0)
        self._read()

    def _build(self, index: int) -> None:
        """Put the real view where an empty place stood."""
        view = _LATER[index - 1][1](self._desk, self._show)
        place = self._empty[index - 1]
        self._stack.removeWidget(place)
        place.deleteLater()
        self._stack.insertWidget(index, view)
        self._made[index] = view

    def _read(self) -> None:
        view = self._made.get(self.bar.currentIndex())
        if view is not None and self._case is not None:
            view.refresh(self._case)
