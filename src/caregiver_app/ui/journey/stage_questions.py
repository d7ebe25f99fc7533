"""The questions of a stage: starred, put on the sheet for the next visit, or looked at among all questions."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.casebook.questions import star
from caregiver_app.domain.journey.stages import Stage
from caregiver_app.domain.questions.asked import AskedQuestion, questions_of, status_in_words
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.question_ticks import is_ticked, tick
from caregiver_app.ui.reading_only import hold_back, why_not
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, heading, hint, rename
from caregiver_app.ui.theme import SPACE_2

FIRST: Final = 5
"""So many questions are shown before all are asked for."""


class QuestionsSection(QWidget):
    """Show the questions of one stage; a tick puts one on the sheet, Enter shows it on its page."""

    def __init__(self, desk: Desk, clock: Callable[[], date]) -> None:
        super().__init__()
        self._desk, self._clock = desk, clock
        self._stage: Stage | None = None
        self._order: tuple[str, ...] = ()
        self._shows_all = False
        self._found: dict[str, AskedQuestion] = {}
        self.list = RowList(_("Questions of this step"))
        self.star_button = button("", self.star)
        self.open_button = button(_("Open it among the questions"), self.open)
        self.all_button = button("", self._turn_all, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(heading(_("Questions of this step")))
        column.addWidget(hint(_("Tick a question to put it on the sheet for your next visit.")))
        column.addWidget(self.list)
        column.addWidget(flowing((self.star_button, self.open_button, self.all_button), SPACE_2))
        hold_back(desk.book.read_only, self.star_button)
        self.list.currentRowChanged.connect(lambda _row: self._show_acts())
        self.list.ticked.connect(self._put)
        self.list.opened.connect(lambda _key: self.open())

    def show_stage(self, stage: Stage, case: CaseSnapshot) -> None:
        """Show the questions of a stage: what waits comes first, and keeps its place while one looks at it."""
        self._found = {
            one.key: one for one in questions_of(case, self._clock())
            if not one.hidden and (one.key in stage.questions or (one.own and one.stage == stage.id))
        }  # fmt: skip
        if self._stage is None or self._stage.id != stage.id:
            self._stage, self._shows_all = stage, False
            self._order = tuple(sorted(self._found, key=self._place))
        self._order = (*self._order, *(key for key in self._found if key not in self._order))
        shown = [self._found[key] for key in self._order if key in self._found]
        n = len(shown)
        if not self._shows_all:
            shown = shown[: max(FIRST, sum(one.waits or one.starred for one in shown))]
        self.list.show_rows([_row(one, case) for one in shown])
        self.setVisible(bool(n))
        more = ngettext("Show all {n} question", "Show all {n} questions", n).format(n=n)
        rename(self.all_button, _("Show fewer questions") if self._shows_all else more)
        self.all_button.setVisible(self._shows_all or len(shown) < n)
        self._show_acts()

    @property
    def chosen(self) -> AskedQuestion | None:
        """The question the keys stand at."""
        return self._found.get(self.list.current_key)

    def star(self) -> None:
        """Star the chosen question, or take its star off."""
        one = self.chosen
        if one is not None:
            self._desk.do(lambda: star(self._desk.book, one.key, not one.starred))

    def open(self) -> None:
        """Show the chosen question on the page of all questions."""
        one = self.chosen
        self._desk.go("questions", None)
        page = getattr(self._desk.window, "page", lambda _key: None)("questions")
        show = getattr(page, "show_question", None)
        if one is not None and show is not None:
            show(one.key)

    def _put(self, key: str, wanted: bool) -> None:
        one = self._found.get(key)
        if one is None:
            return
        if self._desk.book.read_only:
            self._desk.notices.tell(why_not(), kind="care")
        else:
            tick(self._desk, one, wanted)

    def _place(self, key: str) -> tuple[bool, int]:
        one = self._found[key]
        listed = self._stage.questions if self._stage is not None else ()
        return not (one.waits or one.starred), listed.index(key) if key in listed else len(listed)

    def _show_acts(self) -> None:
        one = self.chosen
        rename(self.star_button, _("Take the star off") if one is not None and one.starred else _("Star it"))
        for part in (self.star_button, self.open_button):
            part.setVisible(one is not None)

    def _turn_all(self) -> None:
        self._shows_all = not self._shows_all
        if self._stage is not None:
            self.show_stage(self._stage, self._desk.book.snapshot())


def _row(one: AskedQuestion, case: CaseSnapshot) -> Row:
    said = [_("starred") if one.starred else "", status_in_words(one, case) if one.status != "open" else ""]
    ticked = is_ticked(one) if one.status != "answered" else None
    return Row(one.key, one.text, " · ".join(part for part in said if part), ticked)
