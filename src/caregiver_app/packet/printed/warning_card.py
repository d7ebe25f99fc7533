"""The warning card: two to a page to cut out and fold, one to carry and one for the fridge."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.records import Round
from caregiver_app.domain.journey.words import topic_name
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, as_sentence, in_sentences, labelled, with_semicolons
from caregiver_app.packet import style
from caregiver_app.packet.flow import EPSILON, Block, Pen, Stack
from caregiver_app.packet.printed.chosen import chosen_round
from caregiver_app.packet.printed.days import day_count
from caregiver_app.packet.printed.furniture import Rules, beside, head
from caregiver_app.packet.printed.options import SheetOptions
from caregiver_app.packet.printed.paper import write_pages, write_sheet
from caregiver_app.packet.printed.told import Told, published, symptom_note
from caregiver_app.packet.style import MM, TextStyle
from caregiver_app.packet.text import para, slanted, strong

_TOP: Final = 12 * MM
_FOOT: Final = 15 * MM
_INSIDE: Final = 4.5 * MM
_CAPTION: Final = 14.0
_DASH: Final = (3, 3)
_FOLD: Final = (1, 3)
_RULE: Final = 17.0
_LARGE_RULE: Final = 26.0


@dataclass(frozen=True)
class _Type:
    """The sizes of one attempt at a card."""

    body: TextStyle
    large: TextStyle
    small: TextStyle
    title: TextStyle


def _sized(body: float, large: float, small: float) -> _Type:
    return _Type(
        TextStyle(style.TEXT, body, body * 1.3),
        TextStyle(style.STRONG, large, large * 1.3),
        TextStyle(style.TEXT, small, small * 1.3, style.QUIET),
        TextStyle(style.STRONG, body + 1.5, (body + 1.5) * 1.3),
    )


_ATTEMPTS: Final = (
    (2, (12.0, 17.0, 8.0)), (2, (11.0, 16.0, 8.0)), (2, (10.0, 16.0, 8.0)), (2, (9.0, 14.0, 7.5)),
    (1, (12.0, 17.0, 8.5)), (1, (10.0, 16.0, 8.0)), (1, (9.0, 14.0, 7.5)),
)  # fmt: skip
"""How many cards stand on a page, and the sizes of their type, until nothing has to be cut."""


def draw(case: CaseSnapshot, options: SheetOptions, target: Path) -> int:
    """Write the card of a round, twice, and return how many pages there are. Raises CaregiverError.

    What does not fit on a card of any size is set as a sheet, so that nothing is cut.
    """
    chosen = chosen_round(case, options)
    for per_page, sizes in _ATTEMPTS:
        card = _Card(case, chosen, _sized(*sizes), options.as_of)
        front, back = card.front(), card.back()
        room = _Room.of(options, per_page)
        if max(front.height(room.panel), back.height(room.panel)) <= room.inner + EPSILON:
            pages = _pages(front, back, room, per_page)
            return write_pages(case, options, target, pages)
    card = _Card(case, chosen, _sized(*_ATTEMPTS[0][1]), options.as_of)
    sheet = Stack([head(case, _("Warning card"), named=False), card.front(before=10), card.back(before=10)])
    return write_sheet(case, options, target, sheet)


@dataclass(frozen=True)
class _Room:
    """Where the cards of a page lie, and how much goes into one half of a card."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, options: SheetOptions, per_page: int) -> "_Room":
        width, height = style.PAPERS[options.paper]
        free = height - _TOP - _FOOT
        return cls(style.MARGIN, height - _TOP, width - 2 * style.MARGIN, free / per_page)

    @property
    def panel(self) -> float:
        """The width of what is written on one half."""
        return self.width / 2 - 2 * _INSIDE

    @property
    def inner(self) -> float:
        """The height of what is written on one half."""
        return self.height - _CAPTION - 2 * _INSIDE


def _pages(front: Block, back: Block, room: _Room, per_page: int) -> list[Callable[[Pen], None]]:
    captions = (
        _("To carry: cut along the dashed line, fold in the middle."),
        _("For the fridge, or for somebody else."),
    )
    cards = list(enumerate(captions))
    return [
        partial(_paint_page, [(place % per_page, caption) for place, caption in cards[first : first + per_page]],
                front, back, room)
        for first in range(0, len(cards), per_page)
    ]  # fmt: skip


def _paint_page(cards: list[tuple[int, str]], front: Block, back: Block, room: _Room, pen: Pen) -> None:
    """Paint the cards of one page, each with its line to cut along and its fold."""
    for place, caption in cards:
        top = room.top - place * room.height
        look = style.STAMP
        style.draw_text(pen.canvas, room.left, top - look.size, caption, size=look.size, colour=look.colour)
        top -= _CAPTION
        height = room.height - _CAPTION - 6
        canvas = pen.canvas
        canvas.setStrokeColor(style.LINE)
        canvas.setLineWidth(0.6)
        canvas.setDash(*_DASH)
        canvas.rect(room.left, top - height, room.width, height, stroke=1, fill=0)
        canvas.setDash(*_FOLD)
        middle = room.left + room.width / 2
        canvas.line(middle, top, middle, top - height)
        canvas.setDash()
        front.paint(pen, room.left + _INSIDE, top - _INSIDE, room.panel)
        back.paint(pen, middle + _INSIDE, top - _INSIDE, room.panel)


class _Card:
    """The two halves of a card, in one size of type."""

    def __init__(self, case: CaseSnapshot, chosen: Round, sizes: _Type, as_of: date) -> None:
        self._case = case
        self._round = chosen
        self._told = Told(case, chosen.id)
        self._type = sizes
        self._written = PartialDate.of_day(as_of).in_words()

    def front(self, *, before: float = 0) -> Block:
        """Set who it is, what was given, and whom to call."""
        person, look = self._case.person, self._type
        born = _("born {date}").format(date=person.born.in_words()) if person.born else ""
        return Stack([
            para(_("Show this to any doctor you meet."), style=look.title),
            para(person.name, style=look.large, before=5),
            para(born, style=look.body) if born else self._line(_("Birth date"), "", look.body),
            *self._given(),
            self._topic("call-day", look.large),
            self._topic("call-night", look.large),
            self._topic("fever-call", look.large),
            self._topic("emergency-hospital", look.title),
        ], before=before)  # fmt: skip

    def back(self, *, before: float = 0) -> Block:
        """Set the team's own signs and what to do first, the dates that hold, and the fixed sentence."""
        look = self._type
        until = beside(self._topic("near-until", look.body), self._topic("driving-until", look.body), before=6)
        return Stack([
            symptom_note(look.title),
            self._topic("warning-signs", look.body, rules=4),
            *([] if self._told.says("warning-signs") else self._published()),
            self._topic("do-at-once", look.body, rules=2),
            until,
            para(_("Written {date}").format(date=self._written), style=look.small, before=6),
        ], before=before)  # fmt: skip

    def _given(self) -> list[Block]:
        """Say when which cells were given; what nobody knows yet is a line to write on."""
        look, product = self._type, self._round.product
        count = day_count(self._case, self._round.id)
        if count.given is None:
            planned = [para(count.in_words(), style=look.small)] if count.zero is not None else []
            lines = self._line(_("Had CAR-T cells on"), "", look.body), self._line(_("Product"), product, look.body)
            return [beside(*lines, before=4), *planned]
        day = count.given.in_words()
        if product:
            words = _("Had CAR-T cells on {date}, product {product}.").format(date=day, product=product)
            return [para(strong(words), style=look.body, before=4)]
        words = _("Had CAR-T cells on {date}.").format(date=day)
        return [para(strong(words), style=look.body, before=4), self._line(_("Product"), "", look.body)]

    def _topic(self, topic: str, look: TextStyle, *, rules: int = 1) -> Block:
        return self._line(topic_name(topic), self._told.says(topic), look, rules=rules)

    def _line(self, word: str, said: str, look: TextStyle, *, rules: int = 1) -> Block:
        """Set a word with what belongs to it beneath."""
        room = _LARGE_RULE if look is self._type.large else _RULE
        beneath = para(said, style=look) if said else Rules(rules, room=room)
        return Stack([para(word, style=self._type.small), beneath], before=6)

    def _published(self) -> list[Block]:
        """Set what was published about signs, small and grey, and say that it is not the team's own."""
        small = self._type.small
        lines: list[Block] = [para(slanted(_("Published elsewhere, not our team’s own:")), style=small, before=3)]
        for where, hints in published(self._case, "warning-signs"):
            said = [hint for hint in hints if hint.endswith((".", "。"))]
            signs = with_semicolons(hint for hint in hints if hint not in said)
            lines.append(para(labelled(where, in_sentences([*said, as_sentence(signs)])), style=small))
        return lines
