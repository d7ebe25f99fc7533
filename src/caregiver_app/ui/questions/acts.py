"""What is done with questions from the page: stars, sheets, answers, hiding; each says what it did."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu

from caregiver_app.casebook import questions as verbs
from caregiver_app.casebook.guide import accept_newer, reword
from caregiver_app.domain.questions.asked import NEXT_VISIT, AskedQuestion, visit_in_words
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.notices import announce
from caregiver_app.ui.questions.rows import Looked
from caregiver_app.ui.text import button_words


class QuestionActs:
    """Do what is asked for with some questions of the case as it is shown, which `looked` returns."""

    def __init__(self, desk: Desk, looked: Callable[[], Looked]) -> None:
        self._desk, self._looked = desk, looked

    def star(self, questions: Sequence[AskedQuestion]) -> None:
        """Star questions, or take the stars off where all have one."""
        book, wanted = self._desk.book, not all(one.starred for one in questions)
        if book.read_only or not questions:
            return
        keys = [one.key for one in questions if one.starred != wanted]
        if len(keys) == 1:
            done = self._desk.do(lambda: verbs.star(book, keys[0], wanted))
        else:
            done = self._desk.do(lambda: verbs.star_several(book, keys, wanted))
        if done:
            self._say(_("Starred") if wanted else _("No star any more"))

    def turn_on_next(self, questions: Sequence[AskedQuestion]) -> None:
        """Put questions on the next sheet, or take them off it where all are there."""
        looked = self._looked()
        if self._desk.book.read_only or not questions or any(one.hidden for one in questions):
            return
        if all(looked.is_on_next(one) for one in questions):
            self.take_off(questions, looked.next_visits)
        else:
            self.put([one for one in questions if not looked.is_on_next(one)], NEXT_VISIT)

    def put(self, questions: Sequence[AskedQuestion], visit: str) -> None:
        """Put questions on the sheet of an appointment."""
        keys = [one.key for one in questions if visit not in one.visits]
        if not keys:
            return
        n, where = len(keys), visit_in_words(self._looked().case, visit)
        words = ngettext(
            "{n} question is on the sheet for {visit} now.", "{n} questions are on the sheet for {visit} now.", n
        ).format(n=n, visit=where)
        if n > 1:
            self._desk.do_undoable(lambda: verbs.put_on_sheet(self._desk.book, keys, visit), words)
        elif self._desk.do(lambda: verbs.put_on_sheet(self._desk.book, keys, visit)):
            self._say(words)

    def take_off(self, questions: Sequence[AskedQuestion], visits: Sequence[str]) -> None:
        """Take questions off the sheets of some visits, and off those of visits that left them open."""
        left_open = {one.key for one in questions if one.status == "unanswered"}
        keys, first, *others = [one.key for one in questions], *visits
        n = len(keys)
        words = ngettext(
            "{n} question was taken off the sheet.", "{n} questions were taken off the sheet.", n
        ).format(n=n)  # fmt: skip
        take_off = partial(verbs.take_off_sheet, self._desk.book, keys, first, others, left_open=left_open)
        self._desk.do_undoable(take_off, words)

    def put_set(self, keys: Sequence[str]) -> bool:
        """Put a ready-made set on the next sheet: what is not there yet, not answered and not hidden."""
        looked = self._looked()
        by_key = {one.key: one for one in looked.questions}
        found = [by_key[key] for key in keys if key in by_key]
        left = [one for one in found if one.status != "answered" and not one.hidden and not looked.is_on_next(one)]
        if not left:
            return False
        n = len(left)
        words = ngettext(
            "{n} question is on the sheet for the next visit.", "{n} questions are on the sheet for the next visit.", n
        ).format(n=n)
        put = partial(verbs.put_on_sheet, self._desk.book, [one.key for one in left], NEXT_VISIT)
        return self._desk.do_undoable(put, words)

    def carry_over(self) -> None:
        """Put on the next sheet for good what earlier visits left open."""
        keys = [one.key for one in self._looked().sheet.carried]
        n = len(keys)
        words = ngettext("{n} question moved to the next sheet.", "{n} questions moved to the next sheet.", n)
        if keys:
            self._desk.do_undoable(lambda: verbs.carry_over(self._desk.book, keys), words.format(n=n))

    def move(self, question: AskedQuestion, by: int) -> None:
        """Move a question on the sheet that is looked at, as far as its star and those of the others let it."""
        sheet = self._looked().sheet
        order = [*sheet.top, *sheet.others]
        if self._desk.book.read_only or question not in order:
            return
        place = order.index(question) + by
        if not 0 <= place < len(order):
            return
        meets = order[place]
        if (question in sheet.top) != (meets in sheet.top) and not (question.starred and meets.starred):
            self._say(_("Only questions with a star stand among the first."))
            return
        keys = [one.key for one in order]
        if self._desk.do(lambda: verbs.move_question(self._desk.book, question.key, by, keys)):
            self._say(_("Place {n} on the sheet").format(n=place + 1))

    def hide(self, question: AskedQuestion) -> None:
        """Hide a question, or show it again."""
        hidden = not question.hidden
        words = _("The question is hidden. “Show: Hidden” has it.") if hidden else _("The question is shown again.")
        self._desk.do_undoable(lambda: verbs.hide_question(self._desk.book, question.key, hidden), words)

    def remove(self, questions: Sequence[AskedQuestion]) -> None:
        """Take out an own question; those of the guide can be hidden."""
        own = [one for one in questions if one.own and one.record is not None]
        if self._desk.book.read_only or not questions:
            return
        if len(own) != 1 or len(questions) != 1:
            self._desk.notices.tell(
                _("You can remove your own questions, one at a time. Those of the guide can be hidden.")
            )
            return
        record = own[0].record
        assert record is not None
        self._desk.do_undoable(lambda: verbs.remove_question(self._desk.book, record), _("Your question was removed."))

    def remove_answer(self, question: AskedQuestion, place: int) -> None:
        """Take an answer off a question."""
        self._desk.do_undoable(
            lambda: verbs.remove_answer(self._desk.book, question.key, place), _("The answer was removed.")
        )

    def give_back_words(self, question: AskedQuestion) -> None:
        """Let the guide's own words stand again."""
        if question.guide is not None:
            line = question.guide.line
            self._desk.do_undoable(lambda: reword(self._desk.book, line, ""), _("The guide's words stand there now."))

    def keep_words(self, question: AskedQuestion) -> None:
        """Say that what the guide says by now was seen, and keep the own words."""
        self._desk.do_undoable(lambda: accept_newer(self._desk.book, question.key), _("Your words stay."))

    def fill_sheets_menu(self, menu: QMenu, questions: Sequence[AskedQuestion]) -> None:
        """Offer the sheet of the next visit and those of the appointments to come, ticked where the questions are."""
        menu.clear()
        looked = self._looked()
        words = _("The next visit, whichever it is")
        every = [(NEXT_VISIT, words), *((str(one.id), "") for one in looked.coming)]
        for visit, name in every:
            action = menu.addAction(button_words(name or visit_in_words(looked.case, visit)))
            action.setCheckable(True)
            action.setChecked(bool(questions) and all(visit in one.visits for one in questions))
            turn = self.take_off_one if action.isChecked() else self.put
            action.triggered.connect(partial(_called, turn, questions, visit))

    def take_off_one(self, questions: Sequence[AskedQuestion], visit: str) -> None:
        """Take questions off the sheet of one visit."""
        self.take_off(questions, (visit,))

    def _say(self, words: str) -> None:
        announce(self._desk.window, words)


def _called(
    turn: Callable[[Sequence[AskedQuestion], str], None],
    questions: Sequence[AskedQuestion],
    visit: str,
    _checked: bool = False,
) -> None:
    turn(questions, visit)
