"""Earlier versions of one record: when it was what, what each step changed, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, in_sentences, labelled, with_semicolons
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.history.reading import ReadingField, keep_chosen_in_view
from caregiver_app.ui.notices import Notices
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.record_table import Column, record_table
from caregiver_app.ui.text import button, hint, label, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled

if TYPE_CHECKING:
    from caregiver_app.casebook.history import BroughtBack
    from caregiver_app.domain.changes import Called
    from caregiver_app.domain.record import Record
    from caregiver_app.store.steps import Version


def versions_dialog(desk: Desk, record: "Record", parent: QWidget | None = None) -> "VersionsDialog":
    """Return the dialog with the versions of a record, which may have been removed."""
    return VersionsDialog(desk, record.id, parent or desk.window)


@dataclass(frozen=True)
class _Row:
    """One version, under an id of the table's own."""

    id: UUID
    version: "Version"
    earlier: "Version | None"
    names: "Called" = field(compare=False)

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """What it changed of the version before it, a line each; found when the row is seen."""
        from caregiver_app.casebook.history import what_changed

        return what_changed(self.version, self.earlier, self.names)


class VersionsDialog(Dialog):
    """List the versions of a record, newest first; show the chosen one whole and bring it back on demand."""

    def __init__(self, desk: Desk, record_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Earlier versions"))
        self._desk, self._record_id = desk, record_id
        columns = (
            Column[_Row](_("When"), _when, lambda row: row.version.number, fits=("2023-08-28 20:38",)),
            Column[_Row](
                _("What was done"), _step, fits=(_("Change: {kind}").format(kind=_("Relapse or progression")),)
            ),
            Column[_Row](_("What changed"), lambda row: with_semicolons(row.changed), tooltip=_changed_in_lines),
        )
        self.table = record_table(columns, self._read, _("Versions, the newest first"), sortable=False)
        self.what = label("", "strong")
        self.text = ReadingField(_("The chosen version"))
        self.notices = Notices()
        self.back_button = button(_("Bring this version back"), self.bring_back, "main")
        self.close_button = button(_("Close"), self.accept, "large")
        self._lay_out()
        keep_chosen_in_view(self.table)
        desk.changes.changed.connect(self._on_changed)
        self.table.chosen.connect(self._on_chosen)
        self.table.activated_record.connect(lambda _row: self.text.setFocus())
        self._show_what()
        self._choose_newest()

    def bring_back(self) -> None:
        """Make the record what it was in the chosen version, with a way back."""
        from caregiver_app.casebook.history import bring_version_back, told_of

        row = self._chosen()
        if row is None:
            return
        try:
            version = row.version
            back: BroughtBack = bring_version_back(self._desk.book, self._record_id, version.number, version.passed)
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        words = in_sentences(told_of(back))
        if back.changed:
            self._choose_newest()
            kind = "care" if back.remarks else "good"
            self.notices.tell_step(words, action=_("Undo"), act=self._undo, kind=kind)
        else:
            self.notices.tell(words)

    def _undo(self) -> None:
        try:
            step = self._desk.book.undo()
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self._choose_newest()
        self.notices.tell(_("Undone: {step}").format(step=step), kind="good")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        said = QVBoxLayout()
        said.setSpacing(SPACE_2)
        said.addWidget(title(_("Earlier versions")))
        said.addWidget(self.what)
        column.addLayout(said)
        column.addWidget(self.table, 2)
        column.addWidget(self.text, 3)
        column.addWidget(self.notices)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(hint(_("Nothing is lost: what is there now stays in this list.")), 1)
        row.addWidget(self.close_button)
        row.addWidget(self.back_button)
        column.addLayout(row)
        self.close_button.setDefault(True)
        self.table.setFocus()
        fit_to_screen(self, scaled(860), scaled(640))

    def _read(self) -> tuple[_Row, ...]:
        from caregiver_app.casebook.history import names_in

        versions = self._desk.book.versions(self._record_id)
        names = names_in(self._desk.book)
        return tuple(
            _Row(uuid5(self._record_id, version.name), version, earlier, names)
            for version, earlier in zip_longest(versions, versions[1:])
        )

    def _chosen(self) -> _Row | None:
        chosen: Sequence[_Row] = self.table.selected_records()
        return chosen[0] if chosen else None

    def _choose_newest(self) -> None:
        rows = self.table.records_model.records
        self.table.select_ids([rows[0].id] if rows else [])

    def _on_changed(self) -> None:
        self.notices.forget_step()
        self.table.records_model.refresh()
        self._show_what()
        self._on_chosen()

    def _show_what(self) -> None:
        from caregiver_app.domain.changes import described

        here = self._desk.book.find(self._record_id)
        known = here or self._desk.book.last_known(self._record_id)
        words = described(known) if known is not None else ""
        self.what.setText(words if here is not None else _("{what} (removed)").format(what=words))

    def _on_chosen(self) -> None:
        row = self._chosen()
        can, words = self._about(row) if row is not None else (False, "")
        self.back_button.setEnabled(can)
        self.text.show_text(words)

    def _about(self, row: _Row) -> tuple[bool, str]:
        """Return whether a version can be brought back, and everything there is to say of it."""
        from caregiver_app.casebook.history import as_it_would_be, names_in
        from caregiver_app.domain.changes import differences, facts

        version, names = row.version, names_in(self._desk.book)
        if version.record is None:
            return False, _("It was removed here. The versions before this one can be brought back.")
        now = self._desk.book.find(self._record_id)
        known = now or self._desk.book.last_known(self._record_id) or version.record
        would_be = as_it_would_be(version, known)
        whole = _block(_("The whole version:"), [labelled(fact.name, fact.words) for fact in facts(would_be, names)])
        if now is None:
            return True, f"{_('It is not in the case now. Bringing it back puts it there.')}\n\n{whole}"
        if would_be == now:
            return False, f"{_('It is like this now.')}\n\n{whole}"
        changes = [one.in_words() for one in differences(now, would_be, names)]
        return True, f"{_block(_('Bringing it back changes:'), changes)}\n\n{whole}"


def _block(heading: str, lines: Sequence[str]) -> str:
    return "\n".join((heading, *(f"    {line}" for line in lines)))


def _when(row: _Row) -> str:
    return row.version.at.replace("T", " ")[:16] or _("before")


def _step(row: _Row) -> str:
    return row.version.label or _("As it was before")


def _changed_in_lines(row: _Row) -> str:
    return "\n".join(row.changed)
