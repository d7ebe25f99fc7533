"""What an imaging file says of itself is read whatever shape it is in, and its pixels are not."""

import os
import struct
import tempfile
from dataclasses import replace
from pathlib import Path

import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    BasicTextSRStorage,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

import discs
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.documents.document import TROUBLES
from caregiver_app.domain.documents.imaging import ImageFile, studies
from caregiver_app.intake.imaging.listing import look_at_files
from caregiver_app.intake.imaging.look import look_at_dicom
from caregiver_app.intake.imaging.pixels import preview
from caregiver_app.sniff import seems_dicom, sniff
from runs import at_most

USUAL = ImageFile(
    study_uid=discs.ROOT + "1",
    series_uid=discs.ROOT + "1.1",
    modality="CT",
    body_part="CHEST",
    study_date="20260924",
    place="Hospital of the North",
    patient_name="Westerhaugh, Ingrid",
    patient_born="19610302",
    accession="A-77",
    images=1,
    number=1,
)
SYNTAXES = (ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian)


def said(tmp_path: Path, **elements: object) -> ImageFile:
    seen = look_at_dicom(discs.write(tmp_path / "IM1", discs.picture(**elements)))
    assert (seen.format, seen.pages, seen.trouble) == ("dicom", None, "")
    assert seen.image is not None
    return seen.image


def test_the_reader_is_new_enough_to_stay_on_the_disc() -> None:
    assert tuple(int(part) for part in pydicom.__version__.split(".")[:3]) >= (3, 0, 2)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_file_says_the_same_in_every_way_of_writing_it(tmp_path: Path, syntax: str) -> None:
    path = discs.write(tmp_path / "IM1", discs.picture(), syntax)
    seen = look_at_dicom(path)
    assert (seen.image, seen.trouble) == (USUAL, "")
    assert seems_dicom(path.read_bytes()[:200])


@pytest.mark.parametrize("syntax", SYNTAXES[:3])
def test_a_file_without_preamble_is_known_and_read(tmp_path: Path, syntax: str) -> None:
    path = discs.write(tmp_path / "IM1", discs.picture(), syntax, meta=False)
    assert path.read_bytes()[128:132] != b"DICM"
    assert seems_dicom(path.read_bytes()[:500])
    assert look_at_dicom(path).image == USUAL


def test_a_report_without_preamble_is_an_imaging_file_and_no_pdf_wherever_it_is_looked_at(tmp_path: Path) -> None:
    path = discs.write(tmp_path / "DOC1", discs.report(b"%PDF-1.4 report"), meta=False)
    assert b"%PDF-" in path.read_bytes()[:1024]
    assert sniff(path) == "dicom"
    (seen,) = look_at_files([path])
    assert (seen.format, seen.image and seen.image.enclosed) == ("dicom", "Report of the scan.pdf")


def test_a_file_that_names_the_wrong_way_of_writing_is_read_all_the_same(tmp_path: Path) -> None:
    for true, told in (
        (ImplicitVRLittleEndian, b"1.2.840.10008.1.2.1"),
        (ExplicitVRLittleEndian, b"1.2.840.10008.1.2"),
        (ExplicitVRBigEndian, b"1.2.840.10008.1.2.1"),
        (ImplicitVRLittleEndian, b""),
    ):
        body = discs.write(tmp_path / "IM1", discs.picture(), true).read_bytes()
        start, end = body.index(struct.pack("<HH2s", 2, 0x10, b"UI")), body.index(struct.pack("<HH2s", 2, 0x12, b"UI"))
        padded = told + b"\0" * (len(told) % 2)
        lie = struct.pack("<HH2sH", 2, 0x10, b"UI", len(padded)) + padded
        path = tmp_path / "lying"
        path.write_bytes(body[:start] + lie + body[end:])
        assert look_at_dicom(path).image == USUAL


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\x08\x00",
        b"%PDF-1.7\n" + b" " * 500,
        b"PK\x03\x04" + b"\0" * 500,
        b"II*\x00" + b"\0" * 500,
        b"MZ\x90\x00" + b"\0" * 500,
        b"\0" * 512,
        "Blutbild vom 3. März".encode() * 20,
        struct.pack("<HHI", 8, 5, 10) + b"x" * 490,
        struct.pack("<HHI", 2, 0, 4) + bytes(4) + struct.pack("<HHI", 2, 0, 4) + bytes(480),
    ],
)
def test_other_files_are_not_taken_for_pictures(head: bytes) -> None:
    assert not seems_dicom(head)


def test_nothing_real_that_is_no_picture_is_taken_for_one(real_files: Path | None) -> None:
    if real_files is None:
        return
    others = [path for path in real_files.rglob("*") if path.is_file() and path.parent.name != "dicom"]
    assert len(others) > 100
    assert [path.name for path in others if seems_dicom(path.read_bytes()[:512])] == []


@pytest.mark.parametrize(
    ("sets", "raw", "read"),
    [
        (None, b"Doe^Jane", "Doe, Jane"),
        (None, "Müller^Zoë".encode(), "Müller, Zoë"),
        ("ISO_IR 100", "Buc^Jérôme".encode("latin-1"), "Buc, Jérôme"),
        ("ISO_IR 192", "Wang^XiaoDong=王^小东".encode(), "Wang, XiaoDong (王 小东)"),
        ("GB18030", "Wang^XiaoDong=王^小东=".encode("gb18030"), "Wang, XiaoDong (王 小东)"),
        (
            ["", "ISO 2022 IR 87"],
            b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B",
            "Yamada, Tarou (山田 太郎, やまだ たろう)",
        ),
        (
            ["", "ISO 2022 IR 149"],
            b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf",
            "Hong, Gildong (洪 吉洞, 홍 길동)",
        ),
        (
            ["", "ISO 2022 IR 58"],
            b"Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=",
            "Zhang, XiaoDong (张 小东)",
        ),
        ("ISO_IR 144", "Люкceмбypг".encode("iso8859_5"), "Люкceмбypг"),
        ("NONSENSE 7", b"Doe^Jane", "Doe, Jane"),
        ("ISO_IR 192", "Jérôme".encode("latin-1"), "J�r�me"),
        (None, b"DOE^JANE^MARY^DR^PHD", "DOE, DR JANE MARY PHD"),
        (None, b"Jane Doe", "Jane Doe"),
        (None, b"^^^^", ""),
        (None, "Doe^Ja\u202ene".encode(), "Doe, Ja ne"),
    ],
)
def test_a_name_is_kept_readable_in_every_script(
    tmp_path: Path, sets: str | list[str] | None, raw: bytes, read: str
) -> None:
    ds = discs.picture(PatientName=None)
    path = discs.write(tmp_path / "IM1", ds)
    body = path.read_bytes()
    padded = raw + b" " * (len(raw) % 2)
    name = struct.pack("<HH2sH", 0x10, 0x10, b"PN", len(padded)) + padded
    said = "\\".join([sets] if isinstance(sets, str) else sets or []).encode()
    said += b" " * (len(said) % 2)
    used = struct.pack("<HH2sH", 8, 5, b"CS", len(said)) + said if said else b""
    first, born = body.index(struct.pack("<HH2s", 8, 0x16, b"UI")), body.index(struct.pack("<HH2s", 0x10, 0x30, b"DA"))
    path.write_bytes(body[:first] + used + body[first:born] + name + body[born:])
    seen = look_at_dicom(path)
    assert seen.image == replace(USUAL, patient_name=read)


def test_a_film_counts_its_pictures_and_a_report_has_none(tmp_path: Path) -> None:
    pixels = struct.pack("<64H", *range(64)) * 3
    assert said(tmp_path, NumberOfFrames=3, PixelData=pixels).images == 3
    bare = dict.fromkeys(("Rows", "Columns", "PixelData"))
    assert said(tmp_path, Modality="SR", SOPClassUID=BasicTextSRStorage, **bare).images == 0


def test_a_date_that_is_missing_is_taken_from_the_series(tmp_path: Path) -> None:
    assert said(tmp_path, StudyDate="", SeriesDate="20260925").study_date == "20260925"


def test_an_index_is_no_study(tmp_path: Path) -> None:
    seen = look_at_dicom(discs.index(tmp_path / "DICOMDIR", ["A/B"]))
    assert (seen.image, seen.trouble) == (ImageFile(), "")
    assert studies([("DICOMDIR", ImageFile())]) == ()


def test_an_enclosed_report_is_taken_out_byte_for_byte(tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    for size in (10, 3 << 20):  # the long one is not read with the header
        pdf = b"%PDF-1.4 " + b"x" * size + b"\n%%EOF"
        for syntax in (ExplicitVRLittleEndian, DeflatedExplicitVRLittleEndian):
            path = discs.write(tmp_path / "DOC1", discs.report(pdf), syntax)
            (inside,) = look_at_dicom(path, room).inside
            assert inside.name == "Report of the scan.pdf"
            assert inside.file is not None
            assert inside.file.parent == room
            assert inside.file.read_bytes().rstrip(b"\0") == pdf
    assert look_at_dicom(path).inside == ()


def test_the_name_of_an_enclosed_report_leads_nowhere(tmp_path: Path) -> None:
    path = discs.write(tmp_path / "DOC1", discs.report(b"%PDF-", DocumentTitle="../../../etc/x"))
    (inside,) = look_at_dicom(path, tmp_path).inside
    assert inside.file == tmp_path / "enclosed.pdf"
    assert "/" not in inside.name


def test_a_file_that_ends_too_early_says_so_wherever_it_ends(tmp_path: Path) -> None:
    whole = discs.write(tmp_path / "whole", discs.picture()).read_bytes()
    for length in range(140, len(whole), 7):
        path = tmp_path / "cut"
        path.write_bytes(whole[:length])
        assert look_at_dicom(path).trouble in ("pages_missing", "damaged"), length


def test_a_maker_s_own_elements_and_bad_sequences_do_not_hide_the_rest(tmp_path: Path) -> None:
    path = discs.write(tmp_path / "IM1", discs.picture())
    body = path.read_bytes()
    at = body.index(struct.pack("<HH2s", 0x10, 0x10, b"PN"))
    odd = struct.pack("<HH2sH", 9, 0x1001, b"ZZ", 4) + b"\xff\xfe\xfd\xfc"
    bad = struct.pack("<HH2sHI", 0x0029, 0x1010, b"SQ", 0, 0xFFFFFFFF) + b"\x01\x02\x03\x04garbage"
    path.write_bytes(body[:at] + odd + body[at:])
    assert (look_at_dicom(path).image, look_at_dicom(path).trouble) == (USUAL, "")
    after = body.index(struct.pack("<HH2s", 0x7FE0, 0x10, b"OW"))
    path.write_bytes(body[:after] + bad + body[after:])
    seen = look_at_dicom(path)
    assert (seen.image, seen.trouble) == (USUAL, "pages_missing")


def test_sequences_nested_without_end_stop_nobody(tmp_path: Path) -> None:
    path = discs.write(tmp_path / "IM1", discs.picture())
    body = path.read_bytes()
    at = body.index(struct.pack("<HH2s", 0x10, 0x10, b"PN"))
    deep = (
        struct.pack("<HH2sHI", 8, 0x1140, b"SQ", 0, 0xFFFFFFFF) + struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    ) * 20000
    path.write_bytes(body[:at] + deep + body[at:])
    assert look_at_dicom(path).detail == "RecursionError"


@pytest.mark.thorough
def test_a_header_of_countless_elements_is_not_read_for_ever(tmp_path: Path) -> None:
    path = discs.write(tmp_path / "IM1", discs.picture(PixelData=None))
    with path.open("ab") as more:
        more.write(struct.pack("<HH2sH", 0x29, 0x1010, b"LO", 0) * 300_000)
    assert look_at_dicom(path).trouble == "too_large"


@pytest.mark.thorough
def test_a_deflated_bomb_is_refused_where_its_reader_alone_would_burst(tmp_path: Path) -> None:
    path = discs.deflated_bomb(tmp_path / "bomb", megabytes=700)
    assert path.stat().st_size < 1 << 20
    with Child(Limits(memory=640 << 20, seconds=30)) as child:
        with pytest.raises(ChildStopped) as stopped:
            child.call(_read_without_bounds, path)
        assert stopped.value.reason == "crashed"  # it is a bomb
        before = child.call(os.getpid)
        seen = child.call(look_at_dicom, path)
        assert (seen.format, seen.trouble) == ("dicom", "too_large")
        assert child.call(preview, path) is None
        assert child.call(os.getpid) == before


def _read_without_bounds(path: Path) -> None:
    pydicom.dcmread(path, stop_before_pixels=True)


@pytest.mark.may_log("pydicom")
@at_most(150)
@given(
    st.sampled_from(SYNTAXES),
    st.lists(st.tuples(st.integers(0, 1200), st.integers(0, 255)), max_size=12),
    st.integers(0, 600),
)
def test_no_damage_makes_a_look_or_a_preview_fail(syntax: str, flips: list[tuple[int, int]], cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = discs.write(Path(folder) / "IM1", discs.picture(), syntax)
        body = bytearray(path.read_bytes())
        del body[len(body) - cut :]
        for place, value in flips:
            body[place % len(body)] = value
        path.write_bytes(body)
        seen = look_at_dicom(path, Path(folder))
        assert seen.trouble == "" or seen.trouble in TROUBLES
        preview(path)
        if seen.trouble == "damaged":
            assert seen.image is None


def test_nothing_the_reader_grumbles_reaches_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    ds = discs.picture()
    ds.add_new(0x00081140, "SQ", Sequence([Dataset()]))
    path = discs.write(tmp_path / "IM1", ds)
    path.write_bytes(path.read_bytes().replace(b"CHEST ", b"\xff\xfe\xfd\x1b$Q", 1))
    look_at_dicom(path)
    assert (caplog.records, capfd.readouterr().err) == ([], "")


def test_every_real_imaging_file_is_looked_at(real_files: Path | None, capsys: pytest.CaptureFixture[str]) -> None:
    if real_files is None:
        return
    seen = {path.name: look_at_dicom(path) for path in sorted((real_files / "dicom").iterdir())}
    assert len(seen) >= 90
    assert all(look.image is not None for look in seen.values())
    assert {name: look.trouble for name, look in seen.items() if look.trouble} == {
        "pydicom_MR_truncated.dcm": "pages_missing"
    }
    made = studies([(name, look.image) for name, look in seen.items() if look.image is not None])
    assert sum(len(study.files) for study in made) == len(seen)
    assert "MRI SHOULDER, 26 August 2004" in [study.title for study in made]
    with capsys.disabled():
        print(f"\n{len(seen)} imaging files make {len(made)} studies", end=" ")
