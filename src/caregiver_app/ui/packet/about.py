"""For whom the packet is and what it asks: written into the case when the field is left."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.casebook.person import change_person
from caregiver_app.domain.person import Person
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.drafts import DRAFT_AFTER
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.forms import Form

DRAFT = "packet"


class AboutForm(QWidget):
    """Two fields of the person. What is typed is kept as a draft until it is written into the case."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.form = Form()
        whom = TextControl(placeholder=_("A doctor or hospital, or leave it open"))
        self.form.add("prepared_for", _("For whom"), whom)
        self.form.add("question", _("Your one question"), LongControl(6), _("It stands in a box on the first page."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self._timer = QTimer(self, interval=DRAFT_AFTER, singleShot=True)
        self._timer.timeout.connect(self._keep_draft)
        self.show_person(desk.book.snapshot().person)
        self.form.set_typed(desk.drafts.find(DRAFT))
        self.form.changed.connect(self._timer.start)
        for row in self.form.rows.values():
            row.control.inner().installEventFilter(self)

    def show_person(self, person: Person) -> None:
        """Show what is in the case, unless something else is being typed."""
        values = {"prepared_for": person.prepared_for, "question": person.question}
        if not self.form.is_changed and self.form.values() != values:
            self.form.set_values(values)

    def commit(self) -> None:
        """Write what was typed into the case; when it cannot be written it stays in the field."""
        self._timer.stop()
        values = self.form.values()
        if values is None or not self.form.is_changed:
            return
        person = self._desk.book.snapshot().person
        changed = person.amended(**values)
        if changed == person or self._desk.do(lambda: change_person(self._desk.book, changed)):
            self.form.set_values(values)
            self._timer.stop()
            self._desk.drafts.drop(DRAFT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Write the field when it is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Write what was typed before another page is shown; keep it for next time when the case is going away."""
        if getattr(self._desk.window, "desk", self._desk) is self._desk:
            self.commit()
        else:
            self._keep_draft()
        super().hideEvent(event)

    def _keep_draft(self) -> None:
        if self.form.is_changed:
            self._desk.drafts.keep(DRAFT, self.form.typed())
