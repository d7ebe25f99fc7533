"""`caregiver rebuild`: make a case file that is gone or damaged anew; the damaged one is set aside."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from caregiver_app.cli.opening import keys_for
from caregiver_app.cli.output import progress_shown, tell
from caregiver_app.cli.usage import case_argument
from caregiver_app.i18n import N_, _

if TYPE_CHECKING:
    from caregiver_app.casebook.rebuilding_words import Offer

NAME = "rebuild"
SUMMARY = N_("Make a case file that is gone or damaged anew, from a backup, the notes and the papers.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--without-backup", action="store_true", help=_("do not begin with the newest good copy in “backups”")
    )
    ways.add_argument(
        "--only-backup",
        action="store_true",
        help=_("take the newest good copy in “backups” as it is, and no more"),
    )
    ways.add_argument("--dry-run", action="store_true", help=_("only say what each way would bring back"))
    ways.add_argument("--undo", action="store_true", help=_("put back what was there before the case was made anew"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Make the case file anew and say from what; return 3 when papers are without a name."""
    from caregiver_app.casebook.rebuilding import rebuild_case
    from caregiver_app.casebook.rebuilding_words import made_words

    if arguments.undo:
        return _undo(arguments)
    keys = keys_for(arguments)
    if arguments.dry_run:
        return _look(arguments, keys)
    with progress_shown() as progress:
        made = rebuild_case(
            arguments.case,
            keys,
            progress,
            with_backup=not arguments.without_backup,
            with_papers=not arguments.only_backup,
        )
    tell(*made_words(made))
    if made.aside is not None:
        tell(_("“caregiver rebuild --undo” puts it back."))
    return 3 if made.unnamed else 0


def _undo(arguments: Namespace) -> int:
    from caregiver_app.casebook.rebuilding import undo_rebuild

    with progress_shown() as progress:
        aside = undo_rebuild(arguments.case, progress)
    tell(_("The case file is as it was before. What was there until now is in “{folder}”.").format(folder=aside))
    return 0


def _look(arguments: Namespace, keys: object) -> int:
    from caregiver_app.casebook.rebuilding import look_at_remains
    from caregiver_app.casebook.rebuilding_words import from_backup, from_everything, what_happened
    from caregiver_app.store.keys import Keys

    assert keys is None or isinstance(keys, Keys)
    with progress_shown() as progress:
        remains = look_at_remains(arguments.case, keys, progress)
    tell(what_happened(remains), _("Nothing was changed."), "")
    tell(_("The newest good backup alone (--only-backup):"), *_told(from_backup(remains)), "")
    tell(_("The backup, the notes and the papers together:"), *_told(from_everything(remains)))
    return 0


def _told(offer: "Offer") -> tuple[str, ...]:
    back, not_back = _("  comes back: {what}"), _("  does not:   {what}")
    return (
        *(back.format(what=one) for one in offer.brings),
        *(not_back.format(what=one) for one in offer.lacks),
    )
