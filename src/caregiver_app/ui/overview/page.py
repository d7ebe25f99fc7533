"""The overview: where do we stand, and what is the next thing to do."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.wanted_reminders import show_wanted
from caregiver_app.ui.forms import FormScroll
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.overview import sentences
from caregiver_app.ui.overview.sentences import Said, Step
from caregiver_app.ui.page import Page
from caregiver_app.ui.text import button, card, heading, label
from caregiver_app.ui.theme import SPACE_2, SPACE_3, scaled

# Cards of the left column; the rest stand at its right where there is room.
_LEFT = 3


class OverviewPage(Page):
    """Show one card for each question; an empty card holds the one thing to do first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Overview"))
        self._desk = desk
        self._inside = QWidget()
        self._columns = QVBoxLayout(), QVBoxLayout()
        self._both = both = QHBoxLayout(self._inside)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(SPACE_3)
        for made in self._columns:
            made.setSpacing(SPACE_3)
            both.addLayout(made, 3)
        self.cards: tuple[QFrame, ...] = ()
        self.is_wide = True
        self.main_button: QPushButton | None = None
        self.body.addWidget(FormScroll(self._inside), 1)
        self._is_stale = False
        desk.changes.changed.connect(self._on_changed)
        self._fill()

    def start(self) -> None:
        """Begin at the next thing to do."""
        if self.main_button is not None:
            self.main_button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the cards in two columns where there is room."""
        super().resizeEvent(event)
        if self._has_room() != self.is_wide:
            self._arrange()

    def _on_changed(self) -> None:
        # Everything is counted anew here, which nobody should wait for who works on another page.
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._fill()

    def _fill(self) -> None:
        self._is_stale = False
        for made in self.cards:
            made.hide()
            made.deleteLater()
        case = self._desk.book.snapshot()
        self.cards = (
            self._who(case), self._standing(case), self._treatments(case), self._next(case), self._missing(case),
            self._papers(case),
        )  # fmt: skip
        self._arrange()

    def _has_room(self) -> bool:
        return self.width() >= scaled(760)

    def _arrange(self) -> None:
        """Put the cards into two columns, each as high as its words, or into one."""
        self.is_wide = self._has_room()
        self._both.setStretch(1, 2 if self.is_wide else 0)
        self._both.setSpacing(SPACE_3 if self.is_wide else 0)
        for column in self._columns:
            while column.takeAt(0) is not None:
                pass
        for made in self.cards:
            column = self._columns[self.is_wide and made in self.cards[_LEFT:]]
            column.addWidget(made)
            made.show()
        for column in self._columns:
            column.addStretch(1)

    def _who(self, case: CaseSnapshot) -> QFrame:
        said = sentences.who(case)
        links = [
            button(_("Personal details"), self._edit_person, "link"),
            button(_("Contacts"), self._contacts, "link"),
        ]
        if len(said) == 1:
            links.insert(0, button(_("Add the diagnosis"), lambda: self._add("diagnosis"), "link"))
        return _card(_("Who and what"), said, links)

    def _standing(self, case: CaseSnapshot) -> QFrame:
        said = sentences.standing(case)
        links = [button(_("Add how it answered"), lambda: self._add("response"), "link")]
        if said is not None:
            links.append(button(_("It came back or grew"), lambda: self._add("relapse"), "link"))
        empty = _("Nothing dated is written down yet. A diagnosis, a response or a relapse says where things stand.")
        return _card(_("Where the disease stands now"), [said] if said else [], links, empty)

    def _treatments(self, case: CaseSnapshot) -> QFrame:
        links = [
            button(_("Add a treatment"), lambda: self._add("therapy"), "link"),
            button(_("See the timeline"), lambda: self._desk.go("timeline", None), "link"),
        ]
        empty = _("No treatment is written down yet. Begin with the first one; a year is enough.")
        return _card(_("Treatment so far"), sentences.treatments(case), links, empty)

    def _papers(self, case: CaseSnapshot) -> QFrame:
        said = [Said(words) for words in sentences.papers(case)]
        links = [button(_("See the papers"), lambda: self._desk.go("documents", None), "link")]
        empty = _("No papers yet. Reports, letters and scans can be dropped in as they are.")
        return _card(_("Papers"), said, links, empty)

    def _missing(self, case: CaseSnapshot) -> QFrame:
        said = sentences.wanted(case, date.today())
        links = [button(_("See what is wanted"), lambda: show_wanted(self._desk), "link")]
        empty = _("The list of what a team wants to see tells you what to ask for, and whom.")
        return _card(_("Papers still missing"), [said] if said else [], links, empty)

    def _next(self, case: CaseSnapshot) -> QFrame:
        steps = sentences.steps(case)
        made = card()
        column = _column(made)
        column.addWidget(heading(_("The next thing to do")))
        first = next(step for step in steps if not step.is_done)
        for step in steps:
            column.addWidget(_StepLine(step, is_next=step is first))
        check = sentences.to_check(case)
        if check:
            column.addWidget(label(check, "hint"))
        self.main_button = button(first.button, lambda: self._lead(first), "main")
        column.addSpacing(SPACE_2)
        column.addWidget(self.main_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return made

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


class _StepLine(QWidget):
    """One step of the way, with its sign when it is done."""

    def __init__(self, step: Step, *, is_next: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(Mark("good" if step.is_done else "none"))
        words = _("{step}: done").format(step=step.words) if step.is_done else step.words
        row.addWidget(label(words, "quiet" if step.is_done else "strong" if is_next else "body"), 1)


def _column(made: QFrame) -> QVBoxLayout:
    column = QVBoxLayout(made)
    column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_2)
    column.setSpacing(SPACE_2)
    return column


def _card(words: str, said: Sequence[Said], links: Sequence[QPushButton], empty: str = "") -> QFrame:
    made = card()
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    column = _column(made)
    column.addWidget(heading(words))
    if not said and empty:
        column.addWidget(label(empty, "quiet"))
    for line in said:
        column.addWidget(_line(line))
    column.addStretch(1)
    row = QHBoxLayout()
    # A link keeps room for its focus ring; its words still stand under the others.
    row.setContentsMargins(-2, 0, 0, 0)
    row.setSpacing(SPACE_3)
    for link in links:
        row.addWidget(link)
    row.addStretch(1)
    column.addLayout(row)
    return made


def _line(said: Said) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_2)
    if said.number:
        number = label(said.number, "strong", wrap=False)
        number.setFixedWidth(scaled(20))
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(label(said.words))
    if said.beneath:
        column.addWidget(label(said.beneath, "hint"))
    row.addLayout(column, 1)
    return holder
