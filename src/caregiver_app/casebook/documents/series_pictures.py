"""One small picture of each series of an imaging study, to know it by. For finding a scan again, never for reading it.

A picture is made by a decoder that a hostile file may crash, so it is only ever made in a child process.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from caregiver_app.casebook.documents.sets import manifest_of
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.imaging import kind_of_scan, previews_of
from caregiver_app.domain.documents.manifest import ListedFile
from caregiver_app.i18n import N_
from caregiver_app.intake.imaging.listing import picture_of
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import Readable, place_of
from caregiver_app.store.originals import Originals

LIMITS: Final = Limits(memory=3 << 30, seconds=15.0)
LONGEST: Final = 320
"""Pixels of the longer side of a picture."""
MOST: Final = 60
"""So many series are shown of one study; those behind them say why they are not."""

NOT_SHOWN: Final = {
    "left": N_("The disc was left where it is, so there is no picture here."),
    "missing": N_("Its file is missing from the case folder."),
    "unreadable": N_("No picture can be made of this series. Its files are kept as they are."),
    "crashed": N_("No picture can be made of this series. Its files are kept as they are."),
    "too_slow": N_("Making a picture of this series took too long and was stopped."),
    "too_many": N_("The study has very many series. No picture of this one was made."),
}
"""Why there is no picture of a series, as whole sentences."""


@dataclass(frozen=True)
class SeriesPicture:
    """One series: its identifier, what it is called, how many pictures it holds, and one of them as PNG.

    `path` is the file the picture is of. Without a picture `trouble` is a key of `NOT_SHOWN`.
    """

    series_uid: str
    path: str
    description: str
    pictures: int
    png: bytes | None = None
    trouble: str = ""


def series_pictures(document: Document, originals: Originals, progress: Progress = silent) -> tuple[SeriesPicture, ...]:
    """Return every series of a study or disc in the order of its files, each with a picture where one can be made.

    Long work on values, in any thread. Nothing comes back for what is no study and for one whose list cannot be read.
    Raises whatever `progress` raises.
    """
    manifest = manifest_of(document, originals)
    if manifest is None:
        return ()
    files = {file.path: file.fingerprint for file in manifest.files}
    series = _series(manifest.files)
    shown = []
    with Child(LIMITS) as child:
        for done, one in enumerate(series):
            progress(done, len(series), one.path)
            if not manifest.kept:
                shown.append(replace(one, trouble="left"))
            elif done >= MOST:
                shown.append(replace(one, trouble="too_many"))
            else:
                png, trouble = _picture(
                    child, originals.file(files[one.path]), partial(progress, done, len(series), "")
                )
                shown.append(replace(one, png=png, trouble=trouble))
    return tuple(shown)


def _series(files: Iterable[ListedFile]) -> list[SeriesPicture]:
    """Return every series with pictures in it, and which file stands for it."""
    by_path: dict[str, ListedFile] = {}
    called: dict[tuple[str, str], str] = {}
    pictures: Counter[tuple[str, str]] = Counter()
    for file in files:
        key = (file.study, file.series)
        by_path[file.path] = file
        called[key] = called.get(key) or file.series_description
        pictures[key] += file.images
    found = []
    for path in previews_of([(path, file.image) for path, file in by_path.items()]):
        file = by_path[path]
        key = (file.study, file.series)
        found.append(SeriesPicture(file.series, path, called[key] or kind_of_scan(file.modality), pictures[key]))
    return found


def _picture(child: Child, path: Readable, heed: Callable[[], object]) -> tuple[bytes | None, str]:
    if not os.path.isfile(place_of(path)):  # false also where it may not be looked at
        return None, "missing"
    try:
        png = child.call(picture_of, path, LONGEST, heed=heed)
    except ChildStopped as stopped:
        return None, stopped.reason
    return png, "" if png else "unreadable"
