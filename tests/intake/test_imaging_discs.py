"""A disc is found by what is in it, listed by walking it, and nothing outside it is opened or named."""

import os
from pathlib import Path

import pytest

import discs
from caregiver_app.child import Child
from caregiver_app.domain.documents.imaging import missing_from
from caregiver_app.errors import CaregiverError
from caregiver_app.intake.imaging.discs import find_discs, path_text, read_disc
from caregiver_app.intake.imaging.listing import look_at_files, names_in_index


def test_every_file_of_a_disc_is_listed_the_viewer_s_too(tmp_path: Path) -> None:
    disc = read_disc(discs.disc(tmp_path / "CD 7", images=3))
    assert disc.name == "CD 7"
    assert [file.path_inside for file in disc.files] == [
        "AUTORUN.INF", "DICOMDIR", "DICOM/SER0/IM00000", "DICOM/SER0/IM00002", "DICOM/SER1/IM00001",
        "VIEWER/ICON.PNG", "VIEWER/LICENSE.RTF", "VIEWER/VIEW.EXE", "VIEWER/HELP/INDEX.HTM",
    ]  # fmt: skip
    assert all(file.place.stat().st_size == file.size for file in disc.files)
    assert (disc.indexes, disc.left_out, disc.unreadable) == (("DICOMDIR",), (), ())


@pytest.mark.parametrize("name", ["DICOMDIR", "dicomdir", "DICOMDIR.", "dicomdir;1"])
def test_a_folder_with_an_index_is_a_disc_whatever_else_is_on_it(tmp_path: Path, name: str) -> None:
    cd = discs.disc(tmp_path / "stick" / "CD", images=2)
    (cd / "DICOMDIR").rename(cd / name)
    (tmp_path / "stick" / "letter.pdf").write_bytes(b"%PDF-1.4")
    found = find_discs([tmp_path / "stick"])
    assert (found.discs, found.files) == ((cd,), (tmp_path / "stick" / "letter.pdf",))
    assert read_disc(cd).indexes == (name,)


def test_folders_of_pictures_without_an_index_are_one_disc_and_letters_beside_them_are_not(tmp_path: Path) -> None:
    for series in ("A/1", "A/2", "B"):
        discs.write(tmp_path / "Scans" / series / "IM1", discs.picture())
    assert find_discs([tmp_path / "Scans"]).discs == (tmp_path / "Scans",)
    letter = tmp_path / "Scans" / "letter.pdf"
    letter.write_bytes(b"%PDF-1.4")
    found = find_discs([tmp_path / "Scans"])
    assert (found.discs, found.files) == ((tmp_path / "Scans" / "A", tmp_path / "Scans" / "B"), (letter,))


def test_two_discs_in_one_folder_stay_two(tmp_path: Path) -> None:
    one, two = discs.disc(tmp_path / "1", images=1), discs.disc(tmp_path / "2", images=1)
    assert find_discs([tmp_path]).discs == (one, two)


def test_one_picture_among_many_letters_makes_no_disc(tmp_path: Path) -> None:
    letters = [tmp_path / f"letter {number}.txt" for number in range(3)]
    for letter in letters:
        letter.write_text("Dear doctor")
    lone = discs.write(tmp_path / "IM1", discs.picture())
    found = find_discs([tmp_path, lone])
    assert (found.discs, set(found.files)) == ((), {*letters, lone})


def test_a_path_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    for look in (read_disc, lambda path: find_discs([path])):
        with pytest.raises(CaregiverError, match="is not there"):
            look(tmp_path / "gone")


def test_links_are_named_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    canary = discs.write(outside / "CANARY", discs.picture())
    cd = discs.disc(tmp_path / "cd", images=1, viewer=False)
    (cd / "DICOM" / "file").symlink_to(canary)
    (cd / "folder").symlink_to(outside, target_is_directory=True)
    (cd / "round").symlink_to(cd, target_is_directory=True)
    os.mkfifo(cd / "pipe")
    assert (cd / "folder" / "CANARY").is_file()  # the way out is there
    disc = read_disc(cd)
    assert [file.path_inside for file in disc.files] == ["DICOMDIR", "DICOM/SER0/IM00000"]
    assert set(disc.left_out) == {"DICOM/file", "folder", "round", "pipe"}
    assert find_discs([cd]).discs == (cd,)


def test_an_index_that_points_outside_opens_nothing_there(tmp_path: Path) -> None:
    canary = discs.write(tmp_path / "CANARY", discs.picture())
    cd = discs.disc(tmp_path / "cd", images=1, viewer=False)
    ways_out = ["../CANARY", "..\\CANARY", str(canary), "DICOM/../../CANARY", "dicom/SER0/../../../canary"]
    discs.index(cd / "DICOMDIR", ["DICOM/SER0/IM00000", *ways_out])
    with Child() as child:
        opened = child.call(_opened_while_reading, cd / "DICOMDIR")
        named = child.call(names_in_index, cd / "DICOMDIR")
    assert str(cd / "DICOMDIR") in opened  # the watcher works
    assert not [path for path in opened if "CANARY" in path.upper()]
    assert "../CANARY" in named  # and it did name the way out
    present = [file.path_inside for file in read_disc(cd).files]
    assert present == ["DICOMDIR", "DICOM/SER0/IM00000"]
    assert set(missing_from(named, present)) == set(named) - {"DICOM/SER0/IM00000"}


def _opened_while_reading(path: Path) -> list[str]:
    """Return every file that is opened while an index is read. Runs in a child, where a watcher may stay."""
    import sys

    opened: list[str] = []
    sys.addaudithook(lambda event, told: opened.append(str(told[0])) if event == "open" else None)
    names_in_index(path)
    return list(opened)


@pytest.mark.parametrize("body", [b"", b"not an index", b"\0" * 128 + b"DICM" + b"\xff" * 300])
def test_a_damaged_index_names_nothing(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "DICOMDIR").write_bytes(body)
    assert names_in_index(tmp_path / "DICOMDIR") == ()


def test_a_name_that_is_no_text_can_be_stored(tmp_path: Path) -> None:
    for name in (b"IM\xff", b"a\\b", b"line\nbreak"):
        discs.write(Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))), discs.picture())
    names = [file.path_inside for file in read_disc(tmp_path).files]
    assert names == ["IM_xff", "a_b", "line_break"]
    assert path_text(Path("C:") / "IM1") == "C_/IM1"


def test_two_names_that_look_the_same_stay_two(tmp_path: Path) -> None:
    for name in ("a\\b", "a_b"):
        (tmp_path / name).write_bytes(b"x")
    assert [file.path_inside for file in read_disc(tmp_path).files] == ["a_b", "a_b (2)"]


def test_files_are_told_apart_by_content(tmp_path: Path) -> None:
    cd = discs.disc(tmp_path, images=1)
    seen = dict(zip(["IM", "EXE", "RTF", "DIR"], look_at_files([
        cd / "DICOM/SER0/IM00000", cd / "VIEWER/VIEW.EXE", cd / "VIEWER/LICENSE.RTF", cd / "DICOMDIR",
    ]), strict=True))  # fmt: skip
    assert [look.format for look in seen.values()] == ["dicom", "program", "rtf", "dicom"]
    assert seen["IM"].image is not None
