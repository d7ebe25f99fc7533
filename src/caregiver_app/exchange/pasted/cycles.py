"""See where several rows are the cycles of one treatment, and make one row of them when a person says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from caregiver_app.domain.dates import PartialDate, days_between, sort_key
from caregiver_app.domain.timeline.records import Entry, Therapy
from caregiver_app.exchange.pasted.row import PastedRow, check
from caregiver_app.exchange.pasted.words import term_named
from caregiver_app.i18n import _

# Cycles are weeks apart. After half a year without one the same drugs are given anew, and that is another treatment.
_LONGEST_PAUSE: Final = 183


@dataclass(frozen=True)
class Cycles:
    """Rows, by their place, that name the same regimen again and again."""

    regimen: str
    places: tuple[int, ...]


def find_cycles(entries: Iterable[tuple[int, Entry | None]]) -> list[Cycles]:
    """Return what could be one treatment with several cycles: the same regimen, dated, no other treatment between.

    `entries` are what rows make, with the place of each. What counts its own cycles is a treatment already.
    """
    dated = [(place, entry) for place, entry in entries if isinstance(entry, Therapy) and entry.date is not None]
    dated.sort(key=lambda found: (sort_key(found[1].date), found[0]))
    runs: list[list[tuple[int, Therapy]]] = []
    for place, entry in dated:
        if runs and _goes_on(runs[-1][-1][1], entry):
            runs[-1].append((place, entry))
        else:
            runs.append([(place, entry)])
    return [Cycles(run[0][1].regimen, tuple(place for place, _entry in run)) for run in runs if len(run) > 1]


def as_one(rows: Sequence[PastedRow], cycles: Cycles) -> PastedRow:
    """Return one treatment from the first date to the last one, its cycles counted and its rows kept in the note."""
    entries = [(rows[place], check(rows[place]).entry) for place in cycles.places]
    treated = [(row, entry) for row, entry in entries if isinstance(entry, Therapy)]
    treated.sort(key=lambda found: sort_key(found[1].date))
    first, last = treated[0], treated[-1]
    end = last[1].end or last[1].date
    fields: dict[str, str] = {}
    for row, _entry in reversed(treated):
        fields.update({name: text for name, text in row.fields.items() if name not in ("note", "date", "end")})
    fields.update(regimen=first[1].regimen, cycles=str(_count(treated)), date=_words(first[1].date))
    if end is not None and end != first[1].date:
        fields["end"] = _words(end)
    fields["best_response"] = next((e.best_response for _r, e in reversed(treated) if e.best_response), "")
    fields["note"] = "\n".join(_line(row, entry) for row, entry in treated)
    text = "\n".join(row.text for row, _entry in treated if row.text)
    kept = {name: words for name, words in fields.items() if words}
    doubt = _("The end is the date of the last cycle. Correct it if the treatment went on after it.")
    return replace(first[0], fields=kept, text=text, cycle="", doubts=() if last[1].end else (doubt,))


def _goes_on(before: Therapy, after: Therapy) -> bool:
    if before.cycles or after.cycles or regimen_key(before.regimen) != regimen_key(after.regimen):
        return False
    between = days_between(before.end or before.date, after.date)
    return (
        between is not None and between[0] <= _LONGEST_PAUSE and (before.line or 0) == (after.line or before.line or 0)
    )


def regimen_key(text: str) -> str:
    """Return what two names of one regimen share."""
    named = term_named("regimens", text)
    return named.id if named is not None else "".join(letter for letter in text.casefold() if letter.isalnum())


def _count(treated: Sequence[tuple[PastedRow, Therapy]]) -> int:
    """Count cycles: by their numbers when every row has one (day 1 and day 8 are one cycle), else by rows."""
    numbers = {row.cycle for row, _entry in treated}
    return len(numbers) if all(numbers) else len(treated)


def _words(when: PartialDate | None) -> str:
    return when.in_words() if when is not None else ""


def _line(row: PastedRow, entry: Therapy) -> str:
    if row.text:
        return " ".join(row.text.split())
    return " ".join(part for part in (_words(entry.date), entry.regimen, entry.note) if part)


def counted(rows: Sequence[PastedRow], cycles: Cycles) -> int:
    """Return how many cycles the rows are."""
    numbers: Mapping[str, None] = dict.fromkeys(rows[place].cycle for place in cycles.places)
    return len(numbers) if all(numbers) else len(cycles.places)
