"""The programmes that are looked at, side by side: what to make clear before choosing, and what each has said."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from caregiver_app.domain.guide.articles import notes
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import choice_called, points, worksheet_notes
from caregiver_app.domain.worksheet.records import Cost, Option, Programme
from caregiver_app.domain.worksheet.said import Answered, answers_about, said_about, who_and_when
from caregiver_app.i18n import _, labelled
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.side_by_side_cells import Cell, Head
from caregiver_app.ui.text import button, label, rename
from caregiver_app.ui.worksheet.columns_view import ABOUT, ColumnsView, ViewWords, said_paragraphs
from caregiver_app.ui.worksheet.costs_dialog import CostsDialog
from caregiver_app.ui.worksheet.facts_part import FactsPart
from caregiver_app.ui.worksheet.forms import programme_dialog
from caregiver_app.ui.wrapped_text import Paragraph

COSTS: Final = "costs"
"""The key of the last row, which opens the list of figures that were named."""


class ProgrammesView(ColumnsView):
    """Show the programmes. What was written stands in a cell; more quietly, what they answered to the questions."""

    def __init__(self, desk: Desk, clock: Callable[[], date]) -> None:
        words = ViewWords(
            table=_("Programmes side by side"),
            add=_("Add a programme…"),
            change=_("Change the programme…"),
            remove=_("Remove it"),
            empty=_("No programme is here yet. Add each one you look at: its name is enough to begin with."),
        )
        super().__init__(desk, words)
        self.first_note, self.no_score = label(""), label("", "hint")
        self.fold_button = button("", self._on_fold, "link")
        self.facts = FactsPart(desk, "programme-reads", clock)
        self.facts.hide()
        for part in (self.first_note, self.no_score, self.fold_button, self.facts):
            self.head.addWidget(part)
        self.head.setAlignment(self.fold_button, Qt.AlignmentFlag.AlignLeft)
        self._name_fold()

    def refresh(self) -> None:
        """Show the case as it is now."""
        case = self.desk.book.snapshot()
        self.first_note.setText(worded(notes()["eligibility-first"], case.wordings_by_line).text)
        self.no_score.setText(worded(worksheet_notes()["worksheet-no-score"], case.wordings_by_line).text)
        if not self.facts.isHidden():
            self.facts.refresh(case)
        super().refresh()

    def columns(self, case: CaseSnapshot) -> Sequence[Option | Programme]:
        """Return the programmes in the order they were added."""
        return case.programmes

    def heads(self) -> Sequence[Head]:
        """Return who each is, what to make clear, and at the end what it may cost."""
        about, costs = Head(ABOUT, _("Who they are")), Head(COSTS, _("What it may cost"))
        return (about, *(Head(one.id, _(one.name), _(one.hint)) for one in points()), costs)

    def column_dialog(self, column: Option | Programme | None) -> QDialog:
        """Return the form of a programme."""
        assert column is None or isinstance(column, Programme)
        return programme_dialog(self.desk, column, self.show_record)

    def open_cell(self, row: str, column_id: UUID) -> None:
        """Open the form of a cell; the last row opens the list of costs."""
        column = next((one for one in self.desk.book.snapshot().programmes if one.id == column_id), None)
        if row == COSTS and column is not None:
            CostsDialog(self.desk, column).open()
        else:
            super().open_cell(row, column_id)

    def cell(self, case: CaseSnapshot, column: Option | Programme, head: Head) -> Cell:
        """Return what was written, and beneath it what the programme answered to the questions of the point."""
        assert isinstance(column, Programme)
        if head.key == ABOUT:
            return Cell(_about(column))
        if head.key == COSTS:
            return Cell(tuple(part for one in column.costs.values for part in cost_paragraphs(one)))
        said = said_about(column.said, head.key)
        answered = self._answered(case, column, head)
        told = tuple(Paragraph(_answer_words(one), small=True, quiet=True) for one in answered)
        return Cell((*said_paragraphs(said.text, who_and_when(said.who, said.on)), *told), "\n".join(_both(answered)))

    def told(self, case: CaseSnapshot, column: Option | Programme, head: Head) -> Sequence[str]:
        """Return each question of the point with what the programme answered."""
        answered = self._answered(case, column, head)
        return [_("Answered to your questions:"), *_both(answered)] if answered else []

    def _answered(self, case: CaseSnapshot, column: Option | Programme, head: Head) -> Sequence[Answered]:
        point = next((one for one in points() if one.id == head.key), None)
        return answers_about(case, column.id, point) if point is not None else ()

    def _on_fold(self) -> None:
        self.facts.setVisible(self.facts.isHidden())
        self._name_fold()
        self.refresh()

    def _name_fold(self) -> None:
        hidden = self.facts.isHidden()
        rename(self.fold_button, _("What a programme reads first …") if hidden else _("Put away what it reads first"))


def cost_paragraphs(cost: Cost) -> tuple[Paragraph, ...]:
    """Return a figure as it was named, with what it leaves out, by whom and when."""
    first = labelled(cost.what, cost.amount) if cost.what and cost.amount else cost.what or cost.amount
    leaves_out = _("Leaves out: {what}").format(what=cost.leaves_out) if cost.leaves_out else ""
    by = who_and_when(cost.who, cost.on)
    quiet = [Paragraph(words, small=True, quiet=True) for words in (leaves_out, by) if words]
    return (Paragraph(first), *quiet)


def _about(programme: Programme) -> tuple[Paragraph, ...]:
    route = choice_called("route", programme.route)
    quiet = (
        _("Languages: {languages}").format(languages=programme.languages) if programme.languages else "",
        _(route.name) if route is not None else programme.route,
        programme.contact,
        programme.note,
    )
    first = (Paragraph(programme.place),) if programme.place else ()
    return (*first, *(Paragraph(words, small=True, quiet=True) for words in quiet if words))


def _answer_words(answered: Answered) -> str:
    one = answered.answer
    text = _("{answer} (still open)").format(answer=one.text) if one.goes_on else one.text
    by = who_and_when(one.who, one.on)
    return f"“{text}” – {by}" if by else f"“{text}”"


def _both(answered: Sequence[Answered]) -> list[str]:
    return [f"{one.question}\n{_answer_words(one)}" for one in answered]
