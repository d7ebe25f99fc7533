"""A real case, a real window, and the things round them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caregiver_app import i18n
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.person import Person
from caregiver_app.domain.timeline.records import Diagnosis, Entry, Note, Relapse, Response, Scan, Therapy
from caregiver_app.settings import Preferences
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.door import Door
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import Theme
from caregiver_app.ui.worksheet.page import WorksheetPage
from cases import new_case
from deceiving import deceive
from family import fixed
from places import HARD_READING, Look, hard_reading

MARKUP = '<b>x</b> & <img src="/etc/hostname">'
WEI = Person(id=fixed("wei"), name=f"Wei {MARKUP}", born=PartialDate("1962-05-14"))


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The theme of the whole test run, light and of the usual size."""
    return Theme(qapp, "light", 100)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """A worker that is stopped in the end."""
    made = Jobs()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def entries() -> tuple[Entry, ...]:
    """A short invented history."""
    return (
        Diagnosis(disease="DLBCL", stage="III B", date=PartialDate("2023-05-14"), how_known="report"),
        Therapy(regimen="R-CHOP", cycles="6", line=1, date=PartialDate("2023-06"), end=PartialDate("2023-10")),
        Response(category="CR", date=PartialDate("2023-11-10"), how_known="report"),
        Relapse(event="Relapse", date=PartialDate("2024-06-18"), how_known="memory"),
        Scan(modality="PET-CT", date=PartialDate("2024-06-10"), finding="New nodes"),
        Note(title=MARKUP),
    )


@pytest.fixture
def case_folder(tmp_path: Path, entries: tuple[Entry, ...]) -> Path:
    """A case on the disk, closed."""
    return new_case(tmp_path / "case", WEI, entries)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """The settings of this test alone."""
    return Preferences(tmp_path / "settings.json")


@pytest.fixture
def door(tmp_path: Path, jobs: Jobs, preferences: Preferences) -> Iterator[Door]:
    """The way in, with no case open."""
    made = Door(preferences, jobs, tmp_path / "cases")
    yield made
    made.leave()


@pytest.fixture
def language() -> str:
    """The language the window speaks; a test that is about another one names it as its parameter."""
    return "en"


@pytest.fixture
def spoken(language: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same, spoken while the test lasts."""
    monkeypatch.setattr(i18n, "_usual", i18n.Speech(language, i18n._words_of(language)))
    return language


@pytest.fixture
def empty_window(
    qtbot: QtBot, theme: Theme, jobs: Jobs, door: Door, preferences: Preferences, spoken: str
) -> MainWindow:
    """The window with the welcome."""
    theme.use("light", 100)
    made = MainWindow(door, preferences, theme, jobs)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def window(qtbot: QtBot, empty_window: MainWindow, case_folder: Path) -> MainWindow:
    """The window with the case open."""
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    return empty_window


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    """What the pages of the open case work with."""
    assert window.desk is not None
    return window.desk


@pytest.fixture
def book(desk: Desk) -> Casebook:
    """The open case."""
    return desk.book


@pytest.fixture(params=HARD_READING)
def reading(
    request: pytest.FixtureRequest, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Look, ...]]:
    """Words that are larger, longer, of other colours or run leftward; what is to be looked for then."""
    with hard_reading(request.param, theme, monkeypatch) as looks:
        yield looks


@pytest.fixture
def worksheet_page(window: MainWindow) -> WorksheetPage:
    """The worksheet of the open case."""
    window.go("worksheet")
    made = window.page("worksheet")
    assert isinstance(made, WorksheetPage)
    return made


@pytest.fixture
def deceiving_window(qtbot: QtBot, empty_window: MainWindow, case_folder: Path) -> MainWindow:
    """The window with the case open, signs that deceive in every word of the family."""
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(deceive(case_folder))
    return empty_window
