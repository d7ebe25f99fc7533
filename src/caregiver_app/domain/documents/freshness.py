"""How old the newest paper of a kind is, beside what a list asks for: a fact about dates, never a judgement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caregiver_app.domain.dates import DateSpan, PartialDate
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.recipients import A_COMMON_FIGURE
from caregiver_app.domain.documents.wanted import Want
from caregiver_app.domain.timeline.facts.durations import Stretch
from caregiver_app.i18n import _, ngettext, with_commas

# What holds for the newest of several papers, whichever of them that is: the first of these that is true of any.
_FROM_NEWEST: Final = ("yes", "unknown", "no")

DateOf = Callable[[Document], PartialDate | None]


@dataclass(frozen=True)
class Freshness:
    """The date of the newest paper, whether it keeps the stated limit, and both in words.

    `fresh` is "yes" or "no" where the dates tell, "unknown" where they leave it open, and empty where no limit is
    stated or no paper is here.
    """

    newest: PartialDate | None = None
    fresh: str = ""
    words: str = ""


def freshness(want: Want, documents: Sequence[Document], date_of: DateOf, today: date, *, own: bool) -> Freshness:
    """Hold the dates of papers against the limit of a want. `own` says that a centre itself stated it."""
    if not documents:
        return Freshness()
    limited = bool(want.fresh_days or want.fresh_months)
    dates = [date_of(document) for document in documents]
    verdicts = [_keeps(want, when, today) if limited else "" for when in dates]
    fresh = next((verdict for verdict in _FROM_NEWEST if verdict in verdicts), "")
    dated = [(when, verdict) for when, verdict in zip(dates, verdicts, strict=True) if when is not None]
    telling = [when for when, verdict in dated if verdict == fresh] or [when for when, _verdict in dated]
    newest = max(telling, key=_latest) if telling else None
    words = _age(newest, today, limited=limited)
    if limited:
        words = _("{age}; {limit}.").format(age=words, limit=limit_in_words(want, own=own))
    else:
        words = _("{age}.").format(age=words)
    undated = [document for document, when in zip(documents, dates, strict=True) if when is None]
    if dated and undated and fresh == "unknown":
        numbers = with_commas(label(document.number) for document in undated)
        words += " " + _("No date is written down for {papers}.").format(papers=numbers)
    return Freshness(newest, fresh, words)


def limit_in_words(want: Want, *, own: bool) -> str:
    """Write what a list states: "the centre asks for at most 28 days"; nothing where it states no figure."""
    if want.fresh_months:
        limit = ngettext("{n} month", "{n} months", want.fresh_months).format(n=want.fresh_months)
    elif want.fresh_days:
        limit = ngettext("{n} day", "{n} days", want.fresh_days).format(n=want.fresh_days)
    else:
        return ""
    asks = _("the centre asks for at most {limit}") if own else _("the list asks for at most {limit}")
    words = asks.format(limit=limit)
    return f"{words} ({_(A_COMMON_FIGURE)})" if want.verify else words


def _keeps(want: Want, when: PartialDate | None, today: date) -> str:
    if when is None:
        return "unknown"
    stretch = _until(when, today)
    if stretch.is_backwards:
        return "unknown"  # dated after today: a slip, or a paper to come
    kept = stretch.within_months(want.fresh_months) if want.fresh_months else stretch.within_days(want.fresh_days)
    return {True: "yes", False: "no", None: "unknown"}[kept]


def _age(newest: PartialDate | None, today: date, *, limited: bool) -> str:
    if newest is None:
        return _("No date is written down")
    words = {"date": newest.in_words(), "today": PartialDate.of_day(today).in_words()}
    if not limited:
        return _("The newest is of {date}").format(**words)
    stretch = _until(newest, today)
    if stretch.is_backwards:
        return _("The newest is of {date}, which is after {today}").format(**words)
    if stretch.days_max == 0:
        return _("The newest is of {date}, the day this was looked at").format(**words)
    return _("The newest is of {date}, {span} before {today}").format(span=stretch.in_words(), **words)


def _until(when: PartialDate, today: date) -> Stretch:
    return Stretch(when.span(), DateSpan(today, today))


def _latest(when: PartialDate) -> tuple[int, int]:
    span = when.span()
    last = span.latest or span.earliest or date.min
    return last.toordinal(), when.sort_key[0]
