"""`caregiver erase`: erase for good what was removed; without --yes it only tells what would go."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING, Final

from caregiver_app.cli.history import record_argument
from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument
from caregiver_app.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from uuid import UUID

    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.erasing import Elsewhere
    from caregiver_app.store.erasing import Erasure

NAME = "erase"
SUMMARY = N_("Erase for good what was removed. It cannot be undone; without --yes it only tells what would go.")

_INCOMPLETE: Final = 3


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    record_argument(parser)
    parser.add_argument("--yes", action="store_true", help=_("do it; without this nothing is changed"))
    parser.add_argument(
        "--backups-too",
        action="store_true",
        help=_("also remove every backup in the case folder that holds it, once a new backup is made and checked"),
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Erase one record, or tell what would go; return 3 when the rest of it goes at the next opening only."""
    from caregiver_app.casebook.erasing import erase_for_good, erasure_of, look_elsewhere, told_of

    with open_case(arguments) as book:
        erasure = erasure_of(book, _meant(book, arguments.record))
        elsewhere = look_elsewhere(book, erasure)
        if not arguments.yes:
            _tell_what_would_go(erasure, elsewhere, backups_too=arguments.backups_too)
            return 0
        erased = erase_for_good(book, erasure, date.today(), backups_too=arguments.backups_too)
        left = look_elsewhere(book, erasure)
    tell(*told_of(erased))
    _tell_what_stays(erasure, left)
    return 0 if erased.is_done else _INCOMPLETE


def _meant(book: "Casebook", text: str) -> "UUID":
    """Return which record is meant; one that was erased already too, as its backups may still be to be removed."""
    from caregiver_app.casebook.history import NotKnown, record_called

    try:
        return record_called(book, text)
    except NotKnown:
        found = [one for one in book.erased() if one.hex.startswith(text.lower().replace("-", ""))]
        if len(found) != 1 or len(text) < 6:
            raise
        return found[0]


def _tell_what_would_go(erasure: "Erasure", elsewhere: "Elsewhere", *, backups_too: bool) -> None:
    from caregiver_app.casebook.erasing import what_goes

    tell(_("This would be erased for good:"), *(f"  {line}" for line in what_goes(erasure)))
    if backups_too and elsewhere.backups:
        n = len(elsewhere.backups)
        words = ngettext(
            "With it would go {n} whole backup, with all else that is in it.",
            "With it would go {n} whole backups, with all else that is in them.",
            n,
        )
        tell(words.format(n=n))
    _tell_what_stays(erasure, elsewhere)
    tell(_("Nothing was changed. Add --yes to erase it. It cannot be undone."))


def _tell_what_stays(erasure: "Erasure", elsewhere: "Elsewhere") -> None:
    from caregiver_app.casebook.erasing import what_stays

    tell(_("What stays, and what may still hold it:"), *(f"  {line}" for line in what_stays(erasure, elsewhere)))
