"""What is done with pages is a list of pages; the document always knows the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from caregiver_app.domain.documents import page_work as work
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.sheets import Sheet, Sheets

FILE, OTHER = "a" * 64, "b" * 64
STACK = Document(number=1, title="Stack", fingerprint=FILE, pages=5, format="pdf")
PAGES = work.pages_of(STACK)
fractions = st.floats(0, 1, allow_nan=False)
boxes = st.tuples(fractions, fractions, fractions, fractions)
sheets = st.builds(
    Sheet,
    fingerprint=st.sampled_from([FILE, OTHER]),
    page=st.integers(1, 9),
    turn=st.integers(0, 3),
    straighten=st.floats(-45, 45, allow_nan=False),
    crop=st.none() | boxes,
    black=st.lists(boxes, max_size=3).map(tuple),
)


def test_a_document_has_the_pages_of_its_file_until_some_are_chosen() -> None:
    assert [(sheet.fingerprint, sheet.page) for sheet in PAGES] == [(FILE, page) for page in range(1, 6)]
    assert work.page_count(STACK) == 5
    two = work.with_pages(STACK, PAGES[3:])
    assert (work.pages_of(two), work.page_count(two), two.pages) == (PAGES[3:], 2, 5)
    assert work.pages_of(Document(number=2, title="Slides", holding="elsewhere")) == ()


def test_all_pages_as_they_are_is_the_same_as_none_chosen() -> None:
    turned = work.with_pages(STACK, work.turned(PAGES, [2], 1))
    assert turned.sheets
    back = work.with_pages(turned, work.turned(work.pages_of(turned), [2], 3))
    assert back == STACK
    with pytest.raises(ValueError, match="without pages"):
        work.with_pages(STACK, ())


def test_turning_four_times_is_no_turn_and_only_the_named_pages_turn() -> None:
    pages = work.turned(PAGES, [1, 3], 1)
    assert [sheet.turn for sheet in pages] == [1, 0, 1, 0, 0]
    for _time in range(3):
        pages = work.turned(pages, [1, 3], 1)
    assert pages == PAGES


def test_a_crop_is_brought_into_the_page_and_the_whole_page_is_no_crop() -> None:
    assert work.cropped(PAGES, [1], (0.9, 0.8, 0.1, -3.0))[0].crop == (0.1, 0.0, 0.9, 0.8)
    assert work.cropped(PAGES, [1], (0, 0, 1, 1)) == PAGES
    with pytest.raises(ValueError, match="too small"):
        work.cropped(PAGES, [1], (0.5, 0.5, 0.51, 0.9))


def test_a_line_as_thin_as_a_name_can_be_blacked_out() -> None:
    thin = (0.1, 0.1, 0.4, 0.101)
    assert work.blacked_out(PAGES, [2], [thin])[1].black == (thin,)
    with pytest.raises(ValueError, match="too small"):
        work.blacked_out(PAGES, [2], [(0.1, 0.1, 0.1, 0.4)])


def test_what_would_cover_nothing_once_it_is_kept_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        work.blacked_out(PAGES, [2], [(0.1, 0.1, 0.4, 0.10001)])


def test_a_page_that_is_not_there_is_named() -> None:
    for change in (
        lambda: work.turned(PAGES, [6], 1),
        lambda: work.left_out(PAGES, [0]),
        lambda: work.in_order(PAGES, [1, 9]),
        lambda: work.split_before(PAGES, [-1]),
    ):
        with pytest.raises(work.NoSuchPage) as missing:
            change()
        assert missing.value.of == 5


def test_a_stack_is_split_where_documents_begin_and_loses_no_page() -> None:
    assert work.split_before(PAGES, [4, 2]) == (PAGES[:1], PAGES[1:3], PAGES[3:])
    assert work.split_before(PAGES, [1]) == (PAGES,)


def test_pages_that_are_left_out_are_known_and_stand_where_they_stand_in_the_file() -> None:
    kept = work.with_pages(STACK, work.in_order(PAGES, [4, 2]))
    assert [(sheet.page, gone) for sheet, gone in work.with_left_out(kept)] == [
        (1, True), (4, False), (5, True), (2, False), (3, True),
    ]  # fmt: skip
    assert [sheet for sheet, gone in work.with_left_out(STACK) if not gone] == list(PAGES)
    joined = Document(number=2, title="Joined", sheets=Sheets.of(PAGES[:2]))
    assert work.with_left_out(joined) == tuple((sheet, False) for sheet in PAGES[:2])
    assert work.with_left_out(Document(number=3, title="Slides", holding="elsewhere")) == ()


@given(st.lists(st.integers(1, 5), min_size=1, max_size=8))
def test_no_page_of_a_file_is_ever_out_of_sight(order: list[int]) -> None:
    chosen = STACK.amended(sheets=Sheets.of(PAGES[number - 1] for number in order))
    found = work.with_left_out(chosen)
    assert tuple(sheet for sheet, gone in found if not gone) == work.pages_of(chosen)
    assert sorted(sheet.page for sheet, gone in found if gone) == sorted({1, 2, 3, 4, 5} - set(order))


@given(boxes, st.integers(-4, 8))
def test_a_part_turns_with_its_page_and_back(box: tuple[float, float, float, float], quarters: int) -> None:
    assert work.box_turned(work.box_turned(box, quarters), -quarters) == pytest.approx(box)


def test_what_is_at_the_top_left_is_at_the_top_right_once_turned() -> None:
    assert work.box_turned((0.0, 0.0, 0.2, 0.1), 1) == pytest.approx((0.9, 0.0, 1.0, 0.2))


def test_a_locked_document_has_the_pages_of_its_copy_and_can_always_go_back_to_them() -> None:
    locked = Document(number=1, title="Letter", fingerprint=FILE, format="pdf", trouble="locked")
    assert (work.pages_of(locked), work.file_of_pages(locked)) == ((), FILE)
    opened = work.with_all_pages(locked, OTHER, 3)
    pages = work.pages_of(opened)
    assert [(sheet.fingerprint, sheet.page) for sheet in pages] == [(OTHER, 1), (OTHER, 2), (OTHER, 3)]
    assert (opened.fingerprint, opened.pages, work.file_of_pages(opened)) == (FILE, 3, OTHER)
    fewer = work.with_pages(opened, work.turned(pages[1:], [1], 1))
    assert work.with_left_out(fewer)[0] == (pages[0], True)
    assert work.pages_in_file(fewer) == pages
    assert work.with_pages(fewer, pages) == opened


def test_a_document_put_together_from_other_files_has_no_file_to_go_back_to() -> None:
    joined = work.with_pages(Document(number=3, title="Joined"), PAGES)
    assert (work.file_of_pages(joined), work.pages_in_file(joined)) == ("", ())


def test_photos_stand_in_the_order_in_which_a_camera_counts() -> None:
    names = ("IMG_10.jpg", "", "img_2.JPG", "IMG_2.jpg", "Scan.pdf")
    documents = [Document(number=number, title="x", file_name=name) for number, name in enumerate(names, 1)]
    assert [document.number for document in work.by_file_name(documents)] == [3, 4, 1, 5, 2]


def test_a_file_whose_every_page_is_in_other_documents_names_them() -> None:
    first = Document(number=2, title="a", sheets=Sheets.of(PAGES[:2]))
    rest = Document(number=3, title="b", sheets=Sheets.of(PAGES[2:]))
    assert work.pages_elsewhere(STACK, work.homes_of([STACK, first, rest])) == (first, rest)
    assert work.pages_elsewhere(STACK, work.homes_of([STACK, first])) == ()
    assert work.pages_elsewhere(first, work.homes_of([STACK, first, rest])) == ()
    again = Document(number=4, title="c", sheets=first.sheets)
    assert work.pages_elsewhere(first, work.homes_of([STACK, first, rest, again])) == (again,)


@given(st.lists(sheets, max_size=6))
def test_any_pages_are_kept_in_a_record_and_come_back(pages: list[Sheet]) -> None:
    document = STACK.amended(sheets=Sheets.of(pages))
    assert document.sheets.values == tuple(pages)
    assert Document.model_validate_json(document.model_dump_json()) == document


def test_a_text_that_is_no_list_of_pages_is_refused() -> None:
    for text in (
        "[1]",
        '[{"page": 1}]',
        '[{"fingerprint": "../../letter"}]',
        "{}",
        '[{"fingerprint": "x", "colour": "red"}]',
        "nonsense",
    ):
        with pytest.raises(ValidationError):
            STACK.amended(sheets=text)
