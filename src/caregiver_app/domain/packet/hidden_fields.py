"""Which fields of which records are the family's words, and which are ids and codes that no name stands in."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, Final, get_type_hints

from caregiver_app.domain.appointments.records import Bring
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.request import Request
from caregiver_app.domain.documents.sheets import Sheets
from caregiver_app.domain.documents.wanted import NotNeeded, Recipient, Want
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.journey.records import Instruction, StagePaper, StageState, Task
from caregiver_app.domain.packed import Packed
from caregiver_app.domain.packet.records import PacketSet, SentPacket
from caregiver_app.domain.person import Person
from caregiver_app.domain.questions.records import Answer, Question, Visit
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.domain.vocabulary import term
from caregiver_app.domain.worksheet.frame import choice_called
from caregiver_app.domain.worksheet.records import Opinion, Option, Programme, Said, Worksheet

_IDS: Final[Mapping[type[Any], frozenset[str]]] = {
    Person: frozenset({"recipient"}),
    Document: frozenset({"format", "trouble", "study_uid"}),
    Recipient: frozenset({"based_on"}),
    Wording: frozenset({"guide", "guide_text"}),  # the guide's own words
    StageState: frozenset({"stage"}),
    StagePaper: frozenset({"stage", "guide"}),
    Task: frozenset({"stage", "guide"}),
    Instruction: frozenset({"topic"}),
    Question: frozenset({"guide", "topic", "audience", "stage"}),
    Worksheet: frozenset({"closed"}),
    PacketSet: frozenset({"choices"}),
    SentPacket: frozenset({"choices", "files", "documents", "how", "version"}),
    Request: frozenset({"how", "answer"}),
    Want: frozenset({"need", "translation"}),
    Said: frozenset({"row"}),
    Answer: frozenset({"programme", "appointment"}),
    Visit: frozenset({"appointment"}),
    Bring: frozenset({"guide", "document"}),
}
_IDS_OR_WORDS: Final[Mapping[type[Any], frozenset[str]]] = {
    Document: frozenset({"kind", "covers"}),
    NotNeeded: frozenset({"kind"}),
    Want: frozenset({"kind"}),
    Option: frozenset({"kind"}),
    Programme: frozenset({"route"}),
    Opinion: frozenset({"reason", "about"}),
    Worksheet: frozenset({"goal", "exploring", "question_kind", "role"}),
}
_LISTS: Final = ("option_kind", "role", "goal", "question_kind", "reason", "route")
_FILE_NAMES: Final = frozenset({"file_name", "path_inside"})
_OF_EVERY_ENTRY: Final = frozenset(Entry.model_fields)


@dataclass(frozen=True)
class WordyField:
    """A field that may name somebody.

    `packed` says that it is a list of small values with words of their own, `or_id` that an id may stand in it,
    `file_name` that it names a file, and `or_term` that a term of the field may stand there alone: Rai, as a way to
    stage.
    """

    name: str
    packed: bool = False
    or_id: bool = False
    file_name: bool = False
    or_term: bool = False

    def is_id(self, value: str) -> bool:
        """Whether a value of it is ids with commas between, of kinds of papers or of choices of the guide."""
        return self.or_id and all(map(_is_known, value.split(",")))


@cache
def wordy_fields(kind: type[Any]) -> tuple[WordyField, ...]:
    """Return the fields of a kind of record, or of the values of a packed list, that may name somebody."""
    ids = _IDS.get(kind, frozenset())
    found = (_wordy(kind, name, held) for name, held in _types_of(kind).items() if name not in ids)
    return tuple(one for one in found if one is not None)


def _types_of(kind: type[Any]) -> dict[str, Any]:
    """Return the type of each field by its name, without those that allow a few codes only."""
    if is_dataclass(kind):
        return get_type_hints(kind)
    types: dict[str, Any] = {}
    for name, info in kind.model_fields.items():
        has_form = any(getattr(one, "pattern", None) for one in info.metadata)
        if not has_form or name in _IDS_OR_WORDS.get(kind, ()):
            types[name] = info.annotation
    return types


def _wordy(kind: type[Any], name: str, held: Any) -> WordyField | None:
    """Return how words stand in a field; None where none do, as in dates and numbers."""
    if isinstance(held, type) and issubclass(held, Packed):
        return None if held is Sheets else WordyField(name, packed=True)
    if held is not str:
        return None
    return WordyField(
        name,
        or_id=name in _IDS_OR_WORDS.get(kind, ()),
        file_name=name in _FILE_NAMES,
        or_term=issubclass(kind, Entry) and name not in _OF_EVERY_ENTRY,
    )


@cache
def _is_known(value: str) -> bool:
    """Whether a value is the id of a kind of paper or of a choice of the guide."""
    return term("document_kinds", value) is not None or any(choice_called(name, value) for name in _LISTS)
