"""A date as people type it. Beneath it stands how it was understood; where it can mean two days, both are offered."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout

from caregiver_app.i18n import _
from caregiver_app.ui.fields import Control, FieldUnclear
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.text import button, button_words, label, one_line
from caregiver_app.ui.theme import SPACE_2

if TYPE_CHECKING:
    from caregiver_app.domain.dates import PartialDate


class DateControl(Control):
    """Take "14 May 2023", "spring 2023", "about 2021", "14.5.23"; nothing means not known."""

    def __init__(self) -> None:
        super().__init__()
        self._edit = QLineEdit()
        self._understood = label("", "hint")
        self._offers = (button("", lambda: self._take(0)), button("", lambda: self._take(1)))
        self._options: tuple[PartialDate, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._edit)
        column.addWidget(self._understood)
        row = FlowingRow(spacing=SPACE_2)
        for offer in self._offers:
            row.addWidget(offer)
        column.addLayout(row)
        self._tell_when_left(self._edit, *self._offers)
        self.setFocusProxy(self._edit)
        self._edit.textChanged.connect(self._on_text_changed)
        self._show_reading()

    @property
    def offers(self) -> tuple[QPushButton, ...]:
        """The two buttons that settle a date with two readings; hidden when there is one."""
        return self._offers

    @property
    def understood(self) -> str:
        """How the typed text is understood, in words."""
        return self._understood.text()

    def value(self) -> "PartialDate | None":
        """Return the date, or None when it is not known. Raises FieldUnclear."""
        from caregiver_app.domain.date_words import DateUnclear, read_date

        try:
            return read_date(self._edit.text())
        except DateUnclear as unclear:
            raise FieldUnclear(str(unclear)) from unclear

    def set_value(self, value: Any) -> None:
        """Show a date in words."""
        self._edit.setText("" if value is None else value.in_words())

    def typed(self) -> str:
        """Return the text as it stands."""
        return self._edit.text()

    def set_typed(self, text: str) -> None:
        """Put a text back."""
        self._edit.setText(text)

    def inner(self) -> QLineEdit:
        """Return the line edit."""
        return self._edit

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose a reading by Enter alone: somebody who types on may stand at a choice without knowing it."""
        if isinstance(event, QKeyEvent) and watched in self._offers:
            is_press = event.type() == QEvent.Type.KeyPress
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if is_press and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self._take(self._offers.index(watched))
                    return True
            elif event.key() == Qt.Key.Key_Space:
                return True
        return super().eventFilter(watched, event)

    def _take(self, position: int) -> None:
        self._edit.setText(self._options[position].in_words())
        self._edit.setFocus()

    def _on_text_changed(self) -> None:
        self._show_reading()
        self.changed.emit()

    def _show_reading(self) -> None:
        words, self._options = _reading(self._edit.text())
        words = "" if words == self._edit.text().strip() else words
        self._understood.setText(words)
        self._understood.setVisible(bool(words))
        for position, offer in enumerate(self._offers):
            offer.setVisible(bool(self._options))
            if self._options:
                words = self._options[position].in_words()
                offer.setText(button_words(words))
                offer.setAccessibleName(one_line(_("It is {date}").format(date=words)))


def _reading(text: str) -> "tuple[str, tuple[PartialDate, ...]]":
    from caregiver_app.domain.date_words import DateUnclear, read_date

    if not text.strip():
        return "", ()
    try:
        when = read_date(text)
    except DateUnclear as unclear:
        return (_("Which day do you mean?"), unclear.options) if unclear.options else ("", ())
    return (in_full(when) if when is not None else _("Not known.")), ()


def in_full(when: "PartialDate") -> str:
    """Write a date with every day it may mean: "spring 2023 (March 2023 to May 2023)"."""
    from caregiver_app.domain.dates import PartialDate

    words, span = when.in_words(), when.span()
    if when.is_exact:
        return words
    if span.earliest is None and span.latest is not None:
        last = PartialDate.of_day(span.latest).in_words()
        return _("{date} (up to {last})").format(date=words, last=last)
    if span.latest is None and span.earliest is not None:
        first = PartialDate.of_day(span.earliest).in_words()
        return _("{date} (from {first} on)").format(date=words, first=first)
    if when == when.fhir:
        return _("{date} (the day is not known)").format(date=words)
    assert span.earliest is not None
    assert span.latest is not None
    first, last = PartialDate.of_day(span.earliest), PartialDate.of_day(span.latest)
    if span.earliest.day == 1 and (span.latest - span.earliest).days > 27 and not when.qualifier:
        first, last = PartialDate(first[:7]), PartialDate(last[:7])
    return _("{date} ({first} to {last})").format(date=words, first=first.in_words(), last=last.in_words())
