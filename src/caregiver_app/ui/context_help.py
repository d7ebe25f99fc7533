"""Which part of the handbook helps where, F1 in every window, and the handbook as a PDF."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from caregiver_app.i18n import _, ngettext

if TYPE_CHECKING:
    from caregiver_app.ui.main_window import MainWindow

OF_PAGE: Final = {
    "overview": "overview",
    "timeline": "timeline",
    "documents": "documents",
    "journey": "car-t-steps",
    "questions": "questions",
    "appointments": "appointments",
    "worksheet": "worksheet",
    "packet": "packet",
    "guide": "guide",
}
OF_PLACE: Final = {
    "WelcomePage": "first-steps",
    "UnlockPage": "protecting",
    "RecoverPage": "protecting",
    "WorkPage": "protecting",
    "RebuildPage": "checking",
}
"""What the window shows where no page of a case is."""

WHERE_IT_WAS_OPENED: Final = ""
OF_DIALOG: Final = {
    "AskingDialog": WHERE_IT_WAS_OPENED,
    "BackupDialog": "backups",
    "BringBackDialog": "handing-over",
    "BugDialog": "checking",
    "ChangePassphraseDialog": "protecting",
    "ColumnsDialog": "timeline",
    "ContactsDialog": "overview",
    "CostsDialog": "worksheet",
    "DecidingDialog": WHERE_IT_WAS_OPENED,
    "DiscDialog": "discs",
    "EraseDialog": "history",
    "FilesDialog": "discs",
    "FindDialog": "keyboard",
    "FindingsDialog": "checking",
    "FormDialog": WHERE_IT_WAS_OPENED,
    "HistoryDialog": "history",
    "JoinDialog": "pages",
    "KeptDialog": WHERE_IT_WAS_OPENED,
    "LicencesDialog": WHERE_IT_WAS_OPENED,
    "NewCaseDialog": "first-steps",
    "NewSheetDialog": "protecting",
    "NoPrinterDialog": "printing",
    "OpenedFileDialog": "handing-over",
    "OwnListDialog": "wanted-papers",
    "PageWorkDialog": "pages",
    "PagesDialog": "pages",
    "PanelDialog": "timeline",
    "PassphraseDialog": "handing-over",
    "PasswordDialog": "packet",
    "PreviewWindow": "documents",
    "ProtectDialog": "protecting",
    "RemovedDialog": "history",
    "SentDialog": "packet",
    "SettingsDialog": "settings",
    "SeveralDialog": "timeline",
    "ShowingDialog": WHERE_IT_WAS_OPENED,
    "StepsDialog": "protecting",
    "TakeOffDialog": "protecting",
    "UnlockDialog": "documents",
    "UnsavedDialog": "first-steps",
    "VersionsDialog": "history",
    "_SavingDialog": "wanted-papers",
}
OF_FORM: Final = {
    "add": "timeline",
    "appointment": "appointments",
    "contact": "overview",
    "copy": "timeline",
    "document": "documents",
    "entry": "timeline",
    "guide": "guide",
    "journey": "car-t-steps",
    "packet": "packet",
    "person": "overview",
    "question": "questions",
    "several": "timeline",
    "wanted": "wanted-papers",
    "worksheet": "worksheet",
}
"""Forms by the first word of the name their draft is kept under."""

PART: Final = "part of the handbook"
"""The property by which a window that many things are shown in names the part that helps."""

_HAS_KEY: Final = "opens help"


class ContextHelp(QObject):
    """Open the part of the handbook that fits, beside what is shown. `choose_target` asks where to save the PDF."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.choose_target: Callable[[str], Path | None] = self._ask_for_target
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def show(self) -> None:
        """Help with what the main window shows."""
        self.show_beside(self._window)

    def show_beside(self, place: QWidget) -> None:
        """Help with a window; one that helps already shows what fits now."""
        from caregiver_app.ui.help_window import HelpWindow

        part = self.part_for(place)
        open_one = next((one for one in place.findChildren(HelpWindow) if one.isVisible()), None)
        if open_one is None:
            HelpWindow(part, place, self._window).show_beside()
        else:
            open_one.show_part(part)
            open_one.raise_()
            open_one.activateWindow()

    def part_for(self, place: QWidget) -> str:
        """Return the id of the part of the handbook that helps with a window."""
        named = place.property(PART)
        if isinstance(named, str) and named:
            return named
        if isinstance(place, QDialog):
            form = getattr(place, "draft_name", "").partition("-")[0]
            kinds = (OF_DIALOG.get(kind.__name__, "") for kind in type(place).__mro__)
            found = next((part for part in kinds if part), "") or OF_FORM.get(form, "")
            if found:
                return found
        shown = self._window.shown_page
        return OF_PAGE.get(shown) or OF_PLACE.get(type(self._window.stack.currentWidget()).__name__, "first-steps")

    def save_handbook(self) -> None:
        """Ask where the handbook is to be saved, and draw it there while the window goes on."""
        from caregiver_app.casebook.handbook import make_handbook
        from caregiver_app.packet.printed.handbook import HandbookOptions
        from caregiver_app.ui.made_files import drawn

        target = self.choose_target(_("{sheet}.pdf").format(sheet=_("Handbook")))
        if target is None:
            return
        desk, chosen = self._window.desk, self._window.preferences.now
        options = HandbookOptions(chosen.paper, chosen.print_language)
        originals = desk.book.originals.folder if desk is not None else None
        self._window.notices.clear_done()
        self._window.jobs.start(
            partial(drawn, partial(make_handbook, target, options, originals)),
            done=partial(self._on_made, target),
            failed=self._window.notices.tell_trouble,
            label=_("Drawing the handbook"),
            for_case=False,
        )

    def _on_made(self, target: Path, pages: int) -> None:
        from caregiver_app.ui.made_files import open_file

        words = ngettext(
            "The handbook is saved as “{name}” in {folder}, on {n} page.",
            "The handbook is saved as “{name}” in {folder}, on {n} pages.",
            pages,
        ).format(name=target.name, folder=target.parent, n=pages)
        self._window.notices.tell_done(words, action=_("Open"), act=partial(open_file, target))

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Give each dialog of this window the key that helps, once somebody is in it."""
        dialog = now.window() if now is not None else None
        if not isinstance(dialog, QDialog) or dialog.property(_HAS_KEY) or not self._is_ours(dialog):
            return
        dialog.setProperty(_HAS_KEY, True)
        key = self._window.actions_table["help"].shortcut()
        QShortcut(key, dialog, partial(self.show_beside, dialog))

    def _is_ours(self, dialog: QDialog) -> bool:
        """Whether it is one of our dialogs, and belongs to this window: another language makes another window."""
        above: QWidget | None = dialog
        while above is not None and above is not self._window:
            above = above.parentWidget()
        return above is not None and type(dialog).__name__ in OF_DIALOG

    def _ask_for_target(self, name: str) -> Path | None:
        from caregiver_app.ui.where_to_save import ask_where_to_save

        return ask_where_to_save(self._window, _("Save as a PDF"), name, _("PDF (*.pdf)"))
