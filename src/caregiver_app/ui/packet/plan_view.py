"""The right side before: every part with its pages, and what will not be in the packet whole."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.casebook.packet_choices import chosen_files, files_in_order
from caregiver_app.domain.documents.document import SENT_BEFORE
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, in_sentences, ngettext, with_commas
from caregiver_app.packet.attachment import is_in, why_apart
from caregiver_app.ui.documents.states import PARTLY, state_of
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.packet.parts import PartRow, PartsTable
from caregiver_app.ui.packet.wording import clash, mark_of, numbered, page_range, why
from caregiver_app.ui.text import heading, hint, label
from caregiver_app.ui.theme import SPACE_2

if TYPE_CHECKING:
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.ui.packet.planning import Planned


class PlanView(QWidget):
    """Show the newest plan; while a newer one is worked out, say so and leave the old one standing.

    `page_asked` carries the page of a part somebody wants to see.
    """

    page_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.title = heading(_("The packet"))
        self._pending = hint(_("Counting the pages …"))
        self._mark = Mark("care")
        self.warning = label("")
        self.remark = hint("")
        self.table = PartsTable(_("Plan of the packet"))
        self.table.activated_record.connect(self._on_opened)
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
        column.addWidget(self.remark)
        column.addWidget(self.table, 1)
        self._warn("")
        self.remark.hide()

    def wait(self) -> None:
        """Say that a newer plan is on its way."""
        self._pending.setText(_("Counting the pages …"))
        self._pending.show()

    def show_plan(self, planned: "Planned") -> None:
        """Show a plan, what is not whole in it, and what else is to be known before the packet is made."""
        self._pending.hide()
        pages = planned.plan.pages
        self.title.setText(ngettext("The packet: {n} page", "The packet: {n} pages", pages).format(n=pages))
        self._warn(in_sentences(_warnings(planned)))
        self.remark.setText(in_sentences(_remarks(planned)))
        self.remark.setVisible(bool(self.remark.text()))
        self.table.show_rows(plan_rows(planned))

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

    def _on_opened(self, row: PartRow) -> None:
        if row.first:
            self.page_asked.emit(row.first)


def _warnings(planned: "Planned") -> list[str]:
    """Return what will not be in the packet whole, a sentence each."""
    hurt = [item for item in planned.plan.items if item.reason]
    out = sum(item.reason not in PARTLY for item in hurt)
    partly = len(hurt) - out
    told = []
    if out:
        words = ngettext("{n} document cannot be included.", "{n} documents cannot be included.", out)
        told.append(words.format(n=out))
    if partly:
        words = ngettext("{n} document may not be whole.", "{n} documents may not be whole.", partly)
        told.append(words.format(n=partly))
    if hurt:
        told.append(_("The list says why, and the packet will say so too."))
    if planned.signs:
        words = _("Some signs cannot be printed and are written by their number: {signs}.")
        told.append(words.format(signs=with_commas(planned.signs)))
    hidden = sum(reason != SENT_BEFORE for reason in planned.ready.options.set_apart.values())
    if hidden:
        words = ngettext(
            "{n} document stays out because names are hidden.",
            "{n} documents stay out because names are hidden.",
            hidden,
        )
        told.append(words.format(n=hidden))
    return [*filter(None, [clash(planned.order.choices)]), *told, *planned.ready.notes]


def _remarks(planned: "Planned") -> list[str]:
    """Return what else is good to know before the packet is made."""
    choices, told = planned.order.choices, []
    if choices.most_mb:
        words = _("Each file has at most {n} MB. How many files it takes is known once they are made.")
        told.append(words.format(n=choices.most_mb))
    if choices.as_zip and not clash(choices):
        told.append(_("A ZIP with the original files comes beside it."))
    return told


def plan_rows(planned: "Planned") -> tuple[PartRow, ...]:
    """Return the lines of a plan: the parts with their pages, then what is not in it and why."""
    case, options = planned.order.case, planned.ready.options
    titles = {document.number: document.title for document in case.documents}
    rows: list[PartRow] = []

    def add(words: str, pages: str = "", level: int = 0, reason: str = "", mark: str = "none", first: int = 0) -> None:
        rows.append(PartRow(len(rows), words, pages, level, reason, mark, first))

    def add_documents(words: str, documents: "list[Document]") -> None:
        if documents:
            add(words)
        for document in documents:
            apart = why_apart(document, options) if is_in(document, options) else ""
            told = state_of(document).in_full if document.holding != "file" else why(apart, included=False)
            mark = mark_of(apart) if document.holding == "file" else "info"
            add(numbered(document.number, document.title), level=1, reason=told, mark=mark)

    for item in planned.plan.items:
        words = numbered(item.number, titles.get(item.number, "")) if item.number else item.title
        reason = why(item.reason, included=item.reason in PARTLY)
        add(words, page_range(item.first_page, item.pages), item.level, reason, mark_of(item.reason), item.first_page)
    files = list(files_in_order(case, planned.order.choices))
    wanted = {document.number for document in chosen_files(case, planned.order.choices)}
    apart = [one for one in files if is_in(one, options) and why_apart(one, options)]
    attached = "attached" in options.sections
    unchanged = [one for one in apart if why_apart(one, options) == SENT_BEFORE]
    apart = [one for one in apart if one not in unchanged]
    left = [one for one in files if one.number not in wanted or not (attached or one in apart or one in unchanged)]
    add_documents(_("In the packet before, and the same"), unchanged)
    add_documents(_("Left out by choice"), left)
    if "documents" in options.sections:
        away = [document for document in case.documents if document.holding != "file"]
        add_documents(_("Only named in the list of documents"), [*apart, *away])
    return tuple(rows)
