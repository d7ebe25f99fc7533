"""Hand a case over and bring it back in the window: told first, asked one by one, done as one step."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.erasing import erase_for_good, erasure_of
from caregiver_app.casebook.handover import hand_over
from caregiver_app.casebook.timeline import add_entry, change_entry, remove_entries
from caregiver_app.domain.timeline.records import Note, Scan
from caregiver_app.store.bundle_reading import look_into, unpack
from caregiver_app.ui.handover.bringing import BringingBack
from caregiver_app.ui.handover.dialog import BringBackDialog
from caregiver_app.ui.handover.handing import HandingOver
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.text import Label

Edit = Callable[[Casebook], None]

SOON = 30_000


def came_back(book: Casebook, folder: Path, edit: Edit) -> Path:
    """Hand the case over, let somebody edit it on the other computer, and return the file that comes back."""
    there, back = folder / "there.caregiver", folder / "back.caregiver"
    hand_over(book.whole, there, datetime(2026, 11, 29, 10))
    (folder / "hers").mkdir()
    unpack(there, folder / "hers")
    with Casebook.open(folder / "hers") as hers:
        edit(hers)
        hand_over(hers.whole, back, datetime(2026, 11, 30, 18, 30))
    return back


def scan(book: Casebook) -> Scan:
    (found,) = book.snapshot().entries_of(Scan)
    return found


def bring_back(qtbot: QtBot, window: MainWindow, file: Path) -> BringBackDialog:
    """Choose the menu entry and the file, and return what is shown."""
    assert window.desk is not None
    made = BringingBack(window.desk)
    made.choose_file = lambda: file
    window.actions_table["takeback"].trigger()
    qtbot.waitUntil(lambda: shown(window) is not None, timeout=SOON)
    dialog = shown(window)
    assert dialog is not None
    return dialog


def shown(window: MainWindow) -> BringBackDialog | None:
    return next((one for one in window.findChildren(BringBackDialog) if one.isVisible()), None)


def said(dialog: BringBackDialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(Label) if one.isVisible())


def press(button: QPushButton) -> None:
    button.setFocus()
    QTest.keyClick(button.window(), Qt.Key.Key_Return)


@pytest.fixture
def both_changed(book: Casebook, tmp_path: Path) -> Path:
    """A file in which one thing is new and one was changed on both sides."""

    def edit(hers: Casebook) -> None:
        add_entry(hers, Note(title="Ask about travel"))
        change_entry(hers, scan(hers).amended(finding="Nothing new"))

    file = came_back(book, tmp_path, edit)
    change_entry(book, scan(book).amended(finding="Two new nodes"))
    return file


def test_the_case_goes_into_one_file_and_the_window_says_what_it_is(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    assert window.desk is not None
    handing = HandingOver(window.desk)
    handing.choose_target = lambda _name: tmp_path / "for Jia"
    window.actions_table["handover"].trigger()
    qtbot.waitUntil(lambda: window.notices.kind == "good", timeout=SOON)
    assert window.notices.words.startswith("The whole case is in “for Jia.caregiver”.")
    assert "no passphrase" in window.notices.words
    assert look_into(tmp_path / "for Jia.caregiver").kind == "handover"


def test_what_only_the_other_side_changed_is_told_first_and_comes_in_as_one_step(
    qtbot: QtBot, window: MainWindow, book: Casebook, tmp_path: Path
) -> None:
    def edit(hers: Casebook) -> None:
        add_entry(hers, Note(title="Ask about travel"))
        change_entry(hers, scan(hers).amended(finding="Nothing new"))
        remove_entries(hers, hers.snapshot().entries[:1])

    before = book.snapshot()
    dialog = bring_back(qtbot, window, came_back(book, tmp_path, edit))
    assert "New on the other computer: 1 entry." in said(dialog)
    assert "Changed there: 1 entry." in said(dialog)
    assert "Removed there: 1 entry." in said(dialog)
    assert book.snapshot() == before
    press(dialog.bring_button)
    assert shown(window) is None
    with Casebook.open(tmp_path / "hers") as hers:
        assert book.snapshot() == hers.snapshot()
    assert window.notices.words.startswith("The case is brought back.")
    window.notices.action.click()
    assert book.snapshot() == before


def test_what_both_changed_is_asked_side_by_side_and_nothing_is_chosen_before(
    qtbot: QtBot, window: MainWindow, book: Casebook, both_changed: Path
) -> None:
    dialog = bring_back(qtbot, window, both_changed)
    assert "1 thing was changed on both sides." in said(dialog)
    assert not dialog.bring_button.isVisible()
    press(dialog.go_on_button)
    assert "Which version stays? 1 of 1" in said(dialog)
    assert "Two new nodes" in said(dialog)
    assert "Nothing new" in said(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.asked is not None, "Enter decides nothing by itself"
    press(dialog.theirs_button)
    assert "Decided: 0 kept as here, 1 taken from there." in said(dialog)
    press(dialog.back_button)
    assert dialog.asked is not None
    press(dialog.ours_button)
    press(dialog.bring_button)
    assert scan(book).finding == "Two new nodes"
    findings = [one.record.finding for one in book.versions(scan(book).id) if isinstance(one.record, Scan)]
    assert "Nothing new" in findings, "the other version stays in the history"


def test_deciding_later_leaves_everything_as_it_was(
    qtbot: QtBot, window: MainWindow, book: Casebook, both_changed: Path
) -> None:
    before, label = book.snapshot(), book.undo_label
    dialog = bring_back(qtbot, window, both_changed)
    press(dialog.go_on_button)
    press(dialog.later_button)
    assert shown(window) is None
    assert (book.snapshot(), book.undo_label) == (before, label)
    dialog = bring_back(qtbot, window, both_changed)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert (book.snapshot(), book.undo_label) == (before, label)


def test_a_file_that_brings_nothing_and_one_that_is_none_are_told_in_a_sentence(
    qtbot: QtBot, window: MainWindow, book: Casebook, tmp_path: Path
) -> None:
    assert window.desk is not None
    made = BringingBack(window.desk)
    made.read(came_back(book, tmp_path, lambda _hers: None))
    qtbot.waitUntil(lambda: "nothing new" in window.notices.words, timeout=SOON)
    (tmp_path / "none.caregiver").write_text("no case at all")
    made.read(tmp_path / "none.caregiver")
    qtbot.waitUntil(lambda: "is not a backup of this program" in window.notices.words, timeout=SOON)
    assert shown(window) is None


def test_every_part_that_takes_keys_has_a_name(
    qtbot: QtBot, window: MainWindow, book: Casebook, both_changed: Path
) -> None:
    dialog = bring_back(qtbot, window, both_changed)
    press(dialog.go_on_button)
    assert dialog.reading.accessibleName() == "Which version stays? 1 of 1"
    assert all(one.accessibleName() for one in dialog.findChildren(QPushButton) if one.isVisible())
    dialog.reject()


def test_what_was_erased_here_stays_out_and_comes_in_only_by_a_choice_of_its_own(
    qtbot: QtBot, window: MainWindow, book: Casebook, tmp_path: Path
) -> None:
    gone = scan(book)

    def edit(hers: Casebook) -> None:
        change_entry(hers, gone.amended(finding="Nothing new"))
        add_entry(hers, Note(title="Ask about travel"))

    file = came_back(book, tmp_path, edit)
    remove_entries(book, [gone])
    erase_for_good(book, erasure_of(book, gone.id), date(2026, 11, 29))
    dialog = bring_back(qtbot, window, file)
    assert "1 thing in it was erased for good here" in said(dialog)
    press(dialog.bring_button)
    assert "does not come in again" in window.notices.words
    assert book.find(gone.id) is None
    window.actions_table["takeback"].trigger()
    qtbot.waitUntil(lambda: "nothing new" in window.notices.words, timeout=SOON)
    window.notices.action.click()
    qtbot.waitUntil(lambda: shown(window) is not None, timeout=SOON)
    press(shown(window).bring_button)
    assert scan(book).finding == "Nothing new"
    assert book.erased() == frozenset()


def test_the_choice_is_beside_what_comes_in_and_reads_the_file_anew(
    qtbot: QtBot, window: MainWindow, book: Casebook, tmp_path: Path
) -> None:
    gone = scan(book)
    file = came_back(book, tmp_path, lambda hers: add_entry(hers, Note(title="Ask about travel")))
    remove_entries(book, [gone])
    erase_for_good(book, erasure_of(book, gone.id), date(2026, 11, 29))
    press(bring_back(qtbot, window, file).erased_button)
    qtbot.waitUntil(lambda: shown(window) is not None, timeout=SOON)
    dialog = shown(window)
    assert "erased for good" not in said(dialog)
    assert not dialog.erased_button.isVisible()
    assert "New on the other computer: 2 entries." in said(dialog)
