"""The inbox: what was dropped and not yet named. One Enter files a paper with what it suggests and goes to the next."""

from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget, QVBoxLayout, QWidget

from caregiver_app.casebook.documents.inbox import Looked, accept, accept_many, waiting_in
from caregiver_app.casebook.documents.listing import remove_documents
from caregiver_app.domain.documents.alike import Alike
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.inbox_panel import InboxPanel, values_of
from caregiver_app.ui.documents.inbox_rows import InboxRow, InboxTable, rows_of
from caregiver_app.ui.documents.inbox_work import InboxWork
from caregiver_app.ui.documents.preview import PreviewPane
from caregiver_app.ui.documents.preview_window import PreviewWindow
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.notices import announce
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, heading, label, rename, set_role
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled

_NARROW, _WIDE = 700, 940
_LIST_LEAST, _PANEL_LEAST = 220, 300
_LIST_HIGH, _PANEL_HIGH = 190, 380
_HIGH: Final = 340
_ANY: Final = 16_777_215


class InboxView(QWidget):
    """Show what waits, one paper at a time with what it suggests. `paper_asked` carries the id of a paper to be shown.

    Call `refresh` when the case changed or more of its pages were read, and `finish` when it closes.
    """

    paper_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case = desk.book.snapshot()
        self._is_stale = True
        self._settled: set[tuple[UUID, UUID]] = set()
        self.work = InboxWork(desk, self)
        is_read_only = desk.book.read_only
        self.count = label("", "strong", wrap=False)
        self.clear_button = button("", self.file_clear)
        self.table = InboxTable(lambda: rows_of(self._case, self.work.looked, self.alikes))
        self.panel = InboxPanel(desk.drafts, is_read_only=is_read_only)
        self.preview = PreviewPane(desk, compact=True)
        self._lay_out()
        self._connect()
        hold_back(is_read_only, self.clear_button)

    @property
    def chosen(self) -> Document | None:
        """The paper that is chosen."""
        rows: tuple[InboxRow, ...] = self.table.selected_records()
        return rows[0].document if rows else None

    def alikes(self, document_id: UUID) -> tuple[Alike, ...]:
        """Return the papers a paper may be the same as, without those somebody settled since the case was opened."""
        return tuple(one for one in self.work.alikes(document_id) if (one.document, one.other) not in self._settled)

    @property
    def clear(self) -> tuple[Looked, ...]:
        """What was looked at and can be filed without a question."""
        found = (self.work.looked(document.id) for document in waiting_in(self._case))
        return tuple(
            one for one in found if one is not None and not one.why_not_clear and not self.alikes(one.document.id)
        )

    def refresh(self) -> None:
        """Show the case as it is now and look at what is new. Hidden, it waits to be shown."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        before = self._place()
        self._case = self._desk.book.snapshot()
        self.work.look_at(self._case, self.chosen.id if self.chosen is not None else None)
        self._show(before)

    def start(self) -> None:
        """Go to the list."""
        if self.table.model().rowCount():
            if self.chosen is None:
                self.table.selectRow(0)
            self.table.setFocus()

    def finish(self) -> None:
        """Keep what is half typed, and let go of what is looked at."""
        self.panel.keep_typed()
        self.work.finish()
        self.preview.finish()

    def file(self, values: dict[str, Any]) -> None:
        """File the chosen paper with these values and go to the next."""
        document = self.chosen
        if document is None:
            return
        was_in_list = self.table.hasFocus()
        words = _("Filed {document}.").format(document=f"{number_of(document.number)} {values['title']}")
        if self._desk.do_undoable(lambda: accept(self._desk.book, document, values_of(values)), words):
            self.panel.forget_typed(document)
            self._go_on(in_list=was_in_list)

    def file_clear(self) -> None:
        """File every paper of which it is clear what it is, with what it suggests, as one step."""
        half_typed = self._half_typed()
        clear = [one for one in self.clear if one.document.id not in half_typed]
        n = len(clear)
        if not n:
            return
        words = ngettext("Filed {n} paper with what it suggests.", "Filed {n} papers with what they suggest.", n)
        filings = [(one.document, one.proposed) for one in clear]
        self._desk.do_undoable(lambda: accept_many(self._desk.book, filings), words.format(n=n))

    def later(self) -> None:
        """Leave the chosen paper for another time and go to the next."""
        rows = self.table.model().rowCount()
        if rows > 1:
            self.table.selectRow((self._place() + 1) % rows)
        announce(self, self.panel.title.text())

    def remove(self) -> None:
        """Take the chosen paper out, with a way back."""
        document = self.chosen
        if document is not None:
            self._take_out(document)

    def _take_out(self, document: Document) -> None:
        was_in_list = self.table.hasFocus()
        words = _("Removed {document}.").format(document=f"{number_of(document.number)} {document.title}")
        if self._desk.do_undoable(lambda: remove_documents(self._desk.book, [document]), words):
            self._go_on(in_list=was_in_list)

    def _half_typed(self) -> frozenset[UUID]:
        """Return the papers somebody began to name: those are not filed with a suggestion."""
        self.panel.keep_typed()
        rows = [row.id for row in self.table.records_model.records]
        try:
            names = frozenset(self._desk.drafts.names())
        except CaregiverError as problem:
            self._desk.notices.tell_trouble(problem)
            return frozenset(rows)
        return frozenset(one for one in rows if f"document-{one}" in names)

    def _go_on(self, *, in_list: bool) -> None:
        """Stand where one stood before, at the next paper."""
        if not self.table.model().rowCount():
            return
        if in_list:
            self.table.setFocus()
        else:
            self.panel.start()
        announce(self, self.panel.title.text())

    def _place(self) -> int:
        rows = self.table.selectionModel().selectedRows()
        return rows[0].row() if rows else 0

    def _show(self, place: int) -> None:
        """Show the list; where the chosen paper is gone, the one that stands in its place now is chosen."""
        self.table.records_model.refresh()
        rows = self.table.model().rowCount()
        self._stack.setCurrentWidget(self._full if rows else self._empty)
        if rows and self.chosen is None:
            self.table.selectRow(min(place, rows - 1))
        n = rows
        self.count.setText(ngettext("{n} paper waits to be named", "{n} papers wait to be named", n).format(n=n))
        self._offer_clear()
        self._show_chosen()

    def _offer_clear(self) -> None:
        n = len(self.clear)
        words = ngettext("File the one that is clear", "File all that are clear ({n})", n).format(n=n)
        rename(self.clear_button, words)
        self.clear_button.setVisible(n > 0 and self.table.model().rowCount() > 1)

    def _show_chosen(self) -> None:
        document = self.chosen
        if document is None:
            return
        self.work.hurry(document.id)
        self.panel.show_paper(document, self.work.looked(document.id), self.alikes(document.id), self._case)
        self.preview.show_document(document)

    def _on_came(self, ids: frozenset[UUID]) -> None:
        self.table.records_model.refresh()
        self._offer_clear()
        if self.chosen is not None and self.chosen.id in ids:
            before = self.panel.looked
            self._show_chosen()
            if before is not None and before.waiting:
                self.preview.read_again()

    def _show_both(self, alike: Alike) -> None:
        other = self._case.document(alike.other)
        if other is None:
            return
        if not self.preview.isVisible():
            self._look()
        PreviewWindow(self._desk, other, self._case).show()

    def _settle(self, alike: Alike) -> None:
        self._settled.add((alike.document, alike.other))
        self._on_came(frozenset({alike.document}))
        self.panel.start()

    def _look(self) -> None:
        if self.chosen is not None:
            PreviewWindow(self._desk, self.chosen, self._case).show()

    def hasHeightForWidth(self) -> bool:
        """Fit into the height there is: what is too long scrolls in its own part."""
        return False

    def sizeHint(self) -> QSize:
        """Ask for no more height than is needed to work in."""
        return QSize(super().sizeHint().width(), max(self.minimumSizeHint().height(), scaled(_HIGH)))

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed meanwhile."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts beneath each other, and the pages into a window of their own, where there is no room."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        narrow, wide = width < scaled(_NARROW), width >= scaled(_WIDE)
        self._parts.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.table.setMinimumWidth(0 if narrow else scaled(_LIST_LEAST))
        self.table.setMaximumHeight(scaled(_LIST_HIGH) if narrow else _ANY)
        self.panel.setMinimumWidth(0 if narrow else scaled(_PANEL_LEAST))
        self.panel.setMinimumHeight(scaled(_PANEL_HIGH) if narrow else 0)
        self.table.scrollTo(self.table.currentIndex())
        self.preview.setVisible(wide)
        self.panel.look_button.setVisible(not wide)

    def _lay_out(self) -> None:
        self._full = QWidget()
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        head = QWidget()
        row = FlowingRow(head, SPACE_3)
        row.addWidget(self.count)
        row.addWidget(self.clear_button)
        column.addWidget(head)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(SPACE_3)
        for part, share in ((self.table, 3), (self.panel, 4), (self.preview, 4)):
            self._parts.addWidget(part, share)
        column.addLayout(self._parts, 1)
        self._empty = _nothing_waits()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.work.came.connect(self._on_came)
        self.table.selectionModel().selectionChanged.connect(lambda *_selections: self._show_chosen())
        self.table.activated_record.connect(lambda _row: self.panel.file())
        self.table.removal_asked.connect(lambda _rows: self.remove())
        self.preview.large_asked.connect(self._look)
        panel = self.panel
        panel.file_asked.connect(self.file)
        panel.later_asked.connect(self.later)
        panel.removal_asked.connect(self.remove)
        panel.look_asked.connect(self._look)
        panel.remarks.both_asked.connect(self._show_both)
        panel.remarks.two_asked.connect(self._settle)
        panel.remarks.one_asked.connect(lambda _alike: self.remove())


def _nothing_waits() -> QWidget:
    """Return what stands there while the inbox is empty."""
    frame = QFrame()
    set_role(frame, "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
    column.addStretch(2)
    column.addWidget(heading(_("Nothing waits here")), 0, Qt.AlignmentFlag.AlignHCenter)
    words = label(_("What you add comes here first, until somebody has said what it is."), "quiet")
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(words)
    column.addStretch(3)
    return frame
