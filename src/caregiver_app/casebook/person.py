"""Verbs for the person and the people around them."""

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.person import Contact, Person
from caregiver_app.i18n import _


def change_person(book: Casebook, person: Person) -> None:
    """Write what is known of the person."""
    with book.step(_("Change personal details")) as tx:
        tx.put(person)


def add_contact(book: Casebook, contact: Contact) -> None:
    """Add somebody to the contacts."""
    with book.step(_("Add contact")) as tx:
        tx.put(contact)


def change_contact(book: Casebook, contact: Contact) -> None:
    """Change a contact."""
    with book.step(_("Change contact")) as tx:
        tx.put(contact)


def remove_contact(book: Casebook, contact: Contact) -> None:
    """Take a contact out; undo and the trash bring it back."""
    with book.step(_("Remove contact")) as tx:
        tx.remove(contact)
