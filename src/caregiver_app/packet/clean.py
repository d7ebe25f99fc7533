"""Take out of a source what must not travel with its pages: metadata, attached files, private data, camera notes.

Only what hangs on a page's resources can travel; everything else of the file stays behind by itself.
"""

import base64
import binascii
import zlib
from contextlib import suppress
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from caregiver_app.packet.jpeg import NotPlainJpeg, has_notes, read_jpeg

_LEFT_BEHIND: Final = (
    "/Metadata", "/PieceInfo", "/AF", "/Ref", "/OPI", "/Alternates", "/StructParent", "/StructParents",
    "/LastModified", "/Measure", "/PtData", "/AA",
)  # fmt: skip
# Under these keys lie groups of objects that may carry such things, or resources of their own.
_GROUPS: Final = (
    "/XObject", "/Pattern", "/Font", "/ExtGState", "/Properties", "/ColorSpace", "/Shading", "/DescendantFonts",
    "/CharProcs",
)  # fmt: skip
_INSIDE: Final = (
    "/Resources", "/SMask", "/Mask", "/G", "/FontDescriptor", "/FontFile", "/FontFile2", "/FontFile3", "/Group", "/OC",
)  # fmt: skip
_DEEPEST: Final = 12
_HEADS: Final = (800, 8_000)


class Cleaner:
    """Clean the resources of one source; each shared object is visited once.

    `changed` tells whether anything was taken out; `layered` whether there is content that can be switched off.
    """

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()
        self.changed = False
        self.layered = False

    def clean(self, thing: Any, depth: int = 0) -> None:
        """Clean a resource dictionary or an object in it, and what hangs below."""
        if not isinstance(thing, Dictionary | Stream) or depth > _DEEPEST:
            return
        if thing.is_indirect:
            if thing.objgen in self._seen:
                return
            self._seen.add(thing.objgen)
        keys = set(thing.keys())
        for key in keys.intersection(_LEFT_BEHIND):
            del thing[key]
            self.changed = True
        if thing.get("/Type") in (Name.OCG, Name.OCMD):
            self.layered = True
            return
        if isinstance(thing, Stream) and "/Filter" in keys:
            self.changed |= _without_camera_notes(thing)
        for key in keys.intersection(_GROUPS):
            self._each(thing[key], depth)
        for key in keys.intersection(_INSIDE):
            self.clean(thing[key], depth + 1)

    def _each(self, group: Any, depth: int) -> None:
        if depth > _DEEPEST:
            return
        members = [group[key] for key in list(group.keys())] if isinstance(group, Dictionary) else list(group)
        for member in members:
            if isinstance(member, Array):
                self._each(member, depth + 1)
            else:
                self.clean(member, depth + 1)


def _without_camera_notes(stream: Stream) -> bool:
    """Take EXIF and its like out of an embedded JPEG; return whether there was any."""
    held = stream.get("/Filter")
    filters = [str(name) for name in held] if isinstance(held, Array) else [str(held)]
    if filters[-1] != "/DCTDecode":
        return False
    with suppress(NotPlainJpeg, ValueError, binascii.Error, zlib.error, pikepdf.PdfError):
        raw = stream.read_raw_bytes()
        for length in (*_HEADS, len(raw)):  # the notes stand at the beginning, and unwrapping all is slow
            noted = has_notes(_unwrapped(raw, filters[:-1], length))
            if noted is not None:
                break
        if noted or noted is None:
            stream.write(read_jpeg(_unwrapped(raw, filters[:-1], len(raw))).data, filter=Name.DCTDecode)
            return True
    return False


def _unwrapped(raw: bytes, filters: list[str], length: int) -> bytes:
    """Undo the plain wrappings some programs put around a JPEG, as far as the first `length` bytes of it."""
    for name in filters:
        if name == "/ASCII85Decode":
            raw = base64.a85decode(raw[:length].strip().removeprefix(b"<~").removesuffix(b"~>"))
        elif name == "/ASCIIHexDecode":
            raw = bytes.fromhex(raw[: length - length % 2].split(b">")[0].decode("ascii"))
        elif name == "/FlateDecode":
            raw = zlib.decompressobj().decompress(raw)
        else:
            raise ValueError(name)
    return raw
