"""Two small windows: the keys, and what this program is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app import __version__
from caregiver_app.i18n import _
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.forms import FormScroll
from caregiver_app.ui.text import button, label, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled


def shortcuts_dialog(shortcuts: Sequence[tuple[str, str]], parent: QWidget) -> QDialog:
    """Return the list of what can be done by a key."""
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, SPACE_2, 0)
    grid.setHorizontalSpacing(SPACE_4)
    grid.setVerticalSpacing(SPACE_2)
    more = (
        (_("Find in the list"), "Ctrl+F"),
        (_("Open what is chosen"), "Enter"),
        (_("Remove what is chosen"), "Del"),
        (_("Put a document in the packet or leave it out"), "Space"),
        (_("In the picture, go from entry to entry, and from lane to lane"), "← →  ↑ ↓"),
        (_("In the picture, go to the first or the last entry"), "Home, End"),
        (_("In the picture, go to the next relapse, or to the one before"), "R, Shift+R"),
        (_("In the picture, show a card about the chosen entry, or put it away"), "Space"),
        (_("Move the picture a little, whatever is chosen"), "Shift+← → ↑ ↓"),
        (_("Move the picture far"), "Page Up, Page Down"),
        (_("Zoom in and out of the picture"), "+  −"),
        (_("See all of time in the picture"), "F"),
        (_("In a lab trend, go from value to value, and from chart to chart"), "← →  ↑ ↓"),
        (_("Show a lab test earlier or later among the trends"), "Alt+↑, Alt+↓"),
        (_("Paste several entries into the timeline"), "Ctrl+V"),
        (_("In a table you type in, go on to the next cell, or down"), "Tab, Enter"),
        (_("From a table you type in, go to its buttons"), "Ctrl+Tab"),
        (_("Save what you typed in a form"), "Enter, Ctrl+Enter"),
        (_("Save what you typed in a table"), "Ctrl+Enter"),
        (_("Leave a form or a table; what you typed is asked about first"), "Esc"),
    )
    for row, (words, keys) in enumerate((*shortcuts, *more)):
        grid.addWidget(label(words), row, 0)
        grid.addWidget(label(keys, "strong", wrap=False), row, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 1)
    return _dialog(_("Keys"), inside, parent, 560)


def about_dialog(parent: QWidget) -> QDialog:
    """Return what this program is and is not."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_3)
    for words in (
        _("Caregiver Organizer {version}").format(version=__version__),
        _("It keeps a treatment history and its papers, and makes one packet for a second opinion."),
        _("It works without the internet. Nothing you type or add leaves this computer unless you hand it over."),
        _("It gives no medical advice. What to do is for you and your team."),
    ):
        column.addWidget(label(words))
    column.addStretch(1)
    return _dialog(_("About"), inside, parent, 340)


def _dialog(words: str, inside: QWidget, parent: QWidget, height: int) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(words)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
    column.setSpacing(SPACE_3)
    column.addWidget(title(words))
    column.addWidget(FormScroll(inside), 1)
    row = QHBoxLayout()
    row.addStretch(1)
    close = button(_("Close"), dialog.accept, "main")
    close.setDefault(True)
    row.addWidget(close)
    column.addLayout(row)
    close.setFocus()
    fit_to_screen(dialog, scaled(520), scaled(height))
    return dialog
