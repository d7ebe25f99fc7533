"""However much room a disk has left: what does not fit is told as a full disk, costs nothing, and goes with room."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import filling
from runs import faults
from tallying import Tally

STORIES = {"saving": "save", "importing": "import", "deleting": "delete and undo", "upgrading": "upgrade"} | {
    "backing_up": "back up",
    "sending": "packet",
}


@pytest.mark.fault("unshare", "mount")
@pytest.mark.parametrize("story", STORIES)
def test_what_does_not_fit_is_told_costs_nothing_and_goes_when_there_is_room(
    story: str, tmp_path: Path, tally_of: Callable[[str], Tally]
) -> None:
    tally = tally_of(f"full disk: {STORIES[story]}")
    for told in tellings(story, tmp_path, step=faults(1, 5)):
        full = f"{story} with {told['pages']} pages of room"
        if told["went_well"]:
            break
        tally.injected(fired=True)
        if not told["told"] or told["told"][0] != "The disk is full.":
            tally.unreported(full, told)
        with tally.nothing_lost(full):
            assert told["lost"] == ""
            assert told["again"] == ""
    tally.require(fired=1)


def tellings(story: str, place: Path, step: int) -> list[dict[str, object]]:
    """Tell a story as a process of its own that sees a small disk, and return what became of it each time."""
    disk, room = place / "disk", place / "room"
    disk.mkdir()
    room.mkdir()
    command = 'mount -t tmpfs -o size=24m tmpfs "$1" && shift && exec "$@"'
    words = [disk, sys.executable, filling.__file__, story, disk, room, step]
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", command, "sh", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
