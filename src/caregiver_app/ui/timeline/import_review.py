"""What a table would bring in, row by row, before anything is written."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from caregiver_app.casebook.exchange import TableRead, import_rows
from caregiver_app.domain import dates
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.kinds import KINDS, kind_of
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import Notices
from caregiver_app.ui.record_table import Column, RecordTable, RecordTableModel
from caregiver_app.ui.text import button, hint, label, literal, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled
from caregiver_app.ui.timeline.when import when, widest

if TYPE_CHECKING:
    from caregiver_app.domain.timeline.records import Entry
    from caregiver_app.exchange.history_csv import ReadRow

_MOST_LINES: Final = 5
# Without a little more than the lines themselves Qt offers to scroll where there is nothing to scroll to.
_SPARE: Final = 6


class ImportReview(QDialog):
    """Show what a table holds. Pressing the main button writes it as one step; leaving writes nothing."""

    def __init__(self, desk: Desk, file_name: str, read: TableRead) -> None:
        super().__init__(desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Import a history"))
        self._desk, self._file_name, self._read = desk, file_name, read
        n, bad = len(read.repeats.fresh), read.history.bad
        self.lead = label(coming(n, file_name), "strong")
        self.asides = hint("\n".join((*read.history.notes, *asides(read))))
        self.table = _RowsTable(read.repeats.fresh)
        rows = [(row.line, row.why) for row in bad]
        self.bad = Lines(left_out(len(bad)), "care", rows, _MOST_LINES if n else 0, how_to_go_on(n))
        remarks = [(remark.line, remark.sentence) for remark in read.history.remarks]
        self.remarks = Lines(worth_a_look(len(remarks)), "info", remarks, _MOST_LINES - 2)
        self.notices = Notices()
        words = ngettext("Import {n} entry", "Import {n} entries", n).format(n=n)
        self.import_button = button(words, self.bring_in, "main")
        self.leave_button = button(_("Leave it") if n else _("Close"), self.reject, "large" if n else "main")
        self._lay_out(anything=n > 0)

    def bring_in(self) -> None:
        """Write the rows as one step and say so, with a way back."""
        try:
            n = import_rows(self._desk.book, self._read, self._file_name)
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self.accept()
        self._desk.go("timeline", None)
        bad = len(self._read.history.bad)
        words, kind = came_in(n, bad, self._file_name), "care" if bad else "good"
        self._desk.tell_step(words, kind)

    def _lay_out(self, *, anything: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(_("Import a history")))
        said = QVBoxLayout()
        said.setSpacing(SPACE_2)
        said.addWidget(self.lead)
        said.addWidget(self.asides)
        column.addLayout(said)
        column.addWidget(self.table, 3)
        column.addWidget(self.bad, 0 if anything else 1)
        column.addWidget(self.remarks)
        column.addWidget(self.notices)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addStretch(1)
        row.addWidget(self.leave_button)
        row.addWidget(self.import_button)
        column.addLayout(row)
        for part, wanted in (
            (self.asides, bool(self.asides.text())),
            (self.table, anything),
            (self.import_button, anything),
            (self.bad, bool(self._read.history.bad)),
            (self.remarks, bool(self._read.history.remarks) and anything),
        ):
            part.setVisible(wanted)
        self.table.setAccessibleDescription(self.lead.text())
        (self.import_button if anything else self.leave_button).setDefault(True)
        (self.table if anything else self.bad.text).setFocus()
        self.resize(scaled(980 if anything else 760), scaled(720 if anything else 380))


class _LowText(QPlainTextEdit):
    """Text to read and copy, as high as its lines need it and never higher than `most` of them; 0 is any height."""

    def __init__(self, text: str, most: int) -> None:
        super().__init__(text)
        self._most = most
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the text out anew and take the height it needs."""
        super().resizeEvent(event)
        if self._most:
            first = self.document().firstBlock()
            line = self.blockBoundingRect(first).height() / max(1, first.lineCount())
            lines = max(1, min(int(self.document().size().height()), self._most))
            frame = self.contentsMargins()
            around = frame.top() + frame.bottom() + 2 * self.document().documentMargin() + _SPARE
            self.setFixedHeight(math.ceil(line * lines + around))


class Lines(QWidget):
    """Rows of the file with a sentence about each, as text that can be chosen and copied."""

    def __init__(self, words: str, shape: str, rows: Sequence[tuple[int, str]], most: int, advice: str = "") -> None:
        super().__init__()
        self.words, self.advice = label(words, "strong"), label(advice)
        self.text = _LowText("\n".join(_line(line, sentence) for line, sentence in rows), most)
        self.text.setAccessibleName(words)
        self.text.setAccessibleDescription(advice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(Mark(shape), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.words, 1)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        column.addWidget(self.advice)
        self.advice.setVisible(bool(advice))


@dataclass(frozen=True)
class _Row:
    """One row of the file, under the id its entry will have."""

    id: UUID
    line: int
    entry: "Entry"


class _RowsTable(RecordTable):
    """The entries that would come in. They are looked at here and not opened, so Enter is for the dialog."""

    def __init__(self, rows: "Sequence[ReadRow]") -> None:
        kinds = tuple(_(kind.word) for kind in KINDS)
        known = tuple(_(words) for words in wording.HOW_KNOWN.values())
        columns = (
            Column[_Row](_("Line"), lambda row: str(row.line), lambda row: row.line, right=True, fits=("8888",)),
            Column[_Row](
                _("When"),
                lambda row: when(row.entry),
                lambda row: dates.sort_key(row.entry.date),
                lambda row: wording.dates(row.entry),
                fits=widest(),
            ),
            Column[_Row](_("Kind"), lambda row: _(kind_of(row.entry).word), fits=kinds, strong=True),
            Column[_Row](_("What"), lambda row: wording.headline(row.entry), tooltip=_in_full),
            Column[_Row](
                _("How known"), lambda row: _(wording.HOW_KNOWN[row.entry.how_known]), fits=known, optional=True
            ),
        )
        model = RecordTableModel(columns, lambda: (_Row(row.entry.id, row.line, row.entry) for row in rows))
        super().__init__(model, _("Entries that would come in"))
        model.setParent(self)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        if model.records:
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


def coming(n: int, name: str) -> str:
    """Say how many entries would come in."""
    if not n:
        return _("Nothing can come in from “{name}” as it is. Your case stays as it was.").format(name=name)
    words = ngettext(
        "{n} entry would come in from “{name}”. Nothing is written until you import it.",
        "{n} entries would come in from “{name}”. Nothing is written until you import them.",
        n,
    )
    return words.format(n=n, name=name)


def asides(read: TableRead) -> list[str]:
    """Say which rows do not come in because they say nothing new."""
    known, twice = len(read.repeats.known), len(read.repeats.twice)
    sentences = []
    if known:
        words = ngettext(
            "{n} row is in the case already, the same in every field. It is not added again.",
            "{n} rows are in the case already, the same in every field. They are not added again.",
            known,
        )
        sentences.append(words.format(n=known))
    if twice:
        words = ngettext(
            "{n} row repeats an earlier one of the file. It comes in once.",
            "{n} rows repeat earlier ones of the file. Each comes in once.",
            twice,
        )
        sentences.append(words.format(n=twice))
    return sentences


def left_out(n: int) -> str:
    """Say how many rows cannot be understood."""
    words = ngettext("{n} row cannot be understood and stays out", "{n} rows cannot be understood and stay out", n)
    return words.format(n=n)


def how_to_go_on(n: int) -> str:
    """Say what can be done about the rows that stay out, when `n` others could come in."""
    if not n:
        return _("Correct the file and import it again. “Save an empty table” in the File menu gives an example.")
    return _(
        "Correct the file and import it again, or go on without these rows. "
        "Rows that came in before are not added twice."
    )


def worth_a_look(n: int) -> str:
    """Say of how many rows that come in there is something to know."""
    return ngettext("Good to know about {n} row", "Good to know about {n} rows", n).format(n=n)


def came_in(n: int, bad: int, name: str) -> str:
    """Say what was imported and what stayed out."""
    words = ngettext("{n} entry came in from “{name}”.", "{n} entries came in from “{name}”.", n)
    sentences = [words.format(n=n, name=name)]
    if bad:
        words = ngettext(
            "{n} row stayed out: correct it in the file and import the file again.",
            "{n} rows stayed out: correct them in the file and import the file again.",
            bad,
        )
        sentences.append(words.format(n=bad))
    return " ".join(sentences)


def _line(line: int, sentence: str) -> str:
    return literal(_("Line {line}: {text}").format(line=line, text=" ".join(sentence.split())))


def _in_full(row: _Row) -> str:
    entry = row.entry
    return "\n".join(line for line in (wording.headline(entry), entry.place, entry.source, entry.note) if line)
