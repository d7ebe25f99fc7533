"""A column that scrolls, with the focused field always in view. The start needs it, and no fields yet."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from caregiver_app.ui.text import set_role
from caregiver_app.ui.theme import SPACE_2


class SeenWhole(QWidget):
    """A part of a column that comes into view whole when something in it has the focus."""


class FormScroll(QScrollArea):
    """Let a long form, or another column, scroll; the focused field is always in view with its label and hint."""

    def __init__(self, form: QWidget) -> None:
        super().__init__()
        set_role(form, "scrolled")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(form)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move on and bring what has the focus now into view, a field with all of its row."""
        moved = super().focusNextPrevChild(forward)
        shown: QWidget | None = self.focusWidget()
        row = shown
        while row is not None and not isinstance(row, SeenWhole):
            row = row.parentWidget()
        shown, form = row or shown, self.widget()
        if shown is not None and form is not None and form.isAncestorOf(shown):
            place = QRect(shown.mapTo(form, QPoint(0, 0)), shown.size())
            self.ensureVisible(place.center().x(), place.bottom(), 0, SPACE_2)
            self.ensureVisible(place.center().x(), place.top(), 0, SPACE_2)
        return moved
