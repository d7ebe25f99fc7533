"""Let the system refuse, or kill, at the n-th call of a kind: strace tampers with a telling that waits."""

import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

FAULTS = {"SIGKILL": "signal=SIGKILL", "ENOSPC": "error=ENOSPC", "EIO": "error=EIO"}
_LONGEST = 120.0


@dataclass(frozen=True)
class Fault:
    """One fault: which call fails, how, and at which of its calls in a thread; with `file` only calls on that file."""

    call: str
    kind: str
    number: int
    file: Path | None = None

    def __str__(self) -> str:
        return f"{self.kind} at {self.call} {self.number}"


class Injected:
    """Watch a process that waits, and let the fault fire in it or in what it starts."""

    def __init__(self, pid: int, fault: Fault, log: Path) -> None:
        self._fault = fault
        self._log = log
        injected = f"{fault.call}:{FAULTS[fault.kind]}:when={fault.number}"
        only = ["-P", str(fault.file)] if fault.file else []
        calls = ["-e", f"trace={fault.call}", "-e", f"inject={injected}"]
        self._strace = subprocess.Popen(
            ["strace", "-f", "-p", str(pid), "-o", log, *only, *calls],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._strace.stderr is not None
        said = self._strace.stderr.readline()
        while "Requested path" in said:  # it may have a longer name too; both are watched
            said = self._strace.stderr.readline()
        assert "attached" in said, said

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._strace.kill()
        self._strace.communicate(timeout=_LONGEST)

    def fired(self) -> bool:
        """Whether it fired, once the block is left: a thread came to its n-th call.

        What is killed on the way into a call says nothing else in the log.
        """
        calls = Counter(line.split(None, 1)[0] for line in self._lines() if f" {self._fault.call}(" in line)
        return max(calls.values(), default=0) >= self._fault.number

    def _lines(self) -> list[str]:
        return self._log.read_text(encoding="utf-8", errors="replace").splitlines()
