"""A dialog in which something is decided that cannot be decided by the way."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from caregiver_app.ui.reading_order import Dialog


class DecidingDialog(Dialog):
    """Let Enter decide nothing by itself: it presses only a button somebody stands at."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button somebody stands at, or hold Enter back."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        at = self.focusWidget()
        if isinstance(at, QPushButton):
            at.click()
