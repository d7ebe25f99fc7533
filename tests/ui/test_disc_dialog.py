"""The dialog for an imaging disc: how much it is before anything is done, room or none, copied or left."""

from collections import namedtuple
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import discs
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.journal import Journal
from caregiver_app.intake.imaging import discs as imaging_discs
from caregiver_app.sniff import seems_dicom
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.disc_dialog import DiscDialog, measured
from caregiver_app.ui.documents.page import DocumentsPage
from caregiver_app.ui.main_window import MainWindow

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def page(window: MainWindow) -> DocumentsPage:
    window.go("documents")
    shown = window.page("documents")
    assert isinstance(shown, DocumentsPage)
    return shown


@pytest.fixture
def dialog(page: DocumentsPage, window: MainWindow) -> DiscDialog:
    """The dialog, opened by the menu."""
    (act,) = (act for act in page.more_button.menu().actions() if act.text() == "Add an imaging disc…")
    act.trigger()
    (found,) = window.findChildren(DiscDialog)
    return found


def counted(qtbot: QtBot, dialog: DiscDialog, folder: Path) -> None:
    """Choose a folder and wait until it is counted."""
    dialog.choose_folder = lambda: folder
    dialog.choose_button.click()
    assert not dialog.add_button.isEnabled()  # nothing can be added before it is known how much it is
    qtbot.waitUntil(lambda: not dialog.counted.text().startswith("Counting"), timeout=20_000)


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=20_000)


def test_a_disc_is_counted_before_anything_is_done_and_then_copied_whole(
    qtbot: QtBot, dialog: DiscDialog, desk: Desk, book: Casebook, tmp_path: Path
) -> None:
    cd = discs.disc(tmp_path / "CD 7")
    size = sum(path.stat().st_size for path in cd.rglob("*") if path.is_file())
    assert not dialog.add_button.isEnabled()
    counted(qtbot, dialog, cd)
    assert dialog.place.text() == str(cd)
    assert dialog.counted.text() == f"18 files, {size / 1000:.0f} KB. It is an imaging disc."
    assert dialog.copy.isChecked()
    assert list(book.originals.fingerprints()) == []
    assert dialog.focusWidget() is dialog.add_button
    dialog.add_button.click()
    settled(qtbot, desk)
    disc, study, *_papers = book.snapshot().documents
    assert (disc.title, disc.holding, study.images) == ("Imaging disc “CD 7”", "file", 12)
    assert book.undo_label == "Add 3 documents"


@pytest.mark.thorough
def test_a_disc_is_left_where_it_is_by_choice(
    qtbot: QtBot, dialog: DiscDialog, desk: Desk, book: Casebook, tmp_path: Path
) -> None:
    cd = discs.disc(tmp_path / "CD 7", viewer=False)
    counted(qtbot, dialog, cd)
    dialog.leave.click()
    dialog.add_button.click()
    settled(qtbot, desk)
    assert [(one.holding, one.held_by) for one in book.snapshot().documents] == [("elsewhere", str(cd))] * 2
    assert len(list(book.originals.fingerprints())) == 2  # the two lists, and no picture


def test_a_disc_there_is_no_room_for_is_told_plainly_and_can_be_left(
    qtbot: QtBot, dialog: DiscDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr("shutil.disk_usage", lambda place: asked.append(place) or Usage(9, 9, 1_000))
    counted(qtbot, dialog, discs.disc(tmp_path / "CD 7"))
    assert len(asked) == 1
    assert dialog.warning.isVisible()
    assert dialog.warning.text().startswith("There is not enough room for a copy: it takes ")
    assert "1 KB are free where the case is" in dialog.warning.text()
    dialog.leave.click()
    assert not dialog.warning.isVisible()
    dialog.reject()


def test_other_files_come_in_as_ever_and_are_not_left_behind(
    qtbot: QtBot, dialog: DiscDialog, desk: Desk, book: Casebook, tmp_path: Path
) -> None:
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "letter.txt").write_text("a letter")
    dialog.leave.click()
    counted(qtbot, dialog, tmp_path / "box")
    assert "no imaging files in it" in dialog.counted.text()
    assert (dialog.leave.isEnabled(), dialog.copy.isChecked()) == (False, True)
    dialog.add_button.click()
    settled(qtbot, desk)
    assert [one.holding for one in book.snapshot().documents] == ["file"]


def test_what_holds_nothing_or_is_gone_cannot_be_added(qtbot: QtBot, dialog: DiscDialog, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    counted(qtbot, dialog, tmp_path / "empty")
    assert dialog.counted.text().startswith("There is no file in it.")
    assert not dialog.add_button.isEnabled()
    counted(qtbot, dialog, tmp_path / "gone")
    assert "not there" in dialog.counted.text()
    assert not dialog.add_button.isEnabled()
    dialog.reject()


def test_only_the_disc_that_was_chosen_last_counts(
    qtbot: QtBot, dialog: DiscDialog, desk: Desk, tmp_path: Path
) -> None:
    first, last = discs.disc(tmp_path / "first"), discs.disc(tmp_path / "last", images=1, series=1, viewer=False)
    dialog.choose_folder = lambda: first
    dialog.choose()
    counted(qtbot, dialog, last)
    settled(qtbot, desk)
    assert dialog.counted.text().startswith("2 files")
    wanted: list[tuple[Path, bool]] = []
    dialog.wanted.disconnect()
    dialog.wanted.connect(lambda folder, leave: wanted.append((folder, leave)))
    dialog.add()
    assert wanted == [(last, False)]


def test_two_discs_on_one_stick_are_counted_together(tmp_path: Path) -> None:
    for name in ("a", "b"):
        discs.disc(tmp_path / "stick" / name, images=2, series=1, viewer=False)
    (tmp_path / "stick" / "letter.txt").write_text("a letter")
    found = measured(tmp_path / "stick", tmp_path, lambda *_told: None)
    assert (found.discs, found.files) == (2, 7)
    assert found.size == sum(path.stat().st_size for path in (tmp_path / "stick").rglob("*") if path.is_file())
    assert found.needed > found.size
    assert found.free > 0


def test_a_disc_that_names_itself_is_not_opened_file_by_file_to_be_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    monkeypatch.setattr(imaging_discs, "seems_dicom", lambda head: looked.append(head) or seems_dicom(head))
    cd = discs.disc(tmp_path / "cd", images=3, series=1, viewer=False)
    assert measured(cd, tmp_path, lambda *_told: None).discs == 1
    assert looked == []
    (cd / "DICOMDIR").unlink()
    assert measured(cd, tmp_path, lambda *_told: None).discs == 1
    assert len(looked) == 3


@pytest.mark.thorough
def test_going_on_after_a_stop_still_leaves_the_disc_where_it_is(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, tmp_path: Path
) -> None:
    cd = discs.disc(tmp_path / "cd", viewer=False)
    journal = Journal(book.folder)
    journal.begin((cd,), leave_discs=True)
    journal.leave()
    page.adding.go_on()
    settled(qtbot, desk)
    assert {one.holding for one in book.snapshot().documents} == {"elsewhere"}
    assert Journal(book.folder).unfinished() is None
