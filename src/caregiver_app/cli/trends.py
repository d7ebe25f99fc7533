"""`caregiver trends`: the lab tests of a case, their values as printed, and which are shown as trends."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, table
from caregiver_app.cli.usage import WrongUsage, case_argument, json_option, words
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _, with_commas

if TYPE_CHECKING:
    from caregiver_app.domain.snapshot import CaseSnapshot
    from caregiver_app.domain.timeline.records import Lab
    from caregiver_app.domain.timeline.trends.values import LabTest, Trend, Trends

NAME = "trends"
SUMMARY = N_("List the lab tests of a case and choose which are shown as trends.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "--show",
        metavar="TEST",
        action="append",
        type=words,
        help=_("show this test, and no others than those named; once for each, in the order to draw them"),
    )
    parser.add_argument(
        "--default", action="store_true", help=_("forget the choice and show the tests with the most values")
    )
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Choose tests where that was asked, then list them all."""
    if arguments.show and arguments.default:
        raise WrongUsage(_("--show chooses tests and --default forgets the choice. Use one of them."))

    from caregiver_app.casebook.labs import choose_tests
    from caregiver_app.domain.timeline.trends.values import read_trends

    with open_case(arguments) as book:
        case = book.snapshot()
        if arguments.show:
            _refuse_unknown(arguments.show, read_trends(case.entries))
        if arguments.show or arguments.default:
            choose_tests(book, arguments.show or ())
            case = book.snapshot()
    trends = read_trends(case.entries, case.shown_tests)
    if arguments.json:
        tell_json(_json(case, trends))
    else:
        _tell_tests(trends)
    return 0


def _refuse_unknown(names: list[str], trends: "Trends") -> None:
    """Raise CaregiverError when one of the tests has no value in the case."""
    from caregiver_app.domain.timeline.lab_names import which_test

    known = {test.key for test in trends.tests}
    for name in names:
        if which_test(name) not in known:
            tests = with_commas(test.name for test in trends.tests)
            raise CaregiverError(
                _("There is no lab result of “{name}” in the case.").format(name=name),
                safe=_("The choice of tests is as it was."),
                now=_("The tests are {tests}.").format(tests=tests) if tests else _("Add a lab result first."),
            )


def _tell_tests(trends: "Trends") -> None:
    if not trends.tests and not trends.shown:
        tell(_("There are no lab results in the case."))
        return
    columns = (
        Column(_("Shown"), 5, figures=True),
        Column(_("Test")),
        Column(_("Values"), 6, figures=True),
        Column(_("Unit"), 20),
        Column(_("First"), 17),
        Column(_("Last"), 17),
    )
    shown = {test.key: str(place) for place, test in enumerate(trends.shown, 1)}
    tests = {test.key: test for test in (*trends.shown, *trends.tests)}
    tell_laid_out(table(columns, [_row(test, shown.get(key, "")) for key, test in tests.items()], room()))
    if not trends.chosen:
        tell(_("No test was chosen, so those with the most values in one unit are shown."))
    tell(*trends.notes())


def _row(test: "LabTest", place: str) -> tuple[tuple[str, ...], ...]:
    dated = sorted(
        (value for held in (*(trend.values for trend in test.trends), test.single) for value in held),
        key=lambda value: value.middle,
    )
    ends = [value.lab.date.in_table() if value.lab.date else "" for value in (*dated[:1], *dated[-1:])] or ["", ""]
    return (place,), (test.name,), (str(test.count),), test.units, (ends[0],), (ends[1],)


def _json(case: "CaseSnapshot", trends: "Trends") -> dict[str, Any]:
    places = {test.key: place for place, test in enumerate(trends.shown, 1)}
    tests = {test.key: test for test in (*trends.shown, *trends.tests)}
    return {
        "person": case.person.name,
        "chosen": trends.chosen,
        "tests": [_test_json(test, places.get(key)) for key, test in tests.items()],
        "notes": list(trends.notes()),
    }


def _test_json(test: "LabTest", place: int | None) -> dict[str, Any]:
    return {
        "test": test.name,
        "other_names": list(test.other_names),
        "values": test.count,
        "units": list(test.units),
        "shown": place is not None,
        "position": place,
        "trends": [_trend_json(trend) for trend in test.trends],
        "alone": [_point_json(value.lab, value.number) for value in test.single],
        "undated": [_point_json(lab, None) for lab in test.undated],
    }


def _trend_json(trend: "Trend") -> dict[str, Any]:
    return {
        "unit": trend.unit,
        "other_spellings": list(trend.other_units),
        "points": [_point_json(value.lab, value.number) for value in trend.values],
    }


def _point_json(lab: "Lab", number: float | None) -> dict[str, Any]:
    """Return one value as printed. `number` is what the chart draws; null where the value is shown as text or not."""
    return {
        "id": str(lab.id),
        "test": lab.test,
        "date": lab.date,
        "date_words": lab.date.in_words() if lab.date is not None else "",
        "value": lab.value,
        "unit": lab.unit,
        "reference_range": lab.reference_range,
        "printed_flag": lab.printed_flag,
        "how_known": lab.how_known,
        "number": number,
    }
