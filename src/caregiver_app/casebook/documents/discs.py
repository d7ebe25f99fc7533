"""Keep an imaging disc: every file of it, the list that proves them, and what it holds. Long work on values.

It writes no database: what comes back is for whoever lists documents. The list of the disc and one list for each study
are files themselves and kept as originals (`domain.documents.manifest`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caregiver_app.casebook.documents.disc_copying import LIMITS, FileOfDisc, copied_and_looked_at
from caregiver_app.child import Child, ChildStopped
from caregiver_app.domain.documents.imaging import Study, missing_from, studies
from caregiver_app.domain.documents.manifest import ListedFile, Manifest, listed, written
from caregiver_app.intake.imaging.discs import PAPERS, DiscList, read_disc
from caregiver_app.intake.imaging.listing import names_in_index, take_document
from caregiver_app.progress import Progress, silent
from caregiver_app.store.originals import Kept, Originals

_MANY: Final = 2000  # files; with fewer, a second child takes longer to start than it saves


@dataclass(frozen=True)
class KeptPaper:
    """A file of a disc that is a document of its own, kept in the case.

    `beside_program` says that it lies where a program does: then it usually belongs to the disc's own viewer.
    """

    path_inside: str
    fingerprint: str
    size: int
    format: str
    beside_program: bool = False


@dataclass(frozen=True)
class KeptStudy:
    """A study of a disc, the fingerprint of the list of its files, and their size in bytes together.

    `unreadable` are those of its files that are damaged; they are kept as they are.
    """

    study: Study
    fingerprint: str
    size: int
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeptDisc:
    """What a disc holds, and what stands in the way; paths are those inside it.

    `fingerprint` is that of the list of its files, `size` theirs in bytes together, `kept` whether they are in the
    case. `unreadable` could not be read from the disc; `damaged` are kept and are imaging files that are not whole;
    `left_out` are links and things that are no files; `missing` are named by the disc's own index and not on it.
    `new` is what was newly kept, so that the caller can take it back if it lists nothing.
    """

    name: str
    fingerprint: str
    size: int
    files: int
    kept: bool
    studies: tuple[KeptStudy, ...]
    papers: tuple[KeptPaper, ...]
    unreadable: tuple[str, ...]
    damaged: tuple[str, ...]
    left_out: tuple[str, ...]
    missing: tuple[str, ...]
    new: tuple[Kept, ...] = ()


def keep_disc(originals: Originals, folder: Path, *, leave: bool = False, progress: Progress = silent) -> KeptDisc:
    """Keep every file of an imaging disc, byte for byte; with `leave` only list them, with their fingerprints.

    A file that cannot be read is named and stops nothing. `progress` is told which file it is at. Raises a
    CaregiverError where the case takes no more, and whatever `progress` raises; then nothing new is left behind.
    """
    return keep_listed(originals, read_disc(folder), leave=leave, progress=progress)


def keep_listed(originals: Originals, disc: DiscList, *, leave: bool = False, progress: Progress = silent) -> KeptDisc:
    """Keep the files a list names, as `keep_disc` does."""
    new: list[Kept] = []
    with _nothing_left_behind(originals, new), Child(LIMITS) as child, Child(LIMITS) as other:
        children = (child, other) if len(disc.files) > _MANY else (child,)
        files = copied_and_looked_at(originals, disc.files, children, new, leave=leave, progress=progress)
        papers = _papers(originals, child, files, new)
        missing = _missing(child, disc, files)
        kept_studies = tuple(_study(originals, study, files, new, kept=not leave) for study in _studies(files))
        fingerprint = _keep_list(originals, Manifest(disc.name, not leave, tuple(map(_listed, files))), new)
    return KeptDisc(
        name=disc.name,
        fingerprint=fingerprint,
        size=sum(file.size for file in files),
        files=len(files),
        kept=not leave,
        studies=kept_studies,
        papers=papers,
        unreadable=(*disc.unreadable, *(file.path_inside for file in files if not file.fingerprint)),
        damaged=tuple(file.path_inside for file in files if _is_damaged(file)),
        left_out=disc.left_out,
        missing=missing,
        new=tuple(new),
    )


@contextmanager
def _nothing_left_behind(originals: Originals, new: list[Kept]) -> Iterator[None]:
    """Take back what was kept when the block does not end well."""
    try:
        yield
    except BaseException:
        for kept in new:
            originals.take_back(kept)
        raise


def _listed(file: FileOfDisc) -> ListedFile:
    return listed(file.path_inside, file.size, file.fingerprint, file.seen.trouble, file.seen.image)


def _is_damaged(file: FileOfDisc) -> bool:
    return bool(file.fingerprint and file.seen.trouble)


def _studies(files: Sequence[FileOfDisc]) -> tuple[Study, ...]:
    return studies([(file.path_inside, file.seen.image) for file in files if file.seen.image is not None])


def _study(
    originals: Originals, study: Study, files: Sequence[FileOfDisc], new: list[Kept], *, kept: bool
) -> KeptStudy:
    """Write and keep the list of one study's files."""
    inside = set(study.files)
    own = [file for file in files if file.path_inside in inside]
    fingerprint = _keep_list(originals, Manifest(study.title, kept, tuple(map(_listed, own))), new)
    damaged = tuple(file.path_inside for file in own if _is_damaged(file))
    return KeptStudy(study, fingerprint, sum(file.size for file in own), damaged)


def _keep_list(originals: Originals, manifest: Manifest, new: list[Kept]) -> str:
    return _note(originals.keep_text(written(manifest)), new).fingerprint


def _note(kept: Kept, new: list[Kept]) -> Kept:
    if kept.new:
        new.append(kept)
    return kept


def _papers(originals: Originals, child: Child, files: Sequence[FileOfDisc], new: list[Kept]) -> tuple[KeptPaper, ...]:
    """Keep the papers on a disc, those that imaging files carry inside them too, even where the disc is left."""
    programs = {_folder(file.path_inside) for file in files if file.seen.format == "program"} - {""}
    papers = []
    for file in files:
        if file.seen.image is not None and file.seen.image.enclosed and file.fingerprint:
            papers += _enclosed(originals, child, file, new)
        elif file.seen.format in PAPERS and file.fingerprint:
            if isinstance(file.place, Path) and not originals.place(file.fingerprint).exists():
                _note(originals.keep(file.place), new)
            beside = any(_is_in(file.path_inside, folder) for folder in programs)
            papers.append(KeptPaper(file.path_inside, file.fingerprint, file.size, file.seen.format, beside))
    return tuple(papers)


def _enclosed(originals: Originals, child: Child, file: FileOfDisc, new: list[Kept]) -> list[KeptPaper]:
    """Take the report out of an imaging file that carries one."""
    assert file.seen.image is not None  # the caller looked
    name = file.seen.image.enclosed
    with originals.room() as room:
        target = room / "enclosed"
        try:
            if child.call(take_document, file.place, target):
                return []
        except (ChildStopped, OSError):
            return []
        kept = _note(originals.keep(target), new)
    return [KeptPaper(f"{file.path_inside}/{name}", kept.fingerprint, kept.size, Path(name).suffix.removeprefix("."))]


def _missing(child: Child, disc: DiscList, files: Sequence[FileOfDisc]) -> tuple[str, ...]:
    """Return the files the disc's own indexes name that are not on it. A damaged index names nothing."""
    present = [file.path_inside for file in files]
    missing: list[str] = []
    for index in (file for file in files if file.path_inside in disc.indexes and file.fingerprint):
        folder = _folder(index.path_inside)
        try:
            named = child.call(names_in_index, index.place)
        except ChildStopped:
            continue
        missing += missing_from((f"{folder}/{name}" if folder else name for name in named), present)
    return tuple(missing)


def _folder(path_inside: str) -> str:
    return path_inside.rpartition("/")[0]


def _is_in(path_inside: str, folder: str) -> bool:
    return path_inside.startswith(folder + "/")
