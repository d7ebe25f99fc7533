"""Links that lead from a record to a document: what becomes of them where the document is gone."""

from collections.abc import Callable
from uuid import UUID

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _

Leads = Callable[[str, UUID], bool]
"""Tells whether a link, by the name of its field and the id of a document, leads somewhere."""


def without_dead_links(record: Record, leads: Leads, name_of: Callable[[UUID], str]) -> tuple[Record, list[str]]:
    """Return a record without links that lead nowhere, and the sentences its note then says instead.

    Facts never wait for a paper. `name_of` tells what a document is called that is gone.
    """
    if isinstance(record, Entry) and record.proof is not None and not leads("proof", record.proof):
        remark = _shown_by(name_of(record.proof), record.proof_page)
        return record.amended(proof=None, proof_page=None, note=noted(record.note, remark)), [remark]
    remarks = []
    if isinstance(record, Document):
        original, whole = record.translation_of, record.part_of
        if original is not None and not leads("translation_of", original):
            remarks.append(_("It was listed as a translation of {document}.").format(document=name_of(original)))
            record = record.amended(translation_of=None, note=noted(record.note, remarks[-1]))
        if whole is not None and not leads("part_of", whole):
            remarks.append(_("It came in {document}.").format(document=name_of(whole)))
            record = record.amended(part_of=None, note=noted(record.note, remarks[-1]))
    return record, remarks


def noted(note: str, remark: str) -> str:
    """Return a note with a remark behind it, once."""
    return note if remark in note else f"{note}\n{remark}".strip()


def _shown_by(document: str, page: int | None) -> str:
    if page is None:
        return _("It was shown by {document}.").format(document=document)
    return _("It was shown by {document}, page {page}.").format(document=document, page=page)
