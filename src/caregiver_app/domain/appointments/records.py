"""An appointment: when, where, with whom, what for, what to bring, and what was said."""

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from pydantic import StringConstraints
from sqlmodel import Field

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.packed import Packed
from caregiver_app.domain.record import Record
from caregiver_app.i18n import N_

STATES: Final = {"": N_("To come"), "done": N_("It took place"), "cancelled": N_("Cancelled")}
TIME: Final = r"^(|([01]\d|2[0-3]):[0-5]\d)$"

State = Annotated[str, StringConstraints(pattern="^(|done|cancelled)$")]
TimeOfDay = Annotated[str, StringConstraints(pattern=TIME)]


@dataclass(frozen=True)
class Bring:
    """One thing to bring: a line of the guide, a document by its id as text, or the family's own words.

    `packed` says that it lies ready, `left_out` that it is not taken along.
    """

    guide: str = ""
    document: str = ""
    text: str = ""
    packed: bool = False
    left_out: bool = False


class Bag(Packed[Bring]):
    """What was written down about the things to bring."""

    __slots__ = ()


class Appointment(Record):
    """One appointment. `at` and `ends` are times of day, 24 hours; `zone` is an IANA time zone, empty for local time.

    `programme` is the id of a `Programme`, `remind_days` how many days before it is shown as coming soon.
    """

    title: str = Field(min_length=1)
    date: PartialDate | None = None
    at: TimeOfDay = ""
    ends: TimeOfDay = ""
    zone: str = ""
    whom: str = ""
    place: str = ""
    phone: str = ""
    programme: UUID | None = None
    round: UUID | None = None
    stage: str = ""
    why: str = ""
    bring: Bag = Bag("")
    notes: str = ""
    state: State = ""
    remind_days: int = Field(default=3, ge=0, le=365)
