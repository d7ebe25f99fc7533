"""`caregiver selftest`: prove that the program is whole, in a folder that is gone afterwards."""

import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from caregiver_app.cli.output import finish, tell
from caregiver_app.i18n import N_, _

NAME = "selftest"
SUMMARY = N_("Try out the whole program on an invented case, which is gone afterwards. Your own cases are not touched.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--no-window", action="store_true", help=_("leave out opening the window"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Tell each step as it ends; return 1 where one went wrong."""
    from caregiver_app.casebook.selftest import selftest

    with tempfile.TemporaryDirectory(prefix="caregiver-selftest-", ignore_cleanup_errors=True) as folder:
        for outcome in selftest(Path(folder), window=not arguments.no_window):
            words = _(outcome.words)
            if outcome.trouble:
                tell(f"{_('not ok'):<8}{words}: {outcome.trouble}")
                tell(_("Part of the program is missing or broken. Install it again, or show these lines to a helper."))
                return 1
            tell(f"{_('ok'):<8}{words}")
            finish()
    tell(_("Everything works."))
    return 0
