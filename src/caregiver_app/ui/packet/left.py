"""What was typed on the Packet page and not saved: the way back to where it was typed."""

from uuid import UUID

from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.packet.page import PacketPage
from caregiver_app.ui.packet.record_dialog import change_sent_dialog
from caregiver_app.ui.waiting import Waiting


def packet_left(desk: Desk, rest: str) -> Waiting | None:
    """Return where a draft was typed, by its name without "packet-"; None when that is gone."""
    what, _dash, about = rest.partition("-")
    if what == "set":
        return Waiting(_("Keep these choices"), lambda: _ask_for_name(desk))
    if what == "sent" and about:
        return _change_sent(desk, about)
    words = {"": _("Packet"), "size": _("Size of each file"), "sent": _("Record as sent")}.get(what)
    return Waiting(words, lambda: desk.go("packet", None)) if words is not None else None


def _ask_for_name(desk: Desk) -> None:
    desk.go("packet", None)
    page = next((one for one in desk.window.findChildren(PacketPage) if one.desk is desk), None)
    if page is not None:
        page.chosen.sets.ask_for_name()


def _change_sent(desk: Desk, written: str) -> Waiting | None:
    try:
        sent_id = UUID(written)
    except ValueError:
        return None
    sent = next((one for one in desk.book.snapshot().sent_packets if one.id == sent_id), None)
    if sent is None:
        return None

    def show() -> None:
        desk.go("packet", None)
        change_sent_dialog(desk, sent, desk.window).open()

    return Waiting(_("Packets sent"), show)
