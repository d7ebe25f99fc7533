"""Another program puts yesterday's case file in place of the open one: nothing is merged, and both are kept."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaregiverError, CaseSwapped
from caregiver_app.store.case_file import CaseFile
from caregiver_app.store.keys import Keys
from cases import new_case
from family import PERSON
from runs import tries

Sync = Callable[[Path, Path], None]
ROUNDS = tries(50, least=3)


def by_rename(new: Path, case_file: Path) -> None:
    """Do as most sync programs do: a new file takes the name."""
    copied = case_file.with_name(".sync.tmp")
    shutil.copy2(new, copied)
    os.replace(copied, case_file)


def in_place(new: Path, case_file: Path) -> None:
    """Do as some do: the bytes are poured into the same file, and its time is that of the other one."""
    data, times = new.read_bytes(), new.stat()
    with case_file.open("r+b") as file:
        file.write(data)
        file.truncate(len(data))
    os.utime(case_file, ns=(times.st_atime_ns, times.st_mtime_ns))


def a_day_older(file: Path) -> Path:
    found = file.stat()
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns - 86_400_000_000_000))
    return file


def titles(folder: Path, keys: Keys | None = None) -> set[str]:
    with Casebook.open(folder, keys) as book:
        assert [finding for finding in book.findings() if finding.kind == "damaged"] == []
        return {entry.title for entry in book.snapshot().entries if isinstance(entry, Note)}


def one_round(tmp_path: Path, sync: Sync, chance: random.Random, keys: Keys | None) -> None:
    folder = tmp_path / "case"
    Casebook.create(folder, PERSON, keys).close() if keys else new_case(folder)
    yesterdays, todays = set(), set()
    with Casebook.open(folder, keys) as book:
        for number in range(chance.randrange(1, 12)):
            add_entry(book, Note(title=f"yesterday {number}", note="y" * chance.randrange(3000)))
            yesterdays.add(f"yesterday {number}")
    kept = a_day_older(Path(shutil.copy2(folder / "case.db", tmp_path / "yesterday.db")))
    book = Casebook.open(folder, keys)
    for number in range(chance.randrange(1, 12)):
        add_entry(book, Note(title=f"today {number}", note="t" * chance.randrange(3000)))
        todays.add(f"today {number}")
    sync(kept, folder / "case.db")
    for _try in range(2):
        with pytest.raises(CaseSwapped, match="Both are kept"):
            add_entry(book, Note(title="too late"))
        with pytest.raises(CaseSwapped):
            book.undo()
    book.close()
    assert (folder / "case.db").read_bytes() == kept.read_bytes()
    assert titles(folder, keys) == yesterdays
    (aside,) = (folder / "set aside").iterdir()
    rescued = tmp_path / "rescued"
    shutil.copytree(folder, rescued, ignore=shutil.ignore_patterns("case.db*"))
    shutil.copy2(aside, rescued / "case.db")
    assert titles(rescued, keys) == yesterdays | todays
    with Casebook.open(folder, keys) as again:
        add_entry(again, Note(title="and on"))
    assert titles(folder, keys) == yesterdays | {"and on"}


@pytest.mark.at_random
@pytest.mark.parametrize("sync", [by_rename, in_place])
def test_yesterdays_file_is_noticed_before_anything_is_written(tmp_path: Path, sync: Sync) -> None:
    chance = random.Random(20261129)
    for number in range(ROUNDS):
        one_round(tmp_path / str(number), sync, chance, None)


@pytest.mark.parametrize("sync", [by_rename, in_place])
def test_what_is_put_aside_of_a_protected_case_is_read_by_its_keys_alone(tmp_path: Path, sync: Sync) -> None:
    keys = Keys.new()
    one_round(tmp_path / "locked", sync, random.Random(7), keys)
    (aside,) = (tmp_path / "locked" / "case" / "set aside").iterdir()
    assert b"today" not in aside.read_bytes()
    assert not aside.read_bytes().startswith(b"SQLite")


def test_a_swap_in_the_middle_of_a_step_undoes_the_step(tmp_path: Path) -> None:
    folder = new_case(tmp_path / "case")
    kept = a_day_older(Path(shutil.copy2(folder / "case.db", tmp_path / "yesterday.db")))
    book = Casebook.open(folder)
    with pytest.raises(CaseSwapped), book.step("Half") as transaction:
        transaction.put(Note(title="half"))
        by_rename(kept, folder / "case.db")
    book.close()
    assert (folder / "case.db").read_bytes() == kept.read_bytes()
    assert titles(folder) == set()


def test_where_nothing_can_be_put_aside_the_words_say_so_and_the_next_try_does_it(tmp_path: Path) -> None:
    folder = new_case(tmp_path / "case")
    with Casebook.open(folder) as book:
        add_entry(book, Note(title="today"))
        kept = a_day_older(Path(shutil.copy2(folder / "case.db", tmp_path / "yesterday.db")))
        (folder / "set aside").write_text("in the way", encoding="utf-8")
        by_rename(kept, folder / "case.db")
        with pytest.raises(CaregiverError, match="only on the screen"):
            book.try_to_write()
        (folder / "set aside").unlink()
        with pytest.raises(CaregiverError, match="Both are kept"):
            book.try_to_write()
    assert len(list((folder / "set aside").iterdir())) == 1


def test_our_own_writes_and_a_share_that_rounds_their_time_are_no_swap(tmp_path: Path) -> None:
    folder = new_case(tmp_path / "case")
    with Casebook.open(folder) as book:
        for number in range(5):
            add_entry(book, Note(title=f"note {number}", note="x" * 9000))
            found = (folder / "case.db").stat()
            os.utime(folder / "case.db", ns=(found.st_atime_ns, found.st_mtime_ns - 1_900_000_000))
        book.undo()
    file = CaseFile(folder / "case.db")
    os.utime(folder / "case.db")
    assert file.is_as_left
    os.utime(folder / "case.db", (0, 0))
    assert not file.is_as_left
