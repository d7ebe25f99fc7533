"""Earlier versions, what was done, and the trash: seen, read and taken back by mouse or keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QPlainTextEdit, QTableView

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing, remove_documents
from caregiver_app.casebook.timeline import add_entry, change_entry, remove_entries
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.records import Note, Scan, Therapy
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.history.steps import HistoryDialog, history_dialog
from caregiver_app.ui.history.versions import VersionsDialog, versions_dialog
from caregiver_app.ui.removed import RemovedDialog
from caregiver_app.ui.theme import Theme

MARKUP = '<b>x</b> & <img src="/etc/hostname">'
ICE = Therapy(regimen="R-ICE", date="2024-07-04", end="2024-09-02", note=MARKUP)


@pytest.fixture
def changed(book: Casebook) -> Therapy:
    """A treatment that was added and changed twice."""
    add_entry(book, ICE)
    change_entry(book, ICE.amended(end="2024-09-20"))
    change_entry(book, ICE.amended(end="2024-09-20", cycles="3"))
    return ICE


def opened(dialog: QDialog) -> QDialog:
    dialog.open()
    QApplication.processEvents()
    return dialog


@pytest.fixture
def versions(desk: Desk, changed: Therapy) -> VersionsDialog:
    return opened(versions_dialog(desk, changed))


@pytest.fixture
def done(desk: Desk, changed: Therapy) -> HistoryDialog:
    return opened(history_dialog(desk))


def cells(table: QTableView, column: int) -> list[str]:
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_the_versions_of_a_record_say_what_each_changed(versions: VersionsDialog) -> None:
    assert versions.what.text() == "Treatment: R-ICE ×3"
    assert cells(versions.table, 1) == ["Change: Treatment"] * 2 + ["Add: Treatment"]
    assert cells(versions.table, 2) == [
        "Cycles given: (empty) → 3", "Ended: 2 September 2024 → 20 September 2024", "R-ICE",
    ]  # fmt: skip
    assert not versions.back_button.isEnabled()
    assert versions.text.toPlainText().startswith("It is like this now.")


def test_the_whole_version_is_shown_literally_with_what_bringing_it_back_changes(versions: VersionsDialog) -> None:
    versions.table.selectRow(2)
    words = versions.text.toPlainText()
    assert "    Ended: 20 September 2024 → 2 September 2024\n    Cycles given: 3 → (empty)" in words
    assert "    Treatment (regimen): R-ICE" in words
    assert f"    Note: {MARKUP}" in words


def test_a_version_comes_back_as_one_step_and_can_be_taken_back(versions: VersionsDialog, book: Casebook) -> None:
    before = book.snapshot()
    versions.table.selectRow(2)
    versions.back_button.click()
    assert book.find(ICE.id) == ICE
    assert cells(versions.table, 1)[0] == "Bring back an earlier version: Treatment"
    assert versions.notices.words == "Brought back: Treatment: R-ICE."
    assert versions.table.selectionModel().selectedRows()[0].row() == 0
    versions.notices.action.click()
    assert book.snapshot() == before
    assert len(cells(versions.table, 1)) == 3
    assert "Undone: Bring back" in versions.notices.words


def test_a_version_whose_paper_is_gone_comes_back_and_says_so(desk: Desk, book: Casebook) -> None:
    letter = add_thing(book, Document(number=1, title="the letter"))
    scan = Scan(modality="MRI", proof=letter.id, proof_page=4)
    add_entry(book, scan)
    remove_documents(book, [letter])
    dialog = opened(versions_dialog(desk, scan))
    dialog.table.selectRow(1)
    assert "the letter (not in the case any more)" in dialog.text.toPlainText()
    dialog.back_button.click()
    assert "It was shown by D-001 the letter, page 4." in book.find(scan.id).note
    assert "It was shown by D-001 the letter, page 4." in dialog.notices.words
    assert dialog.notices.kind == "care"


def test_versions_of_what_was_removed_are_reached_from_the_trash(desk: Desk, book: Casebook, changed: Therapy) -> None:
    remove_entries(book, [changed])
    trash = opened(RemovedDialog(desk))
    trash.versions.click()
    dialog = trash.findChild(VersionsDialog)
    opened(dialog)
    assert dialog.what.text() == "Treatment: R-ICE ×3 (removed)"
    assert not dialog.back_button.isEnabled()
    dialog.table.selectRow(3)
    assert "not in the case now" in dialog.text.toPlainText()
    dialog.back_button.click()
    assert book.find(changed.id) == ICE
    assert dialog.what.text() == "Treatment: R-ICE"
    assert not trash.table.isVisible()


def test_several_removed_things_come_back_as_one_step(desk: Desk, book: Casebook) -> None:
    before = book.snapshot()
    remove_entries(book, before.entries[:2])
    trash = opened(RemovedDialog(desk))
    trash.table.selectAll()
    assert not trash.versions.isEnabled()
    trash.back.click()
    assert (book.snapshot(), trash.notices.words) == (before, "2 things are back.")
    assert book.undo_label == "Bring back 2 things"
    trash.notices.action.click()
    assert len(book.trash()) == 2
    assert trash.table.isVisible()


def test_the_trash_tells_removed_from_undone(desk: Desk, book: Casebook) -> None:
    remove_entries(book, book.snapshot().entries[:1])
    add_entry(book, Note(title="typed"))
    book.undo()
    trash = opened(RemovedDialog(desk))
    assert sorted(zip(cells(trash.table, 0), cells(trash.table, 2), strict=True)) == [
        ("Diagnosis: DLBCL · stage III B", "Removed"), ("Note: typed", "Undone"),
    ]  # fmt: skip


def test_what_was_done_is_listed_with_what_each_step_touched(done: HistoryDialog) -> None:
    assert cells(done.table, 1) == [
        "Change: Treatment", "Change: Treatment", "Add: Treatment", "Add a history",
    ]  # fmt: skip
    assert set(cells(done.table, 2)) == {"Done"}
    assert "Cycles given: (empty) → 3" in done.text.toPlainText()
    done.table.selectRow(3)
    words = done.text.toPlainText()
    assert "Added – Diagnosis: DLBCL · stage III B" in words
    assert words.count("Added – ") == 6


def test_going_back_to_a_step_and_forth_again_passes_the_same_states(done: HistoryDialog, book: Casebook) -> None:
    before = book.snapshot()
    done.table.selectRow(2)
    assert done.go_button.text() == "Undo this and the 2 after it"
    done.go_button.click()
    assert book.find(ICE.id) is None
    assert cells(done.table, 2) == ["Undone", "Undone", "Undone", "Done"]
    assert done.notices.words == "3 steps were undone."
    done.table.selectRow(1)
    assert done.go_button.text() == "Do this and the 1 before it again"
    done.go_button.click()
    assert book.find(ICE.id) == ICE.amended(end="2024-09-20")
    done.notices.action.click()
    assert book.find(ICE.id) is None
    done.table.selectRow(0)
    done.go_button.click()
    assert book.snapshot() == before


def test_the_way_back_offered_takes_exactly_what_was_taken(done: HistoryDialog, book: Casebook) -> None:
    before = book.snapshot()
    done.table.selectRow(2)
    done.go_button.click()
    done.notices.action.click()
    assert book.snapshot() == before
    assert done.notices.words == "3 steps were done again."
    done.table.selectRow(0)
    assert done.go_button.text() == "Undo this step"


def test_a_step_of_thousands_says_the_first_and_counts_the_rest(desk: Desk, book: Casebook) -> None:
    with book.step("Import") as tx:
        for number in range(150):
            tx.put(Note(title=f"note {number}"))
    words = opened(history_dialog(desk)).text.toPlainText()
    assert words.count("Added – ") == 100
    assert words.endswith("and 50 more")


def test_a_case_that_cannot_be_changed_says_why(
    versions: VersionsDialog, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book._store, "read_only", True)
    versions.table.selectRow(2)
    versions.back_button.click()
    assert versions.notices.kind == "stop"
    assert book.find(ICE.id) == ICE.amended(end="2024-09-20", cycles="3")


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def test_a_version_is_brought_back_by_keys_alone(versions: VersionsDialog, book: Casebook) -> None:
    assert QApplication.focusWidget() is versions.table
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is versions.text
    while QApplication.focusWidget() is not versions.back_button:
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert book.find(ICE.id) == ICE


@pytest.mark.every(2)
@pytest.mark.parametrize("make", ["versions", "done"])
@pytest.mark.parametrize("where", ["table", "text"])
def test_esc_leaves_and_changes_nothing(
    request: pytest.FixtureRequest, make: str, where: str, changed: Therapy, book: Casebook
) -> None:
    dialog = request.getfixturevalue(make)
    before = book.steps()
    getattr(dialog, where).setFocus()
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert book.steps() == before


@pytest.mark.parametrize("make", ["versions", "done"])
def test_enter_in_the_text_never_changes_the_case(
    request: pytest.FixtureRequest, make: str, changed: Therapy, book: Casebook
) -> None:
    dialog = request.getfixturevalue(make)
    before = book.steps()
    dialog.table.selectRow(2)
    dialog.text.setFocus()
    press(Qt.Key.Key_Return)
    assert book.steps() == before


@pytest.mark.parametrize("make", ["versions", "done"])
def test_everything_that_takes_keys_has_a_name(request: pytest.FixtureRequest, make: str) -> None:
    dialog = request.getfixturevalue(make)
    for kind in (QAbstractButton, QPlainTextEdit, QTableView):
        for widget in dialog.findChildren(kind):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip(), widget


@pytest.mark.every(4)
@pytest.mark.parametrize("make", ["versions", "done"])
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off_in_a_small_window(
    request: pytest.FixtureRequest, theme: Theme, make: str, percent: int
) -> None:
    dialog = request.getfixturevalue(make)
    theme.use("light", percent)
    try:
        dialog.table.selectRow(2)
        (dialog.back_button if make == "versions" else dialog.go_button).click()
        dialog.resize(1280, 720)
        QApplication.processEvents()
        assert (dialog.width(), dialog.height()) == (1280, 720)
        chosen = dialog.table.visualRect(dialog.table.currentIndex())
        assert dialog.table.viewport().rect().contains(chosen.center())
        for widget in (*dialog.findChildren(QAbstractButton), *dialog.findChildren(QLabel)):
            if widget.isVisible() and widget.text():
                wraps = isinstance(widget, QLabel) and widget.wordWrap()
                needed = widget.heightForWidth(widget.width()) if wraps else widget.sizeHint().height()
                assert widget.height() >= needed, widget.text()
                assert wraps or widget.width() >= widget.sizeHint().width(), widget.text()
                assert dialog.rect().contains(widget.mapTo(dialog, widget.rect().bottomRight())), widget.text()
    finally:
        theme.use("light", 100)
