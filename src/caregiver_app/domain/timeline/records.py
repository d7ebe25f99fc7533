"""Every kind of entry a treatment history holds, as frozen values.

Texts stay as the family typed them: a number keeps its comma, a drug its brand name. Only what the
program must compute with has a stricter type.
"""

from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints
from sqlmodel import Field

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.record import Record

HowKnown = Annotated[str, StringConstraints(pattern="^(report|memory|check)$")]
"""A fact is from a report, from memory, or to be checked."""

Planned = Annotated[str, StringConstraints(pattern="^(|yes|no)$")]
"""Whether a part belonged to the plan of the treatment before it; empty when nobody knows."""


class Entry(Record):
    """Hold what all entries share: when, where, how it is known and which page proves it."""

    date: PartialDate | None = None
    place: str = ""
    how_known: HowKnown = "check"
    source: str = ""
    proof: UUID | None = None
    proof_page: int | None = Field(default=None, ge=1)
    note: str = ""


class SpanEntry(Entry):
    """An entry that lasts: `date` is its beginning."""

    end: PartialDate | None = None


class LineEntry(Entry):
    """An entry that may belong to a line of therapy."""

    line: int | None = Field(default=None, ge=1, le=99)


class Diagnosis(Entry):
    """What the disease is, its stage and how it was proven."""

    disease: str = Field(min_length=1)
    subtype: str = ""
    stage: str = ""
    staging_system: str = ""
    risk_index: str = ""
    basis: str = ""


class Therapy(SpanEntry, LineEntry):
    """A line of therapy, or one planned part of it."""

    regimen: str = Field(min_length=1)
    drugs: str = ""
    intent: str = ""
    setting: str = ""
    planned: Planned = ""
    cycles: str = ""
    cycles_planned: str = ""
    best_response: str = ""
    ended_because: str = ""


class Response(LineEntry):
    """How far the disease answered, as a doctor or report put it."""

    category: str = Field(min_length=1)
    judged_by: str = ""
    criteria: str = ""
    deauville: str = ""


class Relapse(LineEntry):
    """The disease came back, grew or did not answer: relapse, progression or refractory, as recorded."""

    event: str = Field(min_length=1)
    proven_by: str = ""
    site: str = ""


class Scan(Entry):
    """An imaging study and what its report says."""

    modality: str = Field(min_length=1)
    region: str = ""
    value: str = ""
    unit: str = ""
    finding: str = ""


class Biopsy(Entry):
    """A biopsy or bone marrow examination."""

    specimen: str = Field(min_length=1)
    value: str = ""
    unit: str = ""
    finding: str = ""


class Marker(Entry):
    """A marker or genetic result."""

    marker: str = Field(min_length=1)
    method: str = ""
    value: str = ""
    unit: str = ""
    result: str = ""
    specimen: str = ""


class Lab(Entry):
    """One laboratory value, with unit and range as printed."""

    test: str = Field(min_length=1)
    value: str = Field(min_length=1)
    unit: str = ""
    reference_range: str = ""
    printed_flag: str = ""


class Procedure(SpanEntry, LineEntry):
    """A transplant, radiation course, apheresis, infusion or other procedure."""

    procedure: str = Field(min_length=1)
    detail: str = ""
    planned: Planned = ""
    value: str = ""
    unit: str = ""
    outcome: str = ""


class Stay(SpanEntry):
    """A hospital stay."""

    reason: str = Field(min_length=1)
    outcome: str = ""


class Medicine(SpanEntry):
    """A medicine taken now or before, a supplement or a herbal product too.

    `nature` says in words what it is, `team_told` when and by whom the oncology team was told of it.
    """

    name: str = Field(min_length=1)
    dose: str = ""
    unit: str = ""
    schedule: str = ""
    reason: str = ""
    nature: str = ""
    team_told: str = ""


class Allergy(Entry):
    """An allergy or a bad reaction."""

    substance: str = Field(min_length=1)
    reaction: str = ""


class Infection(Entry):
    """One infection screening result."""

    test: str = Field(min_length=1)
    result: str = ""
    value: str = ""
    unit: str = ""


class Fitness(Entry):
    """Performance status or the function of an organ, as measured."""

    measure: str = Field(min_length=1)
    value: str = ""
    unit: str = ""
    result: str = ""


class Note(Entry):
    """Anything else worth keeping at its date."""

    title: str = Field(min_length=1)
