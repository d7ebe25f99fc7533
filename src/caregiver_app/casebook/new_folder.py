"""Where a case, or files of it, may be put: nowhere that something is already."""

from pathlib import Path

from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import told_plainly
from caregiver_app.i18n import _


def refuse_occupied(folder: Path) -> None:
    """Raise CaregiverError when a new case cannot be put in this folder without touching what is there."""
    with told_plainly(folder):
        occupied = any(folder.iterdir()) if folder.is_dir() else folder.exists()
    if occupied:
        raise CaregiverError(
            _("There is something in “{folder}” already.").format(folder=folder.name or str(folder)),
            safe=_("It was not touched."),
            now=_("Choose a name for a new folder."),
        )
