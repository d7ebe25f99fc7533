"""`caregiver bring-back`: a removed record, or a record as it was at an earlier version, as one step."""

import argparse
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from caregiver_app.cli.history import record_argument
from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.history import BroughtBack

NAME = "bring-back"
SUMMARY = N_("Bring back what was removed, or an earlier version of a record.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    record_argument(parser)
    parser.add_argument(
        "--version",
        metavar="N",
        type=_number,
        help=_("the number of a version, as “history” lists it; without it, the last one of what was removed"),
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Bring one record back and say what came."""
    from caregiver_app.casebook.history import told_of

    with open_case(arguments) as book:
        back = _brought_back(book, arguments.record, arguments.version)
    tell(*told_of(back))
    if back.changed:
        tell(_("“caregiver undo” takes it back."))
    return 0


def _brought_back(book: "Casebook", text: str, version: tuple[int, int] | None) -> "BroughtBack":
    from caregiver_app.casebook.history import bring_back, bring_version_back, record_called
    from caregiver_app.domain.changes import described

    record_id = record_called(book, text)
    if version is not None:
        return bring_version_back(book, record_id, *version)
    here = book.find(record_id)
    if here is not None:
        raise CaregiverError(
            _("“{what}” is in the case.").format(what=described(here)),
            safe=_("Nothing was changed."),
            now=_("Say with --version which version you want; “caregiver history DIR RECORD” lists them."),
        )
    return bring_back(book, next(one for one in book.trash() if one.id == record_id))


def _number(text: str) -> tuple[int, int]:
    """Read the number of a version: a whole number from 0, or one such as 12.1 for what step 12 only led through."""
    number, dot, passed = text.partition(".")
    if not (text.isascii() and number.isdigit() and (passed.isdigit() or not dot)):
        raise argparse.ArgumentTypeError(_("“{text}” is not the number of a version.").format(text=text))
    return int(number), int(passed or 0)
