"""See which rows say nothing that the case does not hold already."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.kinds import KINDS, kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.exchange.pasted.labs import test_key
from caregiver_app.exchange.pasted.row import PastedRow
from caregiver_app.exchange.pasted.words import term_named

_TERMS: Final[Mapping[tuple[str, str], str]] = {
    (kind.id, asked.name): asked.terms for kind in KINDS for asked in kind.fields if asked.terms
}
_Key = tuple[str, str, str]
Content = tuple[object, ...]


class Known:
    """The entries of a case, ready to be asked whether they hold what a row says."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[_Key, list[Entry]] = {}
        self._undated: dict[tuple[str, str], list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(_key(entry), []).append(entry)
            kind, _date, what = _key(entry)
            self._undated.setdefault((kind, what), []).append(entry)

    def closer(self, row: PastedRow, entry: Entry) -> PartialDate | None:
        """Return the date under which the case says the same thing of a closer day than a row, if it does."""
        if entry.date is None or entry.date.is_exact:
            return None
        kind, _date, what = _key(entry)
        for other in self._undated.get((kind, what), ()):
            if other.date is not None and _is_within(other.date, entry.date) and _agrees(row, entry, other):
                return other.date
        return None

    def holds(self, row: PastedRow, entry: Entry) -> bool:
        """Whether an entry of the case says all that this row says, of the same day and the same thing."""
        return any(_says_all(row, entry, other) for other in self._entries.get(_key(entry), ()))


def _is_within(close: PartialDate, vague: PartialDate) -> bool:
    """Whether one date is surely inside another and closer."""
    inner, outer = close.span(), vague.span()
    if inner.earliest is None or inner.latest is None or outer.earliest is None or outer.latest is None:
        return False
    is_inside = outer.earliest <= inner.earliest and inner.latest <= outer.latest
    return is_inside and (inner.earliest, inner.latest) != (outer.earliest, outer.latest)


def _agrees(row: PastedRow, entry: Entry, other: Entry) -> bool:
    """Whether what a row says besides its date is also said by an entry, in as many words or more."""
    kind = kind_of(entry)
    for name in row.fields:
        mine, theirs = (_meaning(kind.id, name, getattr(one, name)) for one in (entry, other))
        if name != "date" and not theirs.startswith(mine):
            return False
    return True


def content_of(entry: Entry | None) -> Content | None:
    """Return all that an entry says, to be compared; None when there is no entry."""
    return None if entry is None else (type(entry), *(value for name, value in entry if name != "id"))


def repeats(contents: Iterable[Content | None]) -> dict[int, int]:
    """Return by place what is the same in every field as something earlier, with the place of that."""
    first: dict[Content, int] = {}
    found: dict[int, int] = {}
    for place, content in enumerate(contents):
        if content is None:
            continue
        if content in first:
            found[place] = first[content]
        else:
            first[content] = place
    return found


def _key(entry: Entry) -> _Key:
    kind = kind_of(entry)
    return kind.id, str(entry.date or ""), _meaning(kind.id, kind.title, getattr(entry, kind.title))


def _says_all(row: PastedRow, entry: Entry, other: Entry) -> bool:
    kind = kind_of(entry)
    for name in row.fields:
        mine, theirs = getattr(entry, name), getattr(other, name)
        if name == "note":
            if mine and mine not in theirs:
                return False
        elif _meaning(kind.id, name, mine) != _meaning(kind.id, name, theirs):
            return False
    return True


def _meaning(kind: str, name: str, value: Any) -> str:
    """Return what a text says, whatever word of the field was used for it."""
    text = " ".join(str(value if value is not None else "").split())
    vocabulary = _TERMS.get((kind, name))
    if vocabulary:
        if vocabulary == "labs":
            return test_key(text)
        named = term_named(vocabulary, text)
        if named is not None:
            return named.id
    return text.casefold()
