"""Two small windows: the keys, and what this program is."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from caregiver_app import __version__
from caregiver_app.domain.guide.keys import FROM_THE_MENUS, KEY_PLACES
from caregiver_app.i18n import _
from caregiver_app.ui.context_help import PART
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.keys import key_words
from caregiver_app.ui.licences import LicencesDialog
from caregiver_app.ui.showing_dialog import ShowingDialog
from caregiver_app.ui.text import button, heading, label
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled

_WIDE: Final = 560


def shortcuts_dialog(shortcuts: Sequence[tuple[str, str]], parent: QWidget) -> QDialog:
    """Return the list of what can be done by a key: what the menus do, then the rest, place by place."""
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, SPACE_2, 0)
    grid.setHorizontalSpacing(SPACE_4)
    grid.setVerticalSpacing(SPACE_2)
    grid.setColumnStretch(0, 1)
    _add_place(grid, _(FROM_THE_MENUS.words), shortcuts)
    for place in KEY_PLACES:
        _add_place(grid, _(place.words), [(_(words), key_words(keys)) for words, keys in place.rows])
    made = _dialog(_("Keys"), inside, parent, 640)
    made.setProperty(PART, "keyboard")
    return made


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
    licences = button(_("Licences"), lambda: LicencesDialog(parent).open())
    dialog = ShowingDialog(_("About"), inside, parent, others=(licences,))
    fit_to_screen(dialog, scaled(_WIDE), scaled(340))
    return dialog


def _add_place(grid: QGridLayout, words: str, rows: Sequence[tuple[str, str]]) -> None:
    first = grid.rowCount()
    name = heading(words)
    name.setContentsMargins(0, SPACE_3 if first > 1 else 0, 0, 0)
    grid.addWidget(name, first, 0, 1, 2)
    for row, (said, keys) in enumerate(rows, first + 1):
        grid.addWidget(label(said), row, 0)
        grid.addWidget(label(keys, "strong", wrap=False), row, 1, Qt.AlignmentFlag.AlignTop)


def _dialog(words: str, inside: QWidget, parent: QWidget, height: int) -> QDialog:
    dialog = ShowingDialog(words, inside, parent)
    fit_to_screen(dialog, scaled(_WIDE), scaled(height))
    return dialog
