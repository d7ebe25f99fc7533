"""What the family chose for one packet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from caregiver_app.domain.packet.choices import SECTIONS, PacketChoices
from caregiver_app.domain.packet.since import Since
from caregiver_app.i18n import ENGLISH

MEGABYTE: Final = 1_000_000

BY_CHOICE: Final = "by_choice"
"""Why a document is not attached that the family left out."""


@dataclass(frozen=True)
class PacketOptions:
    """Hold the choices for one packet.

    `documents` are the D-numbers of those that go in, in their order; None takes those that are ticked, in the order of
    the inventory. `set_apart` names documents that are listed and stay out, with a key of `SET_APART`. `unreadable`
    names documents whose file must not be opened, with a key of `TROUBLES`: a caller fills it when a file stopped the
    builder. `most_bytes` is how large each file may be, 0 for no limit. With `since` it is an addendum.
    """

    as_of: date
    paper: str = "a4"
    dividers: bool = True
    sections: tuple[str, ...] = SECTIONS
    language: str = "en"
    names_hidden: bool = False
    documents: tuple[int, ...] | None = None
    set_apart: Mapping[int, str] = field(default_factory=dict)
    most_bytes: int = 0
    smaller_scans: bool = False
    since: Since | None = None
    unreadable: Mapping[int, str] = field(default_factory=dict)

    @property
    def spoken(self) -> str:
        """The language the packet speaks by itself; what stands beside it is another matter."""
        return "zh_CN" if self.language == "zh" else ENGLISH


def options_of(choices: PacketChoices, as_of: date, documents: tuple[int, ...] | None) -> PacketOptions:
    """Return the options that choices amount to on a day, with these documents."""
    return PacketOptions(
        as_of=as_of,
        paper=choices.paper,
        dividers=choices.dividers,
        sections=choices.sections,
        language=choices.language,
        names_hidden=choices.hide_names,
        documents=documents,
        most_bytes=choices.most_mb * MEGABYTE,
        smaller_scans=choices.smaller_scans,
    )
