"""The line to look for something: its cross, and lists beside it that have too little room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from caregiver_app.ui.documents.finding import FindingRow
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.search_field import SearchField
from caregiver_app.ui.theme import Theme


@pytest.mark.parametrize("percent", [100, 200])
def test_the_cross_empties_the_line_and_is_large_enough_to_press(qtbot: QtBot, theme: Theme, percent: int) -> None:
    theme.use("light", percent)
    field = SearchField("Find any word")
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    assert field.cross.isHidden()
    QTest.keyClicks(field, "node")
    assert field.cross.isVisible()
    assert min(field.cross.width(), field.cross.height()) >= 24
    assert abs(field.cross.geometry().center().y() - field.rect().center().y()) <= 1
    assert field.rect().contains(field.cross.geometry())
    QTest.mouseClick(field.cross, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert field.cross.isHidden()
    assert field.accessibleName() == field.placeholderText() == "Find any word"
    theme.use("light", 100)


def test_a_list_with_too_little_room_shows_the_beginning_of_its_words(qtbot: QtBot, theme: Theme) -> None:
    box = ComboBox()
    qtbot.addWidget(box)
    box.addItem("Chosen for the packet and looked at")
    box.resize(120, box.sizeHint().height())
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    room = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    assert option.currentText.endswith("…")
    assert box.fontMetrics().horizontalAdvance(option.currentText) <= room.width()
    assert box.currentText() == "Chosen for the packet and looked at"


def test_the_words_stand_above_the_rest_where_there_is_no_room_beside(qtbot: QtBot, theme: Theme) -> None:
    row = FindingRow()
    qtbot.addWidget(row)
    with qtbot.waitExposed(row):
        row.show()
    for wide, is_above in ((900, False), (420, True), (900, False)):
        row.resize(wide, row.sizeHint().height())
        qtbot.waitUntil(lambda above=is_above: (row.words.geometry().bottom() < row.kinds.y()) == above)
        assert row.words.width() >= 180
        assert row.states.geometry().right() <= row.width()
