"""A window to read in: everything that has changed since a packet was sent."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.casebook.packet_sent import since_sent
from caregiver_app.domain.packet.records import SentPacket, packet_label
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.packet.sent_words import Section, in_full, named
from caregiver_app.ui.showing_dialog import ShowingDialog
from caregiver_app.ui.text import heading, label
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled


def since_dialog(desk: Desk, sent: SentPacket, parent: QWidget) -> ShowingDialog:
    """Return the window. Raises NotToldAnyMore."""
    case = desk.book.snapshot()
    found = in_full(since_sent(sent, case, desk.book.originals), case)
    above = label(named(sent), "quiet")
    words = _("New since {number}").format(number=packet_label(sent.number))
    made = ShowingDialog(words, _told(found), parent, above=above)
    fit_to_screen(made, scaled(640), scaled(520))
    return made


def _told(sections: tuple[Section, ...]) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(2, 0, SPACE_2, 0)
    column.setSpacing(SPACE_3)
    if not sections:
        column.addWidget(label(_("Nothing has changed since then.")))
    for words, lines in sections:
        part = QVBoxLayout()
        part.setSpacing(SPACE_1)
        part.addWidget(heading(words))
        for line in lines:
            told = label(line)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            part.addWidget(told)
        column.addLayout(part)
    column.addStretch(1)
    return inside
