"""The dates of a stage as the family types them, and a note: written into the case when they are left."""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from caregiver_app.casebook import journey
from caregiver_app.domain.journey.records import Round
from caregiver_app.domain.journey.stages import INFUSION
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl
from caregiver_app.ui.forms import Form
from caregiver_app.ui.kept_field import KeptFields
from caregiver_app.ui.theme import SPACE_3, scaled

_ROOM_FOR_TWO: Final = 400


class StageDates(QWidget):
    """Hold the fields of one stage. `round` is the one they are written for; it may have been written meanwhile."""

    def __init__(self, desk: Desk, chosen: Round, stage: str) -> None:
        super().__init__()
        self.round = chosen
        self._desk, self._stage = desk, stage
        form = Form()
        planned = form.add("planned", _("Planned for"), DateControl())
        took = _("Took place on: this is day 0") if stage == INFUSION else _("Took place on")
        done = form.add("done", took, DateControl(), _("With a day here, the step counts as done."))
        form.add("note", _("Your note"), LongControl(2))
        self._pair = _beside(form, planned, done)
        self.fields = KeptFields(desk, f"journey-steps-{chosen.id}-{stage}-dates", form, self._read, self._write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fields)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the two dates side by side where there is room."""
        super().resizeEvent(event)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._pair.setDirection(right if event.size().width() >= scaled(_ROOM_FOR_TWO) else down)

    def _read(self) -> dict[str, Any]:
        states = self._desk.book.snapshot().stage_states
        state = next((one for one in states if (one.round, one.stage) == (self.round.id, self._stage)), None)
        if state is None:
            return {"planned": None, "done": None, "note": ""}
        return {"planned": state.planned, "done": state.done, "note": state.note}

    def _write(self, values: dict[str, Any]) -> None:
        now = self._read()
        changed = {name: value for name, value in values.items() if value != now[name]}
        journey.change_stage(self._desk.book, self.round, self._stage, **changed)


def _beside(form: Form, *rows: QWidget) -> QBoxLayout:
    """Put rows of a form side by side, in the place of the first."""
    holder = QWidget()
    pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
    pair.setContentsMargins(0, 0, 0, 0)
    pair.setSpacing(SPACE_3)
    column = form.layout()
    assert isinstance(column, QVBoxLayout)
    column.insertWidget(0, holder)
    for row in rows:
        pair.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
    return pair
