"""The treatments the team has named, side by side, each held against the same questions."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog

from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import choice_called, criteria, worksheet_notes
from caregiver_app.domain.worksheet.records import Option, Programme
from caregiver_app.domain.worksheet.said import option_kind, said_about, who_said
from caregiver_app.i18n import _, pgettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.side_by_side_cells import Cell, Head
from caregiver_app.ui.text import label
from caregiver_app.ui.worksheet.columns_view import ABOUT, ColumnsView, ViewWords
from caregiver_app.ui.worksheet.forms import option_dialog
from caregiver_app.ui.wrapped_text import Paragraph

_SAID_BY = "criterion-said-by"


class TreatmentsView(ColumnsView):
    """Show the treatments that were named. It gives no points and no order of worth, and it says so."""

    def __init__(self, desk: Desk) -> None:
        words = ViewWords(
            table=_("Treatments side by side"),
            add=_("Add a treatment…"),
            change=_("Change the treatment…"),
            remove=_("Remove it"),
            empty=_("No treatment is here yet. Add each one your team has named. Waiting and comfort count too."),
        )
        super().__init__(desk, words)
        self.notes = {name: label("", role) for name, role in _NOTES.items()}
        for shown in self.notes.values():
            self.head.addWidget(shown)

    def refresh(self) -> None:
        """Show the case as it is now."""
        wordings = self.desk.book.snapshot().wordings_by_line
        for name, shown in self.notes.items():
            shown.setText(worded(worksheet_notes()[name], wordings).text)
        super().refresh()

    def columns(self, case: CaseSnapshot) -> Sequence[Option | Programme]:
        """Return the treatments in the order they were named."""
        return case.options

    def heads(self) -> Sequence[Head]:
        """Return what each is, and what is asked of all of them."""
        about = Head(ABOUT, pgettext("a treatment", "What it is"))
        return (about, *(Head(one.id, _(one.name), _(one.hint)) for one in criteria()))

    def column_dialog(self, column: Option | Programme | None) -> QDialog:
        """Return the form of a treatment."""
        assert column is None or isinstance(column, Option)
        return option_dialog(self.desk, column, self.show_record)

    def cell(self, case: CaseSnapshot, column: Option | Programme, head: Head) -> Cell:
        """Return what was said; in the first row what it is, in the row of names all who said something."""
        if head.key == ABOUT and isinstance(column, Option):
            kind = choice_called("option_kind", column.kind)
            plain = _(kind.plain) if kind is not None else ""
            parts = (Paragraph(option_kind(column)), Paragraph(plain, small=True, quiet=True), Paragraph(column.note))
            return Cell(tuple(one for one in parts if one.text))
        if head.key == _SAID_BY:
            written = said_about(column.said, _SAID_BY)
            others = [one for one in who_said(column) if one != written.text]
            told = [Paragraph(written.text)] if written.text else []
            return Cell((*told, *(Paragraph(one, small=True, quiet=True) for one in others)))
        return super().cell(case, column, head)


_NOTES = {"worksheet-header": "strong", "worksheet-fit": "body", "worksheet-no-score": "hint"}
