"""`caregiver selftest`: a whole program says so, and one that lacks a part says which."""

import sys
from pathlib import Path

import pytest

from caregiver_app import bundled
from caregiver_app.casebook import selftest
from caregiver_app.intake.inspection import LOOKS


def test_each_kind_of_paper_that_can_be_opened_is_tried() -> None:
    tried = {form for form, _word in selftest.KINDS.values()} | {"dicom"}
    assert set(LOOKS) - tried == {"xml", "office"}  # another XML, and a Word letter of before 2007, which is only kept


@pytest.mark.thorough
def test_a_whole_program_says_so_and_leaves_nothing_behind(
    caregiver, throwaway_home: Path, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = caregiver("selftest")
    assert (done.code, done.err) == (0, ""), done.out
    assert [line[:2] for line in done.out.splitlines()[:-1]] == ["ok"] * 11
    assert list(tmp_path.iterdir()) == []


@pytest.mark.thorough
def test_the_step_that_goes_wrong_is_named_and_is_the_last(caregiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "SCAN", "letter.txt")  # a page that has no picture to be read
    done = caregiver("selftest", "--no-window")
    assert done.code == 1
    assert done.out.splitlines()[3].startswith("not ok  Reading the words on a scanned page")
    assert len(done.out.splitlines()) == 5


def test_a_window_that_does_not_open_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "program", lambda _name: [sys.executable, "-c", "print('nothing')"])
    with pytest.raises(selftest.NotWhole, match="nothing"):
        selftest.open_window(tmp_path, tmp_path)
