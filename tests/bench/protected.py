"""A protected case against a plain one: to open it, to save in it, to make its packet; and what a passphrase costs."""

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from harness import Row, Side, Work, compare

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.packet import make_packet
from caregiver_app.casebook.protection import Protection, prepare, unlock
from caregiver_app.casebook.sample import make_sample
from caregiver_app.domain.timeline.records import Note
from caregiver_app.packet.options import PacketOptions
from caregiver_app.store.keys import Keys

GOAL: Final = 1.5
_PASSPHRASE: Final = "four green lanterns drift"
_SAVES: Final = 200
_UNLOCK_SECONDS: Final = 5.0


def measure(folder: Path) -> list[Row]:
    """Do the same with the sample case, protected and plain. The keys are at hand; what they cost has its own row."""
    made = prepare(_PASSPHRASE)
    make_sample(folder / "plain")
    make_sample(folder / "protected", keys=made.keys, wrapped=made.wrapped)
    sides = ((folder / "protected", made.keys), (folder / "plain", None))
    rows = [
        compare(f"protected {name}", *(_side(work, *side) for side in sides), goal=GOAL, pairs=pairs, warm_up=1)
        for name, work, pairs in (("open", _open, 15), ("save", _save, 7), ("packet", _packet, 5))
    ]
    return [*rows, _unlocked(folder / "protected", made)]


def _side(work: Callable[[Path, Keys | None], None], case: Path, keys: Keys | None) -> Side:
    def ready(room: Path) -> Work:
        copy = room / "case"
        shutil.copytree(case, copy)
        return lambda: work(copy, keys)

    return ready


def _open(case: Path, keys: Keys | None) -> None:
    with Casebook.open(case, keys) as book:
        book.snapshot()


def _save(case: Path, keys: Keys | None) -> None:
    with Casebook.open(case, keys) as book:
        for number in range(_SAVES):
            with book.step("Add a note") as tx:
                tx.put(Note(title=f"Note {number}", note="what was said at the visit " * 10))


def _packet(case: Path, keys: Keys | None) -> None:
    with Casebook.open(case, keys) as book:
        options = PacketOptions(as_of=date(2026, 11, 20))
        make_packet(book.snapshot(), book.originals, case.with_name("packet.pdf"), options)


def _unlocked(case: Path, made: Protection) -> Row:
    begin = time.perf_counter()
    assert unlock(case, _PASSPHRASE) == made.keys
    return Row("passphrase", time.perf_counter() - begin, "s", _UNLOCK_SECONDS)
