"""One table of the kinds of entry: their words, their fields in asking order, and where a CSV row's columns go.

The form, the list, the CSV import and the packet's details all read this table, so a kind is described once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import N_


@dataclass(frozen=True)
class Field:
    """Describe one field of a kind: its label, a hint beneath it, and how it is asked.

    `asks` is "text", "list" (several words with commas between), "long", "date", "line", "number" or "planned"; `terms`
    names the vocabulary a text field offers.
    The first three fields of a kind are asked first; the rest is folded.
    """

    name: str
    label: str
    hint: str = ""
    asks: str = "text"
    terms: str = ""


@dataclass(frozen=True)
class Kind:
    """Describe one kind of entry. `ask` is how "Add" names it, `lane` where the picture draws it."""

    id: str
    record: type[Entry]
    word: str
    ask: str
    lane: str
    title: str
    fields: tuple[Field, ...]
    csv: Mapping[str, str]


_DATE = Field("date", N_("Date"), N_("As you know it: 14 May 2023, May 2023, spring 2023, about 2021."), "date")
_START = Field("date", N_("Started"), N_("As you know it: 14 May 2023, May 2023, about 2021."), "date")
_END = Field("end", N_("Ended"), N_("Leave empty if it goes on or you do not know."), "date")
_LINE = Field(
    "line",
    N_("Line number"),
    N_("1 for the first treatment plan, 2 for the next. Leave it empty to have it counted."),
    "line",
)
_PLANNED = Field(
    "planned",
    N_("Part of the plan before it"),
    N_("Yes, if it was planned together with the treatment before it, as a transplant after induction often is."),
    "planned",
)
_PLACE = Field("place", N_("Where"), N_("Hospital and town."))
_UNIT = Field("unit", N_("Unit"), N_("As printed."))
_SHARED: Final = (
    _PLACE,
    Field("source", N_("Where the fact comes from"), N_("For example: discharge letter, Dr Berg on the phone.")),
    Field("note", N_("Note"), "", "long"),
)

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "diagnosis", records.Diagnosis, N_("Diagnosis"), N_("The diagnosis"), "status", "disease",
        (
            Field("disease", N_("Disease"), N_("As the report names it, for example DLBCL."), terms="diseases"),
            _DATE,
            Field("stage", N_("Stage"), N_("As in the report, for example III B.")),
            Field("subtype", N_("Subtype"), terms="subtypes"),
            Field("staging_system", N_("Staging system"), N_("For example Ann Arbor, ISS, Rai."), terms="staging"),
            Field("risk_index", N_("Risk index"), N_("For example IPI 3."), terms="risk_indexes"),
            Field("basis", N_("How it was proven"), N_("For example: biopsy of a neck node.")),
            *_SHARED,
        ),
        {"name": "disease", "value": "stage", "unit": "staging_system", "result": "subtype"},
    ),
    Kind(
        "therapy", records.Therapy, N_("Treatment"), N_("A treatment"), "therapy", "regimen",
        (
            Field("regimen", N_("Treatment (regimen)"), N_("For example R-CHOP."), terms="regimens"),
            _START,
            _END,
            Field("cycles", N_("Cycles given"), N_("How many rounds, for example 6.")),
            _LINE,
            Field("drugs", N_("Drugs"), N_("Separated by commas."), "list", terms="drugs"),
            Field("intent", N_("What it was for (intent)"), terms="intents"),
            Field("setting", N_("Its place in the plan (setting)"), N_("For example induction, maintenance."),
                  terms="settings"),
            _PLANNED,
            Field("cycles_planned", N_("Cycles planned"), N_("If more or fewer were planned than given.")),
            Field("best_response", N_("Best response"), N_("As told, for example CR. Add a response for its date."),
                  terms="responses"),
            Field("ended_because", N_("Why it ended"), terms="reasons_ended"),
            *_SHARED,
        ),
        {"name": "regimen", "value": "cycles", "result": "ended_because", "line": "line", "end": "end"},
    ),
    Kind(
        "response", records.Response, N_("Response"), N_("How it answered"), "response", "category",
        (
            Field("category", N_("Response"), N_("In the report's words: CR, PR, SD, PD, VGPR …"), terms="responses"),
            _DATE,
            Field("judged_by", N_("How it was judged"), N_("For example PET-CT."), terms="evidence"),
            Field("deauville", N_("Deauville score"), N_("1 to 5, if the PET report gives it."), terms="deauville"),
            Field("criteria", N_("Criteria"), N_("For example Lugano 2014, IMWG."), terms="criteria"),
            _LINE,
            *_SHARED,
        ),
        {"name": "judged_by", "value": "deauville", "result": "category", "line": "line"},
    ),
    Kind(
        "relapse", records.Relapse, N_("Relapse or progression"), N_("It came back or grew"), "relapse", "event",
        (
            Field("event", N_("What happened"), N_("Relapse, progression or refractory, as the doctor said."),
                  terms="relapse_events"),
            _DATE,
            Field("proven_by", N_("How it was proven"), N_("For example PET-CT and biopsy."), terms="evidence"),
            Field("site", N_("Where in the body")),
            Field("line", N_("After which line"), "", "line"),
            *_SHARED,
        ),
        {"name": "event", "value": "site", "result": "proven_by", "line": "line"},
    ),
    Kind(
        "scan", records.Scan, N_("Scan"), N_("A scan"), "scan", "modality",
        (
            Field("modality", N_("Kind of scan"), N_("For example PET-CT."), terms="modalities"),
            _DATE,
            Field("finding", N_("What the report says"), N_("Its conclusion, word for word."), "long"),
            Field("region", N_("Part of the body")),
            Field("value", N_("Measured value"), N_("As printed.")),
            _UNIT,
            *_SHARED,
        ),
        {"name": "modality", "value": "value", "unit": "unit", "result": "finding"},
    ),
    Kind(
        "biopsy", records.Biopsy, N_("Biopsy or marrow"), N_("A biopsy or marrow"), "biopsy", "specimen",
        (
            Field("specimen", N_("What was taken"), N_("For example lymph node or bone marrow."), terms="specimens"),
            _DATE,
            Field("finding", N_("What the report says"), N_("Its conclusion, word for word."), "long"),
            Field("value", N_("Measured value"), N_("As printed.")),
            _UNIT,
            *_SHARED,
        ),
        {"name": "specimen", "value": "value", "unit": "unit", "result": "finding"},
    ),
    Kind(
        "marker", records.Marker, N_("Marker or gene result"), N_("A marker or gene result"), "biopsy", "marker",
        (
            Field("marker", N_("Marker or gene"), N_("For example CD19, MYC."), terms="markers"),
            _DATE,
            Field("result", N_("Result"), N_("As printed, for example positive."), terms="marker_results"),
            Field("value", N_("Measured value"), N_("As printed.")),
            _UNIT,
            Field("method", N_("How it was tested"), N_("For example IHC, flow, FISH, NGS."), terms="marker_methods"),
            Field("specimen", N_("From which sample"), terms="specimens"),
            *_SHARED,
        ),
        {"name": "marker", "value": "value", "unit": "unit", "result": "result"},
    ),
    Kind(
        "lab", records.Lab, N_("Lab result"), N_("A lab result"), "lab", "test",
        (
            Field("test", N_("Test"), N_("For example LDH."), terms="labs"),
            _DATE,
            Field("value", N_("Value"), N_("As printed.")),
            _UNIT,
            Field("reference_range", N_("Range printed beside it"), N_("For example 105–205.")),
            Field("printed_flag", N_("Mark printed beside it"), N_("For example H, L or *.")),
            *_SHARED,
        ),
        {"name": "test", "value": "value", "unit": "unit", "result": "printed_flag"},
    ),
    Kind(
        "procedure", records.Procedure, N_("Procedure"), N_("A transplant, radiation or procedure"), "cell",
        "procedure",
        (
            Field("procedure", N_("Procedure"), N_("For example autologous transplant, radiation, apheresis."),
                  terms="procedures"),
            _START,
            _END,
            Field("detail", N_("Details"), N_("For example BEAM; which product; which field.")),
            _PLANNED,
            Field("value", N_("Dose or amount"), N_("As printed.")),
            _UNIT,
            _LINE,
            Field("outcome", N_("Outcome"), N_("In the report's words.")),
            *_SHARED,
        ),
        {"name": "procedure", "value": "value", "unit": "unit", "result": "outcome", "line": "line", "end": "end"},
    ),
    Kind(
        "stay", records.Stay, N_("Hospital stay"), N_("A hospital stay"), "stay", "reason",
        (
            Field("reason", N_("Why"), N_("For example fever after cycle 2.")),
            Field("date", N_("Came in"), "", "date"),
            Field("end", N_("Went home"), "", "date"),
            Field("outcome", N_("How it ended")),
            *_SHARED,
        ),
        {"name": "reason", "result": "outcome", "end": "end"},
    ),
    Kind(
        "medicine", records.Medicine, N_("Medicine"), N_("A medicine"), "", "name",
        (
            Field("name", N_("Medicine"), N_("As on the box."), terms="drugs"),
            Field("dose", N_("Dose"), N_("For example 400.")),
            Field("unit", N_("Unit"), N_("For example mg.")),
            Field("schedule", N_("How often"), N_("For example twice a day.")),
            Field("reason", N_("What it is for")),
            Field("date", N_("Since"), "", "date"),
            Field(
                "nature",
                N_("What it is"),
                N_("For example prescribed, from the shop, a supplement, herbal or Chinese medicine (TCM)."),
            ),
            Field(
                "team_told",
                N_("Oncology team told"),
                N_("When and by whom, for example “yes, Jia, 3 May 2026”. Leave it empty until they know."),
            ),
            Field("end", N_("Stopped"), N_("Leave empty if it is taken now."), "date"),
            *_SHARED,
        ),
        {"name": "name", "value": "dose", "unit": "unit", "result": "schedule", "end": "end"},
    ),
    Kind(
        "allergy", records.Allergy, N_("Allergy"), N_("An allergy"), "", "substance",
        (
            Field("substance", N_("Allergic to")),
            Field("reaction", N_("What happened"), N_("For example rash.")),
            Field("date", N_("When"), "", "date"),
            *_SHARED,
        ),
        {"name": "substance", "result": "reaction"},
    ),
    Kind(
        "infection", records.Infection, N_("Infection screening"), N_("An infection test"), "", "test",
        (
            Field("test", N_("Test"), N_("For example HBsAg, anti-HCV, HIV."), terms="infections"),
            _DATE,
            Field("result", N_("Result"), N_("As printed.")),
            Field("value", N_("Measured value"), N_("As printed.")),
            _UNIT,
            *_SHARED,
        ),
        {"name": "test", "value": "value", "unit": "unit", "result": "result"},
    ),
    Kind(
        "fitness", records.Fitness, N_("Fitness or organ function"), N_("Fitness or an organ test"), "", "measure",
        (
            Field("measure", N_("What was measured"), N_("For example ECOG, heart (LVEF), creatinine clearance."),
                  terms="fitness"),
            _DATE,
            Field("value", N_("Value"), N_("As printed.")),
            _UNIT,
            Field("result", N_("In the report's words")),
            *_SHARED,
        ),
        {"name": "measure", "value": "value", "unit": "unit", "result": "result"},
    ),
    Kind(
        "note", records.Note, N_("Note"), N_("A note"), "note", "title",
        (
            Field("title", N_("Title")),
            _DATE,
            Field("note", N_("Note"), "", "long"),
            _PLACE,
            Field("source", N_("Where the fact comes from")),
        ),
        {"name": "title"},
    ),
)  # fmt: skip


@cache
def kind_called(kind_id: str) -> Kind | None:
    """Find a kind by its id."""
    return next((kind for kind in KINDS if kind.id == kind_id), None)


def kind_of(entry: Entry | type[Entry]) -> Kind:
    """Return the kind an entry, or a type of entry, belongs to."""
    wanted = entry if isinstance(entry, type) else type(entry)
    return _by_record()[wanted]


@cache
def _by_record() -> dict[type[Entry], Kind]:
    return {kind.record: kind for kind in KINDS}
