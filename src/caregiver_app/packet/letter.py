"""A letter that asks for papers: from the family, to whoever has them, on one calm page with room to sign."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.records_guide import guide_for, kind_name
from caregiver_app.domain.person import Person
from caregiver_app.domain.vocabulary import term
from caregiver_app.i18n import _, with_commas
from caregiver_app.packet import style
from caregiver_app.packet.empty_pdf import empty_pdf
from caregiver_app.packet.flow import Block, Columns, Pen, Space, Stack
from caregiver_app.packet.letter_options import LetterOptions
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.sheets import flowed, paper_size, text_width
from caregiver_app.packet.style import BODY, SMALL, TABLE, TABLE_QUIET, TextStyle
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.text import Span, para, strong

_RIGHT: Final = TextStyle(style.TEXT, 10.5, 14, style.INK, "right")
_LOOK: Final = Look(padding=2.5, gap=10)
_LINE_ROOM: Final = 24.0
_SHARES: Final = (3, 2)


class _Line(Block):
    """A line to write on, with a word beneath that says what belongs there."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = para(word, style=SMALL)

    def height(self, width: float) -> float:
        """Return the room to write in, and that of the word."""
        return _LINE_ROOM + self._word.height(width)

    def paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the line and the word."""
        pen.rule(x, top - _LINE_ROOM, width, colour=style.LINE)
        self._word.paint(pen, x, top - _LINE_ROOM, width)


def draw_letter(person: Person, options: LetterOptions, target: Path) -> int:
    """Write the letter to `target`, the same bytes each time, and return how many pages it has."""
    style.register_fonts()
    sheet = PacketOptions(as_of=options.as_of, paper=options.paper)
    pages = flowed(_letter(person, options, explained=True), sheet)
    if len(pages) > 1:
        # Whoever keeps records knows the words of the field; a letter of one page is read.
        pages = flowed(_letter(person, options, explained=False), sheet)
    width, height = paper_size(sheet)
    canvas = empty_pdf(target, (width, height), _subject(person))
    pen = Pen(canvas, lambda _place: 0)
    for number, page in enumerate(pages, 1):
        page.paint(pen, style.BINDING, height - style.MARGIN, text_width(sheet))
        _foot(canvas, person, number, len(pages), width)
        canvas.showPage()
    canvas.save()
    return len(pages)


def _letter(person: Person, options: LetterOptions, *, explained: bool) -> Block:
    return Stack([
        _sender(person, options.as_of),
        _to(options.to),
        para(strong(_subject(person)), before=18),
        para(_what_we_ask(person), before=8),
        _papers(options, explained=explained),
        para(_how(), before=10),
        _where(person),
        para(_thanks(), before=8),
        _signatures(person),
    ])  # fmt: skip


def _sender(person: Person, as_of: date) -> Block:
    who = person.prepared_by or person.name
    lines: list[str | Span] = [
        strong(who),
        *(f"\n{text}" for text in (person.address, person.phone, person.email) if text),
    ]
    return Columns([para(*lines), para(PartialDate.of_day(as_of).in_words(), style=_RIGHT)], _SHARES)


def _to(to: str) -> Block:
    if not to:
        return Stack([_Line(_("To whom: hospital or practice, department, address"))], before=20)
    return Stack([para(_("To"), style=SMALL), para(to)], before=20)


def _subject(person: Person) -> str:
    born = person.born.in_words() if person.born else "____________"
    return _("Request for medical papers: {name}, born {date}").format(name=person.name, date=born)


def _what_we_ask(person: Person) -> str:
    if person.prepared_by:
        return _("We are putting together the medical papers of {name} and ask you for these:").format(name=person.name)
    return _("I am putting together my medical papers and ask you for these:")


def _papers(options: LetterOptions, *, explained: bool) -> Block:
    rows = [_row(document.kind, document, explained=explained) for document in options.documents]
    rows += [_row(kind, None, explained=explained) for kind in options.kinds]
    head = tuple(para(word, style=style.TABLE_HEAD) for word in (_("Paper"), _("In which form")))
    return Table((0, 190), rows, head=head, look=_LOOK, before=8)


def _row(kind: str, document: Document | None, *, explained: bool) -> Row:
    """Set one paper: its name with the clinic's word, what is known of it, and what exactly is asked for."""
    found, guide = term("document_kinds", kind), guide_for(kind)
    named = document.title if document is not None else kind_name(kind)
    title: list[str | Span] = [strong(named)]
    if document is not None and found is not None and kind != "other" and named != kind_name(kind):
        title.append(f" · {kind_name(kind)}")
    told: list[Block] = [para(*title, style=TABLE)]
    known = _known(document) if document is not None else []
    plain = _(found.plain) if explained and document is None and found is not None and kind != "other" else ""
    told += [para(text, style=TABLE_QUIET) for text in (plain, " · ".join(known)) if text]
    form = _(guide.letter) if guide is not None else _("A copy of the whole paper.")
    return Row((Stack(told), para(form, style=TABLE)))


def _known(document: Document) -> list[str]:
    date_words = _("of {date}").format(date=document.date.in_words()) if document.date else ""
    number = _("accession number {number}").format(number=document.accession) if document.accession else ""
    return [text for text in (date_words, document.origin, number) if text]


def _how() -> str:
    return _(
        "If one of them is not with you, please say who has it. "
        "If there is a form to fill in or a fee to pay, please say so before you start."
    )


def _where(person: Person) -> Block:
    address = with_commas(line.strip() for line in person.address.splitlines() if line.strip())
    ways = [text for text in (person.email, address, person.phone) if text]
    if not ways:
        return Stack([_Line(_("Where to send them: e-mail or address"))])
    return para(strong(_("Where to send them:")), " ", " · ".join(ways), before=8)


def _thanks() -> str:
    return _("Thank you for your help.")


def _signatures(person: Person) -> Block:
    """Set the line for the family, and the permission of whoever the papers are about."""
    family: Sequence[Block] = []
    if person.prepared_by:
        signed = Columns([_Line(_("Signature of {name}").format(name=person.prepared_by)), _Line(_("Date"))], _SHARES)
        family = [signed, Space(12)]
    to = person.prepared_by or _("me")
    allowed = _("I agree that the papers named in this letter are given to {name}.").format(name=to)
    return Stack(
        [
            *family,
            para(strong(_("Permission to release the papers"))),
            para(allowed, style=BODY),
            Columns([_Line(_("Signature of {name}").format(name=person.name)), _Line(_("Date"))], _SHARES),
            Space(2),
            Columns(
                [_Line(_("If somebody else signs: name, and by which right")), _Line(_("Signature"))],
                _SHARES,
            ),
        ],
        before=4 if family else 16,
        whole=True,
    )


def _foot(canvas: Any, person: Person, number: int, count: int, width: float) -> None:
    if count == 1:
        return
    look = style.STAMP
    name = style.fitted(_subject(person), look.font, look.size, width * 0.6)
    page = _("page {number} of {count}").format(number=number, count=count)
    style.draw_text(canvas, style.BINDING, style.STAMP_BASELINE, name, size=look.size, colour=look.colour)
    style.draw_text(
        canvas, width - style.MARGIN, style.STAMP_BASELINE, page, size=look.size, colour=look.colour, align="right"
    )
