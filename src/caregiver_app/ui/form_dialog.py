"""A form in a window of its own: Enter saves, Esc never throws anything away, a power cut costs a second."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.ui.drafts import Drafts, is_back
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.forms import Form, FormScroll
from caregiver_app.ui.notices import Notices, announce
from caregiver_app.ui.reading_only import hold_back, why_not
from caregiver_app.ui.text import button, label, title
from caregiver_app.ui.theme import MAIN_BUTTON, SPACE_2, SPACE_3, SPACE_4, scaled

DRAFT_AFTER: Final = 600
"""Milliseconds between a key and the draft on the disk."""


class FormDialog(QDialog):
    """Show a form and hand its values to `save`; a CaregiverError from it is said in the dialog, which stays open.

    With `drafts` and `draft_name`, what is typed is kept on the disk and offered at the next opening.
    Show it with `open()`.
    """

    def __init__(
        self,
        words: str,
        form: Form,
        save: Callable[[dict[str, Any]], None],
        *,
        parent: QWidget | None = None,
        drafts: Drafts | None = None,
        draft_name: str = "",
        save_words: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = form
        self.notices = Notices()
        self._save = save
        self._drafts, self._draft_name = drafts, draft_name
        self._leaving, self._is_back = False, False
        self._timer = QTimer(self, interval=DRAFT_AFTER, singleShot=True)
        self._timer.timeout.connect(self._keep_draft)
        self.save_button = button(save_words or _("Save"), self.save, "main")
        self.cancel_button = button(_("Cancel"), self.reject, "large")
        self._asking = _Asking(self)
        self._buttons = QWidget()
        self._lay_out(words)
        form.changed.connect(self._on_form_changed)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save)
        self._bring_draft_back()

    @property
    def asking(self) -> "_Asking":
        """The question asked when somebody leaves with changes."""
        return self._asking

    def open(self) -> None:
        """Show the form; where a draft came back, go on where it stopped."""
        super().open()
        if self._is_back:
            self.form.go_on_writing()

    def only_read(self, is_read_only: bool) -> None:
        """Show what stands in the form and let nothing be typed, as the case cannot be changed."""
        if is_read_only:
            self.form.setEnabled(False)
            hold_back(is_read_only, self.save_button)
            self.cancel_button.setFocus()
            self.notices.tell(why_not(), kind="care")

    def save(self) -> None:
        """Hand the values over and close, or show what is to be put right."""
        if not self.save_button.isEnabled():
            return
        self.keep_writing()
        values = self.form.values()
        if values is None:
            return
        try:
            self._save(values)
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self._leave()
        self.accept()

    def reject(self) -> None:
        """Leave when nothing was typed; ask kindly otherwise."""
        if self._asking.isVisible():
            self.keep_writing()
        elif self.form.is_changed and not self._leaving:
            self._ask()
        else:
            self._leave()
            super().reject()

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
        """Go back to the form."""
        if self._asking.isVisible():
            self._asking.hide()
            self._buttons.show()
            self.save_button.setDefault(True)
            self.form.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the window's close button like Esc."""
        if self.form.is_changed and not self._leaving:
            event.ignore()
            self._ask()
        else:
            self._leave()
            event.accept()

    def _lay_out(self, words: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(words))
        column.addWidget(self.notices)
        column.addWidget(FormScroll(self.form), 1)
        column.addWidget(self._asking)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        column.addWidget(self._buttons)
        self.save_button.setDefault(True)
        room = SPACE_4 * 2 + SPACE_3 * 4 + MAIN_BUTTON * 2
        fit_to_screen(self, scaled(560), min(scaled(660), self.form.sizeHint().height() + room))
        first = next(iter(self.form.rows.values()), None)
        if first is not None:
            first.control.setFocus()

    def _ask(self) -> None:
        self._buttons.hide()
        self._asking.show()
        self._asking.keep.setDefault(True)
        self._asking.keep.setFocus()
        announce(self, self._asking.words, urgent=True)

    def _leave(self) -> None:
        self._leaving = True
        self._timer.stop()
        if self._drafts is not None:
            self._drafts.drop(self._draft_name)

    def _on_form_changed(self) -> None:
        if self._drafts is not None and not self._leaving and not self._timer.isActive():
            self._timer.start()

    def _keep_draft(self) -> None:
        if self._drafts is not None and self.form.is_changed:
            self._drafts.keep(
                self._draft_name, {**self.form.typed(), "_at": datetime.now().isoformat(timespec="minutes")}
            )

    def _bring_draft_back(self) -> None:
        typed = self._drafts.find(self._draft_name) if self._drafts is not None else {}
        if not typed:
            return
        self.form.set_typed(typed)
        self.form.unfold()
        self._is_back = True
        self.notices.tell(is_back(typed), action=_("Start afresh"), act=self.form.start_afresh)


class _Asking(QWidget):
    """Ask whoever leaves with changes; the safe answer is the default."""

    def __init__(self, dialog: FormDialog) -> None:
        super().__init__()
        self.words = _("You have typed something that is not saved yet.")
        self.leave: QPushButton = button(_("Leave without saving"), dialog.leave_without_saving)
        self.save: QPushButton = button(_("Save"), dialog.save)
        self.keep: QPushButton = button(_("Keep writing"), dialog.keep_writing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self.words, "strong"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.save)
        row.addWidget(self.keep)
        column.addLayout(row)
        self.hide()
