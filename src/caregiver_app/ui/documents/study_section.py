"""The part of the panel that is for imaging studies and discs: whose they are, their pictures, their files."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.casebook.documents.series_pictures import SeriesPicture
from caregiver_app.domain.documents.document import SETS, Document
from caregiver_app.domain.person import Person
from caregiver_app.i18n import _
from caregiver_app.ui.documents.study_facts import passport_flags
from caregiver_app.ui.documents.study_strip import SeriesStrip
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.text import button, label, rename
from caregiver_app.ui.theme import SPACE_1, SPACE_2


class StudySection(QWidget):
    """Show what only studies and discs have; hidden for every other document. `flags_row` lies where the panel puts it.

    `pictures_wanted` carries the study whose pictures are to be made, or None. `files_asked` and `save_asked` carry
    the document whose files somebody wants to see or to have.
    """

    pictures_wanted = Signal(object)
    files_asked = Signal(object)
    save_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self.flags = label("")
        self.flags_row = _marked(self.flags)
        self._unreadable_name, self.unreadable = label("", "hint", wrap=False), label("", narrow=True)
        self._pictures_name = label(_("One picture of each series"), "hint", wrap=False)
        self.words = label("", "quiet")
        self.strip = SeriesStrip()
        self.only_for_finding = label(
            _("These pictures are only for finding the right scan. They are not for reading."), "hint"
        )
        self.files_button = button(_("All files…"), lambda: self.files_asked.emit(self._document))
        self.save_button = button("", lambda: self.save_asked.emit(self._document))
        self._lay_out()
        self.show_document(None, None)

    def show_document(self, document: Document | None, person: Person | None) -> None:
        """Show a study or disc of this person's case; any other document hides everything."""
        self._document = document if document is not None and document.format in SETS else None
        self.setVisible(self._document is not None)
        self.flags_row.hide()
        self._show_pictures_part(visible=False)
        if self._document is None or person is None:
            self.pictures_wanted.emit(None)
            return
        one, kept = self._document, self._document.holding == "file"
        flags = passport_flags(one, person)
        self.flags_row.setVisible(bool(flags))
        calm = _("It may only be a slip of the pen. See that it is the right scan.")
        self.flags.setText("\n".join((*flags, calm)) if flags else "")
        self._unreadable_name.setText(_("Files that cannot be read"))
        for part in (self._unreadable_name, self.unreadable):
            part.setVisible(bool(one.trouble_detail))
        self.unreadable.setText(one.trouble_detail)
        words = _("Save the scan’s files…") if one.format == "study" else _("Save the disc’s files…")
        rename(self.save_button, words)
        self.save_button.setVisible(kept)
        self.words.setVisible(not kept)
        if not kept:
            self.words.setText(
                _("Its files are not in the case: they were left where they are, and only listed. To have them here, "
                  "add the disc again and choose to copy it.")
            )  # fmt: skip
        self.pictures_wanted.emit(one if one.format == "study" and kept else None)

    def say(self, words: str) -> None:
        """Say what becomes of the pictures."""
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def show_pictures(self, series: Sequence[SeriesPicture]) -> None:
        """Show what was made."""
        self.say("" if series else _("There is no picture in it."))
        self.strip.show_series(series)
        self._show_pictures_part(visible=bool(series))

    def _show_pictures_part(self, *, visible: bool) -> None:
        for part in (self._pictures_name, self.strip, self.only_for_finding):
            part.setVisible(visible)
        if not visible:
            self.strip.show_series(())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_1, 0, 0)
        column.setSpacing(SPACE_1)
        for part in (self._unreadable_name, self.unreadable, self._pictures_name, self.words, self.strip):
            column.addWidget(part)
        column.addWidget(self.only_for_finding)
        column.addSpacing(SPACE_1)
        buttons = FlowingRow(spacing=SPACE_2)
        buttons.addWidget(self.files_button)
        buttons.addWidget(self.save_button)
        column.addLayout(buttons)


def _marked(words: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, SPACE_1)
    row.setSpacing(SPACE_2)
    row.addWidget(Mark("info"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return whole
