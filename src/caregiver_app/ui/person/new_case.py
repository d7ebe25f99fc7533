"""Starting a case: a name, a birth date if it is known, and a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.door import Door
from caregiver_app.ui.fields import CheckBox, Control, TextControl
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.forms import Form
from caregiver_app.ui.text import button
from caregiver_app.ui.theme import SPACE_2

if TYPE_CHECKING:
    from caregiver_app.casebook.protection import Protection


class FolderControl(Control):
    """A folder, typed or chosen; it follows the name until somebody chooses another."""

    def __init__(self, choose: Callable[[str], Path | None]) -> None:
        super().__init__()
        self._choose = choose
        self._edit = QLineEdit()
        self._is_own = False
        self._edit.textChanged.connect(lambda _text: self.changed.emit())
        self._edit.textEdited.connect(lambda _text: self._mark_own())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self._edit, 1)
        row.addWidget(button(_("Choose…"), self._on_choose_pressed))
        self.setFocusProxy(self._edit)

    def suggest(self, folder: Path) -> None:
        """Offer a folder unless somebody chose one."""
        if not self._is_own:
            self._edit.setText(str(folder))

    def value(self) -> Path | None:
        """Return the folder."""
        text = self._edit.text().strip()
        return Path(text).expanduser() if text else None

    def set_value(self, value: Any) -> None:
        """Show a folder."""
        self._edit.setText(str(value or ""))

    def typed(self) -> str:
        """Return the text as it stands."""
        return self._edit.text()

    def set_typed(self, text: str) -> None:
        """Put a text back."""
        self._edit.setText(text)

    def inner(self) -> QLineEdit:
        """Return the line edit."""
        return self._edit

    def _mark_own(self) -> None:
        self._is_own = True

    def _on_choose_pressed(self) -> None:
        folder = self._choose(_("Choose where to keep the case"))
        if folder is not None:
            self._mark_own()
            self._edit.setText(str(folder))


class ProtectControl(Control):
    """A box to tick for a case with a passphrase."""

    def __init__(self) -> None:
        super().__init__()
        self.box = CheckBox(_("Protect it with a passphrase"))
        self.box.toggled.connect(lambda _on: self.changed.emit())
        self._hold(self.box)

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(value))

    def typed(self) -> str:
        """Return "yes" or nothing."""
        return "yes" if self.box.isChecked() else ""

    def set_typed(self, text: str) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(text))

    def inner(self) -> CheckBox:
        """Return the box."""
        return self.box

    def name_it(self, name: str, description: str = "") -> None:
        """Leave the box its own words, which say more than the label."""
        super().name_it(self.box.text(), description)


class NewCaseDialog(FormDialog):
    """The form that starts a case; with a passphrase it leads on to choosing one before anything is made."""

    def __init__(self, door: Door, choose: Callable[[str], Path | None], parent: QWidget) -> None:
        self._door = door
        self.name, self.folder, self.protect = TextControl(), FolderControl(choose), ProtectControl()
        super().__init__(
            _("Start a new case"), self._form(), self._create, parent=parent, save_words=_("Start the case")
        )
        self.name.changed.connect(self._suggest)
        self.protect.changed.connect(self._suggest)

    def save(self) -> None:
        """Start the case, or ask for its passphrase first."""
        values = self.form.values()
        if values is None or not values["protect"]:
            super().save()
            return
        try:
            self._door.refuse_occupied(values["folder"])
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        from caregiver_app.ui.protection.protect_dialog import ProtectDialog

        ProtectDialog(
            self._door.jobs, values["folder"], (*values["name"].split(), str(values["born"] or "")),
            lambda made: self._create_protected(values, made), self,
        ).open()  # fmt: skip

    def _create(self, values: dict[str, Any], protection: "Protection | None" = None) -> None:
        wanted = {name: value for name, value in values.items() if name not in ("folder", "protect")}
        self._door.create(values["folder"], wanted, protection)

    def _create_protected(self, values: dict[str, Any], protection: "Protection") -> None:
        try:
            self._create(values, protection)
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self.leave_saved()

    def _suggest(self) -> None:
        is_protected = self.protect.value()
        self.folder.suggest(self._door.neutral_folder() if is_protected else self._door.new_folder(self.name.value()))

    def _form(self) -> Form:
        form = Form()
        form.add(
            "name", _("Name"), self.name, _("As in the passport."), required=_("Type a name, or any word for now.")
        )
        form.add("born", _("Born"), DateControl(), _("For example 14 May 1962. It can wait."))
        form.add(
            "protect",
            _("Passphrase"),
            self.protect,
            _(
                "Then nobody can read the case without it, whoever has this computer. You choose it next, and can also "
                "do so later."
            ),
        )
        form.add(
            "folder",
            _("Folder"),
            self.folder,
            _("A new, empty folder. Everything of the case is kept in it; its name can be read by anybody."),
            required=_("Choose a folder."),
        )
        form.set_values({"folder": self._door.new_folder("")})
        return form


def new_case_dialog(door: Door, choose: Callable[[str], Path | None], parent: QWidget) -> NewCaseDialog:
    """Return the form that starts a case."""
    return NewCaseDialog(door, choose, parent)
