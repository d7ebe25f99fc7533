"""Turn a picture file into pages of a temporary PDF: upright, without its metadata, without loss.

The picture data of a JPEG is taken over as it is. Everything else is decoded and packed again as PNG does, except
photos of the kinds no PDF can hold (HEIC, AVIF), and JPEGs that break off, where that would make them several times as
large: these were packed with loss by the camera, and are packed once more as a JPEG so fine that nobody sees a
difference.
Pages are written out in small portions, so that a long fax never lies in memory whole.
"""

import io
import math
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from caregiver_app.packet.attachment import LOST_PAGE
from caregiver_app.packet.jpeg import Jpeg, NotPlainJpeg, read_jpeg
from caregiver_app.rendering.picture_files import (
    MOST_BYTES_AT_ONCE,
    SIDEWAYS,
    UNREADABLE,
    dots_an_inch,
    has_holes,
    heic_pictures,
    in_eight_bits,
    is_deep,
    is_paged,
    is_too_large,
    load,
    on_white,
    opened_picture,
    orientation,
    pages_turned,
    stretch,
    upright,
)
from caregiver_app.sniff import sniff

_MOST_DECODED: Final = 800_000_000  # a phone's 200-megapixel photo, with room for its transparency
_PORTION: Final = 24_000_000
_NO_LARGER: Final = 3.0
_WITH_LOSS: Final = ("AVIF", "JPEG", "MPO")
_FINE: Final = 95
_POINTS_AN_INCH: Final = 72.0
_USUAL_DPI: Final = 96.0
_LEAST_DPI, _MOST_DPI = 50.0, 2400.0
# How the unit square of a picture is turned upright, by its EXIF orientation; w and h are its stored sides.
_UPRIGHT: Final = {
    1: ("w", 0, 0, "h", 0, 0), 2: ("-w", 0, 0, "h", "w", 0), 3: ("-w", 0, 0, "-h", "w", "h"),
    4: ("w", 0, 0, "-h", 0, "h"), 5: (0, "-w", "-h", 0, "h", "w"), 6: (0, "-w", "h", 0, 0, "w"),
    7: (0, "w", "h", 0, 0, 0), 8: (0, "w", "-h", 0, "h", 0),
}  # fmt: skip
_NO_SENSE: Final = (*UNREADABLE, MemoryError)

_Dots = tuple[float, float]
"""Dots to the inch, across and down."""


class PictureTrouble(Exception):
    """The picture cannot be shown; `reason` is a key of `domain.documents.document.TROUBLES`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Pictures:
    """The temporary PDFs made from one file, and what could not be taken over.

    Every page of the file has its place: where it cannot be read, an empty one. `fine` tells of each page how finely
    it is drawn, in dots to the point, 0 for a lost one. `trouble` is why one was lost, `reason` what is the matter with
    the others; both are keys of `TROUBLES`.
    """

    files: list[Path] = field(default_factory=list)
    fine: list[float] = field(default_factory=list)
    trouble: str = ""
    reason: str = ""
    moving: bool = False

    @property
    def readable(self) -> list[bool]:
        """Which pages can be shown."""
        return [fine > 0 for fine in self.fine]


def picture_pages(path: Path, folder: Path, name: str) -> Pictures:
    """Write the pages of a picture file as PDF pages into `folder`. Raises PictureTrouble where none can be shown."""
    made = Pictures()
    if path.stat().st_size > MOST_BYTES_AT_ONCE:
        raise PictureTrouble("too_large")
    writer = _Writer(folder, name, made)
    if (jpeg := _plain_jpeg(path)) is not None:
        _add_jpeg(writer, jpeg, path)
    elif sniff(path) == "heic":
        _add_heic(writer, path, made)
    else:
        _add_pages(writer, path, made)
    writer.finish()
    if not any(made.readable):
        raise PictureTrouble(made.trouble or "empty")
    return made


def picture_page(
    pdf: pikepdf.Pdf,
    picture: dict[str, Any],
    data: bytes,
    dots: tuple[int, int],
    sides: tuple[float, float],
    matrix: str,
) -> None:
    """Add a page with nothing on it but a picture: its keys, its data and its dots; the page's sides in points."""
    stream = pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, Width=dots[0], Height=dots[1])
    for key, value in picture.items():
        stream[f"/{key}"] = value
    pdf.pages.append(
        pikepdf.Page(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, round(sides[0], 4), round(sides[1], 4)]),
                Resources=Dictionary(XObject=Dictionary(Picture=stream)),
                Contents=pdf.make_stream(f"q {matrix} cm /Picture Do Q".encode()),
            )
        )
    )


class _Writer:
    """Collect pages into one PDF and start another when it has grown."""

    def __init__(self, folder: Path, name: str, made: Pictures) -> None:
        self.folder, self.name, self.made = folder, name, made
        self.pdf: pikepdf.Pdf | None = None
        self.held = 0

    def add(self, image: dict[str, Any], data: bytes, size: tuple[int, int], dots: _Dots, turn: int = 1) -> None:
        """Add one picture on a page of its own natural size."""
        wide, high = size[0] * _POINTS_AN_INCH / dots[0], size[1] * _POINTS_AN_INCH / dots[1]
        sides = {"w": wide, "h": high, "-w": -wide, "-h": -high, 0: 0.0}
        matrix = " ".join(f"{sides[side]:.4f}" for side in _UPRIGHT[turn])
        picture_page(self._open(), image, data, size, (high, wide) if turn in SIDEWAYS else (wide, high), matrix)
        self.made.fine.append(max(dots) / _POINTS_AN_INCH)
        self.held += len(data)
        if self.held > _PORTION:
            self.finish()

    def add_lost(self) -> None:
        """Add an empty page for one that cannot be read."""
        self._open().add_blank_page(page_size=(LOST_PAGE.width, LOST_PAGE.height))
        self.made.fine.append(0.0)

    def colour(self, space: Name, count: int, profile: bytes) -> Any:
        """Return the colour space, with the picture's own profile when it has one."""
        if not profile:
            return space
        return Array([Name.ICCBased, self._open().make_stream(profile, N=count, Alternate=space)])

    def finish(self) -> None:
        """Write what has been collected."""
        if self.pdf is None:
            return
        file = self.folder / f"{self.name}-{len(self.made.files)}.pdf"
        self.pdf.save(file, deterministic_id=True)
        self.pdf.close()
        self.made.files.append(file)
        self.pdf, self.held = None, 0

    def _open(self) -> pikepdf.Pdf:
        if self.pdf is None:
            self.pdf = pikepdf.new()
        return self.pdf


_SPACES: Final = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}


def _plain_jpeg(path: Path) -> Jpeg | None:
    """Return a JPEG whose picture data can be taken over as it is, or None for any other file, one cut short too."""
    with path.open("rb") as file:
        if file.read(2) != b"\xff\xd8":
            return None
    try:
        jpeg = read_jpeg(path.read_bytes())
    except NotPlainJpeg:
        return None
    return jpeg if jpeg.whole else None


def _add_jpeg(writer: _Writer, jpeg: Jpeg, path: Path) -> None:
    if is_too_large((jpeg.width, jpeg.height)):
        raise PictureTrouble("too_large")
    turn, dots = 1, (_USUAL_DPI, _USUAL_DPI)
    # The picture is there, also where what is written about it cannot be read.
    with suppress(*_NO_SENSE), opened_picture(path) as image:
        turn, dots = orientation(image), _dots(image)
    keys: dict[str, Any] = {
        "ColorSpace": writer.colour(_SPACES[jpeg.components], jpeg.components, jpeg.profile),
        "BitsPerComponent": 8,
        "Filter": Name.DCTDecode,
    }
    if jpeg.inverted:
        keys["Decode"] = Array([1, 0] * 4)
    writer.add(keys, jpeg.data, (jpeg.width, jpeg.height), dots, turn)


def _dots(image: Image.Image) -> _Dots:
    """Return with how many dots to the inch a picture is drawn: a usual value where its claim makes no sense.

    Call it before the picture is decoded.
    """
    claimed = dots_an_inch(image)
    across = claimed[0] if _LEAST_DPI <= claimed[0] <= _MOST_DPI else _USUAL_DPI
    return across, across / stretch(claimed)


def _add_pages(writer: _Writer, path: Path, made: Pictures) -> None:
    """Add the pages of a TIFF, or the first picture of a moving one."""
    with ExitStack() as opened:
        try:
            image = opened.enter_context(opened_picture(path))
        except UNREADABLE as caught:
            raise PictureTrouble("damaged") from caught
        try:
            made.moving = not is_paged(image) and bool(getattr(image, "is_animated", False))
        except UNREADABLE:
            made.reason = "pages_missing"
        most = path.stat().st_size * _NO_LARGER if image.format in _WITH_LOSS else math.inf
        for trouble in pages_turned(image):
            if trouble == "pages_missing":
                made.reason = trouble
                continue
            across, down = _dots(image)
            dots = (down, across) if orientation(image) in SIDEWAYS else (across, down)
            _add_page(writer, None if trouble else _decoded(image, made), dots, most)


def _add_heic(writer: _Writer, path: Path, made: Pictures) -> None:
    """Add each picture that stands on its own. The library turns them upright, so nothing is turned here."""
    try:
        pictures = heic_pictures(path)
    except UNREADABLE as caught:
        raise PictureTrouble("damaged") from caught
    most = path.stat().st_size / max(len(pictures), 1) * _NO_LARGER
    while len(pictures):
        frame = _heic_frame(pictures[0], made)
        del pictures[0]  # with what was decoded of it
        _add_page(writer, frame, (_USUAL_DPI, _USUAL_DPI) if frame is None else _dots(frame), most)


def _heic_frame(picture: Any, made: Pictures) -> Image.Image | None:
    if _is_too_large(picture.size, 3):
        made.trouble = "too_large"
        return None
    try:
        return _seen(picture.to_pillow())
    except _NO_SENSE:
        made.trouble = "damaged"
        return None


def _seen(frame: Image.Image) -> Image.Image:
    """Return the frame, which has something to see. Raises ValueError for one without any height or width."""
    if not frame.width or not frame.height:
        raise ValueError(frame.size)
    return frame


def _is_too_large(size: tuple[int, int], bands: int) -> bool:
    return is_too_large(size) or size[0] * size[1] * max(bands, 1) > _MOST_DECODED


def _decoded(image: Image.Image, made: Pictures) -> Image.Image | None:
    """Return one frame decoded and upright; as much as can be read when the file is cut short."""
    if _is_too_large(image.size, len(image.getbands())):
        made.trouble = "too_large"
        return None
    try:
        whole = load(image)
        frame = _seen(upright(image))
    except _NO_SENSE:
        made.trouble = "damaged"
        return None
    if not whole:
        made.reason = "pages_missing"
    return frame


def _add_page(writer: _Writer, frame: Image.Image | None, dots: _Dots, most: float) -> None:
    if frame is None:
        writer.add_lost()
    else:
        _add_frame(writer, frame, dots, most)


def _add_frame(writer: _Writer, frame: Image.Image, dots: _Dots, most: float) -> None:
    """Add a picture without loss, or as a fine JPEG where its data would be larger than `most` bytes."""
    profile = frame.info.get("icc_profile") or b""
    flat = _flat(frame)
    count = len(flat.getbands())
    fits = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}.get(profile[16:20]) == count and flat.mode != "1"
    if flat.mode == "CMYK":
        keys: dict[str, Any] = {"ColorSpace": Name.DeviceCMYK, "BitsPerComponent": 8}
        writer.add(keys, flat.tobytes(), flat.size, dots)
        return
    bits = 1 if flat.mode == "1" else 8
    keys = {"ColorSpace": writer.colour(_SPACES[count], count, profile if fits else b""), "BitsPerComponent": bits}
    if most < math.inf and _guessed_size(flat) > most:
        writer.add({**keys, "Filter": Name.DCTDecode}, _jpeg_data(flat), flat.size, dots)
        return
    keys |= {
        "Filter": Name.FlateDecode,
        "DecodeParms": Dictionary(Predictor=15, Colors=count, BitsPerComponent=bits, Columns=flat.width),
    }
    writer.add(keys, _png_data(flat), flat.size, dots)


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


def _flat(image: Image.Image) -> Image.Image:
    """Return the picture in a mode paper knows, what is transparent laid on white."""
    if is_deep(image):
        return in_eight_bits(image)
    if has_holes(image):
        return on_white(image)
    return image if image.mode in ("1", "L", "RGB", "CMYK") else image.convert("RGB")
