"""Every window stays on a small screen at the largest text, with its buttons in reach."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.test_accessibility import PLACES, with_papers

from caregiver_app.settings import Preferences
from caregiver_app.ui import fitting
from caregiver_app.ui.door import Door
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import Theme

SCREEN = QSize(1280, 720)


@pytest.fixture
def case_folder(case_folder: Path) -> Path:
    """A case with papers."""
    return with_papers(case_folder)


@pytest.fixture
def small_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen of 1280×720, whatever the one of the test run."""
    monkeypatch.setattr(fitting, "room_on_screen", lambda _window: SCREEN)


@pytest.fixture
def largest_text(theme: Theme, window: MainWindow) -> Iterator[None]:
    theme.use("light", 200)
    yield
    theme.use("light", 100)


@pytest.mark.thorough
def test_every_dialog_fits_a_small_screen_at_the_largest_text_with_its_buttons_inside(
    small_screen: None, window: MainWindow, largest_text: None
) -> None:
    too_large, outside = [], []
    for name, make in PLACES.items():
        place = make(window)
        if not isinstance(place, QDialog):
            continue
        QApplication.processEvents()
        if place.width() > SCREEN.width() or place.height() > SCREEN.height() - 40:
            too_large.append(f"{name}: {place.size().toTuple()}, at least {place.minimumSizeHint().toTuple()}")
        outside += [f"{name}: {button.text()}" for button in _last_row(place) if not _is_inside(button, place)]
        place.close()
    assert (too_large, outside) == ([], [])


def _last_row(dialog: QWidget) -> list[QPushButton]:
    """Return the buttons that end a dialog: the main one and those beside it."""
    shown = [button for button in dialog.findChildren(QPushButton) if button.isVisible()]
    main = [button for button in shown if button.property("role") in ("main", "large")]
    assert main
    return main


def _is_inside(widget: QWidget, dialog: QWidget) -> bool:
    return dialog.rect().contains(QRect(widget.mapTo(dialog, QPoint(0, 0)), widget.size()))


def test_the_window_opens_no_larger_than_its_screen(
    qtbot: QtBot, small_screen: None, theme: Theme, jobs: Jobs, door: Door, preferences: Preferences
) -> None:
    window = MainWindow(door, preferences, theme, jobs)
    qtbot.addWidget(window)
    assert window.width() <= SCREEN.width()
    assert window.height() <= SCREEN.height() - 40
