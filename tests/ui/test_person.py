"""Personal details and contacts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.person import add_contact
from caregiver_app.domain.person import Contact, Person
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.person.contacts import ContactsDialog
from caregiver_app.ui.person.editor import person_form


@pytest.fixture
def contacts(window: MainWindow) -> ContactsDialog:
    window.actions_table["contacts"].trigger()
    made: ContactsDialog = window.findChild(ContactsDialog)
    return made


def test_the_form_asks_every_field_of_a_person(window: MainWindow) -> None:
    form = person_form()
    form.setParent(window)
    assert set(form.rows) == set(Person.model_fields) - {"id", "recipient"}  # the list of wanted papers asks for it


def test_personal_details_are_changed_as_one_step(window: MainWindow, book: Casebook) -> None:
    window.actions_table["person"].trigger()
    dialog = window.findChild(FormDialog)
    dialog.form.row("name").control.set_typed("Lin Wei")
    dialog.form.row("question").control.set_typed("Is CAR-T possible?\nWhere?")
    dialog.save()
    person = book.snapshot().person
    assert (person.name, person.question) == ("Lin Wei", "Is CAR-T possible?\nWhere?")
    assert book.undo_label == "Change personal details"
    assert window.windowTitle().startswith("Lin Wei")


def test_contacts_are_added_changed_removed_and_brought_back(
    window: MainWindow, contacts: ContactsDialog, book: Casebook
) -> None:
    contacts.add_button.click()
    form = contacts.findChild(FormDialog)
    QTest.keyClicks(form.form.row("name").control.inner(), "Dr Berg")
    QTest.keyClick(form.form.row("name").control.inner(), Qt.Key.Key_Return)
    assert [contact.name for contact in book.snapshot().contacts] == ["Dr Berg"]

    contacts.table.selectRow(0)
    contacts.change_button.click()
    form = next(dialog for dialog in contacts.findChildren(FormDialog) if dialog.isVisible())
    form.form.row("role").control.set_typed("Haematologist")
    form.save()
    assert book.snapshot().contacts[0].role == "Haematologist"

    contacts.table.setFocus()
    contacts.table.selectRow(0)
    QTest.keyClick(contacts.table, Qt.Key.Key_Delete)
    assert book.snapshot().contacts == ()
    contacts.notices.action.click()
    assert book.snapshot().contacts[0].name == "Dr Berg"
    contacts.close()


def test_nothing_chosen_leaves_nothing_to_change_or_remove(contacts: ContactsDialog) -> None:
    assert not contacts.change_button.isEnabled()
    assert not contacts.remove_button.isEnabled()
    contacts.close()


def test_each_contact_says_who_in_what_role_where_and_how_to_ring(contacts: ContactsDialog, book: Casebook) -> None:
    add_contact(book, Contact(name="Dr Berg", role="Haematologist", organisation="Ward 3", phone="0131 496 0100"))
    add_contact(book, Contact(name="Anna Ek", phone="0131 496 0111"))
    says = Qt.ItemDataRole.AccessibleTextRole
    model = contacts.table.model()
    told = [[model.index(row, column).data(says) for column in range(2)] for row in range(model.rowCount())]
    assert sorted(told) == [
        ["Name: Anna Ek", "Where: 0131 496 0111"],
        ["Name: Dr Berg · Haematologist", "Where: Ward 3 · 0131 496 0100"],
    ]
    contacts.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert model.index(0, 0).data(says) == "Name: Dr Berg · Haematologist"
    contacts.close()
