"""In a column that scrolls, what goes on in more lines has room for all of them, at every width."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import label
from caregiver_app.ui.timeline.remarks_view import RemarksView

WORDS = "Ask the coordinator which papers have to be there before the cells are collected, and who brings them. "
WIDTHS = (900, 520, 300, 410, 900)


def lacking(place: QWidget) -> list[str]:
    """Return which labels and lists have less room than they need in their width."""
    shown = [one for kind in (QLabel, RowList) for one in place.findChildren(kind) if one.isVisible()]
    assert shown
    return [f"{one} {one.height()}" for one in shown if one.height() < one.heightForWidth(one.width())]


@pytest.mark.usefixtures("theme")
def test_a_list_that_fits_is_as_high_as_its_rows_and_takes_nothing_from_what_stands_beside_it(qtbot: QtBot) -> None:
    rows, before = RowList("To bring"), label(WORDS * 3)
    rows.show_rows([Row(str(number), WORDS * 2, ticked=False) for number in range(5)])
    ground = QWidget()
    section = QWidget()
    inside = QVBoxLayout(section)
    inside.addWidget(before)
    inside.addWidget(rows)
    whole = QVBoxLayout(ground)
    whole.addWidget(section)
    whole.addStretch(1)
    scroll = FormScroll(ground)
    qtbot.addWidget(scroll)
    scroll.resize(WIDTHS[0], 240)
    scroll.show()
    heights = []
    for width in WIDTHS:
        scroll.resize(width, 240)
        QApplication.processEvents()
        last = rows.visualItemRect(rows.item(4))
        assert lacking(scroll) == []
        assert last.bottom() <= rows.viewport().height()
        assert rows.height() == rows.heightForWidth(rows.width())
        heights.append((width, rows.height()))
    assert [one < other for (_w, one), (_v, other) in pairwise(heights)] == [True, True, False, False]


def test_what_follows_from_the_entries_is_never_cut_off_in_a_narrow_window(window: MainWindow) -> None:
    window.go("timeline")
    page = window.page("timeline")
    page.views.bar.setCurrentIndex(3)
    (view,) = window.findChildren(RemarksView)
    for width in (window.minimumWidth(), 1280, 1000):
        window.resize(width, 700)
        QApplication.processEvents()
        assert lacking(view) == []
