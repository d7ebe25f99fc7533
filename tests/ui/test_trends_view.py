"""Lab trends on screen: tests are ticked, values reached by mouse, keyboard and screen reader, entries opened."""

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QListWidgetItem
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entries, remove_entries
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.records import Entry, Lab
from caregiver_app.domain.timeline.trends.drawing import places_of
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.theme import Theme
from caregiver_app.ui.timeline.trend_chart import TrendChart
from caregiver_app.ui.timeline.trends_ink import PAD
from caregiver_app.ui.timeline.trends_view import TrendsView


def lab(test: str, value: str, when: str | None, unit: str = "U/L", **more: str) -> Lab:
    return Lab(test=test, value=value, unit=unit, date=PartialDate(when) if when else None, **more)


LABS: tuple[Entry, ...] = (
    lab("LDH", "412", "2023-05-12", reference_range="135–225", printed_flag="H", how_known="report"),
    lab("LDH", "398", "2023-06-20", how_known="report"),
    lab("LDH", "<100", "2023-10-20", how_known="report"),
    lab("Haemoglobin", "134", "2023-05-12", "g/L"),
    lab("Haemoglobin", "112", "2023-10-20", "g/L"),
    lab("Ferritin", "300", "2023-05-12", "µg/L"),
    lab("Ferritin", "380", "2023-06-12", "µg/L"),
    lab("IFE", "positive", "2023-05-12", ""),
    lab("IFE", "negative", "2023-10-12", ""),
    lab("<b>Zinc</b>", "11", "2023-10-12", "µmol/L"),
)


@pytest.fixture
def opened() -> list[UUID]:
    return []


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, opened: list[UUID]) -> TrendsView:
    """The view beside a case of ten lab results, following its changes as a page does."""
    add_entries(desk.book, LABS, "Add labs")
    return shown(qtbot, desk, opened)


def shown(qtbot: QtBot, desk: Desk, opened: list[UUID]) -> TrendsView:
    made = TrendsView(desk, opened.append)
    qtbot.addWidget(made)
    desk.changes.changed.connect(lambda _kinds: made.refresh(desk.book.snapshot()))
    made.resize(900, 520)
    made.refresh(desk.book.snapshot())
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def item(view: TrendsView, name: str) -> QListWidgetItem:
    tests = view.choice.tests
    rows = [tests.item(row) for row in range(tests.count())]
    return next(row for row in rows if row.text().startswith(f"{name} · "))


def ticked(view: TrendsView) -> list[str]:
    tests = view.choice.tests
    rows = [tests.item(row) for row in range(tests.count())]
    return [row.text().split(" · ")[0] for row in rows if row.checkState() == Qt.CheckState.Checked]


def names(view: TrendsView) -> list[str]:
    return [chart.accessibleName() for chart in view.charts.charts]


def chosen(book: Casebook) -> list[str]:
    return [one.test for one in book.snapshot().shown_tests]


def spot(chart: TrendChart, entry: Entry) -> QPoint:
    assert chart._chart is not None
    x, y = places_of(chart._chart)[entry.id]
    return QPoint(round(x) + PAD, round(y))


def test_without_a_choice_the_usual_tests_are_ticked_and_drawn_and_that_is_said(view: TrendsView) -> None:
    assert ticked(view) == ["Ferritin", "Haemoglobin", "LDH"]
    assert names(view) == ["Ferritin in µg/L", "Haemoglobin in g/L", "LDH in U/L"]
    assert "The tests with the most values are ticked for you." in view.said.text()
    assert view.usual_button.isHidden()


def test_ticking_a_test_shows_it_in_one_step_that_undo_takes_back(view: TrendsView, book: Casebook) -> None:
    item(view, "IFE").setCheckState(Qt.CheckState.Checked)
    assert names(view)[-1] == "IFE"
    assert chosen(book) == ["Ferritin", "Haemoglobin", "LDH", "IFE"]
    assert book.undo_label == "Choose lab tests"
    book.undo()
    assert "IFE" not in names(view)


def test_taking_the_last_tick_away_brings_the_usual_tests_back(view: TrendsView, book: Casebook) -> None:
    view.choose(["LDH"])
    assert names(view) == ["LDH in U/L"]
    assert not view.usual_button.isHidden()
    item(view, "LDH").setCheckState(Qt.CheckState.Unchecked)
    assert chosen(book) == []
    assert ticked(view) == ["Ferritin", "Haemoglobin", "LDH"]


def test_rows_stay_where_they_are_while_tests_are_ticked(view: TrendsView) -> None:
    tests = view.choice.tests
    before = [tests.item(row).text() for row in range(tests.count())]
    item(view, "<b>Zinc</b>").setCheckState(Qt.CheckState.Checked)
    assert [tests.item(row).text() for row in range(tests.count())] == before


def test_a_test_moves_up_by_button_and_by_key(view: TrendsView, book: Casebook, qtbot: QtBot) -> None:
    view.choice.tests.setCurrentItem(item(view, "LDH"))
    assert not view.choice.down_button.isEnabled()
    view.choice.up_button.click()
    assert chosen(book) == ["Ferritin", "LDH", "Haemoglobin"]
    qtbot.keyClick(view.choice.tests, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(view)[0] == "LDH in U/L"
    assert not view.choice.up_button.isEnabled()


@pytest.mark.parametrize("typed", ["lactate", "乳酸", "ldh", "LHD"])
def test_typing_finds_a_test_by_any_of_its_names_and_enter_ticks_it(
    view: TrendsView, book: Casebook, qtbot: QtBot, typed: str
) -> None:
    view.choose(["Ferritin"])
    view.choice.search.setText(typed)
    assert view.choice.tests.item(0).text() == "LDH · 3"
    qtbot.keyClick(view.choice.search, Qt.Key.Key_Return)
    assert chosen(book) == ["Ferritin", "LDH"]


def test_arrow_keys_go_through_values_and_charts_and_each_is_said(view: TrendsView, qtbot: QtBot) -> None:
    view.start()
    first, second, third = view.charts.charts
    assert first.hasFocus()
    assert view.said.text().startswith("Ferritin, 12 June 2023: 380\u00a0µg/L")
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert first.accessibleDescription().startswith("Ferritin, 12 May 2023: 300")
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert view.said.text().startswith("Ferritin, 12 May 2023: 300")
    qtbot.keyClick(first, Qt.Key.Key_Down)
    qtbot.keyClick(second, Qt.Key.Key_Down)
    assert third.hasFocus()
    assert view.said.text() == "LDH, 12 May 2023: 412\u00a0U/L, mark printed H, range printed 135–225, from a report."
    qtbot.keyClick(third, Qt.Key.Key_End)
    assert view.said.text() == "LDH, 20 October 2023: <100\u00a0U/L, from a report."
    qtbot.keyClick(third, Qt.Key.Key_Down)
    assert third.hasFocus()


def test_one_stop_of_tab_leads_to_the_charts(view: TrendsView, qtbot: QtBot) -> None:
    view.start()
    qtbot.keyClick(view.charts.charts[0], Qt.Key.Key_Down)
    assert [chart.is_current for chart in view.charts.charts] == [False, True, False]


def test_enter_and_a_double_click_open_the_entry(view: TrendsView, opened: list[UUID], qtbot: QtBot) -> None:
    chart = view.charts.charts[2]
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot(chart, LABS[1]))
    assert opened == []
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=spot(chart, LABS[2]))
    assert opened == [LABS[1].id, LABS[2].id]


def test_the_value_under_the_pointer_is_said_and_nothing_where_none_is(view: TrendsView) -> None:
    chart = view.charts.charts[2]
    assert chart.words_at(spot(chart, LABS[0])).startswith("LDH, 12 May 2023: 412")
    assert chart.words_at(QPoint(3, 3)) == ""


def test_a_screen_reader_hears_every_value_of_a_chart(view: TrendsView) -> None:
    words = view.charts.charts[2].accessibleDescription()
    assert all(value in words for value in ("412\u00a0U/L, mark printed H", "398\u00a0U/L", "<100\u00a0U/L"))


def test_the_paper_that_shows_a_value_is_named(view: TrendsView, qtbot: QtBot) -> None:
    from caregiver_app.domain.documents.document import Document

    paper = Document(number=3, title="Sheet")
    case = view._desk.book.snapshot()
    entries = tuple(
        entry.amended(proof=paper.id, proof_page=2) if entry.id == LABS[6].id else entry for entry in case.entries
    )
    view.refresh(replace(case, entries=entries, documents=(paper,)))
    view.start()
    assert view.said.text().endswith("Paper: D-003 p. 2.")


def test_a_value_that_is_gone_is_no_longer_said(view: TrendsView, book: Casebook) -> None:
    view.start()
    remove_entries(book, [LABS[5], LABS[6]])
    assert "Ferritin" not in view.said.text()
    assert names(view)[0] == "Haemoglobin in g/L"


def test_what_is_not_drawn_is_said_beneath_the_charts(view: TrendsView) -> None:
    view.choose(["LDH", "<b>Zinc</b>"])
    assert "<b>Zinc</b>: one value alone is no trend. 12 October 2023: 11\u00a0µmol/L" in view.charts.notes.text()


def test_a_case_without_lab_results_says_what_to_do_next(qtbot: QtBot, desk: Desk, opened: list[UUID]) -> None:
    view = shown(qtbot, desk, opened)
    assert view.add_button.isVisible()
    assert not view.choice.isVisible()
    assert not view.charts.isVisible()
    add_entries(desk.book, LABS[9:], "Add one")
    assert view.add_button.isVisible()
    assert view.choice.isVisible()
    add_entries(desk.book, LABS[:2], "Add more")
    assert not view.add_button.isVisible()
    assert names(view) == ["LDH in U/L"]


@pytest.mark.every(3)
@pytest.mark.parametrize(("choice", "percent"), [("dark", 200), ("contrast", 150), ("light", 100)])
def test_charts_are_inked_in_every_theme_and_nothing_scrolls_sideways(
    view: TrendsView, theme: Theme, choice: str, percent: int
) -> None:
    theme.use(choice, percent)
    view.resize(830, 600)
    QApplication.processEvents()
    image = view.charts.charts[0].grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert len(colours) > 8
    assert view.charts.area.widget().width() <= view.charts.area.viewport().width()
    theme.use("light", 100)


def test_the_head_stays_in_sight_unless_the_window_is_too_low(view: TrendsView) -> None:
    view.resize(900, 600)
    QApplication.processEvents()
    assert view.charts._head.parentWidget() is view.charts
    view.resize(900, 200)
    QApplication.processEvents()
    assert view.charts._head.parentWidget() is not view.charts
