"""Say in plain words what comes in from another copy of a case, and what somebody has to decide."""

from collections.abc import Iterable, Mapping
from typing import Final

from caregiver_app.domain.changes import Called, Difference, described, differences, facts
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.handover.meeting import Asked, Meeting, Why
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import N_, _, ngettext, with_commas

_WHY: Final[Mapping[Why, str]] = {
    "changed": N_("It was changed here and on the other computer."),
    "removed_there": N_("It was removed on the other computer, and used here since."),
    "removed_here": N_("It was removed here, and used on the other computer since."),
    "said_twice": N_("It was written anew here and on the other computer, and only one can stay."),
}


def summary(meeting: Meeting) -> tuple[str, ...]:
    """Say what comes in, what stays and how much is to be decided, a sentence each."""
    lines = []
    changed = [after for _before, after in meeting.changed]
    for records, words in (
        (meeting.new, _("New on the other computer: {what}.")),
        (changed, _("Changed there: {what}.")),
        (meeting.removed, _("Removed there: {what}. You find it among the removed things.")),
    ):
        if records:
            lines.append(words.format(what=_counted(records)))
    if meeting.kept:
        n = meeting.kept
        words = ngettext(
            "{n} thing was changed only here. It stays as it is.",
            "{n} things were changed only here. They stay as they are.",
            n,
        )
        lines.append(words.format(n=n))
    if meeting.changed_twice:
        n = len(meeting.changed_twice)
        words = ngettext(
            "{n} thing was changed on both sides. You choose which version stays.",
            "{n} things were changed on both sides. You choose which version stays.",
            n,
        )
        lines.append(words.format(n=n))
    return tuple(lines) or (_("There is nothing new in it. Everything in it is here already."),)


def left_out(n: int) -> str:
    """Say that so many things were not taken in, as they were erased for good here; nothing where there are none."""
    if not n:
        return ""
    words = ngettext(
        "{n} thing in it was erased for good here, and does not come in again.",
        "{n} things in it were erased for good here, and do not come in again.",
        n,
    )
    return words.format(n=n)


def why(asked: Asked) -> str:
    """Say in a sentence why somebody has to decide."""
    if asked.why == "changed" and asked.ours is None:
        return _("It was removed here and changed on the other computer.")
    if asked.why == "changed" and asked.theirs is None:
        return _("It was changed here and removed on the other computer.")
    return _(_WHY[asked.why])


def two_sides(asked: Asked, called: Called) -> tuple[Difference, ...]:
    """Return what differs, here and there; of what is gone on one side, all that the other one says."""
    if asked.ours is not None and asked.theirs is not None:
        return differences(asked.ours, asked.theirs, called)
    here = asked.ours is not None
    said = facts(asked.record, called)
    return tuple(Difference(one.field, one.name, *((one.words, "") if here else ("", one.words))) for one in said)


def in_one_line(asked: Asked) -> str:
    """Name what is asked about: "Scan: PET-CT"."""
    return described(asked.record)


def _counted(records: Iterable[Record]) -> str:
    entries = papers = others = 0
    for one in records:
        entries += isinstance(one, Entry)
        papers += isinstance(one, Document)
        others += not isinstance(one, Entry | Document)
    parts = []
    if entries:
        parts.append(ngettext("{n} entry", "{n} entries", entries).format(n=entries))
    if papers:
        parts.append(ngettext("{n} paper", "{n} papers", papers).format(n=papers))
    if others and parts:
        parts.append(ngettext("{n} other thing", "{n} other things", others).format(n=others))
    elif others:
        parts.append(ngettext("{n} thing", "{n} things", others).format(n=others))
    return with_commas(parts)
