"""The whole packet, or only what is new since one that was sent."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.domain.packet.records import SentPacket
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.packet.sent_words import named
from caregiver_app.ui.text import hint, label, one_line, set_tooltip
from caregiver_app.ui.theme import SPACE_1, SPACE_2


class FollowChoice(QWidget):
    """Offer an addendum to each packet that was sent, the newest first. Hidden while none was."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._followed: UUID | None = None
        self.box = ComboBox()
        self.box.setAccessibleName(_("What to make"))
        self.box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(12)
        self.box.activated.connect(self._on_chosen)
        self._told = hint(_("It holds what changed, page by page, and only the papers that are new or changed."))
        name = label(_("What to make"), "field")
        name.setBuddy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, SPACE_2, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(name)
        column.addWidget(self.box)
        column.addWidget(self._told)

    def show_case(self, case: CaseSnapshot) -> None:
        """Show the packets that were sent; where the chosen one is gone, a whole packet is made."""
        sent = tuple(reversed(case.sent_packets))
        self._followed = self._followed if self._followed in [one.id for one in sent] else None
        wanted = [(None, _("The whole packet")), *((one.id, _since(one)) for one in sent)]
        if wanted != [(self.box.itemData(row), self.box.itemText(row)) for row in range(self.box.count())]:
            self.box.clear()
            for key, words in wanted:
                self.box.addItem(words, key)
        self._show_chosen()
        self.setVisible(bool(sent))

    def followed(self, case: CaseSnapshot) -> SentPacket | None:
        """Return the packet an addendum is made to, or None for a whole packet."""
        return next((one for one in case.sent_packets if one.id == self._followed), None)

    def follow(self, sent_id: UUID | None) -> None:
        """Make an addendum to a packet, or the whole packet for None."""
        self._followed = sent_id
        self._show_chosen()
        self.changed.emit()

    def _show_chosen(self) -> None:
        rows = [self.box.itemData(row) for row in range(self.box.count())]
        self.box.setCurrentIndex(rows.index(self._followed) if self._followed in rows else 0)
        set_tooltip(self.box, self.box.currentText())
        self._told.setVisible(self._followed is not None)

    def _on_chosen(self, row: int) -> None:
        self.follow(self.box.itemData(row))


def _since(sent: SentPacket) -> str:
    return one_line(_("Only what is new since {packet}").format(packet=named(sent)))
