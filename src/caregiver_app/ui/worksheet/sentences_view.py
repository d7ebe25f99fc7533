"""The four sentences in the family's own words; what is still empty is named and holds nobody up."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from caregiver_app.casebook.worksheet import write_sentence
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import SentenceFrame, sentence_frames, worksheet_notes, worksheet_steps
from caregiver_app.domain.worksheet.known import Known
from caregiver_app.domain.worksheet.records import Said
from caregiver_app.domain.worksheet.said import empty_sentences, offers_for, sentence_said
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.forms import Form
from caregiver_app.ui.kept_field import KeptFields
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, heading, label, rename
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled
from caregiver_app.ui.worksheet.parts import missing_line
from caregiver_app.ui.worksheet.questions_part import QuestionsPart

_NARROW: Final = 800


class SentencesView(QWidget):
    """Show the four sentences, and beside them what is still to clarify."""

    def __init__(self, desk: Desk, clock: Callable[[], date]) -> None:
        super().__init__()
        self._desk = desk
        self.boxes = {frame.id: SentenceBox(desk, frame, clock) for frame in sentence_frames()}
        self.clarify = ClarifyPart(desk, clock)
        inside = QWidget()
        column = QVBoxLayout()
        column.setSpacing(SPACE_4)
        for box in self.boxes.values():
            column.addWidget(box)
        column.addStretch(1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._pair.setContentsMargins(0, 0, SPACE_2, 0)
        self._pair.setSpacing(SPACE_4)
        self._pair.addLayout(column, 3)
        self._pair.addWidget(self.clarify, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(FormScroll(inside))

    def refresh(self) -> None:
        """Show the case as it is now."""
        case = self._desk.book.snapshot()
        for box in self.boxes.values():
            box.refresh(case)
        self.clarify.refresh(case)

    def start(self) -> None:
        """Go to the first sentence that is empty."""
        empty = [frame.id for frame in empty_sentences(self._desk.book.snapshot())]
        box = self.boxes[empty[0]] if empty else next(iter(self.boxes.values()))
        box.fields.form.row("text").control.setFocus()

    def finish(self) -> None:
        """Write what is half typed."""
        for box in self.boxes.values():
            box.fields.commit()

    def show_record(self, record_id: UUID) -> None:
        """No record is looked for here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is still to clarify beneath the sentences where there is no room beside."""
        super().resizeEvent(event)
        narrow = event.size().width() < scaled(_NARROW)
        self._pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


class SentenceBox(QWidget):
    """One sentence with who says it and when; where the case can help, its lines can be taken in."""

    def __init__(self, desk: Desk, frame: SentenceFrame, clock: Callable[[], date]) -> None:
        super().__init__()
        self._desk, self._frame, self._clock = desk, frame, clock
        self._offered: tuple[Known, ...] = ()
        name = _(frame.name)
        form = Form()
        hint_words = worded(frame.line, desk.book.snapshot().wordings_by_line).text
        form.add("text", name, LongControl(4), hint_words)
        form.add("who", _("Who says it"), TextControl(), _("The patient, one of you, or who explained it."))
        form.add("on", _("When"), DateControl())
        for field in ("who", "on"):
            row = form.row(field)
            row.speak_as(_("{field}: {sentence}").format(field=row.words, sentence=name))
        self.fields = KeptFields(
            desk, f"worksheet-{frame.id}", form, self._read, self._write, lambda values: self._is_whole(values)
        )
        self.show_button = button("", self._on_show, "link")
        self.offers = RowList(_("What the case says: {sentence}").format(sentence=name))
        self.take_button = button(_("Take the chosen line in"), self.take)
        self._nothing = missing_line(_("The case says nothing about this yet."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.fields)
        for part in (self.show_button, self.offers, self._nothing, self.take_button):
            column.addWidget(part)
        for part in (self.show_button, self.take_button):
            column.setAlignment(part, Qt.AlignmentFlag.AlignLeft)
        self.offers.opened.connect(lambda _key: self.take())
        hold_back(desk.book.read_only, self.take_button)
        self._show_offers(False)

    def refresh(self, case: CaseSnapshot) -> None:
        """Show the sentence as it stands."""
        self.fields.refresh()
        if not self.offers.isHidden() or not self._nothing.isHidden():
            self._read_offers(case)

    def take(self) -> None:
        """Take the chosen line into the sentence, behind what stands there."""
        if not self.offers.current_key or self._desk.book.read_only:
            return
        line = self._offered[int(self.offers.current_key)]
        words = _("{words} ({date})").format(words=line.words, date=line.beneath) if line.beneath else line.words
        before = self.fields.form.row("text").control.typed().rstrip()
        self.fields.put({"text": f"{before}\n{words}" if before else words})

    def _on_show(self) -> None:
        self._show_offers(self.offers.isHidden() and self._nothing.isHidden())

    def _show_offers(self, shown: bool) -> None:
        self.show_button.setVisible(self._frame.offers)
        rename(self.show_button, _("Put away what the case says") if shown else _("Show what the case says"))
        for part in (self.offers, self._nothing, self.take_button):
            part.setVisible(False)
        if shown:
            self._read_offers(self._desk.book.snapshot())

    def _read_offers(self, case: CaseSnapshot) -> None:
        self._offered = offers_for(case, self._frame, self._clock())
        self.offers.show_rows([Row(str(at), one.words, one.beneath) for at, one in enumerate(self._offered)])
        self.offers.setVisible(bool(self._offered))
        self.take_button.setVisible(bool(self._offered))
        self._nothing.setVisible(not self._offered)

    def _read(self) -> dict[str, Any]:
        said = sentence_said(self._desk.book.snapshot(), self._frame.id)
        return {"text": said.text, "who": said.who, "on": said.on}

    def _write(self, values: dict[str, Any]) -> object:
        said = Said(self._frame.id, **values)
        before = sentence_said(self._desk.book.snapshot(), self._frame.id)
        if said.on is None and said.text != before.text:
            # A sentence is kept with its day; whoever wants another types it.
            said = Said(said.row, said.text, said.who, PartialDate.of_day(self._clock()))
        return write_sentence(self._desk.book, self._frame.id, said)

    def _is_whole(self, values: dict[str, Any]) -> bool:
        """Whether it can be written: who says it and when wait for what is said."""
        return bool(values["text"]) or not (values["who"] or values["on"])


class ClarifyPart(QWidget):
    """Name the sentences that are empty, with questions that may help."""

    def __init__(self, desk: Desk, clock: Callable[[], date]) -> None:
        super().__init__()
        self.title = heading("")
        self._note = label("")
        self._lines: dict[str, QWidget] = {frame.id: missing_line(_(frame.name)) for frame in sentence_frames()}
        self.questions = QuestionsPart(desk, worksheet_steps()[-1].questions, clock)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        for part in (self.title, *self._lines.values(), self._note, self.questions):
            column.addWidget(part)
        column.addStretch(1)

    def refresh(self, case: CaseSnapshot) -> None:
        """Name what is empty by now."""
        empty = [frame.id for frame in empty_sentences(case)]
        self.title.setText(_("Still to clarify") if empty else _("Each sentence has its words"))
        note = worded(worksheet_notes()["worksheet-clarity"], case.wordings_by_line).text
        self._note.setText(note if empty else _("They stay yours to change, whenever something new is said."))
        for key, line in self._lines.items():
            line.setVisible(key in empty)
        self.questions.refresh(case)

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of the sentences that are named as empty."""
        return tuple(key for key, line in self._lines.items() if not line.isHidden())
