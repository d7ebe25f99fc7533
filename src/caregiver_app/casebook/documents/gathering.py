"""Imaging files that came loose or in a ZIP, gathered into their studies: one item each, with the list of its files."""

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Final

from caregiver_app.casebook.documents.discs import KeptDisc, KeptStudy
from caregiver_app.casebook.documents.kept import KeptFile
from caregiver_app.domain.documents.imaging import ImageFile, Study, studies
from caregiver_app.domain.documents.manifest import Manifest, listed, written
from caregiver_app.i18n import _, in_sentences, ngettext, with_commas
from caregiver_app.intake.look import Inspection
from caregiver_app.store.originals import Kept

_MOST_NAMED: Final = 20


def gathered(files: Sequence[KeptFile], keep_text: Callable[[str], Kept]) -> tuple[KeptFile, ...]:
    """Return the files with those of each imaging study replaced by the study, where its first file stood.

    `keep_text` keeps the list of the study's files. An imaging file that belongs to no study stays a file of its own.
    """
    by_path: dict[str, KeptFile] = {}
    images: list[tuple[str, ImageFile]] = []
    for file in files:
        if file.inspection.image is not None:
            path = _free(_plain(file), by_path)
            by_path[path] = file
            images.append((path, file.inspection.image))
    instead: dict[int, KeptFile] = {}
    gone: set[int] = set()
    for study in studies(images):
        members = [by_path[path] for path in study.files]
        instead[id(members[0])] = _as_one(study, by_path, keep_text)
        gone.update(id(member) for member in members)
    return tuple(instead.get(id(file), file) for file in files if id(file) in instead or id(file) not in gone)


def as_study(kept: KeptStudy, left_at: str = "") -> KeptFile:
    """Return a study of a disc as what is to be listed."""
    trouble = "some_unreadable" if kept.unreadable else ""
    seen = Inspection("study", None, trouble, named(kept.unreadable))
    return KeptFile(kept.study.title, kept.fingerprint, kept.size, seen, study=kept.study, left_at=left_at)


def as_disc(kept: KeptDisc, inside: tuple[KeptFile, ...], left_at: str = "") -> KeptFile:
    """Return a disc as what is to be listed, with what is on it inside. What was left where it is says so."""
    trouble = "some_unreadable" if kept.unreadable or kept.damaged else ""
    seen = Inspection("disc", None, trouble, named((*kept.unreadable, *kept.damaged)))
    name = _("Imaging disc “{name}”").format(name=kept.name)
    return KeptFile(name, kept.fingerprint, kept.size, seen, "", inside, note=_note_on(kept), left_at=left_at)


def _note_on(kept: KeptDisc) -> str:
    """Say what is odd about a disc, in sentences."""
    missing = ngettext(
        "Its own index names {n} file that is not on it: {names}.",
        "Its own index names {n} files that are not on it: {names}.",
        len(kept.missing),
    )
    left_out = ngettext(
        "{n} link on it was not followed: {names}.",
        "{n} links on it were not followed: {names}.",
        len(kept.left_out),
    )
    told = ((missing, kept.missing), (left_out, kept.left_out))
    return in_sentences(words.format(n=len(names), names=named(names)) for words, names in told if names)


def named(names: Sequence[str]) -> str:
    """List at most twenty names, and say how many more there are."""
    shown = with_commas(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return _("{names} and {n} more").format(names=shown, n=more) if more > 0 else shown


def _as_one(study: Study, by_path: dict[str, KeptFile], keep_text: Callable[[str], Kept]) -> KeptFile:
    members = [(path, by_path[path]) for path in study.files]
    files = tuple(
        listed(path, file.size, file.fingerprint, file.inspection.trouble, file.inspection.image)
        for path, file in members
    )
    first = by_path[study.files[0]]
    inside = tuple(member for _path, file in members for member in file.inside)
    manifest = keep_text(written(Manifest(study.title, kept=True, files=files)))
    size = sum(file.size for file in files)
    hurt = [file.path for file in files if file.trouble]
    seen = Inspection("study", None, "some_unreadable" if hurt else "", named(hurt))
    return KeptFile(study.title, manifest.fingerprint, size, seen, _folder(first), inside, study)


def _plain(file: KeptFile) -> str:
    """Return the path of a file as a list of files takes it: with no step out of the folder and no odd signs."""
    path = (file.path_inside or file.name).replace("\\", "/").replace(":", "_")
    parts = [part for part in PurePosixPath(path).parts if part not in ("/", ".", "..")]
    return "".join(letter if ord(letter) >= 32 else "_" for letter in "/".join(parts)) or "file"


def _free(path: str, taken: dict[str, KeptFile]) -> str:
    number, free = 1, path
    while free in taken:
        number += 1
        free = f"{path} ({number})"
    return free


def _folder(file: KeptFile) -> str:
    """Return the folder a file lay in."""
    above = str(PurePosixPath(file.path_inside).parent) if file.path_inside else ""
    return "" if above == "." else above
