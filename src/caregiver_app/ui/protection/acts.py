"""What the menus do with the passphrase of a case."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.actions import Act
from caregiver_app.ui.protection.watching import MINUTES

if TYPE_CHECKING:
    from caregiver_app.domain.person import Person
    from caregiver_app.ui.main_window import MainWindow


class ProtectionActs(QObject):
    """Do what the menu entries about a passphrase say."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.lock_menu = QMenu(_("Lock by itsel&f"), window)
        self._fill_lock_menu()
        self._show_lock_menu()
        for told in (window.door.opened, window.door.closed):
            told.connect(self._show_lock_menu)

    def acts(self) -> tuple[Act, ...]:
        """Return the entries of the file menu."""
        when_on, when_off = (
            partial(Act, needs_case=True, protected=True),
            partial(Act, needs_case=True, protected=False),
        )
        lock_soon = self._window.gate.lock_soon
        return (
            when_off("protect", "file", _("Protect with &a passphrase…"), "", self.protect, changes=True, line=True),
            when_on("lock", "file", _("Lock no&w"), "Ctrl+Shift+K", lock_soon, line=True),
            when_on("passphrase", "file", _("Change the pass&phrase…"), "", self.change, changes=True),
            when_on("new-sheet", "file", _("New recover&y sheet…"), "", self.new_sheet, changes=True),
            when_on("unprotect", "file", _("T&ake the passphrase off…"), "", self.take_off, changes=True),
        )

    def protect(self) -> None:
        """Lead through protecting the open case."""
        from caregiver_app.ui.protection.protect_dialog import ProtectDialog

        window, book = self._window, self._window.door.book
        if book is not None:
            ProtectDialog(
                window.jobs, book.folder, own_words(book.snapshot().person), window.gate.protect, window,
                paper=window.preferences.now.paper,
            ).open()  # fmt: skip

    def change(self) -> None:
        """Ask for another passphrase."""
        from caregiver_app.ui.protection.key_dialogs import ChangePassphraseDialog

        desk = self._window.desk
        if desk is not None:
            ChangePassphraseDialog(desk, own_words(desk.book.snapshot().person)).open()

    def new_sheet(self) -> None:
        """Lead through another recovery sheet."""
        from caregiver_app.ui.protection.key_dialogs import NewSheetDialog

        if self._window.desk is not None:
            NewSheetDialog(self._window.desk).open()

    def take_off(self) -> None:
        """Ask for the passphrase, then take it off."""
        from caregiver_app.ui.protection.key_dialogs import TakeOffDialog

        if self._window.desk is not None:
            TakeOffDialog(self._window.desk, self._window.gate.unprotect).open()

    def use_minutes(self, minutes: int) -> None:
        """Lock by itself after so many minutes from now on."""
        notices = self._window.notices
        try:
            self._window.preferences.change(lock_minutes=minutes)
        except CaregiverError as problem:
            notices.tell_trouble(problem)
            return
        never = _("Cases with a passphrase no longer lock by themselves, but when the computer has slept.")
        words = ngettext(
            "Cases with a passphrase lock after {n} minute in which nobody does anything.",
            "Cases with a passphrase lock after {n} minutes in which nobody does anything.",
            minutes,
        )
        notices.tell_done(words.format(n=minutes) if minutes else never)

    def _show_lock_menu(self) -> None:
        self.lock_menu.menuAction().setVisible(self._window.gate.can_lock)

    def _fill_lock_menu(self) -> None:
        group = QActionGroup(self)
        chosen = self._window.preferences.now.lock_minutes
        for minutes in MINUTES:
            words = ngettext("After {n} &minute", "After {n} &minutes", minutes).format(n=minutes)
            action = self.lock_menu.addAction(words if minutes else _("&Never"))
            action.setCheckable(True)
            action.setChecked(minutes == chosen)
            action.triggered.connect(lambda _checked=False, at=minutes: self.use_minutes(at))
            group.addAction(action)


def own_words(person: "Person") -> tuple[str, ...]:
    """Return what a stranger would try first: names, and when somebody was born."""
    born = str(person.born or "")
    return tuple(word for word in (*person.name.split(), *person.prepared_by.split(), born, born[:4]) if word)
