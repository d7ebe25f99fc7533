"""The figures a programme named: each as it was named, none added up or compared."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.casebook.worksheet import write_cost
from caregiver_app.domain.guide.articles import notes
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.worksheet.records import Cost, Programme
from caregiver_app.domain.worksheet.said import who_and_when
from caregiver_app.i18n import _, labelled
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.notices import Notices
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, label, one_line, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled


class CostsDialog(Dialog):
    """List what a programme named; add, change and remove figures."""

    def __init__(self, desk: Desk, programme: Programme) -> None:
        super().__init__(desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._programme = desk, programme
        self._words = _("What it may cost: {name}").format(name=programme.name)
        self.setWindowTitle(one_line(self._words))
        self.notices = Notices()
        self.list = RowList(_("Figures that were named"), fits=False)
        self._empty = label(_("No figure is written down yet."), "quiet")
        self.add_button = button(_("Add a figure"), self.add, "main")
        self.change_button = button(_("Change"), self.change, "large")
        self.remove_button = button(_("Remove"), self.remove, "large")
        self._lay_out()
        hold_back(desk.book.read_only, self.add_button, self.remove_button)
        self.list.opened.connect(lambda _key: self.change())
        self.list.removal_asked.connect(lambda _key: self.remove())
        self.list.currentRowChanged.connect(lambda _row: self._show_what_can_be_done())
        desk.changes.changed.connect(self._on_changed)
        self._on_changed()

    def add(self) -> None:
        """Open an empty form."""
        cost_dialog(self._desk, self._programme, None, self).open()

    def change(self) -> None:
        """Open the form of the chosen figure."""
        if self.list.current_key:
            cost_dialog(self._desk, self._programme, int(self.list.current_key), self).open()

    def remove(self) -> None:
        """Take the chosen figure out, with a way back."""
        key = self.list.current_key
        if not key or self._desk.book.read_only:
            return
        if self._desk.do(lambda: write_cost(self._desk.book, self._programme, int(key), None)):
            self.notices.tell_step(_("The figure is taken out."), action=_("Undo"), act=self._desk.undo)

    def _on_changed(self) -> None:
        self.notices.forget_step()
        found = self._desk.book.find(self._programme.id)
        if not isinstance(found, Programme):
            self.reject()  # it was taken out, by undo
            return
        self._programme = found
        costs = found.costs.values
        self.list.show_rows([Row(str(place), *_told(cost)) for place, cost in enumerate(costs)])
        self.list.setVisible(bool(costs))
        self._empty.setVisible(not costs)
        if not costs:
            self.add_button.setFocus()
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        for made in (self.change_button, self.remove_button):
            made.setEnabled(bool(self.list.current_key))

    def _lay_out(self) -> None:
        wordings = self._desk.book.snapshot().wordings_by_line
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(self._words))
        column.addWidget(label(worded(notes()["cost-estimate"], wordings).text))
        column.addWidget(label(worded(notes()["eligibility-first"], wordings).text, "hint"))
        column.addWidget(self._empty)
        column.addWidget(self.list, 100)
        column.addStretch(1)
        column.addWidget(self.notices)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(button(_("Close"), self.accept, "large"))
        row.addStretch(1)
        for part in (self.remove_button, self.change_button, self.add_button):
            row.addWidget(part)
        column.addLayout(row)
        fit_to_screen(self, scaled(720), scaled(520))


def cost_dialog(desk: Desk, programme: Programme, place: int | None, parent: QWidget | None = None) -> FormDialog:
    """Return the form for a figure that was named, by its place in the list; None starts a new one."""
    costs = programme.costs.values
    before = costs[place] if place is not None and place < len(costs) else None
    form = Form()
    what_hint = _("For example: the collection, a deposit, the hospital stay.")
    form.add("what", _("What it is for"), TextControl(), what_hint, required=_("Say what the figure is for."))
    form.add("amount", _("The figure"), TextControl(), _("As it was named, with the currency. It is an estimate."))
    form.add("leaves_out", _("What it leaves out"), LongControl(2))
    form.add("who", _("Who named it"), TextControl())
    form.add("on", _("When"), DateControl())
    if before is not None:
        form.set_values({name: getattr(before, name) for name in form.rows})

    def save(values: dict[str, Any]) -> None:
        if Cost(**values) != before:
            write_cost(desk.book, programme, place, Cost(**values))

    words = _("Add a figure that was named") if place is None else _("Change a figure that was named")
    name = f"worksheet-cost-{programme.id}-{'new' if place is None else place}"
    return case_form(desk, words, form, save, name, parent=parent)


def _told(cost: Cost) -> tuple[str, str]:
    """Return a figure as it was named, and what it leaves out, by whom and when."""
    leaves_out = _("Leaves out: {what}").format(what=cost.leaves_out) if cost.leaves_out else ""
    first = labelled(cost.what, cost.amount) if cost.what and cost.amount else cost.what or cost.amount
    return first, "\n".join(part for part in (leaves_out, who_and_when(cost.who, cost.on)) if part)
