"""Whatever stands in the database where a path could be made of it: nothing outside the case is written or removed.

The values are put past the program into the case file, as another program or a damaged disk might. Each command then
goes its way, and every call that opens for writing, moves or removes is watched.
"""

import json
import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from caregiver_app.cli import main
from caregiver_app.store.database import Store
from whole_case import whole_case

IN_ALL, IN_PASSING = 60, 3
OUTSIDE: Final = "outside"
HOSTILE: Final = (
    "../../outside/treasure.txt", "../outside", "..", ".", "", "/", "~/treasure.txt", "outside\0/treasure.txt",
    "x" * 5000, "C:\\outside\\treasure.txt", "..\\..\\outside\\treasure.txt", "a\n../../outside/treasure.txt",
    "%s{0}$HOME", "case.db", "../case.db", "originals", "\udce9".encode("utf-8", "surrogatepass").decode("latin-1"),
)  # fmt: skip
FIELDS: Final = ("fingerprint", "file_name", "path_inside", "title", "format", "study_uid", "origin", "sheets")
COMMANDS: Final = (
    ("check", "CASE"), ("check", "CASE", "--accept"), ("check", "CASE", "--set-aside"), ("list", "CASE", "documents"),
    ("history", "CASE"), ("trash", "CASE"), ("undo", "CASE"), ("redo", "CASE"),
    ("pages", "CASE", "D-001", "--as-in-file"),
    ("originals", "CASE", "--to", "OUT/originals"), ("backup", "CASE", "OUT/case.caregiver"),
    ("restore", "OUT/case.caregiver", "OUT/new"), ("restore", "OUT/case.caregiver", "CASE", "--yes"),
    ("restore", "CASE", "--undo"), ("export", "CASE", "-o", "OUT/history.csv"),
    ("packet", "CASE", "-o", "OUT/packet.pdf", "--zip", "--imaging"), ("rebuild", "CASE"),
)  # fmt: skip
WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
TWO_PATHS: Final = ("os.rename", "os.link", "os.symlink")
ONE_PATH: Final = (
    "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod", "os.utime", "shutil.rmtree", "shutil.move",
)  # fmt: skip


WITHIN_A_HANDLE: Final = ("os.remove", "os.rmdir", "os.mkdir", "os.chmod")


class Watch:
    """Name every path that is opened for writing, moved or removed while it is on."""

    def __init__(self) -> None:
        self.touched: set[str] = set()
        self.on = False
        sys.addaudithook(self._hear)  # it cannot be taken off again

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open":
            if isinstance(arguments[2], int) and arguments[2] & WRITING:
                self._note(arguments[0])
        elif event in TWO_PATHS:
            self._note_itself(arguments[0])
            self._note_itself(arguments[1])
        elif event in ONE_PATH:
            # A folder that is cleared away is gone through by handles of the folders in it.
            within = arguments[-1] if event in WITHIN_A_HANDLE else -1
            self._note_itself(arguments[0], f"/proc/self/fd/{within}" if within != -1 else "")

    def _note(self, path: object) -> None:
        if isinstance(path, str | bytes | Path):
            self.touched.add(os.path.realpath(os.fsdecode(path)))

    def _note_itself(self, path: object, within: str = "") -> None:
        """Note what is moved or removed: of a link the link, and not what it leads to."""
        if isinstance(path, str | bytes | Path):
            folder, name = os.path.split(os.path.join(within, os.fsdecode(path)))
            self.touched.add(os.path.join(os.path.realpath(folder), name))

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch within the block."""
        self.touched.clear()
        self.on = True
        try:
            yield
        finally:
            self.on = False


@pytest.fixture(scope="module")
def watch() -> Watch:
    """One for all: what listens once listens to the end of the run."""
    return Watch()


def put_past_the_program(case: Path, chance: random.Random) -> list[str]:
    """Write hostile values into documents, their history and what was sent, and return what was written."""
    told = []
    with Store.open(case) as store:
        run = store._connection.exec_driver_sql
        ids = run("SELECT id FROM document ORDER BY number").scalars().all()
        for one in chance.sample(ids, 2):
            for field in chance.sample(FIELDS, 3):
                value = chance.choice(HOSTILE)
                if field == "sheets":
                    value = json.dumps([{"fingerprint": value, "page": 1}])
                run(f"UPDATE document SET {field} = ? WHERE id = ?", (value, one))
                told.append(f"{field} = {value[:40]!r}")
        for number, position, after in run("SELECT step, position, after FROM change WHERE kind = 'document'").all():
            if after is not None and chance.random() < 0.4:
                image = json.loads(after) | {chance.choice(FIELDS[:4]): chance.choice(HOSTILE)}
                run(
                    "UPDATE change SET after = ? WHERE step = ? AND position = ?", (json.dumps(image), number, position)
                )
        store._connection.commit()
    return told


def kept_in(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.at_random
@pytest.mark.may_log("pikepdf")
def test_no_value_in_the_database_leads_outside_the_case(
    tmp_path: Path, watch: Watch, thorough: bool, throwaway_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    treasure = tmp_path / OUTSIDE
    (treasure / "folder").mkdir(parents=True)
    for name in ("treasure.txt", "folder/more.txt", f"{'a' * 64}"):
        (treasure / name).write_text("kept")
    before = kept_in(treasure)
    chance = random.Random(20261129)
    ends: set[int] = set()
    for number in range(IN_ALL if thorough else IN_PASSING):
        place = tmp_path / f"run {number}"
        case, out = whole_case(place / "case"), place / "out"
        out.mkdir()
        (case / "originals" / "zz").symlink_to(treasure)
        written = put_past_the_program(case, chance)
        commands = COMMANDS if thorough else chance.sample(COMMANDS, 8)
        for words in commands:
            asked = [word.replace("CASE", str(case)).replace("OUT", str(out)) for word in words]
            with watch.watching():
                code = main(asked)
            ends.add(code)
            said = capsys.readouterr()
            assert code in (0, 1, 3), (asked, written, said.err)
            astray = [path for path in watch.touched if not is_ours(Path(path), place, throwaway_home)]
            assert astray == [], (asked, written)
            assert kept_in(treasure) == before, (asked, written)
    assert 1 in ends


def is_ours(path: Path, place: Path, home: Path) -> bool:
    """Whether a place is one where the program may write: the case and what was asked for, its own, the system's."""
    own = (place / "case", place / "out", home, Path("/dev"), Path("/proc"))
    return path == place or any(path.is_relative_to(one.resolve()) for one in own) or "__pycache__" in path.parts


def test_the_watch_hears_what_is_written_moved_and_removed(tmp_path: Path, watch: Watch) -> None:
    with watch.watching():
        (tmp_path / "a").write_text("a")
        (tmp_path / "a").rename(tmp_path / "b")
        (tmp_path / "b").unlink()
    assert watch.touched == {str((tmp_path / name).resolve()) for name in "ab"}
