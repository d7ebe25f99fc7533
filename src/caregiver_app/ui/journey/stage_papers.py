"""The papers a stage produces, each with the documents that were linked to it."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.casebook import journey
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.domain.journey.board import PaperView, StageView
from caregiver_app.domain.journey.records import Round, StagePaper
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import DocumentControl
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, heading, rename
from caregiver_app.ui.theme import SPACE_2

_INDENT: Final = "\u2003"


class PapersSection(QWidget):
    """Show the papers of one stage of a round; Enter links a document or goes to it, Delete takes the link off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._round: Round | None = None
        self._view: StageView | None = None
        self.list = RowList(_("Papers it produces"))
        self.link_button = button(_("Link a paper…"), self.link)
        self.go_button = button("", self.go)
        self.unlink_button = button(_("Take the link off"), self.unlink)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(heading(_("Papers it produces")))
        column.addWidget(self.list)
        column.addWidget(flowing((self.link_button, self.go_button, self.unlink_button), SPACE_2))
        hold_back(desk.book.read_only, self.link_button, self.unlink_button)
        self.list.currentRowChanged.connect(lambda _row: self._show_acts())
        self.list.opened.connect(lambda _key: self.go() if self._chosen_link else self.link())
        self.list.removal_asked.connect(lambda _key: self.unlink())

    def show_stage(self, chosen: Round, view: StageView) -> None:
        """Show the papers of a stage."""
        self._round, self._view = chosen, view
        rows: list[Row] = []
        for paper in view.papers:
            rows.append(Row(_key(paper), paper.text))
            rows += [Row(str(link.id), f"{_INDENT}{_called(document)}") for link, document in paper.links]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._show_acts()

    def link(self) -> None:
        """Ask which document of the case is the chosen paper."""
        paper = self._chosen_paper
        if self._round is None or self._view is None:
            return
        documents = self._desk.book.snapshot().documents
        if not documents:
            self._desk.notices.tell(
                _("No papers are in the case yet. Add them among the documents first."),
                action=_("Go to the documents"),
                act=lambda: self._desk.go("documents", None),
            )
            return
        link_dialog(self._desk, self._round, self._view, paper, documents).open()

    def go(self) -> None:
        """Show the chosen document among the documents."""
        if self._chosen_link is not None:
            self._desk.go("documents", self._chosen_link[1].id)

    def unlink(self) -> None:
        """Take the chosen link off, with a way back."""
        if self._chosen_link is not None:
            link, document = self._chosen_link
            words = _("{paper} is not linked to this step any more.").format(paper=number_of(document.number))
            self._desk.do_undoable(lambda: journey.unlink_paper(self._desk.book, link), words)

    @property
    def _chosen_link(self) -> tuple[StagePaper, Document] | None:
        papers = self._view.papers if self._view is not None else ()
        key = self.list.current_key
        return next((link for paper in papers for link in paper.links if str(link[0].id) == key), None)

    @property
    def _chosen_paper(self) -> PaperView | None:
        """The paper the keys stand at, or at a document of which they stand."""
        papers = self._view.papers if self._view is not None else ()
        key = self.list.current_key
        return next(
            (one for one in papers if _key(one) == key or any(str(link.id) == key for link, _paper in one.links)), None
        )

    def _show_acts(self) -> None:
        link = self._chosen_link
        for part in (self.go_button, self.unlink_button):
            part.setVisible(link is not None)
        if link is not None:
            rename(self.go_button, _("Go to {paper}").format(paper=number_of(link[1].number)))


def link_dialog(
    desk: Desk, chosen: Round, view: StageView, paper: PaperView | None, documents: Sequence[Document]
) -> FormDialog:
    """Return the form that links a document to a stage: those of the paper's kind are offered first."""
    kind = paper.kind if paper is not None else ""
    linked = {document.id for _link, document in paper.links} if paper is not None else set()
    free = [document for document in documents if document.id not in linked]
    ordered = sorted(free, key=lambda one: (not kind or one.kind != kind, -one.number))
    form = Form()
    control = DocumentControl(ordered, _("Choose a paper"))
    if kind and ordered and ordered[0].kind == kind:
        control.set_value(ordered[0].id)
    form.add(
        "document",
        _("Which of your papers it is"),
        control,
        _("Those of its kind stand first, the newest on top.") if kind else _("The newest stand on top."),
        required=_("Choose one of your papers, or leave by Cancel."),
    )
    guide = paper.guide if paper is not None else ""

    def save(values: dict[str, Any]) -> None:
        found: UUID = values["document"]
        document = next(one for one in documents if one.id == found)
        journey.link_paper(desk.book, chosen, view.stage.id, guide, document)

    words = _("Link: {paper}").format(paper=paper.text) if guide and paper is not None else _("Link a paper")
    name = f"journey-steps-{chosen.id}-{view.stage.id}-paper-{guide}"
    return case_form(desk, words, form, save, name, save_words=_("Link it"))


def _key(paper: PaperView) -> str:
    return f"paper {paper.guide}"


def _called(document: Document) -> str:
    return f"{number_of(document.number)} {document.title}"
