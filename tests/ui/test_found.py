"""What was found among all papers: marked in its row, and opened where it stands on the pages."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.finding import Hit, find
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.domain.documents.document import Document
from caregiver_app.ui.documents.page import DocumentsPage
from caregiver_app.ui.documents.preview import PreviewPane
from caregiver_app.ui.documents.preview_window import PreviewWindow
from caregiver_app.ui.documents.rows import found_rows, rows_of
from caregiver_app.ui.documents.sought import NOTHING, sought_in
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.painting import LEFT, brought_near
from caregiver_app.ui.theme import Theme

PAGES = (("Invoice",), ("The axillary node has grown,", "a lymph node as before."), ("Another node",))


@pytest.fixture
def case_folder(case_folder: Path, tmp_path: Path) -> Path:
    """A case with two papers of which one has three pages of words."""
    canvas = Canvas(str(tmp_path / "report.pdf"), invariant=1)
    for lines in PAGES:
        for row, words in enumerate(lines):
            canvas.drawString(100, 700 - 30 * row, words)
        canvas.showPage()
    canvas.save()
    other = Canvas(str(tmp_path / "other.pdf"), invariant=1)
    other.drawString(100, 700, "Nothing of the kind")
    other.save()
    with Casebook.open(case_folder) as book:
        list_files(book, keep_files(book.originals, [tmp_path / "report.pdf", tmp_path / "other.pdf"]))
    return case_folder


@pytest.fixture
def page(window: MainWindow) -> DocumentsPage:
    window.go("documents")
    shown = window.page("documents")
    assert isinstance(shown, DocumentsPage)
    return shown


def came(qtbot: QtBot, pane: PreviewPane) -> None:
    """Wait until everything wanted has come."""
    loader = pane.loader
    qtbot.waitUntil(lambda: loader.is_open)
    qtbot.waitUntil(lambda: loader._job is None and all(loader._is_here(wish) for wish in loader._wishes))


def marked(pane: PreviewPane, page: int) -> list[str]:
    return ["".join(part.word.text for part in parts) for parts in pane.view.found(page)[0]]


def test_the_row_of_what_was_found_marks_the_words(book: Casebook) -> None:
    (row,) = found_rows(rows_of(book.snapshot()), find(book, "node axill"), "node axill")
    assert row.about.startswith("page 2: ")
    assert [row.about[start:end] for start, end in row.about_marks] == ["axill", "node", "node"]
    (row,) = found_rows(rows_of(book.snapshot()), find(book, "report"), "report")
    assert row.about_marks == ()


@pytest.mark.thorough
def test_the_marks_are_painted_and_end_where_the_line_is_shortened(
    qtbot: QtBot, page: DocumentsPage, theme: Theme
) -> None:
    def ink() -> int:
        """Count the dots of ink in the second line of the first row."""
        QApplication.processEvents()
        table = page.all.table
        cell = table.visualRect(table.model().index(0, 2))
        image = table.viewport().grab(cell.adjusted(LEFT, cell.height() // 2, 0, -4)).toImage()
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        return sum(grey.pixelColor(x, y).value() < 120 for x in range(grey.width()) for y in range(grey.height()))

    page.all.finding.words.setText("axillary node has grown")
    found = ink()
    (row,) = page.all.table.records_model.records
    object.__setattr__(row, "marks", ())
    page.all.table.viewport().update()
    assert found > ink() * 1.3


@pytest.mark.thorough
def test_the_pages_beside_the_list_open_where_it_was_found(qtbot: QtBot, page: DocumentsPage) -> None:
    view = page.all
    view.tabs.setCurrentIndex(1)
    view.finding.words.setText("node axill")
    QTest.keyClick(view.finding.words, Qt.Key.Key_Return)
    came(qtbot, view.preview)
    assert view.preview.view.page == 1
    assert marked(view.preview, 1) == ["axillary", "node", "node"]
    assert view.preview.find_bar.isHidden()
    view.finding.words.setText("another")
    came(qtbot, view.preview)
    assert (view.preview.view.page, marked(view.preview, 2)) == (2, ["Another"])
    view.finding.words.setText("")
    assert view.preview.view.page == 2
    assert marked(view.preview, 2) == []


def test_the_large_window_opens_where_it_was_found_and_goes_from_place_to_place(
    qtbot: QtBot, page: DocumentsPage, window: MainWindow
) -> None:
    page.all.finding.words.setText("node axill")
    page.all.start()
    QTest.keyClick(page.all.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    (large,) = window.findChildren(PreviewWindow)
    came(qtbot, large.pane)
    assert large.pane.view.page == 1
    assert large.pane.find_bar.isVisible()
    assert large.pane.find_bar.words.text() == "node axill"
    qtbot.waitUntil(lambda: large.pane.find_bar._count.text() == "1 of 4")
    for _press in range(3):
        QTest.keyClick(large.pane.view, Qt.Key.Key_F3)
    came(qtbot, large.pane)
    assert large.pane.view.page == 2
    QTest.keyClick(large.pane.find_bar.words, Qt.Key.Key_Escape)
    assert marked(large.pane, 2) == []
    came(qtbot, large.pane)
    large.close()


@pytest.mark.thorough
def test_what_was_read_meanwhile_leaves_the_page_in_sight(qtbot: QtBot, page: DocumentsPage) -> None:
    view = page.all
    view.tabs.setCurrentIndex(1)
    view.finding.words.setText("node")
    view.start()
    came(qtbot, view.preview)
    view.preview.view.go_to_page(0)
    view.preview.read_again()
    came(qtbot, view.preview)
    assert view.preview.view.page == 0
    assert marked(view.preview, 1) == ["node", "node"]


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("node axill", ("node", "axill", "Axill")),
        ("“lymph node” node", ("lymph node", "node", "Axill")),
        ("a node", ("node", "Axill")),
        ("病理 a", ("病理", "Axill")),
    ],
)
def test_each_word_that_was_typed_is_marked_by_itself(typed: str, texts: tuple[str, ...]) -> None:
    hit = Hit(Document(number=1, title="x"), 2, "the Axill ary", ((4, 9),))
    assert sought_in(typed, hit).texts == texts
    assert sought_in(typed, hit).page == 1


def test_where_only_short_words_were_typed_they_are_marked() -> None:
    assert sought_in("CR", Hit(Document(number=1, title="x"), 1, "in CR since", ((3, 5),))).texts == ("CR",)


def test_what_was_found_by_its_title_is_not_looked_for_on_its_pages() -> None:
    assert sought_in("node", None) == NOTHING
    assert sought_in("node", Hit(Document(number=1, title="Node"), 0, "Node", ((0, 4),))) == NOTHING


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (60, "page 1: … firm swelling under the Lymph node, left"),
        (30, "page 1: … under the Lymph node, left"),
        (16, "page 1: … Lymph node, left"),
        (3, "page 1: … Lymph node, left"),
    ],
)
def test_where_a_row_is_narrow_words_before_the_found_one_give_way(room: int, shown: str) -> None:
    text = "page 1: … firm swelling under the Lymph node, left"
    marks = [(text.index(word), text.index(word) + len(word)) for word in ("Lymph", "node")]
    near, moved = brought_near(text, marks, lambda part: len(part) <= room)
    assert near == shown
    assert [near[start:end] for start, end in moved] == ["Lymph", "node"]


def test_a_note_without_a_page_begins_with_an_ellipsis_where_words_gave_way() -> None:
    near, moved = brought_near("the swelling under the node", [(23, 27)], lambda part: len(part) <= 12)
    assert (near, moved) == ("… the node", [(6, 10)])
