"""Verbs for the treatment history."""

from collections.abc import Sequence

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _, ngettext


def add_entry(book: Casebook, entry: Entry) -> None:
    """Put a new entry on the timeline."""
    with book.step(_("Add: {kind}").format(kind=_(kind_of(entry).word))) as tx:
        tx.put(entry)


def add_entries(book: Casebook, entries: Sequence[Entry], label: str) -> None:
    """Put several entries on the timeline as one step."""
    with book.step(label) as tx:
        tx.add(entries)


def change_entry(book: Casebook, entry: Entry) -> None:
    """Write an entry as it is now."""
    with book.step(_("Change: {kind}").format(kind=_(kind_of(entry).word))) as tx:
        tx.put(entry)


def remove_entries(book: Casebook, entries: Sequence[Entry]) -> None:
    """Take entries off the timeline; undo and the trash bring them back."""
    if len(entries) == 1:
        label = _("Remove: {kind}").format(kind=_(kind_of(entries[0]).word))
    else:
        label = ngettext("Remove {n} entry", "Remove {n} entries", len(entries)).format(n=len(entries))
    with book.step(label) as tx:
        for entry in entries:
            tx.remove(entry)
