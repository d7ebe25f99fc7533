"""The columns a history table may have.

Eleven read well for every kind. Besides, each field may have a column of its own, called as the field is: there a
text is taken as it stands, where the eleven would read a meaning into it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

from caregiver_app.domain.timeline.kinds import KINDS, Kind

COLUMNS: Final = ("kind", "date", "end", "line", "name", "value", "unit", "result", "place", "source", "note")
SOURCE_COLUMNS: Final[tuple[str, ...]] = ("how_known", "document", "page")
"""What the column "source" says in one text, one by one; then its words are only words."""
EXACTLY: Final = "exactly"
"""Texts no cell can hold, such as one with a space at its end: a JSON object of field and text."""

_NO_TEXT: Final = frozenset({"id", "date", "end", "line", "how_known", "proof", "proof_page"})


class RowUnclear(ValueError):
    """Say in one sentence why a row cannot be taken in."""


def texts_of(kind: Kind) -> tuple[str, ...]:
    """Return the names of a kind's fields that hold text, in asking order."""
    return _texts_by_kind()[kind.id]


def own_columns_of(kind: Kind) -> frozenset[str]:
    """Return the fields of a kind that may have a column of their own."""
    return _own_columns_by_kind()[kind.id]


@cache
def further_columns() -> tuple[str, ...]:
    """Return every column besides the eleven, in the order they are written in."""
    fields = dict.fromkeys(name for names in _texts_by_kind().values() for name in names if name not in COLUMNS)
    return (*SOURCE_COLUMNS, *fields, EXACTLY)


@cache
def known_columns() -> frozenset[str]:
    """Return every column a history table may have."""
    return frozenset((*COLUMNS, *further_columns()))


@cache
def _texts_by_kind() -> Mapping[str, tuple[str, ...]]:
    return {kind.id: tuple(name for name in _fields_of(kind) if name not in _NO_TEXT) for kind in KINDS}


def _fields_of(kind: Kind) -> tuple[str, ...]:
    asked = (field.name for field in kind.fields)
    return tuple(dict.fromkeys((*asked, *kind.record.model_fields)))


@cache
def _own_columns_by_kind() -> Mapping[str, frozenset[str]]:
    return {kind_id: frozenset(names).difference(COLUMNS) for kind_id, names in _texts_by_kind().items()}
