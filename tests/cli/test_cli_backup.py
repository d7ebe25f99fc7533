"""`caregiver backup` writes the whole case into one file, and `caregiver restore` brings it back, with a way back."""

import shutil
from pathlib import Path

import pytest

from caregiver_app.paths import standard_paths
from caregiver_app.settings import Preferences


@pytest.fixture
def made(caregiver, case, tmp_path) -> Path:
    (tmp_path / "letter.txt").write_text("Discharge letter", encoding="utf-8")
    caregiver("add", case, tmp_path / "letter.txt")
    told = caregiver("backup", case, tmp_path / "x.caregiver")
    assert (told.code, "read back and is sound" in told.out) == (0, True)
    return tmp_path / "x.caregiver"


def test_a_case_comes_back_on_a_computer_that_has_none(caregiver, made, tmp_path) -> None:
    told = caregiver("restore", made, tmp_path / "new")
    assert (told.code, "1 file of papers" in told.out) == (0, True)
    assert caregiver("check", tmp_path / "new").code == 0


def test_over_a_case_it_compares_and_waits_for_a_yes(caregiver, case, made) -> None:
    caregiver("describe", case, "D-001", "--title", "Another title")
    told = caregiver("restore", made, case)
    assert told.code == 3
    assert "The backup is older" in told.out
    assert "D-001" in told.out
    assert "Add --yes" in told.err
    told = caregiver("restore", made, case, "--yes")
    assert (told.code, "set aside/001 restore" in told.out) == (0, True)
    assert "Another title" not in caregiver("list", case, "documents").out
    told = caregiver("restore", "--undo", case)
    assert told.code == 0
    assert "Another title" in caregiver("list", case, "documents").out


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(caregiver, case, made) -> None:
    told = caregiver("backup", case, made)
    assert (told.code, "--replace" in told.err) == (1, True)
    assert caregiver("backup", case, made, "--replace").code == 0


def test_what_is_no_backup_is_refused_in_plain_words(caregiver, tmp_path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")
    told = caregiver("restore", tmp_path / "letter.pdf", tmp_path / "new")
    assert (told.code, "is not a backup of this program" in told.err) == (1, True)
    assert not (tmp_path / "new").exists()


def test_settings_are_taken_over_only_where_there_are_none(caregiver, case, tmp_path) -> None:
    settings = standard_paths().settings
    Preferences(settings).change(theme="dark", text_percent=150)
    caregiver("backup", case, tmp_path / "x.caregiver")
    Preferences(settings).change(theme="light")
    caregiver("restore", tmp_path / "x.caregiver", tmp_path / "one")
    assert Preferences(settings).now.theme == "light"
    settings.unlink()
    told = caregiver("restore", tmp_path / "x.caregiver", tmp_path / "two")
    assert "had no settings yet" in told.out
    assert (Preferences(settings).now.theme, Preferences(settings).now.text_percent) == ("dark", 150)


def test_a_folder_is_asked_for_and_only_one_with_undo(caregiver, made, case) -> None:
    assert caregiver("restore", made).code == 2
    assert caregiver("restore", "--undo", made, case).code == 2
    told = caregiver("restore", "--undo", case)
    assert (told.code, "Nothing was restored" in told.err) == (1, True)


def test_a_repair_takes_good_copies_from_a_backup_and_goes_on_without_one_of_its_own_only_when_told(
    caregiver, case, made
) -> None:
    paper = next((case / "originals").glob("??/*"))
    paper.chmod(0o600)
    paper.write_bytes(b"damaged")
    shutil.rmtree(case / "backups", ignore_errors=True)
    (case / "backups").write_text("in the way")
    told = caregiver("check", case, "--set-aside", "--from", made)
    assert (told.code, "Before this, a backup of your records is made. That did not work" in told.err) == (1, True)
    assert paper.read_bytes() == b"damaged"
    told = caregiver("check", case, "--set-aside", "--from", made, "--anyway")
    assert "1 good copy was taken in." in told.out
    assert paper.read_bytes() == b"Discharge letter"


def test_a_lost_case_file_is_told_of_made_anew_and_put_back(caregiver, case, made) -> None:
    assert (caregiver("rebuild", case, "--dry-run").code, caregiver("rebuild", case, "--undo").code) == (1, 1)
    damaged = b"no case file" * 900
    (case / "case.db").write_bytes(damaged)
    told = caregiver("rebuild", case, "--dry-run")
    assert told.code == 0
    assert "Nothing was changed." in told.out
    assert "  comes back: The case as it was on" in told.out
    assert "  does not:   What was written or changed after that." in told.out
    assert (case / "case.db").read_bytes() == damaged
    told = caregiver("rebuild", case, "--only-backup")
    assert (told.code, "The case is as it was in the copy" in told.out) == (0, True)
    assert caregiver("check", case).code == 0
    told = caregiver("rebuild", case, "--undo")
    assert (told.code, "The case file is as it was before." in told.out) == (0, True)
    assert (case / "case.db").read_bytes() == damaged
    assert caregiver("rebuild", case).code == 0
    assert "D-001" in caregiver("list", case, "documents").out


def test_the_ways_to_make_a_case_file_anew_exclude_each_other(caregiver, case) -> None:
    assert caregiver("rebuild", case, "--only-backup", "--without-backup").code == 2
