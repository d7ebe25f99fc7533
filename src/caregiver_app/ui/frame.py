"""How the window is laid out: the sidebar at the side, the pages with what is told beneath them, the status line."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


class Frame(QWidget):
    """Hold the parts of the window; what is to be read beside every page stands beneath the pages."""

    def __init__(self, sidebar: QWidget, pages: QWidget, notices: QWidget, status: QWidget) -> None:
        super().__init__()
        inside = QWidget()
        inside.setProperty("role", "page")
        self._column = _tight(QVBoxLayout(inside))
        self._column.addWidget(pages, 1)
        self._column.addWidget(notices)
        row = _tight(QHBoxLayout())
        row.addWidget(sidebar)
        row.addWidget(inside, 1)
        whole = _tight(QVBoxLayout(self))
        whole.addLayout(row, 1)
        whole.addWidget(status)

    def put_beneath(self, part: QWidget) -> None:
        """Put a part directly beneath the pages."""
        self._column.insertWidget(1, part)
        part.show()


def _tight(layout: QVBoxLayout | QHBoxLayout) -> QVBoxLayout | QHBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout
