"""A form in a window of its own: Enter saves, Esc never throws anything away, a power cut costs a second."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError, NotSaved
from caregiver_app.i18n import _
from caregiver_app.ui.asking_dialog import AskingDialog
from caregiver_app.ui.drafts import Drafts
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.forms import Form
from caregiver_app.ui.text import button, title
from caregiver_app.ui.theme import MAIN_BUTTON, SPACE_3, SPACE_4, scaled

if TYPE_CHECKING:
    from caregiver_app.ui.desk import Desk


class FormDialog(AskingDialog):
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
        super().__init__(words, save_words or _("Save"), parent=parent, drafts=drafts, draft_name=draft_name)
        self.form = form
        self._save = save
        self._is_back = False
        self._lay_out(words)
        form.changed.connect(self.note_change)
        self._bring_draft_back()

    def open(self) -> None:
        """Show the form; where a draft came back, go on where it stopped."""
        super().open()
        if self._is_back:
            self.form.go_on_writing()

    def only_read(self, is_read_only: bool) -> None:
        """Show what stands in the form and let nothing be typed, as the case cannot be changed."""
        super().only_read(is_read_only)
        if is_read_only:
            self.form.setEnabled(False)
            self.cancel_button.setFocus()

    def is_changed(self) -> bool:
        """Whether anything differs from what the form showed first."""
        return self.form.is_changed

    def draft(self) -> dict[str, str]:
        """Return every text as it stands."""
        return self.form.typed()

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
        except NotSaved as problem:
            self._keep_draft()
            self.notices.tell_trouble(problem, action=_("Try again"), act=self.save)
            return
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self.leave_saved()

    def start_afresh(self) -> None:
        """Put back what the form showed first."""
        self.form.start_afresh()

    def _other_answers(self) -> tuple[QPushButton, ...]:
        self.save_too_button = button(_("Save"), self.save)
        return (self.save_too_button,)

    def _lay_out(self, words: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(words))
        column.addWidget(self.notices)
        column.addWidget(FormScroll(self.form), 1)
        column.addWidget(self.asking)
        column.addWidget(self.buttons)
        self.save_button.setDefault(True)
        room = SPACE_4 * 2 + SPACE_3 * 4 + MAIN_BUTTON * 2
        fit_to_screen(self, scaled(560), min(scaled(660), self.form.sizeHint().height() + room))
        first = next(iter(self.form.rows.values()), None)
        if first is not None:
            first.control.setFocus()

    def _bring_draft_back(self) -> None:
        typed = self.found_draft()
        if typed:
            self.form.set_typed(typed)
            self.form.unfold()
            self._is_back = True
            self.tell_draft_is_back(typed)


def case_form(
    desk: "Desk",
    words: str,
    form: Form,
    save: Callable[[dict[str, Any]], None],
    draft_name: str,
    *,
    parent: QWidget | None = None,
    save_words: str = "",
) -> FormDialog:
    """Return a form of the open case: its draft is kept there, and where nothing can be changed it can be read."""
    made = FormDialog(
        words,
        form,
        save,
        parent=parent or desk.window,
        drafts=desk.drafts,
        draft_name=draft_name,
        save_words=save_words,
    )
    made.only_read(desk.book.read_only)
    return made
