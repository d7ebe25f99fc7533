"""Every file of an imaging disc or study in a list that can be searched, as its own list has them."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.casebook.documents.sets import manifest_of
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.domain.documents.manifest import ListedFile, Manifest
from caregiver_app.i18n import _, ngettext
from caregiver_app.progress import Progress
from caregiver_app.store.originals import Originals
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.size_words import size_in_words
from caregiver_app.ui.documents.states import trouble_in_a_word, trouble_in_full
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.record_table import Column, record_table
from caregiver_app.ui.search_field import SearchField
from caregiver_app.ui.text import button, hint, label, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled

_LANE = "files"


@dataclass(frozen=True)
class FileRow:
    """One file of the list, under an id of the table's own."""

    id: UUID
    file: ListedFile
    state: str


class FilesDialog(Dialog):
    """List the files of a disc or study: where each lies, how large it is, and whether it could be read."""

    def __init__(self, desk: Desk, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("All files"))
        self._rows: tuple[FileRow, ...] = ()
        self.words = SearchField(_("Find in this list"))
        self.words.textChanged.connect(lambda _text: self._narrow())
        columns = (
            Column[FileRow](_("File"), lambda row: row.file.path),
            Column[FileRow](
                _("Size"), _size, sort_key=lambda row: row.file.size, right=True, fits=(size_in_words(888),)
            ),
            Column[FileRow](
                _("State"),
                lambda row: row.state,
                tooltip=lambda row: trouble_in_full(row.file.trouble) or row.state,
                fits=(_("Cannot be read on the disc"),),
            ),
        )
        self.table = record_table(columns, lambda: self._rows, _("All files"))
        self.count = hint(_("Reading the list …"))
        self.close_button = button(_("Close"), self.accept, "large")
        self._lay_out(document)
        job = desk.jobs.start(
            partial(_read, document, desk.book.originals),
            done=self._on_read,
            failed=desk.notices.tell_trouble,
            lane=_LANE,
        )
        self.destroyed.connect(job.cancel)

    def _on_read(self, manifest: Manifest | None) -> None:
        if manifest is None:
            self.count.setText(_("The list of its files is missing from the case folder, or was changed there."))
            return
        self._rows = tuple(
            FileRow(UUID(int=row), file, state_of_file(file, kept=manifest.kept))
            for row, file in enumerate(manifest.files)
        )
        self.table.records_model.refresh()
        self._narrow()

    def _narrow(self) -> None:
        typed = self.words.text().casefold().split()
        fits = [row for row in self._rows if _holds(row, typed)]
        self.table.proxy.keep_only((lambda row: _holds(row, typed)) if typed else None)
        size = size_in_words(sum(row.file.size for row in fits))
        n = len(fits)
        counted = ngettext("{n} file, {size}", "{n} files, {size}", n).format(n=f"{n:,}", size=size)
        if typed:
            counted = _("{counted}, of {all}").format(counted=counted, all=f"{len(self._rows):,}")
        self.count.setText(counted)

    def _lay_out(self, document: Document) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        said = QVBoxLayout()
        said.setSpacing(SPACE_2)
        said.addWidget(title(_("All files")))
        said.addWidget(label(f"{number_of(document.number)} {document.title}", "strong"))
        column.addLayout(said)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.count, 1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.close_button.setDefault(True)
        self.words.setFocus()
        fit_to_screen(self, scaled(760), scaled(600))


def state_of_file(file: ListedFile, *, kept: bool) -> str:
    """Say in words what became of a file of a disc."""
    if not file.fingerprint:
        return _("Cannot be read on the disc")
    if file.trouble:
        return trouble_in_a_word(file.trouble)
    return _("Kept in the case") if kept else _("Listed, not copied")


def _read(document: Document, originals: Originals, _progress: Progress) -> Manifest | None:
    return manifest_of(document, originals)


def _size(row: FileRow) -> str:
    return size_in_words(row.file.size)


def _holds(row: FileRow, words: list[str]) -> bool:
    whole = f"{row.file.path}\n{row.state}".casefold()
    return all(word in whole for word in words)
