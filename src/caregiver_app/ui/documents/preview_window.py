"""A document in a window of its own, as large as the screen has room for."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.preview import PreviewPane
from caregiver_app.ui.documents.sought import NOTHING, Sought
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, label, title_words
from caregiver_app.ui.theme import SPACE_2, SPACE_3, scaled

_WIDE: Final = 1100
_HIGH: Final = 1600


class PreviewWindow(Dialog):
    """Show one document beside the main window, which stays in use; go through the files of the case from here.

    It follows what is done with its document meanwhile, and goes when the document is removed. Show it with `show()`.
    """

    def __init__(self, desk: Desk, document: Document, case: CaseSnapshot, sought: Sought = NOTHING) -> None:
        super().__init__(desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._desk = desk
        self._files = _files(case)
        self.pane = PreviewPane(desk)
        self._number = label("", "quiet", wrap=False)
        self._title = label("", "section", narrow=True)
        self.before_button = button(_("Document before"), lambda: self.go(-1))
        self.next_button = button(_("Next document"), lambda: self.go(1))
        self.close_button = button(_("Close"), self.reject, "large")
        self._lay_out()
        self.finished.connect(lambda _result: self.pane.finish())
        desk.changes.changed.connect(self._on_changed)
        self.show_document(document, sought)
        self.pane.view.setFocus()

    def show_document(self, document: Document, sought: Sought | None = None) -> None:
        """Show a document of the case, from the page where something sought was found."""
        self.setWindowTitle(title_words(document.title))
        self._number.setText(number_of(document.number))
        self._title.setText(document.title)
        self.pane.show_document(document, sought)
        self._tell_place()

    def go(self, step: int) -> None:
        """Show the file after (1) or before (-1) this one in the list of papers."""
        place = self._place() + step
        if 0 <= place < len(self._files):
            self.show_document(self._files[place])
            self.pane.view.setFocus()

    def _place(self) -> int:
        shown = self.pane.document
        return next((place for place, file in enumerate(self._files) if shown and file.id == shown.id), 0)

    def _tell_place(self) -> None:
        place = self._place()
        self.before_button.setEnabled(place > 0)
        self.next_button.setEnabled(place < len(self._files) - 1)

    def _on_changed(self, kinds: frozenset[type[Record]]) -> None:
        if Document not in kinds:
            return
        self._files = _files(self._desk.book.snapshot())
        shown = self.pane.document
        now = next((file for file in self._files if shown is not None and file.id == shown.id), None)
        if now is None:
            self.reject()
        else:
            self.show_document(now)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        column.addWidget(self.pane, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_2)
        foot.addWidget(self.before_button)
        foot.addWidget(self.next_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        fit_to_screen(self, scaled(_WIDE), scaled(_HIGH))


def _files(case: CaseSnapshot) -> tuple[Document, ...]:
    return tuple(document for document in case.documents if document.holding == "file")
