"""Tell a story on a small disk with so much room, and more each time, until it fits: see `faults/test_filling.py`.

Run as a program that sees a small disk of its own: `filling.py STORY DISK ROOM STEP` begins with no room and gives it a
few pages more each time. It prints a line of JSON for each telling.
"""

import json
import os
import sys
import traceback
from itertools import count
from pathlib import Path
from types import ModuleType

from telling import Outcome, Prepared, outcome_of, story_of

PAGE = 4096


def fill(story: ModuleType, disk: Path, room: Path, step: int) -> None:
    """Tell the story with 0, `step`, … pages of room until it goes well."""
    story.prepare(made(room / "warm"))  # what is worked out once is worked out where there is room
    story.act(room / "warm", lambda _title: None)
    prepared = Prepared(story, room, disk)
    for pages in count(0, step):
        with prepared.copy() as folder:
            told = tell_with(story, folder, disk, room, pages)
        print(json.dumps({"pages": pages, **told}), flush=True)
        if told["went_well"]:
            return


def tell_with(story: ModuleType, folder: Path, disk: Path, room: Path, pages: int) -> dict[str, object]:
    """Tell it with so many pages of room, look, make room, and tell it again."""
    filler = disk / "filler"
    free = os.statvfs(disk)
    filler.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - pages * PAGE)))
    first = outcome_of(story, folder, room / "said")
    filler.unlink()
    second = Outcome(0, ())
    problem = ""
    try:
        story.look(folder, first.said)
        if first.code:
            second = outcome_of(story, folder, room / "said again")
            story.look(folder, first.said + second.said)
    except Exception as found:
        problem = f"{type(found).__name__} {found} at: {traceback.extract_tb(found.__traceback__)[-1].line}"
    return {
        "went_well": first.code == 0,
        "told": first.told,
        "bug": first.bug,
        "lost": problem,
        "again": second.bug or " ".join(second.told),
    }


def made(folder: Path) -> Path:
    """Return a new folder."""
    folder.mkdir()
    return folder


if __name__ == "__main__":
    fill(story_of(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
