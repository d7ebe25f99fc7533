"""The frame of a dialog about pages: nothing that was done is lost by Esc, and it can be kept for later."""

from PySide6.QtWidgets import QPushButton, QWidget

from caregiver_app.i18n import _, pgettext
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.kept_dialog import KeptDialog
from caregiver_app.ui.text import button


class PagesDialog(KeptDialog):
    """Ask whoever leaves with changes in words that fit pages; `keep_for_later` closes and keeps them as a draft."""

    def keep_for_later(self) -> None:
        """Close and keep what was done beside the case; opening it again goes on from there."""
        self.put_by()
        self._desk.notices.tell(_("What you did is kept beside the case and not saved yet. Open it again to go on."))

    def scroll_body(self, inside: QWidget) -> None:
        """Put the body into a frame that scrolls where the window is too low for it, or the text very large."""
        self.body.addWidget(FormScroll(inside), 1)

    def _asked_words(self) -> tuple[str, str]:
        return _("You have changed something that is not saved yet."), pgettext("with what one was doing", "Go on")

    def _other_answers(self) -> tuple[QPushButton, ...]:
        self.later_button = button(_("Keep for later"), self.keep_for_later)
        return (self.later_button,)
