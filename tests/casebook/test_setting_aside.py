"""Repair moves aside and never deletes; every defect a case folder can have is found, and only it."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from caregiver_app.casebook.backing_up import NoBackupFirst, back_up
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.integrity import check_case, repair_case, taken_words
from caregiver_app.domain.documents.document import Document
from caregiver_app.errors import CaregiverError
from caregiver_app.store.aside import TEXT
from caregiver_app.store.backup import listed
from caregiver_app.store.database import Store
from caregiver_app.store.keys import Keys
from caregiver_app.store.switching import ASIDE
from closed_folders import closed
from family import fixed
from whole_case import files_of, flip, whole_case

Damage = Callable[[Path, Path], None]
KEYS = Keys.new()
NOW = datetime(2026, 11, 29, 12, 0)


def letter(folder: Path) -> Path:
    """Return the file of the first document."""
    return original(folder, "file", 0)


def original(folder: Path, kind: str, number: int, keys: Keys | None = None) -> Path:
    with Store.open(folder, keys) as store:
        documents = sorted(store.read(Document), key=lambda one: one.number)
        found = [one for one in documents if (one.format == "disc") == (kind == "disc")]
        return store.originals.place(found[number].fingerprint)


def delete(_folder: Path, file: Path) -> None:
    file.unlink()


def make_unreadable(_folder: Path, file: Path) -> None:
    file.unlink()
    file.mkdir()


def flip_a_bit(_folder: Path, file: Path) -> None:
    flip(file, 77)


def cut_off(_folder: Path, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9])


def add_a_stray(folder: Path, _file: Path) -> None:
    place = folder / "originals" / "ab"
    place.mkdir(exist_ok=True)
    (place / ("ab" + "0" * 62)).write_bytes(b"of nobody")


def put_a_stray_in_the_wrong_place(folder: Path, file: Path) -> None:
    shutil.copy(file, folder / "originals" / file.name)


def cut_the_list_of_a_disc(folder: Path, _file: Path) -> None:
    cut_off(folder, original(folder, "disc", 0))


def damage_a_backup(folder: Path, _file: Path) -> None:
    flip(next((folder / "backups").glob("*.db")), 9000)


def damage_a_note(folder: Path, _file: Path) -> None:
    flip(next((folder / "about").glob("*.json")), 321)


def leave_a_note_of_nothing(folder: Path, _file: Path) -> None:
    note = next((folder / "about").glob("*.json"))
    shutil.copy(note, note.with_name(f"{fixed('nobody')}.json"))


DEFECTS: dict[str, tuple[Damage, str]] = {
    "missing": (delete, "missing"),
    "unreadable": (make_unreadable, "unreadable"),
    "checksum": (flip_a_bit, "changed"),
    "wrong size": (cut_off, "changed"),
    "orphan": (add_a_stray, "stray"),
    "orphan in the wrong place": (put_a_stray_in_the_wrong_place, "stray"),
    "list of a disc cut off": (cut_the_list_of_a_disc, "changed"),
    "backup": (damage_a_backup, "backup"),
    "note": (damage_a_note, "note"),
    "stray note": (leave_a_note_of_nothing, "note"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_defect_is_found_alone_and_is_gone_after_the_repair(tmp_path: Path, defect: str) -> None:
    folder = whole_case(tmp_path / "case")
    earlier = shutil.copytree(folder, tmp_path / "a copy from before")
    before = {file.relative_to(folder): file.read_bytes() for file in files_of(folder)}
    damage, kind = DEFECTS[defect]
    damage(folder, letter(folder))
    (found,) = check_case(folder)
    assert found.kind == kind
    repaired = repair_case(folder, earlier)
    assert repaired.findings == ()
    assert check_case(folder) == ()
    kept = {file.relative_to(folder): file.read_bytes() for file in files_of(folder)}
    assert {name: kept.get(name) for name in before if name.parts[0] == "originals"} == {
        name: body for name, body in before.items() if name.parts[0] == "originals"
    }
    if kind != "missing":
        assert repaired.place is not None
        assert set(repaired.moved) == {found.file}
        assert (repaired.place / found.file).exists()
        assert found.file in (repaired.place / TEXT).read_text(encoding="utf-8")


def test_a_document_that_names_no_file_is_found(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    with Casebook.open(folder) as book, book.step("without its file") as tx:
        tx.put(book.snapshot().documents[0].amended(fingerprint="", size=0))
    (found,) = check_case(folder)
    assert (found.kind, found.where[:5]) == ("missing", "D-001")


def test_files_that_undo_and_the_trash_need_are_no_strays(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    (tmp_path / "new.txt").write_text("a better scan")
    with Casebook.open(folder) as book:
        (kept,) = keep_files(book.originals, [tmp_path / "new.txt"]).files
        with book.step("another file") as tx:
            tx.put(book.snapshot().documents[0].amended(fingerprint=kept.fingerprint, size=kept.size))
        book.undo()
        assert book.findings() == ()
        book.redo()
        assert book.findings() == ()


def test_a_damaged_paper_that_is_added_again_is_whole_again_and_the_damaged_one_kept(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    file = letter(folder)
    good = tmp_path / "letter.txt"
    good.write_bytes(file.read_bytes())
    flip(file, 5)
    damaged = file.read_bytes()
    with Casebook.open(folder) as book:
        keep_files(book.originals, [good])
    assert check_case(folder) == ()
    assert (folder / ASIDE / "001 by a check" / file.relative_to(folder)).read_bytes() == damaged


def test_a_protected_case_is_repaired_from_a_copy_and_its_text_names_no_paper(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case", KEYS)
    earlier = shutil.copytree(folder, tmp_path / "earlier")
    flip(original(folder, "file", 0, KEYS), 3000)
    repaired = repair_case(folder, earlier, keys=KEYS)
    assert (repaired.findings, len(repaired.taken.fingerprints)) == ((), 1)
    assert repaired.place is not None
    assert "letter" not in (repaired.place / TEXT).read_text(encoding="utf-8")


@pytest.mark.parametrize("keys", [None, KEYS], ids=["plain", "protected"])
def test_good_copies_come_from_a_backup_file_too(tmp_path: Path, keys: Keys | None) -> None:
    folder = whole_case(tmp_path / "case", keys)
    with Casebook.open(folder, keys) as book:
        back_up(book.whole, tmp_path / "one.caregiver", NOW)
    flip(original(folder, "file", 0, keys), 3000)
    original(folder, "file", 1, keys).unlink()
    repaired = repair_case(folder, tmp_path / "one.caregiver", keys=keys)
    assert (repaired.findings, len(repaired.taken.fingerprints), repaired.taken.unread) == ((), 2, 0)
    assert taken_words(repaired.taken, tmp_path / "one.caregiver") == "2 good copies were taken in."


def test_what_could_not_be_read_where_good_copies_were_looked_for_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = whole_case(tmp_path / "case")
    earlier = shutil.copytree(folder, tmp_path / "earlier")
    letter(folder).unlink()
    with closed(monkeypatch, earlier / "originals"):
        repaired = repair_case(folder, earlier)
    assert [one.kind for one in repaired.findings] == ["missing"]
    said = taken_words(repaired.taken, earlier)
    assert said.startswith("No good copy of what is missing or damaged is in “earlier”.")
    assert said.endswith("1 file or folder there could not be read.")


def test_a_place_for_good_copies_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    letter(folder).unlink()
    with pytest.raises(CaregiverError, match="is not there"):
        repair_case(folder, tmp_path / "stick")


def test_a_repair_keeps_a_backup_of_the_records_first_and_stops_where_it_cannot(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    kept = len(listed(folder))
    assert repair_case(folder).findings == ()
    assert len(listed(folder)) == kept  # there was nothing to repair
    flip(letter(folder), 5)
    damaged = letter(folder).read_bytes()
    shutil.move(folder / "backups", tmp_path / "backups")
    (folder / "backups").write_text("in the way")
    with pytest.raises(NoBackupFirst) as told:
        repair_case(folder)
    assert "“backups”" in told.value.happened
    assert letter(folder).read_bytes() == damaged
    assert repair_case(folder, with_backup=False).moved == (letter(folder).relative_to(folder).as_posix(),)
    (folder / "backups").unlink()
    flip(original(folder, "file", 1), 5)
    repair_case(folder)
    assert len(listed(folder)) == 1
