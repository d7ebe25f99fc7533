"""The right side of the page: the plan, the pages as they will be, and what was made, one tab each.

Where there is no room for two sides, the choices are the first of its tabs.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabBar, QVBoxLayout, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.packet.plan_view import PlanView
from caregiver_app.ui.packet.result_view import ResultView
from caregiver_app.ui.text import button_words
from caregiver_app.ui.theme import SPACE_2

if TYPE_CHECKING:
    from caregiver_app.casebook.packet_order import PacketOrder
    from caregiver_app.ui.packet.making import Made
    from caregiver_app.ui.packet.planning import Planned
    from caregiver_app.ui.packet.preview_view import PreviewView

CHOICES, PLAN, PAGES, MADE = range(4)


class RightSide(QWidget):
    """Show one view at a time. The pages are drawn only once somebody turns to them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._order: PacketOrder | None = None
        self._page = 0
        self.plan = PlanView()
        self.result = ResultView()
        self._drawn: PacketOrder | None = None
        self.preview: PreviewView | None = None
        self._pages = QWidget()
        room = QVBoxLayout(self._pages)
        room.setContentsMargins(0, 0, 0, 0)
        self.bar = QTabBar()
        self.bar.setAccessibleName(_("What to see of the packet"))
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setUsesScrollButtons(True)
        self._choices = QWidget()
        beside = QVBoxLayout(self._choices)
        beside.setContentsMargins(0, 0, 0, 0)
        views = (
            (_("Choices"), self._choices), (_("Plan"), self.plan), (_("Pages"), self._pages), (_("Made"), self.result),
        )  # fmt: skip
        self._views = tuple(view for _words, view in views)
        for words, _view in views:
            self.bar.addTab(button_words(words))
        self.bar.setTabVisible(MADE, False)
        self.bar.setTabVisible(CHOICES, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.bar)
        for view in self._views:
            column.addWidget(view, 1)
        self.bar.currentChanged.connect(self._on_turned)
        self.plan.page_asked.connect(self.show_page)
        self._on_turned(self.bar.currentIndex())

    def take_in(self, choices: QWidget) -> None:
        """Show the choices as the first tab, as there is no room beside."""
        layout = self._choices.layout()
        assert layout is not None
        layout.addWidget(choices)
        self.bar.setTabVisible(CHOICES, True)
        if self.bar.currentIndex() == PLAN:
            self.turn_to(CHOICES)

    def let_out(self) -> None:
        """Go back to tabs without the choices, as they stand beside again."""
        if self.bar.currentIndex() == CHOICES:
            self.turn_to(PLAN)
        self.bar.setTabVisible(CHOICES, False)

    def leave_made(self) -> None:
        """Turn from what was made to the plan, as something else is chosen now."""
        if self.bar.currentIndex() == MADE:
            self.turn_to(PLAN)

    def turn_to(self, view: int) -> None:
        """Show a view."""
        self.bar.setCurrentIndex(view)

    def show_planned(self, planned: "Planned") -> None:
        """Show a newer plan, and its pages where somebody looks at them."""
        self.plan.show_plan(planned)
        self._order = planned.order
        self._show_pages()

    def show_made(self, made: "Made") -> None:
        """Show what was made, beside the plan."""
        self.result.show_made(made)
        self.bar.setTabVisible(MADE, True)
        self.turn_to(MADE)

    def show_page(self, page: int) -> None:
        """Show one page as it will be."""
        self._page = page
        self.turn_to(PAGES)
        self._show_pages()

    def _on_turned(self, view: int) -> None:
        # Where the focus was is out of sight now; else it would go to the next thing on the page, wherever that is.
        focused = QApplication.focusWidget()
        if focused is not None and any(
            one.isAncestorOf(focused) for one in self._views if one is not self._views[view]
        ):
            self.bar.setFocus()
        # Not stacked: what is not shown needs no room.
        for place, shown in enumerate(self._views):
            shown.setVisible(place == view)
        self._show_pages()

    def finish(self) -> None:
        """Let go of what draws the pages, as the case closes."""
        if self.preview is not None:
            self.preview.finish()

    def _make_preview(self) -> "PreviewView":
        from caregiver_app.ui.packet.preview_view import PreviewView

        made = PreviewView(self._desk)
        made.page_shown.connect(self._on_page_shown)
        layout = self._pages.layout()
        assert layout is not None
        layout.addWidget(made)
        return made

    def _on_page_shown(self, page: int) -> None:
        """Let the plan stand at the part whose page is looked at."""
        before = [row for row in self.plan.table.rows if 0 < row.first <= page]
        if before:
            self.plan.table.select_row(max(before, key=lambda row: (row.first, row.level)).id)

    def _show_pages(self) -> None:
        """Draw the newest order while the pages are looked at."""
        if self.bar.currentIndex() != PAGES or self._order is None:
            return
        if self.preview is None:
            self.preview = self._make_preview()
        preview = self.preview
        if self._order is not self._drawn:
            self._drawn = self._order
            preview.show_order(self._order)
        if self._page:
            page, self._page = self._page, 0
            preview.show_page(page)
