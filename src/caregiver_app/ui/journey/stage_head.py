"""The head of the chosen stage: its names, what it is for, where it stands, and the buttons that say so."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.journey.board import PLACES, StageView
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, in_sentences
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.journey.parts import Lines, Said
from caregiver_app.ui.journey.words import MARKS, shown_lines, standing
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, heading, label, set_tooltip, show_ticked
from caregiver_app.ui.theme import SPACE_1, SPACE_2

_STATES: Final = ("done", "here", "not-for-us", "ahead")


class StageHead(QWidget):
    """Show what a stage is and where it stands. `state_asked` carries a key of `PLACES`."""

    state_asked = Signal(str)

    def __init__(self, *, is_read_only: bool) -> None:
        super().__init__()
        self._place = ""
        self.title = heading("")
        self._clinical = label("", "quiet")
        self.purpose = Lines()
        self._mark, self.state = Mark("none"), label("", "strong")
        self.buttons = {key: button(_(PLACES[key])) for key in _STATES}
        self._lay_out()
        hold_back(is_read_only, *self.buttons.values())

    def show_stage(self, view: StageView, case: CaseSnapshot) -> None:
        """Show a stage."""
        stage = view.stage
        self._place = view.place
        self.title.setText(_("{number} {stage}").format(number=stage.number, stage=_(stage.plain)))
        self._clinical.setText(_(stage.name))
        for part in (self.title, self._clinical):
            set_tooltip(part, stage.chinese)
        self.purpose.show_lines([Said(in_sentences(text for _line, text in shown_lines(case, stage.purpose)))])
        self._mark.set_shape(MARKS[view.place])
        self.state.setText(standing(view))
        self._show_taken()

    def _ask(self, place: str) -> None:
        self._show_taken()  # a press turns the button; where the stage stands is told by the case
        if place != self._place:
            self.state_asked.emit(place)

    def _show_taken(self) -> None:
        for key, made in self.buttons.items():
            show_ticked(made, key == self._place)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self._clinical)
        column.addLayout(names)
        column.addWidget(self.purpose)
        row = QHBoxLayout()
        row.setContentsMargins(0, SPACE_1, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.state, 1)
        column.addLayout(row)
        for key, made in self.buttons.items():
            made.setCheckable(True)
            made.toggled.connect(lambda _on, key=key: self._ask(key))
        column.addWidget(flowing(tuple(self.buttons.values()), SPACE_2))
