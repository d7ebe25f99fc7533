"""Files that only a key opens: they come back byte for byte, any change is noticed, and other programs open them."""

import errno
import random
from io import BytesIO
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.fsops import fingerprint_of
from caregiver_app.sealed import Seal, SealBroken, SealedFile, is_sealed, size_of

IDENTITY = pyrage.x25519.Identity.generate()
SEAL = Seal(str(IDENTITY))


@pytest.fixture
def sealed_file(tmp_path: Path) -> SealedFile:
    file = tmp_path / "sealed"
    with file.open("wb") as out:
        SEAL.close(BytesIO(b"Hodgkin" * 30_000).read, out)
    return SealedFile(file, SEAL)


def test_what_was_sealed_is_read_like_a_plain_file(sealed_file: SealedFile, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"Hodgkin" * 30_000)
    assert sealed_file.read_bytes() == plain.read_bytes()
    assert sealed_file.open().read(7) == b"Hodgkin"
    assert fingerprint_of(sealed_file) == fingerprint_of(plain)
    assert size_of(sealed_file) == size_of(plain) == 210_000
    assert is_sealed(sealed_file.path)
    assert not is_sealed(plain)


def test_nothing_of_it_can_be_read_on_the_disk(sealed_file: SealedFile) -> None:
    assert b"Hodgkin" not in sealed_file.path.read_bytes()
    assert "AGE-SECRET-KEY" not in repr(sealed_file)


def test_another_program_opens_it_with_the_key(sealed_file: SealedFile) -> None:
    assert pyrage.decrypt(sealed_file.path.read_bytes(), [IDENTITY]) == sealed_file.read_bytes()


@given(st.binary(max_size=300))
def test_any_bytes_come_back(data: bytes) -> None:
    assert SEAL.opened(SEAL.sealed(data)) == data


def test_a_single_changed_bit_anywhere_keeps_it_shut(sealed_file: SealedFile) -> None:
    whole = sealed_file.path.read_bytes()
    chance = random.Random(20261129)
    places = [*range(0, 300 * 8, 7), *(chance.randrange(len(whole) * 8) for _place in range(60))]
    for place in places:
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << place % 8
        sealed_file.path.write_bytes(bytes(changed))
        with pytest.raises(SealBroken):
            SEAL.pour(sealed_file.path, lambda _part: None)


def test_another_key_does_not_open_it(sealed_file: SealedFile) -> None:
    other = Seal(str(pyrage.x25519.Identity.generate()))
    with pytest.raises(SealBroken):
        SealedFile(sealed_file.path, other).read_bytes()


def test_a_cut_off_file_does_not_open(sealed_file: SealedFile) -> None:
    whole = sealed_file.path.read_bytes()
    for length in (0, 10, 100, 300, len(whole) - 1):
        sealed_file.path.write_bytes(whole[:length])
        with pytest.raises(SealBroken):
            SEAL.pour(sealed_file.path, lambda _part: None)


class Trouble(Exception):
    """Something of ours that goes wrong in the middle."""


def test_trouble_in_the_middle_comes_out_as_it_is(sealed_file: SealedFile) -> None:
    def raise_it(_size: object) -> bytes:
        raise Trouble

    with pytest.raises(Trouble):
        SEAL.close(raise_it, BytesIO())
    with pytest.raises(Trouble):
        SEAL.pour(sealed_file.path, raise_it)


class FullDisk:
    """A place that takes a few writes and no more."""

    def __init__(self, takes: int) -> None:
        self.left, self.taken = takes, 0

    def write(self, data: bytes) -> int:
        if not self.left:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.left -= 1
        self.taken += 1
        return len(data)


@pytest.mark.parametrize("size", [10, 70_000, 500_000])
def test_a_disk_that_takes_no_more_is_told_whichever_write_it_refuses(size: int, tmp_path: Path) -> None:
    body, place, room = b"x" * size, tmp_path / "sealed", FullDisk(1000)
    SEAL.close(BytesIO(body).read, room)  # type: ignore[arg-type]
    place.write_bytes(SEAL.sealed(body))
    for writes in range(room.taken):
        with pytest.raises(OSError, match="No space left") as full:
            SEAL.close(BytesIO(body).read, FullDisk(writes))  # type: ignore[arg-type]
        assert full.value.errno == errno.ENOSPC
    room = FullDisk(1000)
    SEAL.pour(place, room.write)
    for writes in range(room.taken):
        with pytest.raises(OSError, match="No space left"):
            SEAL.pour(place, FullDisk(writes).write)
