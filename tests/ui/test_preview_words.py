"""The words and places of a preview, worked out without a window."""

import pytest
from PySide6.QtCore import QSize

from caregiver_app.domain.documents.reading import Word
from caregiver_app.ui.documents.preview_choice import Choice, moved, whole_page
from caregiver_app.ui.documents.preview_column import FREE, GAP, MARGIN, PAGE, WIDTH, Column
from caregiver_app.ui.documents.preview_words import PageWords, copied, folded, times_in


def page(*lines: str) -> PageWords:
    """Words of equal letters, a tenth of the page from line to line."""
    words = []
    for row, line in enumerate(lines):
        at = 0.1
        for text in line.split():
            words.append(Word(text, at, 0.1 + 0.1 * row, 0.02 * len(text), 0.05))
            at += 0.02 * (len(text) + 1)
    return PageWords(words)


LETTER = page("Dear Dr Chen,", "the lymph nodes", "have grown.")


def test_the_text_of_a_page_keeps_its_lines() -> None:
    assert LETTER.text == "Dear Dr Chen,\nthe lymph nodes\nhave grown."
    assert page("病 理 会 诊 of 2026").text == "病理会诊 of 2026"


@pytest.mark.parametrize(
    ("wanted", "times"),
    [
        ("lymph", 1), ("LYMPH NODES", 1), ("nodes have", 1), ("  the   lymph ", 1), ("e", 5), ("chen,", 1), ("café", 0),
        ("", 0), ("   ", 0), ("nothing", 0),
    ],
)  # fmt: skip
def test_words_are_found_whatever_their_capitals_and_over_the_ends_of_lines(wanted: str, times: int) -> None:
    assert times_in(LETTER.folded_text, wanted) == times
    assert len(LETTER.found(wanted)) == times


def test_several_texts_are_found_each_by_itself_and_the_longer_of_two_that_begin_alike() -> None:
    wanted = ("node", "nodes", "dr", "lymph nodes")
    found = [" ".join(part.word.text for part in parts) for parts in LETTER.found(*wanted)]
    assert found == ["Dr", "lymph nodes"]
    assert times_in(LETTER.folded_text, *wanted) == 2
    assert LETTER.found() == ()


def test_what_is_found_is_marked_letter_by_letter() -> None:
    ((first, second),) = LETTER.found("mph no")
    assert (first.word.text, first.start, first.end) == ("lymph", 0.4, 1.0)
    assert (second.word.text, second.start, second.end) == ("nodes", 0.0, 0.4)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("Zoë Müller",), "zoe muller"),
        (("Zoe Muller",), "Zoë Müller"),
        (("chemo-", "therapy"), "chemotherapy"),
        (("淋 巴", "瘤"), "淋巴瘤"),
        (("Straße",), "STRASSE"),
        (("non-", "Hodgkin"), "non- hodgkin"),
        (("2023-", "05"), "2023- 05"),
    ],
)
def test_accents_and_words_parted_at_the_end_of_a_line_make_no_difference(lines: tuple[str, ...], wanted: str) -> None:
    (parts,) = page(*lines).found(wanted)
    assert "".join(part.word.text for part in parts) == "".join("".join(lines).split())


def test_each_letter_that_is_searched_knows_which_letter_it_was() -> None:
    for text in ("plain\nwords", "Straße\nİstanbul ﬁne", "chemo-\ntherapy", "病理\n会诊 e\u0301"):
        letters, places = folded(text)
        assert len(letters) == len(places)
        assert list(places) == sorted(places)


def test_a_choice_moves_by_words_lines_and_to_the_ends_of_its_line() -> None:
    begun = Choice((0, 1), (0, 1))
    assert moved(begun, LETTER, "right").text(0, LETTER) == "Dr Chen,"
    assert moved(begun, LETTER, "left").text(0, LETTER) == "Dear Dr"
    assert moved(begun, LETTER, "down").text(0, LETTER) == "Dr Chen,\nthe lymph"
    assert moved(begun, LETTER, "end").text(0, LETTER) == "Dr Chen,"
    assert moved(begun, LETTER, "start").text(0, LETTER) == "Dear Dr"
    assert moved(begun, LETTER, "up").text(0, LETTER) == "Dear Dr"
    last = Choice((0, 7), (0, 7))
    assert moved(moved(last, LETTER, "right"), LETTER, "down") == last
    assert whole_page(0, LETTER).text(0, LETTER) == LETTER.text
    assert whole_page(0, PageWords(())) is None


def test_a_choice_over_several_pages_is_copied_with_an_empty_line_between_them() -> None:
    other = page("Page two")
    choice = Choice((1, 0), (0, 6))
    assert copied([choice.text(0, LETTER), choice.text(1, other)]) == "have grown.\n\nPage"


def test_the_word_under_the_mouse_is_meant_or_the_nearest_in_its_line() -> None:
    lymph = LETTER.words[4]
    assert LETTER.at(lymph.x + 0.01, lymph.y + 0.01) == 4
    assert LETTER.at(0.9, 0.9) is None
    assert LETTER.nearest(0.95, 0.22)[0] == 5
    assert LETTER.is_on(lymph.x + 0.01, lymph.y + 0.01)
    assert not LETTER.is_on(0.9, 0.9)
    assert PageWords(()).at(0.5, 0.5) is None


def test_pages_lie_one_beneath_the_other_equally_wide() -> None:
    column = Column([(595, 842), (4000, 3000), (595, 842)], QSize(520, 700))
    places = [column.place(number) for number in range(3)]
    assert {place.width() for place in places} == {500}
    assert [round(place.height() / place.width(), 2) for place in places] == [1.42, 0.75, 1.42]
    assert places[1].top() == places[0].bottom() + 1 + GAP
    assert column.height == places[2].bottom() + 1 + MARGIN
    assert column.page_at(places[1].center().y()) == 1
    assert list(column.seen(places[0].top(), places[1].top() + 5)) == [0, 1]
    assert column.mostly(places[0].bottom() - 50, places[1].top() + 300) == 1


def test_a_whole_page_fits_and_a_chosen_width_is_kept() -> None:
    room = QSize(520, 700)
    whole = Column([(595, 842), (842, 595)], room, PAGE)
    assert all(whole.place(number).height() <= 700 - 2 * MARGIN for number in (0, 1))
    assert all(whole.place(number).width() <= 520 - 2 * MARGIN for number in (0, 1))
    assert Column([(595, 842)], room, FREE, 1200).width == 1200 + 2 * MARGIN


def test_odd_pages_and_very_many_pages_have_their_places() -> None:
    column = Column([(1, 14_400), (14_400, 1)], QSize(400, 300))
    assert column.place(0).height() <= 400 * 25
    assert column.place(1).height() >= 1
    many = Column([(595, 842)] * 100_000, QSize(4000, 3000), FREE, 8000)
    assert many.height <= 2_000_000_000
    assert many.page_at(many.place(99_999).top()) == 99_999
    none = Column([], QSize(400, 300), WIDTH)
    assert (len(none), list(none.seen(0, 100))) == (0, [])
