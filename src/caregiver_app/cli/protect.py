"""`caregiver protect`: give a case a passphrase, with a recovery sheet first."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from caregiver_app.cli.opening import new_passphrase, not_protected
from caregiver_app.cli.output import bar_shown, tell
from caregiver_app.cli.usage import case_argument, paper, path
from caregiver_app.i18n import N_, _

if TYPE_CHECKING:
    from pathlib import Path

    from caregiver_app.casebook.protection import Protection

NAME = "protect"
SUMMARY = N_("Protect a case with a passphrase: nobody can read its folder without it.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    sheet_options(parser, required=True)
    parser.set_defaults(run=run)


def sheet_options(parser: ArgumentParser, *, required: bool) -> None:
    """Ask where the recovery sheet goes."""
    parser.add_argument(
        "--recovery-sheet",
        metavar="FILE.pdf",
        type=path,
        required=required,
        help=_("where to write the sheet with the code that opens the case when the passphrase is forgotten"),
    )
    parser.add_argument("--paper", type=paper, default="a4", help=_("the paper of the sheet: a4 or letter"))


def run(arguments: Namespace) -> int:
    """Make the keys and the sheet, have the code typed back, then protect the case."""
    from caregiver_app.casebook.protecting import protect
    from caregiver_app.casebook.protection import prepare

    not_protected(arguments.case)
    protection = prepare(new_passphrase(arguments))
    make_sheet_and_ask(arguments.case, protection, arguments)
    with bar_shown() as progress:
        protect(arguments.case, protection, progress)
    tell(
        _("The case is protected. Without the passphrase or the recovery sheet nobody can open it, not even we."),
        _("Copies of the folder made before this are not protected. Look for them on sticks and other computers."),
    )
    return 0


def make_sheet_and_ask(case: "Path", protection: "Protection", arguments: Namespace) -> None:
    """Write the recovery sheet; at a terminal the code on it is typed back, elsewhere the sheet is read back."""
    from datetime import date

    from caregiver_app.casebook.recovery_sheet import recovery_sheet, save_recovery_sheet

    sheet = recovery_sheet(protection.code, case.resolve().name, date.today(), arguments.paper)
    save_recovery_sheet(sheet, case, arguments.recovery_sheet)
    tell(_("The recovery sheet is saved as {file}. Print it now.").format(file=arguments.recovery_sheet))
    if sys.stdin.isatty():
        _ask_for_code(protection.code)


def _ask_for_code(code: str) -> None:
    """Have the code typed back, as often as it takes: whoever cannot read it now cannot read it later."""
    from caregiver_app.casebook.protection import WrongCode, same_code
    from caregiver_app.cli.output import tell_failure
    from caregiver_app.cli.passwords import asked_password

    while True:
        typed = asked_password(_("Type the code from the sheet, all seven groups: "))
        if not typed:
            raise KeyboardInterrupt
        try:
            if same_code(typed, code):
                return
        except WrongCode as problem:
            tell_failure(problem)
        else:
            tell(_("This is the code of another sheet. Look at the one that was just made."))
