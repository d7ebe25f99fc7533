"""The Questions page and its forms: names, ways there by Tab, sizes, room for longer words and larger text."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.appointments import add_appointment
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.guide import reword
from caregiver_app.casebook.questions import add_question, answer_question, put_on_sheet, star_several
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.guide.lines import line_called
from caregiver_app.domain.questions.records import Answer, Question
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.questions.forms import answer_dialog, own_dialog
from caregiver_app.ui.questions.page import QuestionsPage
from caregiver_app.ui.questions.rows import HIDDEN, LIBRARY, NEXT, LookedFor
from deceiving import obeyed
from left_english import english_beside
from looks import clipped
from places import EVERY_LOOK, Look, Make, troubles

TODAY = date.today()


@pytest.fixture
def case_folder(case_folder: Path) -> Path:
    """A case with questions in every state."""
    with Casebook.open(case_folder) as book:
        past = add_appointment(book, Appointment(title="Clinic with a long name, after the meeting", date="2025-01-02"))
        for title in ("Video talk", "A second opinion in another town"):
            add_appointment(book, Appointment(title=title, date="2096-12-02", at="10:20", whom="Dr Kralj"))
        put_on_sheet(book, ["Q019"], str(past.id))
        put_on_sheet(book, ["Q001", "Q051", "Q066", "Q101"])
        star_several(book, ["Q001", "Q051", "Q066", "Q101"])
        put_on_sheet(book, ["Q002"], str(book.snapshot().appointments[-1].id))
        answer_question(book, "Q051", Answer("Some.", "Dr Kralj", appointment=str(past.id), goes_on=True))
        add_question(book, Question(text="Our own question?", audience="family"), "")
        line = line_called("Q051")
        assert line is not None
        reword(book, line, "How many, in all?")
    return case_folder


def _page(window: MainWindow) -> QuestionsPage:
    window.go("questions")
    page = window.page("questions")
    assert isinstance(page, QuestionsPage)
    return page


def _showing(wanted: LookedFor, key: str = "") -> Make:
    def make(window: MainWindow) -> QWidget:
        page = _page(window)
        page.show_sets(False)
        page.finding.look_for(wanted)
        if key:
            page.list.choose([key])
        return window

    return make


def _sets(window: MainWindow) -> QWidget:
    _page(window).show_sets()
    return window


def _own(window: MainWindow) -> QWidget:
    page = _page(window)
    key = next(one.key for one in page.looked.questions if one.own)
    page.show_question(key)
    return window


def _dialog(make: Callable[[MainWindow], QDialog]) -> Make:
    def opened(window: MainWindow) -> QWidget:
        _page(window)
        dialog = make(window)
        dialog.open()
        return dialog

    return opened


def _answer(window: MainWindow) -> QDialog:
    question = _page(window).looked.question("Q051")
    assert window.desk is not None
    assert question is not None
    return answer_dialog(window.desk, question, 0, TODAY)


def _add(window: MainWindow) -> QDialog:
    assert window.desk is not None
    return own_dialog(window.desk)


PLACES: dict[str, Make] = {
    "next sheet": _showing(LookedFor(NEXT), "Q051"),
    "library": _showing(LookedFor(LIBRARY), "Q019"),
    "nothing found": _showing(LookedFor(HIDDEN, words="zebra")),
    "own question": _own,
    "sets": _sets,
    "answer": _dialog(_answer),
    "own form": _dialog(_add),
}


def test_nothing_about_the_questions_shuts_anybody_out(window: MainWindow) -> None:
    assert troubles(window, PLACES, *EVERY_LOOK) == {}


def test_nobody_is_shut_out_by_larger_longer_or_leftward_words_or_by_any_colours(
    qtbot: QtBot, empty_window: MainWindow, reading: tuple[Look, ...], case_folder: Path
) -> None:
    empty_window.resize(1024, 700)
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    assert troubles(empty_window, PLACES, *reading) == {}
    frame = empty_window.stack.currentWidget()
    assert not frame.horizontalScrollBar().isVisible()


@pytest.mark.thorough
def test_signs_that_deceive_are_shown_as_marks_here_too(deceiving_window: MainWindow) -> None:
    assert troubles(deceiving_window, PLACES, obeyed) == {}


@pytest.mark.parametrize("language", ["zh_CN"])
def test_in_chinese_no_english_is_left_and_nothing_is_cut_off(window: MainWindow) -> None:
    assert troubles(window, PLACES, english_beside(window), clipped) == {}
