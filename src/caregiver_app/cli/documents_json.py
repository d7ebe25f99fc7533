"""The documents of a case as JSON for other programs."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from caregiver_app.casebook.documents.sets import manifest_of
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import TROUBLES, Document, label
from caregiver_app.domain.documents.page_work import page_count
from caregiver_app.domain.documents.request import Request
from caregiver_app.domain.documents.sheets import Sheet
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.store.originals import Originals


def documents_json(case: CaseSnapshot, originals: Originals) -> dict[str, Any]:
    """Return every document with all that is known of it; a study or disc with each of its files."""
    return {"person": case.person.name, "documents": rows_of(case.documents, case, originals)}


def rows_of(documents: Sequence[Document], case: CaseSnapshot, originals: Originals) -> list[dict[str, Any]]:
    """Return these documents as `documents_json` does."""
    same: dict[str, list[str]] = {}
    for document in case.documents:
        if document.fingerprint:
            same.setdefault(document.fingerprint, []).append(label(document.number))
    return [_document(document, case, originals, same.get(document.fingerprint, [])) for document in documents]


def _document(document: Document, case: CaseSnapshot, originals: Originals, same: list[str]) -> dict[str, Any]:
    told = {
        "number": label(document.number),
        "title": document.title,
        "kind": document.kind,
        "covers": [kind for kind in document.kinds if kind != document.kind],
        "date": document.date,
        "date_words": _words(document.date),
        "from": document.origin,
        "language": document.language,
        "pages": page_count(document),
        "bytes": document.size,
        "fingerprint": document.fingerprint,
        "file_name": document.file_name,
        "path_inside": document.path_inside,
        "format": document.format,
        "status": document.trouble or "ok",
        "reason": _(TROUBLES[document.trouble]) if document.trouble else "",
        "detail": document.trouble_detail,
        "same_as": [number for number in same if number != label(document.number)],
        "part_of": _number(document.part_of, case),
        "translation_of": _number(document.translation_of, case),
        "translator": document.translator,
        "certified": document.certified or None,
        "name_on_it": document.name_on_it,
        "born_on_it": document.born_on_it,
        "holding": document.holding,
        "held_by": document.held_by,
        "accession": document.accession,
        "lent_to": document.lent_to,
        "lent_on": document.lent_on,
        "returned_on": document.returned_on,
        "asked": [asked_json(request) for request in document.requests.values],
        "in_inbox": document.in_inbox,
        "in_packet": document.in_packet,
        "page_work": [sheet_json(sheet) for sheet in document.sheets.values],
        "note": document.note,
        "id": str(document.id),
    }
    return told | _imaging(document) | _files(document, originals)


def _imaging(document: Document) -> dict[str, Any]:
    if document.format != "study":
        return {}
    return {
        "modality": document.modality,
        "body_part": document.body_part,
        "series": document.series,
        "images": document.images,
        "study_uid": document.study_uid,
    }


def _files(document: Document, originals: Originals) -> dict[str, Any]:
    """Tell the files of a study or disc, by where they lay."""
    manifest = manifest_of(document, originals)
    if manifest is None:
        return {}
    rows = [
        {"path": file.path, "bytes": file.size, "fingerprint": file.fingerprint, "status": file.trouble or "ok"}
        for file in manifest.files
    ]
    return {"files_kept": manifest.kept, "files": rows}


def _number(document_id: UUID | None, case: CaseSnapshot) -> str | None:
    found = case.document(document_id)
    return label(found.number) if found is not None else None


def asked_json(request: Request) -> dict[str, Any]:
    """Return one time of asking."""
    return {
        "whom": request.whom,
        "how": request.how,
        "on": request.on,
        "due": request.due,
        "remind_on": request.remind_on,
        "answer": request.answer,
        "note": request.note,
    }


def sheet_json(sheet: Sheet) -> dict[str, Any]:
    """Return one page of a document: which page of which file, and what is done with it. Sides are fractions."""
    return {
        "fingerprint": sheet.fingerprint,
        "page": sheet.page,
        "turn": 90 * sheet.turn,
        "straighten": sheet.straighten,
        "crop": sheet.crop,
        "black": list(sheet.black),
    }


def _words(when: PartialDate | None) -> str:
    return when.in_words() if when is not None else ""
