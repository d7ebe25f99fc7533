"""Take the passphrase off a case: it opens with its keys as before, or can be read by whoever has the folder."""

from collections.abc import Callable
from pathlib import Path

from caregiver_app.store.keys import Keys
from caregiver_app.store.protecting import protect, unprotect
from telling import story_of

_PROTECTING = story_of("protecting")


def prepare(folder: Path) -> None:
    _PROTECTING.prepare(folder)
    protect(folder / "case", _PROTECTING.KEYS, _PROTECTING.WRAPPED)


def act(folder: Path, say: Callable[[str], None]) -> None:
    unprotect(folder / "case", _PROTECTING.KEYS)
    say("taken off")


def look(folder: Path, said: tuple[str, ...]) -> None:
    _PROTECTING.look_at(folder)
    if said:
        assert keys_in_use(folder) is None


def keys_in_use(folder: Path) -> Keys | None:
    found: Keys | None = _PROTECTING.keys_in_use(folder)
    return found
