"""Where a family begins: ready-made sets of questions, one press each, and the way to all of them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caregiver_app.domain.questions.library import QuestionSet, library, question_sets
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, heading, hint, label, one_line, rule
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled

_WIDEST = 760


class StartView(QWidget):
    """Offer the sets. `set_chosen` carries the ids of its questions, `all_asked` asks for the whole library."""

    set_chosen = Signal(object)
    all_asked = Signal()

    def __init__(self, *, is_read_only: bool) -> None:
        super().__init__()
        self._is_read_only = is_read_only
        self.buttons: dict[str, QPushButton] = {}
        self._there: dict[str, QWidget] = {}
        self._lead = label("", "quiet")
        n = len(library())
        words = ngettext("Choose from all {n} question", "Choose from all {n} questions", n).format(n=n)
        self.all_button = button(words, self.all_asked.emit)
        inside = QWidget()
        inside.setMaximumWidth(scaled(_WIDEST))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(heading(_("What is the next talk about?")))
        column.addWidget(self._lead)
        column.addSpacing(SPACE_2)
        for one in question_sets():
            column.addWidget(rule())
            column.addWidget(self._row(one))
        column.addWidget(rule())
        column.addSpacing(SPACE_2)
        column.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(inside)
        whole.addStretch(1)

    def show_state(self, is_all_there: Callable[[QuestionSet], bool], *, is_first: bool) -> None:
        """Show which sets are on the next sheet already; `is_first` where nothing was chosen yet."""
        first = _("Put a ready-made set on the sheet and print it. Every question can be changed or left out later.")
        more = _("Put another set on the sheet. What is there already stays, and nothing stands there twice.")
        self._lead.setText(first if is_first else more)
        for one in question_sets():
            there = is_all_there(one)
            self.buttons[one.id].setVisible(not there)
            self._there[one.id].setVisible(there)

    def start(self) -> None:
        """Go to the first set that can be chosen."""
        free = (made for made in self.buttons.values() if not made.isHidden() and made.isEnabled())
        next(free, self.all_button).setFocus()

    def _row(self, one: QuestionSet) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, SPACE_1, 0, SPACE_1)
        row.setSpacing(SPACE_3)
        told = QVBoxLayout()
        told.setSpacing(0)
        n = len(one.questions)
        words = ngettext("{set}: {n} question", "{set}: {n} questions", n).format(set=_(one.name), n=n)
        told.addWidget(label(words, "strong"))
        told.addWidget(hint(_(one.why)))
        row.addLayout(told, 1)
        put = button(_("Put on the sheet"), partial(self.set_chosen.emit, one.questions))
        put.setAccessibleName(one_line(_("Put on the sheet: {set}").format(set=_(one.name))))
        hold_back(self._is_read_only, put)
        self.buttons[one.id] = put
        row.addWidget(put)
        self._there[one.id] = there = QWidget()
        beside = QHBoxLayout(there)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SPACE_1)
        beside.addWidget(Mark("good"))
        beside.addWidget(label(_("On the sheet"), "quiet", wrap=False))
        row.addWidget(there)
        return made
