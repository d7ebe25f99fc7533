"""`caregiver facts`: what follows from a history by counting, for reading or as JSON."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, shown, table, wrapped
from caregiver_app.cli.usage import case_argument, day, json_option
from caregiver_app.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from caregiver_app.domain.snapshot import CaseSnapshot
    from caregiver_app.domain.timeline.facts.derived import Facts
    from caregiver_app.domain.timeline.lines import Line
    from caregiver_app.domain.timeline.records import Entry

NAME = "facts"
SUMMARY = N_("Show lines of therapy, the status now, times between dates, and what is to be asked.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help=_("the day to count to, such as 14 May 2026; today if left out")
    )
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print the facts."""
    from caregiver_app.domain.timeline.facts.derived import facts_of

    with open_case(arguments) as book:
        case = book.snapshot()
    facts = facts_of(case.entries, arguments.as_of or date.today(), born=case.person.born, proof=case.proof_words)
    if arguments.json:
        tell_json(_in_json(case, facts))
    else:
        _tell(case, facts)
    return 0


def _in_json(case: "CaseSnapshot", facts: "Facts") -> dict[str, Any]:
    status = facts.status
    return {
        "person": case.person.name,
        "as_of": facts.as_of.isoformat(),
        "count": {"typed": facts.count.typed, "by_rules": facts.count.by_rules},
        "lines": [_line_in_json(line) for line in facts.lines],
        "not_counted": [_line_in_json(line) for line in facts.aside],
        "status": {
            "state": status.state,
            "since": status.since,
            "text": status.text,
            "evidence": status.evidence,
            "records": _ids(status.records),
        },
        "intervals": [
            {
                "id": interval.id,
                "about": interval.about,
                "line": interval.line,
                "text": interval.text,
                "days_min": interval.days_min,
                "days_max": interval.days_max,
                "records": _ids(interval.records),
            }
            for interval in facts.intervals
        ],
        "exposures": [
            {
                "class": exposure.class_id,
                "name": exposure.name,
                "text": exposure.text,
                "since": exposure.since,
                "lines": list(exposure.lines),
                "drugs": list(exposure.drugs),
                "refractory": exposure.refractory,
                "records": _ids(exposure.records),
            }
            for exposure in facts.exposures
        ],
        "notes": [{"id": note.id, "text": note.text, "records": _ids(note.records)} for note in facts.remarks],
    }


def _line_in_json(line: "Line") -> dict[str, Any]:
    from caregiver_app.domain.timeline.line_words import best_response, ended_because, first_setback, how_counted
    from caregiver_app.domain.timeline.lines import name_of

    best, setback = best_response(line), first_setback(line)
    return {
        "number": line.number,
        "regimen": line.regimen,
        "parts": [
            {
                "kind": _kind(step),
                "name": name_of(step),
                "role": line.roles.get(step.id, ""),
                "start": step.date,
                "end": step.end,
                "id": str(step.id),
            }
            for step in line.steps
        ],
        "start": line.start,
        "end": line.end,
        "best_response": best.category,
        "best_response_date": best.date,
        "relapse": setback.date if setback else None,
        "relapse_event": setback.event if setback else None,
        "ended_because": ended_because(line),
        "rule": how_counted(line),
        "rules": list(line.rules),
        "flags": list(line.flags),
        "given": line.given,
    }


def _kind(entry: "Entry") -> str:
    from caregiver_app.domain.timeline.kinds import kind_of

    return kind_of(entry).id


def _ids(records: "Iterable[Any]") -> list[str]:
    return [str(record) for record in records]


def _tell(case: "CaseSnapshot", facts: "Facts") -> None:
    from caregiver_app.domain.dates import PartialDate

    tell(_("{name}, as of {date}").format(name=case.person.name, date=PartialDate.of_day(facts.as_of).in_words()), "")
    _tell_lines(facts)
    _tell_listed(_("How the lines were counted"), _counts(facts))
    _tell_listed(_("Where the disease stands"), [(facts.status.text, facts.status.evidence)])
    _tell_listed(_("Times between dates"), [(interval.text,) for interval in facts.intervals])
    _tell_listed(_("Classes of drugs given"), [(exposure.text,) for exposure in facts.exposures])
    _tell_listed(_("To ask or to check"), [(note.text,) for note in facts.remarks])


def _tell_lines(facts: "Facts") -> None:
    from caregiver_app.domain.timeline import wording
    from caregiver_app.domain.timeline.line_words import best_response, first_setback, steps_in_words

    if not facts.lines:
        tell(_("No treatment is recorded yet."))
        return
    columns = (
        Column(_("Line"), 4, figures=True),
        Column(_("Treatment")),
        Column(_("When"), 20),
        Column(_("Best response"), 13),
        Column(_("Relapse"), 16),
    )
    rows = []
    for line in facts.lines:
        setback = first_setback(line)
        when = setback.date.in_words() if setback and setback.date else ""
        rows.append(
            (
                ("" if line.number is None else str(line.number),),
                (steps_in_words(line),),
                tuple(wording.date_range(line.start, line.end).replace(" – ", " –\n").split("\n")),
                (best_response(line).category or "",),
                (setback.event, when) if setback else ("",),
            )
        )
    tell_laid_out(table(columns, rows, room()))


def _counts(facts: "Facts") -> list[tuple[str]]:
    """Return how each line got its number, and the count by the rules where somebody numbered the lines (D1)."""
    from caregiver_app.domain.timeline.line_words import how_counted, line_name, steps_in_words

    words = _("{line}: {rule}")
    counted = [words.format(line=line_name(line), rule=how_counted(line)) for line in facts.lines if not line.given]
    told = [(sentence[0].upper() + sentence[1:],) for sentence in counted]
    aside = _("Not counted as a line: {treatment}. {rule}")
    told += [(aside.format(treatment=steps_in_words(line), rule=how_counted(line)),) for line in facts.aside]
    if facts.count.typed is not None:
        both = _("Numbered as recorded: {typed}. Counted by the published rules: {counted}.")
        told.insert(0, (both.format(typed=facts.count.typed, counted=facts.count.by_rules),))
    return told


def _tell_listed(title: str, told: "Sequence[Sequence[str]]") -> None:
    """Print a title and what is told under it, each begun with a dash and hanging under itself."""
    if not told:
        return
    lines = ["", title]
    for paragraphs in told:
        rows = [row for paragraph in paragraphs if paragraph for row in wrapped(shown(paragraph), room() - 2)]
        lines += [f"– {row}" if place == 0 else f"  {row}" for place, row in enumerate(rows)]
    tell_laid_out(lines)
