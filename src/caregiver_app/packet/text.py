"""Running text: everything a family typed reaches paper through `para()`.

The text is broken into lines and drawn here, glyph by glyph, with no markup language in between: nothing
typed can be read as a tag, a link or a file to open. Lines break at spaces, between Chinese characters and between
Thai words; a word is only cut when it is wider than its column. A typed line that runs to the left is set
from the right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from reportlab.lib.colors import Color

from caregiver_app.packet import direction, style
from caregiver_app.packet.flow import Block, Pen
from caregiver_app.packet.scripts import clusters, needs_shaping, words_within
from caregiver_app.packet.style import BODY, TextStyle

PAGE: Final = "\ue000"
"""Stands in a `Span` with a link for the number of the page it leads to. No face has it, so nobody can type it."""
_PAGE_ROOM: Final = "000"

_SPACES: Final = re.compile("([ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+)")
_WIDE: Final = re.compile(
    "[\u1100-\u11ff\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
)
_NO_LINE_START: Final = frozenset("、。，．：；？！）］｝」』】〕〉》〗’”ー々…)]},.:;?!%")
# A sign between two things ends a line and never begins one.
_HANGS: Final = frozenset("·–")
_NO_LINE_END: Final = frozenset("（［｛「『【〔〈《〖‘“([{")


@dataclass(frozen=True)
class Span:
    """A stretch of text set differently from its paragraph. With `link` it leads to that place in the packet.

    With `whole` a line breaks only at its spaces: a short Chinese word is not parted.
    """

    text: str
    font: str = ""
    colour: Color | None = None
    link: str = ""
    whole: bool = False


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
    """Text that is never parted, within one span: a word, a Chinese character or a part of either.

    `space` is what was typed before it, and `gap` how wide that is.
    """

    text: str
    span: Span
    width: float
    space: str
    gap: float
    glued: bool


@dataclass(frozen=True)
class _Line:
    pieces: tuple[_Piece, ...]
    leftward: bool = False


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
    parts = _placed(list(_stretches(line, pen, text_style)), line.leftward, text_style)
    total = sum(part.width for part in parts)
    align = "right" if line.leftward and text_style.align == "left" else text_style.align
    x += {"left": 0.0, "middle": (width - total) / 2, "right": width - total}[align]
    writing: Any = pen.canvas.beginText(x, y)
    for part in parts:
        writing.setFillColor(part.span.colour or text_style.colour)
        for face, run in part.runs:
            writing.setFont(face, text_style.size)
            writing.textOut(run)
        if part.span.link:
            pen.lead(part.span.link, x, y - text_style.size * 0.3, part.width, text_style.size * 1.2)
        x += part.width
    pen.canvas.drawText(writing)


@dataclass(frozen=True)
class _Part:
    """A part of a line that is drawn at once."""

    span: Span
    runs: tuple[tuple[str, str], ...]
    width: float


def _placed(stretches: list[tuple[str, Span, float]], leftward: bool, text_style: TextStyle) -> list[_Part]:
    """Return the parts of a line as they stand, from left to right."""
    whole = "".join(text for text, _span, _width in stretches)
    if not leftward and not direction.may_run_leftward(whole):
        return [_Part(span, style.runs(text, span.font or text_style.font), width) for text, span, width in stretches]
    found: list[_Part] = []
    for way in direction.stretches(whole, leftward):
        parts = []
        begin = 0
        for text, span, _width in stretches:
            font = span.font or text_style.font
            if piece := text[max(way.begin - begin, 0) : max(way.end - begin, 0)]:
                runs = style.one_way_runs(piece, font, way.leftward)
                parts.append(_Part(span, runs, sum(style.run_width(run, face, text_style.size) for face, run in runs)))
            begin += len(text)
        found.extend(reversed(parts) if way.leftward else parts)
    return found


def _stretches(line: _Line, pen: Pen, text_style: TextStyle) -> Iterator[tuple[str, Span, float]]:
    """Join the pieces of one span again, with their spaces, so that text can be searched as written."""
    text, current = "", None
    for index, piece in enumerate(line.pieces):
        space = piece.space if index else ""
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
    for paragraph in _paragraphs(spans, text_style):
        leftward = direction.runs_left("".join(piece.text for piece in paragraph))
        line: list[_Piece] = []
        used = 0.0
        for unit in _units(paragraph):
            length = _unit_width(unit)
            gap = unit[0].gap if line else 0.0
            if line and used + gap + length > width + 0.01:
                yield _Line(tuple(line), leftward)
                line, used, gap = [], 0.0, 0.0
            if length > width:
                *full, unit = list(_cut(unit, text_style, width))
                for cut in full:
                    yield _Line(tuple(cut), leftward)
                length = _unit_width(unit)
            line.extend(unit)
            used += gap + length
        yield _Line(tuple(line), leftward)


def _unit_width(unit: list[_Piece]) -> float:
    return sum(piece.width for piece in unit) + sum(piece.gap for piece in unit[1:])


def _cut(unit: list[_Piece], text_style: TextStyle, width: float) -> Iterator[list[_Piece]]:
    """Cut a unit that is wider than a whole line into parts that fit."""
    part: list[_Piece] = []
    used = 0.0
    for piece in unit:
        text = ""
        length = 0.0
        used += piece.gap if part else 0.0
        shaped = needs_shaping(piece.text)
        for letter in clusters(piece.text):
            # What a shaped letter adds depends on those before it.
            step = _measure(text + letter if shaped else letter, piece.span, text_style) - (length if shaped else 0.0)
            if (part or text) and used + length + step > width:
                if text:
                    part.append(replace(piece, text=text, width=length))
                yield part
                part, used, text, length = [], 0.0, "", 0.0
                step = _measure(letter, piece.span, text_style)
            text += letter
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
    space, gap = "", 0.0
    for span in spans:
        for index, row in enumerate(style.tidy(span.text).split("\n")):
            if index:
                yield pieces
                pieces, space, gap = [], "", 0.0
            for place, words in enumerate(_SPACES.split(row)):
                if place % 2:
                    space += words
                    gap += style.text_width(words, text_style.font, text_style.size)
                    continue
                for part, text in enumerate(_parts(words, span.whole) if words else ()):
                    before = pieces[-1].text[-1] if pieces else ""
                    apart = part > 0 or not pieces or (text not in _HANGS if space else _may_break(before, text[0]))
                    pieces.append(_Piece(text, span, _measure(text, span, text_style), space, gap, not apart))
                    space, gap = "", 0.0
    yield pieces


def _parts(words: str, whole: bool) -> list[str]:
    """Part a text without spaces where its script allows a line to break, unless it stays whole."""
    if whole:
        return [words]
    shaped = needs_shaping(words)
    if not _WIDE.search(words):
        return words_within(words) if shaped else [words]
    letters = list(clusters(words)) if shaped else words
    parts = [letters[0]]
    for before, after in pairwise(letters):
        if _may_break(before[0], after[0]):
            parts.append(after)
        else:
            parts[-1] += after
    return [word for part in parts for word in words_within(part)] if shaped else parts


def _may_break(before: str, after: str) -> bool:
    if not (_WIDE.match(before) or _WIDE.match(after)):
        return False
    return after not in _NO_LINE_START and before not in _NO_LINE_END
