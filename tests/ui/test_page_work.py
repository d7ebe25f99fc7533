"""Page work in the window, on real files read by the real child: by mouse, by keys, saved in one step, never lost."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.page_work import pages_of
from caregiver_app.domain.documents.sheets import Sheet, Sheets
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.page_work_dialog import PageWorkDialog
from caregiver_app.ui.documents.page_work_doing import BLACK, CROP, STRAIGHTEN
from caregiver_app.ui.main_window import MainWindow
from paged_files import list_file, report, settle, work_on

Listed = Callable[..., Document]
Opened = Callable[..., PageWorkDialog]
Key, Held = Qt.Key, Qt.KeyboardModifier


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


def press(dialog: PageWorkDialog, key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or dialog, key, held)


def now(book: Casebook, document: Document) -> Document:
    found = book.snapshot().document(document.id)
    assert found is not None
    return found


def order(dialog: PageWorkDialog) -> list[int]:
    return [page.sheet.page for page in dialog.doing.work]


def at(dialog: PageWorkDialog, x: float, y: float) -> QPoint:
    """Return where on the canvas a place of the shown page is, in fractions."""
    place = dialog.canvas.place()
    return QPoint(round(place.left() + x * place.width()), round(place.top() + y * place.height()))


def drag(dialog: PageWorkDialog, start: QPoint, end: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(dialog.canvas, left, pos=start)
    QTest.mouseMove(dialog.canvas, (start + end) / 2)
    QTest.mouseMove(dialog.canvas, end)
    QTest.mouseRelease(dialog.canvas, left, pos=end)


def spoken(dialog: PageWorkDialog, row: int) -> str:
    return str(dialog.list.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_keys_alone_turn_move_and_leave_out_pages_and_saving_is_one_step(
    opened: Opened, listed: Listed, book: Casebook, window: MainWindow
) -> None:
    document = listed(report(4), 4)
    before, bytes_before = book.snapshot(), book.originals.file(document.fingerprint).read_bytes()
    dialog = opened(document)
    assert dialog.list.hasFocus()
    press(dialog, Key.Key_R)
    press(dialog, Key.Key_Down, Held.AltModifier)
    assert order(dialog) == [2, 1, 3, 4]
    press(dialog, Key.Key_Down)
    press(dialog, Key.Key_Down, Held.ShiftModifier)
    press(dialog, Key.Key_Delete)
    assert spoken(dialog, 1) == "Page 2 of 4, turned right"
    assert spoken(dialog, 3) == "Page 4 of 4, left out"
    assert dialog.order_row.out_button.text() == "Take in again"
    assert dialog.order_row.count.text() == "4 pages. 2 are left out."
    assert book.snapshot() == before
    press(dialog, Key.Key_Return, Held.ControlModifier)
    assert not dialog.isVisible()
    pages = now(book, document).sheets.values
    assert [(sheet.page, sheet.turn) for sheet in pages] == [(2, 0), (1, 1)]
    assert book.undo_label == f"Change the pages of D-{document.number:03}"
    assert window.notices.words.endswith("2 pages are left out.")
    assert book.originals.file(document.fingerprint).read_bytes() == bytes_before
    window.notices.action.click()
    assert book.snapshot() == before


@pytest.mark.thorough
def test_what_is_left_out_can_be_taken_in_again_before_and_after_saving(
    opened: Opened, listed: Listed, book: Casebook
) -> None:
    document = listed(report(3), 3)
    dialog = opened(document)
    dialog.list.choose(1)
    dialog.order_row.out_button.click()
    dialog.order_row.out_button.click()
    assert not dialog.is_changed()
    dialog.order_row.out_button.click()
    dialog.save()
    again = opened(now(book, document))
    assert [page.is_left_out for page in again.doing.work] == [False, True, False]
    again.list.choose(1)
    assert again.order_row.out_button.text() == "Take in again"
    again.order_row.out_button.click()
    again.save()
    assert now(book, document) == document


def test_pages_are_carried_to_another_place_with_the_mouse(opened: Opened, listed: Listed) -> None:
    dialog = opened(listed(report(4), 4))
    rows, window, left = dialog.list, dialog.list.viewport(), Qt.MouseButton.LeftButton

    def middle(row: int) -> QPoint:
        return rows.visualRect(rows.model().index(row, 0)).center()

    QTest.mousePress(window, left, pos=middle(0))
    QTest.mouseMove(window, middle(0) + QPoint(0, 30))
    QTest.mouseMove(window, middle(2) + QPoint(0, 12))
    assert rows._drop_at == 3
    QTest.mouseRelease(window, left, pos=middle(2) + QPoint(0, 12))
    assert order(dialog) == [2, 3, 1, 4]
    assert (dialog.doing.chosen, dialog.doing.current) == ((2,), 2)
    QTest.mousePress(window, left, pos=middle(3))
    QTest.mouseMove(window, middle(3) - QPoint(0, 30))
    QTest.mouseMove(window, middle(0) - QPoint(0, 12))
    QTest.keyClick(rows, Key.Key_Escape)
    QTest.mouseRelease(window, left, pos=middle(0))
    assert order(dialog) == [2, 3, 1, 4]
    assert dialog.isVisible()
    dialog.leave_without_saving()


def test_a_page_is_cropped_by_dragging_a_frame_and_its_corner(qtbot: QtBot, opened: Opened, listed: Listed) -> None:
    dialog = opened(listed(report(), 3))
    dialog.tools_row.tool_buttons[CROP].click()
    settle(qtbot, dialog)
    drag(dialog, at(dialog, 0.2, 0.2), at(dialog, 0.8, 0.6))
    assert dialog.doing.sheet.crop == pytest.approx((0.2, 0.2, 0.8, 0.6), abs=0.01)
    drag(dialog, at(dialog, 0.8, 0.6), at(dialog, 0.9, 0.9))
    assert dialog.doing.sheet.crop == pytest.approx((0.2, 0.2, 0.9, 0.9), abs=0.01)
    drag(dialog, at(dialog, 0.5, 0.5), at(dialog, 0.3, 0.5))
    assert dialog.doing.sheet.crop == pytest.approx((0.0, 0.2, 0.7, 0.9), abs=0.01)
    assert dialog.crop.sides._fields[3].text().startswith(("89", "90"))
    dialog.crop.whole_button.click()
    assert dialog.doing.sheet.crop is None
    dialog.leave_without_saving()


def test_numbers_crop_what_is_seen_on_a_turned_page(opened: Opened, listed: Listed) -> None:
    dialog = opened(listed(report(), 3))
    dialog.doing.turn(1)
    dialog.tools_row.tool_buttons[CROP].setFocus()
    press(dialog, Key.Key_Space)
    left, top, right, bottom = dialog.crop.sides._fields
    assert left.hasFocus()
    QTest.keyClicks(left, "25,5")
    press(dialog, Key.Key_Return)
    press(dialog, Key.Key_Tab)
    assert top.hasFocus()
    for key in (Key.Key_PageUp, Key.Key_Up, Key.Key_Up):
        press(dialog, key)
    assert dialog.doing.sheet.crop == pytest.approx((0.012, 0.0, 1.0, 0.745))
    right.setFocus()
    right.selectAll()
    QTest.keyClicks(right, "x")
    assert dialog.crop._unclear.text() == "Type a number from 0 to 100."
    bottom.setFocus()
    assert (right.text(), dialog.crop._unclear.text()) == ("100", "")
    right.setFocus()
    right.selectAll()
    QTest.keyClicks(right, "20")
    assert dialog.crop._unclear.text() == "Right must be more than left, and bottom more than top."
    assert dialog.isVisible()
    dialog.leave_without_saving()


def test_parts_are_blacked_out_with_the_mouse_moved_and_removed(qtbot: QtBot, opened: Opened, listed: Listed) -> None:
    dialog = opened(listed(report(), 3))
    dialog.tools_row.tool_buttons[BLACK].click()
    settle(qtbot, dialog)
    drag(dialog, at(dialog, 0.1, 0.1), at(dialog, 0.5, 0.14))
    drag(dialog, at(dialog, 0.2, 0.5), at(dialog, 0.6, 0.7))
    drag(dialog, at(dialog, 0.4, 0.6), at(dialog, 0.4, 0.6))
    assert len(dialog.doing.sheet.black) == 2
    drag(dialog, at(dialog, 0.4, 0.6), at(dialog, 0.5, 0.7))
    assert dialog.doing.sheet.black[1] == pytest.approx((0.3, 0.6, 0.7, 0.8), abs=0.01)
    drag(dialog, at(dialog, 0.3, 0.12), at(dialog, 0.35, 0.12))
    assert dialog.black.picked == 0
    assert dialog.doing.sheet.black[0] == pytest.approx((0.15, 0.1, 0.55, 0.14), abs=0.01)
    seen = dialog.canvas.grab().toImage().pixelColor(at(dialog, 0.5, 0.7))
    assert (seen.red(), seen.green(), seen.blue()) == (0, 0, 0)
    dialog.black.remove_button.click()
    assert len(dialog.doing.sheet.black) == 1
    dialog.leave_without_saving()


def test_parts_are_blacked_out_by_keys_alone_and_not_in_the_file(
    opened: Opened, listed: Listed, book: Casebook
) -> None:
    document = listed(report(), 3)
    dialog = opened(document)
    dialog.tools_row.tool_buttons[BLACK].setFocus()
    press(dialog, Key.Key_Space)
    assert dialog.black.add_button.hasFocus()
    press(dialog, Key.Key_Space)
    press(dialog, Key.Key_Space)  # a blank is no number, and Enter is not for the button beneath
    press(dialog, Key.Key_Return)
    QTest.keyClicks(dialog.black.sides._fields[0], "10")
    assert dialog.doing.sheet.black == ((0.1, 0.45, 0.7, 0.5),)
    dialog.black.add_part()
    dialog.black.parts.setFocus()
    press(dialog, Key.Key_Up)
    press(dialog, Key.Key_Delete)
    assert dialog.doing.sheet.black == ((0.3, 0.45, 0.7, 0.5),)
    dialog.save()
    assert [sheet.black for sheet in now(book, document).sheets.values] == [((0.3, 0.45, 0.7, 0.5),), (), ()]


def test_the_same_parts_are_blacked_out_on_all_chosen_pages_where_they_are_seen(opened: Opened, listed: Listed) -> None:
    dialog = opened(listed(report(), 3))
    dialog.list.choose(1)
    dialog.doing.turn(2)
    dialog.list.choose(0)
    dialog.use(BLACK)
    dialog.black_out(((0.1, 0.2, 0.3, 0.4),), 0)
    assert dialog.black.everywhere_button.isHidden()
    dialog.list.selectAll()
    dialog.black.everywhere_button.click()
    dialog.black.everywhere_button.click()
    assert [page.sheet.black for page in dialog.doing.work] == [
        ((0.1, 0.2, 0.3, 0.4),), ((0.7, 0.6, 0.9, 0.8),), ((0.1, 0.2, 0.3, 0.4),),
    ]  # fmt: skip
    dialog.leave_without_saving()


@pytest.mark.thorough
def test_pages_are_seen_as_they_will_be_handed_over(qtbot: QtBot, opened: Opened, listed: Listed) -> None:
    document = listed(report(1), 1)
    black, low = ((0.3, 0.6, 0.5, 0.95),), (0.05, 0.5, 0.6, 1.0)
    done = ((0.0, None), (7.5, None), (-12.0, (0.05, 0.1, 0.8, 0.9)), (0.0, low))
    sheets = [Sheet(document.fingerprint, 1, turn, angle, crop, black) for turn in range(4) for angle, crop in done]
    dialog = opened(document.amended(sheets=Sheets.of(sheets)))
    for row, sheet in enumerate(sheets):
        dialog.list.choose(row)
        settle(qtbot, dialog)
        leaf, place = dialog.pictures.leaf(sheet), dialog.canvas.place()
        assert leaf is not None
        came = dialog.pictures._loader._viewer.render(leaf, place.width(), sheet.turn)
        exported = Image.frombytes("RGB", (came.width, came.height), came.pixels, "raw", "BGRX").convert("L")
        seen = dialog.canvas.grab(place).toImage()
        assert (came.width, came.height) == pytest.approx((place.width(), place.height()), abs=2)
        for x, y in product(range(1, 12), repeat=2):
            there = round(x / 12 * (came.width - 1)), round(y / 12 * (came.height - 1))
            here = round(x / 12 * (place.width() - 1)), round(y / 12 * (place.height() - 1))
            darkest, lightest = exported.crop((*(at - 3 for at in there), *(at + 4 for at in there))).getextrema()
            assert darkest - 40 <= seen.pixelColor(*here).lightness() <= lightest + 40, (sheet, x, y)
    dialog.leave_without_saving()


def test_a_page_is_seen_larger_about_its_middle_and_a_frame_is_dragged_on_it(
    qtbot: QtBot, opened: Opened, listed: Listed
) -> None:
    dialog = opened(listed(report(), 3))
    before = dialog.canvas.place().width()
    dialog.page_view.setFocus()
    for _time in range(3):
        press(dialog, Key.Key_Plus, Held.ControlModifier)
    settle(qtbot, dialog)
    assert dialog.canvas.place().width() == pytest.approx(before * 1.25**3, abs=2)
    bar = dialog.page_view.verticalScrollBar()
    assert bar.value() == pytest.approx(bar.maximum() / 2, abs=12)
    press(dialog, Key.Key_Down)
    assert bar.value() > bar.maximum() / 2
    dialog.use(BLACK)
    drag(dialog, at(dialog, 0.4, 0.45), at(dialog, 0.6, 0.55))
    assert dialog.doing.sheet.black[0] == pytest.approx((0.4, 0.45, 0.6, 0.55), abs=0.01)
    drag(dialog, at(dialog, 0.4, 0.3), at(dialog, 0.5, 0.98))
    assert bar.value() > bar.maximum() * 0.9
    dialog.zoom_row.buttons[2].click()
    assert dialog.canvas.place().width() <= before
    dialog.page_view.setFocus()
    press(dialog, Key.Key_PageDown)
    assert dialog.doing.current == 1
    dialog.leave_without_saving()


def test_a_slider_and_a_number_straighten_the_chosen_pages_as_one_change(opened: Opened, listed: Listed) -> None:
    dialog = opened(listed(report(), 3))
    dialog.list.selectAll()
    dialog.tools_row.tool_buttons[STRAIGHTEN].click()
    assert dialog.straighten.field.hasFocus()
    QTest.keyClicks(dialog.straighten.field, "-2.5")
    assert {page.sheet.straighten for page in dialog.doing.work} == {-2.5}
    assert "all 3 chosen pages" in dialog._about.text()
    dialog.straighten.slider.setFocus()
    press(dialog, Key.Key_Right)
    assert dialog.doing.sheet.straighten == -2.4
    press(dialog, Key.Key_Z, Held.ControlModifier)
    assert not dialog.is_changed()
    dialog.redo_button.click()
    assert dialog.doing.sheet.straighten == -2.4
    dialog.straighten.none_button.click()
    dialog.doing.turn(1)
    dialog.tools_row.back_button.click()
    assert dialog.doing.sheet == Sheet(dialog.doing.sheet.fingerprint, 1)
    dialog.leave_without_saving()


def test_a_stack_is_split_in_the_same_step_in_which_its_pages_are_worked_on(
    opened: Opened, listed: Listed, book: Casebook, window: MainWindow
) -> None:
    document = listed(report(5), 5)
    before = book.snapshot()
    dialog = opened(document)
    assert not dialog.tools_row.begins_box.isEnabled()
    dialog.list.choose(2)
    dialog.tools_row.begins_box.click()
    dialog.order_row.out_button.click()  # an empty page between two letters
    assert spoken(dialog, 2) == "Page 3 of 5, a new document begins, left out"
    assert dialog.save_button.text() == "Save as 2 documents"
    assert dialog.order_row.count.text() == "5 pages. 1 is left out. They make 2 documents."
    dialog.save_button.click()
    made = [one for one in book.snapshot().documents if one.id not in {old.id for old in before.documents}]
    assert [[sheet.page for sheet in pages_of(one)] for one in made] == [[1, 2], [4, 5]]
    assert not now(book, document).in_packet
    assert f"is now 2 documents: D-{made[0].number:03} to D-{made[1].number:03}" in window.notices.words
    window.notices.action.click()
    assert book.snapshot() == before
