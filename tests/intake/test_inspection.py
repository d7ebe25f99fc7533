"""A look at any file ends with an answer: what it is, how many pages, what is in the way."""

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from caregiver_app.domain.documents.document import TROUBLES
from caregiver_app.domain.documents.reading import WAITING, PageText
from caregiver_app.intake.inspection import LOOKS, inspect_file, look_for
from caregiver_app.intake.look import Inspection
from runs import at_most


def pdf_of(pages: int, **saving: object) -> bytes:
    pdf = pikepdf.new()
    for _page in range(pages):
        pdf.add_blank_page()
    body = io.BytesIO()
    pdf.save(body, **saving)
    return body.getvalue()


def image_of(form: str, **saving: object) -> bytes:
    body = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(body, form, **saving)
    return body.getvalue()


def look(tmp_path: Path, body: bytes, name: str = "file") -> Inspection:
    path = tmp_path / name
    path.write_bytes(body)
    return inspect_file(path)


def waiting(pages: int) -> tuple[PageText, ...]:
    return tuple(PageText(number, "", WAITING) for number in range(1, pages + 1))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_picture_is_one_page_whatever_its_name(tmp_path: Path, form: str) -> None:
    assert look(tmp_path, image_of(form), "scan.pdf") == Inspection(form.lower(), 1, "", "", waiting(1))


def test_a_tiff_has_as_many_pages_as_frames(tmp_path: Path) -> None:
    more = [Image.new("1", (30, 20)) for _frame in range(3)]
    assert look(tmp_path, image_of("TIFF", save_all=True, append_images=more)).pages == 4


def test_a_pdf_tells_its_pages_even_with_rubbish_before_its_header(tmp_path: Path) -> None:
    assert look(tmp_path, pdf_of(3)) == Inspection("pdf", 3, "", "", waiting(3))
    assert look(tmp_path, b"\n\njunk\n" + pdf_of(2), "photo.jpg").format == "pdf"


def test_a_locked_pdf_says_so_and_one_locked_only_for_editing_opens(tmp_path: Path) -> None:
    closed = pdf_of(1, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    editing = pdf_of(1, encryption=pikepdf.Encryption(user="", owner="owner"))
    assert look(tmp_path, closed).trouble == "locked"
    assert look(tmp_path, editing) == Inspection("pdf", 1, "", "", waiting(1))


def test_a_truncated_pdf_is_never_taken_for_a_whole_one(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    for page in range(20):
        pdf.add_blank_page()
        pdf.pages[-1].Contents = pdf.make_stream(f"% page {page} {'x' * 400}".encode())
    body = io.BytesIO()
    pdf.save(body, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    whole = body.getvalue()
    partial = [look(tmp_path, whole[: len(whole) * cut // 40]) for cut in range(1, 40)]
    assert all(seen.trouble for seen in partial)


def test_a_pdf_with_files_inside_says_so(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["scan.txt"] = b"the scan itself"
    body = io.BytesIO()
    pdf.save(body)
    assert look(tmp_path, body.getvalue()) == Inspection("pdf", 1, "more_inside", "", waiting(1))


def test_an_empty_file_and_a_pdf_without_pages_are_named_empty(tmp_path: Path) -> None:
    assert look(tmp_path, b"") == Inspection("empty", 0, "empty", "")
    assert look(tmp_path, pdf_of(0)).trouble == "empty"


def test_a_picture_that_claims_a_monstrous_size_is_not_opened(tmp_path: Path) -> None:
    body = bytearray(image_of("PNG"))
    body[16:24] = (60_000).to_bytes(4, "big") * 2
    import zlib

    body[29:33] = zlib.crc32(bytes(body[12:29])).to_bytes(4, "big")
    assert look(tmp_path, bytes(body)).trouble == "too_large"


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b"PK\x03\x04" + b"\x00" * 26 + b"word/document.xml", "docx"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"photo.jpg", "zip"),
        (b"{\\rtf1 hello}", "rtf"),
        (b"\x00" * 128 + b"DICM" + b"\x02\x00", "dicom"),
        (b"<?xml version='1.0'?><ClinicalDocument/>", "xml"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "heic"),
        (b"MZ\x90\x00\x03\x00", "program"),
        (b"\x01\x02\x03\x04\xff\xfe", "unknown"),
    ],
)
def test_other_kinds_are_known_by_content_and_named_when_there_is_nothing_more_to_see(
    tmp_path: Path, head: bytes, form: str
) -> None:
    seen = look(tmp_path, head)
    assert seen.format == form
    assert seen.trouble in TROUBLES


def test_a_plain_text_is_all_there_and_has_no_layout_to_lose(tmp_path: Path) -> None:
    seen = look(tmp_path, "Blutbild vom 3. März".encode())
    assert (seen.format, seen.pages, seen.trouble) == ("text", 1, "")
    assert [page.text for page in seen.texts] == ["Blutbild vom 3. März"]


def test_every_format_that_is_looked_into_has_its_reader() -> None:
    for form, (_module, name) in LOOKS.items():
        assert look_for(form).__name__ == name


SEEDS = (pdf_of(2), image_of("JPEG"), image_of("PNG"), image_of("TIFF"), image_of("GIF"), image_of("WEBP"))


@pytest.mark.may_log("pikepdf")
@at_most(150, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=20),
    st.integers(0, 3000),
)
def test_no_damage_makes_a_look_fail(seed: bytes, flips: list[tuple[int, int]], cut: int) -> None:
    import tempfile

    body = bytearray(seed[: max(1, len(seed) - cut)])
    for position, value in flips:
        body[position % len(body)] = value
    with tempfile.TemporaryDirectory() as folder:
        seen = look(Path(folder), bytes(body))
    assert seen.trouble == "" or seen.trouble in TROUBLES
