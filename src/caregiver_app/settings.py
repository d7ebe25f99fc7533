"""The few preferences, as one frozen value kept in one small file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from caregiver_app.fsops import told_plainly, write_atomically

RECENT: Final = 6


@dataclass(frozen=True)
class Settings:
    """Hold what the user prefers. `unknown` keeps what a newer program wrote, so that nothing is lost by it.

    No `language` is that of the system, no `print_language` that of the window.
    """

    theme: str = "system"
    text_percent: int = 100
    paper: str = "a4"
    recent: tuple[str, ...] = ()
    open_at_start: str = ""
    page: str = "overview"
    window: str = ""
    path_hidden: bool = False
    packet_set: str = ""
    lock_minutes: int = 5
    language: str = ""
    print_language: str = ""
    unknown: Mapping[str, Any] = field(default_factory=dict)

    def opened(self, folder: Path) -> "Settings":
        """Return the settings after a case was opened: it comes first and is opened at the next start."""
        rest = [known for known in self.recent if known != str(folder)]
        return replace(self, recent=(str(folder), *rest)[:RECENT], open_at_start=str(folder))

    def forgotten(self) -> "Settings":
        """Return the settings without the places of cases: no list, and none that opens at the next start."""
        return replace(self, recent=(), open_at_start="")


class Preferences:
    """Keep the settings in a file. What cannot be read is set aside, never erased; `set_aside` says where."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._now, self.set_aside = _read(file)

    @property
    def now(self) -> Settings:
        """The settings in force."""
        return self._now

    @property
    def home(self) -> Path:
        """The folder where the program keeps what is its own."""
        return self._file.parent

    def change(self, **changes: Any) -> None:
        """Change some settings and write them; they hold even when the disk refuses, which raises a CaregiverError."""
        self.take(replace(self._now, **changes))

    def take(self, settings: Settings) -> None:
        """Put these settings in force and write them. Raises a CaregiverError when the disk refuses."""
        if settings == self._now:
            return
        self._now = settings
        known = asdict(settings)
        unknown = known.pop("unknown")
        with told_plainly(self._file.parent):
            self._file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self._file, json.dumps({**unknown, **known}, indent=1, ensure_ascii=False).encode())


def _read(file: Path) -> tuple[Settings, Path | None]:
    try:
        found = json.loads(file.read_bytes())
        if not isinstance(found, dict):
            raise ValueError("not a table of settings")
    except FileNotFoundError:
        return Settings(), None
    except (OSError, ValueError):
        return Settings(), _set_aside(file)
    return _taken(found), None


def settings_in(file: Path) -> Settings:
    """Return what a file of settings says, and touch nothing; the usual ones where it cannot be read."""
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return Settings()
    return _taken(found) if isinstance(found, dict) else Settings()


def _taken(found: dict[str, Any]) -> Settings:
    known = {entry.name: type(entry.default) for entry in fields(Settings) if entry.name != "unknown"}
    taken: dict[str, Any] = {}
    for name, kind in known.items():
        value = found.pop(name, None)
        if kind is tuple and isinstance(value, list):
            taken[name] = tuple(text for text in value if isinstance(text, str))
        elif type(value) is kind:
            taken[name] = value
    return Settings(**taken, unknown=found)


def _set_aside(file: Path) -> Path:
    aside = file.with_name(f"{file.stem} set aside {datetime.now():%Y-%m-%d %H%M%S}{file.suffix}")
    try:
        return file.rename(aside)
    except OSError:
        return file
