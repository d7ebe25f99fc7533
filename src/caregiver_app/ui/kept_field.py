"""Fields on a page that save themselves: written into the case when they are left, kept as a draft until then."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from caregiver_app.i18n import _, with_commas
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.drafts import DRAFT_AFTER
from caregiver_app.ui.fields import FieldUnclear
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.forms import Form
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, label
from caregiver_app.ui.theme import SPACE_1, SPACE_2

Values = dict[str, Any]
_WAS: Final = "was:"
_WAITS: Final = "waits:"
_AFTER_A_PRESS: Final = 300
"""Milliseconds a press of the mouse may last: what is pressed must not move away from under it."""


class KeptFields(QWidget):
    """A form without a button. `read` gives what the case says by now, `write` is a verb that writes the values.

    What was typed is laid over what the case says by then and written as one step, when the focus goes elsewhere, the
    page is hidden or the case closes. What cannot be written yet (a date nobody understands, or what `ready` lets wait)
    stays in the fields and is kept as a draft. A draft whose field says something else by now waits beside the fields.
    `commit` before anything that reads the case; `refresh` after it changed.
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
        self._waiting = _Waiting(self._take_in, self._let_go)
        column.addWidget(self._waiting)
        self._timer = QTimer(self, interval=DRAFT_AFTER, singleShot=True)
        self._timer.timeout.connect(self._keep_draft)
        form.set_values(read())
        if desk.book.read_only:
            hold_back(True, form)
            return
        self._bring_back()
        form.changed.connect(self._on_typed)
        desk.changes.about_to_step_back.connect(self.commit)
        for part in form.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                part.installEventFilter(self)

    def refresh(self) -> None:
        """Show what is in the case, but for the fields in which something else is being typed."""
        touched = self.form.touched()
        self.form.show_again({
            name: value
            for name, value in self._read().items()
            if name not in touched and self._differs(name, value)
        })  # fmt: skip

    def commit(self) -> None:
        """Write what was typed into the case; what cannot be written stays in its field."""
        self._timer.stop()
        touched = self.form.touched()
        if not touched:
            return
        typed = self._typed(touched)
        now = self._read()
        values = {**now, **typed}
        if not typed or not self._is_open() or (self._ready is not None and not self._ready(values)):
            self._keep_draft()
        elif values == now or self._desk.do(lambda: self._write(values), hold=False):
            self.form.settle(*typed)
            self._keep_draft()
            self.refresh()  # what was written may have been completed
        else:
            self._on_typed()
            self._keep_draft()

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
        """Write what was typed before another page is shown, and say what has to wait."""
        self.commit()
        waiting = self.form.touched()
        if waiting and self._is_open():
            names = with_commas(self.form.row(name).words for name in waiting)
            words = _(
                "Not saved yet, and kept in its field: {fields}. It is not clear, or something with it is missing."
            )
            self._desk.notices.tell(words.format(fields=names), kind="care")
        super().hideEvent(event)

    def _on_typed(self) -> None:
        """Let the draft follow in a moment; not later because somebody goes on typing."""
        if not self._timer.isActive():
            self._timer.start()
        if self.form.touched():
            self._desk.saving.typing(self._draft_name, self.commit)

    def _is_open(self) -> bool:
        """Whether the case is still open; while it is going away what was typed is kept for the next time."""
        return getattr(self._desk.window, "desk", self._desk) is self._desk

    def _commit_if_left(self) -> None:
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.commit()

    def _typed(self, names: Iterable[str]) -> Values:
        """Return the values of fields as far as they can be read; where one cannot, its row says so by itself."""
        values = {}
        for name in names:
            with suppress(FieldUnclear):
                values[name] = self.form.row(name).control.value()
        return values

    def _differs(self, name: str, value: Any) -> bool:
        try:
            return bool(self.form.row(name).control.value() != value)
        except FieldUnclear:
            return True

    def _keep_draft(self) -> None:
        """Keep what is typed and not written, with what its fields showed before; nothing where all is written."""
        self._timer.stop()
        touched = self.form.touched()
        if not touched:
            self._desk.saving.written(self._draft_name)
        typed, first = self.form.typed(), self.form.shown_first()
        kept = {name: typed[name] for name in touched} | {f"{_WAS}{name}": first[name] for name in touched}
        kept |= {f"{_WAITS}{name}": text for name, text in self._waiting.typed.items()}
        if kept:
            self._desk.drafts.keep(self._draft_name, kept)
        else:
            self._desk.drafts.drop(self._draft_name)

    def _bring_back(self) -> None:
        """Put a draft back; where a field says something else by now than when it was typed, let it wait."""
        draft = self._desk.drafts.find(self._draft_name)
        shown = self.form.typed()
        typed = {name: text for name, text in draft.items() if name in shown and text != shown[name]}
        newer = any(draft.get(f"{_WAS}{name}", shown[name]) != shown[name] for name in typed)
        waits = {name: draft[f"{_WAITS}{name}"] for name in shown if f"{_WAITS}{name}" in draft}
        if newer:
            waits |= typed
        else:
            self.form.set_typed(typed)
        if waits:
            self._waiting.offer(waits)

    def _take_in(self, typed: Mapping[str, str]) -> None:
        self._waiting.put_away()
        self.form.set_typed(typed)
        self._keep_draft()

    def _let_go(self) -> None:
        self._waiting.put_away()
        self._keep_draft()


class _Waiting(QWidget):
    """Words that were typed before and not saved, for a field that says something else by now."""

    def __init__(self, take_in: Callable[[Mapping[str, str]], None], let_go: Callable[[], None]) -> None:
        super().__init__()
        self.typed: dict[str, str] = {}
        self._words = label("", "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_2, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self._words)
        self.take_button = button(_("Put these words in"), lambda: take_in(self.typed))
        self.away_button = button(_("Let them go"), let_go, "link")
        column.addWidget(flowing([self.take_button, self.away_button]))
        self.hide()

    def offer(self, typed: Mapping[str, str]) -> None:
        """Show words that wait."""
        self.typed = dict(typed)
        words = _("You had typed this, and it was not saved. Something else stands here by now: “{words}”")
        self._words.setText(words.format(words=" · ".join(text for text in typed.values() if text)))
        self.show()

    def put_away(self) -> None:
        """Show nothing any more, as somebody decided about the words."""
        self.typed = {}
        self.hide()
