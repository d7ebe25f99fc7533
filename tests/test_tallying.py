"""The table at the end of a run counts every fault, and a loss makes its test fail."""

import pytest

from tallying import Tally, table


def test_the_table_sums_up_the_tests_of_a_kind_and_all_together() -> None:
    kills, more_kills, full = Tally("kill"), Tally("kill"), Tally("full disk")
    kills.injected(fired=True, times=1200)
    more_kills.injected(fired=False)
    full.injected(fired=True)
    assert table(tally.numbers for tally in (kills, more_kills, full))[2:] == [
        "| full disk | 1 | 1 | 0 | 0 |",
        "| kill | 1,201 | 1,200 | 0 | 0 |",
        "| all together | 1,202 | 1,201 | 0 | 0 |",
    ]
    assert table([]) == []


def test_a_loss_a_failure_nobody_was_told_of_and_a_fault_that_never_fired_are_no_success() -> None:
    tally = Tally("kill")
    with pytest.raises(AssertionError):
        tally.require(fired=1)
    tally.injected(fired=True)
    tally.require(fired=1)
    with tally.nothing_lost("kill 1"):
        raise KeyError("an entry")
    tally.unreported("kill 2", "a traceback")
    assert (tally.numbers["lost"], tally.numbers["unreported"]) == (1, 1)
    with pytest.raises(AssertionError, match="an entry"):
        tally.require(fired=1)
