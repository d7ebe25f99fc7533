"""A case in a synced folder is told of once and moves whole; the old place is left as it was, with a note."""

from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.moving import NOTE, move_case, to_be_told, warning
from caregiver_app.errors import CaregiverError, CaseInUse
from caregiver_app.fsops import fingerprint_of
from caregiver_app.progress import Cancelled
from cases import new_case
from reading_grade import grade


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with a paper, in a synced folder."""
    made = new_case(tmp_path / "Dropbox" / "Lin Wei")
    (tmp_path / "letter.txt").write_text("A letter.", encoding="utf-8")
    with Casebook.open(made) as book:
        list_files(book, keep_files(book.originals, [tmp_path / "letter.txt"]))
    return made


def files_of(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): fingerprint_of(file) for file in folder.rglob("*") if file.is_file()}


def test_it_is_told_once_of_each_case_and_in_plain_words(folder: Path) -> None:
    with Casebook.open(folder) as book:
        assert to_be_told(book) == "Dropbox"
        assert to_be_told(book) == ""
    with Casebook.open(folder) as book:
        assert to_be_told(book) == ""
    assert grade(warning("Dropbox")) <= 8


def test_every_file_is_at_the_new_place_and_the_old_one_keeps_all_and_a_note(folder: Path, tmp_path: Path) -> None:
    before = files_of(folder)
    target = tmp_path / "cases" / "Lin Wei"
    move_case(folder, target)
    assert files_of(target) == before
    assert str(target) in (folder / NOTE).read_text(encoding="utf-8")
    assert {name: found for name, found in files_of(folder).items() if name != NOTE} == before
    with Casebook.open(target) as book:
        assert book.findings() == ()
        assert len(book.snapshot().documents) == 1


def test_a_move_that_is_stopped_or_refused_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    before, target = files_of(folder), tmp_path / "cases" / "Lin Wei"

    def stop(done: int, _total: int, _what: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        move_case(folder, target, stop)
    with Casebook.open(folder), pytest.raises(CaseInUse):
        move_case(folder, target)
    assert list(target.parent.iterdir()) == []
    target.mkdir()
    (target / "theirs").touch()
    with pytest.raises(CaregiverError, match="something in"):
        move_case(folder, target)
    assert {name: found for name, found in files_of(folder).items() if "sha256" not in name} == {
        name: found for name, found in before.items() if "sha256" not in name
    }
