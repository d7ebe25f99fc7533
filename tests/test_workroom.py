"""Working files that hold something of a case lie in a private folder, and are gone at the latest at the next start."""

import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from caregiver_app.workroom import PLACE, WorkRoom, sweep

CANARY = b"Kanarienvogel"
WRITE_AND_WAIT = (
    "import sys; from pathlib import Path; from caregiver_app.workroom import WorkRoom; "
    "room = WorkRoom(Path(sys.argv[1])); (room.folder / 'page.pdf').write_bytes(b'Kanarienvogel'); "
    "print('written', flush=True); sys.stdin.read()"
)


def left_in(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file() and CANARY in path.read_bytes()]


@pytest.fixture
def other(tmp_path: Path) -> subprocess.Popen[str]:
    """Another program that has written a page and works on."""
    started = subprocess.Popen(
        [sys.executable, "-c", WRITE_AND_WAIT, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "written\n"
    return started


def test_only_its_owner_may_look_in_and_it_is_gone_when_it_is_closed(tmp_path: Path) -> None:
    room = WorkRoom(tmp_path)
    assert not (tmp_path / PLACE).exists()
    (room.folder / "page.pdf").write_bytes(CANARY)
    assert stat.S_IMODE((tmp_path / PLACE).stat().st_mode) == stat.S_IMODE(room.folder.stat().st_mode) == 0o700
    room.close()
    assert list((tmp_path / PLACE).iterdir()) == []
    assert room.folder.is_dir()
    room.close()


def test_what_a_killed_program_left_is_gone_at_the_next_start(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    with other:
        other.kill()
        assert other.wait() == -signal.SIGKILL
    assert left_in(tmp_path)
    sweep(tmp_path)
    assert list((tmp_path / PLACE).iterdir()) == []


def test_what_another_program_works_with_stays(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    mine = WorkRoom(tmp_path)
    (mine.folder / "page.pdf").write_bytes(CANARY)
    with other:
        sweep(tmp_path)
        assert len(left_in(tmp_path)) == 2
        other.kill()
        other.wait()
    sweep(tmp_path)
    assert len(left_in(tmp_path)) == 1
    mine.close()


def test_a_place_that_is_not_there_or_cannot_be_tidied_stops_no_start(tmp_path: Path) -> None:
    sweep(tmp_path / "nothing")
    (tmp_path / PLACE).write_text("a file in its way")
    sweep(tmp_path)
