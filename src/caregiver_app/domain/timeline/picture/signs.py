"""The signs of the picture as outlines around a middle, about one unit to each side, y growing downwards.

One shape means one thing on screen and on paper, with or without colour.
"""

from typing import Final

Outline = tuple[tuple[float, float], ...]

OUTLINES: Final[dict[str, Outline]] = {
    "square": ((-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)),
    "triangle": ((0.0, -1.0), (1.08, 0.86), (-1.08, 0.86)),
    "hexagon": ((0.0, -1.0), (0.87, -0.5), (0.87, 0.5), (0.0, 1.0), (-0.87, 0.5), (-0.87, -0.5)),
    "diamond": ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)),
    "lozenge": ((0.0, -1.0), (0.8, 0.0), (0.0, 1.0), (-0.8, 0.0)),
}
SOLID: Final = frozenset({"triangle", "diamond"})
CROSSED: Final = frozenset({"diamond"})
"""Solid signs with a light cross in them."""

# How much of the disc is filled, from its left side on: the deeper the response as recorded, the fuller.
DISCS: Final[dict[str, float]] = {
    "full": 1.0, "most": 0.75, "half": 0.5, "quarter": 0.25, "open": 0.0, "cross": 0.0, "other": 0.0,
}  # fmt: skip
