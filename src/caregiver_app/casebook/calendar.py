"""Save the appointments as a calendar file."""

from datetime import date
from pathlib import Path
from typing import Final

from caregiver_app.casebook.places import refuse_place
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.calendar_file import CalendarFile, calendar_file, is_calendar_of_ours
from caregiver_app.fsops import bytes_of, write_atomically
from caregiver_app.i18n import _
from caregiver_app.store.originals import Originals

# Ten thousand appointments are a tenth of this; what is larger is another file.
_MOST_BYTES: Final = 50 << 20


class CalendarThere(CaregiverError):
    """There is a file of this name already, and nobody said that it may be replaced."""


def save_calendar(
    case: CaseSnapshot, originals: Originals, file: Path, today: date, *, replace: bool = False
) -> CalendarFile:
    """Save the appointments and the tasks that are due as a calendar file, and return what is in it and what is not.

    With `replace` an older calendar of ours gives way once the new one is whole; any other file stays. Raises
    CalendarThere or another CaregiverError; then nothing was written.
    """

    def gives_way(older: Path) -> bool:
        if not replace:
            raise CalendarThere(
                _("There is a file “{name}” already.").format(name=older.name),
                safe=_("It was not touched."),
                now=_("Choose another name."),
            )
        data = bytes_of(older, _MOST_BYTES)
        return data == b"" or (data is not None and is_calendar_of_ours(data))

    refuse_place(
        file,
        originals.folder,
        gives_way,
        stays=_("“{name}” is there already and is not a calendar this program wrote."),
        now=_("Choose another place or name for the calendar, one that ends in .ics."),
    )
    made = calendar_file(case, today)
    write_atomically(file, made.data)
    return made
