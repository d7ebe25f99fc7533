"""Tell a story of `faults/stories` again and again, each time in a process of its own that may be killed.

Starting Python and importing everything takes a second. So one process per story does it once, and forks for every
time the story is told: that takes some milliseconds, and a thousand kills take a minute.

A story is a module with three functions. `prepare(folder)` makes what it begins with. `act(folder, say)` does what a
family does and says each thing once it was promised to be kept. `look(folder, said)` raises AssertionError where
something that was said is not there, or something that is there is not whole.

Run as a program, this module is the process that forks: `begin FOLDER SAID` forks a teller that waits, `go` lets all
that wait begin at the same moment, `end` waits for them and says how they ended.
"""

import contextlib
import ctypes
import gc
import importlib.util
import io
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, TracebackType
from typing import NoReturn, Self

STORIES = Path(__file__).parent / "faults" / "stories"
WELL, TOLD, INCOMPLETE, BUG = 0, 1, 3, 70
_LONGEST = 120.0  # seconds until a teller is held to be stuck
_PR_SET_PTRACER = 0x59616D61


@dataclass(frozen=True)
class Outcome:
    """How a telling ended: its exit code (negative: the signal), what it said, and what became of it in words.

    `told` holds the three sentences of a failure that was reported, `bug` the traceback of one that was not.
    """

    code: int
    said: tuple[str, ...]
    told: tuple[str, ...] = ()
    bug: str = ""

    @property
    def killed(self) -> bool:
        """Whether it was killed."""
        return self.code == -signal.SIGKILL

    @property
    def reported(self) -> bool:
        """Whether it went well, or was told in three whole sentences with exit code 1."""
        return (self.code, self.told) == (WELL, ()) or (self.code == TOLD and len(self.told) == 3 and all(self.told))


class Telling:
    """One telling that was begun."""

    def __init__(self, pid: int, said: Path) -> None:
        self.pid = pid
        self._said = said

    def outcome(self, code: int) -> Outcome:
        """Return how it ended."""
        return _read(code, self._said)

    def forget(self) -> None:
        """Remove what it said."""
        self._said.unlink()


class Teller:
    """The process that forks, for one story. Several tellings may wait and go together."""

    def __init__(self, story: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, story], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._begun: list[Telling] = []
        self._number = 0
        assert self._answer() == "ready"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self._begun:
            os.kill(one.pid, 9)
        self._process.communicate(timeout=_LONGEST)

    def begin(self, folder: Path) -> Telling:
        """Fork a telling that waits until `go`."""
        self._number += 1
        said = folder.with_name(f"{folder.name}.{self._number}.said")
        said.touch()
        pid = int(self._ask(json.dumps(["begin", str(folder), str(said)])))
        self._begun.append(Telling(pid, said))
        return self._begun[-1]

    def go(self) -> None:
        """Let all that wait begin."""
        self._ask(json.dumps(["go"]))

    def end(self) -> list[Outcome]:
        """Wait until all that were begun have ended, and return how."""
        codes = json.loads(self._ask(json.dumps(["end"])))
        begun, self._begun = self._begun, []
        outcomes = [one.outcome(code) for one, code in zip(begun, codes, strict=True)]
        for one in begun:
            one.forget()
        return outcomes

    def tell(self, folder: Path) -> Outcome:
        """Tell it once, from its beginning to its end."""
        self.begin(folder)
        self.go()
        return self.end()[0]

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        out = self._process.stdout
        assert out is not None
        ready, _, _ = select.select([out], [], [], _LONGEST)
        assert ready, "the teller is stuck"
        return out.readline().strip()


def story_of(name: str) -> ModuleType:
    """Load a story by its name."""
    spec = importlib.util.spec_from_file_location(name, STORIES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Prepared:
    """What a story begins with, made once and copied for each telling."""

    def __init__(self, story: ModuleType, place: Path, copies: Path | None = None) -> None:
        self._copies = copies or place
        self._made = place / "prepared"
        self._made.mkdir(parents=True)
        self._number = 0
        story.prepare(self._made)

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """Yield a new folder as the story begins with; it is gone after the block."""
        self._number += 1
        folder = self._copies / f"told-{self._number}"
        shutil.copytree(self._made, folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


def outcome_of(story: ModuleType, folder: Path, said: Path) -> Outcome:
    """Tell a story once in this process; `said` is where it is written down."""
    handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        code = report(story.act, folder, handle)
    finally:
        os.close(handle)
    return _read(code, said)


def _read(code: int, said: Path) -> Outcome:
    whole = [json.loads(line) for line in said.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
    last = whole[-1] if whole else {}
    spoken = tuple(line["said"] for line in whole if "said" in line)
    return Outcome(code, spoken, tuple(last.get("told", ())), last.get("bug", ""))


def command(*words: str | Path) -> None:
    """Run a command as the user does. Raises CaregiverError with what it told, when it ended with exit code 1."""
    from caregiver_app.cli import main
    from caregiver_app.errors import CaregiverError

    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        code = main([str(word) for word in words])
    sentences = said.getvalue().splitlines()
    if code == TOLD:
        assert len(sentences) == 3, said.getvalue()
        raise CaregiverError(sentences[0], safe=sentences[1], now=sentences[2])
    assert code in (WELL, INCOMPLETE), said.getvalue()


# The process that forks


def report(act: Callable[[Path, Callable[[str], None]], None], folder: Path, said: int) -> int:
    """Act, and write to `said` what was said and how it ended; return the exit code.

    It writes by `writev`, which nothing else here uses, so that faults in `write` hit the program and not the report.
    """
    from caregiver_app.errors import CaregiverError

    def put(**line: object) -> None:
        os.writev(said, [json.dumps(line).encode() + b"\n"])

    try:
        act(folder, lambda title: put(said=title))
    except CaregiverError as failure:
        put(told=[failure.happened, failure.safe, failure.now])
        return TOLD
    except BaseException:
        put(bug=traceback.format_exc())
        return BUG
    return WELL


def _tell(story: ModuleType, folder: Path, said: int, gate: int, silent: int) -> NoReturn:
    if sys.platform == "linux":  # so that strace may watch what is not its child
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
    os.dup2(silent, 0)
    os.write(1, f"{os.getpid()}\n".encode())  # from now on it may be watched
    os.dup2(silent, 1)
    os.read(gate, 1)
    os._exit(report(story.act, folder, said))


def _serve(story: ModuleType) -> None:
    with tempfile.TemporaryDirectory() as place:  # once here, so that no telling has to import or work out anything
        story.prepare(Path(place))
        story.act(Path(place), lambda _title: None)
    begun: list[int] = []
    gate, silent = os.pipe(), os.open(os.devnull, os.O_RDWR)
    gc.freeze()  # what is imported is not gone through, so that its pages stay shared
    print("ready", flush=True)
    for line in sys.stdin:
        word, *more = json.loads(line)
        if word == "begin":
            said = os.open(more[1], os.O_WRONLY | os.O_APPEND)
            pid = os.fork()
            if not pid:
                os.close(gate[1])
                _tell(story, Path(more[0]), said, gate[0], silent)
            os.close(said)
            begun.append(pid)
        elif word == "go":
            os.close(gate[1])
            os.close(gate[0])
            gate = os.pipe()
            print("gone", flush=True)
        else:
            print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in begun]), flush=True)
            begun.clear()


if __name__ == "__main__":
    _serve(story_of(sys.argv[1]))
