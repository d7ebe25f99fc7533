"""Turn a picture file into pages of a temporary PDF: upright, without its metadata, without loss.

The picture data of a JPEG is taken over as it is. Everything else is decoded and packed again as PNG does, except
photos of the kinds no PDF can hold (HEIC, AVIF) where that would make them several times as large: these were packed
with loss by the camera, and are packed once more as a JPEG so fine that nobody sees a difference.
Pages are written out in small portions, so that a long fax never lies in memory whole.
"""

import io
import math
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from caregiver_app.packet.jpeg import Jpeg, NotPlainJpeg, read_jpeg
from caregiver_app.sniff import sniff

FORMATS: Final = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "AVIF")
_MOST_BYTES: Final = 300_000_000
_MOST_DECODED: Final = 800_000_000  # a phone's 200-megapixel photo, with room for its transparency
_MOST_FRAMES: Final = 2_000
_PORTION: Final = 24_000_000
_NO_LARGER: Final = 3.0
_FINE: Final = 95
_USUAL_DPI: Final = 96.0
_ORIENTATION: Final = 0x0112
# How the unit square of a picture is turned upright, by its EXIF orientation; w and h are its stored sides.
_UPRIGHT: Final = {
    1: ("w", 0, 0, "h", 0, 0), 2: ("-w", 0, 0, "h", "w", 0), 3: ("-w", 0, 0, "-h", "w", "h"),
    4: ("w", 0, 0, "-h", 0, "h"), 5: (0, "-w", "-h", 0, "h", "w"), 6: (0, "-w", "h", 0, 0, "w"),
    7: (0, "w", "h", 0, 0, 0), 8: (0, "w", "-h", 0, "h", 0),
}  # fmt: skip
# What a picture library raises for a file it cannot make sense of.
UNREADABLE: Final = (
    OSError, ValueError, TypeError, KeyError, IndexError, SyntaxError, EOFError, struct.error, OverflowError,
    ZeroDivisionError, AttributeError, RuntimeError, NotImplementedError, MemoryError,
)  # fmt: skip


class PictureTrouble(Exception):
    """The picture cannot be shown; `reason` is a key of `domain.documents.document.TROUBLES`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Pictures:
    """The temporary PDFs made from one file, in page order, and what could not be taken over."""

    files: list[Path] = field(default_factory=list)
    reason: str = ""
    moving: bool = False


def picture_pages(path: Path, folder: Path, name: str) -> Pictures:
    """Write the frames of a picture as PDF pages into `folder`. Raises PictureTrouble."""
    made = Pictures()
    if path.stat().st_size > _MOST_BYTES:
        raise PictureTrouble("too_large")
    try:
        jpeg = read_jpeg(path.read_bytes()) if _starts(path, b"\xff\xd8") else None
    except NotPlainJpeg:
        jpeg = None
    writer = _Writer(folder, name, made)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if jpeg is not None:
            _add_jpeg(writer, jpeg, path)
            made.reason = "" if jpeg.whole else "pages_missing"
        else:
            _add_frames(writer, path, made)
    writer.finish()
    if not made.files:
        raise PictureTrouble(made.reason or "empty")
    if made.reason == "damaged":
        made.reason = "pages_missing"  # another of its pictures opens
    return made


def _starts(path: Path, signature: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(signature)) == signature


class _Writer:
    """Collect pages into one PDF and start another when it has grown."""

    def __init__(self, folder: Path, name: str, made: Pictures) -> None:
        self.folder, self.name, self.made = folder, name, made
        self.pdf: pikepdf.Pdf | None = None
        self.held = 0

    def add(self, image: dict[str, Any], data: bytes, size: tuple[int, int], dpi: float, turn: int = 1) -> None:
        """Add one picture on a page of its own natural size."""
        if self.pdf is None:
            self.pdf = pikepdf.new()
        wide, high = size[0] * 72 / dpi, size[1] * 72 / dpi
        stream = self.pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1])
        for key, value in image.items():
            stream[f"/{key}"] = value
        sides = {"w": wide, "h": high, "-w": -wide, "-h": -high, 0: 0.0}
        matrix = " ".join(f"{sides[side]:.4f}" for side in _UPRIGHT.get(turn, _UPRIGHT[1]))
        page = (high, wide) if turn in (5, 6, 7, 8) else (wide, high)
        self.pdf.pages.append(
            pikepdf.Page(
                Dictionary(
                    Type=Name.Page,
                    MediaBox=Array([0, 0, round(page[0], 4), round(page[1], 4)]),
                    Resources=Dictionary(XObject=Dictionary(Picture=stream)),
                    Contents=self.pdf.make_stream(f"q {matrix} cm /Picture Do Q".encode()),
                )
            )
        )
        self.held += len(data)
        if self.held > _PORTION:
            self.finish()

    def colour(self, space: Name, count: int, profile: bytes) -> Any:
        """Return the colour space, with the picture's own profile when it has one."""
        if not profile:
            return space
        if self.pdf is None:
            self.pdf = pikepdf.new()
        stream = self.pdf.make_stream(profile, N=count, Alternate=space)
        return Array([Name.ICCBased, stream])

    def finish(self) -> None:
        """Write what has been collected."""
        if self.pdf is None:
            return
        file = self.folder / f"{self.name}-{len(self.made.files)}.pdf"
        self.pdf.save(file, deterministic_id=True)
        self.pdf.close()
        self.made.files.append(file)
        self.pdf, self.held = None, 0


_SPACES: Final = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}


def _add_jpeg(writer: _Writer, jpeg: Jpeg, path: Path) -> None:
    turn, dpi = 1, _USUAL_DPI
    try:
        with Image.open(path, formats=("JPEG",)) as image:
            turn, dpi = _turn(image), _dpi(image)
    except (*UNREADABLE, Image.DecompressionBombError, UnidentifiedImageError):
        turn = 1  # the picture is there; only what is written about it cannot be read
    keys: dict[str, Any] = {
        "ColorSpace": writer.colour(_SPACES[jpeg.components], jpeg.components, jpeg.profile),
        "BitsPerComponent": 8,
        "Filter": Name.DCTDecode,
    }
    if jpeg.inverted:
        keys["Decode"] = Array([1, 0] * 4)
    writer.add(keys, jpeg.data, (jpeg.width, jpeg.height), dpi, turn)


def _turn(image: Image.Image) -> int:
    turn = image.getexif().get(_ORIENTATION, 1)
    return turn if turn in _UPRIGHT else 1


def _dpi(image: Image.Image) -> float:
    """Return the dots per inch a picture claims, or a usual value when the claim makes no sense."""
    claimed = image.info.get("dpi")
    try:
        dpi = float(claimed[0]) if claimed else 0.0
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    return dpi if 50 <= dpi <= 2400 else _USUAL_DPI


def _add_frames(writer: _Writer, path: Path, made: Pictures) -> None:
    if sniff(path) == "heic":
        _add_heic(writer, path, made)
        return
    try:
        image = Image.open(path, formats=FORMATS)
    except Image.DecompressionBombError as caught:
        raise PictureTrouble("too_large") from caught
    except UNREADABLE as caught:
        raise PictureTrouble("damaged") from caught
    with image:
        most = path.stat().st_size * _NO_LARGER if image.format == "AVIF" else math.inf
        for frame in _frames(image, made):
            _add_frame(writer, frame, most)


def _add_heic(writer: _Writer, path: Path, made: Pictures) -> None:
    """Add each picture that stands on its own. The library turns them upright, so nothing is turned here."""
    import pillow_heif

    try:
        pictures = pillow_heif.open_heif(path)
    except UNREADABLE as caught:
        raise PictureTrouble("damaged") from caught
    most = path.stat().st_size / max(len(pictures), 1) * _NO_LARGER
    while len(pictures):
        frame = _heic_frame(pictures[0], made)
        del pictures[0]  # with what was decoded of it
        if frame is not None:
            _add_frame(writer, frame, most)


def _heic_frame(picture: Any, made: Pictures) -> Image.Image | None:
    if _is_too_large(picture.size, 3):
        made.reason = "too_large"
        return None
    try:
        return _seen(picture.to_pillow())
    except UNREADABLE:
        made.reason = "damaged"
        return None


def _seen(frame: Image.Image) -> Image.Image:
    """Return the frame, which has something to see. Raises ValueError for one without any height or width."""
    if not frame.width or not frame.height:
        raise ValueError(frame.size)
    return frame


def _frames(image: Image.Image, made: Pictures) -> Iterator[Image.Image]:
    """Yield the pages of a TIFF, or the first picture of a moving one."""
    paged = image.format == "TIFF"
    try:
        made.moving = not paged and bool(getattr(image, "is_animated", False))
    except UNREADABLE:
        made.reason = "pages_missing"
    for index in range(_MOST_FRAMES if paged else 1):
        if not _is_there(image, index, made):
            return
        frame = _decoded(image, made)
        if frame is not None:
            yield frame
    if paged and _is_there(image, _MOST_FRAMES, made):
        made.reason = "pages_missing"


def _is_there(image: Image.Image, index: int, made: Pictures) -> bool:
    """Turn to a page, if there is one. The pages are a chain that is followed link by link, as it may have no end."""
    try:
        image.seek(index)
    except EOFError:
        return False
    except UNREADABLE:
        made.reason = "pages_missing"
        return False
    return True


def _is_too_large(size: tuple[int, int], bands: int) -> bool:
    return size[0] * size[1] * max(bands, 1) > _MOST_DECODED


def _decoded(image: Image.Image, made: Pictures) -> Image.Image | None:
    """Return one frame decoded and upright; as much as can be read when the file is cut short."""
    if _is_too_large(image.size, len(image.getbands())):
        made.reason = "too_large"
        return None
    for lenient in (False, True):
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
        try:
            image.load()
            return _seen(ImageOps.exif_transpose(image) or image)
        except UNREADABLE:
            made.reason = "pages_missing" if not lenient else "damaged"
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
    return None


def _add_frame(writer: _Writer, frame: Image.Image, most: float = math.inf) -> None:
    """Add a picture without loss, or as a fine JPEG where its data would be larger than `most` bytes."""
    dpi = _dpi(frame)
    profile = frame.info.get("icc_profile") or b""
    flat = _on_white(frame)
    count = len(flat.getbands())
    fits = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}.get(profile[16:20]) == count and flat.mode != "1"
    if flat.mode == "CMYK":
        keys: dict[str, Any] = {"ColorSpace": Name.DeviceCMYK, "BitsPerComponent": 8}
        writer.add(keys, flat.tobytes(), flat.size, dpi)
        return
    bits = 1 if flat.mode == "1" else 8
    keys = {"ColorSpace": writer.colour(_SPACES[count], count, profile if fits else b""), "BitsPerComponent": bits}
    if most < math.inf and _guessed_size(flat) > most:
        writer.add({**keys, "Filter": Name.DCTDecode}, _jpeg_data(flat), flat.size, dpi)
        return
    keys |= {
        "Filter": Name.FlateDecode,
        "DecodeParms": Dictionary(Predictor=15, Colors=count, BitsPerComponent=bits, Columns=flat.width),
    }
    writer.add(keys, _png_data(flat), flat.size, dpi)


def _guessed_size(image: Image.Image) -> float:
    """Return about how large a picture is when packed without loss, from a band in its middle."""
    rows = max(image.height // 16, 1)
    top = (image.height - rows) // 2
    return len(_png_data(image.crop((0, top, image.width, top + rows)))) * image.height / rows


def _jpeg_data(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=_FINE, subsampling=0)
    return written.getvalue()


def _png_data(image: Image.Image) -> bytes:
    """Return the packed pixels of a picture as PNG writes them, which PDF reads as they are."""
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=4)
    data = written.getvalue()
    at, parts = 8, []
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            parts.append(data[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(parts)


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture in a mode paper knows, what is transparent laid on white."""
    if image.mode in ("1", "L", "RGB", "CMYK") and "transparency" not in image.info:
        return image
    if image.mode.startswith("I") or image.mode == "F":
        return _to_eight_bits(image)
    if image.mode in ("LA", "La"):
        return _flattened(image.convert("LA"), "L")
    if image.mode in ("RGBA", "RGBa", "PA") or "transparency" in image.info:
        return _flattened(image.convert("RGBA"), "RGB")
    return image.convert("RGB")


def _flattened(image: Image.Image, mode: str) -> Image.Image:
    ground = Image.new(mode, image.size, "white")
    ground.paste(image.convert(mode), mask=image.getchannel("A"))
    return ground


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """Bring deep grey values into eight bits, by the depth the values need."""
    deep = image.convert("F")
    lowest, highest = deep.getextrema()
    top = next((full for full in (255.0, 4095.0, 65535.0) if isinstance(highest, float) and highest <= full), highest)
    base = min(float(lowest), 0.0) if isinstance(lowest, float | int) else 0.0
    reach = (float(top) - base) or 1.0  # type: ignore[arg-type]
    return deep.point(lambda value: value * (255.0 / reach) + (-base * 255.0 / reach)).convert("L")
