"""A case of many papers and large ones goes into a backup and comes back whole, in a little memory."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from caregiver_app.casebook.integrity import check_case
from cases import new_case

FILES = 10_000
LARGE = 4
TESTS = Path(__file__).parents[1]
SIZE = int(os.environ.get("CAREGIVER_BIG_CASE_MB", "250")) << 20
MOST_MEMORY = 200

PROGRAM = """
import sys, time
from datetime import datetime
from pathlib import Path
from caregiver_app.casebook.backing_up import back_up
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.restoring import restore_new
from intake.makers import peak
folder, made, there = map(Path, sys.argv[1:])
begun = time.monotonic()
with Casebook.open(folder) as book:
    back_up(book.whole, made, datetime.now())
written = time.monotonic()
restore_new(made, there)
print(peak(), written - begun, time.monotonic() - written)
"""


def put(folder: Path, size: int, beginning: bytes) -> str:
    """Put an original into a case that is zeros after its beginning and takes no room for them."""
    digest = hashlib.sha256(beginning)
    rest = size - len(beginning)
    while rest > 0:
        digest.update(bytes(min(rest, 1 << 20)))
        rest -= 1 << 20
    name = digest.hexdigest()
    file = folder / "originals" / name[:2] / name
    file.parent.mkdir(exist_ok=True)
    with file.open("wb") as written:
        written.write(beginning)
        written.truncate(size)
    return name


@pytest.mark.thorough
def test_ten_thousand_papers_and_some_of_hundreds_of_megabytes_come_back(tmp_path: Path) -> None:
    folder, made, there = tmp_path / "case", tmp_path / "x.caregiver", tmp_path / "there"
    new_case(folder)
    names = {put(folder, 2_000, f"paper {number}".encode()) for number in range(FILES - LARGE)}
    names |= {put(folder, SIZE + number, f"disc {number}".encode()) for number in range(LARGE)}
    assert len(names) == FILES
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, folder, made, there],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(TESTS)},
    )
    assert ended.returncode == 0, ended.stderr
    memory, writing, restoring = map(float, ended.stdout.split())
    sys.stdout.write(
        f"{made.stat().st_size / 1e9:.2f} GB: {memory:.0f} MB of memory, "
        f"written in {writing:.0f} s, restored in {restoring:.0f} s\n"
    )
    assert 0 < memory < MOST_MEMORY
    found = check_case(there)
    assert {one.kind for one in found} == {"stray"}
    assert len(found) == FILES
    made.unlink()
    shutil.rmtree(there)
