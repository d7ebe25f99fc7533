"""A case of version 4 becomes one of version 5: nothing it said changes, and what is new has its place."""

import shutil
from pathlib import Path

import pytest

from caregiver_app.casebook.appointments import add_appointment
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.journey import change_stage
from caregiver_app.casebook.questions import star
from caregiver_app.casebook.worksheet import change_worksheet
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.journey.board import rounds_seen
from family import case

VERSION_4 = Path(__file__).parents[1] / "databases" / "v4.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(VERSION_4, tmp_path / "case.db")
    (tmp_path / "originals").mkdir()
    return tmp_path


def test_everything_it_said_is_there_and_a_copy_of_it_was_kept(folder: Path) -> None:
    with Casebook.open(folder) as book:
        told = book.snapshot()
        assert told.person.name == "Ana Novak"
        assert set(case().entries) <= set(told.entries)
        assert [one.kind for one in told.not_needed] == ["fertility"]
        assert [one.name for one in told.recipients] == ["Dr Chen's list"]
        assert [document.number for document in told.documents] == [1, 2]
        assert (told.rounds, told.questions, told.appointments, told.worksheet) == ((), (), (), None)
    assert len(list((folder / "backups").glob("case-*.db"))) == 1


def test_steps_made_before_are_undone_as_ever_and_new_ones_with_them(folder: Path) -> None:
    with Casebook.open(folder) as book:
        before = book.snapshot()
        star(book, "Q019")
        change_stage(book, rounds_seen(book.snapshot())[0], "ST01", state="done")
        add_appointment(book, Appointment(title="Clinic"))
        change_worksheet(book, wishes="The garden")
        for _step in range(4):
            book.undo()
        assert book.snapshot() == before
        while book.undo_label is not None:
            book.undo()
        assert book.snapshot().entries == ()
