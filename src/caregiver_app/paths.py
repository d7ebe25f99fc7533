"""Where the program keeps what is its own: settings and, unless told otherwise, new cases."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_APP = "Caregiver Organizer"
OVERRIDE = "CAREGIVER_HOME"


@dataclass(frozen=True)
class Paths:
    """Name the program's own places. No folder is made until something is written."""

    home: Path

    @property
    def settings(self) -> Path:
        """The file with the few preferences."""
        return self.home / "settings.json"

    @property
    def log(self) -> Path:
        """The log: ids and counts, never a word the family typed."""
        return self.home / "log.txt"

    @property
    def cases(self) -> Path:
        """The folder offered for new cases."""
        return self.home / "cases"


def standard_paths() -> Paths:
    """Return this user's places, or those under the folder `CAREGIVER_HOME` names."""
    override = os.environ.get(OVERRIDE)
    if override:
        return Paths(Path(override))
    return Paths(Path(platformdirs.user_data_dir(_APP, appauthor=False, roaming=False)))
