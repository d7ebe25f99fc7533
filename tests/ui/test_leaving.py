"""Letting go of a case: what is typed is written first, work under way stops, and trouble is told."""

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import DiskFull
from caregiver_app.progress import Progress
from caregiver_app.settings import Preferences
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.main_window import MainWindow

FULL = DiskFull("The disk is full.", safe="Your entries are safe.", now="Free some space.")


def test_what_is_half_typed_on_a_page_is_written_before_the_case_closes(window: MainWindow, case_folder: Path) -> None:
    window.go("packet")
    page = window.page("packet")
    page.about.form.row("question").control.set_typed("Is there a trial?")
    window.actions_table["close"].trigger()
    with Casebook.open(case_folder) as book:
        assert book.snapshot().person.question == "Is there a trial?"


def test_a_form_that_stands_open_is_put_by_with_its_words_kept(
    qtbot: QtBot, window: MainWindow, case_folder: Path, tmp_path: Path
) -> None:
    window.go("timeline")
    window.page("timeline").add("scan")
    form = next(dialog for dialog in window.findChildren(FormDialog) if dialog.isVisible())
    form.form.row("modality").control.set_typed("PET-CT")
    window.door.close()
    QApplication.processEvents()
    assert not [dialog for dialog in window.findChildren(FormDialog) if dialog.isVisible()]
    with qtbot.waitSignal(window.case_shown):
        window.door.open(case_folder)
    assert "was not saved" in window.notices.words


@pytest.mark.parametrize("is_done_first", [True, False])
def test_work_that_ends_after_the_case_is_closed_touches_it_no_more(
    qtbot: QtBot, window: MainWindow, desk: Desk, jobs: Jobs, case_folder: Path, is_done_first: bool
) -> None:
    gate, finished = threading.Event(), threading.Event()
    told: list[str] = []

    def work(_progress: Progress) -> str:
        gate.wait(5)
        finished.set()
        return "kept"

    desk.jobs.start(
        work,
        done=lambda _kept: desk.do(lambda: add_entry(desk.book, Note(title="late"))),
        failed=lambda _problem: told.append("failed"),
        ended=lambda: told.append("ended"),
    )
    if is_done_first:
        gate.set()
        assert finished.wait(5)
    window.door.close()
    gate.set()
    qtbot.waitUntil(lambda: told == ["ended"])
    with Casebook.open(case_folder) as book:
        assert "late" not in [entry.title for entry in book.snapshot().entries if isinstance(entry, Note)]


@pytest.mark.thorough
def test_opening_another_case_is_not_stopped_by_leaving_this_one(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.case_shown, timeout=20000):
        window.door.open_sample(tmp_path / "sample")
        window.door.close()
    assert window.desk is not None


def test_a_disk_that_is_full_at_the_end_is_told_and_the_window_stays_to_be_read(
    window: MainWindow, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = book.close

    def close() -> None:
        really()
        raise FULL

    monkeypatch.setattr(book, "close", close)
    window.close()
    assert window.isVisible()
    assert window.welcome.isVisible()
    assert window.notices.words == str(FULL)
    window.close()
    assert not window.isVisible()


def test_the_way_back_in_a_notice_goes_when_another_step_is_the_newest(
    window: MainWindow, desk: Desk, book: Casebook
) -> None:
    assert desk.do_undoable(lambda: add_entry(book, Note(title="one")), "Added: one")
    assert window.notices.words == "Added: one"
    add_entry(book, Note(title="two"))
    assert window.notices.words == ""
    desk.undo()
    assert window.notices.words == "Undone: Add: Note"
    titles = {entry.title for entry in book.snapshot().entries if isinstance(entry, Note)}
    assert "one" in titles
    assert "two" not in titles


def test_a_warning_stays_without_its_way_back_when_another_step_is_the_newest(
    window: MainWindow, desk: Desk, book: Casebook
) -> None:
    add_entry(book, Note(title="one"))
    desk.tell_step("One file cannot be read.", "care")
    assert window.notices.action.isVisible()
    add_entry(book, Note(title="two"))
    assert window.notices.words == "One file cannot be read."
    assert not window.notices.action.isVisible()


def test_a_notice_that_is_no_step_is_not_touched_by_a_change(window: MainWindow, book: Casebook) -> None:
    window.notices.tell_done("The copy is saved.")
    add_entry(book, Note(title="two"))
    assert window.notices.words == "The copy is saved."


def test_settings_that_were_set_aside_are_known_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    assert Preferences(file).set_aside is None
    file.write_bytes(b"\xff{")
    aside = Preferences(file).set_aside
    assert aside is not None
    assert aside.is_file()
