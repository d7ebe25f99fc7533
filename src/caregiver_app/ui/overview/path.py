"""The next thing to do, and the path it is on: from the diagnosis to the packet. The path can be left and resumed."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Diagnosis, Procedure, Therapy
from caregiver_app.i18n import _
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.text import button, heading, label, set_role
from caregiver_app.ui.theme import SPACE_2, SPACE_3


@dataclass(frozen=True)
class Step:
    """One step of the path; `page` and `kind` say where the button leads."""

    words: str
    button: str
    is_done: bool
    page: str
    kind: str = ""


def steps(case: CaseSnapshot) -> tuple[Step, ...]:
    """Return the path to a packet, each step with whether it is done."""
    treated = bool(case.entries_of(Therapy) or case.entries_of(Procedure))
    filed = any(document.holding == "file" for document in case.documents)
    chosen = any(one.visits or one.starred or one.answers for one in case.questions)
    return (
        Step(
            _("The diagnosis"), _("Start with the diagnosis"), bool(case.entries_of(Diagnosis)), "timeline", "diagnosis"
        ),
        Step(_("Treatment so far"), _("Add a treatment"), treated, "timeline", "therapy"),
        Step(_("First papers added") if filed else _("The papers"), _("Add the papers"), filed, "documents"),
        Step(_("Your questions"), _("Choose your questions"), chosen, "questions"),
        Step(_("The packet"), _("Make the packet"), False, "packet"),
    )


class PathCard(QFrame):
    """Show the next step with the main button, and the whole path unless it was left.

    `remark` stands beneath it; `lead` is called with the step to go to, `turn` when the path is to be hidden or shown.
    """

    def __init__(
        self,
        path: tuple[Step, ...],
        remark: str,
        *,
        is_hidden: bool,
        lead: Callable[[Step], None],
        turn: Callable[[], None],
    ) -> None:
        super().__init__()
        set_role(self, "card")
        self.setAccessibleName(_("The next thing to do"))
        first = next(step for step in path if not step.is_done)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_2)
        column.addWidget(heading(_("The next thing to do")))
        for step in (first,) if is_hidden else path:
            column.addWidget(_StepLine(step, is_next=step is first))
        if remark:
            column.addWidget(label(remark, "hint"))
        self.main_button = button(first.button, lambda: lead(first), "main")
        self.leads_to = first
        self.turn_button = button(_("Show the path") if is_hidden else _("Hide this path"), turn, "link")
        column.addSpacing(SPACE_2)
        column.addWidget(self.main_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.turn_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


class _StepLine(QWidget):
    """One step of the path, with its sign when it is done."""

    def __init__(self, step: Step, *, is_next: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(Mark("good" if step.is_done else "none"))
        words = _("{step}: done").format(step=step.words) if step.is_done else step.words
        row.addWidget(label(words, "quiet" if step.is_done else "strong" if is_next else "body"), 1)
