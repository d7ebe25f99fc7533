"""No drag without a button, no clock that hurries, nothing that blinks, help in its place, a window on its screen."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QStyle, QWidget
from pytestqt.qtbot import QtBot

import caregiver_app
from caregiver_app.settings import Preferences
from caregiver_app.ui.door import Door
from caregiver_app.ui.fitting import place_words
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.theme import Theme

SOURCE = Path(caregiver_app.__file__).parent
MOVES = {
    "QPropertyAnimation", "QVariantAnimation", "QAbstractAnimation", "QTimeLine", "QParallelAnimationGroup", "QMovie",
    "QSequentialAnimationGroup", "QGraphicsOpacityEffect", "setAnimated", "animateClick",
}  # fmt: skip
DRAGGED = {
    "documents/drops.py": "Add files…, Add a folder…",
    "documents/page_work_list.py": "Earlier, Later",
    "documents/page_work_canvas.py": "the fields for a cut and a black box, and the arrow keys",
    "packet/order_list.py": "Move what is chosen up, Move what is chosen down",
    "timeline/picture.py": "the arrow keys, Page Up and Page Down",
}
"""What can be done by drag, and how else."""
DRAGS = {"setDragEnabled", "setDragDropMode", "setAcceptDrops", "startDrag", "dropEvent", "QDragEnterEvent", "_dragged"}
LONGEST_MOVE, FRAME = 200, 8


def names_in(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef):
            yield node.name


def test_nothing_of_ours_moves_or_blinks_and_the_style_moves_nothing_for_long(qapp: QApplication) -> None:
    moving = {path.name: found for path in SOURCE.rglob("*.py") if (found := MOVES & set(names_in(path)))}
    assert moving == {}
    assert qapp.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= LONGEST_MOVE


def test_whatever_can_be_dragged_is_known_with_how_else_it_is_done() -> None:
    ui = SOURCE / "ui"
    found = {path.relative_to(ui).as_posix() for path in ui.rglob("*.py") if DRAGS & set(names_in(path))}
    only_refused = {"search_field.py", "guide/prose.py", "documents/preview_find.py"}
    assert found - only_refused == set(DRAGGED)


def test_what_the_notice_says_stays_until_somebody_puts_it_away(window: MainWindow) -> None:
    window.notices.tell_done("Something is done.")
    assert window.notices.findChildren(QTimer) == []
    assert [timer for timer in window.findChildren(QTimer) if timer.isSingleShot() and timer.isActive()] == []


def test_help_stands_in_one_place_and_opens_by_one_key_on_every_page(window: MainWindow) -> None:
    last = window.menuBar().actions()[-1]
    assert last.text().replace("&", "") == "Help"
    for page in PAGES:
        window.go(page.key)
        QApplication.processEvents()
        assert window.menuBar().actions()[-1] is last
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        QTest.keyClick(window, Qt.Key.Key_F1)
        dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
        assert dialog.windowTitle() == f"Help: {page.word}"
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize("far", [QPoint(9000, 9000), QPoint(-9000, 40), QPoint(40, -3000)])
def test_a_window_that_was_on_a_screen_that_is_gone_opens_on_one_that_is_there(
    qtbot: QtBot, theme: Theme, jobs: Jobs, door: Door, preferences: Preferences, far: QPoint
) -> None:
    gone = QWidget()
    qtbot.addWidget(gone)
    gone.resize(700, 500)
    gone.move(far)
    gone.show()
    preferences.change(window=place_words(gone))
    window = MainWindow(door, preferences, theme, jobs)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    frame = window.frameGeometry()
    room = next(screen.availableGeometry() for screen in QApplication.screens())
    seen = frame.intersected(room)
    assert seen.width() >= min(frame.width(), room.width()) - FRAME
    assert frame.top() >= room.top()
    assert seen.height() >= 200
