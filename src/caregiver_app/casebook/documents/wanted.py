"""Verbs for what a centre wants to see: its list, what does not apply, what one paper holds. Each is one step."""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.records_guide import kind_name
from caregiver_app.domain.documents.wanted import NotNeeded, Recipient
from caregiver_app.domain.person import Person
from caregiver_app.exchange.recipient_file import cannot_be_read, read_recipient
from caregiver_app.fsops import told_as_read
from caregiver_app.i18n import _

_LIMITS: Final = Limits(memory=1 << 30, seconds=20.0)


def add_recipient(book: Casebook, recipient: Recipient, *, chosen: bool = False) -> None:
    """Add a centre with the papers it wants; `chosen` says that its list is the one looked at from now on."""
    with book.step(_("Add centre: {name}").format(name=recipient.name)) as tx:
        tx.put(recipient)
        if chosen:
            (person,) = tx.find(Person)
            tx.put(person.amended(recipient=str(recipient.id)))


def change_recipient(book: Casebook, recipient: Recipient) -> None:
    """Change what is known of a centre and what it wants."""
    with book.step(_("Change centre: {name}").format(name=recipient.name)) as tx:
        tx.put(recipient)


def remove_recipient(book: Casebook, recipient: Recipient) -> None:
    """Take a centre out; where its list was the one looked at, the usual one is again."""
    with book.step(_("Remove centre: {name}").format(name=recipient.name)) as tx:
        tx.remove(recipient)
        (person,) = tx.find(Person)
        if person.recipient == str(recipient.id):
            tx.put(person.amended(recipient=""))


def choose_recipient(book: Casebook, recipient_id: str) -> None:
    """Say whose list of wanted papers is looked at, by the id of a `Receiver`."""
    with book.step(_("Choose whose list is looked at")) as tx:
        (person,) = tx.find(Person)
        tx.put(person.amended(recipient=recipient_id))


def mark_not_needed(book: Casebook, kind: str, why: str = "") -> None:
    """Say that a kind of paper does not apply to this person, and why."""
    with book.step(_("Does not apply: {kind}").format(kind=kind_name(kind))) as tx:
        marked = next((one for one in tx.find(NotNeeded) if one.kind == kind), None)
        tx.put(marked.amended(why=why) if marked is not None else NotNeeded(kind=kind, why=why))


def unmark(book: Casebook, kind: str) -> bool:
    """Take back that a kind of paper does not apply, and return whether it had been said."""
    with book.step(_("May apply after all: {kind}").format(kind=kind_name(kind))) as tx:
        marked = [one for one in tx.find(NotNeeded) if one.kind == kind]
        for one in marked:
            tx.remove(one)
    return bool(marked)


def also_holds(book: Casebook, document: Document, kinds: Sequence[str]) -> Document:
    """Say which further kinds of paper a document holds, in place of what was said before."""
    others = dict.fromkeys(kind for kind in kinds if kind != document.kind)
    with book.step(_("What {paper} also holds").format(paper=label(document.number))) as tx:
        changed = tx.now(document).amended(covers=",".join(others))
        tx.put(changed)
    return changed


def recipient_from(file: Path) -> Recipient:
    """Read a centre's list from a file in the form of `resources/recipients`, in a child process; nothing is written.

    Raises CaregiverError for a file that is not there or is no such list.
    """
    with told_as_read(file):
        if not stat.S_ISREG(file.stat().st_mode):  # opening a pipe would wait for ever
            raise cannot_be_read(file.name)
    with Child(_LIMITS) as child:
        try:
            return child.call(read_recipient, file)
        except ChildStopped:
            raise cannot_be_read(file.name) from None
