"""A canvas that writes SVG: the ways of drawing that our pages use, so that one painter serves PDF and SVG.

Words stay words: they can be searched, copied and read aloud. Where the viewer has another face, they keep their width.
"""

import re
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, black

from caregiver_app.packet import faces, style

_FACES: Final = {
    style.TEXT: 'font-family="Noto Sans, sans-serif"',
    style.STRONG: 'font-family="Noto Sans, sans-serif" font-weight="600"',
    style.SLANTED: 'font-family="Noto Sans, sans-serif" font-style="italic"',
    style.CHINESE: 'font-family="Noto Sans SC, Noto Sans CJK SC, sans-serif"',
}
# What XML cannot hold, controls, and what turns the reading direction of all that follows.
_NOT_SHOWN: Final = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True)
class _State:
    """The ink in use, and how many groups stand open for it."""

    stroke: Color = black
    fill: Color = black
    width: float = 1.0
    dash: tuple[float, ...] = ()
    groups: int = 0


class SvgOutline:
    """An outline being drawn, y growing upwards as on every canvas here."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def moveTo(self, x: float, y: float) -> None:
        """Begin at a point."""
        self.steps.append(f"M{_n(x)} {_n(-y)}")

    def lineTo(self, x: float, y: float) -> None:
        """Go on to a point."""
        self.steps.append(f"L{_n(x)} {_n(-y)}")

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        """Add a rectangle."""
        self.steps.append(f"M{_n(x)} {_n(-y)}h{_n(width)}v{_n(-height)}h{_n(-width)}Z")

    def close(self) -> None:
        """Return to the beginning."""
        self.steps.append("Z")


class SvgWords:
    """One line of words being set, run by run."""

    def __init__(self, x: float, y: float) -> None:
        self.x, self.y = x, y
        self.colour: Color = black
        self.runs: list[tuple[str, float, str]] = []
        self._face, self._size = style.TEXT, 10.0

    def setFillColor(self, colour: Color) -> None:
        """Use an ink."""
        self.colour = colour

    def setFont(self, face: str, size: float) -> None:
        """Use a face from here on."""
        self._face, self._size = face, size

    def textOut(self, words: str) -> None:
        """Add a run."""
        self.runs.append((self._face, self._size, words))


class SvgCanvas:
    """Draw as on a page of a PDF: the origin at the lower left, sizes in points."""

    def __init__(self, width: float, height: float) -> None:
        self._size = width, height
        self._parts: list[str] = []
        self._state = _State()
        self._kept: list[_State] = []
        self._clips = 0

    def document(self, title: str, description: str) -> bytes:
        """Return the whole SVG. The description is what somebody hears who cannot see it."""
        width, height = (_n(side) for side in self._size)
        return "\n".join([
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" '
            f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title description">',
            f'<title id="title">{_words(title)}</title>',
            f'<desc id="description">{_words(description)}</desc>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            f'<g transform="translate(0 {height})" font-kerning="none">',
            *self._parts,
            "</g>" * (self._state.groups + sum(state.groups for state in self._kept)),
            "</g>",
            "</svg>",
            "",
        ]).encode("utf-8")  # fmt: skip

    def saveState(self) -> None:
        """Remember the ink and the place."""
        self._kept.append(self._state)
        self._state = replace(self._state, groups=0)

    def restoreState(self) -> None:
        """Go back to what was remembered last."""
        self._parts.append("</g>" * self._state.groups)
        self._state = self._kept.pop()

    def translate(self, x: float, y: float) -> None:
        """Move the origin."""
        self._open(f'transform="translate({_n(x)} {_n(-y)})"')

    def scale(self, x: float, y: float) -> None:
        """Draw smaller or larger."""
        self._open(f'transform="scale({_n(x)} {_n(y)})"')

    def clipPath(self, path: SvgOutline, stroke: int = 0, fill: int = 0) -> None:
        """Let only what is within an outline be drawn on."""
        self._clips += 1
        self._parts.append(f'<clipPath id="clip{self._clips}"><path d="{"".join(path.steps)}"/></clipPath>')
        self._open(f'clip-path="url(#clip{self._clips})"')

    def setStrokeColor(self, colour: Color) -> None:
        """Draw lines in an ink."""
        self._state = replace(self._state, stroke=colour)

    def setFillColor(self, colour: Color) -> None:
        """Fill with an ink."""
        self._state = replace(self._state, fill=colour)

    def setLineWidth(self, width: float) -> None:
        """Draw lines of a width."""
        self._state = replace(self._state, width=width)

    def setDash(self, *lengths: float) -> None:
        """Draw dashed lines; whole ones when no length is given."""
        self._state = replace(self._state, dash=tuple(lengths))

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw one line."""
        self._draw(f'line x1="{_n(x1)}" y1="{_n(-y1)}" x2="{_n(x2)}" y2="{_n(-y2)}"', stroke=1, fill=0)

    def roundRect(
        self, x: float, y: float, width: float, height: float, radius: float, stroke: int = 1, fill: int = 0
    ) -> None:
        """Draw a rectangle."""
        rounded = f' rx="{_n(radius)}"' if radius else ""
        place = f'x="{_n(x)}" y="{_n(-y - height)}" width="{_n(max(width, 0))}" height="{_n(max(height, 0))}"'
        self._draw(f"rect {place}{rounded}", stroke=stroke, fill=fill)

    def circle(self, x: float, y: float, radius: float, stroke: int = 1, fill: int = 0) -> None:
        """Draw a circle."""
        self._draw(f'circle cx="{_n(x)}" cy="{_n(-y)}" r="{_n(radius)}"', stroke=stroke, fill=fill)

    def beginPath(self) -> SvgOutline:
        """Begin an outline."""
        return SvgOutline()

    def drawPath(self, path: SvgOutline, stroke: int = 1, fill: int = 0) -> None:
        """Draw an outline."""
        self._draw(f'path d="{"".join(path.steps)}"', stroke=stroke, fill=fill)

    def beginText(self, x: float, y: float) -> SvgWords:
        """Begin a line of words."""
        return SvgWords(x, y)

    def drawText(self, line: SvgWords) -> None:
        """Set a line of words; each run is as wide as it was measured."""
        across = line.x
        for face, size, words in line.runs:
            wide = style.run_width(words, face, size)
            if words.strip():
                self._parts.append(
                    f'<text x="{_n(across)}" y="{_n(-line.y)}" {_face(face)} font-size="{_n(size)}" '
                    f'fill="{_ink(line.colour)}" textLength="{_n(wide)}" lengthAdjust="spacingAndGlyphs" '
                    f'xml:space="preserve">{_words(style.written(words, face))}</text>'
                )
            across += wide

    def _open(self, attributes: str) -> None:
        self._parts.append(f"<g {attributes}>")
        self._state = replace(self._state, groups=self._state.groups + 1)

    def _draw(self, what: str, *, stroke: int, fill: int) -> None:
        state = self._state
        inks = [f'fill="{_ink(state.fill) if fill else "none"}"']
        if stroke:
            inks.append(f'stroke="{_ink(state.stroke)}" stroke-width="{_n(state.width)}"')
            if state.dash:
                inks.append(f'stroke-dasharray="{" ".join(map(_n, state.dash))}"')
        self._parts.append(f"<{what} {' '.join(inks)}/>")


def _face(font: str) -> str:
    """Name a face. That of a script is called as its file is: "Noto Sans Thai" for NotoSansThai."""
    name = faces.family(font)
    return _FACES.get(name) or f'font-family="Noto Sans {name.removeprefix("NotoSans")}, sans-serif"'


def _n(number: float) -> str:
    """Write a length, the same in every run."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _ink(colour: Color) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in (colour.red, colour.green, colour.blue))


def _words(text: str) -> str:
    """Write user text as text: nothing in it is markup, and what XML cannot hold or would deceive shows as a mark."""
    return escape(_NOT_SHOWN.sub("\ufffd", text))
