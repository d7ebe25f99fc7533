"""What cannot be listed is told in words; nothing is ever taken for empty because nobody could look."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from caregiver_app.casebook.backing_up import NoBackupFirst, back_up, back_up_first
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.erasing import erase_for_good, erasure_of, look_elsewhere
from caregiver_app.casebook.integrity import check_case, repair_case
from caregiver_app.casebook.moving import move_case
from caregiver_app.casebook.rebuilding import rebuild_case
from caregiver_app.casebook.restoring import restore_over, undo_restore
from caregiver_app.domain.documents.document import Document
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import files_under, listed
from caregiver_app.store import backup, switching
from caregiver_app.store.protecting import protect
from closed_folders import closed
from protected import protection
from whole_case import files_of, flip, whole_case

CLOSED = "cannot be looked into"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return whole_case(tmp_path / "case")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files_of(folder)}


def loop(folder: Path) -> None:
    """Put a link that leads to itself in place of a folder: it is there, and nobody can look into it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.symlink_to(folder)


def a_folder_of_papers(folder: Path) -> Path:
    return next(path for path in sorted((folder / "originals").iterdir()) if path.is_dir())


def test_a_folder_that_is_not_there_is_empty_and_one_that_cannot_be_read_is_not(tmp_path: Path) -> None:
    assert listed(tmp_path / "nothing") == ()
    loop(tmp_path / "loop")
    with pytest.raises(CaregiverError, match=CLOSED):
        listed(tmp_path / "loop")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CaregiverError, match=CLOSED):
        listed(tmp_path / "file")


def test_drafts_nobody_can_look_into_keep_no_case_shut_and_are_told_until_looked_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "drafts").mkdir(exist_ok=True)
    with closed(monkeypatch, folder / "drafts"):
        Casebook.open(folder).close()
    for _time in range(2):
        with Casebook.open(folder) as book:
            assert book.doubts == ("drafts",)
            told = [one for one in book.findings() if one.kind == "outside"]
    assert [(one.where, "could look into" in one.what) for one in told] == [("drafts", True)]


def test_a_closed_folder_within_stops_the_walk_or_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "paper.txt").write_text(name)
    with closed(monkeypatch, tmp_path / "b"):
        with pytest.raises(CaregiverError, match=CLOSED):
            list(files_under(tmp_path))
        named: list[Path] = []
        assert [file.parent.name for file in files_under(tmp_path, named)] == ["a", "c"]
    assert named == [tmp_path / "b"]


def test_backups_that_cannot_be_listed_are_no_reason_to_number_from_one(folder: Path) -> None:
    loop(folder / "backups")
    with pytest.raises(CaregiverError, match=CLOSED):
        backup.listed(folder)
    with Casebook.open(folder) as book, pytest.raises(NoBackupFirst, match=CLOSED):
        back_up_first(book.whole, date(2026, 11, 29))


@pytest.mark.parametrize("part", ["backups", "about"])
def test_the_check_finds_a_folder_that_cannot_be_looked_into(folder: Path, part: str) -> None:
    loop(folder / part)
    found = [one for one in check_case(folder) if one.where == part]
    assert [(one.kind, CLOSED in one.what, one.is_harm) for one in found] == [("unreadable", True, True)]


def test_the_check_finds_a_folder_of_papers_that_cannot_be_looked_into(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_folder_of_papers(folder)
    with closed(monkeypatch, place):
        found = check_case(folder)
    assert [(one.kind, one.where) for one in found] == [("unreadable", place.relative_to(folder).as_posix())]


def test_what_was_set_aside_and_cannot_be_listed_is_told_before_anything_more_is_set_aside(folder: Path) -> None:
    loop(folder / switching.ASIDE)
    with pytest.raises(CaregiverError, match=CLOSED):
        switching.set_aside(folder)
    flip(next((folder / "about").glob("*.json")), 321)
    before = bytes_of(folder / "about")
    with pytest.raises(CaregiverError, match=CLOSED):
        repair_case(folder)
    assert bytes_of(folder / "about") == before


def test_a_backup_names_the_folder_of_papers_nobody_could_look_into(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_folder_of_papers(folder)
    with Casebook.open(folder) as book, closed(monkeypatch, place):
        made = back_up(book.whole, tmp_path / "one.caregiver", datetime(2026, 11, 29, 12, 0))
    assert made.manifest.lacking == (place.relative_to(folder).as_posix(),)
    assert made.unsound == 1


def test_a_restore_is_not_taken_back_by_halves(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Casebook.open(folder) as book:
        back_up(book.whole, tmp_path / "one.caregiver", datetime(2026, 11, 29, 12, 0))
    aside = restore_over(tmp_path / "one.caregiver", folder)
    before = bytes_of(folder)
    with closed(monkeypatch, a_folder_of_papers(aside)), pytest.raises(CaregiverError, match=CLOSED):
        undo_restore(folder)
    assert bytes_of(folder) == before


def test_a_case_is_not_moved_or_protected_without_a_folder_nobody_could_look_into(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(folder)
    with closed(monkeypatch, a_folder_of_papers(folder)):
        with pytest.raises(CaregiverError, match=CLOSED):
            move_case(folder, tmp_path / "moved")
        with pytest.raises(CaregiverError, match=CLOSED):
            protect(folder, protection().keys, protection().wrapped)
    assert bytes_of(folder) == before
    assert not (tmp_path / "moved").exists()


@pytest.mark.parametrize("part", ["drafts", "set aside"])
def test_nothing_is_erased_while_nobody_can_tell_where_it_still_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    (folder / part).mkdir(exist_ok=True)
    with Casebook.open(folder) as book:
        (gone,) = (one.id for one in book.trash(Document))
        with closed(monkeypatch, folder / part), pytest.raises(CaregiverError, match=CLOSED):
            look_elsewhere(book, erasure_of(book, gone))
        assert look_elsewhere(book, erasure_of(book, gone)).backups


def test_a_case_is_not_made_anew_while_nobody_can_tell_what_was_erased(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Casebook.open(folder) as book:
        (gone,) = (one.id for one in book.trash(Document))
        erase_for_good(book, erasure_of(book, gone), date(2026, 11, 29))
    (folder / "case.db").unlink()
    before = bytes_of(folder)
    with closed(monkeypatch, folder / "about"), pytest.raises(CaregiverError, match=CLOSED):
        rebuild_case(folder)
    assert bytes_of(folder) == before
    rebuild_case(folder)
    with Casebook.open(folder) as book:
        assert book.find(gone) is None
        assert gone in book.erased()
