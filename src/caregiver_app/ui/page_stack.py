"""The pages of the open case, made when they are first asked for, and what is shown in their place."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from caregiver_app.ui.desk import Desk
from caregiver_app.ui.page import Page, PageFrame
from caregiver_app.ui.pages import PAGES


class PageStack(QStackedWidget):
    """Show one page at a time; `welcome` while there is none."""

    def __init__(self, welcome: QWidget) -> None:
        super().__init__()
        self._welcome = welcome
        self._frames: dict[str, PageFrame] = {}
        self._guest: QWidget | None = None
        self.addWidget(welcome)

    def page(self, desk: Desk, key: str) -> Page:
        """Return a page, made now if nobody asked for it before."""
        if key not in self._frames:
            kind = next(kind for kind in PAGES if kind.key == key)
            page = kind.make(desk)
            frame = self._frames[key] = PageFrame(page)
            self.addWidget(frame)
            frame.setWidget(page)  # only now: each time it comes beneath another widget, all of it is styled anew
        return self._frames[key].page

    def pages(self) -> list[Page]:
        """Return the pages that were made."""
        return [frame.page for frame in self._frames.values()]

    def show_page(self, key: str) -> None:
        """Show a page that was made."""
        self.setCurrentWidget(self._frames[key])

    @property
    def shown(self) -> str:
        """The key of the page that is shown, or nothing."""
        return next((key for key, frame in self._frames.items() if frame is self.currentWidget()), "")

    def receive(self, guest: QWidget) -> None:
        """Show something that is no page of the case, until it is sent away or another one comes."""
        self.send_away()
        self._guest = guest
        self.addWidget(guest)
        self.setCurrentWidget(guest)

    def send_away(self) -> None:
        """Let go of what is shown in place of pages, and show the welcome."""
        if self._guest is not None:
            self.setCurrentWidget(self._welcome)
            self.removeWidget(self._guest)
            self._guest.deleteLater()
            self._guest = None

    def forget(self) -> None:
        """Let go of every page, and show the welcome."""
        self.setCurrentWidget(self._welcome)
        for frame in self._frames.values():
            self.removeWidget(frame)
            frame.deleteLater()
        self._frames.clear()
