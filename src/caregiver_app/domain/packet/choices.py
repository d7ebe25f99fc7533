"""What a family chooses for a packet, apart from what the case says: kept with a name, and with every packet sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packed import Packed
from caregiver_app.i18n import N_

SECTIONS: Final = ("summary", "timeline", "details", "proofs", "documents", "questions", "attached")
"""The sections that can be left out, in the order they are printed. The cover is always there."""

SECTION_WORDS: Final[Mapping[str, str]] = {
    "summary": N_("Case summary"),
    "timeline": N_("Treatment timeline"),
    "details": N_("Details"),
    "proofs": N_("Where each fact comes from"),
    "documents": N_("List of documents"),
    "questions": N_("Questions for you"),
    "attached": N_("The documents"),
}

PAPERS: Final[Mapping[str, str]] = {"a4": N_("A4"), "letter": N_("Letter")}
LANGUAGES: Final[Mapping[str, str]] = {"en": N_("English"), "en-zh": N_("English with Chinese"), "zh": N_("Chinese")}


@dataclass(frozen=True)
class PacketChoices:
    """One set of choices. Documents stand in it by their D-numbers, which are never given twice.

    `order` is the order somebody put documents into by hand; those it does not name follow the paper they stand behind
    in the inventory. `put_in` and `left_out` say of single documents what differs from their own tick. `most_mb` is how
    large each file may be in megabytes (10^6 bytes), 0 for no limit. `recipient` is the id of a list of wanted papers.
    """

    recipient: str = ""
    sections: tuple[str, ...] = SECTIONS
    dividers: bool = True
    paper: str = "a4"
    language: str = "en"
    hide_names: bool = False
    order: tuple[int, ...] = ()
    put_in: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    most_mb: int = 0
    smaller_scans: bool = False
    as_zip: bool = False
    imaging: bool = False

    def has(self, document: Document) -> bool:
        """Whether a document is ticked: by these choices, else by its own tick."""
        if document.number in self.put_in:
            return True
        return document.in_packet and document.number not in self.left_out


class Chosen(Packed[PacketChoices]):
    """One set of choices as a text. The empty text stands for what is usual."""

    __slots__ = ()

    @classmethod
    def holding(cls, choices: PacketChoices) -> Self:
        """Pack one set of choices; usual ones are the empty text."""
        return cls.of([choices] if choices != PacketChoices() else [])

    @property
    def choices(self) -> PacketChoices:
        """The choices."""
        return self.values[0] if self else PacketChoices()


def arranged(documents: Sequence[Document], order: Iterable[int]) -> tuple[Document, ...]:
    """Put documents into an order made by hand; each that it does not name stays behind the one it stood behind."""
    by_number = {document.number: document for document in documents}
    placed = [number for number in dict.fromkeys(order) if number in by_number]
    named, anchor = frozenset(placed), 0
    behind: dict[int, list[Document]] = {}
    for document in documents:
        if document.number in named:
            anchor = document.number
        else:
            behind.setdefault(anchor, []).append(document)
    first = tuple(behind.get(0, ()))
    return first + tuple(one for number in placed for one in (by_number[number], *behind.get(number, ())))


def moved(numbers: Sequence[int], moving: Iterable[int], to: int) -> tuple[int, ...]:
    """Return the order with some numbers taken out and put together before the place `to` of the old order."""
    taken = set(moving)
    before = [number for number in numbers[:to] if number not in taken]
    after = [number for number in numbers[to:] if number not in taken]
    return (*before, *(number for number in numbers if number in taken), *after)
