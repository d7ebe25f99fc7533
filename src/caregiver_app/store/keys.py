"""The keys of a case with a passphrase, and the two files that keep them.

One opens with the passphrase, the other with the code of the recovery sheet.
Another passphrase writes one small file anew and nothing else. Both files are in the age format: `age --decrypt
passphrase.age` gives a text that is a key file for `age --decrypt --identity`, and names the key of the database.
"""

import os
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from caregiver_app.errors import CaregiverError, CaseLocked
from caregiver_app.fsops import take_away, told_as_read, told_plainly, write_atomically
from caregiver_app.i18n import _
from caregiver_app.sealed import Seal
from caregiver_app.store import seal

PASSPHRASE_FILE: Final = "passphrase.age"
RECOVERY_FILE: Final = "recovery.age"
LEAST_WORK: Final = 17
"""Trying one passphrase costs at least scrypt with N = 2^17, r = 8, p = 1."""

_TRIES: Final = 6
# The library measures for some milliseconds how fast the computer is, and refuses what would take it very long. One
# that does something else just then seems slow to it, so a refusal is no answer until it comes again and again.
_TRIES_TO_OPEN: Final = 40
_TOO_MUCH_WORK: Final = "xcessive work"
_MOST_BYTES: Final = 16_384
_DATABASE: Final = re.compile(r"^# database: ([0-9a-f]{64})$", re.MULTILINE)
_FILES: Final = re.compile(r"^AGE-SECRET-KEY-1[0-9A-Z]+$", re.MULTILINE)
# The beginning of a file that a passphrase opens, and behind it the least that keys can be closed up in.
_WHOLE: Final = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} \d+\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n.{150}",
    re.DOTALL,
)
_WORK: Final = re.compile(rb"\n-> scrypt [A-Za-z0-9+/]+ (\d+)\n")


class WrongPassphrase(CaregiverError):
    """These words do not open the case."""


class KeysDamaged(CaregiverError):
    """The file that these words open is damaged or gone."""


@dataclass(frozen=True)
class Keys:
    """What opens a protected case: 64 hex digits for its database, and the key of its files."""

    database: str = field(repr=False)
    files: str = field(repr=False)

    @classmethod
    def new(cls) -> "Keys":
        """Make keys that nobody has used before."""
        import pyrage

        return cls(secrets.token_hex(32), str(pyrage.x25519.Identity.generate()))

    @property
    def seal(self) -> Seal:
        """What opens and closes the files."""
        return Seal(self.files)


@dataclass(frozen=True)
class Wrapped:
    """The two files that keep the keys, as they are written."""

    passphrase: bytes
    recovery: bytes


def is_protected(folder: Path) -> bool:
    """Whether a case folder holds keys that have to be opened."""
    # Not Path.exists: where the folder's name is too long, it raises.
    return any(os.path.exists(folder / name) for name in (PASSPHRASE_FILE, RECOVERY_FILE))


def wrap(keys: Keys, words: str) -> bytes:
    """Close the keys up with a passphrase or a recovery code. It takes a second or more, and that is meant."""
    import pyrage

    text = (
        "# The keys of a case of the program Caregiver Organizer; READ ME.txt beside the case says how to use them.\n"
        f"# database: {keys.database}\n{keys.files}\n"
    ).encode()
    best = b""
    # How much work it asks for is measured each time; a computer that is busy just then would ask for too little.
    for _try in range(_TRIES):
        made: bytes = pyrage.passphrase.encrypt(text, as_typed_anywhere(words))
        if work_of(made) > work_of(best):
            best = made
        if work_of(best) >= LEAST_WORK:
            break
    return best


def unwrap(data: bytes, words: str) -> Keys:
    """Open the keys. It takes as long as closing. Raises WrongPassphrase, also for a file that was changed."""
    import pyrage

    for left in reversed(range(_TRIES_TO_OPEN)):
        try:
            text = pyrage.passphrase.decrypt(data, as_typed_anywhere(words)).decode()
            break
        except (pyrage.DecryptError, OSError, ValueError) as problem:
            if _TOO_MUCH_WORK not in str(problem):
                raise wrong_passphrase() from problem
            if not left:
                raise _too_slow() from problem
    database, files = _DATABASE.search(text), _FILES.search(text)
    if database is None or files is None:
        raise wrong_passphrase()
    return Keys(database[1], files[0])


def work_of(data: bytes) -> int:
    """Return the power of two that says how much work one try costs; 0 where it does not say."""
    found = _WORK.search(data[:400])
    return int(found[1]) if found else 0


def as_typed_anywhere(words: str) -> str:
    """Return words as one computer types them like another: each letter in one way, nothing round them."""
    return unicodedata.normalize("NFC", words).strip()


def keys_file(folder: Path, name: str) -> bytes:
    """Return one of the two files. Raises CaregiverError."""
    file = folder / name
    with told_as_read(file), file.open("rb") as opened:
        return opened.read(_MOST_BYTES)


def is_as_written(folder: Path, name: str) -> bool:
    """Whether one of the two files is as it was written, as far as its seal or its shape can tell."""
    file = folder / name
    if seal.is_damaged(file):
        return False
    try:
        return _WHOLE.match(file.read_bytes()) is not None
    except OSError:
        return False


def put_keys_file(folder: Path, name: str, data: bytes) -> None:
    """Write one of the two files, whole or not at all, and its seal. Raises CaregiverError."""
    with told_plainly(folder):
        take_away(seal.sealed_beside(folder / name), within=folder)
    write_atomically(folder / name, data)
    seal.put_beside(folder / name)


def locked(folder: Path) -> CaseLocked:
    """Say that a case has a passphrase and nobody gave it."""
    return CaseLocked(
        _("The case “{folder}” is protected by a passphrase.").format(folder=folder.name),
        safe=_("Everything in it is safe."),
        now=_("Open it with its passphrase, or with the code on its recovery sheet."),
    )


def _too_slow() -> CaregiverError:
    return CaregiverError(
        _("This computer is too slow or too busy to open the case with its passphrase."),
        safe=_("Everything in it is safe."),
        now=_("Close other programs, then try again, or open the case on a newer computer."),
    )


def keys_damaged(name: str) -> KeysDamaged:
    """Say that one of the two files is damaged or gone, so that nobody can tell whether the words were right."""
    if name == RECOVERY_FILE:
        happened = _("The file that opens with the recovery sheet is damaged or gone. Even the right code may fail.")
        now = _("Use the passphrase, then make a new recovery sheet. Or put “{name}” back from a copy of the case.")
    else:
        happened = _("The file that opens with the passphrase is damaged or gone. Even the right passphrase may fail.")
        now = _("Use the recovery sheet, then choose a new passphrase. Or put “{name}” back from a copy of the case.")
    return KeysDamaged(
        happened, safe=_("Your records and papers are safe, and nothing was changed."), now=now.format(name=name)
    )


def wrong_passphrase() -> WrongPassphrase:
    """Say that the words do not open the case."""
    return WrongPassphrase(
        _("This passphrase does not open the case."),
        safe=_("Nothing was changed. You can try as often as you like."),
        now=_("Look for capital letters and spaces, then try again, or use the code on the recovery sheet."),
    )
