"""Read the arguments, run one command, and give its outcome as an exit code.

0 done · 1 a failure told in plain words, nothing half done · 2 wrong usage · 3 done, and something could not be
included · 130 stopped from the keyboard · 141 whoever read the output went away.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from caregiver_app import __version__
from caregiver_app.cli import (
    add,
    also_holds,
    answer,
    appointments,
    ask,
    backup,
    bring_back,
    calendar,
    change_passphrase,
    check,
    describe,
    does_not_apply,
    erase,
    export,
    facts,
    find,
    gaps,
    give_back,
    guide,
    handbook,
    handover,
    history,
    import_,
    join,
    lend,
    letter,
    list_,
    log,
    new,
    originals,
    packet,
    pages,
    paste,
    picture,
    protect,
    questions,
    read,
    rebuild,
    recipients,
    recover,
    redo,
    restore,
    sample,
    selftest,
    sent,
    sheet,
    slip,
    split,
    steps,
    suggest,
    takeback,
    template,
    told,
    trash,
    trends,
    undo,
    unlock,
    unprotect,
    worksheet,
)
from caregiver_app.cli.output import (
    ReaderGone,
    end_output,
    finish,
    speak_any_encoding,
    tell_failure,
    tell_mistake,
    warn,
)
from caregiver_app.cli.usage import Parser, WrongUsage
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, language_of_system, use_language, with_commas
from caregiver_app.mishaps import keep_no_core, keep_quiet
from caregiver_app.offline import keep_to_this_computer, refuse_to_reach_out
from caregiver_app.paths import standard_paths
from caregiver_app.progress import Cancelled
from caregiver_app.settings import settings_in
from caregiver_app.waste import look_no_more, look_seldom

_COMMANDS = (
    sample,
    new,
    import_,
    paste,
    export,
    add,
    read,
    describe,
    list_,
    suggest,
    find,
    unlock,
    pages,
    join,
    split,
    originals,
    gaps,
    recipients,
    does_not_apply,
    also_holds,
    ask,
    answer,
    letter,
    slip,
    lend,
    give_back,
    facts,
    trends,
    steps,
    told,
    log,
    questions,
    appointments,
    calendar,
    worksheet,
    sheet,
    guide,
    handbook,
    packet,
    sent,
    picture,
    check,
    rebuild,
    protect,
    unprotect,
    change_passphrase,
    recover,
    backup,
    restore,
    handover,
    takeback,
    undo,
    redo,
    history,
    trash,
    bring_back,
    erase,
    template,
    selftest,
)


def prepare() -> None:
    """Let nothing leave this computer, and nothing the family wrote be printed with a mistake of ours."""
    speak_any_encoding(sys.stdout, sys.stderr)
    use_language(language_of_system(settings_in(standard_paths().settings).language))
    keep_no_core()
    keep_to_this_computer()
    refuse_to_reach_out()
    keep_quiet(tell_mistake, tell_mistake)


def run() -> None:
    """Run as the console program."""
    look_seldom()
    prepare()
    code = main(sys.argv[1:])
    end_output()
    look_no_more()
    sys.exit(code)


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        arguments = _read(argv)
        _require_here()
        code = int(arguments.run(arguments))
        finish()
    except SystemExit as end:  # how argparse ends after --help, --version and wrong usage
        return end.code if isinstance(end.code, int) else 2
    except WrongUsage as wrong:
        warn(str(wrong))
        return 2
    except CaregiverError as failure:
        tell_failure(failure)
        return 1
    except (KeyboardInterrupt, Cancelled):
        warn(_("Stopped. Nothing was left half done."))
        return 130
    except ReaderGone:
        return 141
    return code


def _require_here() -> None:
    """Raise CaregiverError when the folder the terminal is in is gone: from there, no name leads anywhere."""
    try:
        os.getcwd()
    except OSError as problem:
        raise CaregiverError(
            _("The folder this terminal is in is not there any more."),
            safe=_("Nothing was changed."),
            now=_("Change to another folder, then try again."),
        ) from problem


def _read(argv: Sequence[str]) -> Namespace:
    """Read the arguments. What may be left out may also stand behind the options, where argparse does not look."""
    parser = _parser(argv)
    arguments, rest = parser.parse_known_args(argv)
    late = getattr(arguments, "late", None)
    if late is not None and len(rest) == 1 and not rest[0].startswith("-") and getattr(arguments, late[0]) is None:
        setattr(arguments, late[0], late[1](rest.pop()))
    if rest:
        parser.error(_("What “{words}” means here is not clear.").format(words=" ".join(rest)))
    return arguments


def _parser(argv: Sequence[str]) -> Parser:
    parser, names = command_parser(), [command.NAME for command in _COMMANDS]
    wanted = next((word for word in argv if not word.startswith("-")), None)
    if wanted is not None and wanted not in names and not {"-h", "--help", "--version"}.intersection(argv):
        parser.error(
            _("There is no command “{name}”. The commands are {names}.").format(name=wanted, names=with_commas(names))
        )
    return parser


def command_parser() -> Parser:
    """Return what reads the arguments of every command; the manual is written from it."""
    parser = Parser(
        prog="caregiver",
        description=_("Keep a treatment history and its papers, and make one packet of them for a second opinion."),
        epilog=_("“caregiver COMMAND --help” explains one command. Nothing leaves this computer."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"Caregiver Organizer {__version__}",
        help=_("show the version and end"),
    )
    commands = parser.add_subparsers(title=_("commands"), metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.describe(commands.add_parser(command.NAME, help=_(command.SUMMARY), description=_(command.SUMMARY)))
    return parser
