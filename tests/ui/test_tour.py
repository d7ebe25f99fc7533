"""The way round: every page has its stop, it covers nothing, and it can be left at any time."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from caregiver_app.domain.tour import stops
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.tour import Tour
from looks import clipped, unnamed


def tour(window: MainWindow) -> Tour:
    return next(one for one in window.findChildren(Tour) if one.isVisible())


def test_every_page_has_its_stop_in_the_order_of_the_pages() -> None:
    assert [stop.page for stop in stops()][: len(PAGES)] == [page.key for page in PAGES]


def test_every_name_that_is_quoted_is_one_of_the_windows(window: MainWindow) -> None:
    quoted = {name for stop in stops() for name in re.findall(r"“(.+?)”", stop.text)}
    assert quoted
    for page in PAGES:
        window.go(page.key)
    from PySide6.QtWidgets import QPushButton, QTabBar

    named = {button.text() for button in window.findChildren(QPushButton)}
    named |= {bar.tabText(at) for bar in window.findChildren(QTabBar) for at in range(bar.count())}
    assert quoted <= named


def test_it_leads_through_the_pages_and_ends(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_table["round"].trigger()
    seen = []
    for stop in stops():
        assert any(label.text() == stop.title for label in tour(window).findChildren(QLabel))
        seen.append(window.shown_page)
        assert tour(window).next_button.hasFocus()
        qtbot.keyClick(tour(window).next_button, Qt.Key.Key_Return)
    assert seen[: len(PAGES)] == [page.key for page in PAGES]
    assert not [one for one in window.findChildren(Tour) if one.isVisible()]


def test_it_goes_back_and_is_left_by_esc(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_table["round"].trigger()
    tour(window).next_button.click()
    tour(window).before_button.click()
    assert tour(window).at == 0
    qtbot.keyClick(tour(window).next_button, Qt.Key.Key_Escape)
    assert not [one for one in window.findChildren(Tour) if one.isVisible()]


def test_nothing_of_it_is_cut_off_in_a_small_window(window: MainWindow) -> None:
    window.resize(1024, 600)
    window.actions_table["round"].trigger()
    for at in range(len(stops())):
        tour(window).show_stop(at)
        QApplication.processEvents()
        assert clipped(tour(window)) == []
        assert unnamed(tour(window)) == []


def test_it_goes_with_the_case(window: MainWindow) -> None:
    window.actions_table["round"].trigger()
    window.door.close()
    assert not [one for one in window.findChildren(Tour) if one.isVisible()]


def test_on_the_sample_case_it_is_offered(empty_window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(empty_window.case_shown, timeout=30_000):
        empty_window.welcome.sample.click()
    assert empty_window.notices.isVisible()
    empty_window.notices._action.click()
    assert tour(empty_window).at == 0
