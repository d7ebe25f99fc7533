"""The newest blood tests in one table, each beside the value before it: as printed, never compared or judged."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from caregiver_app.domain.dates import sort_key
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.records import Entry, Lab
from caregiver_app.i18n import _
from caregiver_app.packet.flow import Block
from caregiver_app.packet.furniture import cell, head
from caregiver_app.packet.proof import Proofs, mark
from caregiver_app.packet.shorten import Limit, clipped
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.text import Span, quiet

E = TypeVar("E", bound=Entry)

_TESTS: Final = 10


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
    titles = head(_("Test"), _("Latest"), _("Date"), _("Before"), _("Date"), _("Range printed"), _("Proof"))
    rows = [_row(group, proofs, limit) for group in shown]
    return Table((0, 74, 52, 74, 52, 58, 54), rows, head=titles, look=Look(padding=1.5, gap=8), before=4), left


def _row(group: list[Lab], proofs: Proofs, limit: Limit) -> Row:
    entry = group[-1]
    before = group[-2] if len(group) > 1 else None
    return Row((
        cell(*clipped(entry.test, limit.characters, ""), mark(entry)),
        cell(*clipped(_value(entry), limit.characters, "")),
        cell(_date(entry)),
        cell(*([quiet(_value(before)[: limit.characters]), mark(before)] if before else ["–"])),
        cell(quiet(_date(before)) if before else Span("–")),
        cell(*clipped(entry.reference_range or "–", limit.characters, "")),
        cell(*proofs.of(entry)),
    ))  # fmt: skip


def _value(entry: Lab) -> str:
    return f"{wording.measured(entry.value, entry.unit)} {entry.printed_flag}".strip()


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
