"""A packet in several files: where each part begins, what its cover says, and how the pages are shared out by size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.attachment import Attachment, title_line
from caregiver_app.packet.flow import Block, Space, Stack
from caregiver_app.packet.furniture import facts, heading
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.ours import ours
from caregiver_app.packet.sheets import Bookmark, Sheet, text_sheets
from caregiver_app.packet.style import COVER_TITLE, SMALL, TextStyle
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.text import PAGE, Span, link, para, quiet, strong

Breaks = Sequence[tuple[int, int]]
"""The D-number and page (from 0) each further part begins with."""

_SUBTITLE = TextStyle(style.TEXT, 12, 16, style.ACCENT)
_NUMBER = TextStyle(style.TEXT, 10.5, 14, style.ACCENT, "right")


@dataclass(frozen=True)
class Held:
    """The pages of one document that stand in one part: from `first` up to, not with, `after`, counted from 0."""

    attachment: Attachment
    first: int
    after: int

    @property
    def in_words(self) -> str:
        """Its number and title, and which of its pages where some are in another part."""
        named = title_line(self.attachment.document)
        count = len(self.attachment.pages)
        if self.first == 0 and self.after >= count:
            return named
        return ours(
            _("{document}, its pages {first} to {last}"),
            document=named,
            first=self.first + 1,
            last=min(self.after, count),
        )


@dataclass(frozen=True)
class Part:
    """One file of a packet: its number from 1, of how many, and the documents in it."""

    number: int
    of: int
    documents: tuple[Held, ...]

    @property
    def place(self) -> str:
        """Where links to its first page lead."""
        return f"part-{self.number}" if self.number > 1 else "cover"

    @property
    def starts_with(self) -> tuple[int, int]:
        """The D-number and page it begins with; (0, 0) where it has no document."""
        if not self.documents:
            return 0, 0
        return self.documents[0].attachment.number, self.documents[0].first


def parts_of(attachments: Sequence[Attachment], breaks: Breaks) -> tuple[Part, ...]:
    """Share documents out to parts. Without breaks there is one."""
    open_breaks = list(breaks)
    shared: list[list[Held]] = [[]]
    for attachment in attachments:
        first, count = 0, len(attachment.pages)
        while open_breaks and open_breaks[0][0] == attachment.number:
            at = open_breaks.pop(0)[1]
            if at > first:
                shared[-1].append(Held(attachment, first, at))
            shared.append([])
            first = at
        shared[-1].append(Held(attachment, first, count))
    return tuple(Part(number, len(shared), tuple(held)) for number, held in enumerate(shared, 1))


def pages_of_parts(sheets: Sequence[Sheet]) -> tuple[range, ...]:
    """Return the packet pages of each part, counted from 1."""
    starts = [1, *(page for page, sheet in enumerate(sheets, 1) if sheet.opens)]
    return tuple(map(range, starts, (*starts[1:], len(sheets) + 1)))


def part_cover(
    case: CaseSnapshot, parts: Sequence[Part], options: PacketOptions, number: int, page: int
) -> Iterator[Sheet]:
    """Yield the cover of the part that begins with a page of a document; nothing where none does."""
    part = next((one for one in parts[1:] if one.starts_with == (number, page)), None)
    if part is None:
        return
    title = ours(_("Part {number} of {parts}"), number=part.number, parts=part.of)
    sheets = text_sheets(_cover(case, part, parts, options), options, title, [Bookmark(0, title, part.place)])
    for index, sheet in enumerate(sheets):
        yield replace(sheet, opens=part.number) if index == 0 else sheet


def all_parts(parts: Sequence[Part], own: int) -> list[Block]:
    """List the parts with the packet page each begins on; nothing where there is one."""
    if len(parts) < 2:
        return []
    rows = [
        Row((
            para(link(PAGE, part.place), style=_NUMBER),
            para(*([strong(_named(part, own))] if part.number == own else [_named(part, own)]), quiet(_span(part))),
        ))
        for part in parts
    ]  # fmt: skip
    return [heading(_("The parts of this packet"), before=22), _listed(rows)]


def _named(part: Part, own: int) -> str:
    words = ours(_("Part {number} of {parts}"), number=part.number, parts=part.of)
    return ours(_("{part}, this file"), part=words) if part.number == own else words


def _span(part: Part) -> str:
    """Write which documents a part holds, by their numbers."""
    if not part.documents:
        return ""
    first, last = part.documents[0].attachment, part.documents[-1].attachment
    if first is last:
        return f" · {label(first.number)}"
    return " · " + _("{first} to {last}").format(first=label(first.number), last=label(last.number))


def _cover(case: CaseSnapshot, part: Part, parts: Sequence[Part], options: PacketOptions) -> Block:
    person = case.person
    pairs: list[tuple[str, Sequence[str | Span]]] = [
        (_("Born"), [person.born.in_words()] if person.born else []),
        (_("Date"), [PartialDate.of_day(options.as_of).in_words()]),
    ]
    if person.prepared_for:
        pairs.insert(1, (_("Prepared for"), [person.prepared_for]))
    rows = [Row((para(link(PAGE, _place(held)), style=_NUMBER), para(quiet(held.in_words)))) for held in part.documents]
    numbered = ours(
        _("The pages are numbered through all parts. Part 1 holds the summary and the list of all documents.")
    )
    return Stack([
        Space(18, place=part.place),
        para(ours(_("Records packet, part {number} of {parts}"), number=part.number, parts=part.of), style=_SUBTITLE),
        para(person.name, style=COVER_TITLE, before=2),
        facts(pairs, before=12),
        *all_parts(parts, part.number),
        heading(_("In this part"), before=22),
        _listed(rows),
        para(numbered, style=SMALL, before=18),
    ])  # fmt: skip


def _place(held: Held) -> str:
    return held.attachment.place if held.first == 0 else held.attachment.place_of(held.first + 1)


def _listed(rows: Sequence[Row]) -> Block:
    return Table((26, 0), rows, look=Look(padding=1.5, gap=14, ruled=False), before=5)
