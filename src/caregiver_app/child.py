"""Work in a killable child process: whatever a hostile file does to the reader, this program goes on.

A child is started afresh (never forked from a process with threads), works through calls one at a time and
is killed when it takes too long or dies by itself. It opens no socket and starts no program.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from caregiver_app.i18n import language, speaking
from caregiver_app.offline import keep_to_this_computer, refuse_to_reach_out
from caregiver_app.progress import Progress

T = TypeVar("T")

_POLL_SECONDS = 0.05
_FORBIDDEN = (
    "socket.connect", "socket.bind", "socket.sendto", "subprocess.Popen", "os.system", "os.exec", "os.spawn",
    "os.posix_spawn", "os.startfile",
)  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """Bound what a child may use: `memory` in bytes of address space (0: no bound), `seconds` for one call."""

    memory: int = 0
    seconds: float = 60.0


class ChildStopped(Exception):
    """The child is gone, or the system starts none: `reason` is "crashed" or "too_slow"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Child:
    """Run importable functions in one child process at a time; after a crash the next call starts a new one."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(
        self,
        function: Callable[..., T],
        *args: Any,
        progress: Progress | None = None,
        heed: Callable[[], object] | None = None,
        seconds: float = 0.0,
    ) -> T:
        """Return what `function(*args)` returns in the child.

        With `progress` the function gets a `progress=` of its own whose calls arrive here, and each call
        gives it another `seconds` (those of the limits, where none are given). `heed` is called while waiting: it
        may raise `Cancelled`, and then the child is killed. Raises ChildStopped, whatever the function raised, and
        whatever `progress` raises (then the child is killed).
        """
        pipe = self._started()
        try:
            pipe.send((function, args, progress is not None, language()))
        except OSError:
            self._kill()
            raise ChildStopped("crashed") from None
        answer, value = self._answer(pipe, progress, heed, seconds or self._limits.seconds)
        if answer == "raised":
            raise value
        return cast(T, value)

    def close(self) -> None:
        """Let an idle child end by itself, or end it."""
        if self._pipe is not None and self._process is not None:
            with suppress(OSError):
                self._pipe.send(None)
            self._process.join(1)
        self._kill()

    def _started(self) -> "Connection[Any, Any]":
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._kill()
        context = multiprocessing.get_context("spawn")
        try:
            ours, theirs = context.Pipe()
            with theirs:
                try:
                    process = context.Process(target=_serve, args=(theirs, self._limits.memory), daemon=True)
                    process.start()
                except BaseException:
                    ours.close()
                    raise
        except OSError:  # too many processes or open files, or no memory
            raise ChildStopped("crashed") from None
        self._pipe, self._process = ours, process
        return ours

    def _answer(
        self,
        pipe: "Connection[Any, Any]",
        progress: Progress | None,
        heed: Callable[[], object] | None,
        seconds: float,
    ) -> tuple[str, Any]:
        """Wait for the child's result; while waiting repeat its last progress, so that a wish to stop is heard."""
        told = (0, 0, "")
        waited = 0.0
        try:
            while True:
                arrived = _received(pipe)
                if arrived is not None and arrived[0] != "progress":
                    return arrived
                if arrived is not None:
                    told, waited = arrived[1], 0.0
                elif (waited := waited + _POLL_SECONDS) >= seconds:
                    raise ChildStopped("too_slow")
                if progress is not None:
                    progress(*told)
                if heed is not None:
                    heed()
        except BaseException:
            self._kill()
            raise

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None


def _received(pipe: "Connection[Any, Any]") -> tuple[str, Any] | None:
    """Return the child's next message, or None when none has come within the polling time."""
    try:
        return pipe.recv() if pipe.poll(_POLL_SECONDS) else None
    except (EOFError, OSError):
        raise ChildStopped("crashed") from None


def _serve(pipe: "Connection[Any, Any]", memory: int) -> None:
    """Work through calls in the child until the parent says stop or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _hush()
    _bound_memory(memory)
    keep_to_this_computer()
    refuse_to_reach_out()
    sys.addaudithook(_refuse)
    while True:
        try:
            order = pipe.recv()
        except (EOFError, OSError):
            return
        if order is None:
            return
        function, args, tells, spoken = order
        extra = {"progress": lambda *told: pipe.send(("progress", told))} if tells else {}
        try:
            with speaking(spoken):
                answer = ("done", function(*args, **extra))
        except MemoryError:
            return  # seen by the parent as a crash: what asked for too much must not be asked again here
        except Exception as problem:
            answer = ("raised", problem)
        pipe.send(answer)


def _hush() -> None:
    """Keep what libraries mutter about broken files off the user's terminal; what matters is sent as an answer."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _bound_memory(memory: int) -> None:
    """Limit the address space where the system can (not on Windows)."""
    if memory and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(event)
