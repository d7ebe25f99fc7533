"""What is said only once in a case, and by what another record would say the same. Bringing back looks here."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Final

from caregiver_app.domain.documents.wanted import NotNeeded
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.journey.records import Instruction, StageState, Task
from caregiver_app.domain.packet.records import PacketSet
from caregiver_app.domain.questions.records import Question
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.lab_names import which_test
from caregiver_app.domain.timeline.shown_tests import ShownTest
from caregiver_app.domain.worksheet.records import Worksheet

_SAYS: Final[Mapping[type[Record], Callable[[Any], Hashable | None]]] = {
    ShownTest: lambda one: which_test(one.test),
    NotNeeded: lambda one: one.kind,
    Wording: lambda one: one.guide,
    Question: lambda one: one.guide or None,
    StageState: lambda one: (one.round, one.stage),
    Instruction: lambda one: (one.round, one.topic),
    Task: lambda one: (one.round, one.guide) if one.guide else None,
    Worksheet: lambda one: True,
    PacketSet: lambda one: one.name.casefold(),
}


def what_it_says(record: Record) -> Hashable | None:
    """Return by what another record of its kind would say the same; None where any number may."""
    says = _SAYS.get(type(record))
    return says(record) if says is not None else None


def says_the_same(one: Record, other: Record) -> bool:
    """Whether two records say what may be said only once."""
    if type(one) is not type(other) or one.id == other.id:
        return False
    what = what_it_says(one)
    return what is not None and what == what_it_says(other)


def is_said_once(record: Record) -> bool:
    """Whether records of this kind may say something that is said only once."""
    return type(record) in _SAYS
