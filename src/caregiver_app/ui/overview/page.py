"""The overview: where do we stand, and what is the next thing to do."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.wanted_reminders import show_wanted
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.overview import plans, sentences
from caregiver_app.ui.overview.cards import said_card
from caregiver_app.ui.overview.last_packet import last_packet_card
from caregiver_app.ui.overview.path import PathCard, Step, steps
from caregiver_app.ui.overview.sentences import Said
from caregiver_app.ui.page import Page
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, label
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled

if TYPE_CHECKING:
    from caregiver_app.ui.printing_here import Draw


_LEFT: Final = 4
"""So many cards stand in the left column; what is to do and the rest stand at its right where there is room."""


class OverviewPage(Page):
    """Show one card for each question; an empty card holds the one thing to do first. `clock` gives today."""

    def __init__(self, desk: Desk, clock: Callable[[], date] = date.today) -> None:
        super().__init__(_("Overview"))
        self._desk, self._clock = desk, clock
        self._today = clock()
        self._inside = QWidget()
        self._columns = QVBoxLayout(), QVBoxLayout()
        self.calm, self.footer = label("", "hint"), label("", "hint")
        self.cards: tuple[QFrame, ...] = ()
        self.is_wide = True
        self.path_card: PathCard | None = None
        self._is_stale = False
        self._lay_out()
        desk.changes.changed.connect(self._on_changed)
        desk.changes.day_changed.connect(self._on_changed)
        self._fill()

    @property
    def main_button(self) -> QPushButton | None:
        """The button of the next thing to do."""
        return self.path_card.main_button if self.path_card is not None else None

    def to_print(self) -> "Draw":
        """Return what draws the case summary."""
        from caregiver_app.casebook.parts_alone import summary_alone

        return summary_alone(self._desk.book, self._desk.preferences.now.paper, date.today())

    def start(self) -> None:
        """Begin at the next thing to do."""
        if self.main_button is not None:
            self.main_button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)
        if self._is_stale or self._today != self._clock():
            self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the cards in two columns where there is room."""
        super().resizeEvent(event)
        if self._has_room() != self.is_wide:
            self._arrange()

    def turn_path(self) -> None:
        """Leave the path, or take it up again; what is to do next is said either way."""
        hidden = not self._desk.preferences.now.path_hidden
        self._desk.do(lambda: self._desk.preferences.change(path_hidden=hidden))
        self._fill()
        assert self.path_card is not None
        self.path_card.turn_button.setFocus()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(0, 0, SPACE_2, 0)
        whole.setSpacing(SPACE_3)
        self._both = QHBoxLayout()
        self._both.setSpacing(SPACE_3)
        for column in self._columns:
            column.setSpacing(SPACE_3)
            self._both.addLayout(column, 3)
        whole.addLayout(self._both)
        whole.addStretch(1)
        foot = QVBoxLayout()
        foot.setSpacing(SPACE_1)
        foot.addWidget(self.calm)
        foot.addWidget(self.footer)
        whole.addLayout(foot)
        self._scroll = FormScroll(self._inside)
        self.body.addWidget(self._scroll, 1)

    def _on_changed(self) -> None:
        # Everything is counted anew here, which nobody should wait for who works on another page.
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._fill()

    def _fill(self) -> None:
        """Make every card anew; the focus and what is in view stay."""
        self._is_stale = False
        focused = next((one for one in self.findChildren(QPushButton) if one.hasFocus()), None)
        seen = self._scroll.verticalScrollBar().value()
        for made in (*self.cards, self.path_card):
            if made is not None:
                made.hide()
                made.deleteLater()
        case, today = self._desk.book.snapshot(), self._clock()
        self._today = today
        self.path_card = self._path(case)
        self.cards = (
            self._who(case), self._standing(case), self._treatments(case), self._car_t_steps(case, today),
            self._appointment(case, today), self._papers(case, today), self._near_and_due(case, today),
            last_packet_card(self._desk, case),
        )  # fmt: skip
        calm, footer = plans.at_the_foot(case)
        self.calm.setText(calm)
        self.calm.setVisible(bool(calm))
        self.footer.setText(footer)
        self._arrange()
        if focused is not None:
            self._give_back_focus(focused.accessibleName())
            QTimer.singleShot(0, self, lambda: self._scroll.verticalScrollBar().setValue(seen))

    def _give_back_focus(self, name: str) -> None:
        made = (one for card in self._in_order() for one in card.findChildren(QPushButton))
        same = next((one for one in made if one.accessibleName() == name), self.main_button)
        if same is not None:
            same.setFocus()

    def _has_room(self) -> bool:
        return self.width() >= scaled(760)

    def _in_order(self) -> tuple[QFrame, ...]:
        """Return the cards as they are read: what is to do next comes first where all stand in one column."""
        assert self.path_card is not None
        left, right = self.cards[:_LEFT], self.cards[_LEFT:]
        return (*left, self.path_card, *right) if self.is_wide else (self.path_card, *left, *right)

    def _arrange(self) -> None:
        """Put the cards into two columns, each as high as its words, or into one."""
        self.is_wide = self._has_room()
        self._both.setStretch(1, 2 if self.is_wide else 0)
        self._both.setSpacing(SPACE_3 if self.is_wide else 0)
        for column in self._columns:
            while column.takeAt(0) is not None:
                pass
        for place, made in enumerate(self._in_order()):
            self._columns[self.is_wide and place >= _LEFT].addWidget(made)
            made.show()
        for column in self._columns:
            column.addStretch(1)

    def _path(self, case: CaseSnapshot) -> PathCard:
        hidden = self._desk.preferences.now.path_hidden
        made = PathCard(steps(case), sentences.to_check(case), is_hidden=hidden, lead=self._lead, turn=self.turn_path)
        if made.leads_to.kind:
            hold_back(self._desk.book.read_only, made.main_button)
        return made

    def _who(self, case: CaseSnapshot) -> QFrame:
        said = sentences.who(case)
        links = [
            button(_("Personal details"), self._edit_person, "link"),
            button(_("Contacts"), self._contacts, "link"),
        ]
        if len(said) == 1:
            links.insert(0, self._adding(_("Add the diagnosis"), "diagnosis"))
        return said_card(_("Who and what"), said, links)

    def _standing(self, case: CaseSnapshot) -> QFrame:
        said = sentences.standing(case, self._today)
        links = [self._adding(_("Add how it answered"), "response")]
        if said is not None:
            links.append(self._adding(_("It came back or grew"), "relapse"))
        empty = _("Nothing dated is written down yet. A diagnosis, a response or a relapse says where things stand.")
        return said_card(_("Where the disease stands now"), [said] if said else [], links, empty)

    def _treatments(self, case: CaseSnapshot) -> QFrame:
        links = [self._adding(_("Add a treatment"), "therapy"), self._going(_("See the timeline"), "timeline")]
        empty = _("No treatment is written down yet. Begin with the first one; a year is enough.")
        return said_card(_("Treatment so far"), sentences.treatments(case, self._today), links, empty)

    def _car_t_steps(self, case: CaseSnapshot, today: date) -> QFrame:
        said = plans.car_t_steps(case, today)
        links = [self._going(_("See the CAR-T steps") if said else _("Look at the twelve steps"), "journey")]
        return said_card(_("CAR-T steps"), said, links, "" if said else plans.before_anything(case))

    def _appointment(self, case: CaseSnapshot, today: date) -> QFrame:
        links = [
            self._going(_("See the appointments"), "appointments"), self._going(_("See the questions"), "questions"),
        ]  # fmt: skip
        empty = _("No appointment is written down yet. With one, its questions and what to bring are at hand.")
        return said_card(_("Next appointment"), plans.appointment(case, today), links, empty)

    def _papers(self, case: CaseSnapshot, today: date) -> QFrame:
        wanted, here = sentences.wanted(case, today), " · ".join(sentences.papers(case))
        said = [*([wanted] if wanted else []), *([Said("", here)] if here else [])]
        links = [
            button(_("See what is wanted"), lambda: show_wanted(self._desk), "link"),
            self._going(_("See the papers"), "documents"),
        ]
        empty = _("The list of what a team wants to see tells you what to ask for, and whom.")
        return said_card(_("Papers still missing"), said, links, empty)

    def _near_and_due(self, case: CaseSnapshot, today: date) -> QFrame:
        said = plans.near_and_due(case, today)
        empty = _("Nothing is due. An appointment that comes near, and a task with a day, are told here.")
        links = [self._going(_("Look at the tasks"), "journey")]
        return said_card(_("Near and due"), said, links, empty)

    def _adding(self, words: str, kind_id: str) -> QPushButton:
        """Return a link that opens an empty form."""
        made = button(words, lambda: self._add(kind_id), "link")
        hold_back(self._desk.book.read_only, made)
        return made

    def _going(self, words: str, page: str) -> QPushButton:
        """Return a link to a page."""
        return button(words, lambda: self._desk.go(page, None), "link")

    def _lead(self, step: Step) -> None:
        if step.kind:
            self._add(step.kind)
        else:
            self._desk.go(step.page, None)

    def _add(self, kind_id: str) -> None:
        from caregiver_app.ui.timeline.editor import add_dialog

        add_dialog(self._desk, kind_id).open()

    def _edit_person(self) -> None:
        from caregiver_app.ui.person.editor import person_dialog

        person_dialog(self._desk).open()

    def _contacts(self) -> None:
        from caregiver_app.ui.person.contacts import ContactsDialog

        ContactsDialog(self._desk).open()
