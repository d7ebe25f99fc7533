"""A backup of the records before something large is done; where that cannot be made, somebody has to say go on."""

from collections.abc import Callable
from datetime import date
from functools import partial

from caregiver_app.casebook.backing_up import LARGE, back_up_first
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk


def after_backup(desk: Desk, act: Callable[[], object]) -> None:
    """Back the records up off the UI thread, then `act`. Where that fails say why, with a button to go on without."""

    def failed(problem: CaregiverError) -> None:
        desk.notices.tell_trouble(problem, action=_("Go on without a backup"), act=act)

    desk.jobs.start(
        partial(back_up_first, desk.book.whole, date.today()),
        done=lambda _none: act(),
        failed=failed,
        label=_("Backing up your records first"),
        lane="backups",
    )


def remove_after_backup(desk: Desk, count: int, act: Callable[[], object]) -> None:
    """Remove so many records by `act`: at once where they are few, after a backup where they are many."""
    if count < LARGE or desk.book.read_only:
        act()
    else:
        after_backup(desk, act)
