"""Pages become pictures and words; whatever is wrong with one is told as a value."""

import io
import random
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.documents.document import TROUBLES
from caregiver_app.domain.documents.reading import Word
from caregiver_app.rendering import pdf as rendering_pdf
from caregiver_app.rendering.pages import Rendering, page_sizes, render, words
from caregiver_app.rendering.shape import MOST_PIXELS, Showing, shape_of, shown_words

DARK = 128


@pytest.fixture(autouse=True)
def nothing_kept_open() -> Iterator[None]:
    """Close what the reader keeps open for the next page, as the end of the child does."""
    yield
    rendering_pdf._kept_open.cache_clear()


def kept(tmp_path: Path, body: bytes, name: str = "file") -> Path:
    path = tmp_path / name
    path.write_bytes(body)
    return path


def letter(texts: tuple[str, ...] = ("Haemoglobin 112",), size: tuple[float, float] = A4, **keys: object) -> bytes:
    """A page for each text, which stands a quarter from the left and three quarters up; `keys` go into each page."""
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=size, invariant=1)
    for text in texts:
        canvas.setFont("Helvetica", 18)
        canvas.drawString(size[0] / 4, size[1] * 3 / 4, text)
        canvas.showPage()
    canvas.save()
    if not keys:
        return body.getvalue()
    written = io.BytesIO()
    with pikepdf.open(body) as pdf:
        for page in pdf.pages:
            for key, value in keys.items():
                page.obj[f"/{key}"] = value
        pdf.save(written)
    return written.getvalue()


def photo(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **saving: object) -> bytes:
    """A picture whose top left quarter is dark."""
    if form == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    image = Image.new(mode, size, "white")
    image.paste("black", (0, 0, size[0] // 2, size[1] // 2))
    body = io.BytesIO()
    image.save(body, form, **saving)
    return body.getvalue()


def seen(came: Rendering) -> Image.Image:
    assert came.trouble == ""
    assert len(came.pixels) == came.width * came.height * 4
    return Image.frombytes("RGB", (came.width, came.height), came.pixels, "raw", "BGRX").convert("L")


def darkest(image: Image.Image, x: float, y: float, reach: int = 0) -> int:
    """Return the darkest dot at a place in fractions, and so many dots round it."""
    at_x, at_y = min(int(x * image.width), image.width - 1), min(int(y * image.height), image.height - 1)
    part = image.crop((at_x - reach, at_y - reach, at_x + reach + 1, at_y + reach + 1))
    return min(part.tobytes())


def ink_in(image: Image.Image, word: Word) -> float:
    """Return which share of all ink lies in a word's box."""
    wide, high = image.size
    box = (word.x * wide - 1, word.y * high - 1, (word.x + word.width) * wide + 1, (word.y + word.height) * high + 1)
    inside = sum(image.crop(tuple(round(side) for side in box)).histogram()[:DARK])
    return inside / max(sum(image.histogram()[:DARK]), 1)


def test_a_page_is_as_wide_as_it_was_asked_for(tmp_path: Path) -> None:
    path = kept(tmp_path, letter())
    came = render(path, Showing(), 500)
    assert (came.width, came.height) == (500, 708)
    assert page_sizes(path).sizes == (pytest.approx(A4, abs=0.01),)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_each_word_is_told_where_it_is_seen_however_the_page_lies(tmp_path: Path, turn: int) -> None:
    cut = pikepdf.Array([60, 90, 500, 800])
    path = kept(tmp_path, letter(("Neutrophils",), Rotate=turn, CropBox=cut))
    (word,) = words(path, 1)
    assert word.text == "Neutrophils"
    assert ink_in(seen(render(path, Showing(), 600)), word) == 1.0


def test_words_are_parted_at_spaces_and_chinese_letters_stand_alone(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = io.BytesIO()
    canvas = Canvas(body, invariant=1)
    canvas.drawString(100, 700, "CD20 positive, Ki-67")
    canvas.setFont("STSong-Light", 14)
    canvas.drawString(100, 600, "病理 26-H")
    canvas.save()
    path = kept(tmp_path, body.getvalue())
    assert [word.text for word in words(path, 1)] == ["CD20", "positive,", "Ki-67", "病", "理", "26-H"]


def test_a_page_is_shown_as_it_will_be_exported(tmp_path: Path) -> None:
    """A mark of the page stands on the shown page where the shape says, whatever is done with the page."""
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=(400, 600), invariant=1)
    canvas.rect(150, 380, 20, 20, fill=1)  # its middle: 0.4 from the left, 0.35 from the top
    canvas.save()
    for path in (kept(tmp_path, body.getvalue()), kept(tmp_path, as_picture(body.getvalue()), "picture")):
        for sheet in (
            Showing(crop=(0.2, 0.1, 0.9, 0.8)),
            Showing(straighten=7.0),
            Showing(straighten=-12.5, crop=(0.25, 0.2, 1.0, 0.9)),
        ):
            for turn in (0, 1, 2, 3):
                showing = replace(sheet, turn=turn)
                image = seen(render(path, showing, 500))
                shape = shape_of(page_sizes(path).sizes[0], showing)
                assert abs(image.width / image.height - shape.width / shape.height) < 0.02
                assert darkest(image, *shape.place(0.4, 0.35)) < DARK
                assert darkest(image, *shape.place(0.55, 0.5)) > DARK


def as_picture(pdf: bytes) -> bytes:
    import pypdfium2

    body = io.BytesIO()
    pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().save(body, "PNG")
    return body.getvalue()


def test_what_is_blacked_out_is_neither_seen_nor_told(tmp_path: Path) -> None:
    path = kept(tmp_path, letter(("Haemoglobin 112",)))
    told = words(path, 1)
    first = told[0]
    black = ((first.x, first.y, first.x + first.width, first.y + first.height),)
    sheet = Showing(black=black, crop=(0.1, 0.1, 0.9, 0.9))
    shape = shape_of(page_sizes(path).sizes[0], sheet)
    image = seen(render(path, sheet, 800))
    where = (first.x + 0.02 * first.width, first.x + first.width / 2, first.x + 0.98 * first.width)
    assert [darkest(image, *shape.place(x, first.y + first.height * 0.05)) for x in where] == [0, 0, 0]
    assert [word.text for word in shown_words(told, shape, black)] == ["112"]
    assert ink_in(image, shown_words(told, shape, black)[0]) > 0.01


def test_words_outside_the_part_that_is_kept_are_not_told(tmp_path: Path) -> None:
    path = kept(tmp_path, letter())
    sheet = Showing(crop=(0.0, 0.5, 1.0, 1.0))
    assert shown_words(words(path, 1), shape_of((595, 842), sheet)) == ()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "HEIF", "AVIF"])
def test_a_picture_is_shown_upright_at_any_size(tmp_path: Path, form: str) -> None:
    path = kept(tmp_path, photo(form, (1200, 800)))
    for width in (90, 600, 1500):
        image = seen(render(path, Showing(), width))
        assert (image.width, image.height) == (width, round(width * 2 / 3))
        assert darkest(image, 0.2, 0.2) < 20
        assert darkest(image, 0.8, 0.2) > 230


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF"])
def test_a_photo_taken_sideways_is_turned_upright(tmp_path: Path, form: str) -> None:
    sideways = Image.Exif()
    sideways[0x0112] = 6
    path = kept(tmp_path, photo(form, (600, 400), exif=sideways))
    assert page_sizes(path).sizes == ((300.0, 450.0),)
    image = seen(render(path, Showing(), 100))
    assert image.size == (100, 150)
    assert darkest(image, 0.8, 0.2) < 20
    assert darkest(image, 0.2, 0.2) > 230


def test_frames_of_a_fax_are_pages_with_sizes_of_their_own(tmp_path: Path) -> None:
    frames = [Image.new("1", size, 1) for size in ((200, 300), (300, 200))]
    frames[1].paste(0, (0, 0, 150, 100))
    body = io.BytesIO()
    Image.new("1", (100, 100), 1).save(body, "TIFF", save_all=True, append_images=frames)
    path = kept(tmp_path, body.getvalue())
    assert page_sizes(path).sizes == ((75.0, 75.0), (150.0, 225.0), (225.0, 150.0))
    assert darkest(seen(render(path, Showing(page=3), 300)), 0.2, 0.2) == 0
    assert render(path, Showing(page=4), 300) == Rendering(trouble="page_unreadable")


def test_a_coarse_fax_is_as_high_as_its_paper(tmp_path: Path) -> None:
    path = kept(tmp_path, photo("TIFF", (1728, 1078), "1", dpi=(204, 98)))
    (size,) = page_sizes(path).sizes
    assert size[1] / size[0] == pytest.approx(1.3, abs=0.01)
    assert render(path, Showing(), 400).height == pytest.approx(519, abs=1)


def test_holes_are_white_and_deep_greys_are_seen(tmp_path: Path) -> None:
    holes = Image.new("RGBA", (80, 80), (0, 0, 0, 0))
    holes.paste((0, 0, 0, 255), (0, 0, 40, 40))
    body = io.BytesIO()
    holes.save(body, "PNG")
    image = seen(render(kept(tmp_path, body.getvalue()), Showing(), 40))
    assert (darkest(image, 0.2, 0.2), darkest(image, 0.8, 0.8)) == (0, 255)
    deep = Image.new("I;16", (40, 40), 4000)
    body = io.BytesIO()
    deep.save(body, "PNG")
    assert darkest(seen(render(kept(tmp_path, body.getvalue()), Showing(), 40)), 0.5, 0.5) > 240


def test_a_photo_that_ends_early_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (400, 400), random.Random(1).randbytes(480_000))
    body = io.BytesIO()
    noise.save(body, "JPEG")
    path = kept(tmp_path, body.getvalue()[: len(body.getvalue()) // 2])
    came = render(path, Showing(), 200)
    assert came.trouble == "pages_missing"
    assert len(came.pixels) == 200 * 200 * 4


def test_no_page_is_larger_than_what_may_be_held(tmp_path: Path) -> None:
    for size in ((595, 842), (2, 14_000), (14_000, 2), (14_000, 14_000)):
        came = render(kept(tmp_path, letter(size=size)), Showing(), 50_000)
        assert 0 < came.width * came.height <= MOST_PIXELS * 1.01


def test_what_cannot_be_opened_is_told_as_a_value(tmp_path: Path) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter())) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    bomb = bytearray(photo("PNG"))
    bomb[16:24] = (100_000).to_bytes(4, "big") * 2
    bomb[29:33] = zlib.crc32(bomb[12:29]).to_bytes(4, "big")
    for body, opening, page in (
        (locked.getvalue(), "locked", "locked"),
        (b"%PDF-1.7 nothing", "damaged", "page_unreadable"),
        (b"", "empty", "page_unreadable"),
        (b"Dear Dr Chen", "unsupported", "page_unreadable"),
        (b"\xff\xd8\xff\xe0 no picture", "damaged", "page_unreadable"),
        (bytes(bomb), "", "too_large"),
    ):
        path = kept(tmp_path, body)
        assert page_sizes(path).trouble == opening
        assert render(path, Showing(), 100) == Rendering(trouble=page)
        assert words(path, 1) == ()
    assert page_sizes(tmp_path / "none").trouble == "missing"
    assert render(tmp_path / "none", Showing(), 100) == Rendering(trouble="missing")
    assert render(kept(tmp_path, letter()), Showing(page=2), 100) == Rendering(trouble="page_unreadable")


def test_many_pages_are_measured_and_the_last_is_shown(tmp_path: Path) -> None:
    path = kept(tmp_path, letter(tuple(f"Page {n}" for n in range(1, 601)), (200, 200)))
    assert len(page_sizes(path).sizes) == 600
    assert [word.text for word in words(path, 600)] == ["Page", "600"]


def test_what_was_filled_into_a_form_is_seen(tmp_path: Path) -> None:
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=(300, 300), invariant=1)
    canvas.acroForm.textfield(value="XXXXXXXX", x=50, y=100, width=200, height=40, fontSize=24, borderWidth=0)
    canvas.showPage()
    canvas.save()
    image = seen(render(kept(tmp_path, body.getvalue()), Showing(), 300))
    assert sum(image.crop((50, 160, 250, 200)).histogram()[:DARK]) > 100


def test_no_mutant_ends_the_reader_with_anything_but_an_answer(tmp_path: Path) -> None:
    chance = random.Random(4)
    seeds = [letter(("one", "two")), photo("JPEG", (300, 200)), photo("TIFF", (300, 200), "1"), photo("GIF")]
    told: list[str] = []
    with Child(Limits(memory=2 << 30, seconds=10)) as child:
        for number in range(80):
            body = bytearray(seeds[number % len(seeds)])
            for _change in range(chance.randint(1, 20)):
                body[chance.randrange(4, len(body))] = chance.randrange(256)
            path = kept(tmp_path, bytes(body[: chance.randint(len(body) // 2, len(body))]), f"mutant {number}")
            try:
                sizes = child.call(page_sizes, path)
                told += [sizes.trouble, child.call(render, path, Showing(), 300).trouble]
                child.call(words, path, 1)
            except ChildStopped as stopped:
                told.append(stopped.reason)
    assert set(told) <= {"", *TROUBLES}
    assert {"", "page_unreadable"} <= set(told)


def test_every_real_file_is_shown_or_named(real_files: Path | None) -> None:
    told: dict[str, int] = {}
    files = sorted(path for path in (real_files or Path("none")).rglob("*") if path.is_file())
    with Child(Limits(memory=3 << 30, seconds=20)) as child:
        for path in files:
            sizes = child.call(page_sizes, path)
            trouble = sizes.trouble or child.call(render, path, Showing(), 200).trouble
            told[trouble] = told.get(trouble, 0) + 1
    assert set(told) <= {"", *TROUBLES}
    assert real_files is None or told[""] > 20
