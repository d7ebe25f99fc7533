"""Histories made at random: every kind, dates of every vagueness, words known and unknown."""

from datetime import date, timedelta

from hypothesis import strategies as st

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.records import Entry

FIRST, LAST = date(2012, 1, 1), date(2023, 12, 31)
AS_OF = date(2026, 11, 21)
REGIMENS = (
    "R-CHOP", "R-ICE", "VRd", "lenalidomide", "Revlimid", "KPd", "Watch and wait", "hyper-CVAD", "Blinatumomab",
    "Acalabrutinib", "Venetoclax", "dexamethasone", "Pola-BR", "axi-cel", "an unknown drug", "移植",
)  # fmt: skip
PROCEDURES = ("autologous transplant", "allogeneic transplant", "apheresis", "CAR-T infusion", "radiation", "surgery")
RESPONSES = ("CR", "CR1", "VGPR", "PR", "MR", "SD", "PD", "NE", "CR, MRD positive", "much better", "完全缓解")
EVENTS = ("relapse", "progression", "refractory", "primary refractory", "transformation", "CNS relapse", "it grew",
          "possible relapse", "复发")  # fmt: skip
REASONS = ("", "completed", "progression", "side effects", "no response", "moved on as planned", "we moved house")
DISEASES = ("DLBCL", "Follicular lymphoma", "Multiple myeloma", "B-ALL", "CLL", "Richter transformation", "a tumour")
SETTINGS = ("", "", "", "induction", "maintenance", "consolidation", "bridging", "conditioning", "salvage")

days = st.integers(0, (LAST - FIRST).days).map(lambda n: FIRST + timedelta(n))


@st.composite
def partial_dates(draw):
    """Draw any date there can be, or none."""
    day = draw(days)
    plain = draw(st.sampled_from((str(day), f"{day:%Y-%m}", f"{day:%Y}", f"early {day:%Y-%m}", f"late {day:%Y}",
                                  f"spring {day:%Y}", f"winter {day:%Y}", "")))  # fmt: skip
    qualifier = draw(st.sampled_from(("", "", "", "about ", "before ", "after ")))
    return PartialDate(qualifier + plain) if plain else None


@st.composite
def blurred(draw, day: date) -> PartialDate:
    """Draw a date that may mean this day."""
    about = f"about {draw(st.sampled_from((f'{day:%Y-%m}', f'{day:%Y}')))}"
    before = f"before {day.year + draw(st.integers(1, 3))}"
    after = f"after {day.year - draw(st.integers(1, 3))}"
    part = "early" if day.day <= 10 else "mid" if day.day <= 20 else "late"
    season = ("winter", "spring", "summer", "autumn")[day.month % 12 // 3]
    exact = (str(day), str(day), f"{day:%Y-%m}", f"{day:%Y}", f"{part} {day:%Y-%m}", f"{season} {day.year}")
    when = PartialDate(draw(st.sampled_from((*exact, about, before, after))))
    span = when.span()
    assert span.earliest is None or span.earliest <= day
    assert span.latest is None or day <= span.latest
    return when


@st.composite
def entries(draw, dates=None, lines=None) -> Entry:
    """Draw one entry of any kind."""
    dates = partial_dates() if dates is None else dates
    lines = st.none() | st.integers(1, 4) if lines is None else lines
    kind = draw(st.sampled_from((
        records.Therapy, records.Therapy, records.Response, records.Relapse, records.Procedure, records.Diagnosis,
        records.Scan, records.Biopsy, records.Marker, records.Lab, records.Medicine, records.Infection, records.Fitness,
        records.Note,
    )))  # fmt: skip
    fields = {"id": draw(st.uuids()), "date": draw(dates), "how_known": draw(st.sampled_from(("report", "memory")))}
    if "end" in kind.model_fields:
        fields["end"] = draw(dates)
    if "line" in kind.model_fields:
        fields["line"] = draw(lines)
    words = {
        records.Therapy: {"regimen": REGIMENS, "ended_because": REASONS, "best_response": ("", "", *RESPONSES),
                          "setting": SETTINGS, "planned": ("", "", "yes", "no")},
        records.Response: {"category": RESPONSES, "judged_by": ("", "PET-CT")},
        records.Relapse: {"event": EVENTS, "proven_by": ("", "biopsy")},
        records.Procedure: {"procedure": PROCEDURES, "detail": ("", "cilta-cel", "BEAM")},
        records.Diagnosis: {"disease": DISEASES},
        records.Scan: {"modality": ("PET-CT", "echo")},
        records.Biopsy: {"specimen": ("lymph node", "bone marrow"), "finding": ("", "CD19 positive")},
        records.Marker: {"marker": ("CD19", "BCMA", "MRD"), "result": ("positive", "negative", "")},
        records.Lab: {"test": ("LDH",), "value": ("1",)},
        records.Medicine: {"name": ("Revlimid", "ciclosporin", "prednisone", "vitamin D")},
        records.Infection: {"test": ("HBsAg", "EBV")},
        records.Fitness: {"measure": ("LVEF", "ECOG")},
        records.Note: {"title": ("x",)},
    }[kind]  # fmt: skip
    return kind(**fields, **{name: draw(st.sampled_from(choices)) for name, choices in words.items()})


def histories(dates=None, lines=None, most=14):
    """Draw whole histories."""
    return st.lists(entries(dates, lines), max_size=most)


@st.composite
def known_and_blurred(draw, lines=None):
    """Draw a history of exact days, and the same one as somebody may remember it."""
    exact = draw(histories(days.map(PartialDate.of_day) | st.none(), lines, most=12))
    vague = [
        entry.amended(**{
            name: draw(blurred(date.fromisoformat(value)))
            for name, value in entry
            if name in ("date", "end") and value is not None
        })
        for entry in exact
    ]  # fmt: skip
    return exact, vague
