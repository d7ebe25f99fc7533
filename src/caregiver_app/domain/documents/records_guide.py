"""What is worth knowing about each kind of paper: whom to ask, in which form, how new. Data of `resources/guide`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from caregiver_app import bundled
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.guide.lines import Source
from caregiver_app.domain.vocabulary import term
from caregiver_app.i18n import _, in_sentences


@dataclass(frozen=True)
class RecordGuide:
    """One row of the records checklist. `kind` is an id of the vocabulary `document_kinds`, which has its words.

    `holds` says more than the plain words do. `priority` is essential, usual, if or logistics; `original` is no, copy
    or original; `translation` yes, part or no. `thing` says that it counts as here when somebody holds it. `letter` is
    what a request letter asks for. `verify` names what nobody has checked yet: "recent", "loinc".
    """

    id: str
    kind: str
    ask_whom: str
    format: str
    why: str
    priority: str
    original: str
    translation: str
    recent: str
    letter: str
    source: tuple[str, ...]
    as_of: str
    holds: str = ""
    original_note: str = ""
    translation_note: str = ""
    thing: bool = False
    loinc: tuple[str, ...] = ()
    verify: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name a clinic uses, translated."""
        return kind_name(self.kind)

    @property
    def chinese(self) -> str:
        """The Chinese name."""
        found = term("document_kinds", self.kind)
        return found.chinese if found else ""

    @property
    def what(self) -> str:
        """What it is in plain words, translated."""
        found = term("document_kinds", self.kind)
        return in_sentences(part for part in (_(found.plain) if found else "", _(self.holds)) if part)


@cache
def record_guides() -> tuple[RecordGuide, ...]:
    """Return the whole checklist in its order."""
    data = bundled.toml("guide", "records.toml")
    return tuple(_guide(row, data["letters"], data["as_of"]) for row in data["record"])


@cache
def _by_kind() -> Mapping[str, RecordGuide]:
    return {guide.kind: guide for guide in record_guides()}


def guide_for(kind: str) -> RecordGuide | None:
    """Return what is known about a kind of paper, or None for one that is not on the checklist."""
    return _by_kind().get(kind)


def kind_name(kind: str) -> str:
    """Write the name of a kind, translated; of one that no vocabulary has, its own words."""
    found = term("document_kinds", kind)
    return _(found.name) if found else kind


def is_here(document: Document, kind: str) -> bool:
    """Whether a document is the paper itself: a file of the case, or the kind of thing somebody holds."""
    guide = guide_for(kind)
    return document.holding == "file" or (document.holding == "elsewhere" and guide is not None and guide.thing)


def sources_in(data: Mapping[str, Any]) -> tuple[Source, ...]:
    """Read the `[[source]]` blocks of a data file."""
    return tuple(
        Source(row["tag"], row["title"], row.get("publisher", ""), row.get("date", "")) for row in data["source"]
    )


def _guide(row: Mapping[str, Any], letters: Mapping[str, str], as_of: str) -> RecordGuide:
    told: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    told.pop("loinc_source", None)
    return RecordGuide(**{"letter": letters[row["original"]], "as_of": as_of, **told})
