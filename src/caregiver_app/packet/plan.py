"""The plan of a packet as plain values: what it will hold, on which pages. The window shows it before building."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caregiver_app.packet.sheets import Bookmark, Sheet

_OF_A_DOCUMENT: Final = "document-"


@dataclass(frozen=True)
class PlannedItem:
    """One part of the packet. `level` is 0 for a section and 1 for an attached document (then with `number`)."""

    title: str
    first_page: int
    pages: int
    level: int
    number: int = 0
    reason: str = ""


@dataclass(frozen=True)
class PacketPlan:
    """The parts in order, and how many pages there are in all."""

    pages: int
    items: tuple[PlannedItem, ...]


def places_of(sheets: Sequence[Sheet]) -> dict[str, int]:
    """Return the packet page of every place."""
    found: dict[str, int] = {}
    for page, sheet in enumerate(sheets, 1):
        for place in sheet.places:
            found.setdefault(place, page)
    return found


def ends_of(sheets: Sequence[Sheet]) -> dict[int, int]:
    """Return the last packet page of every attached document by its number."""
    found: dict[int, int] = {}
    for page, sheet in enumerate(sheets, 1):
        for place in sheet.places:
            if place.startswith(_OF_A_DOCUMENT):
                found[int(place.removeprefix(_OF_A_DOCUMENT).partition("-")[0])] = page
    return found


def planned(sheets: Sequence[Sheet], reasons: dict[str, tuple[int, str]]) -> PacketPlan:
    """Return the plan that laid-out sheets amount to. `reasons` gives number and reason by place."""
    starts = [(page, bookmark) for page, sheet in enumerate(sheets, 1) for bookmark in sheet.bookmarks]
    items = tuple(
        PlannedItem(
            bookmark.title,
            page,
            _end(starts[index + 1 :], bookmark, len(sheets)) - page,
            bookmark.level,
            *(reasons.get(bookmark.place, (0, "")) if bookmark.level else (0, "")),
        )
        for index, (page, bookmark) in enumerate(starts)
    )
    return PacketPlan(len(sheets), items)


def _end(later: Sequence[tuple[int, Bookmark]], bookmark: Bookmark, pages: int) -> int:
    """Return the page after the last one of a part."""
    return next((page for page, other in later if other.level <= bookmark.level), pages + 1)
