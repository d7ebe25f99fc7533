"""The controls a form is made of. Each gives a value, keeps what was typed as it was typed, and has a name.

A control cannot stop anybody from typing: what it cannot read it says in one sentence (`FieldUnclear`).
"""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from caregiver_app.i18n import _, labelled
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.marks import paint_mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.suggesting import SuggestingEdit
from caregiver_app.ui.text import button_words, label, literal, one_line, restyle
from caregiver_app.ui.theme import SPACE_3, scaled, tokens

if TYPE_CHECKING:
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.domain.vocabulary import Term


_AFTER_A_PRESS: Final = 300
"""Milliseconds a press of the mouse may last."""


class FieldUnclear(ValueError):
    """Say in one sentence why what was typed cannot be read, and how to write it."""


class Control(QWidget):
    """One way to give a value. `typed()` is the text as it stands, whatever it means; drafts keep that.

    `left` says that somebody went on from what is typed, where that can be unclear.
    """

    changed = Signal()
    left = Signal()

    def value(self) -> Any:
        """Return what was given. Raises FieldUnclear."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def typed(self) -> str:
        """Return the text as it stands."""
        raise NotImplementedError

    def set_typed(self, text: str) -> None:
        """Put a text back as it stood."""
        raise NotImplementedError

    def inner(self) -> QWidget:
        """Return the widget that takes the keys."""
        raise NotImplementedError

    def name_it(self, name: str, description: str = "") -> None:
        """Tell a screen reader what is asked."""
        self.inner().setAccessibleName(one_line(name))
        self.inner().setAccessibleDescription(literal(description))

    def mark_trouble(self, trouble: bool) -> None:
        """Show at the control itself whether it has something to put right."""
        self.inner().setProperty("trouble", "true" if trouble else "false")
        restyle(self.inner())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when somebody goes on to another field, and not when only the window changes."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and self.isVisible():
            reason = event.reason()
            if reason == Qt.FocusReason.MouseFocusReason:
                # What is pressed must not move away from under the mouse.
                QTimer.singleShot(_AFTER_A_PRESS, self, self._tell_left)
            elif reason not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
                self._tell_left()
        return super().eventFilter(watched, event)

    def _tell_left(self) -> None:
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.left.emit()

    def _tell_when_left(self, *widgets: QWidget) -> None:
        for widget in widgets:
            widget.installEventFilter(self)

    def _hold(self, *widgets: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in widgets:
            column.addWidget(widget)
        self.setFocusProxy(self.inner())


class TextControl(Control):
    """One line of text. With `terms` it offers the words of the field; whatever else is typed stays as typed.

    A word of the field is explained in plain words beneath it.
    """

    def __init__(self, terms: "Sequence[Term]" = (), *, placeholder: str = "", several: bool = False) -> None:
        super().__init__()
        self._edit = SuggestingEdit(terms, several=several)
        self._edit.setPlaceholderText(one_line(placeholder))
        self._edit.textChanged.connect(lambda _text: self.changed.emit())
        if not terms:
            self._hold(self._edit)
            return
        self._meaning = label("", "meaning")
        self._edit.textChanged.connect(self._explain)
        self._hold(self._edit, self._meaning)
        self._explain("")

    def _explain(self, text: str) -> None:
        named = self._edit.term_named(text)
        words = named.means() if named is not None else ""
        self._meaning.setText(words)
        self._meaning.setVisible(bool(words))
        if words and self._edit.hasFocus():
            announce(self._edit, words)

    def value(self) -> Any:
        """Return the text without spaces round it."""
        return self._edit.text().strip()

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.set_typed(str(value or ""))

    def typed(self) -> str:
        """Return the text as it stands."""
        return self._edit.text()

    def set_typed(self, text: str) -> None:
        """Put a text back."""
        self._edit.setText(text)
        self._edit.setCursorPosition(0)

    def inner(self) -> QLineEdit:
        """Return the line edit."""
        return self._edit


class LongControl(Control):
    """Several lines of text. Tab moves on, as everywhere."""

    def __init__(self, lines: int = 4) -> None:
        super().__init__()
        self._edit = QPlainTextEdit()
        self._edit.setTabChangesFocus(True)
        self._lines = lines
        self._grow()
        self._edit.textChanged.connect(self.changed)
        self._hold(self._edit)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def _grow(self) -> None:
        self._edit.setFixedHeight(self._edit.fontMetrics().lineSpacing() * self._lines + scaled(20))

    def value(self) -> str:
        """Return the text without blank lines round it."""
        return self._edit.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.set_typed(str(value or ""))

    def typed(self) -> str:
        """Return the text as it stands."""
        return self._edit.toPlainText()

    def set_typed(self, text: str) -> None:
        """Put a text back."""
        self._edit.setPlainText(text)

    def inner(self) -> QPlainTextEdit:
        """Return the text edit."""
        return self._edit


class NumberControl(TextControl):
    """A whole number between two bounds, or nothing."""

    def __init__(self, lowest: int = 1, highest: int = 99) -> None:
        super().__init__()
        self._bounds = lowest, highest
        self._edit.setMaximumWidth(scaled(120))
        self._tell_when_left(self._edit)

    def value(self) -> int | None:
        """Return the number, or None. Raises FieldUnclear."""
        text = self._edit.text().strip()
        lowest, highest = self._bounds
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and lowest <= int(text) <= highest):
            sentence = _("Type a whole number from {lowest} to {highest}, or leave it empty.")
            raise FieldUnclear(sentence.format(lowest=lowest, highest=highest))
        return int(text)

    def set_value(self, value: Any) -> None:
        """Show a number."""
        self.set_typed("" if value is None else str(value))


class ChoiceControl(Control):
    """A few choices side by side, one of them taken. `options` are (key, words)."""

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        row = FlowingRow(self, spacing=SPACE_3)
        for key, words in options:
            choice = QRadioButton(button_words(words))
            self._group.addButton(choice)
            self._buttons[key] = choice
            row.addWidget(choice)
        next(iter(self._buttons.values())).setChecked(True)
        # Tab comes to the choice that is taken, so that is where the keys go.
        self._group.buttonToggled.connect(lambda taken, on: self.setFocusProxy(taken) if on else None)
        self._group.buttonToggled.connect(lambda _button, on: self.changed.emit() if on else None)
        self.setFocusProxy(self.inner())

    def value(self) -> str:
        """Return the key of the choice taken."""
        return next(key for key, choice in self._buttons.items() if choice.isChecked())

    def set_value(self, value: Any) -> None:
        """Take a choice by its key."""
        if value in self._buttons:
            self._buttons[value].setChecked(True)

    def typed(self) -> str:
        """Return the key."""
        return self.value()

    def set_typed(self, text: str) -> None:
        """Take a choice by its key."""
        self.set_value(text)

    def inner(self) -> QWidget:
        """Return the first choice."""
        return next(iter(self._buttons.values()))

    def name_it(self, name: str, description: str = "") -> None:
        """Name every choice with the question it answers."""
        self.setAccessibleName(one_line(name))
        for choice in self._buttons.values():
            choice.setAccessibleName(one_line(labelled(name, choice.text().replace("&&", "&"))))
            choice.setAccessibleDescription(literal(description))


class ListControl(Control):
    """One of many choices in a drop-down list. `options` are (key, words)."""

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._box = ComboBox()
        for key, words in options:
            self._box.addItem(one_line(words), key)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(12)
        self._box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self._hold(self._box)

    def value(self) -> Any:
        """Return the key of the choice taken."""
        return self._box.currentData()

    def set_value(self, value: Any) -> None:
        """Take a choice by its key; an unknown key is added as its own words."""
        row = self._box.findData(value)
        if row < 0 and value:
            self._box.addItem(one_line(str(value)), value)
            row = self._box.count() - 1
        self._box.setCurrentIndex(max(row, 0))

    def typed(self) -> str:
        """Return the key."""
        return str(self._box.currentData())

    def set_typed(self, text: str) -> None:
        """Take a choice by its key, if it is still offered."""
        row = self._box.findData(text)
        if row >= 0:
            self._box.setCurrentIndex(row)

    def inner(self) -> "ComboBox":
        """Return the list."""
        return self._box


class DocumentControl(ListControl):
    """Choose a document, or none: then `none` is shown."""

    def __init__(self, documents: "Iterable[Document]", none: str) -> None:
        from caregiver_app.domain.documents.document import label

        named = [(str(document.id), f"{label(document.number)} · {document.title}") for document in documents]
        super().__init__([("", none), *named])

    def value(self) -> UUID | None:
        """Return the document's id, or None."""
        chosen = super().value()
        return UUID(chosen) if chosen else None

    def set_value(self, value: Any) -> None:
        """Choose a document by its id; one that was removed shows as none."""
        self.set_typed("" if value is None else str(value))


class CheckBox(QCheckBox):
    """A box to tick, with its tick painted; the words are shown as they are."""

    def __init__(self, words: str) -> None:
        super().__init__(button_words(words))
        self.setAccessibleName(literal(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tick a style sheet cannot draw without an image."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        paint_mark(painter, "good", QRectF(box), QColor(tokens().on_accent))
        painter.end()


class ComboBox(QComboBox):
    """A drop-down list that does not change by a wheel that only wanted to scroll, with its arrow painted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else a wheel takes the keys, then turns it

    def setAccessibleName(self, name: str) -> None:
        """Name the list; on Linux, where what is chosen is told in place of a name, tell the name beside it."""
        super().setAccessibleName(one_line(name))
        if sys.platform == "linux":
            self.setAccessibleDescription(one_line(self.accessibleDescription() or name))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten words that have no room."""
        super().initStyleOption(option)
        room = (
            self.style()
            .subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self)
            .width()
        )
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow a style sheet cannot draw without an image."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = tokens().quiet if self.isEnabled() else tokens().disabled
        painter.setPen(QPen(QColor(ink), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = scaled(16) if self.isRightToLeft() else self.width() - scaled(16), self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form, also where the list has the keys: nobody scrolls to choose something else."""
        event.ignore()
