"""Scans are read in the background of the Documents page: told, pausable, and found as soon as they are read."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from pytestqt.qtbot import QtBot

from caregiver_app import bundled
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents import reading
from caregiver_app.casebook.documents.finding import find
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.page import DocumentsPage
from caregiver_app.ui.documents.reading_strip import ReadingStrip
from caregiver_app.ui.main_window import MainWindow


@pytest.fixture
def scans(tmp_path: Path) -> list[Path]:
    face = ImageFont.truetype(str(bundled.resource("fonts", "NotoSans-Regular.ttf")), 40)
    paths = []
    for word in ("lymphoma", "marrow"):
        paths.append(tmp_path / f"{word}.png")
        image = Image.new("L", (700, 160), "white")
        ImageDraw.Draw(image).text((40, 40), f"Report on {word}", "black", face)
        image.save(paths[-1])
    return paths


@pytest.fixture
def strip(window: MainWindow, desk: Desk, book: Casebook, scans: list[Path]) -> ReadingStrip:
    window.go("documents")
    page = window.page("documents")
    assert isinstance(page, DocumentsPage)
    assert page.reading.words == ""
    list_files(book, keep_files(book.originals, scans))
    return page.reading


@pytest.mark.thorough
def test_scans_are_read_and_then_found(qtbot: QtBot, strip: ReadingStrip, book: Casebook) -> None:
    assert strip.words == "2 scans wait to be read."
    assert find(book, "marrow report").hits == ()
    strip.begin()
    assert strip.words == "Reading the words on scans: 2 pages left."
    qtbot.waitUntil(lambda: strip.words == "", timeout=60_000)
    assert [hit.document.title for hit in find(book, "report lymph").hits] == ["lymphoma"]
    assert book.readings.waiting() == ()


@pytest.mark.thorough
def test_reading_rests_when_asked_and_goes_on(qtbot: QtBot, strip: ReadingStrip, book: Casebook) -> None:
    strip.pause_or_go_on()
    strip.begin()
    assert strip.words == "Reading scans is paused. 2 pages wait."
    assert strip.pause_button.accessibleName() == "Go on reading scans"
    strip.pause_button.click()
    qtbot.waitUntil(lambda: strip.words == "", timeout=60_000)
    assert len(find(book, "report").hits) == 2


@pytest.mark.thorough
def test_leaving_the_case_keeps_what_waits(
    qtbot: QtBot, strip: ReadingStrip, window: MainWindow, book: Casebook
) -> None:
    folder = book.folder
    strip.begin()
    window.door.close()
    qtbot.waitUntil(lambda: not window.jobs.open, timeout=20_000)
    with Casebook.open(folder) as again:
        left = set(again.readings.waiting())
        assert len(left) + len([one for one in again.snapshot().documents if (one.fingerprint, 1) not in left]) == 2


def test_without_the_reader_it_says_so_and_does_nothing(
    strip: ReadingStrip, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    monkeypatch.setattr("caregiver_app.ui.documents.reading_strip.can_read", lambda: False)
    strip.look()
    assert strip.words == (
        "2 pages are scans. Reading the words on scans is not installed, so they are not found by words."
    )
    assert strip.pause_button.isHidden()
    assert desk.jobs.open == ()
    assert reading.can_read()
