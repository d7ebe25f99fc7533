"""Keep what a family brings: copied, checked, opened where it holds others, looked at in child processes.

Long work on values: it touches no database and may run in any thread.
"""

import os
import queue
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from caregiver_app.casebook.documents.discs import KeptDisc, keep_disc
from caregiver_app.casebook.documents.gathering import as_disc, as_study, gathered
from caregiver_app.casebook.documents.kept import Brought, KeptFile
from caregiver_app.casebook.documents.sources import Found, Source, printable
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import require_room, take_away
from caregiver_app.i18n import _
from caregiver_app.intake.inspection import inspect_file
from caregiver_app.intake.look import Inside, Inspection
from caregiver_app.progress import Cancelled, Progress, silent
from caregiver_app.store.originals import Kept, Originals, SourceTrouble

LEAST_LEFT: Final = 200_000_000
"""Bytes that adding papers leaves free on the disk: what is typed afterwards needs room, and so does the computer."""
READING_LIMITS: Final = Limits(memory=3 << 30, seconds=60.0)
_MOST_AT_ONCE: Final = 4
_HEARTBEAT_SECONDS: Final = 0.2
# A letter in a ZIP in an e-mail in a mailbox in a ZIP still comes out.
_DEEPEST: Final = 5
# Of one file that was brought, with all that lies in what lies in it: a ZIP of ZIPs may come to any size.
_MOST_BYTES_INSIDE: Final = 20 << 30
_MOST_FILES_INSIDE: Final = 20_000
_ALWAYS_FULL: Final = ("zip", "mbox")
_OPENED_PER_SECOND: Final = 20e6
_Outcome = KeptFile | SourceTrouble


def keep_files(
    originals: Originals,
    sources: Found | Sequence[Source | Path],
    progress: Progress = silent,
    *,
    leave_discs: bool = False,
) -> Brought:
    """Copy files and discs into the case, check the copies, and look at each in a child process; several at a time.

    A file that cannot be read is named in the outcome and stops no other; when it is the only one, its trouble is
    raised. With `leave_discs` imaging discs are only listed, with their fingerprints. Raises the CaregiverError of
    the case's own disk and whatever `progress` raises; then no copy is left behind that `originals` takes back.
    """
    found = sources if isinstance(sources, Found) else Found(tuple(_source(one) for one in sources))
    require_room(originals.folder, sum(map(_size, (*(one.path for one in found.files), *found.discs))), LEAST_LEFT)
    work = _Keeping(originals)
    try:
        kept, refused = work.run(found.files, progress)
        discs = [work.disc(folder, progress, leave=leave_discs) for folder in found.discs]
        everything = (*gathered(kept, work.keep_text), *discs)
    except BaseException:
        work.take_back()
        raise
    if not everything and len(refused) == 1 and len(found.files) == 1:
        raise refused[0][1]
    return Brought(everything, (*found.passed_over, *refused))


def _size(path: Path) -> int:
    """Return how many bytes lie in a file, or in all files of a disc; what cannot be asked is told when it is read."""
    found = 0
    for place, _folders, names in os.walk(path) if path.is_dir() else ((path.parent, (), (path.name,)),):
        for name in names:
            with suppress(OSError):
                found += os.lstat(os.path.join(place, name)).st_size
    return found


def _source(given: Source | Path) -> Source:
    return given if isinstance(given, Source) else Source(given)


class _Keeping:
    """One run: some threads, each copying a file and having it looked at by a child of its own."""

    def __init__(self, originals: Originals) -> None:
        self._originals = originals
        self._stop = threading.Event()
        self._copies: list[Kept] = []

    def run(
        self, sources: Sequence[Source], progress: Progress
    ) -> tuple[tuple[KeptFile, ...], tuple[tuple[str, CaregiverError], ...]]:
        """Return what was kept, in the order it was brought, and what was refused."""
        if not sources:
            return (), ()
        at_once = max(1, min(len(sources), os.cpu_count() or 1, _MOST_AT_ONCE))
        children: queue.SimpleQueue[Child] = queue.SimpleQueue()
        with ExitStack() as ends, ThreadPoolExecutor(at_once) as threads:
            for _child in range(at_once):
                children.put(ends.enter_context(Child(READING_LIMITS)))
            futures = [threads.submit(self._keep, source, children) for source in sources]
            try:
                self._wait(futures, sources, progress)
            except BaseException:
                self._stop.set()
                threads.shutdown(cancel_futures=True)
                raise
        progress(len(sources), len(sources), "")
        kept, refused = [], []
        for source, future in zip(sources, futures, strict=True):
            outcome = future.result()
            if isinstance(outcome, KeptFile):
                kept.append(outcome)
            else:
                refused.append((source.inside or source.name, outcome))
        return tuple(kept), tuple(refused)

    def disc(self, folder: Path, progress: Progress, *, leave: bool) -> KeptFile:
        """Keep an imaging disc, with its studies and the papers on it inside it."""
        kept = keep_disc(self._originals, folder, leave=leave, progress=progress)
        self._copies += kept.new
        with Child(READING_LIMITS) as child:
            papers = tuple(self._papers(kept, child))
        left_at = printable(str(folder.absolute())) if leave else ""
        return as_disc(kept, (*(as_study(study, left_at) for study in kept.studies), *papers), left_at)

    def keep_text(self, text: str) -> Kept:
        """Keep the list of the files of a study."""
        copy = self._originals.keep_text(text)
        self._copies.append(copy)
        return copy

    def take_back(self) -> None:
        """Remove every copy made in this run that was not there before."""
        for copy in self._copies:
            self._originals.take_back(copy)

    def _wait(self, futures: Sequence["Future[_Outcome]"], sources: Sequence[Source], progress: Progress) -> None:
        """Tell how far it is until everything is done or something cannot go on."""
        open_ones = set(futures)
        while open_ones:
            ended, open_ones = wait(open_ones, _HEARTBEAT_SECONDS, FIRST_COMPLETED)
            for future in ended:
                future.result()
            done = len(futures) - len(open_ones)
            now = next((source for source, future in zip(sources, futures, strict=True) if future in open_ones), None)
            if now is not None:
                progress(done, len(sources), now.name)

    def _heed(self, *_told: object) -> None:
        """Let a large file being copied or read hear that everything was stopped."""
        if self._stop.is_set():
            raise Cancelled

    def _keep(self, source: Source, children: "queue.SimpleQueue[Child]") -> _Outcome:
        self._heed()
        child = children.get()
        try:
            return self._looked_at(source.name, source.inside, self._copy(source.path), child, _Inside())
        except SourceTrouble as trouble:
            return trouble
        finally:
            children.put(child)

    def _copy(self, path: Path) -> Kept:
        copy = self._originals.keep(path, self._heed)
        self._copies.append(copy)
        return copy

    def _looked_at(self, name: str, path_inside: str, copy: Kept, child: Child, around: "_Inside") -> KeptFile:
        opens = around.may_be_opened()
        with self._originals.room() as room:
            seen = self._inspected(child, copy, room if opens else None)
            if not opens and seen.format in _ALWAYS_FULL and not seen.trouble:
                seen = replace(seen, trouble="not_all_inside", detail=_("it lies too deep in other files to be opened"))
            with around.opened():
                members = [self._member(member.file, member, child, around) for member in seen.inside if member.file]
        inside = gathered(members, self.keep_text)
        return KeptFile(name, copy.fingerprint, copy.size, replace(seen, inside=()), path_inside, inside)

    def _member(self, file: Path, member: Inside, child: Child, around: "_Inside") -> KeptFile:
        """Keep a file that was taken out of another one."""
        self._heed()
        copy = self._copy(file)
        around.count(copy.size)
        take_away(file, within=file.parent)  # so that a large archive lies on the disk twice and not three times
        return self._looked_at(_last_part(member.name), member.name, copy, child, around)

    def _papers(self, disc: KeptDisc, child: Child) -> Iterable[KeptFile]:
        """Look at the papers on a disc. What lies where a viewer does is usually its manual."""
        for paper in disc.papers:
            copy = Kept(paper.fingerprint, paper.size, new=False)
            kept = self._looked_at(_last_part(paper.path_inside), paper.path_inside, copy, child, _Inside())
            yield replace(kept, for_packet=not paper.beside_program)

    def _inspected(self, child: Child, copy: Kept, room: Path | None) -> Inspection:
        seconds = READING_LIMITS.seconds + copy.size / _OPENED_PER_SECOND
        path = self._originals.file(copy.fingerprint)
        try:
            return child.call(inspect_file, path, room, progress=self._heed, seconds=seconds)
        except ChildStopped as stopped:
            return Inspection("unknown", None, stopped.reason, "")


class _Inside:
    """How deep in one file that was brought we are, and how much came out of it so far."""

    def __init__(self) -> None:
        self._depth = 0
        self._files = 0
        self._bytes = 0

    def may_be_opened(self) -> bool:
        """Whether what lies in the file that is looked at may come out too."""
        return self._depth < _DEEPEST and self._files < _MOST_FILES_INSIDE and self._bytes < _MOST_BYTES_INSIDE

    def count(self, size: int) -> None:
        """Count a file that came out."""
        self._files += 1
        self._bytes += size

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Be one deeper for the time of the block."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1


def _last_part(path_inside: str) -> str:
    """Return the name of a file by its path inside a disc or an archive."""
    return printable(path_inside.replace("\\", "/").rstrip("/").rpartition("/")[2] or path_inside)
