"""A PDF tells its pages and their words; a page without words waits, and what lies inside it is taken out."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from caregiver_app import bundled
from caregiver_app.child import Child, Limits
from caregiver_app.domain.documents.document import TROUBLES
from caregiver_app.domain.documents.reading import LAYER, WAITING
from caregiver_app.intake.look import Inspection
from caregiver_app.intake.pdf import look_at_pdf
from caregiver_app.intake.pdf_text import MOST_PAGES
from intake.makers import bomb, contents, looked, looked_in_child, only_in_room, words

A4 = (595, 842)
STAMP = "Scanned by PocketScan, 12 May 2024"
REPORT = (
    "Hospital report\nPatient Ana Novak, born 9 March 1968\nThe bone marrow shows no sign of the lymphoma.\n"
    "The patient was seen with her daughter and is well after the second cycle."
)


def pdf_of(*pages: Callable[[Canvas], None], font: str = "Helvetica") -> bytes:
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=A4, invariant=1)
    for draw in pages:
        canvas.setFont(font, 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return body.getvalue()


def saying(text: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for line, written in enumerate(text.split("\n")):
            canvas.drawString(60, 760 - 14 * line, written)

    return draw


def scanned(text: str = "", share: float = 1.0) -> Callable[[Canvas], None]:
    picture = ImageReader(Image.new("L", (60, 80), 200))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture, 0, 0, A4[0], A4[1] * share)
        saying(text)(canvas)

    return draw


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    body = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(body)
    return body.getvalue()


def with_files(**files: bytes) -> bytes:
    def attach(pdf: pikepdf.Pdf) -> None:
        for name, content in files.items():
            pdf.attachments[name.replace("_", ".")] = content

    return changed(pdf_of(saying(REPORT)), attach)


def sources(seen: Inspection) -> list[str]:
    return [page.source for page in seen.texts]


def test_every_page_tells_its_words_line_by_line(tmp_path: Path) -> None:
    seen = looked(tmp_path, pdf_of(saying(REPORT), saying("Second page\nof two")), look_at_pdf)
    assert (seen.format, seen.pages, seen.trouble) == ("pdf", 2, "")
    assert [(page.page, page.text, page.source) for page in seen.texts] == [
        (1, REPORT, LAYER),
        (2, "Second page\nof two", LAYER),
    ]


@pytest.mark.parametrize(
    ("face", "text"),
    [
        ("NotoSansSC-Regular.ttf", "患者：林伟，女。弥漫大B细胞淋巴瘤"),
        ("NotoSans-Regular.ttf", "Müdigkeit, Ελληνικά, Кровь"),
    ],
)
def test_words_of_any_script_come_back_as_written(tmp_path: Path, face: str, text: str) -> None:
    pdfmetrics.registerFont(TTFont(face, str(bundled.resource("fonts", face))))
    assert words(looked(tmp_path, pdf_of(saying(text), font=face), look_at_pdf)) == text


def test_a_word_parted_at_the_end_of_a_line_is_whole_and_a_real_hyphen_stays(tmp_path: Path) -> None:
    text = "She had six cycles of chemo-\ntherapy before and then CAR-\nT cells were given."
    found = words(looked(tmp_path, pdf_of(saying(text)), look_at_pdf))
    assert "chemotherapy" in found
    assert "CAR-T" in found


def test_a_scan_waits_to_be_read_and_so_does_a_scan_with_a_stamp_on_it(tmp_path: Path) -> None:
    pages = (scanned(), scanned(STAMP), scanned("7"), saying("12"), lambda _canvas: None)
    seen = looked(tmp_path, pdf_of(*pages), look_at_pdf)
    assert sources(seen) == [WAITING] * 5
    assert words(seen).strip("\f") == ""


def test_a_scan_with_its_own_text_layer_and_a_letter_with_a_logo_do_not_wait(tmp_path: Path) -> None:
    seen = looked(tmp_path, pdf_of(scanned(REPORT), scanned(STAMP, share=0.1)), look_at_pdf)
    assert sources(seen) == [LAYER, LAYER]


def test_a_text_whose_font_does_not_tell_its_letters_waits(tmp_path: Path) -> None:
    def hide_the_letters(pdf: pikepdf.Pdf) -> None:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one]
        assert fonts
        for font in fonts:
            below = pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.CIDFontType2,
                BaseFont=font.BaseFont,
                CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
                FontDescriptor=font.FontDescriptor,
            )
            del font.ToUnicode
            font.Subtype = pikepdf.Name.Type0
            font.Encoding = pikepdf.Name("/Identity-H")
            font.DescendantFonts = pikepdf.Array([pdf.make_indirect(below)])

    pdfmetrics.registerFont(TTFont("plain", str(bundled.resource("fonts", "NotoSans-Regular.ttf"))))
    letter = pdf_of(saying(REPORT), font="plain")
    assert sources(looked(tmp_path, letter, look_at_pdf)) == [LAYER]
    assert sources(looked(tmp_path, changed(letter, hide_the_letters), look_at_pdf)) == [WAITING]


def test_what_was_typed_into_a_form_is_among_its_words(tmp_path: Path) -> None:
    def form(canvas: Canvas) -> None:
        saying(REPORT)(canvas)
        canvas.acroForm.textfield(name="allergy", value="Penicillin, rash", x=60, y=300, width=300, height=20)

    found = words(looked(tmp_path, pdf_of(form), look_at_pdf))
    assert "Penicillin, rash" in found
    assert REPORT in found


def test_a_page_that_cannot_be_read_waits_and_the_others_tell_their_words(tmp_path: Path) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.Contents.write(b"\xff\xff\xff\xff", filter=pikepdf.Name.FlateDecode)

    seen = looked(tmp_path, changed(pdf_of(*[saying(REPORT)] * 3), spoil), look_at_pdf)
    assert sources(seen) == [LAYER, WAITING, LAYER]


def test_a_locked_pdf_tells_no_words(tmp_path: Path) -> None:
    body = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(saying(REPORT)))) as pdf:
        pdf.save(body, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    assert looked(tmp_path, body.getvalue(), look_at_pdf) == Inspection("pdf", None, "locked", "")


def test_a_pdf_of_very_many_pages_is_read_a_bounded_way(tmp_path: Path) -> None:
    def many(pdf: pikepdf.Pdf) -> None:
        for _page in range(MOST_PAGES + 10):
            pdf.add_blank_page()

    seen = looked(tmp_path, changed(pdf_of(saying(REPORT)), many), look_at_pdf)
    assert (seen.pages, len(seen.texts)) == (MOST_PAGES + 11, MOST_PAGES)


def test_files_inside_are_taken_out_under_names_of_our_own_and_nothing_is_left_to_say(tmp_path: Path) -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["../../evil.sh"] = b"echo"
        pdf.attachments["C:\\scans\\脑部.txt"] = b"the scan itself"

    seen = looked(tmp_path, changed(pdf_of(saying(REPORT)), attach), look_at_pdf)
    assert contents(seen) == {"../../evil.sh": b"echo", "C:\\scans\\脑部.txt": b"the scan itself"}
    assert only_in_room(tmp_path, seen)
    assert (seen.pages, seen.trouble) == (1, "")


def test_a_file_pinned_to_a_page_is_taken_out_once(tmp_path: Path) -> None:
    def pin(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["both.txt"] = b"pinned and listed"
        held = pdf.attachments["both.txt"].obj, pikepdf.AttachedFileSpec(pdf, b"pinned", filename="p.txt").obj
        kind = pikepdf.Name.FileAttachment
        marks = [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=kind, Rect=[9, 9, 30, 30], FS=one) for one in held]
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(mark) for mark in marks])

    seen = looked(tmp_path, changed(pdf_of(saying(REPORT)), pin), look_at_pdf)
    assert contents(seen) == {"both.txt": b"pinned and listed", "p.txt": b"pinned"}


def test_without_room_a_pdf_says_that_there_is_more_inside(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(with_files(scan_txt=b"the scan itself"))
    seen = look_at_pdf(file, None)
    assert (seen.pages, seen.trouble, seen.inside) == (1, "more_inside", ())
    assert words(seen) == REPORT


def test_a_form_that_draws_itself_anew_says_so_though_its_files_were_taken_out(tmp_path: Path) -> None:
    def xfa(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = pikepdf.Dictionary(XFA=pdf.make_stream(b"<xdp/>"), Fields=pikepdf.Array())

    seen = looked(tmp_path, changed(with_files(a_txt=b"a"), xfa), look_at_pdf)
    assert (seen.trouble, contents(seen)) == ("more_inside", {"a.txt": b"a"})


@pytest.mark.thorough
def test_a_file_that_unfolds_without_end_stays_inside_and_the_others_come_out(tmp_path: Path) -> None:
    packed = b"\x78\xda" + bomb(260)

    def fold(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["bomb.bin"].obj.EF.F.write(packed, filter=pikepdf.Name.FlateDecode)

    hostile = changed(with_files(bomb_bin=b"", letter_txt=b"a letter"), fold)
    assert len(hostile) < 1_000_000
    seen, grown, seconds = looked_in_child(tmp_path, hostile, look_at_pdf)
    assert (seen.pages, seen.trouble, words(seen)) == (1, "not_all_inside", REPORT)
    assert {one.name: one.trouble for one in seen.inside} == {"bomb.bin": "too_large", "letter.txt": ""}
    assert contents(seen) == {"letter.txt": b"a letter"}
    assert (grown < 400, seconds < 20) == (True, True)


def test_a_file_inside_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["a.txt"].obj.EF.F.write(b"\xff\xff\xff", filter=pikepdf.Name.FlateDecode)

    seen = looked(tmp_path, changed(with_files(a_txt=b"a"), spoil), look_at_pdf)
    assert [(one.name, one.file, one.trouble) for one in seen.inside] == [("a.txt", None, "damaged")]
    assert seen.trouble == "not_all_inside"


def test_a_folder_of_files_that_shows_none_of_them_says_that_not_all_came_out(tmp_path: Path) -> None:
    def portfolio(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection)

    assert looked(tmp_path, changed(with_files(a_txt=b"a"), portfolio), look_at_pdf).trouble == ""
    assert looked(tmp_path, changed(pdf_of(saying(REPORT)), portfolio), look_at_pdf).trouble == "not_all_inside"


def test_pages_that_hold_one_another_a_million_times_are_no_way_to_stop_us(tmp_path: Path) -> None:
    def nest(pdf: pikepdf.Pdf) -> None:
        node = pdf.Root.Pages.Kids[0]
        for level in range(1, 8):
            kids = pikepdf.Array([node] * 10)
            node = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=kids, Count=10**level))
        pdf.Root.Pages = node

    seen, grown, seconds = looked_in_child(tmp_path, changed(pdf_of(saying(REPORT)), nest), look_at_pdf)
    assert seen.trouble == "damaged"
    assert (grown < 300, seconds < 20) == (True, True)


@pytest.mark.parametrize("folder", ["pdf", "pdf-damaged"])
def test_real_files_are_looked_at_without_a_crash(tmp_path: Path, real_files: Path | None, folder: str) -> None:
    if real_files is None:
        return
    with Child(Limits(memory=3 << 30, seconds=60)) as child:
        for number, file in enumerate(sorted((real_files / folder).iterdir())):
            room = tmp_path / str(number)
            room.mkdir()
            seen = child.call(look_at_pdf, file, room)
            assert seen.trouble == "" or seen.trouble in TROUBLES, file.name
            assert len(seen.texts) == (seen.pages or 0), file.name


@pytest.mark.parametrize("hurt", [REPORT.encode(), pdf_of(saying(REPORT))[:-30], pdf_of(saying(REPORT))[:300]])
def test_what_the_reader_said_of_damage_does_not_tell_where_the_file_lies(tmp_path: Path, hurt: bytes) -> None:
    path = tmp_path / "hurt.pdf"
    path.write_bytes(hurt)
    seen = look_at_pdf(path, None)
    assert seen.trouble in ("damaged", "pages_missing")
    assert seen.detail
    assert str(tmp_path) not in seen.detail
