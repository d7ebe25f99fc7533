"""The chosen question in full, at the right of the list, with what can be done about it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from caregiver_app.domain.questions.asked import AskedQuestion
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.questions.facts import Facts, tell_question, tell_sheet
from caregiver_app.ui.questions.rows import Looked, LookedFor
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, label, rename, set_role
from caregiver_app.ui.theme import SPACE_2, SPACE_3

_TITLE: Final = "section"


class QuestionPanel(QFrame):
    """Show one question, how many are chosen, or the sheet; ask for what the user wants done.

    The signals of answers carry the place of one, `off_asked` a visit.
    """

    answer_asked = Signal()
    star_asked = Signal()
    sheet_asked = Signal()
    menu_asked = Signal(object)
    hide_asked = Signal()
    reword_asked = Signal()
    guide_words_asked = Signal()
    own_words_asked = Signal()
    change_asked = Signal()
    removal_asked = Signal()
    off_asked = Signal(str)
    answer_change_asked = Signal(int)
    answer_removal_asked = Signal(int)

    def __init__(self, *, is_read_only: bool) -> None:
        super().__init__()
        set_role(self, "card")
        self.setAccessibleName(_("The chosen question"))
        self.is_read_only = is_read_only
        self.title = label("", _TITLE)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._why = label("", "quiet")
        self.answer_button = button(_("Write down an answer…"), self.answer_asked.emit)
        self.sheet_button = button("", self.sheet_asked.emit)
        self.star_button = button("", self.star_asked.emit)
        self.sheets_button = button(_("Put on the sheet of…"))
        self._menu = QMenu(self.sheets_button)
        self._menu.aboutToShow.connect(lambda: self.menu_asked.emit(self._menu))
        self.sheets_button.setMenu(self._menu)
        self.reword_button = button("", self.reword_asked.emit, "link")
        self.guide_words_button = button(_("Back to the guide's words"), self.guide_words_asked.emit, "link")
        self.change_button = button(_("Change…"), self.change_asked.emit, "link")
        self.hide_button = button("", self.hide_asked.emit, "link")
        self.remove_button = button(_("Remove"), self.removal_asked.emit, "link")
        self.facts = Facts()
        self._lay_out()
        hold_back(is_read_only, *self._buttons)

    def show_question(self, one: AskedQuestion, looked: Looked) -> None:
        """Show one question."""
        self.title.setText(one.text)
        self._say_why(one.why)
        self._show_acts([one], looked)
        self.answer_button.show()
        rename(self.reword_button, _("Change your words…") if one.reworded else _("Say it in your own words…"))
        rename(self.hide_button, _("Show it again") if one.hidden else _("Hide it"))
        fixed = one.guide is not None and one.guide.line.fixed
        self.reword_button.setVisible(one.guide is not None and not fixed)
        self.guide_words_button.setVisible(one.reworded and not fixed)
        self.change_button.setVisible(one.own)
        self.remove_button.setVisible(one.own)
        self.hide_button.setVisible(not fixed)
        self._put(tell_question(self, one, looked))

    def show_several(self, questions: Sequence[AskedQuestion], looked: Looked) -> None:
        """Show what can be done with several questions."""
        n = len(questions)
        self.title.setText(ngettext("{n} question chosen", "{n} questions chosen", n).format(n=n))
        self._say_why("")
        self._show_acts(questions, looked)
        for part in (self.answer_button, *self._links):
            part.hide()
        self._put(Facts())

    def show_sheet(self, looked: Looked, wanted: LookedFor) -> None:
        """Show what the sheet is, while no question is chosen."""
        self.title.setText(_("No question is chosen"))
        self._say_why("")
        self._acts.hide()
        for part in self._links:
            part.hide()
        self._put(tell_sheet(looked, wanted))

    def start(self) -> None:
        """Go to the first thing that can be done."""
        first = next((part for part in self._buttons if part.isVisibleTo(self) and part.isEnabled()), None)
        if first is not None:
            first.setFocus()
            self._scroll.ensureWidgetVisible(first)

    def _say_why(self, words: str) -> None:
        self._why.setText(words)
        self._why.setVisible(bool(words))

    def _show_acts(self, questions: Sequence[AskedQuestion], looked: Looked) -> None:
        on_next = all(looked.is_on_next(one) for one in questions)
        starred = all(one.starred for one in questions)
        rename(self.sheet_button, _("Take off the next sheet") if on_next else _("Put on the next sheet"))
        rename(self.star_button, _("Take the star off") if starred else _("Star"))
        can_be_asked = not any(one.hidden for one in questions)
        self.sheet_button.setVisible(can_be_asked)
        self.sheets_button.setVisible(can_be_asked and bool(looked.coming))
        self._acts.show()

    def _put(self, facts: Facts) -> None:
        """Show other facts in the place of those that are shown, and keep the focus in the panel."""
        focused = self.window().focusWidget()
        was_inside = focused is not None and self.facts.isAncestorOf(focused)
        self._column.replaceWidget(self.facts, facts)
        self.facts.hide()
        self.facts.deleteLater()
        self.facts = facts
        # Shown and laid out at once: the first frame must not show it squeezed.
        facts.show()
        if was_inside:
            self.start()

    def _lay_out(self) -> None:
        inside = QWidget()
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addWidget(self.title)
        column.addWidget(self._why)
        self._acts_in_order = (self.answer_button, self.sheet_button, self.star_button, self.sheets_button)
        self._links = (
            self.reword_button, self.guide_words_button, self.change_button, self.hide_button, self.remove_button
        )  # fmt: skip
        self._buttons: tuple[QPushButton, ...] = (*self._acts_in_order, *self._links)
        self._acts = self._row(self._acts_in_order, SPACE_2)
        column.addWidget(self._acts)
        column.addWidget(self.facts)
        column.addWidget(self._row(self._links, SPACE_3))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        self._scroll = FormScroll(inside)
        whole.addWidget(self._scroll)

    def _row(self, buttons: Sequence[QPushButton], space: int) -> QWidget:
        made = QWidget()
        row = FlowingRow(made, space)
        for each in buttons:
            row.addWidget(each)
        return made
