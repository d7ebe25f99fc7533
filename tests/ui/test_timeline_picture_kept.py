"""What the picture keeps between two paints never shows: it looks as if everything were painted anew."""

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.picture.drawing import Plan
from caregiver_app.domain.timeline.records import (
    Diagnosis,
    Entry,
    Lab,
    Note,
    Procedure,
    Relapse,
    Response,
    Scan,
    Stay,
    Therapy,
)
from caregiver_app.ui.theme import Theme
from caregiver_app.ui.timeline import picture_plans
from caregiver_app.ui.timeline.picture import TimelinePicture
from caregiver_app.ui.timeline.picture_stretches import Stretches

AS_OF = date(2026, 10, 12)


def on(text: str) -> PartialDate:
    return PartialDate(text)


ENTRIES: tuple[Entry, ...] = (
    Diagnosis(id=UUID(int=1), disease="DLBCL", date=on("2023-05-14")),
    Therapy(id=UUID(int=2), regimen="R-CHOP", date=on("2023-06-02"), end=on("2023-10")),
    Response(id=UUID(int=3), category="CR", date=on("about 2023-11")),
    Relapse(id=UUID(int=4), event="relapse", date=on("2024-06-18")),
    Procedure(id=UUID(int=5), procedure="Radiation", date=on("2024-07-01"), end=on("2024-07-21")),
    Procedure(id=UUID(int=6), procedure="CAR-T infusion", date=on("2026-08-12")),
    Stay(id=UUID(int=7), reason="fever", date=on("2025-01-02"), end=on("2025-01-09")),
    Note(id=UUID(int=8), title="moved house", date=on("2025-06-18")),
    *(Scan(id=UUID(int=20 + month), modality="CT", date=on(f"2025-{month:02}-03")) for month in range(1, 13)),
    *(Lab(id=UUID(int=40 + month), test="LDH", value=str(200 + month), date=on(f"2024-{month:02}-03"))
      for month in range(1, 13)),
)  # fmt: skip


@pytest.fixture
def picture(qtbot: QtBot, theme: Theme) -> TimelinePicture:
    return shown(qtbot)


def shown(qtbot: QtBot, entries: tuple[Entry, ...] = ENTRIES) -> TimelinePicture:
    made = TimelinePicture()
    qtbot.addWidget(made)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.resize(900, 420)
    made.show_entries(entries, AS_OF)
    made.show()
    return made


def look(picture: TimelinePicture) -> QImage:
    return picture.grab().toImage()


@pytest.mark.parametrize("zoom", [1.0, 3.0, 30.0])
def test_moving_bit_by_bit_looks_like_being_there_at_once(qtbot: QtBot, picture: TimelinePicture, zoom: float) -> None:
    other = shown(qtbot)
    for one in (picture, other):
        one.zoom_by(zoom)
    for _step in range(40):
        picture.pan(17, 3)
        look(picture)
    other.pan(40 * 17, 40 * 3)
    assert look(picture) == look(other)


def test_a_changed_entry_looks_as_in_a_new_picture(qtbot: QtBot, picture: TimelinePicture) -> None:
    for zoom in (1.0, 6.0):
        picture.fit()
        picture.zoom_by(zoom)
        look(picture)
        for changed in (
            tuple(entry.amended(date=on("2025-06-25")) if entry.id.int == 8 else entry for entry in ENTRIES),
            ENTRIES[:-1],
            tuple(entry for entry in ENTRIES if entry.id.int != 4),
            ENTRIES,
        ):
            picture.show_entries(changed, AS_OF)
            fresh = shown(qtbot, changed)
            fresh.zoom_by(zoom)
            fresh.fit() if zoom == 1.0 else fresh.pan(picture._view.across - fresh._view.across)
            assert look(picture) == look(fresh)


def test_what_did_not_change_is_not_painted_again(picture: TimelinePicture) -> None:
    picture.zoom_by(6.0)
    picture.pan(-100_000)
    look(picture)
    before = {number: strip.pixmap.cacheKey() for number, strip in picture._page._strips._kept.items()}
    changed = [entry.amended(title="moved again") if isinstance(entry, Note) else entry for entry in ENTRIES]
    picture.show_entries(changed, AS_OF)
    look(picture)
    after = {number: strip.pixmap.cacheKey() for number, strip in picture._page._strips._kept.items()}
    assert before == {number: after[number] for number in before}


def test_colours_and_type_are_taken_anew(picture: TimelinePicture, qtbot: QtBot, theme: Theme) -> None:
    light = look(picture)
    try:
        theme.use("dark", 100)
        dark = look(picture)
        assert dark != light
        assert dark == look(shown(qtbot))
        theme.use("light", 150)
        large = look(picture)
        assert large == look(shown(qtbot))
    finally:
        theme.use("light", 100)
    assert look(picture) == light


def test_choosing_and_moving_back_leave_no_trace(picture: TimelinePicture, qtbot: QtBot) -> None:
    picture.zoom_by(4)
    picture.pan(-100_000)
    before = look(picture)
    picture.select(UUID(int=2))
    assert look(picture) != before
    picture.select(None)
    picture.pan(-100_000)
    assert look(picture) == before


def test_a_change_is_laid_out_once_and_what_is_asked_besides_costs_no_layout(
    picture: TimelinePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Plan] = []

    class Counted(Plan):
        def __init__(self, *arguments: object, **more: object) -> None:
            made.append(self)
            super().__init__(*arguments, **more)

    monkeypatch.setattr(picture_plans, "Plan", Counted)
    look(picture)
    picture.show_entries(ENTRIES[:-1], AS_OF)
    assert made == []
    assert picture.notes == ()
    picture.select(UUID(int=2))
    picture.wanted_height()
    picture.sizeHint()
    look(picture)
    picture.resize(picture.width(), picture.height() - 40)
    picture.wanted_height()
    look(picture)
    assert len(made) == 1
    picture.zoom_by(3)
    look(picture)
    picture.show_entries(ENTRIES, AS_OF)
    picture.wanted_height()
    look(picture)
    assert len(made) == 4
    picture.show_entries(tuple(ENTRIES), AS_OF)
    look(picture)
    assert len(made) == 4


def test_what_touches_a_stretch_is_found_in_its_order() -> None:
    things = [(5.0, 9.0), (0.0, 100.0), (20.0, 21.0), (8.0, 8.0), (50.0, 60.0)]
    stretches = Stretches(things, lambda thing: thing)
    for left, right in ((0, 4), (8, 8), (9, 20), (22, 49), (61, 99), (101, 200), (-5, -1)):
        expected = [thing for thing in things if thing[0] <= right and thing[1] >= left]
        assert stretches.touching(left, right) == expected


def test_words_of_a_bar_stay_in_sight_while_it_does(picture: TimelinePicture) -> None:
    picture.select(UUID(int=2))
    picture.zoom_by(12)
    picture.select(UUID(int=2))
    item = picture.picture_map().item(UUID(int=2))
    assert item is not None
    look(picture)
    label = next(label for label in picture.picture().labels if label.entry_id == item.entry_id and label.inside)
    picture.pan(item.box.left + 60 - picture.picture().plot.left - picture._view.across)
    edge = picture.picture().plot.left + picture._view.across
    bar = next(bar for bar in picture.picture().bars if bar.entry_id == item.entry_id)
    moved = picture._page._time._kept_in_sight(label, bar, edge)
    assert edge < moved.left < bar.core_right
