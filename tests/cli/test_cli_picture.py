"""`caregiver picture`: three kinds of file, told apart by the ending, nothing else written over."""

import pytest


@pytest.mark.parametrize(("ending", "beginning"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("PDF", b"%PDF-")])
def test_the_ending_says_what_is_written(caregiver, case, tmp_path, ending, beginning):
    target = tmp_path / f"timeline.{ending}"
    told = caregiver("picture", case, "-o", target, "--as-of", "14 May 2025")
    assert (told.code, told.err) == (0, "")
    assert str(target) in told.out
    assert target.read_bytes().startswith(beginning)
    assert caregiver("picture", case, "-o", target, "--as-of", "14 May 2025").code == 0, "an older picture is replaced"


@pytest.mark.parametrize("name", ["timeline.jpg", "timeline", ".svg"])
def test_another_ending_is_refused(caregiver, case, tmp_path, name):
    told = caregiver("picture", case, "-o", tmp_path / name)
    assert told.code == 1
    assert "does not say what to write" in told.err
    assert not (tmp_path / name).exists()


def test_a_file_that_is_no_picture_is_not_written_over(caregiver, case, tmp_path):
    target = tmp_path / "letter.pdf"
    target.write_text("Dear family")
    told = caregiver("picture", case, "-o", target)
    assert told.code == 1
    assert "is not a picture of this kind" in told.err
    assert target.read_text() == "Dear family"


def test_nothing_is_written_among_the_originals_or_where_there_is_no_folder(caregiver, case, tmp_path):
    among = case / "originals" / "timeline.svg"
    assert caregiver("picture", case, "-o", among).code == 1
    assert not among.exists()
    told = caregiver("picture", case, "-o", tmp_path / "nowhere" / "timeline.svg")
    assert told.code == 1
    assert "The folder “nowhere” is not there." in told.err


def test_the_name_is_left_out_when_asked(caregiver, case, tmp_path):
    caregiver("picture", case, "-o", tmp_path / "named.svg")
    caregiver("picture", case, "-o", tmp_path / "unnamed.svg", "--no-name", "--paper", "letter")
    assert "Lin Wei" in (tmp_path / "named.svg").read_text(encoding="utf-8")
    assert "Lin Wei" not in (tmp_path / "unnamed.svg").read_text(encoding="utf-8")
