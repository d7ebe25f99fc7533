"""Letting go of a case: what is typed is written or kept first, and what can be neither keeps the window open."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.ui.asking_dialog import AskingDialog
from caregiver_app.ui.dialog_frame import set_out
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.notices import Notices
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, label, one_line
from caregiver_app.ui.theme import SPACE_3, scaled
from caregiver_app.ui.where_to_save import ask_where_to_save

if TYPE_CHECKING:
    from caregiver_app.ui.desk import Desk
    from caregiver_app.ui.main_window import MainWindow


class Leaving(QObject):
    """See to it that nobody leaves a case while words would be lost with it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def may_leave(self, again: Callable[[], object]) -> bool:
        """Write or keep what is half typed; where that cannot be done, stay and ask, and call `again` afterwards."""
        desk = self._window.desk
        if desk is None or desk.saving.is_given_up:
            return True
        if not self._at_risk(desk):
            return True
        if not any(dialog.isVisible() for dialog in self._window.findChildren(UnsavedDialog)):
            UnsavedDialog(desk, lambda: self._at_risk(desk), again).open()
        return False

    def put_by(self) -> None:
        """Close every dialog with its words kept, and write what is half typed on the pages."""
        for dialog in self._window.findChildren(QDialog):
            getattr(dialog, "put_by", dialog.reject)()
        for page in self._window.pages():
            page.finish()

    def _at_risk(self, desk: "Desk") -> tuple[str, ...]:
        for dialog in self._window.findChildren(AskingDialog):
            if dialog.isVisible():
                dialog.keep_now()
        self._write(desk)
        return desk.saving.at_risk

    def _write(self, desk: "Desk") -> None:
        desk.changes.about_to_step_back.emit()
        for page in self._window.pages():
            page.finish()


class UnsavedDialog(Dialog):
    """Say that something is neither saved nor kept, and offer what can be done; nothing is let go unless asked for.

    `choose_target` asks where to put the words; tests put an answer there.
    """

    def __init__(self, desk: "Desk", at_risk: Callable[[], tuple[str, ...]], again: Callable[[], object]) -> None:
        super().__init__(desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = _("Something is not saved yet")
        self.setWindowTitle(one_line(words))
        self._desk, self._at_risk, self._again = desk, at_risk, again
        self.choose_target: Callable[[], Path | None] = self._ask
        self.notices = Notices()
        self.lose_button = button(_("Close and lose it"), self.lose, "link")
        self.elsewhere_button = button(_("Save the words elsewhere…"), self.save_elsewhere)
        self.stay_button = button(_("Go back"), self.reject)
        self.try_button = button(_("Try again"), self.try_again, "main")
        set_out(self, words, self._inside(), self.lose_button, self.elsewhere_button, self.stay_button, self.try_button)
        self.try_button.setFocus()
        fit_to_screen(self, scaled(640), scaled(420))
        self._tell()

    def try_again(self) -> None:
        """Save it now and go on; or say what still stands in the way."""
        self._desk.try_again()
        if self._at_risk():
            self._tell()
        else:
            self._go()

    def save_elsewhere(self) -> None:
        """Put the words into a file of their own, from which they can be read by any program."""
        from caregiver_app.fsops import write_atomically

        target = self.choose_target()
        if target is None:
            return
        try:
            write_atomically(target, "\n\n".join(self._at_risk()).encode())
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self.notices.tell_done(_("The words are in “{file}”. The case can be closed now.").format(file=target.name))
        self.lose_button.setText(_("Close the case"))

    def lose(self) -> None:
        """Let go of what is not saved, as somebody chose."""
        self._desk.saving.give_up()
        self._go()

    def _go(self) -> None:
        self.accept()
        self._again()

    def _inside(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(SPACE_3)
        column.addWidget(self.notices)
        column.addWidget(label(_("This would be lost if the case were closed now:")))
        for words in self._at_risk():
            column.addWidget(label(words, "strong"))
        column.addStretch(1)
        return inside

    def _tell(self) -> None:
        trouble = self._desk.saving.trouble
        if isinstance(trouble, CaregiverError):
            self.notices.tell_trouble(trouble)

    def _ask(self) -> Path | None:
        return ask_where_to_save(self, _("Save the words"), _("Not saved.txt"), _("Text (*.txt)"))
