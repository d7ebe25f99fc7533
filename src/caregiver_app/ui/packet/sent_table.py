"""The table of packets that were sent: number, to whom, when, and how much."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from caregiver_app.domain.dates import sort_key
from caregiver_app.domain.packet.records import SentPacket, packet_label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.packet import sent_words
from caregiver_app.ui.painting import two_lines
from caregiver_app.ui.record_table import Column
from caregiver_app.ui.two_line_table import TwoLineTable

NUMBER, WHOM, WHEN, MUCH = range(4)
_NOT_SAID: Final = "–"


class SentTable(TwoLineTable):
    """Show packets, the newest first. `read` gives the case."""

    def __init__(self, read: Callable[[], CaseSnapshot]) -> None:
        def told(row: SentPacket, column: int) -> str:
            return " · ".join(part for part in lines_of(row, read(), column) if part)

        columns = (
            Column[SentPacket](_("Packet"), lambda row: told(row, NUMBER), fits=("P-8888",), strong=True),
            Column[SentPacket](_("To whom"), lambda row: told(row, WHOM)),
            Column[SentPacket](
                _("When"), lambda row: told(row, WHEN), lambda row: sort_key(row.on), fits=("8888-88-88",)
            ),
            Column[SentPacket](_("How much"), lambda row: told(row, MUCH), fits=("88 files, 88.8 MB",)),
        )
        self._case = read
        super().__init__(columns, lambda: tuple(reversed(read().sent_packets)), _("Packets that were sent"))

    def paint_cell(self, painter: QPainter, column: int, row: SentPacket, box: QRectF, chosen: bool) -> None:
        """Paint each cell as a line over a quieter one."""
        two_lines(painter, box, *lines_of(row, self._case(), column), chosen)


def lines_of(sent: SentPacket, case: CaseSnapshot, column: int) -> tuple[str, str]:
    """Return what stands in a cell, and beneath it."""
    if column == NUMBER:
        return packet_label(sent.number), ""
    if column == WHOM:
        beneath = (sent_words.follows(sent, case), sent_words.how(sent), " ".join(sent.note.split()))
        return " ".join(sent.to_whom.split()) or _("to whom is not said"), " · ".join(part for part in beneath if part)
    if column == WHEN:
        return sent.on.in_table() if sent.on is not None else _NOT_SAID, ""
    return sent_words.pages(sent.pages), sent_words.files(sent)
