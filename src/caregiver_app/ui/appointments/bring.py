"""What to bring: a list to tick, with own things and papers added, and what is left out kept apart."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.casebook.appointments import write_bring
from caregiver_app.domain.appointments.records import Appointment, Bring
from caregiver_app.domain.appointments.to_bring import ToBring, left_out, ticked, to_bring
from caregiver_app.i18n import _, ngettext, pgettext
from caregiver_app.ui.appointments.place import show_rows
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import DocumentControl, TextControl
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, heading, hint, rename
from caregiver_app.ui.theme import SPACE_2


class BringSection(QWidget):
    """Show what to bring to one appointment."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._appointment: Appointment | None = None
        self._things: dict[str, ToBring] = {}
        self.packed = hint("")
        self.list = RowList(_("What to bring"))
        self.add_button = button(_("Add something…"), self.add_own)
        self.paper_button = button(_("Add a document…"), self.add_paper)
        self.leave_button = button(pgettext("a thing to bring", "Leave out"), self._leave_chosen, "link")
        self.more_button = button("", self._on_more_pressed, "link")
        self.left_list = RowList(pgettext("a thing to bring", "Left out"))
        self.back_button = button(_("Put back"), self._put_back_chosen, "link")
        self._is_open = False
        self._lay_out()
        self._connect()
        hold_back(desk.book.read_only, self.add_button, self.paper_button, self.leave_button, self.back_button)

    def show_appointment(self, appointment: Appointment) -> None:
        """Show the list of an appointment; what is chosen in it stays chosen."""
        if self._appointment is None or self._appointment.id != appointment.id:
            self._is_open = False
        self._appointment = appointment
        case = self._desk.book.snapshot()
        taken, away = to_bring(case, appointment), left_out(case, appointment)
        self._things = {_key(one.item): one for one in (*taken, *away)}
        show_rows(self.list, [_row(one) for one in taken])
        show_rows(self.left_list, [Row(_key(one.item), one.text, one.beneath, quiet=True) for one in away])
        n = sum(one.item.packed for one in taken)
        self.packed.setText(_("{n} of {all} packed").format(n=n, all=len(taken)))
        self._show_left_out(len(away))
        self._show_chosen()

    def tick(self, key: str, packed: bool) -> None:
        """Write down that a thing is packed, or not yet."""
        if not self._desk.book.read_only:
            self._write(ticked(self._things[key].item, packed))

    def leave_out(self, key: str) -> None:
        """Take a thing off the list, with a way back."""
        thing = self._things[key]
        if not self._desk.book.read_only and self._write(replace(thing.item, left_out=True)):
            self._desk.tell_step(_("Left out: {thing}.").format(thing=thing.text))

    def put_back(self, key: str) -> None:
        """Put a thing that was left out on the list again."""
        thing = self._things[key]
        if not self._desk.book.read_only and self._write(replace(thing.item, left_out=False)):
            self._desk.tell_step(_("To bring again: {thing}.").format(thing=thing.text))

    def add_own(self) -> None:
        """Ask what else is to be brought."""
        if self._appointment is not None:
            own_dialog(self._desk, self._appointment).open()

    def add_paper(self) -> None:
        """Ask which document is to be brought."""
        if self._appointment is not None:
            paper_dialog(self._desk, self._appointment).open()

    def _write(self, item: Bring) -> bool:
        appointment = self._appointment
        return appointment is not None and self._desk.do(partial(write_bring, self._desk.book, appointment, item))

    def _leave_chosen(self) -> None:
        if self.list.current_key:
            self.leave_out(self.list.current_key)

    def _put_back_chosen(self) -> None:
        if self.left_list.current_key:
            self.put_back(self.left_list.current_key)

    def _show_chosen(self) -> None:
        self.leave_button.setEnabled(bool(self.list.current_key))
        self.back_button.setEnabled(bool(self.left_list.current_key))

    def _show_left_out(self, n: int) -> None:
        words = ngettext("Show {n} thing that is left out", "Show {n} things that are left out", n).format(n=n)
        rename(self.more_button, _("Hide what is left out") if self._is_open else words)
        self.more_button.setVisible(n > 0)
        for part in (self.left_list, self.back_button):
            part.setVisible(n > 0 and self._is_open)

    def _on_more_pressed(self) -> None:
        self._is_open = not self._is_open
        self._show_left_out(self.left_list.count())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(heading(_("What to bring")))
        column.addWidget(self.packed)
        column.addWidget(self.list)
        acts = FlowingRow(spacing=SPACE_2)
        for part in (self.add_button, self.paper_button, self.leave_button):
            acts.addWidget(part)
        column.addLayout(acts)
        more = FlowingRow(spacing=SPACE_2)
        more.addWidget(self.more_button)
        column.addLayout(more)
        column.addWidget(self.left_list)
        back = FlowingRow(spacing=SPACE_2)
        back.addWidget(self.back_button)
        column.addLayout(back)

    def _connect(self) -> None:
        self.list.ticked.connect(self.tick)
        self.list.opened.connect(lambda key: self.tick(key, not self._things[key].item.packed))
        self.list.removal_asked.connect(self.leave_out)
        self.left_list.opened.connect(self.put_back)
        for rows in (self.list, self.left_list):
            rows.itemSelectionChanged.connect(self._show_chosen)


def own_dialog(desk: Desk, appointment: Appointment) -> FormDialog:
    """Return the form for a thing of the family's own."""
    form = Form()
    form.add("text", _("What else to bring"), TextControl(), required=_("Type what to bring."))

    def save(values: dict[str, Any]) -> None:
        write_bring(desk.book, appointment, Bring(text=values["text"]))

    return case_form(desk, _("Add something to bring"), form, save, f"appointment-own-{appointment.id}")


def paper_dialog(desk: Desk, appointment: Appointment) -> FormDialog:
    """Return the form for a document of the case that is to be brought."""
    case = desk.book.snapshot()
    here = [one for one in case.documents if one.holding != "wanted"]
    form = Form()
    words = _("There is no document in the case yet.") if not here else ""
    form.add(
        "document", _("Which document?"), DocumentControl(here, _("None")), words, required=_("Choose a document.")
    )

    def save(values: dict[str, Any]) -> None:
        document_id: UUID = values["document"]
        document = desk.book.snapshot().document(document_id)
        # The title is kept too: it can still be read where the document was removed.
        title = document.title if document is not None else ""
        write_bring(desk.book, appointment, Bring(document=str(document_id), text=title))

    return case_form(desk, _("Add a document to bring"), form, save, f"appointment-paper-{appointment.id}")


def _row(thing: ToBring) -> Row:
    return Row(_key(thing.item), thing.text, thing.beneath, ticked=thing.item.packed)


def _key(item: Bring) -> str:
    """Return what names a thing in its list."""
    return f"{item.guide}\n{item.document}\n" + ("" if item.guide or item.document else item.text)
