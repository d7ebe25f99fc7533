"""The pieces on a mask of dots, and the tightest rectangle around each."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.intake.ocr_shapes import pieces, tightest


def drawn(*rows: str) -> np.ndarray:
    return np.array([[letter == "#" for letter in row] for row in rows])


def test_dots_that_meet_at_a_corner_are_one_piece_and_others_are_not() -> None:
    found = pieces(drawn("##..#", "..#..", "....#", "#...#"))
    assert sorted(sorted(set(map(tuple, piece.tolist()))) for piece in found) == [
        [(0, 0), (1, 0), (2, 1)],
        [(0, 3)],
        [(4, 0)],
        [(4, 2), (4, 3)],
    ]


def test_a_ring_is_one_piece_and_what_lies_in_it_another() -> None:
    assert len(pieces(drawn("#####", "#...#", "#.#.#", "#...#", "#####"))) == 2


def test_nothing_has_no_pieces() -> None:
    assert pieces(np.zeros((4, 5), bool)) == []


@pytest.mark.parametrize("degrees", [0, 7, 33, 45, 80, 123])
def test_the_tightest_rectangle_of_a_tilted_one_is_that(degrees: int) -> None:
    angle = math.radians(degrees)
    along, across = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    corners = [np.array([500, 500]) + a * 200 * along + b * 20 * across for a in (-1, 1) for b in (-1, 1)]
    found = tightest(np.array(corners).round())
    assert found.middle == pytest.approx((500, 500), abs=2)
    assert sorted((found.half_long, found.half_high)) == pytest.approx([20, 200], abs=2)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=30))
def test_every_dot_lies_within_its_rectangle(points: list[tuple[int, int]]) -> None:
    found = tightest(np.array(points))
    (x, y), (right, down) = found.middle, found.along
    for a, b in points:
        assert abs((a - x) * right + (b - y) * down) <= found.half_long + 1e-6
        assert abs((b - y) * right - (a - x) * down) <= found.half_high + 1e-6


@given(st.integers(0, 2**36 - 1))
def test_each_dot_is_in_one_piece_and_neighbours_are_in_the_same(bits: int) -> None:
    mask = np.array([[bits >> (row * 6 + column) & 1 == 1 for column in range(6)] for row in range(6)])
    boxes = [(piece.min(axis=0), piece.max(axis=0)) for piece in pieces(mask)]
    seen = {tuple(spot) for spot in np.argwhere(mask)}
    count = 0
    while seen:
        count += 1
        waiting = [seen.pop()]
        while waiting:
            row, column = waiting.pop()
            near = {(row + a, column + b) for a in (-1, 0, 1) for b in (-1, 0, 1)} & seen
            seen -= near
            waiting += near
    assert len(boxes) == count
