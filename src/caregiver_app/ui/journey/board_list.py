"""The twelve stages as a list: number, plain name with the clinical name beneath, and where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScrollArea, QStyledItemDelegate, QStyleOptionViewItem

from caregiver_app.domain.journey.board import Board
from caregiver_app.domain.journey.stages import PHASES
from caregiver_app.i18n import _
from caregiver_app.ui.journey.words import MARKS, place_words, standing
from caregiver_app.ui.marks import paint_mark
from caregiver_app.ui.painting import LEFT, RIGHT, ground, mirrored
from caregiver_app.ui.text import tooltip
from caregiver_app.ui.theme import SPACE_2, SPACE_3, font, scaled, tokens
from caregiver_app.ui.wrapped_text import Paragraph, height_of, paint

Index = QModelIndex | QPersistentModelIndex
_ROW: Final = int(Qt.ItemDataRole.UserRole)
_SIGN: Final = 18
_NUMBER: Final = 26
_STATE: Final = 166
_ROOM_BESIDE: Final = 370
"""From this width on a stage's state stands beside its name, else beneath it."""


@dataclass(frozen=True)
class StageRow:
    """One row. Without a key it is the heading of a phase; `quiet` stands back while nothing of it is decided."""

    key: str
    number: str
    name: str
    clinical: str = ""
    chinese: str = ""
    mark: str = "none"
    state: str = ""
    when: str = ""
    quiet: bool = False
    here: bool = False
    said: str = ""

    def naming(self) -> tuple[Paragraph, ...]:
        """Return its plain name over its clinical one; of a heading, its words."""
        if not self.key:
            return (Paragraph(self.name, small=True, quiet=True, bold=True),)
        return (
            Paragraph(self.name, bold=self.here, quiet=self.quiet),
            Paragraph(self.clinical, small=True, quiet=True),
        )

    def stating(self, *, beside: bool) -> tuple[Paragraph, ...]:
        """Return where it stands, and its date: `beside` the name in a line of its own."""
        if not beside and self.when:
            words = f"{self.state} · {self.when}"
            return (Paragraph(words, small=True, bold=self.here, quiet=not self.here),)
        found = (Paragraph(self.state, small=True, bold=self.here, quiet=not self.here),)
        return (*found, Paragraph(self.when, small=True, quiet=True)) if self.when else found


def rows_of(board: Board) -> tuple[StageRow, ...]:
    """Return the rows of a round: those of going ahead stand back while it is only looked into."""
    found, phase = [], ""
    exploring = board.round.mode == "exploring"
    for view in board.stages:
        stage = view.stage
        if stage.phase != phase:
            phase = stage.phase
            found.append(StageRow("", "", _(PHASES[phase])))
        name, clinical = _(stage.plain), _(stage.name)
        found.append(
            StageRow(
                key=stage.id,
                number=str(stage.number),
                name=name,
                clinical=clinical,
                chinese=stage.chinese,
                mark=MARKS[view.place],
                state=place_words(view),
                when=view.when_in_words(),
                quiet=(exploring and stage.phase != "exploring") or view.place == "not-for-us",
                here=view.place == "here",
                said=_("{number}. {name}, {clinical}: {state}").format(
                    number=stage.number, name=name, clinical=clinical, state=standing(view)
                ),
            )
        )
    return tuple(found)


class BoardList(QListWidget):
    """Show the stages. `stage_chosen` carries the id of the stage the keys stand at, `opened` on Enter."""

    stage_chosen = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("The twelve steps"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Delegate(self))
        self.currentRowChanged.connect(lambda _row: self._tell())

    def show_rows(self, rows: Sequence[StageRow]) -> None:
        """Show rows; the stage that was chosen stays chosen."""
        if not self.count():
            self.blockSignals(True)
            for _row in rows:
                self.addItem(QListWidgetItem())
            self.blockSignals(False)
        for place, row in enumerate(rows):
            _fill(self.item(place), row)
        self.scheduleDelayedItemsLayout()

    @property
    def rows(self) -> tuple[StageRow, ...]:
        """The rows as they are shown."""
        return tuple(self.item(place).data(_ROW) for place in range(self.count()))

    @property
    def stage(self) -> str:
        """The id of the chosen stage, or nothing."""
        row = self.currentItem().data(_ROW) if self.currentItem() is not None else None
        return row.key if row is not None else ""

    def choose(self, stage: str) -> None:
        """Choose a stage and bring it into view."""
        place = next((at for at, row in enumerate(self.rows) if row.key == stage), -1)
        if place >= 0:
            self.setCurrentRow(place)
            self.scrollToItem(self.item(place))

    def has_room_beside(self) -> bool:
        """Whether the state of a stage has room beside its name."""
        return self.viewport().width() >= scaled(_ROOM_BESIDE)

    def rooms(self, width: int) -> tuple[float, float]:
        """Return how wide a name and a state may be in a row of this width."""
        inside = width - LEFT - RIGHT
        if self.has_room_beside():
            state = scaled(_STATE)
            return inside - scaled(_NUMBER) - state - SPACE_2, state - scaled(_SIGN) - SPACE_2
        return inside - scaled(_NUMBER), inside - scaled(_NUMBER) - scaled(_SIGN) - SPACE_2

    def row_height(self, row: StageRow) -> int:
        """Return how high a row is in the width there is."""
        width = self.viewport().width()
        if not row.key:
            return int(height_of(row.naming(), width - LEFT - RIGHT)) + SPACE_3 + SPACE_2
        name, state = self.rooms(width)
        high, beside = height_of(row.naming(), name), height_of(row.stating(beside=self.has_room_beside()), state)
        return int(max(high, beside) if self.has_room_beside() else high + beside) + 2 * SPACE_2

    def sizeHint(self) -> QSize:
        """Take whatever height there is."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the names anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the chosen stage on Enter; whatever the keys go to comes into sight."""
        if self.stage and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.stage)
            return
        super().keyPressEvent(event)
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = around.widget() if around is not None else None
        if around is not None and inside is not None:
            row = self.visualRect(self.currentIndex()).intersected(self.viewport().rect())
            top = self.viewport().mapTo(inside, row.topLeft()).y()
            around.ensureVisible(0, top + row.height(), 0, SPACE_2)
            around.ensureVisible(0, top, 0, SPACE_2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand at a stage from the first key on."""
        super().focusInEvent(event)
        if not self.stage:
            self.setCurrentRow(next((at for at, row in enumerate(self.rows) if row.key), -1))

    def _tell(self) -> None:
        if self.stage:
            self.stage_chosen.emit(self.stage)


def _fill(item: QListWidgetItem, row: StageRow) -> None:
    item.setFlags(
        Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if row.key else Qt.ItemFlag.NoItemFlags
    )  # fmt: skip
    item.setData(_ROW, row)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, row.said or row.name)
    known = (row.name, row.clinical, row.chinese)
    item.setToolTip(tooltip("\n".join(part for part in known if part) if row.key else ""))


class _Delegate(QStyledItemDelegate):
    def __init__(self, board: BoardList) -> None:
        super().__init__(board)
        self._board = board

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the number, the names, and the sign with its word."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        row = index.data(_ROW)
        if not isinstance(row, StageRow):
            return
        chosen = ground(painter, cell)
        box = QRectF(cell.rect).adjusted(LEFT, SPACE_2, -RIGHT, -SPACE_2)
        painter.save()
        if not row.key:
            paint(painter, box.adjusted(0, SPACE_3 - SPACE_2, 0, 0), row.naming(), chosen=False)
            painter.restore()
            return
        name, state = self._board.rooms(cell.rect.width())
        number = Paragraph(row.number, bold=row.here, quiet=True)

        def place(left: float, top: float, wide: float, high: float) -> QRectF:
            return mirrored(painter, QRectF(left, top, wide, high), box)

        paint(painter, place(box.left(), box.top(), scaled(_NUMBER), box.height()), (number,), chosen)
        left = box.left() + scaled(_NUMBER)
        paint(painter, place(left, box.top(), name, box.height()), row.naming(), chosen)
        beside = self._board.has_room_beside()
        if beside:
            left, top = left + name + SPACE_2, box.top() + 1
        else:
            top = box.top() + height_of(row.naming(), name)
        side = float(scaled(_SIGN))
        square = place(left, top + (QFontMetrics(font()).height() - side) / 2 - 1, side, side)
        if chosen and tokens().border > 1:
            painter.fillRect(square.adjusted(-2, -2, 2, 2), QColor(tokens().surface))
        paint_mark(painter, row.mark, square)
        paint(painter, place(left + side + SPACE_2, top, state, box.height()), row.stating(beside=beside), chosen)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the lines the words need."""
        row = index.data(_ROW)
        return QSize(0, self._board.row_height(row) if isinstance(row, StageRow) else 0)
