"""Page work that is not saved is never lost; long, joined and unreadable files; what is heard, and room for it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.pages import join
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.sheets import Sheet, Sheets
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents import page_work_state as state
from caregiver_app.ui.documents.page_work_dialog import PageWorkDialog, page_work_dialog, page_work_left
from caregiver_app.ui.documents.page_work_doing import BLACK, CROP, LOOK, STRAIGHTEN
from caregiver_app.ui.documents.preview_loading import MOST_BYTES
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import Theme
from endless_page import endless
from paged_files import list_file, photo, report, settle, work_on

Listed = Callable[..., Document]
Opened = Callable[..., PageWorkDialog]


@pytest.fixture
def listed(desk: Desk, tmp_path: Path) -> Listed:
    def made(body: bytes, pages: int | None, name: str = "paper.pdf", **more: object) -> Document:
        return list_file(desk, tmp_path, body, pages, name, **more)

    return made


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Opened:
    def made(document: Document, size: tuple[int, int] = (1160, 780)) -> PageWorkDialog:
        return work_on(qtbot, desk, document, size)

    return made


def escape(dialog: PageWorkDialog) -> None:
    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)


def test_escape_asks_once_and_what_is_kept_for_later_is_there_again(
    opened: Opened, listed: Listed, desk: Desk, window: MainWindow, book: Casebook
) -> None:
    document = listed(report(), 3)
    before = book.snapshot()
    dialog = opened(document)
    dialog.doing.turn(1)
    dialog.list.choose(2)
    dialog.doing.leave_out()
    dialog.doing.begin_here(True)
    escape(dialog)
    assert (dialog.isVisible(), dialog.asking.isVisible(), dialog.keep_button.hasFocus()) == (True, True, True)
    escape(dialog)
    assert (dialog.isVisible(), dialog.asking.isVisible()) == (True, False)
    work = dialog.doing.work
    escape(dialog)
    dialog.later_button.click()
    assert not dialog.isVisible()
    assert "kept beside the case" in window.notices.words
    (name,) = desk.drafts.names()
    assert page_work_left(desk, "document-x") is None
    again = page_work_left(desk, name)
    assert again is not None
    again.open()
    assert again.doing.work == work
    assert again.notices.words.startswith("Here it is again")
    again.notices.action.click()
    assert not again.is_changed()
    again.reject()
    assert (desk.drafts.names(), book.snapshot()) == ((), before)


def test_nothing_is_asked_when_nothing_was_done_and_letting_go_lets_go(
    opened: Opened, listed: Listed, desk: Desk, book: Casebook
) -> None:
    document = listed(report(), 3)
    dialog = opened(document)
    dialog.doing.turn(1)
    dialog.doing.turn(-1)
    escape(dialog)
    assert not dialog.isVisible()
    dialog = opened(document)
    dialog.doing.turn(1)
    dialog.close()
    assert dialog.isVisible()
    dialog.leave_button.click()
    assert (dialog.isVisible(), desk.drafts.names(), book.undo_label) == (False, (), "Add a document")


def test_a_closing_case_keeps_the_work_and_ends_the_reader(
    qtbot: QtBot, opened: Opened, listed: Listed, empty_window: MainWindow
) -> None:
    document = listed(report(), 3)
    dialog = opened(document)
    dialog.doing.turn(2)
    folder = empty_window.desk.book.folder
    with qtbot.waitSignal(dialog.finished):
        empty_window.door.close()
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(folder)
    assert empty_window.desk is not None
    again = page_work_dialog(empty_window.desk, document)
    assert again.doing.sheet.turn == 2
    again.leave_without_saving()


@pytest.mark.parametrize(
    "typed",
    [
        {"pages": "nonsense"},
        {"pages": '[{"fingerprint":"FILE","page":0}]'},
        {"pages": '[{"fingerprint":"FILE","turn":7}]'},
        {"pages": '[{"fingerprint":"' + "b" * 64 + '"}]'},
        {"pages": '[{"fingerprint":"FILE"}]', "left_out": "x"},
        {},
    ],
)
def test_a_draft_that_is_no_page_work_of_this_document_is_not_taken(typed: dict[str, str]) -> None:
    document = Document(number=1, title="Paper", fingerprint="a" * 64, pages=2)
    typed = {name: text.replace("FILE", "a" * 64) for name, text in typed.items()}
    assert state.from_text(typed, document) == ()
    work = state.begins_at(state.left_out(state.begun(document), [0], True), [1], True)
    assert state.from_text(state.to_text(work), document) == work


def test_to_leave_every_page_out_is_refused_kindly_and_nothing_is_lost(
    opened: Opened, listed: Listed, book: Casebook
) -> None:
    document = listed(report(), 3)
    dialog = opened(document)
    dialog.list.selectAll()
    dialog.order_row.out_button.click()
    dialog.save_button.click()
    assert dialog.notices.words.startswith(f"No page of D-{document.number:03} would be left.")
    assert (dialog.isVisible(), book.undo_label) == (True, "Add a document")
    dialog.leave_without_saving()


def test_a_page_that_cannot_be_read_can_still_be_moved_and_left_out(
    qtbot: QtBot, opened: Opened, listed: Listed, book: Casebook
) -> None:
    document = listed(report(2), 2)
    pages = [Sheet(document.fingerprint, 1), Sheet(document.fingerprint, 9), Sheet(document.fingerprint, 2)]
    with book.step("Change") as tx:
        tx.put(document := document.amended(sheets=Sheets.of(pages)))
    dialog = opened(document)
    dialog.use(CROP)
    dialog.list.choose(1)
    settle(qtbot, dialog)
    tools = dialog.tools_row.tool_buttons
    assert (dialog.canvas.tool, [made.isEnabled() for made in tools.values()]) == (LOOK, [False] * 3)
    assert dialog.pictures.trouble(pages[1]) == "page_unreadable"
    ink = dialog.canvas.grab(dialog.canvas.place()).toImage()
    assert any(ink.pixelColor(x, ink.height() // 2).lightness() < 120 for x in range(ink.width()))
    dialog.doing.step(1)
    dialog.doing.leave_out()
    dialog.save()
    saved = book.snapshot().document(document.id)
    assert saved is not None
    assert saved.sheets == ""  # the two pages of the file, as they are there


def test_a_document_without_readable_pages_says_so_and_cannot_be_saved(opened: Opened, listed: Listed) -> None:
    dialog = opened(listed(b"not a PDF", None, "broken.pdf"))
    assert dialog.notices.words.startswith("Its pages cannot be read")
    assert not dialog.save_button.isEnabled()
    escape(dialog)
    assert not dialog.isVisible()


def test_the_pages_of_a_joined_document_come_from_their_own_files(
    opened: Opened, listed: Listed, book: Casebook
) -> None:
    colours = ("navy", "maroon", "green")
    joined = join(book, [listed(photo(colour), 1, f"{colour}.jpg") for colour in colours], "Letter")
    dialog = opened(joined)
    seen = []
    for page in dialog.doing.work:
        image = dialog.pictures.small(page.sheet, dialog.list.small_width())
        assert image is not None
        colour = image.pixelColor(10, 10)
        seen.append(
            max(("maroon", colour.red()), ("green", colour.green()), ("navy", colour.blue()), key=lambda c: c[1])
        )
    assert [name for name, _strength in seen] == list(colours)
    dialog.leave_without_saving()


@pytest.mark.thorough
def test_a_long_scan_is_read_only_where_it_is_looked_at(
    qtbot: QtBot, desk: Desk, listed: Listed, opened: Opened
) -> None:
    document = listed(report(300), 300)
    began = time.monotonic()
    dialog = page_work_dialog(desk, document)
    dialog.open()
    in_the_window = time.monotonic() - began
    assert in_the_window < 2
    QTest.qWaitForWindowActive(dialog)
    settle(qtbot, dialog)
    for row in (299, 150, 40):
        dialog.list.choose(row)
        settle(qtbot, dialog)
    read = {place % 300 for place, _width, _turn in dialog.pictures._loader._pictures}
    assert {0, 40, 150, 299} <= read
    assert len(read) < 80
    assert dialog.pictures.bytes_held < MOST_BYTES
    dialog.list.selectAll()
    began = time.monotonic()
    dialog.doing.turn(1)
    assert time.monotonic() - began < 2
    dialog.leave_without_saving()


def test_a_page_that_takes_for_ever_holds_up_neither_the_window_nor_its_end(
    qtbot: QtBot, desk: Desk, listed: Listed
) -> None:
    dialog = page_work_dialog(desk, listed(endless(), 1))
    dialog.open()
    loader = dialog.pictures._loader
    qtbot.waitUntil(lambda: loader._fetched is not None and loader._fetched.kind == "picture")
    dialog.doing.turn(1)
    assert dialog.doing.sheet.turn == 1
    began = time.monotonic()
    dialog.leave_without_saving()
    assert time.monotonic() - began < 5


def test_who_cannot_see_the_pages_hears_what_is_done_with_them(opened: Opened, listed: Listed) -> None:
    dialog = opened(listed(report(12), 12))
    dialog.list.choose(2)
    dialog.doing.turn(1)
    dialog.doing.straighten(1.5)
    dialog.doing.crop((0.1, 0.1, 0.9, 0.9))
    dialog.black_out(((0.2, 0.2, 0.3, 0.3), (0.2, 0.5, 0.3, 0.6)), 0)
    dialog.doing.leave_out()
    told = "Page 3 of 12, turned right, straightened by 1.5°, cropped, 2 parts blacked out, left out"
    rows = QAccessible.queryAccessibleInterface(dialog.list)
    assert rows.text(QAccessible.Text.Name) == "Pages in order"
    assert rows.child(2).text(QAccessible.Text.Name) == told
    assert dialog.page_view.accessibleDescription() == told
    dialog.leave_without_saving()


TAKES_KEYS = (QAbstractButton, QLineEdit, QListView, QScrollArea)


@pytest.mark.parametrize(
    ("choice", "percent", "size"),
    [
        ("light", 200, (760, 700)),
        pytest.param("light", 100, (760, 600), marks=pytest.mark.thorough),
        pytest.param("dark", 100, (1160, 800), marks=pytest.mark.thorough),
        pytest.param("contrast", 150, (760, 600), marks=pytest.mark.thorough),
    ],
)
def test_every_control_has_a_name_room_and_is_reached_by_tab(
    qtbot: QtBot, theme: Theme, opened: Opened, listed: Listed, choice: str, percent: int, size: tuple[int, int]
) -> None:
    theme.use(choice, percent)
    try:
        dialog = opened(listed(report(2), 2), size)
        dialog.doing.turn(1)
        dialog.list.selectAll()
        for tool in (STRAIGHTEN, CROP, BLACK):
            dialog.use(tool)
            if tool == BLACK:
                dialog.black.add_part()
            QApplication.processEvents()
            controls = [
                part
                for part in dialog.findChildren(QWidget)
                if isinstance(part, TAKES_KEYS) and part.isVisible() and part.isEnabled()
                and part.focusPolicy() & Qt.FocusPolicy.TabFocus
            ]  # fmt: skip
            passed = set()
            for _press in range(2 * len(controls)):
                QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
                passed.add(QApplication.focusWidget())
            for part in controls:
                assert QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name).strip(), part
                assert min(part.width(), part.height()) >= 24, part
                assert part in passed, part.accessibleName()
                left = part.mapTo(dialog, QPoint(0, 0)).x()
                assert left >= 0, part.accessibleName()
                assert left + part.width() <= dialog.width(), part.accessibleName()
            words = [part for part in dialog.findChildren(QLabel) if part.isVisible() and part.text()]
            assert [part.text() for part in words if part.width() < part.minimumSizeHint().width()] == []
        assert dialog.save_button.height() >= 44
        dialog.leave_without_saving()
    finally:
        theme.use("light", 100)
