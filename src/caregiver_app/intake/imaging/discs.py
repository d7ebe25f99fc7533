"""What lies on a disc or in a folder of pictures: its files by walking it, and what its own index names.

A link out of the folder is never followed, and nothing is opened because an index names it: the index is only compared.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from caregiver_app.fsops import told_as_read
from caregiver_app.sniff import PICTURES, seems_dicom, sniff

_INDEX: Final = re.compile(r"dicomdir\.?(;1)?", re.IGNORECASE)
_HEAD: Final = 512
_SYMLINK_LIKE: Final = (0xA000000C, 0xA0000003)  # on Windows: a symbolic link, and a folder that is another one
PAPERS: Final = ("pdf", "docx", "odt", "rtf")
"""Formats of files that are papers of their own, also where they lie among pictures."""
_FOR_PEOPLE: Final = (*PAPERS, *PICTURES, "text", "office", "zip")


@dataclass(frozen=True)
class DiscFile:
    """A file of a disc: its path inside it with "/", where it is, and its size in bytes."""

    path_inside: str
    place: Path
    size: int


@dataclass(frozen=True)
class DiscList:
    """Everything found on a disc. `left_out` are links and things that are no files, `unreadable` folders.

    `indexes` are those of the files that are indexes (DICOMDIR), by their name.
    """

    name: str
    files: tuple[DiscFile, ...]
    left_out: tuple[str, ...]
    unreadable: tuple[str, ...]
    indexes: tuple[str, ...]


@dataclass(frozen=True)
class FoundDiscs:
    """Discs among what was brought, and the files that belong to none, with what was not followed or not readable."""

    discs: tuple[Path, ...]
    files: tuple[Path, ...]
    left_out: tuple[Path, ...] = ()
    unreadable: tuple[Path, ...] = ()


def read_disc(folder: Path) -> DiscList:
    """List every file of a disc by walking it, in a steady order; none is opened. Raises a CaregiverError."""
    with told_as_read(folder):
        os.scandir(folder).close()
    tree = _walked(folder)
    taken: set[str] = set()
    files, indexes = [], []
    for place, size in tree.all_files():
        inside = _free(path_text(place.relative_to(folder)), taken)
        files.append(DiscFile(inside, place, size))
        if _INDEX.fullmatch(place.name):
            indexes.append(inside)
    left_out = tuple(path_text(place.relative_to(folder)) for place in tree.everything("left_out"))
    unreadable = tuple(path_text(place.relative_to(folder)) for place in tree.everything("unreadable"))
    return DiscList(_name_of(folder), tuple(files), left_out, unreadable, tuple(indexes))


def find_discs(paths: Iterable[Path]) -> FoundDiscs:
    """Tell imaging discs from other files among paths and in the folders among them, by their content.

    A disc is a folder with an index (DICOMDIR) in it; without one, a folder of which at least half of the files are
    imaging files, or one that holds nothing but such folders. Raises a CaregiverError for a path that is not there.
    """
    discs: list[Path] = []
    files: list[Path] = []
    left_out: list[Path] = []
    unreadable: list[Path] = []
    for path in paths:
        with told_as_read(path):
            if not stat.S_ISDIR(path.stat().st_mode):
                files.append(path)
                continue
            os.scandir(path).close()
        waiting = [_walked(path)]
        while waiting:
            tree = waiting.pop()
            if tree.is_disc:
                discs.append(tree.place)
                continue
            files += [place for place, _size in tree.files]
            left_out += tree.left_out
            unreadable += tree.unreadable
            waiting += reversed(tree.folders)
    return FoundDiscs(tuple(discs), tuple(files), tuple(left_out), tuple(unreadable))


def path_text(path: Path) -> str:
    """Return a path inside a disc as text that can be stored, with "/" between folders and nowhere else."""
    parts = (
        re.sub(r"[\\\x00-\x1f]", "_", os.fsencode(part).decode("utf-8", "backslashreplace")) for part in path.parts
    )
    return re.sub(r"^([A-Za-z]):", r"\1_", "/".join(parts))


@dataclass
class _Tree:
    """A folder and what is in it. `index` says that it has one, `imaging` what was judged of it, once it was."""

    place: Path
    files: list[tuple[Path, int]] = field(default_factory=list)
    folders: list["_Tree"] = field(default_factory=list)
    left_out: list[Path] = field(default_factory=list)
    unreadable: list[Path] = field(default_factory=list)
    index: bool = False
    imaging: bool | None = None

    def trees(self) -> Iterator["_Tree"]:
        """Yield this folder and every one below it, each before those in it."""
        waiting = [self]
        while waiting:
            tree = waiting.pop()
            yield tree
            waiting += reversed(tree.folders)

    def all_files(self) -> Iterator[tuple[Path, int]]:
        for tree in self.trees():
            yield from tree.files

    def everything(self, what: str) -> Iterator[Path]:
        for tree in self.trees():
            yield from getattr(tree, what)

    @property
    def is_disc(self) -> bool:
        """Whether this folder is one disc, as `find_discs` says. Each folder below is judged once."""
        if self.index:  # it says so itself; nothing need be opened, which takes minutes on a slow drive
            return True
        if self.imaging is None:
            for tree in reversed(list(self.trees())):
                tree.imaging = _is_imaging(tree)
        return bool(self.imaging)


def _is_imaging(tree: _Tree) -> bool:
    """Judge a folder when those in it are judged already."""
    if tree.index:
        return True
    pictures = sum(_is_imaging_file(place) for place, _size in tree.files)
    if pictures:
        return 2 * pictures >= len(tree.files) and not any(inner.index for inner in tree.trees())
    below = [inner for inner in tree.folders if any(True for _file in inner.all_files())]
    if not below or not all(inner.imaging for inner in below) or any(inner.index for inner in tree.trees()):
        return False
    return not any(_format_of(place) in _FOR_PEOPLE for place, _size in tree.files)


def _walked(root: Path) -> _Tree:
    """Walk a folder without following a link, and without recursion: folders can be nested deeper than Python is."""
    whole = _Tree(root)
    waiting = [whole]
    while waiting:
        tree = waiting.pop()
        try:
            with os.scandir(tree.place) as entries:
                listed = sorted(entries, key=lambda entry: os.fsencode(entry.name))
        except OSError:
            tree.unreadable.append(tree.place)
            continue
        for entry in listed:
            _placed(tree, Path(entry.path))
        waiting += tree.folders
    return whole


def _placed(tree: _Tree, place: Path) -> None:
    """Put one entry of a folder where it belongs."""
    try:
        found = place.lstat()
    except OSError:
        tree.unreadable.append(place)
        return
    if stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) in _SYMLINK_LIKE:
        tree.left_out.append(place)
    elif stat.S_ISDIR(found.st_mode):
        tree.folders.append(_Tree(place))
    elif stat.S_ISREG(found.st_mode):
        tree.files.append((place, found.st_size))
        tree.index |= _INDEX.fullmatch(place.name) is not None
    else:
        tree.left_out.append(place)


def _is_imaging_file(place: Path) -> bool:
    try:
        with place.open("rb") as file:
            return seems_dicom(file.read(_HEAD))
    except OSError:
        return False


def _format_of(place: Path) -> str:
    try:
        return sniff(place)
    except OSError:
        return "unknown"


def _free(text: str, taken: set[str]) -> str:
    """Return a text no other file has: two names with bytes that are no text can look the same."""
    free, count = text, 1
    while free in taken:
        count += 1
        free = f"{text} ({count})"
    taken.add(free)
    return free


def _name_of(folder: Path) -> str:
    """Return what a disc is called: its folder's name, or its drive's where it has none."""
    name = folder.name or folder.resolve().name or folder.drive.rstrip(":\\/")
    return path_text(Path(name)) if name else "disc"
