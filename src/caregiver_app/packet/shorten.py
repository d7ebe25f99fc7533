"""Shorten long lists and texts, always saying how much is left and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from caregiver_app.i18n import _
from caregiver_app.packet.ours import ours_counted, together
from caregiver_app.packet.text import PAGE, Span, link, quiet

T = TypeVar("T")


@dataclass(frozen=True)
class Limit:
    """How many items of a list and how many characters of a text are shown."""

    items: int
    characters: int

    def of(self, items: Sequence[T]) -> tuple[Sequence[T], int]:
        """Return the first items, and how many are left."""
        return items[: self.items], max(len(items) - self.items, 0)

    def last(self, items: Sequence[T]) -> tuple[Sequence[T], int]:
        """Return the newest items, and how many earlier ones are left."""
        return items[-self.items :], max(len(items) - self.items, 0)


def more(count: int, place: str, *, earlier: bool = False) -> list[str | Span]:
    """Say how many items are not shown here, and the page that has them all."""
    if not count:
        return []
    if earlier:
        words = ours_counted("… and {n} earlier one", "… and {n} earlier ones", count)
    else:
        words = ours_counted("… and {n} more", "… and {n} more", count)
    return [quiet(together("", (" ", words))), *_see(place, _(": see {page}"))]


def clipped(text: str, characters: int, place: str) -> list[str | Span]:
    """Cut a text that is too long at a space, and say where the whole of it stands."""
    if len(text) <= characters:
        return [text]
    head = text[:characters]
    cut = head.rsplit(None, 1)[0] if " " in head[characters // 2 :] else head
    return [cut.rstrip(" ,;.") + " …", *_see(place, _(" see {page}"))]


def _see(place: str, words: str) -> list[str | Span]:
    if not place:
        return []
    before, after = words.split("{page}")
    name = _("page {page}") if place in ("cover", "documents") else _("Details, page {page}")
    return [quiet(before), link(name.format(page=PAGE).replace(" ", "\u00a0"), place), quiet(after)]
