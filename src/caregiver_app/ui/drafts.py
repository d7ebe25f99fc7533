"""What somebody is typing, kept beside the case until it is saved: a power cut costs at most a second of it."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import write_atomically
from caregiver_app.i18n import _

DRAFT_AFTER: Final = 600
"""Milliseconds between a key and the draft on the disk."""


def is_back(typed: Mapping[str, str]) -> str:
    """Say that what was typed is here again, and since when it waits."""
    from caregiver_app.domain.dates import PartialDate

    try:
        at = datetime.fromisoformat(typed.get("_at", ""))
    except ValueError:
        return _("Here it is again. It is not saved yet.")
    when = f"{PartialDate.of_day(at.date()).in_words()}, {at:%H:%M}"
    return _("Here it is again, from {when}. It is not saved yet.").format(when=when)


class Drafts:
    """Keep half-typed forms as small files in one folder, one a form."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, typed: Mapping[str, str]) -> bool:
        """Write what was typed; answer whether it could be kept (a read-only or full disk keeps nothing)."""
        try:
            self._folder.mkdir(exist_ok=True)
            write_atomically(self._file(name), json.dumps(typed, ensure_ascii=False, indent=1).encode())
        except (CaregiverError, OSError):
            return False
        return True

    def find(self, name: str) -> dict[str, str]:
        """Return what was typed and not saved, or nothing."""
        try:
            found = json.loads(self._file(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {str(key): value for key, value in found.items() if isinstance(value, str)}

    def drop(self, name: str) -> None:
        """Forget a draft: it was saved, or its writer let it go."""
        try:
            self._file(name).unlink(missing_ok=True)
        except OSError:
            return

    def names(self) -> tuple[str, ...]:
        """Return the forms somebody was writing in, by name."""
        return tuple(sorted(file.stem for file in self._folder.glob("*.json")))

    def newest_first(self) -> tuple[str, ...]:
        """Return the same names, the one written last first."""
        return tuple(sorted(self.names(), key=self._written_at, reverse=True))

    def _written_at(self, name: str) -> int:
        try:
            return self._file(name).stat().st_mtime_ns
        except OSError:
            return 0

    def _file(self, name: str) -> Path:
        return self._folder / f"{re.sub(r'[^A-Za-z0-9-]', '-', name)}.json"
