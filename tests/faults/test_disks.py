"""A full disk and a read-only disk cost nothing that was saved. Real small disks (Linux)."""

import subprocess
import sys
from pathlib import Path

import pytest

STORIES = Path(__file__).parent / "stories"


def on_a_small_disk(story: str, mount: Path, size: str = "8m") -> str:
    """Run a story as a process of its own that sees a small disk at `mount`; return what it printed."""
    mount.mkdir()
    command = f'mount -t tmpfs -o size={size} tmpfs "$1" && exec "$2" "$3" "$1"'
    done = subprocess.run(
        [
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            command,
            "sh",
            mount,
            sys.executable,
            STORIES / story,
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.every(2)
@pytest.mark.parametrize(
    "story",
    [
        "full_while_typing.py",
        pytest.param("full_while_adding_papers.py", marks=pytest.mark.thorough),
        pytest.param("full_while_zipping.py", marks=pytest.mark.thorough),
        "read_only.py",
        pytest.param("window_and_its_disk.py", marks=pytest.mark.thorough),
        pytest.param("little_room.py", marks=pytest.mark.thorough),
    ],
)
def test_the_disk_gives_out_and_nothing_saved_is_lost(story: str, tmp_path: Path) -> None:
    told = on_a_small_disk(story, tmp_path / "disk")
    assert "the fault fired" in told
    assert told.strip().endswith("nothing lost")
