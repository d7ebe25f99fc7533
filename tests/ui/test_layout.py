"""What must be seen whole in a window of the usual size, and what must stay in its place."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.sample import make_sample
from caregiver_app.domain.dates import PartialDate, sort_key
from caregiver_app.domain.timeline.records import Stay, Therapy
from caregiver_app.ui.documents.page import DocumentsPage
from caregiver_app.ui.documents.rows import DATE, NUMBER
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.theme import Theme, font
from caregiver_app.ui.timeline.page import TimelinePage
from caregiver_app.ui.timeline.when import when

WHEN, KIND, WHAT, KNOWN, PAPER = range(5)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("layout") / "sample"
    make_sample(folder, lambda *_step: None)
    return folder


@pytest.fixture
def wide(qtbot: QtBot, empty_window: MainWindow, sample: Path) -> MainWindow:
    """The window of the usual size with the sample case."""
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(sample)
    return empty_window


@pytest.fixture
def timeline(wide: MainWindow) -> TimelinePage:
    wide.notices.clear()  # a day near an appointment of the sample begins with a word of it
    wide.go("timeline")
    QApplication.processEvents()
    page = wide.page("timeline")
    assert isinstance(page, TimelinePage)
    return page


@pytest.mark.thorough
def test_dates_kinds_sources_and_papers_are_never_cut_in_the_timeline(timeline: TimelinePage) -> None:
    model = timeline.table.model()
    cut = []
    for column in (WHEN, KIND, KNOWN, PAPER):
        metrics = QFontMetrics(font(bold=column == KIND))
        room = timeline.table.columnWidth(column) - 26
        words = {str(model.index(row, column).data()) for row in range(model.rowCount())}
        cut += [word for word in words if metrics.horizontalAdvance(word) > room]
    # A span from one vague date to another is the one thing too long for its column; its tooltip has it whole.
    assert [word for word in cut if not ("–" in word and ("about" in word or "before" in word))] == []
    assert timeline.table.columnWidth(WHAT) > 240


def test_the_picture_of_a_usual_case_is_whole_and_the_list_keeps_five_rows(timeline: TimelinePage) -> None:
    assert timeline.picture.picture().height <= timeline.picture.height()
    rows = timeline.table.viewport().height() / timeline.table.verticalHeader().defaultSectionSize()
    assert rows >= 4.9


def test_a_notice_moves_neither_the_picture_nor_the_buttons(timeline: TimelinePage, wide: MainWindow) -> None:
    before = (
        timeline.picture.height(),
        timeline.entries.remove_button.mapTo(wide, timeline.entries.remove_button.rect().topLeft()),
    )
    wide.notices.tell_done("Something is done.")
    QApplication.processEvents()
    after = (
        timeline.picture.height(),
        timeline.entries.remove_button.mapTo(wide, timeline.entries.remove_button.rect().topLeft()),
    )
    assert wide.notices.isVisible()
    assert after == before


def test_the_timeline_opens_at_the_newest_entry_in_view(timeline: TimelinePage) -> None:
    (chosen,) = timeline.table.selected_records()
    dated = [entry.date for entry in timeline.table.records_model.records if entry.date]
    assert chosen.date == max(dated, key=sort_key)
    place = timeline.table.visualRect(timeline.table.currentIndex())
    assert timeline.table.viewport().rect().contains(place)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2023-06", "2023-10", "Jun – Oct 2023"),
        ("2023-06-20", "2023-10-10", "20 Jun – 10 Oct 2023"),
        ("2023-06-02", "2023-06-10", "2 – 10 Jun 2023"),
        ("2023-12-20", "2024-01-10", "Dec 2023 – Jan 2024"),
        ("2022", "2023", "2022 – 2023"),
        ("2023-06-20", "2023-06-20", "20 June 2023"),
        ("about 2023-06", "2023-10", "about June 2023 – October 2023"),
        ("2023-06", None, "June 2023"),
        (None, "2023-10", "until October 2023"),
    ],
)
def test_a_span_is_written_as_short_as_the_list_needs(start: str | None, end: str | None, words: str) -> None:
    dates = {name: PartialDate(text) for name, text in (("date", start), ("end", end)) if text}
    assert when(Therapy(regimen="R-CHOP", **dates)) == words
    assert when(Stay(reason="Fever", **dates)) == words


def test_the_date_and_number_of_a_document_are_never_cut(wide: MainWindow) -> None:
    wide.go("documents")
    QApplication.processEvents()
    table = wide.page("documents").all.table
    metrics = QFontMetrics(font())
    assert metrics.horizontalAdvance("2023-08-28") <= table.columnWidth(DATE) - 23
    assert metrics.horizontalAdvance("D-888") <= table.columnWidth(NUMBER) - 23


def test_a_proof_is_named_over_the_whole_width_and_leads_to_its_entry(wide: MainWindow) -> None:
    wide.go("documents")
    page = wide.page("documents")
    assert isinstance(page, DocumentsPage)
    proof = next(entry for entry in page.desk.book.snapshot().entries if entry.proof is not None)
    page.show_record(proof.proof)
    QApplication.processEvents()
    links = [link for link in page.all.panel.findChildren(QPushButton) if link.property("role") == "words-link"]
    assert links
    for link in links:
        assert link.width() > page.all.panel.width() * 0.75
        assert link.height() <= 2 * link.fontMetrics().lineSpacing() + 8
    QTest.keyClick(links[0], Qt.Key.Key_Space)
    assert wide.shown_page == "timeline"


@pytest.mark.parametrize(
    ("percent", "size"),
    [
        (100, (1024, 600)),
        pytest.param(200, (1024, 600), marks=pytest.mark.thorough),
        pytest.param(150, (1280, 800), marks=pytest.mark.thorough),
    ],
)
def test_nothing_scrolls_sideways(
    wide: MainWindow, theme: Theme, percent: int, size: tuple[int, int], qtbot: QtBot
) -> None:
    theme.use("light", percent)
    try:
        wide.resize(*size)
        for key in (kind.key for kind in PAGES):
            wide.go(key)
            QApplication.processEvents()
            frame = wide.page(key).parentWidget().parentWidget()
            assert isinstance(frame, QScrollArea)
            qtbot.waitUntil(lambda frame=frame: frame.horizontalScrollBar().maximum() == 0, timeout=1000)
    finally:
        theme.use("light", 100)


def test_the_tools_of_a_header_stand_beneath_the_title_where_there_is_no_room(wide: MainWindow, theme: Theme) -> None:
    wide.go("timeline")
    page = wide.page("timeline")
    QApplication.processEvents()
    assert page.search.y() < page.title.geometry().bottom()
    theme.use("light", 200)
    try:
        wide.resize(1024, 600)
        QApplication.processEvents()
        assert page.search.y() > page.title.geometry().bottom()
        assert page.add_button.y() < page.title.geometry().bottom()
    finally:
        theme.use("light", 100)
