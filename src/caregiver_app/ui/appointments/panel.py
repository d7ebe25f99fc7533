"""All about one appointment, at the right of the list: when and where, what to bring, what to ask, what was said."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from caregiver_app.domain.appointments.coming import is_over
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.appointments.told import day_number, stands, when_in_full
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.appointments.bring import BringSection
from caregiver_app.ui.appointments.next_steps import StepsSection
from caregiver_app.ui.appointments.notes import NotesSection
from caregiver_app.ui.appointments.sheet import SheetSection
from caregiver_app.ui.appointments.zones import here_in_words
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, label, set_role
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3

_MARKS: Final = {"done": "good", "cancelled": "off"}


class AppointmentPanel(QFrame):
    """Show one appointment, or what this place is for. `state_asked` carries the state it is to have."""

    state_asked = Signal(str)
    change_asked = Signal()
    removal_asked = Signal()
    visit_sheet_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        set_role(self, "card")
        self.setAccessibleName(_("The chosen appointment"))
        self._desk = desk
        self.title = label("", "section", narrow=True)
        self._mark, self.state = Mark("none"), label("")
        self.facts = _Facts()
        self.done_button = button(_("It took place"), lambda: self.state_asked.emit("done"))
        self.cancel_button = button(_("It was cancelled"), lambda: self.state_asked.emit("cancelled"))
        self.open_button = button(_("Still to come"), lambda: self.state_asked.emit(""))
        self.change_button = button(_("Change…"), self.change_asked.emit)
        self.print_button = button(_("Visit sheet…"), self.visit_sheet_asked.emit)
        self.remove_button = button(_("Remove"), self.removal_asked.emit, "link")
        self.bring = BringSection(desk)
        self.sheet = SheetSection(desk)
        self.notes = NotesSection(desk)
        self.steps = StepsSection(desk)
        self._nothing = label(_("Choose an appointment to see all about it."), "quiet")
        self._lay_out()
        hold_back(
            desk.book.read_only, self.done_button, self.cancel_button, self.open_button, self.change_button,
            self.remove_button,
        )  # fmt: skip

    def show_appointment(self, case: CaseSnapshot, appointment: Appointment, today: date) -> None:
        """Show an appointment as it is now."""
        self._inside.show()
        self._nothing.hide()
        over = is_over(appointment, today)
        self.title.setText(appointment.title)
        self._mark.set_shape(_MARKS.get(appointment.state, "open" if over else "info"))
        words = stands(appointment, today)
        if over and not appointment.state:
            words = _("{state}. Did it take place?").format(state=words)
        self.state.setText(words)
        self.facts.show_facts(_facts(case, appointment))
        self._show_states(appointment)
        self.bring.setVisible(not over)
        self.bring.show_appointment(appointment)
        self.sheet.show_appointment(appointment, today)
        self.notes.show_appointment(appointment)
        self.steps.show_appointment(appointment, today)

    def show_nothing(self) -> None:
        """Show that no appointment is chosen."""
        self.notes.leave()
        self._inside.hide()
        self._nothing.show()

    def start(self) -> None:
        """Go to the first thing that can be done."""
        first = next((part for part in self._acts if part.isVisibleTo(self) and part.isEnabled()), None)
        if first is not None:
            first.setFocus()

    def _show_states(self, appointment: Appointment) -> None:
        """Offer the states it has not; the focus does not get lost with the button that was pressed."""
        states = {"done": self.done_button, "cancelled": self.cancel_button, "": self.open_button}
        had_focus = states[appointment.state].hasFocus()
        for state, made in states.items():
            made.setVisible(state != appointment.state)
        if had_focus:
            self.start()

    def _lay_out(self) -> None:
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addLayout(self._head())
        for section in (self.bring, self.sheet, self.notes, self.steps):
            column.addWidget(section)
        ground = QWidget()
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        whole.addWidget(self._nothing)
        whole.addWidget(self._inside)
        whole.addStretch(1)
        self.scrolled = FormScroll(ground)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.scrolled)
        self._inside.hide()

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.state, 1)
        head.addLayout(row)
        head.addWidget(self.facts)
        acts = FlowingRow(spacing=SPACE_2)
        self._acts: tuple[QPushButton, ...] = (
            self.done_button, self.cancel_button, self.open_button, self.change_button, self.print_button,
            self.remove_button,
        )  # fmt: skip
        for made in self._acts:
            acts.addWidget(made)
        head.addLayout(acts)
        return head


class _Facts(QWidget):
    """Names with their texts beside them, a line each."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[str, str], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, SPACE_1, 0, SPACE_1)
        self._grid.setHorizontalSpacing(SPACE_3)
        self._grid.setVerticalSpacing(SPACE_1)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Show what is known, and no name beside nothing."""
        if facts == self._shown:
            return
        self._shown = facts
        for old in self.findChildren(QLabel):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        for row, (name, words) in enumerate(facts):
            shown = label(words, narrow=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label(name, "quiet", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignTop)


def _facts(case: CaseSnapshot, appointment: Appointment) -> tuple[tuple[str, str], ...]:
    when = [when_in_full(appointment), here_in_words(appointment), day_number(case, appointment)]
    programme = next((one.name for one in case.programmes if one.id == appointment.programme), "")
    told = (
        (_("When"), "\n".join(part for part in when if part)),
        (_("Where"), appointment.place),
        (_("With whom"), appointment.whom),
        (_("Phone"), appointment.phone),
        (_("Programme"), programme),
        (_("About"), appointment.why),
    )
    return tuple((name, words) for name, words in told if words)
