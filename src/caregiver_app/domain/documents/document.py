"""The inventory: papers kept as files, things that are not files, and papers still wanted."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import StringConstraints
from sqlmodel import Field

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.request import Requests
from caregiver_app.domain.documents.sheets import Sheets
from caregiver_app.domain.record import Record
from caregiver_app.i18n import N_

Holding = Annotated[str, StringConstraints(pattern="^(file|elsewhere|wanted)$")]
"""A document is a file in the case, a thing somebody holds, or a paper that is wanted and not here."""

Certified = Annotated[str, StringConstraints(pattern="^(yes|no|)$")]
"""Whether a translation is certified; empty where that is not known."""

Covers = Annotated[str, StringConstraints(pattern="^([^,]+(,[^,]+)*)?$")]
"""Kinds of paper, parted by commas; empty for none."""

Fingerprint = Annotated[str, StringConstraints(pattern="^([0-9a-f]{64})?$")]
"""The SHA-256 of a file's plain bytes in hex; empty for what is not a file."""


SETS: Final = ("study", "disc")
"""Formats of what is made of many files; the fingerprint of such a document is that of the list of its files."""


class Document(Record):
    """One line of the inventory. `number` is the D-number a family writes on paper; it is never given twice.

    `covers` are further kinds of paper it holds, as a discharge summary may hold the record of chemotherapy.
    `part_of` names the document this one came in: a ZIP, an e-mail, a disc; `path_inside` says where it lay there.
    `in_inbox` says that nobody has looked yet at what it is. `name_on_it` and `born_on_it` are as written on it.
    `modality` to `images` are those of an imaging study, in the words and codes of its files.
    """

    number: int = Field(ge=1)
    title: str = Field(min_length=1)
    kind: str = "other"
    covers: Covers = ""
    date: PartialDate | None = None
    origin: str = ""
    language: str = ""
    note: str = ""
    translation_of: UUID | None = None
    in_packet: bool = True
    holding: Holding = "file"
    held_by: str = ""
    requests: Requests = Requests("")
    accession: str = ""
    lent_to: str = ""
    lent_on: PartialDate | None = None
    returned_on: PartialDate | None = None
    in_inbox: bool = False
    part_of: UUID | None = None
    path_inside: str = ""
    sheets: Sheets = Sheets("")
    translator: str = ""
    certified: Certified = ""
    name_on_it: str = ""
    born_on_it: str = ""
    modality: str = ""
    body_part: str = ""
    series: int | None = Field(default=None, ge=0)
    images: int | None = Field(default=None, ge=0)
    study_uid: str = ""
    file_name: str = ""
    fingerprint: Fingerprint = ""
    size: int = Field(default=0, ge=0)
    format: str = ""
    pages: int | None = Field(default=None, ge=0)
    trouble: str = ""
    trouble_detail: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of paper it holds, its own first."""
        return (self.kind, *(kind for kind in self.covers.split(",") if kind and kind != self.kind))

    @property
    def asked_on(self) -> PartialDate | None:
        """The day somebody was asked for it last."""
        asked = self.requests.values
        return asked[-1].on if asked else None


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
    "words_only": N_("Only its words are here, without its layout. The file itself is kept."),
    "not_all_inside": N_("Not everything inside it could be taken out."),
    "some_unreadable": N_("Some of its files cannot be read. They are kept as they are."),
}

TOLD_IN_DETAIL: Final = ("not_all_inside", "some_unreadable", "words_only")
"""Troubles whose detail names files or says what is left out; that of others is what a reader said, in its words."""

# Why a document that is well is not attached to the packet. It is listed there; nothing of it is missing.
SENT_BEFORE: Final = "sent_before"
SET_APART: Final = {
    "opened": N_("It was opened: what was inside is listed as documents of their own."),
    "images": N_("Pictures of a scan. They are kept as files and listed here."),
    "pages_elsewhere": N_("Its pages are in other documents of this list."),
    SENT_BEFORE: N_("It is in the packet that was sent before, and has not changed."),
    "names_it": N_("It carries the name, and names are hidden in this packet."),
    "not_read": N_("Nobody can tell whether it carries the name: its words were not read."),
    "other_script": N_(
        "Nobody can tell whether it carries the name: it is in a script the name is not written in here."
    ),
}


def label(number: int) -> str:
    """Write a document's number the way it is printed: D-012."""
    return f"D-{number:03}"


def fingerprints_of(document: Document) -> tuple[str, ...]:
    """Return the files a document is made of, each once: its own, then those its pages are from."""
    named = (document.fingerprint, *(sheet.fingerprint for sheet in document.sheets.values))
    return tuple(dict.fromkeys(fingerprint for fingerprint in named if fingerprint))


def opens_with_password(document: Document) -> bool:
    """Whether a document is a PDF that is locked here, so that its password would show its pages."""
    return (document.holding, document.format, document.trouble) == ("file", "pdf", "locked")


def next_number(documents: tuple[Document, ...]) -> int:
    """Return the number after the highest one in use."""
    return max((document.number for document in documents), default=0) + 1
