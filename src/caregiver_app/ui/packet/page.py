"""The Packet page: what is handed over, to whom, and the packet itself."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.domain.packet.records import SentPacket, packet_label
from caregiver_app.domain.record import Record
from caregiver_app.i18n import _, as_sentence, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.notices import announce
from caregiver_app.ui.packet.after_making import AfterMaking, ask_for_password
from caregiver_app.ui.packet.choices_view import ChoicesView
from caregiver_app.ui.packet.making import Made, Making
from caregiver_app.ui.packet.planning import Planned, Planning
from caregiver_app.ui.packet.right_side import PLAN, RightSide
from caregiver_app.ui.packet.wording import file_name, first_name
from caregiver_app.ui.page import Page
from caregiver_app.ui.text import button, one_line, rename
from caregiver_app.ui.theme import SPACE_3, SPACE_4, scaled
from caregiver_app.ui.where_to_save import ask_where_to_save

if TYPE_CHECKING:
    from caregiver_app.casebook.packet_order import PacketOrder

_NARROW: Final = 640
_RIGHT: Final = 280


class PacketPage(Page):
    """Choose, see the plan, make the packet. `clock` gives today; `choose_target` asks where to and can be replaced."""

    def __init__(self, desk: Desk, clock: Callable[[], date] = date.today) -> None:
        super().__init__(_("Packet"))
        self.desk = desk
        self.choose_target: Callable[[str], Path | None] = self._ask_for_target
        self._clock = clock
        self.sent_button = button("", lambda: self.after.show_sent(), "large")
        self.make_button = button(_("Make the packet…"), self.make_asked, "main")
        self.chosen = ChoicesView(desk)
        self.about = self.chosen.about
        self.right = RightSide(desk)
        self._left = FormScroll(self.chosen)
        self._pair = QHBoxLayout()
        self._is_narrow = False
        self.planning = Planning(desk.jobs, self)
        self.making = Making(desk, self)
        self.after = AfterMaking(desk, self.right.result, self.follow, self._choose_and_make_again, self, clock)
        self._lay_out()
        self._connect()
        self._show_sent_count()

    def finish(self) -> None:
        """Write what was typed into the case before it closes."""
        self.chosen.commit()
        self.right.finish()

    def start(self) -> None:
        """Count the pages anew, and begin at the button."""
        self._show_case()
        self.make_button.setFocus()

    @property
    def choices(self) -> PacketChoices:
        """What is chosen now."""
        return self.chosen.held.choices

    @property
    def followed(self) -> SentPacket | None:
        """The packet an addendum is to be made to."""
        return self.chosen.follow.followed(self.desk.book.snapshot())

    def order(self) -> "PacketOrder":
        """Gather what is ordered now. Raises a CaregiverError."""
        from caregiver_app.casebook.packet_order import order_packet

        return order_packet(self.desk.book, self.choices, self._clock(), self.followed)

    def make_asked(self) -> None:
        """Ask for a password where one is wanted and where to, then make the packet."""
        self.chosen.commit()
        if words := self.chosen.more.unclear() or self.chosen.more.clash():
            self.desk.notices.tell(words, kind="care")
            return
        ask_for_password(self.desk, self.chosen.more.password.isChecked(), self._choose_and_make)

    def make(self, target: Path, password: str = "") -> None:
        """Make the packet at `target`; the report is shown when it is there."""
        self.desk.do(lambda: self.making.make(self.order(), target, password))

    def make_again(self, sent: SentPacket, target: Path, password: str = "") -> None:
        """Make a packet again that was sent."""
        self.desk.do(lambda: self.making.make_again(sent, self._order_again(sent), target, password))

    def show_plan(self) -> None:
        """Turn to the plan."""
        self.right.turn_to(PLAN)

    def follow(self, sent: SentPacket) -> None:
        """Make an addendum to a packet, from now on."""
        self.show_plan()
        self.chosen.follow.follow(sent.id)
        self.make_button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show choices and plan one at a time where there is no room for both."""
        super().resizeEvent(event)
        bar = self._left.verticalScrollBar().sizeHint().width()
        self._left.setMinimumWidth(self.chosen.minimumSizeHint().width() + bar)
        asked = self._left.minimumWidth() + max(self.right.minimumSizeHint().width(), scaled(_RIGHT))
        narrow = event.size().width() < max(asked + SPACE_3 + 2 * SPACE_4, scaled(_NARROW))
        if narrow and not self._is_narrow:
            self._pair.removeWidget(self._left)
            self.right.take_in(self._left)
        elif self._is_narrow and not narrow:
            self.right.let_out()
            self._pair.insertWidget(0, self._left, 4)
        self._left.show()
        self._is_narrow = narrow

    def _lay_out(self) -> None:
        self.add_to_header(self.sent_button)
        self.add_to_header(self.make_button)
        self._pair.setSpacing(SPACE_3)
        # The choices scroll by themselves; the page around must not grow with them.
        self._left.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._pair.addWidget(self._left, 4)
        self._pair.addWidget(self.right, 5)
        self.body.addWidget(self.making.card)
        self.body.addLayout(self._pair, 1)

    def _connect(self) -> None:
        self.desk.changes.changed.connect(self._on_changed)
        self.chosen.changed.connect(self._on_chosen)
        self.chosen.more.unfolded.connect(lambda: QTimer.singleShot(0, self, self._bring_up_more))
        self.chosen.documents.papers_asked.connect(lambda: self.desk.go("documents", None))
        self.planning.planned.connect(self._on_planned)
        self.planning.failed.connect(self.right.plan.show_trouble)
        self.planning.stopped.connect(self.right.plan.show_stopped)
        self.making.made.connect(self._on_made)
        self.making.busy.connect(self._on_busy)

    def _bring_up_more(self) -> None:
        """Scroll to what was unfolded beneath the edge, once it has its place."""
        self._left.verticalScrollBar().setValue(self.chosen.more.y())

    def _show_case(self) -> None:
        self.chosen.refresh()
        self._show_sent_count()
        self._show_title()
        self._ask_plan()

    def _show_sent_count(self) -> None:
        n = len(self.desk.book.snapshot().sent_packets)
        rename(self.sent_button, ngettext("{n} packet sent…", "{n} packets sent…", n).format(n=n))
        self.sent_button.setVisible(bool(n))
        self._place_tools()
        self.after.refresh()

    def _show_title(self) -> None:
        followed = self.followed
        words = _("Packet")
        if followed is not None:
            words = _("Packet: what is new since {number}").format(number=packet_label(followed.number))
        self.title.setText(words)
        self.setAccessibleName(one_line(words))
        self._place_tools()

    def _ask_plan(self) -> None:
        self.right.plan.wait()
        self.planning.ask(self.order)

    def _on_changed(self, _kinds: frozenset[type[Record]]) -> None:
        # Hidden, the page is brought up to date when it is shown again.
        if self.isVisible():
            self._show_case()

    def _on_chosen(self) -> None:
        self._show_title()
        self.right.leave_made()
        self._ask_plan()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        """Let nobody make two at a time nor take the one before for it; the keys stay near, at the way to stop it."""
        if busy:
            self.right.leave_made()
        if busy and self.make_button.hasFocus():
            self.making.card.show()
            self.making.card.cancel_button.setFocus()
        self.make_button.setEnabled(not busy)

    @Slot(object)
    def _on_planned(self, planned: Planned) -> None:
        self.right.show_planned(planned)

    @Slot(object)
    def _on_made(self, made: Made) -> None:
        self.after.take(made)
        self.right.show_made(made)
        result = self.right.result
        words = as_sentence(result.title.text())
        if self.isVisible():
            announce(result, words)
            result.open_button.setFocus()
        else:
            self.desk.notices.tell_done(words, action=_("Show it"), act=lambda: self.desk.go("packet", None))

    def _choose_and_make(self, password: str) -> None:
        person, hidden = self.desk.book.snapshot().person, self.choices.hide_names
        since = packet_label(self.followed.number) if self.followed is not None else ""
        target = self.choose_target(file_name(person, self._clock(), hidden=hidden, since=since))
        if target is not None:
            self.make(target, password)

    def _choose_and_make_again(self, sent: SentPacket, password: str) -> None:
        name = first_name([one.name for one in sent.files.values])
        target = self.choose_target(name or file_name(self.desk.book.snapshot().person, self._clock()))
        if target is not None:
            self.make_again(sent, target, password)

    def _order_again(self, sent: SentPacket) -> "PacketOrder":
        from caregiver_app.casebook.packet_again import order_again

        return order_again(self.desk.book, sent)

    def _ask_for_target(self, name: str) -> Path | None:
        return ask_where_to_save(self, _("Save the packet"), name, _("PDF (*.pdf)"))
