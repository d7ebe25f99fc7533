"""The practical side: what is to be got ready, by group, and whether it waits for an opinion. Pure."""

from dataclasses import dataclass
from typing import Final

from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.journey.board import TaskView
from caregiver_app.domain.journey.records import Task
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import practicals
from caregiver_app.i18n import N_

OWN: Final = "own"
GROUPS: Final = {
    "timing": N_("The illness and the time"),
    "travel": N_("Travel, a place to stay, money"),
    "home": N_("Care, and the team at home"),
    "communication": N_("Papers, and who talks to whom"),
    OWN: N_("Your own"),
}
ELIGIBILITY: Final = "eligibility"
"""The kind of question that an opinion answers before a trip or a payment."""


@dataclass(frozen=True)
class PracticalGroup:
    """Things to get ready that belong together. `waits` says that no opinion came yet, and some of them build on it."""

    id: str
    name: str
    tasks: tuple[TaskView, ...]
    waits: bool


def practical_groups(case: CaseSnapshot) -> tuple[PracticalGroup, ...]:
    """Return what is to be got ready: the guide's by group, with the family's words, then the family's own."""
    kept = [one for one in case.tasks if one.round is None and one.appointment is None]
    touched = {one.guide: one for one in kept if one.guide}
    waits = not has_opinion(case)
    found = []
    for group, name in GROUPS.items():
        known = [one for one in practicals() if one.group == group]
        tasks = []
        for one in known:
            words, record = worded(one.line, case.wordings_by_line), touched.get(one.line.id)
            if record is not None or not words.hidden:
                tasks.append(_view(words.text, one.line.id, one.line.source, record))
        if group == OWN:
            own = sorted((one for one in kept if not one.guide), key=lambda one: (one.position, str(one.id)))
            tasks = [_view(one.text, "", (), one) for one in own]
        if tasks:
            found.append(PracticalGroup(group, name, tuple(tasks), waits and any(one.gate for one in known)))
    return tuple(found)


def has_opinion(case: CaseSnapshot) -> bool:
    """Whether somebody answered if CAR-T can come into question; what they said is not looked at."""
    return any(one.about == ELIGIBILITY and (one.answer.strip() or one.answered_on) for one in case.opinions)


def _view(text: str, guide: str, source: tuple[str, ...], record: Task | None) -> TaskView:
    if record is None:
        return TaskView(text, guide, "", None, False, None, source, None)
    return TaskView(text, guide, record.who, record.due, record.is_done, record.done_on, source, record)
