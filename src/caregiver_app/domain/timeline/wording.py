"""Write an entry as one plain line: the same words in the list, on the picture and in the packet."""

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.records import Entry, SpanEntry
from caregiver_app.i18n import N_, _

HOW_KNOWN = {"report": N_("from a report"), "memory": N_("from memory"), "check": N_("to be checked")}


def measured(value: str, unit: str) -> str:
    """Join a value and its unit as printed; a percent sign keeps its space."""
    return f"{value}\u00a0{unit}" if value and unit else value or unit


def has_date(entry: Entry) -> bool:
    """Whether anything is known of when it was."""
    return entry.date is not None or (isinstance(entry, SpanEntry) and entry.end is not None)


def dates(entry: Entry) -> str:
    """Write the date or the span of an entry in words; an open end stays open."""
    end = entry.end if isinstance(entry, SpanEntry) else None
    return date_range(entry.date, end)


def date_range(start: PartialDate | None, end: PartialDate | None) -> str:
    """Write a span in words: "2 June 2023 – 20 October 2023"."""
    if start is not None and end is not None and start != end:
        return f"{start.in_words()} – {end.in_words()}"
    if start is None and end is not None:
        return _("until {date}").format(date=end.in_words())
    return start.in_words() if start is not None else _("date not known")


def headline(entry: Entry) -> str:
    """Write what an entry says in one line, without its date."""
    return " · ".join(part for part in _parts(entry) if part)


def _parts(entry: Entry) -> list[str]:  # one case a kind
    match entry:
        case records.Diagnosis():
            stage = _("stage {stage}").format(stage=entry.stage) if entry.stage else ""
            staged = f"{stage} ({entry.staging_system})" if stage and entry.staging_system else stage
            disease = f"{entry.disease}, {entry.subtype}" if entry.subtype else entry.disease
            return [disease, staged, entry.risk_index]
        case records.Therapy():
            return [regimen(entry), entry.setting, entry.best_response, entry.ended_because]
        case records.Response():
            return [category(entry), entry.judged_by]
        case records.Relapse():
            return [entry.event, entry.site, entry.proven_by]
        case records.Scan():
            name = f"{entry.modality}, {entry.region}" if entry.region else entry.modality
            return [name, measured(entry.value, entry.unit), entry.finding]
        case records.Biopsy():
            return [entry.specimen, measured(entry.value, entry.unit), entry.finding]
        case records.Marker():
            return [
                f"{entry.marker} {entry.result}".strip(),
                measured(entry.value, entry.unit),
                entry.method,
                entry.specimen,
            ]
        case records.Lab():
            shown = f"{entry.test} {measured(entry.value, entry.unit)}"
            bounds = _("range printed {range}").format(range=entry.reference_range) if entry.reference_range else ""
            return [f"{shown} {entry.printed_flag}".strip(), bounds]
        case records.Procedure():
            name = f"{entry.procedure} ({entry.detail})" if entry.detail else entry.procedure
            return [name, measured(entry.value, entry.unit), entry.outcome]
        case records.Stay():
            return [entry.reason, entry.outcome]
        case records.Medicine():
            told = _("team told: {words}").format(words=entry.team_told) if entry.team_told else ""
            name = f"{entry.name} {measured(entry.dose, entry.unit)}".strip()
            return [name, entry.schedule, entry.reason, entry.nature, told]
        case records.Allergy():
            return [entry.substance, entry.reaction]
        case records.Infection():
            return [f"{entry.test} {entry.result}".strip(), measured(entry.value, entry.unit)]
        case records.Fitness():
            return [f"{entry.measure} {measured(entry.value, entry.unit)}".strip(), entry.result]
        case records.Note():
            return [entry.title, entry.note]
        case _:
            raise TypeError(f"no wording for {type(entry).__name__}")


def regimen(entry: records.Therapy) -> str:
    """Write a regimen with its cycles: "R-CHOP ×6", "R-CHOP ×4 of 6"."""
    planned = entry.cycles_planned
    if not entry.cycles:
        words = _("{regimen} ({planned} cycles planned)") if planned else "{regimen}"
    else:
        words = (
            _("{regimen}\u00a0×{given} of {planned}")
            if planned not in ("", entry.cycles)
            else "{regimen}\u00a0×{given}"
        )
    return words.format(regimen=entry.regimen, given=entry.cycles, planned=planned)


def category(entry: records.Response) -> str:
    """Write a response with its Deauville score: "CR (Deauville 2)"."""
    if not entry.deauville:
        return entry.category
    return _("{category} (Deauville {score})").format(category=entry.category, score=entry.deauville)
