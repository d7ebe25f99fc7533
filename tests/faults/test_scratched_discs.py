"""Wherever a disc cannot be read, what it holds there is named and nothing half is listed; the disc is only read."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from injecting import Fault, Injected
from tallying import Tally
from telling import Prepared, Teller, story_of

STORY = "adding_from_a_scratched_disc"
LEAST = 3


@pytest.mark.fault("strace")
def test_wherever_a_paper_cannot_be_read_it_is_named_and_never_listed_in_part(
    place: Path, tally_of: Callable[[str], Tally]
) -> None:
    tally = tally_of("EIO at each read of a paper that is added")
    story = story_of(STORY)
    prepared = Prepared(story, place)
    with Teller(STORY) as teller:
        for number in count(1):
            with prepared.copy() as folder:
                hurt = folder / "papers" / story.HURT
                times = hurt.stat().st_mtime_ns
                fault = Fault("read", "EIO", number, hurt)
                telling = teller.begin(folder)
                with Injected(telling.pid, fault, place / "strace.log") as injected:
                    teller.go()
                    (outcome,) = teller.end()
                fired = injected.fired()
                if fired:
                    tally.injected(fired=True)
                if not outcome.reported:
                    tally.unreported(fault, outcome)
                with tally.nothing_lost(fault):
                    story.look(folder, outcome.said)
                    assert outcome.said[0].startswith("3 " if fired else "0 ")
                    assert (hurt.read_bytes(), hurt.stat().st_mtime_ns) == (story.PAPERS[story.HURT], times)
            if not fired:
                break
    tally.require(fired=LEAST)
