"""What is read of a case file that is damaged comes as it was written, or is refused in plain words."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.history import bring_back, what_was
from caregiver_app.domain.documents.document import Document
from caregiver_app.errors import CaregiverError, HistoryConflict
from caregiver_app.store.database import Store
from caregiver_app.store.keys import Keys
from runs import tries
from whole_case import flip, whole_case

KEYS = Keys.new()
READINGS: dict[str, Callable[[Casebook], object]] = {
    "snapshot": lambda book: book.snapshot(),
    "records": lambda book: list(book.records()),
    "undo label": lambda book: (book.undo_label, book.redo_label),
    "steps": lambda book: [book.changes_of(step.number) for step in book.steps()],
    "removed": lambda book: [what_was(one) for one in book.trash()],
    "versions": lambda book: [book.versions(one.id) for one in book.records()],
    "past": lambda book: [book.past(one.id) for one in book.records()],
    "step marks": lambda book: (book.step_marks(), book.met(), book.counters()),
    "readings": lambda book: book.readings.known(),
    "search": lambda book: book.search.find("letter"),
    "findings": lambda book: book.findings(),
}


@pytest.mark.at_random
@pytest.mark.parametrize("keys", [None, KEYS], ids=["plain", "protected"])
def test_a_flipped_bit_never_stops_the_reading_of_a_case_without_plain_words(tmp_path: Path, keys: Keys | None) -> None:
    sound = whole_case(tmp_path / "sound", keys)
    chance = random.Random(9)
    refused = set()
    for number in range(tries(400, least=40)):
        folder = tmp_path / f"flipped {number}"
        shutil.copytree(sound, folder)
        flip(folder / "case.db", chance.randrange(8 * (folder / "case.db").stat().st_size))
        try:
            with Casebook.open(folder, keys) as book:
                for name, read in READINGS.items():
                    try:
                        read(book)
                    except CaregiverError:
                        refused.add(name)
        except CaregiverError:
            refused.add("open")
        shutil.rmtree(folder)
    assert refused


def test_what_was_removed_and_is_damaged_stands_in_the_list_and_comes_back_only_in_plain_words(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    with Store.open(folder) as store:
        store._raw.execute("UPDATE change SET before = '{\"cut off' WHERE kind = 'document' AND after IS NULL")
    with Casebook.open(folder) as book:
        (removed,) = book.trash(Document)
        assert what_was(removed) == "Document: damaged, it cannot be read"
        with pytest.raises(HistoryConflict, match="damaged"):
            bring_back(book, removed)
        assert [one.id for one in book.trash(Document)] == [removed.id]
