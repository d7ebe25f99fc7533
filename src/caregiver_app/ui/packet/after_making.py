"""What is done once a packet is made: opened, printed, written down as sent; and the list of those that were."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from caregiver_app.domain.packet.records import SentPacket, packet_label
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.made_files import open_file
from caregiver_app.ui.packet.making import Made
from caregiver_app.ui.packet.record_dialog import record_dialog
from caregiver_app.ui.packet.result_view import ResultView
from caregiver_app.ui.reading_only import hold_back


class AfterMaking(QObject):
    """Do what the report of a packet offers.

    `follow` makes an addendum to a packet that was sent, `again` makes one again, with a password or "".
    """

    def __init__(
        self,
        desk: Desk,
        result: ResultView,
        follow: Callable[[SentPacket], object],
        again: Callable[[SentPacket, str], object],
        page: QWidget,
        clock: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(page)
        self._desk, self._result, self._page, self._clock = desk, result, page, clock
        self._follow, self._again = follow, again
        self._made: Made | None = None
        self._recorded: UUID | None = None
        result.open_asked.connect(self._open)
        result.folder_asked.connect(self._show_folder)
        result.print_asked.connect(self._print)
        result.record_asked.connect(self.record)
        hold_back(desk.book.read_only, result.record_button)

    def take(self, made: Made) -> None:
        """Take the packet that was made a moment ago."""
        self._made, self._recorded = made, None

    def refresh(self) -> None:
        """Show whether the packet is still written down as sent."""
        if self._recorded is not None:
            sent = self._desk.book.snapshot().sent_packets
            self._result.show_recorded(next((one for one in sent if one.id == self._recorded), None))

    def record(self) -> None:
        """Ask to whom the packet went, and write that down."""
        if self._made is not None:
            record_dialog(self._desk, self._made.packet, self._clock(), self._on_recorded).open()

    def show_sent(self) -> None:
        """Open the list of packets that were sent."""
        from caregiver_app.ui.packet.sent_dialog import SentDialog

        SentDialog(self._desk, self._follow, self.ask_again).open()

    def ask_again(self, sent: SentPacket) -> None:
        """Make a packet again that was sent; a new password is asked for where one was on it."""
        locked = any(one.content for one in sent.files.values)
        ask_for_password(self._desk, locked, partial(self._again, sent))

    def _on_recorded(self, sent: SentPacket) -> None:
        self._recorded = sent.id
        self._result.show_recorded(sent)
        self._desk.tell_step(_("Recorded as {number}.").format(number=packet_label(sent.number)))

    def _open(self, path: Path) -> None:
        if self._still_there(path) and not open_file(path):
            self._desk.notices.tell(_("This computer has no program that opens “{name}”.").format(name=path.name))

    def _show_folder(self) -> None:
        path = self._result.chosen_file
        if self._still_there(path) and not open_file(path.parent):
            self._desk.notices.tell(_("The folder cannot be shown here. It is {folder}.").format(folder=path.parent))

    def _print(self, paths: tuple[Path, ...]) -> None:
        if self._made is not None and all(self._still_there(path) for path in paths):
            from caregiver_app.ui.packet.printing import print_packet

            print_packet(self._page, self._desk, paths, self._made.password)

    def _still_there(self, path: Path) -> bool:
        if path.is_file():
            return True
        self._desk.notices.tell(_("The packet is no longer where it was saved. Make it again."), kind="care")
        return False


def ask_for_password(desk: Desk, wanted: bool, go_on: Callable[[str], object]) -> None:
    """Go on with a password that was chosen, or at once with "" where none is wanted."""
    if not wanted:
        go_on("")
        return
    from caregiver_app.ui.packet.password_dialog import PasswordDialog

    PasswordDialog(go_on, desk.window).open()
