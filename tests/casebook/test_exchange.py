"""A table is read whole against the case, and its new rows become one step; a check runs beside an open case."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files, remove_documents
from caregiver_app.casebook.exchange import (
    NotATable,
    TableThere,
    import_rows,
    read_table,
    save_history,
    save_template,
)
from caregiver_app.casebook.integrity import ToCheck, as_it_is_now, check
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.domain.timeline.records import Allergy, Lab, Note
from caregiver_app.errors import CaregiverError
from caregiver_app.progress import Cancelled
from cases import new_case
from family import PERSON, history

TEN_YEARS = Path(__file__).parents[1] / "files" / "ten_years.csv"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


@pytest.fixture
def papers(book: Casebook, tmp_path: Path) -> None:
    for name in ("letter", "report", "scan"):
        (tmp_path / f"{name}.txt").write_text(name * 50)
    list_files(book, keep_files(book.originals, [tmp_path / f"{name}.txt" for name in ("letter", "report", "scan")]))


def table(folder: Path, *rows: str) -> Path:
    file = folder / "history.csv"
    file.write_text("\n".join(("kind,date,name,value,source", *rows)), encoding="utf-8")
    return file


def test_reading_writes_nothing_and_importing_is_one_step(book: Casebook) -> None:
    before = book.snapshot()
    read = read_table(TEN_YEARS, before)
    assert book.snapshot() == before
    assert import_rows(book, read, TEN_YEARS.name) == len(read.repeats.fresh) == 197
    assert book.undo() == "Import 197 entries from ten_years.csv"
    assert book.snapshot() == before


def test_a_table_read_again_brings_only_its_new_rows(book: Casebook, tmp_path: Path) -> None:
    import_rows(book, read_table(table(tmp_path, "lab,2023,LDH,310"), book.snapshot()), "history.csv")
    again = read_table(table(tmp_path, "lab,2023,LDH,310", "lab,2024,LDH,290", "lab,2024,LDH,290"), book.snapshot())
    assert (again.repeats.known, again.repeats.twice) == ((2,), ((4, 3),))
    assert import_rows(book, again, "history.csv") == 1
    assert len(book.snapshot().entries) == 2


def test_a_table_without_anything_new_leaves_no_step(book: Casebook, tmp_path: Path) -> None:
    assert import_rows(book, read_table(table(tmp_path), book.snapshot()), "history.csv") == 0
    assert book.undo_label is None


def test_a_document_is_found_by_the_number_written_on_it(book: Casebook, papers: None, tmp_path: Path) -> None:
    read = read_table(table(tmp_path, "lab,2023,LDH,310,D-002"), book.snapshot())
    import_rows(book, read, "history.csv")
    (entry,) = book.snapshot().entries_of(Lab)
    assert entry.proof == book.snapshot().documents[1].id


def test_bad_rows_are_named_and_the_others_can_still_come_in(book: Casebook, tmp_path: Path) -> None:
    read = read_table(table(tmp_path, "lab,3/4/2023,LDH,310", "lab,May 2023,LDH,290", "labs,,CRP,3"), book.snapshot())
    assert [row.line for row in read.history.bad] == [2, 4]
    assert "3 April 2023 or 4 March 2023" in read.history.bad[0].why
    assert import_rows(book, read, "history.csv") == 1


def test_reading_stops_when_asked(book: Casebook) -> None:
    def stop(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_table(TEN_YEARS, book.snapshot(), stop)


def test_a_folder_is_no_table(book: Casebook, tmp_path: Path) -> None:
    with pytest.raises(NotATable, match="is not a history table"):
        read_table(tmp_path, book.snapshot())


def test_a_template_reads_well_and_never_takes_the_place_of_a_file(book: Casebook, tmp_path: Path) -> None:
    file = tmp_path / "start.csv"
    save_template(file)
    assert len(read_table(file, book.snapshot()).repeats.fresh) == 15
    file.write_text("mine")
    with pytest.raises(CaregiverError, match=r"start\.csv"):
        save_template(file)
    assert file.read_text() == "mine"


def test_a_saved_history_brings_nothing_new_here_and_everything_to_an_empty_case(
    book: Casebook, papers: None, tmp_path: Path
) -> None:
    letter = book.snapshot().documents[1]
    proven = Allergy(substance="nuts", how_known="report", proof=letter.id, proof_page=2, note=" as\r\ntyped ")
    add_entries(book, [*history(), proven], "History")
    file = tmp_path / "saved.csv"
    table = save_history(book.snapshot(), book.originals, file)
    assert (table.rows, table.left_out, file.read_bytes()) == (10, (), table.data)
    again = read_table(file, book.snapshot())
    assert (again.history.bad, again.repeats.fresh, len(again.repeats.known)) == ((), (), 10)
    with Casebook.create(tmp_path / "other", PERSON) as other:
        list_files(other, keep_files(other.originals, [tmp_path / "letter.txt", tmp_path / "report.txt"]))
        assert import_rows(other, read_table(file, other.snapshot()), file.name) == 10
        save_history(other.snapshot(), other.originals, tmp_path / "again.csv")
        (nuts,) = other.snapshot().entries_of(Allergy)
        assert (nuts.proof, nuts.note) == (other.snapshot().documents[1].id, " as\r\ntyped ")
    assert sorted((tmp_path / "again.csv").read_bytes().split(b"\r\n")) == sorted(table.data.split(b"\r\n"))


def test_a_table_that_is_there_gives_way_only_when_asked_and_nothing_else_ever_does(
    book: Casebook, tmp_path: Path
) -> None:
    def save(file: Path, *, replace: bool) -> None:
        save_history(book.snapshot(), book.originals, file, replace=replace)

    table = tmp_path / "history.csv"
    save(table, replace=False)
    empty = table.read_bytes()
    add_entries(book, [Note(title="new")], "History")
    with pytest.raises(TableThere, match=r"history\.csv"):
        save(table, replace=False)
    assert table.read_bytes() == empty
    save(table, replace=True)
    assert b"new" in table.read_bytes()
    (tmp_path / "letter.txt").write_text("mine")
    (tmp_path / "blank.csv").touch()
    save(tmp_path / "blank.csv", replace=True)
    refused = {
        tmp_path / "letter.txt": "not a history table",
        book.folder / "case.db": "not a history table",
        tmp_path: "is a folder",
        tmp_path / "nowhere" / "history.csv": "is not there",
        book.originals.folder / "history.csv": "among the kept originals",
    }
    for place, words in refused.items():
        with pytest.raises(CaregiverError, match=words):
            save(place, replace=True)
    assert (tmp_path / "letter.txt").read_text() == "mine"
    assert not list(book.originals.folder.iterdir())


def test_saving_stops_when_asked_and_leaves_nothing(book: Casebook, tmp_path: Path) -> None:
    def stop(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    before = sorted(tmp_path.iterdir())
    add_entries(book, history(), "History")
    with pytest.raises(Cancelled):
        save_history(book.snapshot(), book.originals, tmp_path / "history.csv", stop)
    assert sorted(tmp_path.iterdir()) == before


def test_the_files_of_an_open_case_are_read_in_another_thread(book: Casebook, papers: None) -> None:
    told: list[tuple[int, int, str]] = []
    with ThreadPoolExecutor(1) as thread:
        checked = thread.submit(
            check, ToCheck.of(book), lambda done, total, what: told.append((done, total, what))
        ).result()
    assert (checked.findings, checked.files) == ((), 3)
    assert (0, 3, "D-001") in told
    assert told[-1][0] == told[-1][1] >= 3
    assert book.findings() == ()


def test_a_flipped_byte_is_found_and_named_also_in_what_was_removed(book: Casebook, papers: None) -> None:
    letter, report, scan = book.snapshot().documents
    remove_documents(book, [scan])
    for document in (report, scan):
        path = book.originals.file(document.fingerprint)
        body = bytearray(path.read_bytes())
        body[7] ^= 1
        path.chmod(0o600)
        path.write_bytes(body)
    book.originals.file(letter.fingerprint).unlink()
    checked = check(ToCheck.of(book))
    assert [(finding.kind, finding.where) for finding in checked.findings] == [
        ("missing", "D-001 letter"),
        ("changed", "D-002 report"),
        ("changed", "D-003 scan (removed)"),
    ]
    assert checked.files == 2
    assert checked.findings == book.findings()


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(book: Casebook, papers: None) -> None:
    path = book.originals.file(book.snapshot().documents[0].fingerprint)
    path.unlink()
    path.mkdir()
    checked = check(ToCheck.of(book))
    assert [(finding.kind, finding.where) for finding in checked.findings] == [("unreadable", "D-001 letter")]
    assert checked.files == 2


def test_papers_added_while_a_check_is_under_way_are_no_strays(book: Casebook, papers: None, tmp_path: Path) -> None:
    (tmp_path / "late.txt").write_text("late")
    kept = keep_files(book.originals, [tmp_path / "late.txt"])
    checked = check(ToCheck.of(book))
    before = as_it_is_now(checked, book)
    assert [finding.kind for finding in before.findings] == ["stray"]
    list_files(book, kept)
    assert as_it_is_now(checked, book).findings == ()


def test_a_check_stops_in_the_middle_of_a_file(book: Casebook, papers: None) -> None:
    calls = []

    def stop_at_second(_done: int, _total: int, what: str) -> None:
        calls.append(what)
        if calls.count("D-001") == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        check(ToCheck.of(book), stop_at_second)
    assert [what for what in calls if what] == ["D-001", "D-001"]
