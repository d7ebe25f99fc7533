"""The questions that belong to an article, each with the way onto the sheet of the next visit."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caregiver_app.casebook.questions import put_on_sheet
from caregiver_app.domain.questions.asked import AskedQuestion, questions_of, status_in_words
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, heading, label, one_line
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled

FIRST: Final = 4
"""So many questions are shown before all are asked for."""
_LONGEST_NAME: Final = 120
_WIDEST: Final = 640


class ArticleQuestions(QWidget):
    """List questions of the library by their ids; nothing is shown where there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ids: tuple[str, ...] = ()
        self._shows_all = False
        self.buttons: dict[str, QPushButton] = {}
        self._shown: list[QWidget] = []
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_3, 0, 0)
        column.setSpacing(SPACE_2)
        self._heading = heading(_("Questions to ask"))
        column.addWidget(self._heading)
        self._rows = QWidget()
        column.addWidget(self._rows)
        self.all_button = button("", self._show_all, "link")
        column.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)

    def changeEvent(self, event: QEvent) -> None:
        """Take the width that lines of this text size have."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for row in self._shown:
                row.setMaximumWidth(scaled(_WIDEST))

    def show_questions(self, ids: Sequence[str], *, afresh: bool) -> None:
        """Show these questions as they stand; `afresh` shows only the first of them."""
        self._ids = tuple(ids)
        self._shows_all = self._shows_all and not afresh
        self.setVisible(bool(ids))
        focused = next((key for key, made in self.buttons.items() if made.hasFocus()), "")
        self._fill(self._desk.book.snapshot())
        if focused:
            self._keep_focus(focused)

    def _fill(self, case: CaseSnapshot) -> None:
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        self.buttons = {}
        self._shown = []
        if self._ids:
            by_key = {one.key: one for one in questions_of(case, date.today())}
            found = [one for key in self._ids if (one := by_key.get(key)) is not None and not one.hidden]
            shown = found if self._shows_all else found[:FIRST]
            for one in shown:
                column.addWidget(self._row(one, case))
            n = len(found)
            words = ngettext("Show all {n} question", "Show all {n} questions", n).format(n=n)
            self.all_button.setText(words)
            self.all_button.setAccessibleName(one_line(words))
            self.all_button.setVisible(len(shown) < n)
        self._column.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        rows.show()

    def _row(self, asked: AskedQuestion, case: CaseSnapshot) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, SPACE_1)
        column.setSpacing(0)
        column.addWidget(label(asked.text))
        if asked.why:
            column.addWidget(label(asked.why, "hint"))
        if asked.status == "open":
            put = button(_("Put on the sheet"), partial(self._put, asked.key), "link")
            put.setAccessibleName(
                one_line(_("Put on the sheet: {question}").format(question=asked.text[:_LONGEST_NAME]))
            )
            hold_back(self._desk.book.read_only, put)
            self.buttons[asked.key] = put
            column.addWidget(put, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            row = QHBoxLayout()
            row.setSpacing(SPACE_2)
            mark = Mark("good" if asked.status in ("planned", "answered") else "open")
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(status_in_words(asked, case), "hint"), 1)
            column.addLayout(row)
        made.setMaximumWidth(scaled(_WIDEST))
        self._shown.append(made)
        return made

    def _put(self, key: str) -> None:
        self._desk.do_undoable(lambda: put_on_sheet(self._desk.book, [key]), _("On the sheet for the next visit."))

    def _show_all(self) -> None:
        self._shows_all = True
        known = set(self.buttons)
        self._fill(self._desk.book.snapshot())
        fresh = next((made for key, made in self.buttons.items() if key not in known), None)
        if fresh is not None:
            fresh.setFocus()

    def _keep_focus(self, key: str) -> None:
        """Go to the same question, or to the next that can still be put on the sheet."""
        after = self._ids[self._ids.index(key) :] if key in self._ids else ()
        following = next((self.buttons[one] for one in (*after, *self.buttons) if one in self.buttons), None)
        (following or self.all_button).setFocus()
