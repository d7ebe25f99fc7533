"""A window to read in: its title, what is to be read, which scrolls by the page keys too, and a button to close it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, one_line, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4

_PAGE_KEYS: Final = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
}


class ShowingDialog(Dialog):
    """Show `inside` under a title, with `above` between them. `others` are buttons beside the one that closes."""

    def __init__(
        self,
        words: str,
        inside: QWidget,
        parent: QWidget,
        *,
        above: QWidget | None = None,
        others: Sequence[QPushButton] = (),
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(one_line(words))
        self.body = FormScroll(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(words))
        if above is not None:
            column.addWidget(above)
        column.addWidget(self.body, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(flowing(others, SPACE_2), 1)
        close = button(_("Close"), self.accept, "main")
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        close.setDefault(True)
        close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move what is read by the page keys, wherever the focus is."""
        step = _PAGE_KEYS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.body.verticalScrollBar().triggerAction(step)
