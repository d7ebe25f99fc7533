"""One line of the table of papers: the document and what the rest of the case says about it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from caregiver_app.casebook.documents.finding import Found, Hit
from caregiver_app.domain.dates import sort_key
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.imaging import series_in_words
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext
from caregiver_app.packet.attachment import set_apart
from caregiver_app.packet.kinds_of_paper import kind_order, kind_word
from caregiver_app.ui.documents.states import IN_PACKET, LEFT_OUT, NEEDS_A_LOOK, STATES, State, state_of
from caregiver_app.ui.record_table import Column


@dataclass(frozen=True)
class PaperRow:
    """Hold a document, and what the others say of it.

    `original` is the number of the document it translates, `whole` that of the one it came in, 0 for none. It holds
    `parts` others and proves so many facts. `snippet` is the place that was searched for, on this page of it, and
    `marks` are the ranges of it that were asked for.
    """

    document: Document
    original: int = 0
    proves: int = 0
    whole: int = 0
    parts: int = 0
    snippet: str = ""
    page: int = 0
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def id(self) -> UUID:
        """The document's id."""
        return self.document.id

    @property
    def number(self) -> str:
        """Its number as it is printed."""
        return label(self.document.number)

    @property
    def state(self) -> State:
        """Where it stands."""
        return state_of(self.document)

    @property
    def pages(self) -> str:
        """How many pages it has, in words; nothing where that is not known."""
        return _in_pages(self.document.pages) if self.document.pages is not None else ""

    @property
    def about(self) -> str:
        """Kind, sender and language in one line; of a scan, how many pictures it is; and what it came in.

        Of what was found by a word on its pages, the words around it.
        """
        document = self.document
        if self.snippet:
            return _("page {page}: {words}").format(page=self.page, words=self.snippet) if self.page else self.snippet
        came_in = _("came in {document}").format(document=label(self.whole)) if self.whole else ""
        parts = [kind_word(document.kind), document.origin, document.language, came_in]
        if document.format == "study":
            parts = [came_in, series_in_words(document.series, document.images), document.origin]
        if self.parts:
            parts.append(ngettext("{n} document in it", "{n} documents in it", self.parts).format(n=self.parts))
        if self.original:
            parts.append(_("translation of {document}").format(document=label(self.original)))
        return " · ".join(part for part in parts if part)

    @property
    def about_marks(self) -> tuple[tuple[int, int], ...]:
        """The ranges of that line that were asked for."""
        before = self.about.rfind(self.snippet)
        return tuple((before + start, before + end) for start, end in self.marks)

    @property
    def proof(self) -> str:
        """How much of the timeline points to it, in words."""
        if not self.proves:
            return ""
        return ngettext("proof of {n} fact", "proof of {n} facts", self.proves).format(n=self.proves)

    def holds(self, words: Sequence[str]) -> bool:
        """Whether every one of some case-folded words stands somewhere in it."""
        document = self.document
        texts = (
            self.number, document.title, self.about, document.note, document.file_name, document.held_by,
            document.date.in_words() if document.date else "", document.date or "", self.state.in_full,
        )  # fmt: skip
        whole = "\n".join(texts).casefold()
        return all(word in whole for word in words)


def rows_of(case: CaseSnapshot) -> tuple[PaperRow, ...]:
    """Return a row for every document of a case, by number."""
    proves = Counter(entry.proof for entry in case.entries if entry.proof is not None)
    parts = Counter(document.part_of for document in case.documents if document.part_of is not None)
    numbers: dict[UUID | None, int] = {document.id: document.number for document in case.documents}
    return tuple(
        PaperRow(
            document,
            original=numbers.get(document.translation_of, 0),
            proves=proves[document.id],
            whole=numbers.get(document.part_of, 0),
            parts=parts[document.id],
        )
        for document in case.documents
    )


def found_rows(rows: Sequence[PaperRow], found: Found, typed: str) -> tuple[PaperRow, ...]:
    """Return the rows of what was found, the best first, and after them those whose own line holds what was typed."""
    by_id = {row.id: row for row in rows}
    hits = [_found_row(by_id[hit.document.id], hit) for hit in found.hits]
    there = {row.id for row in hits}
    words = typed.casefold().split()
    return (*hits, *(row for row in rows if row.id not in there and row.holds(words)))


def _found_row(row: PaperRow, hit: Hit) -> PaperRow:
    """Return a row with the words around a hit on a page, from just before it, as a line in a list has little room.

    What is written about a document stands in its line already.
    """
    if not hit.page:
        return row
    first = hit.marks[0][0] if hit.marks else 0
    start = hit.snippet.rfind(" ", 0, max(first - _BEFORE, 0)) + 1 if first > _BEFORE else 0
    lead = "… " if start else ""
    marks = tuple((begin - start + len(lead), end - start + len(lead)) for begin, end in hit.marks)
    return replace(row, snippet=f"{lead}{hit.snippet[start:]}", page=hit.page, marks=marks)


def counted(rows: Sequence[PaperRow]) -> str:
    """Say in one line how many papers there are and how many need a look."""
    files = [row for row in rows if row.document.holding == "file"]
    parts = [ngettext("{n} document", "{n} documents", len(files)).format(n=len(files))]
    chosen = sum(row.document.in_packet and not set_apart(row.document) for row in files)
    parts.append(_("{n} for the packet").format(n=chosen))
    looks = sum(row.state.key == "look" for row in rows)
    if looks:
        parts.append(ngettext("{n} needs a look", "{n} need a look", looks).format(n=looks))
    away = len(rows) - len(files)
    if away:
        parts.append(_("{n} not here").format(n=away))
    return " · ".join(parts)


_BEFORE: Final = 10
NUMBER, DATE, PAPER, STATE = range(4)
_STATE_ORDER: Final = tuple(STATES)
_SIGN: Final = 26


def columns() -> tuple[Column[PaperRow], ...]:
    """Describe the table of papers."""
    return (
        Column(
            _("No."),
            lambda row: row.number,
            sort_key=lambda row: row.document.number,
            tooltip=lambda row: f"{row.number}\n{row.pages}".strip(),
            fits=(label(888), _in_pages(28)),
        ),
        Column(_("Date"), _date, sort_key=lambda row: sort_key(row.document.date), fits=("2023-08-28",)),
        Column(
            _("Document"),
            lambda row: row.document.title,
            sort_key=lambda row: (kind_order(row.document.kind), row.document.title.casefold()),
            tooltip=lambda row: f"{row.document.title}\n{row.about}",
        ),
        Column(
            _("State"),
            lambda row: row.state.in_full,
            sort_key=lambda row: (_STATE_ORDER.index(row.state.key), row.state.in_full),
            tooltip=lambda row: f"{row.state.in_full}\n{row.proof}".strip(),
            fits=tuple(_(words) for key, words in STATES.items() if key in (IN_PACKET, LEFT_OUT, NEEDS_A_LOOK)),
            sign=_SIGN,
        ),
    )


def _in_pages(n: int) -> str:
    return ngettext("{n} page", "{n} pages", n).format(n=n)


def _date(row: PaperRow) -> str:
    return row.document.date.in_table() if row.document.date else "–"
