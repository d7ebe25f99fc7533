"""What the panel asks for an imaging study or disc: its pictures, the list of its files, and its files themselves."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from caregiver_app.casebook.copies import safe_name
from caregiver_app.casebook.documents.giving_back import GivenBack, give_back_set
from caregiver_app.casebook.documents.series_pictures import SeriesPicture, series_pictures
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import unused
from caregiver_app.i18n import _, ngettext
from caregiver_app.progress import Progress
from caregiver_app.store.originals import Originals
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.study_files import FilesDialog
from caregiver_app.ui.documents.study_section import StudySection
from caregiver_app.ui.jobs import Job
from caregiver_app.ui.under_way import UnderWay

LANE: Final = "series"
_PATIENCE: Final = 150
"""Milliseconds a study must stay chosen: whoever goes down the list with the keys starts nothing."""
_MOST_KEPT: Final = 6
_LONGEST: Final = 90
"""How long the name of the folder may be for the files of a study; a number may come behind it."""


class StudyWork(QObject):
    """Make the pictures of the chosen study, list its files, give them back. `choose_folder` can be replaced."""

    def __init__(self, desk: Desk, section: StudySection, under_way: UnderWay) -> None:
        super().__init__(section)
        self.choose_folder: Callable[[], Path | None] = self._ask_for_folder
        self._desk, self._section, self._under_way = desk, section, under_way
        self._wanted: Document | None = None
        self._job: Job | None = None
        self._made: OrderedDict[str, tuple[SeriesPicture, ...]] = OrderedDict()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._make)
        section.pictures_wanted.connect(self._on_wanted)
        section.files_asked.connect(self.show_files)
        section.save_asked.connect(self.save_files)

    def show_files(self, document: Document) -> None:
        """Open the list of a set's files."""
        FilesDialog(self._desk, document, self._desk.window).open()

    def save_files(self, document: Document) -> None:
        """Ask where to, and write the files of a set into a new folder there."""
        place = self.choose_folder()
        if place is None:
            return
        target = unused(place / safe_name(document.title, longest=_LONGEST))
        job = self._desk.jobs.start(
            partial(_given_back, document, self._desk.book.originals, target),
            done=self._on_given_back,
            failed=self._desk.notices.tell_trouble,
            progressed=self._on_progressed,
            ended=self._under_way.finish,
            label=_("Saving the files"),
        )
        self._under_way.watch(job, _("Saving the files of {document} …").format(document=label(document.number)))

    @Slot(object)
    def _on_wanted(self, document: Document | None) -> None:
        if self._is_under_way_for(document):
            self._section.say(_("Making the pictures …"))
            return
        self._wanted = document
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if document is None:
            return
        made = self._made.get(document.fingerprint)
        if made is not None:
            self._section.show_pictures(made)
        else:
            self._section.say(_("Making the pictures …"))
            self._timer.start()

    def _is_under_way_for(self, document: Document | None) -> bool:
        before = self._wanted
        same = document is not None and before is not None and document.fingerprint == before.fingerprint
        return same and (self._timer.isActive() or (self._job is not None and not self._job.is_cancelled))

    def _make(self) -> None:
        document = self._wanted
        if document is None:
            return
        self._job = job = self._desk.jobs.start(
            partial(_pictures, document, self._desk.book.originals),
            done=self._on_made,
            failed=self._on_failed,
            ended=self._on_ended,
            lane=LANE,
        )
        self._section.destroyed.connect(job.cancel)

    @Slot(object)
    def _on_made(self, outcome: tuple[str, tuple[SeriesPicture, ...]]) -> None:
        fingerprint, series = outcome
        self._job = None
        self._made[fingerprint] = series
        while len(self._made) > _MOST_KEPT:
            self._made.popitem(last=False)
        if self._wanted is not None and self._wanted.fingerprint == fingerprint:
            self._section.show_pictures(series)

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        self._job = None
        self._section.say(str(problem))

    @Slot()
    def _on_ended(self) -> None:
        if self._job is not None and self._job.is_cancelled:  # somebody stopped everything that was under way
            self._job = self._wanted = None
            self._section.say(_("Making the pictures was stopped. Choose the scan again to have them."))

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, name: str) -> None:
        if name:
            words = _("Saving {name} …  {n} of {total}")
            self._under_way.follow(done, total, words.format(name=name, n=done + 1, total=total))

    @Slot(object)
    def _on_given_back(self, outcome: tuple[Path, GivenBack]) -> None:
        target, given = outcome
        words = ngettext("{n} file is in “{folder}”.", "{n} files are in “{folder}”.", given.files)
        told = words.format(n=f"{given.files:,}", folder=target)
        if not given.missing:
            self._desk.notices.tell_done(told)
            return
        missing = ngettext(
            "{n} file could not be given back.", "{n} files could not be given back.", len(given.missing)
        ).format(n=len(given.missing))
        self._desk.notices.tell(f"{told} {missing} {given.missing[0][1].happened}", kind="care")

    def _ask_for_folder(self) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self._desk.window, _("Choose where to put the folder with its files"))
        return Path(chosen) if chosen else None


def _pictures(document: Document, originals: Originals, progress: Progress) -> tuple[str, tuple[SeriesPicture, ...]]:
    return document.fingerprint, series_pictures(document, originals, progress)


def _given_back(document: Document, originals: Originals, target: Path, progress: Progress) -> tuple[Path, GivenBack]:
    return target, give_back_set(document, originals, target, progress)
