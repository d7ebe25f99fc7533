"""The buttons round the page in work: turning, the tools, the order, leaving out, where a document begins."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.documents.page_work_doing import BLACK, CROP, STRAIGHTEN
from caregiver_app.ui.fields import CheckBox
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.text import button, hint, rename, set_tooltip, show_ticked
from caregiver_app.ui.theme import SPACE_1, SPACE_2

KEYS: Final = {"earlier": "Alt+Up", "later": "Alt+Down", "out": "Delete", "left": "Shift+R", "right": "R"}


class PageTools(QWidget):
    """What is done with the chosen pages. `use(tool)` is called with a tool, or with "" to put it away."""

    def __init__(self, turn: Callable[[int], object], use: Callable[[str], object], back: Callable[[], object]) -> None:
        super().__init__()
        self.left_button = button(_("Turn left"), lambda: turn(-1))
        self.right_button = button(_("Turn right"), lambda: turn(1))
        self.tool_buttons = {
            STRAIGHTEN: button(_("Straighten")),
            CROP: button(_("Crop")),
            BLACK: button(_("Black out")),
        }
        self.back_button = button(_("Back to the page as it is"), back)
        self.begins_box = CheckBox(_("A new document begins with this page"))
        for made, key in ((self.left_button, "left"), (self.right_button, "right")):
            set_tooltip(made, _("Key: {key}").format(key=KEYS[key]))
        row = FlowingRow(self, SPACE_2)
        for made in (self.left_button, self.right_button, *self.tool_buttons.values(), self.back_button):
            row.addWidget(made)
        row.addWidget(self.begins_box)
        for tool, made in self.tool_buttons.items():
            made.setCheckable(True)
            made.toggled.connect(lambda on, tool=tool: use(tool if on else ""))

    def show_tool(self, tool: str) -> None:
        """Show which tool is in use."""
        for name, made in self.tool_buttons.items():
            show_ticked(made, name == tool)


class EarlierLater(QWidget):
    """The place of what is chosen in a list."""

    def __init__(self, step: Callable[[int], object]) -> None:
        super().__init__()
        self.earlier_button = button(_("Earlier"), lambda: step(-1))
        self.later_button = button(_("Later"), lambda: step(1))
        row = FlowingRow(self, SPACE_1)
        for made, key in ((self.earlier_button, "earlier"), (self.later_button, "later")):
            set_tooltip(made, _("Key: {key}").format(key=KEYS[key]))
            row.addWidget(made)

    def show_room(self, rows: Sequence[int], count: int) -> None:
        """Offer what there is room for."""
        taken = frozenset(rows)
        self.earlier_button.setEnabled(bool(taken) and taken != frozenset(range(len(taken))))
        self.later_button.setEnabled(bool(taken) and taken != frozenset(range(count - len(taken), count)))


class OrderTools(QWidget):
    """The place of the chosen pages, and whether they stay."""

    def __init__(self, step: Callable[[int], object], leave_out: Callable[[], object]) -> None:
        super().__init__()
        self.order = EarlierLater(step)
        self.out_button = button(_("Leave out"), leave_out)
        set_tooltip(self.out_button, _("Key: {key}").format(key=KEYS["out"]))
        self.count = hint("")
        row = QWidget()
        flow = FlowingRow(row, SPACE_1)
        flow.addWidget(self.order)
        flow.addWidget(self.out_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(row)
        column.addWidget(self.count)

    def name_out(self, *, is_out: bool) -> None:
        """Say on the button what it does with the pages that are chosen."""
        words = _("Take in again") if is_out else _("Leave out")
        rename(self.out_button, words)


class ZoomTools(QWidget):
    """How large the page is seen."""

    def __init__(self, zoom: Callable[[int], object], fit: Callable[[], object]) -> None:
        super().__init__()
        row = FlowingRow(self, SPACE_2)
        self.buttons: tuple[QPushButton, ...] = (
            button(_("Smaller"), lambda: zoom(-1)),
            button(_("Larger"), lambda: zoom(1)),
            button(_("Whole page"), fit),
        )
        for made in self.buttons:
            row.addWidget(made)
