"""What was read on a page is kept whole or not at all, outside the steps, and comes back as it was."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.documents.reading import FILE, LAYER, NOTHING, OCR, WAITING, PageText, Word
from caregiver_app.errors import CaseReadOnly
from caregiver_app.store.database import Store
from caregiver_app.store.readings import Counts, _packed, _unpacked
from cases import new_case
from runs import at_most

A, B = "a" * 64, "b" * 64
LETTER = PageText(
    1, "Dear colleague,\nzażółć 淋巴瘤", LAYER, (Word("Dear", 0.1, 0.125, 0.05333, 0.01),), "00ff00ff00ff00ff"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_case(tmp_path / "case")
    return tmp_path / "case"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as opened:
        yield opened


def test_a_page_comes_back_as_it_was_read(folder: Path) -> None:
    second = PageText(2, "", NOTHING)
    with Store.open(folder) as store:
        store.readings.put(A, (second, LETTER))
    with Store.open(folder) as store:
        assert store.readings.pages(A) == (LETTER, second)
        assert store.readings.page(A, 1) == LETTER
        assert store.readings.page(A, 3) is None
        assert store.readings.pages(B) == ()


def test_the_text_can_be_read_without_the_places_of_its_words(store: Store) -> None:
    store.readings.put(A, (LETTER,))
    store._raw.execute("UPDATE page_text SET words = x'00'")
    (page,) = store.readings.pages(A, words=False)
    assert (page.text, page.words) == (LETTER.text, ())


def test_the_text_is_plain_in_any_sqlite_program(folder: Path) -> None:
    with Store.open(folder) as store:
        store.readings.put(A, (LETTER,))
    with sqlite3.connect(folder / "case.db") as plain:
        assert plain.execute("SELECT fingerprint, page, text FROM page_text").fetchall() == [(A, 1, LETTER.text)]
    plain.close()


def test_reading_a_page_again_replaces_that_page_and_no_other(store: Store) -> None:
    store.readings.put(A, (PageText(1, "", WAITING), PageText(2, "two", LAYER)))
    store.readings.put(A, (PageText(1, "one", OCR),))
    assert store.readings.pages(A) == (PageText(1, "one", OCR), PageText(2, "two", LAYER))


def test_many_files_are_kept_in_one_go_or_none_of_them(store: Store) -> None:
    store.readings.put_many({A: (LETTER,), B: (PageText(1, "b", FILE),)})
    assert store.readings.known() == {A, B}
    broken = PageText(1, None, LAYER)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        store.readings.put_many({"c" * 64: (LETTER,), "d" * 64: (broken,)})
    with pytest.raises(Exception, match=r"page_text\.source"):
        store.readings.put_many({"c" * 64: (LETTER,), "d" * 64: (PageText(1, "", None),)})  # type: ignore[arg-type]
    assert store.readings.known() == {A, B}
    assert store.search.find("colleague").hits == ()


def test_it_leaves_no_step_and_no_undo_takes_it_away(store: Store) -> None:
    store.readings.put(A, (LETTER,))
    assert store.steps.to_undo() is None
    assert store.steps.listed() == ()


def test_what_waits_is_told_in_the_order_it_came(store: Store) -> None:
    store.readings.put(B, (PageText(1, "", WAITING), PageText(2, "", WAITING)))
    store.readings.put(A, (PageText(1, "", WAITING), PageText(2, "x", LAYER)))
    assert store.readings.waiting() == ((B, 1), (B, 2), (A, 1))
    store.readings.put(B, (PageText(1, "read", OCR),))
    assert store.readings.waiting() == ((B, 2), (A, 1))


def test_pages_are_counted_by_what_is_known_of_them(store: Store) -> None:
    assert store.readings.counts() == Counts(0, 0, 0)
    kinds = (LAYER, FILE, OCR, WAITING, NOTHING, NOTHING)
    store.readings.put(A, [PageText(number, "", kind) for number, kind in enumerate(kinds, 1)])
    assert store.readings.counts() == Counts(read=3, waiting=1, without_words=2)


def test_looks_are_told_where_a_picture_was_made(store: Store) -> None:
    store.readings.put(A, (LETTER, PageText(2, "", WAITING)))
    assert store.readings.looks() == ((A, 1, LETTER.look),)


def test_a_file_can_be_forgotten(store: Store) -> None:
    store.readings.put_many({A: (LETTER,), B: (LETTER,)})
    store.readings.forget(A)
    assert store.readings.known() == {B}
    assert store.readings.pages(A) == ()


def test_a_case_that_can_only_be_read_says_so_and_still_tells_what_was_read(folder: Path) -> None:
    with Store.open(folder) as store:
        store.readings.put(A, (LETTER,))
    store = Store.open(folder)
    store.read_only = True
    with pytest.raises(CaseReadOnly):
        store.readings.put(A, (PageText(1, "other", LAYER),))
    with pytest.raises(CaseReadOnly):
        store.readings.forget(A)
    assert store.readings.pages(A) == (LETTER,)
    store.close()


def test_half_a_character_and_a_place_that_is_no_number_keep_no_page_from_being_kept(store: Store) -> None:
    nan, far = float("nan"), 1e300
    store.readings.put(A, (PageText(1, "lost \ud800 half", LAYER, (Word("\udfff", nan, -far, far, 0.5),)),))
    (page,) = store.readings.pages(A)
    assert page.text == "lost ? half"
    assert page.words == (Word("?", 0.0, -10.0, 10.0, 0.5),)


places = st.integers(-100_000, 200_000).map(lambda parts: parts / 100_000)
words = st.builds(Word, st.text(st.characters(exclude_categories=("Cs",))), places, places, places, places)


@given(st.lists(words, max_size=30))
@at_most(60)
def test_places_of_words_are_kept_to_a_hundred_thousandth_of_the_page(some: list[Word]) -> None:
    kept = _packed(some)
    assert (_unpacked(kept) if kept else ()) == tuple(some)


def test_a_page_full_of_words_takes_about_ten_bytes_a_word() -> None:
    lines = [
        Word(f"word{(line * 7 + place) % 90}", 0.1 + place * 0.08137, 0.05 + line * 0.01513, 0.0613, 0.0121)
        for line in range(60)
        for place in range(10)
    ]
    kept = _packed(lines)
    assert kept is not None
    assert len(kept) < 10 * len(lines)


def test_a_disk_that_refuses_leaves_all_as_it_was(folder: Path, tmp_path: Path) -> None:
    with Store.open(folder) as store:
        store.readings.put(A, (LETTER,))
        before = os.path.getsize(folder / "case.db")
        store._raw.execute(f"PRAGMA max_page_count = {before // 4096 + 1}")
        with pytest.raises(Exception, match="disk is full"):
            store.readings.put(B, (PageText(1, " ".join(f"word{number}" for number in range(20_000)), LAYER),))
        assert store.readings.known() == {A}
        assert [hit.page for hit in store.search.find("colleague").hits] == []
        assert store.faults() == ()
