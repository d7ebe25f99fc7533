"""Say which treatment followed a recorded state of the disease, and whether it may still go on."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from caregiver_app.domain.dates import DateSpan
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.counting.courses import Step
from caregiver_app.domain.timeline.facts.durations import is_before
from caregiver_app.domain.timeline.facts.end_reasons import is_over
from caregiver_app.domain.timeline.facts.trail import Trail, end_of, in_time, is_to_come
from caregiver_app.domain.timeline.lines import name_of
from caregiver_app.domain.timeline.records import Diagnosis, Entry, Therapy
from caregiver_app.i18n import _, with_commas, with_semicolons

_MOST_NAMED: Final = 3


def since_then(entry: Entry, span: DateSpan, trail: Trail, as_of: date) -> str:
    """Write what was given after an entry: "R-ICE since 4 July 2024, no end recorded".

    `span` is every day the entry may mean. A treatment whose date overlaps the entry's follows it when it belongs to a
    later line. All treatment follows a diagnosis.
    """
    here = trail.place_of.get(entry.id)
    begun = [(place, step) for place, step in trail.treatments if not is_to_come(step, as_of)]
    going_on = _going_on(begun, trail, as_of)
    aside = {step.id for step in going_on} | {entry.id}
    others = [(place, step) for place, step in begun if step.id not in aside]
    past = [step for place, step in others if isinstance(entry, Diagnosis) or _follows(step, place, span, here)]
    parts = [_("then {treatments}").format(treatments=_named(past))] if past else []
    parts += [_open_in_words(step) for step in going_on]
    if past and not going_on and not isinstance(entry, Diagnosis):
        parts.append(_("no response recorded after that"))
    unclear = [] if parts else [step for place, step in others if _may_follow(step, place, span, here, trail)]
    if unclear:
        words = _("the dates do not show whether {treatments} came before or after")
        return words.format(treatments=_named(unclear))
    planned = [step for _place, step in trail.treatments if is_to_come(step, as_of)]
    parts = parts or [_("no treatment recorded since")]
    words = _("{treatment} planned for {date}")
    parts += [words.format(treatment=name_of(one), date=one.date.in_words()) for one in planned[:1] if one.date]
    return with_semicolons(parts)


def _open_in_words(step: Step) -> str:
    if step.end is not None:
        return with_commas((name_of(step), wording.date_range(step.date, step.end)))
    if step.date is None:
        return _("{regimen}, no dates recorded").format(regimen=name_of(step))
    if isinstance(step, Therapy) and is_over(step):
        words = _("{regimen} since {date}, over, the day of the end not recorded")
        return words.format(regimen=name_of(step), date=step.date.in_words())
    return _("{regimen} since {date}, no end recorded").format(regimen=name_of(step), date=step.date.in_words())


def _follows(step: Step, place: int, span: DateSpan, here: int | None) -> bool:
    if step.date is None:
        return here is not None and place > here
    begins = step.date.span()
    return is_before(span, begins) or (here is not None and place > here and not is_before(begins, span))


def _may_follow(step: Step, place: int, span: DateSpan, here: int | None, trail: Trail) -> bool:
    """Whether a step may have begun before or after; the first of the entry's own line began before."""
    if step.date is None or (here is not None and place < here) or step.id == trail.every[place].ids[0]:
        return False
    begins = step.date.span()
    return not is_before(begins, span) and not is_before(span, begins) and not (begins == span and step.date.is_exact)


def _going_on(begun: Sequence[tuple[int, Step]], trail: Trail, as_of: date) -> list[Step]:
    """Return treatments of the last line without an end, or with one still to come, that nothing later followed."""
    last = max((place for place, _step in begun), default=None)
    steps = sorted((step for place, step in begun if place == last), key=in_time)
    begins = [day for step in steps if step.date and (day := step.date.span().earliest) is not None]
    last_begin = max(begins, default=None)
    return [step for step in steps if _is_open(step, trail.roles[step.id], last_begin, as_of)]


def _is_open(step: Step, role: str, last_begin: date | None, as_of: date) -> bool:
    begin = step.date.span().latest if step.date else None
    if begin is not None and last_begin is not None and begin < last_begin:
        return False
    end = end_of(step, role)
    ends = end.span().earliest if end is not None else None
    return end is None or (ends is not None and ends > as_of)


def _named(steps: Sequence[Step]) -> str:
    """Write treatments in a row, the last with its dates: "R-ICE, BEAM and Autologous transplant (15 October 2024)"."""
    steps = sorted(steps, key=in_time)
    last = steps[-1]
    names = [name_of(step) for step in steps[:-1]]
    if len(names) >= _MOST_NAMED:
        names = [*names[: _MOST_NAMED - 1], _("{n} more").format(n=len(names) - _MOST_NAMED + 1)]
    words = f"{name_of(last)} ({wording.date_range(last.date, last.end)})"
    return _("{first} and {last}").format(first=with_commas(names), last=words) if names else words
