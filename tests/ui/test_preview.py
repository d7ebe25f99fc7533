"""Looking at a document: pages, size, turn, choosing and finding words, by mouse and by keys, from a real file."""

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.casebook.documents.listing import remove_documents
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import FILE, NOTHING, OCR, PageText, Word
from caregiver_app.domain.documents.sheets import Sheet, Sheets
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.preview import PreviewPane
from caregiver_app.ui.documents.preview_column import FREE, PAGE, WIDTH
from caregiver_app.ui.documents.preview_loading import MOST_BYTES
from caregiver_app.ui.documents.preview_window import PreviewWindow
from caregiver_app.ui.theme import Theme
from endless_page import endless

HOSTILE = "<b>x</b> & \u202efdp.exe"
Listed = Callable[..., Document]


@pytest.fixture
def listed(desk: Desk, tmp_path: Path) -> Listed:
    """Keep and list a file; `changes` are what else is known of it."""

    def made(body: bytes, name: str = "paper.pdf", **changes: object) -> Document:
        path = tmp_path / name
        path.write_bytes(body)
        kept = desk.book.originals.keep(path)
        with desk.book.step("Add a document") as tx:
            number = tx.next_number("document")
            tx.put(document := Document(number=number, title=name, fingerprint=kept.fingerprint, size=kept.size))
        return document.amended(**changes)

    return made


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk) -> Iterator[PreviewPane]:
    made = PreviewPane(desk)
    qtbot.addWidget(made)
    made.resize(640, 560)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.finish()


def report(pages: int = 3) -> bytes:
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=(595, 842), invariant=1)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 14)
        canvas.drawString(100, 760, f"Report page {page}")
        canvas.drawString(100, 400, "The lymph nodes have grown")
        canvas.drawString(100, 380, "since the last scan.")
        canvas.showPage()
    canvas.save()
    return body.getvalue()


def photo(size: tuple[int, int] = (600, 800)) -> bytes:
    body = io.BytesIO()
    Image.new("RGB", size, "navy").save(body, "JPEG")
    return body.getvalue()


def show(qtbot: QtBot, pane: PreviewPane, document: Document) -> None:
    """Show a document and wait until what is in sight has come."""
    pane.show_document(document)
    qtbot.waitUntil(lambda: pane.loader.is_open)
    settled(qtbot, pane)


def settled(qtbot: QtBot, pane: PreviewPane) -> None:
    """Wait until everything wanted has come."""
    loader = pane.loader
    qtbot.waitUntil(lambda: loader._job is None and all(loader._is_here(wish) for wish in loader._wishes))


def press(pane: PreviewPane, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(pane.view, key, held)


def said(pane: PreviewPane) -> str:
    """Return what the pane says in the place of pages."""
    shown = pane._stack.currentWidget()
    return pane._message.text() if shown is pane._words_place else ""


def blue_at(pane: PreviewPane, point: QPoint) -> bool:
    colour = pane.view.viewport().grab().toImage().pixelColor(point)
    return colour.blue() > 90 and colour.red() < 60


def place_of(pane: PreviewPane, page: int, word: int) -> QPoint:
    """Return where a word is seen in the window."""
    found = pane.loader.words(page)
    assert found is not None
    place = pane.view.column.place(page).translated(-pane.view.seen().topLeft())
    box = found.words[word]
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return QPoint(round(place.left() + x * place.width()), round(place.top() + y * place.height()))


def test_the_first_page_is_seen_and_the_rest_has_its_place(qtbot: QtBot, pane: PreviewPane, listed: Listed) -> None:
    show(qtbot, pane, listed(report()))
    image = pane.loader.picture(0, pane.view.column.place(0).width())
    assert image is not None
    assert image.width() == pane.view.column.place(0).width() == pane.view.viewport().width() - 20
    assert (pane.page_field.text(), pane._of.text()) == ("1", "of 3")
    assert pane.view.verticalScrollBar().maximum() > 2000


def test_keys_alone_go_through_the_pages(qtbot: QtBot, pane: PreviewPane, listed: Listed) -> None:
    show(qtbot, pane, listed(report()))
    press(pane, Qt.Key.Key_End)
    assert (pane.view.page, pane.page_field.text()) == (2, "3")
    press(pane, Qt.Key.Key_Home)
    assert pane.view.page == 0
    press(pane, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    assert pane.view.page == 1
    press(pane, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert pane.view.verticalScrollBar().value() == 0
    pane.view.fit_to(PAGE)
    press(pane, Qt.Key.Key_PageDown)
    assert pane.view.page == 1
    pane.page_field.setFocus()
    pane.page_field.selectAll()
    QTest.keyClicks(pane.page_field, "3")
    QTest.keyClick(pane.page_field, Qt.Key.Key_Return)
    assert pane.view.page == 2
    settled(qtbot, pane)


def test_pages_grow_and_shrink_by_keys_and_wheel_and_stay_where_they_are(
    qtbot: QtBot, pane: PreviewPane, listed: Listed
) -> None:
    show(qtbot, pane, listed(report()))
    before = pane.view.column.place(0).width()
    control = Qt.KeyboardModifier.ControlModifier
    press(pane, Qt.Key.Key_Plus, held=control)
    assert pane.view.column.place(0).width() == round(before * 1.25)
    press(pane, Qt.Key.Key_Minus, held=control)
    assert abs(pane.view.column.place(0).width() - before) <= 1
    at = place_of(pane, 0, 0)
    angle = QPoint(0, 120)
    wheel = QWheelEvent(
        QPointF(at), QPointF(at), QPoint(), angle, Qt.MouseButton.NoButton, control, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(pane.view.viewport(), wheel)
    assert pane.view.fit == FREE
    assert (place_of(pane, 0, 0) - at).manhattanLength() <= 3
    press(pane, Qt.Key.Key_0, held=control)
    assert (pane.view.fit, pane.view.column.place(0).width()) == (WIDTH, before)
    settled(qtbot, pane)


def test_turning_changes_the_view_alone_and_says_so(qtbot: QtBot, pane: PreviewPane, listed: Listed) -> None:
    document = listed(report())
    show(qtbot, pane, document)
    press(pane, Qt.Key.Key_R)
    settled(qtbot, pane)
    place = pane.view.column.place(0)
    assert place.width() > place.height()
    assert "looking only" in pane._note.text()
    words = pane.loader.words(0)
    assert words is not None
    assert words.words[0].height > words.words[0].width
    press(pane, Qt.Key.Key_R, held=Qt.KeyboardModifier.ShiftModifier)
    settled(qtbot, pane)
    assert pane.view.column.place(0).height() > pane.view.column.place(0).width()
    assert pane._note.isHidden()


def test_words_are_chosen_with_the_mouse_and_copied_as_plain_text(
    qtbot: QtBot, pane: PreviewPane, listed: Listed
) -> None:
    show(qtbot, pane, listed(report()))
    pane.view.verticalScrollBar().setValue(200)
    settled(qtbot, pane)
    window, left = pane.view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(window, left, pos=place_of(pane, 0, 4))
    QTest.mouseMove(window, place_of(pane, 0, 9))
    QTest.mouseRelease(window, left, pos=place_of(pane, 0, 9))
    press(pane, Qt.Key.Key_C, held=Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "lymph nodes have grown\nsince the"
    QTest.mouseDClick(window, left, pos=place_of(pane, 0, 5))
    assert pane.view.choosing.copy()
    assert QGuiApplication.clipboard().text() == "nodes"
    QTest.mouseClick(window, left, pos=QPoint(5, 5))
    assert not pane.view.choosing.copy()


def test_words_are_chosen_with_keys_alone(qtbot: QtBot, pane: PreviewPane, listed: Listed) -> None:
    show(qtbot, pane, listed(report()))
    shift = Qt.KeyboardModifier.ShiftModifier
    press(pane, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, held=shift)
    press(pane, Qt.Key.Key_C, held=Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Report page 1\nThe lymph"
    press(pane, Qt.Key.Key_A, Qt.Key.Key_C, held=Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Report page 1\nThe lymph nodes have grown\nsince the last scan."
    press(pane, Qt.Key.Key_Escape)
    assert pane.view.choosing.choice is None


def test_every_place_of_a_text_is_found_over_all_pages(qtbot: QtBot, pane: PreviewPane, listed: Listed) -> None:
    show(qtbot, pane, listed(report(5)))
    press(pane, Qt.Key.Key_F, held=Qt.KeyboardModifier.ControlModifier)
    assert pane.find_bar.words.hasFocus()
    QTest.keyClicks(pane.find_bar.words, "GROWN since")
    qtbot.waitUntil(lambda: not pane.finder.is_looking)
    settled(qtbot, pane)
    assert pane.find_bar._count.text() == "1 of 5"
    QTest.keyClick(pane.find_bar.words, Qt.Key.Key_Return)
    QTest.keyClick(pane.find_bar.words, Qt.Key.Key_F3)
    settled(qtbot, pane)
    assert (pane.find_bar._count.text(), pane.view.page) == ("3 of 5", 2)
    QTest.keyClick(pane.find_bar.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    settled(qtbot, pane)
    assert (pane.find_bar._count.text(), pane.view.page) == ("2 of 5", 1)
    marks, current = pane.view.found(1)
    assert ([part.word.text for part in marks[0]], current) == (["grown", "since"], 0)
    for _step in range(4):
        press(pane, Qt.Key.Key_F3, held=Qt.KeyboardModifier.ShiftModifier)
    assert pane.find_bar._count.text() == "3 of 5"
    QTest.keyClicks(pane.find_bar.words, " nowhere")
    assert pane.find_bar._count.text() == "Not found"
    QTest.keyClick(pane.find_bar.words, Qt.Key.Key_Escape)
    assert pane.find_bar.isHidden()
    assert pane.view.found(1) == ((), -1)
    settled(qtbot, pane)


def test_the_tools_beside_a_list_take_two_lines_at_most(qtbot: QtBot, desk: Desk, listed: Listed) -> None:
    narrow = PreviewPane(desk, compact=True)
    qtbot.addWidget(narrow)
    narrow.resize(306, 560)
    narrow.show()
    show(qtbot, narrow, listed(report(28)))
    assert len({made.y() for made in narrow._tools.findChildren(QPushButton) if made.isVisible()}) <= 2
    narrow.finish()


def test_a_scan_that_was_read_has_its_words_and_one_that_was_not_says_so(
    qtbot: QtBot, desk: Desk, pane: PreviewPane, listed: Listed
) -> None:
    document = listed(photo(), "scan.jpg")
    show(qtbot, pane, document)
    assert "not been read yet" in pane._note.text()
    pane.find_bar.start()
    QTest.keyClicks(pane.find_bar.words, "lymph")
    qtbot.waitUntil(lambda: not pane.finder.is_looking)
    assert pane.find_bar._count.text() == "Not found. 1 page has not been read yet, so it was not searched."
    word = Word("Lymphoma", 0.1, 0.2, 0.3, 0.05)
    desk.book.readings.put(document.fingerprint, [PageText(1, "Lymphoma", OCR, (word,))])
    pane.read_again()
    qtbot.waitUntil(lambda: pane.find_bar._count.text() == "1 of 1")
    assert pane._note.isHidden()
    empty = listed(photo((300, 300)), "wall.jpg")
    desk.book.readings.put(empty.fingerprint, [PageText(1, "", NOTHING)])
    show(qtbot, pane, empty)
    assert pane._note.text() == "No words were found on this page."


def test_a_letter_without_pages_shows_its_words_as_they_are(
    qtbot: QtBot, desk: Desk, pane: PreviewPane, listed: Listed
) -> None:
    document = listed(b"Dear Dr Chen", "letter.txt")
    texts = (f"Dear Dr Chen {HOSTILE}", "Yours")
    desk.book.readings.put(document.fingerprint, [PageText(page, text, FILE) for page, text in enumerate(texts, 1)])
    show(qtbot, pane, document)
    assert pane._stack.currentWidget() is pane._text
    assert pane._text.toPlainText() == "Dear Dr Chen <b>x</b> & \ufffdfdp.exe\n\nYours"
    assert not pane._tools.isEnabled()


def test_what_cannot_be_looked_at_is_said_calmly(qtbot: QtBot, pane: PreviewPane, listed: Listed) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(report())) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    assert said(pane) == "Choose a document to see its pages."
    show(qtbot, pane, listed(locked.getvalue()))
    assert said(pane).startswith("The file is locked with a password.")
    show(qtbot, pane, listed(b"PK\x03\x04 more", "archive.zip"))
    assert "cannot be shown here" in said(pane)
    pane.show_document(Document(number=9, title="Slides", holding="elsewhere"))
    assert said(pane).startswith("There is no file of it here")
    pane.show_document(None)
    assert said(pane) == "Choose a document to see its pages."


def test_a_page_that_cannot_be_read_has_a_sentence_in_its_place(
    qtbot: QtBot, pane: PreviewPane, listed: Listed
) -> None:
    document = listed(photo(), "scan.jpg")
    pages = Sheets.of([Sheet(document.fingerprint, 7), Sheet(document.fingerprint)])
    pane.resize(640, 1400)
    show(qtbot, pane, document.amended(sheets=pages))
    assert pane.loader.trouble_of(0) == "page_unreadable"
    assert pane.loader.picture(0, 500) is None
    assert "This page cannot be shown. The file itself is kept as it is." in pane.view.accessibleDescription()
    middle = pane.view.column.place(1).center() - pane.view.seen().topLeft()
    assert blue_at(pane, QPoint(middle.x(), middle.y() - 40))


def test_a_page_is_seen_as_it_will_be_handed_over(qtbot: QtBot, pane: PreviewPane, listed: Listed) -> None:
    document = listed(report())
    black = ((0.1, 0.05, 0.9, 0.15),)
    show(qtbot, pane, document.amended(sheets=Sheets.of([Sheet(document.fingerprint, 2, turn=2, black=black)])))
    words = pane.loader.words(0)
    assert words is not None
    assert "Report" not in words.text
    assert "lymph" in words.text
    assert words.words[0].x > 0.5


def test_another_document_takes_the_place_at_once_and_old_wishes_are_dropped(
    qtbot: QtBot, pane: PreviewPane, listed: Listed
) -> None:
    long, short = listed(report(40)), listed(photo(), "photo.jpg")
    pane.show_document(long)
    qtbot.waitUntil(lambda: pane.loader.is_open)
    for page in range(0, 40, 3):
        pane.view.go_to_page(page)
    qtbot.waitUntil(lambda: pane.loader.picture(39, 1) is not None)
    settled(qtbot, pane)
    drawn = {page for page in range(40) if pane.loader.picture(page, 1) is not None}
    assert len(drawn) < 10
    show(qtbot, pane, short)
    assert (len(pane.view.column), pane.loader.picture(0, 1) is not None) == (1, True)


@pytest.mark.thorough
def test_a_page_that_takes_for_ever_holds_up_neither_the_next_document_nor_the_end(
    qtbot: QtBot, pane: PreviewPane, listed: Listed
) -> None:
    hostile, quick = listed(endless()), listed(photo(), "photo.jpg")
    for _time in range(2):
        pane.show_document(hostile)
        qtbot.waitUntil(lambda: pane.loader._fetched is not None and pane.loader._fetched.kind == "picture")
        reading = pane.loader._job
        pane.show_document(quick)
        assert reading is not None
        assert reading.is_cancelled
        qtbot.waitUntil(lambda: pane.loader.picture(0, 1) is not None, timeout=15_000)
        settled(qtbot, pane)
    pane.show_document(hostile)
    qtbot.waitUntil(lambda: pane.loader._fetched is not None and pane.loader._fetched.kind == "picture")
    began = time.monotonic()
    pane.finish()
    assert time.monotonic() - began < 5


@pytest.mark.thorough
def test_pictures_are_kept_within_a_bound(qtbot: QtBot, pane: PreviewPane, listed: Listed) -> None:
    show(qtbot, pane, listed(report(6)))
    pane.view.zoom_by(6)
    for page in range(6):
        pane.view.go_to_page(page)
        settled(qtbot, pane)
        assert pane.loader.picture(page, 1) is not None
        assert 0 < pane.loader.bytes_held <= MOST_BYTES


def test_who_cannot_see_the_page_hears_its_words(qtbot: QtBot, pane: PreviewPane, listed: Listed) -> None:
    show(qtbot, pane, listed(report(), title=f"Letter {HOSTILE}"))
    spoken = QAccessible.queryAccessibleInterface(pane.view)
    assert spoken.text(QAccessible.Text.Name) == "Pages of Letter <b>x</b> & \ufffdfdp.exe"
    assert spoken.text(QAccessible.Text.Description).startswith("Page 1 of 3. Report page 1\nThe lymph nodes")
    press(pane, Qt.Key.Key_End)
    settled(qtbot, pane)
    assert spoken.text(QAccessible.Text.Description).startswith("Page 3 of 3. Report page 3")


def test_the_window_goes_through_the_files_and_follows_what_is_done_with_them(
    qtbot: QtBot, desk: Desk, listed: Listed
) -> None:
    first, second = listed(report(), "one.pdf"), listed(photo(), "two.jpg")
    shown = PreviewWindow(desk, first, desk.book.snapshot())
    shown.show()
    qtbot.waitUntil(lambda: shown.pane.loader.is_open)
    assert not shown.isModal()
    assert (shown.before_button.isEnabled(), shown.next_button.isEnabled()) == (False, True)
    shown.next_button.click()
    qtbot.waitUntil(lambda: shown.pane.loader.is_open)
    assert shown.windowTitle() == second.title
    settled(qtbot, shown.pane)
    with qtbot.waitSignal(shown.finished):
        remove_documents(desk.book, [second])


def test_a_closing_case_closes_the_window_and_ends_its_reader(qtbot: QtBot, desk: Desk, listed: Listed) -> None:
    shown = PreviewWindow(desk, listed(report()), desk.book.snapshot())
    shown.show()
    qtbot.waitUntil(lambda: shown.pane.loader.is_open)
    with qtbot.waitSignal(shown.finished):
        desk.window.door.close()


@pytest.mark.every(2)
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("compact", [True, False])
def test_every_control_has_a_name_and_room(
    qtbot: QtBot, theme: Theme, desk: Desk, listed: Listed, percent: int, compact: bool
) -> None:
    theme.use("light", percent)
    pane = PreviewPane(desk, compact=compact)
    qtbot.addWidget(pane)
    try:
        pane.resize(320 if compact else 760, 700)
        pane.show()
        show(qtbot, pane, listed(report()))
        pane.start_find()
        QApplication.processEvents()
        for part in pane.findChildren(QWidget):
            if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name).strip(), part
                assert pane.rect().contains(part.rect().translated(part.mapTo(pane, QPoint(0, 0)))), part
        assert pane.view.height() > 150
    finally:
        theme.use("light", 100)
        pane.finish()
