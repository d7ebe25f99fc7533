"""Repair by moving aside: what is damaged or belongs to nothing goes into a folder of its own; nothing is deleted.

A good copy of a file that is damaged or missing is taken in, wherever somebody has one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caregiver_app.fsops import files_under, fingerprint_of, temporary_folder_in, told_as_read, told_plainly
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import SealedFile, is_sealed
from caregiver_app.store import seal
from caregiver_app.store.aside import put_aside
from caregiver_app.store.bundle_reading import is_bundle, unpack_papers
from caregiver_app.store.integrity import Finding
from caregiver_app.store.originals import Originals, SourceTrouble

_MOVED: Final = ("stray", "changed", "unreadable", "backup", "note")
_LACKING: Final = ("missing", "changed", "unreadable")


@dataclass(frozen=True)
class SetAside:
    """What was moved: the folder it lies in now, and where each file lay in the case folder."""

    place: Path
    files: tuple[str, ...]


@dataclass(frozen=True)
class TakenIn:
    """Which good copies were taken in, by fingerprint, and how many files and folders there could not be read."""

    fingerprints: tuple[str, ...]
    unread: int


def can_be_set_aside(finding: Finding) -> bool:
    """Whether a finding is about a file that repair moves aside."""
    return finding.kind in _MOVED and bool(finding.file)


def can_be_taken_in(finding: Finding) -> bool:
    """Whether a finding is about a paper that a good copy mends."""
    return finding.kind in _LACKING and bool(finding.file)


def set_aside(folder: Path, findings: Sequence[Finding], *, may_tell: bool) -> SetAside | None:
    """Move the files of these findings aside, under their names, with a text that says what they are.

    Return None where there was nothing to move. `may_tell` allows the text to name papers: that of a protected case
    must not. Raises CaregiverError; then what was moved before lies there already.
    """
    wanted = {one.file: one for one in findings if can_be_set_aside(one) and (folder / one.file).exists()}
    if not wanted:
        return None
    lines = [f"{file}\n    {one.what}" + (f" ({one.where})" if may_tell else "") for file, one in wanted.items()]
    files = [folder / file for file in wanted]
    seals = [seal.sealed_beside(file) for file in files]
    place = put_aside(folder, [*files, *(one for one in seals if one.exists())], lines)
    return SetAside(place, tuple(wanted))


def take_good_copies(
    originals: Originals, findings: Sequence[Finding], source: Path, progress: Progress = silent
) -> TakenIn:
    """Look in a folder, a backup or any file for good copies of what is missing or damaged, and take them in.

    A damaged file is set aside, if it was not before. Long work on values, in any thread. Raises CaregiverError, and
    what `progress` raises; what was taken in before stays.
    """
    lacking = {Path(one.file).name for one in findings if can_be_taken_in(one)}
    looking = _Looking(originals, lacking, progress)
    if is_bundle(source):
        with told_plainly(originals.folder), temporary_folder_in(originals.folder) as room:
            looking.unread += unpack_papers(source, room, lacking, progress)
            looking.look_in(room)
    else:
        with told_as_read(source):
            source.stat()
        looking.look_in(source)
    return TakenIn(tuple(looking.found), looking.unread)


class _Looking:
    """One search for good copies."""

    def __init__(self, originals: Originals, lacking: set[str], progress: Progress) -> None:
        self._originals = originals
        self._lacking = lacking
        self._progress = progress
        self.found: list[str] = []
        self.unread = 0

    def look_in(self, source: Path) -> None:
        closed: list[Path] = []
        files = files_under(source, closed) if source.is_dir() else iter((source,))
        for done, file in enumerate(file for file in files if file.is_file()):
            self._progress(done, 0, file.name)
            if not self._lacking.difference(self.found):
                break
            try:
                self._take(file)
            except (OSError, SourceTrouble):  # one file that cannot be read is no reason to pass the others over
                self.unread += 1
        self.unread += len(closed)

    def _take(self, file: Path) -> None:
        # What lies in a copy of a protected case is sealed as it is here.
        seal = self._originals.seal
        sealed = SealedFile(file, seal) if seal is not None and is_sealed(file) else None
        fingerprint = fingerprint_of(sealed or file)
        if fingerprint in self._lacking.difference(self.found):
            self._originals.keep_bytes(sealed.read_bytes()) if sealed is not None else self._originals.keep(file)
            self.found.append(fingerprint)
