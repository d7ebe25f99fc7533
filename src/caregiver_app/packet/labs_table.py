"""Blood tests in tables, as printed, never compared or judged: the newest beside the ones before, and all of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from caregiver_app.domain.dates import sort_key
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.records import Entry, Lab
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.flow import Block
from caregiver_app.packet.furniture import Parts, cell, figure, head, joined
from caregiver_app.packet.ours import ours
from caregiver_app.packet.proof import Proofs, mark
from caregiver_app.packet.shorten import Limit, clipped
from caregiver_app.packet.style import TABLE, TABLE_HEAD
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.terms import named
from caregiver_app.packet.text import quiet, strong

E = TypeVar("E", bound=Entry)

# The least and the most of each column, in points; the wide one takes what they leave.
_LATEST_WIDTHS: Final = ((0, 0), (36, 62), (10, 26), (48, 56), (36, 62), (10, 26), (48, 56), (30, 62), (52, 56))
_FULL_WIDTHS: Final = ((48, 66), (30, 84), (16, 52), (20, 36), (30, 66), (0, 0), (54, 56))

_TESTS: Final = 10


@dataclass(frozen=True)
class _Cell:
    """One cell before its column is known to be needed: the head of the column, the words, on which side they stand."""

    head: str
    parts: Parts
    figure: bool = False

    def words(self) -> str:
        """Return what stands in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def block(self) -> Block:
        """Set it."""
        return figure(*self.parts) if self.figure else cell(*self.parts)


def newest(entries: Iterable[E], key: Callable[[E], object]) -> list[E]:
    """Return the newest entry of each test or measure, in the order they first appear."""
    return [group[-1] for group in _by(entries, key)]


def lab_table(entries: Sequence[Lab], proofs: Proofs, limit: Limit) -> tuple[Block | None, int]:
    """Set the tests measured last, and return how many tests are not shown."""
    groups = _by(entries, lambda entry: entry.test.casefold())
    groups.sort(key=lambda group: _day(group[-1]), reverse=True)
    shown, left = Limit(min(limit.items, _TESTS), limit.characters).of(groups)
    if not shown:
        return None, 0
    return _table([_latest(group, proofs, limit) for group in shown], 0, _LATEST_WIDTHS, Look(padding=1, gap=7)), left


def _latest(group: list[Lab], proofs: Proofs, limit: Limit) -> list[_Cell]:
    """Return what stands in the row of one test."""
    entry = group[-1]
    before = group[-2] if len(group) > 1 else None
    return [
        _Cell(_("Test"), [*clipped(named(entry), limit.characters, ""), mark(entry)]),
        _Cell(_("Latest"), clipped(wording.measured(entry.value, entry.unit), limit.characters, ""), figure=True),
        _Cell(_("Mark"), clipped(entry.printed_flag, limit.characters, "")),
        _Cell(_("Date"), [_date(entry)]),
        _Cell(_("Before"), [quiet(_before(before, limit)), mark(before)] if before else [], figure=True),
        _Cell(_("Mark"), [quiet(before.printed_flag[: limit.characters])] if before else []),
        _Cell(_("Date"), [quiet(_date(before))] if before else []),
        _Cell(_("Range printed"), clipped(entry.reference_range, limit.characters, "")),
        _Cell(_("Proof"), proofs.of(entry)),
    ]


def _before(entry: Lab, limit: Limit) -> str:
    return wording.measured(entry.value, entry.unit)[: limit.characters]


def _date(entry: Lab) -> str:
    return entry.date.in_table() if entry.date else "–"


def _by(entries: Iterable[E], key: Callable[[E], object]) -> list[list[E]]:
    """Group entries, each group oldest first, the undated before all."""
    groups: dict[object, list[E]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    for group in groups.values():
        group.sort(key=_day)
    return list(groups.values())


def _day(entry: Entry) -> int:
    return sort_key(entry.date)[0] if entry.date else 0


def labs_in_full(entries: Sequence[Lab], proofs: Proofs) -> Block:
    """Set all results test by test, each oldest first, with unit, range and mark as printed.

    Where all results of a test are from one place or one paper, it stands once, beside the name of the test.
    """
    rows: list[Row | list[_Cell]] = []
    for group in _by(entries, lambda entry: entry.test.casefold()):
        once = frozenset.intersection(*(frozenset((entry.place, entry.source)) for entry in group)) - {""}
        name = [strong(named(group[0])), *(quiet(f" · {text}") for text in _origins(group[0]) if text in once)]
        rows.append(Row((cell(*name),), span=True, keep=True, above=4.0 if rows else 1.0))
        rows += [_in_full(entry, proofs, once) for entry in group]
    return _table(rows, 5, _FULL_WIDTHS, Look(padding=1, gap=9))


def _origins(entry: Lab) -> list[str]:
    return [text for text in (entry.place, entry.source) if text]


def _in_full(entry: Lab, proofs: Proofs, once: frozenset[str]) -> list[_Cell]:
    about: list[Parts] = [[quiet(text)] for text in _origins(entry) if text not in once]
    if entry.note:
        about.append([entry.note])
    if entry.how_known != "report":
        about.append([quiet(ours(_(wording.HOW_KNOWN[entry.how_known])))])
    return [
        _Cell(_("Date"), [_date(entry) if entry.date else ours(_("not known"))]),
        _Cell(_("Value"), [entry.value, mark(entry)], figure=True),
        _Cell(_("Unit"), [entry.unit]),
        _Cell(_("Mark"), [entry.printed_flag]),
        _Cell(_("Range printed"), [entry.reference_range]),
        _Cell(_("Where, and what else is known"), joined(about)),
        _Cell(_("Proof"), proofs.of(entry)),
    ]


def _table(rows: Sequence[Row | list[_Cell]], wide: int, bounds: Sequence[tuple[float, float]], look: Look) -> Block:
    """Set rows in columns as wide as their words; a column in which nothing stands is left out.

    The column `wide` takes what room the others leave; `bounds` are the least and the most of each.
    """
    filled = [row for row in rows if not isinstance(row, Row)]
    kept = [index for index in range(len(bounds)) if index == wide or any(row[index].words() for row in filled)]
    titles = head(
        *(filled[0][index].head if any(row[index].words() for row in filled) else "" for index in kept),
        figures=[at for at, index in enumerate(kept) if filled[0][index].figure],
    )
    widths = [0.0 if index == wide else _room((row[index] for row in filled), *bounds[index]) for index in kept]
    set_rows = [row if isinstance(row, Row) else Row(tuple(row[index].block() for index in kept)) for row in rows]
    return Table(widths, set_rows, head=titles, look=look, before=4)


def _room(cells: Iterable[_Cell], least: float, most: float) -> float:
    """Return how wide a column must be for its longest text and its head, between two bounds."""
    cells = list(cells)
    widest = max((style.text_width(one.words(), TABLE.font, TABLE.size) for one in cells), default=0.0)
    titled = style.text_width(cells[0].head, TABLE_HEAD.font, TABLE_HEAD.size) if cells else 0.0
    return min(max(widest + 1, titled + 1, least), most)
