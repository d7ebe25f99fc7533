"""The way round the window that is offered to whoever is new: a stop a page, as data."""

from dataclasses import dataclass
from functools import cache

from caregiver_app import bundled


@dataclass(frozen=True)
class Stop:
    """One stop: the key of the page it is on, or of the menu entry it is about, and what is said there."""

    id: str
    page: str
    title: str
    text: str


@cache
def stops() -> tuple[Stop, ...]:
    """Return the stops in their order."""
    rows = bundled.toml("tour", "tour.toml")["stop"]
    return tuple(Stop(row["id"], row["page"], row["title"], row["text"]) for row in rows)
