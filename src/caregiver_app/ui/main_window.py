"""The frame: sidebar, the page that is shown, the strip for notices and the status line. It holds no logic."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.settings import Preferences
from caregiver_app.ui.actions import Actions
from caregiver_app.ui.changes import CasebookSignals
from caregiver_app.ui.commands import Commands
from caregiver_app.ui.desk import Desk, desk_for
from caregiver_app.ui.door import Door
from caregiver_app.ui.fitting import fit_to_screen, go_to_place, place_words
from caregiver_app.ui.frame import Frame
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.leaving import Leaving
from caregiver_app.ui.notices import NoticePlace, Notices
from caregiver_app.ui.page import Page
from caregiver_app.ui.page_stack import PageStack
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.protection.gate import Gate
from caregiver_app.ui.reading_order import Window
from caregiver_app.ui.rebuilding.ways_back import WaysBack
from caregiver_app.ui.sidebar import Sidebar
from caregiver_app.ui.status import StatusLine
from caregiver_app.ui.text import title_words
from caregiver_app.ui.theme import Theme
from caregiver_app.ui.welcome import WelcomePage

if TYPE_CHECKING:
    from uuid import UUID

    from caregiver_app.casebook.casebook import Casebook


class MainWindow(Window):
    """Show the welcome while no case is open, and the pages of the case while one is."""

    closing = Signal()
    case_shown = Signal()

    def __init__(self, door: Door, preferences: Preferences, theme: Theme, jobs: Jobs) -> None:
        super().__init__()
        self.setWindowTitle(_("Caregiver Organizer"))
        self.door, self.preferences, self.jobs = door, preferences, jobs
        self.desk: Desk | None = None
        self.notices = Notices()
        self.status = StatusLine(jobs)
        self.gate = Gate(self)
        self.ways_back = WaysBack(self)
        self.commands = Commands(self, theme)
        self.actions_table = Actions(self.commands.table(), self.menuBar(), self)
        self.sidebar = Sidebar(self.commands.case_menu(self.actions_table))
        self.welcome = WelcomePage()
        self.leaving = Leaving(self)
        self._changes: CasebookSignals | None = None
        self.stack = PageStack(self.welcome)
        self.frame = Frame(self.sidebar, self.stack, NoticePlace(self.notices), self.status)
        self.setCentralWidget(self.frame)
        self.setMinimumWidth(760)
        fit_to_screen(self, 1280, 800)
        go_to_place(self, preferences.now.window)
        self._connect(theme)
        self._on_case_closed()

    def page(self, key: str) -> Page:
        """Return a page of the open case, made now if nobody asked for it before."""
        assert self.desk is not None
        return self.stack.page(self.desk, key)

    def go(self, key: str, record_id: "UUID | None" = None) -> None:
        """Show a page and, on it, a record."""
        if self.desk is None:
            return
        page = self.page(key)
        if self.shown_page != key:
            self.notices.clear_done()
        self.stack.show_page(key)
        self.sidebar.show_page(key)
        page.start()
        if record_id is not None:
            page.show_record(record_id)

    def pages(self) -> list[Page]:
        """Return the pages of the open case that somebody has seen."""
        return self.stack.pages()

    @property
    def shown_page(self) -> str:
        """The key of the page that is shown, or nothing."""
        return self.stack.shown

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place, let go of the case, let long work stop; stay when there is trouble to be read first."""
        self.keep_place()
        if not self.door.leave(self.close):
            event.ignore()
            return
        self.closing.emit()
        event.accept()

    def keep_place(self) -> None:
        """Remember where the window is and which page it shows."""
        try:
            self.preferences.change(window=place_words(self), page=self.shown_page or self.preferences.now.page)
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)

    def _connect(self, theme: Theme) -> None:
        self.sidebar.page_asked.connect(self.go)
        self.sidebar.find_asked.connect(self.commands.find_anything)
        self.sidebar.settings_asked.connect(self.commands.show_settings)
        self.status.undo_button.clicked.connect(self.actions_table["undo"].trigger)
        self.status.try_button.clicked.connect(self.actions_table["save-now"].trigger)
        self.status.redo_button.clicked.connect(self.actions_table["redo"].trigger)
        self.welcome.sample_asked.connect(self.commands.open_sample)
        self.welcome.new_asked.connect(self.commands.new_case)
        self.welcome.open_asked.connect(self.commands.open_case)
        self.welcome.restore_asked.connect(self.commands.restore)
        self.welcome.recent_asked.connect(self.commands.open_folder)
        self.welcome.forget_asked.connect(self.commands.forget_recent)
        self.door.opened.connect(self._on_case_opened)
        self.door.closing.connect(self.leaving.put_by)
        self.door.may_leave = self.leaving.may_leave
        self.door.closed.connect(self._on_case_closed)
        self.door.refused.connect(self._on_refused)
        theme.changed.connect(self.sidebar.grow)

    def _on_case_opened(self, book: "Casebook") -> None:
        self._changes = CasebookSignals(book, self)
        self._changes.changed.connect(self._on_changed)
        self._changes.day_changed.connect(lambda: self.sidebar.show_case(book.snapshot()))
        desk = self.desk = desk_for(self, book, self._changes)
        desk.saving.changed.connect(lambda: self.status.show_saving(desk.saving))
        self._show_state()
        self.stack.send_away()
        self.sidebar.show()
        self.actions_table.set_case_open(True, read_only=book.read_only, is_protected=book.keys is not None)
        self.commands.show_recent()
        known = [kind.key for kind in PAGES]
        self.go(self.preferences.now.page if self.preferences.now.page in known else known[0])
        self.commands.tell_what_waits(self.desk)
        self.case_shown.emit()

    def _on_case_closed(self) -> None:
        self.desk = None
        self.stack.forget()
        if self._changes is not None:
            self._changes.deleteLater()
            self._changes = None
        self.sidebar.hide()
        self.sidebar.show_name("")
        self.notices.clear()
        self.status.show_case(None)
        self.actions_table.set_case_open(False)
        self.actions_table.show_steps(None, None)
        self.setWindowTitle(_("Caregiver Organizer"))
        self.welcome.start()
        self.commands.show_recent()

    def _on_refused(self, problem: CaregiverError) -> None:
        self.welcome.wait(False)
        self.commands.tell_refused(problem)

    def _on_changed(self) -> None:
        self.notices.forget_step()
        self._show_state()

    def _show_state(self) -> None:
        assert self.desk is not None
        book = self.desk.book
        case = book.snapshot()
        self.sidebar.show_case(case)
        self.setWindowTitle(_("{name} – Caregiver Organizer").format(name=title_words(case.person.name)))
        self.status.show_case(book)
        self.status.show_saving(self.desk.saving)
        self.actions_table.show_steps(book.undo_label, book.redo_label)
