"""`caregiver history`: what was done in a case, or every version of one record."""

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, table
from caregiver_app.cli.usage import case_argument, json_option
from caregiver_app.i18n import N_, _, ngettext, pgettext

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.changes import Called
    from caregiver_app.domain.record import Record
    from caregiver_app.store.steps import Step, Version

NAME = "history"
SUMMARY = N_("List what was done in a case, or the versions of one record.")

_FEW: Final = 50


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    record_argument(parser, nargs="?")
    json_option(parser)
    parser.add_argument(
        "--most",
        metavar="N",
        type=_amount,
        help=_("list only the newest N; {few} without this option, and all with --json").format(few=_FEW),
    )
    parser.set_defaults(run=run, late=("record", str))


def record_argument(parser: ArgumentParser, **how: Any) -> None:
    """Ask which record is meant."""
    words = _("a document's number, like D-012; an id, as “list --json” and “trash” say it; or the word “person”")
    parser.add_argument("record", metavar="RECORD", help=words, **how)


def run(arguments: Namespace) -> int:
    """Print the steps, or the versions of a record."""
    from caregiver_app.casebook.history import names_in, record_called

    most = arguments.most or (None if arguments.json else _FEW)
    with open_case(arguments) as book:
        if arguments.record is None:
            steps = book.steps()
            if arguments.json:
                tell_json({"steps": _steps_json(book, steps[:most])})
            else:
                _tell_steps(steps, most)
            return 0
        record_id = record_called(book, arguments.record)
        now, versions = book.find(record_id), book.versions(record_id)
        if arguments.json:
            tell_json(_versions_json(book, versions, now, most))
        else:
            _tell_versions(versions, now or book.last_known(record_id), names_in(book), most, here=now is not None)
    return 0


def _tell_steps(steps: "Sequence[Step]", most: int | None) -> None:
    from caregiver_app.domain.changes import moment_in_words

    if not steps:
        tell(_("Nothing was done in this case yet."))
        return
    columns = (
        Column(pgettext("history", "Step"), 6, figures=True),
        Column(_("When"), 26),
        Column(_("What was done")),
        Column(_("Records"), 7, figures=True),
        Column("", 6),
    )
    rows = [
        (
            (str(step.number),),
            (moment_in_words(step.at),),
            (step.label,),
            (str(step.touched),),
            ("" if step.done else _("undone"),),
        )
        for step in steps[:most]
    ]
    tell_laid_out(table(columns, rows, room()))
    _tell_rest(len(steps), most)


def _tell_versions(
    versions: "Sequence[Version]", record: "Record | None", names: "Called", most: int | None, *, here: bool
) -> None:
    from caregiver_app.casebook.history import what_changed
    from caregiver_app.domain.changes import described, moment_in_words

    if record is not None:
        tell(described(record) if here else _("{what} (removed)").format(what=described(record)))
    columns = (
        Column(_("Version"), 7, figures=True),
        Column(_("When"), 26),
        Column(pgettext("history", "Step"), 30),
        Column(_("What")),
    )
    rows = [
        (
            (version.name,),
            (moment_in_words(version.at) if version.at else "",),
            (version.label or _("before the first step kept"),),
            what_changed(version, earlier, names) or ("",),
        )
        for version, earlier in list(zip_longest(versions, versions[1:]))[:most]
    ]
    tell_laid_out(table(columns, rows, room()))
    _tell_rest(len(versions), most)
    tell(_("“caregiver bring-back DIR RECORD --version N” makes it what it was then."))


def _tell_rest(n: int, most: int | None) -> None:
    left = n - (most or n)
    if left > 0:
        words = ngettext("{n} earlier one is not listed; --most lists more.",
                         "{n} earlier ones are not listed; --most lists more.", left)  # fmt: skip
        tell(words.format(n=left))


def _steps_json(book: "Casebook", steps: "Sequence[Step]") -> list[dict[str, Any]]:
    from caregiver_app.casebook.history import names_in
    from caregiver_app.domain.changes import described, told

    names = names_in(book)
    return [
        {
            "number": step.number,
            "at": step.at,
            "step": step.label,
            "done": step.done,
            "touched": [
                {
                    "id": str(change.record.id),
                    "what": described(change.record),
                    "changes": list(told(change.before, change.after, names)),
                }
                for change in book.changes_of(step.number)
            ],
        }
        for step in steps
    ]


def _versions_json(
    book: "Casebook", versions: "Sequence[Version]", now: "Record | None", most: int | None
) -> dict[str, Any]:
    from caregiver_app.casebook.history import names_in
    from caregiver_app.domain.changes import described, differences, what_it_is

    names = names_in(book)
    known = now or next(version.record for version in versions if version.record is not None)
    listed = []
    for version, earlier in list(zip_longest(versions, versions[1:]))[:most]:
        before = earlier.record if earlier is not None else None
        changed = differences(before, version.record, names) if before is not None and version.record else ()
        listed.append(
            {
                "version": version.name if version.passed else version.number,
                "at": version.at or None,
                "step": version.label,
                "removed": version.record is None,
                "changes": [
                    {"field": one.field, "name": one.name, "before": one.before, "after": one.after} for one in changed
                ],
                "record": version.record.model_dump(mode="json") if version.record is not None else None,
            }
        )
    return {
        "id": str(known.id),
        "kind": what_it_is(known),
        "what": described(known),
        "in_case": now is not None,
        "versions": listed,
    }


def _amount(text: str) -> int:
    """Read how many are wanted: a whole number from 1."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(_("“{text}” is not a whole number from 1.").format(text=text))
    return int(text)
