"""The opinions that were or will be asked for: of another centre, or of a team that reviews the case."""

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from caregiver_app.casebook.worksheet import add_opinion, change_opinion, remove_opinion
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import choices
from caregiver_app.domain.worksheet.records import OPINIONS, Opinion
from caregiver_app.domain.worksheet.words import chosen
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import ChoiceControl, DocumentControl, LongControl, TextControl
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.forms import Form
from caregiver_app.ui.programme_control import ProgrammeControl
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, heading, label
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled
from caregiver_app.ui.worksheet.about_page import reasons
from caregiver_app.ui.worksheet.picking import PickControl
from caregiver_app.ui.worksheet.step_parts import opinion_called, opinion_state

if TYPE_CHECKING:
    pass

_NARROW: Final = 720


class OpinionsView(QWidget):
    """Show the opinions as a list, and the chosen one in full beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.list = RowList(_("Opinions"), fits=False)
        self.add_button = button(_("Add an opinion…"), self.add, "main")
        self.change_button = button(_("Change…"), self.change, "large")
        self.remove_button = button(_("Remove"), self.remove, "large")
        self._empty = label(_("No opinion is here yet. Write down whom you ask, what you sent, and what came back."))
        self._empty.set_role("quiet")
        self._told = QWidget()
        self._shown: tuple[Opinion, list[tuple[str, str]]] | None = None
        self._lay_out()
        hold_back(desk.book.read_only, self.add_button, self.remove_button)
        self.list.opened.connect(lambda _key: self.change())
        self.list.removal_asked.connect(lambda _key: self.remove())
        self.list.currentRowChanged.connect(lambda _row: self._show_chosen())

    def refresh(self) -> None:
        """Show the case as it is now."""
        opinions = self._desk.book.snapshot().opinions
        self.list.show_rows([Row(str(one.id), opinion_called(one), opinion_state(one)) for one in opinions])
        if opinions and not self.list.current_key:
            self.list.setCurrentRow(0)
        self._empty.setVisible(not opinions)
        self._below.setVisible(bool(opinions))
        self._show_chosen()

    def start(self) -> None:
        """Go to the list, or to the one thing to do while it is empty."""
        if self.list.count():
            self.list.setFocus()
        else:
            self.add_button.setFocus()

    def finish(self) -> None:
        """Nothing is typed here outside a form."""

    def show_record(self, record_id: UUID) -> None:
        """Choose an opinion."""
        self.list.choose(str(record_id))

    @property
    def chosen(self) -> Opinion | None:
        """The opinion the list stands at."""
        key = self.list.current_key
        return next((one for one in self._desk.book.snapshot().opinions if str(one.id) == key), None)

    def add(self) -> None:
        """Open the form for a new opinion."""
        opinion_dialog(self._desk, None).open()

    def change(self) -> None:
        """Open the form of the chosen opinion."""
        if self.chosen is not None:
            opinion_dialog(self._desk, self.chosen).open()

    def remove(self) -> None:
        """Take the chosen opinion out, with a way back."""
        opinion = self.chosen
        if opinion is not None and not self._desk.book.read_only:
            words = _("Removed: {opinion}").format(opinion=opinion_called(opinion))
            self._desk.do_undoable(lambda: remove_opinion(self._desk.book, opinion), words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the opinion beneath the list where there is no room beside."""
        super().resizeEvent(event)
        narrow = event.size().width() < scaled(_NARROW)
        self._pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _show_chosen(self) -> None:
        opinion = self.chosen
        for made in (self.change_button, self.remove_button):
            made.setEnabled(opinion is not None)
            made.setVisible(bool(self.list.count()))
        told = (opinion, opinion_told(opinion, self._desk.book.snapshot())) if opinion is not None else None
        if told == self._shown:
            return
        self._shown = told
        before, self._told = self._told, QWidget()
        column = QVBoxLayout(self._told)
        column.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
        column.setSpacing(SPACE_1)
        if told is not None:
            column.addWidget(heading(opinion_called(told[0])))
            for name, words in told[1]:
                column.addSpacing(SPACE_2)
                column.addWidget(label(name, "field"))
                column.addWidget(label(words))
        column.addStretch(1)
        self._panel.replaceWidget(before, self._told)
        before.hide()
        before.deleteLater()
        self._told.show()

    def _lay_out(self) -> None:
        inside = QWidget()
        self._panel = QVBoxLayout(inside)
        self._panel.setContentsMargins(0, 0, 0, 0)
        self._panel.addWidget(self._told)
        self.list.setMinimumHeight(scaled(140))
        scroll = FormScroll(inside)
        scroll.setMinimumHeight(scaled(200))
        self._below = QWidget()
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._below)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.setSpacing(SPACE_3)
        self._pair.addWidget(self.list, 2)
        self._pair.addWidget(scroll, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self._empty)
        column.addWidget(flowing([self.add_button, self.change_button, self.remove_button], SPACE_2))
        column.addWidget(self._below, 1)
        column.addStretch(0)


def opinion_told(opinion: Opinion, case: CaseSnapshot) -> list[tuple[str, str]]:
    """Return what is written of an opinion, field by field."""
    programme = next((one.name for one in case.programmes if one.id == opinion.programme), "")
    document = case.document(opinion.document)
    paper = f"{number_of(document.number)} · {document.title}" if document is not None else ""
    told = (
        (_("Who took part"), opinion.members),
        (_("Why it is asked for"), chosen("reason")(opinion.reason)),
        (_("What it is about"), chosen("question_kind")(opinion.about)),
        (_("The question"), opinion.question),
        (_("Sent on"), opinion.sent_on.in_words() if opinion.sent_on else ""),
        (_("What was sent"), opinion.sent),
        (_("Answered on"), opinion.answered_on.in_words() if opinion.answered_on else ""),
        (_("What they said"), opinion.answer),
        (_("Where opinions differ"), opinion.differs),
        (_("Next step"), opinion.next_step),
        (_("Programme"), programme),
        (_("Document"), paper),
    )
    return [(name, words) for name, words in told if words]


def opinion_dialog(desk: Desk, opinion: Opinion | None) -> FormDialog:
    """Return the form for an opinion; None starts a new one."""
    form = Form()
    case = desk.book.snapshot()
    form.add("kind", _("What kind of opinion"), ChoiceControl([(key, _(words)) for key, words in OPINIONS.items()]))
    whom_hint = _("A doctor, a hospital or a team.")
    form.add("whom", _("Of whom"), TextControl(), whom_hint, required=_("Say whom you ask, in any words."))
    reason = PickControl(reasons("second-opinion"), _("Not said yet"), own=True)
    form.add("reason", _("Why it is asked for"), reason)
    about_hint = _("Once somebody answered if it is open to you, the note beside trips and payments goes.")
    form.add("about", _("What it is about"), PickControl(choices("question_kind"), _("Not said yet")), about_hint)
    form.add("question", _("The question"), LongControl(3))
    form.add("sent_on", _("Sent on"), DateControl())
    form.add("sent", _("What was sent"), LongControl(2), _("The packet of a day, or which papers."))
    form.add("answered_on", _("Answered on"), DateControl())
    form.add("answer", _("What they said"), LongControl(5), _("In their words, as far as you can."))
    form.fold(_("More: who took part, where opinions differ …"), _("Less"))
    form.add("members", _("Who took part"), LongControl(2), _("For a team review: names and what each is."))
    differs_hint = _("Which facts each side builds on, and who said it.")
    form.add("differs", _("Where opinions differ, and on which facts"), LongControl(3), differs_hint)
    form.add("next_step", _("Next step"), LongControl(2), _("What is done now, by whom, by when."))
    form.add(
        "programme",
        _("Programme"),
        ProgrammeControl(case.programmes, opinion.programme if opinion is not None else None),
    )
    form.add("document", _("Document"), DocumentControl(case.documents, _("No paper yet")))
    if opinion is not None:
        form.set_values(dict(opinion))
        form.unfold_what_is_filled()

    def save(values: dict[str, Any]) -> None:
        values["programme"] = values["programme"] or None
        if opinion is None:
            add_opinion(desk.book, Opinion(**values))
        elif opinion.amended(**values) != opinion:
            change_opinion(desk.book, opinion.amended(**values))

    words = _("Add an opinion") if opinion is None else _("Change an opinion")
    return case_form(desk, words, form, save, f"worksheet-opinion-{'new' if opinion is None else opinion.id}")
