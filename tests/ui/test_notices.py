"""The message strip and the last-resort dialog."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from caregiver_app.errors import DiskFull
from caregiver_app.mishaps import details_of
from caregiver_app.ui.notices import BugDialog, Notices

MARKUP = "<b>x</b>"


@pytest.fixture
def notices(qtbot: QtBot) -> Notices:
    made = Notices()
    qtbot.addWidget(made)
    return made


def test_trouble_says_what_happened_what_is_safe_and_what_to_do(notices: Notices) -> None:
    notices.tell_trouble(DiskFull("The disk is full.", safe="Everything is safe.", now="Free some space."))
    assert notices.kind == "stop"
    assert notices.words == "The disk is full. Everything is safe. Free some space."
    assert notices.accessibleName().startswith("Not done: The disk is full.")


def test_the_action_of_a_notice_is_done_once_and_puts_it_away(qtbot: QtBot, notices: Notices) -> None:
    undone: list[str] = []
    notices.tell_done("Removed: R-CHOP", action="Undo", act=lambda: undone.append("undone"))
    notices.action.click()
    assert undone == ["undone"]
    assert notices.kind == ""


def test_going_on_puts_away_only_what_went_well(notices: Notices) -> None:
    notices.tell("Look at this.", kind="care")
    notices.clear_done()
    assert notices.words == "Look at this."
    notices.tell_done("Saved.")
    notices.clear_done()
    assert notices.words == ""


def test_a_notice_is_read_aloud(notices: Notices, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []

    def spy(event: QAccessibleAnnouncementEvent) -> None:
        said.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", spy)
    notices.tell_done("Saved.")
    notices.tell_trouble(DiskFull("The disk is full.", safe="All is safe.", now="Free some space."))
    assert said[0] == ("Done: Saved.", QAccessible.AnnouncementPoliteness.Polite)
    assert said[1][1] == QAccessible.AnnouncementPoliteness.Assertive


def test_the_last_resort_copies_places_in_the_program_and_nothing_typed(qtbot: QtBot) -> None:
    secret = "Wei Lindqvist"
    try:
        raise ValueError(secret)
    except ValueError as mistake:
        details = details_of(type(mistake), mistake.__traceback__)
    assert secret not in details
    assert details.startswith("ValueError\ntest_the_last_resort")
    dialog = BugDialog(details, Path("/cases/one"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.findChild(QPlainTextEdit).toPlainText() == details
    copy = next(button for button in dialog.findChildren(type(dialog.focusWidget())) if "Copy" in button.text())
    copy.click()
    assert QGuiApplication.clipboard().text() == details
