"""The left side of the Questions page: what narrows the list, what is to be known of it, and the list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.appointments.coming import days_in_words, when_in_words
from caregiver_app.domain.questions.asked import TOP
from caregiver_app.i18n import _, ngettext, with_commas
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.notices import announce
from caregiver_app.ui.questions.finding import FindingRows
from caregiver_app.ui.questions.question_list import QuestionList
from caregiver_app.ui.questions.rows import (
    ANSWERED,
    HIDDEN,
    LIBRARY,
    NEXT,
    OF_VISIT,
    WAITING,
    Looked,
    LookedFor,
    further_sheets,
)
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, hint, label, one_line, rename, set_tooltip
from caregiver_app.ui.theme import SPACE_2, SPACE_3


class ChoosingView(QWidget):
    """Show the list with what belongs to it. The signals ask for what its buttons say.

    `sheet_asked` carries what `LookedFor.show` is for the sheet of a later appointment.
    """

    sets_asked = Signal()
    library_asked = Signal()
    all_here_asked = Signal()
    carry_asked = Signal()
    sheet_asked = Signal(str)

    def __init__(self, *, is_read_only: bool) -> None:
        super().__init__()
        self.finding = FindingRows()
        self.list = QuestionList()
        self.lead = label("", "quiet")
        self.stars = hint("")
        self.carried = hint("")
        self.carry_button = button(_("Put all on the next sheet"), self.carry_asked.emit, "link")
        self.nothing = label("", "quiet")
        self.empty_sets_button = button(_("Choose a ready-made set"), self.sets_asked.emit)
        self.library_button = button(_("Look in the whole library"), self.library_asked.emit)
        self.all_here_button = button(_("Show all of these questions"), self.all_here_asked.emit)
        self.sets_button = button(_("Ready-made sets…"), self.sets_asked.emit, "link")
        self._later = ""
        self.later_button = button("", lambda: self.sheet_asked.emit(self._later), "link")
        self._lay_out()
        hold_back(is_read_only, self.carry_button, self.empty_sets_button)
        self.finding.entered.connect(self.start)

    def start(self) -> None:
        """Go to the list, or to what helps where it is empty."""
        helps = (self.empty_sets_button, self.all_here_button, self.library_button)
        if self.list.isVisibleTo(self):
            self.list.go_to_first()
        else:
            next((part for part in helps if part.isVisibleTo(self) and part.isEnabled()), self.finding.words).setFocus()

    def show_looked(self, looked: Looked, wanted: LookedFor) -> None:
        """Show the rows, and say what there is to know of them."""
        was = self.lead.text()
        self.lead.setText(_lead(looked, wanted))
        self.lead.setVisible(bool(self.lead.text()))
        if wanted.words and self.lead.text() != was and self.finding.words.hasFocus():
            announce(self.finding.words, self.lead.text() or _nothing(wanted))
        stars = _stars(looked) if wanted.is_sheet else ""
        self.stars.setText(stars)
        self.stars.setVisible(bool(stars))
        n = len(looked.sheet.carried) if wanted.show == NEXT else 0
        words = ngettext(
            "{n} question is still open from before. It is printed on this sheet too.",
            "{n} questions are still open from before. They are printed on this sheet too.",
            n,
        ).format(n=n)
        self.carried.setText(words)
        self._carried_row.setVisible(n > 0)
        self._show_later(looked, wanted)
        self.list.show_rows(looked.rows)
        had_focus = self.list.hasFocus()
        self.list.setVisible(bool(looked.rows))
        self._show_nothing(looked, wanted)
        if had_focus and not looked.rows:
            self.start()

    def _show_later(self, looked: Looked, wanted: LookedFor) -> None:
        """Lead from the next sheet to the one after it, where questions were chosen for that."""
        later = next(iter(further_sheets(looked)), None) if wanted.show == NEXT else None
        self.later_button.setVisible(later is not None)
        if later is not None:
            self._later = f"{OF_VISIT}{later.id}"
            n = sum(str(later.id) in one.visits for one in looked.questions)
            words = ngettext("The sheet after it: {n} question", "The sheet after it: {n} questions", n).format(n=n)
            rename(self.later_button, words)
            self.later_button.setAccessibleName(one_line(f"{words} ({later.title})"))
            set_tooltip(self.later_button, later.title)

    def _show_nothing(self, looked: Looked, wanted: LookedFor) -> None:
        is_empty = not looked.rows
        self._nothing_place.setVisible(is_empty)
        self.empty_sets_button.setVisible(is_empty and wanted.is_sheet and not wanted.is_narrowed)
        self.all_here_button.setVisible(is_empty and wanted.is_narrowed)
        self.library_button.setVisible(is_empty and wanted.show != LIBRARY)
        self.nothing.setText(_nothing(wanted) if is_empty else "")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.finding)
        column.addWidget(self.lead)
        column.addWidget(self.stars)
        self._carried_row = QWidget()
        row = QHBoxLayout(self._carried_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self.carried, 1)
        row.addWidget(self.carry_button)
        column.addWidget(self._carried_row)
        column.addWidget(self.list, 1)
        self._nothing_place = QWidget()
        inside = QVBoxLayout(self._nothing_place)
        inside.setContentsMargins(0, SPACE_3, 0, 0)
        inside.setSpacing(SPACE_2)
        inside.addWidget(self.nothing)
        for each in (self.empty_sets_button, self.all_here_button, self.library_button):
            inside.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        column.addWidget(self._nothing_place, 1)
        foot = QWidget()
        links = FlowingRow(foot, SPACE_3)
        for link in (self.sets_button, self.later_button):
            links.addWidget(link)
        column.addWidget(foot)


def _lead(looked: Looked, wanted: LookedFor) -> str:
    n = sum(bool(row.key) for row in looked.rows)
    # Where there is none, that is said in the place of the list.
    count = ngettext("{n} question", "{n} questions", n).format(n=n) if n else ""
    appointment = looked.sheet.appointment
    if not wanted.is_sheet or appointment is None:
        return count
    days = days_in_words(appointment, looked.today)
    told = (with_commas((appointment.title, when_in_words(appointment))), days, count)
    return " · ".join(part for part in told if part)


def _stars(looked: Looked) -> str:
    """Say kindly that only so many stars print large, where a sheet has more."""
    n = looked.starred
    if n <= TOP:
        return ""
    words = _("{n} questions have a star. The first {top} of them print large. Alt with ↑ or ↓ changes their order.")
    return words.format(n=n, top=TOP)


def _nothing(wanted: LookedFor) -> str:
    if wanted.is_narrowed:
        return _("No question here has all of this.")
    words = {
        WAITING: _("No question waits for an answer."),
        ANSWERED: _("No answer is written down yet. Choose a question and press Enter to write down what they said."),
        HIDDEN: _("No question is hidden."),
    }
    return words.get(wanted.show, _("No question is on this sheet yet."))
