"""A column that scrolls, and what comes into view whole in it. The start needs it, and no fields yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from caregiver_app.ui.text import set_role


class SeenWhole(QWidget):
    """A part of a column that comes into view whole when something in it has the focus."""


class FormScroll(QScrollArea):
    """Let a long form, or another column, scroll; `reading_order` brings what has the keys into view."""

    def __init__(self, form: QWidget) -> None:
        super().__init__()
        set_role(form, "scrolled")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(form)
