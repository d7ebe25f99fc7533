"""What a file is, is told by its content; its name means nothing."""

import io
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.encodings import encoding_of, is_guess
from caregiver_app.sniff import ole_names, sniff
from intake.makers import ccda_of, docx_of, mail_of, odt_of, ole_of, picture, zip_of

CHINESE = "血常规：白细胞计数3.5，血红蛋白110克每升。患者王小明，2023年3月4日出院。"
TRADITIONAL = "血液檢查：白血球計數3.5，血紅素110。病人王小明，2023年3月4日出院。"


def sniffed(tmp_path: Path, body: bytes) -> str:
    path = tmp_path / "letter.jpg"
    path.write_bytes(body)
    return sniff(path)


def tar_of(name: str, body: bytes) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(body)
        archive.addfile(info, io.BytesIO(body))
    return made.getvalue()


def office_of(folder: str) -> bytes:
    many = (("customXml/item.xml", b"x" * 9000), *((f"docProps/{at}.xml", b"<a/>") for at in range(50)))
    return zip_of(("[Content_Types].xml", b"<Types/>"), *many, (f"{folder}/main.xml", b"<a/>"))


def dicom_of(*elements: tuple[int, int, bytes, bytes], explicit: bool = True, order: str = "<") -> bytes:
    made = b""
    for group, element, kind, value in elements:
        made += struct.pack(order + "HH", group, element)
        made += kind + struct.pack(order + "H", len(value)) if explicit else struct.pack(order + "I", len(value))
        made += value
    return made


ELEMENTS = (
    (8, 5, b"CS", b"ISO_IR 100"), (8, 0x12, b"DA", b"20240131"), (8, 0x13, b"TM", b"101010"),
    (8, 0x16, b"UI", b"1.2.840.10008.5.1.4.1.1.2\0"), (8, 0x60, b"CS", b"CT"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "pdf"),
        (b"\n\njunk\n" * 100 + b"%PDF-1.4", "pdf"),
        (zip_of(("scan.pdf", b"%PDF-1.7 and so on"), packing=zipfile.ZIP_STORED), "zip"),
        (tar_of("scan.pdf", b"%PDF-1.7"), "archive"),
        (picture(), "png"),
        (b"BM" + bytes(12) + b"\x28\0\0\0" + bytes(20), "bmp"),
        (b"BMT on 3 March, bone marrow", "text"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "avif"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "avif"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "recording"),
        (b"\0\0\0\x18ftypisom\0\0\0\0mp42", "recording"),
        (b"\0\0\x01\0moov\0\0", "recording"),
        (b"ID3\x04\0\0\0\0\0\0", "recording"),
        (b"RIFF\0\0\0\0WAVEfmt ", "recording"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x18\0", "ico"),
        (b"\0\0\x01\0", "unknown"),
        (b"\0\0\0\x0cjP  \r\n\x87\n\0\0", "jpeg2000"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "archive"),
        (b"Rar!\x1a\x07\x01\0", "archive"),
        (b"Rar! is what she said", "text"),
        (b"\x1f\x8b\x08\0", "archive"),
        (b"MZ\x90\0\x03\0", "program"),
        (b"MZ is how it begins", "text"),
        (b"\x7fELF\x02\x01", "program"),
        (b"\xcf\xfa\xed\xfe\x07\0", "program"),
        (b"#!/bin/sh\nrm -rf /\n", "program"),
        (b"@ECHO OFF\r\nstart viewer.exe\r\n", "program"),
        (b"\0" * 128 + b"DICM\x02\0", "dicom"),
        (dicom_of(*ELEMENTS), "dicom"),
        (dicom_of(*ELEMENTS, explicit=False), "dicom"),
        (dicom_of(*ELEMENTS, order=">"), "dicom"),
        (dicom_of(*reversed(ELEMENTS)), "unknown"),
        (b"\x08\0\x05\0" + bytes(60), "unknown"),
        (b"{\\rtf1 hello}", "rtf"),
        (docx_of("hello"), "docx"),
        (office_of("word"), "docx"),
        (office_of("xl"), "xlsx"),
        (office_of("ppt"), "pptx"),
        (docx_of("hello" * 500)[:3000], "docx"),
        (odt_of("<text:p>hello</text:p>"), "odt"),
        (zip_of(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")), "ods"),
        (zip_of(("mimetype", b"application/epub+zip")), "epub"),
        (zip_of(("word/photo.jpg", b"x")), "zip"),
        (zip_of(), "zip"),
        (ole_of("Root Entry", "WordDocument"), "office"),
        (ole_of("Root Entry", *["x"] * 9, "__substg1.0_0037001F"), "msg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 900, "office"),
        (b"<?xml version='1.0'?><letter/>", "xml"),
        (b"<!-- why --><letter xmlns='urn:x'></letter>", "xml"),
        (ccda_of(""), "ccda"),
        (b"<?xml version='1.0'?>" + b"<!-- long -->" * 2000 + ccda_of("").partition(b"?>")[2], "ccda"),
        (b'<?xml version="1.0"?><a:ClinicalDocument xmlns:a="urn:hl7-org:v3"/>', "ccda"),
        (b"<?xml version='1.0'?><ClinicalDocument/>", "xml"),
        ("<?xml version='1.0' encoding='UTF-16'?><letter/>".encode("utf-16"), "xml"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"\r\n<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>\n<title>x</title>", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'b'>]><html/>", "html"),
        (b"<HTML><body>", "html"),
        (b"<p>hello</p>", "html"),
        (b"<- see there", "text"),
        (b"<John> hello", "text"),
        (mail_of(), "eml"),
        (b"Received: from x\r\n\tby y\r\nSubject: hello\r\n\r\nwords", "eml"),
        (b"From a@b Wed Jan 31 10:00:00 2024\nFrom: a@b\nSubject: x\n\nwords\n", "mbox"),
        (b"From here: it goes on\nand on", "text"),
        (b"Date: today\nWords: many", "text"),
        ("Blutbild vom 3. März".encode(), "text"),
        ("Blutbild vom 3. März".encode("latin-1"), "text"),
        (CHINESE.encode("gb18030"), "text"),
        (TRADITIONAL.encode("big5"), "text"),
        (CHINESE.encode("utf-16"), "text"),
        ("Blood test".encode("utf-16-le"), "text"),
        (b"words with \x00 in them", "unknown"),
        (b"\xff\xfe\x00\xd8\x00\xd8words", "unknown"),
        (bytes(range(256)), "unknown"),
    ],
)  # fmt: skip
def test_a_file_is_what_is_in_it(tmp_path: Path, body: bytes, form: str) -> None:
    assert sniffed(tmp_path, body) == form


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5"),
        ("王小明", "gb18030"),
        ("陳怡君 檢驗報告", "big5"),
        ("Ärztlicher Entlassbrief für Frau Müller, größer als gewöhnlich", "cp1252"),
        ("L’hématologue a été informé.", "cp1252"),
    ],
)
def test_an_old_text_is_read_in_its_own_letters(text: str, encoding: str) -> None:
    body = text.encode(encoding)
    assert encoding_of(body) == encoding
    assert is_guess(encoding)
    assert encoding_of((body + b"\n") * 5000) == encoding
    assert encoding_of(text.encode()) == "utf-8"


def test_a_text_cut_within_a_letter_is_still_text(tmp_path: Path) -> None:
    body = "血".encode() * 30_000
    assert len(body) > 65_536
    assert 65_536 % len("血".encode()) != 0
    assert sniffed(tmp_path, body) == "text"


def test_a_directory_that_leads_in_a_circle_is_left(tmp_path: Path) -> None:
    body = bytearray(ole_of("Root Entry", "WordDocument"))
    struct.pack_into("<I", body, 512 + 4, 1)  # the directory's first part is followed by itself
    (tmp_path / "file").write_bytes(body)
    assert ole_names(tmp_path / "file") >= {"Root Entry", "WordDocument"}


@given(body=st.binary(max_size=600))
def test_any_bytes_are_something(body: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / "sniffed"
    path.write_bytes(body)
    assert sniff(path).replace("2000", "").isalpha()


def test_every_real_file_is_known(real_files: Path | None) -> None:
    folders = {"ccda": {"ccda", "xml"}, "dicom": {"dicom"}, "pdf": {"pdf"}}
    for folder, forms in folders.items():
        for path in (real_files / folder).iterdir() if real_files else ():
            assert sniff(path) in forms, path.name
