"""The shape of every page: its title at the top with the page's buttons beside it, the rest beneath."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.text import hint, one_line, title
from caregiver_app.ui.theme import MAIN_BUTTON, SPACE_2, SPACE_3, SPACE_4

if TYPE_CHECKING:
    from uuid import UUID

    from caregiver_app.ui.printing_here import Draw


class PageFrame(QScrollArea):
    """Hold a page, once it is given it; where the window is too low for it, or the text very large, it scrolls."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class Page(QWidget):
    """A page with a title. Put buttons into the header with `add_to_header`, everything else into `body`."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(one_line(words))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_3)
        self.title = title(words)
        self.title.setWordWrap(False)
        self._header = QHBoxLayout()
        self._header.setSpacing(SPACE_2)
        self._aside = hint("")
        self._aside.setWordWrap(False)
        self._aside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._header.addWidget(self.title)
        self._header.addWidget(self._aside, 1)
        self.title.setMinimumHeight(MAIN_BUTTON)
        column.addLayout(self._header)
        self._under = FlowingRow(spacing=SPACE_2)
        column.addLayout(self._under)
        self._tools: list[QWidget] = []
        self._beneath = 0
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_3)
        column.addLayout(self.body, 1)

    def add_to_header(self, widget: QWidget) -> None:
        """Put a button or field at the right of the title."""
        self._tools.append(widget)
        self._header.addWidget(widget)

    def set_aside(self, words: str) -> None:
        """Say something quietly beside the title, where there is room for it."""
        self._aside.setText(words)
        self._place_tools()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the header's tools beneath the title where they have no room beside it, the last one only then."""
        super().resizeEvent(event)
        self._place_tools()

    def _place_tools(self) -> None:
        shown = [tool for tool in self._tools if not tool.isHidden()]
        asked = [max(tool.minimumSizeHint().width(), tool.minimumWidth()) + SPACE_2 for tool in shown]
        around = self.parentWidget()
        room = (around.width() if around is not None else self.width()) - 2 * SPACE_4
        taken = self.title.sizeHint().width() + sum(asked)
        folded = taken > room
        wanted = sum(max(tool.sizeHint().width(), tool.minimumWidth()) + SPACE_2 for tool in (self.title, *shown))
        self._aside.setVisible(not folded and wanted + self._aside.sizeHint().width() + SPACE_2 <= room)
        last_fits = self.title.sizeHint().width() + (asked[-1] if asked else 0) <= room
        beneath = (len(self._tools) - (1 if last_fits else 0)) if folded else 0
        if beneath == self._beneath:
            return
        self._beneath = beneath
        for position, tool in enumerate(self._tools):
            if position < beneath:
                self._under.addWidget(tool)
            else:
                self._header.insertWidget(position - beneath + 2, tool)

    def show_record(self, record_id: "UUID") -> None:
        """Bring one record into view, for pages that show records."""

    def shown_record(self) -> "UUID | None":
        """Return the one record that is chosen here, for pages that show records."""
        return None

    def to_print(self) -> "Draw | None":
        """Return what draws this page on paper as it is looked at now; None where there is nothing to print."""
        return None

    def finish(self) -> None:
        """Write what is half typed; called while the case can still be written."""

    def start(self) -> None:
        """Put the focus where work begins; called each time the page is shown."""
