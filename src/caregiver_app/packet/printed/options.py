"""Which sheet is printed, for which appointment or round, on which paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from caregiver_app.i18n import N_

SHEETS: Final[Mapping[str, str]] = {
    "questions": N_("Questions to ask"),
    "visit": N_("Visit sheet"),
    "steps": N_("CAR-T steps"),
    "daily-log": N_("Daily log"),
    "contacts": N_("Contacts"),
    "worksheet": N_("Worksheet"),
    "request": N_("Request for medical papers"),
    "handover": N_("Handover for the next carer"),
    "intake": N_("Form to fill in by hand"),
    "warning-card": N_("Warning card"),
}
"""Every sheet by its name, with what it is called."""


@dataclass(frozen=True)
class SheetOptions:
    """One sheet. `appointment` and `round` are ids; None is the next one, and what `round_meant` says.

    `blank` prints a daily log or an intake form to be filled in by hand, of so many `days`. `first_day` is the first
    day of the log, `to` whom a request goes to, `kinds` and `documents` (ids) what it asks for. No `language` is
    the one that is spoken.
    """

    name: str
    as_of: date
    paper: str = "a4"
    appointment: UUID | None = None
    round: UUID | None = None
    blank: bool = False
    days: int = 14
    first_day: date | None = None
    to: str = ""
    kinds: tuple[str, ...] = ()
    documents: tuple[UUID, ...] = ()
    language: str = ""
