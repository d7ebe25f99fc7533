"""Each series of a scan has one small picture to know it by, or says why it has none. None is made in our process."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import discs
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.documents.series_pictures import LONGEST, MOST, NOT_SHOWN, SeriesPicture, series_pictures
from caregiver_app.casebook.documents.sources import find_files
from caregiver_app.domain.documents.document import Document
from caregiver_app.progress import Cancelled
from cases import new_case

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def study_of(book: Casebook, *paths: Path, leave: bool = False) -> Document:
    """List what lies there, and return the first study among it."""
    listed = list_files(book, keep_files(book.originals, find_files(paths), leave_discs=leave))
    return next(document for document in listed if document.format == "study")


def scan(folder: Path, *, series: int = 2, each: int = 5) -> Path:
    """Make an imaging disc whose series are described and whose files are numbered against their names."""
    for own in range(1, series + 1):
        for number in range(each):
            ds = discs.picture(
                SOPInstanceUID=f"{discs.ROOT}9.{own}.{number + 1}",
                SeriesInstanceUID=f"{discs.ROOT}1.{own}",
                SeriesDescription=f"Lung {own}" if own > 1 else None,
                InstanceNumber=each - number,
            )
            discs.write(folder / f"S{own}" / f"IM{number}", ds)
    discs.index(folder / "DICOMDIR", [])
    return folder


def test_each_series_shows_its_middle_picture_with_its_name_and_its_number_of_pictures(
    book: Casebook, tmp_path: Path
) -> None:
    study = study_of(book, scan(tmp_path / "cd"))
    told: list[tuple[int, int, str]] = []
    first, second = series_pictures(study, book.originals, lambda *heard: told.append(heard))
    assert (first.path, first.description, first.pictures, first.trouble) == ("S1/IM2", "CT", 5, "")
    assert (second.path, second.description, second.pictures, second.trouble) == ("S2/IM2", "Lung 2", 5, "")
    assert (first.series_uid, second.series_uid) == (f"{discs.ROOT}1.1", f"{discs.ROOT}1.2")
    assert first.png is not None
    assert second.png is not None
    assert first.png.startswith(PNG)
    assert {heard[:2] for heard in told} == {(0, 2), (1, 2)}


@pytest.mark.thorough
def test_loose_files_and_those_of_a_portal_have_their_pictures_too(book: Casebook, tmp_path: Path) -> None:
    for number in range(3):
        discs.write(
            tmp_path / "loose" / f"{number}.dcm",
            discs.picture(SOPInstanceUID=f"{discs.ROOT}9.{number + 1}", InstanceNumber=number),
        )
    (tmp_path / "loose" / "a.txt").write_text("a letter")
    for name in "bcde":
        (tmp_path / "loose" / f"{name}.txt").write_text(f"another letter {name}")
    (series,) = series_pictures(study_of(book, tmp_path / "loose"), book.originals)
    assert (series.pictures, series.png is not None) == (3, True)


def test_a_disc_that_was_left_where_it_is_has_no_pictures_and_says_so(book: Casebook, tmp_path: Path) -> None:
    study = study_of(book, scan(tmp_path / "cd"), leave=True)
    assert [(one.png, one.trouble, one.pictures) for one in series_pictures(study, book.originals)] == [
        (None, "left", 5), (None, "left", 5),
    ]  # fmt: skip


@pytest.mark.thorough
def test_what_cannot_be_decoded_is_told_and_hides_no_other_series(book: Casebook, tmp_path: Path) -> None:
    cd = scan(tmp_path / "cd", series=3, each=1)
    discs.write(cd / "S1" / "IM0", discs.picture(SeriesInstanceUID=f"{discs.ROOT}1.1", PixelData=b"short!"))
    study = study_of(book, cd)
    lost = next(one for one in series_pictures(study, book.originals) if one.path == "S2/IM0")
    fingerprint = {file.path: file.fingerprint for file in book.originals.manifest(study.fingerprint).files}["S2/IM0"]  # type: ignore[union-attr]
    book.originals.file(fingerprint).unlink()
    assert lost.png is not None  # it was there a moment ago
    shown = {one.path: (one.png is not None, one.trouble) for one in series_pictures(study, book.originals)}
    assert shown == {"S1/IM0": (False, "unreadable"), "S2/IM0": (False, "missing"), "S3/IM0": (True, "")}
    assert {trouble for _shown, trouble in shown.values() if trouble} <= NOT_SHOWN.keys()


@pytest.mark.thorough
def test_a_study_of_very_many_series_shows_the_first_and_names_the_others(book: Casebook, tmp_path: Path) -> None:
    study = study_of(book, scan(tmp_path / "cd", series=MOST + 2, each=1))
    found = series_pictures(study, book.originals)
    assert [one.trouble for one in found].count("too_many") == 2
    assert sum(one.png is not None for one in found) == MOST


def test_no_pictures_come_of_a_paper_or_of_a_list_that_was_changed(book: Casebook, tmp_path: Path) -> None:
    study = study_of(book, scan(tmp_path / "cd"))
    book.originals.file(study.fingerprint).write_text("{}")
    assert series_pictures(study, book.originals) == ()
    assert series_pictures(Document(number=9, title="Letter", format="pdf", fingerprint="a" * 64), book.originals) == ()


@pytest.mark.thorough
def test_making_pictures_can_be_stopped(book: Casebook, tmp_path: Path) -> None:
    study = study_of(book, scan(tmp_path / "cd", series=4, each=1))
    heard = []

    def stop(done: int, _total: int, _what: str) -> None:
        heard.append(done)
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        series_pictures(study, book.originals, stop)
    assert max(heard) == 1


def test_nothing_that_decodes_pictures_is_loaded_in_our_own_process() -> None:
    look = (
        "import sys; import caregiver_app.casebook.documents.series_pictures; "
        "print(sorted({'numpy', 'pydicom', 'gdcm', 'PIL'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "[]"


@pytest.mark.thorough
def test_real_scans_have_pictures(book: Casebook, real_files: Path | None, capsys: pytest.CaptureFixture[str]) -> None:
    if real_files is None:
        return
    listed = list_files(book, keep_files(book.originals, find_files([real_files / "dicom"])))
    disc = next(document for document in listed if document.format == "disc")
    found: tuple[SeriesPicture, ...] = series_pictures(disc, book.originals)
    shown = [one for one in found if one.png is not None]
    with capsys.disabled():
        print(f"\n{len(found)} series, {len(shown)} shown", end=" ")
    assert len(shown) >= len(found) - 2
    assert max(len(one.png or b"") for one in shown) < 4 * LONGEST * LONGEST
