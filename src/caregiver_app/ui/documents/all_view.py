"""All papers: the inventory with what can be found in it, what is known of the chosen one, and its pages."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from caregiver_app.casebook.documents.finding import Found, find
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.empty import nothing_fits
from caregiver_app.ui.documents.finding import FindingRow
from caregiver_app.ui.documents.panel import WIDTH, PaperPanel
from caregiver_app.ui.documents.preview import PreviewPane
from caregiver_app.ui.documents.preview_window import PreviewWindow
from caregiver_app.ui.documents.rows import PaperRow, counted, found_rows, rows_of
from caregiver_app.ui.documents.sought import Sought, sought_in
from caregiver_app.ui.documents.table import PaperTable
from caregiver_app.ui.text import hint
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled

_NARROW: Final = 740
_PANEL_SHARE, _PANEL_MOST = 0.3, 480
_ASIDE_HIGH: Final = 300
_ANY_WIDTH: Final = 16_777_215
_MOST_FOUND: Final = 200


class AllPapersView(QWidget):
    """Show every document. `chosen_changed` tells that others are chosen, `packet_asked` carries rows for it."""

    chosen_changed = Signal()
    change_asked = Signal()
    removal_asked = Signal()
    packet_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case = desk.book.snapshot()
        self._found: Found | None = None
        self.finding = FindingRow()
        self.table = PaperTable(self._rows)
        self.panel = PaperPanel()
        self.preview = PreviewPane(desk, compact=True)
        self.count = hint("")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.drop_hint = hint(_("Drop files or folders anywhere on this page to add them."))
        self._lay_out()
        self._connect()

    @property
    def chosen(self) -> tuple[Document, ...]:
        """The documents chosen in the list."""
        return tuple(row.document for row in self.table.selected_records())

    def refresh(self, case: CaseSnapshot) -> None:
        """Show the case as it is now."""
        self._case = case
        self.finding.offer_kinds(document.kind for document in case.documents)
        self._search()
        self.table.records_model.refresh()
        self._narrow()
        self._show_chosen()

    def start(self) -> None:
        """Go to the list."""
        if not self.table.selected_records():
            self.table.selectRow(0)
        self.table.setFocus()

    def show_record(self, record_id: UUID) -> None:
        """Choose a document, whatever the list is narrowed to."""
        self.finding.show_all()
        if self.table.records_model.row_of(record_id) is not None:
            self.table.select_ids([record_id], focus=True)

    def show_came(self, came: Sequence[Document]) -> None:
        """Choose the first of the documents that just came in."""
        self.finding.show_all()
        self.table.select_ids([came[0].id], focus=True)
        self.table.scrollToBottom()

    def look(self) -> None:
        """Open the chosen document in a window of its own."""
        if len(self.chosen) == 1:
            PreviewWindow(self._desk, self.chosen[0], self._case, self._sought()).show()

    def finish(self) -> None:
        """Let go of what is looked at."""
        self.preview.finish()

    def _rows(self) -> tuple[PaperRow, ...]:
        rows = rows_of(self._case)
        return rows if self._found is None else found_rows(rows, self._found, self.finding.typed)

    def _lay_out(self) -> None:
        self._fits = nothing_fits(self.finding.show_all)
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._fits)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("What to see of the chosen document"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._aside = QStackedWidget()
        for words, part in ((_("About it"), self.panel), (_("Its pages"), self.preview)):
            self.tabs.addTab(words)
            self._aside.addWidget(part)
        self.tabs.currentChanged.connect(self._aside.setCurrentIndex)
        self._beside = QWidget()
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self.tabs)
        column.addWidget(self._aside, 1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(SPACE_3)
        self._pair.addWidget(self._list, 3)
        self._pair.addWidget(self._beside, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_2)
        whole.addWidget(self.finding)
        whole.addLayout(self._pair, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.drop_hint, 1)
        foot.addWidget(self.count, 1)
        whole.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panel beneath the list where there is no room beside it."""
        super().resizeEvent(event)
        width = event.size().width()
        narrow = width < scaled(_NARROW)
        room = min(max(int(width * _PANEL_SHARE), scaled(WIDTH)), scaled(_PANEL_MOST))
        self._pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._beside.setMinimumWidth(0 if narrow else room)
        self._beside.setMaximumWidth(_ANY_WIDTH if narrow else room)
        self._aside.setMinimumHeight(scaled(_ASIDE_HIGH) if narrow else 0)
        self.drop_hint.setVisible(not narrow)

    def _connect(self) -> None:
        self.finding.changed.connect(self._on_asked)
        self.finding.entered.connect(self.start)
        self.table.selectionModel().selectionChanged.connect(lambda *_selections: self._show_chosen())
        self.table.activated_record.connect(lambda _row: self.change_asked.emit())
        self.table.removal_asked.connect(lambda _rows: self.removal_asked.emit())
        self.table.packet_asked.connect(self.packet_asked)
        self.preview.large_asked.connect(self.look)
        for keys, act in (("Ctrl+L", self.look), ("Ctrl+Shift+L", self._turn_aside)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _turn_aside(self) -> None:
        """Show the other of the two: what is known of the document, or its pages."""
        self.tabs.setCurrentIndex(1 - self.tabs.currentIndex())

    def _on_asked(self) -> None:
        before = self._found
        self._search()
        if self._found is not None or before is not None:
            self.table.records_model.refresh()
        self._narrow()
        self._show_pages()

    def _search(self) -> None:
        typed = self.finding.typed
        self._found = find(self._desk.book, typed, _MOST_FOUND) if typed else None

    def _narrow(self) -> None:
        test = self.finding.test()
        self.table.proxy.keep_only(test)
        rows: tuple[PaperRow, ...] = self.table.records_model.records
        shown = rows if test is None else tuple(row for row in rows if test(row))
        everything = len(self._case.documents)
        words = counted(shown)
        if test is not None or self._found is not None:
            more = self._found is not None and self._found.more
            words = _("The best {n} of {all} are shown") if more else _("{n} of {all} shown")
            words = words.format(n=len(shown), all=everything)
        self.count.setText(words)
        self._list.setCurrentWidget(self.table if shown or not everything else self._fits)

    def _show_chosen(self) -> None:
        self.panel.show_papers(self.chosen, self._case)
        self._show_pages()
        self.chosen_changed.emit()

    def _show_pages(self) -> None:
        self.preview.show_document(self.chosen[0] if len(self.chosen) == 1 else None, self._sought())

    def _sought(self) -> Sought:
        """Return what the chosen document was found by, for its pages."""
        hits = self._found.hits if self._found is not None and self.chosen else ()
        hit = next((hit for hit in hits if hit.document.id == self.chosen[0].id), None)
        return sought_in(self.finding.typed, hit)
