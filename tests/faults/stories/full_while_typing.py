"""Type entries until the disk is full; everything said to be saved is there, and there is a way on."""

import os
import sys
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.person import Person
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import DiskFull

disk = Path(sys.argv[1])
book = Casebook.create(disk / "case", Person(name="Ana Novak"))
(disk / "filler").write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - 400_000))
saved = []
told = None
for number in range(2000):
    note = Note(title=f"note {number}", note="x" * 2000)
    try:
        add_entry(book, note)
    except DiskFull as full:
        told = full
        break
    saved.append(note)
assert told is not None, "the disk never filled"
assert "disk is full" in told.happened
assert saved, "nothing fitted at all"
print("the fault fired after", len(saved))
assert set(book.snapshot().entries) == set(saved)
(disk / "filler").unlink()
add_entry(book, note)
saved.append(note)
book.close()
with Casebook.open(disk / "case") as again:
    assert set(again.snapshot().entries) == set(saved)
    assert again.findings() == ()
print("nothing lost")
