"""What the family does with a question: star it, put it on a sheet, write down who answered what and when."""

from dataclasses import dataclass
from uuid import UUID

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.packed import Packed
from caregiver_app.domain.record import Record


@dataclass(frozen=True)
class Answer:
    """What somebody said to a question, and when. `programme` and `appointment` are ids as text, or empty.

    `goes_on` says that it was talked about and is still open.
    """

    text: str = ""
    who: str = ""
    on: PartialDate | None = None
    programme: str = ""
    appointment: str = ""
    goes_on: bool = False


class Answers(Packed[Answer]):
    """Every answer to a question, the oldest first."""

    __slots__ = ()


@dataclass(frozen=True)
class Visit:
    """That a question stands on the sheet of an appointment, whose id this is as text.

    One that is over stays, as its sheet says what was on it; `let_go` says that what it left open waits no more.
    """

    appointment: str = ""
    let_go: bool = False


class Visits(Packed[Visit]):
    """The appointments a question is to be asked at, in the order they were chosen."""

    __slots__ = ()


class Question(Record):
    """A question as the family uses it. `guide` is its id in the library, empty for one of their own.

    An own question has its words in `text`, and `topic`, `audience` (ids with commas between) and `stage` like those
    of the library. `hidden` takes it out of sight, whosever it is.
    """

    guide: str = ""
    text: str = ""
    topic: str = ""
    audience: str = ""
    stage: str = ""
    starred: bool = False
    hidden: bool = False
    visits: Visits = Visits("")
    answers: Answers = Answers("")
    position: int = 0

    def is_asked_at(self, appointment: UUID) -> bool:
        """Whether it stands on the sheet of an appointment."""
        return any(visit.appointment == str(appointment) for visit in self.visits.values)
