"""What was said to be saved is there after a kill at any moment."""

import os
import random
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from runs import faults
from tallying import Tally
from telling import Outcome, Prepared, Teller, story_of

KILLS = {
    "saving": 700,
    "importing": 200,
    "deleting": 100,
    "erasing": 100,
    "backing_up": 50,
    "upgrading": 50,
    "sending": 30,
    "adding": 20,
}
BEFORE_A_NEW_CASE = {"saving": 20, "importing": 20}  # the others end with what they begin with, or begin once


@pytest.mark.fault
@pytest.mark.parametrize("story", KILLS)
def test_nothing_that_was_said_to_be_saved_is_lost_to_a_kill(
    story: str, place: Path, tally_of: Callable[[str], Tally]
) -> None:
    tally = tally_of("kill at a random moment")
    wanted = faults(KILLS[story], KILLS[story] // 10)
    told, chance = story_of(story), random.Random(f"{story} 20261129")
    prepared = Prepared(told, place)
    with Teller(story) as teller:
        longest = how_long(teller, prepared)
        while tally.fired < wanted:
            with prepared.copy() as folder:
                said: tuple[str, ...] = ()
                for _time in range(BEFORE_A_NEW_CASE.get(story, 1)):
                    outcome = killed_after(teller, folder, chance.random() * longest)
                    said += outcome.said
                    tally.injected(fired=outcome.killed)
                    if not (outcome.killed or outcome.reported):
                        tally.unreported("a kill", outcome)
                    with tally.nothing_lost(f"a kill after {said}"):
                        told.look(folder, said)
    tally.require(fired=wanted)


def how_long(teller: Teller, prepared: Prepared) -> float:
    """Return how many seconds a telling takes here and now."""
    with prepared.copy() as folder:
        begun = time.monotonic()
        assert teller.tell(folder).code == 0
        return time.monotonic() - begun


def killed_after(teller: Teller, folder: Path, seconds: float) -> Outcome:
    """Tell a story and kill it after so long, unless it has ended by then."""
    telling = teller.begin(folder)
    process = os.pidfd_open(telling.pid)
    try:
        teller.go()
        select.select([process], [], [], seconds)
        signal.pidfd_send_signal(process, signal.SIGKILL)
    finally:
        os.close(process)
    return teller.end()[0]
