"""A file goes in byte for byte or not at all, and the one outside is never touched."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from caregiver_app.errors import CaregiverError, DiskFull
from caregiver_app.progress import Cancelled
from caregiver_app.store import originals
from caregiver_app.store.originals import Kept, Originals


@pytest.fixture
def shelf(tmp_path: Path) -> Originals:
    (tmp_path / "originals").mkdir()
    return Originals(tmp_path / "originals")


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.4 " + os.urandom(3_000_000))
    return path


def test_a_file_is_kept_under_the_fingerprint_of_its_bytes(shelf: Originals, letter: Path) -> None:
    body, times = letter.read_bytes(), letter.stat().st_mtime_ns
    kept = shelf.keep(letter)
    assert kept == Kept(hashlib.sha256(body).hexdigest(), len(body), True)
    assert shelf.path(kept.fingerprint).read_bytes() == body
    assert (letter.read_bytes(), letter.stat().st_mtime_ns) == (body, times)
    assert list(shelf.fingerprints()) == [kept.fingerprint]


def test_the_same_bytes_are_kept_once(shelf: Originals, letter: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin.pdf"
    twin.write_bytes(letter.read_bytes())
    first, second = shelf.keep(letter), shelf.keep(twin)
    assert (second.fingerprint, first.new, second.new) == (first.fingerprint, True, False)
    assert len(list(shelf.fingerprints())) == 1


def test_a_file_that_changes_while_it_is_copied_is_refused(shelf: Originals, letter: Path) -> None:
    grown = []

    def still_downloading(done: int, total: int, what: str) -> None:
        if not grown:
            with letter.open("ab") as more:
                more.write(b"more")
            grown.append(True)

    with pytest.raises(CaregiverError, match="changed while it was being copied"):
        shelf.keep(letter, still_downloading)
    assert grown


def test_stopping_in_the_middle_leaves_nothing_behind(shelf: Originals, letter: Path) -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        shelf.keep(letter, stop)
    assert [path for path in shelf.folder.rglob("*") if path.is_file()] == []


def test_a_full_disk_is_told_and_leaves_nothing_behind(
    shelf: Originals, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fired = []

    def full(handle: int) -> None:
        fired.append(handle)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull, match="The disk is full"):
        shelf.keep(letter)
    assert fired
    assert [path for path in shelf.folder.rglob("*") if path.is_file()] == []


def test_a_copy_that_differs_is_never_given_its_name(
    shelf: Originals, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(originals, "fingerprint_of", lambda path: "0" * 64)
    with pytest.raises(CaregiverError, match="not the same as the file"):
        shelf.keep(letter)
    assert list(shelf.fingerprints()) == []


def test_what_is_no_file_is_refused(shelf: Originals, tmp_path: Path) -> None:
    with pytest.raises(CaregiverError, match="is not there"):
        shelf.keep(tmp_path / "nothing")
    with pytest.raises(CaregiverError):
        shelf.keep(tmp_path)


def test_unfinished_copies_of_a_killed_program_are_swept_and_nothing_else(shelf: Originals, letter: Path) -> None:
    kept = shelf.keep(letter)
    (shelf.folder / ".abc.part").write_bytes(b"half")
    (shelf.folder / "somebody's file").write_bytes(b"whole")
    shelf.sweep()
    assert {path.name for path in shelf.folder.rglob("*") if path.is_file()} == {kept.fingerprint, "somebody's file"}
