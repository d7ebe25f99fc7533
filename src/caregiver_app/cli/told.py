"""`caregiver told`: what the family's own team told them, such as the temperature at which to call."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from caregiver_app.cli import which_one
from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell, tell_json
from caregiver_app.cli.usage import WrongUsage, case_argument, goes_with, json_option, one_of, when, words
from caregiver_app.i18n import N_, _, with_commas

if TYPE_CHECKING:
    from caregiver_app.domain.journey.records import Round
    from caregiver_app.domain.snapshot import CaseSnapshot

NAME = "told"
SUMMARY = N_("List what your own team told you, or write it down.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "topic", metavar="TOPIC", nargs="?", type=_topic, help=_("what they spoke of, such as fever-call")
    )
    parser.add_argument("--says", metavar="TEXT", type=_text, help=_("what they said; none takes it away"))
    parser.add_argument("--until", metavar="DATE", type=when, help=_("until which day it holds"))
    parser.add_argument("--who", metavar="WHO", type=words, help=_("who said so"))
    parser.add_argument("--on", metavar="DATE", type=when, help=_("when they said so"))
    parser.add_argument("--round", metavar="NAME", type=words, help=_("which round, where there are several"))
    json_option(parser)
    parser.set_defaults(run=run, late=("topic", _topic))


def run(arguments: Namespace) -> int:
    """Write one answer down, or print them all."""
    for option in ("--who", "--on"):
        goes_with(arguments, option, "--says", "--until")

    from caregiver_app.casebook.journey import write_instructions
    from caregiver_app.domain.journey.board import round_meant

    fields = _fields(arguments)
    if fields and arguments.topic is None:
        raise WrongUsage(_("Say what they spoke of, such as fever-call."))
    with open_case(arguments) as book:
        case = book.snapshot()
        named = arguments.round or fields
        chosen = which_one.round_called(case, arguments.round) if named else round_meant(case)
        if fields:
            write_instructions(book, chosen, {arguments.topic: fields})
            case = book.snapshot()
            chosen = next((one for one in case.rounds if one.id == chosen.id), case.rounds[0])
    if arguments.json:
        tell_json(_in_json(case, chosen))
    else:
        _tell(case, chosen, arguments.topic)
    return 0


def _fields(arguments: Namespace) -> dict[str, Any]:
    named = {"text": arguments.says, "until": arguments.until, "from_whom": arguments.who, "told_on": arguments.on}
    found = {field: value for field, value in named.items() if value is not None}
    return {**found, "until": None} if arguments.says == "" and arguments.until is None else found


def _tell(case: "CaseSnapshot", chosen: "Round", topic: str | None) -> None:
    from caregiver_app.domain.guide.articles import notes
    from caregiver_app.domain.journey.board import instructions_of
    from caregiver_app.domain.journey.stages import topics

    told = instructions_of(case, chosen.id)
    tell(f"{case.person.name}: {chosen.name}", "")
    for known in topics():
        if topic not in (None, known.id):
            continue
        said = told.get(known.id)
        tell(f"{known.id}  {_(known.label)}")
        if said is None:
            tell(f"  {_('Not written down yet. Ask: {question}').format(question=_(known.ask))}")
            continue
        until = _("until {date}").format(date=said.until.in_words()) if said.until else ""
        by = with_commas(part for part in (said.from_whom, said.told_on.in_words() if said.told_on else "") if part)
        tell(*(f"  {line}" for line in (said.text, until, by) if line))
    tell("", notes()["symptom"].words())


def _in_json(case: "CaseSnapshot", chosen: "Round") -> dict[str, Any]:
    from caregiver_app.domain.journey.board import instructions_of

    return {
        "person": case.person.name,
        "round": chosen.name,
        "told": [
            {
                "topic": topic,
                "text": said.text,
                "until": said.until,
                "who": said.from_whom,
                "on": said.told_on,
            }
            for topic, said in instructions_of(case, chosen.id).items()
        ],
    }


def _text(text: str) -> str:
    return "" if text.strip().casefold() == "none" else words(text)


def _topic(text: str) -> str:
    """Read what they spoke of, by its id."""
    from caregiver_app.domain.journey.stages import topics

    return one_of(*(topic.id for topic in topics()))(text)
