"""The table of papers: two lines a row, the state with its sign, Space for the packet."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from caregiver_app.i18n import _
from caregiver_app.ui.documents.rows import DATE, NUMBER, PAPER, STATE, PaperRow, columns
from caregiver_app.ui.icons import paper_icon
from caregiver_app.ui.painting import drawing, sign, two_lines
from caregiver_app.ui.theme import scaled
from caregiver_app.ui.two_line_table import TwoLineTable

_ROOM_FOR_TITLES = 240
_LEAST_FOR_TITLES, _LEAST_FOR_STATE = 150, 90


class PaperTable(TwoLineTable):
    """Show the papers. `packet_asked` carries the chosen rows when Space is pressed."""

    packet_asked = Signal(object)

    def __init__(self, read: Callable[[], Iterable[PaperRow]]) -> None:
        super().__init__(columns(), read, _("Documents"), several=True)
        self.sort_by_headings()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the chosen papers on Space."""
        chosen = self.selected_records()
        if chosen and event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.packet_asked.emit(chosen)
        else:
            super().keyPressEvent(event)

    def paint_cell(self, painter: QPainter, column: int, row: PaperRow, box: QRectF, chosen: bool) -> None:
        """Paint the title over a quiet second line, and the state beside its sign."""
        if column == NUMBER:
            two_lines(painter, box, row.number, row.pages, chosen)
        elif column == PAPER:
            room = drawing(painter, paper_icon(row.document), box, chosen)
            two_lines(painter, room, row.document.title, row.about, chosen, marks=row.about_marks)
        elif column == DATE:
            day, around = _day_and_words(row)
            two_lines(painter, box, day, around, chosen, quiet=day == "–")
        elif column == STATE:
            state = row.state
            room = sign(painter, state.mark, box, chosen)
            quiet = state.mark in ("none", "info")
            two_lines(painter, room, state.words, state.more or row.proof, chosen, quiet=quiet)

    def _share_width(self) -> None:
        """Leave out what the panel shows too, and shorten the state, before the titles get too narrow to read."""
        widths = [column.width() for column in self.records_model.columns]
        room = self.viewport().width() - sum(widths)
        self.setColumnHidden(DATE, room < scaled(_ROOM_FOR_TITLES))
        if room < scaled(_ROOM_FOR_TITLES):
            room += widths[DATE]
            widths[STATE] = max(widths[STATE] - max(scaled(_LEAST_FOR_TITLES) - room, 0), scaled(_LEAST_FOR_STATE))
        for position, column in enumerate(self.records_model.columns):
            if column.fits:
                self.horizontalHeader().resizeSection(position, widths[position])


def _day_and_words(row: PaperRow) -> tuple[str, str]:
    """Return the date in figures, and the words around it such as "about"."""
    when = row.document.date
    if when is None:
        return "–", ""
    return when.fhir, when.in_table().replace(when.fhir, "").strip()
