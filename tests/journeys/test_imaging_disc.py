"""An imaging disc through the whole program: in whole, whatever is wrong with it, and out again byte for byte."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

import discs
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.documents.sources import find_files
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.suggesting.identity import identity_differs
from caregiver_app.progress import Cancelled, Progress, silent
from caregiver_app.store.originals import Kept, Originals
from cases import new_case
from family import PERSON

# Reading the memory of a process from its very beginning fails with EIO, as a scratched disc does.
SCRATCHED = Path("/proc/self/mem")
CALL = "import sys; from caregiver_app.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def caregiver(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", CALL, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def listed_json(case: Path) -> list[dict[str, Any]]:
    """Return the documents of a closed case as other programs get them."""
    told: list[dict[str, Any]] = json.loads(caregiver("list", case, "documents", "--json").stdout)["documents"]
    return told


def added(book: Casebook, *paths: Path, progress: Progress = silent, leave: bool = False) -> tuple[Document, ...]:
    """Keep and list what lies there, as the window and the command line do."""
    return list_files(book, keep_files(book.originals, find_files(paths), progress, leave_discs=leave))


def one(documents: Sequence[Document], format_name: str) -> Document:
    """Return the only document of a format."""
    (found,) = (document for document in documents if document.format == format_name)
    return found


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def letter(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas = Canvas(str(path), invariant=1)
    canvas.drawString(100, 700, path.stem)
    canvas.save()
    return path


@pytest.mark.thorough
def test_a_disc_comes_in_and_goes_out_whole_by_the_command_line(tmp_path: Path) -> None:
    cd, case = discs.disc(tmp_path / "CD 7"), tmp_path / "case"
    letter(cd / "REPORT.PDF")
    assert caregiver("new", case, "--name", "Ingrid Westerhaugh").returncode == 0
    came = caregiver("add", case, cd)
    assert (came.returncode, came.stderr) == (0, ""), came.stderr
    disc, study, *papers = listed_json(case)
    assert (disc["format"], disc["status"], disc["files_kept"]) == ("disc", "ok", True)
    wanted = ("number", "title", "kind", "date", "modality", "body_part", "series", "images", "part_of", "status")
    assert {name: study[name] for name in wanted} == {
        "number": "D-002", "title": "PET-CT chest, 24 September 2026", "kind": "image-files", "date": "2026-09-24",
        "modality": "PT/CT", "body_part": "CHEST", "series": 2, "images": 12, "part_of": "D-001", "status": "ok",
    }  # fmt: skip
    assert {paper["title"]: paper["in_packet"] for paper in papers} == {"REPORT": True, "LICENSE": False}
    out = caregiver("originals", case, "--to", tmp_path / "out")
    assert out.returncode == 0, out.stdout + out.stderr
    (folder,) = (path for path in (tmp_path / "out").iterdir() if path.is_dir() and path.name.startswith("D-001"))
    assert tree(folder) == tree(cd)
    assert json.loads(caregiver("check", case, "--json").stdout)["findings"] == []


@pytest.mark.thorough
def test_a_deflated_bomb_on_a_disc_is_kept_and_named_and_hides_nothing(book: Casebook, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", images=2, series=1, viewer=False)
    bomb = discs.deflated_bomb(cd / "DICOM" / "BOMB", megabytes=900)
    assert bomb.stat().st_size < 2 << 20
    disc, study = added(book, cd)
    assert (disc.trouble, disc.trouble_detail) == ("some_unreadable", "DICOM/BOMB")
    assert (study.images, study.trouble) == (2, "")
    manifest = book.originals.manifest(disc.fingerprint)
    assert manifest is not None
    (file,) = (file for file in manifest.files if file.path == "DICOM/BOMB")
    assert file.trouble
    assert book.originals.file(file.fingerprint).read_bytes() == bomb.read_bytes()


def test_an_index_that_names_files_outside_the_disc_opens_none_of_them(book: Casebook, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", images=1, series=1, viewer=False)
    canary = discs.write(tmp_path / "CANARY", discs.picture(PatientName="Canary^Nobody", StudyInstanceUID="1.2.3"))
    (cd / "LINK").symlink_to(canary)
    discs.index(cd / "DICOMDIR", ["DICOM/SER0/IM00000", "../CANARY", "/etc/passwd", "LINK"])
    disc, study = added(book, cd)
    assert study.name_on_it == "Westerhaugh, Ingrid"
    assert "Its own index names 3 files that are not on it: ../CANARY, etc/passwd, LINK." in disc.note
    assert "1 link on it was not followed: LINK." in disc.note
    assert canary.read_bytes() not in {path.read_bytes() for path in book.originals.folder.glob("??/*")}
    manifest = book.originals.manifest(disc.fingerprint)
    assert manifest is not None
    assert {file.path for file in manifest.files} == {"DICOMDIR", "DICOM/SER0/IM00000"}


class ScratchedOriginals(Originals):
    """The originals of a case while a disc with scratches is read: some of its files are read from where reading fails.

    No disc here is scratched, but the memory of a process gives the same answer as one: an input/output error.
    """

    def __init__(self, folder: Path, bad: Sequence[str]) -> None:
        super().__init__(folder)
        self._bad = bad
        self.failed = 0

    def keep(self, source: Path, progress: Progress = silent) -> Kept:
        if not source.as_posix().endswith(tuple(self._bad)):
            return super().keep(source, progress)
        self.failed += 1
        return super().keep(SCRATCHED, progress)


@pytest.mark.thorough
@pytest.mark.parametrize("linux", ["a scratched disc"] if sys.platform == "linux" else [])
def test_files_that_cannot_be_read_are_named_on_the_disc_and_for_other_programs(tmp_path: Path, linux: str) -> None:
    with SCRATCHED.open("rb") as file, pytest.raises(OSError, match="Input/output error"):
        file.read(1)
    cd = discs.disc(tmp_path / "cd", images=40, series=1, viewer=False)
    bad = [f"DICOM/SER0/IM{number:05}" for number in (0, 9, 18, 27, 39)]
    with Casebook.create(tmp_path / "case", PERSON) as book:
        originals = ScratchedOriginals(book.originals.folder, bad)
        disc, study = list_files(book, keep_files(originals, find_files([cd])))
        assert originals.failed == len(bad)
        assert (disc.trouble, disc.trouble_detail) == ("some_unreadable", ", ".join(bad))
        assert (study.images, study.trouble) == (35, "")
    told, _study = listed_json(tmp_path / "case")
    assert (told["status"], told["reason"]) == (
        "some_unreadable", "Some of its files cannot be read. They are kept as they are.",
    )  # fmt: skip
    assert told["detail"] == ", ".join(bad)
    assert [file["path"] for file in told["files"] if file["status"] != "ok"] == bad
    assert {file["fingerprint"] for file in told["files"] if file["path"] in bad} == {""}
    out = caregiver("originals", tmp_path / "case", "--to", tmp_path / "out")
    assert out.returncode == 0
    (folder,) = (path for path in (tmp_path / "out").iterdir() if path.is_dir() and path.name.startswith("D-001"))
    assert tree(folder) == {path: body for path, body in tree(cd).items() if path not in bad}


@pytest.mark.thorough
def test_a_disc_that_is_stopped_leaves_nothing_and_lists_nothing(book: Casebook, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", images=150, series=1)
    seen = []

    def stop(done: int, total: int, _what: str) -> None:
        if total > 100:
            seen.append(len(list(book.originals.fingerprints())))
            if done > 40:
                raise Cancelled

    with pytest.raises(Cancelled):
        added(book, cd, letter(tmp_path / "letter.pdf"), progress=stop)
    assert max(seen) > 1  # it was in the middle
    assert list(book.originals.fingerprints()) == []
    assert [path.name for path in book.originals.folder.iterdir() if path.name.startswith(".")] == []
    assert book.snapshot().documents == ()


def test_a_disc_that_is_left_is_listed_proven_and_not_copied(book: Casebook, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", viewer=False)
    before = tree(cd)
    disc, study = added(book, cd, leave=True)
    for document in (disc, study):
        assert (document.holding, document.held_by) == ("elsewhere", str(cd))
    manifest = book.originals.manifest(disc.fingerprint)
    assert manifest is not None
    assert (manifest.kept, len(manifest.files)) == (False, len(before))
    assert set(book.originals.fingerprints()) == {disc.fingerprint, study.fingerprint}
    assert tree(cd) == before
    assert book.findings() == ()
    assert book.undo() == "Add 2 documents"


@pytest.mark.thorough
def test_a_disc_in_a_zip_from_a_portal_comes_in_as_its_studies(book: Casebook, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", viewer=False)
    with zipfile.ZipFile(tmp_path / "portal.zip", "w") as packed:
        for path, body in tree(cd).items():
            packed.writestr(f"CD/{path}", body)
        packed.write(letter(tmp_path / "report.pdf"), "CD/report.pdf")
    whole, *inside = added(book, tmp_path / "portal.zip")
    study, report = one(inside, "study"), one(inside, "pdf")
    assert (whole.format, study.series, study.images, study.part_of) == ("zip", 2, 12, whole.id)
    assert report.part_of == whole.id
    manifest = book.originals.manifest(study.fingerprint)
    assert manifest is not None
    kept = {book.originals.file(file.fingerprint).read_bytes() for file in manifest.files}
    assert kept == {body for path, body in tree(cd).items() if path.startswith("DICOM/")}


@pytest.mark.parametrize(("pictures", "letters", "formats"), [
    (6, 2, {"disc": 1, "study": 1, "pdf": 2}),  # most of it is pictures: it is a disc
    pytest.param(2, 5, {"study": 1, "pdf": 5}, marks=pytest.mark.thorough),
])  # fmt: skip
def test_a_folder_of_pictures_and_papers_gives_a_study_and_every_paper(
    book: Casebook, tmp_path: Path, pictures: int, letters: int, formats: dict[str, int]
) -> None:
    for number in range(pictures):
        ds = discs.picture(SOPInstanceUID=f"{discs.ROOT}9.{number + 1}", InstanceNumber=number)
        discs.write(tmp_path / "box" / f"{number}", ds)
    for number in range(letters):
        letter(tmp_path / "box" / f"letter {number}.pdf")
    listed = added(book, tmp_path / "box")
    found = {format_name: sum(document.format == format_name for document in listed) for format_name in formats}
    assert (found, len(listed)) == (formats, sum(formats.values()))
    assert one(listed, "study").images == pictures


def test_two_patients_on_one_disc_are_two_studies_and_the_stranger_is_told(book: Casebook, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", images=2, series=1, viewer=False)
    for number, who in enumerate(({"PatientName": "Novak^Ana", "PatientBirthDate": "19710203"}, {})):
        uid = f"{discs.ROOT}2.{number + 1}"
        discs.write(cd / f"X{number}", discs.picture(StudyInstanceUID=uid, SeriesInstanceUID=f"{uid}.1", **who))
    studies = [document for document in added(book, cd) if document.format == "study"]
    told = {study.name_on_it: identity_differs(study.name_on_it, study.born_on_it, PERSON) for study in studies}
    assert {name: len(found) for name, found in told.items()} == {"Westerhaugh, Ingrid": 2, "Novak, Ana": 0}


@pytest.mark.thorough
def test_the_case_itself_is_no_disc_and_a_disc_that_holds_it_is_refused(book: Casebook, tmp_path: Path) -> None:
    (disc, *_parts) = added(book, discs.disc(tmp_path / "cd", images=60, series=1, viewer=False))
    own = book.folder.resolve()
    found = find_files([tmp_path], own=own)
    assert (found.files, found.discs, found.passed_over) == ((), (tmp_path / "cd",), ())
    discs.index(tmp_path / "DICOMDIR", [])
    found = find_files([tmp_path], own=own)
    assert (found.files, found.discs, len(found.passed_over)) == ((), (), 1)
    assert "this case itself lies in it" in found.passed_over[0][1].happened
    assert disc.format == "disc"
