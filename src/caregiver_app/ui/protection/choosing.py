"""Choose a passphrase: one's own, typed twice or seen, or words that are made up here; judged while it is typed."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.ui.dialog_frame import marked
from caregiver_app.ui.jobs import Job, Jobs
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.secret_fields import large_words, name_of, secret_edit, show_box
from caregiver_app.ui.text import button, hint, label, literal, rename, restyle
from caregiver_app.ui.theme import SPACE_1, SPACE_2

if TYPE_CHECKING:
    from caregiver_app.casebook.passphrase import Judged

_JUDGED_AFTER: Final = 250
_SHAPES: Final = {"weak": "care", "fair": "info", "strong": "good"}


class ChoosingPassphrase(QWidget):
    """Hold what is chosen. `own_words` are those a stranger would try first: names, days of birth."""

    confirmed = Signal()

    def __init__(self, jobs: Jobs, own_words: Sequence[str] = ()) -> None:
        super().__init__()
        self._jobs, self._own_words = jobs, tuple(own_words)
        self._job: Job | None = None
        self.first, self.second = secret_edit(_("New passphrase")), secret_edit(_("The same again"))
        self.show_box = show_box(self.first, self.second)
        self.show_box.toggled.connect(self._on_shown)
        self.judgement = label("")
        self._judgement_mark = Mark("none")
        self.phrase = large_words("", _("The passphrase"))
        self.other_button = button(_("Other words"), self._make_up)
        self.turn_button = button("", self._turn, "link")
        self.trouble = label("", "trouble")
        self._timer = QTimer(self, interval=_JUDGED_AFTER, singleShot=True)
        self._timer.timeout.connect(self._judge)
        for edit in (self.first, self.second):
            edit.textChanged.connect(lambda _text: self._on_typed())
            edit.returnPressed.connect(self.confirmed)
        self._lay_out()
        self._show_own(True)

    def start(self) -> None:
        """Begin at the first field."""
        (self.phrase if self._own.isHidden() else self.first).setFocus()

    def set_own_words(self, words: Sequence[str]) -> None:
        """Take other words that a stranger would try first."""
        self._own_words = tuple(words)

    def chosen(self) -> str | None:
        """Return the passphrase, or say in place what is to be put right."""
        from caregiver_app.casebook.passphrase import checked_passphrase

        if self._own.isHidden():
            return self.phrase.toPlainText()
        typed = self.first.text()
        try:
            passphrase = checked_passphrase(typed)
        except CaregiverError as problem:
            self._say(str(problem), self.first)
            return None
        if not self.show_box.isChecked() and typed != self.second.text():
            self._say(_("The two are not the same. Type it again, or choose to see what you type."), self.second)
            return None
        return passphrase

    def clear(self) -> None:
        """Let go of what was typed."""
        self._timer.stop()
        for edit in (self.first, self.second):
            edit.clear()
        self.phrase.clear()
        self._show_judgement(None)

    def _turn(self) -> None:
        self._show_own(self._own.isHidden())
        self.start()

    def _show_own(self, is_own: bool) -> None:
        self._own.setVisible(is_own)
        self._made_up.setVisible(not is_own)
        rename(self.turn_button, _("Use words made up here") if is_own else _("Choose my own words"))
        self._say("")
        if not is_own:
            self._make_up()

    def _make_up(self) -> None:
        from caregiver_app.casebook.packet_phrase import new_phrase

        self.phrase.setPlainText(new_phrase())
        announce(self.phrase, self.phrase.toPlainText())

    def _on_shown(self, is_shown: bool) -> None:
        self._again.setVisible(not is_shown)
        self._say("")

    def _on_typed(self) -> None:
        self._say("")
        self._timer.start()

    def _judge(self) -> None:
        """Judge off the UI thread: what judges knows 30,000 words and takes a while to load."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._jobs.start(
            partial(_judged, self.first.text(), self._own_words),
            done=self._show_judgement,
            failed=lambda _problem: None,
            for_case=False,
            lane="judge",
        )
        self.destroyed.connect(self._job.cancel)

    @Slot(object)
    def _show_judgement(self, judged: "Judged | None") -> None:
        self._job = None
        words = judged.words if judged is not None else ""
        if words and words != self.judgement.text():
            announce(self, words)
        self.judgement.setText(words)
        self._judgement_mark.set_shape(_SHAPES[judged.kind] if judged is not None else "none")
        self._judgement_row.setVisible(bool(words))
        self.first.setAccessibleDescription(literal(words))

    def _say(self, words: str, at: QLineEdit | None = None) -> None:
        self.trouble.setText(words)
        self._trouble_row.setVisible(bool(words))
        for edit in (self.first, self.second):
            edit.setProperty("trouble", "true" if edit is at else "false")
            restyle(edit)
        if words and at is not None:
            announce(self, words, urgent=True)
            at.setFocus()
            at.selectAll()

    def _lay_out(self) -> None:
        column = _column(self, SPACE_2)
        self._own, self._made_up, self._again = QWidget(), QWidget(), QWidget()
        again = _column(self._again, SPACE_1)
        again.setContentsMargins(0, SPACE_2, 0, 0)
        again.addWidget(name_of(self.second))
        again.addWidget(self.second)
        self._judgement_row = marked(self._judgement_mark, self.judgement)
        self._judgement_row.setContentsMargins(0, SPACE_1, 0, 0)
        self._judgement_row.hide()
        own = _column(self._own, SPACE_1)
        own_parts: tuple[QWidget, ...] = (
            name_of(self.first), self.first, hint(_("Four or five words that do not belong together are a good one.")),
            self._judgement_row, self._again, self.show_box,
        )  # fmt: skip
        for part in own_parts:
            own.addWidget(part)
        made_up = _column(self._made_up, SPACE_2)
        made_up.addWidget(label(_("These words were made up just now, for you alone. Write them down.")))
        made_up.addWidget(self.phrase)
        made_up.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._trouble_row = marked(Mark("stop"), self.trouble)
        for part in (self._own, self._made_up, self._trouble_row):
            column.addWidget(part)
        column.addWidget(self.turn_button, 0, Qt.AlignmentFlag.AlignLeft)


def _column(widget: QWidget, spacing: int) -> QVBoxLayout:
    made = QVBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return made


def _judged(typed: str, own_words: tuple[str, ...], progress: Progress) -> "Judged | None":
    from caregiver_app.casebook.passphrase import judged

    progress(0, 0, "")
    return judged(typed, own_words) if typed else None
