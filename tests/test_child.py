"""Whatever happens in the child, the parent goes on and is told what became of it."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.errors import DiskFull
from caregiver_app.progress import Cancelled, Progress


def add_one(number: int) -> int:
    return number + 1


def never_end() -> None:
    while True:
        time.sleep(1)


def die() -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)


def take_memory() -> int:
    return len(bytearray(4 << 30))


def fail_in_plain_words() -> None:
    raise DiskFull("The disk is full.", safe="Safe.", now="Free some.")


def reach_out() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def start_a_program() -> None:
    subprocess.run([sys.executable, "--version"], check=True)


def count(progress: Progress) -> str:
    for step in range(3):
        progress(step, 3, "counting")
    return "counted"


def count_for_ever(progress: Progress) -> None:
    while True:
        progress(0, 0, "on and on")
        time.sleep(0.01)


def test_a_child_answers_and_is_used_again() -> None:
    with Child() as child:
        assert [child.call(add_one, number) for number in (1, 2, 3)] == [2, 3, 4]


@pytest.mark.parametrize(
    ("work", "reason"),
    [(never_end, "too_slow"), (die, "crashed"), (take_memory, "crashed")],
    ids=["hang", "die", "memory"],
)
def test_a_child_that_hangs_dies_or_eats_memory_is_told_and_replaced(work: object, reason: str) -> None:
    with Child(Limits(memory=2 << 30, seconds=1.0)) as child:
        with pytest.raises(ChildStopped) as stopped:
            child.call(work)  # type: ignore[arg-type]
        assert stopped.value.reason == reason
        assert child.call(add_one, 1) == 2


def test_a_plain_failure_crosses_whole() -> None:
    with Child() as child, pytest.raises(DiskFull) as told:
        child.call(fail_in_plain_words)
    assert (told.value.happened, told.value.safe, told.value.now) == ("The disk is full.", "Safe.", "Free some.")


@pytest.mark.parametrize("work", [reach_out, start_a_program])
def test_a_child_cannot_reach_out_or_start_programs(work: object) -> None:
    with Child() as child, pytest.raises(PermissionError):
        child.call(work)  # type: ignore[arg-type]


def test_progress_arrives_and_a_wish_to_stop_ends_the_child() -> None:
    heard = []
    with Child() as child:
        assert child.call(count, progress=lambda *told: heard.append(told)) == "counted"
        assert [told for told in heard if told[2]][-1] == (2, 3, "counting")

        def stop(done: int, total: int, what: str) -> None:
            raise Cancelled

        for endless in (count_for_ever, never_end):
            with pytest.raises(Cancelled):
                if endless is never_end:
                    child.call(_wait_with_progress, progress=stop)
                else:
                    child.call(endless, progress=stop)
        assert child.call(add_one, 1) == 2


def _wait_with_progress(progress: Progress) -> None:
    time.sleep(60)


def mutter() -> None:
    os.write(2, b"ZIPDecode: Decoding error")


def test_what_libraries_mutter_does_not_reach_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with Child() as child:
        child.call(mutter)
    assert capfd.readouterr().err == ""
