"""Where lines run from right to left the window mirrors; time, figures and dates do not, and names keep their place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QTextLayout
from PySide6.QtWidgets import QApplication, QListWidget, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.test_accessibility import with_papers

from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, literal, one_line
from pixels import drawn

NAME = "לוי"


@pytest.fixture
def case_folder(case_folder: Path) -> Path:
    return with_papers(case_folder)


@pytest.fixture
def leftward(qapp: QApplication) -> Iterator[None]:
    """Lines run leftward, and the words are ours."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def left_of(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), QPoint(0, 0)).x()


def test_the_pages_stand_at_the_right_and_what_is_in_a_page_begins_there(leftward: None, window: MainWindow) -> None:
    window.go("timeline")
    QApplication.processEvents()
    page = window.page("timeline")
    assert left_of(window.sidebar) > left_of(page)
    assert left_of(page.title) > left_of(page.add_button)
    bar, acts = page.views.bar, page.entries.acts
    assert left_of(bar) > left_of(acts)


def test_a_row_of_buttons_begins_at_the_right(qtbot: QtBot, leftward: None) -> None:
    first, second = button("One"), button("Two")
    row = flowing((first, second))
    qtbot.addWidget(row)
    row.resize(600, 60)
    row.show()
    QApplication.processEvents()
    assert first.x() > second.x()
    assert first.geometry().right() >= 590


def test_the_box_of_a_row_is_at_the_right_and_ticked_there(qtbot: QtBot, leftward: None) -> None:
    rows = RowList("Tasks")
    qtbot.addWidget(rows)
    rows.resize(400, 80)
    rows.show_rows([Row(key="one", words="Ring them", ticked=False)])
    rows.show()
    QApplication.processEvents()
    asked: list[tuple[str, bool]] = []
    rows.ticked.connect(lambda key, on: asked.append((key, on)))
    place = rows.visualItemRect(QListWidget.item(rows, 0))
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + 12, place.center().y()))
    assert asked == []
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.right() - 20, place.center().y()))
    assert asked == [("one", True)]


def test_pictures_of_time_are_the_same_to_the_pixel(window: MainWindow, qapp: QApplication) -> None:
    pictures: list[QImage] = []
    window.go("timeline")
    picture = window.page("timeline").picture
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        qapp.setLayoutDirection(direction)
        picture.setFixedSize(760, 260)
        QApplication.processEvents()
        pictures.append(drawn(picture))
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("after", ["21", "· 50 mg", "(2026-05-14)", "R-CHOP", "×6"])
def test_a_name_that_runs_leftward_stays_in_front_of_what_follows_it(qtbot: QtBot, after: str) -> None:
    shown = one_line(f"Undo: Add: {NAME} {after}")
    layout = QTextLayout(shown)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    name, follows = shown.index(NAME), shown.rindex(after)
    edges = [line.cursorToX(place)[0] for place in (name, name + len(NAME))]
    assert line.cursorToX(follows + 1)[0] > max(edges)
    assert line.cursorToX(name)[0] > line.cursorToX(shown.index("Add"))[0]


def test_what_is_written_in_one_direction_alone_is_left_as_it_is() -> None:
    for words in ("Wei Lin 21", "林薇 21", f"{NAME} 21", f"{NAME} R-CHOP {NAME}", "40 µmol/L · ×10⁹/L"):
        assert literal(words) == words
