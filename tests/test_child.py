"""Whatever happens in the child, the parent goes on and is told what became of it."""

import ast
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import caregiver_app
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.errors import DiskFull
from caregiver_app.progress import Cancelled, Progress

OUR_OWN = ("child.py", "protection.py")
"""Where no file of a family is read: what a child is, and what makes keys."""


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


def test_every_child_that_reads_what_a_family_brings_has_a_bound_for_its_memory() -> None:
    sources = [path for path in Path(caregiver_app.__file__).parent.rglob("*.py") if path.name not in OUR_OWN]
    written = [text for path in sources if "Limits" in (text := path.read_text(encoding="utf-8"))]
    nodes = [node for text in written for node in ast.walk(ast.parse(text))]
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    limits, children = ([call for call in calls if ast.unparse(call.func) == name] for name in ("Limits", "Child"))
    assert min(len(limits), len(children)) >= 7
    assert [ast.unparse(call) for call in limits if not (call.args or call.keywords[0].arg == "memory")] == []
    assert [ast.unparse(call) for call in children if not call.args] == []


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
        assert child.call(add_one, 1, seconds=60.0) == 2  # to start one may take longer where much is going on
        with pytest.raises(ChildStopped) as stopped:
            child.call(work)  # type: ignore[arg-type]
        assert stopped.value.reason == reason
        assert child.call(add_one, 1, seconds=60.0) == 2


@contextmanager
def no_more_open_files() -> Iterator[None]:
    """Let the system refuse to open another file, be it a pipe or what a new process needs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    held: list[int] = []
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, max(map(int, os.listdir("/dev/fd"))) + 2), hard))
    try:
        with suppress(OSError):
            while True:
                held.append(os.open(os.devnull, os.O_RDONLY))
        yield
    finally:
        for one in held:
            os.close(one)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_system_that_starts_no_process_is_told_as_a_child_that_is_gone() -> None:
    with Child() as child:
        with no_more_open_files():
            with pytest.raises(OSError, match="Too many open files"):
                os.open(os.devnull, os.O_RDONLY)
            with pytest.raises(ChildStopped) as stopped:
                child.call(add_one, 1)
        assert stopped.value.reason == "crashed"
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
