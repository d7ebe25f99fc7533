"""Asking for a paper: every time somebody was asked, what they answered, and when it should be here."""

from dataclasses import dataclass
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.packed import Packed
from caregiver_app.i18n import N_

HOWS: Final = {
    "phone": N_("by phone"),
    "letter": N_("by letter"),
    "email": N_("by e-mail"),
    "portal": N_("through the portal"),
    "in-person": N_("in person"),
    "other": N_("in another way"),
}
ANSWERS: Final = {
    "": N_("no answer yet"),
    "promised": N_("promised"),
    "refused": N_("refused"),
    "arrived": N_("arrived"),
}


@dataclass(frozen=True)
class Request:
    """One time of asking: whom, how (a key of `HOWS`), on which day, and when the paper should be here.

    `remind_on` is the day to ask again; `answer` is a key of `ANSWERS`.
    """

    whom: str = ""
    how: str = ""
    on: PartialDate | None = None
    due: PartialDate | None = None
    remind_on: PartialDate | None = None
    answer: str = ""
    note: str = ""


class Requests(Packed[Request]):
    """Every time a paper was asked for, the oldest first."""

    __slots__ = ()
