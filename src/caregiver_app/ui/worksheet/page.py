"""The Worksheet page: can we explain the choice simply? It keeps what was said, and weighs nothing."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QWidget

from caregiver_app.domain.worksheet.records import Opinion, Option, Programme
from caregiver_app.i18n import N_, _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.page import Page
from caregiver_app.ui.printed_sheets import PrintedSheets
from caregiver_app.ui.text import button_words
from caregiver_app.ui.theme import MAIN_BUTTON, SPACE_4

if TYPE_CHECKING:
    from caregiver_app.ui.printing_here import Draw


STEPS, TREATMENTS, PROGRAMMES, OPINIONS, SENTENCES = range(5)
_NAMES: Final = (
    N_("Six steps"), N_("Treatments"), N_("Programmes"), N_("Opinions"), N_("Four sentences"),
)  # fmt: skip
_VIEWS: Final = {"treatments": TREATMENTS, "opinions": OPINIONS, "sentences": SENTENCES}
_HOMES: Final = {Option: TREATMENTS, Programme: PROGRAMMES, Opinion: OPINIONS}


class View(Protocol):
    """One way to look at the worksheet: a widget."""

    def refresh(self) -> None:
        """Show the case as it is now."""

    def start(self) -> None:
        """Put the focus where work begins."""

    def finish(self) -> None:
        """Write what is half typed."""

    def show_record(self, record_id: UUID) -> None:
        """Go to one record."""


class WorksheetPage(Page):
    """Show the worksheet in five views, each made when it is first turned to. `clock` gives today."""

    def __init__(self, desk: Desk, clock: Callable[[], date] = date.today) -> None:
        super().__init__(_("Worksheet"))
        self.desk, self._clock = desk, clock
        self._made: dict[int, View] = {}
        self._is_stale = False
        self.set_aside(_("Can we explain the choice simply?"))
        self.views = QTabBar()
        self.views.setAccessibleName(_("What to see of the worksheet"))
        self.views.setExpanding(False)
        self.views.setDrawBase(False)
        self.views.setElideMode(Qt.TextElideMode.ElideNone)
        self._stack = QStackedWidget()
        for name in _NAMES:
            self.views.addTab(button_words(_(name)))
        self._places = [QWidget() for _name in _NAMES]
        for place in self._places:
            self._stack.addWidget(place)
        self.picker = ComboBox()
        self.picker.setAccessibleName(self.views.accessibleName())
        self.picker.addItems([_(name) for name in _NAMES])
        self.picker.hide()
        self.body.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.picker)
        self.body.addWidget(self._stack, 1)
        self.views.currentChanged.connect(self._on_turned)
        self.picker.activated.connect(self.views.setCurrentIndex)
        desk.changes.changed.connect(self._on_changed)
        self._on_turned(STEPS)

    def view(self, index: int) -> View:
        """Return a view, made now if nobody asked for it before."""
        if index not in self._made:
            made = self._make(index)
            place = self._places[index]
            self._stack.removeWidget(place)
            place.deleteLater()
            self._stack.insertWidget(index, made)  # type: ignore[arg-type]
            self._made[index] = made
        return self._made[index]

    def show_view(self, index: int) -> None:
        """Turn to a view, and begin there."""
        self.views.setCurrentIndex(index)
        self.start()

    def show_record(self, record_id: UUID) -> None:
        """Go to a treatment, a programme or an opinion."""
        home = _HOMES.get(type(self.desk.book.find(record_id)))  # type: ignore[arg-type]
        if home is not None:
            self.views.setCurrentIndex(home)
            self.view(home).show_record(record_id)

    def start(self) -> None:
        """Put the focus where work begins in the view that is shown."""
        self.view(self.views.currentIndex()).start()

    def to_print(self) -> "Draw":
        """Return what draws the worksheet with the four sentences."""
        self.finish()
        sheets = PrintedSheets(self.desk, self._clock)
        return sheets.drawing(sheets.options("worksheet"))

    def finish(self) -> None:
        """Write what is half typed, in every view."""
        for view in self._made.values():
            view.finish()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the views in a list where the tabs have no room side by side."""
        super().resizeEvent(event)
        # The views need so much room that the page is often at its least height; its title must not be squeezed then.
        self.title.setMinimumHeight(max(MAIN_BUTTON, self.title.sizeHint().height()))
        narrow = event.size().width() - 2 * SPACE_4 < self.views.sizeHint().width()
        self.views.setVisible(not narrow)
        self.picker.setVisible(narrow)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def _on_changed(self) -> None:
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._refresh()

    def _refresh(self) -> None:
        self._is_stale = False
        self.view(self.views.currentIndex()).refresh()

    def _on_turned(self, index: int) -> None:
        view = self.view(index)
        view.refresh()
        # Only the view that is shown asks for room: a high one must not make the others scroll twice.
        for place in range(self._stack.count()):
            part, policy = self._stack.widget(place), QSizePolicy.Policy
            wanted = policy.Preferred if place == index else policy.Ignored
            if part is not None:
                part.setSizePolicy(wanted, wanted)
        self._stack.setCurrentIndex(index)
        self.picker.setCurrentIndex(index)

    def _make(self, index: int) -> View:
        desk, clock = self.desk, self._clock
        if index == STEPS:
            from caregiver_app.ui.worksheet.steps_view import StepsView

            return StepsView(desk, clock, lambda name: self.show_view(_VIEWS[name]))
        if index == TREATMENTS:
            from caregiver_app.ui.worksheet.treatments_view import TreatmentsView

            return TreatmentsView(desk)
        if index == PROGRAMMES:
            from caregiver_app.ui.worksheet.programmes_view import ProgrammesView

            return ProgrammesView(desk, clock)
        if index == OPINIONS:
            from caregiver_app.ui.worksheet.opinions_view import OpinionsView

            return OpinionsView(desk)
        from caregiver_app.ui.worksheet.sentences_view import SentencesView

        return SentencesView(desk, clock)
