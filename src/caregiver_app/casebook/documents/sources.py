"""Where the files lie that a family brings: single ones, folders with folders in them, imaging discs."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.intake.imaging.discs import find_discs
from caregiver_app.store.originals import SourceTrouble


@dataclass(frozen=True)
class Source:
    """One file to be copied, and where it lay in the folder it was brought in: "scans/2023/report.pdf"."""

    path: Path
    inside: str = ""

    @property
    def name(self) -> str:
        """Its name as text."""
        return printable(self.path.name)


@dataclass(frozen=True)
class Found:
    """What was found among the paths: files, folders that are imaging discs, and what was passed over and why."""

    files: tuple[Source, ...] = ()
    discs: tuple[Path, ...] = ()
    passed_over: tuple[tuple[str, CaregiverError], ...] = ()


def find_files(paths: Iterable[Path], own: Path | None = None) -> Found:
    """Return the files among `paths` and in every folder among them, in a steady order; an imaging disc stays whole.

    A link in a folder is named and not followed; so is a folder that cannot be read. `own` is a folder of the
    program's that holds no papers: what lies in it is passed over. Raises a CaregiverError for a path that is gone.
    """
    files: list[Source] = []
    discs: list[Path] = []
    passed_over: list[tuple[str, CaregiverError]] = []
    for path in paths:
        found = find_discs([path])
        for disc in found.discs:
            if own is not None and own.is_relative_to(os.path.realpath(disc)):
                passed_over.append((_inside(disc, path), _holds_the_case(disc)))
            elif not _is_within(disc, own):
                discs.append(disc)
        for file in found.files:
            if not _is_within(file, own):
                files.append(Source(file, "" if file == path else _inside(file, path)))
        passed_over += [(_inside(link, path), _not_followed(link)) for link in found.left_out]
        passed_over += [(_inside(folder, path), _unreadable(folder)) for folder in found.unreadable]
    return Found(tuple(files), tuple(discs), tuple(passed_over))


def printable(name: str) -> str:
    """Return a file's name as text that can be stored: bytes that are no text are written by their number."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_within(path: Path, own: Path | None) -> bool:
    return own is not None and own in Path(os.path.realpath(path)).parents


def _inside(file: Path, top: Path) -> str:
    """Return where a file lies, beginning with the name of the folder that was brought."""
    return printable(file.relative_to(top.parent if top.name else top).as_posix())


def _holds_the_case(disc: Path) -> SourceTrouble:
    return SourceTrouble(
        _("“{name}” is an imaging disc, and this case itself lies in it.").format(name=printable(disc.name)),
        safe=_("Nothing was taken from there."),
        now=_("Move the case to a folder of its own, or add the folders of the disc one by one."),
    )


def _not_followed(link: Path) -> SourceTrouble:
    return SourceTrouble(
        _("“{name}” only points to another place, or is no file.").format(name=printable(link.name)),
        safe=_("It was not followed, and nothing was taken from there."),
        now=_("If you need what it points to, add that from where it is."),
    )


def _unreadable(folder: Path) -> SourceTrouble:
    return SourceTrouble(
        _("The folder “{name}” cannot be read.").format(name=printable(folder.name)),
        safe=_("The other files came in."),
        now=_("Try the disc in another drive, or ask for a new copy."),
    )
