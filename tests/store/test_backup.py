"""Backups are checked copies, made when something changed, and thinned by count: no clock takes one away."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaregiverError, CaseLocked
from caregiver_app.store import backup, live_file
from caregiver_app.store.bundle import Source
from caregiver_app.store.case_copy import state_of
from caregiver_app.store.database import Store
from caregiver_app.store.thinning import DAYS, MONTHS, RECENT, WEEKS, Backup, may_go
from cases import new_case
from protected import keys, protected_case

DAY = date(2026, 11, 29)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_case(tmp_path / "case")


def keep(store: Store, day: date = DAY) -> Path | None:
    return backup.keep_copy(Source.of(store), day)


def change(store: Store) -> None:
    with store.writing("note", "now") as tx:
        tx.put(Note(title="a note"))


def numbered(days: Sequence[date | None]) -> tuple[Backup, ...]:
    """Backups made one after the other on these days."""
    return tuple(Backup(Path(str(number)), number, day, 0) for number, day in enumerate(days, 1))


def left(backups: Sequence[Backup]) -> list[int]:
    return sorted({backup.number for backup in backups} - {backup.number for backup in may_go(backups)})


def test_a_backup_is_made_when_something_changed_and_not_otherwise(folder: Path) -> None:
    with Store.open(folder) as store:
        first = keep(store)
        assert first is not None
        assert keep(store) is None
        change(store)
        second = keep(store)
        assert second is not None
        assert [one.path for one in backup.listed(folder)] == [second, first]
        assert state_of(second, folder).number == store.change
    (folder / "case.db").unlink()
    second.rename(folder / "case.db")
    (folder / "case.db.sha256").unlink()
    with Store.open(folder) as store:
        assert [note.title for note in store.read(Note)] == ["a note"]


@pytest.mark.thorough
def test_a_backup_of_a_protected_case_opens_with_its_keys_alone(tmp_path: Path) -> None:
    folder = protected_case(tmp_path / "case")
    with Store.open(folder, keys()) as store:
        change(store)
        made = keep(store)
    assert made is not None
    assert b"a note" not in made.read_bytes()
    assert state_of(made, folder, keys()).number > 0
    made.rename(folder / "case.db")
    with pytest.raises(CaseLocked):
        Store.open(folder)


def test_a_copy_that_does_not_check_out_costs_no_older_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(folder) as store:
        for _again in range(RECENT + 5):
            change(store)
            keep(store)
        before = sorted(path.name for path in (folder / "backups").iterdir())
        fired = []

        def spoil(file: Path) -> None:
            data = bytearray(file.read_bytes())
            data[len(data) // 2] ^= 1
            file.write_bytes(data)
            fired.append(file)

        monkeypatch.setattr(live_file, "put_on_disk", spoil)
        change(store)
        with pytest.raises(CaregiverError, match="did not come out"):
            keep(store)
    assert fired
    assert sorted(path.name for path in (folder / "backups").iterdir()) == before


def test_only_files_with_the_name_of_a_backup_are_thinned(folder: Path) -> None:
    (folder / "backups").mkdir()
    mine = [folder / "backups" / name for name in ("case-mine.db", "case-1.db", "case-000001 copy.db", "notes.txt")]
    old = folder / "backups" / "case-000001.db"
    for file in (*mine, old):
        file.write_bytes(b"x")
    with Store.open(folder) as store:
        for _again in range(RECENT + 20):
            change(store)
            keep(store)
    assert all(file.exists() for file in (*mine, old))
    assert len(backup.listed(folder)) == RECENT + 1 + 1


def test_days_weeks_and_months_are_kept_after_the_last_ten() -> None:
    first = date(2025, 1, 1)
    days = [first + timedelta(days=number // 3) for number in range(3 * 700)]
    kept = left(numbered(days))
    assert kept[-RECENT:] == list(range(2091, 2101))
    assert len(kept) == RECENT + DAYS + WEEKS + MONTHS
    assert days[kept[0] - 1] < date(2026, 1, 1)


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_jumps_takes_away_none_of_the_last_ten_nor_the_days_before(years: int) -> None:
    usual = [DAY + timedelta(days=number) for number in range(30)]
    jumped = [DAY + timedelta(days=365 * years)]
    before = set(left(numbered(usual)))
    after = set(left(numbered([*usual, *jumped, usual[-1]])))
    assert set(range(22, 33)) - {22} <= after
    assert {31, 32} <= after
    assert len(before - after) <= 2  # two were added, so at most two less are needed


@given(st.lists(st.dates(date(1970, 1, 1), date(2100, 1, 1)) | st.none(), max_size=80))
def test_whatever_the_days_say_the_last_ten_and_those_without_a_day_stay(days: list[date | None]) -> None:
    backups = numbered(days)
    kept = left(backups)
    assert set(kept) >= {backup.number for backup in backups[-RECENT:]}
    assert set(kept) >= {backup.number for backup in backups if backup.day is None}
    dated = [number for number in kept if days[number - 1] is not None]
    assert len(dated) <= RECENT + DAYS + WEEKS + MONTHS
    older = {day for day in days[:-RECENT] if day is not None}
    assert len(dated) >= min(len(older), DAYS)


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=1, max_size=60))
def test_thinning_again_takes_nothing_more(days: list[date]) -> None:
    backups = numbered(days)
    gone = {backup.number for backup in may_go(backups)}
    rest = [backup for backup in backups if backup.number not in gone]
    assert may_go(rest) == ()
