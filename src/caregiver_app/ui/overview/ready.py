"""Load what the overview reads before a case is opened, beside the window: words, rules, the guide."""

from datetime import date
from functools import cache
from typing import Final

from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.journey.records import Round
from caregiver_app.domain.person import Person
from caregiver_app.domain.questions.records import Question
from caregiver_app.domain.snapshot import CaseSnapshot, in_order
from caregiver_app.domain.timeline.records import Diagnosis, Procedure, Relapse, Response, Therapy
from caregiver_app.ui.badges import waiting_counts
from caregiver_app.ui.overview import plans, sentences

_YEAR: Final = PartialDate("2024")


@cache
def get_ready() -> None:
    """Tell once of a case that nobody has, as the overview will; all it takes is then at hand. In any thread."""
    entries = (
        Diagnosis(disease="DLBCL", date=_YEAR),
        Therapy(regimen="R-CHOP", line=1, setting="first line", date=_YEAR),
        Procedure(procedure="autologous transplant", date=_YEAR),
        Response(category="CR", date=_YEAR),
        Relapse(event="Relapse", date=_YEAR),
    )
    today = date.today()
    case = CaseSnapshot(
        person=Person(name="-", recipient="abroad-translated"),
        entries=in_order(entries),
        documents=(Document(number=1, title="-", kind="pathology-first", language="German"),),
        rounds=(Round(name="-"),),
        appointments=(Appointment(title="-", date=PartialDate.of_day(today)),),
        questions=(Question(text="-"),),
    )
    for tell in (
        sentences.standing, sentences.treatments, sentences.wanted, plans.car_t_steps, plans.appointment,
        plans.near_and_due, waiting_counts,
    ):  # fmt: skip
        tell(case, today)
    plans.at_the_foot(case)
