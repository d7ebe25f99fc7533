"""Running text: everything a family typed reaches paper through `para()`.

The text is broken into lines and drawn here, glyph by glyph, with no markup language in between: nothing
typed can be read as a tag, a link or a file to open. Lines break at spaces and between Chinese characters;
a word is only cut when it is wider than its column.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from reportlab.lib.colors import Color

from caregiver_app.packet import style
from caregiver_app.packet.flow import Block, Pen
from caregiver_app.packet.style import BODY, TextStyle

PAGE: Final = "\ue000"
"""Stands in a `Span` with a link for the number of the page it leads to. No face has it, so nobody can type it."""
_PAGE_ROOM: Final = "000"

_SPACES: Final = re.compile("[ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_WIDE: Final = re.compile(
    "[\u1100-\u11ff\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
)
_NO_LINE_START: Final = frozenset("、。，．：；？！）］｝」』】〕〉》〗’”ー々…)]},.:;?!%")
# A sign between two things ends a line and never begins one.
_HANGS: Final = frozenset("·–")
_NO_LINE_END: Final = frozenset("（［｛「『【〔〈《〖‘“([{")


@dataclass(frozen=True)
class Span:
    """A stretch of text set differently from its paragraph. With `link` it leads to that place in the packet."""

    text: str
    font: str = ""
    colour: Color | None = None
    link: str = ""


def strong(text: str) -> Span:
    """Set a text in the heavier face."""
    return Span(text, font=style.STRONG)


def quiet(text: str) -> Span:
    """Set a text in the quieter colour."""
    return Span(text, colour=style.QUIET)


def slanted(text: str) -> Span:
    """Set a text in italics: what the packet says, not the family."""
    return Span(text, font=style.SLANTED, colour=style.QUIET)


def link(text: str, place: str) -> Span:
    """Lead to a place of the packet; `PAGE` in the text becomes its page number."""
    return Span(text, colour=style.ACCENT, link=place)


@dataclass(frozen=True)
class _Piece:
    """Text that is never parted, within one span: a word, a Chinese character or a part of either."""

    text: str
    span: Span
    width: float
    spaced: bool
    glued: bool


@dataclass(frozen=True)
class _Line:
    pieces: tuple[_Piece, ...]


def para(*parts: str | Span, style: TextStyle = BODY, before: float = 0, keep: bool = False, place: str = "") -> "Text":
    """Set text as typed, keeping its line breaks. This is the only way for a user's words onto a page."""
    spans = tuple(part if isinstance(part, Span) else Span(part) for part in parts)
    return Text(spans, style, before=before, keep=keep, place=place)


class Text(Block):
    """A paragraph, or a part of one that was split between two pages."""

    def __init__(
        self,
        spans: tuple[Span, ...],
        style: TextStyle,
        *,
        before: float = 0,
        keep: bool = False,
        place: str = "",
        lines: tuple[_Line, ...] | None = None,
    ) -> None:
        super().__init__(before=before, keep=keep, place=place)
        self.spans = spans
        self.style = style
        self._fixed = lines
        self._broken: dict[float, tuple[_Line, ...]] = {}

    def _lines(self, width: float) -> tuple[_Line, ...]:
        if self._fixed is not None:
            return self._fixed
        if width not in self._broken:
            self._broken[width] = tuple(_break_lines(self.spans, self.style, width))
        return self._broken[width]

    def height(self, width: float) -> float:
        """Return the height of all its lines."""
        return len(self._lines(width)) * self.style.leading

    def split(self, width: float, room: float, *, force: bool = False) -> tuple[Block | None, Block | None]:
        """Part it between two lines; two lines at least stay together on each side."""
        lines = self._lines(width)
        fits = int((room + 0.01) / self.style.leading)
        if fits >= len(lines):
            return self, None
        if len(lines) - fits < 2:
            fits = len(lines) - 2
        if fits < 2 and not (force and fits >= 1):
            if not force:
                return None, self
            fits = 1
        if fits >= len(lines):
            return self, None
        first = Text((), self.style, before=self.before, place=self.place, lines=lines[:fits])
        rest = Text((), self.style, keep=self.keep, lines=lines[fits:])
        return first, rest

    def paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw its lines, the first hanging below `top`."""
        self.mark(pen, x, top)
        baseline = top - (self.style.leading + self.style.size * 0.72) / 2
        for line in self._lines(width):
            _draw_line(pen, line, x, baseline, width, self.style)
            baseline -= self.style.leading


def _shown(piece: _Piece, pen: Pen) -> str:
    return piece.text.replace(PAGE, str(pen.page_of(piece.span.link))) if piece.span.link else piece.text


def _draw_line(pen: Pen, line: _Line, x: float, y: float, width: float, text_style: TextStyle) -> None:
    stretches = list(_stretches(line, pen, text_style))
    total = sum(stretch[2] for stretch in stretches)
    x += {"left": 0.0, "middle": (width - total) / 2, "right": width - total}[text_style.align]
    writing: Any = pen.canvas.beginText(x, y)
    for text, span, length in stretches:
        writing.setFillColor(span.colour or text_style.colour)
        for face, run in style.runs(text, span.font or text_style.font):
            writing.setFont(face, text_style.size)
            writing.textOut(run)
        if span.link:
            pen.lead(span.link, x, y - text_style.size * 0.3, length, text_style.size * 1.2)
        x += length
    pen.canvas.drawText(writing)


def _stretches(line: _Line, pen: Pen, text_style: TextStyle) -> Iterator[tuple[str, Span, float]]:
    """Join the pieces of one span again, with their spaces, so that text can be searched as written."""
    text, current = "", None
    for index, piece in enumerate(line.pieces):
        space = " " if piece.spaced and index else ""
        if current is not None and piece.span is not current:
            yield text + space, current, _measure(text + space, current, text_style)
            text, space = "", ""
        text, current = text + space + _shown(piece, pen), piece.span
    if current is not None:
        yield text, current, _measure(text, current, text_style)


def _measure(text: str, span: Span, text_style: TextStyle) -> float:
    if span.link:
        text = text.replace(PAGE, _PAGE_ROOM)
    return style.text_width(text, span.font or text_style.font, text_style.size)


def _break_lines(spans: tuple[Span, ...], text_style: TextStyle, width: float) -> Iterator[_Line]:
    """Fill lines greedily; a unit of glued pieces moves to the next line as a whole."""
    space = style.run_width(" ", text_style.font, text_style.size)
    for paragraph in _paragraphs(spans, text_style):
        line: list[_Piece] = []
        used = 0.0
        for unit in _units(paragraph):
            length = _unit_width(unit, space)
            gap = space if unit[0].spaced and line else 0.0
            if line and used + gap + length > width + 0.01:
                yield _Line(tuple(line))
                line, used, gap = [], 0.0, 0.0
            if length > width:
                *full, unit = list(_cut(unit, text_style, width))
                for cut in full:
                    yield _Line(tuple(cut))
                length = _unit_width(unit, space)
            line.extend(unit)
            used += gap + length
        yield _Line(tuple(line))


def _unit_width(unit: list[_Piece], space: float) -> float:
    return sum(piece.width for piece in unit) + space * sum(piece.spaced for piece in unit[1:])


def _cut(unit: list[_Piece], text_style: TextStyle, width: float) -> Iterator[list[_Piece]]:
    """Cut a unit that is wider than a whole line into parts that fit."""
    part: list[_Piece] = []
    used = 0.0
    for piece in unit:
        text = ""
        length = 0.0
        for character in piece.text:
            step = _measure(character, piece.span, text_style)
            if (part or text) and used + length + step > width:
                if text:
                    part.append(replace(piece, text=text, width=length, spaced=piece.spaced and not part))
                yield part
                part, used, text, length = [], 0.0, "", 0.0
            text += character
            length += step
        part.append(replace(piece, text=text, width=length))
        used += length
    yield part


def _units(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    unit: list[_Piece] = []
    for piece in pieces:
        if unit and not piece.glued:
            yield unit
            unit = []
        unit.append(piece)
    if unit:
        yield unit


def _paragraphs(spans: tuple[Span, ...], text_style: TextStyle) -> Iterator[list[_Piece]]:
    """Yield the pieces of each typed line."""
    pieces: list[_Piece] = []
    spaced = False
    for span in spans:
        for index, row in enumerate(style.tidy(span.text).split("\n")):
            if index:
                yield pieces
                pieces, spaced = [], False
            for words_index, words in enumerate(_SPACES.split(row)):
                spaced = spaced or words_index > 0
                for text in _parts(words) if words else ():
                    before = pieces[-1].text[-1] if pieces else ""
                    glued = bool(pieces) and (text in _HANGS if spaced else not _may_break(before, text[0]))
                    pieces.append(_Piece(text, span, _measure(text, span, text_style), spaced, glued))
                    spaced = False
    yield pieces


def _parts(words: str) -> list[str]:
    """Part a text without spaces where Chinese characters allow a line to break."""
    if not _WIDE.search(words):
        return [words]
    parts = [words[0]]
    for before, after in pairwise(words):
        if _may_break(before, after):
            parts.append(after)
        else:
            parts[-1] += after
    return parts


def _may_break(before: str, after: str) -> bool:
    if not (_WIDE.match(before) or _WIDE.match(after)):
        return False
    return after not in _NO_LINE_START and before not in _NO_LINE_END
