"""Cases to work on: each is made once in a process and copied for every test, for a fraction of the time."""

import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.domain.person import Person
from caregiver_app.domain.timeline.records import Entry
from family import PERSON


def new_case(folder: Path, person: Person = PERSON, entries: Sequence[Entry] = ()) -> Path:
    """Put a closed case of this person and these entries, added as one step, into a folder, and return the folder."""
    shutil.copytree(_made(person, tuple(entries)), folder)
    return folder


@cache
def _place() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="cases-")


@cache
def _made(person: Person, entries: tuple[Entry, ...]) -> Path:
    folder = Path(tempfile.mkdtemp(dir=_place().name)) / "case"
    with Casebook.create(folder, person) as book:
        if entries:
            add_entries(book, entries, "Add a history")
    return folder
