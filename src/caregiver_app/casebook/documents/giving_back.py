"""Give originals back byte for byte: all of a case under readable names, or the files of one disc as they lay on it."""

import csv
import io
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from caregiver_app.casebook.copies import OriginalTrouble, save_copy
from caregiver_app.casebook.documents.names import LONGEST_PATH, names_for, paths_for
from caregiver_app.casebook.documents.sets import kept_files_of, manifest_of
from caregiver_app.casebook.new_folder import refuse_occupied
from caregiver_app.domain.documents.document import SETS, Document, label
from caregiver_app.domain.documents.page_work import file_of_pages
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.history.cells import cell_of
from caregiver_app.fsops import UNFINISHED, clear_unfinished, move_folder, told_plainly
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.store.originals import Originals

LIST: Final = "List of documents.csv"


@dataclass(frozen=True)
class GivenBack:
    """How many files were written, and the documents whose file could not be, each with the reason."""

    files: int
    missing: tuple[tuple[Document, OriginalTrouble], ...]


@dataclass(frozen=True)
class _Piece:
    """One file to be written: whose it is, by which fingerprint it is kept, and its place in the folder."""

    document: Document
    fingerprint: str
    size: int
    place: str


def give_back(case: CaseSnapshot, originals: Originals, target: Path, progress: Progress = silent) -> GivenBack:
    """Write every original into a new or empty folder. Long work on values, in any thread.

    The folder is there whole or not at all. What cannot be copied is named in the outcome and in the list. Raises
    CaregiverError when something is in the way or the disk refuses, and whatever `progress` raises.
    """
    return _given(originals, target, partial(_pieces, case, originals), partial(_list_of, case), progress)


def give_back_set(document: Document, originals: Originals, target: Path, progress: Progress = silent) -> GivenBack:
    """Write the files of one disc or study into a new or empty folder, as they lay on it. Otherwise as `give_back`."""
    return _given(originals, target, partial(_pieces_of_set, document, originals), None, progress)


def _given(
    originals: Originals,
    target: Path,
    pieces: Callable[[int], Iterator[_Piece]],
    list_of: Callable[[Sequence[_Piece]], str] | None,
    progress: Progress,
) -> GivenBack:
    """Write pieces, which are told how long their paths may be, and the list of them where there is to be one."""
    refuse_occupied(target)
    case = Path(os.path.realpath(originals.folder.parent))
    if case in Path(os.path.realpath(target)).parents:
        raise _within(target)
    building = target.parent / f".{target.name}{UNFINISHED}"
    with told_plainly(target):
        clear_unfinished(building)
        building.mkdir(parents=True)
    try:
        room = LONGEST_PATH - len(str(target.absolute())) - 1
        written, missing = _written(list(pieces(room)), originals, building, target, progress)
        if list_of is not None:
            with told_plainly(target):
                (building / LIST).write_text(list_of(written), encoding="utf-8-sig", newline="")
        with told_plainly(target):
            move_folder(building, target)
    finally:
        clear_unfinished(building)
    return GivenBack(len(written), tuple(missing))


def _written(
    pieces: Sequence[_Piece], originals: Originals, building: Path, target: Path, progress: Progress
) -> tuple[list[_Piece], list[tuple[Document, OriginalTrouble]]]:
    """Return the pieces that were written, and the documents of those that could not be, each with the reason."""
    missing: list[tuple[Document, OriginalTrouble]] = []
    written: list[_Piece] = []
    for done, piece in enumerate(pieces):
        progress(done, len(pieces), piece.place)
        file = building / piece.place
        with told_plainly(target):
            file.parent.mkdir(parents=True, exist_ok=True)
        as_kept = piece.document.amended(fingerprint=piece.fingerprint, size=piece.size)
        try:
            save_copy(originals.file(piece.fingerprint), as_kept, file)
        except OriginalTrouble as problem:
            missing.append((piece.document, problem))
        else:
            written.append(piece)
    progress(len(pieces), len(pieces), "")
    return written, missing


def _pieces(case: CaseSnapshot, originals: Originals, room: int) -> Iterator[_Piece]:
    """Go through the files of every document: one for a paper, many in a folder of their own for a disc."""
    here = [
        file
        for document in case.documents
        if document.fingerprint and document.holding == "file"
        for file in (document, *_opened(document))
    ]
    for document, name in zip(here, names_for(here, room, folder=room // 2), strict=True):
        if document.format not in SETS:
            yield _Piece(document, document.fingerprint, document.size, name)
            continue
        for piece in _pieces_of_set(document, originals, room - len(name) - 1):
            yield replace(piece, place=f"{name}/{piece.place}")


def _opened(document: Document) -> Iterator[Document]:
    """Yield, for a locked file whose password was given, its copy that opens without one, called so."""
    copy = file_of_pages(document)
    if copy != document.fingerprint:
        title = _("{title} (opens without its password)").format(title=document.title)
        yield document.amended(fingerprint=copy, size=0, title=title, file_name="")


def _pieces_of_set(document: Document, originals: Originals, room: int) -> Iterator[_Piece]:
    if manifest_of(document, originals) is None:  # its list is not there or not as it was written: say so
        yield _Piece(document, document.fingerprint, 0, label(document.number))
        return
    files = kept_files_of(document, originals)
    for file, place in zip(files, paths_for((file.path for file in files), room), strict=True):
        yield _Piece(document, file.fingerprint, file.size, place)


def _list_of(case: CaseSnapshot, written: Sequence[_Piece]) -> str:
    """Write the list that lies beside the files: every document of the case, also those without a file."""
    places: dict[int, list[tuple[str, str]]] = {}
    for piece in written:
        places.setdefault(piece.document.number, []).append((piece.place, piece.fingerprint))
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow((_("Number"), _("Title"), _("Kind"), _("Date"), _("From"), _("File"), _("Fingerprint (SHA-256)")))
    for document in case.documents:
        about = (label(document.number), document.title, document.kind, document.date or "", document.origin)
        for place, fingerprint in places.get(document.number, [("", "")]):
            rows.writerow(map(cell_of, (*about, place, fingerprint)))
    return table.getvalue()


def _within(target: Path) -> CaregiverError:
    return CaregiverError(
        _("“{name}” lies in the case folder itself.").format(name=target.name),
        safe=_("Nothing was written."),
        now=_("Choose a folder beside the case."),
    )
