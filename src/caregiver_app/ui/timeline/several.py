"""Add several entries at once: typed row by row, pasted, or read from a file, looked over and written as one step."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent

from caregiver_app.casebook.several import (
    HOW_KNOWN,
    PASTED,
    Proposed,
    add_several,
    entries_of,
    propose_anew,
    propose_text,
)
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.pasted.cycles import Cycles, counted
from caregiver_app.exchange.pasted.known import Known
from caregiver_app.exchange.pasted.row import PastedRow
from caregiver_app.exchange.pasted.table import TableSeen
from caregiver_app.i18n import _, in_sentences, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.grid import Grid
from caregiver_app.ui.kept_dialog import KeptDialog
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import button, label, rename
from caregiver_app.ui.theme import scaled
from caregiver_app.ui.timeline.grid_model import SAID, TICK, USUAL, SeveralModel
from caregiver_app.ui.timeline.several_columns import ColumnsDialog
from caregiver_app.ui.timeline.several_strips import Offer, RowStrip
from caregiver_app.ui.timeline.several_words import (
    came_in,
    filled,
    lead,
    rows_from_text,
    rows_to_text,
    shared_form,
    shared_words,
)  # fmt: skip

_SETTLE_AFTER: Final = 120
_WIDTHS: Final = {
    TICK: 56, "date": 140, "end": 140, "kind": 150, "what": 170, "detail": 150, "value": 90, "unit": 90, "range": 120,
    "result": 140, "how": 150, "ended": 150, "line": 64, "place": 140, "note": 200, SAID: 200,
}  # fmt: skip
_TALL: Final = 600
_TYPED_KNOWN: Final = "report"


class SeveralDialog(KeptDialog):
    """Show the rows; what is ticked is written by one press, as one step. Leaving writes nothing."""

    def __init__(
        self,
        desk: Desk,
        *,
        added: Callable[[UUID], object] | None = None,
        proposed: Proposed | None = None,
        file_name: str = "",
    ) -> None:
        words = _("Import a history") if file_name else _("Add several entries")
        super().__init__(desk, words, f"several-{file_name}" if file_name else "several", _("Add them"))
        self._added, self._origin = added, file_name
        self._first, self._file_name = proposed, file_name
        self._shared: dict[str, Any] = {"how_known": HOW_KNOWN if file_name else _TYPED_KNOWN}
        self._tables: dict[int, tuple[TableSeen, tuple[str, ...]]] = {}
        self._batch, self._touched, self._all_columns = 0, False, False
        self._one_by_one_wanted = False
        self._declined: set[tuple[Any, ...]] = set()
        self._settle_timer = QTimer(self, interval=_SETTLE_AFTER, singleShot=True)
        self._settle_timer.timeout.connect(self.settle)
        self.model = SeveralModel(Known(desk.book.snapshot().entries))
        self.lead = label("", "strong")
        self.offer = Offer()
        self.grid = Grid(self.model, _("Entries to add"))
        self.strip = RowStrip(self.take_reading)
        self.paste_button = button(_("Paste"), self.paste_clipboard, "link")
        self.columns_button = button(_("Columns…"), self.choose_columns, "link")
        self.shared_button = button(_("For all rows…"), self.change_shared, "link")
        self.more_button = button("", self.turn_columns, "link")
        self._fill()
        self._connect()
        self._begin()

    def is_changed(self) -> bool:
        """Whether something was typed, pasted or changed."""
        return self._touched and bool(self.model.places)

    def draft(self) -> dict[str, str]:
        """Return the rows as they stand."""
        shared = {name: str(value) for name, value in filled(self._shared).items()}
        return {"rows": rows_to_text(self.model.places), "shared": json.dumps(shared), "origin": self._origin}

    def save(self) -> None:
        """Write the ticked rows as one step, or say what is to be put right."""
        self.grid.finish_typing()
        self.keep_writing()
        self.settle()
        troubled, coming = self.model.troubled(), self.model.coming()
        if not coming:
            self.notices.tell(_("Nothing is ticked yet. Type or paste what happened, a row for each thing."))
            self.grid.setFocus()
        elif troubled:
            self._lead_to(troubled)
        else:
            self._write([place.row for place in coming])

    def leave_troubled_out(self) -> None:
        """Take the ticks from the rows with something to put right."""
        self.model.tick(self.model.troubled(), False)
        self.grid.setFocus()

    def start_afresh(self) -> None:
        """Let go of the rows that were kept."""
        self.model.restore(())
        self._touched = False
        self._take_first()

    def paste_clipboard(self) -> None:
        """Read what is in the clipboard."""
        self.paste(QGuiApplication.clipboard().text())

    def paste(self, text: str) -> None:
        """Read a text and add the rows it proposes."""
        if not text.strip():
            self.notices.tell(_("There is no text to paste. Copy a table, an e-mail or a list first."))
            return
        self.notices.clear()
        self._read(partial(propose_text, text, self._desk.book.snapshot()), self._on_pasted)

    def choose_columns(self) -> None:
        """Ask what the columns of the table are that was pasted last."""
        if self._batch in self._tables:
            table, meanings = self._tables[self._batch]
            ColumnsDialog(table, meanings, self._on_columns_chosen, self).open()

    def change_shared(self) -> None:
        """Ask what holds for all rows: how it is known, the paper, the place."""
        form = shared_form(self._desk.book.snapshot(), self._shared)
        FormDialog(
            _("For all rows"), form, self._take_shared, parent=self, save_words=_("Use for all rows"),
            drafts=self._desk.drafts, draft_name="several-shared",
        ).open()  # fmt: skip

    def turn_columns(self) -> None:
        """Show every column, or those in use."""
        self.grid.finish_typing()
        self._all_columns = not self._all_columns
        self._show_columns()

    def take_reading(self, position: int) -> None:
        """Take one of the two readings of the date one stands at."""
        at = self.grid.currentIndex()
        for row, column, trouble in self.model.unclear_dates():
            if row == at.row():
                place = self.model.index(row, self.model.columns.index(column))
                self.model.setData(place, trouble.options[position].in_words())
                self.grid.setFocus()
                return

    def settle(self) -> None:
        """Bring everything beside the rows up to date with them."""
        self._settle_timer.stop()
        self.model.settle()
        coming, troubled = len(self.model.coming()), len(self.model.troubled())
        self.lead.setText(
            lead(coming, troubled, len(self.model.places), shared_words(self._desk.book.snapshot(), self._shared))
        )
        words = ngettext("Add {n} entry", "Add {n} entries", coming).format(n=coming) if coming else _("Add them")
        rename(self.save_button, words)
        self._show_offer()
        self._share_height()
        self._show_row(self.grid.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._share_height()

    def _fill(self) -> None:
        self.body.addWidget(self.lead)
        self.body.addWidget(self.offer)
        self.body.addWidget(self.grid, 1)
        self.body.addWidget(self.strip)
        for part in (self.paste_button, self.columns_button, self.shared_button, self.more_button):
            self.tools.addWidget(part)
        self.save_button.setDefault(True)
        self.grid.setAccessibleDescription(
            _("Type in a cell, Tab goes on, Enter goes down. Ctrl+Tab goes to the buttons, Escape ends typing.")
        )
        fit_to_screen(self, scaled(1160), scaled(700))

    def _connect(self) -> None:
        self.grid.pasted.connect(self.paste)
        self.grid.finished.connect(self.save)
        self.grid.passed.connect(self.save_button.setFocus)
        self.grid.moved.connect(self._show_row)
        self.model.edited.connect(self._on_edited)
        self.model.modelReset.connect(self._share_width)

    def _begin(self) -> None:
        kept = self.found_draft()
        if kept and self._bring_back(kept):
            self.tell_draft_is_back(kept)
        else:
            self._take_first()
        self.grid.setFocus()

    def _take_first(self) -> None:
        if self._first is not None:
            self._on_pasted(self._first, from_file=True)
        else:
            self._show_columns()
            self.settle()
        self.grid.setCurrentIndex(self.model.index(self.model.first_in(), self.model.columns.index("date")))

    def _bring_back(self, kept: dict[str, str]) -> bool:
        try:
            rows = rows_from_text(kept["rows"])
            shared = json.loads(kept.get("shared", "{}"))
        except (KeyError, ValueError, TypeError):
            return False
        self._shared.update(shared)
        self._origin = kept.get("origin", self._origin)
        self.model.restore(rows)
        self._touched = True
        self._show_columns()
        self.settle()
        return True

    def _read(self, work: Callable[..., Proposed], done: Callable[[Proposed], None]) -> None:
        self.paste_button.setEnabled(False)
        job = self._desk.jobs.start(
            lambda progress: work(progress=progress),
            done=done,
            failed=self.notices.tell_trouble,
            ended=self._on_read_ended,
            label=_("Reading what was pasted"),
        )
        self.destroyed.connect(job.cancel)

    @Slot(object)
    def _on_pasted(self, proposed: Proposed, *, from_file: bool = False) -> None:
        if not proposed.rows:
            self.notices.tell(_("There is nothing to read in it."))
            return
        if not from_file:
            self._touched = True
            if not self._origin and self._shared["how_known"] == _TYPED_KNOWN and not self.model.places:
                self._shared["how_known"] = HOW_KNOWN
            self._origin = self._origin or PASTED
        at = len(self.model.places)
        self._batch += 1
        if proposed.pasted.table is not None:
            self._tables[self._batch] = proposed.pasted.table, ()
        self.model.append(proposed.rows, self._batch)
        self._show_columns()
        self.settle()
        self.grid.go_to(self.model.first_in(at), self.model.columns.index("date"))
        if proposed.pasted.notes:
            self.notices.tell(in_sentences(proposed.pasted.notes))
        announce(self.grid, self.lead.text())
        if proposed.pasted.table is not None and not proposed.pasted.table.is_sure and self.isVisible():
            self.choose_columns()

    @Slot()
    def _on_read_ended(self) -> None:
        self.paste_button.setEnabled(True)

    def _on_columns_chosen(self, meanings: tuple[str, ...]) -> None:
        table, _before = self._tables[self._batch]
        self._tables[self._batch] = table, meanings
        self._read(partial(propose_anew, table, meanings, self._desk.book.snapshot()), self._on_read_anew)

    @Slot(object)
    def _on_read_anew(self, proposed: Proposed) -> None:
        self._touched = True
        self.model.replace_batch(proposed.rows, self._batch)
        self._show_columns()
        self.settle()
        announce(self.grid, self.lead.text())

    def _take_shared(self, values: dict[str, Any]) -> None:
        self._shared = values
        self._touched = self._touched or bool(self.model.places)
        self.note_change()
        self.settle()

    def _on_edited(self) -> None:
        if self.isVisible():
            self._touched = True
            self.note_change()
        self._settle_timer.start()

    def _show_columns(self) -> None:
        self.model.show_columns(_WIDTHS if self._all_columns else () if self.model.places else USUAL)
        words = _("Only the columns in use") if self._all_columns else _("Every column")
        rename(self.more_button, words)
        self.columns_button.setVisible(self._batch in self._tables)
        self._share_width()

    def _share_width(self) -> None:
        self.grid.share_width([_WIDTHS[column] for column in self.model.columns])

    def _show_offer(self) -> None:
        unclear = self.model.unclear_dates()
        if len(unclear) > 1 and not self._one_by_one_wanted:
            self.offer.show_dates(len(unclear), unclear[0][2].options, self._read_dates, self._one_by_one)
            return
        for cycles in self.model.cycles():
            if self._key(cycles) not in self._declined:
                n, rows = counted(self.model.rows(), cycles), len(cycles.places)
                self.offer.show_cycles(
                    cycles.regimen, rows, n, partial(self._make_one, cycles), partial(self._decline, cycles)
                )
                return
        self.offer.hide()

    def _share_height(self) -> None:
        """Leave the rows their room: where there is little, the row one is at is told after the offer is settled."""
        self.strip.setVisible(self.offer.isHidden() or self.height() >= scaled(_TALL))

    def _read_dates(self, position: int) -> None:
        n = self.model.read_dates(position)
        self.settle()
        announce(self.grid, ngettext("{n} date is settled.", "{n} dates are settled.", n).format(n=n))
        self.grid.setFocus()

    def _one_by_one(self) -> None:
        self._one_by_one_wanted = True
        self.settle()
        row, column, _trouble = self.model.unclear_dates()[0]
        self.grid.go_to(row, self.model.columns.index(column))
        self.grid.setFocus()

    def _make_one(self, cycles: Cycles) -> None:
        self.model.make_one(cycles)
        self._show_columns()
        self.settle()
        self.grid.go_to(cycles.places[0], self.model.columns.index("what"))
        self.grid.setFocus()

    def _decline(self, cycles: Cycles) -> None:
        self._declined.add(self._key(cycles))
        self.settle()
        self.grid.setFocus()

    def _key(self, cycles: Cycles) -> tuple[Any, ...]:
        return cycles.regimen, *(self.model.place(row).row.at("date") for row in cycles.places)

    def _show_row(self, at: QModelIndex) -> None:
        if not at.isValid() or at.row() >= self.model.rowCount():
            self.strip.show_row("", "", ())
            return
        place = self.model.place(at.row())
        troubles = place.looked.checked.troubles if place.is_in else {}
        options = next((trouble.options for trouble in troubles.values() if trouble.options), ())
        self.strip.show_row(place.row.text, self.model.sentence(at.row()), options)

    def _lead_to(self, troubled: Sequence[int]) -> None:
        n = len(troubled)
        words = ngettext(
            "{n} row needs something from you first.", "{n} rows need something from you first.", n
        ).format(n=n)
        self.notices.tell(words, kind="care", action=_("Leave them out"), act=self.leave_troubled_out)
        column = next(iter(self.model.place(troubled[0]).looked.checked.troubles))
        self.grid.go_to(troubled[0], self.model.columns.index(column) if column in self.model.columns else 1)
        self.grid.setFocus()
        announce(self.grid, f"{words} {self.model.sentence(troubled[0])}", urgent=True)

    def _write(self, rows: Sequence[PastedRow]) -> None:
        entries, stayed = entries_of(rows, filled(self._shared)), len(self.model.places) - len(rows)
        try:
            n = add_several(self._desk.book, entries, self._origin)
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self.leave_saved()
        self._desk.go("timeline", None)
        if self._added is not None:
            self._added(entries[0].id)
        self._desk.tell_step(came_in(n, stayed, self._file_name), "care" if stayed else "good")


def add_several_dialog(desk: Desk, added: Callable[[UUID], object] | None = None) -> SeveralDialog:
    """Return the window to type or paste several entries in; `added` is told the first one's id."""
    return SeveralDialog(desk, added=added)


def review_dialog(desk: Desk, file: Path, proposed: Proposed) -> SeveralDialog:
    """Return the window to look over what a file proposes."""
    return SeveralDialog(desk, proposed=proposed, file_name=file.name)
