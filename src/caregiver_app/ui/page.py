"""The shape of every page: its title at the top with the page's buttons beside it, the rest beneath."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caregiver_app.ui.text import title
from caregiver_app.ui.theme import MAIN_BUTTON, SPACE_2, SPACE_3, SPACE_4


class PageFrame(QScrollArea):
    """Hold a page; where the window is too low for it, or the text very large, it scrolls."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)


class Page(QWidget):
    """A page with a title. Put buttons into the header with `add_to_header`, everything else into `body`."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_3)
        self.title = title(words)
        self.title.setWordWrap(False)
        self._header = QHBoxLayout()
        self._header.setSpacing(SPACE_2)
        self._header.addWidget(self.title, 1)
        self.title.setMinimumHeight(MAIN_BUTTON)
        column.addLayout(self._header)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_3)
        column.addLayout(self.body, 1)

    def add_to_header(self, widget: QWidget) -> None:
        """Put a button or field at the right of the title."""
        self._header.addWidget(widget)

    def show_record(self, record_id: UUID) -> None:
        """Bring one record into view, for pages that show records."""

    def start(self) -> None:
        """Put the focus where work begins; called each time the page is shown."""
