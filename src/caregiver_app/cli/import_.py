"""`caregiver import`: a treatment history from a CSV file, as one step."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import progress_shown, tell, warn
from caregiver_app.cli.usage import case_argument, path
from caregiver_app.i18n import N_, _, ngettext, with_commas

if TYPE_CHECKING:
    from caregiver_app.casebook.exchange import TableRead
    from caregiver_app.domain.snapshot import CaseSnapshot
    from caregiver_app.exchange.history.reading import History, Repeats

NAME = "import"
SUMMARY = N_("Bring in a treatment history from a CSV file.")

_MOST_NAMED = 20


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("file", metavar="FILE.csv", type=path, help=_("the table; “caregiver template” writes one"))
    parser.add_argument(
        "--skip-bad",
        action="store_true",
        help=_("bring in the other rows when some cannot be understood; without it nothing is imported then"),
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Read the file whole, then write all of it as one step or nothing."""
    from caregiver_app.casebook.exchange import import_rows

    with open_case(arguments) as book:
        read = _read(arguments.file, book.snapshot())
        history = read.history
        _tell_about_file(history)
        if history.bad:
            _name_bad_rows(history, arguments.file)
            if not arguments.skip_bad or not history.rows:
                _say_nothing_was_imported(history)
                return 1
        _tell_repeats(read.repeats)
        if not read.repeats.fresh:
            tell(_("There was nothing new to import."))
            return 0
        n = import_rows(book, read, arguments.file.name)
    done = ngettext(
        "{n} entry was imported. “caregiver undo” takes it out again.",
        "{n} entries were imported. “caregiver undo” takes them out again.",
        n,
    )
    tell(done.format(n=n))
    return 0


def _read(file: Path, case: "CaseSnapshot") -> "TableRead":
    from caregiver_app.casebook.exchange import NotATable, read_table

    try:
        with progress_shown() as progress:
            return read_table(file, case, progress)
    except NotATable as refused:
        now = _("Choose a CSV file. “caregiver template” writes one to start from.")
        raise NotATable(refused.happened, safe=refused.safe, now=now) from None


def _tell_about_file(history: "History") -> None:
    tell(*history.notes)
    remarks = [_("Line {line}: {text}").format(line=remark.line, text=remark.sentence) for remark in history.remarks]
    tell(*remarks[:_MOST_NAMED])
    rest = len(remarks) - _MOST_NAMED
    if rest > 0:
        tell(ngettext("{n} more remark like these.", "{n} more remarks like these.", rest).format(n=rest))


def _name_bad_rows(history: "History", file: Path) -> None:
    n = len(history.bad)
    warn(
        ngettext(
            "{n} row of “{name}” could not be understood:", "{n} rows of “{name}” could not be understood:", n
        ).format(n=n, name=file.name),
        *(_("  line {line}: {why}").format(line=row.line, why=row.why) for row in history.bad),
    )


def _say_nothing_was_imported(history: "History") -> None:
    warn(_("Nothing was imported and the case is as it was."))
    n = len(history.rows)
    if n:
        again = ngettext(
            "Correct the file and import it again, or use --skip-bad to import the other {n} row.",
            "Correct the file and import it again, or use --skip-bad to import the other {n} rows.",
            n,
        )
        warn(again.format(n=n))
    else:
        warn(_("Correct the file and import it again. “caregiver template” writes an example."))


def _tell_repeats(repeats: "Repeats") -> None:
    n = len(repeats.known)
    if n:
        known = ngettext(
            "{n} row is in the case already, the same in every field; it was not added again: {lines}.",
            "{n} rows are in the case already, the same in every field; they were not added again: {lines}.",
            n,
        )
        tell(known.format(n=n, lines=_lines(repeats.known)))
    same = _("Line {line} is the same in every field as line {first}; it was added once.")
    tell(*(same.format(line=line, first=first) for line, first in repeats.twice[:_MOST_NAMED]))
    rest = len(repeats.twice) - _MOST_NAMED
    if rest > 0:
        tell(
            ngettext(
                "{n} more line is the same as an earlier one; it was added once.",
                "{n} more lines are the same as earlier ones; each was added once.",
                rest,
            ).format(n=rest)
        )


def _lines(lines: tuple[int, ...]) -> str:
    """Write line numbers with their runs drawn together: "lines 2–9, 12"."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    written = with_commas(str(first) if first == last else f"{first}–{last}" for first, last in runs)
    return ngettext("line {lines}", "lines {lines}", len(lines)).format(lines=written)
