"""A letter from a word processor gives its words in order, and the scans that were pasted into it."""

import base64
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.documents.document import TROUBLES
from caregiver_app.intake.archive import look_at_zip
from caregiver_app.intake.markup import look_at_xml
from caregiver_app.intake.office import look_at_docx, look_at_odt, look_at_old_office
from caregiver_app.intake.rtf import look_at_rtf
from caregiver_app.sniff import sniff
from intake.makers import (
    XML,
    W,
    bomb,
    contents,
    docx_of,
    docx_with,
    looked,
    looked_in_child,
    odt_of,
    ole_of,
    only_in_room,
    packed_zip,
    picture,
    rtf_of,
    unpacked_size,
    words,
    zip_of,
)

TABLE = (("WBC", "3.5"), ("Hb", "11"))


def test_a_word_letter_gives_its_words_its_pages_and_its_pictures(tmp_path: Path) -> None:
    body = docx_of("Dear Anna,", "血常规", "\f", "second page", table=TABLE, pictures=(picture(), picture(2)))
    seen = looked(tmp_path, body, look_at_docx)
    assert (seen.format, seen.pages, seen.trouble) == ("docx", 2, "words_only")
    assert [page.text for page in seen.texts] == ["Dear Anna,\n血常规", "second page\nWBC | 3.5\nHb | 11"]
    assert contents(seen) == {"word/media/image1.png": picture()}
    assert seen.detail == "1 pictures inside; 1 icons passed over"
    assert only_in_room(tmp_path, seen)


def test_a_letterhead_comes_first_and_the_foot_last_each_once(tmp_path: Path) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = section.first_page_header.paragraphs[0].text = "University Clinic"
    section.footer.paragraphs[0].text = "Page 1 of 1"
    document.add_paragraph("Dear Anna,")
    body = io.BytesIO()
    document.save(body)
    assert words(looked(tmp_path, body.getvalue(), look_at_docx)) == "University Clinic\n\nDear Anna,\n\nPage 1 of 1"


def paragraph(inner: str) -> str:
    return f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{inner}</w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f"<w:sdt><w:sdtContent>{run('filled in')}</w:sdtContent></w:sdt>", "filled in"),
        (f"<w:ins>{run('added')}</w:ins><w:del><w:r><w:delText>cut</w:delText></w:r></w:del>", "added"),
        (f"<w:moveFrom>{run('moved')}</w:moveFrom><w:moveTo>{run('moved')}</w:moveTo>", "moved"),
        (f"<w:hyperlink>{run('a link')}</w:hyperlink>", "a link"),
        ("<w:r><w:instrText>MERGEFIELD x</w:instrText></w:r>" + run("Anna"), "Anna"),
        ("<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>", "one\ttwo\nthree"),
        ("<w:r><w:t>beta</w:t><w:noBreakHyphen/><w:t>2</w:t><w:sym w:char='F0FE'/></w:r>", "beta-2•"),
        (
            '<w:r><mc:AlternateContent xmlns:mc="x"><mc:Choice><w:txbxContent>' + paragraph(run("in a box"))
            + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + paragraph(run("in a box"))
            + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>", "in a box",
        ),
    ],
)  # fmt: skip
def test_what_libraries_leave_out_of_a_word_letter_is_read(tmp_path: Path, inner: str, text: str) -> None:
    assert words(looked(tmp_path, docx_with(paragraph(inner)), look_at_docx)) == text


def test_a_strict_letter_with_notes_is_read(tmp_path: Path) -> None:
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    text = paragraph(run("dose") + '<w:footnoteReference w:id="2"/>')
    body = f"<w:document {strict}><w:body>{text}</w:body></w:document>"
    notes = f'<w:footnotes {strict}><w:footnote w:id="2">{paragraph(run("in mg"))}</w:footnote></w:footnotes>'
    seen = looked(tmp_path, docx_with("", document=body, footnotes=notes), look_at_docx)
    assert words(seen) == "dose [2]\n\n[2] in mg"


def test_a_letter_laid_out_in_a_table_keeps_its_lines(tmp_path: Path) -> None:
    long = "A whole paragraph of the letter stands in one cell of a table that nobody sees. " * 3
    cells = (paragraph(run(long)) + paragraph(run("second")), paragraph(run("side")))
    cell = f"<w:tbl><w:tr>{''.join(f'<w:tc>{inner}</w:tc>' for inner in cells)}</w:tr></w:tbl>"
    assert words(looked(tmp_path, docx_with(cell), look_at_docx)) == f"{long.strip()}\nsecond\nside"


def test_files_put_into_a_letter_are_given_out(tmp_path: Path) -> None:
    whole = docx_of("words")
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    more = (("word/embeddings/oleObject1.bin", b"\xd0\xcf" * 9), ("word/afchunk.mht", b"MIME-Version: 1.0\n\nwords"))
    seen = looked(tmp_path, zip_of(*parts, *more, ("word/vbaProject.bin", b"x" * 9000)), look_at_docx)
    assert contents(seen) == dict(more)
    assert seen.detail == "2 files inside"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (zip_of(("[Content_Types].xml", b"<a/>"), ("word/styles.xml", b"<a/>")), "no word/document.xml"),
        (docx_with(paragraph(run("before")) + "<w:p>"), "word/document.xml: mismatched tag"),
        (docx_with("", document='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "it declares entities"),
        (docx_of("words")[:-40], "BadZipFile"),
        (b"PK\x03\x04", "BadZipFile"),
    ],
)
def test_a_damaged_letter_says_so_and_gives_the_words_it_has(tmp_path: Path, body: bytes, said: str) -> None:
    seen = looked(tmp_path, body, look_at_docx)
    assert seen.trouble == "damaged"
    assert said in seen.detail
    assert ("before" in words(seen)) == (b"before" in body or "mismatched" in said)


@pytest.mark.thorough
def test_a_letter_that_swells_without_end_takes_no_memory(tmp_path: Path) -> None:
    packed = bomb(300)
    assert unpacked_size(packed) == 300 << 20
    seen, grew, took = looked_in_child(tmp_path, packed_zip(b"word/document.xml", packed, 300 << 20), look_at_docx)
    assert seen.trouble == "damaged"
    assert grew < 200
    assert took < 10


ODT_BODY = (
    "<text:h>Report</text:h><text:p>Dear <text:span>Anna</text:span>,<text:tab/>hello<text:s text:c='3'/>you</text:p>"
    "<table:table><table:table-row><table:table-cell><text:p>WBC</text:p></table:table-cell><table:table-cell>"
    "<text:p>3.5</text:p></table:table-cell></table:table-row></table:table><text:tracked-changes><text:p>cut</text:p>"
    "</text:tracked-changes><text:p><text:soft-page-break/>second page</text:p>"
)


def test_an_opendocument_letter_gives_its_words_and_pictures(tmp_path: Path) -> None:
    styles = (
        f"{XML}<a xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>no<text:p>University Clinic</text:p></a>"
    )
    body = odt_of(ODT_BODY, ("styles.xml", styles.encode()), ("Pictures/1.png", picture()), ("Thumbnails/t.png", b"x"))
    seen = looked(tmp_path, body, look_at_odt)
    assert (seen.format, seen.pages, seen.trouble) == ("odt", 2, "words_only")
    assert [page.text.split("\n") for page in seen.texts] == [
        ["University Clinic", "", "Report", "Dear Anna, hello you", "WBC | 3.5"], ["second page"],
    ]  # fmt: skip
    assert contents(seen) == {"Pictures/1.png": picture()}


def test_locked_letters_say_so(tmp_path: Path) -> None:
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    assert looked(tmp_path, odt_of("", ("META-INF/manifest.xml", manifest)), look_at_odt).trouble == "locked"
    assert looked(tmp_path, ole_of("Root Entry", "EncryptedPackage"), look_at_old_office).trouble == "locked"
    assert looked(tmp_path, ole_of("Root Entry", "WordDocument"), look_at_old_office).trouble == "unsupported"


RTF_BODY = (
    r"{\header University Clinic\par}{\info{\title no}}\pard Dear M\'fcller \u29579?, \f1\'cd\'f5\f0\par"
    r'{\field{\*\fldinst{HYPERLINK "x"}}{\fldrslt linked}}\par\trowd WBC\cell 3.5\cell\row'
    r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt in a box\par}}}dose{\footnote in mg}\page second page"
)


def test_an_rtf_letter_gives_its_words(tmp_path: Path) -> None:
    seen = looked(tmp_path, rtf_of(RTF_BODY), look_at_rtf)
    assert (seen.format, seen.pages, seen.trouble) == ("rtf", 2, "words_only")
    assert [[line.strip() for line in page.text.split("\n") if line.strip()] for page in seen.texts] == [
        ["University Clinic", "Dear Müller 王, 王", 'linked("x")', "WBC | 3.5", "in a box", "dose", "in mg"],
        ["second page"],
    ]  # fmt: skip


def test_pictures_in_an_rtf_letter_are_given_out_once(tmp_path: Path) -> None:
    scan, photo = picture(), b"\xff\xd8\xff" + bytes(range(256)) * 20
    groups = (
        r"{\*\shppict{\pict{\*\picprop{\sp x}}\pngblip\picw10{\*\blipuid 0f0f}" + f"\n{scan.hex()}" + "}}"
        r"{\nonshppict{\pict\wmetafile8 " + "00" * 9000 + "}}"
        r"{\pict\pngblip 8950}"
    )
    body = rtf_of("words" + groups + "after").replace(
        b"after", b"{\\pict\\jpegblip\\bin%d " % len(photo) + photo + b"}after"
    )
    seen = looked(tmp_path, body, look_at_rtf)
    assert contents(seen) == {"attachment-1.png": scan, "attachment-2.jpg": photo}
    assert words(seen) == "wordsafter"
    assert seen.detail == "2 pictures inside; 1 icons passed over"


@pytest.mark.parametrize(
    "body",
    [
        r"{\field{\*\fldinst{" * 20_000,
        r"{\fonttbl" + r"{\f0" * 20_000,
        "{" * 300_000,
        r"{\pict " * 50_000,
        r"\u999999999\uc ",
    ],
    ids=["fields", "fonts", "braces", "pictures", "numbers"],
)
def test_an_rtf_letter_made_to_exhaust_its_reader_does_not(tmp_path: Path, body: str) -> None:
    seen, grew, took = looked_in_child(tmp_path, rtf_of(r"before\par " + body), look_at_rtf)
    assert "before" in words(seen)
    assert took < 5
    assert grew < 200


SEEDS: tuple[tuple[bytes, Callable[[Path, Path | None], object]], ...] = (
    (docx_of("words", "\f", table=TABLE, pictures=(picture(),)), look_at_docx),
    (docx_with(paragraph(run("words")) + "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>"), look_at_docx),
    (odt_of(ODT_BODY, ("Pictures/1.png", picture())), look_at_odt),
    (rtf_of(RTF_BODY), look_at_rtf),
    (zip_of(("ä/a.txt", b"words" * 50), ("b.bin", bytes(900)), packing=zipfile.ZIP_STORED), look_at_zip),
    (f"{XML}<w:binData {W}>{base64.b64encode(picture()).decode()}</w:binData>".encode(), look_at_xml),
)


@given(
    seed=st.sampled_from(SEEDS),
    flips=st.lists(st.tuples(st.integers(0, 60_000), st.integers(0, 255)), max_size=20),
    cut=st.integers(0, 2000),
    noise=st.binary(max_size=40),
)
def test_no_damage_to_a_letter_or_a_zip_makes_a_look_fail(
    seed: tuple[bytes, Callable[..., object]],
    flips: list[tuple[int, int]],
    cut: int,
    noise: bytes,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    whole, look = seed
    body = bytearray(whole[: max(1, len(whole) - cut)] + noise)
    for position, value in flips:
        body[position % len(body)] = value
    folder = tmp_path_factory.mktemp("mutant")
    seen = looked(folder, bytes(body), look)  # type: ignore[arg-type]
    assert seen.trouble == "" or seen.trouble in TROUBLES
    assert only_in_room(folder, seen)
    ("".join(page.text for page in seen.texts) + "".join(file.name for file in seen.inside)).encode()
    assert sniff(folder / "file")
