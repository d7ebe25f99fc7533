"""The notes of an appointment: a field that is saved when it is left, and kept while it is half typed."""

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.casebook.appointments import write_notes
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl
from caregiver_app.ui.forms import Form
from caregiver_app.ui.kept_field import KeptFields, Values

_LINES = 6


class NotesSection(QWidget):
    """Show the notes of one appointment."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: UUID | None = None
        self._fields: KeptFields | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def fields(self) -> KeptFields | None:
        """The field of the appointment that is shown."""
        return self._fields

    def show_appointment(self, appointment: Appointment) -> None:
        """Show the notes of an appointment; what was typed for the one before is written first."""
        if self._fields is not None and self._shown == appointment.id:
            self._fields.refresh()
            return
        self.leave()
        self._shown = appointment.id
        self._fields = self._made(appointment)
        self._column.addWidget(self._fields)

    def leave(self) -> None:
        """Write what was typed and show nothing."""
        fields, self._fields, self._shown = self._fields, None, None
        if fields is not None:
            fields.commit()
            self._column.removeWidget(fields)
            fields.hide()
            fields.deleteLater()

    def commit(self) -> None:
        """Write what was typed."""
        if self._fields is not None:
            self._fields.commit()

    def _made(self, appointment: Appointment) -> KeptFields:
        form = Form()
        form.add("notes", _("Notes"), LongControl(_LINES), _("Type as you listen. It is saved when you go on."))

        def now() -> Appointment:
            here = self._desk.book.snapshot().appointments_by_id
            return here.get(str(appointment.id), appointment)

        def read() -> Values:
            return {"notes": now().notes}

        def write(values: Values) -> None:
            if str(appointment.id) not in self._desk.book.snapshot().appointments_by_id:
                raise CaregiverError(
                    _("The appointment “{title}” was taken out meanwhile.").format(title=appointment.title),
                    safe=_("Your notes are kept."),
                    now=_("Bring the appointment back, and they stand there again."),
                )
            write_notes(self._desk.book, now(), values["notes"])

        return KeptFields(self._desk, f"appointment-notes-{appointment.id}", form, read, write)
