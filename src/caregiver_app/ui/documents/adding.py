"""Take files into the case: copied off the UI thread, listed in one step, told in one sentence."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from caregiver_app.casebook.documents.journal import Journal, Unfinished
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.kept import Brought, KeptFile
from caregiver_app.casebook.documents.listing import add_its_file, list_files, list_in_parts, texts_in_parts
from caregiver_app.casebook.documents.sets import fingerprints_known
from caregiver_app.casebook.documents.sources import find_files
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, in_sentences, ngettext, with_commas
from caregiver_app.progress import Progress
from caregiver_app.store.originals import Originals
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.states import trouble_in_a_word, trouble_in_full
from caregiver_app.ui.under_way import UnderWay

_NAMED: Final = 3

Came = Callable[[Sequence[Document]], object]


class Adding(QObject):
    """Add files and folders to the open case. `added` carries the documents that came in."""

    added = Signal(object)

    def __init__(self, desk: Desk, under_way: UnderWay) -> None:
        super().__init__(under_way)
        self._desk = desk
        self._under_way = under_way

    def add(self, paths: Sequence[Path], *, leave_discs: bool = False, then: Came | None = None) -> None:
        """Copy these files, and those in these folders, and list them; with `leave_discs` only list imaging discs.

        `then` is called with the documents that came in by this, if any did.
        """
        if not paths:
            return
        job = self._desk.jobs.start(
            partial(_kept, self._desk.book.folder, self._desk.book.originals, tuple(paths), leave_discs),
            done=partial(self._on_kept, then=then),
            failed=partial(
                self._desk.tell_refused, again=partial(self.add, tuple(paths), leave_discs=leave_discs, then=then)
            ),
            progressed=self._on_progressed,
            ended=self._on_ended,
            label=_("Adding documents"),
        )
        self._under_way.watch(job, _("Looking through what you brought …"))

    def go_on(self) -> None:
        """Finish what was stopped before its end."""
        unfinished = self._unfinished()
        if unfinished is not None:
            there = [path for path in unfinished.paths if path.exists()]
            self.add(there, leave_discs=unfinished.leave_discs)

    def put_away(self) -> None:
        """Take back the copies of what was stopped and is not wanted any more."""
        book = self._desk.book
        Journal(book.folder, book.seal).forget(book.originals, fingerprints_known(book))
        self._desk.notices.tell_done(_("The copies are taken back. Your own files are where they were."))

    def tell_of_unfinished(self) -> None:
        """Say that adding was stopped before its end, with the way on."""
        unfinished = self._unfinished()
        if unfinished is None or self._desk.book.read_only:
            return
        words = ngettext(
            "Adding documents was stopped. {n} file is copied already, and nothing is listed yet.",
            "Adding documents was stopped. {n} files are copied already, and nothing is listed yet.",
            unfinished.copied,
        ).format(n=unfinished.copied)
        self._desk.notices.tell(words, action=_("Go on"), act=self.go_on)

    def _unfinished(self) -> Unfinished | None:
        """Return what was stopped; what was listed after all, before the program was killed, is forgotten."""
        book = self._desk.book
        journal = Journal(book.folder, book.seal)
        unfinished = journal.unfinished()
        if unfinished is not None and not book.read_only and journal.is_over(fingerprints_known(book)):
            journal.finish()
            return None
        return unfinished

    def add_for(self, document: Document, path: Path) -> None:
        """Copy the file of a document that was wanted or held elsewhere, and list it under its number."""
        job = self._desk.jobs.start(
            partial(_kept_for, document.id, self._desk.book.originals, path),
            done=self._on_kept_for,
            failed=partial(self._desk.tell_refused, again=partial(self.add_for, document, path)),
            ended=self._on_ended,
            label=_("Adding documents"),
        )
        self._under_way.watch(job, _("Copying and reading {name} …").format(name=path.name))

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, name: str) -> None:
        if name:
            words = _("Copying and reading {name} …  {n} of {total}")
            self._under_way.follow(done, total, words.format(name=name, n=done + 1, total=total))

    def _on_kept(self, brought: Brought, then: Came | None = None) -> None:
        if not brought.files:
            if brought.refused:
                self._desk.notices.tell_trouble(brought.refused[0][1])
            else:
                self._desk.notices.tell(_("There is no file in it. Choose a document, a photo, or a folder with them."))
            return
        self._take_turns(texts_in_parts(self._desk.book, brought), partial(self._list, brought, then))

    def _list(self, brought: Brought, then: Came | None) -> None:
        before = self._desk.book.snapshot().documents
        came: list[Document] = []

        def listed(documents: Sequence[Document]) -> None:
            came.extend(documents)
            Journal(self._desk.book.folder, self._desk.book.seal).finish()

        def tell() -> None:
            self._take_turns(self._told_in_parts(came, before, brought, then), lambda: None)

        def list_at_once(_refused: CaregiverError) -> None:
            """Try it once more in one go: what the disk refuses then is held for another try."""
            if self._desk.do(lambda: listed(list_files(self._desk.book, brought))):
                tell()

        self._take_turns(list_in_parts(self._desk.book, brought, listed), tell, list_at_once)

    def _told_in_parts(
        self, came: list[Document], before: tuple[Document, ...], brought: Brought, then: Came | None
    ) -> Iterator[None]:
        """Say what came in, and write the notes about it."""
        words, whole = told(came, before, brought)
        self._desk.tell_step(words, "good" if whole else "care")
        yield
        self.added.emit(tuple(came))
        if then is not None:
            then(came)
        yield
        yield from self._desk.book.notes_in_parts()

    def _take_turns(
        self,
        parts: Iterator[None],
        done: Callable[[], object],
        failed: Callable[[CaregiverError], object] | None = None,
    ) -> None:
        """Do in small parts what needs the case, and keep the card up until then."""
        self._under_way.watch(
            self._desk.jobs.take_turns(
                parts,
                done=done,
                failed=failed or self._desk.notices.tell_trouble,
                ended=self._on_ended,
                label=_("Adding documents"),
            ),
            _("Putting what came in on the list …"),
        )

    @Slot(object)
    def _on_kept_for(self, kept: tuple[UUID, KeptFile]) -> None:
        document_id, file = kept
        document = self._desk.book.snapshot().document(document_id)
        if document is None or document.holding == "file":
            # Removed or filled meanwhile: the file still comes in, under a number of its own.
            self._on_kept(Brought((file,)))
            return
        came: list[Document] = []
        if self._desk.do(lambda: came.append(add_its_file(self._desk.book, document, file))):
            here = came[0]
            words = _("{document} is here now.").format(document=_called(here))
            if here.trouble:
                words = f"{words} {trouble_in_full(here.trouble)}"
            kind = "care" if here.trouble else "good"
            self._desk.tell_step(words, kind)

    @Slot()
    def _on_ended(self) -> None:
        self._under_way.finish()
        if not self._under_way.is_busy:
            self.tell_of_unfinished()


def _kept(case: Path, originals: Originals, paths: tuple[Path, ...], leave_discs: bool, progress: Progress) -> Brought:
    progress(0, 0, "")
    # A folder may hold the case itself; its own files are no papers.
    found = find_files(paths, own=case.resolve())
    if not (found.files or found.discs):
        return Brought((), found.passed_over)
    journal = Journal(case, originals.seal)
    journal.begin(paths, leave_discs=leave_discs)
    try:
        return keep_files(journal.remembering(originals), found, progress, leave_discs=leave_discs)
    finally:
        journal.leave()


def _kept_for(document_id: UUID, originals: Originals, path: Path, progress: Progress) -> tuple[UUID, KeptFile]:
    (file,) = keep_files(originals, [path], progress).files
    return document_id, file


def told(came: Sequence[Document], before: Sequence[Document], brought: Brought) -> tuple[str, bool]:
    """Say what came in, what cannot be read, what was here already and what could not be copied.

    The second value tells whether all of it is well.
    """
    sentences = [ngettext("{n} document came in.", "{n} documents came in.", len(came)).format(n=len(came))]
    hurt = [f"{_called(one)} ({trouble_in_a_word(one.trouble)})" for one in came if one.trouble]
    if hurt:
        words = ngettext("{n} has a problem: {names}.", "{n} have a problem: {names}.", len(hurt))
        sentences.append(words.format(n=len(hurt), names=_listed(hurt)))
    first: dict[str, Document] = {}
    twice = []
    for one in (*before, *came):
        first.setdefault(one.fingerprint, one)
    for one in came:
        earlier = first[one.fingerprint]
        if one.fingerprint and earlier is not one:
            words = _("{document} (the same as {earlier})")
            twice.append(words.format(document=_called(one), earlier=label(earlier.number)))
    if twice:
        words = ngettext("{n} was here already: {names}.", "{n} were here already: {names}.", len(twice))
        sentences.append(words.format(n=len(twice), names=_listed(twice)))
    refused = [name for name, _trouble in brought.refused]
    if refused:
        words = ngettext("{n} could not be copied: {names}.", "{n} could not be copied: {names}.", len(refused))
        sentences.append(words.format(n=len(refused), names=_listed(refused)))
        sentences.append(brought.refused[0][1].happened)
    return in_sentences(sentences), not (hurt or twice or refused)


def _called(document: Document) -> str:
    return f"{label(document.number)} {document.title}"


def _listed(names: Sequence[str]) -> str:
    shown = with_commas(names[:_NAMED])
    more = len(names) - _NAMED
    return _("{names} and {n} more").format(names=shown, n=more) if more > 0 else shown
