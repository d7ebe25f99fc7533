"""The documents that go along: each with its D-number, where its file lies beside the bundle, and its fingerprint.

FHIR's own place for a fingerprint is for SHA-1; ours is SHA-256 and stands in an extension. Papers that are only wanted
are not there to be referred to. Who was asked for a paper, and to whom one was lent, stays in the family.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from caregiver_app.domain.documents.document import SETS, Document, label
from caregiver_app.domain.documents.page_work import page_count
from caregiver_app.domain.documents.records_guide import kind_name
from caregiver_app.domain.record_words import WORDS
from caregiver_app.exchange.fhir.codes import language_code
from caregiver_app.exchange.fhir.elements import (
    OURS,
    Element,
    called,
    concept,
    extension,
    filled,
    narrative,
    reference,
    true_date,
    typed,
    when,
)
from caregiver_app.exchange.fhir.known import Told, labelled, made_from
from caregiver_app.exchange.fhir.reports import IMAGING
from caregiver_app.exchange.relative_links import relative_link
from caregiver_app.i18n import _

Places = Mapping[UUID, tuple[str, ...]]
"""Where the files of documents lie beside the bundle, by the ids of the documents."""

_DICOM: Final = "http://dicom.nema.org/resources/ontology/DCM"
_UID: Final = re.compile(r"[0-2](?:\.(?:0|[1-9]\d*))+", re.ASCII)
_CODE: Final = re.compile(r"[A-Z]{2,16}", re.ASCII)
_ALWAYS_SAID: Final = (
    "covers", "language", "translator", "certified", "name_on_it", "born_on_it", "accession", "note",
)  # fmt: skip
_TYPES: Final = {
    "pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png", "tiff": "image/tiff", "webp": "image/webp",
    "gif": "image/gif", "bmp": "image/bmp", "heic": "image/heic", "avif": "image/avif", "dicom": "application/dicom",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text", "rtf": "application/rtf", "text": "text/plain",
    "eml": "message/rfc822", "zip": "application/zip", "html": "text/html", "xml": "application/xml",
    "ccda": "application/xml",
}  # fmt: skip


def document(paper: Document, told: Told, places: Places) -> Element:
    """Return one document of the inventory, whether its file is here or somebody holds it."""
    original = told.by_id.get(paper.translation_of) if paper.translation_of is not None else None
    study = [reference(made_from(paper.id, IMAGING))] if paper.format == "study" else []
    return filled({
        "resourceType": "DocumentReference",
        "id": str(paper.id),
        "text": narrative(_said(paper)),
        "identifier": [{"system": f"{OURS}document-number", "value": label(paper.number)}],
        "status": "current",
        "type": concept(kind_name(paper.kind)),
        "subject": told.patient,
        "author": [called(paper.origin)] if typed(paper.origin) else [],
        "custodian": called(paper.held_by) if paper.holding == "elsewhere" else {},
        "relatesTo": [{"code": "transforms", "target": reference(original.id, label(original.number))}]
        if original is not None
        else [],
        "description": typed(paper.title),
        "content": [{"attachment": one} for one in _attachments(paper, places.get(paper.id, ()))],
        "context": filled({"related": study}),
    })  # fmt: skip


def imaging_study(paper: Document, told: Told, places: Places) -> Element:
    """Return the examination a document of many pictures is; empty for every other document."""
    if paper.format != "study":
        return {}
    uid = [{"system": "urn:dicom:uid", "value": f"urn:oid:{paper.study_uid}"}] if _is_uid(paper.study_uid) else []
    accession = [{"type": {"text": _("Accession number")}, "value": typed(paper.accession)}]
    said = labelled(WORDS[Document].labels, paper, ("modality", "body_part"))
    return filled({
        "resourceType": "ImagingStudy",
        "id": str(made_from(paper.id, IMAGING)),
        "identifier": [*uid, *(accession if typed(paper.accession) else [])],
        "status": "available" if places.get(paper.id) else "unknown",
        "modality": [{"system": _DICOM, "code": code} for code in paper.modality.split("/") if _CODE.fullmatch(code)],
        "subject": told.patient,
        **when("started", paper.date),
        "numberOfSeries": paper.series,
        "numberOfInstances": paper.images,
        "description": typed(paper.title),
        "note": [{"text": line} for line in said],
    })  # fmt: skip


def _said(paper: Document) -> Iterator[str]:
    """Go through what FHIR has no place for."""
    is_plain = paper.date is None or true_date(paper.date) == paper.date
    words, shows = WORDS[Document].labels, WORDS[Document].shows
    shown = paper.model_copy(
        update={name: shows[name](getattr(paper, name)) for name in ("covers", "certified") if getattr(paper, name)}
    )
    yield from labelled(words, shown, _ALWAYS_SAID if is_plain else (*_ALWAYS_SAID, "date"))
    if paper.holding == "elsewhere" and not typed(paper.held_by):
        yield _("Somebody holds it; it is not here as a file.")
    pages = page_count(paper)
    if pages and paper.format not in SETS:
        yield _("{label}: {value}").format(label=_(words["pages"]), value=pages)


def _attachments(paper: Document, places: tuple[str, ...]) -> Iterator[Element]:
    """Go through the files of a document; one without a place where it has none: FHIR asks for at least one."""
    for place in places or ("",):
        is_own = paper.holding == "file" and bool(paper.fingerprint) and paper.format not in SETS and len(places) == 1
        yield filled({
            "extension": extension("sha256", paper.fingerprint) if is_own else [],
            "contentType": _TYPES.get(paper.format, "") if is_own else "",
            "language": language_code(paper.language),
            "url": relative_link(place),
            "size": paper.size if is_own else None,
            "title": typed(paper.title),
            **when("creation", paper.date),
        })  # fmt: skip


def _is_uid(text: str) -> bool:
    return bool(_UID.fullmatch(text))
