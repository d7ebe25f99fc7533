"""A case that is open elsewhere: never two writers, and whoever comes second can still read."""

import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaseElsewhere, CaseInUse, CaseReadOnly
from caregiver_app.store import lock
from cases import new_case

WRITER = Path(__file__).parents[1] / "faults" / "stories" / "writing_for_ever.py"
LOCK = "case.lock"


@contextmanager
def somebody_writing(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Let another process write into the case, one entry after the other."""
    with subprocess.Popen([sys.executable, WRITER, folder], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        try:
            yield writer
        finally:
            writer.kill()
            writer.stdout.read()


def looked_at(folder: Path) -> Casebook:
    """Open a case to read, again where somebody who writes without a pause leaves a busy computer no moment for it."""
    for _more in range(20):
        with suppress(CaseInUse):
            return Casebook.open_to_read(folder)
    return Casebook.open_to_read(folder)


@pytest.mark.thorough
def test_whoever_comes_second_reads_what_was_saved_last_and_writes_nothing(tmp_path: Path) -> None:
    folder = new_case(tmp_path / "case")
    seen = []
    with somebody_writing(folder):
        with pytest.raises(CaseInUse):
            Casebook.open(folder)
        for _look in range(20):
            with looked_at(folder) as book:
                assert book.read_only
                assert book.is_held_elsewhere
                assert [one for one in book.findings() if one.kind == "damaged"] == []
                seen.append(len(book.snapshot().entries) + len(book.snapshot().documents))
                with pytest.raises(CaseReadOnly):
                    add_entry(book, Note(title="second"))
    assert seen == sorted(seen)
    assert seen[0] > 0
    assert seen[-1] > seen[0]
    with Casebook.open(folder) as book:
        assert "second" not in {entry.title for entry in book.snapshot().entries if isinstance(entry, Note)}


def test_the_lock_names_computer_process_and_time_and_goes_with_its_holder(tmp_path: Path) -> None:
    folder = new_case(tmp_path / "case")
    with Casebook.open(folder):
        host, process, _since = (folder / LOCK).read_text(encoding="utf-8").splitlines()
        assert (host, process) == (platform.node(), str(os.getpid()))
    assert not (folder / LOCK).exists()


HOLDER = """
import os, sys
from pathlib import Path
from caregiver_app.store.lock import Lock

lock = Lock(Path(sys.argv[1]))
if os.fork() == 0:
    sys.stdin.read()
    os._exit(0)
os._exit(0)
"""
"""Hold a case, and leave the hold to a child that outlives us, as whoever is killed while it begins a program does."""


@contextmanager
def held_by_a_child(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Let a case be held by the child of a process that has ended already; the child ends with its input."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, folder], stdin=subprocess.PIPE) as holder:
        assert holder.wait() == 0
        yield holder


def test_a_lock_that_is_left_over_for_a_moment_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = new_case(tmp_path / "case")
    waited = []
    with held_by_a_child(folder) as holder:

        def wait(seconds: float) -> None:
            waited.append(seconds)
            assert holder.stdin is not None
            holder.stdin.close()

        monkeypatch.setattr(lock.time, "sleep", wait)
        Casebook.open(folder).close()
    assert waited


def test_a_lock_that_stays_is_told_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = new_case(tmp_path / "case")
    monkeypatch.setattr(lock, "_AT_MOST", 0.1)
    with held_by_a_child(folder), pytest.raises(CaseInUse):
        Casebook.open(folder)


def test_a_lock_whose_holder_lives_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = new_case(tmp_path / "case")
    monkeypatch.setattr(lock.time, "sleep", pytest.fail)
    with Casebook.open(folder), pytest.raises(CaseInUse):
        Casebook.open(folder)


def test_a_lock_that_a_killed_program_left_is_no_question(tmp_path: Path) -> None:
    folder = new_case(tmp_path / "case")
    with somebody_writing(folder) as writer:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        assert (folder / LOCK).exists()
        with Casebook.open(folder) as book:
            add_entry(book, Note(title="on"))


def test_a_lock_of_another_computer_is_asked_about_once(tmp_path: Path) -> None:
    folder = new_case(tmp_path / "case")
    (folder / LOCK).write_text("kitchen-laptop\n12\n2026-11-28 21:14\n", encoding="utf-8")
    before = (folder / "case.db").read_bytes()
    for _try in range(2):
        with pytest.raises(CaseElsewhere, match="“kitchen-laptop”, since 2026-11-28 21:14"):
            Casebook.open(folder)
    assert (folder / "case.db").read_bytes() == before
    with Casebook.open(folder, sure=True):
        pass
    with Casebook.open(folder) as book:
        add_entry(book, Note(title="on"))


def test_a_lock_with_anything_in_it_stops_nobody_with_a_mistake(tmp_path: Path) -> None:
    folder = new_case(tmp_path / "case")
    for content in (b"", b"\n", b"\xff\xfe\x00", b"x" * 5000):
        (folder / LOCK).write_bytes(content)
        with Casebook.open(folder, sure=True):
            pass
