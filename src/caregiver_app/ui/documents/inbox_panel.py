"""One paper of the inbox: what is to be known of it, its fields with what is proposed, and what can be done with it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from caregiver_app.casebook.documents.inbox import FIELDS, Looked, is_given
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.alike import Alike
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.i18n import _, ngettext, pgettext
from caregiver_app.packet.kinds_of_paper import kind_word
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.documents.controls import KindControl
from caregiver_app.ui.documents.inbox_proposal import ProposalControl
from caregiver_app.ui.documents.inbox_remarks import Remarks
from caregiver_app.ui.documents.inbox_rows import came_from
from caregiver_app.ui.documents.states import trouble_in_full
from caregiver_app.ui.drafts import DRAFT_AFTER, Drafts
from caregiver_app.ui.fields import TextControl
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.forms import Form
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, hint, label, set_role
from caregiver_app.ui.theme import SPACE_2, SPACE_3

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DRAFT_TIME: Final = "_at"


class InboxPanel(QFrame):
    """Show one paper and ask for what the user wants done. What is half typed is kept for each paper until it is filed.

    `file_asked` carries the values of the fields.
    """

    file_asked = Signal(object)
    later_asked = Signal()
    removal_asked = Signal()
    look_asked = Signal()

    def __init__(self, drafts: Drafts, *, is_read_only: bool) -> None:
        super().__init__()
        set_role(self, "card")
        self.setAccessibleName(_("The chosen paper"))
        self._drafts, self._is_read_only = drafts, is_read_only
        self._document: Document | None = None
        self._looked: Looked | None = None
        self._number = label("", "quiet", narrow=True)
        self.title = label("", "section", narrow=True)
        self.state = hint("")
        self.remarks = Remarks()
        self.form = _form()
        self.file_button = button(_("File it, next"), self.file, "main")
        self.later_button = button(pgettext("not now", "Later"), self.later_asked.emit, "large")
        self.look_button = button(_("Show its pages"), self.look_asked.emit, "link")
        self.remove_button = button(_("Remove"), self.removal_asked.emit, "link")
        self._keeping = QTimer(self, interval=DRAFT_AFTER, singleShot=True)
        self._keeping.timeout.connect(self.keep_typed)
        self.form.changed.connect(self._keeping.start)
        self._lay_out()
        hold_back(is_read_only, self.form, self.file_button, self.remove_button)

    @property
    def looked(self) -> Looked | None:
        """What is known of the paper that is shown."""
        return self._looked

    def proposal(self, field: str) -> ProposalControl:
        """Return the control of a field."""
        control = self.form.row(field).control
        assert isinstance(control, ProposalControl)
        return control

    def show_paper(
        self, document: Document, looked: Looked | None, alikes: Sequence[Alike], case: CaseSnapshot
    ) -> None:
        """Show a paper. While it is the same, what somebody typed stays; what is proposed follows what is known."""
        is_other = self._document is None or self._document.id != document.id
        if is_other:
            self.keep_typed()
        is_new = is_other or self._document != document or (looked is not None and looked != self._looked)
        self._document, self._looked = document, looked
        whole = case.document(document.part_of)
        origin = came_from(document, whole.number if whole is not None else 0)
        self._number.setText(" · ".join(part for part in (number_of(document.number), origin) if part))
        self.title.setText(document.title)
        self._say(_state(document, looked))
        if is_new:
            self._fill(is_other)
        if is_other:
            self._scroll.verticalScrollBar().setValue(0)
        if self.remarks.show_remarks(looked, alikes, case, is_read_only=self._is_read_only):
            self._chain()

    def file(self) -> None:
        """Hand the values over, or show what is to be put right."""
        if self._document is None or not self.file_button.isEnabled():
            return
        if self._looked is None:
            self._say(_("It is still being looked at. One moment."))
            return
        values = self.form.values()
        if values is None:
            troubled = next(row for row in self.form.rows.values() if row.trouble)
            # Once its sentence has its place.
            QTimer.singleShot(0, troubled, partial(self._scroll.ensureWidgetVisible, troubled, 0, SPACE_2))
            return
        self._keeping.stop()
        self.file_asked.emit(values)

    def start(self) -> None:
        """Go to the first field."""
        self.proposal("title").setFocus()

    def keep_typed(self) -> None:
        """Keep what was typed and is not filed yet."""
        self._keeping.stop()
        if self._document is None or self._is_read_only:
            return
        typed = {field: self.form.row(field).control.typed() for field in FIELDS if self.proposal(field).is_touched}
        if typed:
            self._drafts.keep(_draft(self._document.id), typed)

    def forget_typed(self, document: Document) -> None:
        """Let go of what was typed about a paper: it is filed. What was typed in another form stays."""
        if set(self._drafts.find(_draft(document.id))) <= {*FIELDS, _DRAFT_TIME}:
            self._drafts.drop(_draft(document.id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """File it on Enter in any field."""
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.file()
        else:
            super().keyPressEvent(event)

    def _fill(self, is_other: bool) -> None:
        document, looked = self._document, self._looked
        assert document is not None
        for field in FIELDS:
            if self.proposal(field).is_touched and not is_other:
                continue  # somebody is writing there
            given = is_given(document, field)
            suggestions = getattr(looked.suggestions, field) if looked is not None else ()
            # The file's name is no title somebody gave, and better than none.
            own = getattr(document, field)
            control = self.proposal(field)
            control.propose(own, given=given or (field == "title" and not suggestions), suggestions=suggestions)
            self.form.row(field).show_trouble("")
        if is_other:
            typed = self._drafts.find(_draft(document.id))
            self.form.set_typed({field: text for field, text in typed.items() if field in FIELDS})
            self.form.unfold(False)

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def _chain(self) -> None:
        """Let Tab go through the remarks before the fields."""

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_2)
        head = QVBoxLayout()
        head.setSpacing(2)
        for part in (self._number, self.title):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self.state)
        column.addWidget(self.remarks)
        column.addWidget(self.form)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, SPACE_2)
        whole.setSpacing(SPACE_2)
        self._scroll = FormScroll(inside)
        whole.addWidget(self._scroll, 1)
        foot = QWidget()
        acts = FlowingRow(foot, SPACE_2)
        for made in (self.file_button, self.later_button, self.look_button, self.remove_button):
            acts.addWidget(made)
        around = QVBoxLayout()
        around.setContentsMargins(SPACE_3, 0, SPACE_3, 0)
        around.addWidget(foot)
        whole.addLayout(around)


def _form() -> Form:
    form = Form()
    title = ProposalControl(TextControl())
    form.add("title", _("Title"), title, required=_("Give it a title, or any word for now."))
    form.add("kind", _("Kind"), ProposalControl(KindControl(), kind_word))
    form.add("date", _("Date"), ProposalControl(DateControl(), PartialDate.in_words, PartialDate))
    form.add("origin", _("From"), ProposalControl(TextControl()))
    form.add("language", _("Language"), ProposalControl(TextControl(vocabulary("languages"))))
    form.fold(_("Name and birth date on it"), _("Fewer fields"))
    form.add("name_on_it", _("Name on it"), ProposalControl(TextControl()), _("As it is written there."))
    form.add("born_on_it", _("Birth date on it"), ProposalControl(TextControl()), _("As it is written there."))
    return form


def _state(document: Document, looked: Looked | None) -> str:
    """Say what stands in the way of suggestions; nothing where there are some."""
    if looked is None:
        return _("Looking at what stands on it …")
    if looked.waiting:
        words = ngettext(
            "{n} page is still to be read. What it suggests comes by itself.",
            "{n} pages are still to be read. What they suggest comes by itself.",
            looked.waiting,
        )
        return words.format(n=looked.waiting)
    if any(getattr(looked.suggestions, field) for field in FIELDS):
        return ""
    if looked.read:
        return _("Nothing in its words says what it is. Name it yourself, or file it as it is.")
    if document.trouble:
        return f"{trouble_in_full(document.trouble)} {_('So nothing is suggested.')}"
    return _("No words were found on it, so nothing is suggested.")


def _draft(document_id: UUID) -> str:
    return f"document-{document_id}"


def values_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the form as the record takes them."""
    return {**values, "kind": values["kind"] or "other"}
