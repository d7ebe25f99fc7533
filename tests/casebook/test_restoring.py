"""A case comes back from a backup equal to the byte; what was there is set aside, and can be brought back."""

import hashlib
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.casebook.backing_up import BackedUp, BackupThere, back_up
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.restoring import (
    Looked,
    NothingToTakeBack,
    compare,
    here_in,
    restore_new,
    restore_over,
    settings_within,
    undo_restore,
)
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.domain.person import Person
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaregiverError, CaseInUse, CaseLocked
from caregiver_app.progress import Cancelled
from caregiver_app.settings import Settings
from caregiver_app.store import live_file
from caregiver_app.store.bundle_reading import BackupDamaged
from caregiver_app.store.keys import Keys
from cases import new_case
from protected import keys, protected_case
from random_histories import histories
from runs import at_most

NOW = datetime(2026, 11, 29, 10, 0)


def add(folder: Path, title: str, with_keys: Keys | None = None) -> None:
    with Casebook.open(folder, with_keys) as book, book.step("Add a note") as tx:
        tx.put(Note(title=title))


def saved(folder: Path, target: Path, with_keys: Keys | None = None, **more) -> BackedUp:
    with Casebook.open(folder, with_keys) as book:
        return back_up(book.whole, target, NOW, **more)


def titles(folder: Path, with_keys: Keys | None = None) -> list[str]:
    with Casebook.open(folder, with_keys) as book:
        return sorted(entry.title for entry in book.snapshot().entries if isinstance(entry, Note))


def dump(folder: Path) -> dict[str, list[tuple]]:
    """Everything a case file says, besides the number of its last change."""
    with closing(sqlite3.connect(folder / "case.db")) as plain:
        tables = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        said = {name: plain.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables.fetchall()}
    said["counter"] = [row for row in said["counter"] if row[0] != "change"]
    return said


def prints(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "case.db.sha256"
    }


def look(file: Path, folder: Path) -> Looked:
    return compare(file, folder, here_in(folder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = new_case(tmp_path / "case")
    add(case, "first")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(name.encode() * 10_000)
    with Casebook.open(case) as book:
        book.originals.keep(tmp_path / "a.txt")
        book.originals.keep(tmp_path / "b.txt")
    return case


@pytest.fixture
def made(folder: Path, tmp_path: Path) -> Path:
    return saved(folder, tmp_path / "case.caregiver").file


@at_most(200)
@given(histories(most=8), histories(most=4), st.lists(st.binary(max_size=2_000), max_size=4))
def test_any_case_comes_back_equal_to_the_byte(entries, more, papers) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, there = Path(place) / "case", Path(place) / "there"
        new_case(folder)
        with Casebook.open(folder) as book:
            add_entries(book, entries, "Add a history")
            for data in papers:
                (Path(place) / "paper").write_bytes(data)
                book.originals.keep(Path(place) / "paper")
            if book.undo_label is not None:
                book.undo()
        made = saved(folder, Path(place) / "x.caregiver").file
        restore_new(made, there)
        assert prints(there) == prints(folder)
        before = dump(folder)
        with Casebook.open(there) as book:
            add_entries(book, more, "Add more")
        aside = dump(there)
        restore_over(made, there)
        assert dump(there) == before
        undo_restore(there)
        assert dump(there) == aside
        with Casebook.open(there) as book:
            assert not book.findings() or all(one.kind == "stray" for one in book.findings())


def test_what_is_there_is_compared_first_and_nothing_is_changed_by_it(folder: Path, made: Path) -> None:
    assert look(made, folder).order == "same"
    add(folder, "second")
    before = prints(folder)
    looked = look(made, folder)
    assert prints(folder) == before
    assert looked.order == "older"
    assert looked.comparison is not None
    assert [record.title for record in looked.comparison.only_here] == ["second"]
    assert (looked.there, looked.here) == (2, 3)


def test_a_backup_of_a_later_day_is_newer_and_one_of_another_case_is_apart(
    folder: Path, made: Path, tmp_path: Path
) -> None:
    restore_new(made, tmp_path / "old")
    add(folder, "second")
    later = saved(folder, tmp_path / "later.caregiver").file
    assert look(later, tmp_path / "old").order == "newer"
    other = new_case(tmp_path / "other", Person(name="Somebody Else"))
    assert look(made, other).order == "apart"


def test_a_restore_sets_the_present_aside_and_is_taken_back_and_done_again(folder: Path, made: Path) -> None:
    add(folder, "second")
    aside = restore_over(made, folder)
    assert aside.name == "001 restore"
    assert titles(folder) == ["first"]
    undo_restore(folder)
    assert titles(folder) == ["first", "second"]
    undo_restore(folder)
    assert titles(folder) == ["first"]
    add(folder, "third")
    restore_over(made, folder)
    undo_restore(folder)
    assert titles(folder) == ["first", "third"]


def test_the_number_of_the_last_change_never_goes_back(folder: Path, made: Path) -> None:
    for title in ("second", "third"):
        add(folder, title)
    with Casebook.open(folder) as book:
        before = book.whole.change
    restore_over(made, folder)
    with Casebook.open(folder) as book:
        assert book.whole.change > before


def test_papers_that_are_the_same_take_no_room_twice(folder: Path, made: Path) -> None:
    aside = restore_over(made, folder)
    for file in (path for path in (folder / "originals").rglob("*") if path.is_file()):
        assert file.stat().st_ino == (aside / file.relative_to(folder)).stat().st_ino


@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_a_case_that_cannot_be_opened_is_set_aside_and_restored(folder: Path, made: Path, harm: str) -> None:
    if harm == "gone":
        (folder / "case.db").unlink()
    else:
        (folder / "case.db").write_bytes(b"broken" * 1000)
    looked = look(made, folder)
    assert (looked.here, looked.comparison) == (None, None)
    aside = restore_over(made, folder)
    assert titles(folder) == ["first"]
    if harm == "damaged":
        assert (aside / "case.db").read_bytes() == b"broken" * 1000


def test_a_damaged_backup_changes_nothing(folder: Path, made: Path, tmp_path: Path) -> None:
    data = bytearray(made.read_bytes())
    data[data.rindex(b"b.txtb.txt")] ^= 1
    made.write_bytes(data)
    before = prints(folder)
    with pytest.raises(BackupDamaged):
        restore_over(made, folder)
    with pytest.raises(BackupDamaged):
        restore_new(made, tmp_path / "new")
    assert prints(folder) == before
    assert not (tmp_path / "new").exists()
    assert not [path for path in (*tmp_path.iterdir(), *folder.iterdir()) if path.name.startswith(".")]


def test_a_restore_that_is_stopped_changes_nothing(folder: Path, made: Path, tmp_path: Path) -> None:
    def stopping_at(number: int):
        seen = iter(range(1000))

        def stop(_done: int, _total: int, _what: str) -> None:
            if next(seen) == number:
                raise Cancelled

        return stop

    before = prints(folder)
    for number in range(5):
        with pytest.raises(Cancelled):
            restore_over(made, folder, progress=stopping_at(number))
        with pytest.raises(Cancelled):
            restore_new(made, tmp_path / "new", stopping_at(number))
    assert prints(folder) == before
    assert not (tmp_path / "new").exists()


def test_a_case_that_is_open_is_not_restored_over(folder: Path, made: Path) -> None:
    with Casebook.open(folder), pytest.raises(CaseInUse):
        restore_over(made, folder)
    assert titles(folder) == ["first"]


def test_a_new_case_needs_an_empty_folder_and_a_backup_a_free_name(folder: Path, made: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CaregiverError, match="There is something in"):
        restore_new(made, tmp_path / "full")
    with pytest.raises(BackupThere):
        saved(folder, made)
    saved(folder, made, replace=True)
    with pytest.raises(CaregiverError, match="is not a backup"):
        saved(folder, tmp_path / "full" / "mine.txt", replace=True)
    with pytest.raises(CaregiverError, match="among the kept originals"):
        saved(folder, folder / "originals" / "x.caregiver")
    assert (tmp_path / "full" / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_there_is_nothing_to_take_back_where_nothing_was_restored(folder: Path) -> None:
    with pytest.raises(NothingToTakeBack):
        undo_restore(folder)


def test_a_protected_case_comes_back_protected_and_needs_its_keys_only_over_another(tmp_path: Path) -> None:
    folder = protected_case(tmp_path / "case")
    add(folder, "secret words", keys())
    made = saved(folder, tmp_path / "x.caregiver", keys()).file
    restore_new(made, tmp_path / "new")
    assert titles(tmp_path / "new", keys()) == ["secret words"]
    add(folder, "more secret words", keys())
    with pytest.raises(CaseLocked):
        restore_over(made, folder)
    looked = compare(made, folder, here_in(folder, keys()), keys())
    assert looked.order == "older"
    restore_over(made, folder, keys())
    assert titles(folder, keys()) == ["secret words"]
    for path in folder.rglob("*"):
        assert not path.is_file() or b"secret words" not in path.read_bytes()
    undo_restore(folder)
    assert titles(folder, keys()) == ["more secret words", "secret words"]


def test_only_settings_that_matter_anywhere_travel(folder: Path, tmp_path: Path) -> None:
    settings = Settings(theme="dark", text_percent=150, paper="letter", recent=("/home/mei/secret",))
    made = saved(folder, tmp_path / "x.caregiver", settings=settings).file
    assert settings_within(made) == {"theme": "dark", "text_percent": 150, "paper": "letter"}
    assert b"/home/mei" not in made.read_bytes()


def test_closing_keeps_a_backup_of_what_changed_and_none_of_what_did_not(folder: Path) -> None:
    for _again in range(2):
        with Casebook.open(folder) as book:
            book.keep_backups()
    add(folder, "second")
    with Casebook.open(folder) as book:
        book.keep_backups()
    assert len(list((folder / "backups").glob("*.db"))) == 2


def test_a_backup_that_fails_at_closing_costs_nothing_that_was_saved(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fired = []

    def full(_file: Path) -> None:
        fired.append(1)
        raise OSError(28, "full")

    book = Casebook.open(folder)
    book.keep_backups()
    monkeypatch.setattr(live_file, "put_on_disk", full)
    book.close()
    assert fired
    assert titles(folder) == ["first"]


def test_a_case_file_that_is_large_is_passed_over_where_a_window_closes(folder: Path) -> None:
    with Casebook.open(folder) as book:
        book.keep_backups(most=book.whole.size - 1)
    assert not (folder / "backups").exists()
    with Casebook.open(folder) as book:
        book.keep_backups(most=book.whole.size)
    assert len(list((folder / "backups").glob("*.db"))) == 1
