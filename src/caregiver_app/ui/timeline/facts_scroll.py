"""A view that shows what follows from the entries, one thing under another, read anew only when they changed."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from caregiver_app.ui.desk import Desk
from caregiver_app.ui.spoken_roles import speak_as_reading
from caregiver_app.ui.theme import SPACE_2

if TYPE_CHECKING:
    from caregiver_app.domain.snapshot import CaseSnapshot
    from caregiver_app.domain.timeline.facts.derived import Facts


class FactsScroll(QScrollArea):
    """Hold a column of texts and cards; `show_record` leads to an entry."""

    def __init__(self, desk: Desk, show_record: Callable[[UUID], None]) -> None:
        super().__init__()
        self.desk, self.show_record = desk, show_record
        self._case: CaseSnapshot | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak_as_reading(self, self.spoken_name())

    def refresh(self, case: "CaseSnapshot") -> None:
        """Show the case as it is now."""
        from caregiver_app.domain.timeline.facts.derived import facts_of

        if case is self._case:
            return
        self._case = case
        place = self.verticalScrollBar().value()
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, SPACE_2, SPACE_2, SPACE_2)
        self._column.setSpacing(SPACE_2)
        self.fill(facts_of(case.entries, date.today(), born=case.person.born, proof=case.proof_words))
        self._column.addStretch(1)  # where the column itself is aligned, Qt cuts off what wraps onto more lines
        self.setWidget(inside)
        self.verticalScrollBar().setValue(place)

    def spoken_name(self) -> str:
        """Return what a screen reader calls it."""
        raise NotImplementedError

    def fill(self, facts: "Facts") -> None:
        """Add what is to be shown."""
        raise NotImplementedError

    def add(self, widget: QWidget) -> None:
        """Put something under what is there."""
        self._column.addWidget(widget)
