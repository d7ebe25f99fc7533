"""Three years of use on days a clock makes up, and nothing of the family is removed by itself.

At each visit the case is opened and swept, papers come and go, backups are made and thinned, and the clock jumps now
and then. What somebody put beside our files, what was removed, and every file that was ever added stay.
"""

import os
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID

import pytest

from caregiver_app import workroom
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import change_document, remove_documents
from caregiver_app.casebook.integrity import set_findings_aside
from caregiver_app.casebook.packet import make_packet
from caregiver_app.casebook.packet_order import order_packet, prepared
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.store import backup
from caregiver_app.store.database import Store
from caregiver_app.store.thinning import RECENT
from cases import new_case

VISITS_IN_ALL, VISITS_IN_PASSING = 400, 12
FIRST: Final = datetime(2026, 1, 1, 9)
YEARS: Final = 3
OWN: Final = (
    "our notes.txt", "originals/ab/mine.pdf", "originals/keep me.jpg", "backups/before the move.db",
    "backups/case-copy.db", "about/mine.json", "drafts/mine.txt", "set aside/mine.txt", "old/letter.part",
)  # fmt: skip
IN_MEMORY = Path("/dev/shm")  # Linux: the same store and the same calls, without the wait for a disk


class Years:
    """Visit a case again and again. `bodies` are all files that were ever added, by the number of their document."""

    def __init__(self, case: Path, out: Path, random: Random) -> None:
        self.case, self.out, self.random = case, out, random
        self.bodies: dict[int, bytes] = {}
        self.removed: dict[UUID, Document] = {}
        self.now = FIRST
        self.thinned = 0

    def visit(self) -> None:
        """Come on some later day, do something, and go."""
        self.now += timedelta(days=self.random.expovariate(1) * 365 * YEARS / VISITS_IN_ALL)
        jump = self.random.choice((0, 0, 0, 0, 0, 0, 0, 0, -3650, 3650, -1, 29))
        before = {one.number for one in backup.listed(self.case)}
        with Casebook(Store.open(self.case), lambda: self.now + timedelta(days=jump)) as book:
            for do in self.random.sample((self._add, self._add, self._remove, self._change, self._undo), 3):
                do(book)
            book.keep_backups()
        self.thinned += len(before - {one.number for one in backup.listed(self.case)})

    def _add(self, book: Casebook) -> None:
        number = len(self.bodies) + 1
        body = f"Letter {number}, {self.random.random()}".encode()
        (self.out / "letter.txt").write_bytes(body)
        kept = book.originals.keep(self.out / "letter.txt")
        with book.step("Add a document") as tx:
            given = tx.next_number("document")
            tx.put(Document(number=given, title=f"Letter {number}", fingerprint=kept.fingerprint, size=kept.size))
        self.bodies[given] = body

    def _remove(self, book: Casebook) -> None:
        if documents := book.snapshot().documents:
            gone = self.random.choice(documents)
            remove_documents(book, [gone])
            self.removed[gone.id] = gone

    def _change(self, book: Casebook) -> None:
        if documents := book.snapshot().documents:
            change_document(book, self.random.choice(documents).amended(note=f"{self.now}"))

    def _undo(self, book: Casebook) -> None:
        if book.undo_label:
            book.undo()


def kept_in(folder: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names if (folder / name).exists()}


@pytest.mark.at_random
def test_in_three_years_nothing_of_the_family_is_removed_by_itself(
    tmp_path: Path, thorough: bool, throwaway_home: Path
) -> None:
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else tmp_path) as place:
        case, out = new_case(Path(place) / "case"), Path(place) / "out"
        out.mkdir()
        for name in OWN:
            (case / name).parent.mkdir(parents=True, exist_ok=True)
            (case / name).write_bytes(name.encode())
        beside = (".our own.part", "packet (2).pdf", ".packet.pdf.parts", "letter.part")
        for name in beside:
            (out / name).write_bytes(name.encode())
            os.utime(out / name, (1, 1))
        years = Years(case, out, Random(20261129))
        for _visit in range(VISITS_IN_ALL if thorough else VISITS_IN_PASSING):
            years.visit()
            workroom.sweep(throwaway_home)
        assert kept_in(case, OWN) == {name: name.encode() for name in OWN}
        with Casebook.open(case) as book:
            order = prepared(order_packet(book, PacketChoices(), FIRST.date()))
            make_packet(order.case, book.originals, out / "packet.pdf", order.options)
            everything_is_there(book, years)
            aside = set_findings_aside(book, book.findings())
        assert kept_in(out, beside) == {name: name.encode() for name in beside}
        assert len(backup.listed(case)) >= min(RECENT, VISITS_IN_PASSING)
        assert years.thinned > 0 or not thorough
        moved = aside.place if aside is not None else case
        assert all((case / name).exists() or (moved / name).exists() for name in OWN)
        shutil.rmtree(out)


def everything_is_there(book: Casebook, years: Years) -> None:
    """Raise AssertionError where a file is gone, or a document neither in the case nor among what was removed."""
    kept = {book.originals.file(name).read_bytes() for name in book.originals.fingerprints() if len(name) == 64}
    assert kept == set(years.bodies.values())
    here = {one.id for one in book.snapshot().documents}
    gone = {one.id for one in book.trash(Document)}
    assert set(years.removed) <= here | gone
    assert len(here | gone) == len(years.bodies)
    assert not [one for one in book.findings() if one.kind in ("missing", "changed", "differs")]
