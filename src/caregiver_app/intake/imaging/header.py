"""Read the header of an imaging file within bounds: the elements we ask for, undecoded, and where the pixels lie.

pydicom walks the elements. It is given a reader that refuses more than a header can need, and of a deflated file only
what we inflated ourselves, because pydicom would inflate a few hundred kilobytes to gigabytes.
"""

import io
import logging
import os
import warnings
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final, cast

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.filereader import data_element_generator
from pydicom.tag import BaseTag

from caregiver_app.sealed import Readable
from caregiver_app.sniff import DICOM_PREAMBLE, names_its_kind

IMPLICIT: Final = "1.2.840.10008.1.2"
EXPLICIT: Final = "1.2.840.10008.1.2.1"
DEFLATED: Final = "1.2.840.10008.1.2.1.99"
BIG_ENDIAN: Final = "1.2.840.10008.1.2.2"
_IMPLICIT_ONES: Final = (IMPLICIT, "1.2.840.113619.5.2")  # the other is a maker's own, with odd pixels

MAX_HEADER: Final = 64 << 20
_MAX_READS: Final = 250_000
_FARTHER: Final = 4  # how much more may be read on the way to the pixels of a film with words on every picture
_MAX_VALUE: Final = 1 << 20  # a longer one is found by its place and not read
_UNDEFINED: Final = 0xFFFFFFFF
_PIXELS: Final = (0x7FE00008, 0x7FE00009, 0x7FE00010)
_LAST_WANTED: Final = 0x00420012  # behind it nothing we ask for comes, and what comes can be very long
_CHUNK: Final = 1 << 16
_PORTION: Final = 1 << 20


class TooMuchHeader(Exception):
    """More would have to be read than the header of any real file needs."""


class Careful:
    """A file to read from that counts, and refuses to go on for ever. `torn` says that it ended within a read."""

    def __init__(self, file: BinaryIO, most: int = MAX_HEADER, reads: int = _MAX_READS) -> None:
        self._file = file
        self._left = most
        self._reads = reads
        self.torn = False
        self.size = file.seek(0, os.SEEK_END)
        self._at = file.seek(0)

    def read(self, length: int = -1) -> bytes:
        """Read at most `length` bytes; fewer at the end. Raises TooMuchHeader."""
        there = max(0, self.size - self._at)
        if length > there:
            self.torn |= there > 0
            length = there
        elif length < 0:
            length = there
        self._left -= length
        self._reads -= 1
        if self._left < 0 or self._reads < 0:
            raise TooMuchHeader
        self._at += length
        return self._file.read(length)

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place, as files do."""
        self._at = self._file.seek(place, whence)
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at


@dataclass
class Header:
    """What was read: elements by tag as pydicom gives them, the pixels' place and length in bytes, what was odd.

    `cut` says that the file ends before it should, `broken` why its elements could not all be walked, `too_long` that
    this was because there are more than any real file has, and `stopped` that nobody looked for the pixels.
    `inflated` holds the data set of a deflated file, as far as it was inflated.
    """

    syntax: str = ""
    little: bool = True
    elements: dict[int, RawDataElement | DataElement] = field(default_factory=dict)
    pixels: tuple[int, int] | None = None
    cut: bool = False
    broken: str = ""
    too_long: bool = False
    stopped: bool = False
    inflated: bytes | None = None

    def raw(self, tag: int) -> bytes:
        """Return the undecoded value of an element, or nothing."""
        value = getattr(self.elements.get(tag), "value", None)
        return value if isinstance(value, bytes) else b""

    def number(self, tag: int) -> int:
        """Return an unsigned short, or 0."""
        return int.from_bytes(self.raw(tag)[:2], "little" if self.little else "big")


def read_header(
    path: Readable, wanted: Collection[int], *, most: int = MAX_HEADER, to_pixels: bool = False, defer: bool = True
) -> Header:
    """Read the wanted elements of a file's top level, without its pixels.

    At most so many bytes are read, or inflated. With `to_pixels` it goes on until it has found them, past anything.
    Without `defer` long values are read too. Raises OSError; what is wrong with the file is told in what comes back.
    """
    reads = _MAX_READS * (_FARTHER if to_pixels else 1)
    header = Header()
    with path.open("rb") as file, silent_reader():
        source = Careful(file, most, reads)
        try:
            source.seek(DICOM_PREAMBLE if source.read(DICOM_PREAMBLE)[128:] == b"DICM" else 0)
            _read_meta(header, source)
            if header.syntax == DEFLATED:
                header.inflated = _inflated(header, source, most)
                source = Careful(io.BytesIO(header.inflated), most, reads)
            header.syntax = _true_syntax(header.syntax, source)
            header.little = header.syntax != BIG_ENDIAN
            _walk(header, source, wanted, _MAX_VALUE if defer else None, to_pixels=to_pixels)
        except TooMuchHeader:
            header.too_long = True
        except MemoryError:
            raise
        except Exception as problem:  # pydicom may raise anything; what it read before stays
            header.broken = type(problem).__name__
    if header.inflated is not None and len(header.inflated) >= most:
        header.too_long = header.pixels is None and not header.stopped
        header.cut = False  # it was we who stopped
    return header


@contextmanager
def silent_reader() -> Iterator[None]:
    """Keep pydicom's grumbling about odd files out of the log and off the terminal."""
    logger = logging.getLogger("pydicom")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)


def _read_meta(header: Header, source: Careful) -> None:
    """Read the file meta information (group 2), which a file may lack, and leave the source where it ends."""
    start = source.tell()
    implicit = not names_its_kind(source.read(8))
    source.seek(start)

    def over(tag: BaseTag, _vr: str | None, _length: int) -> bool:
        return tag >> 16 != 2

    wanted: list[Any] = [0x00020002, 0x00020010]
    for element in data_element_generator(_as_file(source), implicit, True, over, _MAX_VALUE, specific_tags=wanted):
        header.elements[element.tag] = element
    header.syntax = header.raw(0x00020010).rstrip(b"\0 ").decode("ascii", "replace")


def _true_syntax(said: str, source: Careful) -> str:
    """Return the transfer syntax by what really stands there: some files leave it out, some say the wrong one."""
    start = source.tell()
    first = source.read(8)
    source.seek(start)
    if first[:2] == b"\x00\x08" and names_its_kind(first):
        return BIG_ENDIAN
    if names_its_kind(first):
        return EXPLICIT if said in ("", BIG_ENDIAN, *_IMPLICIT_ONES) else said
    return said if said in _IMPLICIT_ONES else IMPLICIT


def _walk(header: Header, source: Careful, wanted: Collection[int], defer: int | None, *, to_pixels: bool) -> None:
    """Collect the wanted elements until the pixels, the end, or a long list of something behind all that is wanted."""
    place: list[int] = []

    def over(tag: BaseTag, _vr: str | None, length: int) -> bool:
        if tag in _PIXELS:
            place.extend((source.tell(), length))
            return True
        header.stopped = not to_pixels and tag > _LAST_WANTED and length == _UNDEFINED
        return header.stopped

    implicit = header.syntax in _IMPLICIT_ONES
    tags: list[Any] = list(wanted)
    for element in data_element_generator(_as_file(source), implicit, header.little, over, defer, specific_tags=tags):
        header.elements[element.tag] = element
    header.cut = source.torn or source.tell() > source.size
    if place:
        header.pixels = (place[0], place[1])
        header.cut = not _whole(source, *header.pixels, little=header.little)


def _whole(source: Careful, start: int, length: int, *, little: bool) -> bool:
    """Whether the pixels are all there. Compressed ones are walked from fragment to fragment, without reading them."""
    if length != _UNDEFINED:
        return start + length <= source.size
    order: Any = "little" if little else "big"
    while True:
        source.seek(start)
        item = source.read(8)
        if len(item) < 8 or int.from_bytes(item[:2], order) != 0xFFFE:
            return False
        if int.from_bytes(item[2:4], order) == 0xE0DD:
            return True
        start += 8 + int.from_bytes(item[4:], order)


def _inflated(header: Header, source: Careful, most: int) -> bytes:
    """Return what is deflated after the meta information, at most so many bytes."""
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    body = bytearray()
    try:
        while len(body) < most and not machine.eof:
            packed = machine.unconsumed_tail or source.read(_CHUNK)
            if not packed:
                header.broken = "EOFError"
                break
            body += machine.decompress(packed, min(_PORTION, most - len(body)))
    except zlib.error as problem:
        header.broken = type(problem).__name__
    return bytes(body)


def _as_file(source: Careful) -> BinaryIO:
    """Call our reader what pydicom's annotations ask for; it needs no more than read, seek and tell."""
    return cast(BinaryIO, source)
