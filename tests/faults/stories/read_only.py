"""Open a case on a disk that became read-only: it can be read, and it says why it cannot be changed."""

import subprocess
import sys
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.person import Person
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaregiverError, CaseReadOnly

disk = Path(sys.argv[1])
note = Note(title="kept")
with Casebook.create(disk / "case", Person(name="Ana Novak")) as book:
    add_entry(book, note)
subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
with Casebook.open(disk / "case") as book:
    assert book.read_only
    assert book.snapshot().entries == (note,)
    for verb in (lambda: add_entry(book, Note(title="more")), book.undo):
        try:
            verb()
        except CaseReadOnly as told:
            print("the fault fired:", told)
        else:
            raise AssertionError("a read-only disk took a change")
try:
    Casebook.create(disk / "another", Person(name="x"))
except CaregiverError as told:
    print("the fault fired:", told)
else:
    raise AssertionError("a case was made on a read-only disk")
print("nothing lost")
