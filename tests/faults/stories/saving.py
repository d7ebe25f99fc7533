"""Open a case and save entries; each is promised as soon as it is saved. One that was not is saved again at once."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaregiverError
from cases import new_case
from family import PERSON, history


def prepare(folder: Path) -> None:
    new_case(folder / "case", PERSON, history())


def act(folder: Path, say: Callable[[str], None]) -> None:
    told = None
    with Casebook.open(folder / "case") as book:
        for _time in range(3):
            note = Note(title=str(uuid4()), note="x" * 500)
            try:
                add_entry(book, note)
            except CaregiverError as failure:
                told = failure
                assert note not in book.snapshot().entries
                add_entry(book, note)
            say(note.title)
    if told is not None:
        raise told


def look(folder: Path, said: tuple[str, ...]) -> None:
    with Casebook.open(folder / "case") as book:
        entries = book.snapshot().entries
        titles = Counter(entry.title for entry in entries if isinstance(entry, Note))
        assert set(said) <= set(titles)
        assert max(titles.values()) == 1
        assert set(history()) <= set(entries)
        assert book.findings() == (), book.findings()
