"""What is left of a lost case file is told beforehand, exactly as it then comes back; and making it anew is undone."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.integrity import check_case
from caregiver_app.casebook.rebuilding import (
    NoGoodBackup,
    NothingRebuilt,
    is_lost,
    look_at_remains,
    rebuild_case,
    undo_rebuild,
)
from caregiver_app.casebook.rebuilding_words import from_backup, from_everything, made_words, what_happened
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaregiverError, CaseDamaged, CaseMissing, CaseTooNew
from caregiver_app.progress import Cancelled
from caregiver_app.store.backup import keep_copy, listed
from caregiver_app.store.keys import Keys
from caregiver_app.store.remains import KeysGone
from whole_case import files_of, flip, whole_case

KEYS = Keys.new()
DAY = date(2026, 11, 21)


def lose(folder: Path) -> bytes:
    """Overwrite the case file with what is none, and return what."""
    rubbish = bytes(range(256)) * 64
    (folder / "case.db").write_bytes(rubbish)
    return rubbish


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files_of(folder)}


def with_more(folder: Path, tmp_path: Path, keys: Keys | None = None) -> Path:
    """Add a paper, a title and an entry after the last backup was made, and lay a paper down without a note."""
    with Casebook.open(folder, keys) as book:
        keep_copy(book.whole, DAY)
    (tmp_path / "late.txt").write_text("a late letter")
    with Casebook.open(folder, keys) as book:
        list_files(book, keep_files(book.originals, [tmp_path / "late.txt"]))
        with book.step("Another title") as tx:
            tx.put(book.snapshot().documents[0].amended(title="another title"))
            tx.put(Note(title="written late"))
        (tmp_path / "stray.txt").write_text("of nobody")
        keep_files(book.originals, [tmp_path / "stray.txt"])
    return folder


@pytest.mark.parametrize("keys", [None, KEYS], ids=["plain", "protected"])
def test_what_is_told_beforehand_is_what_comes_back(tmp_path: Path, keys: Keys | None) -> None:
    folder = with_more(whole_case(tmp_path / "case", keys), tmp_path, keys)
    rubbish = lose(folder)
    before = bytes_of(folder)
    remains = look_at_remains(folder, keys)
    assert bytes_of(folder) == before
    assert remains.backup is not None
    held = remains.backup
    assert (remains.state, held.day, held.entries, held.documents, remains.damaged) == ("damaged", DAY, 9, 5, 0)
    assert (remains.added, remains.changed, remains.unnamed, remains.unlisted) == (1, 1, 1, 2)

    alone = shutil.copytree(folder, tmp_path / "alone")
    made = rebuild_case(alone, keys, with_papers=False)
    with Casebook.open(alone, keys) as book:
        assert (len(book.snapshot().entries), len(book.snapshot().documents)) == (held.entries, held.documents)
    assert sum(one.kind == "stray" for one in check_case(alone, keys=keys)) == remains.unlisted
    assert made.aside is not None
    assert (made.aside / "case.db").read_bytes() == rubbish

    made = rebuild_case(folder, keys)
    with Casebook.open(folder, keys) as book:
        documents = book.snapshot().documents
        assert len(documents) == held.documents + remains.added + remains.unnamed
        assert sum(one.in_inbox and one.title.startswith("Paper without a name") for one in documents) == 1
        assert "another title" in [one.title for one in documents]
        assert "written late" not in [getattr(one, "title", "") for one in book.snapshot().entries]
    assert check_case(folder, keys=keys) == ()


def test_it_is_said_in_words_what_each_way_brings_and_what_not(tmp_path: Path) -> None:
    folder = with_more(whole_case(tmp_path / "case"), tmp_path)
    lose(folder)
    remains = look_at_remains(folder)
    assert what_happened(remains).startswith("The case file cannot be read")
    alone, together = from_backup(remains), from_everything(remains)
    held = "The case as it was on 21 November 2026, with its history: 9 entries of the timeline and 5 documents."
    assert alone.brings == (held,)
    assert alone.lacks[1].startswith("2 papers that are not in the copy.")
    assert together.brings[0] == alone.brings[0]
    assert [one.split(" ", 2)[:2] for one in together.brings[1:]] == [
        ["1", "document"],
        ["1", "document"],
        ["1", "paper"],
    ]
    assert "was set" not in " ".join(together.lacks)
    assert "entries, questions, appointments" in together.lacks[0]
    said = made_words(rebuild_case(folder))
    assert "“set aside" in said[-1].replace(str(folder) + "/", "")


def test_a_damaged_copy_is_passed_over_and_counted(tmp_path: Path) -> None:
    folder = with_more(whole_case(tmp_path / "case"), tmp_path)
    newest, older = listed(folder)
    flip(newest.path, 9000)
    (folder / "case.db").unlink()
    remains = look_at_remains(folder)
    assert (remains.state, remains.damaged) == ("gone", 1)
    assert remains.backup is not None
    assert remains.backup.name == older.path.name
    assert "1 newer copy there is damaged" in from_backup(remains).lacks[-1]
    assert rebuild_case(folder).base == older.path.name


def test_a_copy_with_a_record_nobody_can_read_is_no_good_copy(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    with Casebook.open(folder) as book:
        book._store._raw.execute("UPDATE note SET title = ''")
        keep_copy(book.whole, DAY)
    lose(folder)
    remains = look_at_remains(folder)
    assert remains.damaged == 1
    rebuild_case(folder)
    with Casebook.open(folder) as book:
        assert len(book.snapshot().entries) == 9


def test_without_a_backup_the_notes_and_papers_are_all_there_is(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    shutil.rmtree(folder / "backups")
    (folder / "case.db").write_bytes(b"")
    remains = look_at_remains(folder)
    assert (remains.state, remains.backup) == ("empty", None)
    assert not from_backup(remains).is_open
    assert from_everything(remains).is_open
    before = bytes_of(folder)
    with pytest.raises(NoGoodBackup):
        rebuild_case(folder, with_papers=False)
    assert bytes_of(folder) == before
    assert rebuild_case(folder).documents == remains.added


@pytest.mark.parametrize("keys", [None, KEYS], ids=["plain", "protected"])
@pytest.mark.parametrize("state", ["gone", "damaged"])
@pytest.mark.parametrize("with_papers", [True, False], ids=["all", "only the backup"])
def test_making_it_anew_is_undone_and_done_again(
    tmp_path: Path, keys: Keys | None, state: str, with_papers: bool
) -> None:
    folder = with_more(whole_case(tmp_path / "case", keys), tmp_path, keys)
    lose(folder) if state == "damaged" else (folder / "case.db").unlink()
    before = bytes_of(folder)
    rebuild_case(folder, keys, with_papers=with_papers)
    with Casebook.open(folder, keys) as book, book.step("later") as tx:
        tx.put(Note(title="written after it"))
    anew = (folder / "case.db").read_bytes()
    aside = undo_rebuild(folder)
    assert {name: body for name, body in bytes_of(folder).items() if not name.startswith("set aside/")} == before
    assert (aside / "case.db").read_bytes() == anew
    undo_rebuild(folder)
    assert (folder / "case.db").read_bytes() == anew
    with pytest.raises(NothingRebuilt):
        undo_rebuild(whole_case(tmp_path / "sound"))


def test_no_number_of_a_change_comes_twice(tmp_path: Path) -> None:
    folder = with_more(whole_case(tmp_path / "case"), tmp_path)
    with Casebook.open(folder) as book:
        keep_copy(book.whole, DAY)
        last = book.whole.change
    flip(listed(folder)[0].path, 9000)
    lose(folder)
    rebuild_case(folder, with_papers=False)
    with Casebook.open(folder) as book:
        assert book.whole.change > last


def test_a_stop_leaves_everything_as_it_was(tmp_path: Path) -> None:
    folder = with_more(whole_case(tmp_path / "case"), tmp_path)
    lose(folder)
    before = bytes_of(folder)
    calls = 0

    def counted(_done: int, _total: int, _what: str) -> None:
        nonlocal calls
        calls += 1

    rebuild_case(shutil.copytree(folder, tmp_path / "other"), progress=counted)
    assert calls >= 6
    for stop in range(1, calls + 1):
        calls = 0

        def stopping(_done: int, _total: int, _what: str, stop: int = stop) -> None:
            nonlocal calls
            calls += 1
            if calls == stop:
                raise Cancelled

        with pytest.raises(Cancelled):
            rebuild_case(folder, progress=stopping)
        assert bytes_of(folder) == before


def test_a_locked_case_without_its_keys_is_not_made_anew_from_what_nobody_can_read(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case", KEYS)
    for name in ("passphrase.age", "recovery.age"):
        (folder / name).unlink()
    before = bytes_of(folder)
    with pytest.raises(KeysGone):
        look_at_remains(folder)
    with pytest.raises(KeysGone):
        rebuild_case(folder)
    (folder / "case.db").unlink()
    shutil.rmtree(folder / "about")
    with pytest.raises(KeysGone):
        rebuild_case(folder)
    shutil.rmtree(folder / "backups")
    with pytest.raises(KeysGone):
        rebuild_case(folder)
    assert {name: body for name, body in before.items() if name.startswith("originals/")}.items() <= bytes_of(
        folder
    ).items()


def test_a_copy_of_a_newer_program_is_refused_and_no_older_one_taken_in_its_place(tmp_path: Path) -> None:
    folder = with_more(whole_case(tmp_path / "case"), tmp_path)
    with Casebook.open(folder) as book:
        book._store._raw.execute("PRAGMA user_version = 9999")
        keep_copy(book.whole, DAY)
    before = bytes_of(folder)
    with pytest.raises(CaseTooNew):
        look_at_remains(folder)
    lose(folder)
    with pytest.raises(CaseTooNew):
        look_at_remains(folder)
    with pytest.raises(CaseTooNew):
        rebuild_case(folder)
    assert {**bytes_of(folder), "case.db": before["case.db"]} == before


def test_a_folder_with_nothing_of_a_case_is_no_lost_case(tmp_path: Path) -> None:
    missing, damaged = (
        kind("It is so.", safe="Nothing was changed.", now="Look again.") for kind in (CaseMissing, CaseDamaged)
    )
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "holiday.db").write_bytes(b"x")
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / "photo.jpg").write_bytes(b"x")
    assert not is_lost(tmp_path, missing)
    with pytest.raises(CaseMissing):
        rebuild_case(tmp_path)
    assert is_lost(tmp_path, damaged)
    assert not is_lost(tmp_path, CaregiverError("It is so.", safe="Nothing was changed.", now="Look again."))
    assert is_lost(whole_case(tmp_path / "case"), missing)
