"""A way round the window, stop by stop, in a strip beneath the pages: it covers nothing and can be left at any time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from caregiver_app.domain.tour import stops
from caregiver_app.i18n import _, in_sentences
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.notices import announce
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.text import button, heading, label, rename
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4

if TYPE_CHECKING:
    from caregiver_app.ui.main_window import MainWindow


class Tour(QWidget):
    """Show one stop at a time; going on shows its page. It goes with the case."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self._window, self._at = window, 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("A way round"))
        self._place = label("", "hint")
        self._title, self._text = heading(""), label("")
        self.next_button = button(_("Next stop"), lambda: self.show_stop(self._at + 1))
        self.before_button = button(_("Stop before"), lambda: self.show_stop(self._at - 1), "link")
        self.end_button = button(_("End here"), self.end, "link")
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        inside.setSpacing(SPACE_1)
        for part in (self._place, self._title, self._text):
            inside.addWidget(part)
        inside.addWidget(flowing((self.next_button, self.before_button, self.end_button), SPACE_3))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_3 - SPACE_1)
        column.addWidget(frame)
        window.door.closed.connect(self.close)

    @property
    def at(self) -> int:
        """The place of the stop that is shown, from 0."""
        return self._at

    def show_stop(self, at: int) -> None:
        """Go to a stop and its page; behind the last one the way ends."""
        every = stops()
        if at >= len(every):
            self.end()
            return
        self._at = max(at, 0)
        stop = every[self._at]
        if stop.page in {page.key for page in PAGES}:
            self._window.go(stop.page)
        self._place.setText(_("A way round, stop {n} of {all}").format(n=self._at + 1, all=len(every)))
        self._title.setText(_(stop.title))
        self._text.setText(_(stop.text))
        self.before_button.setVisible(self._at > 0)
        rename(self.next_button, _("Next stop") if self._at + 1 < len(every) else _("Done"))
        self.next_button.setFocus()
        announce(self, in_sentences((_(stop.title), _(stop.text))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def end(self) -> None:
        """Put the strip away, and go on where one is."""
        self.close()
        if self._window.shown_page:
            self._window.page(self._window.shown_page).start()
