"""What a stranger asks for first: the medicines taken now and the allergies, their names as typed."""

from collections.abc import Sequence
from typing import Final

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.records import Allergy, Entry, Medicine
from caregiver_app.i18n import _
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import heading
from caregiver_app.packet.printed.furniture import Rules, bullet
from caregiver_app.packet.proof import mark
from caregiver_app.packet.style import BODY, SMALL, TextStyle
from caregiver_app.packet.text import para

_LINES: Final = 3


def medicines_now(case: CaseSnapshot, look: TextStyle = BODY, *, lines: int = _LINES, before: float = 0) -> Block:
    """Set the medicines without an end; lines to write on where none is known."""
    taken = [entry for entry in case.entries_of(Medicine) if entry.end is None]
    return Stack([heading(_("Medicines now"), before=0), *_listed(taken, look, lines)], before=before)


def allergies(case: CaseSnapshot, look: TextStyle = BODY, *, lines: int = _LINES, before: float = 0) -> Block:
    """Set the allergies; lines to write on where none is known."""
    known = case.entries_of(Allergy)
    return Stack([heading(_("Allergies"), before=0), *_listed(known, look, lines)], before=before)


def marks_explained(case: CaseSnapshot) -> list[Block]:
    """Say what the marks beside medicines and allergies mean, where there are any."""
    shown = [*(entry for entry in case.entries_of(Medicine) if entry.end is None), *case.entries_of(Allergy)]
    if not any(mark(entry) for entry in shown):
        return []
    return [para(_("* from memory. † to be checked."), style=SMALL, before=3)]


def _listed(entries: Sequence[Entry], look: TextStyle, lines: int) -> list[Block]:
    if not entries:
        return [para(_("Nothing is written down yet."), style=SMALL, keep=True), Rules(lines)]
    return [bullet(wording.headline(entry), mark(entry), look=look) for entry in entries]
