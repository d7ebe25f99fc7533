"""The card of an entry: it comes after a rest or by key, says the record and its proof, and is never in the way."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.records import Entry, Note, Procedure, Relapse, Response, Scan, Therapy
from caregiver_app.ui.theme import Theme, tokens
from caregiver_app.ui.timeline.hover import HoverCard
from caregiver_app.ui.timeline.picture import TimelinePicture

AS_OF = date(2026, 10, 12)
LETTER = Document(number=12, title="Discharge letter <i>2</i>")
ENTRIES: tuple[Entry, ...] = (
    Therapy(regimen="R-CHOP", cycles="6", date=PartialDate("2025-06-02"), end=PartialDate("2025-10-20"),
            how_known="report", proof=LETTER.id, proof_page=3, place="Ward 7", source="letter"),
    Relapse(event="relapse", date=PartialDate("2026-01-18")),
    Procedure(procedure="CAR-T infusion", date=PartialDate("2026-05-12"), how_known="report"),
    Response(category="CR", date=PartialDate("about 2026-06-11")),
    Relapse(event="progression", date=PartialDate("2026-09-18")),
    Scan(modality="PET-CT", date=PartialDate("2026-10-01"), finding="<b>bold</b>"),
    Note(title="undated"),
)  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.addWidget(TimelinePicture())
    made.resize(1000, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def picture(window: QWidget) -> TimelinePicture:
    found = window.findChild(TimelinePicture)
    assert isinstance(found, TimelinePicture)
    found.show_entries(ENTRIES, AS_OF, [LETTER])
    found.setFocus()
    found.repaint()
    return found


def card_of(picture: TimelinePicture) -> HoverCard | None:
    found = picture.window().findChild(HoverCard)
    assert found is None or isinstance(found, HoverCard)
    return found if found is not None and found.isVisible() else None


def place_of(picture: TimelinePicture, entry: Entry) -> QRect:
    item = picture.picture_map().item(entry.id)
    assert item is not None
    return picture.place_of(item).toAlignedRect()


def open_card(picture: TimelinePicture, qtbot: QtBot, entry: Entry) -> HoverCard:
    picture.select(entry.id)
    qtbot.keyClick(picture, Qt.Key.Key_Space)
    card = card_of(picture)
    assert card is not None
    return card


def test_space_or_i_shows_the_card_of_what_is_chosen_and_again_puts_it_away(
    picture: TimelinePicture, qtbot: QtBot
) -> None:
    qtbot.keyClick(picture, Qt.Key.Key_Space)
    assert card_of(picture) is None
    for key in (Qt.Key.Key_Space, Qt.Key.Key_I):
        picture.select(ENTRIES[0].id)
        qtbot.keyClick(picture, key)
        assert card_of(picture) is not None
        qtbot.keyClick(picture, key)
        assert card_of(picture) is None


def test_the_card_says_the_record_how_it_is_known_and_the_page_that_proves_it(
    picture: TimelinePicture, qtbot: QtBot
) -> None:
    assert open_card(picture, qtbot, ENTRIES[0]).words == (
        "Treatment, line 1. R-CHOP\u00a0×6. 2 June 2025 – 20 October 2025 · from a report. Ward 7 · letter. "
        "Proof: D-012 p. 3 · Discharge letter <i>2</i>. Double-click or press Enter to open it."
    )
    assert "Proof: D-012 p. 3 · Discharge letter <i>2</i>." in picture.accessibleDescription()


def test_the_card_says_the_day_counted_from_an_infusion_as_a_range_where_the_date_is_uncertain(
    picture: TimelinePicture, qtbot: QtBot
) -> None:
    assert "Counted from the infusion: between Day +15 and Day +45." in open_card(picture, qtbot, ENTRIES[3]).words


def test_what_was_typed_is_shown_and_never_read_as_markup(picture: TimelinePicture, qtbot: QtBot) -> None:
    card = open_card(picture, qtbot, ENTRIES[5])
    shown = [one for one in card.findChildren(QWidget) if one.isVisible() and "bold" in str(one.property("text"))]
    assert len(shown) == 1
    assert shown[0].property("textFormat") == Qt.TextFormat.PlainText


def test_escape_closes_the_card_and_is_left_to_the_page_when_there_is_none(
    picture: TimelinePicture, window: QWidget, qtbot: QtBot
) -> None:
    heard: list[int] = []

    class Page(QWidget):
        def keyPressEvent(self, event: object) -> None:
            heard.append(1)

    page = Page()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(picture)
    page.resize(900, 500)
    page.show()
    picture.setFocus()
    open_card(picture, qtbot, ENTRIES[0])
    qtbot.keyClick(picture, Qt.Key.Key_Escape)
    assert card_of(picture) is None
    assert heard == []
    qtbot.keyClick(picture, Qt.Key.Key_Escape)
    assert heard == [1]


def test_a_card_asked_for_by_key_goes_with_the_choice_and_away_with_the_focus(
    picture: TimelinePicture, qtbot: QtBot
) -> None:
    open_card(picture, qtbot, ENTRIES[0])
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    card = card_of(picture)
    assert card is not None
    assert card.words.startswith("Relapse or progression.")
    picture.clearFocus()
    assert card_of(picture) is None


@pytest.mark.parametrize("size", [(1000, 640), (1000, 420), (700, 700)])
def test_the_card_is_inside_the_window_and_never_on_its_entry(
    picture: TimelinePicture, window: QWidget, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    QApplication.processEvents()
    for entry in ENTRIES[:6]:
        card = open_card(picture, qtbot, entry)
        place = place_of(picture, entry).translated(picture.mapTo(window, QPoint(0, 0)))
        assert window.rect().contains(card.geometry())
        assert not card.geometry().intersects(place)
        qtbot.keyClick(picture, Qt.Key.Key_Escape)


def test_the_card_comes_when_the_pointer_rests_and_goes_when_it_leaves(picture: TimelinePicture, qtbot: QtBot) -> None:
    QTest.mouseMove(picture, place_of(picture, ENTRIES[2]).center())
    assert card_of(picture) is None
    qtbot.waitUntil(lambda: card_of(picture) is not None, timeout=4000)
    card = card_of(picture)
    assert card is not None
    assert card.words.startswith("Procedure. CAR-T infusion.")
    assert card.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert picture.hasFocus()
    QApplication.sendEvent(picture, QEvent(QEvent.Type.Leave))
    assert card_of(picture) is None


@pytest.mark.parametrize("away", ["pan", "press", "zoom", "hide"])
def test_the_card_goes_when_the_picture_moves(picture: TimelinePicture, qtbot: QtBot, away: str) -> None:
    picture.zoom_by(2)
    open_card(picture, qtbot, ENTRIES[0])
    match away:
        case "pan":
            picture.pan(30)
        case "press":
            qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=QPoint(500, 5))
        case "zoom":
            picture.zoom_by(1.5)
        case _:
            picture.hide()
    assert card_of(picture) is None


def test_a_removed_entry_takes_its_card_with_it(picture: TimelinePicture, qtbot: QtBot) -> None:
    open_card(picture, qtbot, ENTRIES[5])
    picture.show_entries(ENTRIES[:5], AS_OF, [LETTER])
    assert card_of(picture) is None


@pytest.mark.parametrize("choice", ["light", "dark", "contrast"])
def test_the_card_has_the_colours_in_force(picture: TimelinePicture, theme: Theme, qtbot: QtBot, choice: str) -> None:
    theme.use(choice, 100)
    try:
        card = open_card(picture, qtbot, ENTRIES[0])
        assert card.grab().toImage().pixelColor(8, 8) == QColor(tokens().surface)
        edge = card.grab().toImage().pixelColor(card.width() // 2, 0)
        assert edge != QColor(tokens().surface)
    finally:
        theme.use("light", 100)


def test_r_walks_from_relapse_to_relapse(picture: TimelinePicture, qtbot: QtBot) -> None:
    told: list[object] = []
    picture.chosen.connect(told.append)
    qtbot.keyClick(picture, Qt.Key.Key_R)
    qtbot.keyClick(picture, Qt.Key.Key_R)
    qtbot.keyClick(picture, Qt.Key.Key_R)
    qtbot.keyClick(picture, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert told == [ENTRIES[1].id, ENTRIES[4].id, ENTRIES[4].id, ENTRIES[1].id]


def test_page_keys_move_by_most_of_the_window(picture: TimelinePicture, qtbot: QtBot) -> None:
    picture.zoom_by(8)
    before = picture.grab().toImage()
    qtbot.keyClick(picture, Qt.Key.Key_PageDown)
    assert picture.grab().toImage() != before
    qtbot.keyClick(picture, Qt.Key.Key_PageUp)
    assert picture.grab().toImage() == before
