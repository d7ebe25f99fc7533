"""All that lies in a case folder, file by file, so that it can be read again a little at a time.

What is read is judged by the reading of a check: see `integrity`. The order is that of the names, which come by chance
from what is in the files, so a file that is added between two readings has its turn like any other.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from caregiver_app.errors import CaregiverError
from caregiver_app.progress import Progress
from caregiver_app.store import backup
from caregiver_app.store.bundle import KEY_FILES
from caregiver_app.store.integrity import Finding, ListedFile, RecordsLook
from caregiver_app.store.integrity_files import Reading, members
from caregiver_app.store.originals import Originals
from caregiver_app.store.sidecars import FOLDER as NOTES
from caregiver_app.store.sidecars import Sidecars


@dataclass(frozen=True)
class Piece:
    """One file, by its place in the case folder, with its size on the disk: 0 where it is missing.

    `files` are the documents and packets it belongs to; notes, earlier copies of the case file and its keys belong to
    none.
    """

    name: str
    size: int
    files: tuple[ListedFile, ...] = ()


@dataclass(frozen=True)
class Pieces:
    """Everything there is to be read, in order, and what its records tell."""

    records: RecordsLook
    originals: Originals
    all: tuple[Piece, ...] = field(repr=False)

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return sum(piece.size for piece in self.all)

    def after(self, name: str) -> Iterator[Piece]:
        """Go through what comes behind a name, up to the end."""
        return (piece for piece in self.all if piece.name > name)


def pieces_of(records: RecordsLook, originals: Originals) -> Pieces:
    """List every file that a case speaks of, every note, every earlier copy of its case file, and what keeps keys."""
    case = originals.folder.parent
    by_place: dict[Path, list[ListedFile]] = {}
    for file in _with_members(records.files, originals):
        if file.fingerprint:
            by_place.setdefault(originals.place(file.fingerprint), []).append(file)
    found = [(place, tuple(files)) for place, files in by_place.items()]
    with suppress(CaregiverError):  # a folder that cannot be looked into: the check tells of it
        found += [(one.path, ()) for one in backup.listed(case)]
    with suppress(CaregiverError):
        found += [(note, ()) for note in Sidecars(case).files()]
    found += [(case / name, ()) for name in KEY_FILES if records.keys is not None]
    pieces = (Piece(place.relative_to(case).as_posix(), _size(place), files) for place, files in found)
    return Pieces(records, originals, tuple(sorted(pieces, key=lambda piece: piece.name)))


def read_again(pieces: Pieces, some: Sequence[Piece], progress: Progress) -> tuple[Finding, ...]:
    """Read some of the files and return what is wrong with them. Raises what `progress` raises."""
    case, records = pieces.originals.folder.parent, pieces.records
    reading = Reading(case, pieces.originals, progress)
    known = {one.id: one for one in records.told}
    for piece in some:
        if piece.files:
            reading.read(piece.files)
        elif piece.name.startswith(f"{NOTES}/"):
            reading.look_at_note(case / piece.name, known, all_known=records.all_known)
        elif piece.name in KEY_FILES:
            reading.look_at_keys(piece.name, records.keys)
        else:
            reading.look_at_copy(case / piece.name, records.keys)
    return tuple(reading.found)


def _with_members(files: Sequence[ListedFile], originals: Originals) -> Iterator[ListedFile]:
    """Go through files, and through those of discs and studies, none of which stands for others any more."""
    for file in files:
        yield replace(file, is_list=False)
        manifest = originals.manifest(file.fingerprint) if file.is_list and file.fingerprint else None
        if manifest is not None:
            yield from members(file, manifest)


def _size(place: Path) -> int:
    try:
        return place.stat().st_size
    except OSError:
        return 0
