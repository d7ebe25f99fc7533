"""What would come in from the other computer, first in words, then one by one what both changed."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caregiver_app.casebook.handover import TakenBack, TheirCopy, let_go, names_of_both, take_back
from caregiver_app.domain.changes import Called
from caregiver_app.domain.handover.meeting import Answer, Asked, Meeting
from caregiver_app.domain.handover.words import in_one_line, left_out, summary, two_sides, why
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, in_sentences, ngettext, with_commas
from caregiver_app.ui.deciding_dialog import DecidingDialog
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.notices import Notices, announce
from caregiver_app.ui.spoken_roles import speak_as_reading
from caregiver_app.ui.text import Label, button, card, hint, label, literal, one_line, rule, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled


class BringBackDialog(DecidingDialog):
    """Say what comes in, ask about what both changed, and bring it in as one step. Show it with `open()`.

    `read_all` reads the file anew, with what was erased for good here.
    """

    def __init__(self, desk: Desk, copy: TheirCopy, meeting: Meeting, read_all: Callable[[], object]) -> None:
        super().__init__(desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Bring a case back"))
        self._desk, self._copy, self._meeting = desk, copy, meeting
        self._answers: dict[UUID, Answer] = {}
        self._asked: list[Asked] = []
        self._names = names_of_both(desk.book, copy)
        self._read_all = read_all
        self.heading = title("")
        self.notices = Notices()
        self.later_button = button(_("Decide later"), self.reject, "large")
        self.back_button = button(_("Back"), self.go_back, "large")
        self.ours_button = button(_("Keep it as it is here"), lambda: self.answer("ours"), "large")
        self.theirs_button = button(_("Take it as it is there"), lambda: self.answer("theirs"), "large")
        self.erased_button = button(_("Take what was erased too…"), self.take_erased_too, "large")
        self.go_on_button = button(_("Go on"), self.go_on, "main")
        self.bring_button = button(_("Bring it back now"), self.bring_in, "main")
        self._lay_out()
        self._show_next(announced=False)

    @property
    def asked(self) -> Asked | None:
        """What is being asked about now."""
        return self._asked[-1] if self._asked and self._asked[-1].id not in self._answers else None

    def go_on(self) -> None:
        """Begin to ask."""
        self._asked.append(self._meeting.still_asked(self._answers)[0])
        self._show_question(self._asked[-1])

    def answer(self, answer: Answer) -> None:
        """Take down which version stays, and go on to the next."""
        self._answers[self._asked[-1].id] = answer
        if self._meeting.still_asked(self._answers):
            self.go_on()
        else:
            self._show_next()

    def go_back(self) -> None:
        """Ask once more about the thing before."""
        if self.asked is not None:
            self._asked.pop()
        if not self._asked:
            self._show_next()
            return
        del self._answers[self._asked[-1].id]
        self._show_question(self._asked[-1])

    def bring_in(self) -> None:
        """Bring everything in as one step, with a way back."""
        try:
            taken = take_back(self._desk.book, self._copy, self._meeting, self._answers)
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        said = in_sentences(filter(None, (told(taken), left_out(len(self._copy.left_out)))))
        self._desk.tell_step(said, "care" if taken.lacking else "good")
        self.accept()

    def take_erased_too(self) -> None:
        """Read the file once more, with what was erased for good here; nothing comes in by that alone."""
        self.reject()
        self._read_all()

    def reject(self) -> None:
        """Leave everything as it is here; the file stays as it is too."""
        let_go(self._desk.book.originals, self._copy)
        super().reject()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(self.heading)
        self._body = QVBoxLayout()
        column.addLayout(self._body, 1)
        column.addWidget(self.notices)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.later_button)
        row.addWidget(self.back_button)
        row.addStretch(1)
        for one in (self.erased_button, self.ours_button, self.theirs_button, self.go_on_button, self.bring_button):
            row.addWidget(one)
        column.addLayout(row)
        for one in self.findChildren(QPushButton):
            one.setAutoDefault(False)
        fit_to_screen(self, scaled(760), scaled(600))

    def _show_next(self, *, announced: bool = True) -> None:
        """Show what comes in: at first, and once more when everything is decided."""
        waiting = self._meeting.still_asked(self._answers)
        lines = [*summary(self._meeting), *filter(None, (left_out(len(self._copy.left_out)),))]
        if self._answers:
            kept = sum(answer == "ours" for answer in self._answers.values())
            words = _("Decided: {kept} kept as here, {taken} taken from there.")
            lines.append(words.format(kept=kept, taken=len(self._answers) - kept))
        inside = _column(label(self._made_at(), "quiet"), *(label(line) for line in lines))
        inside.addWidget(
            hint(
                _("It comes in as one step that you can undo. Both versions of what both changed stay in the history.")
            )
        )
        self._show(_("What the other computer has"), inside, announced=announced)
        self._show_buttons(go_on=bool(waiting), bring=not waiting, back=bool(self._asked))
        (self.go_on_button if waiting else self.bring_button).setFocus()

    def _show_question(self, asked: Asked) -> None:
        """Show one thing both changed, side by side; nothing is chosen."""
        left = len(self._meeting.still_asked(self._answers))
        words = _("{n} of {all}").format(n=len(self._asked), all=len(self._asked) - 1 + left)
        made = _column(label(in_one_line(asked), "strong"), hint(why(asked)))
        made.addWidget(_side_by_side(asked, self._names))
        self._show(_("Which version stays? {place}").format(place=words), made)
        self._show_buttons(choice=True, back=True)
        self.reading.setFocus()

    def _show(self, words: str, inside: QVBoxLayout, *, announced: bool = True) -> None:
        self.heading.setText(words)
        inside.addStretch(1)
        body = QWidget()
        body.setLayout(inside)
        while (old := self._body.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.reading = FormScroll(body)
        self.reading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak_as_reading(self.reading, one_line(words))
        self._body.addWidget(self.reading)
        self.reading.show()
        said = in_sentences(one.text() for one in body.findChildren(Label))
        self.reading.setAccessibleDescription(literal(said))
        if announced:
            announce(self, f"{words} {said}")

    def _show_buttons(
        self, *, go_on: bool = False, bring: bool = False, choice: bool = False, back: bool = False
    ) -> None:
        self.erased_button.setVisible(bool(self._copy.left_out) and not (choice or self._answers))
        self.go_on_button.setVisible(go_on)
        self.bring_button.setVisible(bring)
        self.back_button.setVisible(back)
        self.ours_button.setVisible(choice)
        self.theirs_button.setVisible(choice)

    def _made_at(self) -> str:
        from caregiver_app.domain.changes import moment_in_words

        words = _("“{name}”, written on {when}")
        return words.format(name=self._copy.name, when=moment_in_words(self._copy.made_at))


def told(taken: TakenBack) -> str:
    """Say what became of a case that came back."""
    first = _("The case is brought back.") if taken.changed else _("Everything in it was here already.")
    said = [first, *taken.remarks]
    if taken.lacking:
        n = len(taken.lacking)
        words = ngettext(
            "The file of {n} paper is not whole in the other copy: {papers}.",
            "The files of {n} papers are not whole in the other copy: {papers}.",
            n,
        )
        said.append(words.format(n=n, papers=with_commas(taken.lacking)))
    return in_sentences(said)


def _column(*widgets: QWidget) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, SPACE_2, 0)
    made.setSpacing(SPACE_3)
    for one in widgets:
        made.addWidget(one)
    return made


def _side_by_side(asked: Asked, names: Called) -> QWidget:
    """Set what differs side by side: its name, how it is here, how it is there."""
    made = card()
    grid = QGridLayout(made)
    grid.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
    grid.setHorizontalSpacing(SPACE_4)
    grid.setVerticalSpacing(SPACE_2)
    for place, stretch in enumerate((2, 3, 3)):
        grid.setColumnStretch(place, stretch)
    grid.addWidget(label(_("Here"), "strong"), 0, 1)
    grid.addWidget(label(_("On the other computer"), "strong"), 0, 2)
    row = 1
    for one, gone in ((1, asked.ours is None), (2, asked.theirs is None)):
        if gone:
            grid.addWidget(label(_("Removed"), "care"), row, one)
    row += asked.ours is None or asked.theirs is None
    for two in two_sides(asked, names):
        grid.addWidget(rule(), row, 0, 1, 3)
        for place, words in enumerate((two.name, two.before, two.after)):
            shown = label(words, "quiet" if place == 0 else "body", narrow=True)
            grid.addWidget(shown, row + 1, place, Qt.AlignmentFlag.AlignTop)
        row += 2
    return made
