"""Photos as phones take them stand on paper: upright, every picture of the file, and not many times as large."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pillow_heif
import pytest
from PIL import Image, ImageChops

from caregiver_app.intake.images import look_at_image
from packet.papers import Desk, rendered

BARE = {"dividers": False, "sections": ("attached",)}
SIZE = (96, 64)


def marked(size: tuple[int, int] = SIZE) -> Image.Image:
    """Return a light picture with a dark top left quarter."""
    image = Image.new("RGB", size, (230, 230, 230))
    image.paste((20, 20, 60), (0, 0, size[0] // 2, size[1] // 2))
    return image


def heic(*pictures: Image.Image, turn: int = 1, thumbnails: tuple[int, ...] = (), **saving: object) -> bytes:
    """Make a photo whose turn is written twice, as phones do: with the picture, and in the camera's notes."""
    held = pillow_heif.from_pillow(pictures[0])
    held[0].info["exif"] = orientation(turn)
    for picture in pictures[1:]:
        held.add_from_pillow(picture)
    body = io.BytesIO()
    held.save(body, thumbnails=list(thumbnails), **({"quality": 90} | saving))
    return body.getvalue()


def avif(picture: Image.Image, turn: int = 1) -> bytes:
    body = io.BytesIO()
    picture.save(body, "AVIF", quality=90, exif=orientation(turn))
    return body.getvalue()


def orientation(turn: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = turn
    return exif.tobytes()


def shown(target: Path) -> Image.Image:
    """Return what is seen of the picture on the first page, cut out."""
    page = rendered(target, 1)
    page = page.crop((0, 0, page.width, page.height - 60))
    return page.crop(ImageChops.invert(page).getbbox())


def dark_corner(image: Image.Image) -> str:
    right, bottom = image.width - 4, image.height - 4
    places = {"top left": (3, 3), "top right": (right, 3), "bottom left": (3, bottom), "bottom right": (right, bottom)}
    return min(places, key=lambda corner: image.getpixel(places[corner]))


def kept(target: Path) -> tuple[str, bytes]:
    """Return how the one picture of a packet is packed, and its data."""
    with pikepdf.open(target) as pdf:
        (found,) = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        return str(found.Filter), found.read_raw_bytes()


def test_a_heic_photo_is_one_whole_page(desk: Desk) -> None:
    desk.add(heic(marked()), format="heic", pages=1)
    report, target = desk.build(**BARE)
    assert [(row.included, row.pages, row.reason) for row in report.documents] == [(True, 1, "")]
    assert dark_corner(shown(target)) == "top left"


@pytest.mark.parametrize("make", [heic, avif])
@pytest.mark.parametrize(
    ("turn", "corner", "is_wide"),
    [(2, "top right", True), (3, "bottom right", True), (6, "top right", False), (8, "bottom left", False)],
)
def test_a_photo_is_turned_upright_exactly_once(
    desk: Desk, make: Callable[..., bytes], turn: int, corner: str, is_wide: bool
) -> None:
    desk.add(make(marked(), turn=turn))
    _report, target = desk.build(**BARE)
    seen = shown(target)
    assert (dark_corner(seen), seen.width > seen.height) == (corner, is_wide)


def test_every_picture_of_a_file_is_a_page_and_its_small_copies_are_none_as_the_look_says(desk: Desk) -> None:
    data = heic(marked(), marked((64, 96)), marked((128, 128)), thumbnails=(32,))
    document = desk.add(data)
    seen = look_at_image(desk.find(document.fingerprint), None)
    report, _target = desk.build(**BARE)
    assert report.documents[0].pages == seen.pages == 3
    assert (seen.trouble, report.documents[0].reason) == ("", "")


def test_a_photo_does_not_grow_many_times_and_nobody_sees_a_difference(desk: Desk) -> None:
    grain = Image.effect_noise((240, 180), 60).resize((480, 360), Image.Resampling.BICUBIC).convert("RGB")
    photo = heic(grain, quality=50)
    desk.add(photo)
    _report, target = desk.build(**BARE)
    packing, data = kept(target)
    assert packing == "/DCTDecode"
    assert len(data) < 8 * len(photo)
    with Image.open(io.BytesIO(data)) as image:
        assert not image.getexif()
        difference = ImageChops.difference(image.convert("L"), pillow_heif.open_heif(photo).to_pillow().convert("L"))
    histogram = difference.histogram()
    assert sum(level * count for level, count in enumerate(histogram)) / sum(histogram) < 2


def test_a_plain_drawing_is_kept_without_loss(desk: Desk) -> None:
    drawing = heic(marked((400, 300)), quality=-1, chroma=444, matrix_coefficients=0)
    desk.add(drawing)
    _report, target = desk.build(**BARE)
    packing, _data = kept(target)
    assert packing == "/FlateDecode"


def test_a_photo_that_is_cut_off_is_named_and_not_left_out_in_silence(desk: Desk) -> None:
    whole = heic(Image.effect_noise((200, 200), 60).convert("RGB"))
    desk.add(whole[: len(whole) // 2])
    report, _target = desk.build(**BARE)
    assert [(row.included, row.reason) for row in report.documents] == [(False, "damaged")]


def test_a_photo_that_claims_a_monstrous_size_is_named(desk: Desk) -> None:
    data = bytearray(heic(marked()))
    at = data.index(b"ispe")
    data[at + 8 : at + 16] = (50_000).to_bytes(4, "big") * 2
    desk.add(bytes(data))
    report, _target = desk.build(**BARE)
    assert [(row.included, row.reason) for row in report.documents] == [(False, "too_large")]
