"""The pages of an open case, each made when it is first asked for: nothing is imported before it is needed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from caregiver_app.i18n import N_
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.page import Page


@dataclass(frozen=True)
class PageKind:
    """Describe one page: its key, its word in the sidebar, its shortcut, and how it is made."""

    key: str
    word: str
    shortcut: str
    make: Callable[[Desk], Page]


def _overview(desk: Desk) -> Page:
    from caregiver_app.ui.overview.page import OverviewPage

    return OverviewPage(desk)


def _timeline(desk: Desk) -> Page:
    from caregiver_app.ui.timeline.page import TimelinePage

    return TimelinePage(desk)


def _documents(desk: Desk) -> Page:
    from caregiver_app.ui.documents.page import DocumentsPage

    return DocumentsPage(desk)


def _packet(desk: Desk) -> Page:
    from caregiver_app.ui.packet.page import PacketPage

    return PacketPage(desk)


PAGES: Final = (
    PageKind("overview", N_("Overview"), "Ctrl+1", _overview),
    PageKind("timeline", N_("Timeline"), "Ctrl+2", _timeline),
    PageKind("documents", N_("Documents"), "Ctrl+3", _documents),
    PageKind("packet", N_("Packet"), "Ctrl+4", _packet),
)
