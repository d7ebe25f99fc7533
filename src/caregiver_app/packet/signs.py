"""Signs that were typed and no typeface has: they are named before a packet is made and after."""

from collections.abc import Iterator
from datetime import date

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.packet import style
from caregiver_app.packet.pages_questions import for_the_reader


def signs_no_face_has(case: CaseSnapshot, as_of: date) -> tuple[str, ...]:
    """Return the characters of what a packet prints of a case that cannot be printed, in order."""
    return tuple(sorted(frozenset().union(*(style.unprintable(text) for text in _printed(case, as_of)))))


def _printed(case: CaseSnapshot, as_of: date) -> Iterator[str]:
    for record in (case.person, *case.contacts, *case.entries, *case.documents):
        yield from (value for value in vars(record).values() if isinstance(value, str))
    for questions in for_the_reader(case, as_of):
        yield from (question.text for question in questions)
