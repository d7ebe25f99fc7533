"""Enter the results of one blood test: one date, one place, one paper, and a row for each value."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caregiver_app.casebook.several import Proposed, add_lab_results, entries_of, look_at_row, propose_text
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.records import Lab
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.pasted.known import Known
from caregiver_app.exchange.pasted.row import PastedRow
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import ComboBox, DocumentControl, ListControl, NumberControl, TextControl
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.forms import Form
from caregiver_app.ui.grid import Grid
from caregiver_app.ui.kept_dialog import KeptDialog
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import button, label, rename
from caregiver_app.ui.theme import SPACE_2, SPACE_4, scaled
from caregiver_app.ui.timeline.panel_model import COLUMNS, PanelModel, PanelRow, Printed, panels

_WIDTHS: Final = (200, 100, 110, 140, 90)
_VALUE: Final = COLUMNS.index("value")


class PanelDialog(KeptDialog):
    """Ask date, place and paper once and the values in a table. Empty values are not saved."""

    def __init__(self, desk: Desk, added: Callable[[UUID], object] | None = None) -> None:
        super().__init__(desk, _("Lab results of one day"), "lab-panel", _("Add them"))
        case = desk.book.snapshot()
        self._added = added
        self._known = Known(case.entries)
        self._text = ""
        printed = Printed(case.entries_of(Lab))
        self.model = PanelModel(printed)
        self.grid = Grid(self.model, _("Lab results"))
        self.lead = label("", "strong")
        self.panel = ListControl(panels(printed))
        self.form = self._made_form(desk)
        self._first = self.form.typed()
        self.paste_button = button(_("Paste"), self.paste_clipboard, "link")
        self._fill()
        self._connect()
        self.model.show_panel(self.panel.value())
        kept = self.found_draft()
        if kept and self._bring_back(kept):
            self.tell_draft_is_back(kept)
        self.form.row("date").control.setFocus()

    def is_changed(self) -> bool:
        """Whether a value was typed, or something above."""
        before = {name: text for name, text in self._first.items() if name != "panel"}
        now = {name: text for name, text in self.form.typed().items() if name != "panel"}
        return any(row.is_typed for row in self.model.rows) or now != before

    def draft(self) -> dict[str, str]:
        """Return what is typed."""
        rows = [asdict(row) for row in self.model.rows]
        return {**self.form.typed(), "rows": json.dumps(rows, ensure_ascii=False)}

    def save(self) -> None:
        """Write every value as one step, or say what is to be put right."""
        self.grid.finish_typing()
        self.keep_writing()
        values = self.form.values()
        if values is None:
            return
        values.pop("panel")
        nameless = self.model.nameless()
        if nameless is not None:
            self._lead_to(nameless, COLUMNS.index("test"), _("Say which test this value is of."))
        elif not self.model.filled():
            self._lead_to(0, _VALUE, _("Type at least one value. Tests without a value are not saved."))
        else:
            self._write(values)

    def start_afresh(self) -> None:
        """Put back what stood here first."""
        self.form.set_typed(self._first)
        self.model.put(())
        self.model.show_panel(self.panel.value())

    def paste_clipboard(self) -> None:
        """Read what is in the clipboard."""
        self.paste(QGuiApplication.clipboard().text())

    def paste(self, text: str) -> None:
        """Read a text and put its results into the rows of their tests."""
        if not text.strip():
            self.notices.tell(_("There is no text to paste. Copy the list from the portal or the letter first."))
            return
        self.notices.clear()
        self._text = text
        work = partial(propose_text, text, self._desk.book.snapshot())
        job = self._desk.jobs.start(
            lambda progress: work(progress=progress),
            done=self._on_pasted,
            failed=self.notices.tell_trouble,
            label=_("Reading what was pasted"),
        )
        self.destroyed.connect(job.cancel)

    def review_pasted(self) -> None:
        """Look over all that was pasted where entries of every kind and day can be added."""
        from caregiver_app.ui.timeline.several import add_several_dialog

        review = add_several_dialog(self._desk, self._added)
        review.open()
        review.paste(self._text)

    def _made_form(self, desk: Desk) -> Form:
        form = Form()
        form.add("panel", _("Panel"), self.panel)
        form.add("date", _("Date"), DateControl(), _("The day the blood was taken."))
        form.add("place", _("Where"), TextControl(), _("Hospital and town."))
        known = ListControl([(key, _(words)) for key, words in wording.HOW_KNOWN.items()])
        papers = desk.book.snapshot().documents
        form.add("proof", _("The paper that shows it"), DocumentControl(papers, _("No paper yet")))
        form.add("proof_page", _("On page"), NumberControl(1, 9999))
        form.add("how_known", _("How it is known"), known)
        return form

    def _fill(self) -> None:
        self.tools.addWidget(self.paste_button)
        self.body.addWidget(self.lead)
        columns = QHBoxLayout()
        columns.setSpacing(SPACE_4)
        asked = FormScroll(self.form)
        self.panel.inner().setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.panel.inner().ensurePolished()
        asked.setMinimumWidth(max(self.panel.inner().sizeHint().width() + SPACE_4, scaled(200)))
        columns.addWidget(asked, 2)
        right = QVBoxLayout()
        right.setSpacing(SPACE_2)
        right.addWidget(self.grid, 1)
        right.addWidget(
            label(
                _(
                    "Values, units and ranges as printed. A unit in grey is the one printed last. "
                    "Ctrl+Tab goes to the buttons."
                ),
                "hint",
            )
        )
        columns.addLayout(right, 5)
        self.body.addLayout(columns, 1)
        self.save_button.setDefault(True)
        self.grid.setAccessibleDescription(
            _(
                "Type in a cell, Tab goes on, Enter goes down, Ctrl+Tab leaves the table. "
                "Paste fills the rows by the names of the tests."
            )
        )
        self.grid.share_width(_WIDTHS)
        fit_to_screen(self, scaled(1060), scaled(640))

    def _connect(self) -> None:
        self.grid.pasted.connect(self.paste)
        self.grid.finished.connect(self.save)
        self.grid.passed.connect(self.save_button.setFocus)
        self.model.edited.connect(self._on_edited)
        self.form.changed.connect(self._on_edited)
        self.panel.changed.connect(self._on_panel_chosen)

    def _on_panel_chosen(self) -> None:
        self.grid.finish_typing()
        self.model.show_panel(self.panel.value())

    def _on_edited(self) -> None:
        n = len(self.model.filled())
        words = ngettext("Add {n} lab result", "Add {n} lab results", n).format(n=n) if n else _("Add them")
        rename(self.save_button, words)
        self.lead.setText(_lead(n))
        if self.isVisible():
            self.note_change()

    def _bring_back(self, kept: dict[str, str]) -> bool:
        try:
            rows = [PanelRow(**row) for row in json.loads(kept["rows"])]
        except (KeyError, ValueError, TypeError):
            return False
        self.form.set_typed(kept)
        self.model.put(rows)
        return True

    @Slot(object)
    def _on_pasted(self, proposed: Proposed) -> None:
        labs = [one.row for one in proposed.rows if one.row.kind == "lab"]
        days = list(dict.fromkeys(row.fields["date"] for row in labs if row.fields.get("date")))
        if len(days) > 1:
            words = _("The text has results of {n} days, and this is for one. Look them over together instead.")
            self._offer_review(words.format(n=len(days)))
            return
        date = self.form.row("date").control
        if days and not date.typed().strip():
            date.set_typed(days[0])
        elif days and date.typed().strip() != days[0]:
            words = _("The text says {date}. The date you typed was left as it is.")
            self.notices.tell(words.format(date=days[0]), kind="care")
        n = self.model.fill(labs)
        announce(self.grid, ngettext("{n} result filled in.", "{n} results filled in.", n).format(n=n))
        self.grid.setFocus()
        others = len(proposed.rows) - len(labs)
        if others or not labs:
            words = ngettext(
                "{n} line is no lab result and was left out here.",
                "{n} lines are no lab results and were left out here.",
                others,
            )
            self._offer_review(words.format(n=others) if others else _("There is nothing to read in it."))

    def _offer_review(self, words: str) -> None:
        self.notices.tell(words, kind="care", action=_("Look them all over"), act=self.review_pasted)

    def _lead_to(self, row: int, column: int, words: str) -> None:
        self.notices.tell(words, kind="care")
        self.grid.go_to(row, column)
        self.grid.setFocus()
        announce(self.grid, words, urgent=True)

    def _write(self, values: dict[str, Any]) -> None:
        when = self.form.row("date").control.typed().strip()
        rows = [
            PastedRow("lab", {"date": when, **{name: getattr(row, name) for name in COLUMNS if getattr(row, name)}})
            for row in self.model.filled()
        ]
        fresh = [row for row in rows if not look_at_row(row, self._known).is_known]
        shared = {name: value for name, value in values.items() if value not in ("", None)}
        if not fresh:
            self.notices.tell(_("All of these results are in your case already, of the same day. Nothing was added."))
            return
        entries = entries_of(fresh, shared)
        try:
            n = add_lab_results(self._desk.book, entries)
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self.leave_saved()
        self._desk.go("timeline", None)
        if self._added is not None:
            self._added(entries[0].id)
        words = ngettext("Added {n} lab result.", "Added {n} lab results.", n).format(n=n)
        known = len(rows) - len(fresh)
        if known:
            said = ngettext("{n} was in your case already.", "{n} were in your case already.", known)
            words = f"{words} {said.format(n=known)}"
        self._desk.tell_step(words)


def lab_panel_dialog(desk: Desk, added: Callable[[UUID], object] | None = None) -> PanelDialog:
    """Return the window to enter the lab results of one day in; `added` is told the first one's id."""
    return PanelDialog(desk, added)


def _lead(n: int) -> str:
    if not n:
        return _("Fill in what the report shows, or paste the list. Tests without a value are not saved.")
    return ngettext("{n} result would be added.", "{n} results would be added.", n).format(n=n)
