"""Where the asking for a paper stands on a day: who was asked, what is overdue, when to ask again. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.request import ANSWERS, HOWS, Request
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, with_commas

_WAITING: Final = ("", "promised")


@dataclass(frozen=True)
class Asked:
    """The last time one person or place was asked for a paper, as it stands on a day.

    `waiting` says that something is still to come; `overdue` that every day it was due may mean has passed, `remind`
    that the day to ask again has come.
    """

    document: Document
    request: Request
    waiting: bool
    overdue: bool
    remind: bool

    def in_words(self) -> str:
        """Write it in one line: "Inverlaw desk, by phone, 9 November 2026 · due 20 November 2026, overdue"."""
        request = self.request
        how = _(HOWS[request.how]) if request.how in HOWS else request.how
        asked = with_commas(part for part in (request.whom, how, _day(request.on)) if part)
        due = ""
        if request.due and self.overdue:
            due = _("due {date}, overdue").format(date=_day(request.due))
        elif request.due:
            due = _("due {date}").format(date=_day(request.due))
        remind = _("ask again {date}").format(date=_day(request.remind_on)) if request.remind_on else ""
        answer = _(ANSWERS.get(request.answer, request.answer))
        return " · ".join(part for part in (asked, due, remind if self.waiting else "", answer, request.note) if part)

    def with_number(self) -> str:
        """Write it with the paper it is about: "D-021 PET-CT report: Inverlaw desk, by phone"."""
        named = f"{label(self.document.number)} {self.document.title}"
        return _("{paper}: {asked}").format(paper=named, asked=self.in_words())


def asked_for(document: Document, today: date) -> tuple[Asked, ...]:
    """Return the last asking of each person or place, in the order they were first asked.

    An earlier asking of the same one is history, and so is all asking for a paper that is here as a file.
    """
    last: dict[str, Request] = {}
    for request in document.requests.values:
        last[" ".join(request.whom.split()).casefold()] = request
    return tuple(_asked(document, request, today) for request in last.values())


def due_today(case: CaseSnapshot, today: date) -> tuple[Asked, ...]:
    """Return what is overdue and what is to be asked again, the longest waited for first."""
    every = (asked for document in case.documents if document.requests for asked in asked_for(document, today))
    return tuple(sorted((asked for asked in every if asked.overdue or asked.remind), key=_place))


def still_waiting(asked: Iterable[Asked]) -> tuple[Asked, ...]:
    """Return those of which something is still to come."""
    return tuple(one for one in asked if one.waiting)


def _asked(document: Document, request: Request, today: date) -> Asked:
    waiting = document.holding != "file" and request.answer in _WAITING
    return Asked(
        document,
        request,
        waiting,
        overdue=waiting and _has_passed(request.due, today),
        remind=waiting and _has_come(request.remind_on, today),
    )


def _has_passed(when: PartialDate | None, today: date) -> bool:
    """Whether every day a date may mean lies before today."""
    latest = when.span().latest if when is not None else None
    return latest is not None and latest < today


def _has_come(when: PartialDate | None, today: date) -> bool:
    """Whether the first day a date may mean is here: to remind early costs less than to remind late."""
    if when is None:
        return False
    span = when.span()
    first = span.earliest or span.latest
    return first is not None and first <= today


def _place(asked: Asked) -> tuple[tuple[int, int], int]:
    first = asked.request.due if asked.overdue else asked.request.remind_on
    return (first.sort_key if first is not None else (0, 0)), asked.document.number


def _day(when: PartialDate | None) -> str:
    return when.in_words() if when is not None else ""
