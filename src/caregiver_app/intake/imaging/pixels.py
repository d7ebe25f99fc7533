"""Make one small picture of an imaging file to know it by. It is for finding a scan again, never for reading it."""

import io
import struct
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.encaps import get_frame
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut, apply_voi
from pydicom.pixels.utils import pixel_array
from pydicom.uid import UID, JPEGBaseline8Bit, JPEGExtended12Bit

from caregiver_app.intake.imaging.header import (
    DEFLATED,
    EXPLICIT,
    Careful,
    Header,
    read_header,
    silent_reader,
)
from caregiver_app.sealed import Readable

Pixels = NDArray[Any]

MAX_PIXELS: Final = 64_000_000
MAX_DECODED: Final = 512 << 20
"""Bytes of one decoded picture."""
_MAX_READ: Final = 128 << 20

_SAMPLES, _FRAMES, _ROWS, _COLUMNS, _ALLOCATED = 0x00280002, 0x00280008, 0x00280010, 0x00280011, 0x00280100
_WANTED: Final = (_SAMPLES, _FRAMES, _ROWS, _COLUMNS, _ALLOCATED)
_MAX_READS: Final = 3_000_000
_UNDEFINED: Final = 0xFFFFFFFF
_JPEG: Final = (JPEGBaseline8Bit, JPEGExtended12Bit)
_SHARPER: Final = 4  # how many times larger than asked for a picture may be before it is turned to grey
_SIZE_MARKERS: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {0xF7}


def preview(path: Readable, frame: int | None = None, longest: int = 512) -> bytes | None:
    """Return one picture of an imaging file as PNG, 8 bits a channel, at most `longest` pixels a side.

    A film shows its middle picture, or the `frame` asked for, counted from 0. Grey values go through the window the
    file itself asks for, or from the darkest to the brightest. None for what cannot be decoded, holds no picture or
    is too large. Runs in a child process.
    """
    try:
        header = read_header(path, _WANTED, most=_MAX_READ, to_pixels=True)
        if header.pixels is None or not _fits(header):
            return None
        with path.open("rb") as file, silent_reader():
            source: BinaryIO = file if header.inflated is None else io.BytesIO(header.inflated)
            return _drawn(header, source, frame, longest)
    except MemoryError:
        raise
    except Exception:  # a decoder may raise anything on a hostile file
        return None


def _fits(header: Header) -> bool:
    pixels = header.number(_ROWS) * header.number(_COLUMNS)
    size = pixels * max(1, header.number(_SAMPLES)) * max(8, header.number(_ALLOCATED)) // 8
    return 0 < pixels <= MAX_PIXELS and size <= MAX_DECODED


def _drawn(header: Header, file: BinaryIO, frame: int | None, longest: int) -> bytes | None:
    frames = _frames(header)
    index = min(frames // 2 if frame is None else max(0, frame), frames - 1)
    if _compressed_lies(header, file, index, frames):
        return None
    syntax = EXPLICIT if header.syntax == DEFLATED else header.syntax
    said = Dataset()
    source: Any = Careful(file, MAX_DECODED + _MAX_READ, reads=_MAX_READS)
    options: Any = {"transfer_syntax_uid": UID(syntax), "number_of_frames": frames}
    # GDCM ends the whole process over a damaged JPEG; the kinds Pillow reads too are left to Pillow.
    plugin = "pillow" if syntax in _JPEG else ""
    array = pixel_array(source, ds_out=said, index=index, decoding_plugin=plugin, **options)
    if not header.little:
        _turn_tables(said)
    image = Image.fromarray(_eight_bits(array, said, longest))
    image.thumbnail((longest, longest))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _turn_tables(said: Dataset) -> None:
    """Swap the bytes of colour tables in a file of the other byte order, which pydicom leaves as they are."""
    for colour in ("Red", "Green", "Blue"):
        table = said.get(f"{colour}PaletteColorLookupTableData")
        if isinstance(table, bytes) and len(table) % 2 == 0:
            setattr(said, f"{colour}PaletteColorLookupTableData", np.frombuffer(table, "u2").byteswap().tobytes())


def _frames(header: Header) -> int:
    text = header.raw(_FRAMES).strip(b"\0 ")
    return min(max(1, int(text)), 1_000_000) if text.isdigit() else 1


def _compressed_lies(header: Header, file: BinaryIO, index: int, frames: int) -> bool:
    """Whether a compressed picture is larger than the file's header says; its decoder would believe the picture."""
    start, length = header.pixels or (0, 0)
    if length != _UNDEFINED or not UID(header.syntax).is_encapsulated:
        return False
    file.seek(start)
    source: Any = Careful(file, MAX_DECODED, reads=_MAX_READS)
    source.seek(start)
    size = _size_in(get_frame(source, index, number_of_frames=frames))
    return size is not None and (size[0] > header.number(_COLUMNS) + 1 or size[1] > header.number(_ROWS) + 1)


def _size_in(body: bytes) -> tuple[int, int] | None:
    """Return width and height a JPEG, JPEG-LS or JPEG 2000 picture tells of itself."""
    if body.startswith(b"\xff\x4f\xff\x51"):
        right, bottom, left, top = struct.unpack(">4I", body[8:24])
        return right - left, bottom - top
    at = 2
    while body.startswith(b"\xff\xd8") and at + 9 <= len(body):
        if body[at] != 0xFF:
            return None
        marker, length = body[at + 1], int.from_bytes(body[at + 2 : at + 4], "big")
        if marker in _SIZE_MARKERS:
            height, width = struct.unpack(">2H", body[at + 5 : at + 9])
            return width, height
        at += 1 if marker == 0xFF else 2 + length
    return None


def _eight_bits(array: Pixels, said: Dataset, longest: int) -> Pixels:
    """Turn decoded pixels into grey or red, green and blue of 8 bits, no larger than a sharp small picture needs."""
    step = max(1, min(array.shape[:2]) // (_SHARPER * longest), max(array.shape[:2]) // (2 * _SHARPER * longest))
    array = np.ascontiguousarray(array[::step, ::step])
    kind = str(said.get("PhotometricInterpretation", "")).strip()
    if kind == "PALETTE COLOR":
        array = apply_color_lut(array, said)
    if array.ndim == 3:
        bits = 8 * array.dtype.itemsize if kind == "PALETTE COLOR" else int(said.get("BitsStored", 8))
        return array[..., :3] if array.dtype == np.uint8 else (array[..., :3] >> max(0, bits - 8)).astype(np.uint8)
    grey = _windowed(array, said)
    return np.bitwise_not(grey) if kind == "MONOCHROME1" else grey


def _windowed(array: Pixels, said: Dataset) -> Pixels:
    """Map grey values to 0…255: through the file's own table or window, otherwise from its lowest to its highest."""
    padding = said.get("PixelPaddingValue")
    kept = array[array != padding] if isinstance(padding, int) and (array != padding).any() else array
    values = apply_modality_lut(array, said)
    if said.get("VOILUTSequence"):
        values = apply_voi(values, said)
        low, high = float(values.min()), float(values.max())
    elif (window := _window(said)) is not None:
        low, high = window
    else:
        shown = apply_modality_lut(np.array([[kept.min(), kept.max()]], dtype=array.dtype), said)
        low, high = float(shown.min()), float(shown.max())
    spread = np.nan_to_num(values.astype(np.float32) - np.float32(low)) * np.float32(255 / max(high - low, 1e-6))
    grey: Pixels = np.clip(spread, 0, 255).astype(np.uint8)
    return grey


def _window(said: Dataset) -> tuple[float, float] | None:
    """Return the lowest and highest value of the first window a file asks for."""
    try:
        center, width = (
            float(value[0] if isinstance(value, list | tuple) or hasattr(value, "__iter__") else value)
            for value in (said.WindowCenter, said.WindowWidth)
        )
    except (AttributeError, TypeError, ValueError, IndexError):
        return None
    if not np.isfinite([center, width]).all() or width < 1:
        return None
    return center - 0.5 - (width - 1) / 2, center - 0.5 + (width - 1) / 2
