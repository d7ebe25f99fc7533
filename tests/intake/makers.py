"""Files as families bring them, and as nobody should: made in code, so that each test says what is in them."""

import io
import random
import re
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import pillow_heif
from PIL import Image

from caregiver_app.child import Child, Limits
from caregiver_app.intake.look import Inspection

Look = Callable[[Path, Path | None], Inspection]

XML = '<?xml version="1.0" encoding="UTF-8"?>'


def picture(size: int = 60) -> bytes:
    """Return a PNG of noise: more than an icon, as a scan is."""
    body = io.BytesIO()
    Image.frombytes("RGB", (size, size), random.Random(size).randbytes(size * size * 3)).save(body, "PNG")
    return body.getvalue()


def tiff(*sizes: tuple[int, int], back_to: int = 0, more: tuple[tuple[int, int, int, int], ...] = ()) -> bytes:
    """Return a TIFF whose directories stand one after another; the last leads nowhere or back to where it is told."""
    written = bytearray(b"II*\x00\x08\x00\x00\x00")
    for index, (width, height) in enumerate(sizes):
        entries = sorted([
            (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8),
            (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, width * height % 2**32), *more,
        ])  # fmt: skip
        following = len(written) + 2 + 12 * len(entries) + 4
        written += struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
        written += struct.pack("<I", following if index < len(sizes) - 1 else back_to)
    return bytes(written) + bytes(2000)


def heic(*sizes: tuple[int, int], thumbnails: tuple[int, ...] = ()) -> bytes:
    """Return a HEIC file of so many pictures that stand on their own, with small copies of each."""
    pictures = pillow_heif.from_pillow(Image.new("RGB", sizes[0], "white"))
    for size in sizes[1:]:
        pictures.add_from_pillow(Image.new("RGB", size, "grey"))
    body = io.BytesIO()
    pictures.save(body, quality=50, thumbnails=list(thumbnails))
    return body.getvalue()


def zip_of(*members: tuple[str | zipfile.ZipInfo, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", packing) as package:
        for name, content in members:
            package.writestr(name, content, packing)
    return body.getvalue()


def packed_zip(name: bytes, packed: bytes, size: int, crc: int = 0, times: int = 1) -> bytes:
    """Return a ZIP whose directory names one packed file so many times, with whatever size it claims."""
    fields = (0, 8, 0, 33, crc, len(packed), size, len(name), 0)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, *fields) + name + packed
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, *fields, 0, 0, 0, 0, 0) + name
    return (
        local
        + entry * times
        + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, times, times, len(entry) * times, len(local), 0)
    )


def bomb(megabytes: int) -> bytes:
    """Return deflated zeros: each megabyte is packed for itself, so that it is made at once."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + packer.flush()


def unpacked_size(packed: bytes) -> int:
    """Return how much a bomb really comes to."""
    opener = zlib.decompressobj(-15)
    size = len(opener.decompress(packed, 1 << 22))
    while opener.unconsumed_tail:
        size += len(opener.decompress(opener.unconsumed_tail, 1 << 22))
    return size


def docx_of(*paragraphs: str, pictures: tuple[bytes, ...] = (), table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """Return a Word letter as its usual writer makes it."""
    document = docx.Document()
    for paragraph in paragraphs:
        if paragraph == "\f":
            document.add_page_break()
        else:
            document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, words in enumerate(table):
            for column, word in enumerate(words):
                grid.cell(row, column).text = word
    for one in pictures:
        document.add_picture(io.BytesIO(one))
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_with(body: str, **parts: str) -> bytes:
    """Return a Word letter with a text written by hand; `parts` are others by their names without ending."""
    written = {"document": f"<w:document {W}><w:body>{body}</w:body></w:document>", **parts}
    return zip_of(
        ("[Content_Types].xml", b"<Types/>"),
        *((f"word/{name}.xml", (XML + text).encode()) for name, text in written.items()),
    )


ODT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def odt_of(body: str, *more: tuple[str, bytes]) -> bytes:
    """Return an OpenDocument letter with a text written by hand."""
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"{XML}<office:document-content {ODT}>{inner}</office:document-content>"
    mimetype = zipfile.ZipInfo("mimetype")
    return zip_of((mimetype, b"application/vnd.oasis.opendocument.text"), ("content.xml", content.encode()), *more)


def ole_of(*names: str) -> bytes:
    """Return the start of an old office file with these names in its directory."""
    table = struct.pack("<128I", 0xFFFFFFFD, *[at + 1 for at in range(1, 127)], 0xFFFFFFFE)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(30, b"\0") + struct.pack("<H", 9)
    header = header.ljust(48, b"\0") + struct.pack("<I", 1)
    header = header.ljust(76, b"\0") + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", len(name) * 2 + 2) + bytes(62) for name in names
    )
    return header + table + entries.ljust(512 * 8, b"\0")


def rtf_of(body: str) -> bytes:
    fonts = r"{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fnil\fcharset134 SimSun;}}"
    return (r"{\rtf1\ansi\ansicpg1252\deff0" + fonts + body + "}").encode("ascii")


def ccda_of(body: str, title: str = "Discharge Summary") -> bytes:
    return (
        f'{XML}<ClinicalDocument xmlns="urn:hl7-org:v3"><title>{title}</title><effectiveTime value="20240131"/>'
        f"<component>{body}</component></ClinicalDocument>"
    ).encode()


def mail_of(text: str = "Dear Anna,\n", attached: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    message = EmailMessage()
    message["From"] = "Dr. Müller <mueller@clinic.example>"
    message["To"] = "anna@family.example"
    message["Date"] = "Wed, 31 Jan 2024 10:00:00 +0100"
    message["Subject"] = "Befund 报告"
    message.set_content(text)
    for name, body in attached:
        message.add_attachment(body, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def looked(tmp_path: Path, body: bytes, look: Look) -> Inspection:
    """Look at a file in this process; what lies inside it goes to the folder "room"."""
    path = tmp_path / "file"
    path.write_bytes(body)
    room = tmp_path / "room"
    room.mkdir(exist_ok=True)
    return look(path, room)


def measured(look: Look, path: Path, room: Path) -> tuple[Inspection, int, float]:
    """Return what a look gave, by how many megabytes this process grew at most, and its seconds of work.

    What other programs do meanwhile is not counted.
    """
    before, started = peak(), time.process_time()
    seen = look(path, room)
    return seen, peak() - before, time.process_time() - started


def peak() -> int:
    """Return the most memory this process ever had, in megabytes; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():  # elsewhere the peak of a process begins with that of the one that started it
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        return int(found[1]) >> 10 if found else 0
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 20


def looked_in_child(tmp_path: Path, body: bytes, look: Look) -> tuple[Inspection, int, float]:
    """Look at a file as the program does, in a child with its limits."""
    path = tmp_path / "file"
    path.write_bytes(body)
    room = tmp_path / "room"
    room.mkdir(exist_ok=True)
    with Child(Limits(memory=3 << 30, seconds=60)) as child:
        return child.call(measured, look, path, room)


def words(seen: Inspection) -> str:
    return "\f".join(page.text for page in seen.texts)


def contents(seen: Inspection) -> dict[str, bytes]:
    """Return what was taken out, by the names it had."""
    return {file.name: file.file.read_bytes() for file in seen.inside if file.file is not None}


def only_in_room(tmp_path: Path, seen: Inspection) -> bool:
    """Whether nothing was written but the files given out, in the room, under names of our own."""
    given = sorted(file.file for file in seen.inside if file.file is not None)
    found = sorted(path for path in tmp_path.rglob("*") if path.is_file() and path.name != "file")
    return found == given and all(path.parent == tmp_path / "room" and path.name.isdigit() for path in found)
