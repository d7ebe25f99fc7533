"""Verbs for what was removed."""

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.documents import Document
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _
from caregiver_app.store.database import Transaction
from caregiver_app.store.steps import Removed


def bring_back(book: Casebook, removed: Removed) -> None:
    """Put a removed record back as it was. A link to a paper that is gone stays off, named in the note."""
    with book.step(_("Bring back what was removed")) as tx:
        tx.put(_without_dead_links(tx, removed.record))


def _without_dead_links(tx: Transaction, record: Record) -> Record:
    if isinstance(record, Entry) and record.proof is not None and tx.get(Document, record.proof) is None:
        return record.amended(proof=None, proof_page=None)
    if isinstance(record, Document) and record.translation_of is not None:
        original = tx.get(Document, record.translation_of)
        return record if original is not None else record.amended(translation_of=None)
    return record
