"""The folder for what was moved aside: numbered places in the case folder, each with a text that says what lies there.

The program never looks into it again and never removes anything from it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from caregiver_app.fsops import make_folder, move_aside, told_plainly, write_atomically
from caregiver_app.i18n import _
from caregiver_app.store.switching import next_aside

TEXT: Final = "what this is.txt"


def put_aside(folder: Path, files: Sequence[Path], lines: Sequence[str]) -> Path:
    """Move files of a case folder into a new place, under their names, and return it; `lines` tell what they are.

    Raises CaregiverError; then what was moved before lies there already.
    """
    place = folder / next_aside(folder, _("by a check"))
    with told_plainly(place):
        make_folder(place)
    head = _(
        "The Caregiver Organizer moved these files here, because they are damaged or belong to nothing in the case.\n"
        "Nothing was deleted. The program does not use them any more, and never removes them.\n"
        "Keep them until you are sure that nothing is missing."
    )
    write_atomically(place / TEXT, "\n".join((head, "", *lines, "")).encode())
    for file in files:
        move_aside(file, place / file.relative_to(folder), within=folder)
    return place
