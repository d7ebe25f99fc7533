"""Make the ZIP that goes with a packet: the packet, the originals and discs, an index, and copies for other programs.

It is written beside the place it goes to, every file proven by its fingerprint on the way in and again when the whole
is read back, and moved into place only then. The same case, files and choices make the same bytes.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from caregiver_app.casebook.copies import pour_out, safe_name
from caregiver_app.casebook.documents.names import unlike
from caregiver_app.casebook.places import begins_with, refuse_place
from caregiver_app.casebook.zip_index_of import ZipDocument, index_of
from caregiver_app.casebook.zip_plan import Piece, ZipChoice, ZipPlan, zip_plan
from caregiver_app.casebook.zip_writing import Writing, read_back
from caregiver_app.domain.documents.document import SETS, TROUBLES, Document, label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.fhir.bundle import fhir_bundle
from caregiver_app.exchange.history.table import HistoryTable, LeftOut, history_table
from caregiver_app.exchange.zip_index import index_page
from caregiver_app.fsops import fingerprint_of, replacing, told_as_read
from caregiver_app.i18n import N_, _, ngettext, with_commas
from caregiver_app.progress import Pace, Progress, silent
from caregiver_app.sealed import Readable, place_of
from caregiver_app.store.originals import Originals

INDEX: Final = "index.html"
TABLE: Final = "timeline.csv"
FHIR: Final = "case.fhir.json"
SUMS: Final = "SHA256SUMS.txt"
_OURS: Final = (INDEX, TABLE, FHIR, SUMS)
_UNREADABLE: Final = N_("The file cannot be read from the disk.")
_MOST_NAMED: Final = 5

_Missing = Mapping[str, tuple[Piece, str]]
"""Files that could not go in, by the place they would have, each with the reason."""


@dataclass(frozen=True)
class ZipReport:
    """How many files are in the ZIP, how large it is in bytes, what became of each document, and rows left out."""

    files: int
    size: int
    documents: tuple[ZipDocument, ...]
    rows_left_out: tuple[LeftOut, ...] = ()


def make_zip(
    case: CaseSnapshot,
    originals: Originals,
    packet_files: Sequence[Path],
    target: Path,
    choice: ZipChoice,
    progress: Progress = silent,
) -> ZipReport:
    """Write the ZIP to `target` and report what is in it and what is not.

    Long work on values: it may run in any thread, in a few megabytes of memory. An older ZIP at `target` stays until
    the new one is whole. An original that is missing or changed is named and stops nothing. Raises CaregiverError, and
    whatever `progress` raises; then nothing is left behind.
    """
    target = Path(os.path.realpath(target))  # a link to another place stays a link
    refuse_zip_place(target, originals)
    plan = zip_plan(case, originals, choice)
    sizes = tuple(_size_of(file) for file in packet_files)
    pace = Pace(progress, 3 * (sum(sizes) + sum(piece.size for piece in plan.pieces)))
    with replacing(target) as temporary:
        with ZipFile(temporary, "w", allowZip64=True) as archive:
            writing = Writing(archive, choice.as_of, pace)
            packets = _put_packets(writing, packet_files, sizes)
            missing = _put_originals(writing, originals, plan.pieces)
            documents, left_out = _put_words(writing, case, choice, plan, missing, packets)
        read_back(temporary, writing.sums, pace)
        return ZipReport(len(writing.sums), temporary.stat().st_size, documents, left_out)


def _size_of(file: Path) -> int:
    with told_as_read(file):
        return file.stat().st_size


def _put_packets(writing: Writing, files: Sequence[Path], sizes: Sequence[int]) -> tuple[str, ...]:
    """Put the packet in, each file as it is called; return their places."""
    names = unlike((*_OURS, *(safe_name(file.name, "packet.pdf") for file in files)))[len(_OURS) :]
    for file, name, size in zip(files, names, sizes, strict=True):
        writing.pace.on(0, name)
        with told_as_read(file):
            fingerprint = fingerprint_of(file)
        writing.pace.on(size)
        if writing.put(name, partial(pour_out, file, trouble=_changing(file.name)), size) != fingerprint:
            raise _changing(file.name)
    return names


def _put_originals(writing: Writing, originals: Originals, pieces: Sequence[Piece]) -> _Missing:
    missing: dict[str, tuple[Piece, str]] = {}
    for piece in pieces:
        number = label(piece.document.number)
        writing.pace.on(0, number)
        file = originals.file(piece.fingerprint)
        reason = _what_is_wrong(file, piece.fingerprint)
        writing.pace.on(piece.size)
        if reason:
            missing[piece.place] = piece, reason
            writing.pace.on(2 * piece.size)
            continue
        written = writing.put(piece.place, partial(pour_out, file, trouble=_changing(number)), piece.size)
        if written != piece.fingerprint:
            raise _changing(number)
    return missing


def _what_is_wrong(file: Readable, fingerprint: str) -> str:
    """Return why an original cannot go in; nothing where it is as it was added."""
    if not os.path.isfile(place_of(file)):  # false also where it may not be looked at
        return _(TROUBLES["missing"])
    try:
        return "" if fingerprint_of(file) == fingerprint else _(TROUBLES["changed"])
    except OSError:
        return _(_UNREADABLE)


def _put_words(
    writing: Writing,
    case: CaseSnapshot,
    choice: ZipChoice,
    plan: ZipPlan,
    missing: _Missing,
    packets: Sequence[str],
) -> tuple[tuple[ZipDocument, ...], tuple[LeftOut, ...]]:
    """Put in the table, the bundle, the index and the fingerprints; say what became of each document."""
    wanted = frozenset(choice.documents)
    chosen = tuple(document for document in case.documents if document.id in wanted)
    told = tuple(_told(document, plan, missing, writing.sums) for document in chosen)
    table = _table(case, chosen, writing.pace)
    writing.put_text(TABLE, table.data)
    places = {one.document.id: one.places for one in told}
    writing.put_text(FHIR, fhir_bundle(case, choice.as_of, chosen, places).encode())
    notes = _notes(len(table.left_out))
    index = index_of(case, choice.as_of, told, plan.left_out, packets, notes, (TABLE, FHIR, SUMS))
    writing.put_text(INDEX, index_page(index).encode())
    lines = (f"{writing.sums[place]}  {place}\n" for place in sorted(writing.sums))
    writing.put_text(SUMS, "".join(lines).encode())
    return told, table.left_out


def _notes(rows: int) -> tuple[str, ...]:
    words = ngettext("{n} entry of the history cannot be written in a table.",
                     "{n} entries of the history cannot be written in a table.", rows)  # fmt: skip
    return (words.format(n=rows),) if rows else ()


def _table(case: CaseSnapshot, chosen: Sequence[Document], pace: Pace) -> HistoryTable:
    """Return the history without a word of the documents that stay behind."""
    ids = {document.id for document in chosen}

    def without(entry: Entry) -> Entry:
        is_here = entry.proof is None or entry.proof in ids
        return entry if is_here else entry.model_copy(update={"proof": None, "proof_page": None})

    return history_table([without(entry) for entry in case.entries], chosen, lambda *_told: pace.on(0, TABLE))


def _told(document: Document, plan: ZipPlan, missing: _Missing, written: Mapping[str, str]) -> ZipDocument:
    """Say where the files of a document are, and what is not there."""
    planned = plan.places.get(document.id, ())
    reasons = [plan.why[document.id]] if document.id in plan.why else []
    if document.format in SETS:
        files = [place for place in plan.inside.get(document.id, ()) if place in written]
        gone = [missing[place] for place in plan.inside.get(document.id, ()) if place in missing]
        return ZipDocument(document, planned if files else (), len(files), (*reasons, *_files_gone(gone)))
    here = tuple(place for place in planned if place in written)
    reasons += dict.fromkeys(missing[place][1] for place in planned if place in missing)
    return ZipDocument(document, here, len(here), tuple(reasons))


def _files_gone(gone: Sequence[tuple[Piece, str]]) -> Iterator[str]:
    for reason in dict.fromkeys(reason for _piece, reason in gone):
        names = [piece.inside for piece, why in gone if why == reason]
        named = with_commas([*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])])
        n = len(names)
        words = ngettext("{n} of its files is not here: {names}.", "{n} of its files are not here: {names}.", n)
        yield f"{words.format(n=n, names=named)} {reason}"


def refuse_zip_place(target: Path, originals: Originals) -> None:
    """Raise CaregiverError when a ZIP cannot be written there."""
    refuse_place(
        target,
        originals.folder,
        _is_ours,
        stays=_("“{name}” is there already and is not a ZIP that was made here."),
        now=_("Choose another place or name, one that ends in .zip."),
    )


def _is_ours(older: Path) -> bool:
    """Whether a file is empty, or a ZIP that was written here."""
    if not begins_with(older, b"PK\x03\x04"):
        return False
    try:
        with ZipFile(older) as archive:
            return {INDEX, SUMS} <= set(archive.namelist())
    except BadZipFile:
        return older.stat().st_size == 0


def _changing(name: str) -> CaregiverError:
    return CaregiverError(
        _("The file of “{name}” changed or could not be read while it was being copied.").format(name=name),
        safe=_("Nothing was written, and an earlier ZIP was kept."),
        now=_("Check the drive, then try again."),
    )
