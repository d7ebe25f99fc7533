"""Take files into the case: copied off the UI thread, listed in one step, told in one sentence."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from caregiver_app.casebook.documents import (
    KeptFile,
    change_documents,
    files_in,
    keep_files,
    list_files,
    same_files,
    with_file,
)
from caregiver_app.domain.documents import Document, label
from caregiver_app.i18n import _, ngettext
from caregiver_app.progress import Progress
from caregiver_app.store.originals import Originals
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.states import trouble_in_a_word, trouble_in_full
from caregiver_app.ui.documents.under_way import UnderWay

_NAMED: Final = 3


class Adding(QObject):
    """Add files and folders to the open case. `added` carries the documents that came in."""

    added = Signal(object)

    def __init__(self, desk: Desk, under_way: UnderWay) -> None:
        super().__init__(under_way)
        self._desk = desk
        self._under_way = under_way

    def add(self, paths: Sequence[Path]) -> None:
        """Copy these files, and those in these folders, and list them."""
        if not paths:
            return
        job = self._desk.jobs.start(
            partial(_kept, self._desk.book.originals, tuple(paths)),
            done=self._on_kept,
            failed=self._desk.notices.tell_trouble,
            progressed=self._on_progressed,
            ended=self._on_ended,
            label=_("Adding documents"),
        )
        self._under_way.watch(job, _("Looking through what you brought …"))

    def add_for(self, document: Document, path: Path) -> None:
        """Copy the file of a document that was wanted or held elsewhere, and list it under its number."""
        job = self._desk.jobs.start(
            partial(_kept_for, document.id, self._desk.book.originals, path),
            done=self._on_kept_for,
            failed=self._desk.notices.tell_trouble,
            ended=self._on_ended,
            label=_("Adding documents"),
        )
        self._under_way.watch(job, _("Copying and reading {name} …").format(name=path.name))

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, name: str) -> None:
        if name:
            words = _("Copying and reading {name} …  {n} of {total}")
            self._under_way.follow(done, total, words.format(name=name, n=done + 1, total=total))

    @Slot(object)
    def _on_kept(self, kept: tuple[KeptFile, ...]) -> None:
        if not kept:
            self._desk.notices.tell(_("There is no file in it. Choose a document, a photo, or a folder with them."))
            return
        before = self._desk.book.snapshot().documents
        came: list[Document] = []
        if self._desk.do(lambda: came.extend(list_files(self._desk.book, kept))):
            words, whole = told(came, before)
            kind = "good" if whole else "care"
            self._desk.tell_step(words, kind)
            self.added.emit(tuple(came))

    @Slot(object)
    def _on_kept_for(self, kept: tuple[UUID, KeptFile]) -> None:
        document_id, file = kept
        document = self._desk.book.snapshot().document(document_id)
        if document is None or document.holding == "file":
            self._on_kept((file,))  # removed or filled meanwhile: the file still comes in, under a number of its own
            return
        here = with_file(document, file)
        step = _("Add the file of {document}").format(document=label(here.number))
        if self._desk.do(lambda: change_documents(self._desk.book, [here], step)):
            words = _("{document} is here now.").format(document=_called(here))
            if here.trouble:
                words = f"{words} {trouble_in_full(here.trouble)}"
            kind = "care" if here.trouble else "good"
            self._desk.tell_step(words, kind)

    @Slot()
    def _on_ended(self) -> None:
        self._under_way.finish()


def _kept(originals: Originals, paths: Sequence[Path], progress: Progress) -> tuple[KeptFile, ...]:
    progress(0, 0, "")
    # A folder may hold the case itself; its own files are no papers.
    case = originals.folder.resolve().parent
    files = [file for file in files_in(paths) if case not in file.resolve().parents]
    return keep_files(originals, files, progress)


def _kept_for(document_id: UUID, originals: Originals, path: Path, progress: Progress) -> tuple[UUID, KeptFile]:
    (file,) = keep_files(originals, [path], progress)
    return document_id, file


def told(came: Sequence[Document], before: Sequence[Document]) -> tuple[str, bool]:
    """Say what came in, what cannot be read and what was here already; and whether all of it is well."""
    sentences = [ngettext("{n} document came in.", "{n} documents came in.", len(came)).format(n=len(came))]
    hurt = [f"{_called(one)} ({trouble_in_a_word(one.trouble)})" for one in came if one.trouble]
    if hurt:
        words = ngettext("{n} has a problem: {names}.", "{n} have a problem: {names}.", len(hurt))
        sentences.append(words.format(n=len(hurt), names=_listed(hurt)))
    listed = (*before, *came)
    twice = []
    for one in came:
        earlier = same_files(listed, one)
        if earlier:
            words = _("{document} (the same as {earlier})")
            twice.append(words.format(document=_called(one), earlier=label(earlier[0].number)))
    if twice:
        words = ngettext("{n} was here already: {names}.", "{n} were here already: {names}.", len(twice))
        sentences.append(words.format(n=len(twice), names=_listed(twice)))
    return " ".join(sentences), not (hurt or twice)


def _called(document: Document) -> str:
    return f"{label(document.number)} {document.title}"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return _("{names} and {n} more").format(names=shown, n=more) if more > 0 else shown
