"""Fields on a page that save themselves: written into the case when they are left, kept as a draft until then."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from caregiver_app.ui.desk import Desk
from caregiver_app.ui.drafts import DRAFT_AFTER
from caregiver_app.ui.fields import FieldUnclear
from caregiver_app.ui.forms import Form
from caregiver_app.ui.reading_only import hold_back

Values = dict[str, Any]
_AFTER_A_PRESS: Final = 300
"""Milliseconds a press of the mouse may last: what is pressed must not move away from under it."""


class KeptFields(QWidget):
    """A form without a button. `read` gives what the case says by now, `write` is a verb that writes the values.

    They are written together, as one step, when the focus goes elsewhere, the page is hidden or the case closes.
    What cannot be written yet (a date nobody understands, or what `ready` lets wait) stays in the fields and is kept as
    a draft. `commit` before anything that reads the case; `refresh` after it changed.
    """

    def __init__(
        self,
        desk: Desk,
        draft_name: str,
        form: Form,
        read: Callable[[], Values],
        write: Callable[[Values], object],
        ready: Callable[[Values], bool] | None = None,
    ) -> None:
        super().__init__()
        self.form = form
        self._desk, self._draft_name = desk, draft_name
        self._read, self._write, self._ready = read, write, ready
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        layout = form.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)  # its fields stand in line with what is round them
        self._timer = QTimer(self, interval=DRAFT_AFTER, singleShot=True)
        self._timer.timeout.connect(self._keep_draft)
        form.set_values(read())
        if desk.book.read_only:
            hold_back(True, form)
            return
        form.set_typed(desk.drafts.find(draft_name))
        form.changed.connect(self._timer.start)
        for part in form.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                part.installEventFilter(self)

    def refresh(self) -> None:
        """Show what is in the case, unless something else is being typed."""
        if self.form.is_changed:
            return
        values = self._read()
        if self._typed() != values:
            self.form.set_values(values)

    def commit(self) -> None:
        """Write what was typed into the case; when it cannot be written it stays in the fields."""
        self._timer.stop()
        if not self.form.is_changed:
            return
        values = self._typed()
        if not self._is_open() or values is None or (self._ready is not None and not self._ready(values)):
            self._keep_draft()
        elif values == self._read() or self._desk.do(lambda: self._write(values)):
            self.form.set_values({})  # from here on only what differs from this counts as changed
            self._desk.drafts.drop(self._draft_name)
            self.refresh()  # what was written may have been completed

    def put(self, typed: Mapping[str, str]) -> None:
        """Put texts into fields, and write them."""
        self.form.set_typed(typed)
        self.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Write the fields when the focus goes on to something else."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() == Qt.FocusReason.MouseFocusReason:
                QTimer.singleShot(_AFTER_A_PRESS, self, self._commit_if_left)
            elif event.reason() != Qt.FocusReason.PopupFocusReason:
                self._commit_if_left()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Write what was typed before another page is shown."""
        self.commit()
        super().hideEvent(event)

    def _is_open(self) -> bool:
        """Whether the case is still open; while it is going away what was typed is kept for the next time."""
        return getattr(self._desk.window, "desk", self._desk) is self._desk

    def _commit_if_left(self) -> None:
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.commit()

    def _typed(self) -> Values | None:
        """Return the values as they can be read, or None; where one cannot, its row says so by itself."""
        try:
            return {name: row.control.value() for name, row in self.form.rows.items()}
        except FieldUnclear:
            return None

    def _keep_draft(self) -> None:
        if self.form.is_changed:
            self._desk.drafts.keep(self._draft_name, self.form.typed())
