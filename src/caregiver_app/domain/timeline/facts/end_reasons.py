"""Why a treatment ended, as far as its own field or, failing that, its note tells."""

from typing import Final

from caregiver_app.domain.timeline.counting.courses import reasons_of
from caregiver_app.domain.timeline.counting.signs import says
from caregiver_app.domain.timeline.records import Therapy

_FOR_THE_DISEASE: Final = ("pd", "relapse", "noresp")
_ANY: Final = (*_FOR_THE_DISEASE, "tox", "done", "next")


def is_over(part: Therapy) -> bool:
    """Whether a treatment surely is over, though the day of its last dose may be unknown."""
    return part.end is not None or bool(part.ended_because.strip()) or tells_the_disease(part)


def tells_why(part: Therapy) -> bool:
    """Whether anything recorded with a treatment tells why it ended."""
    return bool(part.ended_because.strip()) or any(says(part.note, sign) for sign in _ANY)


def tells_the_disease(part: Therapy) -> bool:
    """Whether only the note of a treatment tells that the disease grew, came back or did not answer."""
    return not reasons_of(part.ended_because) and any(says(part.note, sign) for sign in _FOR_THE_DISEASE)
