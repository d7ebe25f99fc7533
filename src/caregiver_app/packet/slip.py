"""Slips to tape on what is not a file: its number large, what it is, whose it is, and where it goes back to."""

from pathlib import Path
from typing import Any, Final

from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.records_guide import kind_name
from caregiver_app.domain.person import Person
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.empty_pdf import empty_pdf
from caregiver_app.packet.flow import Block, Pen, Space, Stack
from caregiver_app.packet.letter_options import SlipOptions
from caregiver_app.packet.style import MM, TextStyle
from caregiver_app.packet.text import para

_ACROSS: Final = 2
_DOWN: Final = 3
_EDGE: Final = 12 * MM
_INSIDE: Final = 5 * MM
_GAP: Final = 6.0
_DASH: Final = (3, 3)
_NUMBER_SIZE: Final = 26.0
_TITLE: Final = TextStyle(style.STRONG, 11, 14)
_TITLE_ROOM: Final = 70.0
_TEXT: Final = TextStyle(style.TEXT, 9.5, 12.5)
_QUIET: Final = TextStyle(style.TEXT, 9.5, 12.5, style.QUIET)


def draw_slips(person: Person, options: SlipOptions, target: Path) -> int:
    """Write the slips to `target`, six to a page, the same bytes each time, and return how many pages there are."""
    style.register_fonts()
    width, height = style.PAPERS[options.paper]
    canvas = empty_pdf(target, (width, height), _("Slips to tape on discs and slides"))
    pen = Pen(canvas, lambda _place: 0)
    slip_width, slip_height = (width - 2 * _EDGE) / _ACROSS, (height - 2 * _EDGE) / _DOWN
    per_page = _ACROSS * _DOWN
    pages = range(0, len(options.documents), per_page)
    for first in pages:
        for place, document in enumerate(options.documents[first : first + per_page]):
            x = _EDGE + place % _ACROSS * slip_width
            top = height - _EDGE - place // _ACROSS * slip_height
            _cut_line(canvas, x, top, slip_width, slip_height)
            room = slip_width - 2 * _INSIDE, slip_height - 2 * _INSIDE
            _paint(pen, person, document, x + _INSIDE, top - _INSIDE, room)
        canvas.showPage()
    canvas.save()
    return len(pages)


def _cut_line(canvas: Any, x: float, top: float, width: float, height: float) -> None:
    canvas.setStrokeColor(style.LINE)
    canvas.setLineWidth(style.HAIRLINE)
    canvas.setDash(*_DASH)
    canvas.rect(x, top - height, width, height, stroke=1, fill=0)
    canvas.setDash()


def _paint(pen: Pen, person: Person, document: Document, x: float, top: float, room: tuple[float, float]) -> None:
    """Draw one slip into a room of so much width and height: the number and what it is above, the way home below."""
    width, height = room
    style.draw_text(
        pen.canvas, x, top - _NUMBER_SIZE * 0.8, label(document.number), font=style.STRONG, size=_NUMBER_SIZE
    )
    top -= _NUMBER_SIZE
    home = _whole_or_cut(_home(person), width, height / 2)
    about = _whole_or_cut(_about(person, document, width), width, height - _NUMBER_SIZE - home.height(width) - _GAP)
    about.paint(pen, x, top, width)
    line = top + _NUMBER_SIZE - height + home.height(width)
    pen.rule(x, line + 2, width, colour=style.FAINT)
    home.paint(pen, x, line, width)


def _whole_or_cut(block: Block, width: float, room: float) -> Block:
    """Return a block, or as much of it as there is room for, ending in "…": the list of papers has it whole."""
    if block.height(width) <= room:
        return block
    first, _rest = block.split(width, room - _TEXT.leading, force=True)
    return Stack([first or Space(0), para("…", style=_TEXT)])


def _about(person: Person, document: Document, width: float) -> Block:
    born = _("born {date}").format(date=person.born.in_words()) if person.born else ""
    when = _("of {date}").format(date=document.date.in_words()) if document.date else ""
    number = _("Accession number {number}").format(number=document.accession) if document.accession else ""
    lines = (_joined(person.name, born), number, _joined(when, document.origin))
    return Stack([
        para(kind_name(document.kind), style=_QUIET),
        _whole_or_cut(para(document.title, style=_TITLE), width, _TITLE_ROOM),
        *(para(line, style=_TEXT) for line in lines if line),
    ])  # fmt: skip


def _home(person: Person) -> Block:
    """Set who it goes back to; a line to write on where nothing says how to reach them."""
    reach = [text for text in (person.address, "" if person.address else person.email) if text]
    if not (reach or person.phone):
        reach = ["_" * 40]
    lines = (_joined(person.prepared_by or person.name, person.phone), *reach)
    return Stack([para(_("Please return to"), style=style.STAMP), *(para(line, style=_TEXT) for line in lines)])


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
