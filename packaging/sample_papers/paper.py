"""Paper, ink and rubber stamps: a thin layer over ReportLab that measures in millimetres from the top left."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from sample_papers.facts import INVENTED

FONTS: Final = Path(__file__).parents[2] / "resources" / "fonts"
INK: Final = HexColor("#1b1b1d")
GREY: Final = HexColor("#6a6f76")
PEN: Final = HexColor("#1f2f7a")


@dataclass(frozen=True)
class Face:
    """One hospital's type: regular, bold and italic."""

    regular: str
    bold: str
    italic: str


HELVETICA: Final = Face("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
TIMES: Final = Face("Times-Roman", "Times-Bold", "Times-Italic")
COURIER: Final = Face("Courier", "Courier-Bold", "Courier-Oblique")
NOTO: Final = Face("NotoSans", "NotoSans-Bold", "NotoSans-Italic")
SONG: Final = Face("NotoSansSC", "NotoSansSC", "NotoSansSC")


@cache
def _register_fonts() -> None:
    for name, file in (
        ("NotoSans", "NotoSans-Regular"),
        ("NotoSans-Bold", "NotoSans-SemiBold"),
        ("NotoSans-Italic", "NotoSans-Italic"),
        ("NotoSansSC", "NotoSansSC-Regular"),
    ):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{file}.ttf")))
    pdfmetrics.registerFontFamily("NotoSans", "NotoSans", "NotoSans-Bold", "NotoSans-Italic", "NotoSans-Italic")
    pdfmetrics.registerFontFamily("NotoSansSC", "NotoSansSC", "NotoSansSC", "NotoSansSC", "NotoSansSC")


class Paper:
    """A PDF being drawn. Every distance is in millimetres, every y counts from the top edge."""

    def __init__(
        self,
        target: Path,
        face: Face,
        *,
        size: tuple[float, float] = A4,
        title: str = "",
        author: str = "",
        foot: str = INVENTED,
    ) -> None:
        _register_fonts()
        self.face = face
        self.foot = foot
        self._canvas = Canvas(str(target), pagesize=size, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator(author)
        self._resize(size)

    def _resize(self, size: tuple[float, float]) -> None:
        self.width, self.height = size[0] / mm, size[1] / mm
        self._canvas.setPageSize(size)

    def turn_page(self, size: tuple[float, float] | None = None) -> None:
        """Finish this page and begin the next, on other paper if a size is given."""
        self._print_foot()
        self._canvas.showPage()
        if size is not None:
            self._resize(size)

    def save(self) -> None:
        """Finish the last page and write the file."""
        self._print_foot()
        self._canvas.showPage()
        self._canvas.save()

    def _print_foot(self) -> None:
        self.text(self.width / 2, self.height - 5, self.foot, size=6, colour=GREY, align="centre")

    def turned_quarter(self) -> None:
        """Draw what follows sideways, as a scanner stores a landscape sheet fed upright."""
        self._canvas.translate(self.width * mm, 0)
        self._canvas.rotate(90)
        self.width, self.height = self.height, self.width

    def y(self, down: float) -> float:
        """Turn millimetres from the top into points from the bottom."""
        return float((self.height - down) * mm)

    def text(
        self,
        x: float,
        down: float,
        words: str,
        *,
        font: str = "",
        size: float = 10,
        colour: Color = INK,
        align: str = "left",
        spacing: float = 0,
    ) -> None:
        """Set one line; `down` is its baseline."""
        canvas = self._canvas
        canvas.setFillColor(colour)
        font = font or self.face.regular
        width = pdfmetrics.stringWidth(words, font, size) + spacing * len(words)
        start = x * mm - {"left": 0, "centre": width / 2, "right": width}[align]
        line = canvas.beginText(start, self.y(down))
        line.setFont(font, size)
        line.setCharSpace(spacing)
        line.textOut(words)
        canvas.drawText(line)

    def block(
        self,
        x: float,
        down: float,
        width: float,
        words: str,
        *,
        size: float = 10,
        leading: float = 0,
        colour: Color = INK,
        justify: bool = False,
        font: str = "",
    ) -> float:
        """Set a paragraph below `down` and return where it ends. `<b>` and `<i>` are understood."""
        style = ParagraphStyle(
            "block",
            fontName=font or self.face.regular,
            fontSize=size,
            leading=leading or size * 1.36,
            textColor=colour,
            alignment=4 if justify else 0,
            wordWrap="CJK" if self.face is SONG else None,
        )
        paragraph = Paragraph(words, style)
        _width, tall = paragraph.wrap(width * mm, 1000 * mm)
        paragraph.drawOn(self._canvas, x * mm, self.y(down) - tall)
        return down + float(tall / mm)

    def rule(
        self, x1: float, down: float, x2: float, *, weight: float = 0.5, colour: Color = INK, dashes: bool = False
    ) -> None:
        """Draw a level line."""
        self.stroke(x1, down, x2, down, weight=weight, colour=colour, dashes=dashes)

    def stroke(
        self,
        x1: float,
        down1: float,
        x2: float,
        down2: float,
        *,
        weight: float = 0.5,
        colour: Color = INK,
        dashes: bool = False,
    ) -> None:
        """Draw a straight line."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(weight)
        if dashes:
            canvas.setDash(1.5, 2)
        canvas.line(x1 * mm, self.y(down1), x2 * mm, self.y(down2))
        canvas.restoreState()

    def box(
        self,
        x: float,
        down: float,
        width: float,
        tall: float,
        *,
        fill: Color | None = None,
        line: Color | None = INK,
        weight: float = 0.5,
        radius: float = 0,
    ) -> None:
        """Draw a box whose top left corner is at x, down."""
        canvas = self._canvas
        canvas.setLineWidth(weight)
        if fill is not None:
            canvas.setFillColor(fill)
        if line is not None:
            canvas.setStrokeColor(line)
        canvas.roundRect(
            x * mm,
            self.y(down + tall),
            width * mm,
            tall * mm,
            radius * mm,
            stroke=int(line is not None),
            fill=int(fill is not None),
        )

    def disc(
        self, x: float, down: float, radius: float, *, fill: Color | None = None, line: Color | None = None
    ) -> None:
        """Draw a circle."""
        canvas = self._canvas
        canvas.setLineWidth(0.8)
        if fill is not None:
            canvas.setFillColor(fill)
        if line is not None:
            canvas.setStrokeColor(line)
        canvas.circle(x * mm, self.y(down), radius * mm, stroke=int(line is not None), fill=int(fill is not None))

    def shape(self, points: Sequence[tuple[float, float]], fill: Color) -> None:
        """Fill a polygon."""
        path = self._canvas.beginPath()
        path.moveTo(points[0][0] * mm, self.y(points[0][1]))
        for x, down in points[1:]:
            path.lineTo(x * mm, self.y(down))
        path.close()
        self._canvas.setFillColor(fill)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def picture(self, image: Image.Image, x: float, down: float, width: float, tall: float) -> None:
        """Place a picture."""
        self._canvas.drawImage(ImageReader(image), x * mm, self.y(down + tall), width * mm, tall * mm)

    def pairs(
        self, x: float, down: float, rows: Sequence[tuple[str, str]], *, gap: float, step: float = 5, size: float = 9.5
    ) -> float:
        """Set labels in bold with their values at `gap` to the right; return the next free line."""
        for label, value in rows:
            self.text(x, down, label, font=self.face.bold, size=size)
            self.text(x + gap, down, value, size=size)
            down += step
        return down

    def table(
        self,
        x: float,
        down: float,
        columns: Sequence[tuple[str, float, str]],
        rows: Sequence[Sequence[str]],
        *,
        size: float = 8.5,
        step: float = 5,
        head: Color | None = None,
        grid: Color | None = None,
        zebra: Color | None = None,
        strong: Sequence[str] = (),
    ) -> float:
        """Draw a table with (title, width, align) columns; values ending in a mark of `strong` are set bold."""
        total = sum(width for _title, width, _align in columns)
        self.box(x, down, total, step, fill=head, line=None)
        self._row(x, down, columns, [title for title, _width, _align in columns], step, size, bold=True)
        top, down = down, down + step
        self.rule(x, down, x + total, weight=0.7)
        for index, row in enumerate(rows):
            if zebra is not None and index % 2:
                self.box(x, down, total, step, fill=zebra, line=None)
            self._row(x, down, columns, row, step, size, strong=strong)
            down += step
            if grid is not None:
                self.rule(x, down, x + total, weight=0.3, colour=grid)
        if grid is not None:
            edge = x
            for _title, width, _align in (*columns, ("", 0, "")):
                self.stroke(edge, top, edge, down, weight=0.3, colour=grid)
                edge += width
        self.rule(x, down, x + total, weight=0.7)
        return down

    def _row(
        self,
        x: float,
        down: float,
        columns: Sequence[tuple[str, float, str]],
        cells: Sequence[str],
        step: float,
        size: float,
        *,
        bold: bool = False,
        strong: Sequence[str] = (),
    ) -> None:
        for (_title, width, align), cell in zip(columns, cells, strict=True):
            marked = bold or any(cell.endswith(mark) for mark in strong)
            at = {"left": x + 1.5, "centre": x + width / 2, "right": x + width - 1.5}[align]
            font = self.face.bold if marked else self.face.regular
            self.text(at, down + step * 0.69, cell, font=font, size=size, align=align)
            x += width

    def signature(self, x: float, down: float, seed: int, *, width: float = 34, colour: Color = PEN) -> None:
        """Sign with a squiggle; the seed is the hand."""
        hand = random.Random(seed)
        count = hand.randint(9, 15)
        slant, tall = hand.uniform(-0.9, 2.2), hand.uniform(2.6, 5.2)
        points = []
        for index in range(count + 1):
            rise = (-1) ** index * hand.uniform(0.25, 1) * tall * (1.3 - index / count)
            points.append((x + width * index / count + slant * rise / 4 + hand.uniform(-1.3, 1.3), down - rise))
        points[1:1] = [(x + width * 0.1, down - tall * 1.7), (x - width * 0.05, down + tall * 0.2)][
            : hand.randint(0, 2)
        ]
        end = (x + width * 1.1, down - hand.uniform(-1, 2.5))
        flourish = (
            [end],
            [end, (x + width * 0.1, down + 4), (x + width, down + 3)],
            [(end[0], down + 3), (x, down + 5)],
        )
        points += hand.choice(flourish)
        points.append(points[-1])
        canvas = self._canvas
        canvas.saveState()
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(0.9)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        path = canvas.beginPath()
        path.moveTo(points[0][0] * mm, self.y(points[0][1]))
        for before, start, end, after in zip(points, points[1:], points[2:], points[3:], strict=False):
            first = (start[0] + (end[0] - before[0]) / 5, start[1] + (end[1] - before[1]) / 5)
            second = (end[0] - (after[0] - start[0]) / 5, end[1] - (after[1] - start[1]) / 5)
            path.curveTo(
                first[0] * mm, self.y(first[1]), second[0] * mm, self.y(second[1]), end[0] * mm, self.y(end[1])
            )
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()

    def stamp(
        self, x: float, down: float, lines: Sequence[str], *, colour: Color, turn: float, size: float = 8
    ) -> None:
        """Press a rubber stamp, its middle at x, down."""
        canvas = self._canvas
        ink = Color(colour.red, colour.green, colour.blue, alpha=0.72)
        wide = max(pdfmetrics.stringWidth(line, self.face.bold, size) for line in lines) + 16
        tall = len(lines) * size * 1.35 + 10
        canvas.saveState()
        canvas.translate(x * mm, self.y(down))
        canvas.rotate(turn)
        canvas.setStrokeColor(ink)
        canvas.setFillColor(ink)
        canvas.setLineWidth(1.5)
        canvas.roundRect(-wide / 2, -tall / 2, wide, tall, 3)
        canvas.setLineWidth(0.5)
        canvas.roundRect(-wide / 2 + 2.5, -tall / 2 + 2.5, wide - 5, tall - 5, 2)
        for index, line in enumerate(lines):
            canvas.setFont(self.face.bold, size)
            canvas.drawCentredString(0, tall / 2 - 5 - size * 1.02 - index * size * 1.35, line)
        canvas.restoreState()

    def seal(self, x: float, down: float, around: str, below: str, *, radius: float = 19) -> None:
        """Press a round red seal with a star, its words along the rim."""
        canvas = self._canvas
        ink = Color(0.78, 0.09, 0.11, alpha=0.74)
        canvas.saveState()
        canvas.translate(x * mm, self.y(down))
        canvas.rotate(-7)
        canvas.setStrokeColor(ink)
        canvas.setFillColor(ink)
        canvas.setLineWidth(2)
        canvas.circle(0, 0, radius * mm)
        for index, character in enumerate(around):
            angle = math.radians(215 - 250 * index / (len(around) - 1))
            canvas.saveState()
            canvas.translate(radius * 0.77 * mm * math.cos(angle), radius * 0.77 * mm * math.sin(angle))
            canvas.rotate(math.degrees(angle) - 90)
            canvas.setFont("NotoSansSC", radius * 0.76)
            canvas.drawCentredString(0, -radius * 0.22, character)
            canvas.restoreState()
        star = canvas.beginPath()
        for index in range(10):
            angle = math.radians(90 + 36 * index)
            reach = radius * mm * (0.3 if index % 2 == 0 else 0.115)
            to = star.lineTo if index else star.moveTo
            to(reach * math.cos(angle), reach * math.sin(angle))
        star.close()
        canvas.drawPath(star, stroke=0, fill=1)
        canvas.setFont("NotoSansSC", radius * 0.58)
        canvas.drawCentredString(0, -radius * 0.62 * mm, below)
        canvas.restoreState()
