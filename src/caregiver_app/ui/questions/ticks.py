"""Ticks for whom a question is for, in a form."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from caregiver_app.i18n import labelled
from caregiver_app.ui.fields import CheckBox, Control
from caregiver_app.ui.text import literal, one_line


class TicksControl(Control):
    """Tick any of a few; `options` are (key, words). The value is the ticked keys with commas between."""

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._words = dict(options)
        self.boxes = {key: CheckBox(words) for key, words in options}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for box in self.boxes.values():
            column.addWidget(box)
            box.toggled.connect(lambda _on: self.changed.emit())
        self.setFocusProxy(self.inner())

    def value(self) -> str:
        """Return the ticked keys."""
        return ",".join(key for key, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        """Tick these keys alone."""
        ticked = str(value or "").split(",")
        for key, box in self.boxes.items():
            box.setChecked(key in ticked)

    def typed(self) -> str:
        """Return the ticked keys."""
        return self.value()

    def set_typed(self, text: str) -> None:
        """Tick these keys alone."""
        self.set_value(text)

    def inner(self) -> CheckBox:
        """Return the first box."""
        return next(iter(self.boxes.values()))

    def name_it(self, name: str, description: str = "") -> None:
        """Name every box with the question it answers."""
        self.setAccessibleName(one_line(name))
        for key, box in self.boxes.items():
            box.setAccessibleName(one_line(labelled(name, self._words[key])))
            box.setAccessibleDescription(literal(description))
