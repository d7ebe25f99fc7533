"""Put a password on a finished packet: AES with 256 bits, as PDF 2.0 has it (revision 6)."""

from pathlib import Path

import pikepdf

from caregiver_app.packet.checking import packet_not_whole
from caregiver_app.packet.opening import UNREADABLE


def protect(file: Path, target: Path, password: str) -> None:
    """Write a copy of a packet to `target` that opens only with the password, and open it again to be sure.

    Whoever has the password may print and copy. The keys are made by chance: no two copies have the same bytes.
    Raises PacketNotWhole.
    """
    try:
        with pikepdf.open(file) as pdf:
            pages = len(pdf.pages)
            pdf.save(
                target,
                encryption=pikepdf.Encryption(user=password, owner=password, R=6, aes=True, metadata=True),
                fix_metadata_version=False,
                object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            )
        whole = is_locked(target) and _opens(target, password, pages)
    except UNREADABLE as caught:
        raise packet_not_whole() from caught
    if not whole:
        raise packet_not_whole()


def is_locked(file: Path) -> bool:
    """Whether a file does not open without a password."""
    try:
        with pikepdf.open(file):
            return False
    except pikepdf.PasswordError:
        return True


def _opens(file: Path, password: str, pages: int) -> bool:
    with pikepdf.open(file, password=password) as pdf:
        return len(pdf.pages) == pages and pdf.encryption.R == 6
