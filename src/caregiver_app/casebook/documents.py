"""Verbs for the papers: keeping a file is long work on values, listing it is one step."""

import os
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents import Document
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.fsops import told_plainly
from caregiver_app.i18n import _, ngettext
from caregiver_app.intake.inspection import Inspection, inspect_file
from caregiver_app.progress import Cancelled, Progress, silent
from caregiver_app.store.originals import Originals

_LIMITS = Limits(memory=3 << 30, seconds=60.0)
_COUNTER = "document"
# Copying waits for the disk, checking the copy for the processor: two at a time keep both busy.
_COPIES_AT_ONCE = 2
_HEARTBEAT_SECONDS = 0.2


@dataclass(frozen=True)
class KeptFile:
    """A file that is safe in the case folder and not listed yet."""

    name: str
    fingerprint: str
    size: int
    inspection: Inspection


def files_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files among `paths` and in every folder among them, in a steady order.

    Links out of a folder are not followed. Raises a CaregiverError for a path that is not there.
    """
    found: list[Path] = []
    for path in paths:
        with told_plainly(path):
            if path.is_dir():
                for folder, folders, names in os.walk(path, onerror=_raise):
                    folders.sort()
                    found += [Path(folder, name) for name in sorted(names) if Path(folder, name).is_file()]
            else:
                path.stat()
                found.append(path)
    return tuple(found)


def keep_files(originals: Originals, paths: Sequence[Path], progress: Progress = silent) -> tuple[KeptFile, ...]:
    """Copy files into the case, check the copies, and look at each in a child process.

    Long work: it touches no database and may run in any thread. Raises a CaregiverError for the first file
    that cannot be copied, and whatever `progress` raises; then no copy is left behind.
    """
    kept = []
    with Child(_LIMITS) as child, ThreadPoolExecutor(_COPIES_AT_ONCE) as copying:
        stop = threading.Event()
        copies = [copying.submit(originals.keep, path, partial(_heed, stop)) for path in paths]
        try:
            for done, (path, copy) in enumerate(zip(paths, copies, strict=True)):
                while not wait([copy], _HEARTBEAT_SECONDS).done:
                    progress(done, len(paths), printable_name(path))
                progress(done, len(paths), printable_name(path))
                safe = copy.result()
                seen = _inspected(child, originals.path(safe.fingerprint))
                kept.append(KeptFile(printable_name(path), safe.fingerprint, safe.size, seen))
        except BaseException:
            stop.set()
            copying.shutdown(cancel_futures=True)
            for copy in copies:
                if not copy.cancelled() and copy.exception() is None:
                    originals.take_back(copy.result())
            raise
        progress(len(paths), len(paths), "")
    return tuple(kept)


def _heed(stop: threading.Event, _done: int, _total: int, _what: str) -> None:
    """Let a large file being copied hear that everything was stopped."""
    if stop.is_set():
        raise Cancelled


def list_files(
    book: Casebook,
    kept: Sequence[KeptFile],
    *,
    kind: str = "",
    date: PartialDate | None = None,
    title: str = "",
) -> tuple[Document, ...]:
    """Put kept files on the inventory as one step. A file without a title is called by its name."""
    label = ngettext("Add {n} document", "Add {n} documents", len(kept)).format(n=len(kept))
    listed = []
    with book.step(label) as tx:
        for file in kept:
            named = title or title_from(file.name)
            document = Document(number=tx.next_number(_COUNTER), title=named, kind=kind or "other", date=date)
            listed.append(with_file(document, file))
            tx.put(listed[-1])
    return tuple(listed)


def with_file(document: Document, file: KeptFile) -> Document:
    """Return a document as it is once this file belongs to it."""
    return document.amended(
        holding="file",
        file_name=file.name,
        fingerprint=file.fingerprint,
        size=file.size,
        format=file.inspection.format,
        pages=file.inspection.pages,
        trouble=file.inspection.trouble,
        trouble_detail=file.inspection.detail,
    )


def add_thing(book: Casebook, document: Document) -> Document:
    """List something that is not a file here (a disc, slides, a paper still wanted); its number is given here."""
    with book.step(_("Add to the list of papers")) as tx:
        numbered = document.amended(number=tx.next_number(_COUNTER))
        tx.put(numbered)
    return numbered


def change_document(book: Casebook, document: Document) -> None:
    """Change what is written about a document. Its file stays as it is."""
    with book.step(_("Change document")) as tx:
        tx.put(document)


def change_documents(book: Casebook, documents: Sequence[Document], label: str) -> None:
    """Change several documents as one step."""
    with book.step(label) as tx:
        for document in documents:
            tx.put(document)


def remove_documents(book: Casebook, documents: Sequence[Document]) -> None:
    """Take documents off the inventory, and the links to them off entries and translations.

    The files stay in the case folder, so that undo and the trash can always bring them back.
    """
    label = ngettext("Remove {n} document", "Remove {n} documents", len(documents)).format(n=len(documents))
    gone = {document.id for document in documents}
    with book.step(label) as tx:
        for kind in KINDS:
            for entry in tx.find(kind.record):
                if entry.proof in gone:
                    tx.put(entry.amended(proof=None, proof_page=None))
        for document in tx.find(Document):
            if document.id in gone:
                tx.remove(document)
            elif document.translation_of in gone:
                tx.put(document.amended(translation_of=None))


def same_files(listed: Sequence[Document], document: Document) -> tuple[Document, ...]:
    """Return the documents listed before this one whose file is the same, byte for byte."""
    return tuple(
        other for other in listed if other.fingerprint == document.fingerprint != "" and other.number < document.number
    )


def printable_name(path: Path) -> str:
    """Return a file's name as text that can be stored: bytes that are no text are written by their number."""
    return os.fsencode(path.name).decode("utf-8", "backslashreplace")


def title_from(file_name: str) -> str:
    """Return a first title for a file: its name without the ending."""
    stem = Path(file_name).stem.replace("_", " ").strip()
    return stem or file_name


def _inspected(child: Child, path: Path) -> Inspection:
    try:
        return child.call(inspect_file, path)
    except ChildStopped as stopped:
        return Inspection("unknown", None, stopped.reason, "")


def _raise(problem: OSError) -> None:
    raise problem
