"""The Packet page: what is handed over, to whom, and the packet itself."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caregiver_app.casebook.documents.listing import change_documents
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.packet.options import PacketOptions
from caregiver_app.progress import Progress
from caregiver_app.store.originals import Originals
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.forms import FormScroll
from caregiver_app.ui.made_files import open_file
from caregiver_app.ui.notices import announce
from caregiver_app.ui.packet.about import AboutForm
from caregiver_app.ui.packet.choices import DocumentTicks, PaperChoices
from caregiver_app.ui.packet.plan_view import PlanView
from caregiver_app.ui.packet.planning import Planning
from caregiver_app.ui.packet.result_view import ResultView
from caregiver_app.ui.packet.wording import file_name, progress_words
from caregiver_app.ui.page import Page
from caregiver_app.ui.text import button
from caregiver_app.ui.theme import SPACE_3, SPACE_4, scaled
from caregiver_app.ui.under_way import UnderWay
from caregiver_app.ui.where_to_save import ask_where_to_save

if TYPE_CHECKING:
    from caregiver_app.casebook.packet import Words
    from caregiver_app.packet.plan import PacketPlan
    from caregiver_app.packet.report import PacketReport

_NARROW: Final = 640


class PacketPage(Page):
    """Choose, see the plan, make the packet. `clock` gives today; `choose_target` asks where to and can be replaced."""

    def __init__(self, desk: Desk, clock: Callable[[], date] = date.today) -> None:
        super().__init__(_("Packet"))
        self.desk = desk
        self.choose_target: Callable[[str], Path | None] = self._ask_for_target
        self._clock = clock
        self._case = desk.book.snapshot()
        self._planned_for = self._case
        self._sections: Sequence[str] = ()
        self._made: Path | None = None
        self.make_button = button(_("Make the packet…"), self.make_asked, "main")
        self.about = AboutForm(desk)
        self.choices = PaperChoices(desk.preferences.now.paper)
        self.ticks = DocumentTicks()
        self.plan = PlanView()
        self.result = ResultView()
        self.under_way = UnderWay(_("Making the packet"))
        self.planning = Planning(desk.jobs, self)
        self._lay_out()
        self._connect()
        self.ticks.show_documents(self._case.documents)

    def finish(self) -> None:
        """Write what was typed into the case before it closes."""
        self.about.commit()

    def start(self) -> None:
        """Count the pages anew, and begin at the button."""
        self._show_case()
        self.make_button.setFocus()

    @property
    def options(self) -> PacketOptions:
        """What is chosen now."""
        return PacketOptions(
            as_of=self._clock(),
            paper=self.choices.paper.value(),
            dividers=self.choices.dividers.isChecked(),
            sections=self.choices.chosen_sections,
        )

    def make_asked(self) -> None:
        """Ask where to, then make the packet."""
        self.about.commit()
        target = self.choose_target(file_name(self.desk.book.snapshot().person, self._clock()))
        if target is not None:
            self.make(target)

    def make(self, target: Path) -> None:
        """Make the packet at `target`; the report is shown when it is there."""
        from caregiver_app.casebook.packet import words_for_packet

        book = self.desk.book
        self.desk.notices.clear_done()
        self.make_button.setEnabled(False)
        job = self.desk.jobs.start(
            partial(_packet, book.snapshot(), book.originals, target, self.options, words_for_packet(book)),
            done=self._on_made,
            failed=self._on_failed,
            progressed=self._on_progressed,
            ended=self._on_ended,
            label=_("Making the packet"),
        )
        self.under_way.watch(job, _("Beginning …"))

    def open_packet(self) -> None:
        """Open the packet that was made, with whatever opens PDFs here."""
        if self._made is not None and self._still_there():
            open_file(self._made)

    def show_folder(self) -> None:
        """Open the folder the packet is in."""
        if self._made is not None and self._still_there():
            open_file(self._made.parent)

    def show_plan(self) -> None:
        """Go back from the report to the plan."""
        self._right.setCurrentWidget(self.plan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the plan beneath the choices where there is no room beside."""
        super().resizeEvent(event)
        bar = self._left.verticalScrollBar().sizeHint().width()
        self._left.setMinimumWidth(self._chosen.minimumSizeHint().width() + bar)
        asked = self._left.minimumWidth() + self._right.minimumSizeHint().width() + SPACE_3 + 2 * SPACE_4
        narrow = event.size().width() < max(asked, scaled(_NARROW))
        self._pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _lay_out(self) -> None:
        self.add_to_header(self.make_button)
        self._chosen = QWidget()
        column = QVBoxLayout(self._chosen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(self.about)
        column.addWidget(self.choices)
        column.addWidget(self.ticks, 1)
        self._right = QStackedWidget()
        self._right.addWidget(self.plan)
        self._right.addWidget(self.result)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(SPACE_3)
        self._left = FormScroll(self._chosen)
        self._pair.addWidget(self._left, 4)
        self._pair.addWidget(self._right, 5)
        self.body.addWidget(self.under_way)
        self.body.addLayout(self._pair, 1)

    def _connect(self) -> None:
        self.desk.changes.changed.connect(self._on_changed)
        self.choices.changed.connect(self._on_chosen)
        self.choices.paper.changed.connect(self._keep_paper)
        self.ticks.ticked.connect(self._on_ticked)
        self.ticks.papers_asked.connect(lambda: self.desk.go("documents", None))
        self.planning.planned.connect(self._on_planned)
        self.planning.failed.connect(self.plan.show_trouble)
        self.planning.stopped.connect(self.plan.show_stopped)
        self.result.open_asked.connect(self.open_packet)
        self.result.folder_asked.connect(self.show_folder)
        self.result.back_asked.connect(self.show_plan)

    def _show_case(self) -> None:
        self._case = self.desk.book.snapshot()
        self.about.refresh()
        self.ticks.show_documents(self._case.documents)
        self._ask_plan()

    def _ask_plan(self) -> None:
        options = self.options
        self._planned_for, self._sections = self._case, options.sections
        self.plan.wait()
        self.planning.ask(self._case, options)

    def _on_changed(self, _kinds: frozenset[type[Record]]) -> None:
        # Hidden, the page is brought up to date when it is shown again.
        if self.isVisible():
            self._show_case()

    def _on_chosen(self) -> None:
        self.show_plan()
        self._ask_plan()

    def _on_ticked(self, ids: Sequence[UUID], wanted: bool) -> None:
        documents = [self._case.document(document_id) for document_id in ids]
        changed = [one.amended(in_packet=wanted) for one in documents if one is not None and one.in_packet != wanted]
        if not changed:
            return
        step = _("Put in the packet") if wanted else _("Leave out of the packet")
        self.show_plan()
        if not self.desk.do(lambda: change_documents(self.desk.book, changed, step)):
            self.ticks.show_documents(self._case.documents)

    def _keep_paper(self) -> None:
        self.desk.do(lambda: self.desk.preferences.change(paper=self.choices.paper.value()))

    @Slot(object)
    def _on_planned(self, plan: "PacketPlan") -> None:
        self.plan.show_plan(plan, self._planned_for, self._sections)

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, what: str) -> None:
        self.under_way.follow(done, total, progress_words(done, total, what))

    @Slot(object)
    def _on_made(self, made: "tuple[Path, PacketReport]") -> None:
        self._made, report = made
        self.result.show_report(self._made, report)
        self._right.setCurrentWidget(self.result)
        words = f"{self.result.title.text()}."
        if self.isVisible():
            announce(self.result, words)
            self.result.open_button.setFocus()
        else:
            self.desk.notices.tell_done(words, action=_("Show it"), act=lambda: self.desk.go("packet", None))

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        self.desk.notices.tell_trouble(problem)

    @Slot()
    def _on_ended(self) -> None:
        self.under_way.finish()
        self.make_button.setEnabled(True)

    def _still_there(self) -> bool:
        if self._made is not None and self._made.is_file():
            return True
        self.desk.notices.tell(_("The packet is no longer where it was saved. Make it again."), kind="care")
        return False

    def _ask_for_target(self, name: str) -> Path | None:
        return ask_where_to_save(self, _("Save the packet"), name, _("PDF (*.pdf)"))


def _packet(
    case: CaseSnapshot, originals: Originals, target: Path, options: PacketOptions, words: "Words", progress: Progress
) -> "tuple[Path, PacketReport]":
    from caregiver_app.casebook.packet import make_packet

    return target, make_packet(case, originals, target, options, progress, words)
