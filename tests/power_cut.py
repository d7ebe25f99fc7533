"""Record what a telling does to files, and make every state a power cut may leave of it.

A disk promises nothing about what was not flushed: of the changes since then any may be there and any other missing, in
whatever order they were made. Bytes are safe after `fsync` of their file, names after `fsync` of their folder.
"""

import os
import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

_LONGEST = 120.0
_CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})*)>")
_UNDERSTOOD = "openat,write,pwrite64,writev,fsync,fdatasync,rename,unlink,rmdir,mkdir,ftruncate"
_NOT_UNDERSTOOD = (
    "creat,pwritev,pwritev2,sendfile,copy_file_range,renameat,renameat2,unlinkat,mkdirat,truncate,link,linkat,symlink,"
    "symlinkat,fallocate"
)
_FEW = 8


@dataclass(frozen=True)
class Change:
    """One change: bytes of a file or its length, or names that lead to another file, a new folder or nothing more.

    It is safe once all that `waits_for` names was flushed after it.
    """

    waits_for: frozenset[object]
    file: int = -1
    offset: int = 0
    data: bytes | None = None
    names: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Flush:
    """A file or folder that is on the disk from here on."""

    what: object


@dataclass(frozen=True)
class Said:
    """Something that was promised here."""

    what: str


@dataclass
class Recorded:
    """All that a telling did, in order, and what was there before."""

    names: dict[str, object]
    contents: dict[int, bytes]
    log: list[Change | Flush | Said] = field(default_factory=list)


FOLDER = "a folder"


class Recorder:
    """Watch a telling that waits, and read from the log of strace what it did in its folder."""

    def __init__(self, pid: int, folder: Path, log: Path) -> None:
        self._folder, self._log = str(folder), log
        self._names: dict[str, object] = {}
        self._lengths: dict[int, int] = {}
        contents = {}
        for number, path in enumerate([folder, *sorted(folder.rglob("*"))]):
            self._names[str(path)] = FOLDER if path.is_dir() else number
            if path.is_file():
                contents[number] = path.read_bytes()
                self._lengths[number] = len(contents[number])
        self._next = len(self._names)
        self._places: dict[str, int] = {}
        self._files: dict[str, int] = {}
        self._recorded = Recorded(dict(self._names), contents)
        words = ["-y", "-xx", "-s", "100000000", "-o", str(log), "-e", f"trace={_UNDERSTOOD},{_NOT_UNDERSTOOD}"]
        self._strace = subprocess.Popen(["strace", "-p", str(pid), *words], stderr=subprocess.PIPE, text=True)
        assert self._strace.stderr is not None
        assert "attached" in self._strace.stderr.readline()

    def recorded(self) -> Recorded:
        """Return what it did, once it has ended."""
        self._strace.communicate(timeout=_LONGEST)
        for line in self._log.read_text(encoding="ascii").splitlines():
            call = _CALL.match(line)
            if call is not None and int(call[3]) >= 0:
                self._understand(call[1], call[2], call[3], line)
        return self._recorded

    def _understand(self, call: str, words: str, answer: str, line: str) -> None:
        texts = [_plain(text) for text in _TEXT.findall(words)]
        handle = _HANDLE.match(words)
        path = os.fsdecode(_plain(handle[2])) if handle is not None else os.fsdecode(texts[0]) if texts else ""
        if call == "writev":
            self._recorded.log += [
                Said(found[1]) for text in texts if (found := re.search('"said": "(.*)"', text.decode()))
            ]
        elif call == "openat":
            opened = os.fsdecode(texts[0])
            if self._is_ours(opened) and self._names.get(opened) != FOLDER:
                self._open(answer, opened, words)
        elif self._is_ours(path):
            assert call in _UNDERSTOOD.split(","), f"nobody taught this recorder what {call} does"
            if handle is not None:
                self._by_handle(call, handle[1], path, texts, words)
            else:
                self._by_name(call, *(os.fsdecode(text) for text in texts))

    def _open(self, handle: str, path: str, words: str) -> None:
        if path not in self._names:
            self._lengths[self._next] = 0
            self._recorded.contents[self._next] = b""
            self._rename({path: self._next})
            self._next += 1
        number = self._names[path]
        assert isinstance(number, int)
        self._files[handle] = number
        if "O_TRUNC" in words and self._lengths[number]:
            self._put(number, 0, None)
        self._places[handle] = self._lengths[number] if "O_APPEND" in words else 0

    def _by_handle(self, call: str, handle: str, path: str, texts: list[bytes], words: str) -> None:
        if call in ("fsync", "fdatasync"):
            self._recorded.log.append(Flush(path if self._names.get(path) == FOLDER else self._files[handle]))
        elif call == "write":
            self._put(self._files[handle], self._places[handle], texts[0])
            self._places[handle] += len(texts[0])
        elif call == "pwrite64":
            self._put(self._files[handle], int(words.rpartition(", ")[2]), texts[0])
        else:
            self._put(self._files[handle], int(words.rpartition(", ")[2]), None)

    def _by_name(self, call: str, path: str, to: str = "") -> None:
        if call == "rename":
            file = self._names[path]
            if os.path.dirname(path) == os.path.dirname(to):
                self._rename({path: None, to: file})
            else:  # either folder may come to the disk without the other
                self._rename({to: file})
                self._rename({path: None})
        else:
            self._rename({path: FOLDER if call == "mkdir" else None})

    def _put(self, number: int, offset: int, data: bytes | None) -> None:
        self._lengths[number] = offset if data is None else max(self._lengths[number], offset + len(data))
        self._recorded.log.append(Change(frozenset([number]), number, offset, data))

    def _rename(self, names: dict[str, object]) -> None:
        self._recorded.log.append(Change(frozenset(map(os.path.dirname, names)), names=tuple(names.items())))
        self._names = {path: file for path, file in (self._names | names).items() if file is not None}

    def _is_ours(self, path: str) -> bool:
        return path == self._folder or path.startswith(f"{self._folder}/")


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def states(recorded: Recorded, chance: random.Random, most: int) -> Iterator[tuple[list[Change], tuple[str, ...]]]:
    """Yield the changes that a power cut may have left, with all that was said by then, each state once.

    Of eight changes or fewer that are not safe yet every choice is made, of more so many at random. It is enough to cut
    before a flush, before something is said and at the end: each earlier moment is among these, with less kept.
    """
    safe: list[int] = []
    waiting: dict[int, set[object]] = {}
    said: tuple[str, ...] = ()
    seen: set[tuple[int, ...]] = set()
    for at, event in enumerate([*recorded.log, Flush(None)]):
        if isinstance(event, Change):
            waiting[at] = set(event.waits_for)
            continue
        for kept in _choices(sorted(waiting), chance, most):
            state = tuple(sorted([*safe, *kept]))
            if (state, said) not in seen:
                seen.add((state, said))
                yield [change for number in state if isinstance(change := recorded.log[number], Change)], said
        if isinstance(event, Said):
            said += (event.what,)
            continue
        for number, flushes in list(waiting.items()):
            flushes.discard(event.what)
            if not flushes:
                safe.append(number)
                del waiting[number]


def _choices(waiting: list[int], chance: random.Random, most: int) -> Iterator[tuple[int, ...]]:
    if len(waiting) <= _FEW and 2 ** len(waiting) <= most:
        for count in range(len(waiting) + 1):
            yield from combinations(waiting, count)
        return
    yield ()
    yield tuple(waiting)
    for _time in range(most - 2):
        likely = chance.random()
        yield tuple(number for number in waiting if chance.random() < likely)


def put_back(recorded: Recorded, changes: list[Change], start: Path, folder: Path) -> None:
    """Make in `folder` what is left of `start` when only these changes came to the disk."""
    names = dict(recorded.names)
    contents = {number: bytearray(body) for number, body in recorded.contents.items()}
    for change in changes:
        names |= dict(change.names)
        if change.file >= 0:
            body = contents[change.file]
            if change.data is None:
                del body[change.offset :]
            body.extend(bytes(max(0, change.offset - len(body))))
            body[change.offset : change.offset + len(change.data or b"")] = change.data or b""
    for path, file in sorted(names.items()):
        place = folder / Path(path).relative_to(start)
        if file == FOLDER and place.parent.is_dir():
            place.mkdir(exist_ok=True)
        elif isinstance(file, int) and place.parent.is_dir():
            place.write_bytes(contents[file])
