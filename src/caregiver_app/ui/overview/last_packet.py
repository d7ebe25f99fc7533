"""The card of the last packet that was sent, and what has changed since; that is worked out while one reads on."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton

from caregiver_app.domain.packet.records import SentPacket
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.overview.cards import said_card
from caregiver_app.ui.overview.sentences import Said
from caregiver_app.ui.text import Label, button

if TYPE_CHECKING:
    from caregiver_app.domain.packet.since import Since
    from caregiver_app.store.originals import Originals

_LANE: Final = "since"
_UNDER_HEADING: Final = 2


def last_packet_card(desk: Desk, case: CaseSnapshot) -> QFrame:
    """Return the card; before anything was sent it leads to the packet."""
    words = _("Last packet sent")
    if not case.sent_packets:
        links = [button(_("See the packet"), lambda: desk.go("packet", None), "link")]
        empty = _("Nothing has been sent yet. Once a packet is recorded as sent, what is new since is told here.")
        return said_card(words, (), links, empty)
    from caregiver_app.ui.packet.sent_words import follows, how, named

    sent = case.sent_packets[-1]
    beneath = " · ".join(part for part in (follows(sent, case), how(sent)) if part)
    links = [_changes_link(desk, sent), button(_("See the packet"), lambda: desk.go("packet", None), "link")]
    made = said_card(words, (Said(named(sent), beneath),), links)
    column = made.layout()
    assert isinstance(column, QBoxLayout)
    column.insertWidget(_UNDER_HEADING, SinceLine(desk, sent, case))
    return made


class SinceLine(Label):
    """Say what has changed since a packet was sent, once that is known."""

    def __init__(self, desk: Desk, sent: SentPacket, case: CaseSnapshot) -> None:
        super().__init__(_("Looking at what has changed since …"))
        work = partial(_since, sent, case, desk.book.originals)
        desk.jobs.start(work, done=self._on_told, failed=self._on_failed, lane=_LANE)

    @Slot(object)
    def _on_told(self, since: "Since") -> None:
        from caregiver_app.ui.packet.sent_words import in_short

        self.setText(in_short(since))

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        self.setText(str(problem))


def _since(sent: SentPacket, case: CaseSnapshot, originals: "Originals", progress: Progress) -> "Since":
    progress(0, 0, "")
    from caregiver_app.casebook.packet_sent import since_sent

    return since_sent(sent, case, originals)


def _changes_link(desk: Desk, sent: SentPacket) -> QPushButton:
    def show() -> None:
        from caregiver_app.ui.packet.since_dialog import since_dialog

        desk.do(lambda: since_dialog(desk, sent, desk.window).open())

    return button(_("What is new since then"), show, "link")
