"""Remove entries, take that back, and do it again; after each the case is as it was promised."""

from collections.abc import Callable
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import remove_entries
from cases import new_case
from family import PERSON, history

FIRST, SECOND, *_REST = history()


def prepare(folder: Path) -> None:
    new_case(folder / "case", PERSON, history())


def act(folder: Path, say: Callable[[str], None]) -> None:
    with Casebook.open(folder / "case") as book:
        while book.undo_label and book.undo_label.startswith("Remove"):  # what an earlier try left
            book.undo()
        say("nothing removed")
        remove_entries(book, [FIRST])
        say("first removed")
        book.undo()
        say("taken back")
        book.redo()
        say("first removed again")
        remove_entries(book, [SECOND])
        say("both removed")


def look(folder: Path, said: tuple[str, ...]) -> None:
    """What was said last holds, or what was under way after it is done."""
    after = {
        "": (set(), {FIRST}, {FIRST, SECOND}),
        "nothing removed": (set(), {FIRST}),
        "first removed": ({FIRST}, set()),
        "taken back": (set(), {FIRST}),
        "first removed again": ({FIRST}, {FIRST, SECOND}),
        "both removed": ({FIRST, SECOND},),
    }
    with Casebook.open(folder / "case") as book:
        entries = set(book.snapshot().entries)
        gone = set(history()) - entries
        assert gone in after[said[-1] if said else ""]
        assert gone <= {one.record for one in book.trash()}
        assert book.findings() == (), book.findings()
