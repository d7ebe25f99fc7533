"""Qt's application, told by the system of a file that was opened with the program while it runs, as macOS does."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Say which file was opened; elsewhere a file comes as an argument instead."""

    file_opened = Signal(Path)

    def event(self, event: QEvent) -> bool:
        """Take the file, and leave all else to Qt."""
        if isinstance(event, QFileOpenEvent):
            self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)
