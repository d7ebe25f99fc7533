"""The right side after: the packet is made, where it is, what is in it, what is not and why."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.documents.document import SET_APART
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.packet.parts import PartRow, PartsTable
from caregiver_app.ui.packet.wording import BY_CHOICE, fell_short, mark_of, numbered, page_range, why
from caregiver_app.ui.text import button, heading, hint, label
from caregiver_app.ui.theme import SPACE_2

if TYPE_CHECKING:
    from caregiver_app.packet.report import PacketDocument, PacketReport


class ResultView(QWidget):
    """Report one packet. The signals ask to open it, to show its folder, or to go back to the plan."""

    open_asked = Signal()
    folder_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mark = Mark("good")
        self.title = heading("")
        self.place = label("")
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.summary = label("")
        self.notes = hint("")
        self.table = PartsTable(_("What is in the packet and what is not"))
        self.open_button = button(_("Open"), self.open_asked.emit, "large")
        self.folder_button = button(_("Show in folder"), self.folder_asked.emit, "large")
        self.back_button = button(_("Back to the plan"), self.back_asked.emit, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(self._mark)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        column.addWidget(self.place)
        row = FlowingRow(spacing=SPACE_2)
        for part in (self.open_button, self.folder_button):
            row.addWidget(part)
        row.addWidget(self.back_button)
        column.addLayout(row)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
        column.addWidget(self.notes)

    def show_report(self, target: Path, report: "PacketReport") -> None:
        """Show what was made."""
        pages = ngettext("The packet is made: {n} page", "The packet is made: {n} pages", report.pages)
        self.title.setText(pages.format(n=report.pages))
        self.place.setText(_("Saved as “{name}” in {folder}").format(name=target.name, folder=target.parent))
        short = [document for document in report.documents if fell_short(document.reason)]
        self._mark.set_shape("care" if short else "good")
        self.summary.setText(_summary(report))
        self.summary.setVisible(bool(report.documents))
        self.table.show_rows(report_rows(report))
        self.table.setVisible(bool(report.documents))
        self.notes.setText("\n".join(report.notes))
        self.notes.setVisible(bool(report.notes))


def _summary(report: "PacketReport") -> str:
    included = sum(document.included for document in report.documents)
    words = ngettext("{k} of {n} document is in it.", "{k} of {n} documents are in it.", len(report.documents))
    sentences = [words.format(k=included, n=len(report.documents))]
    short = sum(fell_short(document.reason) for document in report.documents)
    if short:
        words = ngettext(
            "{n} is not in it whole; the packet says so on its own pages.",
            "{n} are not in it whole; the packet says so on its own pages.",
            short,
        )
        sentences.append(words.format(n=short))
    return " ".join(sentences)


def report_rows(report: "PacketReport") -> tuple[PartRow, ...]:
    """Return the lines of a report: what is not in it whole, what is, what is only listed, what was left out."""
    documents = report.documents
    short = [document for document in documents if fell_short(document.reason)]
    whole = sorted((document for document in documents if not document.reason), key=lambda one: one.first_page)
    apart = [document for document in documents if document.reason in SET_APART]
    left = [document for document in documents if document.reason == BY_CHOICE]
    groups = (
        (_("Not whole"), short),
        (_("In the packet"), whole),
        (_("Listed and not attached"), apart),
        (_("Left out by choice"), left),
    )
    rows: list[PartRow] = []
    for words, members in groups:
        if members:
            rows.append(PartRow(len(rows), words))
        rows += [_row(len(rows) + offset, member) for offset, member in enumerate(members)]
    return tuple(rows)


def _row(place: int, document: "PacketDocument") -> PartRow:
    reason = "" if document.reason == BY_CHOICE else why(document.reason, included=document.included)
    return PartRow(
        place,
        numbered(document.number, document.title),
        page_range(document.first_page, max(document.pages, 1)),
        1,
        reason,
        mark_of(document.reason),
    )
