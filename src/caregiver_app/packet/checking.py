"""Open the finished packet again and read every page, before anybody relies on it."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Stream

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.packet.opening import UNREADABLE

_LARGE: Final = 20_000_000


class PacketNotWhole(CaregiverError):
    """The packet that was written is not what was planned."""


def check_packet(target: Path, pages: int) -> None:
    """Count the pages and decode the content of each. Raises PacketNotWhole, and OSError where the disk fails.

    The disk writes a large file meanwhile, as it must before the packet gets its name.
    """
    if target.stat().st_size < _LARGE:
        _read_back(target, pages)
        return
    with ThreadPoolExecutor(1) as beside:
        written = beside.submit(_put_on_disk, target)
        _read_back(target, pages)
        written.result()


def _put_on_disk(target: Path) -> None:
    with target.open("r+b") as file:
        os.fsync(file.fileno())


def _read_back(target: Path, pages: int) -> None:
    try:
        with pikepdf.open(target) as pdf:
            whole = len(pdf.pages) == pages and all(_is_readable(page) for page in pdf.pages)
            whole = whole and not pdf.get_warnings() and "/Names" not in pdf.Root
    except UNREADABLE:
        whole = False
    if not whole:
        raise packet_not_whole()


def packet_not_whole() -> PacketNotWhole:
    """Return the failure in the user's words."""
    return PacketNotWhole(
        _("The packet was written, and reading it back did not give every page."),
        safe=_("Your records and originals are unchanged."),
        now=_("Make the packet again. If it happens again, leave out the document you added last."),
    )


def _is_readable(page: pikepdf.Page) -> bool:
    contents = page.obj.get("/Contents")
    streams = list(contents) if isinstance(contents, Array) else [contents]
    placed = page.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary()).get("/Document")
    for stream in [*streams, *([placed] if placed is not None else [])]:
        if not isinstance(stream, Stream):
            return False
        stream.read_bytes()
    return True
