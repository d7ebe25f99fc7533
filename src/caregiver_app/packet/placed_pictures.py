"""How large each picture of a file stands on its sheet, read from what its pages draw."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name, Stream

from caregiver_app.packet.attachment import PageShape
from caregiver_app.packet.geometry import placed
from caregiver_app.packet.opening import UNREADABLE

_OPERATORS: Final = "q Q cm Do"
_DEEPEST: Final = 12
_MOST_STEPS: Final = 1_000_000
"""A form may draw forms that draw forms; a file of a few bytes could so draw without end."""

_Key = tuple[int, int]
_Matrix = tuple[float, float, float, float, float, float]
_Step = tuple[str, Any]
_PLAIN: Final[_Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass
class Places:
    """The sides at which the pictures of one file stand on paper, in points; where one stands twice, the larger ones.

    `told` is False when the drawing of some page cannot be followed: then each picture may fill the largest page.
    """

    found: dict[_Key, tuple[float, float]] = field(default_factory=dict)
    largest: float = 0.0
    told: bool = True

    def sides(self, picture: Stream) -> tuple[float, float]:
        """Return the sides of a picture as it stands, never smaller than they are."""
        wide, high = self.found.get(picture.objgen, (0.0, 0.0))
        if self.told and wide and high:
            return wide, high
        return max(wide, self.largest), max(high, self.largest)


def placed_pictures(pdf: pikepdf.Pdf, paper: tuple[float, float]) -> Places:
    """Follow what every page draws; pages too large for the paper are taken as small as they are placed on it."""
    walk = _Walk(Places())
    for page in pdf.pages:
        walk.page(page, paper)
    return walk.places


class _Walk:
    def __init__(self, places: Places) -> None:
        self.places = places
        self._left = _MOST_STEPS
        self._forms: dict[_Key, list[_Step]] = {}

    def page(self, page: pikepdf.Page, paper: tuple[float, float]) -> None:
        """Follow one page."""
        scale, longest = _scale(page, paper)
        self.places.largest = max(self.places.largest, longest)
        resources = page.obj.get("/Resources")
        if _drawable(resources) is None or not self.places.told:
            return
        try:
            self._follow(_steps(page), resources, (scale, 0.0, 0.0, scale, 0.0, 0.0), 0)
        except UNREADABLE:
            self.places.told = False

    def _follow(self, steps: Sequence[_Step], resources: Any, matrix: _Matrix, depth: int) -> None:
        drawable = _drawable(resources)
        self._left -= len(steps) + 1
        if depth > _DEEPEST or self._left < 0:
            raise ValueError(depth)
        if drawable is None:
            return
        kept: list[_Matrix] = []
        for operator, operand in steps:
            if operator == "q":
                kept.append(matrix)
            elif operator == "Q":
                matrix = kept.pop() if kept else matrix
            elif operator == "cm":
                matrix = _times(operand, matrix)
            else:
                self._draw(drawable.get(operand), resources, matrix, depth)

    def _draw(self, thing: Any, resources: Any, matrix: _Matrix, depth: int) -> None:
        if not isinstance(thing, Stream):
            return
        if thing.get("/Subtype") == Name.Image:
            wide, high = self.places.found.get(thing.objgen, (0.0, 0.0))
            across, down = math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])
            self.places.found[thing.objgen] = max(wide, across), max(high, down)
        elif thing.get("/Subtype") == Name.Form:
            if thing.objgen not in self._forms:
                self._forms[thing.objgen] = _steps(thing)
            own = _numbers(list(thing["/Matrix"])) if "/Matrix" in thing else _PLAIN
            self._follow(self._forms[thing.objgen], thing.get("/Resources", resources), _times(own, matrix), depth + 1)


def _drawable(resources: Any) -> Dictionary | None:
    """Return what can be drawn by name, if anything."""
    held = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    return held if isinstance(held, Dictionary) else None


def _steps(content: pikepdf.Page | Stream) -> list[_Step]:
    """Return what moves the ground and what is drawn by name, in order."""
    found: list[_Step] = []
    for instruction in pikepdf.parse_content_stream(content, _OPERATORS):
        operator, operands = str(instruction.operator), instruction.operands
        operand = _numbers(operands) if operator == "cm" else str(operands[0]) if operator == "Do" else None
        found.append((operator, operand))
    return found


def _scale(page: pikepdf.Page, paper: tuple[float, float]) -> tuple[float, float]:
    """Return how much a page is scaled on its sheet, and its longer side there in points."""
    try:
        left, bottom, right, top = (float(side) for side in page.cropbox)
        unit = float(page.obj.get("/UserUnit", 1))
        shape = PageShape(abs(right - left) * unit, abs(top - bottom) * unit)
        spot = placed(shape, paper)
        scale = spot.width / shape.width * unit
        if not 0 < scale < math.inf:
            raise ValueError(scale)
    except (*UNREADABLE, ArithmeticError):
        return 1.0, max(paper)
    return scale, max(spot.width, spot.height)


def _numbers(operands: Iterable[Any]) -> _Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands)
    if not all(map(math.isfinite, (a, b, c, d, e, f))):
        raise ValueError(operands)
    return a, b, c, d, e, f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    """Return the matrix that does one thing and then the other, as `cm` does."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
