"""When the case file is gone or damaged it is made anew, and what was there is kept."""

import hashlib
import shutil
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.integrity import check_case
from caregiver_app.casebook.rebuilding import rebuild_case
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaregiverError
from caregiver_app.store.database import Store
from caregiver_app.store.keys import Keys
from cases import new_case
from whole_case import files_of, whole_case

KEYS = Keys.new()


def documents(folder: Path, keys: Keys | None = None) -> list[object]:
    with Casebook.open(folder, keys) as book:
        return sorted(book.snapshot().documents, key=lambda one: one.number)


def papers(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files_of(folder / "originals")
    }


@pytest.mark.parametrize("keys", [None, KEYS], ids=["plain", "protected"])
@pytest.mark.parametrize("with_backup", [True, False], ids=["with a backup", "from the notes"])
@pytest.mark.parametrize("state", ["gone", "damaged"])
def test_every_paper_and_its_title_comes_back(tmp_path: Path, keys: Keys | None, with_backup: bool, state: str) -> None:
    folder = whole_case(tmp_path / "case", keys)
    before, bytes_before = documents(folder, keys), papers(folder)
    damaged = b"SQLite format 3\x00" + b"rubbish" * 900
    (folder / "case.db").unlink()
    if state == "damaged":
        (folder / "case.db").write_bytes(damaged if keys is None else damaged[::-1])
    made = rebuild_case(folder, keys, with_backup=with_backup)
    assert (made.documents, made.unnamed, bool(made.base)) == (len(before), 0, with_backup)
    assert documents(folder, keys) == before
    assert papers(folder) == bytes_before
    with Casebook.open(folder, keys) as book:
        assert book.snapshot().person.name == "Ana Novak"
        assert len(book.snapshot().entries) == (9 if with_backup else 0)
    assert [one for one in check_case(folder, keys=keys) if one.is_harm] == []
    if state == "damaged":
        assert made.aside is not None
        assert (made.aside / "case.db").read_bytes() in (damaged, damaged[::-1])


def test_papers_without_a_note_wait_in_the_inbox(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    bytes_before = papers(folder)
    shutil.rmtree(folder / "about")
    (folder / "case.db").unlink()
    made = rebuild_case(folder, with_backup=False)
    assert made.unnamed == len(bytes_before)
    assert papers(folder) == bytes_before
    assert all(one.in_inbox for one in documents(folder))


def test_a_case_that_can_be_opened_is_not_rebuilt(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    with pytest.raises(CaregiverError, match="can be read"):
        rebuild_case(folder)
    with pytest.raises(CaregiverError, match="no case"):
        rebuild_case(tmp_path)


def test_what_was_removed_stays_removed_and_comes_back_from_the_trash(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    (folder / "case.db").unlink()
    rebuild_case(folder, with_backup=False)
    with Casebook.open(folder) as book:
        assert [one.record.title for one in book.trash()] == ["bill"]


def test_a_note_follows_each_change_undo_and_redo(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    with Store.open(folder) as store:
        first = min(store.read(type(documents_of(store)[0])), key=lambda one: one.number)
        with store.writing("title", "now") as tx:
            tx.put(first.amended(title="another title"))
        note = store.sidecars.read(store.sidecars.place(first.id))
        assert note is not None
        assert note.record == first.amended(title="another title")
        store.replay(store.steps.to_undo()[0], backwards=True)
        note = store.sidecars.read(store.sidecars.place(first.id))
        assert note is not None
        assert note.record == first


def documents_of(store: Store) -> tuple[object, ...]:
    from caregiver_app.domain.documents.document import Document

    return store.read(Document)


def test_a_note_that_cannot_be_written_harms_no_save_and_is_caught_up(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    shutil.rmtree(folder / "about")
    (folder / "about").write_text("in the way")
    with Casebook.open(folder) as book, book.step("rename") as tx:
        tx.put(book.snapshot().documents[0].amended(title="saved all the same"))
        tx.put(Note(title="kept"))
    (folder / "about").unlink()
    Store.open(folder).close()
    with Store.open(folder) as store:
        assert len(store.sidecars.all()) == len(documents_of(store)) + 1
        assert "saved all the same" in {getattr(note.record, "title", "") for note in store.sidecars.all()}


def test_a_step_with_many_papers_does_not_wait_for_their_notes_and_none_is_forgotten(tmp_path: Path) -> None:
    folder = new_case(tmp_path / "case")
    with Casebook.open(folder) as book:
        before = len(list((folder / "about").iterdir()))
        with book.step("Add many") as tx:
            tx.add([Document(number=tx.next_number("document"), title=f"Letter {n}") for n in range(150)])
        at_once = len(list((folder / "about").iterdir())) - before
        assert 0 < at_once < 150
        assert [finding for finding in book.findings() if finding.kind != "missing"] == []
        with book.step("Add many") as tx:
            tx.add([Document(number=tx.next_number("document"), title=f"Report {n}") for n in range(150)])
    assert len(list((folder / "about").iterdir())) - before == 300
