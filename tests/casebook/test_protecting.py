"""A case is protected wholly or not at all; afterwards nothing readable is left in its folder, and all comes back."""

from datetime import date
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.journal import Journal
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.protecting import protect, unprotect
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaseInUse, CaseLocked, DiskFull
from caregiver_app.progress import Cancelled
from caregiver_app.store.backup import back_up
from caregiver_app.ui.drafts import Drafts
from cases import new_case
from protected import keys, protection
from readable import WORDS, readable_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plain case full of words that stand nowhere by chance, with backups, drafts and a half-finished adding."""
    folder = new_case(tmp_path / "case")
    papers = tmp_path / "papers"
    papers.mkdir()
    for number, word in enumerate(WORDS):
        (papers / f"{number}.txt").write_text(word * 500, encoding="utf-8")
    with Casebook.open(folder) as book:
        list_files(book, keep_files(book.originals, sorted(papers.iterdir())))
        with book.step("Add") as tx:
            tx.put(Note(title=WORDS[0], note=" ".join(WORDS)))
        back_up(book._store._raw, folder, None, date(2026, 11, 29))
        with book.step("Add") as tx:
            tx.put(removed := Note(title=WORDS[1]))
        with book.step("Remove") as tx:
            tx.remove(removed)
        Drafts(folder / "drafts").keep("note", {"title": WORDS[2]})
        journal = Journal(folder)
        journal.begin((papers / WORDS[0],))
        journal.leave()
    return folder


def contents(folder: Path, given=None) -> tuple[list[Record], list[str], dict[str, bytes]]:
    """The records, the steps and the papers of a case."""
    with Casebook.open(folder, given) as book:
        assert book.findings() == ()
        records = sorted(book.records(), key=lambda one: one.id)
        papers = {name: book.originals.file(name).read_bytes() for name in book.originals.fingerprints()}
        return records, [step.label for step in book.steps()], papers


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_readable_is_left_and_everything_is_there(folder: Path) -> None:
    before = contents(folder)
    assert len(readable_in(folder)) >= 6
    protect(folder, protection())
    assert readable_in(folder) == []
    with pytest.raises(CaseLocked):
        Casebook.open(folder)
    assert contents(folder, keys()) == before
    seal = keys().seal
    assert Drafts(folder / "drafts", seal).find("note") == {"title": WORDS[2]}
    assert Journal(folder, seal).unfinished().paths[0].name == WORDS[0]
    assert len(list((folder / "backups").glob("*.db"))) == 1
    assert "passphrase" in (folder / "READ ME.txt").read_text(encoding="utf-8")


def test_taking_the_passphrase_off_gives_back_what_was_there(folder: Path) -> None:
    before, drafts = contents(folder), (folder / "drafts" / "note.json").read_bytes()
    protect(folder, protection())
    unprotect(folder, keys())
    assert contents(folder) == before
    assert (folder / "drafts" / "note.json").read_bytes() == drafts
    assert not list(folder.glob("*.age"))
    assert len(readable_in(folder)) >= 6


def test_stopped_at_any_point_it_is_as_it_was(folder: Path) -> None:
    before = files_of(folder)
    points = [0]

    def count(*_told: object) -> None:
        points[0] += 1

    class Enough(Cancelled):
        pass

    total = 0
    for at in (*range(1, 6), *range(6, 1000, 7)):
        points[0] = 0

        def stop(*_told: object, at: int = at) -> None:
            count()
            if points[0] == at:
                raise Enough

        try:
            protect(folder, protection(), stop)
        except Enough:
            total += 1
            assert files_of(folder) == before
        else:
            break
    assert total > 5
    assert readable_in(folder) == []


def test_a_case_that_is_open_is_not_touched(folder: Path) -> None:
    with Casebook.open(folder), pytest.raises(CaseInUse):
        protect(folder, protection())


def test_where_there_is_no_room_for_it_twice_it_says_so_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from shutil import _ntuple_diskusage, disk_usage

    before = files_of(folder)
    usage = disk_usage(folder)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: _ntuple_diskusage(usage.total, usage.used, 1_000_000))
    with pytest.raises(DiskFull) as full:
        protect(folder, protection())
    assert "MB" in full.value.now
    assert files_of(folder) == before


def test_a_damaged_paper_goes_along_and_is_still_named(folder: Path) -> None:
    paper = next((folder / "originals").glob("??/*"))
    paper.write_bytes(paper.read_bytes()[:-1] + b"?")
    protect(folder, protection())
    with Casebook.open(folder, keys()) as book:
        assert [finding.kind for finding in book.findings()] == ["changed"]
    unprotect(folder, keys())
    assert paper.read_bytes().endswith(b"?")


def test_what_a_kill_left_between_is_finished_at_the_next_opening(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caregiver_app.store import switching

    before = contents(folder)
    moved: list[int] = []
    real = switching.move

    def dies(source: Path, target: Path) -> None:
        moved.append(1)
        if len(moved) == 3:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(switching, "move", dies)
    with pytest.raises(KeyboardInterrupt):
        protect(folder, protection())
    monkeypatch.setattr(switching, "move", real)
    assert contents(folder, keys()) == before
    assert readable_in(folder) == []
