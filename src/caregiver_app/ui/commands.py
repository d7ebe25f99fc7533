"""What the menus do, and the one table of them."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from caregiver_app.errors import CaregiverError, CaseElsewhere, CaseInUse
from caregiver_app.i18n import _, as_sentence, in_sentences, language
from caregiver_app.ui.actions import Act, Actions, fill_recent
from caregiver_app.ui.appointments.reminding import tell_what_is_near
from caregiver_app.ui.context_help import ContextHelp
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.wanted_reminders import tell_of_due
from caregiver_app.ui.moving import Moving
from caregiver_app.ui.printing_here import PrintHere
from caregiver_app.ui.protection.acts import ProtectionActs
from caregiver_app.ui.reading_only import why_not
from caregiver_app.ui.theme import TEXT_SIZES, Theme
from caregiver_app.ui.waiting import tell_of_drafts

if TYPE_CHECKING:
    from caregiver_app.ui.backups.writing import BackingUp
    from caregiver_app.ui.main_window import MainWindow
    from caregiver_app.ui.timeline.page import TimelinePage


class Commands(QObject):
    """Do what a menu entry says. `choose_folder` asks for a folder and can be replaced.

    `language_asked` carries the code of the language that the window is to speak.
    """

    language_asked = Signal(str)

    def __init__(self, window: "MainWindow", theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self.protection = ProtectionActs(window)
        self.recent = QMenu(_("Open &lately used"), window)
        self.moving = Moving(window)
        self.print_here = PrintHere(window)
        self._is_sample = False
        self.help = ContextHelp(window)
        self.choose_folder: Callable[[str], Path | None] = self._ask_for_folder

    def table(self) -> tuple[Act, ...]:
        """Return every entry of every menu."""
        from caregiver_app.ui.menus import acts

        return acts(self, self._window)

    def case_menu(self, actions: Actions) -> QMenu:
        """Return the menu behind the case's name, and finish the file menu."""
        actions.menus["file"].insertMenu(actions["close"], self.recent)
        actions.menus["file"].insertMenu(actions["passphrase"], self.protection.lock_menu)
        actions[f"theme-{self._theme.choice}"].setChecked(True)
        if (spoken := f"language-{language()}") in actions:
            actions[spoken].setChecked(True)
        menu = QMenu(self._window)
        for name in ("person", "contacts", "removed", "where", "close"):
            menu.addAction(actions[name])
        return menu

    def new_case(self) -> None:
        """Ask for a name and a folder, and start a case."""
        from caregiver_app.ui.person.new_case import new_case_dialog

        new_case_dialog(self._window.door, self.choose_folder, self._window).open()

    def open_case(self) -> None:
        """Ask for a folder and open the case in it."""
        folder = self.choose_folder(_("Choose the folder of the case"))
        if folder is not None:
            self.open_folder(str(folder))

    def open_folder(self, folder: str) -> None:
        """Open the case in a folder."""
        self._window.notices.clear()
        self._window.welcome.wait(True)
        self._window.door.open(Path(folder))

    def open_file(self, file: Path) -> None:
        """Tell of a file that holds a whole case, and offer to take it in."""
        from caregiver_app.ui.backups.opened_file import show_opened_file

        show_opened_file(self._window, file.resolve())

    def show_recent(self) -> None:
        """List the cases opened lately, in the menu and in the welcome."""
        folders = self._window.preferences.now.recent
        fill_recent(self.recent, folders, self.open_folder, self.forget_recent)
        self._window.welcome.show_recent(folders)

    def forget_recent(self) -> None:
        """Forget where the cases opened lately are. The cases themselves stay where they are."""
        try:
            self._window.preferences.take(self._window.preferences.now.forgotten())
        except CaregiverError as problem:
            self._window.notices.tell_trouble(problem)
        self.show_recent()
        if self._window.desk is None:  # the button that was pressed is gone
            self._window.welcome.start()
        self._window.notices.tell_done(_("The list is forgotten. The cases themselves are where they were."))

    def show_round(self) -> None:
        """Lead round the pages of the open case, stop by stop."""
        from caregiver_app.ui.tour import Tour

        for earlier in self._window.findChildren(Tour):
            earlier.close()
        tour = Tour(self._window)
        self._window.frame.put_beneath(tour)
        tour.show_stop(0)

    def open_sample(self, folder: Path | None = None) -> None:
        """Make a copy of the sample case and open it, then offer to be shown round."""
        self._is_sample = True
        self._window.notices.clear()
        self._window.welcome.wait(True)
        self._window.door.open_sample(folder)

    def add_entry(self) -> None:
        """Show the timeline and what can be added to it."""
        self._window.go("timeline")
        self._timeline().show_add_menu()

    def import_history(self) -> None:
        """Show the timeline and ask which table to bring in."""
        self._window.go("timeline")
        self._timeline().importing.start()

    def save_table(self) -> None:
        """Ask where to put the whole history as a table."""
        self._timeline().saving.save_table()

    def save_picture(self) -> None:
        """Ask where to put the timeline as a picture."""
        self._timeline().saving.save_picture()

    def save_template(self) -> None:
        """Ask where to put a table to start a history from."""
        self._timeline().importing.save_template()

    def check_records(self) -> None:
        """Read every record and every file of the case, and tell what is not as it was written."""
        from caregiver_app.ui.checking import Checking

        desk = self.desk()
        (desk.changes.findChild(Checking) or Checking(desk, self._window.ways_back.show_open_case)).start()

    def hand_over(self) -> None:
        """Write the case into one file for another computer."""
        from caregiver_app.ui.handover.handing import HandingOver

        desk = self.desk()
        (desk.changes.findChild(HandingOver) or HandingOver(desk)).start()

    def bring_back(self) -> None:
        """Bring the case back from another computer."""
        from caregiver_app.ui.handover.bringing import BringingBack

        desk = self.desk()
        (desk.changes.findChild(BringingBack) or BringingBack(desk)).start()

    def back_up(self) -> None:
        """Write the whole case into one file."""
        self.backups().start()

    def keep_second(self) -> None:
        """Write the whole case to a second place, such as a USB stick."""
        self.backups().start_second()

    def restore(self) -> None:
        """Bring a case back from a backup."""
        from caregiver_app.ui.backups.restoring import Restoring

        (self._window.findChild(Restoring) or Restoring(self._window)).start()

    def backups(self) -> "BackingUp":
        """Return what writes the backups of the open case."""
        from caregiver_app.ui.backups.writing import BackingUp

        desk = self.desk()
        return desk.changes.findChild(BackingUp) or BackingUp(desk)

    def take_settings(self, settings: dict[str, Any]) -> None:
        """Take colours, text size and paper over from elsewhere, and keep them."""
        self._keep(**settings)
        self._theme.use(self._window.preferences.now.theme, self._window.preferences.now.text_percent)

    def add_papers(self) -> None:
        """Show the documents and ask which files to add."""
        from caregiver_app.ui.documents.page import DocumentsPage

        self._window.go("documents")
        page = self._window.page("documents")
        if isinstance(page, DocumentsPage):
            page.add_files()

    def edit_person(self) -> None:
        """Open the form with the personal details."""
        from caregiver_app.ui.person.editor import person_dialog

        person_dialog(self.desk()).open()

    def show_contacts(self) -> None:
        """Open the list of contacts."""
        from caregiver_app.ui.person.contacts import ContactsDialog

        ContactsDialog(self.desk()).open()

    def show_removed(self) -> None:
        """Open the list of what was removed."""
        from caregiver_app.ui.removed import RemovedDialog

        RemovedDialog(self.desk(), self._window.gate.erase).open()

    def show_history(self) -> None:
        """Open the list of steps."""
        from caregiver_app.ui.history.steps import history_dialog

        history_dialog(self.desk()).open()

    def use_theme(self, choice: str) -> None:
        """Take other colours and keep them."""
        self._theme.use(choice, self._theme.percent)
        self._keep(theme=choice)

    def change_text_size(self, by: int) -> None:
        """Take the next larger (1) or smaller (-1) text, or the usual one (0), and keep it."""
        nearest = min(TEXT_SIZES, key=lambda size: abs(size - self._theme.percent))
        position = min(max(TEXT_SIZES.index(nearest) + by, 0), len(TEXT_SIZES) - 1)
        self.use_text_size(TEXT_SIZES[position] if by else 100)

    def use_text_size(self, percent: int) -> None:
        """Take a text size in percent and keep it."""
        self._theme.use(self._theme.choice, percent)
        self._keep(text_percent=percent)
        self._window.notices.tell(_("Text size {percent} %.").format(percent=percent), kind="good")

    def show_shortcuts(self) -> None:
        """Open the list of keys."""
        from caregiver_app.ui.help import shortcuts_dialog

        shortcuts_dialog(self._window.actions_table.shortcuts(), self._window).open()

    def show_folder(self) -> None:
        """Say where the case is kept, how old its copy is, and since when every file in it was read."""
        self._window.notices.tell(self.where_words())

    def where_words(self) -> str:
        """Return where the case is kept, how old its copy is, and since when every file in it was read."""
        from caregiver_app.casebook.read_lately import words as when_read

        words = _("Your case is in the folder {folder}. Copy the whole folder and you have everything.")
        book, copy = self.desk().book, self.backups().age_words()
        said = (words.format(folder=book.folder), as_sentence(copy), when_read(book, date.today()))
        return in_sentences(part for part in said if part)

    def find_anything(self) -> None:
        """Open the line that finds what can be done, what is in the case, and what the guide knows."""
        from caregiver_app.ui.find_anywhere import FindDialog

        FindDialog(self._window).open()

    def show_settings(self) -> None:
        """Open the settings."""
        from caregiver_app.ui.settings.dialog import SettingsDialog

        SettingsDialog(self._window).open()

    def show_about(self) -> None:
        """Open what this program is."""
        from caregiver_app.ui.help import about_dialog

        about_dialog(self._window).open()

    def tell_refused(self, problem: CaregiverError) -> None:
        """Say why a case is not opened, with what can be done about it."""
        self._is_sample = False
        open_at = partial(self._window.door.open, self._window.door.asked_for)
        if isinstance(problem, CaseInUse):
            words, act = _("Look at it without changing it"), partial(open_at, to_read=True)
        elif isinstance(problem, CaseElsewhere):
            words, act = _("Open it anyway"), partial(open_at, sure=True)
        else:
            self._window.notices.tell_trouble(problem)
            return
        self._window.notices.tell_trouble(problem, action=words, act=act)

    def tell_what_waits(self, desk: Desk) -> None:
        """Say once, when a case is opened, what the family should know about it."""
        self.backups().begin()
        is_sample, self._is_sample = self._is_sample, False
        if is_sample:
            words = _("This family is invented, and this is only a copy: try anything you like.")
            desk.notices.tell(words, action=_("Show me round"), act=self.show_round)
        elif desk.book.is_held_elsewhere:
            words = _(
                "This case is open in another window, where it can be changed. Here you see what was saved at {time}."
            )
            desk.notices.tell(
                words.format(time=f"{datetime.now():%H:%M}"), kind="care", action=_("Open it again"), act=desk.reopen
            )
        elif desk.book.read_only:
            desk.notices.tell(why_not(), kind="care")
        elif (trouble := desk.drafts.trouble()) is not None:
            desk.notices.tell_trouble(trouble)
        elif desk.book.doubts:
            words = _(
                "The case file was changed outside this program since it was last closed. Look it over with care."
            )
            desk.notices.tell(words, kind="care")
        elif self.moving.tell(desk) or tell_of_drafts(desk):
            return
        elif not self.backups().remind_at_last() and not tell_what_is_near(desk, date.today()):
            tell_of_due(desk, date.today())
            self.backups().remind()

    def _timeline(self) -> "TimelinePage":
        from caregiver_app.ui.timeline.page import TimelinePage

        page = self._window.page("timeline")
        assert isinstance(page, TimelinePage)
        return page

    def desk(self) -> Desk:
        """Return what the pages of the open case work with."""
        assert self._window.desk is not None
        return self._window.desk

    def _keep(self, **changes: Any) -> None:
        try:
            self._window.preferences.change(**changes)
        except CaregiverError as problem:
            self._window.notices.tell_trouble(problem)

    def _ask_for_folder(self, words: str) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(QApplication.activeWindow(), words)
        return Path(chosen) if chosen else None
