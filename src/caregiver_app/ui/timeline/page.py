"""The timeline: what happened, when. The picture on top, the list beneath, one selection for both."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QMenu, QSplitter, QVBoxLayout, QWidget

from caregiver_app.domain import dates
from caregiver_app.domain.documents import label as document_label
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.kinds import KINDS, kind_of
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.page import Page
from caregiver_app.ui.record_table import Column, record_table
from caregiver_app.ui.text import button, button_words, card, hint, label, set_tooltip
from caregiver_app.ui.theme import SPACE_1, SPACE_2, scaled
from caregiver_app.ui.timeline.editor import add_dialog, change_dialog
from caregiver_app.ui.timeline.importing import Importing
from caregiver_app.ui.timeline.picture import TimelinePicture
from caregiver_app.ui.timeline.when import when, widest

if TYPE_CHECKING:
    from caregiver_app.domain.snapshot import CaseSnapshot
    from caregiver_app.domain.timeline.records import Entry


ZOOM: Final = 1.5
_NARROW: Final = 640
# Rows the list keeps beside the picture, and those it keeps while a notice takes room.
_ROWS, _ROWS_LEAST = 5, 3


class TimelinePage(Page):
    """Show the entries as a picture and a list; add, change, duplicate and remove them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Timeline"))
        self._desk = desk
        self._case: CaseSnapshot = desk.book.snapshot()
        self.search = QLineEdit()
        self.kinds = ComboBox()
        self.add_button = button(_("Add…"), role="main")
        self.picture = TimelinePicture()
        self.table = record_table(
            self._columns(), lambda: self._case.entries, _("Entries of the timeline"), several=True
        )
        self._empty = label("", "quiet")
        self._not_drawn = hint("")
        self.halves = QSplitter(Qt.Orientation.Vertical)
        self._is_moved, self._picture_height = False, 0
        self.importing = Importing(desk, self)
        self.first_button = button(_("Start with the diagnosis"), partial(self.add, "diagnosis"), "large")
        self.import_button = button(_("Import a table…"), self.importing.start, "link")
        self.change_button = button(_("Change"), self.change)
        self.duplicate_button = button(_("Duplicate"), self.duplicate)
        self.remove_button = button(_("Remove"), self.remove)
        self._fill_header()
        self._lay_out()
        self._connect()
        self._refresh()

    def start(self) -> None:
        """Begin in the list, at the newest entry."""
        if self.table.model().rowCount():
            if not self.table.selected_records():
                self._choose_newest()
            self.table.setFocus()
        elif not self._case.entries:
            self.first_button.setFocus()
        else:
            self.search.setFocus()

    def show_record(self, record_id: UUID) -> None:
        """Choose an entry, in the list and in the picture."""
        self._show_all()
        self.table.select_ids([record_id], focus=True)

    def _choose_newest(self) -> None:
        """Choose the newest entry: what is new is what people come back for."""
        entries = [entry for entry in self._case.entries if entry.date is not None] or self._case.entries
        self.table.select_ids([max(entries, key=lambda entry: dates.sort_key(entry.date)).id])
        if not self.table.selected_records():
            self.table.selectRow(self.table.model().rowCount() - 1)
        # The picture is seen from its top: treatments come before lab results.
        self.picture.fit()

    def show_add_menu(self) -> None:
        """Open the menu of what can be added."""
        self.add_button.setFocus()
        menu = self.add_button.menu()
        if menu is not None:
            menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))
            menu.setActiveAction(menu.actions()[0])

    def add(self, kind_id: str) -> None:
        """Open an empty form of a kind."""
        add_dialog(self._desk, kind_id, self.show_record).open()

    def change(self) -> None:
        """Open the form of the chosen entry."""
        chosen = self.table.selected_records()
        if chosen:
            change_dialog(self._desk, chosen[0]).open()

    def duplicate(self) -> None:
        """Add a copy of the chosen entry and choose it."""
        from caregiver_app.casebook.timeline import add_entry

        chosen = self.table.selected_records()
        if not chosen:
            return
        copy: Entry = chosen[0].amended(id=uuid4())
        words = _("Duplicated: {what}").format(what=wording.headline(copy))
        if self._desk.do_undoable(lambda: add_entry(self._desk.book, copy), words):
            self.show_record(copy.id)

    def remove(self) -> None:
        """Take the chosen entries off the timeline, with a way back."""
        from caregiver_app.casebook.timeline import remove_entries

        chosen = self.table.selected_records()
        if not chosen:
            return
        words = ngettext("Removed: {what}", "Removed {n} entries.", len(chosen))
        words = words.format(what=wording.headline(chosen[0]), n=len(chosen))
        row = self.table.currentIndex().row()
        if self._desk.do_undoable(lambda: remove_entries(self._desk.book, chosen), words):
            self.table.selectRow(min(row, self.table.model().rowCount() - 1))

    def _columns(self) -> "tuple[Column[Entry], ...]":
        kinds = tuple(_(kind.word) for kind in KINDS)
        known = tuple(_(words) for words in wording.HOW_KNOWN.values())
        return (
            Column(_("When"), when, lambda entry: dates.sort_key(entry.date), wording.dates, fits=widest()),
            Column(_("Kind"), lambda entry: _(kind_of(entry).word), fits=kinds, strong=True),
            Column(_("What"), wording.headline, tooltip=_in_full),
            Column(_("How known"), lambda entry: _(wording.HOW_KNOWN[entry.how_known]), fits=known, optional=True),
            Column(_("Paper"), self._proof, fits=(_on_page(88, "88"),)),
        )

    def _proof(self, entry: "Entry") -> str:
        document = self._case.document(entry.proof)
        if document is None:
            return "–"
        return _on_page(document.number, str(entry.proof_page or ""))

    def _fill_header(self) -> None:
        self.search.setPlaceholderText(_("Find in the list…"))
        self.search.setAccessibleName(_("Find in the list"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(scaled(200))
        self.kinds.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setMinimumContentsLength(10)
        self.kinds.setAccessibleName(_("Show only one kind"))
        self.kinds.addItem(_("Every kind"), "")
        menu = QMenu(self.add_button)
        for kind in KINDS:
            self.kinds.addItem(_(kind.word), kind.id)
            menu.addAction(button_words(_(kind.ask))).triggered.connect(
                lambda _checked=False, kind_id=kind.id: self.add(kind_id)
            )
        self.add_button.setMenu(menu)
        for part in (self.search, self.kinds, self.add_button):
            self.add_to_header(part)

    def _lay_out(self) -> None:
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(SPACE_2, 1, SPACE_2, 1)
        inside.addWidget(self.picture)
        self.picture.setMinimumHeight(140)
        beneath = QWidget()
        column = QVBoxLayout(beneath)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        # Between picture and list the buttons stay where they are when a notice takes room below.
        self._acts = QWidget()
        self._acts_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._acts)
        self._fill_acts()
        column.addWidget(self._acts)
        column.addWidget(self._empty)
        for way in (self.first_button, self.import_button):
            column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 100)
        column.addStretch(1)
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(SPACE_2)
        self.halves.addWidget(frame)
        self.halves.addWidget(beneath)
        self.body.addWidget(self.halves, 1)
        QWidget.setTabOrder(self._acts, self.table)

    def _fill_acts(self) -> None:
        """Put what can be done with an entry at the left and what belongs to the picture at the right."""
        self._acts_row.setContentsMargins(0, 0, 0, 0)
        self._acts_row.setSpacing(SPACE_2)
        left, right = QHBoxLayout(), QHBoxLayout()
        for part in (self.change_button, self.duplicate_button, self.remove_button):
            left.addWidget(part)
        left.addStretch(1)
        right.addWidget(self._not_drawn, 1)
        for words, act in (
            (_("Zoom in"), lambda: self.picture.zoom_by(ZOOM)),
            (_("Zoom out"), lambda: self.picture.zoom_by(1 / ZOOM)),
            (_("All of time"), self.picture.fit),
        ):
            right.addSpacing(SPACE_1)
            right.addWidget(button(words, act, "link"))
        for half in (left, right):
            half.setSpacing(SPACE_2)
            self._acts_row.addLayout(half, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew; where there is little width the buttons stand in two rows."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        narrow = event.size().width() < scaled(_NARROW)
        self._acts_row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._share_height()

    def _share_height(self) -> None:
        """Give the picture what it asks for while the list keeps some rows, unless somebody moved the line between."""
        whole = self.halves.height() - self.halves.handleWidth()
        if self._is_moved or whole <= 0:
            return
        picture = min(self.picture.wanted_height() + 2, whole - max(self._list_height(_ROWS), whole * 3 // 8))
        if not self._desk.notices.isHidden():
            # What comes and goes below takes rows of the list; the picture stays.
            picture = max(picture, min(self._picture_height, whole - self._list_height(_ROWS_LEAST)))
        self._picture_height = picture
        self.halves.setSizes([picture, whole - picture])

    def _list_height(self, rows: int) -> int:
        """Return how high the list is with so many rows, with the buttons above it."""
        acts = self._acts_row.heightForWidth(self.halves.width())
        heads = acts + SPACE_2 + self.table.horizontalHeader().sizeHint().height()
        return heads + rows * self.table.verticalHeader().defaultSectionSize() + SPACE_1

    def _on_line_moved(self) -> None:
        self._is_moved = True

    def _connect(self) -> None:
        self._desk.changes.changed.connect(self._refresh)
        self.halves.splitterMoved.connect(self._on_line_moved)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self.search.textChanged.connect(self._filter)
        self.kinds.currentIndexChanged.connect(self._filter)
        self.table.chosen.connect(self._on_chosen)
        self.table.activated_record.connect(lambda _entry: self.change())
        self.table.removal_asked.connect(lambda _entries: self.remove())
        self.picture.chosen.connect(self._on_picture_chosen)
        self.picture.activated.connect(self._on_picture_activated)

    def _refresh(self) -> None:
        self._case = self._desk.book.snapshot()
        self.table.records_model.refresh()
        self.picture.show_entries(self._case.entries, date.today())
        not_drawn = " ".join(self.picture.notes)
        self._not_drawn.setText(not_drawn)
        set_tooltip(self._not_drawn, not_drawn)
        self._filter()
        self._on_chosen(None)
        self._share_height()

    def _filter(self) -> None:
        wanted, kind_id = self.search.text().strip().casefold(), self.kinds.currentData()
        if wanted or kind_id:
            self.table.proxy.keep_only(lambda entry: _fits(entry, wanted, kind_id))
        else:
            self.table.proxy.keep_only(None)
        words = ""
        if not self._case.entries:
            words = _("Nothing is written down yet. Begin with the diagnosis; a month or a year is enough.")
        elif not self.table.model().rowCount():
            words = _("Nothing in the list fits.")
        self._empty.setText(words)
        self._empty.setVisible(bool(words))
        empty = not self._case.entries
        for part in (self.first_button, self.import_button):
            part.setVisible(empty)
        self._acts.setVisible(not empty)
        self.table.setVisible(not empty)

    def _show_all(self) -> None:
        self.search.clear()
        self.kinds.setCurrentIndex(0)

    def _on_chosen(self, _record_id: UUID | None) -> None:
        chosen = self.table.selected_records()
        self.change_button.setEnabled(len(chosen) == 1)
        self.duplicate_button.setEnabled(len(chosen) == 1)
        self.remove_button.setEnabled(bool(chosen))
        self.picture.select(chosen[0].id if chosen else None)

    def _on_picture_chosen(self, record_id: UUID | None) -> None:
        if record_id is not None and [entry.id for entry in self.table.selected_records()] != [record_id]:
            self._show_all()
            self.table.select_ids([record_id])

    def _on_picture_activated(self, record_id: UUID) -> None:
        self._on_picture_chosen(record_id)
        self.change()


def _on_page(number: int, page: str) -> str:
    words = document_label(number)
    return _("{number} p. {page}").format(number=words, page=page) if page else words


def _fits(entry: "Entry", wanted: str, kind_id: str) -> bool:
    kind = kind_of(entry)
    if kind_id and kind.id != kind_id:
        return False
    words = (wording.dates(entry), _(kind.word), wording.headline(entry), entry.place, entry.source, entry.note)
    return not wanted or wanted in " ".join(words).casefold()


def _in_full(entry: "Entry") -> str:
    lines = (wording.headline(entry), entry.place, entry.source, entry.note)
    return "\n".join(line for line in lines if line)
