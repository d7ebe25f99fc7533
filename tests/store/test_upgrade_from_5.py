"""A case of version 5 becomes one of version 6: nothing it said changes, and packets that are sent have their place."""

import shutil
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.packet.records import PacketSet, SentPacket
from family import case

VERSION_5 = Path(__file__).parents[1] / "databases" / "v5.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(VERSION_5, tmp_path / "case.db")
    (tmp_path / "originals").mkdir()
    return tmp_path


def test_everything_it_said_is_there_and_a_copy_of_it_was_kept(folder: Path) -> None:
    with Casebook.open(folder) as book:
        told = book.snapshot()
        assert told.person.question == "Could CAR-T be considered now?"
        assert set(case().entries) <= set(told.entries)
        assert [one.guide for one in told.questions] == ["Q019"]
        assert told.worksheet is not None
        assert told.worksheet.wishes == "The garden and the dog"
        assert (told.packet_sets, told.sent_packets) == ((), ())
    assert len(list((folder / "backups").glob("case-*.db"))) == 1


def test_steps_made_before_are_undone_as_ever_and_new_ones_with_them(folder: Path) -> None:
    with Casebook.open(folder) as book:
        before = book.snapshot()
        with book.step("Note a packet") as tx:
            tx.put(PacketSet(name="Dr Chen"))
            tx.put(SentPacket(number=1, to_whom="Dr Chen"))
        book.undo()
        assert book.snapshot() == before
        while book.undo_label is not None:
            book.undo()
        assert book.snapshot().entries == ()
