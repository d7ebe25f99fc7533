"""The pages of an open case, each made when it is first asked for: nothing is imported before it is needed."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from PySide6.QtGui import QKeySequence, QShortcut

from caregiver_app.i18n import N_
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.page import Page
from caregiver_app.ui.reading_only import hold_back

_HEAVY: Final = (
    "casebook.packet_order", "ui.documents.page", "ui.timeline.page", "ui.packet.page", "ui.questions.page",
    "ui.journey.page", "ui.appointments.page", "ui.worksheet.page", "ui.guide.page",
)  # fmt: skip


@dataclass(frozen=True)
class PageKind:
    """Describe one page: its key, its word in the sidebar, its shortcut, and how it is made."""

    key: str
    word: str
    shortcut: str
    make: Callable[[Desk], Page]


def load(progress: Progress) -> None:
    """Import what the pages need, in another thread, so that going to one of them need not wait for it."""
    for name in _HEAVY:
        progress(0, 0, "")
        import_module(f"caregiver_app.{name}")


def _overview(desk: Desk) -> Page:
    from caregiver_app.ui.overview.page import OverviewPage

    return OverviewPage(desk)


def _timeline(desk: Desk) -> Page:
    from caregiver_app.ui.timeline.page import TimelinePage

    page = TimelinePage(desk)
    entries, is_read_only = page.entries, desk.book.read_only
    hold_back(
        is_read_only, page.add_button, entries.first_button, entries.import_button, entries.change_button,
        entries.duplicate_button, entries.remove_button,
    )  # fmt: skip
    _keep_from_pasting(page, is_read_only)
    return page


def _documents(desk: Desk) -> Page:
    from caregiver_app.ui.documents.page import DocumentsPage

    page, is_read_only = DocumentsPage(desk), desk.book.read_only
    panel = page.all.panel
    hold_back(is_read_only, page.add_button, page.folder_button, page.more_button, panel.pages_button)
    hold_back(
        is_read_only, panel.change_button, panel.file_button, panel.remove_button, panel.in_button, panel.out_button,
        panel.password_button,
    )  # fmt: skip
    return page


def _journey(desk: Desk) -> Page:
    from caregiver_app.ui.journey.page import JourneyPage

    return JourneyPage(desk)


def _questions(desk: Desk) -> Page:
    from caregiver_app.ui.questions.page import QuestionsPage

    return QuestionsPage(desk)


def _appointments(desk: Desk) -> Page:
    from caregiver_app.ui.appointments.page import AppointmentsPage

    return AppointmentsPage(desk)


def _worksheet(desk: Desk) -> Page:
    from caregiver_app.ui.worksheet.page import WorksheetPage

    return WorksheetPage(desk)


def _guide(desk: Desk) -> Page:
    from caregiver_app.ui.guide.page import GuidePage

    return GuidePage(desk)


def _packet(desk: Desk) -> Page:
    from caregiver_app.ui.packet.page import PacketPage

    return PacketPage(desk)


def _keep_from_pasting(page: Page, is_read_only: bool) -> None:
    for shortcut in page.findChildren(QShortcut):
        if shortcut.key() == QKeySequence(QKeySequence.StandardKey.Paste):
            shortcut.setEnabled(not is_read_only)


PAGES: Final = (
    PageKind("overview", N_("Overview"), "Ctrl+1", _overview),
    PageKind("timeline", N_("Timeline"), "Ctrl+2", _timeline),
    PageKind("documents", N_("Documents"), "Ctrl+3", _documents),
    PageKind("journey", N_("CAR-T steps"), "Ctrl+4", _journey),
    PageKind("questions", N_("Questions"), "Ctrl+5", _questions),
    PageKind("appointments", N_("Appointments"), "Ctrl+6", _appointments),
    PageKind("worksheet", N_("Worksheet"), "Ctrl+7", _worksheet),
    PageKind("packet", N_("Packet"), "Ctrl+8", _packet),
    PageKind("guide", N_("Guide"), "Ctrl+9", _guide),
)
