"""Text that runs either way stands on a line as the Unicode bidirectional algorithm orders it."""

import random
import unicodedata
from collections.abc import Callable

import pytest
from bidi import get_display

from caregiver_app.packet.direction import has_only_leftward, mirrored, runs_left, stretches
from runs import tries

LETTERS = "ab\u05d0\u05d1\u062f12,.%$ ()-+\u0661/:[]\u0301\u200f\u200e"
CONTROLS = "\u202b\u202a\u202e\u202c\u2067\u2066\u2068\u2069"
NO_PLACE = "\u200b\u200c\u200d\u00ad\U000e0041" + CONTROLS


def seen(line: str, leftward: bool, turn: Callable[[str], str] = mirrored) -> str:
    """Return the line as it stands, from left to right."""
    parts = [(line[part.begin : part.end], part.leftward) for part in stretches(line, leftward)]
    return "".join(turn(text) if left else text for text, left in parts)


@pytest.mark.at_random
def test_lines_stand_as_the_algorithm_orders_them() -> None:
    chance = random.Random(1)
    for _try in range(tries(3_000, 300)):
        line = "".join(chance.choices(LETTERS, k=chance.randint(1, 25)))
        leftward = chance.random() < 0.5
        assert seen(line, leftward, lambda text: text[::-1]) == get_display(line, base_dir="R" if leftward else "L")


@pytest.mark.at_random
def test_nothing_of_a_line_is_lost_or_doubled_whatever_signs_change_its_order() -> None:
    chance = random.Random(2)
    for _try in range(tries(3_000, 300)):
        line = "".join(chance.choices(LETTERS + NO_PLACE + "\n\x1c", k=chance.randint(0, 25)))
        found = sorted((part.begin, part.end) for part in stretches(line, chance.random() < 0.5))
        assert [begin for begin, _end in found] + [len(line)] == [0, *(end for _begin, end in found)] or not line


@pytest.mark.parametrize(
    ("typed", "leftward", "from_the_left"),
    [
        ("שלום (R-CHOP) 2024", True, "2024 (R-CHOP) םולש"),
        ("Dr שרה לוי (ok)", False, "Dr יול הרש (ok)"),
        ("Dr \u2067שרה!\u2069 x", False, "Dr \u2067!הרש\u2069 x"),
        ("ماه ۲۰۲۴", True, "۲۰۲۴ هام"),
        ("שלום ", True, " םולש"),
        ("שלום ", False, "םולש "),
    ],
)
def test_numbers_brackets_and_latin_words_stand_right_among_leftward_ones(
    typed: str, leftward: bool, from_the_left: str
) -> None:
    def visible(text: str) -> str:
        return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")

    assert visible(seen(typed, leftward)) == visible(from_the_left)


def test_a_paragraph_runs_as_its_first_letter_does_unless_most_of_it_runs_the_other_way() -> None:
    assert not runs_left("שלום since 1 September 2023, has no end recorded")
    assert [runs_left(text) for text in ("12 שלום abc", "abc שלום", "12 ...", "", "מ", "«مرحبا» Dr (ok)")] == [
        True, False, False, False, True, True,
    ]  # fmt: skip
    assert [has_only_leftward(text) for text in ("12 שלום", "שלום abc", "abc")] == [True, False, False]
