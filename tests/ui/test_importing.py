"""Importing a history from a table: looked over first, written by one press, taken back by another."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry, remove_entries
from caregiver_app.domain.timeline.records import Note
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.text import Label
from caregiver_app.ui.timeline.editor import add_dialog
from caregiver_app.ui.timeline.import_review import ImportReview
from caregiver_app.ui.timeline.importing import Importing
from caregiver_app.ui.timeline.page import TimelinePage

TEN_YEARS = Path(__file__).parents[1] / "files" / "ten_years.csv"
ROWS = (
    "lab,May 2023,LDH,310,report",
    "lab,3/4/2023,LDH,290,report",
    'note,2023,"<b>bold</b> & <img src=""/etc/hostname"">",,memory',
    "<b>labs</b>,2023,CRP,3,",
    "lab,May 2023,LDH,310,report",
    "lab,2024,LDH,280,D-077",
)


@pytest.fixture
def page(window: MainWindow) -> TimelinePage:
    window.go("timeline")
    made = window.page("timeline")
    assert isinstance(made, TimelinePage)
    return made


@pytest.fixture
def importing(page: TimelinePage) -> Importing:
    return page.importing


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Three good rows, two that cannot be understood, one that repeats another."""
    return table(tmp_path, *ROWS)


def table(folder: Path, *rows: str, name: str = "our <b>list</b>.csv") -> Path:
    file = folder / name.replace("/", "")
    file.write_text("\n".join(("kind,date,name,value,source", *rows)), encoding="utf-8")
    return file


def found(window: MainWindow) -> ImportReview | None:
    return next((dialog for dialog in window.findChildren(ImportReview) if dialog.isVisible()), None)


def review(qtbot: QtBot, window: MainWindow, file: Path) -> ImportReview:
    page = window.page("timeline")
    assert isinstance(page, TimelinePage)
    page.importing.choose_file = lambda: file
    window.actions_table["import"].trigger()
    qtbot.waitUntil(lambda: found(window) is not None)
    made = found(window)
    assert made is not None
    return made


def rows_of(dialog: ImportReview) -> list[list[str]]:
    model = dialog.table.model()
    return [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]


def test_everything_is_shown_before_anything_is_written(qtbot: QtBot, window: MainWindow, book: Casebook) -> None:
    before = book.snapshot()
    dialog = review(qtbot, window, TEN_YEARS)
    assert book.snapshot() == before
    assert dialog.lead.text().startswith("197 entries would come in from “ten_years.csv”. Nothing is written")
    assert rows_of(dialog)[0] == ["4", "autumn 2014", "Note", "Back pain, first put down to the garden", "from memory"]
    assert len(rows_of(dialog)) == 197
    assert dialog.import_button.text() == "Import 197 entries"
    assert not dialog.bad.isVisible()
    dialog.reject()


def test_one_press_imports_all_as_one_step_and_undo_takes_it_back(
    qtbot: QtBot, window: MainWindow, book: Casebook
) -> None:
    before = book.snapshot()
    window.go("overview")
    review(qtbot, window, TEN_YEARS).import_button.click()
    assert window.shown_page == "timeline"
    assert len(book.snapshot().entries) == len(before.entries) + 197
    assert (window.notices.kind, window.notices.words) == ("good", "197 entries came in from “ten_years.csv”.")
    assert book.undo_label == "Import 197 entries from ten_years.csv"
    window.notices.action.click()
    assert book.snapshot() == before


def test_bad_rows_stay_out_and_are_named_with_line_and_reason(
    qtbot: QtBot, window: MainWindow, book: Casebook, mixed: Path
) -> None:
    dialog = review(qtbot, window, mixed)
    lines = dialog.bad.text.toPlainText().splitlines()
    assert lines[0].startswith("Line 3: “3/4/2023” could be 3 April 2023 or 4 March 2023")
    assert lines[1].startswith("Line 5: “<b>labs</b>” is not a kind we know")
    assert dialog.bad.words.text() == "2 rows cannot be understood and stay out"
    assert "Correct the file and import it again, or go on without these rows." in dialog.bad.advice.text()
    assert dialog.remarks.text.toPlainText().startswith("Line 7: D-077 is not in this case")
    assert "1 row repeats an earlier one of the file." in dialog.asides.text()
    assert [row[0] for row in rows_of(dialog)] == ["2", "4", "7"]
    dialog.import_button.click()
    assert len(book.snapshot().entries) == 6 + 3
    assert window.notices.kind == "care"
    assert window.notices.words.endswith("2 rows stayed out: correct them in the file and import the file again.")


def test_what_stands_in_the_file_is_shown_as_it_is(
    qtbot: QtBot, window: MainWindow, book: Casebook, mixed: Path
) -> None:
    dialog = review(qtbot, window, mixed)
    assert rows_of(dialog)[1][3] == '<b>bold</b> & <img src="/etc/hostname">'
    assert "“our <b>list<b>.csv”" in dialog.lead.text()
    tips = [dialog.table.model().index(1, column).data(Qt.ItemDataRole.ToolTipRole) for column in range(5)]
    assert not any("<img" in tip for tip in tips)
    assert all(shown.textFormat() == Qt.TextFormat.PlainText for shown in dialog.findChildren(Label))
    dialog.import_button.click()
    assert book.undo_label == "Import 3 entries from our <b>list<b>.csv"


def test_the_reasons_can_be_copied_by_keys(qtbot: QtBot, window: MainWindow, mixed: Path) -> None:
    dialog = review(qtbot, window, mixed)
    dialog.bad.text.setFocus()
    QTest.keySequence(dialog.bad.text, QKeySequence(QKeySequence.StandardKey.SelectAll))
    QTest.keySequence(dialog.bad.text, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == dialog.bad.text.toPlainText()
    dialog.reject()


@pytest.mark.parametrize("place", ["table", "bad rows", "main button"])
def test_enter_imports_from_wherever_one_looks(
    qtbot: QtBot, window: MainWindow, book: Casebook, mixed: Path, place: str
) -> None:
    dialog = review(qtbot, window, mixed)
    QTest.qWaitForWindowActive(dialog)
    focused = {"table": dialog.table, "bad rows": dialog.bad.text, "main button": dialog.import_button}[place]
    focused.setFocus()
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert book.undo_label.startswith("Import 3 entries")
    assert found(window) is None


def test_the_table_has_the_focus_first_and_a_double_click_imports_nothing(
    qtbot: QtBot, window: MainWindow, book: Casebook, mixed: Path
) -> None:
    dialog = review(qtbot, window, mixed)
    assert dialog.focusWidget() is dialog.table
    place = dialog.table.visualRect(dialog.table.model().index(0, 3)).center()
    QTest.mouseDClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.isVisible()
    assert book.undo_label == "Add a history"
    dialog.reject()


@pytest.mark.parametrize("way", ["escape", "button", "enter on the button"])
def test_leaving_writes_nothing(qtbot: QtBot, window: MainWindow, book: Casebook, mixed: Path, way: str) -> None:
    before = book.snapshot()
    dialog = review(qtbot, window, mixed)
    if way == "escape":
        QTest.keyClick(dialog.table, Qt.Key.Key_Escape)
    elif way == "button":
        dialog.leave_button.click()
    else:
        QTest.qWaitForWindowActive(dialog)
        dialog.leave_button.setFocus()
        QTest.keyClick(dialog.leave_button, Qt.Key.Key_Return)
    assert found(window) is None
    assert book.snapshot() == before
    assert book.undo_label == "Add a history"


def test_a_file_of_bad_rows_alone_offers_nothing_to_import(
    qtbot: QtBot, window: MainWindow, book: Casebook, tmp_path: Path
) -> None:
    dialog = review(qtbot, window, table(tmp_path, "labs,2023,CRP,3,"))
    assert not dialog.import_button.isVisible()
    assert dialog.lead.text().startswith("Nothing can come in")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert found(window) is None
    assert book.undo_label == "Add a history"


def test_the_same_table_again_is_told_in_a_sentence(
    qtbot: QtBot, window: MainWindow, book: Casebook, importing: Importing
) -> None:
    review(qtbot, window, TEN_YEARS).import_button.click()
    importing.read(TEN_YEARS)
    qtbot.waitUntil(lambda: "nothing new" in window.notices.words)
    assert "its 197 rows are in the case already" in window.notices.words
    assert found(window) is None


def test_rows_already_there_are_counted(qtbot: QtBot, window: MainWindow, importing: Importing, tmp_path: Path) -> None:
    review(qtbot, window, table(tmp_path, ROWS[0])).import_button.click()
    dialog = review(qtbot, window, table(tmp_path, ROWS[0], ROWS[5]))
    assert "1 row is in the case already, the same in every field." in dialog.asides.text()
    assert dialog.import_button.text() == "Import 1 entry"
    dialog.reject()


def test_what_is_no_table_is_told_and_nothing_opens(
    qtbot: QtBot, window: MainWindow, importing: Importing, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_bytes(b"%PDF-1.7")
    importing.read(tmp_path / "x.csv")
    qtbot.waitUntil(lambda: window.notices.kind == "stop")
    assert "This is a PDF file, not a text file." in window.notices.words
    assert found(window) is None


def test_reading_can_be_stopped(qtbot: QtBot, window: MainWindow, desk: Desk, importing: Importing) -> None:
    desk.jobs.start(_until_stopped, done=print, failed=print)
    importing.read(TEN_YEARS)
    assert window.status.job_strip.isVisible()
    window.status.job_strip.stop_button.click()
    qtbot.waitUntil(lambda: not desk.jobs.open)
    assert found(window) is None
    assert window.notices.words == ""


def _until_stopped(progress: Progress) -> None:
    while True:
        progress(0, 0, "")


def test_a_case_changed_meanwhile_is_compared_anew(
    qtbot: QtBot, window: MainWindow, book: Casebook, importing: Importing, tmp_path: Path
) -> None:
    importing.read(table(tmp_path, "note,,Talk about travel,,memory", "note,,Another,,memory"))
    add_entry(book, Note(title="Talk about travel", how_known="memory"))
    qtbot.waitUntil(lambda: found(window) is not None)
    dialog = found(window)
    assert dialog is not None
    assert [row[3] for row in rows_of(dialog)] == ["Another"]
    dialog.reject()


def test_while_a_form_is_open_the_table_waits_to_be_looked_at(
    qtbot: QtBot, window: MainWindow, desk: Desk, importing: Importing, mixed: Path
) -> None:
    form = add_dialog(desk, "scan")
    form.open()
    importing.read(mixed)
    qtbot.waitUntil(lambda: "is read" in window.notices.words)
    assert found(window) is None
    form.reject()
    window.notices.action.click()
    qtbot.waitUntil(lambda: found(window) is not None)
    dialog = found(window)
    assert dialog is not None
    dialog.reject()


def test_a_case_closed_meanwhile_is_left_alone(
    qtbot: QtBot, window: MainWindow, desk: Desk, importing: Importing, mixed: Path
) -> None:
    importing.read(mixed)
    window.door.close()
    qtbot.waitUntil(lambda: not desk.jobs.open)
    assert found(window) is None


def test_an_import_that_cannot_be_written_says_so_and_stays_open(
    qtbot: QtBot, window: MainWindow, book: Casebook, mixed: Path
) -> None:
    before = book.snapshot()
    dialog = review(qtbot, window, mixed)
    book._store.read_only = True
    dialog.import_button.click()
    assert dialog.isVisible()
    assert dialog.notices.kind == "stop"
    assert book.snapshot() == before
    dialog.reject()


def test_an_empty_timeline_offers_to_import_a_table(window: MainWindow, page: TimelinePage, book: Casebook) -> None:
    assert not page.import_button.isVisible()
    remove_entries(book, book.snapshot().entries)
    assert page.import_button.isVisible()
    asked = []
    page.importing.choose_file = lambda: asked.append("file")
    page.import_button.click()
    assert asked == ["file"]


def test_an_empty_table_is_saved_and_never_over_a_file(
    window: MainWindow, importing: Importing, tmp_path: Path
) -> None:
    target = tmp_path / "start.csv"
    importing.choose_target = lambda _name: target
    window.actions_table["template"].trigger()
    assert target.read_bytes().startswith(b"\xef\xbb\xbfkind,date")
    assert "“start.csv” is ready" in window.notices.words
    target.write_text("mine")
    window.actions_table["template"].trigger()
    assert window.notices.kind == "stop"
    assert target.read_text() == "mine"


def test_without_a_case_there_is_nothing_to_import_into_or_check(empty_window: MainWindow) -> None:
    assert not any(empty_window.actions_table[name].isEnabled() for name in ("import", "template", "check"))


def test_what_is_shown_has_names_for_a_screen_reader(qtbot: QtBot, window: MainWindow, mixed: Path) -> None:
    dialog = review(qtbot, window, mixed)
    assert dialog.table.accessibleName() == "Entries that would come in"
    assert dialog.table.accessibleDescription() == dialog.lead.text()
    assert dialog.bad.text.accessibleName() == dialog.bad.words.text()
    order = []
    QTest.qWaitForWindowActive(dialog)
    for _press in range(5):
        order.append(QApplication.focusWidget())
        QTest.keyClick(order[-1], Qt.Key.Key_Tab)
    assert set(order) == {
        dialog.table, dialog.bad.text, dialog.remarks.text, dialog.leave_button, dialog.import_button,
    }  # fmt: skip
    dialog.reject()
