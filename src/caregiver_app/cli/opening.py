"""Open the case a command is about, with its passphrase where it has one. A passphrase is never an argument."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from caregiver_app.cli.output import warn
from caregiver_app.cli.passwords import asked_password
from caregiver_app.cli.usage import WrongUsage
from caregiver_app.errors import CaregiverError, CaseElsewhere
from caregiver_app.i18n import _

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.store.keys import Keys

T = TypeVar("T")

_MOST: Final = 4096


def open_case(arguments: Namespace) -> "Casebook":
    """Open the case of a command. Raises what opening raises, WrongPassphrase, or WrongUsage where nobody is there."""
    from caregiver_app.casebook.casebook import Casebook

    keys = keys_for(arguments)
    try:
        book = Casebook.open(arguments.case, keys)
    except CaseElsewhere as problem:
        if not (sys.stdin.isatty() and _is_sure(problem)):
            raise
        book = Casebook.open(arguments.case, keys, sure=True)
    book.keep_backups()
    warn_of_sync(book)
    return book


def anyway_option(parser: ArgumentParser) -> None:
    """Let something large be done where no backup can be made before it."""
    parser.add_argument(
        "--anyway", action="store_true", help=_("go on also where no backup of the records can be made first")
    )


def with_backup_first(work: Callable[..., T], *, anyway: bool) -> T:
    """Do something large that makes a backup first; where that cannot be made, go on without when somebody says so."""
    from caregiver_app.casebook.backing_up import NoBackupFirst

    try:
        return work()
    except NoBackupFirst as problem:
        if not anyway and not (sys.stdin.isatty() and _goes_on(problem)):
            raise
        return work(with_backup=False)


def _goes_on(problem: CaregiverError) -> bool:
    warn(str(problem), _("Go on without a backup? Type “yes”, or anything else to stop."))
    return sys.stdin.readline().strip().casefold() in ("yes", _("yes"))


def warn_of_sync(book: "Casebook") -> None:
    """Say once of a case that a sync program has its folder."""
    from caregiver_app.casebook.moving import to_be_told, warning

    if service := to_be_told(book):
        warn(warning(service))


def _is_sure(problem: CaseElsewhere) -> bool:
    """Ask once whether a case may be opened that another computer seems to hold; only "yes" is taken for yes."""
    warn(str(problem), _("Open it anyway? Type “yes”, or anything else to leave it as it is."))
    return sys.stdin.readline().strip().casefold() in ("yes", _("yes"))


def keys_for(arguments: Namespace) -> "Keys | None":
    """Return the keys of the case of a command, None where it has no passphrase."""
    from caregiver_app.casebook.protection import unlock

    folder: Path = arguments.case
    if not _has_passphrase(folder):
        return None
    return unlock(folder, passphrase_for(arguments))


def passphrase_for(arguments: Namespace) -> str:
    """Return the passphrase of the case: from the file descriptor that was named, else asked at the terminal."""
    return _from_or_asked(arguments.passphrase_fd, _("Passphrase: "))


def new_passphrase(arguments: Namespace, descriptor: int | None = None) -> str:
    """Return a new passphrase, typed twice at a terminal, and say so where it is easily guessed. Raises CaregiverError.

    It is read from `descriptor`, or from the one of the command's own option.
    """
    from caregiver_app.casebook.passphrase import checked_passphrase, judged

    descriptor = arguments.passphrase_fd if descriptor is None else descriptor
    words = checked_passphrase(_from_or_asked(descriptor, _("New passphrase: ")))
    if descriptor is None and asked_password(_("The same again: ")).strip() != words:
        raise WrongUsage(_("The two are not the same. Nothing was changed."))
    found = judged(words, [arguments.case.resolve().name])
    if found.kind != "strong":
        warn(found.words)
    return words


def not_protected(folder: Path) -> None:
    """Raise CaregiverError where a case has a passphrase already."""
    if _has_passphrase(folder):
        raise CaregiverError(
            _("The case “{folder}” has a passphrase already.").format(folder=folder.name),
            safe=_("Nothing was changed."),
            now=_("“caregiver change-passphrase” gives it another one."),
        )


def require_protected(folder: Path) -> None:
    """Raise CaregiverError where a case has no passphrase."""
    from caregiver_app.store import schema

    if not _has_passphrase(folder):
        schema.require(folder / schema.CASE_FILE)
        raise CaregiverError(
            _("The case “{folder}” has no passphrase.").format(folder=folder.name),
            safe=_("Nothing was changed."),
            now=_("“caregiver protect” gives it one."),
        )


def protected_keys(arguments: Namespace) -> "Keys":
    """Return the keys of a case that must have a passphrase. Raises CaregiverError."""
    require_protected(arguments.case)
    found = keys_for(arguments)
    assert found is not None
    return found


def _has_passphrase(folder: Path) -> bool:
    """Whether a case has to be unlocked, once protecting or unprotecting that a kill left half done is finished."""
    from caregiver_app.store import switching
    from caregiver_app.store.keys import is_protected

    with suppress(CaregiverError):  # whoever opens the case is told
        switching.finish(folder)
    return is_protected(folder)


def _from_or_asked(descriptor: int | None, question: str) -> str:
    if descriptor is not None:
        return line_from(descriptor)
    return asked_password(question, _("Nobody can be asked for the passphrase here. Use --passphrase-fd."))


def line_from(descriptor: int) -> str:
    """Read one line from a file descriptor, and no byte behind it: the next line may be for somebody else."""
    line = bytearray()
    try:
        while len(line) < _MOST and (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            line += byte
    except OSError:
        raise WrongUsage(_("Nothing can be read from the file descriptor {n}.").format(n=descriptor)) from None
    return line.decode("utf-8", "replace").rstrip("\r")
