"""The timeline: what happened, when. The picture on top, its views beneath, one selection for all."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout

from caregiver_app.domain.timeline.kinds import KINDS, kind_called
from caregiver_app.i18n import _, in_sentences
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.icons import icon
from caregiver_app.ui.page import Page
from caregiver_app.ui.search_field import SearchField
from caregiver_app.ui.text import button, button_words, card
from caregiver_app.ui.theme import SPACE_2, SPACE_4, scaled
from caregiver_app.ui.timeline.corner import PictureCorner
from caregiver_app.ui.timeline.entries_view import FEWEST_ROWS, EntriesView
from caregiver_app.ui.timeline.importing import Importing
from caregiver_app.ui.timeline.picture import TimelinePicture
from caregiver_app.ui.timeline.saving import Saving
from caregiver_app.ui.timeline.views import Views

if TYPE_CHECKING:
    from caregiver_app.domain.snapshot import CaseSnapshot
    from caregiver_app.ui.printing_here import Draw

# Rows the list keeps beside the picture.
_ROWS: Final = 5
_LEAST_PICTURE: Final = 140
# What can be added, in the order and groups of the menu.
_MENU: Final = (
    ("diagnosis", "therapy", "response", "relapse"),
    ("scan", "biopsy", "marker", "lab"),
    ("procedure", "stay", "medicine", "allergy"),
    ("infection", "fitness", "note"),
)


class TimelinePage(Page):
    """Show the entries as a picture and in views; add, change, copy and remove them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Timeline"))
        self._desk = desk
        self._case: CaseSnapshot = desk.book.snapshot()
        self.search = SearchField(_("Find in the list"), _("Find in the list…"))
        self.kinds = ComboBox()
        self.add_button = button(_("Add…"), role="main")
        self.picture = TimelinePicture()
        self.entries = EntriesView(desk)
        self.table = self.entries.table
        self.views = Views(desk, self.entries, self.show_record)
        self.halves = QSplitter(Qt.Orientation.Vertical)
        self._is_moved, self._picture_height = False, 0
        self.importing = Importing(desk, self)
        self.saving = Saving(desk, self)
        self._fill_header()
        self._lay_out()
        self._connect()
        self._refresh()

    def start(self) -> None:
        """Begin in the list, at the newest entry."""
        self.views.show_entries()
        if self.entries.start():
            # The picture is seen from its top: treatments come before lab results.
            self.picture.fit()
        elif not self._case.entries:
            self.entries.first_button.setFocus()
        else:
            self.search.setFocus()

    def show_record(self, record_id: UUID) -> None:
        """Choose an entry, in the list and in the picture."""
        self.views.show_entries()
        self._show_all()
        self.table.select_ids([record_id], focus=True)

    def shown_record(self) -> UUID | None:
        """Return the chosen entry, while the entries are shown."""
        chosen = self.table.selected_records() if self.views.shows_entries else ()
        return chosen[0].id if len(chosen) == 1 else None

    def to_print(self) -> "Draw":
        """Return what draws the picture, on one sheet across."""
        return self.saving.picture()

    def show_add_menu(self) -> None:
        """Open the menu of what can be added."""
        self.add_button.setFocus()
        menu = self.add_button.menu()
        if menu is not None:
            menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))
            menu.setActiveAction(menu.actions()[0])

    def add(self, kind_id: str) -> None:
        """Open an empty form of a kind."""
        self.entries.add(kind_id)

    def add_several(self, *, paste: bool = False) -> None:
        """Open a table to type or paste several entries into."""
        from caregiver_app.ui.timeline.several import add_several_dialog

        dialog = add_several_dialog(self._desk, self.show_record)
        dialog.open()
        if paste:
            dialog.paste_clipboard()

    def add_panel(self) -> None:
        """Open a table for the lab results of one day."""
        from caregiver_app.ui.timeline.panel import lab_panel_dialog

        lab_panel_dialog(self._desk, self.show_record).open()

    def _fill_header(self) -> None:
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(scaled(200))
        self.kinds.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setMinimumContentsLength(10)
        self.kinds.setAccessibleName(_("Show only one kind"))
        self.kinds.addItem(_("Every kind"), "")
        for kind in KINDS:
            self.kinds.addItem(_(kind.word), kind.id)
        self.add_button.setMenu(self._add_menu())
        for part in (self.search, self.kinds, self.add_button):
            self.add_to_header(part)

    def _add_menu(self) -> QMenu:
        menu = QMenu(self.add_button)
        for group in _MENU:
            for kind_id in group:
                kind = kind_called(kind_id)
                assert kind is not None  # the table of groups holds only kinds
                asked = menu.addAction(button_words(_(kind.ask)))
                asked.triggered.connect(partial(self._add_asked, kind_id))
                # Each time anew: the colours may have changed.
                menu.aboutToShow.connect(lambda asked=asked, name=f"kinds/{kind_id}": asked.setIcon(icon(name)))
            menu.addSeparator()
        menu.addAction(button_words(_("Several at once, or paste…"))).triggered.connect(lambda: self.add_several())
        menu.addAction(button_words(_("Lab results of one day…"))).triggered.connect(lambda: self.add_panel())
        return menu

    def _add_asked(self, kind_id: str, _checked: bool = False) -> None:
        self.add(kind_id)

    def _lay_out(self) -> None:
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(SPACE_2, 1, SPACE_2, 1)
        inside.addWidget(self.picture)
        self.corner = PictureCorner(self.picture)
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(SPACE_2)
        self.halves.addWidget(frame)
        self.halves.addWidget(self.views)
        self.body.addWidget(self.halves, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._share_height()

    def showEvent(self, event: QShowEvent) -> None:
        """Share the height now that everything has its width."""
        super().showEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """Give the picture what it asks for while the list keeps some rows, unless somebody moved the line between."""
        whole = self.halves.height() - self.halves.handleWidth()
        if self._is_moved or whole <= 0 or not self.isVisible():
            return
        bar = self.views.bar_height(self.width() - 2 * SPACE_4)
        least = bar + self.entries.height_of(_ROWS)
        self.views.setMinimumHeight(bar + max(self.entries.height_of(FEWEST_ROWS), self.views.least_height()))
        self.picture.setMinimumHeight(scaled(_LEAST_PICTURE))
        most = whole - max(least, whole * 3 // 8) if self.views.shows_entries else whole // 3
        picture = min(self.picture.wanted_height() + 2, most)
        if not self._desk.notices.isHidden():
            # What comes and goes below takes rows of the list; the picture stays.
            fewest = bar + self.entries.height_of(FEWEST_ROWS)
            picture = max(picture, min(self._picture_height, whole - fewest))
        self._picture_height = picture
        self.halves.setSizes([picture, whole - picture])

    def _on_line_moved(self) -> None:
        self._is_moved = True

    def _connect(self) -> None:
        self._desk.changes.changed.connect(self._refresh)
        self.halves.splitterMoved.connect(self._on_line_moved)
        self.views.bar.currentChanged.connect(lambda _index: self._share_height())
        QShortcut(QKeySequence.StandardKey.Find, self, self._find)
        QShortcut(QKeySequence.StandardKey.Paste, self, lambda: self.add_several(paste=True))
        self.entries.import_button.clicked.connect(self.importing.start)
        self.search.textChanged.connect(self._filter)
        self.kinds.currentIndexChanged.connect(self._filter)
        self.table.chosen.connect(self._on_chosen)
        self.picture.chosen.connect(self._on_picture_chosen)
        self.picture.activated.connect(self._on_picture_activated)

    def _find(self) -> None:
        self.views.show_entries()
        self.search.setFocus()

    def _refresh(self) -> None:
        self._case = self._desk.book.snapshot()
        tests = tuple(shown.test for shown in self._case.shown_tests)
        self.picture.show_entries(self._case.entries, date.today(), self._case.documents, tests)
        self.entries.refresh(self._case)
        self.set_aside(in_sentences(self.picture.notes))
        self.views.refresh(self._case)
        self._filter()
        self._on_chosen(None)
        self._share_height()

    def _filter(self) -> None:
        self.views.show_entries()
        self.entries.keep_only(self.search.text().strip().casefold(), self.kinds.currentData())

    def _show_all(self) -> None:
        self.search.clear()
        self.kinds.setCurrentIndex(0)

    def _on_chosen(self, _record_id: UUID | None) -> None:
        chosen = self.table.selected_records()
        self.picture.select(chosen[0].id if chosen else None)

    def _on_picture_chosen(self, record_id: UUID | None) -> None:
        if record_id is not None and [entry.id for entry in self.table.selected_records()] != [record_id]:
            self._show_all()
            self.table.select_ids([record_id])

    def _on_picture_activated(self, record_id: UUID) -> None:
        self._on_picture_chosen(record_id)
        self.entries.change()
