"""What the system says of files is told in the user's words, and no file is read or written without an end."""

import errno
import io
import os
import time
from pathlib import Path

import pytest

from caregiver_app.errors import CaregiverError, CaseReadOnly, DiskFull
from caregiver_app.fsops import (
    FolderTrouble,
    bytes_of,
    clear_away,
    in_plain_words,
    take_away,
    told_as_read,
    unused,
    write_atomically,
)


class Growing(type(Path())):  # type: ignore[misc]
    """A file to which as much is added as was read of it, as to a log."""

    grown = 0

    def open(self, mode: str = "r", **_more: object) -> io.FileIO:  # type: ignore[override]
        path = self

        class Reader(io.FileIO):
            def read(self, size: int | None = -1) -> bytes:
                assert Growing.grown < 50_000_000, "it follows the file without end"
                found = super().read(size or -1) or b""
                with io.open(path, "ab") as more:  # noqa: UP020 - the way of this path is what grows
                    Growing.grown += more.write(found)
                return found

        return Reader(str(self), mode)


def test_a_file_that_grows_as_fast_as_it_is_read_is_not_read_for_ever(tmp_path: Path) -> None:
    log = Growing(tmp_path / "log.csv")
    with io.FileIO(str(log), "w") as file:
        file.write(b"lab,2023,LDH,310\n" * 10_000)
    assert bytes_of(log, 5_000_000) is None
    assert Growing.grown > 5_000_000


def test_what_is_no_file_or_holds_too_much_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "five").write_bytes(b"12345")
    os.mkfifo(tmp_path / "pipe")
    assert bytes_of(tmp_path / "five", 5) == b"12345"
    assert bytes_of(tmp_path / "five", 4) is None
    assert bytes_of(tmp_path, 5) is None
    assert bytes_of(tmp_path / "pipe", 5) is None
    with pytest.raises(CaregiverError, match="“six” is not there"):
        bytes_of(tmp_path / "six", 5)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOENT, "“scan.pdf” is not there. Nothing was changed."),
        (errno.ELOOP, "“scan.pdf” is not there. Nothing was changed."),
        (errno.ENAMETOOLONG, "“scan.pdf” is not there. Nothing was changed."),
        (errno.EACCES, "This computer account may not read “scan.pdf”. It was not touched."),
        (errno.EIO, "“scan.pdf” cannot be read to its end. The disc or drive may be scratched or worn."),
    ],
    ids=errno.errorcode.get,
)
def test_what_stands_in_the_way_of_reading_is_told(number: int, said: str) -> None:
    with pytest.raises(FolderTrouble) as told, told_as_read(Path("cd/scan.pdf")):
        raise OSError(number, os.strerror(number))
    assert str(told.value).startswith(said)


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (errno.ENOSPC, DiskFull, "The disk is full."),
        (errno.EROFS, CaseReadOnly, "The folder “out” cannot be written to."),
        (errno.ENOENT, FolderTrouble, "“letter.pdf” is not there."),
        (errno.ENAMETOOLONG, FolderTrouble, "The name “letter.pdf” is too long for this disk."),
        (errno.EIO, FolderTrouble, "The disk could not read or write “letter.pdf”."),
    ],
    ids=str,
)
def test_what_stands_in_the_way_of_writing_is_told(number: int, kind: type[CaregiverError], said: str) -> None:
    told = in_plain_words(OSError(number, os.strerror(number)), Path("out/letter.pdf"))
    assert (type(told), told.happened) == (kind, said)
    assert told.safe
    assert told.now


class Held:
    """Stand in for `os.replace` while a virus scanner holds the file: it is refused so many times."""

    def __init__(self, times: int, winerror: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.refused, self.waited = 0, 0.0
        self._times, self._winerror, self._replace = times, winerror, os.replace
        monkeypatch.setattr(os, "replace", self.replace)
        monkeypatch.setattr(time, "sleep", self.wait)

    def wait(self, seconds: float) -> None:
        self.waited += seconds

    def replace(self, old: Path, new: Path) -> None:
        if self.refused < self._times:
            self.refused += 1
            problem = PermissionError(errno.EACCES, "Access is denied")
            problem.winerror = self._winerror  # type: ignore[attr-defined]
            raise problem
        self._replace(old, new)


@pytest.mark.parametrize("winerror", [5, 32, 33])
@pytest.mark.parametrize("times", range(7))
def test_a_file_that_a_virus_scanner_holds_for_a_moment_is_replaced_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, winerror: int
) -> None:
    (tmp_path / "packet.pdf").write_bytes(b"older")
    held = Held(times, winerror, monkeypatch)
    write_atomically(tmp_path / "packet.pdf", b"newer")
    assert held.refused == times
    assert held.waited <= 2.5
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"packet.pdf": b"newer"}


def test_a_file_that_stays_open_elsewhere_is_left_as_it_was_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packet.pdf").write_bytes(b"older")
    held = Held(1000, 32, monkeypatch)
    with pytest.raises(FolderTrouble, match=r"“packet.pdf” is open in another program\. It is as it was"):
        write_atomically(tmp_path / "packet.pdf", b"newer")
    assert held.refused > 1
    assert 1 < held.waited <= 2.5
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"packet.pdf": b"older"}


def test_what_this_account_may_not_do_is_said_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(1000, 0, monkeypatch)
    with pytest.raises(CaseReadOnly):
        write_atomically(tmp_path / "packet.pdf", b"newer")
    assert (held.refused, held.waited) == (1, 0.0)
    assert list(tmp_path.iterdir()) == []


def test_the_folder_a_file_is_to_be_written_to_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "papers").mkdir()
    monkeypatch.chdir(tmp_path / "papers")
    told = in_plain_words(OSError(errno.EACCES, ""), Path("letter.pdf"))
    assert told.happened == "The folder “papers” cannot be written to."


@pytest.mark.parametrize("place", ["../outside", "folder/../../outside", "link/outside", ".", ".."])
def test_nothing_outside_its_folder_is_ever_removed(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "within"
    (folder / "folder").mkdir(parents=True)
    (folder / "link").symlink_to(tmp_path)
    (tmp_path / "outside").write_text("kept")
    for remove in (take_away, clear_away):
        with pytest.raises(ValueError, match="outside"):
            remove(folder / place, within=folder)
    assert (tmp_path / "outside").read_text() == "kept"
    assert (folder / "folder").is_dir()


def test_a_name_somebody_has_gets_a_number_also_where_it_is_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    place = tmp_path / "Case"
    assert unused(place) == place
    place.mkdir()
    (tmp_path / "Case (2)").symlink_to(tmp_path / "gone")
    assert unused(place) == tmp_path / "Case (3)"
