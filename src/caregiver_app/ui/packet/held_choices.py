"""The choices that are shown: those of a set in the case, or of this sitting alone where the case cannot be written."""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from caregiver_app.casebook.documents.listing import change_documents
from caregiver_app.casebook.packet_choices import (
    UNNAMED,
    change_choices,
    choices_for,
    keep_set,
    remove_set,
    rename_set,
    set_called,
    ticked,
)
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.recipients import receiver_called
from caregiver_app.domain.packet.choices import Chosen, PacketChoices
from caregiver_app.domain.packet.records import PacketSet
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk


class HeldChoices(QObject):
    """Hold which set is shown and what it says. `changed` tells that other choices are in force.

    Each change is one step. What cannot be written is not lost: it holds until the case is closed, and
    `only_here` says so.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown = _an_id(desk.preferences.now.packet_set)
        self._only_here: dict[UUID | None, PacketChoices] = {}

    @property
    def held(self) -> PacketSet:
        """The set that is shown; the unnamed one where the one that was shown is gone."""
        case = self._desk.book.snapshot()
        for one in case.packet_sets:
            if one.id == self._shown:
                return one
        unnamed = set_called(case, UNNAMED)
        if unnamed in case.packet_sets:
            return unnamed
        return unnamed.amended(choices=Chosen.holding(PacketChoices(paper=self._desk.preferences.now.paper)))

    @property
    def named(self) -> tuple[PacketSet, ...]:
        """The sets that have a name, in their order."""
        return tuple(one for one in self._desk.book.snapshot().packet_sets if one.name)

    @property
    def choices(self) -> PacketChoices:
        """The choices in force."""
        return self._only_here.get(self._key, self.held.choices.choices)

    @property
    def only_here(self) -> bool:
        """Whether the choices in force could not be written into the case."""
        return self._key in self._only_here

    def show(self, set_id: UUID | None) -> None:
        """Show another set, also the next time the case is opened; None is the unnamed one."""
        self._shown = set_id
        with suppress(CaregiverError):  # it is shown all the same
            self._desk.preferences.change(packet_set=str(set_id or ""))
        self.changed.emit()

    def take(self, choices: PacketChoices, step: str = "") -> bool:
        """Put choices in force and write them as one step; answer whether they are in the case."""
        if choices == self.choices:
            return True
        key = self._key
        self._only_here.pop(key, None)
        book = self._desk.book
        written = not book.read_only and self._desk.do(lambda: change_choices(book, self.held, choices, step))
        if not written:
            self._only_here[key] = choices
        self.changed.emit()
        return written

    def tick(self, documents: Sequence[Document], wanted: bool) -> None:
        """Put documents in or leave them out: by their own tick in the unnamed set, else in the set alone."""
        step = _("Put in the packet") if wanted else _("Leave out of the packet")
        choices, book = self.choices, self._desk.book
        other = ticked(choices, tuple(documents), wanted)
        named = {*choices.put_in, *choices.left_out}
        in_set = bool(self.held.name) or any(document.number in named for document in documents)
        if in_set or self.only_here or book.read_only:
            self.take(other, step)
            return
        changed = [one.amended(in_packet=wanted) for one in documents if one.in_packet != wanted]
        if changed and not self._desk.do(lambda: change_documents(book, changed, step)):
            self._only_here[self._key] = other
            self.changed.emit()

    def arrange_for(self, recipient: str) -> tuple[PacketChoices, PacketChoices]:
        """Take choices as a receiver likes its packet; return those before and after. Raises RecipientUnknown."""
        case, before = self._desk.book.snapshot(), self.choices
        after = choices_for(case, recipient, before)
        step = _("Arrange the packet for “{list}”").format(list=receiver_called(case, recipient).name)
        self.take(after, step)
        return before, after

    def keep_as(self, name: str) -> None:
        """Keep the choices in force under a name, and show that set. Raises CaregiverError."""
        made = keep_set(self._desk.book, name, self.choices)
        self.show(made.id)

    def rename(self, name: str) -> None:
        """Give the shown set another name. Raises CaregiverError."""
        rename_set(self._desk.book, self.held, name)

    def remove(self) -> bool:
        """Take the shown set out of the case; answer whether it is gone. Brought back, it is shown again."""
        held = self.held
        if not self._desk.do(lambda: remove_set(self._desk.book, held)):
            return False
        self.changed.emit()
        return True

    @property
    def _key(self) -> UUID | None:
        return next((one.id for one in self.named if one.id == self._shown), None)


def _an_id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
