"""The results of one blood test: asked once what is the same, typed down a column, pasted from a portal."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.records import Entry, Lab
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.grid_cells import QuietRole
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import Theme
from caregiver_app.ui.timeline.panel import PanelDialog, lab_panel_dialog
from caregiver_app.ui.timeline.panel_model import COLUMNS, LAST
from caregiver_app.ui.timeline.several import SeveralDialog

VALUE, UNIT = COLUMNS.index("value"), COLUMNS.index("unit")


@pytest.fixture(scope="module")
def entries() -> tuple[Entry, ...]:
    """Results of two days."""
    return (
        Lab(test="Hb", value="10.2", unit="g/dL", date=PartialDate("2023-05-12")),
        Lab(test="LDH", value="310", unit="U/L", date=PartialDate("2024-05-12")),
        Lab(test="Hb", value="11", unit="mmol/L", date=PartialDate("2024-05-12")),
    )


@pytest.fixture
def dialog(desk: Desk) -> PanelDialog:
    return opened(desk)


def opened(desk: Desk) -> PanelDialog:
    made = lab_panel_dialog(desk)
    made.open()
    QTest.qWaitForWindowActive(made)
    return made


def names(dialog: PanelDialog) -> list[str]:
    return [row.test for row in dialog.model.rows]


def put(dialog: PanelDialog, row: int, column: str, text: str) -> None:
    dialog.model.setData(dialog.model.index(row, COLUMNS.index(column)), text)


def date(dialog: PanelDialog, text: str) -> None:
    dialog.form.row("date").control.set_typed(text)


def test_a_panel_is_typed_down_its_values_and_added_as_one_step(
    dialog: PanelDialog, window: MainWindow, book: Casebook
) -> None:
    before = book.snapshot()
    dialog.panel.set_value("blood-count")
    date(dialog, "2 June 2024")
    dialog.form.row("place").control.set_typed("Town Hospital")
    dialog.grid.go_to(0, VALUE)
    dialog.grid.setFocus()
    QTest.keyClick(dialog.grid, Qt.Key.Key_Return)
    for value in ("9.8", "4.1", "", "1,2"):
        field = dialog.grid.viewport().findChild(QLineEdit)
        QTest.keyClicks(field, value)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert dialog.save_button.text() == "Add 3 lab results"
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    fresh = [e for e in book.snapshot().entries_of(Lab) if e not in before.entries]
    assert [(lab.test, lab.value, lab.date, lab.place) for lab in sorted(fresh, key=lambda lab: lab.value)] == [
        ("Lymphocytes", "1,2", "2024-06-02", "Town Hospital"),
        ("White cells", "4.1", "2024-06-02", "Town Hospital"),
        ("Hb", "9.8", "2024-06-02", "Town Hospital"),
    ]
    assert book.undo_label == "Add 3 lab results"
    assert window.notices.words == "Added 3 lab results."
    window.notices.action.click()
    assert book.snapshot() == before


def test_the_tests_entered_last_come_first_with_the_unit_printed_last(dialog: PanelDialog) -> None:
    assert dialog.panel.value() == LAST
    assert [(row.test, row.unit) for row in dialog.model.rows] == [("LDH", "U/L"), ("Hb", "mmol/L")] or sorted(
        (row.test, row.unit) for row in dialog.model.rows
    ) == [("Hb", "mmol/L"), ("LDH", "U/L")]
    unit = dialog.model.index(0, UNIT)
    assert unit.data(QuietRole)
    assert unit.data(Qt.ItemDataRole.AccessibleTextRole).endswith(", as printed last")
    dialog.model.setData(unit, "µkat/L")
    assert not unit.data(QuietRole)
    dialog.leave_without_saving()


def test_a_unit_never_changes_a_value(dialog: PanelDialog, book: Casebook) -> None:
    dialog.panel.set_value("blood-count")
    date(dialog, "3 June 2024")
    put(dialog, 0, "value", "102")
    put(dialog, 0, "unit", "g/L")
    dialog.save()
    added = next(lab for lab in book.snapshot().entries_of(Lab) if lab.date == "2024-06-03")
    assert (added.value, added.unit) == ("102", "g/L")


def test_tests_without_a_value_are_not_saved_and_none_at_all_is_said(dialog: PanelDialog, book: Casebook) -> None:
    before = book.snapshot()
    dialog.save()
    assert dialog.notices.words == "Type at least one value. Tests without a value are not saved."
    assert dialog.grid.currentIndex().column() == VALUE
    assert book.snapshot() == before
    dialog.reject()
    assert not dialog.isVisible()


def test_a_value_needs_its_test(dialog: PanelDialog, book: Casebook) -> None:
    before = book.snapshot()
    last = dialog.model.rowCount() - 1
    put(dialog, last, "value", "5")
    dialog.save()
    assert dialog.notices.words == "Say which test this value is of."
    assert (dialog.grid.currentIndex().row(), dialog.grid.currentIndex().column()) == (last, 0)
    assert book.snapshot() == before
    dialog.leave_without_saving()


def test_another_test_is_typed_at_the_end_and_gets_its_unit(dialog: PanelDialog) -> None:
    dialog.panel.set_value("chemistry")
    last = dialog.model.rowCount() - 1
    put(dialog, last, "test", "hemoglobin")
    assert dialog.model.rows[last].unit == "mmol/L"
    assert dialog.model.rowCount() == last + 2
    dialog.leave_without_saving()


def test_a_paste_fills_the_rows_by_the_names_of_the_tests(qtbot: QtBot, dialog: PanelDialog) -> None:
    dialog.panel.set_value("blood-count")
    dialog.paste("12 June 2024\nHemoglobin 10.9 g/dL 12.0 - 15.5 L\nPLT 150\nZorgulin 5.5 mg/dL (1.0-2.0) H")
    qtbot.waitUntil(lambda: len(dialog.model.filled()) == 3)
    first = dialog.model.rows[0]
    assert (first.test, first.value, first.unit, first.reference_range, first.printed_flag) == (
        "Hb", "10.9", "g/dL", "12.0 - 15.5", "L",
    )  # fmt: skip
    assert names(dialog)[-1] == "Zorgulin"
    assert dialog.form.row("date").control.typed() == "12 June 2024"
    dialog.leave_without_saving()


def test_a_paste_never_writes_over_a_value(qtbot: QtBot, dialog: PanelDialog) -> None:
    dialog.panel.set_value("blood-count")
    put(dialog, 0, "value", "9.9")
    dialog.paste("Hb 10.9 g/dL")
    qtbot.waitUntil(lambda: len(dialog.model.filled()) == 2)
    assert [row.value for row in dialog.model.filled()] == ["9.9", "10.9"]
    dialog.leave_without_saving()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12 June 2024 Hb 10\n13 June 2024 Hb 11", "The text has results of 2 days"),
        ("Hb 10\n13 June 2024 R-CHOP", "1 line is no lab result and was left out here."),
        ("Dear doctor,", "1 line is no lab result and was left out here."),
    ],
)
def test_what_does_not_belong_here_is_offered_where_it_does(
    qtbot: QtBot, dialog: PanelDialog, window: MainWindow, text: str, words: str
) -> None:
    dialog.paste(text)
    qtbot.waitUntil(lambda: words in dialog.notices.words)
    dialog.notices.action.click()
    review = window.findChild(SeveralDialog)
    assert review is not None
    qtbot.waitUntil(lambda: len(review.model.places) == len(text.splitlines()))
    review.leave_without_saving()
    dialog.leave_without_saving()


def test_results_that_are_there_already_are_not_added_again(dialog: PanelDialog, book: Casebook) -> None:
    before = book.snapshot()
    date(dialog, "12 May 2024")
    for row, one in enumerate(dialog.model.rows):
        put(dialog, row, "value", "310" if one.test == "LDH" else "11")
    dialog.save()
    assert dialog.notices.words.startswith("All of these results are in your case already")
    assert book.snapshot() == before
    dialog.leave_without_saving()


def test_an_unclear_date_is_asked(dialog: PanelDialog) -> None:
    date(dialog, "3/4/2024")
    put(dialog, 0, "value", "3")
    dialog.save()
    assert dialog.isVisible()
    assert dialog.form.row("date").trouble.startswith("“3/4/2024” could be")
    dialog.leave_without_saving()


def test_another_panel_keeps_what_was_typed(dialog: PanelDialog) -> None:
    put(dialog, 0, "value", "3")
    typed = names(dialog)[0]
    dialog.panel.set_value("chemistry")
    assert names(dialog)[0] == typed
    assert "Creatinine" in names(dialog)
    dialog.leave_without_saving()


def test_a_half_typed_panel_survives_a_kill(qtbot: QtBot, dialog: PanelDialog, desk: Desk) -> None:
    date(dialog, "5 June 2024")
    put(dialog, 0, "value", "3.7")
    qtbot.waitUntil(lambda: "3.7" in desk.drafts.find("lab-panel").get("rows", ""))
    dialog.put_by()
    again = opened(desk)
    assert again.form.row("date").control.typed() == "5 June 2024"
    assert again.model.filled()[0].value == "3.7"
    again.notices.action.click()
    assert not again.is_changed()
    again.reject()
    assert desk.drafts.names() == ()


@pytest.mark.parametrize("percent", [100, 200])
def test_an_ambiguous_date_and_the_panels_are_never_cut(desk: Desk, theme: Theme, percent: int) -> None:
    theme.use("light", percent)
    try:
        dialog = opened(desk)
        date(dialog, "3.4.23")
        QApplication.processEvents()
        room = dialog.form.parentWidget().width()
        assert dialog.form.width() <= room
        panel = dialog.panel.inner()
        assert panel.width() >= panel.sizeHint().width()
        dialog.leave_without_saving()
    finally:
        theme.use("light", 100)
