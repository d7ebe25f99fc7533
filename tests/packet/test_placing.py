"""Source pages on their sheets: upright, whole, within their room, and carrying nothing along."""

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageChops, ImageOps

from caregiver_app.packet.attachment import PageShape
from caregiver_app.packet.geometry import EDGE, STRIP, placed
from caregiver_app.packet.style import PAPERS
from packet.papers import Desk, changed, ink, paper, picture, rendered, texts

BARE = {"sections": ("attached",), "dividers": False}


def alone(desk: Desk, data: bytes) -> Path:
    """Build a packet of a cover and one document."""
    desk.add(data)
    report, target = desk.build(**BARE)
    assert report.documents[0].included, report.documents[0].reason
    return target


def looks_like(sheet: Image.Image, source: Image.Image) -> bool:
    """Whether the ink of a sheet above its stamp is the source's, scaled."""
    body = sheet.crop((0, 0, sheet.width, sheet.height - round(STRIP) - 2))
    first, second = (ImageOps.invert(image).getbbox() for image in (body, source))
    assert first is not None
    assert second is not None
    a, b = body.crop(first).resize((60, 60)), source.crop(second).resize((60, 60))
    ratio = ((first[2] - first[0]) / (first[3] - first[1])) / ((second[2] - second[0]) / (second[3] - second[1]))
    return 0.95 < ratio < 1.05 and sum(ImageChops.difference(a, b).histogram()[100:]) < 200


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("origin", [(0, 0), (100, -50)])
def test_turned_and_shifted_pages_stand_as_a_reader_shows_them(desk: Desk, turn: int, origin: tuple[int, int]) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.MediaBox = Array([origin[0], origin[1], 595, 842])
        page.CropBox = Array([20, 30, 500, 800])
        page.Rotate = turn

    data = changed(paper(), change)
    target = alone(desk, data)
    assert looks_like(rendered(target, 1), rendered(data, 0))
    with pikepdf.open(target) as pdf:
        box = [float(side) for side in pdf.pages[1].mediabox]
    assert (box[2] > box[3]) is (turn in (90, 270))


@pytest.mark.parametrize("size", [(30, 20), (595, 842), (842, 595), (5000, 300), (14400, 14400), (72, 3000)])
@pytest.mark.parametrize("paper_name", ["a4", "letter"])
def test_a_page_never_reaches_the_stamp_or_the_edge(size: tuple[float, float], paper_name: str) -> None:
    spot = placed(PageShape(*size), PAPERS[paper_name])
    assert spot.x >= EDGE - 0.01
    assert spot.y >= STRIP - 0.01
    assert spot.x + spot.width <= spot.sheet_width - EDGE + 0.01
    assert spot.y + spot.height <= spot.sheet_height - EDGE + 0.01
    assert spot.width / spot.height == pytest.approx(size[0] / size[1])
    assert spot.width <= size[0] * 3.01


def test_the_stamp_stands_below_everything_the_page_shows(desk: Desk) -> None:
    def blacken(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(b"q 0 0 595 842 re f Q")

    target = alone(desk, changed(paper(), blacken))
    sheet = rendered(target, 1)
    strip = sheet.crop((0, sheet.height - round(STRIP) + 1, sheet.width, sheet.height))
    assert 0 < ink(strip) < strip.width * strip.height * 0.1
    assert "packet page 2 of 2" in texts(target)[1]


def test_text_on_an_attached_page_can_still_be_searched(desk: Desk) -> None:
    assert "Findable words" in texts(alone(desk, paper(1, "Findable words")))[1]


def test_filled_forms_and_highlights_stay_visible(desk: Desk) -> None:
    def mark(pdf: pikepdf.Pdf) -> None:
        highlight = Dictionary(
            Type=Name.Annot, Subtype=Name.Highlight, Rect=Array([300, 100, 500, 200]), C=Array([0, 0, 0]), F=4,
            QuadPoints=Array([300, 200, 500, 200, 300, 100, 500, 100]), Contents=pikepdf.String("a remark"),
        )  # fmt: skip
        look = pdf.make_stream(b"0 0 100 40 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 40]))
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=pikepdf.String("name"), V=pikepdf.String("filled in"),
            Rect=Array([300, 300, 400, 340]), F=4, AP=Dictionary(N=look),
        )  # fmt: skip
        pdf.pages[0].obj.Annots = pdf.make_indirect(Array([pdf.make_indirect(highlight), pdf.make_indirect(field)]))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[1]]))

    plain, marked = paper(1, ""), changed(paper(1, ""), mark)
    desk.add(plain)
    desk.add(marked)
    report, target = desk.build(**BARE)
    more = ink(rendered(target, 2)) - ink(rendered(target, 1))
    assert more == pytest.approx((200 * 100 + 100 * 40) * 0.86, rel=0.1)
    assert report.notes == ("D-002 carries 1 comment that opens on a click; its words cannot be printed.",)


def test_a_layer_that_is_off_stays_off(desk: Desk) -> None:
    def layer(pdf: pikepdf.Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("draft")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
        pdf.pages[0].obj.Resources.Properties = Dictionary(Hidden=group)
        pdf.pages[0].contents_add(b"/OC /Hidden BDC 0 0 595 842 re f EMC")

    desk.add(paper())
    desk.add(changed(paper(), layer))
    _report, target = desk.build(**BARE)
    assert ink(rendered(target, 2)) == pytest.approx(ink(rendered(target, 1)), rel=0.05)


def test_nothing_hidden_in_an_original_travels(desk: Desk) -> None:
    canary = "CANARY-7431"

    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = canary
        pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, canary.encode(), filename="note.txt")
        pdf.Root.Names.JavaScript = Dictionary(
            Names=Array([pikepdf.String("x"), Dictionary(S=Name.JavaScript, JS=pikepdf.String(canary))])
        )
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String(canary))
        pdf.Root.Metadata = pdf.make_stream(canary.encode(), Type=Name.Metadata, Subtype=Name.XML)
        page = pdf.pages[0].obj
        page.PieceInfo = Dictionary(Private=pikepdf.String(canary))
        page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=pikepdf.String(canary)))
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 100, 100]),
            A=Dictionary(S=Name.URI, URI=pikepdf.String(canary)),
        )  # fmt: skip
        page.Annots = Array([pdf.make_indirect(link)])
        image = pdf.make_stream(
            with_exif(canary), Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40, BitsPerComponent=8,
            ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
        )  # fmt: skip
        image.Metadata = pdf.make_stream(canary.encode())
        page.Resources.XObject = Dictionary(Photo=image)
        pdf.pages[0].contents_add(b"q 60 0 0 40 300 300 cm /Photo Do Q")
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(canary, 0))

    desk.add(changed(paper(2), hide))
    desk.add(with_exif(canary))
    _report, target = desk.build()
    assert canary not in everything(target)
    with pikepdf.open(target) as pdf:
        assert not pdf.attachments
        assert "/OpenAction" not in pdf.Root
        assert "/Names" not in pdf.Root


def with_exif(words: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = words
    exif[0x9286] = words
    return picture(exif=exif, comment=words.encode())


def everything(path: Path) -> str:
    """Return all a PDF holds, every stream decoded, as text."""
    found = [path.read_bytes()]
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            found.append(repr(thing).encode())
            if isinstance(thing, pikepdf.Stream):
                found.append(thing.read_raw_bytes())
                if "/DCTDecode" not in repr(thing.get("/Filter")):
                    found.append(thing.read_bytes())
    return b" ".join(found).decode("latin-1")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright(desk: Desk, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = picture(size=(400, 200), exif=exif, quality=95)
    target = alone(desk, data)
    with Image.open(io.BytesIO(data)) as image:
        upright = ImageOps.exif_transpose(image).convert("L")
    # The light quarters of the picture are white like the paper: only where the dark one lies can be compared.
    sheet = rendered(target, 1)
    body = sheet.crop((0, 0, sheet.width, sheet.height - round(STRIP) - 2))
    dark = ImageOps.invert(body).point(lambda value: 255 if value > 128 else 0).getbbox()
    wanted = ImageOps.invert(upright).point(lambda value: 255 if value > 128 else 0).getbbox()
    assert dark is not None
    assert wanted is not None
    left, top = dark[0] - sheet.width / 2, dark[1] - (sheet.height - STRIP + EDGE) / 2
    assert (left < -5, top < -5) == (wanted[0] == 0, wanted[1] == 0)


def test_photo_data_is_taken_over_without_loss(desk: Desk) -> None:
    data = picture(size=(64, 64), quality=90)
    target = alone(desk, data)
    with pikepdf.open(target) as pdf:
        photo = pdf.pages[1].obj.Resources.XObject.Document.Resources.XObject.Picture
        raw = photo.read_raw_bytes()
        assert photo.Filter == Name.DCTDecode
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(raw)) as after:
        assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize(
    ("format_name", "mode"),
    [
        ("PNG", "RGB"), ("PNG", "L"), ("PNG", "1"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "I;16"),
        ("TIFF", "1"), ("TIFF", "RGB"), ("TIFF", "CMYK"), ("WEBP", "RGB"), ("GIF", "P"), ("BMP", "RGB"),
        ("JPEG", "L"), ("JPEG", "CMYK"), ("JPEG", "RGB"),
    ],
)  # fmt: skip
def test_pictures_of_every_kind_look_as_they_did(desk: Desk, format_name: str, mode: str) -> None:
    image = Image.new("L", (80, 80), 255)
    image.paste(0, (0, 0, 40, 40))
    if mode == "I;16":
        image = image.convert("I").point(lambda value: value * 257).convert("I;16")
    else:
        image = image.convert("RGB").convert(mode)
    written = io.BytesIO()
    image.save(written, format_name)
    target = alone(desk, written.getvalue())
    sheet = rendered(target, 1)
    middle = (sheet.width // 2, round((sheet.height - STRIP + EDGE) / 2))
    assert sheet.getpixel((middle[0] - 12, middle[1] - 12)) < 70
    assert sheet.getpixel((middle[0] + 12, middle[1] + 12)) > 215


def test_every_page_of_a_fax_is_there(desk: Desk) -> None:
    frames = [Image.new("1", (100 + 10 * index, 100), 0) for index in range(3)]
    written = io.BytesIO()
    frames[0].save(written, "TIFF", save_all=True, append_images=frames[1:], compression="group4")
    desk.add(written.getvalue())
    report, target = desk.build(**BARE)
    assert report.documents[0].pages == 3
    assert report.pages == 4
    assert ink(rendered(target, 3)) > ink(rendered(target, 1)) > 500


def test_a_picture_too_large_to_open_safely_is_named(desk: Desk) -> None:
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    desk.add(bomb)
    report, _target = desk.build()
    assert report.documents[0].reason == "too_large"


def test_a_field_that_leaves_its_look_to_the_reader_is_drawn_with_what_stands_in_it(desk: Desk) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("who"), V=String("Written by hand"), F=4,
                Rect=[100, 100, 300, 130], DA=String("/Helv 12 Tf 0 g"), MK=Dictionary(BC=[0, 0, 0]),
            )
        )  # fmt: skip
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.pages[0].obj.Annots = pdf.make_indirect(Array([field]))
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([field]), NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=helvetica))
        )

    desk.add(changed(paper(1), fill))
    _report, target = desk.build(**BARE)
    assert "Written by hand" in texts(target)[-1]
    with pikepdf.open(target) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_a_mark_is_drawn_where_it_is_also_where_its_own_rectangle_lies_elsewhere(desk: Desk) -> None:
    def mark(pdf: pikepdf.Pdf) -> None:
        highlight = Dictionary(
            Type=Name.Annot, Subtype=Name.Highlight, Rect=[700, 900, 800, 950], C=[0, 0, 0], F=4,
            QuadPoints=[300, 200, 500, 200, 300, 100, 500, 100],
        )  # fmt: skip
        pdf.pages[0].obj.Annots = pdf.make_indirect(Array([pdf.make_indirect(highlight)]))

    desk.add(paper(1), title="Bare")
    desk.add(changed(paper(1), mark), title="Marked")
    report, target = desk.build(**BARE)
    bare, marked = (ink(rendered(target, row.first_page - 1, 0.5)) for row in report.documents)
    assert marked > bare + 3_000
