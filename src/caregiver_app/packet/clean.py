"""Take out of a source what must not travel with its pages: metadata, attached files, private data, camera notes.

Only what hangs on a page's resources can travel; everything else of the file stays behind by itself.
"""

import base64
import binascii
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from caregiver_app.packet.jpeg import NotPlainJpeg, has_notes, read_jpeg
from caregiver_app.packet.picture_streams import mended

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
# What resources and fonts may hold beside that means nothing to a page, and anything may be written there.
_RESOURCES: Final = frozenset({
    "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet", "/Properties",
})  # fmt: skip
_FONT: Final = frozenset({
    "/Type", "/Subtype", "/BaseFont", "/Name", "/FirstChar", "/LastChar", "/Widths", "/FontDescriptor", "/Encoding",
    "/ToUnicode", "/FontBBox", "/FontMatrix", "/CharProcs", "/Resources", "/DescendantFonts", "/CIDSystemInfo", "/DW",
    "/W", "/DW2", "/W2", "/CIDToGIDMap",
})  # fmt: skip
_DEEPEST: Final = 12
_HEADS: Final = (800, 8_000)


class Cleaner:
    """Clean the resources of one source; each shared object is visited once.

    `changed` tells whether anything was taken out or mended, `hurt` whether a picture was not whole. `head_of` and
    `end_of` return how a stream begins and ends in its file, or b"" where the whole stream must be read to know.
    """

    def __init__(self, head_of: Callable[[Stream], bytes], end_of: Callable[[Stream], bytes]) -> None:
        self._head_of = head_of
        self._end_of = end_of
        self._seen: set[tuple[int, int]] = set()
        self.changed = False
        self.hurt = False

    def clean_page(self, page: pikepdf.Page) -> None:
        """Clean the resources of a page, and take out forms and pictures that it does not show."""
        resources = page.obj.get("/Resources")
        if not isinstance(resources, Dictionary):
            return
        shown = resources.get("/XObject")
        if isinstance(shown, Dictionary) and len(shown) and not _lends(resources):
            before = len(shown)
            page.remove_unreferenced_resources()
            resources = page.obj.Resources
            left = resources.get("/XObject")
            self.changed |= not isinstance(left, Dictionary) or len(left) != before
        self._clean(resources, 0, _RESOURCES)

    def _clean(self, thing: Any, depth: int, known: frozenset[str] | None = None) -> None:
        """Clean a dictionary or stream and what hangs below it; `known` are the only keys it may have."""
        if not isinstance(thing, Dictionary | Stream) or depth > _DEEPEST:
            return
        if thing.is_indirect:
            if thing.objgen in self._seen:
                return
            self._seen.add(thing.objgen)
        keys = set(thing.keys())
        for key in keys.intersection(_LEFT_BEHIND) if known is None else keys - known:
            del thing[key]
            self.changed = True
        if isinstance(thing, Stream) and "/Filter" in keys:
            self.changed |= self._without_camera_notes(thing)
            if thing.get("/Subtype") == Name.Image:
                state = mended(thing, self._head_of(thing), self._end_of(thing))
                self.changed |= bool(state)
                self.hurt |= state == "hurt"
        for key in keys.intersection(_GROUPS):
            if key in thing:
                self._each(thing[key], depth, _FONT if key in ("/Font", "/DescendantFonts") else None)
        for key in keys.intersection(_INSIDE):
            if key in thing:
                self._clean(thing[key], depth + 1, _RESOURCES if key == "/Resources" else None)

    def _without_camera_notes(self, stream: Stream) -> bool:
        """Take EXIF and its like out of an embedded JPEG; return whether there was any."""
        held = stream.get("/Filter")
        filters = [str(name) for name in held] if isinstance(held, Array) else [str(held)]
        if filters[-1] != "/DCTDecode":
            return False
        if len(filters) == 1 and has_notes(self._head_of(stream)) is False:
            return False
        return _rewritten(stream, filters[:-1])

    def _each(self, group: Any, depth: int, known: frozenset[str] | None) -> None:
        if depth > _DEEPEST or not isinstance(group, Dictionary | Array):
            return
        members = [group[key] for key in list(group.keys())] if isinstance(group, Dictionary) else list(group)
        for member in members:
            if isinstance(member, Array):
                self._each(member, depth + 1, known)
            else:
                self._clean(member, depth + 1, known)


def _lends(resources: Dictionary) -> bool:
    """Whether a page's fonts or masks draw with what the page names, as older programs leave it to them.

    Nobody can tell from the page's own content then what is shown.
    """
    masks = (_dictionary(state.get("/SMask")).get("/G") for state in _dictionaries(resources, "/ExtGState"))
    fonts = (font for font in _dictionaries(resources, "/Font") if "/CharProcs" in font)
    return any("/Resources" not in one for one in (*fonts, *masks) if isinstance(one, Dictionary | Stream))


def _dictionaries(resources: Dictionary, group: str) -> list[Dictionary]:
    held = _dictionary(resources.get(group))
    return [_dictionary(held[key]) for key in list(held.keys())]


def _dictionary(held: Any) -> Dictionary:
    return held if isinstance(held, Dictionary) else Dictionary()


def _rewritten(stream: Stream, wrappings: list[str]) -> bool:
    """Write a JPEG anew if there is more in it than its picture; return whether there was."""
    with suppress(NotPlainJpeg, ValueError, binascii.Error, zlib.error, pikepdf.PdfError):
        raw = stream.read_raw_bytes()
        for length in (*_HEADS, len(raw)):  # the notes stand at the beginning, and unwrapping all is slow
            noted = has_notes(_unwrapped(raw, wrappings, length))
            if noted is not None:
                break
        if noted or noted is None:
            stream.write(read_jpeg(_unwrapped(raw, wrappings, len(raw))).data, filter=Name.DCTDecode)
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
