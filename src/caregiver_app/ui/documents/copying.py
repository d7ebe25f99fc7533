"""Save copies of originals off the UI thread."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from caregiver_app.casebook.copies import save_copy
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.sealed import Readable
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.under_way import UnderWay


class Copying(QObject):
    """Give originals back, and say where each was put."""

    def __init__(self, desk: Desk, under_way: UnderWay) -> None:
        super().__init__(under_way)
        self._desk = desk
        self._under_way = under_way

    def save(self, document: Document, target: Path) -> None:
        """Copy the document's original to `target`."""
        originals = self._desk.book.originals
        if originals.folder.resolve() in target.resolve().parents:
            self._desk.notices.tell_trouble(_among_originals(target))
            return
        job = self._desk.jobs.start(
            partial(_saved, originals.file(document.fingerprint), document, target),
            done=self._on_saved,
            failed=self._desk.notices.tell_trouble,
            ended=self._on_ended,
            label=_("Saving a copy"),
        )
        self._under_way.watch(job, _("Saving a copy of {document} …").format(document=label(document.number)))

    @Slot(object)
    def _on_saved(self, target: Path) -> None:
        words = _("The copy is saved as “{name}” in {folder}.")
        self._desk.notices.tell_done(words.format(name=target.name, folder=target.parent))

    @Slot()
    def _on_ended(self) -> None:
        self._under_way.finish()


def _saved(original: Readable, document: Document, target: Path, progress: Progress) -> Path:
    save_copy(original, document, target, progress)
    return target


def _among_originals(target: Path) -> CaregiverError:
    return CaregiverError(
        _("“{name}” lies among the kept originals.").format(name=target.name),
        safe=_("Nothing was written over."),
        now=_("Choose another folder for the copy."),
    )
