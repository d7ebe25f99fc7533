"""The guide and the worksheet: names, focus order, sizes, and room for longer and larger words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.worksheet import add_option, add_programme, change_worksheet
from caregiver_app.domain.guide.lines import Line, line_called
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.worksheet.records import Option, Programme
from caregiver_app.ui.guide.own_words import reword_dialog, source_dialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import Theme
from caregiver_app.ui.worksheet.costs_dialog import CostsDialog
from caregiver_app.ui.worksheet.forms import option_dialog, programme_dialog
from caregiver_app.ui.worksheet.opinions_view import opinion_dialog
from deceiving import obeyed
from left_english import english_beside
from looks import clipped
from places import EVERY_LOOK, HARD_READING, Make, hard_reading, troubles


@pytest.fixture
def case_folder(case_folder: Path) -> Path:
    """A case in which a treatment and a programme were named."""
    with Casebook.open(case_folder) as book:
        add_option(book, Option(name="CD19 CAR-T", kind="CART"))
        add_programme(book, Programme(name="Shanghai Minglan Hospital"))
        change_worksheet(book, wishes="To be home in spring")
    return case_folder


def the_line() -> Line:
    line = line_called("caregivers-3")
    assert line is not None
    return line


def _view(index: int, step: str = "") -> Make:
    def make(window: MainWindow) -> QWidget:
        window.go("worksheet")
        page = window.page("worksheet")
        page.show_view(index)
        if step:
            page.view(0).show_step(step)
        return window

    return make


def _guide(window: MainWindow) -> QWidget:
    window.go("guide")
    return window


def _dialog(make: Callable[[MainWindow], QDialog]) -> Make:
    def opened(window: MainWindow) -> QWidget:
        dialog = make(window)
        dialog.open()
        return dialog

    return opened


def _costs(window: MainWindow) -> QDialog:
    (programme,) = window.desk.book.snapshot().programmes
    return CostsDialog(window.desk, programme)


PLACES: dict[str, Make] = {
    "guide": _guide,
    "guide words": _dialog(lambda window: reword_dialog(window.desk, worded(the_line(), {}))),
    "guide source": _dialog(lambda window: source_dialog(window.desk, worded(the_line(), {}))),
    **{f"worksheet {index}": _view(index) for index in range(5)},
    **{f"worksheet step {number}": _view(0, f"step-{number}") for number in range(1, 7)},
    "treatment": _dialog(lambda window: option_dialog(window.desk)),
    "programme": _dialog(lambda window: programme_dialog(window.desk)),
    "costs": _dialog(_costs),
    "opinion": _dialog(lambda window: opinion_dialog(window.desk, None)),
}


def test_everything_has_a_name_a_size_and_a_place_in_the_order(window: MainWindow) -> None:
    assert troubles(window, PLACES, *EVERY_LOOK) == {}


@pytest.mark.thorough
@pytest.mark.parametrize("how", HARD_READING)
def test_nobody_is_shut_out_by_larger_longer_or_leftward_words_or_by_any_colours(
    window: MainWindow, theme: Theme, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    with hard_reading(how, theme, monkeypatch) as looks:
        assert troubles(window, PLACES, *looks) == {}


@pytest.mark.thorough
def test_signs_that_deceive_are_shown_as_marks_here_too(deceiving_window: MainWindow) -> None:
    assert troubles(deceiving_window, PLACES, obeyed) == {}


@pytest.mark.parametrize("language", ["zh_CN"])
def test_in_chinese_no_english_is_left_and_nothing_is_cut_off(window: MainWindow) -> None:
    assert troubles(window, PLACES, english_beside(window), clipped) == {}
