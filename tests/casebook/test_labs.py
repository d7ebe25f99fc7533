"""Which tests are shown is one undoable step, and a choice made already is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.labs import choose_tests
from cases import new_case


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def shown(book: Casebook) -> list[str]:
    return [one.test for one in book.snapshot().shown_tests]


def test_choosing_tests_is_one_step_and_undo_brings_the_choice_before_back(book: Casebook) -> None:
    choose_tests(book, ["LDH", "Haemoglobin"])
    choose_tests(book, ["Ferritin", "LDH"])
    assert shown(book) == ["Ferritin", "LDH"]
    assert book.undo() == "Choose lab tests"
    assert shown(book) == ["LDH", "Haemoglobin"]
    book.undo()
    assert shown(book) == []
    assert book.undo_label is None
    book.redo()
    book.redo()
    assert shown(book) == ["Ferritin", "LDH"]


def test_a_test_that_stays_chosen_stays_the_same_record(book: Casebook) -> None:
    choose_tests(book, ["LDH", "Haemoglobin"])
    before = {one.test: one.id for one in book.snapshot().shown_tests}
    choose_tests(book, ["Haemoglobin", "LDH", "CRP"])
    after = {one.test: one.id for one in book.snapshot().shown_tests}
    assert (after["LDH"], after["Haemoglobin"]) == (before["LDH"], before["Haemoglobin"])
    assert [one.position for one in book.snapshot().shown_tests] == [1, 2, 3]


def test_two_names_of_one_test_count_once_and_empty_names_not_at_all(book: Casebook) -> None:
    choose_tests(book, ["LDH", " ", "lactate dehydrogenase", "乳酸脱氢酶", "  CRP "])
    assert shown(book) == ["LDH", "CRP"]


def test_the_same_choice_again_is_no_step(book: Casebook) -> None:
    choose_tests(book, [])
    assert book.undo_label is None
    choose_tests(book, ["LDH"])
    choose_tests(book, ["ldh"])
    book.undo()
    assert book.undo_label is None


def test_no_choice_forgets_the_choice(book: Casebook) -> None:
    choose_tests(book, ["LDH"])
    choose_tests(book, [])
    assert shown(book) == []


def test_the_choice_is_kept_in_the_case(book: Casebook) -> None:
    choose_tests(book, ["LDH", "CRP"])
    folder = book.folder
    book.close()
    with Casebook.open(folder) as again:
        assert shown(again) == ["LDH", "CRP"]
