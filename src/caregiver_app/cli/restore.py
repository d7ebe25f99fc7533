"""`caregiver restore`: bring a case back from a backup, after a look at what would change, and with a way back."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from caregiver_app.cli.opening import passphrase_for
from caregiver_app.cli.output import progress_shown, tell, warn
from caregiver_app.cli.usage import WrongUsage, descriptor, path
from caregiver_app.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from caregiver_app.casebook.restoring import Looked
    from caregiver_app.store.keys import Keys

NAME = "restore"
SUMMARY = N_("Bring a case back from a backup. What is there already is set aside, never lost.")

_MOST_NAMED: Final = 10
_NOT_ASKED: Final = 3


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", metavar="FILE", type=path, help=_("the backup; with --undo the case folder"))
    parser.add_argument(
        "case", metavar="DIR", type=path, nargs="?", help=_("a new or empty folder, or the folder of a case")
    )
    parser.add_argument("--yes", action="store_true", help=_("restore over the case that is there without being asked"))
    parser.add_argument("--undo", action="store_true", help=_("put back what was there before the last restore"))
    parser.add_argument(
        "--passphrase-fd",
        metavar="N",
        type=descriptor,
        help=_("read the passphrase of a protected backup from this file descriptor; without it you are asked"),
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Restore, or take a restore back; return 3 when nobody said yes."""
    from caregiver_app.casebook.restoring import holds_case

    if arguments.undo:
        return _undo(arguments)
    if arguments.case is None:
        raise WrongUsage(_("Name the folder the case is to be in."))
    if holds_case(arguments.case):
        return _over(arguments.file, arguments.case, arguments)
    return _new(arguments.file, arguments.case)


def _undo(arguments: Namespace) -> int:
    from caregiver_app.casebook.restoring import undo_restore

    if arguments.case is not None:
        raise WrongUsage(_("With --undo, name only the case folder."))
    with progress_shown() as progress:
        aside = undo_restore(arguments.file, progress)
    tell(_("The case is as it was before. What was there until now is in “{folder}”.").format(folder=_in_case(aside)))
    return 0


def _new(file: Path, folder: Path) -> int:
    from caregiver_app.casebook.restoring import restore_new, settings_within
    from caregiver_app.paths import standard_paths
    from caregiver_app.settings import Preferences

    with progress_shown() as progress:
        manifest = restore_new(file, folder, progress)
    n = manifest.papers
    words = ngettext(
        "The case is in “{folder}”: all records and {n} file of papers, each as it was.",
        "The case is in “{folder}”: all records and {n} files of papers, each as it was.",
        n,
    )
    tell(words.format(folder=folder, n=n))
    if manifest.protected:
        tell(_("It opens with the passphrase it had when it was backed up."))
    settings = standard_paths().settings
    if (found := settings_within(file)) and not settings.exists():
        Preferences(settings).change(**found)
        tell(_("This computer had no settings yet, so colours, text size and paper are as in the backup."))
    return 0


def _over(file: Path, folder: Path, arguments: Namespace) -> int:
    from caregiver_app.casebook.restoring import compare, here_in, restore_over

    keys = _keys(file, arguments)
    looked = compare(file, folder, here_in(folder, keys), keys)
    tell(*told(looked))
    if not arguments.yes and not _is_wanted():
        return _NOT_ASKED
    with progress_shown() as progress:
        aside = restore_over(file, folder, keys, progress)
    tell(
        _("The case is as it was in the backup. What was here before is in “{folder}”.").format(folder=_in_case(aside)),
        _("“caregiver restore --undo” brings it back."),
    )
    return 0


def _keys(file: Path, arguments: Namespace) -> "Keys | None":
    from caregiver_app.casebook.restoring import keys_within
    from caregiver_app.store.keys import unwrap

    closed = keys_within(file)
    return unwrap(closed, passphrase_for(arguments)) if closed else None


def _is_wanted() -> bool:
    if not sys.stdin.isatty():
        warn(_("Nothing was changed. Add --yes to restore."))
        return False
    answer = input(_("Put the backup in place of the case that is here? Write yes, or anything else to stop: "))
    if answer.strip().casefold() in ("yes", _("yes")):
        return True
    tell(_("Nothing was changed."))
    return False


def told(looked: "Looked") -> tuple[str, ...]:
    """Say how a backup stands to the case that is there."""
    from caregiver_app.casebook.restoring_words import order_words, parts

    lines = [*order_words(looked)]
    for heading, names in parts(looked):
        lines += [heading, *(f"  {name}" for name in _first(names))]
    return tuple(lines)


def _first(names: Sequence[str]) -> Sequence[str]:
    more = len(names) - _MOST_NAMED
    if more <= 0:
        return names
    rest = ngettext("and {n} more", "and {n} more", more).format(n=more)
    return (*names[:_MOST_NAMED], rest)


def _in_case(aside: Path) -> str:
    return f"{aside.parent.name}/{aside.name}"
