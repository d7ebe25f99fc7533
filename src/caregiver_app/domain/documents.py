"""The inventory: papers kept as files, things that are not files, and papers still wanted."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import StringConstraints
from sqlmodel import Field

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.record import Record
from caregiver_app.i18n import N_

Holding = Annotated[str, StringConstraints(pattern="^(file|elsewhere|wanted)$")]
"""A document is a file in the case, a thing somebody holds, or a paper that is wanted and not here."""

Fingerprint = Annotated[str, StringConstraints(pattern="^([0-9a-f]{64})?$")]
"""The SHA-256 of a file's plain bytes in hex; empty for what is not a file."""


class Document(Record):
    """One line of the inventory. `number` is the D-number a family writes on paper; it is never given twice."""

    number: int = Field(ge=1)
    title: str = Field(min_length=1)
    kind: str = "other"
    date: PartialDate | None = None
    origin: str = ""
    language: str = ""
    note: str = ""
    translation_of: UUID | None = None
    in_packet: bool = True
    holding: Holding = "file"
    held_by: str = ""
    asked_on: PartialDate | None = None
    file_name: str = ""
    fingerprint: Fingerprint = ""
    size: int = Field(default=0, ge=0)
    format: str = ""
    pages: int | None = Field(default=None, ge=0)
    trouble: str = ""
    trouble_detail: str = ""


# Why a file is not in the packet whole. The words are whole sentences: they stand on paper and on screen.
TROUBLES: Final = {
    "locked": N_("The file is locked with a password."),
    "damaged": N_("The file is damaged and cannot be opened."),
    "empty": N_("The file has no pages or no content."),
    "unsupported": N_("This kind of file cannot be put on paper yet."),
    "too_large": N_("The picture is too large to open safely."),
    "too_slow": N_("Reading the file took too long and was stopped."),
    "crashed": N_("Reading the file made the reader stop."),
    "missing": N_("The file is missing from the case folder."),
    "changed": N_("The file in the case folder is not the one that was added."),
    "pages_missing": N_("The file is damaged: it opens, and some of its pages or content may be missing."),
    "page_unreadable": N_("One or more of its pages cannot be read."),
    "more_inside": N_(
        "It holds more than its pages: files attached inside it, or a form that changes. Only its pages are here."
    ),
}


def label(number: int) -> str:
    """Write a document's number the way it is printed: D-012."""
    return f"D-{number:03}"


def next_number(documents: tuple[Document, ...]) -> int:
    """Return the number after the highest one in use."""
    return max((document.number for document in documents), default=0) + 1
