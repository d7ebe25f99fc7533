"""Where the second copy of a case is and how old it is. It is kept in the case, so it is locked with it.

A copy on the same disk helps nobody when that disk breaks, so the family is reminded: gently, and then less gently.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.i18n import _, ngettext
from caregiver_app.store.bundle import ENDING

GENTLE_DAYS: Final = 7
PROMINENT_DAYS: Final = 30
_COPY: Final = "second copy"
_SINCE: Final = "second copy asked for since"

Urgency = Literal["", "gentle", "prominent"]


@dataclass(frozen=True)
class SecondCopy:
    """The last second copy: its file and when it was made (ISO)."""

    file: str
    at: str

    @property
    def place(self) -> str:
        """What the place is called: the stick, or the folder."""
        folder = Path(self.file).parent
        return folder.name or str(folder)


def second_copy(book: Casebook) -> SecondCopy | None:
    """Return the last second copy, or None where none was made."""
    try:
        found = json.loads(book.remembered.get(_COPY))
        return SecondCopy(str(found["file"]), datetime.fromisoformat(found["at"]).isoformat())
    except (ValueError, KeyError, TypeError):
        return None


def remember_copy(book: Casebook, file: Path, at: datetime) -> None:
    """Keep in mind that a second copy was made. Raises CaregiverError."""
    made = SecondCopy(str(file), at.isoformat(timespec="seconds"))
    book.remembered.put(_COPY, json.dumps(asdict(made), ensure_ascii=False))


def begin_counting(book: Casebook, now: datetime) -> None:
    """Keep in mind since when a second copy could have been made. Raises CaregiverError."""
    if not book.remembered.get(_SINCE):
        book.remembered.put(_SINCE, now.isoformat(timespec="seconds"))


def copy_name(name: str) -> str:
    """Return the name of the file of a second copy: the same each time, so that a new one replaces the old one."""
    plain = "".join(letter for letter in name if letter.isalnum() or letter in " -_").strip()
    return f"{plain or _('Case')}, {_('second copy')}{ENDING}"


def urgency(book: Casebook, now: datetime) -> Urgency:
    """Say how urgently a second copy is wanted. A clock that went back wants nothing."""
    made = second_copy(book)
    try:
        since = datetime.fromisoformat(made.at if made else book.remembered.get(_SINCE))
    except ValueError:
        return ""
    days = (now - since) / timedelta(days=1)
    return "prominent" if days >= PROMINENT_DAYS else "gentle" if days >= GENTLE_DAYS else ""


def age_words(book: Casebook, now: datetime) -> str:
    """Say how old the second copy is and where: "Second copy: 3 days ago, on STICK"."""
    made = second_copy(book)
    if made is None:
        return _("Second copy: none yet")
    days = (now.date() - datetime.fromisoformat(made.at).date()).days
    if days <= 0:
        return _("Second copy: today, on {place}").format(place=made.place)
    words = ngettext("Second copy: {n} day ago, on {place}", "Second copy: {n} days ago, on {place}", days)
    return words.format(n=days, place=made.place)
