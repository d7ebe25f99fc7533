"""Whatever of the unflushed a power cut takes along: nothing that was promised goes, and no row lacks its file."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from power_cut import Change, Flush, Recorded, Recorder, Said, put_back, states
from runs import faults
from tallying import Tally
from telling import Prepared, Teller, story_of

STORIES = {"saving": "save", "importing": "import", "deleting": "delete and undo", "upgrading": "upgrade"} | {
    "backing_up": "back up",
    "erasing": "erase for good",
}

IN_ORIGINALS = re.compile("/originals/../[0-9a-f]{64}$")


def recorded_of(story: str, place: Path) -> tuple[Recorded, Path]:
    """Tell a story once and return what it did to files, and the folder that it did it in."""
    prepared = Prepared(story_of(story), place)
    with Teller(story) as teller, prepared.copy() as folder:
        telling = teller.begin(folder)
        recorder = Recorder(telling.pid, folder, place / "strace.log")
        teller.go()
        assert teller.end()[0].code == 0
        return recorder.recorded(), folder


@pytest.mark.fault("strace")
@pytest.mark.parametrize("story", STORIES)
def test_whatever_a_power_cut_leaves_what_was_promised_is_in_it(
    story: str, place: Path, tally_of: Callable[[str], Tally]
) -> None:
    tally = tally_of(f"power cut: {STORIES[story]}")
    told, (recorded, start) = story_of(story), recorded_of(story, place)
    chance = random.Random(f"{story} 20261129")
    for number, (changes, said) in enumerate(states(recorded, chance, faults(64, 6))):
        left = place / "left"
        left.mkdir()
        put_back(recorded, changes, start, left)
        tally.injected(fired=True)
        with tally.nothing_lost(f"power cut {number}, after {said} with {len(changes)} changes"):
            told.look(left, said)
        shutil.rmtree(left)
    tally.require(fired=faults(200, 20))


@pytest.mark.fault("strace")
def test_a_paper_is_on_the_disk_under_its_name_before_anything_speaks_of_it(place: Path) -> None:
    recorded, _folder = recorded_of("importing", place)
    log = recorded.log
    named = [
        (at, new)
        for at, event in enumerate(log)
        if isinstance(event, Change) and event.names and IN_ORIGINALS.search((new := event.names[0])[0]) and new[1]
    ]
    assert len(named) == 2
    assert sum(isinstance(event, Said) for event in log) == 2
    for at, (path, file) in named:
        written = max(n for n, event in enumerate(log) if isinstance(event, Change) and event.file == file)
        flushed = [n for n, event in enumerate(log) if event == Flush(file)]
        folder = [n for n, event in enumerate(log) if event == Flush(path.rpartition("/")[0])]
        row = next(n for n in range(at, len(log)) if isinstance(e := log[n], Change) and e.file >= 0)
        assert any(written < n < at for n in flushed)
        assert any(at < n < row for n in folder)
