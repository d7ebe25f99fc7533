"""`caregiver paste`: entries from loose text: an e-mail, a list of a portal, a piece of a spreadsheet."""

import io
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out, warn
from caregiver_app.cli.terminal_text import Column, table
from caregiver_app.cli.usage import case_argument, json_option, path
from caregiver_app.i18n import N_, _, ngettext, pgettext

if TYPE_CHECKING:
    from caregiver_app.casebook.several import LookedAt, Proposed
    from caregiver_app.domain.snapshot import CaseSnapshot

NAME = "paste"
SUMMARY = N_("Read entries from loose text: an e-mail, a portal's list, a piece of a spreadsheet.")

_STANDARD_INPUT = "-"
_MOST_LETTERS = 70


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=path,
        help=_("a text file; without one the text is read from standard input"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("show what was understood and write nothing"))
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--day-first", action="store_true", help=_("read 3/4/2023 as 3 April"))
    order.add_argument("--month-first", action="store_true", help=_("read 3/4/2023 as 4 March"))
    parser.add_argument("--notes", action="store_true", help=_("bring lines that were not understood in as notes"))
    json_option(parser)
    parser.set_defaults(run=run, late=("file", path))


def run(arguments: Namespace) -> int:
    """Read the text whole and show it; then write all that is new as one step, or nothing."""
    from caregiver_app.casebook.several import HOW_KNOWN, PASTED, add_several, entries_of

    with open_case(arguments) as book:
        case = book.snapshot()
        proposed = _proposed(arguments, case)
        rows = _settled(proposed.rows, arguments, case)
        if arguments.json:
            tell_json({"notes": list(proposed.pasted.notes), "rows": [_row_json(one) for one in rows]})
        else:
            tell(*proposed.pasted.notes)
            _tell_rows(rows)
        unclear = [one for one in rows if one.row.kind and one.checked.troubles]
        if unclear:
            _refuse(unclear)
            return 1
        fresh = [one.row for one in rows if one.is_new]
        if arguments.dry_run or not fresh:
            _say(arguments, _("Nothing was written.") if fresh or not rows else _("There was nothing new to add."))
            return 0
        entries = entries_of(fresh, {"how_known": HOW_KNOWN})
        n = add_several(book, entries, arguments.file.name if _is_file(arguments) else PASTED)
    _tell_left_out(rows)
    done = ngettext(
        "{n} entry was added, to be checked. “caregiver undo” takes it out again.",
        "{n} entries were added, to be checked. “caregiver undo” takes them out again.",
        n,
    )
    _say(arguments, done.format(n=n))
    return 0


def _is_file(arguments: Namespace) -> bool:
    return arguments.file is not None and str(arguments.file) != _STANDARD_INPUT


def _proposed(arguments: Namespace, case: "CaseSnapshot") -> "Proposed":
    from caregiver_app.casebook.several import propose_bytes, propose_file, propose_text

    if _is_file(arguments):
        return propose_file(arguments.file, case)
    if sys.stdin.isatty():
        end = _("Ctrl+Z and Enter") if sys.platform == "win32" else _("Ctrl+D")
        warn(_("Paste the text here, then press Enter and {keys}.").format(keys=end))
    if isinstance(sys.stdin, io.TextIOWrapper):
        return propose_bytes(sys.stdin.buffer.read(), case)
    return propose_text(sys.stdin.read(), case)


def _settled(rows: "Sequence[LookedAt]", arguments: Namespace, case: "CaseSnapshot") -> "list[LookedAt]":
    """Read dates in the order that was said, and make notes of what was not understood when that was asked for."""
    from caregiver_app.casebook.several import look_at
    from caregiver_app.exchange.pasted.known import Known
    from caregiver_app.exchange.pasted.reading import note_row

    changed = []
    for one in rows:
        row = one.row
        if arguments.day_first or arguments.month_first:
            for column, trouble in one.checked.troubles.items():
                if trouble.options:
                    row = row.with_text(column, trouble.options[1 if arguments.month_first else 0].in_words())
        if arguments.notes and not row.kind:
            dates = {name: text for name, text in row.fields.items() if name == "date"}
            note = note_row(row.text.strip() or row.at("what"), row.line)
            row = replace(note, fields={**note.fields, **dates}, doubts=row.doubts)
        changed.append(row)
    return list(look_at(changed, Known(case.entries)))


def _tell_rows(rows: "Sequence[LookedAt]") -> None:
    from caregiver_app.domain.timeline import wording
    from caregiver_app.domain.timeline.kinds import kind_called

    if not rows:
        tell(_("There is nothing to read in it."))
        return
    columns = (
        Column(pgettext("of a text", "Line"), 5, figures=True),
        Column(_("Date"), 20),
        Column(_("Kind"), 16),
        Column(_("What")),
    )
    laid_out = []
    for one in rows:
        kind, entry = kind_called(one.row.kind), one.checked.entry
        what = wording.headline(entry) if entry is not None else one.row.text.strip() or one.row.at("what")
        when = wording.dates(entry) if entry is not None else one.row.at("date")
        said = [_short(what), *(f"({sentence})" for sentence in _sentences(one))]
        laid_out.append(((str(one.row.line),), (when,), (_(kind.word) if kind is not None else "–",), tuple(said)))
    tell_laid_out(table(columns, laid_out, room()))


def _sentences(one: "LookedAt") -> list[str]:
    said = [trouble.sentence for trouble in one.checked.troubles.values()] if one.row.kind else []
    if not one.row.kind:
        said.append(_("Not understood; it stays out. --notes brings it in as a note."))
    if one.is_known:
        said.append(_("It is in your case already."))
    if one.same_as is not None:
        said.append(_("It repeats an earlier row."))
    return list(dict.fromkeys((*said, *one.row.doubts)))


def _row_json(one: "LookedAt") -> dict[str, Any]:
    return {
        "line": one.row.line,
        "text": one.row.text,
        "kind": one.row.kind or None,
        "fields": dict(one.row.fields),
        "troubles": [
            {"column": column, "text": trouble.sentence, "may_be": [str(option) for option in trouble.options]}
            for column, trouble in one.checked.troubles.items()
        ],
        "not_sure": list(one.row.doubts),
        "in_case": one.is_known,
        "repeats": one.same_as is not None,
        "new": one.is_new,
    }


def _refuse(unclear: "Sequence[LookedAt]") -> None:
    n = len(unclear)
    warn(
        ngettext("{n} row is not clear yet:", "{n} rows are not clear yet:", n).format(n=n),
        *(
            _("  line {line}: {why}").format(line=one.row.line, why=trouble.sentence)
            for one in unclear
            for trouble in one.checked.troubles.values()
        ),
        _("Nothing was written and the case is as it was."),
    )
    if any(trouble.options for one in unclear for trouble in one.checked.troubles.values()):
        warn(_("Say --day-first or --month-first, or write the month as a word."))


def _tell_left_out(rows: "Sequence[LookedAt]") -> None:
    lines = [one for one in rows if not one.row.kind]
    if lines:
        n = len(lines)
        warn(
            ngettext("{n} line was not understood and stayed out:", "{n} lines were not understood and stayed out:", n)
            .format(n=n),
            *(_("  line {line}: {why}").format(line=one.row.line, why=_short(one.row.text.strip())) for one in lines),
        )  # fmt: skip


def _say(arguments: Namespace, sentence: str) -> None:
    """Say a sentence beside the output where that is for other programs."""
    (warn if arguments.json else tell)(sentence)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_LETTERS else f"{line[:_MOST_LETTERS]}…"
