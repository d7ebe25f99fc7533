"""The list of appointments: those to come, the next first, then those that are over."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from caregiver_app.domain.appointments.coming import days_in_words, is_over, past, upcoming
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.appointments.told import stands, when_in_full
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.appointments.place import show_rows
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import label
from caregiver_app.ui.theme import SPACE_2


class ListView(QWidget):
    """Show the appointments. `chosen` carries the id of the one that is gone to, `opened` that of the one on Enter."""

    chosen = Signal(object)
    opened = Signal(object)
    removal_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.list = RowList(_("Appointments"), fits=False)
        words = _(
            "No appointment is written down yet. "
            "Add one with its date, and this page helps with what to bring, what to ask and what comes next."
        )
        self.empty = label(words, "quiet")
        self._whole = QStackedWidget()
        empty = QWidget()
        inside = QVBoxLayout(empty)
        inside.setContentsMargins(0, SPACE_2, 0, 0)
        inside.addWidget(self.empty)
        inside.addStretch(1)
        self._whole.addWidget(empty)
        self._whole.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole, 1)
        self.list.currentRowChanged.connect(lambda _row: self._on_chosen())
        self.list.opened.connect(lambda key: self.opened.emit(UUID(key)))
        self.list.removal_asked.connect(lambda key: self.removal_asked.emit(UUID(key)))

    def show_case(self, case: CaseSnapshot, today: date) -> None:
        """Show the appointments of a case; the chosen one stays chosen."""
        rows = []
        for words, listed in ((_("To come"), upcoming(case, today)), (_("Over"), past(case, today))):
            if listed:
                rows += [Row("", words, bold=True), *(_row(one, today) for one in listed)]
        show_rows(self.list, rows)
        self._whole.setCurrentIndex(1 if rows else 0)

    @property
    def chosen_id(self) -> UUID | None:
        """The id of the chosen appointment."""
        return UUID(self.list.current_key) if self.list.current_key else None

    def choose(self, appointment_id: UUID) -> None:
        """Choose an appointment and bring it into view, telling nobody."""
        self.list.blockSignals(True)
        self.list.choose(str(appointment_id))
        self.list.blockSignals(False)
        self._bring_into_view()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen appointment in view where the room gets smaller, as when a notice comes."""
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():
            QTimer.singleShot(0, self, self._bring_into_view)

    def start(self) -> None:
        """Go to the list."""
        self.list.setFocus()

    def into_sight(self) -> None:
        """Scroll the page around to the chosen appointment, where the page is higher than the window."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = around.widget() if around is not None else None
        if around is not None and inside is not None and self.isVisible():
            row = self.list.visualRect(self.list.currentIndex()).intersected(self.list.viewport().rect())
            top = self.list.viewport().mapTo(inside, row.topLeft()).y()
            around.ensureVisible(0, top + row.height(), 0, SPACE_2)
            around.ensureVisible(0, top, 0, SPACE_2)

    def _bring_into_view(self) -> None:
        self.list.scrollTo(self.list.currentIndex())

    def _on_chosen(self) -> None:
        if self.list.current_key:
            self.chosen.emit(UUID(self.list.current_key))


def _row(appointment: Appointment, today: date) -> Row:
    # Those to come stand beneath these words already.
    near = stands(appointment, today) if is_over(appointment, today) else days_in_words(appointment, today)
    told = (near, when_in_full(appointment), appointment.whom, appointment.place)
    return Row(str(appointment.id), appointment.title, " · ".join(part for part in told if part))
