"""A file goes in byte for byte or not at all, and the one outside is never touched."""

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from caregiver_app.errors import CaregiverError, DiskFull
from caregiver_app.progress import Cancelled, Progress
from caregiver_app.store import originals
from caregiver_app.store.originals import Kept, Originals, SourceTrouble, fingerprint_of_source


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
    assert shelf.file(kept.fingerprint).read_bytes() == body
    assert (letter.read_bytes(), letter.stat().st_mtime_ns) == (body, times)
    assert list(shelf.fingerprints()) == [kept.fingerprint]


def test_the_same_bytes_are_kept_once(shelf: Originals, letter: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin.pdf"
    twin.write_bytes(letter.read_bytes())
    first, second = shelf.keep(letter), shelf.keep(twin)
    assert (second.fingerprint, first.new, second.new) == (first.fingerprint, True, False)
    assert len(list(shelf.fingerprints())) == 1


def copies_in(shelf: Originals) -> list[Path]:
    return [path for path in shelf.folder.rglob("*") if path.is_file()]


def test_a_file_that_grows_while_it_is_copied_is_refused(shelf: Originals, letter: Path) -> None:
    grown = []

    def still_downloading(done: int, total: int, what: str) -> None:
        if not grown:
            with letter.open("ab") as more:
                more.write(b"more")
            grown.append(True)

    with pytest.raises(SourceTrouble, match="changed while it was being copied") as told:
        shelf.keep(letter, still_downloading)
    assert grown
    assert (told.value.safe, told.value.now) == (
        "Nothing was added, and the file was not touched.",
        "Wait until it is finished downloading or scanning, then add it again.",
    )
    assert copies_in(shelf) == []


@pytest.mark.parametrize("read", [Originals.keep, lambda _shelf, path, heard: fingerprint_of_source(path, heard)])
def test_a_file_that_grows_as_fast_as_it_is_read_does_not_go_on_for_ever(
    shelf: Originals, letter: Path, read: Callable[[Originals, Path, Progress], object]
) -> None:
    size = letter.stat().st_size
    told = []

    def growing(done: int, total: int, what: str) -> None:
        told.append((done, total))
        assert len(told) < 50, "it follows the file without end"
        with letter.open("ab") as more:
            more.write(b"#" * 2_000_000)

    with pytest.raises(SourceTrouble, match="changed while it was being copied"):
        read(shelf, letter, growing)
    assert letter.stat().st_size == size + len(told) * 2_000_000 > size
    assert max(told) <= (size, size)
    assert copies_in(shelf) == []


@pytest.mark.parametrize("change", ["cut off", "written over"])
def test_a_file_that_changes_under_the_copying_is_refused(shelf: Originals, letter: Path, change: str) -> None:
    changed = []

    def saving(done: int, total: int, what: str) -> None:
        if not changed:
            with letter.open("r+b") as body:
                body.truncate(done + 1) if change == "cut off" else body.write(b"%PDF-2.0")
            os.utime(letter, ns=(0, 0))
            changed.append(done)

    with pytest.raises(SourceTrouble, match="changed while it was being copied"):
        shelf.keep(letter, saving)
    assert changed
    assert copies_in(shelf) == []


def test_stopping_in_the_middle_leaves_nothing_behind(shelf: Originals, letter: Path) -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        shelf.keep(letter, stop)
    assert copies_in(shelf) == []


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
    assert copies_in(shelf) == []


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
