"""Make a packet again that was sent before, from what the case said then, and tell whether it is the same."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.packet import words_for_packet
from caregiver_app.casebook.packet_choices import chosen_files
from caregiver_app.casebook.packet_order import PacketOrder, make, words_seen
from caregiver_app.casebook.packet_sent import MadePacket, NotToldAnyMore, case_when_sent
from caregiver_app.domain.packet.records import SentPacket, packet_label
from caregiver_app.domain.packet.since import since
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.store.originals import Originals


def order_again(book: Casebook, sent: SentPacket) -> PacketOrder:
    """Gather the order of a packet that was sent, with what the case said then. Raises NotToldAnyMore.

    Of the papers only those words are printed that were known then. For the thread that opened the case.
    """
    then, known = case_when_sent(sent, book.originals)
    choices = sent.choices.choices
    words = words_for_packet(book, chosen_files(then, choices))
    order = PacketOrder(
        then,
        choices,
        date.fromisoformat(sent.made_on) if sent.made_on is not None else date.today(),
        {fingerprint: pages for fingerprint, pages in words.items() if fingerprint in known},
        words_seen(book, then, choices),
    )
    if sent.since is None:
        return order
    before = next((one for one in book.snapshot().sent_packets if one.id == sent.since), None)
    if before is None:
        raise _follows_one_taken_out(sent)
    earlier, _known = case_when_sent(before, book.originals)
    return replace(order, follows=(before, earlier, since(before, earlier, then)))


def make_again(
    sent: SentPacket, order: PacketOrder, originals: Originals, target: Path, progress: Progress, password: str = ""
) -> tuple[MadePacket, bool]:
    """Make it at `target` and say whether every file has the bytes that were sent.

    A password gives other bytes each time; then what is inside is compared. Long work on values; it may run in any
    thread. Raises CaregiverError.
    """
    made = make(order, originals, target, progress, password)
    now = [file.content or file.fingerprint for file in made.report.files]
    then = [file.content or file.fingerprint for file in sent.files.values]
    return made, now == then


def _follows_one_taken_out(sent: SentPacket) -> NotToldAnyMore:
    """Return the failure in the user's words: nobody could say what was new then."""
    return NotToldAnyMore(
        _("Packet {number} is an addendum, and the packet it follows was taken out of the list.").format(
            number=packet_label(sent.number)
        ),
        safe=_("Nothing was made."),
        now=_("Bring that packet back from the trash, then try again."),
    )
