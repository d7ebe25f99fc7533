"""The pages of the packet as they will be, one at a time, before it is made."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QIntValidator, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, in_sentences, pgettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.preview_column import PAGE, WIDTH
from caregiver_app.ui.documents.preview_find import Field
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.notices import announce
from caregiver_app.ui.packet.preview_canvas import PageCanvas
from caregiver_app.ui.packet.preview_drawing import DrawnPicture, PacketDrawing
from caregiver_app.ui.text import button, hint, label, literal, one_line, set_tooltip
from caregiver_app.ui.theme import SPACE_1, SPACE_2, scaled

if TYPE_CHECKING:
    from caregiver_app.casebook.packet_order import PacketOrder

_READ_ALOUD: Final = 6000


class PreviewView(QWidget):
    """Show pages of the newest order; while one is drawn, the one before stays and a quiet word says so.

    `page_shown` carries the number of a page once it is seen. Call `finish` when the case closes.
    """

    page_shown = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName(_("Pages of the packet"))
        self.drawing = PacketDrawing(desk, self)
        self.canvas = PageCanvas()
        self.page_field = Field(_("Page"))
        self._page, self._seen = 1, 0
        self._came_from_behind = False
        self._due: PacketOrder | None = None
        self._of = label("", wrap=False)
        self.title = label("", "strong", wrap=False)
        self.state = hint("")
        self.note = hint("")
        self.first_button = button(_("First"), lambda: self.show_page(1))
        self.before_button = button(pgettext("page", "Previous"), lambda: self.turn_by(-1))
        self.next_button = button(pgettext("page", "Next"), lambda: self.turn_by(1))
        self.last_button = button(_("Last"), lambda: self.show_page(self.drawing.count))
        self.first_button.setAccessibleName(_("First page"))
        self.before_button.setAccessibleName(_("Previous page"))
        self.next_button.setAccessibleName(_("Next page"))
        self.last_button.setAccessibleName(_("Last page"))
        self.size_button = button(_("Size…"))
        self.size_button.setAccessibleName(_("Size of the page"))
        self.size_button.setMenu(self._menu())
        self._tools = QWidget()
        self._lay_out()
        self._connect()
        self._tell()

    @property
    def page(self) -> int:
        """The page that is looked at, counted from 1; it stays when the order changes."""
        return self._page

    def show_order(self, order: "PacketOrder") -> None:
        """Show what was ordered, at the same page; it is laid out once somebody looks."""
        self._due = order
        if self.isVisible():
            self._take_due()

    def show_page(self, number: int) -> None:
        """Show a page; one beyond the last is the last."""
        self._go(number, from_end=False)

    def turn_by(self, step: int, *, from_end: bool = False) -> None:
        """Show the next page or the one before."""
        self._go(self._page + step, from_end=from_end)

    def finish(self) -> None:
        """End the process that reads papers; nothing is drawn afterwards."""
        self.drawing.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Lay out what was ordered meanwhile: nothing is drawn for a view that nobody sees."""
        super().showEvent(event)
        self._take_due()
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the title as there is room for now."""
        super().resizeEvent(event)
        self._tell_title()

    def _take_due(self) -> None:
        if self._due is not None:
            order, self._due = self._due, None
            self.drawing.show(order)
            self._tell()

    def _go(self, number: int, *, from_end: bool) -> None:
        count = self.drawing.count
        page = max(min(number, count) if count and self.drawing.is_laid_out else number, 1)
        if page != self._page:
            self._page, self._came_from_behind = page, from_end
            self._show()
        self._tell()

    def _show(self) -> None:
        """Show the page if it is there, and have it drawn if not, with those beside it."""
        if not self.drawing.is_laid_out or not self.isVisible():
            return
        page = self._page
        found = self.drawing.drawn(page, self._width(page))
        if found is not None:
            self._paint(page, found)
        beside = (one for one in (page, page + 1, page - 1) if 0 < one <= self.drawing.count)
        self.drawing.want([(one, self._width(one)) for one in beside])
        self._tell()

    def _width(self, page: int) -> int:
        return self.canvas.pixels(self.drawing.ratio(page))

    def _paint(self, page: int, found: DrawnPicture) -> None:
        is_other = page != self._seen
        place = self._came_from_behind if is_other else None
        self._seen = page
        self.canvas.show_page(found.image, found.trouble, self.drawing.ratio(page), from_end=place)
        self.note.setText(found.note)
        self.note.setVisible(bool(found.note))
        name = self._name()
        told = literal(in_sentences(part for part in (found.trouble, found.note, found.text[:_READ_ALOUD]) if part))
        self.canvas.setAccessibleName(literal(name))
        if told != self.canvas.accessibleDescription():
            self.canvas.setAccessibleDescription(literal(told))
            QAccessible.updateAccessibility(QAccessibleEvent(self.canvas, QAccessible.Event.DescriptionChanged))
        if is_other:
            announce(self.canvas, literal(name))
            self.page_shown.emit(page)

    def _name(self) -> str:
        """Say which page it is and what stands on it."""
        assert self.drawing.laid is not None  # a page is shown
        title = self.drawing.laid.pages[self._page - 1].title
        return _("Page {n} of {all}: {title}").format(n=self._page, all=self.drawing.count, title=title)

    def _on_laid_out(self) -> None:
        """Stay at the page; what is drawn of the order before is another packet's."""
        self._page = min(self._page, max(self.drawing.count, 1))
        self._show()

    def _on_came(self, page: int) -> None:
        if page == self._page:
            self._show()

    def _on_failed(self, problem: CaregiverError) -> None:
        self.state.setText("")
        self.note.setText(str(problem))
        self.note.show()

    def _on_turned(self, step: int) -> None:
        self.turn_by(step, from_end=step < 0)

    def _tell(self) -> None:
        """Say which page of how many it is, what is on it, and whether it is still being drawn."""
        drawing = self.drawing
        count = drawing.count
        ready = drawing.is_laid_out and self._page <= count
        self._tools.setEnabled(bool(count))
        if not self.page_field.hasFocus() or not self.page_field.isModified():
            self.page_field.setText(str(self._page) if count else "")
        self._of.setText(_("of {n}").format(n=count) if count else "")
        self._tell_title()
        there = ready and drawing.drawn(self._page, self._width(self._page)) is not None
        self.state.setText("" if there else _("Drawing …"))
        for made, on in (
            (self.first_button, self._page > 1),
            (self.before_button, self._page > 1),
            (self.next_button, self._page < count),
            (self.last_button, self._page < count),
        ):
            made.setEnabled(on)

    def _tell_title(self) -> None:
        """Name the part on one line: a second one would make the page smaller."""
        laid, page = self.drawing.laid, self._page
        words = laid.pages[page - 1].title if laid is not None and page <= self.drawing.count else ""
        line = one_line(words)
        room = self.title.contentsRect().width()
        self.title.setText(self.title.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room))
        set_tooltip(self.title, line)

    def _go_to_typed(self) -> None:
        typed = self.page_field.text()
        self.page_field.setModified(False)
        if typed.isdigit():
            self.show_page(int(typed))
        self.canvas.setFocus()

    def _menu(self) -> QMenu:
        menu, canvas = QMenu(self), self.canvas
        acts: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (_("Larger"), "+", partial(canvas.zoom_by, 1)),
            (_("Smaller"), "−", partial(canvas.zoom_by, -1)),
            (_("Fit the width"), "0", partial(canvas.fit_to, WIDTH)),
            (_("Whole page"), "", partial(canvas.fit_to, PAGE)),
        )
        for words, key, act in acts:
            menu.addAction(f"{words}\t{key}" if key else words).triggered.connect(lambda _on=False, act=act: act())
        return menu

    def _connect(self) -> None:
        self.drawing.laid_out.connect(self._on_laid_out)
        self.drawing.came.connect(self._on_came)
        self.drawing.failed.connect(self._on_failed)
        self.canvas.resized.connect(self._show)
        self.canvas.turn_asked.connect(self._on_turned)
        self.canvas.end_asked.connect(lambda last: self.show_page(self.drawing.count if last else 1))
        self.page_field.entered.connect(lambda _back: self._go_to_typed())
        self.page_field.editingFinished.connect(self._tell)
        self.page_field.left.connect(self.canvas.setFocus)

    def _lay_out(self) -> None:
        self.page_field.setValidator(QIntValidator(1, 1_000_000, self.page_field))
        self.page_field.setFixedWidth(scaled(64))
        self.page_field.setAlignment(Qt.AlignmentFlag.AlignRight)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_1)
        for part in (label(_("Page"), wrap=False), self.page_field, self._of):
            row.addWidget(part)
        tools = FlowingRow(self._tools, SPACE_2)
        leafing = (self.first_button, self.before_button, place, self.next_button, self.last_button)
        for made in (*leafing, self.size_button):
            tools.addWidget(made)
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(self.title, 1)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.state.setWordWrap(False)
        self.state.setText(_("Drawing …"))
        self.state.setMinimumWidth(self.state.sizeHint().width())  # the title keeps its room when it comes and goes
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self._tools)
        column.addLayout(head)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.note)
        self.note.hide()
