"""A form in one column: label above the field, hint beneath, trouble in its place beneath with its sign."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from caregiver_app.i18n import in_sentences, labelled
from caregiver_app.ui.fields import Control, FieldUnclear
from caregiver_app.ui.form_scroll import SeenWhole
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import button, hint, label, rename
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3


class FieldRow(SeenWhole):
    """A label, its control, the hint and the place for trouble."""

    def __init__(self, words: str, control: Control, hint_words: str, required: str) -> None:
        super().__init__()
        self.words = words
        self._spoken = words
        self.control = control
        self.required = required
        self._hint = hint(hint_words)
        self._trouble = label("", "trouble")
        self._remark = label("", "hint")
        self._sign, self._care = Mark("stop"), Mark("care")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        name = label(words, "field")
        name.setBuddy(control.inner())
        column.addWidget(name)
        column.addWidget(control)
        column.addWidget(self._hint)
        for sign, words_beside in ((self._sign, self._trouble), (self._care, self._remark)):
            row = QHBoxLayout()
            row.setSpacing(SPACE_2)
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words_beside, 1)
            column.addLayout(row)
        self._hint.setVisible(bool(hint_words))
        control.name_it(words, hint_words)
        control.changed.connect(lambda: self.show_trouble(""))
        control.left.connect(self._say_what_is_unclear)
        self.show_remark("")
        self.show_trouble("")

    def speak_as(self, words: str) -> None:
        """Name the field to a screen reader so that it is told from others with the same label."""
        self._spoken = words
        self._describe()

    @property
    def trouble(self) -> str:
        """What is to be put right here, or nothing."""
        return self._trouble.text()

    def show_trouble(self, sentence: str) -> None:
        """Say beneath the field what to put right; nothing takes it away."""
        if sentence or self._trouble.text():
            self.control.mark_trouble(bool(sentence))
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self._sign.setVisible(bool(sentence))
        self._describe()

    @property
    def remark(self) -> str:
        """What looks odd here and may be as it is, or nothing."""
        return self._remark.text()

    def show_remark(self, sentence: str) -> None:
        """Say beneath the field what looks odd; it keeps nobody from saving. Nothing takes it away."""
        is_new = bool(sentence) and sentence != self._remark.text()
        self._remark.setText(sentence)
        for part in (self._remark, self._care):
            part.setVisible(bool(sentence))
        self._describe()
        if is_new and self.isVisible():
            announce(self, labelled(self.words, sentence))

    def _describe(self) -> None:
        said = (self._trouble.text(), self._remark.text(), self._hint.text())
        self.control.name_it(self._spoken, in_sentences(words for words in said if words))

    def _say_what_is_unclear(self) -> None:
        try:
            self.control.value()
        except FieldUnclear as unclear:
            self.show_trouble(str(unclear))
            announce(self, labelled(self.words, self.trouble))

    def check(self) -> Any:
        """Return the value; say what is to be put right and raise FieldUnclear otherwise."""
        try:
            value = self.control.value()
            if self.required and value in ("", None):
                raise FieldUnclear(self.required)
        except FieldUnclear as unclear:
            self.show_trouble(str(unclear))
            raise
        return value


class Form(QWidget):
    """Fields by name, in asking order; those after `fold` are hidden until asked for."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, FieldRow] = {}
        self._start: dict[str, str] = {}
        self._folded: QWidget | None = None
        self._more: QPushButton | None = None
        self._more_words = ("", "")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 2, SPACE_2, 2)
        self._column.setSpacing(SPACE_3)
        # In a window higher than the form the fields stay together. An aligned column would not do: it never gets
        # higher than it asks for in its full width, and words that wrap need more.
        self._column.addStretch(1)

    def add(self, name: str, words: str, control: Control, hint_words: str = "", *, required: str = "") -> FieldRow:
        """Add one field. `required` is the sentence shown when it is left empty."""
        row = FieldRow(words, control, hint_words, required)
        self._rows[name] = row
        self._start[name] = control.typed()
        if self._folded is not None:
            self._folded_column.addWidget(row)
        else:
            self._append(row)
        control.changed.connect(self.changed)
        return row

    def fold(self, more: str, less: str) -> None:
        """Hide every field added from now on behind a button `more`, which then reads `less`."""
        self._more_words = (more, less)
        self._more = button("", self._on_more_pressed, "link")
        self._folded = QWidget()
        self._folded_column = QVBoxLayout(self._folded)
        self._folded_column.setContentsMargins(0, 0, 0, 0)
        self._folded_column.setSpacing(SPACE_3)
        for part in (self._more, self._folded):
            self._append(part)
        self._column.setAlignment(self._more, Qt.AlignmentFlag.AlignLeft)
        self.unfold(False)

    def _append(self, part: QWidget) -> None:
        """Put a part beneath the others, above the room that is left."""
        self._column.insertWidget(self._column.count() - 1, part)

    def unfold(self, shown: bool = True) -> None:
        """Show or hide the folded fields."""
        if self._folded is not None and self._more is not None:
            self._folded.setVisible(shown)
            rename(self._more, self._more_words[1 if shown else 0])

    def unfold_what_is_filled(self) -> None:
        """Show the folded fields where one of them holds something."""
        folded = self._folded
        self.unfold(
            folded is not None
            and any(folded.isAncestorOf(row) and row.control.typed().strip() for row in self._rows.values())
        )

    @property
    def more_button(self) -> QPushButton | None:
        """The button that shows the folded fields, where there are any."""
        return self._more

    def remark_on(self, name: str, beside: str, say: Callable[[], str]) -> None:
        """Say beneath the field `name` what `say` finds odd in it and the field `beside`, or nothing.

        It is said when somebody goes on from them, and goes when it is so no more.
        """
        for row in (self._rows[name], self._rows[beside]):
            row.control.changed.connect(partial(self._remark_while_typing, row, name, say))
            row.control.left.connect(lambda: self._rows[name].show_remark(say()))

    def _remark_while_typing(self, typed_in: FieldRow, name: str, say: Callable[[], str]) -> None:
        words = say()
        if not words or not typed_in.control.inner().hasFocus():
            self._rows[name].show_remark(words)

    @property
    def is_unfolded(self) -> bool:
        """Whether the folded fields are shown."""
        return self._folded is not None and not self._folded.isHidden()

    def row(self, name: str) -> FieldRow:
        """Return one field by its name."""
        return self._rows[name]

    @property
    def rows(self) -> Mapping[str, FieldRow]:
        """The fields by name, in asking order."""
        return self._rows

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show values; from here on only what differs from them counts as changed."""
        for name, row in self._rows.items():
            if name in values:
                row.control.set_value(values[name])
            self._start[name] = row.control.typed()

    def values(self) -> dict[str, Any] | None:
        """Return all values by name; None when something is to be put right, which is then shown and focused."""
        found: dict[str, Any] = {}
        troubled: list[FieldRow] = []
        for name, row in self._rows.items():
            try:
                found[name] = row.check()
            except FieldUnclear:
                troubled.append(row)
        if not troubled:
            return found
        self._lead_to(troubled[0])
        return None

    def show_trouble(self, name: str, sentence: str) -> None:
        """Say at one field what is to be put right and go there."""
        self._rows[name].show_trouble(sentence)
        self._lead_to(self._rows[name])

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what the form showed first."""
        return bool(self.touched())

    def touched(self) -> tuple[str, ...]:
        """Return the names of the fields that differ from what they showed first."""
        return tuple(name for name, row in self._rows.items() if row.control.typed() != self._start[name])

    def show_again(self, values: Mapping[str, Any]) -> None:
        """Show values in these fields alone, as if they had shown them first; the others stay as they are."""
        for name, value in values.items():
            self._rows[name].control.set_value(value)
            self.settle(name)

    def settle(self, *names: str) -> None:
        """Count what stands in these fields as what they showed first."""
        for name in names:
            self._start[name] = self._rows[name].control.typed()

    def shown_first(self) -> dict[str, str]:
        """Return the text each field showed first."""
        return dict(self._start)

    def typed(self) -> dict[str, str]:
        """Return every text as it stands, for a draft."""
        return {name: row.control.typed() for name, row in self._rows.items()}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        """Put the texts of a draft back; the form then counts as changed."""
        for name, text in typed.items():
            if name in self._rows:
                self._rows[name].control.set_typed(text)

    def go_on_writing(self) -> None:
        """Stand at the end of the first text that is written, with nothing chosen that a key would replace."""
        for row in self._rows.values():
            edit = row.control.inner()
            if isinstance(edit, QLineEdit) and edit.text():
                edit.setFocus()
                edit.deselect()
                edit.end(False)
                return
            if isinstance(edit, QPlainTextEdit) and edit.toPlainText():
                edit.setFocus()
                edit.moveCursor(QTextCursor.MoveOperation.End)
                return

    def start_afresh(self) -> None:
        """Put back what the form showed first."""
        for name, row in self._rows.items():
            row.control.set_typed(self._start[name])

    def _lead_to(self, row: FieldRow) -> None:
        if self._folded is not None and self._folded.isAncestorOf(row):
            self.unfold()
        row.control.setFocus()
        announce(row, labelled(row.words, row.trouble), urgent=True)

    def _on_more_pressed(self) -> None:
        self.unfold(not self.is_unfolded)
