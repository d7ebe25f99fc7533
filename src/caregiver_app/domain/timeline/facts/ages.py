"""How long ago things were on a day: last doses (D6), transplants (D7), newest tests (D12); targets tested (D13)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from caregiver_app.domain.dates import DateSpan
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.facts.durations import Stretch, is_before, latest, span_of
from caregiver_app.domain.timeline.facts.end_reasons import is_over
from caregiver_app.domain.timeline.facts.given import Given, against_disease, cells_given
from caregiver_app.domain.timeline.facts.interval_rules import Interval, interval_rule
from caregiver_app.domain.timeline.facts.trail import Moment, Trail, event_name, in_time, is_to_come, last_of
from caregiver_app.domain.timeline.lines import name_of
from caregiver_app.domain.timeline.records import (
    Biopsy,
    Entry,
    Fitness,
    Infection,
    Lab,
    Marker,
    Medicine,
    Relapse,
    Response,
    Scan,
    Therapy,
)  # fmt: skip
from caregiver_app.domain.vocabulary import Term, term
from caregiver_app.i18n import _, with_commas

_HEART_SCANS: Final = frozenset({"echo", "muga"})
_HEART_TESTS: Final = frozenset({"lvef", "ecg"})
_MARROW: Final = frozenset({"marrow", "marrow-aspirate"})
# A relapse is often dated by the letter that some weeks after its biopsy or scan told of it.
_NEAR_DAYS: Final = 31
_JOINTS: Final = re.compile(r"[,;/+]|\band\b|\bund\b|和")
_FLUIDS: Final = "Marrow and fluids"
_VIRUSES: Final = frozenset({"hbsag", "anti-hbc", "anti-hbs", "hbv-dna", "anti-hcv", "hcv-rna", "hiv"})


def intervals_to_now(trail: Trail, given: Sequence[Given], as_of: date) -> Iterator[Interval]:
    """Yield the times that end on the day of looking, and whether targets were tested since."""
    yield from _last_doses(given, as_of)
    yield from _since_transplants(trail, given, as_of)
    yield from _targets_tested(trail, given)
    yield from _newest_tests(trail, as_of)


def _last_doses(given: Sequence[Given], as_of: date) -> Iterator[Interval]:
    """Tell when the disease was treated last, and the last steroid apart (D6)."""
    yield from _last_given(against_disease(given), as_of, "")
    yield from _last_given([one for one in given if one.drugs.only_steroids], as_of, "steroid-")


def _last_given(given: Sequence[Given], as_of: date, kind: str) -> Iterator[Interval]:
    open_ones = _still_open(given, as_of)
    if open_ones:
        for one in open_ones:
            begin = one.entry.date.span() if one.entry.date else DateSpan(None, None)
            is_known_over = isinstance(one.entry, Therapy) and one.last_day() is None and is_over(one.entry)
            about = "ended-undated" if is_known_over else "going-on" if one.entry.date else "going-on-undated"
            yield interval_rule("D6", kind + about).tell(
                _nothing() if is_known_over or not one.entry.date else _ago(DateSpan(begin.earliest, as_of), as_of),
                (one.entry.id,),
                {"what": one.name, "first": wording.date_range(one.entry.date, None)},
            )
        return
    ended = "steroid" if kind else "last-dose"
    closed = [(one, day) for one in given if (day := one.last_day()) is not None]
    if not closed:
        return
    last = max(closed, key=lambda found: (_order(found[1]), in_time(found[0].entry)))[0]
    end = last.entry.end or last.entry.date
    yield interval_rule("D6", ended).tell(
        _ago(latest(day for _one, day in closed), as_of),
        (last.entry.id,),
        {"what": last.name, "first": end.in_words() if end else ""},
    )


def _still_open(given: Sequence[Given], as_of: date) -> list[Given]:
    """Return what has no end, or one still to come, and was not followed by anything else."""
    begins = [one.entry.date.span().earliest for one in given if one.entry.date]
    last_begin = max((begin for begin in begins if begin is not None), default=None)
    still = []
    for one in given:
        end = one.last_day()
        if end is not None and not (end.earliest is not None and end.earliest > as_of):
            continue
        begin = one.entry.date.span().latest if one.entry.date else None
        is_taken = isinstance(one.entry, Medicine)
        if is_taken or begin is None or last_begin is None or begin >= last_begin:
            still.append(one)
    return still


def _since_transplants(trail: Trail, given: Sequence[Given], as_of: date) -> Iterator[Interval]:
    """Tell the time since each transplant and infusion of cells, and since the end of immune suppression (D7)."""
    from_donor = False
    for leg in trail.legs:
        for step in leg.steps:
            cells = cells_given(step, leg.line.roles.get(step.id, ""))
            if cells is None or step.date is None or is_to_come(step, as_of):
                continue
            from_donor = from_donor or cells == "allo-transplant"
            yield interval_rule("D7", cells).tell(
                _ago(step.date.span(), as_of),
                (step.id,),
                {"what": name_of(step), "first": step.date.in_words()},
                line=leg.number,
            )
    if from_donor:
        yield from _immune_suppression(given, as_of)


def _immune_suppression(given: Sequence[Given], as_of: date) -> Iterator[Interval]:
    rule = interval_rule("D7", "immune-suppression")
    taken = [
        one for one in given if isinstance(one.entry, Medicine) and one.drugs.known.intersection(rule.drugs)
        and not is_to_come(one.entry, as_of)
    ]  # fmt: skip
    open_ones = [one for one in taken if one.entry.end is None]
    for one in open_ones:
        yield interval_rule("D7", "immune-suppression-going-on").tell(_nothing(), (one.entry.id,), {"what": one.name})
    ends = [(one, one.entry.end) for one in taken if one.entry.end is not None]
    if open_ones or not ends:
        return
    last, end = max(ends, key=lambda found: (found[1].sort_key, in_time(found[0].entry)))
    yield rule.tell(
        _ago(latest(day.span() for _one, day in ends), as_of),
        (last.entry.id,),
        {"what": last.name, "first": end.in_words()},
    )


def _targets_tested(trail: Trail, given: Sequence[Given]) -> Iterator[Interval]:
    """Tell for each target whether it was tested after the last treatment against it (D13)."""
    for target in interval_rule("D13", "tested-after").markers:
        found = term("markers", target)
        treated = [one for one in given if target in one.targets]
        last = _last_treated(treated)
        if found is None or last is None:
            continue
        tests = [entry for entry in trail.entries if entry.date and _tests(entry, found)]
        test = last_of(tests)
        one, span = last
        end = one.entry.end or one.entry.date
        words = {"target": found.called(), "what": one.name, "first": end.in_words() if end else ""}
        if test is None or is_before(test.span, span):
            yield _not_tested(trail, found, one, span, words)
            continue
        records = (one.entry.id, test.entry.id)
        about = "tested-after" if is_before(span, test.span) else "cannot-be-told"
        yield interval_rule("D13", about).tell(Stretch(span, test.span), records, {**words, "last": _named(test)})


def _not_tested(trail: Trail, target: Term, one: Given, span: DateSpan, words: dict[str, str]) -> Interval:
    """Say that no marker is recorded; a relapse, biopsy or response that names the target later is pointed at."""
    naming = [
        entry for entry in trail.entries
        if entry.date and isinstance(entry, Relapse | Biopsy | Response) and is_before(span, entry.date.span())
        and _names(target, entry.note, entry.site if isinstance(entry, Relapse) else "")
    ]  # fmt: skip
    if not naming or naming[-1].date is None:
        return interval_rule("D13", "not-tested-after").tell(_nothing(), (one.entry.id,), words)
    words = {**words, "last": naming[-1].date.in_words()}
    return interval_rule("D13", "named-after").tell(_nothing(), (one.entry.id, naming[-1].id), words)


def _names(target: Term, *texts: str) -> bool:
    return any(re.search(rf"\b{re.escape(target.name)}\b", text, re.IGNORECASE) for text in texts)


def _last_treated(treated: Sequence[Given]) -> tuple[Given, DateSpan] | None:
    """Return the last of several treatments and its last day; by its first day where it has no end."""
    days = [
        (one, day)
        for one in treated
        if (day := one.last_day() or (one.entry.date.span() if one.entry.date else None)) is not None
    ]
    if not days:
        return None
    last = max(days, key=lambda found: (_order(found[1]), in_time(found[0].entry)))[0]
    return last, latest(day for _one, day in days)


def _tests(entry: Entry, target: Term) -> bool:
    """Whether an entry is a test of a marker, or a biopsy whose report names it."""
    if isinstance(entry, Marker):
        return target.answers_to(entry.marker)
    return isinstance(entry, Biopsy) and _names(target, entry.finding)


def _newest_tests(trail: Trail, as_of: date) -> Iterator[Interval]:
    """Tell how old the newest test of each kind is (D12)."""
    for about, entries in (
        ("biopsy", [entry for entry in trail.entries if _is_biopsy(entry)]),
        ("marrow", [entry for entry in trail.of(Biopsy) if _id("specimens", entry.specimen) in _MARROW]),
        ("scan", [entry for entry in trail.entries if _scan_named(entry)]),
        ("labs", trail.of(Lab)),
        ("viruses", [entry for entry in trail.of(Infection) if _id("infections", entry.test) in _VIRUSES]),
        ("heart", _heart_tests(trail)),
    ):
        newest = _newest(entry for entry in entries if not is_to_come(entry, as_of))
        if newest is not None:
            yield interval_rule("D12", about).tell(
                _ago(newest.span, as_of),
                (newest.entry.id,),
                {"what": _test_name(newest.entry, about), "first": newest.words},
            )


def _newest(entries: Iterable[Entry]) -> Moment | None:
    """Return the newest test; what only a relapse or response names gives way to the record of the test near it."""
    found = tuple(entries)
    newest, recorded = last_of(found), last_of(one for one in found if not isinstance(one, Relapse | Response))
    if newest is None or recorded is None or not isinstance(newest.entry, Relapse | Response):
        return newest
    return recorded if Stretch(recorded.span, newest.span).within_days(_NEAR_DAYS) else newest


def _heart_tests(trail: Trail) -> list[Entry]:
    return [
        entry
        for entry in trail.entries
        if (isinstance(entry, Fitness) and _id("fitness", entry.measure) in _HEART_TESTS)
        or (isinstance(entry, Scan) and _id("modalities", entry.modality) in _HEART_SCANS)
    ]


def _is_biopsy(entry: Entry) -> bool:
    """Whether an entry is a biopsy of tissue, or a relapse that one proved."""
    if isinstance(entry, Relapse):
        return any(_id("evidence", part) == "biopsy" or part.casefold() == "biopsy" for part in _parts(entry.proven_by))
    return isinstance(entry, Biopsy) and _of_tissue(entry)


def _scan_named(entry: Entry) -> str:
    """Return the scan an entry is, or was judged or proven by; nothing where it is none, or of the heart."""
    match entry:
        case Scan():
            return "" if _id("modalities", entry.modality) in _HEART_SCANS else entry.modality
        case Response():
            parts = _parts(entry.judged_by)
        case Relapse():
            parts = _parts(entry.proven_by)
        case _:
            return ""
    return next((part for part in parts if _id("modalities", part) not in _HEART_SCANS | {""}), "")


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _JOINTS.split(text) if part.strip()]


def _of_tissue(entry: Biopsy) -> bool:
    found = term("specimens", entry.specimen)
    return found is None or found.group != _FLUIDS


def _id(name: str, text: str) -> str:
    found = term(name, text)
    return found.id if found else ""


def _test_name(entry: Entry, about: str) -> str:
    match entry:
        case Biopsy():
            return entry.specimen
        case Scan() | Response():
            return _scan_named(entry)
        case Relapse():
            return _scan_named(entry) if about == "scan" else _("named with {event}").format(event=event_name(entry))
        case Lab() | Infection():
            return entry.test
        case Fitness():
            return entry.measure
        case _:
            return ""


def _named(moment: Moment) -> str:
    what = moment.entry.specimen if isinstance(moment.entry, Marker | Biopsy) else ""
    return with_commas((moment.words, what)) if what else moment.words


def _ago(span: DateSpan, as_of: date) -> Stretch:
    """Return the time from a day that has been to now: what has been was not after today."""
    last = as_of if span.latest is None else min(span.latest, as_of)
    return Stretch(DateSpan(span.earliest, last), span_of(as_of))


def _nothing() -> Stretch:
    return Stretch(DateSpan(None, None), DateSpan(None, None))


def _order(span: DateSpan) -> tuple[date, date]:
    return span.earliest or span.latest or date.min, span.latest or date.max
