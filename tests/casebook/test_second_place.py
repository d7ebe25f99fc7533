"""How old the second copy is is kept in the case, told in words, and asked for by the days that passed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.second_place import (
    age_words,
    begin_counting,
    copy_name,
    remember_copy,
    second_copy,
    urgency,
)
from cases import new_case
from protected import keys, protected_case

NOW = datetime(2026, 11, 29, 10, 0)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as made:
        yield made


def after(days: float) -> datetime:
    return NOW + timedelta(days=days)


def test_it_is_asked_for_gently_after_a_week_and_plainly_after_a_month(book: Casebook) -> None:
    assert urgency(book, NOW) == ""
    begin_counting(book, NOW)
    begin_counting(book, after(20))
    found = [urgency(book, after(days)) for days in (6.9, 7, 29.9, 30, 400)]
    assert found == ["", "gentle", "gentle", "prominent", "prominent"]
    remember_copy(book, Path("/media/STICK/x.caregiver"), after(40))
    assert [urgency(book, after(days)) for days in (41, 47, 70)] == ["", "gentle", "prominent"]


def test_its_age_is_told_in_words(book: Casebook) -> None:
    assert age_words(book, NOW) == "Second copy: none yet"
    remember_copy(book, Path("/media/USB STICK/x.caregiver"), NOW)
    told = [age_words(book, after(days)) for days in (0.1, 1, 3)]
    assert told == [
        "Second copy: today, on USB STICK",
        "Second copy: 1 day ago, on USB STICK",
        "Second copy: 3 days ago, on USB STICK",
    ]


def test_a_clock_that_went_back_asks_for_nothing(book: Casebook) -> None:
    remember_copy(book, Path("/media/STICK/x.caregiver"), NOW)
    assert urgency(book, after(-3650)) == ""
    assert age_words(book, after(-3650)) == "Second copy: today, on STICK"


def test_it_is_no_step_and_is_there_after_a_restart(tmp_path: Path) -> None:
    folder = new_case(tmp_path / "case")
    with Casebook.open(folder) as book:
        remember_copy(book, Path("/media/STICK/x.caregiver"), NOW)
        assert book.undo_label is None
    with Casebook.open(folder) as book:
        found = second_copy(book)
        assert found is not None
        assert found.place == "STICK"


def test_in_a_protected_case_nobody_reads_where_it_is(tmp_path: Path) -> None:
    folder = protected_case(tmp_path / "case")
    with Casebook.open(folder, keys()) as book:
        remember_copy(book, Path("/media/STICK OF MEI/x.caregiver"), NOW)
    for path in folder.rglob("*"):
        assert not path.is_file() or b"STICK OF MEI" not in path.read_bytes()


def test_the_name_of_the_file_is_the_same_each_time() -> None:
    assert copy_name("Wei <b>") == "Wei b, second copy.caregiver"
    assert copy_name("///") == "Case, second copy.caregiver"
