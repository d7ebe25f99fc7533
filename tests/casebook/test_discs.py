"""A disc goes into the case whole: every file, its studies, a list that proves them. What cannot be read is named."""

import hashlib
from pathlib import Path

import pytest

import discs
from caregiver_app.casebook.documents.discs import KeptDisc, keep_disc, keep_listed
from caregiver_app.domain.documents.imaging import previews_of, studies
from caregiver_app.errors import CaregiverError
from caregiver_app.intake.imaging.discs import DiscFile, DiscList, read_disc
from caregiver_app.intake.imaging.look import look_at_dicom
from caregiver_app.intake.imaging.pixels import preview
from caregiver_app.progress import Cancelled
from caregiver_app.store.originals import Originals


@pytest.fixture
def shelf(tmp_path: Path) -> Originals:
    (tmp_path / "originals").mkdir()
    return Originals(tmp_path / "originals")


def files_of(shelf: Originals, fingerprint: str) -> dict[str, str]:
    manifest = shelf.manifest(fingerprint)
    assert manifest is not None
    return {file.path: file.fingerprint for file in manifest.files}


def test_every_file_of_a_disc_is_kept_byte_for_byte_and_listed(shelf: Originals, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "CD 7")
    told: list[tuple[int, int, str]] = []
    kept = keep_disc(shelf, cd, progress=lambda *heard: told.append(heard))
    on_disc = {str(path.relative_to(cd)): path.read_bytes() for path in cd.rglob("*") if path.is_file()}
    listed = files_of(shelf, kept.fingerprint)
    assert {path: shelf.file(mark).read_bytes() for path, mark in listed.items()} == on_disc
    assert (kept.name, kept.files, kept.size) == ("CD 7", len(on_disc), sum(map(len, on_disc.values())))
    assert (kept.unreadable, kept.damaged, kept.left_out, kept.missing) == ((), (), (), ())
    assert told[-1] == (len(on_disc), len(on_disc), "")
    assert {what for _done, _total, what in told} <= {*on_disc, ""}
    (study,) = kept.studies
    assert (study.study.title, study.study.series, study.study.images) == ("PET-CT chest, 24 September 2026", 2, 12)
    assert files_of(shelf, study.fingerprint) == {path: listed[path] for path in study.study.files}
    assert study.size == sum(len(on_disc[path]) for path in study.study.files)


@pytest.mark.thorough
def test_the_same_disc_gives_the_same_lists(shelf: Originals, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd")
    first, second = keep_disc(shelf, cd), keep_disc(shelf, cd)
    assert second.fingerprint == first.fingerprint
    assert second.studies == first.studies
    assert (second.new, len(first.new)) == ((), len(list(shelf.fingerprints())))


def test_a_disc_that_is_left_where_it_is_is_proven_and_not_copied(shelf: Originals, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd")
    kept = keep_disc(shelf, cd, leave=True)
    manifest = shelf.manifest(kept.fingerprint)
    assert manifest is not None
    assert (kept.kept, manifest.kept) == (False, False)
    for file in manifest.files:
        assert hashlib.sha256((cd / file.path).read_bytes()).hexdigest() == file.fingerprint
    papers = {paper.fingerprint for paper in kept.papers}
    lists = {kept.fingerprint, *(study.fingerprint for study in kept.studies)}
    assert set(shelf.fingerprints()) == papers | lists


@pytest.mark.thorough
def test_papers_on_a_disc_are_told_and_those_of_its_viewer_marked(shelf: Originals, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", images=1)
    (cd / "REPORT.PDF").write_bytes(b"%PDF-1.4 the report")
    pdf = b"%PDF-1.4 enclosed"
    discs.write(cd / "DICOM" / "DOC1", discs.report(pdf + b"!"))
    (cd / "REPORTS").mkdir()
    (cd / "REPORTS" / "SETUP.EXE").write_bytes(b"MZ" + bytes(100))
    for leave in (True, False):
        kept = keep_disc(shelf, cd, leave=leave)
        papers = {paper.path_inside: paper for paper in kept.papers}
        assert set(papers) == {"REPORT.PDF", "DICOM/DOC1/Report of the scan.pdf", "VIEWER/LICENSE.RTF"}
        assert [path for path, paper in papers.items() if paper.beside_program] == ["VIEWER/LICENSE.RTF"]
        enclosed = papers["DICOM/DOC1/Report of the scan.pdf"]
        assert shelf.file(enclosed.fingerprint).read_bytes() == pdf + b"!"
        assert {papers[path].format for path in papers} == {"pdf", "rtf"}


def test_what_the_index_names_and_is_not_there_is_told(shelf: Originals, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", images=2, viewer=False)
    discs.index(cd / "DICOMDIR", ["DICOM/SER0/IM00000", "DICOM/SER9/IM9", "../CANARY"])
    discs.write(tmp_path / "CANARY", discs.picture())
    kept = keep_disc(shelf, cd)
    assert kept.missing == ("DICOM/SER9/IM9", "../CANARY")
    assert set(files_of(shelf, kept.fingerprint)) == {"DICOMDIR", "DICOM/SER0/IM00000", "DICOM/SER1/IM00001"}


@pytest.mark.thorough
def test_a_scratched_disc_goes_in_but_for_the_files_that_cannot_be_read(shelf: Originals, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", images=300, viewer=False)
    # No disc here is scratched, but this file opens and then gives the same answer as one: an input/output error.
    scratched = Path("/proc/self/mem")
    with scratched.open("rb") as file, pytest.raises(OSError, match="Input/output error"):
        file.read(1)
    disc = read_disc(cd)
    bad = {f"DICOM/SER0/IM{number:05}" for number in (0, 50, 100, 150, 298)}
    files = tuple(
        DiscFile(file.path_inside, scratched, file.size) if file.path_inside in bad else file for file in disc.files
    )
    for leave in (False, True):
        kept = keep_listed(shelf, DiscList(disc.name, files, (), ("LOST",), disc.indexes), leave=leave)
        assert set(kept.unreadable) == {*bad, "LOST"}
        listed = files_of(shelf, kept.fingerprint)
        assert {path for path, fingerprint in listed.items() if not fingerprint} == bad
        assert (len(listed), kept.files, kept.studies[0].study.images) == (301, 301, 295)
        assert kept.missing == ()


@pytest.mark.thorough
def test_damaged_pictures_are_kept_and_named(shelf: Originals, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", images=4, viewer=False)
    cut = cd / "DICOM" / "SER0" / "IM00000"
    cut.write_bytes(cut.read_bytes()[:-50])
    discs.deflated_bomb(cd / "DICOM" / "BOMB", megabytes=900)
    kept = keep_disc(shelf, cd)
    assert set(kept.damaged) == {"DICOM/SER0/IM00000", "DICOM/BOMB"}
    assert kept.studies[0].unreadable == ("DICOM/SER0/IM00000",)
    assert files_of(shelf, kept.fingerprint).keys() >= {"DICOM/SER0/IM00000", "DICOM/BOMB"}


def test_stopping_takes_back_what_was_newly_kept_and_nothing_else(shelf: Originals, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", images=120, viewer=False)
    before = shelf.keep(cd / "DICOM" / "SER0" / "IM00000")
    seen = []

    def stop(done: int, total: int, what: str) -> None:
        seen.append(len(list(shelf.fingerprints())))
        if done > 30:
            raise Cancelled

    with pytest.raises(Cancelled):
        keep_disc(shelf, cd, progress=stop)
    assert max(seen) > 1  # it was in the middle
    assert list(shelf.fingerprints()) == [before.fingerprint]
    assert [path.name for path in shelf.folder.iterdir() if path.name.startswith(".")] == []


def test_a_case_that_takes_no_more_stops_it_and_is_told(shelf: Originals, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", images=3)
    (shelf.folder).rmdir()
    shelf.folder.write_bytes(b"no folder")
    with pytest.raises(CaregiverError):
        keep_disc(shelf, cd)


def test_an_empty_folder_gives_an_empty_list(shelf: Originals, tmp_path: Path) -> None:
    (tmp_path / "cd").mkdir()
    kept = keep_disc(shelf, tmp_path / "cd")
    assert (kept.files, kept.studies, files_of(shelf, kept.fingerprint)) == (0, (), {})


@pytest.mark.thorough
def test_all_real_imaging_files_go_in_as_one_disc(
    shelf: Originals, real_files: Path | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if real_files is None:
        return
    kept: KeptDisc = keep_disc(shelf, real_files / "dicom")
    assert set(files_of(shelf, kept.fingerprint)) == {path.name for path in (real_files / "dicom").iterdir()}
    assert (kept.unreadable, kept.damaged) == ((), ("pydicom_MR_truncated.dcm",))
    images = [
        (path, look.image) for path in sorted(files_of(shelf, kept.fingerprint))
        if (look := look_at_dicom(real_files / "dicom" / path)).image is not None
    ]  # fmt: skip
    assert [one.study for one in kept.studies] == list(studies(images))
    shown = [path for path in previews_of(images) if preview(real_files / "dicom" / path, longest=32) is not None]
    with capsys.disabled():
        print(f"\n{len(kept.studies)} studies, {len(previews_of(images))} series, {len(shown)} shown", end=" ")
    assert len(shown) >= len(previews_of(images)) - 2
