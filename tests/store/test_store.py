"""What is written is whole, locked, undoable and readable again; what cannot be read is left alone."""

import errno
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import new_class
from uuid import UUID

import pytest
from sqlalchemy import Integer, Table
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable
from sqlcipher3 import dbapi2
from sqlmodel import Field, SQLModel

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Person
from caregiver_app.domain.timeline import records
from caregiver_app.errors import CaseDamaged, CaseInUse, CaseMissing, CaseTooNew, HistoryConflict
from caregiver_app.store import schema, steps
from caregiver_app.store.database import Store
from caregiver_app.store.migrations import NEWEST
from caregiver_app.store.tables import RECORDS, table_of
from family import PERSON, case
from runs import tries


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "Ana Novak"
    Store.create(place, PERSON)
    return place


def die(store: Store) -> None:
    """End as a killed program does: everything closed, nothing written."""
    store._connection.close()
    store._raw.close()
    store._lock._file.close()


def test_a_new_case_is_a_folder_that_explains_itself(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        "about",
        "case.db",
        "case.db.sha256",
        "originals",
        "READ ME.txt",
    }
    assert "SQLite" in (folder / "READ ME.txt").read_text(encoding="utf-8")
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_the_file_opens_in_any_sqlite_program(folder: Path) -> None:
    with sqlite3.connect(folder / "case.db") as plain:
        assert plain.execute("SELECT name, born FROM person").fetchall() == [("Ana Novak", "1971-02-03")]
    plain.close()


def test_many_new_records_are_written_at_once_and_undone_as_one_step(folder: Path) -> None:
    notes = [records.Note(title=f"note {number}") for number in range(300)]
    labs = [records.Lab(test="LDH", value=str(number)) for number in range(300)]
    with Store.open(folder) as store:
        with store.writing("many", "2026-01-01T10:00:00") as tx:
            tx.add([*notes, *labs])
        assert set(store.read(records.Note)) == set(notes)
        assert set(store.read(records.Lab)) == set(labs)
        number, label = store.steps.to_undo() or (0, "")
        assert label == "many"
        store.replay(number, backwards=True)
        assert store.read(records.Note) == store.read(records.Lab) == ()


def test_a_record_that_is_there_already_is_not_added_again(folder: Path) -> None:
    note = records.Note(title="once")
    with Store.open(folder) as store:
        with store.writing("first", "2026-01-01T10:00:00") as tx:
            tx.add([note])
        with pytest.raises(IntegrityError), store.writing("again", "2026-01-01T10:00:00") as tx:
            tx.add([records.Note(title="new"), note])
        assert store.read(records.Note) == (note,)


def test_every_kind_of_record_comes_back_equal(folder: Path) -> None:
    whole = case()
    kinds = [kind() if kind is None else kind for kind in RECORDS.values()]
    with Store.open(folder) as store:
        with store.writing("all", "2026-01-01T10:00:00") as tx:
            for record in (*whole.documents, *whole.contacts, *whole.entries):
                tx.put(record)
        kept = {record for kind in kinds for record in store.read(kind)}
    assert kept == {PERSON, *whole.documents, *whole.contacts, *whole.entries}


def test_safety_settings_are_read_back_from_the_open_file(folder: Path) -> None:
    connection, read_only = schema.open_case(folder / "case.db")
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "locking_mode", "trusted_schema")
    }
    connection.close()
    assert not read_only
    assert found == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
        "locking_mode": "exclusive",
        "trusted_schema": 0,
    }


def test_an_exception_inside_a_step_leaves_nothing_of_it(folder: Path) -> None:
    with Store.open(folder) as store:
        with pytest.raises(KeyError), store.writing("half", "now") as tx:
            tx.put(records.Scan(modality="PET-CT"))
            raise KeyError("in the middle")
        assert store.read(records.Scan) == ()
        assert store.steps.to_undo() is None


def test_an_interrupt_that_closes_the_connection_is_passed_on_and_nothing_is_half_written(folder: Path) -> None:
    store = Store.open(folder)
    with pytest.raises(KeyboardInterrupt), store.writing("half", "now") as tx:
        tx.put(records.Scan(modality="PET-CT"))
        die(store)
        raise KeyboardInterrupt
    with Store.open(folder) as again:
        assert again.read(records.Scan) == ()


def test_a_step_that_changes_nothing_leaves_no_trace(folder: Path) -> None:
    with Store.open(folder) as store:
        with store.writing("nothing", "now") as tx:
            tx.put(store.read(Person)[0])
        assert store.steps.to_undo() is None


def test_undo_and_redo_work_after_a_restart(folder: Path) -> None:
    scan = records.Scan(modality="PET-CT", date="2023-05")
    with Store.open(folder) as store, store.writing("Add scan", "now") as tx:
        tx.put(scan)
    with Store.open(folder) as store:
        number, label = store.steps.to_undo() or (0, "")
        assert label == "Add scan"
        store.replay(number, backwards=True)
        assert store.read(records.Scan) == ()
    with Store.open(folder) as store:
        number, label = store.steps.to_redo() or (0, "")
        store.replay(number, backwards=False)
        assert store.read(records.Scan) == (scan,)


def test_undo_refuses_when_the_record_is_not_what_the_step_left(folder: Path) -> None:
    scan = records.Scan(modality="PET-CT")
    with Store.open(folder) as store, store.writing("Add scan", "now") as tx:
        tx.put(scan)
    with sqlite3.connect(folder / "case.db") as elsewhere:
        elsewhere.execute("UPDATE scan SET modality = 'MRI'")
    elsewhere.close()
    with Store.open(folder) as store:
        with pytest.raises(HistoryConflict):
            store.replay(1, backwards=True)
        assert [entry.modality for entry in store.read(records.Scan)] == ["MRI"]


def test_history_is_bounded_and_never_forgets_the_last_of_a_removed_record(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "KEEP", 5)
    removed = records.Note(title="the only copy")
    with Store.open(folder) as store:
        for step in ("put", "remove"):
            with store.writing(step, "now") as tx:
                getattr(tx, step)(removed)
        for number in range(20):
            with store.writing(f"step {number}", "now") as tx:
                tx.put(records.Note(title=str(number)))
        undone = 0
        while (found := store.steps.to_undo()) is not None:
            store.replay(found[0], backwards=True)
            undone += 1
        assert undone == 5
        assert removed in [gone.record for gone in store.steps.removed()]


def test_what_was_undone_and_written_over_can_still_be_found(folder: Path) -> None:
    undone = records.Note(title="typed, undone, then something else typed")
    with Store.open(folder) as store:
        with store.writing("one", "now") as tx:
            tx.put(undone)
        store.replay(1, backwards=True)
        with store.writing("two", "now") as tx:
            tx.put(records.Note(title="else"))
        assert store.steps.to_redo() is None
        assert [gone.record for gone in store.steps.removed()] == [undone]


def test_versions_of_a_record_are_kept_in_order(folder: Path) -> None:
    note = records.Note(title="first")
    with Store.open(folder) as store:
        for version in (note, note.amended(title="second")):
            with store.writing(version.title, "now") as tx:
                tx.put(version)
        with store.writing("gone", "now") as tx:
            tx.remove(note)
        found = [(version.label, version.record) for version in store.steps.versions(note.id)]
    assert found == [("first", note), ("second", note.amended(title="second")), ("gone", None)]


def test_numbers_are_not_given_twice_even_after_undo(folder: Path) -> None:
    with Store.open(folder) as store:
        with store.writing("one", "now") as tx:
            tx.put(Document(number=tx.next_number("document"), title="a"))
        store.replay(1, backwards=True)
        with store.writing("two", "now") as tx:
            assert tx.next_number("document") == 2


def test_closing_on_a_full_disk_loses_nothing_but_the_seal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fired = []

    def full(*_arguments: object) -> None:
        fired.append(True)
        raise OSError(errno.ENOSPC, "No space left on device")

    store = Store.open(folder)
    with store.writing("note", "now") as tx:
        tx.put(records.Note(title="kept"))
    monkeypatch.setattr(os, "replace", full)
    store.close()
    monkeypatch.undo()
    assert fired
    with Store.open(folder) as again:
        assert not again.doubts
        assert [note.title for note in again.read(records.Note)] == ["kept"]


OPEN = "import sys, pathlib; from caregiver_app.store.database import Store; Store.open(pathlib.Path(sys.argv[1]))"


def opened_elsewhere(folder: Path) -> str:
    """Try to open a case from another process; return the last line it said."""
    tried = subprocess.run([sys.executable, "-c", OPEN, folder], capture_output=True, text=True, check=False)
    return (tried.stderr.strip().splitlines() or [""])[-1]


@pytest.mark.parametrize("what", ["deleted", "moved"])
def test_a_folder_that_went_away_takes_no_change_and_says_so(folder: Path, tmp_path: Path, what: str) -> None:
    store = Store.open(folder)
    with store.writing("before", "now") as tx:
        tx.put(records.Note(title="kept"))
    if what == "moved":
        folder.rename(tmp_path / "elsewhere")
    else:
        shutil.rmtree(folder)
    with pytest.raises(CaseMissing, match="no longer where it was"), store.writing("after", "now") as tx:
        tx.put(records.Note(title="would be lost"))
    store.close()
    if what == "moved":
        with Store.open(tmp_path / "elsewhere") as again:
            assert [note.title for note in again.read(records.Note)] == ["kept"]


def test_a_case_opened_twice_is_refused_in_a_plain_sentence(folder: Path) -> None:
    with Store.open(folder):
        with pytest.raises(CaseInUse, match="open in another window"):
            Store.open(folder)
        assert "CaseInUse" in opened_elsewhere(folder)
    assert opened_elsewhere(folder) == ""
    Store.open(folder).close()


@pytest.mark.thorough
def test_two_programs_that_start_at_once_never_both_have_the_case(folder: Path) -> None:
    hold = f"{OPEN}; print('mine', flush=True); sys.stdin.read()"
    for _round in range(tries(4, least=1)):
        racing = [
            subprocess.Popen(
                [sys.executable, "-c", hold, folder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            for _racer in range(3)
        ]
        said = [racer.stdout.readline() for racer in racing if racer.stdout]
        assert said.count("mine\n") == 1
        for racer in racing:
            racer.kill()
            racer.communicate()


def test_damage_after_closing_is_noticed(folder: Path) -> None:
    body = bytearray((folder / "case.db").read_bytes())
    body[len(body) // 2] ^= 1
    (folder / "case.db").write_bytes(body)
    with Store.open(folder) as store:
        assert store.doubts == ("case.db",)


def test_a_crash_leaves_no_false_alarm(folder: Path) -> None:
    store = Store.open(folder)
    assert not (folder / "case.db.sha256").exists()
    die(store)
    with Store.open(folder) as again:
        assert not again.doubts


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"%PDF-1.4 not a case",
        bytes(4096),
        b"SQLite format 3\x00" + bytes(200),
        b"SQLite format 3\x00" + b"x" * 8192,
    ],
    ids=["empty", "text", "pdf", "zeros", "header only", "header and rubbish"],
)
def test_a_file_that_is_no_case_is_left_byte_for_byte(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "case.db").write_bytes(body)
    with pytest.raises(CaseDamaged):
        Store.open(tmp_path)
    assert (tmp_path / "case.db").read_bytes() == body


def test_another_programs_sqlite_file_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "case.db") as other:
        other.execute("CREATE TABLE x (y)")
    other.close()
    before = (tmp_path / "case.db").read_bytes()
    with pytest.raises(CaseDamaged):
        Store.open(tmp_path)
    assert (tmp_path / "case.db").read_bytes() == before


def test_a_truncated_case_is_named_as_damaged_and_kept(folder: Path) -> None:
    half = (folder / "case.db").read_bytes()[: 4096 * 3]
    (folder / "case.db").write_bytes(half)
    with pytest.raises(CaseDamaged), Store.open(folder) as store:
        store.read(Person)
    assert (folder / "case.db").read_bytes() == half


def test_a_newer_case_is_refused_and_left_byte_for_byte(folder: Path) -> None:
    with sqlite3.connect(folder / "case.db") as newer:
        newer.execute(f"PRAGMA user_version = {NEWEST + 1}")
    newer.close()
    before = hashlib.sha256((folder / "case.db").read_bytes()).digest()
    with pytest.raises(CaseTooNew, match="newer version"):
        Store.open(folder)
    assert hashlib.sha256((folder / "case.db").read_bytes()).digest() == before


def test_a_folder_without_a_case_says_so(tmp_path: Path) -> None:
    with pytest.raises(CaseMissing):
        Store.open(tmp_path / "nowhere")


def test_migrations_and_tables_describe_the_same_columns(folder: Path) -> None:
    connection, _read_only = schema.open_case(folder / "case.db")
    for name, record in RECORDS.items():
        made = {
            row[1]: (row[2], bool(row[3]), bool(row[5])) for row in connection.execute(f'PRAGMA table_info("{name}")')
        }
        described = {
            column.name: (
                "INTEGER" if isinstance(column.type, Integer) or str(column.type) == "BOOLEAN" else "TEXT",
                not column.nullable,
                column.primary_key,
            )
            for column in table_of(record).columns
        }
        assert made == described, name
    connection.close()


def test_a_table_is_to_the_letter_what_sqlmodel_makes_of_its_records() -> None:
    class Row(SQLModel):
        model_config = {"frozen": False}

        id: UUID = Field(primary_key=True)

    for name, kind in RECORDS.items():
        names = {"__tablename__": name, "__module__": __name__}
        row = new_class(kind.__name__, (Row, kind), {"table": True}, lambda body, names=names: body.update(names))
        assert _created(table_of(kind)) == _created(SQLModel.metadata.tables[row.__tablename__])


def _created(table: Table) -> str:
    return str(CreateTable(table).compile(dialect=dialect()))


@pytest.mark.parametrize(
    "database", sorted((Path(__file__).parents[1] / "databases").glob("v*.db")), ids=lambda p: p.stem
)
def test_every_released_version_of_the_file_still_opens(database: Path, tmp_path: Path) -> None:
    shutil.copy(database, tmp_path / "case.db")
    (tmp_path / "originals").mkdir()
    with Store.open(tmp_path) as store:
        assert [person.name for person in store.read(Person)] == ["Ana Novak"]
        assert set(case().entries) == {entry for kind in RECORDS.values() for entry in store.read(kind)} & set(
            case().entries
        )
        assert store.steps.to_undo() is not None
        assert store.faults() == ()


def test_an_upgrade_that_stops_half_way_leaves_the_old_case_and_a_backup(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "NEWEST", NEWEST + 1)
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "CREATE TABLE extra (x);\nSELECT no_such_function()"))
    with pytest.raises(dbapi2.OperationalError):
        Store.open(folder)
    monkeypatch.undo()
    with Store.open(folder) as store:
        assert store.read(Person) == (PERSON,)
    with sqlite3.connect(folder / "case.db") as plain:
        assert plain.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone() == (0,)
    plain.close()
    (backup,) = (folder / "backups").glob("case-*.db")
    with sqlite3.connect(backup) as copy:
        assert copy.execute("SELECT name FROM person").fetchone() == ("Ana Novak",)
    copy.close()
