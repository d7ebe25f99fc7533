"""What was done: every step that can be undone or done again, what it touched, and the way to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.history.reading import ReadingField, keep_chosen_in_view
from caregiver_app.ui.notices import Notices
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.record_table import Column, record_table
from caregiver_app.ui.text import button, hint, label, rename, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled

if TYPE_CHECKING:
    from caregiver_app.domain.changes import Called
    from caregiver_app.store.steps import Change, Step

_MOST_TOUCHED: Final = 100


def history_dialog(desk: Desk) -> "HistoryDialog":
    """Return the dialog with everything that was done and can be undone."""
    return HistoryDialog(desk)


@dataclass(frozen=True)
class _Row:
    """One step, under an id of the table's own."""

    id: UUID
    step: "Step"


class HistoryDialog(Dialog):
    """List the steps, newest first; take back the chosen one with what came after it, or do it again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What was done"))
        self._desk = desk
        columns = (
            Column[_Row](_("When"), _when, fits=("2023-08-28 20:38",)),
            Column[_Row](_("What was done"), lambda row: row.step.label, strong=True),
            Column[_Row](_("State"), _state, fits=(_("Done"), _("Undone"))),
        )
        self.table = record_table(columns, self._read, _("Steps, the newest first"), sortable=False)
        self._empty = label(_("Nothing was done in this case yet."), "quiet")
        self.text = ReadingField(_("What the chosen step touched"))
        self._older = hint(_("Older steps cannot be undone; of what they changed, earlier versions are kept."))
        self.notices = Notices()
        self.go_button = button(_("Undo this step"), self.go, "main")
        self.close_button = button(_("Close"), self.accept, "large")
        self._lay_out()
        keep_chosen_in_view(self.table)
        desk.changes.changed.connect(self._on_changed)
        self.table.chosen.connect(self._on_chosen)
        self.table.activated_record.connect(lambda _row: self.text.setFocus())
        self._show_rows()
        self._choose_last_done()

    def go(self) -> None:
        """Take the chosen step back with every one after it, or do it again with every undone one before it."""
        row = self._chosen()
        if row is not None:
            numbers = self._taken_with(row.step)
            self._take(numbers, back=row.step.done)

    def _take(self, numbers: Sequence[int], *, back: bool) -> None:
        """Undo (`back`) or redo steps, from the newest number to the oldest, and offer the opposite."""
        book, n = self._desk.book, len(numbers)
        try:
            if back:
                book.undo_back_to(min(numbers))
            else:
                book.redo_up_to(max(numbers))
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        if back:
            words, action = ngettext("{n} step was undone.", "{n} steps were undone.", n), _("Do again")
        else:
            words, action = ngettext("{n} step was done again.", "{n} steps were done again.", n), _("Undo")
        self.notices.tell_step(words.format(n=n), action=action, act=lambda: self._take(numbers, back=not back))

    def _taken_with(self, chosen: "Step") -> tuple[int, ...]:
        """Return the numbers of the steps that go with one: those after it that are done, or undone before it."""
        steps = (row.step for row in self.table.records_model.records)
        return tuple(
            step.number
            for step in steps
            if step.done == chosen.done
            and (step.number >= chosen.number if chosen.done else step.number <= chosen.number)
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        said = QVBoxLayout()
        said.setSpacing(SPACE_2)
        said.addWidget(title(_("What was done")))
        said.addWidget(hint(_("What you undo here can be done again until you change something new.")))
        column.addLayout(said)
        column.addWidget(self._empty)
        column.addWidget(self.table, 60)
        column.addWidget(self.text, 40)
        column.addStretch(1)
        column.addWidget(self._older)
        column.addWidget(self.notices)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.go_button)
        column.addLayout(row)
        self.close_button.setDefault(True)
        fit_to_screen(self, scaled(760), scaled(640))

    def _read(self) -> tuple[_Row, ...]:
        return tuple(_Row(UUID(int=step.number), step) for step in self._desk.book.steps())

    def _chosen(self) -> _Row | None:
        chosen: Sequence[_Row] = self.table.selected_records()
        return chosen[0] if chosen else None

    def _choose_last_done(self) -> None:
        rows: Sequence[_Row] = self.table.records_model.records
        if rows:
            first = next((row for row in rows if row.step.done), rows[-1])
            self.table.select_ids([first.id], focus=True)
        else:
            self.close_button.setFocus()

    def _on_changed(self) -> None:
        self.notices.forget_step()
        self.table.records_model.refresh()
        self._show_rows()

    def _show_rows(self) -> None:
        from caregiver_app.store.steps import KEEP

        rows: Sequence[_Row] = self.table.records_model.records
        self._empty.setVisible(not rows)
        for part in (self.table, self.text, self.go_button):
            part.setVisible(bool(rows))
        self._older.setVisible(sum(row.step.done for row in rows) >= KEEP)
        self._on_chosen()

    def _on_chosen(self) -> None:
        row = self._chosen()
        self.go_button.setEnabled(row is not None)
        if row is None:
            self.text.show_text("")
            return
        words = _go_words(row.step, len(self._taken_with(row.step)))
        rename(self.go_button, words)
        self.text.show_text(self._about(row.step))

    def _about(self, step: "Step") -> str:
        """Write what a step touched, record by record."""
        from caregiver_app.casebook.history import names_in
        from caregiver_app.domain.changes import moment_in_words

        names = names_in(self._desk.book)
        changes = self._desk.book.changes_of(step.number, _MOST_TOUCHED)
        lines = [_("{step} – {when}").format(step=step.label, when=moment_in_words(step.at))]
        for change in changes:
            lines += _touched(change, names)
        left = step.touched - len(changes)
        if left > 0:
            lines.append(ngettext("and {n} more", "and {n} more", left).format(n=left))
        return "\n".join(lines)


def _touched(change: "Change", names: "Called") -> list[str]:
    """Write what a step did to one record: in one line, or with each field that it changed in its own."""
    from caregiver_app.domain.changes import described, told

    lines = told(change.before, change.after, names)
    if change.before is None or change.after is None:
        return [_("{done} – {what}").format(done=lines[0], what=described(change.record))]
    return [_("Changed – {what}").format(what=described(change.record)), *(f"    {line}" for line in lines)]


def _go_words(step: "Step", n: int) -> str:
    if step.done:
        words = ngettext("Undo this step", "Undo this and the {more} after it", n)
    else:
        words = ngettext("Do this step again", "Do this and the {more} before it again", n)
    return words.format(more=n - 1)


def _when(row: _Row) -> str:
    return row.step.at.replace("T", " ")[:16]


def _state(row: _Row) -> str:
    return _("Done") if row.step.done else _("Undone")
