"""What papers hold besides their own kind: the control for several kinds, and the forms that use it."""

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from caregiver_app.casebook.documents.wanted import also_holds
from caregiver_app.domain.documents.document import label
from caregiver_app.domain.documents.records_guide import kind_name
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.controls import KindControl
from caregiver_app.ui.fields import Control, DocumentControl
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.forms import Form
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import button, button_words, one_line
from caregiver_app.ui.theme import SPACE_2

_APART: Final = ","
_NONE: Final = "other"


class KindsControl(Control):
    """Several kinds of paper: those chosen stand above, each to be taken out by a press; one more is added beneath."""

    def __init__(self) -> None:
        super().__init__()
        self._kinds: list[str] = []
        self._chips: list[QPushButton] = []
        self._chosen = QWidget()
        self._row = FlowingRow(self._chosen, SPACE_2)
        self._more = KindControl()
        self._add = button(_("Add"), self.add_typed)
        self._add.setAccessibleName(_("Add this kind"))
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self._more, 1)
        row.addWidget(self._add)
        self._more.changed.connect(self.changed)
        self._hold(self._chosen, below)
        self._show()

    def value(self) -> str:
        """Return the kinds with commas between, as a document keeps them; one that is typed and not added too."""
        typed = self._typed_kind()
        return _APART.join([*self._kinds, *([typed] if typed and typed not in self._kinds else [])])

    def set_value(self, value: Any) -> None:
        """Show the kinds of a text with commas between."""
        self._kinds = [kind for kind in dict.fromkeys(str(value or "").split(_APART)) if kind]
        self._more.set_typed("")
        self._show()

    def typed(self) -> str:
        """Return the kinds and what is half typed, a line each."""
        return "\n".join([_APART.join(self._kinds), self._more.typed()])

    def set_typed(self, text: str) -> None:
        """Put both back."""
        kinds, _line, typed = text.partition("\n")
        self.set_value(kinds)
        self._more.set_typed(typed)

    def inner(self) -> QLineEdit:
        """Return the field one more is typed in."""
        return self._more.inner()

    def name_it(self, name: str, description: str = "") -> None:
        """Name the field for one more."""
        self._more.name_it(name, description)

    def add_typed(self) -> None:
        """Take what is typed among the kinds."""
        kind = self._typed_kind()
        if kind and kind not in self._kinds:
            self._kinds.append(kind)
            announce(self, _("Added: {kind}").format(kind=kind_name(kind)))
        self._more.set_typed("")
        self._show()
        self._more.setFocus()
        self.changed.emit()

    def take_out(self, kind: str) -> None:
        """Take one kind out."""
        self._kinds.remove(kind)
        announce(self, _("Taken out: {kind}").format(kind=kind_name(kind)))
        self._show()
        self._more.setFocus()
        self.changed.emit()

    @property
    def chips(self) -> tuple[QPushButton, ...]:
        """The buttons that take a kind out, in the order of the kinds."""
        return tuple(self._chips)

    def _typed_kind(self) -> str:
        # A comma would part it into two kinds.
        kind = self._more.value().replace(_APART, " ") if self._more.typed().strip() else ""
        return "" if kind == _NONE else kind

    def _show(self) -> None:
        for made in self._chips:
            self._row.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._chips = []
        for kind in self._kinds:
            made = button("", partial(self.take_out, kind))
            made.setText(button_words(f"{kind_name(kind)}  ×"))
            made.setAccessibleName(one_line(_("Take out: {kind}").format(kind=kind_name(kind))))
            self._row.addWidget(made)
            self._chips.append(made)
        self._chosen.setVisible(bool(self._kinds))


def held_in_dialog(desk: Desk, kind: str) -> FormDialog:
    """Return the form to say which of the papers that are here also holds a kind of paper."""
    files = [one for one in desk.book.snapshot().documents if one.holding == "file" and kind not in one.kinds]
    form = Form()
    paper = DocumentControl(files, _("Choose the paper"))
    paper_hint = _("One paper may hold several things, such as a letter with the blood counts in it.")
    form.add("paper", _("Which paper holds it?"), paper, paper_hint, required=_("Choose the paper that holds it."))

    def save(values: dict[str, Any]) -> None:
        document = next(one for one in files if one.id == values["paper"])
        changed = also_holds(desk.book, document, (*document.kinds, kind))
        words = _("{paper} also holds: {kind}.")
        desk.tell_step(words.format(paper=label(changed.number), kind=kind_name(kind)))

    words = _("In a paper we have: {kind}").format(kind=kind_name(kind))
    return FormDialog(words, form, save, parent=desk.window)
