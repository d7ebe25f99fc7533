"""A case is worked on while its files are read: what changes meanwhile is never told as damage."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files, remove_documents
from caregiver_app.casebook.integrity import Checked, ToCheck, as_it_is_now, check
from caregiver_app.casebook.read_lately import Progressed, keep, progressed
from caregiver_app.casebook.rereading import DAYS, read_on
from caregiver_app.progress import Progress
from caregiver_app.store import backup
from caregiver_app.store.keys import PASSPHRASE_FILE, Keys
from caregiver_app.store.rereading import Pieces
from whole_case import whole_case

KEYS = Keys.new()


@pytest.fixture(params=[None, KEYS], ids=["plain", "protected"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Casebook]:
    """A whole case that is open, without a passphrase and with one."""
    with Casebook.open(whole_case(tmp_path / "case", request.param), request.param) as opened:
        yield opened


def _changes_a_title(book: Casebook) -> None:
    with book.step("change") as tx:
        tx.put(book.snapshot().documents[0].amended(title="changed while it was checked"))


def _removes_a_paper(book: Casebook) -> None:
    remove_documents(book, book.snapshot().documents[:1])


def _brings_one_back(book: Casebook) -> None:
    book.undo()


def _adds_a_paper(book: Casebook) -> None:
    place = book.folder.parent / "late.txt"
    place.write_text("late", encoding="utf-8")
    list_files(book, keep_files(book.originals, [place]))


def _makes_a_backup_that_thins_the_others(book: Casebook) -> None:
    for _number in range(12):
        _changes_a_title(book)
        backup.keep_copy(book.whole, date(2026, 11, 21))
        backup.take_out(book.folder, backup.listed(book.folder)[1:])


MEANWHILE = (
    _changes_a_title, _removes_a_paper, _brings_one_back, _adds_a_paper, _makes_a_backup_that_thins_the_others,
)  # fmt: skip


def once(act: Callable[[], object], at: str) -> Progress:
    """Return a progress that acts as soon as it hears of `at`."""
    done: list[str] = []

    def progress(_done: int, _total: int, what: str) -> None:
        if not done and what.startswith(at):
            done.append(what)
            act()

    return progress


@pytest.mark.parametrize("meanwhile", MEANWHILE, ids=lambda act: act.__name__.strip("_"))
def test_what_changes_while_a_check_is_under_way_is_no_finding(
    book: Casebook, meanwhile: Callable[[Casebook], None]
) -> None:
    before = book.whole.change
    checked = check(ToCheck.of(book), once(lambda: meanwhile(book), "D-"))
    assert book.whole.change != before
    assert as_it_is_now(checked, book).findings == ()


def test_a_note_that_is_damaged_is_told_whatever_changes_meanwhile(book: Casebook) -> None:
    first, second = book.snapshot().documents[:2]
    note = book.folder / "about" / f"{second.id}.json"
    note.write_bytes(note.read_bytes()[:-20])

    def meanwhile() -> None:
        with book.step("change") as tx:
            tx.put(first.amended(title="changed while it was checked"))

    checked = as_it_is_now(check(ToCheck.of(book), once(meanwhile, "D-")), book)
    assert [(one.kind, one.where) for one in checked.findings] == [("note", f"about/{second.id}.json")]


@pytest.mark.parametrize("book", [KEYS], ids=["protected"], indirect=True)
def test_a_file_of_keys_that_was_being_written_is_no_finding_once_it_is(book: Casebook) -> None:
    place = book.folder / PASSPHRASE_FILE
    whole = place.read_bytes()
    checked = check(ToCheck.of(book), once(lambda: place.write_bytes(whole[:-3]), "D-"))
    assert [one.where for one in as_it_is_now(checked, book).findings] == [PASSPHRASE_FILE]
    place.write_bytes(whole)
    assert as_it_is_now(checked, book).findings == ()


def test_a_backup_that_was_thinned_since_the_list_was_made_is_no_finding_of_idle_reading(book: Casebook) -> None:
    known = read_on(ToCheck.of(book), Progressed(), date(2026, 11, 1)).pieces
    assert any(piece.name.startswith("backups/") for piece in known.all)
    backup.take_out(book.folder, backup.listed(book.folder))
    assert _read_all(book, known) == []


def _read_all(book: Casebook, known: Pieces | None) -> list[str]:
    """Read a whole round and return the kinds of what was found."""
    keep(book, Progressed(day="2026-11-01"))
    today = date(2026, 11, 1 + DAYS)
    found: list[str] = []
    while not progressed(book).is_done_for(today):
        read = read_on(ToCheck.of(book), progressed(book), today, known)
        keep(book, read.progressed)
        known = read.pieces
        found += [one.kind for one in read.findings]
    return found


@pytest.mark.parametrize("how", ["flipped", "says something else", "of nothing"])
def test_a_note_that_is_not_as_it_was_written_is_found_by_idle_reading(book: Casebook, how: str) -> None:
    documents = book.snapshot().documents
    first, second = (book.folder / "about" / f"{one.id}.json" for one in documents[:2])
    match how:
        case "flipped":
            body = bytearray(first.read_bytes())
            body[len(body) // 2] ^= 1
            first.write_bytes(body)
        case "says something else":
            old = first.read_bytes()
            _changes_a_title(book)
            first.write_bytes(old)
        case _:
            first.rename(first.with_name("00000000-0000-4000-8000-000000000000.json"))
    assert _read_all(book, None) == ["note"]
    book.mend_notes()
    assert second.exists()


def test_notes_that_still_wait_to_be_written_are_no_finding(book: Casebook) -> None:
    place = book.folder.parent / "many"
    place.mkdir()
    for number in range(60):
        (place / f"{number}.txt").write_text(f"{number}", encoding="utf-8")
    papers = list_files(book, keep_files(book.originals, sorted(place.iterdir())))
    with book.step("change all") as tx:
        for one in papers:
            tx.put(one.amended(title=f"{one.title} again"))
    assert [*book.notes_in_parts()]  # some did wait; written now, as the window does before it reads
    assert _read_all(book, None) == []


def test_what_another_window_saved_since_is_no_finding_of_one_that_only_looks(book: Casebook) -> None:
    with Casebook.open_to_read(book.folder, book.keys) as looking:
        assert looking.read_only
        for meanwhile in MEANWHILE:
            meanwhile(book)
        assert as_it_is_now(check(ToCheck.of(looking)), looking).findings == ()
        note = book.folder / "about" / f"{book.snapshot().documents[0].id}.json"
        note.write_bytes(note.read_bytes()[:-20])
        (told,) = as_it_is_now(check(ToCheck.of(looking)), looking).findings
        assert told.file == note.relative_to(book.folder).as_posix()


def test_what_was_checked_and_is_still_so_stays(book: Casebook) -> None:
    (book.folder / "originals" / "of nobody").write_bytes(b"left over")
    checked = check(ToCheck.of(book))
    assert isinstance(checked, Checked)
    assert [one.kind for one in as_it_is_now(checked, book).findings] == ["stray"]
