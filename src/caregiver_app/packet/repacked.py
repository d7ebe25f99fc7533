"""Pack one picture of a PDF anew: greys and colours with fewer dots as JPEG, black and white dot for dot as a fax.

The numbers in a picture keep their meaning: they are averaged in the colour space they are written in, so its
profile, its `/Decode` and its masks hold for the new ones too. What is rare or cannot be told apart is left alone.
"""

import base64
import io
import math
import warnings
import zlib
from dataclasses import dataclass
from typing import Any, Final, cast

from pikepdf import Array, Dictionary, Name, Object, Stream, String
from PIL import Image, ImageChops, ImageOps

from caregiver_app.rendering.picture_files import MOST_BYTES_AT_ONCE, is_too_large

DOTS: Final = 150.0
"""How many dots to the inch are enough: letters of 6 pt are read easily."""
_FINER: Final = 1.25  # what is hardly finer would lose more by new dots than it saves
_SMALL: Final = 4_000  # bytes
_LESS, _MUCH_LESS = 0.9, 0.5
_QUALITY: Final = 75
_QUALITY_OF_ALL_DOTS: Final = 85
_SUBSAMPLING: Final = "4:4:4"
_MOST_DECODED: Final = 700_000_000  # bytes
_A_DOT: Final = {"L": 1, "RGB": 4, "CMYK": 4}  # bytes in memory
_WHILE_PACKING: Final = 16  # bytes a dot
_NEARLY_GREY, _GREY_ON_THE_WHOLE = 16, 4.0
_SPACES: Final = {"/DeviceGray": "L", "/CalGray": "L", "/DeviceRGB": "RGB", "/CalRGB": "RGB", "/DeviceCMYK": "CMYK"}
_MODES: Final = {1: "L", 3: "RGB", 4: "CMYK"}
_ROWS_PER_STRIP, _STRIP_STARTS, _STRIP_LENGTHS = 278, 273, 279  # the numbers TIFF has for them


class LeftAlone(Exception):
    """The picture stays as it is: of a rare kind, damaged, or no smaller when packed anew."""


@dataclass(frozen=True)
class Packed:
    """A picture packed anew: its data, its dots, and the keys to be written beside them, or taken out where None."""

    data: bytes
    size: tuple[int, int]
    filter: Name
    keys: dict[str, Any]
    parameters: Dictionary | None = None


def repacked(picture: Stream, sides: tuple[float, float]) -> Packed:
    """Pack a picture that stands on paper with these sides, in points.

    Raises LeftAlone, or whatever the libraries raise for a picture they cannot make sense of.
    """
    source = _Source(picture)
    if source.bits == 1:
        return source.as_fax()
    size = _size_needed(source.size, sides)
    _check_room(size, _WHILE_PACKING)
    image, space = source.decoded(size)
    fewer = size != source.size
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    keys = {"/ColorSpace": space, "/BitsPerComponent": 8}
    if source.has_palette:
        keys["/Decode"] = None  # it counted colours of the palette
    elif space == Name.DeviceRGB and "/Decode" not in picture and _is_grey(image):
        image, keys["/ColorSpace"] = image.convert("L"), Name.DeviceGray
    data = _jpeg(image, _QUALITY if fewer else _QUALITY_OF_ALL_DOTS)
    if len(data) > source.weight * (_LESS if fewer else _MUCH_LESS):
        raise LeftAlone
    return Packed(data, size, Name.DCTDecode, keys)


def _size_needed(size: tuple[int, int], sides: tuple[float, float]) -> tuple[int, int]:
    """Return how many dots a picture needs across and down: all it has, where it is hardly finer."""
    share = max(side / 72 * DOTS / dots for side, dots in zip(sides, size, strict=True))
    if not share * _FINER < 1:
        return size
    return max(math.ceil(size[0] * share), 1), max(math.ceil(size[1] * share), 1)


class _Source:
    """A picture as it is in the file."""

    def __init__(self, picture: Stream) -> None:
        self.picture = picture
        self.size = int(picture["/Width"]), int(picture["/Height"])
        if min(self.size) < 1 or is_too_large(self.size):
            raise LeftAlone
        self.filters = _names(picture.get("/Filter"))
        self.stencil = bool(picture.get("/ImageMask", False))
        self.bits = 1 if self.stencil else int(cast(Any, picture.get("/BitsPerComponent", 0)))
        space = picture.get("/ColorSpace")
        self.has_palette = isinstance(space, Array) and space[0] == Name.Indexed
        self.raw = picture.read_raw_bytes()
        self.weight = len(self.raw)
        if self.weight < _SMALL or self.weight > MOST_BYTES_AT_ONCE:
            raise LeftAlone

    def as_fax(self) -> Packed:
        """Pack black and white as a fax machine does, dot for dot."""
        if not (self.stencil or self.has_palette) and _mode(self.picture["/ColorSpace"]) != "L":
            raise LeftAlone
        width, height = self.size
        data = self._plain((width + 7) // 8 * height)
        kept = io.BytesIO()
        image = ImageOps.invert(Image.frombytes("1", self.size, data))  # white is what runs long
        image.save(kept, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: height})
        with Image.open(kept, formats=("TIFF",)) as written:
            tags = cast(Any, written).tag_v2
            (start,), (length,) = tags[_STRIP_STARTS], tags[_STRIP_LENGTHS]
        packed = kept.getvalue()[start : start + length]
        if len(packed) > self.weight * _LESS:
            raise LeftAlone
        how = Dictionary(K=-1, Columns=width, Rows=height)
        return Packed(packed, self.size, Name.CCITTFaxDecode, {}, how)

    def decoded(self, size: tuple[int, int]) -> tuple[Image.Image, Any]:
        """Return its dots, at least as many as asked for, and their colour space."""
        soft = self.picture.get("/SMask")
        if "/Matte" in soft if isinstance(soft, Stream) else isinstance(self.picture.get("/Mask"), Array):
            raise LeftAlone  # what is seen of it goes by each dot, or by the exact colours
        space = self.picture["/ColorSpace"]
        if self.filters[-1:] == ["/DCTDecode"]:
            return self._from_jpeg(size, _mode(space)), space
        if self.bits != 8 and not (self.has_palette and self.bits in (2, 4)):
            raise LeftAlone
        image = self._from_palette(space) if self.has_palette else self._dots(_mode(space))
        # The library turns inks over when it writes a JPEG, as when it reads one.
        return (
            ImageChops.invert(image) if image.mode == "CMYK" else image,
            space[1] if self.has_palette else space,
        )

    def _from_jpeg(self, size: tuple[int, int], mode: str) -> Image.Image:
        parameters = self.picture.get("/DecodeParms")
        if size == self.size or (parameters is not None and "ColorTransform" in str(parameters)):
            raise LeftAlone
        data = self.raw
        for name in self.filters[:-1]:
            data = _unwrapped(data, name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is judged by our own bound
            Image.MAX_IMAGE_PIXELS = None
            image = Image.open(io.BytesIO(data), formats=("JPEG",))
        if image.size != self.size or image.mode != mode:
            raise LeftAlone
        if "progressive" in image.info:  # such a one is read whole before any of it is there
            _check_room(self.size, 2 * len(mode))
        # Read twice as fine as needed, which is fast and takes little memory. The box is what the picture fills of it.
        coarse = image.draft(None, (2 * size[0], 2 * size[1]))
        _check_room(image.size, _A_DOT[mode])
        return image.resize(size, Image.Resampling.LANCZOS, box=coarse[1] if coarse else None)

    def _from_palette(self, space: Any) -> Image.Image:
        base, held = _mode(space[1]), space[3]
        full = (1 << self.bits) - 1
        if [float(cast(Any, end)) for end in self._decode()] not in ([], [0.0, float(full)]):
            raise LeftAlone
        colours = held.read_bytes() if isinstance(held, Stream) else bytes(cast(String, held))
        bands = len(base)
        colours = colours[: bands * (full + 1)].ljust(bands * (full + 1), b"\0")
        _check_room(self.size, 2 + bands + _A_DOT[base])
        dots = self._dots("L")
        tables = [[*colours[band::bands], *[0] * (255 - full)] for band in range(bands)]
        return Image.merge(base, [dots.point(table) for table in tables])

    def _decode(self) -> list[Any]:
        held = self.picture.get("/Decode")
        return list(held) if isinstance(held, Array) else []

    def _dots(self, mode: str) -> Image.Image:
        """Return the numbers of the picture, of eight bits each; those of fewer bits as they are."""
        width, height = self.size
        stride = (width * len(mode) * self.bits + 7) // 8
        _check_room(self.size, _A_DOT[mode], stride * height)
        data = self._plain(stride * height)
        if self.bits == 8:
            return Image.frombuffer(mode, self.size, data, "raw", mode, 0, 1)
        spread = 255 // ((1 << self.bits) - 1)
        return Image.frombytes("L", self.size, data, "raw", f"L;{self.bits}").point([n // spread for n in range(256)])

    def _plain(self, length: int) -> bytes:
        """Return the numbers unpacked, so many bytes of them."""
        if self.filters[-1:] != ["/FlateDecode"] or not set(self.filters[:-1]) <= {"/ASCII85Decode", "/ASCIIHexDecode"}:
            raise LeftAlone
        wrapped = self.raw
        for name in self.filters[:-1]:
            wrapped = _unwrapped(wrapped, name)
        most = length + self.size[1] + 1_000_000  # a byte a row says how it was foretold; some add a little at the end
        _check_length(wrapped, most)
        return self.picture.read_bytes()[:length]


def _names(held: Object | None) -> list[str]:
    if held is None:
        return []
    return [str(name) for name in held] if isinstance(held, Array) else [str(held)]


def _mode(space: Any) -> str:
    """Return the mode of the plain colours of a space. Raises LeftAlone for the rare ones."""
    name = str(space[0]) if isinstance(space, Array) else str(space)
    mode = _MODES.get(int(space[1]["/N"])) if name == "/ICCBased" else _SPACES.get(name)
    if mode is None:
        raise LeftAlone
    return mode


def _is_grey(image: Image.Image) -> bool:
    """Whether a picture has no colour in it but what a scanner sees in white paper."""
    red, green, blue = image.split()
    apart = ImageChops.difference(red, green)
    for one, other in ((green, blue), (blue, red)):
        apart = ImageChops.lighter(apart, ImageChops.difference(one, other))
    highest = cast(tuple[int, int], apart.getextrema())[1]
    if highest > _NEARLY_GREY:
        return False
    counts = apart.histogram()
    return sum(level * count for level, count in enumerate(counts)) <= _GREY_ON_THE_WHOLE * sum(counts)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    image.info.clear()  # a remark of the first packer would be written again
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=quality, subsampling=_SUBSAMPLING, optimize=True)
    return kept.getvalue()


def _check_room(size: tuple[int, int], each: int, more: int = 0) -> None:
    if size[0] * size[1] * each + more > _MOST_DECODED:
        raise LeftAlone


def _unwrapped(data: bytes, name: str) -> bytes:
    """Undo a plain wrapping."""
    if name == "/ASCII85Decode":
        return base64.a85decode(data.strip().removeprefix(b"<~").removesuffix(b"~>"))
    if name == "/ASCIIHexDecode":
        return bytes.fromhex(data.split(b">")[0].decode("ascii"))
    if name == "/FlateDecode":
        return zlib.decompressobj().decompress(data, MOST_BYTES_AT_ONCE)
    raise LeftAlone


def _check_length(packed: bytes, most: int) -> None:
    """Raise LeftAlone when more comes out than a picture needs, before it fills the memory."""
    unpacking, length = zlib.decompressobj(), 0
    while packed and not unpacking.eof:
        length += len(unpacking.decompress(packed, 1_000_000))
        packed = unpacking.unconsumed_tail
        if length > most:
            raise LeftAlone
