"""Words of the CAR-T steps in the window: where a stage stands, when a day is, who can be named."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.guide.lines import Line
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.journey.board import PLACES, StageView
from caregiver_app.domain.journey.records import Round
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.vocabulary import Term
from caregiver_app.i18n import _, ngettext, with_commas

MARKS: Final = {"done": "good", "here": "here", "ahead": "open", "not-for-us": "off"}
"""The sign of each of `PLACES`; its word always stands beside it."""

_SEVERAL: Final = 2
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d) (?=\d)")


def place_words(view: StageView) -> str:
    """Write where a stage stands."""
    return _(PLACES[view.place])


def standing(view: StageView) -> str:
    """Write where a stage stands and its date: "Done, 18 May 2026"."""
    when = view.when_in_words()
    return with_commas((place_words(view), when)) if when else place_words(view)


def with_where(line: Line, text: str) -> str:
    """Write a published line with where and of when it is: "About an hour. · United Kingdom, 2024"."""
    return f"{text} · {line.where_and_when()}"


def shown_lines(case: CaseSnapshot, lines: Iterable[Line]) -> list[tuple[Line, str]]:
    """Return lines in the family's words, without those they hid."""
    laid = ((line, worded(line, case.wordings_by_line)) for line in lines)
    return [(line, words.text) for line, words in laid if not words.hidden]


def by_where(case: CaseSnapshot, lines: Iterable[Line]) -> list[tuple[str, list[str]]]:
    """Return lines under where and of when they are, in the order that comes up."""
    found: dict[str, list[str]] = {}
    for line, text in shown_lines(case, lines):
        found.setdefault(line.where_and_when(), []).append(text)
    return list(found.items())


def days_from(today: date, day: date) -> str:
    """Count a day plainly from today: "in 18 days", "today", "3 days ago"."""
    n = (day - today).days
    if n == 0:
        return _("today")
    if n > 0:
        return ngettext("in {n} day", "in {n} days", n).format(n=n)
    return ngettext("{n} day ago", "{n} days ago", -n).format(n=-n)


def unbroken(text: str) -> str:
    """Keep the groups of a phone number on one line."""
    return _BETWEEN_DIGITS.sub("\u00a0", text)


def exact_day(when: PartialDate | None) -> date | None:
    """Return the one day a date means, or None."""
    return date.fromisoformat(when) if when is not None and when.is_exact else None


def people(case: CaseSnapshot, others: Iterable[str] = ()) -> tuple[Term, ...]:
    """Return whom one may name: those named before, the last one first, then the contacts."""
    found: dict[str, str] = {name: "" for name in others if name}
    for contact in case.contacts:
        found[contact.name] = " · ".join(part for part in (contact.role, contact.organisation) if part)
    return tuple(Term(name, name, plain, "", (), "", "") for name, plain in found.items())


def first_shown(rounds: tuple[Round, ...]) -> Round:
    """Return the round that is shown first: the one that is gone ahead with, else the first."""
    return next((one for one in rounds if one.mode == "proceeding"), rounds[0])


def offered(rounds: Sequence[Round]) -> bool:
    """Whether there are several rounds to choose from."""
    return len(rounds) >= _SEVERAL
