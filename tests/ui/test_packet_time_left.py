"""How long a packet still takes: said once it is known, in calm words that do not jump about."""

import pytest

from caregiver_app.ui.packet.time_left import TimeLeft
from caregiver_app.ui.packet.wording import progress_words


def told(*notes: tuple[int, float], total: int = 100) -> list[str]:
    left, said = TimeLeft(), []
    for done, now in notes:
        left.note(done, total, now)
        said.append(left.words(now))
    return said


def test_nothing_is_said_before_it_is_known() -> None:
    assert told((0, 0.0), (1, 1.0), (2, 4.9)) == ["", "", ""]
    assert told((0, 0.0), (0, 60.0)) == ["", ""]


@pytest.mark.parametrize(
    ("done", "now", "words"),
    [
        (10, 20.0, "about 3 minutes left"),
        (20, 20.0, "about a minute left"),
        (50, 30.0, "less than a minute left"),
        (95, 100.0, "a few seconds left"),
        (1, 120.0, "more than an hour left"),
    ],
)
def test_it_is_said_in_words_nobody_has_to_count(done: int, now: float, words: str) -> None:
    assert told((0, 0.0), (done, now))[-1] == words


def test_it_counts_down_between_two_steps() -> None:
    left = TimeLeft()
    left.note(0, 10, 0.0)
    left.note(5, 10, 120.0)
    assert left.words(120.0) == "about 2 minutes left"
    assert left.words(200.0) == "less than a minute left"
    assert left.words(900.0) == "a few seconds left"


def test_a_slow_step_does_not_make_it_jump_up_at_once() -> None:
    said = told((0, 0.0), (20, 30.0), (40, 60.0), (42, 75.0), (44, 90.0), (80, 150.0))
    assert said[1:] == [
        "about 2 minutes left", "about 2 minutes left", "about a minute left", "about a minute left",
        "less than a minute left",
    ]  # fmt: skip


def test_work_that_takes_much_longer_than_was_thought_says_so() -> None:
    said = told((0, 0.0), (50, 20.0), *((50 + step, 20.0 + 60 * step) for step in range(1, 8)))
    assert said[1] == "less than a minute left"
    assert said[-1].endswith("minutes left")


def test_work_that_begins_again_is_measured_again() -> None:
    assert told((0, 0.0), (50, 30.0), (0, 31.0), (1, 33.0))[-2:] == ["", ""]


def test_what_is_on_its_way_is_said_in_words() -> None:
    assert progress_words(0, 0, "") == "Beginning …"
    assert progress_words(1, 7, "D-004") == "Reading D-004 …  2 of 3"
    assert progress_words(3, 7, "D-001") == "Placing D-001 …  1 of 3"
    assert progress_words(6, 7, "") == "Putting it together …"
    assert progress_words(4_000, 10_000, "D-003") == "Packing the original files …  40 %"
