"""The timeline on screen: everything in it is reached by mouse, by keyboard and by a screen reader."""

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.records import Diagnosis, Entry, Note, Relapse, Response, Scan, Therapy
from caregiver_app.ui.theme import tokens
from caregiver_app.ui.timeline.picture import TimelinePicture
from caregiver_app.ui.timeline.picture_page import MARGIN

AS_OF = date(2026, 10, 12)


def on(text: str) -> PartialDate:
    return PartialDate(text)


ENTRIES: tuple[Entry, ...] = (
    Diagnosis(disease="DLBCL", date=on("2023-05-14")),
    Therapy(regimen="R-CHOP", date=on("2023-06-02"), end=on("2023-10-20")),
    Response(category="CR", date=on("2023-11-07")),
    Scan(modality="PET-CT", date=on("2023-11-20")),
    Relapse(event="relapse", date=on("2024-06-18")),
    Note(title="<b>bold</b>", date=on("2025-06-18")),
    Note(title="undated"),
)


@pytest.fixture
def picture(qtbot: QtBot) -> TimelinePicture:
    shown = TimelinePicture()
    qtbot.addWidget(shown)
    shown.resize(900, 420)
    shown.show_entries(ENTRIES, AS_OF)
    shown.show()
    return shown


def place_of(picture: TimelinePicture, entry: Entry) -> QPoint:
    item = picture.picture_map().item(entry.id)
    assert item is not None
    return QPoint(round((item.box.left + item.box.right) / 2 + MARGIN), round(item.box.middle + MARGIN))


def test_left_and_right_walk_through_all_entries_in_order_of_time(picture: TimelinePicture, qtbot: QtBot) -> None:
    told: list[UUID] = []
    picture.chosen.connect(told.append)
    for _entry in range(7):
        qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert told == [entry.id for entry in ENTRIES[:6]] + [ENTRIES[5].id]
    qtbot.keyClick(picture, Qt.Key.Key_Left)
    assert picture.selected == ENTRIES[4].id


def test_up_and_down_go_to_the_nearest_entry_of_the_next_lane(picture: TimelinePicture, qtbot: QtBot) -> None:
    picture.select(ENTRIES[1].id)
    qtbot.keyClick(picture, Qt.Key.Key_Down)
    assert picture.selected == ENTRIES[2].id
    qtbot.keyClick(picture, Qt.Key.Key_Up)
    qtbot.keyClick(picture, Qt.Key.Key_Up)
    assert picture.selected == ENTRIES[0].id


def test_enter_opens_what_is_chosen_and_nothing_when_nothing_is(picture: TimelinePicture, qtbot: QtBot) -> None:
    opened: list[UUID] = []
    picture.activated.connect(opened.append)
    qtbot.keyClick(picture, Qt.Key.Key_Return)
    picture.select(ENTRIES[3].id)
    qtbot.keyClick(picture, Qt.Key.Key_Return)
    assert opened == [ENTRIES[3].id]


def test_a_click_chooses_and_a_double_click_opens(picture: TimelinePicture, qtbot: QtBot) -> None:
    told: list[UUID] = []
    opened: list[UUID] = []
    picture.chosen.connect(told.append)
    picture.activated.connect(opened.append)
    for entry in ENTRIES[:6]:
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=place_of(picture, entry))
    assert told == [entry.id for entry in ENTRIES[:6]]
    qtbot.mouseDClick(picture, Qt.MouseButton.LeftButton, pos=place_of(picture, ENTRIES[2]))
    assert opened == [ENTRIES[2].id]


def test_choosing_from_the_list_tells_nobody_back(picture: TimelinePicture) -> None:
    told: list[UUID] = []
    picture.chosen.connect(told.append)
    picture.select(ENTRIES[2].id)
    assert told == []
    picture.select(ENTRIES[6].id)
    assert picture.selected is None


def test_what_is_chosen_is_said_in_words(picture: TimelinePicture) -> None:
    assert picture.accessibleName() == "Treatment timeline"
    assert "6 entries are drawn." in picture.accessibleDescription()
    assert "1 entry without a date is in the list." in picture.accessibleDescription()
    picture.select(ENTRIES[1].id)
    assert picture.accessibleDescription() == (
        "Treatment, line 1: R-CHOP. 2 June 2023 – 20 October 2023, to be checked."
    )


def test_the_words_under_the_pointer_are_the_entrys_or_the_lanes(picture: TimelinePicture) -> None:
    assert picture.words_at(place_of(picture, ENTRIES[3])).startswith("Scan: PET-CT.")
    lane = next(lane for lane in picture.picture().lanes if lane.id == "scan")
    assert picture.words_at(QPoint(MARGIN + 4, round(lane.top + MARGIN + 4))) == "Scans"
    assert picture.words_at(QPoint(880, 4)) == ""


def test_zooming_keeps_the_day_under_the_pointer_and_fit_shows_all_again(
    picture: TimelinePicture, qtbot: QtBot
) -> None:
    before = place_of(picture, ENTRIES[4])
    wheel = QWheelEvent(
        QPointF(before), QPointF(before), QPoint(), QPoint(0, 360), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(picture, wheel)
    assert picture.zoom > 1.5
    assert "relapse" in picture.words_at(QPoint(before.x(), before.y()))
    qtbot.keyClick(picture, Qt.Key.Key_F)
    assert picture.zoom == 1.0
    qtbot.keyClick(picture, Qt.Key.Key_Plus)
    assert picture.zoom > 1.0
    qtbot.keyClick(picture, Qt.Key.Key_Minus)
    assert picture.zoom == pytest.approx(1.0)


def test_choosing_far_away_brings_the_entry_into_sight(picture: TimelinePicture, qtbot: QtBot) -> None:
    picture.zoom_by(20)
    qtbot.keyClick(picture, Qt.Key.Key_Home)
    first = picture.grab().toImage()
    qtbot.keyClick(picture, Qt.Key.Key_End)
    last = picture.grab().toImage()
    accent = QColor(tokens().accent)
    for image in (first, last):
        columns = range(MARGIN + round(picture.picture().plot.left), image.width() - MARGIN)
        assert any(image.pixelColor(x, y) == accent for x in columns for y in range(60, image.height() - MARGIN))
    assert first != last


def test_the_choice_and_the_zoom_are_kept_when_entries_change(picture: TimelinePicture) -> None:
    picture.zoom_by(2)
    picture.select(ENTRIES[1].id)
    picture.show_entries((*ENTRIES, Scan(modality="MRI", date=on("2026-02"))), AS_OF)
    assert (picture.selected, picture.zoom) == (ENTRIES[1].id, 2.0)
    picture.show_entries(ENTRIES[2:], AS_OF)
    assert picture.selected is None


def test_moving_and_choosing_do_not_lay_out_again(picture: TimelinePicture, qtbot: QtBot) -> None:
    picture.zoom_by(4)
    laid_out = picture.picture()
    picture.pan(300)
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    picture.grab()
    assert picture.picture() is laid_out


def test_a_case_without_entries_says_what_is_missing(qtbot: QtBot) -> None:
    empty = TimelinePicture()
    qtbot.addWidget(empty)
    empty.show_entries((), AS_OF)
    empty.resize(600, 300)
    assert empty.picture().hint == "Nothing with a date is here yet."
    qtbot.keyClick(empty, Qt.Key.Key_Right)
    assert empty.selected is None
    assert not empty.grab().isNull()
