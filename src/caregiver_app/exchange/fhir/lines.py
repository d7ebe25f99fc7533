"""Lines of therapy, for which FHIR has no resource: a list for each, which leads to what belongs to it."""

from collections.abc import Iterator

from caregiver_app.domain.timeline.lines import Line, in_time, lines_of_therapy
from caregiver_app.exchange.fhir.elements import Element, concept, filled, notes, reference, typed
from caregiver_app.exchange.fhir.known import Told, made_from
from caregiver_app.i18n import _


def lines(told: Told) -> Iterator[Element]:
    """Go through the lines that have a number, as the packet shows them."""
    for line in lines_of_therapy(told.case.entries, told.as_of):
        first = line.principal
        if line.counts and line.number is not None and first is not None:
            yield _list_of(line, str(made_from(first.id, "line")), told)


def _list_of(line: Line, list_id: str, told: Told) -> Element:
    how = (
        _("The number is the one that was written down.")
        if line.given
        else _("Nobody wrote a number down: it was counted by published rules, for the team to check.")
    )
    members = sorted((*line.parts, *line.procedures, *line.responses, *line.relapses), key=in_time)
    return filled({
        "resourceType": "List",
        "id": list_id,
        "status": "current",
        "mode": "snapshot",
        "title": typed(_("Line {number}: {regimen}").format(number=line.number, regimen=line.regimen)),
        "code": concept(_("Line of therapy")),
        "subject": told.patient,
        "date": told.as_of.isoformat(),
        "note": notes([how]),
        "entry": [{"item": reference(member.id)} for member in members],
    })  # fmt: skip
