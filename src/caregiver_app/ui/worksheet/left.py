"""What was typed into the worksheet and not saved: the way back to where it was typed."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QDialog

from caregiver_app.domain.worksheet.practical import practical_groups
from caregiver_app.domain.worksheet.records import Opinion, Option, Programme
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.waiting import Waiting
from caregiver_app.ui.worksheet.page import OPINIONS, PROGRAMMES, SENTENCES, STEPS, TREATMENTS, WorksheetPage

_NEW: Final = "new"
_ID: Final = 36


def worksheet_left(desk: Desk, rest: str) -> Waiting | None:
    """Return where a draft of the worksheet was typed, by its name without "worksheet-"; None when that is gone."""
    what, _dash, about = rest.partition("-")
    if what in ("about", "step", "sentence"):
        return Waiting(_("Worksheet"), lambda: _show_place(desk, what, about))
    opened = {"option": _column, "programme": _column, "cell": _cell, "cost": _cost, "opinion": _opinion, "task": _task}
    found = opened[what](desk, what, about) if what in opened else None
    return Waiting(_("Worksheet"), found) if found is not None else None


def _show_place(desk: Desk, what: str, about: str) -> None:
    page = _page(desk, SENTENCES if what == "sentence" else STEPS)
    if page is not None and what != "sentence":
        from caregiver_app.ui.worksheet.steps_view import StepsView

        view = page.view(STEPS)
        if isinstance(view, StepsView):
            view.show_step("about" if what == "about" else f"step-{about[:1]}")


def _column(desk: Desk, what: str, about: str) -> Callable[[], object] | None:
    from caregiver_app.ui.worksheet.forms import option_dialog, programme_dialog

    record = _record(desk, about)
    if what == "option" and (about == _NEW or isinstance(record, Option)):
        option = record if isinstance(record, Option) else None
        return _over(desk, TREATMENTS, lambda: option_dialog(desk, option))
    if what == "programme" and (about == _NEW or isinstance(record, Programme)):
        programme = record if isinstance(record, Programme) else None
        return _over(desk, PROGRAMMES, lambda: programme_dialog(desk, programme))
    return None


def _cell(desk: Desk, _what: str, about: str) -> Callable[[], object] | None:
    record, row = _record(desk, about[:_ID]), about[_ID + 1 :]
    if not isinstance(record, Option | Programme):
        return None
    home = TREATMENTS if isinstance(record, Option) else PROGRAMMES

    def show() -> None:
        from caregiver_app.ui.worksheet.columns_view import ColumnsView

        page = _page(desk, home)
        view = page.view(home) if page is not None else None
        if isinstance(view, ColumnsView):
            view.open_cell(row, record.id)

    return show


def _cost(desk: Desk, _what: str, about: str) -> Callable[[], object] | None:
    record, place = _record(desk, about[:_ID]), about[_ID + 1 :]
    if not isinstance(record, Programme) or not (place == _NEW or place.isdecimal()):
        return None

    def show() -> None:
        from caregiver_app.ui.worksheet.costs_dialog import CostsDialog, cost_dialog

        _page(desk, PROGRAMMES)
        costs = CostsDialog(desk, record)
        costs.open()
        cost_dialog(desk, record, None if place == _NEW else int(place), costs).open()

    return show


def _opinion(desk: Desk, _what: str, about: str) -> Callable[[], object] | None:
    from caregiver_app.ui.worksheet.opinions_view import opinion_dialog

    record = _record(desk, about)
    if about != _NEW and not isinstance(record, Opinion):
        return None
    opinion = record if isinstance(record, Opinion) else None
    return _over(desk, OPINIONS, lambda: opinion_dialog(desk, opinion))


def _task(desk: Desk, _what: str, about: str) -> Callable[[], object] | None:
    from caregiver_app.ui.worksheet.practicals_part import task_dialog

    tasks = [task for group in practical_groups(desk.book.snapshot()) for task in group.tasks]
    task = next((one for one in tasks if about in (one.guide, str(one.record.id if one.record else ""))), None)
    if task is None and about != _NEW:
        return None

    def show() -> None:
        _show_place(desk, "step", "4")
        task_dialog(desk, task).open()

    return show


def _over(desk: Desk, view: int, make: Callable[[], QDialog]) -> Callable[[], object]:
    """Return what turns to a view and opens a form over it."""

    def show() -> None:
        _page(desk, view)
        make().open()

    return show


def _page(desk: Desk, view: int) -> WorksheetPage | None:
    desk.go("worksheet", None)
    page = next((one for one in desk.window.findChildren(WorksheetPage) if one.desk is desk), None)
    if page is not None:
        page.show_view(view)
    return page


def _record(desk: Desk, written: str) -> object:
    try:
        return desk.book.find(UUID(written))
    except ValueError:
        return None
