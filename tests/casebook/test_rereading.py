"""Every file is read again within two weeks: a little each day, on from where it was, and no clock does harm."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import remove_documents
from caregiver_app.casebook.erasing import erase_for_good, erasure_of
from caregiver_app.casebook.integrity import ToCheck, check_case
from caregiver_app.casebook.read_lately import Progressed, keep, progressed, words
from caregiver_app.casebook.rereading import DAYS, read_on
from caregiver_app.progress import Cancelled, Progress, silent
from caregiver_app.store.keys import Keys
from caregiver_app.store.rereading import Pieces
from whole_case import files_of, flip, whole_case

KEYS = Keys.new()
TODAY = date(2026, 11, 29)


@pytest.fixture(params=[None, KEYS], ids=["plain", "protected"])
def keys(request: pytest.FixtureRequest) -> Keys | None:
    """A case without a passphrase, and one with."""
    found: Keys | None = request.param
    return found


@pytest.fixture
def folder(tmp_path: Path, keys: Keys | None) -> Path:
    return whole_case(tmp_path / "case", keys)


def read_a_day(book: Casebook, today: date, progress: Progress = silent) -> list[str]:
    """Read the portion of a day and return the kinds of what was found."""
    known: Pieces | None = None
    found: list[str] = []
    while not progressed(book).is_done_for(today):
        read = read_on(ToCheck.of(book), progressed(book), today, known, progress)
        keep(book, read.progressed)
        known = read.pieces
        found += [one.kind for one in read.findings]
    return found


def names_read(told: list[str]) -> set[str]:
    return {name for name in told if name.startswith("D-") or name.endswith(".db")}


def test_within_two_weeks_every_file_is_read_and_a_sound_case_is_called_sound(folder: Path, keys: Keys | None) -> None:
    told: list[str] = []
    first_day: set[str] = set()
    for day in range(DAYS):
        with Casebook.open(folder, keys) as book:  # closed each evening
            assert read_a_day(book, TODAY + timedelta(days=day), lambda _d, _t, what: told.append(what)) == []
        first_day = first_day or names_read(told)
    with Casebook.open(folder, keys) as book:
        whole = read_on(ToCheck.of(book), Progressed(), TODAY).pieces
        assert progressed(book).whole_since == TODAY.isoformat()
        assert words(book, TODAY + timedelta(days=DAYS)) == "Every file was read again since 29 November 2026."
    assert len(first_day) < len(whole.all) / 2
    assert names_read(told) >= {file.name for piece in whole.all for file in piece.files}
    assert {piece.name for piece in whole.all} >= {
        path.relative_to(folder).as_posix() for path in files_of(folder) if path.is_relative_to(folder / "originals")
    }


def test_reading_again_is_no_change_of_the_case(folder: Path, keys: Keys | None) -> None:
    with Casebook.open(folder, keys) as book:
        before = (book.whole.change, book.undo_label, book.snapshot())
        read_a_day(book, TODAY)
        assert (book.whole.change, book.undo_label, book.snapshot()) == before
        assert progressed(book).is_done_for(TODAY)


def test_a_flipped_bit_and_a_missing_file_are_found_within_two_weeks(folder: Path, keys: Keys | None) -> None:
    papers = sorted(path for path in (folder / "originals").rglob("*") if path.is_file())
    flip(papers[1], 8 * (papers[1].stat().st_size // 2))
    papers[-1].unlink()
    found: set[str] = set()
    with Casebook.open(folder, keys) as book:
        for day in range(DAYS):
            found |= set(read_a_day(book, TODAY + timedelta(days=day)))
        assert found == {"changed", "missing"}
        assert progressed(book).has_found
    check_case(folder, keys=keys)
    with Casebook.open(folder, keys) as book:
        assert not progressed(book).has_found


@pytest.mark.parametrize("years", [10, -10])
def test_a_clock_that_jumps_costs_no_more_than_one_reading_of_everything(tmp_path: Path, years: int) -> None:
    folder = whole_case(tmp_path / "case")
    jumped = TODAY.replace(year=TODAY.year + years)
    with Casebook.open(folder) as book:
        read_a_day(book, TODAY)
        assert read_a_day(book, jumped) == []
        assert progressed(book).is_done_for(jumped)
        assert read_a_day(book, TODAY) == []
        assert progressed(book).is_done_for(TODAY)
        assert words(book, date.min) == ""


def test_days_without_the_program_are_made_up_for(tmp_path: Path) -> None:
    with Casebook.open(whole_case(tmp_path / "case")) as book:
        read_a_day(book, TODAY)
        assert progressed(book).whole_since == ""
        read_a_day(book, TODAY + timedelta(days=DAYS))
        assert progressed(book).whole_since == TODAY.isoformat()


def test_a_reading_that_is_stopped_has_kept_nothing_and_begins_where_it_was(tmp_path: Path) -> None:
    def stop(_done: int, _total: int, what: str) -> None:
        if what.startswith("D-"):
            raise Cancelled

    with Casebook.open(whole_case(tmp_path / "case")) as book:
        keep(book, Progressed(at="originals", day="2026-11-28", begun="2026-11-20"))
        before = progressed(book)
        with pytest.raises(Cancelled):
            read_on(ToCheck.of(book), before, TODAY, progress=stop)
        assert progressed(book) == before


@pytest.mark.parametrize("kept", ["", "[]", '{"at": 3}', '{"other": 1}', "no json"])
def test_what_was_kept_and_cannot_be_read_is_a_beginning(tmp_path: Path, kept: str) -> None:
    with Casebook.open(whole_case(tmp_path / "case")) as book:
        book.remembered.put("files read again", kept)
        assert progressed(book) == Progressed()
        read_a_day(book, TODAY)


def test_what_is_erased_for_good_is_named_by_no_reading_either(tmp_path: Path) -> None:
    with Casebook.open(whole_case(tmp_path / "case")) as book:
        document = book.snapshot().documents[0]
        place = book.originals.place(document.fingerprint).relative_to(book.folder).as_posix()
        remove_documents(book, [document])
        keep(book, Progressed(at=place, day="2026-11-28"))
        erase_for_good(book, erasure_of(book, document.id), TODAY)
        assert progressed(book) == Progressed()


def test_a_check_counts_as_reading_every_file(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    assert check_case(folder) == ()
    with Casebook.open(folder) as book:
        assert progressed(book).is_done_for(date.today())
        assert progressed(book).whole_since == date.today().isoformat()
    assert check_case(folder) == ()
