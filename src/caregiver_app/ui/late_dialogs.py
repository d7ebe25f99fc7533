"""Dialogs that come when long work is done, at a moment nobody chose."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QDialog

from caregiver_app.i18n import _
from caregiver_app.ui.notices import Notices


def open_or_offer(make: Callable[[], QDialog], notices: Notices, words: str, again: Callable[[], object]) -> None:
    """Open a dialog; while another is being worked in, say in the strip that it waits, with `again` to press.

    A key meant for the form somebody is typing in must not press a button here.
    """
    if QApplication.activeModalWidget() is None:
        make().open()
    else:
        notices.tell(words, action=_("Look at it"), act=again)
