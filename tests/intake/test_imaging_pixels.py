"""One picture of a scan can be shown to know it by, whatever way it was written, and a bomb is not decoded."""

import io
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom.encaps import encapsulate
from pydicom.uid import (
    MPEG2MPML,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
)

import discs
from caregiver_app.intake.imaging.pixels import preview

GREY = np.arange(64, dtype=np.uint16).reshape(8, 8) * 40


def shown(tmp_path: Path, syntax: str = ExplicitVRLittleEndian, **said: object) -> np.ndarray:
    body = preview(discs.write(tmp_path / "IM1", discs.picture(**said), syntax))
    assert body is not None
    return np.asarray(Image.open(io.BytesIO(body)))


@pytest.mark.parametrize(
    "syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]
)
def test_grey_goes_from_the_darkest_to_the_brightest(tmp_path: Path, syntax: str) -> None:
    picture = shown(tmp_path, syntax)
    assert picture.shape == (8, 8)
    assert (picture[0, 0], picture[7, 7]) == (0, 255)
    assert (np.diff(picture.astype(int).ravel()) > 0).all()


def test_the_file_s_own_window_is_used(tmp_path: Path) -> None:
    picture = shown(tmp_path, WindowCenter=[1000, 50], WindowWidth=[400, 80])
    assert (picture[GREY < 800] == 0).all()
    assert (picture[GREY > 1200] == 255).all()


def test_a_negative_is_turned(tmp_path: Path) -> None:
    assert shown(tmp_path, PhotometricInterpretation="MONOCHROME1")[0, 0] == 255


def test_padding_does_not_darken_the_rest(tmp_path: Path) -> None:
    pixels = GREY.copy() + 1000
    pixels[0, 0] = 0
    assert shown(tmp_path, PixelData=pixels.tobytes(), PixelPaddingValue=0)[0, 1] < 10


def test_colours_stay_colours(tmp_path: Path) -> None:
    red = np.zeros((8, 8, 3), np.uint8)
    red[..., 0] = 200
    colour = {"SamplesPerPixel": 3, "BitsAllocated": 8, "BitsStored": 8, "HighBit": 7, "PlanarConfiguration": 0}
    picture = shown(tmp_path, PhotometricInterpretation="RGB", PixelData=red.tobytes(), **colour)
    assert picture[4, 4].tolist() == [200, 0, 0]
    ycc = np.full((8, 8, 3), 128, np.uint8)
    ycc[..., 0] = 90
    picture = shown(tmp_path, PhotometricInterpretation="YBR_FULL", PixelData=ycc.tobytes(), **colour)
    assert picture[4, 4].tolist() == [90, 90, 90]


def test_a_film_shows_its_middle_picture_or_the_one_asked_for(tmp_path: Path) -> None:
    frames = [np.full((8, 8), value, np.uint16) for value in (100, 900, 500)]
    for frame in frames:
        frame[0, 0] = 0
        frame[0, 1] = 1000
    ds = discs.picture(NumberOfFrames=3, PixelData=b"".join(frame.tobytes() for frame in frames))
    path = discs.write(tmp_path / "film", ds)
    brightness = [_middle(preview(path, frame)) for frame in (None, 0, 2, 99)]
    assert brightness == [229, 25, 127, 127]


def _middle(body: bytes | None) -> int:
    assert body is not None
    return int(np.asarray(Image.open(io.BytesIO(body)))[4, 4])


@pytest.mark.parametrize(("syntax", "form"), [(JPEGBaseline8Bit, "JPEG"), (JPEG2000Lossless, "JPEG2000")])
def test_compressed_pictures_are_shown_and_one_larger_than_it_says_is_not(
    tmp_path: Path, syntax: str, form: str
) -> None:
    eight = {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}
    for side, decoded in ((8, True), (3000, False)):
        body = io.BytesIO()
        more = {"no_jp2": True} if form == "JPEG2000" else {}
        Image.new("L", (side, side), 77).save(body, form, **more)
        ds = discs.picture(PixelData=encapsulate([body.getvalue()]), **eight)
        ds["PixelData"].is_undefined_length = True
        assert (preview(discs.write(tmp_path / "IM1", ds, syntax)) is not None) is decoded


def test_a_large_picture_becomes_small(tmp_path: Path) -> None:
    pixels = np.tile(np.arange(1500, dtype=np.uint16), (3000, 1))
    picture = shown(tmp_path, Rows=3000, Columns=1500, PixelData=pixels.tobytes())
    assert picture.shape == (512, 256)


@pytest.mark.parametrize(
    "said",
    [
        {"Rows": 60000, "Columns": 60000},
        {"Rows": 8000, "Columns": 8000, "SamplesPerPixel": 3, "BitsAllocated": 32},
        {"Rows": 0},
        {"PixelData": None},
        {"PixelData": struct.pack("<8H", *range(8))},
        {"PhotometricInterpretation": "PALETTE COLOR"},
    ],
)
def test_what_is_too_large_or_cannot_be_decoded_shows_nothing(tmp_path: Path, said: dict[str, object]) -> None:
    assert preview(discs.write(tmp_path / "IM1", discs.picture(**said))) is None


def test_a_video_and_a_file_that_is_none_show_nothing(tmp_path: Path) -> None:
    ds = discs.picture(PixelData=encapsulate([b"\0\0\1\xba" + bytes(60)]))
    ds["PixelData"].is_undefined_length = True
    assert preview(discs.write(tmp_path / "video", ds, MPEG2MPML)) is None
    (tmp_path / "letter").write_bytes(b"%PDF-1.4")
    assert preview(tmp_path / "letter") is None


def test_a_film_with_words_on_every_picture_is_shown(tmp_path: Path) -> None:
    path = discs.write(tmp_path / "film", discs.picture())
    body = path.read_bytes()
    at = body.index(struct.pack("<HH2s", 0x7FE0, 0x10, b"OW"))
    item = struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF) + struct.pack("<HHI", 0xFFFE, 0xE00D, 0)
    words = struct.pack("<HH2sHI", 0x5200, 0x9230, b"SQ", 0, 0xFFFFFFFF) + item * 50
    path.write_bytes(body[:at] + words + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0) + body[at:])
    assert preview(path) is not None


# One is 12 bits of a JPEG that no library here decodes; one was cut in its pixels, one says "1A" pictures, and two
# hold none.
NOT_SHOWN = {"JPEG-lossy", "MR_truncated", "badVR", "ExplVR_BigEndNoMeta", "ExplVR_LitEndNoMeta"}


@pytest.mark.thorough
def test_nearly_all_real_imaging_files_are_shown(real_files: Path | None, capsys: pytest.CaptureFixture[str]) -> None:
    if real_files is None:
        return
    files = sorted((real_files / "dicom").iterdir())
    not_shown = {path.stem.removeprefix("pydicom_") for path in files if preview(path, longest=64) is None}
    with capsys.disabled():
        print(f"\n{len(files) - len(not_shown)} of {len(files)} shown, not {sorted(not_shown)}", end=" ")
    assert not_shown == NOT_SHOWN
