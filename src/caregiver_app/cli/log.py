"""`caregiver log`: the daily log, as it was written; add an entry or take one out. It grades nothing."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.cli import which_one
from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell, tell_json
from caregiver_app.cli.usage import WrongUsage, case_argument, json_option, when, words
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _, with_commas

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.journey.records import LogEntry, Round
    from caregiver_app.domain.snapshot import CaseSnapshot

NAME = "log"
SUMMARY = N_("List the daily log, add to it, or take an entry out.")

_WRITTEN: Final = ("temperature", "medicines", "handwriting", "notes")
_MORE: Final = ("at", "signed", "also_signed")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    for option, metavar, text in (
        ("--temperature", "T", _("the temperature as it was read, such as 37.4")),
        ("--medicines", "TEXT", _("which medicines were taken")),
        ("--handwriting", "TEXT", _("the sentence the patient wrote, or what you noticed about it")),
        ("--notes", "TEXT", _("what else you noticed, in your own words")),
        ("--at", "TIME", _("the time of day")),
        ("--signed", "WHO", _("who wrote it")),
        ("--also-signed", "WHO", _("who else signs it")),
    ):
        parser.add_argument(option, metavar=metavar, type=words, help=text)
    parser.add_argument("--on", metavar="DATE", type=when, help=_("the day it is about (today)"))
    parser.add_argument("--remove", metavar="ID", type=words, help=_("take an entry out; undo brings it back"))
    parser.add_argument("--round", metavar="NAME", type=words, help=_("which round, where there are several"))
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Add an entry, take one out, or print the log."""
    fields: dict[str, Any] = {
        name: value for name in (*_WRITTEN, *_MORE) if (value := getattr(arguments, name)) is not None
    }
    adds = any(name in fields for name in _WRITTEN)
    if (fields or arguments.on) and not adds:
        raise WrongUsage(_("Say what is to be written down: --temperature, --medicines, --handwriting or --notes."))
    if adds and arguments.remove:
        raise WrongUsage(_("Add an entry or take one out, one at a time."))

    from caregiver_app.domain.journey.board import round_meant

    with open_case(arguments) as book:
        case = book.snapshot()
        named = arguments.round or adds
        chosen = which_one.round_called(case, arguments.round) if named else round_meant(case)
        done = _done(book, chosen, arguments, fields) if adds or arguments.remove else ""
        case = book.snapshot()
    if arguments.json:
        tell_json(_in_json(case, chosen))
    elif done:
        tell(done)
    else:
        _tell(case, chosen)
    return 0


def _done(book: "Casebook", chosen: "Round", arguments: Namespace, fields: dict[str, Any]) -> str:
    from caregiver_app.casebook import journey
    from caregiver_app.domain.dates import PartialDate
    from caregiver_app.domain.journey.records import LogEntry

    if arguments.remove:
        entry = _entry(book.snapshot(), arguments.remove)
        journey.remove_log_entry(book, entry)
        return _("It was taken out. “caregiver undo” brings it back.")
    day = arguments.on or PartialDate.of_day(date.today())
    added = journey.add_log_entry(book, chosen, LogEntry(round=chosen.id, date=day, **fields))
    return f"{which_one.short(added.id)}  {_in_words(added)}"


def _entry(case: "CaseSnapshot", text: str) -> "LogEntry":
    found = [one for one in case.log if str(one.id).startswith(text.strip().casefold())]
    if len(found) != 1:
        raise CaregiverError(
            _("There is no entry “{text}” in the log.").format(text=text),
            safe=_("Nothing was changed."),
            now=_("“caregiver log DIR” lists them with their ids."),
        )
    return found[0]


def _tell(case: "CaseSnapshot", chosen: "Round") -> None:
    from caregiver_app.domain.guide.articles import notes

    tell(f"{case.person.name}: {chosen.name}", "")
    entries = [one for one in case.log if one.round == chosen.id]
    if not entries:
        tell(_("Nothing is in the daily log yet."))
    for one in entries:
        tell(f"{which_one.short(one.id)}  {_in_words(one)}")
        for words_of in (one.medicines, one.handwriting, one.notes):
            if words_of:
                tell(f"          {words_of}")
        signed = with_commas(part for part in (one.signed, one.also_signed) if part)
        if signed:
            tell(f"          {_('Signed: {names}').format(names=signed)}")
    tell("", notes()["symptom"].words())


def _in_words(entry: "LogEntry") -> str:
    return with_commas(part for part in (entry.date.in_words(), entry.at, entry.temperature) if part)


def _in_json(case: "CaseSnapshot", chosen: "Round") -> dict[str, Any]:
    from caregiver_app.domain.journey.day_count import day_zero

    zero = day_zero(case, chosen.id)
    return {
        "person": case.person.name,
        "round": chosen.name,
        "log": [
            {
                "id": str(one.id),
                "date": one.date,
                "day": (date.fromisoformat(one.date) - zero).days if zero and one.date.is_exact else None,
                "at": one.at,
                **{name: getattr(one, name) for name in _WRITTEN},
                "signed": one.signed,
                "also_signed": one.also_signed,
            }
            for one in case.log
            if one.round == chosen.id
        ],
    }
