"""How one leaves a window one types into: nothing is thrown away, Esc asks, a power cut costs a second."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.ui.drafts import DRAFT_AFTER, Drafts, is_back
from caregiver_app.ui.notices import Notices, announce
from caregiver_app.ui.reading_only import hold_back, why_not
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, label, one_line
from caregiver_app.ui.theme import SPACE_2

_SAVE: Final = "Ctrl+Return"


class Asking(QWidget):
    """Ask whoever leaves with changes. The first answer lets go of them; the last one is safe, and the default."""

    def __init__(self, words: str, leave: QPushButton, *others: QPushButton) -> None:
        super().__init__()
        self.words = words
        self.leave, self.keep = leave, others[-1]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(words, "strong"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(leave)
        row.addStretch(1)
        for other in others:
            row.addWidget(other)
        column.addLayout(row)
        self.hide()

    def ask(self) -> None:
        """Show the question, aloud too, and stand at the safe answer."""
        self.show()
        self.keep.setDefault(True)
        self.keep.setFocus()
        announce(self, self.words, urgent=True)


class AskingDialog(Dialog):
    """Ask before anybody leaves with changes, and keep these on the disk until they are saved or let go.

    `is_changed`, `draft`, `save` and `start_afresh` are those of whoever makes one. It calls `note_change` at every
    change and lays out `notices` and, at the foot, `asking` and `buttons`. Without `drafts` nothing is kept.
    """

    def __init__(
        self,
        words: str,
        save_words: str,
        *,
        parent: QWidget | None = None,
        drafts: Drafts | None = None,
        draft_name: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(one_line(words))
        self._drafts, self._draft_name = drafts, draft_name
        self._leaving = False
        self._trouble: CaregiverError | None = None
        self._left_at: QWidget | None = None
        self._timer = QTimer(self, interval=DRAFT_AFTER, singleShot=True)
        self._timer.timeout.connect(self._keep_draft)
        self.notices = Notices()
        self.save_button = button(save_words, self.save, "main")
        self.cancel_button = button(_("Cancel"), self.reject, "large")
        self.leave_button = button(_("Leave without saving"), self.leave_without_saving)
        unsaved, keep_words = self._asked_words()
        self.keep_button = button(keep_words, self.keep_writing)
        self.asking = Asking(unsaved, self.leave_button, *self._other_answers(), self.keep_button)
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        QShortcut(QKeySequence(_SAVE), self, self.save_button.click)

    @property
    def draft_name(self) -> str:
        """Under which name what is typed is kept, or nothing."""
        return self._draft_name

    def is_changed(self) -> bool:
        """Whether there is anything somebody would miss."""
        raise NotImplementedError

    def draft(self) -> dict[str, str]:
        """Return what is typed, to be kept."""
        raise NotImplementedError

    def save(self) -> None:
        """Write what was typed and close, or say what is to be put right."""
        raise NotImplementedError

    def start_afresh(self) -> None:
        """Put back what stood here first."""
        raise NotImplementedError

    def only_read(self, is_read_only: bool) -> None:
        """Let nothing be saved where the case cannot be changed, and say why."""
        if is_read_only:
            hold_back(is_read_only, self.save_button)
            self.notices.tell(why_not(), kind="care")

    def note_change(self) -> None:
        """Keep a draft in a moment."""
        if not self._leaving and not self._timer.isActive():
            self._timer.start()

    def found_draft(self) -> dict[str, str]:
        """Return what was typed before and not saved."""
        return self._drafts.find(self._draft_name) if self._drafts is not None else {}

    def tell_draft_is_back(self, typed: dict[str, str]) -> None:
        """Say that what was typed before is here again."""
        self.notices.tell(is_back(typed), action=_("Start afresh"), act=self.start_afresh)

    def leave_saved(self) -> None:
        """Close, as everything is written."""
        self._leave()
        self.accept()

    def reject(self) -> None:
        """Leave when nothing was typed; ask kindly otherwise."""
        if self.asking.isVisible():
            self.keep_writing()
        elif self._may_go():
            self._leave()
            super().reject()
        else:
            self._ask()

    def leave_without_saving(self) -> None:
        """Let go of what was typed, as the user asked."""
        self._leave()
        super().reject()

    def keep_now(self) -> None:
        """Put what is typed on the disk as a draft, without waiting."""
        self._timer.stop()
        self._keep_draft()

    def put_by(self) -> None:
        """Close without a question, as the case is closing; what was typed is kept for the next time."""
        self._keep_draft()
        self._timer.stop()
        self._leaving = True
        super().reject()

    def keep_writing(self) -> None:
        """Go back to where one was."""
        if self.asking.isVisible():
            self.asking.hide()
            self.buttons.show()
            self.save_button.setDefault(True)
            if self._left_at is not None:
                self._left_at.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the window's close button like Esc."""
        if self._may_go():
            self._leave()
            event.accept()
        else:
            event.ignore()
            self._ask()

    def _other_answers(self) -> tuple[QPushButton, ...]:
        """Return what else can be answered to whoever leaves with changes."""
        return ()

    def _asked_words(self) -> tuple[str, str]:
        """Return what is said to whoever leaves with changes, and the words of the safe answer."""
        return _("You have typed something that is not saved yet."), _("Keep writing")

    def _may_go(self) -> bool:
        return self._leaving or not self.is_changed()

    def _ask(self) -> None:
        if self.asking.isVisible():
            return
        self._left_at = self.focusWidget()
        self.buttons.hide()
        self.asking.ask()

    def _leave(self) -> None:
        self._leaving = True
        self.notices.clear()
        self._timer.stop()
        if self._drafts is not None:
            self._drafts.drop(self._draft_name)

    def _keep_draft(self) -> None:
        if self._drafts is None:
            return
        trouble = None
        if self.is_changed():
            at = datetime.now().isoformat(timespec="minutes")
            trouble = self._drafts.keep(self._draft_name, {**self.draft(), "_at": at})
        else:
            self._drafts.drop(self._draft_name)
        if trouble is not None and self._trouble is None:
            self.notices.tell_trouble(trouble, action=_("Try again"), act=self._keep_draft)
        elif trouble is None and self._trouble is not None:
            self.notices.clear()
        self._trouble = trouble
