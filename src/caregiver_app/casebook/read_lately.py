"""How far the files of a case are read again: kept in it outside its steps, so it is no change and is never undone."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.i18n import _

_NAME: Final = "files read again"


@dataclass(frozen=True)
class Progressed:
    """How far the reading is. Days are in ISO, and empty where there is none.

    `at` is the file that was read last; `day` the day that was for, with so many bytes `left` of its portion: fewer
    than none where a file was larger, and the next day has so much less to read. The present round began on the day
    `begun`, the last one that came to its end on the day `whole_since`. `has_found` says that something was found, and
    nobody has checked the case since.
    """

    at: str = ""
    day: str = ""
    left: int = 0
    begun: str = ""
    whole_since: str = ""
    has_found: bool = False

    def is_done_for(self, today: date) -> bool:
        """Whether the portion of a day is read."""
        return self.day == today.isoformat() and self.left <= 0


def progressed(book: Casebook) -> Progressed:
    """Return how far the reading of a case is. What cannot be read is a beginning."""
    try:
        kept = json.loads(book.remembered.get(_NAME))
        found = Progressed(**kept)
        kinds = {name: type(value) for name, value in asdict(found).items()}
    except (ValueError, TypeError):
        return Progressed()
    return found if kinds == {name: type(value) for name, value in asdict(Progressed()).items()} else Progressed()


def keep(book: Casebook, how_far: Progressed) -> None:
    """Keep in mind how far the reading is. Raises CaregiverError."""
    book.remembered.put(_NAME, json.dumps(asdict(how_far)))


def keep_all_read(book: Casebook, today: date) -> None:
    """Keep in mind that every file was read today, as a check does it. Raises CaregiverError."""
    day = today.isoformat()
    keep(book, Progressed(day=day, begun=day, whole_since=day))


def words(book: Casebook, today: date) -> str:
    """Say since when every file was read; nothing where that is not known yet, or the clock went back since."""
    since = progressed(book).whole_since
    if not since or since > today.isoformat():
        return ""
    return _("Every file was read again since {day}.").format(day=PartialDate(since).in_words())
