"""`caregiver backup`: the whole case in one file, read back before it counts."""

from argparse import ArgumentParser, Namespace
from datetime import datetime

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import progress_shown, tell
from caregiver_app.cli.usage import case_argument, path
from caregiver_app.i18n import N_, _, ngettext

NAME = "backup"
SUMMARY = N_("Write the whole case into one file, and check that file.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "file", metavar="FILE", type=path, help=_("the backup to write; its name usually ends in .caregiver")
    )
    parser.add_argument(
        "--replace", action="store_true", help=_("write over an older backup of this name; without it a file stays")
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the backup; return 3 when papers in it are not as they were added."""
    from caregiver_app.casebook.backing_up import BackupThere, back_up
    from caregiver_app.paths import standard_paths
    from caregiver_app.settings import Preferences

    settings_file = standard_paths().settings
    settings = Preferences(settings_file).now if settings_file.is_file() else None
    try:
        with open_case(arguments) as book, progress_shown() as progress:
            made = back_up(book.whole, arguments.file, datetime.now(), settings, progress, replace=arguments.replace)
    except BackupThere as there:
        now = _("Choose another name, or add --replace to write over it.")
        raise BackupThere(there.happened, safe=there.safe, now=now) from None
    n = made.manifest.papers
    words = ngettext(
        "The whole case is in “{file}” ({size}): all records and {n} file of papers. It was read back and is sound.",
        "The whole case is in “{file}” ({size}): all records and {n} files of papers. It was read back and is sound.",
        n,
    )
    tell(words.format(file=arguments.file, size=_size(made.size), n=n))
    if made.manifest.protected:
        tell(_("It opens with the passphrase the case has now, or with the code on its recovery sheet."))
    else:
        tell(_("The case has no passphrase: whoever has this file can read it."))
    if made.unsound:
        n = made.unsound
        words = ngettext(
            "{n} file of papers is not as it was added. It is in the backup as it is. “caregiver check” names it.",
            "{n} files of papers are not as they were added. They are in the backup as they are. "
            "“caregiver check” names them.",
            n,
        )
        tell(words.format(n=n))
    return 3 if made.unsound else 0


def _size(size: int) -> str:
    return _("{n} MB").format(n=f"{max(size / 1e6, 0.1):,.1f}")
