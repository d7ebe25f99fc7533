"""What belongs to each tool of page work beside the page: fields and buttons, so that keys alone can do all of it."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from caregiver_app.domain.documents.page_work import MOST_STRAIGHTENED, box_turned
from caregiver_app.domain.documents.sheets import Box, Sheet
from caregiver_app.i18n import _
from caregiver_app.ui.documents.page_work_fields import AngleSlider, NumberField, Panel, SidesFields, beside
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import button, hint, label
from caregiver_app.ui.theme import SPACE_2, scaled

_WHOLE: Final[Box] = (0.0, 0.0, 1.0, 1.0)
_FIRST: Final[Box] = (0.3, 0.45, 0.7, 0.5)
_ROWS: Final = 3


class StraightenPanel(Panel):
    """Straighten the chosen pages by tenths of a degree. `given` carries the degrees, clockwise."""

    given = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        most = f"{MOST_STRAIGHTENED:g}"
        self.slider = AngleSlider(_("Straighten, in tenths of a degree"), MOST_STRAIGHTENED)
        self.field = NumberField(_("Straighten, in degrees"), -MOST_STRAIGHTENED, MOST_STRAIGHTENED)
        self.none_button = button(_("Not at all"), lambda: self.given.emit(0.0))
        self.none_button.setAccessibleName(_("Do not straighten"))
        words = _("Clockwise from 0 to {most}, the other way from 0 to -{most}. Hold the print against the lines.")
        row = QWidget()
        flow = FlowingRow(row, SPACE_2)
        for part in (self.slider, beside(_("Degrees"), self.field, "°"), self.none_button):
            flow.addWidget(part)
        self.add(row, hint(words.format(most=most)))
        self.slider.given.connect(self.given)
        self.field.given.connect(self.given)
        self.field.unclear.connect(self.say_unclear)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show by how much a page is straightened."""
        self.slider.set_angle(sheet.straighten)
        self.field.set_value(sheet.straighten)

    def start(self) -> None:
        """Go to the number."""
        self.field.setFocus()
        self.field.selectAll()


class CropPanel(Panel):
    """Keep a part of the chosen pages. `given` carries it in fractions of the file's own page; None keeps all."""

    given = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sides = SidesFields(_("Keep"))
        self.whole_button = button(_("Keep the whole page"), lambda: self.given.emit(None))
        self._turn = 0
        row = QWidget()
        flow = FlowingRow(row, SPACE_2)
        flow.addWidget(self.whole_button)
        self.add(self.sides, row, hint(_("Drag the frame on the page, or type where it is to be.")))
        self.sides.given.connect(lambda box: self.given.emit(box_turned(box, -self._turn)))
        self.sides.unclear.connect(self.say_unclear)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show which part of a page is kept."""
        self._turn = sheet.turn
        self.sides.set_box(box_turned(sheet.crop or _WHOLE, sheet.turn))
        self.whole_button.setEnabled(sheet.crop is not None)

    def start(self) -> None:
        """Go to the first side."""
        self.sides.start()


class BlackPanel(Panel):
    """Black out parts of the page that is shown. `given` carries all of them, and which one is picked.

    `everywhere` asks for the same parts on every chosen page.
    """

    given = Signal(object, int)
    everywhere = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.parts = _PartList(self.remove_part)
        self.add_button = button(_("Add a part"), self.add_part)
        self.remove_button = button(_("Remove this part"), self.remove_part)
        self.everywhere_button = button(_("Also on the other chosen pages"), self.everywhere.emit)
        self.sides = SidesFields(_("Blacked out"))
        self._turn = 0
        self._boxes: tuple[Box, ...] = ()
        row = QWidget()
        flow = FlowingRow(row, SPACE_2)
        for part in (self.add_button, self.remove_button, self.everywhere_button):
            flow.addWidget(part)
        words = _(
            "What is blacked out is not in the packet at all, neither as a picture nor as words. "
            "The file itself keeps it."
        )
        how = hint(_("Drag over the page what nobody may see, or add a part and type where it is to be."))
        self.add(label(words), how, self.parts, row, self.sides)
        self.parts.currentRowChanged.connect(self._on_picked)
        self.sides.given.connect(self._on_side_given)
        self.sides.unclear.connect(self.say_unclear)

    def show_sheet(self, sheet: Sheet, picked: int, several: bool) -> None:
        """Show the parts of a page, one of them picked."""
        self._turn, self._boxes = sheet.turn, sheet.black
        picked = min(picked, len(sheet.black) - 1)
        self.parts.show_parts([_part_words(n, box_turned(box, sheet.turn)) for n, box in enumerate(sheet.black, 1)])
        self.parts.pick(picked)
        self.everywhere_button.setVisible(several)
        self.everywhere_button.setEnabled(bool(sheet.black))
        self.parts.setVisible(bool(sheet.black))
        self._show_sides()

    def start(self) -> None:
        """Go to the parts, or to the way to add one."""
        (self.parts if self._boxes else self.add_button).setFocus()

    def add_part(self) -> None:
        """Add a part in the middle of the page, to be put in its place."""
        self.given.emit((*self._boxes, box_turned(_FIRST, -self._turn)), len(self._boxes))
        self.sides.start()

    def remove_part(self) -> None:
        """Take the picked part off the page."""
        picked = self.picked
        if picked < 0:
            return
        rest = (*self._boxes[:picked], *self._boxes[picked + 1 :])
        announce(self, _("Part {n} removed").format(n=picked + 1))
        self.given.emit(rest, min(picked, len(rest) - 1))
        self.start()

    @property
    def picked(self) -> int:
        """The part that is picked, from 0; -1 for none."""
        return self.parts.currentRow()

    def _on_picked(self, _row: int) -> None:
        if not self.parts.is_filling:
            self.given.emit(self._boxes, self.picked)

    def _show_sides(self) -> None:
        picked = self.picked
        self.sides.setVisible(picked >= 0)
        self.remove_button.setEnabled(picked >= 0)
        if picked >= 0:
            self.sides.set_box(box_turned(self._boxes[picked], self._turn))

    def _on_side_given(self, box: Box) -> None:
        boxes = list(self._boxes)
        boxes[self.picked] = box_turned(box, -self._turn)
        self.given.emit(tuple(boxes), self.picked)


class _PartList(QListWidget):
    """The parts that are blacked out; Delete removes one."""

    def __init__(self, remove: Callable[[], object]) -> None:
        super().__init__()
        self.is_filling = False
        self._remove = remove
        self.setAccessibleName(_("Blacked out on this page"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def show_parts(self, words: Sequence[str]) -> None:
        """Show parts by their words."""
        self.is_filling = True
        if len(words) != self.count():
            self.clear()
            self.addItems(list(words))
        for row, text in enumerate(words):
            self.item(row).setText(text)
        self.setFixedHeight(scaled(34) * min(max(len(words), 1), _ROWS) + 6)
        self.is_filling = False

    def pick(self, row: int) -> None:
        """Pick a part without telling of it."""
        self.is_filling = True
        self.setCurrentRow(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.is_filling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove by Delete; Enter is not for the button beneath."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers():
            super().keyPressEvent(event)


def _part_words(number: int, box: Box) -> str:
    left, top, right, bottom = (f"{100 * side:.0f}" for side in box)
    words = _("Part {n}: {left}–{right} % across, {top}–{bottom} % down")
    return words.format(n=number, left=left, top=top, right=right, bottom=bottom)
