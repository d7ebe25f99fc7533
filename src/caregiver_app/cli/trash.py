"""`caregiver trash`: what was removed from a case and can be brought back."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, table
from caregiver_app.cli.usage import case_argument, json_option
from caregiver_app.i18n import N_, _

if TYPE_CHECKING:
    from caregiver_app.store.steps import Removed

NAME = "trash"
SUMMARY = N_("List what was removed and can be brought back.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print what was removed, the last first."""
    from caregiver_app.casebook.history import what_was
    from caregiver_app.domain.changes import moment_in_words

    with open_case(arguments) as book:
        removed = book.trash()
    if arguments.json:
        tell_json({"removed": [_removed_json(one) for one in removed]})
        return 0
    if not removed:
        tell(_("Nothing was removed."))
        return 0
    columns = (Column(_("Id"), 8), Column(_("What")), Column(_("When"), 26), Column(_("How"), 30))
    rows = [
        (
            (str(one.id)[:8],),
            (what_was(one),),
            (moment_in_words(one.at),),
            (_("Undone: {step}").format(step=one.label) if one.undone else one.label,),
        )
        for one in removed
    ]
    tell_laid_out(table(columns, rows, room()))
    tell(_("“caregiver bring-back DIR ID” brings one back."))
    return 0


def _removed_json(one: "Removed") -> dict[str, Any]:
    from caregiver_app.casebook.history import readable, what_was
    from caregiver_app.domain.changes import name_of_kind, what_it_is

    record = readable(one)
    return {
        "id": str(one.id),
        "kind": what_it_is(record) if record is not None else name_of_kind(one.kind),
        "what": what_was(one),
        "at": one.at,
        "step": one.label,
        "undone": one.undone,
        "record": record.model_dump(mode="json") if record is not None else None,
    }
