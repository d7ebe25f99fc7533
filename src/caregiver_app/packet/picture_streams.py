"""Pictures inside a PDF that break off or cannot be read at all: found, named, and left in a state any reader shows."""

import io
import zlib
from contextlib import suppress
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageFile

from caregiver_app.rendering.picture_files import UNREADABLE, is_too_large

_START, _END = b"\xff\xd8", b"\xff\xd9"
_CHUNK: Final = 1 << 20
_QUALITY: Final = 95
_BANDS: Final = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4}
_MODES: Final = ("L", "RGB")


def mended(stream: Stream, head: bytes, tail: bytes) -> str:
    """Look whether a picture is whole, and write it anew where it is not: what there is of it stays, the rest is empty.

    `head` and `tail` are how the stream begins and ends, b"" where that is not known. Return "" for one that was left
    as it is, "tidied" for one that was written anew and lacks nothing, "hurt" for one of which something is missing.
    """
    held = stream.get("/Filter")
    filters = [str(name) for name in held] if isinstance(held, Array) else [str(held)]
    if filters == ["/DCTDecode"]:
        looks_whole = head.startswith(_START) and _END in tail
        return "" if looks_whole else _mended_jpeg(stream)
    return _mended_flate(stream) if filters == ["/FlateDecode"] else ""


def empty(thing: Stream) -> None:
    """Turn a form or a picture into a form that draws nothing."""
    for key in set(thing.keys()) - {"/Length"}:
        del thing[key]
    thing.write(b"")
    thing.Type, thing.Subtype, thing.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])


def _mended_jpeg(stream: Stream) -> str:
    raw = stream.read_raw_bytes()
    if raw.startswith(_START) and raw.rstrip(b"\r\n\0 ").endswith(_END):
        return ""
    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG",)) as image:
            if is_too_large(image.size):
                return ""
            try:
                image.load()
            except UNREADABLE:
                _take_what_is_there(stream, raw)
                return "hurt"
    except UNREADABLE:
        empty(stream)
        return "hurt"
    return ""


def _take_what_is_there(stream: Stream, raw: bytes) -> None:
    """Pack as much of a JPEG as can be read as one that ends well; one in colours of print is left as it is."""
    with Image.open(io.BytesIO(raw), formats=("JPEG",)) as image:
        if image.mode not in _MODES:
            return
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
        body = io.BytesIO()
        image.save(body, "JPEG", quality=_QUALITY, subsampling=0)
    stream.write(body.getvalue(), filter=Name.DCTDecode)


def _mended_flate(stream: Stream) -> str:
    """Unpack a picture to its end; where it breaks off, pack what there is, with nothing behind it."""
    raw = stream.read_raw_bytes()
    unpacking = zlib.decompressobj()
    with suppress(zlib.error):
        for at in range(0, len(raw), _CHUNK):
            unpacking.decompress(raw[at : at + _CHUNK])
    if unpacking.eof:
        return ""
    wanted = _bytes_wanted(stream)
    there = _unpacked(raw)
    parameters = stream.get("/DecodeParms")
    stream.write(zlib.compress(there + bytes(max(wanted - len(there), 0)), 6), filter=Name.FlateDecode)
    if parameters is not None:
        stream.DecodeParms = parameters
    return "tidied" if wanted and len(there) >= wanted else "hurt"


def _unpacked(raw: bytes) -> bytes:
    """Return what can be unpacked before the data makes no sense."""
    unpacking, parts = zlib.decompressobj(), list[bytes]()
    for at in range(0, len(raw), _CHUNK):
        before, chunk = unpacking.copy(), raw[at : at + _CHUNK]
        try:
            parts.append(unpacking.decompress(chunk))
        except zlib.error:
            with suppress(zlib.error):
                for one in range(len(chunk)):
                    parts.append(before.decompress(chunk[one : one + 1]))
            break
    return b"".join(parts)


def _bytes_wanted(stream: Stream) -> int:
    """Return how many bytes the picture takes unpacked; 0 where that is not certain."""
    try:
        width, height = int(stream.Width), int(stream.Height)
        is_mask = bool(stream.get("/ImageMask", False))
        bits = 1 if is_mask else int(stream.get("/BitsPerComponent", 8))
        bands = 1 if is_mask else _bands(stream.get("/ColorSpace"))
        parameters: Any = stream.get("/DecodeParms", Dictionary())
        row = (width * bands * bits + 7) // 8
        if isinstance(parameters, Dictionary) and int(parameters.get("/Predictor", 1)) >= 10:
            row += 1
        return row * height if bands else 0
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError):
        return 0


def _bands(space: Any) -> int:
    if isinstance(space, Array) and len(space):
        kind = str(space[0])
        if kind == "/ICCBased":
            return int(space[1].get("/N", 0))
        return 1 if kind in ("/Indexed", "/Separation") else _BANDS.get(kind, 0)
    return _BANDS.get(str(space), 0)
