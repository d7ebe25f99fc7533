"""A time of day and a time zone as people type them; beneath stands how they were understood."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from caregiver_app.domain.appointments.times import TimeUnclear, in_the_night, read_time
from caregiver_app.i18n import _
from caregiver_app.ui.appointments.zones import UnknownZone, read_zone, zone_terms
from caregiver_app.ui.fields import Control, FieldUnclear, TextControl
from caregiver_app.ui.text import label


class TimeControl(Control):
    """Take "14:30", "2:30 pm", "14.30" or "9"; nothing means not known."""

    def __init__(self) -> None:
        super().__init__()
        self._edit = QLineEdit()
        self._understood = label("", "hint")
        self._hold(self._edit, self._understood)
        self._tell_when_left(self._edit)
        self._edit.textChanged.connect(self._on_text_changed)
        self._show_reading()

    @property
    def understood(self) -> str:
        """How the typed text is understood, in words."""
        return self._understood.text()

    def value(self) -> str:
        """Return the time as "14:30", or nothing. Raises FieldUnclear."""
        try:
            return read_time(self._edit.text())
        except TimeUnclear as unclear:
            raise FieldUnclear(str(unclear)) from unclear

    def set_value(self, value: Any) -> None:
        """Show a time."""
        self.set_typed(str(value or ""))

    def typed(self) -> str:
        """Return the text as it stands."""
        return self._edit.text()

    def set_typed(self, text: str) -> None:
        """Put a text back."""
        self._edit.setText(text)

    def inner(self) -> QLineEdit:
        """Return the line edit."""
        return self._edit

    def _on_text_changed(self) -> None:
        self._show_reading()
        self.changed.emit()

    def _show_reading(self) -> None:
        words = reading(self._edit.text())
        self._understood.setText(words)
        self._understood.setVisible(bool(words))


class ZoneControl(TextControl):
    """A time zone by its name, its city or its country; nothing means the time of wherever one is."""

    def __init__(self) -> None:
        super().__init__(zone_terms())
        self._tell_when_left(self.inner())

    def value(self) -> str:
        """Return the zone by its name, "Asia/Shanghai", or nothing. Raises FieldUnclear."""
        try:
            return read_zone(self.typed())
        except UnknownZone as unknown:
            raise FieldUnclear(str(unknown)) from unknown


def reading(text: str) -> str:
    """Say how a typed time is understood, where it is not plain from what was typed."""
    try:
        time = read_time(text)
    except TimeUnclear:
        return ""
    afternoon = in_the_night(text)
    if afternoon:
        return _("{time} in the night. For the afternoon, write {afternoon}.").format(time=time, afternoon=afternoon)
    return "" if time == text.strip() else time
