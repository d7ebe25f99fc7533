"""Times between recorded dates, and the classes of drugs given: counted, never interpreted."""

from datetime import date

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.facts.derived import facts_of
from caregiver_app.i18n import _
from caregiver_app.packet.flow import Block
from caregiver_app.packet.furniture import cell, titled_head
from caregiver_app.packet.ours import ours
from caregiver_app.packet.table import Look, Row, Table

_LOOK = Look(padding=2, gap=10)


def times(case: CaseSnapshot, as_of: date, before: float) -> list[Block]:
    """Set what follows from the dates as of a day, one sentence a row; nothing where nothing follows."""
    facts = facts_of(case.entries, as_of, born=case.person.born)
    titled = (
        (
            ours(_("Times between recorded dates, as of {date}"), date=PartialDate.of_day(as_of)),
            [one.text for one in facts.intervals],
        ),
        (_("Classes of drugs given"), [one.text for one in facts.exposures]),
    )
    return [
        Table((0,), [Row((cell(text),)) for text in texts], head=titled_head(title), look=_LOOK, before=before)
        for title, texts in titled
        if texts
    ]
