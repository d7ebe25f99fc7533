"""What can be done with the picture, in its corner over the names of the lanes, where nothing else is drawn."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.text import button, one_line, set_tooltip
from caregiver_app.ui.theme import SPACE_1
from caregiver_app.ui.timeline.picture import TimelinePicture

_ZOOM: Final = 1.5
_EDGE: Final = 2


class PictureCorner(QWidget):
    """Zoom, and show all of time."""

    def __init__(self, picture: TimelinePicture) -> None:
        super().__init__(picture)
        self.zoom_in = self._sign("+", _("Zoom in"), lambda: picture.zoom_by(_ZOOM))
        self.zoom_out = self._sign("−", _("Zoom out"), lambda: picture.zoom_by(1 / _ZOOM))
        self.all_of_time = button(_("All of time"), picture.fit, "corner")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE_1)
        grid.addWidget(self.zoom_out, 0, 0)
        grid.addWidget(self.zoom_in, 0, 1)
        grid.addWidget(self.all_of_time, 1, 0, 1, 2)
        self.move(_EDGE, _EDGE)

    def _sign(self, sign: str, words: str, act: Callable[[], object]) -> QPushButton:
        made = button(sign, act, "corner")
        made.setAccessibleName(one_line(words))
        set_tooltip(made, words)
        return made
