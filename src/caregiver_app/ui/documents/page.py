"""The Documents page: whether the papers are here, what waits to be named, and what is still wanted."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QMenu, QStackedWidget, QTabBar, QWidget

from caregiver_app.casebook.copies import name_for_copy
from caregiver_app.casebook.documents.listing import change_documents, remove_documents
from caregiver_app.domain.documents.document import SETS, Document
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.backups.first import remove_after_backup
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.adding import Adding
from caregiver_app.ui.documents.all_view import AllPapersView
from caregiver_app.ui.documents.copying import Copying
from caregiver_app.ui.documents.disc_dialog import disc_dialog
from caregiver_app.ui.documents.drops import DropPlace
from caregiver_app.ui.documents.editor import paper_dialog, thing_dialog
from caregiver_app.ui.documents.empty import nothing_yet
from caregiver_app.ui.documents.reading_strip import ReadingStrip
from caregiver_app.ui.documents.rows import PaperRow
from caregiver_app.ui.documents.study_work import StudyWork
from caregiver_app.ui.notices import announce
from caregiver_app.ui.page import Page
from caregiver_app.ui.text import button, button_words, set_role
from caregiver_app.ui.theme import SPACE_2, SPACE_4, scaled
from caregiver_app.ui.under_way import UnderWay

if TYPE_CHECKING:
    from caregiver_app.ui.documents.inbox_view import InboxView
    from caregiver_app.ui.documents.wanted_view import WantedView
    from caregiver_app.ui.printing_here import Draw

ALL, INBOX, WANTED = range(3)
_ROOM_BESIDE: Final = 200


class View(Protocol):
    """One way to look at the documents: a widget."""

    def refresh(self) -> None:
        """Show the case as it is now."""

    def start(self) -> None:
        """Put the focus where work begins."""

    def finish(self) -> None:
        """Let go of what is looked at; called when the case closes."""


class DocumentsPage(Page):
    """Show the inventory, take papers in, and let each be named. The `choose_…` ask for places and can be replaced."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Documents"))
        self.desk = desk
        self.choose_files: Callable[[], Sequence[Path]] = self._ask_for_files
        self.choose_folder: Callable[[], Path | None] = self._ask_for_folder
        self.choose_target: Callable[[str], Path | None] = self._ask_for_target
        self._case = desk.book.snapshot()
        self.add_button = button(_("Add files…"), self.add_files, "main")
        self.folder_button = button(_("Add a folder…"), self.add_folder, "large")
        self.more_button = button(_("More…"), role="large")
        self.more_button.setAccessibleName(_("More ways to add"))
        self.all = AllPapersView(desk)
        self.under_way = UnderWay(_("Adding documents"))
        self.adding = Adding(desk, self.under_way)
        self.copying = Copying(desk, self.under_way)
        self.reading = ReadingStrip(desk)
        self.studies = StudyWork(desk, self.all.panel.study, self.under_way)
        self.drops = DropPlace(self, self.add, self._say_not_here)
        self._made: dict[int, View] = {}
        self._lay_out()
        self._connect()
        self._show_case()
        self.adding.tell_of_unfinished()

    def show_record(self, record_id: UUID) -> None:
        """Choose a document, whatever the list is narrowed to."""
        self.views.setCurrentIndex(ALL)
        self.all.show_record(record_id)

    def to_print(self) -> "Draw | None":
        """Return what draws the pages of the chosen paper, as they go into the packet."""
        from caregiver_app.casebook.parts_alone import paper_alone

        chosen = self.all.chosen if self.views.currentIndex() == ALL else ()
        if len(chosen) != 1 or chosen[0].holding != "file":
            return None
        return paper_alone(self.desk.book, chosen[0], self.desk.preferences.now.paper, date.today())

    def shown_record(self) -> UUID | None:
        """Return the chosen document, while all papers are shown."""
        chosen = self.all.chosen if self.views.currentIndex() == ALL else ()
        return chosen[0].id if len(chosen) == 1 else None

    def show_view(self, view: int) -> None:
        """Turn to all papers, the inbox or what is wanted."""
        self.views.setCurrentIndex(view)
        self.start()

    def start(self) -> None:
        """Go to the list, or to the one thing to do while it is empty."""
        view = self._made.get(self.views.currentIndex())
        if view is not None:
            view.start()
        elif self._case.documents:
            self.all.start()
        else:
            self.add_button.setFocus()

    def finish(self) -> None:
        """Let go of what is looked at and read."""
        self.reading.finish()
        self.all.finish()
        for view in self._made.values():
            view.finish()

    def add_files(self) -> None:
        """Ask for files and add them."""
        self.add(self.choose_files())

    def add_folder(self) -> None:
        """Ask for a folder and add the files in it."""
        folder = self.choose_folder()
        if folder is not None:
            self.add([folder])

    def add(self, paths: Sequence[Path]) -> None:
        """Add files, and the files in folders."""
        self.desk.notices.clear_done()
        self.adding.add(paths)

    def add_disc(self) -> None:
        """Ask for an imaging disc, and whether its files are to be copied."""
        disc_dialog(self.desk, self.adding).open()

    def add_photos(self) -> None:
        """Ask for photos of one paper, add them and make one document of them."""
        from caregiver_app.ui.documents.join_dialog import add_photos

        add_photos(self.desk, self.adding, self.choose_files())

    def add_thing(self) -> None:
        """Open the form for what is not a file."""
        thing_dialog(self.desk).open()

    def change(self) -> None:
        """Open the form of the chosen document."""
        if self.chosen:
            paper_dialog(self.desk, self.chosen[0]).open()

    def work_on_pages(self) -> None:
        """Turn, crop, leave out or black out pages of the chosen document, or make one document of several."""
        if len(self.chosen) == 1:
            from caregiver_app.ui.documents.page_work_dialog import page_work_dialog

            page_work_dialog(self.desk, self.chosen[0]).open()
        elif self.chosen:
            from caregiver_app.ui.documents.join_dialog import join_dialog

            join_dialog(self.desk, self.chosen).open()

    def give_password(self) -> None:
        """Ask for the password of the chosen document, which is locked."""
        if len(self.chosen) == 1:
            from caregiver_app.ui.documents.unlock_dialog import ask_password

            ask_password(self.desk, self.chosen[0].id)

    def remove(self) -> None:
        """Take the chosen documents out, with a way back."""
        chosen = self.chosen
        if not chosen:
            return
        words = ngettext("Removed {n} document.", "Removed {n} documents.", len(chosen)).format(n=len(chosen))
        if len(chosen) == 1:
            words = _("Removed {document}.").format(document=_called(chosen[0]))
        row = self.all.table.selectionModel().selectedRows()[0].row()

        def act() -> None:
            if self.desk.do_undoable(lambda: remove_documents(self.desk.book, chosen), words):
                self.all.table.selectRow(min(row, self.all.table.proxy.rowCount() - 1))

        remove_after_backup(self.desk, len(chosen), act)

    def put_in_packet(self, wanted: bool) -> None:
        """Tick the chosen files for the packet, or untick them."""
        files = [document for document in self.chosen if document.holding == "file" and document.format not in SETS]
        changed = [document.amended(in_packet=wanted) for document in files if document.in_packet != wanted]
        if any(document.format in SETS for document in self.chosen) and not files:
            self.desk.notices.tell(_("Pictures of a scan stay files. The packet lists them."))
        elif not files:
            self.desk.notices.tell(_("Only what is here as a file can be in the packet. This one is listed in it."))
        if not changed:
            return
        step = _("Put in the packet") if wanted else _("Leave out of the packet")
        if self.desk.do(lambda: change_documents(self.desk.book, changed, step)):
            self.desk.notices.clear_done()
            announce(self.all.table, _("In the packet") if wanted else _("Left out by choice"))

    def save_copy(self) -> None:
        """Ask where to, and give the original of the chosen document back."""
        chosen = self.chosen
        if len(chosen) == 1 and chosen[0].holding == "file":
            target = self.choose_target(name_for_copy(chosen[0]))
            if target is not None:
                self.copying.save(chosen[0], target)

    def add_its_file(self, document: Document | None = None) -> None:
        """Ask for the file of what was wanted or held elsewhere: this document, or the chosen one."""
        wanted = document or (self.chosen[0] if len(self.chosen) == 1 else None)
        if wanted is not None and wanted.holding != "file":
            files = self.choose_files()
            if files:
                self.adding.add_for(wanted, files[0])

    @property
    def chosen(self) -> tuple[Document, ...]:
        """The documents chosen in the list."""
        return self.all.chosen

    def _lay_out(self) -> None:
        for made in (self.more_button, self.folder_button, self.add_button):
            self.add_to_header(made)
        self.views = QTabBar()
        self.views.setAccessibleName(_("What to see of the documents"))
        self.views.setExpanding(False)
        self.views.setDrawBase(False)
        self.views.setElideMode(Qt.TextElideMode.ElideNone)
        self._stack = QStackedWidget()
        self._empty = nothing_yet()
        self._whole = QStackedWidget()
        self._whole.addWidget(self._empty)
        self._whole.addWidget(self.all)
        self._stack.addWidget(self._whole)
        for _view in (ALL, INBOX, WANTED):
            self.views.addTab("")
        self._places = {view: QWidget() for view in (INBOX, WANTED)}
        for place in self._places.values():
            self._stack.addWidget(place)
        self.body.addWidget(self.under_way)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(SPACE_2)
        self._head.addWidget(self.views)
        self._head.addWidget(self.reading, 1)
        self.body.addLayout(self._head)
        self.body.addWidget(self._stack, 1)
        more = QMenu(self.more_button)
        self._folder_act = more.addAction(button_words(self.folder_button.text()))
        self._folder_act.triggered.connect(lambda _on=False: self.add_folder())
        for words, act in (
            (_("Add photos of one paper…"), self.add_photos),
            (_("Add an imaging disc…"), self.add_disc),
            (_("Add something that is not a file…"), self.add_thing),
        ):
            more.addAction(button_words(words)).triggered.connect(lambda _on=False, act=act: act())
        self.more_button.setMenu(more)
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the ways to add into one menu, and how far reading is beneath, where there is no room beside."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        beside = (self.title, self.add_button, self.folder_button, self.more_button)
        folded = width < sum(part.sizeHint().width() + SPACE_2 for part in beside) + 2 * SPACE_4
        self.folder_button.setVisible(not folded)
        self._folder_act.setVisible(folded)
        room = width - 2 * SPACE_4 - self.views.sizeHint().width()
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(down if room < scaled(_ROOM_BESIDE) else right)

    def _connect(self) -> None:
        self.desk.changes.changed.connect(self._on_changed)
        self.views.currentChanged.connect(self._on_turned)
        self.adding.added.connect(self._on_added)
        self.reading.read.connect(self._on_read)
        self.all.change_asked.connect(self.change)
        self.all.removal_asked.connect(self.remove)
        self.all.packet_asked.connect(self._on_packet_asked)
        panel = self.all.panel
        panel.change_asked.connect(self.change)
        panel.copy_asked.connect(self.save_copy)
        panel.file_asked.connect(lambda: self.add_its_file())
        panel.pages_asked.connect(self.work_on_pages)
        panel.password_asked.connect(self.give_password)
        panel.removal_asked.connect(self.remove)
        panel.packet_asked.connect(self.put_in_packet)
        panel.entry_asked.connect(lambda entry_id: self.desk.go("timeline", entry_id))
        panel.paper_asked.connect(self.show_record)

    def _on_changed(self, kinds: frozenset[type[Record]]) -> None:
        if any(issubclass(kind, Document | Entry) for kind in kinds):
            self._case = self.desk.book.snapshot()
            self._show_case()
        elif self.views.currentIndex() in self._made:
            self._made[self.views.currentIndex()].refresh()

    def _show_case(self) -> None:
        self._whole.setCurrentWidget(self.all if self._case.documents else self._empty)
        waiting = sum(document.in_inbox for document in self._case.documents)
        words = (_("All papers"), _("Inbox ({n})").format(n=waiting) if waiting else _("Inbox"), _("Wanted"))
        for view, text in enumerate(words):
            self.views.setTabText(view, button_words(text))
        shown = self.views.currentIndex()
        if shown == ALL:
            self.all.refresh(self._case)
        elif shown in self._made:
            self._made[shown].refresh()

    def _on_turned(self, view: int) -> None:
        if view != ALL and view not in self._made:
            self._build(view)
        self._stack.setCurrentIndex(view)
        # The inbox has the one thing to do next on a filled button of its own.
        set_role(self.add_button, "large" if view == INBOX else "main")
        self._show_case()

    def _build(self, view: int) -> None:
        """Put the real view where an empty place stood."""
        made = self._inbox() if view == INBOX else self._wanted()
        place = self._places.pop(view)
        self._stack.removeWidget(place)
        place.deleteLater()
        self._stack.insertWidget(view, made)
        self._made[view] = made

    def _inbox(self) -> "InboxView":
        from caregiver_app.ui.documents.inbox_view import InboxView

        made = InboxView(self.desk)
        made.paper_asked.connect(self.show_record)
        return made

    def _wanted(self) -> "WantedView":
        from caregiver_app.ui.documents.wanted_view import WantedView

        made = WantedView(self.desk)
        made.paper_asked.connect(self.show_record)
        made.file_asked.connect(self._on_file_asked)
        return made

    def _on_file_asked(self, document_id: UUID) -> None:
        document = self.desk.book.snapshot().document(document_id)
        if document is not None:
            self.add_its_file(document)

    def _on_packet_asked(self, rows: Sequence[PaperRow]) -> None:
        files = [row.document for row in rows if row.document.holding == "file" and row.document.format not in SETS]
        self.put_in_packet(not all(document.in_packet for document in files))

    def _on_added(self, came: Sequence[Document]) -> None:
        if self.views.currentIndex() == ALL:
            self.all.show_came(came)

    def _on_read(self) -> None:
        """Let what was read on scans be found and suggested from."""
        self.all.preview.read_again()
        inbox = self._made.get(INBOX)
        if inbox is not None and self.views.currentIndex() == INBOX:
            inbox.refresh()

    def _say_not_here(self) -> None:
        self.desk.notices.tell(_("Only files on this computer can be added. Save it as a file first, then drop it."))

    def _ask_for_files(self) -> list[Path]:
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Choose the files to add"))
        return [Path(name) for name in chosen]

    def _ask_for_folder(self) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self, _("Choose the folder to add"))
        return Path(chosen) if chosen else None

    def _ask_for_target(self, name: str) -> Path | None:
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save a copy of the file"), name)
        return Path(chosen) if chosen else None


def _called(document: Document) -> str:
    return f"{number_of(document.number)} {document.title}"
