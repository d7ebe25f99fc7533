"""The foot of every sheet: whose packet it is, where in it one stands, and the page.

A packet has thousands of them and they differ in a few figures, so they are written as page code, and what is the same
on many sheets is worked out once.
"""

from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfmetrics

from caregiver_app.domain.person import Person
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.bilingual import both
from caregiver_app.packet.ours import ours
from caregiver_app.packet.sheets import Sheet

_LOOK: Final = style.STAMP
_BASE: Final = style.STAMP_BASELINE
_RULE_ABOVE: Final = 10.0
_APART: Final = 12.0
_LEAST_NAME: Final = 30.0


class Stamps:
    """Write the stamps of one packet of `pages` pages, in the fonts of the canvas its sheets are drawn on."""

    def __init__(self, canvas: Any, person: Person, pages: int) -> None:
        self._canvas = canvas
        self._name = person.name
        born = ours(_("born {date}"), date=person.born.in_table()) if person.born else ""
        self._tail = f" · {born}" if born else ""
        self._tail_in_both = f" · {both(born)}" if born else ""
        self._pages = pages
        self._name_width = _width(self._name)
        self._kept: dict[tuple[str, float], str] = {}

    def code(self, sheet: Sheet, page: int, left: float, right: float) -> str:
        """Return what draws the stamp of a sheet, which is this page of the packet, between two margins in points."""
        width = sheet.width - left - right
        number, middle, tail = self._words(sheet, page, width)
        number_width = _width(number)
        middle_width = _width(middle) if middle else 0.0
        # The name keeps clear of the middle, which stands in the centre of the sheet.
        room = (width - middle_width) / 2 - _APART if middle else width - number_width - 2 * _APART
        parts = [_rule(left, width), self._whose(left, room, tail)]
        if middle:
            parts.append(self._text(left + (width - middle_width) / 2, middle))
        parts.append(self._text(left + width - number_width, number))
        return "\n".join(parts)

    def _words(self, sheet: Sheet, page: int, width: float) -> tuple[str, str, str]:
        """Return the packet page, what the foot says and the birth date, each in Chinese too while there is room."""
        number = ours(_("packet page {page} of {pages}"), page=page, pages=self._pages)
        plain = (number, _fitted(sheet.foot, (width - _width(number) - 2 * _APART) * 0.5), self._tail)
        if not sheet.bilingual:
            return plain
        name_room = min(self._room(width, *plain), self._name_width)
        more, foot, tail = both(number), both(sheet.foot), self._tail_in_both
        for tried in ((more, foot, tail), (more, foot, self._tail), (more, plain[1], tail), (more, *plain[1:])):
            middle = _width(tried[1])
            beside = not middle or (width - middle) / 2 - _APART >= _width(tried[0])
            if beside and self._room(width, *tried) >= name_room:
                return tried
        return plain

    def _room(self, width: float, number: str, foot: str, tail: str) -> float:
        """Return how wide the name may be."""
        # The name keeps clear of the middle, which stands in the centre of the sheet.
        taken = (width + _width(foot)) / 2 + _APART if foot else _width(number) + 2 * _APART
        return width - taken - _width(tail)

    def _whose(self, x: float, room: float, tail: str) -> str:
        room -= _width(tail)
        fits = self._name_width <= room
        name = self._name if fits else _fitted(self._name, max(room, _LEAST_NAME))
        key = (name + tail, x)
        if key not in self._kept:
            self._kept[key] = self._text(x, name + tail)
        return self._kept[key]

    def _text(self, x: float, text: str) -> str:
        if not (text.isascii() and text.isprintable()):
            return self._any_text(x, text)
        face = pdfmetrics.getFont(_LOOK.font)
        document = self._canvas._doc  # noqa: SLF001 - dynamic fonts are asked with the document, as its own text is
        shown = [
            f"{face.getSubsetInternalName(subset, document)} {_LOOK.size:g} Tf ({escapePDF(codes)}) Tj"
            for subset, codes in face.splitString(text, document)
        ]
        return f"BT {_colour(_LOOK.colour, 'rg')} 1 0 0 1 {x:.2f} {_BASE:.2f} Tm {' '.join(shown)} ET"

    def _any_text(self, x: float, text: str) -> str:
        """Let the canvas write a text in any script, and take what it wrote."""
        written = self._canvas._code  # noqa: SLF001
        begin = len(written)
        style.draw_text(self._canvas, x, _BASE, text, font=_LOOK.font, size=_LOOK.size, colour=_LOOK.colour)
        code = "\n".join(written[begin:])
        del written[begin:]
        return code


def _fitted(text: str, width: float) -> str:
    return text if _width(text) <= width else style.fitted(text, _LOOK.font, _LOOK.size, width)


def _width(text: str) -> float:
    return style.text_width(text, _LOOK.font, _LOOK.size) if text else 0.0


def _rule(x: float, width: float) -> str:
    y = _BASE + _RULE_ABOVE
    colour = _colour(style.LINE, "RG")
    return f"{colour} {style.HAIRLINE:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S"


def _colour(colour: Color, operator: str) -> str:
    return f"{colour.red:.4f} {colour.green:.4f} {colour.blue:.4f} {operator}"
