"""The code on a recovery sheet is read as it was meant, and a slip is found in the group it was made in."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.recovery_code import GROUPS, LENGTH, SIGNS, CodeUnclear, is_group, new_code, read_code


def some_code(seed: int = 1) -> str:
    return new_code(random.Random(seed).choice)


@given(st.integers())
def test_a_code_is_read_back_as_it_stands(seed: int) -> None:
    code = some_code(seed)
    assert read_code(code) == code
    assert len(code) == GROUPS * (LENGTH + 1) - 1


@given(st.integers(), st.sampled_from([" ", "  ", "-", "", " - ", "\n", "–".replace("–", "-")]))
def test_small_letters_spaces_and_look_alikes_do_no_harm(seed: int, between: str) -> None:
    code = some_code(seed)
    typed = between.join(code.lower().split("-")).replace("0", "o").replace("1", "l")
    assert read_code(f" {typed} ") == code


@given(st.integers(), st.integers(0, GROUPS - 1), st.integers(0, LENGTH - 1), st.sampled_from(SIGNS))
def test_any_single_wrong_sign_is_found_in_its_group(seed: int, group: int, at: int, sign: str) -> None:
    groups = some_code(seed).split("-")
    wrong = groups[group][:at] + sign + groups[group][at + 1 :]
    if wrong == groups[group]:
        return
    groups[group] = wrong
    with pytest.raises(CodeUnclear) as unclear:
        read_code("-".join(groups))
    assert unclear.value.groups == (group + 1,)


@given(st.integers(), st.integers(0, GROUPS - 1), st.integers(0, LENGTH - 2))
def test_two_signs_in_the_wrong_order_are_found(seed: int, group: int, at: int) -> None:
    groups = some_code(seed).split("-")
    one = groups[group]
    groups[group] = one[:at] + one[at + 1] + one[at] + one[at + 2 :]
    if groups[group] != one:
        with pytest.raises(CodeUnclear):
            read_code("-".join(groups))


@given(st.integers(), st.permutations(range(GROUPS)))
def test_groups_in_the_wrong_order_are_found(seed: int, order: list[int]) -> None:
    groups = some_code(seed).split("-")
    moved = tuple(place + 1 for place, was in enumerate(order) if place != was)
    if moved:
        with pytest.raises(CodeUnclear) as unclear:
            read_code("-".join(groups[was] for was in order))
        assert unclear.value.groups == moved


@pytest.mark.parametrize(
    ("slip", "groups"),
    [
        (lambda code: code[:-1], (7,)),
        (lambda code: code.replace(code[7], "", 1) if code[7] not in code[:7] else code[:7] + code[8:], (2,)),
        (lambda code: code + "0", (7,)),
        (lambda code: code + "-00000", (8,)),
        (lambda code: code[6:], None),
        (lambda _code: "", (1, 2, 3, 4, 5, 6, 7)),
        (lambda _code: "my cat Wei", None),
        (lambda code: code.replace("-", "?"), None),
        (lambda code: "U" + code[1:], (1,)),
    ],
)
def test_a_slip_names_the_groups_to_look_at(slip, groups) -> None:
    with pytest.raises(CodeUnclear) as unclear:
        read_code(slip(some_code(3)))
    assert groups is None or unclear.value.groups == groups


def test_a_group_can_be_looked_at_while_it_is_typed() -> None:
    groups = some_code(5).split("-")
    assert is_group(groups[2].lower(), 3)
    assert not is_group(groups[2], 4)
    assert not is_group(groups[2][:3], 3)


def test_chance_makes_the_code_and_nothing_is_made_twice() -> None:
    assert len({some_code(seed) for seed in range(500)}) == 500
