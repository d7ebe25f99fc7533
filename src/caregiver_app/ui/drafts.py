"""What somebody is typing, kept beside the case until it is saved: a power cut costs at most a second of it."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import listed, take_away, told_plainly, write_atomically
from caregiver_app.i18n import _
from caregiver_app.sealed import Seal

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


def as_words(typed: Mapping[str, str]) -> str:
    """Return a draft as it would be read on paper: what was typed, and nothing of what we note beside it."""
    return "\n".join(text for name, text in typed.items() if text and ":" not in name and not name.startswith("_"))


class Drafts:
    """Keep half-typed forms as small files in one folder, one a form; sealed where the case is."""

    def __init__(self, folder: Path, seal: Seal | None = None) -> None:
        self._folder = folder
        self._seal = seal
        self._kept: Callable[[str, Mapping[str, str], CaregiverError | None], object] | None = None
        self._dropped: Callable[[str], object] | None = None

    def watch(
        self,
        kept: Callable[[str, Mapping[str, str], CaregiverError | None], object],
        dropped: Callable[[str], object],
    ) -> None:
        """Call `kept` with each draft and what kept it off the disk, if anything did; `dropped` where one is let go."""
        self._kept, self._dropped = kept, dropped

    def unwatch(self) -> None:
        """Call nobody any more: whoever listened is gone, and drafts are kept all the same."""
        self._kept = self._dropped = None

    def keep(self, name: str, typed: Mapping[str, str]) -> CaregiverError | None:
        """Write what was typed; answer what kept it off the disk, if anything did: it may be full or read-only."""
        problem = None
        try:
            with told_plainly(self._folder):
                self._folder.mkdir(exist_ok=True)
            data = json.dumps(typed, ensure_ascii=False, indent=1).encode()
            write_atomically(self._file(name), data if self._seal is None else self._seal.sealed(data))
        except CaregiverError as trouble:
            problem = trouble
        if self._kept is not None:
            self._kept(name, typed, problem)
        return problem

    def find(self, name: str) -> dict[str, str]:
        """Return what was typed and not saved, or nothing."""
        try:
            data = self._file(name).read_bytes()
            found = json.loads(data if self._seal is None else self._seal.opened(data))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {str(key): value for key, value in found.items() if isinstance(value, str)}

    def drop(self, name: str) -> None:
        """Forget a draft: it was saved, or its writer let it go."""
        with suppress(OSError):
            take_away(self._file(name), within=self._folder)
        if self._dropped is not None:
            self._dropped(name)

    def names(self) -> tuple[str, ...]:
        """Return the forms somebody was writing in, by name. Raises CaregiverError where nobody can look for them."""
        return tuple(file.stem for file in listed(self._folder) if file.suffix == ".json" and file.stem[:1] != ".")

    def trouble(self) -> CaregiverError | None:
        """Return why nobody can look for drafts, if so."""
        try:
            self.names()
        except CaregiverError as problem:
            return problem
        return None

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
