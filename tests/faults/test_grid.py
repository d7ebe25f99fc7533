"""Whichever call of the system fails or is the last one before a kill: nothing is lost, and every failure is told.

Each call of each kind that a story makes is let fail once: the first, the second, and so on until a telling in which
there was none left to fail. Where a whole case is written anew, most of thousands of calls write what does not count:
there the steps from one that fails to the next become longer.
"""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from caregiver_app.casebook.casebook import Casebook
from injecting import FAULTS, Fault, Injected
from runs import faults
from tallying import Tally
from telling import Prepared, Teller, story_of

CALLS = ("pwrite64", "write", "fsync", "fdatasync", "rename", "unlink", "openat", "ftruncate")
STORIES = {
    "saving": "save",
    "importing": "import",
    "deleting": "delete and undo",
    "erasing": "erase for good",
    "backing_up": "back up",
    "upgrading": "upgrade",
    "sending": "packet",
    "writing_a_backup": "back up in one file",
    "restoring": "restore",
    "taking_back": "take back",
    "protecting": "protect",
    "unprotecting": "take the passphrase off",
}
EACH, SOME = 1, 7
WRITTEN_ANEW = ("protecting", "unprotecting")
FAR, NEAR = 20, 5
"""There the next call to fail is at most a twentieth, or a fifth, of the way further on."""
SLOW = 12  # with all its threads and child processes a telling takes seconds, so that only every twelfth call fails
WITH_CHILDREN = (
    "write",
    "pwrite64",
    "fsync",
    "rename",
    "unlink",
)  # not openat: starting Python opens files by the hundred
LEAST = 3


@pytest.mark.fault("strace")
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("story", STORIES)
def test_whichever_call_fails_nothing_is_lost_and_it_is_told(
    story: str, fault: str, place: Path, tally_of: Callable[[str], Tally]
) -> None:
    tally = tally_of(f"{fault} at each call: {STORIES[story]}")
    let_fail(story, CALLS, fault, faults(EACH, SOME), place, tally)
    tally.require(fired=LEAST)


@pytest.mark.fault("strace")
@pytest.mark.parametrize("fault", FAULTS)
def test_whichever_call_fails_while_papers_are_added_by_threads_and_children_nothing_is_lost(
    fault: str, place: Path, tally_of: Callable[[str], Tally]
) -> None:
    tally = tally_of(f"{fault} at some calls: add by the command line")
    let_fail("adding", WITH_CHILDREN, fault, faults(SLOW, 5 * SLOW), place, tally)
    tally.require(fired=LEAST)


def let_fail(story: str, calls: tuple[str, ...], kind: str, every: int, place: Path, tally: Tally) -> None:
    """Tell a story until every n-th call of these has failed once."""
    told = story_of(story)
    prepared = Prepared(told, place)
    with Teller(story) as teller:
        for call in calls:
            number, is_left = 1, True
            while is_left:
                fault = Fault(call, kind, number)
                with prepared.copy() as folder:
                    telling = teller.begin(folder)
                    with Injected(telling.pid, fault, place / "strace.log") as injected:
                        teller.go()
                        (outcome,) = teller.end()
                    fired = injected.fired()
                    if fired:
                        tally.injected(fired=True)
                    if not (outcome.reported or (kind == "SIGKILL" and outcome.killed and fired)):
                        tally.unreported(fault, outcome)
                    with tally.nothing_lost(fault):
                        if fired and call == "openat" and kind != "SIGKILL":
                            look_over(told, folder)
                        told.look(folder, outcome.said)
                is_left = fired
                number += max(every, number // faults(FAR, NEAR) if story in WRITTEN_ANEW else 0)


def look_over(told: ModuleType, folder: Path) -> None:
    """Take away the doubt that stays where a sealed file could not be opened; what `look` finds then is no doubt."""
    keys = told.keys_in_use(folder) if hasattr(told, "keys_in_use") else None
    with Casebook.open(folder / "case", keys) as book:
        if book.doubts:
            book.accept()
