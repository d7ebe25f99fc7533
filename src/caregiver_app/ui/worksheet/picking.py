"""One of the guide's choices from a list, with its plain words beneath, or own words where they are allowed."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit

from caregiver_app.domain.worksheet.frame import Choice
from caregiver_app.i18n import _
from caregiver_app.ui.fields import ListControl
from caregiver_app.ui.text import label, one_line

_OWN: Final = "\0own"


class PickControl(ListControl):
    """Choose one of `choices`, or none, for which `none` is shown. With `own` other words can be typed instead.

    The value is the id of the choice, or the words.
    """

    def __init__(self, choices: Sequence[Choice], none: str = "", *, own: bool = False) -> None:
        self._plain = {choice.id: choice.plain for choice in choices}
        named = [(choice.id, _(choice.name)) for choice in choices]
        own_words = [(_OWN, _("In our own words …"))] if own else []
        super().__init__([*([("", none)] if none else []), *named, *own_words])
        self._meaning = label("", "meaning")
        self._words = QLineEdit()
        self._words.textChanged.connect(lambda _text: self.changed.emit())
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._meaning)
        layout.addWidget(self._words)
        self.inner().currentIndexChanged.connect(lambda _index: self._explain())
        self._explain()

    def value(self) -> Any:
        """Return the id of the choice taken, or the own words."""
        chosen = super().value()
        return self._words.text().strip() if chosen == _OWN else chosen

    def set_value(self, value: Any) -> None:
        """Take a choice by its id; what is none of them are own words."""
        words = str(value or "")
        if words and self.inner().findData(words) < 0 and self.inner().findData(_OWN) >= 0:
            self._words.setText(words)
            words = _OWN
        super().set_value(words)

    def typed(self) -> str:
        """Return the choice and the own words, a line each."""
        chosen = str(super().value())
        return f"{chosen}\n{self._words.text()}" if chosen == _OWN or self._words.text() else chosen

    def set_typed(self, text: str) -> None:
        """Put both back."""
        chosen, _line, words = text.partition("\n")
        self._words.setText(words)
        super().set_typed(chosen)

    def name_it(self, name: str, description: str = "") -> None:
        """Name the list, and the line for own words."""
        super().name_it(name, description)
        self._words.setAccessibleName(one_line(_("{field}: in our own words").format(field=name)))

    @property
    def own_words(self) -> QLineEdit:
        """The line own words are typed in; hidden unless they are chosen."""
        return self._words

    @property
    def meaning(self) -> str:
        """The plain words of the choice taken."""
        return self._meaning.text()

    def _explain(self) -> None:
        chosen = str(super().value())
        plain = self._plain.get(chosen, "")
        self._meaning.setText(_(plain) if plain else "")
        self._meaning.setVisible(bool(plain))
        self._words.setVisible(chosen == _OWN)
