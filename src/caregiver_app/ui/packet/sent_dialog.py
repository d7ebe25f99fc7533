"""The packets that were sent: corrected, removed, made again, and what is new since."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.casebook.packet_sent import remove_sent
from caregiver_app.domain.packet.records import SentPacket, packet_label
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.notices import Notices
from caregiver_app.ui.packet.record_dialog import change_sent_dialog
from caregiver_app.ui.packet.sent_table import SentTable
from caregiver_app.ui.packet.since_dialog import since_dialog
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, label, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled


class SentDialog(Dialog):
    """List what was sent. `follow` makes an addendum to a packet, `again` makes one again; both close the list."""

    def __init__(
        self, desk: Desk, follow: Callable[[SentPacket], object], again: Callable[[SentPacket], object]
    ) -> None:
        super().__init__(desk.window)
        self._desk, self._follow, self._again = desk, follow, again
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Packets sent"))
        self.table = SentTable(desk.book.snapshot)
        self.notices = Notices()
        self._empty = label(
            _("No packet is recorded as sent. “Record as sent” stands beside each one you make."), "quiet"
        )
        self.since_button = button(_("What is new since then"), self.show_changes)
        self.addendum_button = button(_("Make only what is new"), self.make_addendum)
        self.again_button = button(_("Make it again…"), self.make_again)
        self.change_button = button(_("Change…"), self.change)
        self.remove_button = button(_("Remove"), self.remove)
        self.close_button = button(_("Close"), self.accept, "large")
        self._of_one = (
            self.since_button, self.addendum_button, self.again_button, self.change_button, self.remove_button
        )  # fmt: skip
        hold_back(desk.book.read_only, self.change_button, self.remove_button)
        self._lay_out()
        desk.changes.changed.connect(self._on_changed)
        self.table.chosen.connect(lambda _id: self._show_room())
        self.table.activated_record.connect(lambda _sent: self.show_changes())
        self.table.removal_asked.connect(lambda _sent: self.remove())
        self._show_rows()

    @property
    def chosen(self) -> SentPacket | None:
        """The packet that is chosen."""
        found = self.table.selected_records()
        return found[0] if found else None

    def show_changes(self) -> None:
        """Say what has changed since the chosen packet was sent."""
        if self.chosen is not None:
            try:
                since_dialog(self._desk, self.chosen, self).open()
            except CaregiverError as problem:
                self.notices.tell_trouble(problem)

    def make_addendum(self) -> None:
        """Go to the page and make what is new since the chosen packet."""
        if (sent := self.chosen) is not None:
            self.accept()
            self._follow(sent)

    def make_again(self) -> None:
        """Make the chosen packet again."""
        if (sent := self.chosen) is not None:
            self.accept()
            self._again(sent)

    def change(self) -> None:
        """Correct what is written down of the chosen packet."""
        if self.chosen is not None:
            change_sent_dialog(self._desk, self.chosen, self).open()

    def remove(self) -> None:
        """Take the chosen packet out of the list, with a way back."""
        sent = self.chosen
        if sent is None or not self.remove_button.isEnabled():
            return
        try:
            remove_sent(self._desk.book, sent)
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        words = _("{number} is removed from the list.").format(number=packet_label(sent.number))
        self.notices.tell_step(words, action=_("Undo"), act=self._undo)

    def _undo(self) -> None:
        try:
            step = self._desk.book.undo()
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self.notices.tell_done(_("Undone: {step}").format(step=step))

    def _on_changed(self) -> None:
        self.notices.forget_step()
        self.table.records_model.refresh()
        self._show_rows()

    def _show_rows(self) -> None:
        rows = self.table.records_model.records
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        if rows and self.chosen is None:
            self.table.select_ids([rows[0].id], focus=True)
        elif not rows:
            self.close_button.setFocus()
        self._show_room()

    def _show_room(self) -> None:
        for made in self._of_one:
            made.setEnabled(self.chosen is not None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(_("Packets sent")))
        column.addWidget(label(_("To whom each packet went, as you recorded it. Nothing is sent from here."), "hint"))
        column.addWidget(self._empty)
        column.addWidget(self.table, 100)
        column.addStretch(1)
        column.addWidget(self.notices)
        acts: list[QWidget] = list(self._of_one)
        column.addWidget(flowing(acts, SPACE_2))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        fit_to_screen(self, scaled(820), scaled(540))
