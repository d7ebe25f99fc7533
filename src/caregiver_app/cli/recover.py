"""`caregiver recover`: open a protected case with the code of its recovery sheet, and give it a new passphrase."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import line_from, new_passphrase, require_protected
from caregiver_app.cli.output import tell
from caregiver_app.cli.passwords import asked_password
from caregiver_app.cli.protect import sheet_options
from caregiver_app.cli.usage import case_argument, descriptor
from caregiver_app.i18n import N_, _

NAME = "recover"
SUMMARY = N_("Give a protected case a new passphrase with the code of its recovery sheet.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "--code-fd",
        metavar="N",
        type=descriptor,
        help=_("read the code from this file descriptor; without it you are asked"),
    )
    sheet_options(parser, required=False)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Open the keys with the code, then close them up with a new passphrase, and on request with a new code."""
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.protection import change_passphrase, checked_code, recover

    require_protected(arguments.case)
    keys = recover(arguments.case, checked_code(_code(arguments)))
    words = new_passphrase(arguments)
    with Casebook.open(arguments.case, keys) as book:
        book.require_writable()
        change_passphrase(arguments.case, keys, words)
        tell(_("The case opens with the new passphrase now. Your records and papers stayed as they were."))
        if arguments.recovery_sheet is not None:
            _make_new_sheet(arguments, keys)
        else:
            tell(_("The recovery sheet stays good. Put it back in its safe place."))
    return 0


def _code(arguments: Namespace) -> str:
    if arguments.code_fd is not None:
        return line_from(arguments.code_fd)
    return asked_password(_("Code on the recovery sheet: "), _("Nobody can be asked for the code here. Use --code-fd."))


def _make_new_sheet(arguments: Namespace, keys: object) -> None:
    from datetime import date

    from caregiver_app.casebook.protection import new_recovery, put_recovery
    from caregiver_app.casebook.recovery_sheet import recovery_sheet, save_recovery_sheet
    from caregiver_app.store.keys import Keys

    assert isinstance(keys, Keys)
    code, wrapped = new_recovery(keys)
    sheet = recovery_sheet(code, arguments.case.resolve().name, date.today(), arguments.paper)
    save_recovery_sheet(sheet, arguments.case, arguments.recovery_sheet)
    put_recovery(arguments.case, wrapped)
    tell(
        _("The new recovery sheet is saved as {file}. Print it now; the old one opens nothing any more.").format(
            file=arguments.recovery_sheet
        )
    )
