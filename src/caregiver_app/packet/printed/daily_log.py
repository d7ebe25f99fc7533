"""The daily log: the team's numbers on top, then day by day what was measured and seen, and a line of handwriting."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.records import LogEntry, Round
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.packet.flow import Block, Space, Stack
from caregiver_app.packet.furniture import cell
from caregiver_app.packet.furniture import head as table_head
from caregiver_app.packet.printed.chosen import chosen_round
from caregiver_app.packet.printed.days import DayCount, day_count
from caregiver_app.packet.printed.furniture import Blank, Rules, beside, head, in_a_row, roomiest, to_write
from caregiver_app.packet.printed.options import SheetOptions
from caregiver_app.packet.printed.paper import write_sheet
from caregiver_app.packet.printed.told import Told, call_box
from caregiver_app.packet.style import BODY, SMALL, SUBHEADING, TABLE_QUIET
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.text import para, quiet

_WIDTHS: Final = (50, 74, 0, 0)
_TIMES: Final = 3
"""So many rows a day for what is measured."""
_ROOMS: Final = (24.0, 23.0, 22.0, 21.0, 20.0, 19.0)
_LOOK: Final = Look(padding=2.5, gap=10)
_BETWEEN: Final = 14.0


def draw(case: CaseSnapshot, options: SheetOptions, target: Path) -> int:
    """Write the log of a round, or a blank one, and return how many pages it has. Raises CaregiverError."""
    chosen = chosen_round(case, options)
    count = day_count(case, chosen.id)
    entries = [] if options.blank else _entries(case, chosen, options.first_day)
    written = [_written_day(day, list(told), count) for day, told in groupby(entries, key=lambda one: one.date)]
    days = list(_days_left(entries, max(options.days - len(written), 0), count, options))
    above = [
        head(case, _("Daily log"), in_a_row(chosen.name, count.in_words())),
        para(_what_for(), style=BODY, before=6),
        call_box(Told(case, chosen.id)),
        *written,
    ]

    def sheet(room: float) -> Block:
        return Stack([*above, *(_blank_day(day, count, room) for day in days)])

    return write_sheet(case, options, target, roomiest(sheet, options, _ROOMS))


def _what_for() -> str:
    return _("Write down what you measure and see, in your own words. Your team says what it means.")


def _entries(case: CaseSnapshot, chosen: Round, first: date | None) -> list[LogEntry]:
    """Return the entries of a round, by day; those before the first day are left out."""
    found = [one for one in case.log if one.round == chosen.id]
    if first is None:
        return found
    return [one for one in found if (last := one.date.span().latest) is None or last >= first]


def _days_left(
    entries: list[LogEntry], left: int, count: DayCount, options: SheetOptions
) -> Iterable[PartialDate | None]:
    """Return the days that are still to be filled in; a day is None where nobody knows the date yet."""
    first = _first_blank(entries, count, options)
    if first is None:
        return [None] * left
    days = (first.toordinal() + n for n in range(left))
    return [PartialDate.of_day(date.fromordinal(day)) for day in days if day <= date.max.toordinal()]


def _first_blank(entries: list[LogEntry], count: DayCount, options: SheetOptions) -> date | None:
    """Return the day to go on from: after the last entry, the day that was chosen, today, or the planned day 0."""
    if entries:
        last = entries[-1].date
        return date.fromisoformat(last) + timedelta(days=1) if last.is_exact and last < "9999-12-31" else None
    if options.first_day is not None:
        return options.first_day
    if count.exact is None:
        return None
    return max(count.exact, options.as_of)


def _title(day: PartialDate | None, count: DayCount) -> Block:
    if day is None:
        return beside(Blank(_("Date")), Blank(_("Day")), Space(0), shares=(4, 2, 3), before=0)
    number = count.of(day)
    return para(day.in_words(), quiet(f" · {number}") if number else "", style=SUBHEADING, keep=True)


def _titles() -> tuple[str, ...]:
    return _("Time"), _("Temperature"), _("Medicines"), _("Notes")


def _blank_day(day: PartialDate | None, count: DayCount, room: float) -> Block:
    """Set the room for one day: what is measured, a sentence by hand, and who signs."""
    return Stack(
        [
            _title(day, count),
            to_write(_titles(), _WIDTHS, _TIMES, room=room, before=2),
            Stack([para(_("A sentence in the patient’s own hand"), style=SMALL), Rules(room=room)], before=4),
            beside(Blank(_("Signed")), Blank(_("Also signed")), before=0),
        ],
        before=_BETWEEN,
        whole=True,
    )


def _written_day(day: PartialDate, entries: list[LogEntry], count: DayCount) -> Block:
    """Set what was typed for one day, as it was typed."""
    rows: list[Row] = []
    for one in entries:
        rows.append(Row((cell(one.at), cell(one.temperature), cell(one.medicines), cell(one.notes))))
        about = _beneath(one)
        if about:
            rows[-1] = Row(rows[-1].cells, keep=True)
            rows.append(Row((para(about, style=TABLE_QUIET),), span=True))
    table = Table(_WIDTHS, rows, head=table_head(*_titles()), look=_LOOK, before=2)
    return Stack([_title(day, count), table], before=_BETWEEN)


def _beneath(one: LogEntry) -> str:
    """Write the handwriting and the signatures of an entry in one line."""
    parts = (
        (_("In the patient’s own hand: {words}"), one.handwriting),
        (_("Signed: {name}"), one.signed),
        (_("Also signed: {name}"), one.also_signed),
    )
    return in_a_row(*(words.format(words=said, name=said) for words, said in parts if said))


def entry_in_words(one: LogEntry) -> str:
    """Write an entry in one line, without its day: "18:00 · 37.2 °C · paracetamol · slept well"."""
    hand = _("In the patient’s own hand: {words}").format(words=one.handwriting) if one.handwriting else ""
    return in_a_row(one.at, one.temperature, one.medicines, one.notes, hand)
