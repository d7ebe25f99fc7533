"""Fields for what nobody else is to read: typed unseen until asked to be shown, offered to no dictionary."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from caregiver_app.i18n import _
from caregiver_app.ui.fields import CheckBox
from caregiver_app.ui.text import Label, label, one_line
from caregiver_app.ui.theme import TITLE_POINTS, font, scaled

HINTS: Final = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)


def secret_edit(words: str) -> QLineEdit:
    """Return a field whose text is not seen; `words` name it."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setInputMethodHints(HINTS)
    made.setAccessibleName(one_line(words))
    return made


def name_of(edit: QLineEdit) -> Label:
    """Return the label that stands above a field."""
    made = label(edit.accessibleName(), "field", wrap=False)
    made.setBuddy(edit)
    return made


def show_box(*edits: QLineEdit) -> CheckBox:
    """Return a box that shows what is typed in these fields."""
    made = CheckBox(_("Show what I type"))
    modes = QLineEdit.EchoMode

    def show(is_shown: bool) -> None:
        for edit in edits:
            edit.setEchoMode(modes.Normal if is_shown else modes.Password)

    made.toggled.connect(show)
    return made


def large_words(words: str, name: str) -> QPlainTextEdit:
    """Show words large, to be read and copied. In a label, long ones carry places where they may break."""
    made = QPlainTextEdit(words)
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setFont(font(TITLE_POINTS, bold=True))
    made.setFixedHeight(made.fontMetrics().lineSpacing() * 2 + scaled(28))
    made.setAccessibleName(one_line(name))
    return made
