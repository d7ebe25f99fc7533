"""What is being added, written down while it happens: after a stop or a power cut it goes on from there."""

import json
import os
import re
import threading
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from caregiver_app.fsops import take_away
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import Seal, SealBroken, size_of
from caregiver_app.store.originals import Kept, Originals

FILE: Final = "adding.jsonl"
_FINGERPRINT: Final = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Unfinished:
    """What was asked for and not finished: the paths as they were given, and how many files are copied already.

    `leave_discs` says that imaging discs were only to be listed.
    """

    paths: tuple[Path, ...]
    copied: int
    leave_discs: bool = False


class Journal:
    """One file beside the drafts of a case. Its first line names what was asked for, each other one a copied file.

    Losing it loses time and nothing else: it only says which copies need not be made again.
    """

    def __init__(self, case: Path, seal: Seal | None = None) -> None:
        self._path = case / "drafts" / FILE
        self._seal = seal
        self._copied: dict[str, tuple[int, int, Kept]] = {}
        self._file: IO[str] | None = None
        self._one_line_at_a_time = threading.Lock()

    def unfinished(self) -> Unfinished | None:
        """Return what was not finished the last time, or None."""
        lines = self._lines()
        if not lines or not isinstance(lines[0].get("asked"), list):
            return None
        paths = tuple(Path(str(path)) for path in lines[0]["asked"])
        return Unfinished(paths, len(lines) - 1, lines[0].get("leave_discs") is True)

    def is_over(self, known: frozenset[str]) -> bool:
        """Whether all of it was listed, and only a kill kept this from being forgotten.

        `known` are the files of the case, and of what can be brought back. All that came in must be there: one alone
        may have been added in another way.
        """
        new = set()
        for line in self._lines()[1:]:
            with suppress(KeyError, ValueError):
                if _is_new(line):
                    new.add(_fingerprint(line))
        return bool(new) and new <= known

    def begin(self, paths: tuple[Path, ...], *, leave_discs: bool = False) -> None:
        """Write down what is asked for; what was copied for an earlier asking is remembered."""
        for line in self._lines()[1:]:
            with suppress(KeyError, TypeError, ValueError):
                kept = Kept(_fingerprint(line), int(line["size"]), new=_is_new(line))
                self._copied[str(line["path"])] = (kept.size, int(line["mtime"]), kept)
        with suppress(OSError):  # a disk without room for it still takes papers that fit
            self._path.parent.mkdir(exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8")
            self._write({"asked": [os.path.abspath(path) for path in paths], "leave_discs": leave_discs})
            for path, (_size, mtime, kept) in self._copied.items():
                self._write_copied(path, mtime, kept)

    def remembering(self, originals: Originals) -> Originals:
        """Return the originals in such a way that every copy made is remembered, and made once."""
        return _Remembering(originals, self)

    def copy_of(self, source: Path, originals: Originals) -> Kept | None:
        """Return the copy made of a file before, when neither has changed since."""
        found = self._copied.get(os.path.abspath(source))
        if found is None:
            return None
        size, mtime, kept = found
        with suppress(OSError):
            now = source.stat()
            if (now.st_size, now.st_mtime_ns) == (size, mtime):
                return kept if size_of(originals.file(kept.fingerprint)) == size else None
        return None

    def note(self, source: Path, kept: Kept) -> None:
        """Remember that a file is copied. Safe to call from any thread."""
        with suppress(OSError):
            self._write_copied(os.path.abspath(source), source.stat().st_mtime_ns, kept)

    def finish(self) -> None:
        """Forget it: everything is listed."""
        self.leave()
        with suppress(OSError):
            take_away(self._path, within=self._path.parent)

    def leave(self) -> None:
        """Let go of the file; it stays for the next time."""
        if self._file is not None:
            with suppress(OSError):  # a line the full disk did not take is tried again here
                self._file.close()
            self._file = None

    def forget(self, originals: Originals, known: frozenset[str]) -> None:
        """Take back the copies nobody wants any more: those that belong to nothing in `known`, as for `is_over`.

        A file that was in the case before stays too: an earlier version of a paper may need it.
        """
        for line in self._lines()[1:]:
            with suppress(KeyError, ValueError):
                fingerprint = _fingerprint(line)
                if fingerprint not in known:
                    originals.take_back(Kept(fingerprint, 0, new=_is_new(line)))
        self.finish()

    def _write_copied(self, path: str, mtime: int, kept: Kept) -> None:
        line = {"path": path, "size": kept.size, "mtime": mtime, "fingerprint": kept.fingerprint, "new": kept.new}
        self._write(line)

    def _write(self, line: dict[str, Any]) -> None:
        with self._one_line_at_a_time:
            if self._file is not None:
                self._file.write(self._closed(json.dumps(line)) + "\n")
                self._file.flush()

    def _closed(self, text: str) -> str:
        return text if self._seal is None else b64encode(self._seal.sealed(text.encode())).decode()

    def _opened(self, line: str) -> str:
        """Return a line as it was written. Raises ValueError for one that does not open."""
        if self._seal is None:
            return line
        try:
            return self._seal.opened(b64decode(line)).decode()
        except SealBroken as problem:
            raise ValueError("not a line of this journal") from problem

    def _lines(self) -> list[dict[str, Any]]:
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return []
        lines = []
        for line in text.splitlines():
            with suppress(ValueError):  # the last line of a killed program may be cut off
                read = json.loads(self._opened(line))
                if isinstance(read, dict):
                    lines.append(read)
        return lines


def _fingerprint(line: dict[str, Any]) -> str:
    """Return the fingerprint a line names. Raises ValueError for what is none: it becomes part of a path."""
    found = str(line["fingerprint"])
    if not _FINGERPRINT.fullmatch(found):
        raise ValueError("not a fingerprint")
    return found


def _is_new(line: dict[str, Any]) -> bool:
    """Whether a line says that the file was not in the case before."""
    return line.get("new") is True


class _Remembering(Originals):
    """The originals of a case while a journal is kept: a copy made before is not made again, and none is taken back."""

    def __init__(self, originals: Originals, journal: Journal) -> None:
        super().__init__(originals.folder, originals.seal)
        self._journal = journal

    def keep(self, source: Path, progress: Progress = silent) -> Kept:
        known = self._journal.copy_of(source, self)
        if known is None:
            known = super().keep(source, progress)
            self._journal.note(source, known)
        return known

    def take_back(self, kept: Kept) -> None:
        """Leave the copy for the next time."""
