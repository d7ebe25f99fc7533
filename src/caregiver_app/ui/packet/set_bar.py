"""The line that says which choices are shown, and what can be done with them: keep, rename, remove."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caregiver_app.domain.packet.records import PacketSet
from caregiver_app.i18n import _, pgettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import ComboBox, TextControl
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.packet.held_choices import HeldChoices
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, hint, label, literal, one_line, set_tooltip
from caregiver_app.ui.theme import SPACE_1, SPACE_2, scaled

_DRAFT = "packet-set"
_HIGH = 340
"""With room to say that a name is taken."""


class SetBar(QWidget):
    """Show the name of the set in force among those there are. `leaving` comes before another one is shown."""

    leaving = Signal()

    def __init__(self, desk: Desk, held: HeldChoices) -> None:
        super().__init__()
        self._desk, self._held = desk, held
        self.box = ComboBox()
        self.box.setAccessibleName(_("Choices"))
        self.box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self.more_button = button(_("Keep as…"))
        self.more_button.setAccessibleName(_("Keep, rename or remove these choices"))
        set_tooltip(self.more_button, self.more_button.accessibleName())
        self._only_here = hint("")
        menu = QMenu(self.more_button)
        self.keep_action = menu.addAction(_("Keep these choices with a name…"))
        self.rename_action = menu.addAction(_("Rename…"))
        self.remove_action = menu.addAction(_("Remove"))
        self.more_button.setMenu(menu)
        self.keep_action.triggered.connect(self.ask_for_name)
        self.rename_action.triggered.connect(self.ask_for_other_name)
        self.remove_action.triggered.connect(self.remove)
        self.box.activated.connect(self._on_chosen)
        hold_back(desk.book.read_only, self.more_button)
        self._lay_out()

    def refresh(self) -> None:
        """Show which set is in force, and whether its choices are in the case."""
        shown = self._held.held
        wanted = [(None, _("Your packet")), *((one.id, one.name) for one in self._held.named)]
        there = [(self.box.itemData(row), self.box.itemText(row)) for row in range(self.box.count())]
        if there != [(key, literal(words)) for key, words in wanted]:
            self.box.clear()
            for key, words in wanted:
                self.box.addItem(one_line(words), key)
        place = next((at for at, (key, _words) in enumerate(wanted) if key == shown.id), 0)
        self.box.setCurrentIndex(place)
        set_tooltip(self.box, self.box.currentText())
        for action in (self.rename_action, self.remove_action):
            action.setEnabled(bool(shown.name))
        self._only_here.setText(self._why_only_here())
        self._only_here.setVisible(bool(self._only_here.text()))

    def ask_for_name(self) -> FormDialog:
        """Ask for a name and keep the choices in force under it."""
        self.leaving.emit()
        return self._ask(_("Keep these choices"), "", self._keep)

    def ask_for_other_name(self) -> FormDialog:
        """Ask for another name of the set that is shown."""
        return self._ask(_("Rename these choices"), self._held.held.name, self._rename)

    def remove(self) -> None:
        """Remove the set that is shown, with a way back."""
        held: PacketSet = self._held.held
        if held.name and self._held.remove():
            self._desk.tell_step(_("Removed the choices “{name}”.").format(name=held.name))

    def _ask(self, words: str, name: str, save: Any) -> FormDialog:
        form = Form()
        field = TextControl(placeholder=_("Such as: for Dr Chen"))
        form.add("name", pgettext("of a thing", "Name"), field, required=_("Give them a name, or any word for now."))
        form.set_values({"name": name})
        made = case_form(self._desk, words, form, save, _DRAFT)
        fit_to_screen(made, scaled(560), scaled(_HIGH))
        made.open()
        return made

    def _keep(self, values: dict[str, Any]) -> None:
        self._held.keep_as(values["name"])
        self._desk.tell_step(_("These choices are kept as “{name}”.").format(name=values["name"]))

    def _rename(self, values: dict[str, Any]) -> None:
        self._held.rename(values["name"])

    def _on_chosen(self, row: int) -> None:
        key = self.box.itemData(row)
        self.leaving.emit()
        self._held.show(key)

    def _why_only_here(self) -> str:
        if self._desk.book.read_only:
            return _("This case can only be read here. What you choose holds until you close it.")
        if self._held.only_here:
            return _("These choices could not be saved. They hold until you close the case.")
        return ""

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, SPACE_2, 0)
        column.setSpacing(SPACE_1)
        name = label(_("Choices"), "field", wrap=False)
        name.setBuddy(self.box)
        column.addWidget(name)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.box, 1)
        row.addWidget(self.more_button)
        column.addLayout(row)
        column.addWidget(self._only_here)
