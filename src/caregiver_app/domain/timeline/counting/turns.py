"""Place relapses, growth and responses among the treatments: after which of them each came.

Dates may be vague, and a relapse may bear the date of the letter that tells of it. So what is dated less than ten days
after a treatment began, or may have come before it, is taken to be why it began. A response with a vague date needs
weeks to be seen: it belongs to a treatment that may have begun six weeks before.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from caregiver_app.domain.timeline.counting.courses import FUTURE, PAST, Course, answer_named, days_of
from caregiver_app.domain.timeline.disease import is_changed
from caregiver_app.domain.timeline.records import Diagnosis, Entry, Relapse, Response
from caregiver_app.domain.vocabulary import term

Told = Response | Relapse

_TOO_SOON: Final = 10
_TIME_TO_ANSWER: Final = 42
_A_MONTH: Final = 27
_GREW: Final = frozenset({"pd", "relapse"})
_NO_ANSWER: Final = frozenset({"noresp", "refractory", "primary-refractory", "pif"})
_MOLECULAR: Final = "molecular-relapse"


@dataclass
class Turn:
    """What was recorded after one treatment and before the next.

    `broke` is why the disease stood differently: "grew", "no answer", or "" when nothing says so. `only_cells` means
    that only a very sensitive test found it; `too_little` that the newest answer was no more than stable disease.
    """

    broke: str = ""
    only_cells: bool = False
    too_little: bool = False


def turns_of(courses: Sequence[Course], homes: dict[UUID, int], entries: Iterable[Entry]) -> list[Turn]:
    """Return what came after each treatment, by its place, from events, responses and why the treatment ended."""
    turns = [_own_turn(course) for course in courses]
    newest: dict[int, tuple[tuple[int, int], str]] = {}
    for entry in entries:
        home = homes.get(entry.id)
        if home is None:
            continue
        if isinstance(entry, Response):
            answer = answer_named(entry.category)
            newest[home] = max(newest.get(home, ((PAST, PAST), "")), (days_of(entry.date), answer))
            if answer in _GREW | _NO_ANSWER:
                _break(turns[home], "no answer" if answer in _NO_ANSWER else "grew")
        elif isinstance(entry, Relapse):
            _mark(turns[home], entry)
        elif isinstance(entry, Diagnosis):
            _break(turns[home], "grew")
    for home, (_when, answer) in newest.items():
        turns[home].too_little = answer == "sd"
    return turns


def homes_of(courses: Sequence[Course], anchors: Sequence[int], entries: Iterable[Entry]) -> dict[UUID, int]:
    """Return after which of the anchoring courses each dated event came, by its place; O(n log n)."""
    entries = [entry for entry in entries if isinstance(entry, Told | Diagnosis) and entry.date is not None]
    told = [entry for entry in entries if isinstance(entry, Relapse) or _is_a_change(entry)]
    answers = [entry for entry in entries if isinstance(entry, Response)]
    homes = _last_begun(courses, anchors, [*told, *answers], _surely_begun, _not_before)
    perhaps = _last_begun(courses, anchors, answers, _may_have_begun, _not_after)
    for entry_id, place in perhaps.items():
        homes[entry_id] = max(place, homes.get(entry_id, place))
    if anchors:
        first = anchors[0]
        for entry in entries:
            if entry.id not in homes and _may_be_first(courses[first], entry):
                homes[entry.id] = first
    return homes


def _own_turn(course: Course) -> Turn:
    turn = Turn(too_little=course.answer == "sd")
    if course.answer in _GREW or course.reasons & _GREW:
        _break(turn, "grew")
    elif course.answer in _NO_ANSWER or course.reasons & _NO_ANSWER:
        _break(turn, "no answer")
    return turn


def _break(turn: Turn, why: str) -> None:
    """Remember why; growth says more than no answer, and either more than what only a sensitive test found."""
    before = "" if turn.only_cells else turn.broke
    turn.broke = "grew" if "grew" in (before, why) else why
    turn.only_cells = False


def _mark(turn: Turn, relapse: Relapse) -> None:
    found = term("relapse_events", relapse.event)
    event = found.id if found is not None else ""
    if event != _MOLECULAR:
        _break(turn, "no answer" if event in _NO_ANSWER else "grew")
    elif not turn.broke:
        turn.broke, turn.only_cells = "grew", True


def _is_a_change(entry: Entry) -> bool:
    return isinstance(entry, Diagnosis) and is_changed(entry)


def _surely_begun(course: Course) -> int:
    """Return the first day by which it had surely begun and could tell: some days after its start, or at its end.

    What is done in a day and has no more than its month or year was over with it.
    """
    done = course.over if course.last - course.first >= _A_MONTH else course.ended
    over = done[1] if done else FUTURE
    return min(course.last + _TOO_SOON, max(over, course.last))


def _may_have_begun(course: Course) -> int:
    return course.first + _TIME_TO_ANSWER if course.first > PAST else FUTURE


def _not_before(entry: Entry) -> int:
    first, last = days_of(entry.date)
    return first if first > PAST else last


def _not_after(entry: Entry) -> int:
    first, last = days_of(entry.date)
    return last if last < FUTURE else first


def _may_be_first(course: Course, entry: Entry) -> bool:
    """Whether an event that no treatment surely precedes may still have come after the first of them."""
    day = days_of(entry.date)[1]
    if isinstance(entry, Response):
        return course.first <= day
    return isinstance(entry, Relapse) and course.first < day


def _last_begun(
    courses: Sequence[Course],
    anchors: Sequence[int],
    entries: Sequence[Entry],
    begun: Callable[[Course], int],
    day: Callable[[Entry], int],
) -> dict[UUID, int]:
    """Return for each entry the last course in order that had begun by its day."""
    opening = sorted((begun(courses[place]), place) for place in anchors)
    homes: dict[UUID, int] = {}
    at, last = 0, -1
    for when, entry_id in sorted((day(entry), entry.id) for entry in entries):
        while at < len(opening) and opening[at][0] <= when:
            last = max(last, opening[at][1])
            at += 1
        if last >= 0:
            homes[entry_id] = last
    return homes
