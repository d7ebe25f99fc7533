"""The Documents page: whether the papers are here, and what is known of each."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from caregiver_app.casebook.copies import name_for_copy
from caregiver_app.casebook.documents import change_documents, remove_documents
from caregiver_app.domain.documents import Document
from caregiver_app.domain.documents import label as number_of
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.adding import Adding
from caregiver_app.ui.documents.copying import Copying
from caregiver_app.ui.documents.drops import DropPlace
from caregiver_app.ui.documents.editor import paper_dialog, thing_dialog
from caregiver_app.ui.documents.empty import nothing_fits, nothing_yet
from caregiver_app.ui.documents.finding import FindingRow
from caregiver_app.ui.documents.panel import WIDTH, PaperPanel
from caregiver_app.ui.documents.rows import PaperRow, counted, rows_of
from caregiver_app.ui.documents.table import paper_table
from caregiver_app.ui.documents.under_way import UnderWay
from caregiver_app.ui.notices import announce
from caregiver_app.ui.page import Page
from caregiver_app.ui.text import button, hint
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled

_NARROW: Final = 740
_PANEL_SHARE, _PANEL_MOST = 0.27, 400
_ANY_WIDTH: Final = 16_777_215


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
        self.thing_button = button(_("Add something that is not a file…"), self.add_thing, "large")
        self.more_button = button(_("More…"), role="large")
        self.more_button.setAccessibleName(_("More ways to add"))
        self.finding = FindingRow()
        self._drop_hint = hint(_("Drop files or folders anywhere on this page to add them."))
        self._count = hint("")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.table = paper_table(lambda: rows_of(self._case))
        self.panel = PaperPanel()
        self.under_way = UnderWay(_("Adding documents"))
        self.adding = Adding(desk, self.under_way)
        self.copying = Copying(desk, self.under_way)
        self.drops = DropPlace(self, self.add, self._say_not_here)
        self._lay_out()
        self._connect()
        self._show_case()

    def show_record(self, record_id: UUID) -> None:
        """Choose a document, whatever the list is narrowed to."""
        if self.table.records_model.row_of(record_id) is not None:
            self.finding.show_all()
            self.table.select_ids([record_id], focus=True)

    def start(self) -> None:
        """Go to the list, or to the one thing to do while it is empty."""
        if not self._case.documents:
            self.add_button.setFocus()
            return
        if not self.table.selected_records():
            self.table.selectRow(0)
        self.table.setFocus()

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

    def add_thing(self) -> None:
        """Open the form for what is not a file."""
        thing_dialog(self.desk).open()

    def change(self) -> None:
        """Open the form of the chosen document."""
        chosen = self.chosen
        if chosen:
            paper_dialog(self.desk, chosen[0]).open()

    def remove(self) -> None:
        """Take the chosen documents out, with a way back."""
        chosen = self.chosen
        if not chosen:
            return
        words = ngettext("Removed {n} document.", "Removed {n} documents.", len(chosen)).format(n=len(chosen))
        if len(chosen) == 1:
            words = _("Removed {document}.").format(document=_called(chosen[0]))
        row = self.table.selectionModel().selectedRows()[0].row()
        if self.desk.do_undoable(lambda: remove_documents(self.desk.book, chosen), words):
            self.table.selectRow(min(row, self.table.proxy.rowCount() - 1))

    def put_in_packet(self, wanted: bool) -> None:
        """Tick the chosen files for the packet, or untick them."""
        files = [document for document in self.chosen if document.holding == "file"]
        changed = [document.amended(in_packet=wanted) for document in files if document.in_packet != wanted]
        if not files:
            self.desk.notices.tell(_("Only what is here as a file can be in the packet. This one is listed in it."))
        if not changed:
            return
        step = _("Put in the packet") if wanted else _("Leave out of the packet")
        if self.desk.do(lambda: change_documents(self.desk.book, changed, step)):
            self.desk.notices.clear_done()
            announce(self.table, _("In the packet") if wanted else _("Left out by choice"))

    def save_copy(self) -> None:
        """Ask where to, and give the original of the chosen document back."""
        chosen = self.chosen
        if len(chosen) == 1 and chosen[0].holding == "file":
            target = self.choose_target(name_for_copy(chosen[0]))
            if target is not None:
                self.copying.save(chosen[0], target)

    def add_its_file(self) -> None:
        """Ask for the file of what was wanted or held elsewhere."""
        chosen = self.chosen
        if len(chosen) == 1 and chosen[0].holding != "file":
            files = self.choose_files()
            if files:
                self.adding.add_for(chosen[0], files[0])

    @property
    def chosen(self) -> tuple[Document, ...]:
        """The documents chosen in the list."""
        return tuple(row.document for row in self.table.selected_records())

    def _lay_out(self) -> None:
        for made in (self.more_button, self.thing_button, self.folder_button, self.add_button):
            self.add_to_header(made)
        self._fits = nothing_fits(self.finding.show_all)
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._fits)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(SPACE_3)
        self._pair.addWidget(self._list, 3)
        self._pair.addWidget(self.panel, 2)
        self._full = QWidget()
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.finding)
        column.addLayout(self._pair, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._drop_hint, 1)
        foot.addWidget(self._count, 1)
        column.addLayout(foot)
        self._empty = nothing_yet()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        self.body.addWidget(self.under_way)
        self.body.addWidget(self._stack, 1)

        more = QMenu(self.more_button)
        for words, act in ((self.folder_button, self.add_folder), (self.thing_button, self.add_thing)):
            more.addAction(words.text()).triggered.connect(lambda _on=False, act=act: act())
        self.more_button.setMenu(more)
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panel beneath the list, and the ways to add into one menu, where there is no room beside."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        narrow = width < scaled(_NARROW)
        room = min(max(int(width * _PANEL_SHARE), scaled(WIDTH)), scaled(_PANEL_MOST))
        self._pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.panel.setMinimumWidth(0 if narrow else room)
        self.panel.setMaximumWidth(_ANY_WIDTH if narrow else room)
        self._drop_hint.setVisible(not narrow)
        beside = (self.title, self.add_button, self.folder_button, self.thing_button)
        folded = width < sum(part.sizeHint().width() + SPACE_2 for part in beside) + 2 * SPACE_4
        self.more_button.setVisible(folded)
        self.folder_button.setVisible(not folded)
        self.thing_button.setVisible(not folded)

    def _connect(self) -> None:
        self.desk.changes.changed.connect(self._on_changed)
        self.finding.changed.connect(self._narrow)
        self.adding.added.connect(self._on_added)
        self.table.selectionModel().selectionChanged.connect(lambda *_selections: self._show_chosen())
        self.table.activated_record.connect(lambda _row: self.change())
        self.table.removal_asked.connect(lambda _rows: self.remove())
        self.table.packet_asked.connect(self._on_packet_asked)
        panel = self.panel
        panel.change_asked.connect(self.change)
        panel.copy_asked.connect(self.save_copy)
        panel.file_asked.connect(self.add_its_file)
        panel.removal_asked.connect(self.remove)
        panel.packet_asked.connect(self.put_in_packet)
        panel.entry_asked.connect(lambda entry_id: self.desk.go("timeline", entry_id))
        panel.paper_asked.connect(self.show_record)

    def _on_changed(self, kinds: frozenset[type[Record]]) -> None:
        if any(issubclass(kind, Document | Entry) for kind in kinds):
            self._case = self.desk.book.snapshot()
            self._show_case()

    def _show_case(self) -> None:
        self.finding.offer_kinds(document.kind for document in self._case.documents)
        self.table.records_model.refresh()
        self._stack.setCurrentWidget(self._full if self._case.documents else self._empty)
        self._narrow()
        self._show_chosen()

    def _narrow(self) -> None:
        test = self.finding.test()
        self.table.proxy.keep_only(test)
        rows: tuple[PaperRow, ...] = self.table.records_model.records
        shown = rows if test is None else tuple(row for row in rows if test(row))
        words = counted(shown)
        if test is not None:
            words = _("{n} of {all} shown").format(n=len(shown), all=len(rows))
        self._count.setText(words)
        self._list.setCurrentWidget(self.table if shown or not rows else self._fits)

    def _show_chosen(self) -> None:
        self.panel.show_papers(self.chosen, self._case)

    def _on_packet_asked(self, rows: Sequence[PaperRow]) -> None:
        files = [row.document for row in rows if row.document.holding == "file"]
        self.put_in_packet(not all(document.in_packet for document in files))

    def _on_added(self, came: Sequence[Document]) -> None:
        self.finding.show_all()
        self.table.select_ids([came[0].id], focus=True)
        self.table.scrollToBottom()

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
