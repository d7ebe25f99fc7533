"""Erase for good: what goes, what may still hold it, and a second step before it is done."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.deciding_dialog import DecidingDialog
from caregiver_app.ui.fields import CheckBox
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.spoken_roles import speak_as_reading
from caregiver_app.ui.text import button, card, label, literal, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled

if TYPE_CHECKING:
    from caregiver_app.casebook.erasing import Elsewhere
    from caregiver_app.store.erasing import Erasure


class EraseDialog(DecidingDialog):
    """Tell it all, and call `erase` with whether backups go too once somebody has said so twice. Show with `open()`."""

    def __init__(
        self, erasure: "Erasure", elsewhere: "Elsewhere", erase: Callable[[bool], object], parent: QWidget
    ) -> None:
        from caregiver_app.casebook.erasing import what_goes, what_stays

        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Erase for good"))
        self._erase = erase
        n = len(elsewhere.backups)
        words = ngettext(
            "Also remove {n} whole backup that holds it, once a new one is made",
            "Also remove {n} whole backups that hold it, once a new one is made",
            n,
        )
        self.backups_box = CheckBox(words.format(n=n))
        self.backups_box.setVisible(n > 0)
        self.sure_box = CheckBox(_("Yes, erase it. I know that nothing brings it back."))
        self.keep_button = button(_("Keep it"), self.reject, "main")
        self.erase_button = button(_("Erase for good"), self.go, "large")
        self.erase_button.setEnabled(False)
        self.sure_box.toggled.connect(self.erase_button.setEnabled)
        self._lay_out(what_goes(erasure), what_stays(erasure, elsewhere))

    def go(self) -> None:
        """Do it, if it was confirmed."""
        if self.sure_box.isChecked():
            backups_too = self.backups_box.isChecked()
            self.accept()
            self._erase(backups_too)

    def _lay_out(self, goes: Sequence[str], stays: Sequence[str]) -> None:
        inside = QWidget()
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, SPACE_2, 0)
        cards.setSpacing(SPACE_3)
        told = ((_("What goes"), goes), (_("What stays, and what may still hold it"), stays))
        for words, lines in told:
            cards.addWidget(_said(words, lines))
        cards.addStretch(1)
        body = FormScroll(inside)
        body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak_as_reading(body, _("What goes and what stays"))
        body.setAccessibleDescription(literal(" ".join(" ".join((words, *lines)) for words, lines in told)))
        self.setAccessibleDescription(literal(body.accessibleDescription()))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(_("Erase for good")))
        column.addWidget(label(_("This cannot be undone. Read what goes before you do it."), "strong"))
        column.addWidget(body, 1)
        column.addWidget(self.backups_box)
        column.addWidget(self.sure_box)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.erase_button)
        row.addStretch(1)
        row.addWidget(self.keep_button)
        column.addLayout(row)
        self.erase_button.setAutoDefault(False)
        self.keep_button.setDefault(True)
        self.keep_button.setFocus()
        fit_to_screen(self, scaled(680), scaled(600))


def _said(words: str, lines: Sequence[str]) -> QWidget:
    made = card()
    column = QVBoxLayout(made)
    column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
    column.setSpacing(SPACE_2)
    column.addWidget(label(words, "strong"))
    for line in lines:
        column.addWidget(label(line))
    return made
