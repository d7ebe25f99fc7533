"""The one table model and its view."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from caregiver_app.ui.record_table import Column, RecordRole, RecordTable, record_table


@dataclass(frozen=True)
class Thing:
    name: str
    size: int
    id: UUID


class Shelf:
    def __init__(self) -> None:
        self.things = tuple(Thing(name, size, uuid4()) for name, size in (("b", 10), ("a", 9), ("<b>c</b>", 100)))

    def read(self) -> tuple[Thing, ...]:
        return self.things


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def table(qtbot: QtBot, shelf: Shelf) -> RecordTable:
    columns = (
        Column[Thing]("Name", lambda thing: thing.name, strong=True),
        Column[Thing]("Size", lambda thing: str(thing.size), lambda thing: thing.size, right=True, fits=("88888888",)),
    )
    made = record_table(columns, shelf.read, "Things")
    qtbot.addWidget(made)
    made.resize(400, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def shown(model: QAbstractItemModel, column: int = 0) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_the_model_keeps_qts_rules(table: RecordTable, qtmodeltester: ModelTester, shelf: Shelf) -> None:
    qtmodeltester.check(table.records_model)
    shelf.things = shelf.things[1:]
    table.records_model.refresh()
    qtmodeltester.check(table.records_model)


def test_sorting_goes_by_value_not_by_text(table: RecordTable) -> None:
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert shown(table.model(), 1) == ["9", "10", "100"]


def test_the_selection_stays_with_its_record_when_others_come_and_go(table: RecordTable, shelf: Shelf) -> None:
    table.select_ids([shelf.things[1].id])
    shelf.things = (Thing("new", 1, uuid4()), *shelf.things[1:])
    table.records_model.refresh()
    assert table.selected_records() == (shelf.things[1],)


def test_a_changed_record_repaints_its_row_alone(qtbot: QtBot, table: RecordTable, shelf: Shelf) -> None:
    changed = replace(shelf.things[1], name="z")
    shelf.things = (shelf.things[0], changed, shelf.things[2])
    with (
        qtbot.assertNotEmitted(table.records_model.modelReset),
        qtbot.waitSignal(table.records_model.dataChanged) as told,
    ):
        table.records_model.refresh()
    assert told.args[0].row() == told.args[1].row() == 1
    assert table.records_model.index(1, 0).data(RecordRole) == changed


def test_enter_and_double_click_open_and_delete_asks_to_remove(qtbot: QtBot, table: RecordTable, shelf: Shelf) -> None:
    table.selectRow(0)
    with qtbot.waitSignal(table.activated_record) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [shelf.things[0]]
    with qtbot.waitSignal(table.removal_asked) as asked:
        QTest.keyClick(table, Qt.Key.Key_Delete)
    assert asked.args == [(shelf.things[0],)]
    place = table.visualRect(table.model().index(1, 0)).center()
    with qtbot.waitSignal(table.activated_record) as opened:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert opened.args == [shelf.things[1]]


def test_a_filter_hides_rows_and_choosing_a_hidden_one_chooses_none(table: RecordTable, shelf: Shelf) -> None:
    table.proxy.keep_only(lambda thing: thing.size < 50)
    assert shown(table.model()) == ["b", "a"]
    table.select_ids([shelf.things[2].id])
    assert table.selected_records() == ()
    table.proxy.keep_only(None)
    assert table.model().rowCount() == 3


def test_cells_are_plain_text_rows_are_tall_and_cells_name_their_column(table: RecordTable) -> None:
    cell = table.model().index(2, 0)
    assert cell.data() == "<b>c</b>"
    assert "<b>" not in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Name: <b>c</b>"
    assert table.rowHeight(0) >= 32
    assert table.accessibleName() == "Things"
    assert table.horizontalScrollBar().maximum() == 0


def test_the_row_the_keys_go_to_is_in_sight_where_the_page_around_is_higher_than_the_window(
    qtbot: QtBot, table: RecordTable
) -> None:
    around = QScrollArea()
    qtbot.addWidget(around)
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.addSpacing(300)
    table.setMinimumHeight(300)
    column.addWidget(table)
    around.setWidget(inside)
    around.setWidgetResizable(True)
    around.resize(420, 340)
    with qtbot.waitExposed(around):
        around.show()
    around.activateWindow()
    bar = around.verticalScrollBar()

    def in_sight(row: int) -> bool:
        place = table.visualRect(table.model().index(row, 0))
        top = table.viewport().mapTo(around.viewport(), place.topLeft()).y()
        return top >= 0 and top + place.height() <= around.viewport().height()

    table.selectRow(0)
    assert bar.value() == 0  # nobody is there yet
    table.select_ids([table.records_model.records[0].id], focus=True)
    assert in_sight(0)
    bar.setValue(0)
    for row in (1, 2):
        QTest.keyClick(table, Qt.Key.Key_Down)
        assert in_sight(row)
    table.setParent(None)
