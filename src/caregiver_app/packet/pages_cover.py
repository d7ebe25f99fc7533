"""The cover: whose packet it is, the one question, what could not be included, and the contents."""

from collections.abc import Iterable, Sequence
from datetime import date

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import label
from caregiver_app.domain.person import Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext
from caregiver_app.packet import style
from caregiver_app.packet.attachment import BY_CHOICE, Attachment, title_line, why_not_attached
from caregiver_app.packet.flow import Block, Box, Space, Stack
from caregiver_app.packet.furniture import Parts, facts, heading, joined
from caregiver_app.packet.kinds_of_paper import kind_word
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.sheets import flowed
from caregiver_app.packet.style import COVER_TITLE, QUESTION, SMALL, TextStyle
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.text import PAGE, Span, link, para, quiet, strong

_Entry = tuple[str | Span, str]
"""A title of the contents and the place it leads to."""

_LISTED_SINGLY = 16
_SUBTITLE = TextStyle(style.TEXT, 12, 16, style.ACCENT)
_NUMBER = TextStyle(style.TEXT, 10.5, 14, style.ACCENT, "right")


def cover(
    case: CaseSnapshot,
    attachments: Sequence[Attachment],
    sections: Iterable[tuple[str, str]],
    options: PacketOptions,
) -> Block:
    """Set the cover. `sections` are the titles and places of the parts that follow.

    Every document stands in the contents while there are few and the page holds them; else they are gathered.
    """
    sections = tuple(sections)
    if len(attachments) <= _LISTED_SINGLY:
        singly = _cover(case, attachments, [*sections, *_documents(attachments)], options)
        if len(flowed(singly, options)) == 1:
            return singly
    return _cover(case, attachments, [*sections, *_kinds(attachments)], options)


def _cover(
    case: CaseSnapshot, attachments: Sequence[Attachment], contents: Iterable[_Entry], options: PacketOptions
) -> Block:
    person = case.person
    blocks: list[Block] = [
        Space(18, place="cover"),
        para(_("Records packet"), style=_SUBTITLE),
        para(person.name, style=COVER_TITLE, before=2),
        facts(_who(person, options.as_of), before=12),
        *_question(person),
        *_not_whole(case, attachments, listed="documents" in options.sections),
        heading(_("Contents"), before=26),
        _contents(contents),
        para(_plainly(), style=SMALL, before=18),
    ]
    return Stack(blocks)


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
        (_("Languages"), [person.languages] if person.languages else []),
        (_("Contact"), reach),
        (_("Prepared by"), [person.prepared_by] if person.prepared_by else []),
    ]
    if person.prepared_for:
        pairs.append((_("Prepared for"), [person.prepared_for]))
    pairs.append((_("Date"), [PartialDate.of_day(as_of).in_words()]))
    return pairs


def _question(person: Person) -> list[Block]:
    asked = para(person.question, style=QUESTION) if person.question else para(
        quiet(_("No question has been written down yet.")), style=QUESTION
    )  # fmt: skip
    return [Box(Stack([para(strong(_("The question")), keep=True), asked]), before=18)]


def _not_whole(case: CaseSnapshot, attachments: Sequence[Attachment], *, listed: bool) -> list[Block]:
    """Say on the first page what is missing from the packet, and what is in it and damaged."""
    sentences: list[list[str | Span]] = []
    total = len(attachments)
    out = [attachment for attachment in attachments if not attachment.included]
    hurt = [attachment for attachment in attachments if attachment.included and attachment.reason]
    see: list[str | Span] = []
    if listed:
        see = [" ", link(_("See page {page}.").format(page=PAGE), "not-whole")]
    if out:
        text = ngettext(
            "{n} of {total} documents could not be included.", "{n} of {total} documents could not be included.",
            len(out),
        ).format(n=len(out), total=total)  # fmt: skip
        sentences.append([strong(text), *_named(out, listed), *see])
    if hurt:
        text = ngettext(
            "{n} of {total} documents is included, and part of it may be missing.",
            "{n} of {total} documents are included, and part of them may be missing.",
            len(hurt),
        ).format(n=len(hurt), total=total)
        sentences.append([strong(text), *_named(hurt, listed), *see])
    chosen_out = [
        document
        for document in case.documents
        if document.holding == "file" and not document.in_packet and why_not_attached(document, case) == BY_CHOICE
    ]
    if chosen_out:
        text = ngettext(
            "{n} more document was left out by choice.", "{n} more documents were left out by choice.", len(chosen_out)
        ).format(n=len(chosen_out))
        sentences.append([text])
    return [para(*sentence, before=14 if index == 0 else 4) for index, sentence in enumerate(sentences)]


def _named(attachments: Sequence[Attachment], listed: bool) -> list[str | Span]:
    """Name up to six documents by number; all of them when no list follows in the packet."""
    shown = attachments if not listed else attachments[:6]
    text = ", ".join(label(attachment.number) for attachment in shown)
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
        count = ngettext("{n} document", "{n} documents", len(members)).format(n=len(members))
        entries.append((quiet(f"{kind_word(kind)} · {count}"), members[0].place))
    return entries


def _plainly() -> str:
    return _(
        "Organised by the family from their papers. Nothing here is interpreted. "
        "The attached documents are shown as they are; the marks at the foot of each page were added."
    )
