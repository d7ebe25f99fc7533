"""A centre's own list of wanted papers: who says so and when, and what it wants, in a form with a table."""

import json
from dataclasses import asdict
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from caregiver_app.casebook.documents.wanted import add_recipient, change_recipient
from caregiver_app.domain.documents.recipients import Receiver, copy_of
from caregiver_app.domain.documents.wanted import Recipient, Wants
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext, pgettext
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.wanted_asking import DRAFTS
from caregiver_app.ui.documents.wanted_list_model import COLUMNS, ListModel, ListRow, rows_from
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.forms import Form
from caregiver_app.ui.grid import Grid
from caregiver_app.ui.kept_dialog import KeptDialog
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import label, literal
from caregiver_app.ui.theme import SPACE_2, SPACE_4, scaled

NEW: Final = "new"
_WIDTHS: Final = (250, 120, 110, 100, 240)
_FORM_WIDTH: Final = 240
_NARROW: Final = 920


class OwnListDialog(KeptDialog):
    """Ask for the name and the source of a list, and in a table what it wants. It is written as one step."""

    def __init__(self, desk: Desk, recipient: Recipient | None = None, base: Receiver | None = None) -> None:
        words = _("Our own list") if recipient is None else _("Change the list")
        name = f"{DRAFTS}-list-{recipient.id if recipient is not None else NEW}"
        super().__init__(desk, words, name, _("Save the list"))
        self._recipient = recipient
        self._based_on = base.id if base is not None else ""
        self._begin = recipient if recipient is not None else copy_of(base, "—") if base is not None else None
        self.model = ListModel()
        self.grid = Grid(self.model, _("Papers the list names"))
        self.lead = label("", "strong")
        self.form = self._made_form()
        self._fill()
        self.start_afresh()
        self._first = self.draft()
        self.grid.finished.connect(self.save)
        self.grid.passed.connect(self.save_button.setFocus)
        self.grid.pasted.connect(self._on_pasted)
        self.model.edited.connect(self._on_edited)
        self.form.changed.connect(self._on_edited)
        kept = self.found_draft()
        if kept and self._bring_back(kept):
            self.tell_draft_is_back(kept)
        self._on_edited()
        self.form.row("name").control.setFocus()

    def is_changed(self) -> bool:
        """Whether something differs from how it began."""
        return self.draft() != self._first

    def draft(self) -> dict[str, str]:
        """Return what is typed."""
        rows = [asdict(row) for row in self.model.rows]
        return {**self.form.typed(), "rows": json.dumps(rows, ensure_ascii=False), "based_on": self._based_on}

    def start_afresh(self) -> None:
        """Put back what stood here first."""
        begin = self._begin
        self.model.put(rows_from(begin.wants.values if begin is not None else ()))
        told = dict(begin) if begin is not None else {}
        if self._recipient is None:
            told |= {"name": "", "source": "", "as_of": None}  # who says so is said anew
        self.form.set_values(told)

    def save(self) -> None:
        """Write the list as one step, or say what is to be put right."""
        self.grid.finish_typing()
        self.keep_writing()
        values = self.form.values()
        if values is None:
            return
        unclear = self.model.unclear()
        if unclear is not None:
            self._lead_to(unclear, _("How new a paper may be is written as days, weeks or months, such as 28 days."))
            return
        self._write(values)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the table beneath the form where there is no room beside."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        narrow = event.size().width() < scaled(_NARROW)
        self._halves.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def _write(self, values: dict[str, Any]) -> None:
        values["wants"] = Wants.of(self.model.wants())
        try:
            if self._recipient is None:
                made = Recipient(**values, based_on=self._based_on)
                add_recipient(self._desk.book, made, chosen=True)
                words = _("The list “{name}” was added, and is looked at now.")
            else:
                made = self._recipient.amended(**values)
                if made == self._recipient:
                    self.leave_saved()
                    return
                change_recipient(self._desk.book, made)
                words = _("The list “{name}” was changed.")
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self.leave_saved()
        self._desk.tell_step(words.format(name=made.name))

    def _made_form(self) -> Form:
        form = Form()
        name_hint = _("The centre, or any name you will know it by.")
        form.add("name", pgettext("of a thing", "Name"), TextControl(), name_hint, required=_("Give the list a name."))
        form.add("source", _("Who said so"), TextControl(), _("For example their e-mail, or the page it stands on."))
        form.add("as_of", _("As of"), DateControl(), _("The day of that e-mail or page."))
        form.add("language", _("Language it reads"), TextControl(vocabulary("languages")), _("Empty for any."))
        form.add("note", _("Note"), LongControl(4), _("What else they ask for."))
        return form

    def _fill(self) -> None:
        self.body.addWidget(self.lead)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(SPACE_4)
        asked = FormScroll(self.form)
        asked.setMinimumWidth(scaled(_FORM_WIDTH))
        self._halves.addWidget(asked, 2)
        right = QVBoxLayout()
        right.setSpacing(SPACE_2)
        right.addWidget(self.grid, 1)
        words = _("Type in a cell. The last row takes a paper of your own words. Ctrl+Tab goes to the buttons.")
        right.addWidget(label(words, "hint"))
        self._halves.addLayout(right, 5)
        self.body.addLayout(self._halves, 1)
        self.save_button.setDefault(True)
        said = _("Type in a cell, Tab goes on, Enter goes down, Ctrl+Tab leaves the table.")
        self.grid.setAccessibleDescription(literal(said))
        self.grid.share_width(_WIDTHS)
        fit_to_screen(self, scaled(1140), scaled(680))

    def _on_edited(self) -> None:
        n = len(self.model.wants())
        self.lead.setText(ngettext("The list names {n} paper.", "The list names {n} papers.", n).format(n=n))
        if self.isVisible():
            self.note_change()

    def _on_pasted(self, text: str) -> None:
        """Take the first line of a paste into the cell one stands at, where it can be typed in."""
        index = self.grid.currentIndex()
        if text.strip() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.model.setData(index, " ".join(text.split()))

    def _bring_back(self, kept: dict[str, str]) -> bool:
        try:
            rows = [ListRow(**row) for row in json.loads(kept["rows"])]
        except (KeyError, ValueError, TypeError):
            return False
        self.form.set_typed(kept)
        self._based_on = kept.get("based_on", self._based_on)
        self.model.put(rows)
        return True

    def _lead_to(self, row: int, words: str) -> None:
        self.notices.tell(words, kind="care")
        self.grid.go_to(row, COLUMNS.index("fresh"))
        self.grid.setFocus()
        announce(self.grid, words, urgent=True)
