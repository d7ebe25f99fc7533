"""The family words the guide for itself, and loses nothing the guide says later."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.guide import accept_newer, hide_line, reword
from caregiver_app.domain.guide.lines import Line, line_called
from caregiver_app.domain.guide.wording import Worded, Wording, worded
from caregiver_app.errors import CaregiverError
from cases import new_case


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def the_line(line_id: str = "Q019") -> Line:
    line = line_called(line_id)
    assert line is not None
    return line


def seen(book: Casebook, line_id: str = "Q019") -> Worded:
    return worded(the_line(line_id), book.snapshot().wordings_by_line)


def test_own_words_stand_in_place_of_the_guides_until_they_are_taken_back(book: Casebook) -> None:
    reword(book, the_line(), "Why <b>now</b>?")
    assert (seen(book).text, seen(book).reworded) == ("Why <b>now</b>?", True)
    reword(book, the_line(), "")
    assert (seen(book).text, seen(book).reworded) == (the_line().text, False)
    book.undo()
    assert seen(book).text == "Why <b>now</b>?"


def test_what_the_guide_says_newer_is_shown_beside_own_words_until_it_was_seen(book: Casebook) -> None:
    with book.step("An earlier edition") as tx:
        tx.put(Wording(guide="Q019", text="Why now?", guide_text="What the guide said before."))
    assert (seen(book).text, seen(book).newer) == ("Why now?", the_line().text)
    accept_newer(book, "Q019")
    assert (seen(book).text, seen(book).newer) == ("Why now?", "")


def test_a_line_is_hidden_and_shown_again_with_its_own_words(book: Casebook) -> None:
    reword(book, the_line(), "Why now?")
    hide_line(book, the_line())
    assert seen(book).hidden
    hide_line(book, the_line(), hidden=False)
    assert (seen(book).hidden, seen(book).text) == (False, "Why now?")


@pytest.mark.parametrize("line_id", ["tcm", "symptom"])
def test_what_must_keep_its_meaning_can_be_neither_reworded_nor_hidden(book: Casebook, line_id: str) -> None:
    before = book.snapshot()
    for change in (lambda: reword(book, the_line(line_id), "else"), lambda: hide_line(book, the_line(line_id))):
        with pytest.raises(CaregiverError, match="always stands"):
            change()
    assert book.snapshot() == before
