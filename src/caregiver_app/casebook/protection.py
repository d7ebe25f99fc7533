"""A case with a passphrase: make its keys, open it, give it another passphrase, open it with the recovery sheet.

Closing and opening keys takes a second or more of one processor, which is what makes guessing slow. `apart` has it done
in a child process, so that a window goes on answering.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from caregiver_app.casebook.passphrase import checked_passphrase
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.recovery_code import CodeUnclear, new_code, read_code
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext, with_commas
from caregiver_app.store.keys import (
    PASSPHRASE_FILE,
    RECOVERY_FILE,
    Keys,
    Wrapped,
    WrongPassphrase,
    is_as_written,
    keys_damaged,
    keys_file,
    put_keys_file,
    unwrap,
    wrap,
)

T = TypeVar("T")

_LIMITS: Final = Limits(seconds=300.0)


class WrongCode(CaregiverError):
    """What was typed is not the code of the recovery sheet."""


@dataclass(frozen=True)
class Protection:
    """All that a case needs to be protected: its keys, the files that keep them, the code for the recovery sheet."""

    keys: Keys
    wrapped: Wrapped
    code: str = field(repr=False)


def prepare(passphrase: str, *, apart: bool = False) -> Protection:
    """Make keys for a case. Nothing is written. Raises NotAPassphrase."""
    words = checked_passphrase(passphrase)
    keys, code = Keys.new(), new_code(secrets.choice)
    wrapped = Wrapped(_done(wrap, keys, words, apart=apart), _done(wrap, keys, code, apart=apart))
    return Protection(keys, wrapped, code)


def unlock(folder: Path, passphrase: str, *, apart: bool = False) -> Keys:
    """Return the keys of a protected case.

    Raises WrongPassphrase, KeysDamaged where nobody can tell, or CaregiverError where they cannot be read.
    """
    return _opened(folder, PASSPHRASE_FILE, passphrase, apart=apart)


def recover(folder: Path, typed: str, *, apart: bool = False) -> Keys:
    """Return the keys of a protected case by the code of its recovery sheet. Raises WrongCode, else as `unlock`."""
    code = checked_code(typed)
    try:
        return _opened(folder, RECOVERY_FILE, code, apart=apart)
    except WrongPassphrase as problem:
        raise WrongCode(
            _("This code does not open the case. It is the code of another recovery sheet."),
            safe=_("Nothing was changed. You can try as often as you like."),
            now=_("Look for the newest recovery sheet of this case."),
        ) from problem


def checked_code(typed: str) -> str:
    """Return a code as it stands on its sheet. Raises WrongCode, which names the groups to look at again."""
    try:
        return read_code(typed)
    except CodeUnclear as unclear:
        n = len(unclear.groups)
        raise WrongCode(
            ngettext(
                "Group {groups} of the code is not as it stands on the sheet.",
                "Groups {groups} of the code are not as they stand on the sheet.",
                n,
            ).format(groups=with_commas(map(str, unclear.groups))),
            safe=_("Nothing was changed."),
            now=_("Compare it with the sheet, sign by sign, then try again."),
        ) from unclear


def same_code(typed: str, code: str) -> bool:
    """Whether a code that was typed back is this one. Raises WrongCode where it is none."""
    return secrets.compare_digest(checked_code(typed), code)


def change_passphrase(folder: Path, keys: Keys, passphrase: str, *, apart: bool = False) -> None:
    """Let another passphrase open the case. One small file is written, and nothing else. Raises CaregiverError."""
    words = checked_passphrase(passphrase)
    put_keys_file(folder, PASSPHRASE_FILE, _done(wrap, keys, words, apart=apart))


def new_recovery(keys: Keys, *, apart: bool = False) -> tuple[str, bytes]:
    """Return a new code for a recovery sheet, and the file that goes with it. Nothing is written."""
    code = new_code(secrets.choice)
    return code, _done(wrap, keys, code, apart=apart)


def put_recovery(folder: Path, wrapped: bytes) -> None:
    """Let a new code open the case in place of the old one. Raises CaregiverError."""
    put_keys_file(folder, RECOVERY_FILE, wrapped)


def _opened(folder: Path, name: str, words: str, *, apart: bool) -> Keys:
    """Open one of the two files. A single bit that turned in it is not to be taken for wrong words."""
    if not (folder / name).exists():
        raise keys_damaged(name)
    try:
        return _done(unwrap, keys_file(folder, name), words, apart=apart)
    except WrongPassphrase as problem:
        if is_as_written(folder, name):
            raise
        raise keys_damaged(name) from problem


def _done(function: Callable[..., T], *arguments: Any, apart: bool) -> T:
    if not apart:
        return function(*arguments)
    try:
        with Child(_LIMITS) as child:
            return child.call(function, *arguments)
    except ChildStopped as stopped:
        raise CaregiverError(
            _("This computer had no room for working with the passphrase."),
            safe=_("Nothing was changed."),
            now=_("Close other programs, then try again."),
        ) from stopped
