"""What the family writes into the worksheet. Words only: nothing here is, or can be, a score."""

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from pydantic import StringConstraints
from sqlmodel import Field

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.packed import Packed
from caregiver_app.domain.record import Record
from caregiver_app.i18n import N_

YES_NO_UNSURE: Final = {"": N_("not said yet"), "yes": N_("yes"), "no": N_("no"), "unsure": N_("not sure")}
OPINIONS: Final = {"second-opinion": N_("Second opinion"), "mdt": N_("Team review (MDT)")}

YesNoUnsure = Annotated[str, StringConstraints(pattern="^(|yes|no|unsure)$")]
OpinionKind = Annotated[str, StringConstraints(pattern="^(second-opinion|mdt)$")]


@dataclass(frozen=True)
class Said:
    """What was said about one row of a table, by whom and when. `row` is an id of the guide."""

    row: str = ""
    text: str = ""
    who: str = ""
    on: PartialDate | None = None


class SaidOf(Packed[Said]):
    """What was said, row by row."""

    __slots__ = ()


@dataclass(frozen=True)
class Cost:
    """One figure somebody named, as it was named: an estimate, a deposit. Nothing is added up or compared."""

    what: str = ""
    amount: str = ""
    leaves_out: str = ""
    who: str = ""
    on: PartialDate | None = None


class Costs(Packed[Cost]):
    """The figures that were named, in the order they came."""

    __slots__ = ()


class Option(Record):
    """A treatment the team has named. `kind` is an id of the guide; the order is the one it was added in."""

    name: str = Field(min_length=1)
    kind: str = ""
    position: int = Field(default=1, ge=1)
    said: SaidOf = SaidOf("")
    note: str = ""


class Programme(Record):
    """A centre that is looked at: who they are, what they said point by point, and what they named as costs."""

    name: str = Field(min_length=1)
    place: str = ""
    languages: str = ""
    route: str = ""
    contact: str = ""
    position: int = Field(default=1, ge=1)
    said: SaidOf = SaidOf("")
    costs: Costs = Costs("")
    note: str = ""


class Opinion(Record):
    """An opinion that was or will be asked for: of another centre, or of a team that reviews the case.

    `about` is what kind of question it is to answer, `reason` why it is asked; both are ids of the guide or own words.
    """

    kind: OpinionKind = "second-opinion"
    whom: str = ""
    members: str = ""
    reason: str = ""
    about: str = ""
    question: str = ""
    sent_on: PartialDate | None = None
    sent: str = ""
    answered_on: PartialDate | None = None
    answer: str = ""
    differs: str = ""
    next_step: str = ""
    programme: UUID | None = None
    document: UUID | None = None


class Worksheet(Record):
    """The one worksheet of a case: the goal, the patient's own wishes, a note for each step, the four sentences.

    `steps` and `sentences` are by ids of the guide; a step in `closed` (ids with commas between) is thought through.
    """

    goal: str = ""
    goal_words: str = ""
    wishes: str = ""
    tempo: str = ""
    exploring: str = ""
    question_kind: str = ""
    role: str = ""
    role_who: str = ""
    role_on: PartialDate | None = None
    mdt: YesNoUnsure = ""
    mdt_why: str = ""
    steps: SaidOf = SaidOf("")
    closed: str = ""
    sentences: SaidOf = SaidOf("")
