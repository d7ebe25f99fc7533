"""The floor of what is measured of the window: a Qt window with one label, closed after its first paint.

With `--stay` it stays open.
"""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class FirstPaint(QObject):
    """End the program once the window has been painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for the paint."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, QApplication.quit)
        return super().eventFilter(watched, event)


def main() -> None:
    """Show the window."""
    application = QApplication([])
    window = QMainWindow()
    label = QLabel("Hello")
    watch = FirstPaint()
    if "--stay" not in sys.argv:
        label.installEventFilter(watch)
    window.setCentralWidget(label)
    window.resize(1200, 800)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
