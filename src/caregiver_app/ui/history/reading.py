"""What both dialogs need to be read well: text that the keyboard can scroll, and a list that keeps its place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from caregiver_app.ui.record_table import RecordTable
from caregiver_app.ui.text import literal, one_line


class ReadingField(QPlainTextEdit):
    """Show text as it is; Tab leaves it, the arrow keys move in it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName(one_line(name))
        self.setMinimumHeight(3 * self.fontMetrics().lineSpacing())

    def show_text(self, text: str) -> None:
        """Show another text from its beginning; the same one stays where it is."""
        shown = literal(text)
        if shown != self.toPlainText():
            self.setPlainText(shown)


def keep_chosen_in_view(table: RecordTable) -> None:
    """Let a table show its chosen row also when it gets lower, as it does when a notice comes beneath it."""
    table.verticalScrollBar().rangeChanged.connect(lambda: table.scrollTo(table.currentIndex()))
