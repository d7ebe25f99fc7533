"""What a family wants done with the pages of a document. The files themselves never change."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from caregiver_app.domain.packed import Packed

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, as fractions of a page that stands upright as its own file shows it."""

OfAFile = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
"""The fingerprint of a file. Where a page comes from is found by it, so nothing else may stand there."""


@dataclass(frozen=True)
class Sheet:
    """One page of a document: which page of which file it is, and what is done with it.

    `page` counts from 1. `turn` is how many quarters clockwise, 0 to 3; `straighten` is clockwise in degrees, at most
    45 to either side; `crop` is the part that is kept and `black` the parts nobody may see, both on the page before
    it is straightened and turned.
    """

    fingerprint: OfAFile
    page: int = 1
    turn: int = 0
    straighten: float = 0.0
    crop: Box | None = None
    black: tuple[Box, ...] = ()


class Sheets(Packed[Sheet]):
    """The pages of a document in their order; empty for all pages of its file as they are."""

    __slots__ = ()
