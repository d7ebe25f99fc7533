"""`caregiver export`: the treatment history as a table."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import progress_shown, tell
from caregiver_app.cli.usage import case_argument, path
from caregiver_app.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.timeline.records import Entry
    from caregiver_app.exchange.history.table import HistoryTable

NAME = "export"
SUMMARY = N_("Save the treatment history as a CSV file.")

_INCOMPLETE = 3
_LONGEST = 60


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("-o", "--output", metavar="OUT.csv", required=True, type=path, help=_("the table to write"))
    parser.add_argument(
        "--replace",
        action="store_true",
        help=_("write over an older table of this name; without it a file that is there stays"),
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the table; return 3 when an entry could not be written."""
    with open_case(arguments) as book:
        table = _saved(book, arguments.output, replace=arguments.replace)
    n = table.rows
    words = ngettext("The table is in “{file}”: {n} entry.", "The table is in “{file}”: {n} entries.", n)
    tell(words.format(file=arguments.output, n=n))
    _tell_left_out(table)
    return _INCOMPLETE if table.left_out else 0


def _saved(book: "Casebook", file: Path, *, replace: bool) -> "HistoryTable":
    from caregiver_app.casebook.exchange import TableThere, save_history

    try:
        with progress_shown() as progress:
            return save_history(book.snapshot(), book.originals, file, progress, replace=replace)
    except TableThere as there:
        now = _("Choose another name, or add --replace to write over it.")
        raise TableThere(there.happened, safe=there.safe, now=now) from None


def _tell_left_out(table: "HistoryTable") -> None:
    n = len(table.left_out)
    if n:
        tell(
            ngettext("{n} entry could not be written:", "{n} entries could not be written:", n).format(n=n),
            *(f"  {_named(out.entry)}: {out.why}" for out in table.left_out),
        )


def _named(entry: "Entry") -> str:
    from caregiver_app.domain.timeline import wording
    from caregiver_app.domain.timeline.kinds import kind_of

    words = f"{wording.dates(entry)}, {_(kind_of(entry).word)}, {wording.headline(entry)}"
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
