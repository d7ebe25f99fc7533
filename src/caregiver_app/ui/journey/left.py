"""What was typed into the CAR-T steps and not saved: the way back to where it was typed."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QDialog

from caregiver_app.domain.journey.board import rounds_seen
from caregiver_app.domain.journey.records import LogEntry
from caregiver_app.domain.journey.stages import stage_called, topic_called, topics
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.journey.log_form import add_entry_dialog, entry_dialog
from caregiver_app.ui.journey.page import LOG, STEPS, TOLD, JourneyPage
from caregiver_app.ui.journey.rounds import add_round_dialog, round_dialog
from caregiver_app.ui.journey.told_form import told_dialog
from caregiver_app.ui.waiting import Waiting

_NEW: Final = "new"
_ID: Final = 36
_PAPER: Final = "paper-"


def journey_left(desk: Desk, rest: str) -> Waiting | None:
    """Return where a draft of the steps was typed, by its name without "journey-"; None when that is gone."""
    what, _dash, about = rest.partition("-")
    found = {"round": _round, "told": _told, "log": _log, "steps": _steps}.get(what)
    show = found(desk, about) if found is not None else None
    return Waiting(_("CAR-T steps"), show) if show is not None else None


def _round(desk: Desk, about: str) -> Callable[[], object] | None:
    if about == _NEW:
        return lambda: _over(desk, STEPS, lambda page: add_round_dialog(desk, page.choose_round))
    home = _an_id(about)
    if not _is_there(desk, home):
        return None
    return lambda: _over(desk, STEPS, lambda page: round_dialog(desk, page.round), home)


def _told(desk: Desk, about: str) -> Callable[[], object] | None:
    home, topic = _an_id(about[:_ID]), topic_called(about[_ID + 1 :])
    if not _is_there(desk, home):
        return None
    asked = (topic,) if topic is not None else topics()
    return lambda: _over(desk, TOLD, lambda page: told_dialog(desk, page.round, asked, date.today()), home)


def _log(desk: Desk, about: str) -> Callable[[], object] | None:
    what, _dash, of_round = about.partition("-")
    if what == _NEW:
        home = _an_id(of_round)
        if not _is_there(desk, home):
            return None
        return lambda: _over(desk, LOG, lambda page: add_entry_dialog(desk, page.round, date.today()), home)
    entry_id = _an_id(about)
    entry = desk.book.find(entry_id) if entry_id is not None else None
    if not isinstance(entry, LogEntry):
        return None
    return lambda: _over(desk, LOG, lambda _page: entry_dialog(desk, entry), entry.round)


def _steps(desk: Desk, about: str) -> Callable[[], object] | None:
    """Lead to the stage: a task or a link is opened from there, the dates stand in their fields."""
    home, rest = _an_id(about[:_ID]), about[_ID + 1 :]
    stage, _dash, part = rest.partition("-")
    if not _is_there(desk, home) or stage_called(stage) is None:
        return None

    def show() -> None:
        page = _page(desk, STEPS, home)
        if page is None:
            return
        page.show_stage(stage)
        panel = page.steps.panel
        if part == _NEW:
            panel.tasks.add()
        elif part.startswith(_PAPER):
            panel.papers.list.choose(f"paper {part.removeprefix(_PAPER)}")
            panel.papers.link()
        elif part != "dates":
            panel.tasks.list.choose(part)
            panel.tasks.change()

    return show


def _over(desk: Desk, view: int, make: Callable[[JourneyPage], QDialog], home: UUID | None = None) -> None:
    page = _page(desk, view, home)
    if page is not None:
        make(page).open()


def _page(desk: Desk, view: int, home: UUID | None) -> JourneyPage | None:
    desk.go("journey", None)
    page = next((one for one in desk.window.findChildren(JourneyPage) if one.desk is desk), None)
    if page is not None:
        page.views.setCurrentIndex(view)
        if home is not None:
            page.choose_round(home)
    return page


def _is_there(desk: Desk, home: UUID | None) -> bool:
    return any(one.id == home for one in rounds_seen(desk.book.snapshot()))


def _an_id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
