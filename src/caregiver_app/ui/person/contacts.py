"""The people around: a list, and a form for each."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.notices import Notices
from caregiver_app.ui.painting import two_lines
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.record_table import Column
from caregiver_app.ui.text import button, label, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled
from caregiver_app.ui.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from caregiver_app.domain.person import Contact


class ContactTable(TwoLineTable):
    """Show contacts: who, and beneath it in what role; where, and beneath it how to ring them."""

    def __init__(self, read: "Callable[[], Iterable[Contact]]") -> None:
        columns = (
            Column["Contact"](_("Name"), lambda contact: _together(contact.name, contact.role), strong=True),
            Column["Contact"](_("Where"), lambda contact: _together(contact.organisation, contact.phone)),
        )
        super().__init__(columns, read, _("Contacts"))
        self.sort_by_headings()

    def paint_cell(self, painter: QPainter, column: int, row: "Contact", box: QRectF, chosen: bool) -> None:
        """Paint each cell as a line over a quieter one."""
        upper, lower = (row.name, row.role) if column == 0 else (row.organisation, row.phone)
        two_lines(painter, box, *((upper, lower) if upper else (lower, "")), chosen)


def _together(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


class ContactsDialog(Dialog):
    """List the contacts; add, change and remove them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Contacts"))
        self._desk = desk
        self.table = ContactTable(lambda: desk.book.snapshot().contacts)
        self.notices = Notices()
        self._empty = label(_("Nobody yet. Begin with the doctor who knows the case best."), "quiet")
        self.add_button = button(_("Add a contact"), self.add, "main")
        self.change_button = button(_("Change"), self.change, "large")
        self.remove_button = button(_("Remove"), self.remove, "large")
        self._lay_out()
        hold_back(desk.book.read_only, self.add_button, self.change_button, self.remove_button)
        desk.changes.changed.connect(self._on_changed)
        self.table.chosen.connect(self._on_chosen)
        self.table.activated_record.connect(lambda _contact: self.change())
        self.table.removal_asked.connect(lambda _contacts: self.remove())
        self._on_changed()

    def add(self) -> None:
        """Open an empty form."""
        contact_dialog(self._desk, None, self).open()

    def change(self) -> None:
        """Open the form of the chosen contact."""
        chosen = self.table.selected_records()
        if chosen:
            contact_dialog(self._desk, chosen[0], self).open()

    def remove(self) -> None:
        """Take the chosen contact out, with a way back."""
        from caregiver_app.casebook.person import remove_contact

        chosen = self.table.selected_records()
        if chosen and self._desk.do(lambda: remove_contact(self._desk.book, chosen[0])):
            words = _("Removed: {name}").format(name=chosen[0].name)
            self.notices.tell_step(words, action=_("Undo"), act=self._desk.undo)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(_("Contacts")))
        column.addWidget(label(_("Your team and whoever helps. They are listed in the packet."), "hint"))
        column.addWidget(self._empty)
        column.addWidget(self.table, 100)
        column.addStretch(1)
        column.addWidget(self.notices)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(button(_("Close"), self.accept, "large"))
        row.addStretch(1)
        for part in (self.remove_button, self.change_button, self.add_button):
            row.addWidget(part)
        column.addLayout(row)
        fit_to_screen(self, scaled(880), scaled(520))

    def _on_changed(self) -> None:
        self.notices.forget_step()
        self.table.records_model.refresh()
        anybody = bool(self.table.records_model.records)
        self._empty.setVisible(not anybody)
        self.table.setVisible(anybody)
        if not anybody:
            self.add_button.setFocus()
        self._on_chosen()

    def _on_chosen(self) -> None:
        chosen = bool(self.table.selected_records())
        self.change_button.setEnabled(chosen)
        self.remove_button.setEnabled(chosen)


def contact_dialog(desk: Desk, contact: "Contact | None", parent: QDialog) -> FormDialog:
    """Return the form for one contact; None starts a new one."""
    from caregiver_app.casebook.person import add_contact, change_contact
    from caregiver_app.domain.person import Contact

    form = Form()
    form.add("name", _("Name"), TextControl(), required=_("Type a name."))
    form.add("role", _("Role"), TextControl(), _("For example haematologist, coordinator, daughter."))
    form.add("organisation", _("Where"), TextControl(), _("Hospital and town."))
    form.add("phone", _("Phone"), TextControl())
    form.add("email", _("Email"), TextControl())
    form.add("note", _("Note"), LongControl(3))
    if contact is not None:
        form.set_values(dict(contact))

    def save(values: dict[str, Any]) -> None:
        if contact is None:
            add_contact(desk.book, Contact(**values))
        elif contact.amended(**values) != contact:
            change_contact(desk.book, contact.amended(**values))

    words = _("Add a contact") if contact is None else _("Change a contact")
    name = "contact-new" if contact is None else f"contact-{contact.id}"
    return case_form(desk, words, form, save, name, parent=parent)
