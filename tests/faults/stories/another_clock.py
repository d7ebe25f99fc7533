"""Go on in a case while the clock of the computer jumps: nothing goes, and every date stays as it was typed."""

import os
import sys
import time
from datetime import date
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry, change_entry, remove_entries
from caregiver_app.domain.timeline.records import Note
from caregiver_app.store import schema
from caregiver_app.store.backup import back_up, listed
from caregiver_app.store.thinning import RECENT
from cases import new_case
from family import PERSON, history

JUMPS = (
    ("-3650d", "Europe/Ljubljana"),
    ("+3650d", "Europe/Ljubljana"),
    ("@2028-02-29 23:59:58", "Europe/Ljubljana"),
    ("@2026-03-29 01:59:58", "Europe/Ljubljana"),
    ("@2026-10-25 02:59:58", "Europe/Ljubljana"),
    ("@2026-10-25 02:00:01", "Pacific/Kiritimati"),
    ("@1970-01-01 00:00:10", "UTC"),
    ("+0", "America/Los_Angeles"),
)


def jump(to: str, zone: str) -> None:
    """Let the clock jump and the computer travel."""
    os.environ["FAKETIME"] = to
    os.environ["TZ"] = zone
    time.tzset()


def main(folder: Path) -> None:
    new_case(folder / "case", PERSON, history())
    typed, gone, days = set(history()), set(), set()
    for _round in range(2):
        for number, (to, zone) in enumerate(JUMPS):
            with Casebook.open(folder / "case") as book:
                note = Note(title=f"{number}", date="2024-02-29")
                add_entry(book, note)
                add_entry(book, passing := Note(title="passing", date="2026-03-29"))
                jump(to, zone)
                days.add(date.today())
                print("the fault fired:", date.today())
                changed = note.amended(title=f"{to} {zone}")
                change_entry(book, changed)
                book.undo()
                book.redo()
                remove_entries(book, [passing])
                typed.add(changed)
                gone.add(passing)
                look(book, typed, gone)
            with Casebook.open(folder / "case") as book:
                look(book, typed, gone)
            keep_a_copy(folder / "case")
    assert len(days) >= len(JUMPS) - 2, days
    made = 2 * len(JUMPS)
    numbers = {backup.number for backup in listed(folder / "case")}
    assert set(range(made - RECENT + 1, made + 1)) <= numbers, numbers  # the last ten stay, whatever day they name
    with Casebook.open(folder / "case") as book:
        assert book.findings() == ()
        while book.undo_label not in (None, "Add a history"):
            book.undo()
        assert set(book.snapshot().entries) == set(history())
    print("nothing lost")


def look(book: Casebook, typed: set[object], gone: set[object]) -> None:
    """See that what was typed is listed as it was, and what was removed is in the trash."""
    entries = book.snapshot().entries
    assert set(entries) == typed
    assert {entry.date for entry in entries if isinstance(entry, Note) and entry.date} <= {"2024-02-29"}
    assert {one.record for one in book.trash()} == gone


def keep_a_copy(folder: Path) -> None:
    """Keep a copy of the case file, as before an upgrade."""
    connection, _read_only = schema.open_case(folder / schema.CASE_FILE)
    back_up(connection, folder, None, date.today())
    connection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
