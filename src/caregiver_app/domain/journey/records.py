"""What the family writes down about the CAR-T steps. A round holds its parts by id; they go and come with it."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import StringConstraints
from sqlmodel import Field

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.record import Record
from caregiver_app.i18n import N_

MODES: Final = {"exploring": N_("Exploring"), "proceeding": N_("Going ahead")}
STATES: Final = {
    "": N_("Ahead"),
    "here": N_("We are here"),
    "done": N_("Done"),
    "not-for-us": N_("Not for us"),
}

Mode = Annotated[str, StringConstraints(pattern="^(exploring|proceeding)$")]
State = Annotated[str, StringConstraints(pattern="^(|here|done|not-for-us)$")]


class Round(Record):
    """One way through the CAR-T steps: a centre that is considered, or an infusion that is planned or was given.

    `mode` says whether it is only looked into or gone ahead with; `programme` is the id of a `Programme`.
    """

    name: str = Field(min_length=1)
    mode: Mode = "exploring"
    programme: UUID | None = None
    product: str = ""
    position: int = Field(default=1, ge=1)
    note: str = ""


class StageState(Record):
    """Where one stage of a round stands. `stage` is an id of the guide, `planned` and `done` are days of it."""

    round: UUID
    stage: str = Field(min_length=1)
    state: State = ""
    planned: PartialDate | None = None
    done: PartialDate | None = None
    note: str = ""


class Task(Record):
    """Something to do. `guide` is the line of the guide it is, empty for the family's own, whose words are `text`.

    It belongs to a stage of a round, to an appointment as its next step, or to neither. `done_on` may be unknown.
    """

    text: str = ""
    guide: str = ""
    round: UUID | None = None
    stage: str = ""
    appointment: UUID | None = None
    who: str = ""
    due: PartialDate | None = None
    is_done: bool = False
    done_on: PartialDate | None = None
    position: int = 0


class StagePaper(Record):
    """A document that a stage of a round produced; `guide` is the line of the guide that names the paper, or empty."""

    round: UUID
    stage: str = Field(min_length=1)
    guide: str = ""
    document: UUID


class Instruction(Record):
    """What the family's own team told them, such as the temperature at which to call. `topic` is an id of the guide."""

    round: UUID
    topic: str = Field(min_length=1)
    text: str = ""
    until: PartialDate | None = None
    from_whom: str = ""
    told_on: PartialDate | None = None


class LogEntry(Record):
    """One entry of the daily log, in the family's words: it is kept and printed, and nothing in it is read or judged.

    `at` is the time of day as typed; `handwriting` is the sentence that was written, or what was noticed about it.
    """

    round: UUID
    date: PartialDate
    at: str = ""
    temperature: str = ""
    medicines: str = ""
    handwriting: str = ""
    notes: str = ""
    signed: str = ""
    also_signed: str = ""
