"""The list of what came in and waits to be named: number, name, where it is from, and what is known by now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from caregiver_app.casebook.documents.inbox import Looked, waiting_in
from caregiver_app.domain.documents.alike import SAME_FILE, Alike
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, with_commas
from caregiver_app.ui.painting import sign, two_lines
from caregiver_app.ui.record_table import Column
from caregiver_app.ui.two_line_table import TwoLineTable


@dataclass(frozen=True)
class InboxRow:
    """One paper that waits. `whole` is the number of the document it came in, 0 for none."""

    document: Document
    state: str
    mark: str
    whole: int = 0

    @property
    def id(self) -> UUID:
        """The document's id."""
        return self.document.id

    @property
    def about(self) -> str:
        """Its number, and what is known by now."""
        return f"{label(self.document.number)} · {self.state}"

    @property
    def origin(self) -> str:
        """Where it came from: what it lay in, and its name there where that is not its title."""
        return came_from(self.document, self.whole)


def rows_of(
    case: CaseSnapshot, looked: Callable[[UUID], Looked | None], alikes: Callable[[UUID], Iterable[Alike]]
) -> tuple[InboxRow, ...]:
    """Return a row for every document of the inbox."""
    rows = []
    for document in waiting_in(case):
        state, mark = _state(looked(document.id), tuple(alikes(document.id)), case)
        whole = case.document(document.part_of)
        rows.append(InboxRow(document, state, mark, whole.number if whole is not None else 0))
    return tuple(rows)


def came_from(document: Document, whole: int) -> str:
    """Say where a document came from; nothing for a file that was dropped as it is called."""
    parts = []
    if whole:
        parts.append(_("came in {document}").format(document=label(whole)))
    name = document.path_inside or document.file_name
    if name and name != document.title:
        parts.append(name)
    return " · ".join(parts)


def _state(looked: Looked | None, alikes: tuple[Alike, ...], case: CaseSnapshot) -> tuple[str, str]:
    if alikes:
        other = case.document(alikes[0].other)
        words = _("Same file as {other}") if alikes[0].why == SAME_FILE else _("Looks like {other}")
        return words.format(other=label(other.number) if other is not None else ""), "care"
    if looked is None:
        return _("Being looked at"), "open"
    if looked.waiting:
        return _("Being read"), "open"
    if looked.differences:
        return _("Another name?"), "care"
    if looked.why_not_clear:
        return _("To be named"), "info"
    return _("Clear"), "good"


def columns() -> tuple[Column[InboxRow], ...]:
    """Describe the list: one column, as it stands beside two others."""
    return (
        Column(
            _("What came in"),
            lambda row: with_commas((row.document.title, row.about)),
            sort_key=lambda row: row.document.number,
            tooltip=lambda row: "\n".join(part for part in (row.document.title, row.origin, row.state) if part),
        ),
    )


class InboxTable(TwoLineTable):
    """Show the papers that wait."""

    least_rows = 2

    def __init__(self, read: Callable[[], Iterable[InboxRow]]) -> None:
        super().__init__(columns(), read, _("Inbox"))

    def paint_cell(self, painter: QPainter, column: int, row: InboxRow, box: QRectF, chosen: bool) -> None:
        """Paint the title over what is known, and the sign of that beside both."""
        two_lines(painter, sign(painter, row.mark, box, chosen), row.document.title, row.about, chosen)
