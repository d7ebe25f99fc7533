"""A small file whose page says so much, once it is unpacked, that no memory holds it."""

import io
import struct
import zlib

import pikepdf
from pikepdf import Array, Name

_BLOCK = 1 << 20


def swelling(size: int = 8 << 30) -> bytes:
    """Return a page whose contents, packed twice, unpack to so many bytes."""
    body = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(400, 600))
        contents = pdf.make_stream(zlib.compress(_packed(size)), Filter=Array([Name.FlateDecode, Name.FlateDecode]))
        page.Contents = contents
        pdf.save(body, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return body.getvalue()


def _packed(size: int) -> bytes:
    """Pack nothing but zeros: one block again and again, and the sum zlib ends with."""
    packing = zlib.compressobj()
    head = packing.compress(b"") + packing.flush(zlib.Z_FULL_FLUSH)
    block = packing.compress(bytes(_BLOCK)) + packing.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(wbits=-15).flush()
    return head + block * (size // _BLOCK) + end + struct.pack(">HH", size % 65521, 1)
