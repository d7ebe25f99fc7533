"""The table of wanted papers: the state with its sign, the paper, what is known of it, two lines a row."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from caregiver_app.i18n import _
from caregiver_app.ui.documents.wanted_rows import KNOWN, PAPER, STATE, WantedRow, columns
from caregiver_app.ui.painting import sign, two_lines
from caregiver_app.ui.theme import scaled
from caregiver_app.ui.two_line_table import TwoLineTable

_ROOM_FOR_BOTH: Final = 380


class WantedTable(TwoLineTable):
    """Show the kinds of paper a list names."""

    def __init__(self, read: Callable[[], Iterable[WantedRow]]) -> None:
        super().__init__(columns(), read, _("Wanted papers"))
        self.sort_by_headings()

    def paint_cell(self, painter: QPainter, column: int, row: WantedRow, box: QRectF, chosen: bool) -> None:
        """Paint each cell as a line over a quieter one, and the state beside its sign."""
        if column == STATE:
            standing = row.standing
            room = sign(painter, standing.mark, box, chosen)
            two_lines(painter, room, standing.words, standing.more, chosen, quiet=standing.mark == "off")
        elif column == PAPER:
            beneath = " · ".join(part for part in row.known if part) if self.isColumnHidden(KNOWN) else row.plain
            two_lines(painter, box, row.gap.name, beneath, chosen)
        elif column == KNOWN:
            two_lines(painter, box, *row.known, chosen, quiet=row.gap.status == "not_asked")

    def _share_width(self) -> None:
        """Leave out what is known, which stands beneath the name then, before both get too narrow to read."""
        room = self.viewport().width() - self.records_model.columns[STATE].width()
        self.setColumnHidden(KNOWN, room < scaled(_ROOM_FOR_BOTH))
        self.horizontalHeader().resizeSection(STATE, self.records_model.columns[STATE].width())
