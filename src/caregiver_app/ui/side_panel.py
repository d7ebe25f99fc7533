"""A panel that stands beside a list where there is room, and beneath it where there is not."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from caregiver_app.ui.theme import scaled

_ANY_WIDTH: Final = 16_777_215


@dataclass(frozen=True)
class SidePanel:
    """How wide and high a panel is, in pixels at the usual text size.

    Below a page's width of `narrow` it stands beneath, at least `height` high; else it takes its `share` of the width,
    never less than `least` or more than `most`.
    """

    narrow: int
    share: float
    least: int
    most: int
    height: int

    def place(self, pair: QBoxLayout, panel: QWidget, width: int) -> bool:
        """Put the panel of a pair beside or beneath for a page of this width, and return whether it is beneath."""
        beneath = width < scaled(self.narrow)
        room = min(max(int(width * self.share), scaled(self.least)), scaled(self.most))
        pair.setDirection(QBoxLayout.Direction.TopToBottom if beneath else QBoxLayout.Direction.LeftToRight)
        panel.setMinimumHeight(scaled(self.height) if beneath else 0)
        panel.setMinimumWidth(0 if beneath else room)
        panel.setMaximumWidth(_ANY_WIDTH if beneath else room)
        return beneath
