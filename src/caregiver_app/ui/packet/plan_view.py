"""The right side before: every part with its pages, and what will not be in the packet whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext
from caregiver_app.packet.attachment import set_apart
from caregiver_app.ui.documents.states import PARTLY, state_of
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.packet.parts import PartRow, PartsTable
from caregiver_app.ui.packet.wording import mark_of, numbered, page_range, why
from caregiver_app.ui.text import heading, hint, label
from caregiver_app.ui.theme import SPACE_2

if TYPE_CHECKING:
    from caregiver_app.packet.plan import PacketPlan


class PlanView(QWidget):
    """Show the newest plan; while a newer one is worked out, say so and leave the old one standing."""

    def __init__(self) -> None:
        super().__init__()
        self.title = heading(_("The packet"))
        self._pending = hint(_("Counting the pages …"))
        self._mark = Mark("care")
        self.warning = label("")
        self.table = PartsTable(_("Plan of the packet"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        head = QHBoxLayout()
        self.title.setWordWrap(False)
        head.addWidget(self.title)
        self._pending.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        head.addSpacing(SPACE_2)
        head.addWidget(self._pending, 1)
        # Without words it keeps its place, so that the heading never moves.
        head.addStretch(0)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.warning, 1)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self._warn("")

    def wait(self) -> None:
        """Say that a newer plan is on its way."""
        self._pending.setText(_("Counting the pages …"))
        self._pending.show()

    def show_plan(self, plan: "PacketPlan", case: CaseSnapshot, sections: Sequence[str]) -> None:
        """Show a plan that was made for these sections."""
        self._pending.hide()
        self.title.setText(ngettext("The packet: {n} page", "The packet: {n} pages", plan.pages).format(n=plan.pages))
        hurt = [item for item in plan.items if item.reason]
        out = sum(item.reason not in PARTLY for item in hurt)
        partly = len(hurt) - out
        parts = []
        if out:
            words = ngettext("{n} document cannot be included.", "{n} documents cannot be included.", out)
            parts.append(words.format(n=out))
        if partly:
            words = ngettext("{n} may lack a part.", "{n} may lack parts.", partly)
            parts.append(words.format(n=partly))
        if hurt:
            parts.append(_("The list says why, and the packet will say so too."))
        self._warn(" ".join(parts))
        self.table.show_rows(plan_rows(plan, case, sections))

    def show_stopped(self) -> None:
        """Say that the plan shown may be an older one."""
        self._pending.setText(_("The pages were not counted again."))

    def show_trouble(self, problem: CaregiverError) -> None:
        """Say that the pages could not be counted."""
        self._pending.setText(str(problem))
        self._pending.show()

    def _warn(self, words: str) -> None:
        self.warning.setText(words)
        self.warning.setVisible(bool(words))
        self._mark.setVisible(bool(words))


def plan_rows(plan: "PacketPlan", case: CaseSnapshot, sections: Sequence[str]) -> tuple[PartRow, ...]:
    """Return the lines of a plan: the parts with their pages, then what is not in it and why."""
    titles = {document.number: document.title for document in case.documents}
    rows: list[PartRow] = []

    def add(words: str, pages: str = "", level: int = 0, reason: str = "", mark: str = "none") -> None:
        rows.append(PartRow(len(rows), words, pages, level, reason, mark))

    for item in plan.items:
        words = numbered(item.number, titles.get(item.number, "")) if item.number else item.title
        reason = why(item.reason, included=item.reason in PARTLY)
        add(words, page_range(item.first_page, item.pages), item.level, reason, mark_of(item.reason))
    files = [document for document in case.documents if document.holding == "file"]
    apart = [document for document in files if document.in_packet and set_apart(document)]
    attached = "attached" in sections
    left = [one for one in files if not one.in_packet or not (attached or set_apart(one))]
    away = [document for document in case.documents if document.holding != "file"]
    if left:
        add(_("Left out by choice"))
    for document in left:
        add(numbered(document.number, document.title), level=1)
    if (apart or away) and "documents" in sections:
        add(_("Only named in the list of documents"))
        for document in apart:
            reason = set_apart(document)
            words = numbered(document.number, document.title)
            add(words, level=1, reason=why(reason, included=False), mark=mark_of(reason))
        for document in away:
            add(numbered(document.number, document.title), level=1, reason=state_of(document).in_full, mark="info")
    return tuple(rows)
