"""A window one types into that never throws anything away: Esc asks, a power cut costs a second."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.drafts import is_back
from caregiver_app.ui.form_dialog import DRAFT_AFTER
from caregiver_app.ui.notices import Notices, announce
from caregiver_app.ui.reading_only import hold_back, why_not
from caregiver_app.ui.text import button, label, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4


class KeptDialog(QDialog):
    """Keep what is typed under `draft_name`; whoever makes one says what that is.

    `is_changed`, `draft` and `save` are its own; `note_change()` is called at every change.
    """

    def __init__(self, desk: Desk, words: str, draft_name: str, save_words: str) -> None:
        super().__init__(desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words)
        self._desk, self._draft_name = desk, draft_name
        self._leaving = False
        self._timer = QTimer(self, interval=DRAFT_AFTER, singleShot=True)
        self._timer.timeout.connect(self._keep_draft)
        self.notices = Notices()
        self.save_button = button(save_words, self.save, "main")
        self.cancel_button = button(_("Cancel"), self.reject, "large")
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_2)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(SPACE_3)
        self._asking = self._made_asking(save_words)
        self._buttons = QWidget()
        self._lay_out(words)
        if desk.book.read_only:
            hold_back(desk.book.read_only, self.save_button)
            self.notices.tell(why_not(), kind="care")
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save_button.click)

    def is_changed(self) -> bool:
        """Whether there is anything somebody would miss."""
        raise NotImplementedError

    def draft(self) -> dict[str, str]:
        """Return what is typed, to be kept."""
        raise NotImplementedError

    def save(self) -> None:
        """Write what was typed and close, or say what is to be put right."""
        raise NotImplementedError

    def note_change(self) -> None:
        """Keep a draft in a moment."""
        if not self._leaving and not self._timer.isActive():
            self._timer.start()

    def found_draft(self) -> dict[str, str]:
        """Return what was typed before and not saved."""
        return self._desk.drafts.find(self._draft_name)

    def tell_draft_is_back(self, typed: dict[str, str]) -> None:
        """Say that what was typed before is here again."""
        self.notices.tell(is_back(typed), action=_("Start afresh"), act=self.start_afresh)

    def start_afresh(self) -> None:
        """Put back what stood here first."""
        raise NotImplementedError

    @property
    def asking(self) -> QWidget:
        """The question asked when somebody leaves with changes."""
        return self._asking

    def leave_saved(self) -> None:
        """Close, as everything is written."""
        self._leave()
        self.accept()

    def reject(self) -> None:
        """Leave when nothing was typed; ask kindly otherwise."""
        if self._asking.isVisible():
            self.keep_writing()
        elif self._leaving or not self.is_changed():
            self._leave()
            super().reject()
        else:
            self._ask()

    def leave_without_saving(self) -> None:
        """Let go of what was typed, as the user asked."""
        self._leave()
        super().reject()

    def put_by(self) -> None:
        """Close without a question, as the case is closing; what was typed is kept for the next time."""
        self._keep_draft()
        self._timer.stop()
        self._leaving = True
        super().reject()

    def keep_writing(self) -> None:
        """Go back to what was being typed."""
        if self._asking.isVisible():
            self._asking.hide()
            self._buttons.show()
            self.save_button.setDefault(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the window's close button like Esc."""
        if self._leaving or not self.is_changed():
            self._leave()
            event.accept()
        else:
            event.ignore()
            self._ask()

    def _lay_out(self, words: str) -> None:
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
        column.addWidget(self._asking)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        column.addWidget(self._buttons)

    def _made_asking(self, save_words: str) -> QWidget:
        asking = QWidget()
        self.keep_button = button(_("Keep writing"), self.keep_writing)
        self._question = _("You have typed something that is not saved yet.")
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self._question, "strong"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(button(_("Leave without saving"), self.leave_without_saving))
        row.addStretch(1)
        row.addWidget(self.keep_button)
        column.addLayout(row)
        asking.hide()
        return asking

    def _ask(self) -> None:
        self._buttons.hide()
        self._asking.show()
        self.keep_button.setDefault(True)
        self.keep_button.setFocus()
        announce(self, self._question, urgent=True)

    def _leave(self) -> None:
        self._leaving = True
        self._timer.stop()
        self._desk.drafts.drop(self._draft_name)

    def _keep_draft(self) -> None:
        if self.is_changed():
            at = datetime.now().isoformat(timespec="minutes")
            self._desk.drafts.keep(self._draft_name, {**self.draft(), "_at": at})
        else:
            self._desk.drafts.drop(self._draft_name)
