"""Ask once for the password of a locked paper; then its pages are here. What is typed is kept nowhere."""

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from caregiver_app.casebook.documents.unlocking import NotLocked, UnlockedCopy, show_unlocked, unlocked_copy
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.domain.documents.page_work import page_count
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, in_sentences, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.dialog_frame import marked, set_out
from caregiver_app.ui.documents.states import trouble_in_full
from caregiver_app.ui.fields import CheckBox
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.jobs import Job
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, hint, label, literal, restyle, title_words
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled

LANE: Final = "unlock"
_HINTS: Final = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)


class UnlockDialog(Dialog):
    """Ask for the password of one document and show its pages. Show it with `open()`."""

    def __init__(self, desk: Desk, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent or desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title_words(_("Give the password of {document}").format(document=_number(document))))
        self._desk = desk
        self._document = document
        self._job: Job | None = None
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setInputMethodHints(_HINTS)
        self.password.setAccessibleName(_("Password"))
        self.password.textEdited.connect(lambda _text: self._say(""))
        self.show_box = CheckBox(_("Show what I type"))
        self.show_box.toggled.connect(self._on_shown)
        self.trouble = label("", "trouble")
        self.under_way = QWidget()
        self.cancel_button = button(_("Cancel"), self.reject, "large")
        self.unlock_button = button(_("Open it"), self.unlock, "main")
        self._lay_out()
        self._say("")
        hold_back(desk.book.read_only, self.unlock_button)

    def unlock(self) -> None:
        """Try the password off the UI thread."""
        if self._job is not None or not self.unlock_button.isEnabled():
            return
        self._say("")
        self._job = job = self._desk.jobs.start(
            partial(unlocked_copy, self._desk.book.originals, self._document, self.password.text()),
            done=self._on_unlocked,
            failed=self._on_failed,
            ended=self._on_ended,
            label=_("Opening a locked file"),
            lane=LANE,
        )
        self.destroyed.connect(job.cancel)
        self._show_busy(True)

    def reject(self) -> None:
        """Close, and stop what is under way: nothing is changed."""
        if self._job is not None:
            self._job.cancel()
        self.password.clear()
        super().reject()

    @Slot(object)
    def _on_unlocked(self, copy: UnlockedCopy) -> None:
        book = self._desk.book
        before = len(book.snapshot().documents)
        try:
            shown = show_unlocked(book, copy)
        except CaregiverError as problem:
            self._on_failed(problem)
            return
        self.password.clear()
        inside = len(book.snapshot().documents) - before
        self._desk.tell_step(told(shown, inside), "care" if shown.trouble else "good")
        self.accept()

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        """Say in place what is wrong, and let it be typed anew."""
        self._say(str(problem))
        announce(self, self.trouble.text(), urgent=True)
        self.password.setFocus()
        self.password.selectAll()
        if isinstance(problem, NotLocked):
            self.cancel_button.setFocus()

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._show_busy(False)

    def _on_shown(self, is_shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.password.setEchoMode(modes.Normal if is_shown else modes.Password)

    def _show_busy(self, is_busy: bool) -> None:
        self.under_way.setVisible(is_busy)
        self.password.setReadOnly(is_busy)
        self.unlock_button.setEnabled(not is_busy)
        if is_busy:
            announce(self, _("Opening the file …"))

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self._trouble_row.setVisible(bool(words))
        self.password.setAccessibleDescription(literal(words))
        self.password.setProperty("trouble", "true" if words else "false")
        restyle(self.password)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_2, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(label(f"{_number(self._document)} {self._document.title}", "strong", narrow=True))
        column.addWidget(
            label(
                _(
                    "We keep the locked file as it is, and beside it a copy that opens without the password. Its pages "
                    "are then shown here and can go into the packet."
                )
            )
        )
        column.addWidget(hint(_("You are asked only this once. The password itself is kept nowhere.")))
        asked = QVBoxLayout()
        asked.setSpacing(SPACE_1)
        asked.addWidget(label(_("Password"), "field", wrap=False))
        asked.addWidget(self.password)
        asked.addWidget(self.show_box)
        column.addLayout(asked)
        self._trouble_row = marked(Mark("stop"), self.trouble)
        column.addWidget(self._trouble_row)
        column.addWidget(self._busy())
        column.addStretch(1)
        set_out(self, _("Open a locked paper"), inside, self.cancel_button, self.unlock_button)
        self.password.setFocus()
        fit_to_screen(self, scaled(540), scaled(520))

    def _busy(self) -> QWidget:
        column = QVBoxLayout(self.under_way)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(_("Opening the file …"))
        column.addWidget(label(_("Opening the file …"), wrap=False))
        column.addWidget(bar)
        self.under_way.hide()
        return self.under_way


def told(shown: Document, inside: int) -> str:
    """Say what became of a document that was locked, and how many papers lay inside it."""
    pages = page_count(shown) or 0
    sentences = [
        ngettext(
            "{document} is unlocked: its page is here now.",
            "{document} is unlocked: its {n} pages are here now.",
            pages,
        ).format(document=f"{_number(shown)} {shown.title}", n=pages)
    ]
    if shown.trouble:
        sentences.append(trouble_in_full(shown.trouble))
    if inside:
        words = ngettext("{n} paper lay inside it.", "{n} papers lay inside it.", inside)
        sentences.append(words.format(n=inside))
    return in_sentences(sentences)


def _number(document: Document) -> str:
    return number_of(document.number)


def ask_password(desk: Desk, document_id: UUID, parent: QWidget | None = None) -> None:
    """Open the dialog for a document, as it is in the case now."""
    document = desk.book.snapshot().document(document_id)
    if document is not None:
        UnlockDialog(desk, document, parent).open()
