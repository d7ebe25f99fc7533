"""Ask for the passphrase of a file that came back, where it is not the one of this case."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.dialog_frame import set_out
from caregiver_app.ui.fields import CheckBox
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, hint, label, title_words
from caregiver_app.ui.theme import SPACE_2, SPACE_3, scaled

_HINTS: Final = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PassphraseDialog(Dialog):
    """Ask once and call `given` with what was typed. Show it with `open()`."""

    def __init__(self, parent: QWidget, name: str, given: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title_words(_("Give the passphrase of {name}").format(name=name)))
        self._given = given
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setInputMethodHints(_HINTS)
        self.passphrase.setAccessibleName(_("Passphrase"))
        self.show_box = CheckBox(_("Show what I type"))
        self.show_box.toggled.connect(self._on_shown)
        self.cancel_button = button(_("Cancel"), self.reject, "large")
        self.open_button = button(_("Open it"), self.give, "main")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_2, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(label(name, "strong", narrow=True))
        column.addWidget(hint(_("It is the passphrase that the case has on the other computer. It is kept nowhere.")))
        column.addWidget(label(_("Passphrase"), "field", wrap=False))
        column.addWidget(self.passphrase)
        column.addWidget(self.show_box)
        column.addStretch(1)
        set_out(self, _("The file is protected"), inside, self.cancel_button, self.open_button)
        self.passphrase.setFocus()
        fit_to_screen(self, scaled(500), scaled(380))

    def give(self) -> None:
        """Hand on what was typed and close."""
        words = self.passphrase.text()
        if words:
            self.passphrase.clear()
            self.accept()
            self._given(words)

    def _on_shown(self, is_shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.passphrase.setEchoMode(modes.Normal if is_shown else modes.Password)
