"""The frame of a dialog about pages: nothing that was done is lost by Esc, and it can be kept for later."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.forms import FormScroll
from caregiver_app.ui.text import button, button_words, label
from caregiver_app.ui.theme import SPACE_2
from caregiver_app.ui.timeline.kept_dialog import KeptDialog


class PagesDialog(KeptDialog):
    """Ask whoever leaves with changes in words that fit pages; `keep_for_later` closes and keeps them as a draft."""

    def keep_for_later(self) -> None:
        """Close and keep what was done beside the case; opening it again goes on from there."""
        self.put_by()
        self._desk.notices.tell(_("What you did is kept beside the case and not saved yet. Open it again to go on."))

    def name_save(self, words: str) -> None:
        """Say on the main button what saving does."""
        self.save_button.setText(button_words(words))
        self.save_button.setAccessibleName(words)

    def scroll_body(self, inside: QWidget) -> None:
        """Put the body into a frame that scrolls where the window is too low for it, or the text very large."""
        inside.setProperty("role", "scrolled")
        self.body.addWidget(FormScroll(inside), 1)

    def _made_asking(self, save_words: str) -> QWidget:
        asking = QWidget()
        self.keep_button = button(_("Go on"), self.keep_writing)
        self.later_button = button(_("Keep for later"), self.keep_for_later)
        self.leave_button = button(_("Leave without saving"), self.leave_without_saving)
        self._question = _("You have changed something that is not saved yet.")
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self._question, "strong"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        row.addWidget(self.later_button)
        row.addWidget(self.keep_button)
        column.addLayout(row)
        asking.hide()
        return asking
