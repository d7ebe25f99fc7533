"""What stands beside the rows of a review: an offer that concerns several of them, and the row one is at."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caregiver_app.domain.dates import PartialDate
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.text import button, button_words, label, one_line, rename
from caregiver_app.ui.theme import SPACE_2, SPACE_3, scaled

_SHOWN = 240
_NARROW = 720


class Offer(QFrame):
    """Offer one thing at a time that settles several rows at one press."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice-info")
        self.words = label("")
        self.buttons = tuple(button("", partial(self._press, at)) for at in range(3))
        self._acts: tuple[Callable[[], object], ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_2)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        for part in self.buttons:
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def show_dates(
        self, n: int, options: Sequence[PartialDate], take: Callable[[int], object], later: Callable[[], object]
    ) -> None:
        """Offer one reading for all dates whose day and month could be swapped."""
        words = ngettext("{n} date can be read two ways.", "{n} dates can be read two ways.", n).format(n=n)
        self._offer(
            f"{words} {_('Which comes first in this text?')}",
            (_("Day first: {date}").format(date=options[0].in_words()), lambda: take(0)),
            (_("Month first: {date}").format(date=options[-1].in_words()), lambda: take(1)),
            (_("Ask me one by one"), later),
        )

    def show_cycles(
        self, regimen: str, rows: int, cycles: int, make: Callable[[], object], leave: Callable[[], object]
    ) -> None:
        """Offer to make one treatment of rows that are its cycles."""
        words = ngettext("{n} row is a cycle of {regimen}.", "{n} rows are cycles of {regimen}.", rows)
        one = ngettext("Make one treatment with {n} cycle", "Make one treatment with {n} cycles", cycles)
        self._offer(
            words.format(n=rows, regimen=regimen), (one.format(n=cycles), make), (_("Leave them as they are"), leave)
        )

    def _offer(self, words: str, *ways: tuple[str, Callable[[], object]]) -> None:
        self.words.setText(words)
        self._acts = tuple(act for _words, act in ways)
        for part, way in zip(self.buttons, (*ways, None)[:3], strict=False):
            part.setVisible(way is not None)
            if way is not None:
                rename(part, way[0])
        self.setAccessibleName(one_line(words))
        self.show()

    def _press(self, at: int) -> None:
        self._acts[at]()


class RowStrip(QWidget):
    """Show what there is to say of a row, the text it was read from, and the two readings of its date."""

    def __init__(self, take: Callable[[int], object]) -> None:
        super().__init__()
        self.said = label("")
        self.text = label("", "hint")
        self._mark = Mark("care")
        self.readings: tuple[QPushButton, ...] = tuple(button("", partial(take, at)) for at in range(2))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.said)
        words.addWidget(self.text)
        told = QHBoxLayout()
        told.setSpacing(SPACE_2)
        told.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        told.addLayout(words, 1)
        asked = QHBoxLayout()
        asked.setSpacing(SPACE_2)
        for part in self.readings:
            asked.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        asked.addStretch(1)
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._ways.setContentsMargins(0, 0, 0, 0)
        self._ways.setSpacing(SPACE_2)
        self._ways.addLayout(told, 1)
        self._ways.addLayout(asked)
        self.show_row("", "", ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the readings beneath the words where there is little width."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        self._ways.setDirection(ways.TopToBottom if event.size().width() < scaled(_NARROW) else ways.LeftToRight)

    def show_row(self, text: str, said: str, options: Sequence[PartialDate]) -> None:
        """Show one row."""
        line = " ".join(text.split())
        line = f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line
        self.said.setText(said)
        self.text.setText(_("It stood there as: {text}").format(text=line) if line else "")
        self.said.setVisible(bool(said))
        self.text.setVisible(bool(line) or not said)
        self._mark.setVisible(bool(said))
        self._mark.set_shape("care" if options else "info")
        for at, part in enumerate(self.readings):
            part.setVisible(bool(options))
            if options:
                words = options[min(at, len(options) - 1)].in_words()
                part.setText(button_words(words))
                part.setAccessibleName(one_line(_("It is {date}").format(date=words)))
