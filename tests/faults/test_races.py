"""Several programs that start at once never both write to a case, and one that was killed keeps nobody out."""

import os
import random
import select
import signal
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from runs import faults
from tallying import Tally
from telling import Outcome, Prepared, Teller, story_of

RACERS = 4
LONGEST = 0.006  # seconds until a racer is killed, if it has not come to its end


@pytest.mark.fault
@pytest.mark.parametrize("killed", [False, True], ids=["each to its end", "one is killed"])
def test_of_programs_that_start_at_once_one_writes_at_a_time(
    killed: bool, place: Path, tally_of: Callable[[str], Tally]
) -> None:
    tally = tally_of(f"{RACERS} programs open a case at once" + (", one is killed" if killed else ""))
    chance, told = random.Random(20261129), story_of("holding")
    prepared = Prepared(told, place)
    refused = 0
    with Teller("holding") as teller, prepared.copy() as folder:
        for race in range(faults(100, 20)):
            outcomes, died = raced(teller, folder, chance.random() * LONGEST if killed else None)
            said = tuple(word for outcome in outcomes for word in outcome.said)
            refused += said.count("refused")
            tally.injected(fired=died is not None or not killed)
            for outcome in outcomes:
                if not (outcome.reported or (killed and outcome.killed)):
                    tally.unreported(f"race {race}", outcome)
            with tally.nothing_lost(f"race {race}: {said}"):
                assert not overlapping(outcomes, died)
                (alone,) = [teller.tell(folder)]  # nothing that was left behind keeps it out
                assert alone.code == 0
                assert alone.said[0].startswith("held ")
                told.look(folder, said + alone.said)
    assert refused > 0
    tally.require(fired=1)


def raced(teller: Teller, folder: Path, kill_after: float | None) -> tuple[list[Outcome], int | None]:
    """Let several open a case at the same moment; return how each ended, and when the first of them was killed."""
    racers = [teller.begin(folder) for _racer in range(RACERS)]
    process = os.pidfd_open(racers[0].pid)
    died = None
    try:
        teller.go()
        if kill_after is not None:
            select.select([process], [], [], kill_after)
            died = time.monotonic_ns()
            signal.pidfd_send_signal(process, signal.SIGKILL)
    finally:
        os.close(process)
    outcomes = teller.end()
    return outcomes, died if outcomes[0].killed else None


def overlapping(outcomes: list[Outcome], died: int | None) -> bool:
    """Whether two of them held the case at the same time."""
    held = []
    for outcome in outcomes:
        times = {
            word.rpartition(" ")[0]: int(word.rpartition(" ")[2]) for word in outcome.said if word[:3] in ("hel", "let")
        }
        if "held" in times:
            held.append((times["held"], times.get("let go", died or 0)))
    return any(later[0] < earlier[1] for earlier, later in pairwise(sorted(held)))
