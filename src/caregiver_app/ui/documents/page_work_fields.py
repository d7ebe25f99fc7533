"""Fields for few numbers: each shows what is in force, takes what can be read at once, and says what cannot."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSlider, QVBoxLayout, QWidget

from caregiver_app.domain.documents.sheets import Box
from caregiver_app.i18n import _
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import label, one_line, restyle, set_tooltip
from caregiver_app.ui.theme import FOCUS, SPACE_1, SPACE_2, scaled, tokens

_STEP: Final = 0.1
_LARGE_STEP: Final = 1.0
_TENTHS: Final = 10
_PLACES: Final = 2
_CENT: Final = 100.0


class NumberField(QLineEdit):
    """A number between two bounds, typed or stepped with the arrow keys. `given` carries it, `unclear` a sentence."""

    given = Signal(float)
    unclear = Signal(str)

    def __init__(self, name: str, lowest: float, highest: float) -> None:
        super().__init__()
        self.setAccessibleName(one_line(name))
        set_tooltip(self, _("Up and Down change it by 0.1, Page Up and Page Down by 1."))
        self._bounds = lowest, highest
        self._value = 0.0
        self.setFixedWidth(scaled(72))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(self._on_edited)

    @property
    def value(self) -> float:
        """The number in force."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show the number in force; what is typed stands as long as it means that number."""
        self._value = round(value, _PLACES)
        if self._read() != self._value:
            self.setText(f"{self._value:g}")
        self._mark(is_unclear=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by the arrow keys; Enter is not for the button beneath."""
        steps = {
            Qt.Key.Key_Up: _STEP,
            Qt.Key.Key_Down: -_STEP,
            Qt.Key.Key_PageUp: _LARGE_STEP,
            Qt.Key.Key_PageDown: -_LARGE_STEP,
        }
        key = Qt.Key(event.key())
        if key in steps:
            lowest, highest = self._bounds
            self._give(min(max(round(self._value + steps[key], _PLACES), lowest), highest))
        elif key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave nothing standing that is not in force."""
        super().focusOutEvent(event)
        if self._read() is None:
            self.setText(f"{self._value:g}")
            self._mark(is_unclear=False)
            self.unclear.emit("")

    def _on_edited(self, _text: str) -> None:
        number = self._read()
        self._mark(is_unclear=number is None)
        if number is None:
            lowest, highest = self._bounds
            words = _("Type a number from {lowest} to {highest}.").format(lowest=f"{lowest:g}", highest=f"{highest:g}")
            self.unclear.emit(words)
            announce(self, words)
        else:
            self.unclear.emit("")
            self._give(number)

    def _give(self, value: float) -> None:
        self._value = value
        self.given.emit(value)
        self.set_value(self._value)

    def _read(self) -> float | None:
        """Return the number that is typed, or None; a comma is as good as a point."""
        lowest, highest = self._bounds
        try:
            number = round(float(self.text().strip().replace(",", ".").replace("−", "-")), _PLACES)
        except ValueError:
            return None
        return number if lowest <= number <= highest else None

    def _mark(self, *, is_unclear: bool) -> None:
        wanted = "true" if is_unclear else "false"
        if self.property("trouble") != wanted:
            self.setProperty("trouble", wanted)
            restyle(self)


class SidesFields(QWidget):
    """The four sides of a part of a page, in per cent of the page as it is seen."""

    given = Signal(object)
    unclear = Signal(str)

    def __init__(self, what: str) -> None:
        super().__init__()
        self._fields: list[NumberField] = []
        row = FlowingRow(self, SPACE_2)
        for words in (_("Left"), _("Top"), _("Right"), _("Bottom")):
            name = _("{what}: {side}, in per cent of the page").format(what=what, side=words)
            field = NumberField(name, 0, _CENT)
            field.given.connect(lambda _value: self._give())
            field.unclear.connect(self.unclear)
            self._fields.append(field)
            row.addWidget(beside(words, field, "%"))

    def set_box(self, box: Box) -> None:
        """Show a part."""
        for field, side in zip(self._fields, box, strict=True):
            field.set_value(side * _CENT)

    def start(self) -> None:
        """Go to the first field."""
        self._fields[0].setFocus()
        self._fields[0].selectAll()

    def _give(self) -> None:
        left, top, right, bottom = (field.value / _CENT for field in self._fields)
        if right > left and bottom > top:
            self.given.emit((left, top, right, bottom))
        else:
            words = _("Right must be more than left, and bottom more than top.")
            self.unclear.emit(words)
            announce(self, words)


class AngleSlider(QSlider):
    """Turn by tenths of a degree. The wheel is left to the window unless the slider has the keys."""

    given = Signal(float)

    def __init__(self, name: str, most: float) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(one_line(name))
        self.setRange(-round(most * _TENTHS), round(most * _TENTHS))
        self.setPageStep(_TENTHS)
        self.setMinimumWidth(scaled(160))
        self.setMinimumHeight(scaled(28))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(lambda value: self.given.emit(value / _TENTHS))

    def set_angle(self, degrees: float) -> None:
        """Show an angle without giving it again."""
        self.blockSignals(True)
        self.setValue(round(degrees * _TENTHS))
        self.blockSignals(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the focus, which the style hardly does."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(tokens().accent), FOCUS))
            painter.drawRect(QRect(QPoint(1, 1), self.size()).adjusted(0, 0, -3, -3))
            painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn only where somebody means it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def beside(words: str, field: QWidget, unit: str) -> QWidget:
    """Return a field between its name and its unit."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_1)
    row.addWidget(label(words, wrap=False))
    row.addWidget(field)
    row.addWidget(label(unit, "quiet", wrap=False))
    return made


class Panel(QWidget):
    """What belongs to one tool: its fields one beneath the other, and the place where it says what is unclear."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_2)
        self._unclear = label("", "trouble")
        self._unclear.hide()
        self._column.addWidget(self._unclear)

    def add(self, *rows: QWidget) -> None:
        """Add what stands above the place for what is unclear."""
        for row in rows:
            self._column.insertWidget(self._column.count() - 1, row)

    def start(self) -> None:
        """Go to the first field."""
        raise NotImplementedError

    def say_unclear(self, words: str) -> None:
        """Say what cannot be read, or nothing any more."""
        self._unclear.setText(words)
        self._unclear.setVisible(bool(words))
