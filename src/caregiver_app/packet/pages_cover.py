"""The cover: whose packet it is, the one question, what could not be included, and the contents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import label
from caregiver_app.domain.person import Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext, with_commas
from caregiver_app.packet import style
from caregiver_app.packet.attachment import Attachment, is_in, title_line, why_not_attached
from caregiver_app.packet.flow import Block, Box, Space, Stack
from caregiver_app.packet.furniture import Parts, facts, heading, joined
from caregiver_app.packet.kinds_of_paper import kind_told
from caregiver_app.packet.options import BY_CHOICE, PacketOptions
from caregiver_app.packet.ours import ours, ours_counted, together, told_list
from caregiver_app.packet.parts import Part, all_parts
from caregiver_app.packet.sheets import flowed
from caregiver_app.packet.style import COVER_TITLE, QUESTION, SMALL, TextStyle
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.text import PAGE, Span, link, para, quiet, strong

_Entry = tuple[str | Span, str]
"""A title of the contents and the place it leads to."""

_LISTED_SINGLY = 16
_AIR = (1.0, 0.6)
_SUBTITLE = TextStyle(style.TEXT, 12, 16, style.ACCENT)
_NUMBER = TextStyle(style.TEXT, 10.5, 14, style.ACCENT, "right")


def cover(
    case: CaseSnapshot,
    attachments: Sequence[Attachment],
    sections: Iterable[tuple[str, str]],
    options: PacketOptions,
    parts: Sequence[Part] = (),
) -> Block:
    """Set the cover. `sections` are the titles and places of what follows, `parts` the files it is shared out to.

    It is one page where that can be: every document stands in the contents while there are few, else they are gathered
    by kind, else the inventory alone lists them.
    """
    parted: list[_Entry] = list(sections)
    by_kind = [*parted, *_kinds(attachments)]
    tried = [[*parted, *_documents(attachments)]] if len(attachments) <= _LISTED_SINGLY else []
    for contents in (*tried, by_kind, parted):
        for air in _AIR:
            block = _Cover(case, attachments, contents, options, parts, air).block()
            if len(flowed(block, options)) == 1:
                return block
    return _Cover(case, attachments, by_kind, options, parts, _AIR[0]).block()


@dataclass(frozen=True)
class _Cover:
    """One attempt at the cover; `air` is what the room between its parts is multiplied with."""

    case: CaseSnapshot
    attachments: Sequence[Attachment]
    contents: Sequence[_Entry]
    options: PacketOptions
    parts: Sequence[Part]
    air: float

    def block(self) -> Block:
        """Set the whole cover."""
        person, options, air = self.case.person, self.options, self.air
        return Stack([
            Space(18 * air, place="cover"),
            *_what_it_is(options, self.parts),
            para(person.name, style=COVER_TITLE, before=2),
            facts(_who(person, options.as_of), before=12 * air),
            *_question(person, 18 * air),
            *_not_whole(self.case, self.attachments, options),
            *_made_otherwise(options),
            heading(_("Contents"), before=26 * air),
            _contents(self.contents),
            *all_parts(self.parts, 1),
            para(_plainly(), style=SMALL, before=18 * air),
        ])  # fmt: skip


def _what_it_is(options: PacketOptions, parts: Sequence[Part]) -> list[Block]:
    """Say what kind of packet this is, and which of several files."""
    title = ours(_("Records packet") if options.since is None else _("Addendum to the records packet"))
    if len(parts) > 1:
        title = ours(_("{title}, part {number} of {parts}"), title=title, number=1, parts=len(parts))
    blocks: list[Block] = [para(title, style=_SUBTITLE)]
    if options.since is not None:
        follows = ours(_("It follows {packet}."), packet=options.since.name)
        blocks.append(para(quiet(follows)))
    return blocks


def _made_otherwise(options: PacketOptions) -> list[Block]:
    """Say on the first page what was done to the packet on request."""
    told: list[str] = []
    if options.names_hidden:
        told.append(
            ours(_("Names are hidden: the pages made for this packet carry initials and the year of birth, in the "
                   "family’s own words too. Papers that carry the name, or may carry it, are listed and not attached."))
        )  # fmt: skip
    if options.smaller_scans:
        told.append(ours(_("Scans were made smaller to save room. The family keeps the originals as they are.")))
    return [para(words, before=6) for words in told]


def born_words(person: Person, as_of: date) -> str:
    """Write the birth date, and the age where the day is known."""
    if person.born is None:
        return ""
    if not person.born.is_exact:
        return person.born.in_words()
    day = date.fromisoformat(person.born)
    age = as_of.year - day.year - ((as_of.month, as_of.day) < (day.month, day.day))
    if age < 0:
        return person.born.in_words()
    years = ngettext("{n} year", "{n} years", age).format(n=age)
    return f"{person.born.in_words()} · {years}"


def _who(person: Person, as_of: date) -> list[tuple[str, Parts]]:
    reach = joined([text] for text in (person.phone, person.email, person.address) if text)
    pairs: list[tuple[str, Parts]] = [
        (_("Born"), [born_words(person, as_of)] if person.born else []),
        (_("Sex"), [person.sex] if person.sex else []),
        (_("Languages"), [told_list(person.languages, "languages")] if person.languages else []),
        (_("Contact"), reach),
        (_("Prepared by"), [person.prepared_by] if person.prepared_by else []),
    ]
    if person.prepared_for:
        pairs.append((_("Prepared for"), [person.prepared_for]))
    pairs.append((_("Date"), [PartialDate.of_day(as_of).in_words()]))
    return pairs


def _question(person: Person, before: float) -> list[Block]:
    asked = para(person.question, style=QUESTION) if person.question else para(
        quiet(ours(_("No question has been written down yet."))), style=QUESTION
    )  # fmt: skip
    return [Box(Stack([para(strong(ours(_("The question"))), keep=True), asked]), before=before)]


def _not_whole(case: CaseSnapshot, attachments: Sequence[Attachment], options: PacketOptions) -> list[Block]:
    """Say on the first page what is missing from the packet, and what is in it and damaged."""
    listed = "documents" in options.sections
    sentences: list[list[str | Span]] = []
    total = len(attachments)
    out = [attachment for attachment in attachments if not attachment.included]
    hurt = [attachment for attachment in attachments if attachment.included and attachment.reason]
    see: list[str | Span] = []
    if listed:
        see = [" ", link(ours(_("See page {page}."), page=PAGE), "not-whole")]
    if out:
        text = ours_counted(
            "{n} of {total} documents could not be included.", "{n} of {total} documents could not be included.",
            len(out), total=total,
        )  # fmt: skip
        sentences.append([strong(text), *_named(out, listed), *see])
    if hurt:
        text = ours_counted(
            "{n} of {total} documents is included, and part of it may be missing.",
            "{n} of {total} documents are included, and part of them may be missing.",
            len(hurt),
            total=total,
        )
        sentences.append([strong(text), *_named(hurt, listed), *see])
    chosen_out = [
        document
        for document in case.documents
        if document.holding == "file"
        and not is_in(document, options)
        and why_not_attached(document, case, options) == BY_CHOICE
    ]
    if chosen_out:
        text = ours_counted(
            "{n} more document was left out by choice.", "{n} more documents were left out by choice.", len(chosen_out)
        )
        sentences.append([text])
    return [para(*sentence, before=14 if index == 0 else 4) for index, sentence in enumerate(sentences)]


def _named(attachments: Sequence[Attachment], listed: bool) -> list[str | Span]:
    """Name up to six documents by number; all of them when no list follows in the packet."""
    shown = attachments if not listed else attachments[:6]
    text = with_commas(label(attachment.number) for attachment in shown)
    return [f" {text}{'' if len(shown) == len(attachments) else ' …'}."]


def _contents(entries: Iterable[_Entry]) -> Block:
    """Set the contents; the page stands before its title, so that no eye has to cross the sheet."""
    rows = [Row((para(link(PAGE, place), style=_NUMBER), para(title))) for title, place in entries]
    return Table((26, 0), rows, look=Look(padding=1.5, gap=14, ruled=False), before=5)


def _documents(attachments: Sequence[Attachment]) -> list[_Entry]:
    return [(quiet(title_line(attachment.document)), attachment.place) for attachment in attachments]


def _kinds(attachments: Sequence[Attachment]) -> list[_Entry]:
    """Gather many documents by kind; the inventory lists each with its page."""
    kinds: dict[str, list[Attachment]] = {}
    for attachment in attachments:
        kinds.setdefault(attachment.document.kind, []).append(attachment)
    entries: list[_Entry] = []
    for kind, members in kinds.items():
        count = ours_counted("{n} document", "{n} documents", len(members))
        entries.append((quiet(together(" · ", (kind_told(kind), count))), members[0].place))
    return entries


def _plainly() -> str:
    return ours(
        _(
            "Organised by the family from their papers. Nothing here is interpreted. "
            "The attached documents are shown as they are; the marks at the foot of each page were added."
        )
    )
