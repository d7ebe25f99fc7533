"""Open a case as one of several that start at once: save an entry where it is ours, and say when it was."""

import time
from collections.abc import Callable
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaseInUse
from cases import new_case


def prepare(folder: Path) -> None:
    new_case(folder / "case")


def act(folder: Path, say: Callable[[str], None]) -> None:
    try:
        book = Casebook.open(folder / "case")
    except CaseInUse:
        say("refused")
        return
    say(f"held {time.monotonic_ns()}")
    assert not book.read_only
    note = Note(title="mine")
    add_entry(book, note)
    say(f"saved {note.id}")
    say(f"let go {time.monotonic_ns()}")
    book.close()


def look(folder: Path, said: tuple[str, ...]) -> None:
    with Casebook.open(folder / "case") as book:
        kept = {str(entry.id) for entry in book.snapshot().entries}
        assert {word.removeprefix("saved ") for word in said if word.startswith("saved ")} <= kept
        assert book.findings() == ()
