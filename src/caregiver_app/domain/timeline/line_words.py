"""What a line of therapy says of itself: how it answered, how it turned, why it ended and how it was counted."""

from dataclasses import dataclass
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.facts.trail import setbacks_of
from caregiver_app.domain.timeline.lines import Line, name_of
from caregiver_app.domain.timeline.meaning import response_meant
from caregiver_app.domain.timeline.records import Relapse, Response, Therapy
from caregiver_app.domain.timeline.rules import counting_rules
from caregiver_app.domain.vocabulary import term, vocabulary
from caregiver_app.i18n import N_, _, in_sentences, labelled, with_commas

_ROLES: Final = {
    "transplant": N_("transplant"),
    "radiation": N_("radiation"),
    "collection": N_("collection of cells"),
    "attempt": N_("less than one cycle"),
}


@dataclass(frozen=True)
class BestResponse:
    """The deepest response of a line as recorded; without a date where it stands only with the treatment."""

    category: str | None
    date: PartialDate | None


@dataclass(frozen=True)
class Setback:
    """The first relapse or progression of a line, in the words of the record."""

    event: str
    date: PartialDate | None


def best_response(line: Line) -> BestResponse:
    """Return the deepest response of a line, of two alike the one with a date."""
    told = [(entry.category, entry.date) for entry in line.responses]
    told += [(text, None) for text, _step in line.told_answers]
    if not told:
        return BestResponse(None, None)
    order = [found.id for found in vocabulary("responses")]
    depths = [order.index(meant) if (meant := response_meant(category)) else len(order) for category, _date in told]
    return BestResponse(*told[depths.index(min(depths))])


def first_setback(line: Line) -> Setback | None:
    """Return the first relapse or progression of a line; one without a date only where no other has one."""
    for entry in setbacks_of(line):
        if isinstance(entry, Relapse):
            return Setback(entry.event, entry.date)
        if isinstance(entry, Response):
            return Setback(entry.category, entry.date)
    return None


def ended_because(line: Line) -> str | None:
    """Return why the last of a line's treatments with a reason ended, as recorded."""
    reasons = [step.ended_because for step in line.steps if isinstance(step, Therapy) and step.ended_because]
    return reasons[-1] if reasons else None


def how_counted(line: Line) -> str:
    """Write how a line got its number: "as recorded", or the ids of the rules and their words."""
    if line.given:
        return _("as recorded")
    words = in_sentences(rule_words(line, rule) for rule in line.rules if rule in counting_rules())
    return labelled(with_commas(line.rules), words) if words else with_commas(line.rules)


def rule_words(line: Line, rule: str) -> str:
    """Return what a rule says of a line; where nothing recorded tells whether it fits, that it is shown so."""
    found = counting_rules()[rule]
    return _(found.unsure if found.unsure and rule in line.flags else found.words)


def role_in_words(role: str) -> str:
    """Write what a step was in its line: "maintenance", "bridging"; nothing where the role needs no word."""
    found = term("settings", role)
    if found is None:
        return _(_ROLES[role]) if role in _ROLES else ""
    name = found.called().partition(" / ")[0]
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def line_name(line: Line) -> str:
    """Return what a line is called in a sentence: "line 2 (R-ICE)"."""
    if line.number is None:
        return line.regimen
    return _("line {n} ({regimen})").format(n=line.number, regimen=line.regimen)


def steps_in_words(line: Line) -> str:
    """Write the steps of a line in order: "R-ICE → BEAM → Autologous transplant"."""
    return " → ".join(name_of(step) for step in line.steps)
