"""The state of saving is always true: what is typed is kept at once, what is refused says so until it is saved."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.timeline.records import Note
from caregiver_app.ui import notices, status
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.drafts import DRAFT_AFTER
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.leaving import UnsavedDialog
from caregiver_app.ui.main_window import MainWindow

TYPED = "Is there a trial?"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader was told, urgent words with a mark before them."""
    heard: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        heard.append(event.message())  # type: ignore[attr-defined]

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return heard


def question(window: MainWindow) -> object:
    """Go to the packet page and stand in its question."""
    window.go("packet")
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    field = window.page("packet").about.form.row("question").control.inner()  # type: ignore[attr-defined]
    field.setFocus()
    return field


def moved_away(folder: Path) -> Callable[[], None]:
    """Move the case folder elsewhere; calling what is returned brings it back."""
    elsewhere = folder.with_name("elsewhere")
    folder.rename(elsewhere)
    return lambda: os.rename(elsewhere, folder)


def test_what_is_typed_is_being_saved_then_kept_then_saved(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    field = question(window)
    assert window.status.words == "Everything is saved"
    QTest.keyClicks(field, TYPED)
    assert window.status.words == "Saving…"
    qtbot.waitUntil(lambda: window.status.words == "What you type is kept", timeout=DRAFT_AFTER * 10)
    assert desk.drafts.find("packet")["question"] == TYPED
    window.sidebar.setFocus()
    window.page("packet").setFocus()
    window.page("packet").finish()
    assert window.status.words.startswith("Saved ")
    assert desk.book.snapshot().person.question == TYPED
    assert desk.drafts.names() == ()


def test_a_draft_does_not_wait_for_a_pause(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    field = question(window)
    for _key in range(20):
        QTest.keyClicks(field, "x", delay=DRAFT_AFTER // 10)
    assert desk.drafts.find("packet")["question"].startswith("xxxxx")


def test_a_folder_that_went_is_said_until_a_second_try_saves_what_is_still_in_the_field(
    window: MainWindow, desk: Desk, book: Casebook, case_folder: Path, said: list[str]
) -> None:
    field = question(window)
    bring_back = moved_away(case_folder)
    QTest.keyClicks(field, TYPED)
    window.page("packet").finish()
    assert window.status.words == "Not saved: the case folder is not there"
    assert window.status.words in said
    assert window.status.try_button.isVisible()
    assert "no longer where it was" in desk.notices.words
    window.status.try_button.setFocus()
    QTest.keyClick(window.status.try_button, Qt.Key.Key_Space)
    assert window.status.words.startswith("Not saved")
    bring_back()
    QTest.keyClick(window.status.try_button, Qt.Key.Key_Space)
    assert window.status.words.startswith("Saved ")
    assert not window.status.try_button.isVisible()
    assert book.snapshot().person.question == TYPED


def test_an_act_that_was_refused_is_done_by_trying_again_and_only_once(
    window: MainWindow, desk: Desk, book: Casebook, case_folder: Path
) -> None:
    note = Note(title="one")
    bring_back = moved_away(case_folder)
    for _press in range(2):
        assert not desk.do(lambda: add_entry(book, note))
    assert window.status.words.startswith("Not saved")
    bring_back()
    assert desk.notices.action.text() == "Try again"
    desk.notices.action.click()
    assert window.status.words.startswith("Saved ")
    assert [entry.title for entry in book.snapshot().entries if isinstance(entry, Note)].count("one") == 1
    assert desk.notices.words == "Everything is saved now."


def test_another_save_that_went_well_does_not_hide_an_act_that_did_not(
    window: MainWindow, desk: Desk, book: Casebook, case_folder: Path
) -> None:
    bring_back = moved_away(case_folder)
    assert not desk.do(lambda: add_entry(book, Note(title="refused")))
    bring_back()
    assert desk.do(lambda: add_entry(book, Note(title="later")))
    assert window.status.words == "Not saved: one thing you did"
    window.actions_table["save-now"].trigger()
    assert window.status.words.startswith("Saved ")
    assert "refused" in {entry.title for entry in book.snapshot().entries if isinstance(entry, Note)}


def test_an_undo_that_was_refused_is_not_done_later_by_itself(
    window: MainWindow, desk: Desk, book: Casebook, case_folder: Path
) -> None:
    add_entry(book, Note(title="stays"))
    bring_back = moved_away(case_folder)
    desk.undo()
    assert window.status.words.startswith("Not saved")
    bring_back()
    window.actions_table["save-now"].trigger()
    assert not window.status.words.startswith("Not saved")
    assert "stays" in {entry.title for entry in book.snapshot().entries if isinstance(entry, Note)}


def test_a_form_stays_open_with_its_words_and_saves_them_by_trying_again(
    window: MainWindow, book: Casebook, case_folder: Path
) -> None:
    window.go("timeline")
    window.page("timeline").add("scan")  # type: ignore[attr-defined]
    form = next(dialog for dialog in window.findChildren(FormDialog) if dialog.isVisible())
    form.form.row("modality").control.set_typed("PET-CT of today")
    bring_back = moved_away(case_folder)
    form.save()
    assert form.isVisible()
    assert form.notices.kind == "stop"
    bring_back()
    form.notices.action.click()
    assert not form.isVisible()
    assert window.status.words.startswith("Saved ")
    assert "PET-CT of today" in {getattr(entry, "modality", "") for entry in book.snapshot().entries}


def test_a_window_with_words_that_nothing_keeps_does_not_close(
    window: MainWindow, desk: Desk, case_folder: Path, tmp_path: Path
) -> None:
    field = question(window)
    QTest.keyClicks(field, TYPED)
    bring_back = moved_away(case_folder)
    window.close()
    assert window.isVisible()
    asked = window.findChildren(UnsavedDialog)[-1]
    assert asked.try_button.isDefault()
    assert "no longer where it was" in asked.notices.words or "not there" in asked.notices.words
    elsewhere = tmp_path / "words.txt"
    asked.choose_target = lambda: elsewhere
    asked.elsewhere_button.click()
    assert TYPED in elsewhere.read_text(encoding="utf-8")
    asked.reject()
    assert window.isVisible()
    window.close()
    asked = window.findChildren(UnsavedDialog)[-1]
    asked.try_again()
    assert asked.isVisible()
    bring_back()
    asked.try_again()
    assert not window.isVisible()
    with Casebook.open(case_folder) as again:
        assert again.snapshot().person.question == TYPED


def test_words_are_lost_only_where_somebody_asks_for_it(window: MainWindow, case_folder: Path) -> None:
    field = question(window)
    QTest.keyClicks(field, TYPED)
    bring_back = moved_away(case_folder)
    window.door.close()
    assert window.desk is not None
    asked = window.findChildren(UnsavedDialog)[-1]
    assert not asked.lose_button.isDefault()
    asked.lose_button.click()
    assert window.desk is None
    assert not case_folder.exists()
    bring_back()


def test_what_is_said_aloud_is_the_trouble_and_that_it_is_over_and_not_each_key(
    window: MainWindow, said: list[str]
) -> None:
    field = question(window)
    QTest.keyClicks(field, TYPED)
    assert "Saving…" not in said
    assert status.announce is notices.announce


def test_a_case_that_a_sync_program_replaced_is_told_and_opened_again_with_the_words_kept(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_folder: Path, tmp_path: Path
) -> None:
    field = question(window)
    newer = tmp_path / "newer.db"
    shutil.copy2(case_folder / "case.db", newer)
    newer.replace(case_folder / "case.db")
    QTest.keyClicks(field, TYPED)
    window.page("packet").finish()
    assert window.status.words == "Not saved: another program changed the case"
    assert "set aside" in desk.notices.words
    assert window.status.try_button.text() == "Open it again"
    with qtbot.waitSignal(window.case_shown):
        window.status.try_button.click()
    assert window.status.words == "Everything is saved"
    window.go("packet")
    about = window.page("packet").about  # type: ignore[attr-defined]
    assert about.form.row("question").control.typed() == TYPED
    about.commit()
    assert window.desk is not None
    assert window.desk.book.snapshot().person.question == TYPED
    assert len(list((case_folder / "set aside").iterdir())) == 1
