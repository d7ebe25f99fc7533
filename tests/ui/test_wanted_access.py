"""The wanted list and its forms for everybody: names, focus order, sizes, and room for larger text and longer words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.documents.requests import ask_for
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.request import Request
from caregiver_app.ui.documents.editor import paper_dialog, thing_dialog
from caregiver_app.ui.documents.page import WANTED, DocumentsPage
from caregiver_app.ui.documents.wanted_asking import (
    answer_dialog,
    ask_again_dialog,
    ask_dialog,
    does_not_apply_dialog,
    request_dialog,
)
from caregiver_app.ui.documents.wanted_holding import held_in_dialog
from caregiver_app.ui.documents.wanted_letters import letters_of
from caregiver_app.ui.documents.wanted_list import OwnListDialog
from caregiver_app.ui.documents.wanted_view import WantedView
from caregiver_app.ui.main_window import MainWindow
from deceiving import obeyed
from left_english import english_beside
from looks import clipped
from places import EVERY_LOOK, Look, Make, troubles

LONG = "A very long title that goes on and on, of the kind families write, with the name of the ward and of the doctor"
OVERDUE = Request(whom="Records desk", how="phone", on=PartialDate("2026-11-09"), due=PartialDate("2026-11-20"))


@pytest.fixture
def case_folder(case_folder: Path) -> Path:
    """A case with a paper that is asked for, things, and papers with much to say."""
    with Casebook.open(case_folder) as book:
        ask_for(book, "pet-ct", OVERDUE)
        ask_for(book, "pet-ct", Request(whom=LONG, remind_on=PartialDate("2026-11-20"), note=LONG))
        told = {"title": LONG, "kind": "slides-blocks", "holding": "elsewhere", "held_by": LONG, "lent_to": LONG}
        add_thing(book, Document(number=1, **told))
        paper = {"title": LONG, "kind": "discharge-summary", "covers": "blood-count,chemistry", "name_on_it": "L"}
        add_thing(book, Document(number=1, **paper))
    return case_folder


def _view(kind: str) -> Make:
    def shown(window: MainWindow) -> QWidget:
        window.go("documents")
        page = window.page("documents")
        assert isinstance(page, DocumentsPage)
        page.show_view(WANTED)
        view = page.findChild(WantedView)
        assert view.show_kind(kind) or not kind
        return window

    return shown


def _dialog(make: Callable[[MainWindow, Document], QDialog], number: int = 1) -> Make:
    def opened(window: MainWindow) -> QWidget:
        dialog = make(window, window.desk.book.snapshot().documents[number - 1])
        dialog.open()
        return dialog

    return opened


def _gap(window: MainWindow, kind: str):
    view = window.findChild(WantedView) or WantedView(window.desk)
    return next(row for row in view.found.rows if row.kind == kind)


PLACES: dict[str, Make] = {
    "asked": _view("pet-ct"),
    "here": _view("slides-blocks"),
    "not asked": _view("bone-marrow"),
    "ask": _dialog(lambda w, _d: ask_dialog(w.desk, _gap(w, "pet-ct"), _today())),
    "again": _dialog(lambda w, d: ask_again_dialog(w.desk, d, _today())),
    "request": _dialog(lambda w, d: request_dialog(w.desk, d, 1)),
    "answer": _dialog(lambda w, d: answer_dialog(w.desk, d, 1)),
    "does not apply": _dialog(lambda w, _d: does_not_apply_dialog(w.desk, "bone-marrow")),
    "held in": _dialog(lambda w, _d: held_in_dialog(w.desk, "bone-marrow")),
    "letter": _dialog(lambda w, d: letters_of(w.desk).letter_dialog([d, "heart", "lungs"], [d])),
    "slips": _dialog(lambda w, d: letters_of(w.desk).slips_dialog()),
    "thing": _dialog(lambda w, d: paper_dialog(w.desk, d), 2),
    "paper": _dialog(lambda w, d: paper_dialog(w.desk, d), 3),
    "new thing": _dialog(lambda w, _d: thing_dialog(w.desk)),
    "own list": _dialog(lambda w, _d: OwnListDialog(w.desk)),
}


def _today():
    from datetime import date

    return date(2026, 11, 28)


def test_in_the_wanted_list_and_its_forms_nothing_shuts_anybody_out(window: MainWindow) -> None:
    assert troubles(window, PLACES, *EVERY_LOOK) == {}


def test_nobody_is_shut_out_by_larger_longer_or_leftward_words_or_by_any_colours(
    qtbot: QtBot, empty_window: MainWindow, reading: tuple[Look, ...], case_folder: Path
) -> None:
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    empty_window.notices.clear()  # what is due is told at opening; the strip has tests of its own
    assert troubles(empty_window, PLACES, *reading) == {}


@pytest.mark.parametrize("wide", [1280, 760])
def test_nothing_of_it_scrolls_sideways(qtbot: QtBot, window: MainWindow, wide: int) -> None:
    window.resize(wide, 800)
    for kind in ("pet-ct", "slides-blocks", "bone-marrow"):
        _view(kind)(window)
        QApplication.processEvents()
        view = window.findChild(WantedView)
        assert view.minimumSizeHint().width() <= view.width()
        assert view.panel._scroll.widget().minimumSizeHint().width() <= view.panel._scroll.viewport().width()


@pytest.mark.thorough
def test_signs_that_deceive_are_shown_as_marks_here_too(deceiving_window: MainWindow) -> None:
    assert troubles(deceiving_window, PLACES, obeyed) == {}


@pytest.mark.parametrize("language", ["zh_CN"])
def test_in_chinese_no_english_is_left_and_nothing_is_cut_off(window: MainWindow) -> None:
    assert troubles(window, PLACES, english_beside(window), clipped) == {}
