"""The left side of the page: for whom, what goes in, in which order, and the choices few packets need."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.recipients import receiver_called
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.packet.about import AboutForm
from caregiver_app.ui.packet.choices import PartTicks
from caregiver_app.ui.packet.document_choice import DocumentChoice
from caregiver_app.ui.packet.follow_choice import FollowChoice
from caregiver_app.ui.packet.held_choices import HeldChoices
from caregiver_app.ui.packet.more_choices import MoreChoices
from caregiver_app.ui.packet.recipient_choice import RecipientChoice, what_it_did
from caregiver_app.ui.packet.set_bar import SetBar
from caregiver_app.ui.theme import SPACE_3


class ChoicesView(QWidget):
    """Show all choices. `changed` tells that something else goes into the packet now."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.held = HeldChoices(desk, self)
        self.sets = SetBar(desk, self.held)
        self.about = AboutForm(desk)
        self.recipient = RecipientChoice()
        self.parts = PartTicks()
        self.documents = DocumentChoice()
        self.follow = FollowChoice()
        self.more = MoreChoices(desk, self.held)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        for part in (self.sets, self.follow, self.about, self.recipient, self.parts):
            column.addWidget(part)
        column.addWidget(self.documents, 1)
        column.addWidget(self.more)
        self._connect()
        self.refresh()

    def commit(self) -> None:
        """Write what is half typed."""
        self.about.commit()
        self.more.commit()

    def refresh(self) -> None:
        """Show the case and the choices as they are now."""
        case, choices = self._desk.book.snapshot(), self.held.choices
        self.sets.refresh()
        self.follow.show_case(case)
        self.about.refresh()
        self.recipient.show_choice(case, choices)
        self.parts.show_choices(choices)
        self.documents.show_choices(case, choices)
        self.more.show_choices(choices)

    def _connect(self) -> None:
        self.held.changed.connect(self._on_held)
        self.sets.leaving.connect(self.more.commit)
        self.follow.changed.connect(self.changed)
        self.recipient.chosen.connect(self._on_recipient)
        self.parts.changed.connect(lambda: self._take(self.parts.over(self.held.choices)))
        self.more.changed.connect(self._on_more)
        self.documents.ticked.connect(self._on_ticked)
        self.documents.ordered.connect(self._on_ordered)

    def _on_held(self) -> None:
        self.refresh()
        self.changed.emit()

    def _take(self, choices: PacketChoices, step: str = "") -> None:
        self.held.take(choices, step)

    def _on_more(self) -> None:
        choices = self.more.over(self.held.choices)
        is_paper = choices.paper != self.held.choices.paper
        self._take(choices)
        if is_paper and not self.held.held.name:
            # What is printed beside the packet is on the paper of the usual packet.
            self._desk.do(lambda: self._desk.preferences.change(paper=choices.paper))

    def _on_ticked(self, documents: Sequence[Document], wanted: bool) -> None:
        self.held.tick(documents, wanted)

    def _on_ordered(self, order: tuple[int, ...]) -> None:
        step = _("Put the papers of the packet in order")
        self._take(replace(self.held.choices, order=order), step)

    def _on_recipient(self, recipient: str) -> None:
        self.more.commit()
        if recipient:
            self._desk.do(lambda: self._arrange(recipient))
        else:
            self._take(replace(self.held.choices, recipient=""))
        self.refresh()

    def _arrange(self, recipient: str) -> None:
        case: CaseSnapshot = self._desk.book.snapshot()
        name = receiver_called(case, recipient).name
        before, after = self.held.arrange_for(recipient)
        words = what_it_did(name, before, after)
        if before == after or self.held.only_here:
            self._desk.notices.tell(words)
        else:
            self._desk.tell_step(words)
