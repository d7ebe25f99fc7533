"""A case of version 6 becomes one of version 7: nothing it said changes, and the program can keep things in mind."""

import shutil
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.store.database import Store
from family import case

VERSION_6 = Path(__file__).parents[1] / "databases" / "v6.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(VERSION_6, tmp_path / "case.db")
    (tmp_path / "originals").mkdir()
    return tmp_path


def test_everything_it_said_is_there_and_a_copy_of_it_was_kept(folder: Path) -> None:
    with Casebook.open(folder) as book:
        told = book.snapshot()
        assert set(case().entries) <= set(told.entries)
        assert [one.name for one in told.packet_sets] == ["Dr Chen"]
        assert [(one.number, one.how) for one in told.sent_packets] == [(1, "by e-mail")]
    assert len(list((folder / "backups").glob("case-*.db"))) == 1


def test_what_is_kept_in_mind_is_there_after_a_restart_and_is_no_step(folder: Path) -> None:
    with Store.open(folder) as store:
        before = (store.steps.to_undo(), store.change)
        store.remembered.put("second place", "STICK")
        store.remembered.put("second place", "STICK B")
        assert (store.steps.to_undo(), store.change) == before
    with Store.open(folder) as store:
        assert store.remembered.get("second place") == "STICK B"
        assert store.remembered.get("nothing") == ""
