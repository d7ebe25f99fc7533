"""Copy the files of a disc into the case and look at each in a child process, two at a time."""

import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Final

from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.intake.imaging.discs import DiscFile
from caregiver_app.intake.imaging.listing import Seen, look_at_files
from caregiver_app.progress import Cancelled, Progress
from caregiver_app.sealed import Readable
from caregiver_app.store.originals import Kept, Originals, SourceTrouble, fingerprint_of_source

LIMITS: Final = Limits(memory=2 << 30, seconds=60.0)
"""Of a child that reads files of a disc."""

# Copying waits for the disk, checking the copy for the processor: two at a time keep both busy.
_COPIES_AT_ONCE: Final = 2
_BATCH: Final = 25  # files; few enough that a wish to stop is heard soon
_HEARTBEAT_SECONDS: Final = 0.2


@dataclass(frozen=True)
class FileOfDisc:
    """A file of a disc after one look. `place` is where its bytes are now; without a fingerprint it was unreadable."""

    path_inside: str
    place: Readable
    size: int
    fingerprint: str
    seen: Seen


def copied_and_looked_at(
    originals: Originals,
    files: Sequence[DiscFile],
    children: Sequence[Child],
    new: list[Kept],
    *,
    leave: bool,
    progress: Progress,
) -> tuple[FileOfDisc, ...]:
    """Copy files into the case (with `leave`: only take their fingerprints) and look at each in one of the children.

    What is newly kept is put into `new`, also when this raises: a CaregiverError where the case takes no more, or
    whatever `progress` raises.
    """
    work = _Work(originals, children, new, leave=leave)
    batches = [files[at : at + _BATCH] for at in range(0, len(files), _BATCH)]
    with ThreadPoolExecutor(_COPIES_AT_ONCE) as pool:
        tasks = [pool.submit(work.do, batch) for batch in batches]
        try:
            waiting = set(tasks)
            while waiting:
                finished, waiting = wait(waiting, _HEARTBEAT_SECONDS, FIRST_COMPLETED)
                progress(work.done, len(files), work.at)
                for task in finished:
                    task.result()
        except BaseException:
            work.stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    progress(len(files), len(files), "")
    return tuple(file for task in tasks for file in task.result())


class _Work:
    """What the threads share: how far they are, what is newly kept, and whether they are to stop."""

    def __init__(self, originals: Originals, children: Sequence[Child], new: list[Kept], *, leave: bool) -> None:
        self.stop = threading.Event()
        self.done = 0
        self.at = ""
        self._originals = originals
        self._leave = leave
        self._new = new
        self._free: SimpleQueue[Child] = SimpleQueue()
        for child in children:
            self._free.put(child)
        self._lock = threading.Lock()

    def do(self, batch: Sequence[DiscFile]) -> list[FileOfDisc]:
        """Copy and look at some files."""
        copies = [self._copied(file) for file in batch]
        readable = [place for place, _size, fingerprint in copies if fingerprint]
        seen = iter(self._looked_at(readable))
        return [
            FileOfDisc(file.path_inside, place, size, fingerprint, next(seen) if fingerprint else _UNREADABLE)
            for file, (place, size, fingerprint) in zip(batch, copies, strict=True)
        ]

    def _copied(self, file: DiscFile) -> tuple[Readable, int, str]:
        """Return where a file is now, its size, and its fingerprint: nothing for one that cannot be read."""
        self._heed()
        self.at = file.path_inside
        try:
            return self._fingerprinted(file) if self._leave else self._kept(file)
        except SourceTrouble:
            return file.place, file.size, ""
        finally:
            with self._lock:
                self.done += 1

    def _kept(self, file: DiscFile) -> tuple[Readable, int, str]:
        kept = self._originals.keep(file.place, self._heed)
        if kept.new:
            with self._lock:
                self._new.append(kept)
        return self._originals.file(kept.fingerprint), kept.size, kept.fingerprint

    def _fingerprinted(self, file: DiscFile) -> tuple[Readable, int, str]:
        fingerprint, size = fingerprint_of_source(file.place, self._heed)
        return file.place, size, fingerprint

    def _looked_at(self, places: Sequence[Readable]) -> tuple[Seen, ...]:
        """Look at files in a child that is free; where one of them stops it, at each alone."""
        child = self._free.get()
        try:
            return child.call(look_at_files, places, heed=self._heed)
        except ChildStopped as stopped:
            if len(places) == 1:
                return (Seen("unknown", stopped.reason),)
        finally:
            self._free.put(child)
        return tuple(seen for place in places for seen in self._looked_at([place]))

    def _heed(self, *_told: object) -> None:
        if self.stop.is_set():
            raise Cancelled


_UNREADABLE: Final = Seen("unknown", "damaged")
