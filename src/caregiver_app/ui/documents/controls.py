"""Controls the form of a paper needs beside the shared ones: its kind, its original, and a tick."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from caregiver_app.domain.vocabulary import Term, term, vocabulary
from caregiver_app.i18n import _, labelled
from caregiver_app.packet.kinds_of_paper import kind_word
from caregiver_app.ui.fields import CheckBox, ComboBox, Control
from caregiver_app.ui.text import literal, one_line, tooltip

KINDS: Final = "document_kinds"
_ID: Final = int(Qt.ItemDataRole.UserRole)
_SEARCHED: Final = _ID + 1


class KindControl(Control):
    """What kind of paper it is: type a part of its name, or open the list in its groups. Own words are kept too."""

    def __init__(self) -> None:
        super().__init__()
        self._box = _KindBox(_grouped(vocabulary(KINDS)))
        self._box.currentTextChanged.connect(lambda _text: self.changed.emit())
        self._hold(self._box)

    def value(self) -> str:
        """Return the kind's id, or the words typed when they name none."""
        typed = self._box.currentText().strip()
        found = next((known for known in vocabulary(KINDS) if _(known.name) == typed), None) or term(KINDS, typed)
        return found.id if found is not None else typed or "other"

    def set_value(self, value: Any) -> None:
        """Show a kind by its id."""
        kind = str(value or "other")
        known = any(one.id == kind for one in vocabulary(KINDS))
        self.set_typed(kind_word(kind) if known else kind)

    def typed(self) -> str:
        """Return the words as they stand."""
        return self._box.currentText()

    def set_typed(self, text: str) -> None:
        """Put words back."""
        self._box.setCurrentIndex(-1)
        self._box.setEditText(text)

    def inner(self) -> QLineEdit:
        """Return the field that takes the keys."""
        line = self._box.lineEdit()
        assert line is not None  # the box is editable
        return line

    def name_it(self, name: str, description: str = "") -> None:
        """Name the field and the list behind it."""
        super().name_it(name, description)
        self._box.setAccessibleName(one_line(name))


class _KindBox(ComboBox):
    def __init__(self, model: QAbstractItemModel) -> None:
        super().__init__()
        model.setParent(self)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setModel(model)
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCurrentIndex(-1)
        self.clearEditText()
        self.setCompleter(_KindCompleter(model, self))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form: a kind must not change by scrolling past."""
        event.ignore()


class _KindCompleter(QCompleter):
    """Find a kind by any part of its name, synonyms or plain meaning, and put in its name."""

    def __init__(self, model: QAbstractItemModel, parent: QComboBox) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(_SEARCHED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(10)
        popup = self.popup()
        if popup is not None:
            popup.setProperty("role", "popup")
            popup.setAccessibleName(_("Suggestions"))

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Put in the name alone."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def _grouped(terms: Sequence[Term]) -> QStandardItemModel:
    """Return the kinds under the headings of their groups; a heading cannot be chosen."""
    model = QStandardItemModel()
    group = None
    for known in terms:
        if known.group != group:
            group = known.group
            heading = QStandardItem(_(group))
            heading.setEnabled(False)
            heading.setData("", _SEARCHED)
            model.appendRow(heading)
        item = QStandardItem(_(known.name))
        item.setData(known.id, _ID)
        item.setData(" ".join((_(known.name), *known.synonyms, known.plain)), _SEARCHED)
        item.setToolTip(tooltip(_(known.plain)))
        model.appendRow(item)
    return model


class TickControl(Control):
    """Yes or no."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._tick = CheckBox(words)
        self._tick.toggled.connect(lambda _on: self.changed.emit())
        self._words = words
        self._hold(self._tick)

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self._tick.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not."""
        self._tick.setChecked(bool(value))

    def typed(self) -> str:
        """Return the tick as a word."""
        return "yes" if self._tick.isChecked() else "no"

    def set_typed(self, text: str) -> None:
        """Put the tick back."""
        self._tick.setChecked(text == "yes")

    def inner(self) -> CheckBox:
        """Return the box."""
        return self._tick

    def name_it(self, name: str, description: str = "") -> None:
        """Name the box with what it is about and what a tick means."""
        super().name_it(labelled(name, literal(self._words)), description)
