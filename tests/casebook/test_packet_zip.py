"""The ZIP beside a packet holds what was chosen, byte for byte, and nothing else; what is missing is named."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from caregiver_app.casebook.packet_zip import ZipReport, make_zip
from caregiver_app.casebook.zip_plan import ZipChoice
from caregiver_app.casebook.zip_writing import read_back
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.manifest import ListedFile, Manifest, written
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Lab
from caregiver_app.errors import CaregiverError
from caregiver_app.progress import Cancelled, Pace, silent
from caregiver_app.store.originals import Originals
from family import PERSON, fixed

TODAY = date(2026, 11, 20)
WORDS = b"%PDF-1.7 a letter " * 20


@pytest.fixture
def shelf(tmp_path: Path) -> Originals:
    (tmp_path / "case" / "originals").mkdir(parents=True)
    return Originals(tmp_path / "case" / "originals")


@pytest.fixture
def packet(tmp_path: Path) -> Path:
    (tmp_path / "Packet.pdf").write_bytes(b"%PDF-1.7 the packet")
    return tmp_path / "Packet.pdf"


def paper(shelf: Originals, number: int, data: bytes = WORDS, **more: Any) -> Document:
    """A document whose file is kept."""
    source = shelf.folder.parent / "source"
    source.write_bytes(data)
    kept = shelf.keep(source)
    told: dict[str, Any] = {
        "id": fixed(f"d{number}"), "number": number, "title": f"Letter {number}", "file_name": "x.pdf",
        "format": "pdf", "fingerprint": kept.fingerprint, "size": kept.size, "pages": 1, **more,
    }  # fmt: skip
    return Document(**told)


def imaging(shelf: Originals, number: int, files: dict[str, bytes], *, kept: bool = True, **more: Any) -> Document:
    """A disc or a study with its files; those in a folder that begins with ST are pictures of the study it names."""
    listed = []
    for path, data in files.items():
        one = paper(shelf, 999, data)
        study = path.split("/")[0] if path.startswith("ST") else ""
        listed.append(ListedFile(path, one.size, one.fingerprint, study=study, images=1))
    found = shelf.keep_text(written(Manifest("CD", kept, tuple(listed))))
    told = {"format": "disc", "title": f"Disc {number}", "file_name": "", "pages": None, **more}
    return paper(shelf, number, b"x", **told).amended(fingerprint=found.fingerprint)


def case_of(*documents: Document, entries: tuple[Lab, ...] = ()) -> CaseSnapshot:
    return CaseSnapshot(PERSON, entries=entries, documents=documents)


def chosen(*documents: Document, imaging: bool = True) -> ZipChoice:
    return ZipChoice(tuple(document.id for document in documents), imaging, TODAY)


@pytest.fixture
def zipped(shelf: Originals, packet: Path, tmp_path: Path) -> Callable[..., ZipReport]:
    def make(case: CaseSnapshot, *documents: Document, imaging: bool = True) -> ZipReport:
        return make_zip(case, shelf, [packet], tmp_path / "out.zip", chosen(*documents, imaging=imaging))

    return make


def inside(tmp_path: Path) -> dict[str, bytes]:
    with ZipFile(tmp_path / "out.zip") as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def beside(tmp_path: Path) -> set[str]:
    return {path.name for path in tmp_path.iterdir()}


def test_it_holds_the_packet_the_originals_and_what_tells_of_them(
    zipped: Callable[..., ZipReport], shelf: Originals, tmp_path: Path
) -> None:
    first, second = (
        paper(shelf, 1, title="Brief: Dr/Ü 病理"),
        paper(shelf, 12, b"a photo", file_name="y.jpg", format="jpeg"),
    )
    report = zipped(case_of(first, second), first, second)
    files = inside(tmp_path)
    assert list(files) == [
        "Packet.pdf", "originals/D-001 Brief_ Dr_Ü 病理.pdf", "originals/D-012 Letter 12.jpg", "timeline.csv",
        "case.fhir.json", "index.html", "SHA256SUMS.txt",
    ]  # fmt: skip
    assert files["originals/D-012 Letter 12.jpg"] == b"a photo"
    assert files["Packet.pdf"] == b"%PDF-1.7 the packet"
    assert (report.files, report.size) == (len(files), (tmp_path / "out.zip").stat().st_size)
    assert [one.reasons for one in report.documents] == [(), ()]


def test_every_fingerprint_is_there_in_the_form_sha256sum_reads(
    zipped: Callable[..., ZipReport], shelf: Originals, tmp_path: Path
) -> None:
    one = paper(shelf, 1)
    zipped(case_of(one), one)
    files = inside(tmp_path)
    lines = files.pop("SHA256SUMS.txt").decode().splitlines()
    assert lines == [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in sorted(files)]


def test_the_same_case_makes_the_same_bytes(zipped: Callable[..., ZipReport], shelf: Originals, tmp_path: Path) -> None:
    one, disc = paper(shelf, 1), imaging(shelf, 2, {"A/1": b"a" * 999, "b.txt": b"b"})
    zipped(case_of(one, disc), one, disc)
    before = (tmp_path / "out.zip").read_bytes()
    (tmp_path / "Packet.pdf").touch()
    zipped(case_of(one, disc), one, disc)
    assert (tmp_path / "out.zip").read_bytes() == before
    with ZipFile(tmp_path / "out.zip") as archive:
        assert {(one.date_time, one.external_attr >> 16) for one in archive.infolist()} == {
            ((2026, 11, 20, 0, 0, 0), 0o100644)
        }
        packing = {one.filename: one.compress_type for one in archive.infolist()}
    assert packing["originals/D-001 Letter 1.pdf"] == ZIP_STORED
    assert packing["imaging/D-002 Disc 2/b.txt"] == ZIP_DEFLATED


def test_a_missing_or_changed_original_is_named_and_stops_nothing(
    zipped: Callable[..., ZipReport], shelf: Originals, tmp_path: Path
) -> None:
    gone, changed, well = paper(shelf, 1, b"1"), paper(shelf, 2, b"2"), paper(shelf, 3, b"3")
    shelf.file(gone.fingerprint).unlink()
    shelf.file(changed.fingerprint).write_bytes(b"other")
    report = zipped(case_of(gone, changed, well), gone, changed, well)
    assert [one.places for one in report.documents] == [(), (), ("originals/D-003 Letter 3.pdf",)]
    files = inside(tmp_path)
    assert [name for name in files if name.startswith("originals")] == ["originals/D-003 Letter 3.pdf"]
    page = files["index.html"].decode()
    assert "D-001 <bdi>Letter 1</bdi>: The file is missing from the case folder." in page
    assert "D-002 <bdi>Letter 2</bdi>: The file in the case folder is not the one that was added." in page


def test_nothing_tells_of_a_document_that_was_left_out(
    zipped: Callable[..., ZipReport], shelf: Originals, tmp_path: Path
) -> None:
    kept, secret = paper(shelf, 1), paper(shelf, 7, b"secret", title="A secret letter")
    labs = tuple(Lab(test="LDH", value="1", how_known="report", proof=one.id, proof_page=4) for one in (kept, secret))
    zipped(case_of(kept, secret, entries=labs), kept)
    files = inside(tmp_path)
    told = {name: data.decode() for name, data in files.items() if name.endswith((".html", ".csv", ".json", ".txt"))}
    assert {name for name, text in told.items() if "A secret letter" in text or str(secret.id) in text} == set()
    assert {name for name, text in told.items() if "D-007" in text} == {"index.html"}
    assert "Left out by choice: D-007" in told["index.html"]
    rows = list(csv.DictReader(io.StringIO(told["timeline.csv"].lstrip("\ufeff"))))
    assert sorted((row["document"], row["page"]) for row in rows) == [("", ""), ("D-001", "4")]
    assert b"secret" not in (tmp_path / "out.zip").read_bytes()


def test_a_disc_keeps_its_folders_and_its_studies_lead_there(
    zipped: Callable[..., ZipReport], shelf: Originals, tmp_path: Path
) -> None:
    files = {"DICOMDIR": b"i", "ST1/SE1/1": b"1", "ST1/SE2/2": b"2", "viewer/run me.exe": b"v"}
    disc = imaging(shelf, 4, files).amended(title="PET-CT 2026-09")
    pictures = {name: data for name, data in files.items() if name.startswith("ST")}
    told = {"format": "study", "part_of": disc.id, "study_uid": "ST1", "images": 2, "series": 2}
    study = imaging(shelf, 5, pictures, **told)
    report = zipped(case_of(disc, study), disc, study)
    found = inside(tmp_path)
    assert {name: found[f"imaging/D-004 PET-CT 2026-09/{name}"] for name in files} == files
    assert [one.places for one in report.documents] == [
        ("imaging/D-004 PET-CT 2026-09/",), ("imaging/D-004 PET-CT 2026-09/ST1/",)
    ]  # fmt: skip
    page = found["index.html"].decode()
    assert 'href="imaging/D-004%20PET-CT%202026-09/ST1/"' in page
    assert "2 series, 2 pictures" in page
    places = [one["resource"] for one in json.loads(found["case.fhir.json"])["entry"]]
    assert [one["status"] for one in places if one["resourceType"] == "ImagingStudy"] == ["available"]


def test_a_disc_with_a_file_that_is_gone_says_which(
    zipped: Callable[..., ZipReport], shelf: Originals, tmp_path: Path
) -> None:
    disc = imaging(shelf, 4, {"1.dcm": b"1", "2.dcm": b"2"})
    shelf.file(hashlib.sha256(b"2").hexdigest()).unlink()
    (told,) = zipped(case_of(disc), disc).documents
    assert told.reasons == ("1 of its files is not here: 2.dcm. The file is missing from the case folder.",)
    assert told.places == ("imaging/D-004 Disc 4/",)


def test_without_imaging_a_disc_is_named_and_left_out(
    zipped: Callable[..., ZipReport], shelf: Originals, tmp_path: Path
) -> None:
    disc = imaging(shelf, 4, {"1.dcm": b"1"})
    zipped(case_of(disc), disc, imaging=False)
    files = inside(tmp_path)
    assert not [name for name in files if name.startswith("imaging")]
    assert "D-004 <bdi>Disc 4</bdi>: The pictures of scans were not put in." in files["index.html"].decode()


def test_stopping_leaves_the_older_zip_and_nothing_beside_it(shelf: Originals, packet: Path, tmp_path: Path) -> None:
    papers = [paper(shelf, number, bytes([number]) * 3000) for number in range(1, 4)]
    make_zip(case_of(), shelf, [packet], tmp_path / "out.zip", chosen())
    older, there = (tmp_path / "out.zip").read_bytes(), beside(tmp_path)
    told: list[int] = []
    make_zip(
        case_of(*papers), shelf, [packet], tmp_path / "n.zip", chosen(*papers), lambda *heard: told.append(heard[0])
    )
    (tmp_path / "n.zip").unlink()
    assert told == sorted(told)
    for stop_at in range(0, len(told), 3):
        left = [stop_at]

        def stop(*_heard: Any, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Cancelled

        with pytest.raises(Cancelled):
            make_zip(case_of(*papers), shelf, [packet], tmp_path / "out.zip", chosen(*papers), stop)
        assert (tmp_path / "out.zip").read_bytes() == older
        assert beside(tmp_path) == there


def test_no_other_file_is_written_over(shelf: Originals, packet: Path, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "holiday.zip", "w") as archive:
        archive.writestr("beach.jpg", b"x")
    for name in ("holiday.zip", "Packet.pdf"):
        before = (tmp_path / name).read_bytes()
        with pytest.raises(CaregiverError, match="is there already and is not a ZIP that was made here"):
            make_zip(case_of(), shelf, [packet], tmp_path / name, chosen())
        assert (tmp_path / name).read_bytes() == before
    with pytest.raises(CaregiverError, match="among the kept originals"):
        make_zip(case_of(), shelf, [packet], shelf.folder / "x.zip", chosen())


def test_a_packet_that_is_not_there_is_said_and_nothing_is_written(shelf: Originals, tmp_path: Path) -> None:
    with pytest.raises(CaregiverError, match=r"“gone\.pdf” is not there"):
        make_zip(case_of(), shelf, [tmp_path / "gone.pdf"], tmp_path / "out.zip", chosen())
    assert beside(tmp_path) == {"case"}


def test_packets_of_one_name_and_of_ours_do_not_meet(shelf: Originals, tmp_path: Path) -> None:
    packets = [tmp_path / folder / "Index.html" for folder in ("a", "b")]
    for file in packets:
        file.parent.mkdir()
        file.write_bytes(b"%PDF-")
    make_zip(case_of(), shelf, packets, tmp_path / "out.zip", chosen())
    assert list(inside(tmp_path))[:2] == ["Index (2).html", "Index (3).html"]


def test_a_zip_that_comes_out_otherwise_is_not_kept(
    zipped: Callable[..., ZipReport], shelf: Originals, tmp_path: Path
) -> None:
    one = paper(shelf, 1)
    zipped(case_of(one), one)
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in inside(tmp_path).items()}
    pace = Pace(silent, 1)
    read_back(tmp_path / "out.zip", sums, pace)
    data = bytearray((tmp_path / "out.zip").read_bytes())
    data[data.index(WORDS)] ^= 1
    (tmp_path / "hurt.zip").write_bytes(data)
    (tmp_path / "cut.zip").write_bytes(data[: len(data) // 2])
    for file, listed in (("hurt.zip", sums), ("cut.zip", sums), ("out.zip", dict(list(sums.items())[1:]))):
        with pytest.raises(CaregiverError, match="did not come out whole"):
            read_back(tmp_path / file, listed, pace)


@pytest.mark.thorough
def test_a_large_original_goes_through_little_memory(
    zipped: Callable[..., ZipReport], shelf: Originals, tmp_path: Path
) -> None:
    import tracemalloc

    size = 160 << 20
    source = tmp_path / "large"
    with source.open("wb") as file:
        file.truncate(size)
    kept = shelf.keep(source)
    source.unlink()
    large = paper(shelf, 1).amended(fingerprint=kept.fingerprint, size=kept.size, file_name="x.dcm", format="dicom")
    tracemalloc.start()
    zipped(case_of(large), large)
    assert tracemalloc.get_traced_memory()[1] < 12 << 20
    tracemalloc.stop()
    with ZipFile(tmp_path / "out.zip") as archive:
        assert archive.getinfo("originals/D-001 Letter 1.dcm").file_size == size
