"""Hold a case against a list of wanted papers: what is here, asked for, not asked, or does not apply. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.asking import Asked, asked_for
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.freshness import Freshness, freshness
from caregiver_app.domain.documents.page_work import pages_of
from caregiver_app.domain.documents.recipients import Receiver, receiver_called
from caregiver_app.domain.documents.records_guide import guide_for, is_here, kind_name
from caregiver_app.domain.documents.translations import Translated, pairs, translated
from caregiver_app.domain.documents.wanted import NotNeeded, Want
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Allergy, Medicine, Relapse, Response
from caregiver_app.i18n import N_, _, ngettext

STATUSES: Final = {
    "have": N_("Here"),
    "asked": N_("Asked for"),
    "not_asked": N_("Not yet asked"),
    "not_needed": N_("Does not apply"),
}
# What the packet itself writes once the family has entered what it needs.
_WRITTEN: Final[Mapping[str, Callable[[CaseSnapshot], object]]] = {
    "clinical-question": lambda case: case.person.question.strip(),
    "case-summary": lambda case: case.entries,
    "response-record": lambda case: case.entries_of(Response) or case.entries_of(Relapse),
    "medication-list": lambda case: case.entries_of(Medicine),
    "allergies": lambda case: case.entries_of(Allergy),
}


@dataclass(frozen=True)
class GapRow:
    """One kind of paper a list names, and all that is known of it; `status` is a key of `STATUSES`.

    `documents` are the papers themselves, `wanted` those listed as still wanted, `elsewhere` those somebody holds that
    do not count as here, `halves` translations of the papers that are here. `in_packet` says that the packet itself
    writes it from what was entered, `marked` that somebody wrote that it does not apply; `why` is the reason of that,
    or why this centre does not want it.
    """

    want: Want
    status: str
    documents: tuple[Document, ...]
    wanted: tuple[Document, ...]
    elsewhere: tuple[Document, ...]
    halves: tuple[Document, ...]
    asked: tuple[Asked, ...]
    freshness: Freshness
    translations: tuple[Translated, ...]
    in_packet: bool
    marked: bool
    why: str

    @property
    def kind(self) -> str:
        """The kind of paper."""
        return self.want.kind

    @property
    def name(self) -> str:
        """The name of the kind."""
        return kind_name(self.want.kind)

    @property
    def whom_to_ask(self) -> str:
        """Who usually has it; nothing for a kind that is not on the checklist."""
        guide = guide_for(self.want.kind)
        return _(guide.ask_whom) if guide else ""

    @property
    def counts(self) -> bool:
        """Whether it is one of the papers that are counted: needed, or wanted where it applies and it does."""
        if self.status == "not_needed":
            return False
        return self.want.need == "needed" or self.status != "not_asked" or bool(self.wanted)


@dataclass(frozen=True)
class GapCounts:
    """How many kinds of paper there are of each status among the `total` that count.

    `only_if` are wanted where they apply and nothing is known of them; `not_needed` do not apply to this person.
    """

    total: int
    here: int
    asked: int
    not_asked: int
    not_needed: int
    only_if: int

    def in_words(self) -> str:
        """Write them in one line: "11 of 16 here · 3 asked for · 2 not yet asked"."""
        parts = [_("{n} of {total} here").format(n=self.here, total=self.total)]
        if self.asked:
            parts.append(ngettext("{n} asked for", "{n} asked for", self.asked).format(n=self.asked))
        if self.not_asked:
            parts.append(ngettext("{n} not yet asked", "{n} not yet asked", self.not_asked).format(n=self.not_asked))
        return " · ".join(parts)


@dataclass(frozen=True)
class GapList:
    """A case held against one list on one day. `others` are papers of kinds the list does not name."""

    receiver: Receiver
    today: date
    rows: tuple[GapRow, ...]
    others: tuple[Document, ...]

    @cached_property
    def counts(self) -> GapCounts:
        """How many kinds are here, asked for and not yet asked."""
        counted = [row.status for row in self.rows if row.counts]
        return GapCounts(
            total=len(counted),
            here=counted.count("have"),
            asked=counted.count("asked"),
            not_asked=counted.count("not_asked"),
            not_needed=sum(1 for row in self.rows if row.status == "not_needed" and row.want.need != "not"),
            only_if=sum(1 for row in self.rows if row.status == "not_asked" and not row.counts),
        )


def gaps(case: CaseSnapshot, recipient_id: str, today: date) -> GapList:
    """Hold a case against a list, found by its id or name; an empty id is the one the family chose.

    Raises RecipientUnknown, which names the lists there are.
    """
    receiver = receiver_called(case, recipient_id)
    look = _Look(case, receiver, today)
    rows = tuple(look.row(want) for want in receiver.wants)
    named = {want.kind for want in receiver.wants}
    others = tuple(document for document in look.documents if not named.intersection(document.kinds))
    return GapList(receiver, today, rows, others)


class _Look:
    """One look at a case: its papers by kind, read once."""

    def __init__(self, case: CaseSnapshot, receiver: Receiver, today: date) -> None:
        self._case = case
        self._receiver = receiver
        self._today = today
        self.documents = tuple(document for document in case.documents if not _was_taken_apart(document, case))
        self._translations = pairs(self.documents)
        self._not_needed: Mapping[str, NotNeeded] = {one.kind: one for one in case.not_needed}
        self._by_kind: dict[str, list[Document]] = {}
        for document in self.documents:
            for kind in document.kinds:
                self._by_kind.setdefault(kind, []).append(document)

    def row(self, want: Want) -> GapRow:
        """Say all that is known of one kind."""
        named = self._by_kind.get(want.kind, ())
        halves = tuple(document for document in named if self._is_second_half(document, want))
        set_apart = {document.id for document in halves}
        ours = [document for document in named if document.id not in set_apart]
        here = tuple(document for document in ours if is_here(document, want.kind))
        wanted = tuple(document for document in ours if document.holding == "wanted")
        elsewhere = tuple(
            document for document in ours if document.holding == "elsewhere" and not is_here(document, want.kind)
        )
        translations = translated(want, here, self._translations, self._receiver.language)
        to_come = {document.id: document for document in halves}
        to_come |= {one.translation.id: one.translation for one in translations if one.translation is not None}
        asked = self._asked(ours)
        in_packet = want.kind in _WRITTEN and bool(_WRITTEN[want.kind](self._case))
        spared = self._not_needed.get(want.kind)
        return GapRow(
            want=want,
            status=_status(want, bool(here) or in_packet, spared, asked),
            documents=here,
            wanted=wanted,
            elsewhere=elsewhere,
            halves=halves,
            asked=(*asked, *self._asked(to_come.values())),
            freshness=freshness(want, here, self._date_of, self._today, own=self._receiver.own),
            translations=translations,
            in_packet=in_packet,
            marked=spared is not None,
            why=spared.why if spared else want.words if want.need == "not" else "",
        )

    def _asked(self, documents: Iterable[Document]) -> tuple[Asked, ...]:
        awaited = (document for document in documents if document.holding != "file" and document.requests)
        return tuple(asked for document in awaited for asked in asked_for(document, self._today))

    def _is_second_half(self, document: Document, want: Want) -> bool:
        """Whether it is the translation of a paper of this kind that is here itself."""
        original = self._case.document(document.translation_of)
        if original is None or original.translation_of is not None:
            return False
        return want.kind in original.kinds and is_here(original, want.kind)

    def _date_of(self, document: Document) -> PartialDate | None:
        """Return the date of what a paper says: a translation is as old as its original."""
        original = self._case.document(document.translation_of)
        return original.date if original is not None and original.date is not None else document.date


def _was_taken_apart(document: Document, case: CaseSnapshot) -> bool:
    """Whether what is in a document stands in the list by itself: the members of a ZIP, the parts of a stack."""
    if document.trouble == "opened":
        return True
    pages = () if document.in_packet else pages_of(document)
    homes = (case.page_homes.get((sheet.fingerprint, sheet.page), ()) for sheet in pages)
    # Of two papers of the same pages only the earlier gives way, else neither would be told.
    return bool(pages) and all(any(home.number > document.number for home in found) for found in homes)


def _status(want: Want, here: bool, spared: NotNeeded | None, asked: Sequence[Asked]) -> str:
    if want.need == "not":
        return "not_needed"
    if here:
        return "have"
    if spared is not None:
        return "not_needed"
    return "asked" if asked else "not_asked"
