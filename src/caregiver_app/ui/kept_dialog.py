"""A window of the open case that one types into: its title with tools beside it, its body, its buttons."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caregiver_app.ui.asking_dialog import AskingDialog
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.text import title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4


class KeptDialog(AskingDialog):
    """Keep what is typed under `draft_name`. Whoever makes one fills `body` and `tools`."""

    def __init__(self, desk: Desk, words: str, draft_name: str, save_words: str) -> None:
        super().__init__(words, save_words, parent=desk.window, drafts=desk.drafts, draft_name=draft_name)
        self._desk = desk
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_2)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(SPACE_3)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_2)
        head = QHBoxLayout()
        head.setSpacing(SPACE_3)
        head.addWidget(title(words), 1)
        head.addLayout(self.tools)
        column.addLayout(head)
        column.addWidget(self.notices)
        column.addLayout(self.body, 1)
        column.addWidget(self.asking)
        column.addWidget(self.buttons)
        self.only_read(desk.book.read_only)
