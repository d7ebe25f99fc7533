"""What the family chose for one packet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

SECTIONS: Final = ("summary", "timeline", "details", "documents", "attached")
"""The parts that can be left out, in the order they are printed. The cover is always there."""


@dataclass(frozen=True)
class PacketOptions:
    """Hold the choices. `unreadable` names documents whose file must not be opened, with the reason.

    Its reasons are keys of `domain.documents.document.TROUBLES`: a caller fills it when a file stopped the builder.
    """

    as_of: date
    paper: str = "a4"
    dividers: bool = True
    sections: tuple[str, ...] = SECTIONS
    unreadable: Mapping[int, str] = field(default_factory=dict)
