"""An original made ready for the packet."""

from dataclasses import dataclass, field
from pathlib import Path

from caregiver_app.packet.attachment import Attachment


@dataclass(frozen=True)
class SourcePage:
    """How one page of a source is cut, turned and scaled."""

    box: tuple[float, float, float, float]
    turn: int
    unit: float


@dataclass
class Opened:
    """An original made ready: the closed PDF files its pages are in, in order, and what the family should know.

    `fine` tells of each page of a picture file how finely it is drawn, in dots to the point; it is empty for others.
    `drawn_words` says that words stand on its pages which the file leaves to a reader's program to draw: whoever read
    the file may not have seen those.
    """

    attachment: Attachment
    pages: list[SourcePage] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    fine: list[float] = field(default_factory=list)
    unseen_comments: int = 0
    to_be_blacked_out: int = 0
    moving: bool = False
    drawn_words: bool = False
