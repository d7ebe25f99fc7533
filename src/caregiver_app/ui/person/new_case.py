"""Starting a case: a name, a birth date if it is known, and a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.door import Door
from caregiver_app.ui.fields import Control, TextControl
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.forms import Form
from caregiver_app.ui.text import button
from caregiver_app.ui.theme import SPACE_2


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


def new_case_dialog(door: Door, choose: Callable[[str], Path | None], parent: QWidget) -> FormDialog:
    """Return the form that starts a case."""
    form = Form()
    name, folder = TextControl(), FolderControl(choose)
    form.add("name", _("Name"), name, _("As in the passport."), required=_("Type a name, or any word for now."))
    form.add("born", _("Born"), DateControl(), _("For example 14 May 1962. It can wait."))
    form.add(
        "folder",
        _("Folder"),
        folder,
        _("A new, empty folder. Everything of the case is kept in it."),
        required=_("Choose a folder."),
    )
    form.set_values({"folder": door.new_folder("")})
    name.changed.connect(lambda: folder.suggest(door.new_folder(name.value())))

    def save(values: dict[str, Any]) -> None:
        at: Path = values.pop("folder")
        door.create(at, values)

    return FormDialog(_("Start a new case"), form, save, parent=parent, save_words=_("Start the case"))
