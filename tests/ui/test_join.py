"""Several photos become one document: by mouse, by keys, in one step; and photos that are added to become one."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.page_work import pages_of
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.adding import Adding
from caregiver_app.ui.documents.join_dialog import JoinDialog, add_photos, join_dialog, join_left
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.person.editor import person_dialog
from caregiver_app.ui.theme import Theme
from caregiver_app.ui.under_way import UnderWay
from paged_files import list_file, photo, report

Photos = Callable[..., tuple[Document, ...]]
NAMES = ("IMG_10.jpg", "IMG_9.jpg", "IMG_11.jpg")


@pytest.fixture
def photos(desk: Desk, tmp_path: Path) -> Photos:
    def made(*names: str) -> tuple[Document, ...]:
        colours = ("navy", "maroon", "green", "olive")
        return tuple(
            list_file(desk, tmp_path, photo(colour), 1, name) for name, colour in zip(names, colours, strict=False)
        )

    return made


@pytest.fixture
def adding(qtbot: QtBot, desk: Desk) -> Adding:
    under_way = UnderWay("Adding documents")
    qtbot.addWidget(under_way)
    return Adding(desk, under_way)


def opened(qtbot: QtBot, desk: Desk, documents: Sequence[Document]) -> JoinDialog:
    dialog = join_dialog(desk, documents)
    dialog.open()
    QTest.qWaitForWindowActive(dialog)
    shown(qtbot, dialog)
    return dialog


def shown(qtbot: QtBot, dialog: JoinDialog) -> None:
    loader = dialog.pictures._loader
    qtbot.waitUntil(lambda: loader.is_open and loader._job is None and all(map(loader._is_here, loader._wishes)))


def names(dialog: JoinDialog) -> list[str]:
    return [document.file_name for document in dialog.order]


def only_dialog(window: MainWindow) -> QDialog | None:
    return next((dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()), None)


def test_photos_become_one_document_in_one_step_and_stay_in_the_list(
    qtbot: QtBot, desk: Desk, photos: Photos, book: Casebook, window: MainWindow
) -> None:
    chosen = photos(*NAMES)
    before = book.snapshot()
    dialog = opened(qtbot, desk, chosen)
    assert names(dialog) == ["IMG_9.jpg", "IMG_10.jpg", "IMG_11.jpg"]
    assert dialog._count.text() == "The new document has 3 pages."
    title = dialog.title_row.control.inner()
    assert title.hasFocus()
    title.selectAll()
    QTest.keyClicks(title, "Hamburg letter")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    (made,) = (one for one in book.snapshot().documents if one.id not in {old.id for old in before.documents})
    by_file = {one.fingerprint: one.file_name for one in chosen}
    assert [by_file[sheet.fingerprint] for sheet in pages_of(made)] == ["IMG_9.jpg", "IMG_10.jpg", "IMG_11.jpg"]
    assert (made.title, made.in_packet) == ("Hamburg letter", True)
    now = [book.snapshot().document(one.id) for one in chosen]
    assert [one.in_packet for one in now if one is not None] == [False] * 3
    assert book.undo_label == "Join 3 documents"
    assert window.notices.words == (
        f"D-{made.number:03} Hamburg letter is made of 3 documents and has 3 pages. They stay in the list."
    )
    window.notices.action.click()
    assert book.snapshot() == before


def test_the_order_is_changed_by_keys_buttons_and_mouse(qtbot: QtBot, desk: Desk, photos: Photos) -> None:
    dialog = opened(qtbot, desk, photos(*NAMES))
    rows = dialog.list
    width = rows.small_width()
    qtbot.waitUntil(lambda: all(dialog.pictures.small(pages_of(one)[0], width) for one in dialog.order))
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(dialog) == ["IMG_10.jpg", "IMG_9.jpg", "IMG_11.jpg"]
    dialog.order_row.later_button.click()
    assert names(dialog) == ["IMG_10.jpg", "IMG_11.jpg", "IMG_9.jpg"]
    assert not dialog.order_row.later_button.isEnabled()
    dialog.order_row.earlier_button.click()
    middle = [rows.visualRect(rows.model().index(row, 0)).center() for row in range(3)]
    window, left = rows.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(window, left, pos=middle[2])
    QTest.mouseMove(window, middle[1])
    QTest.mouseMove(window, middle[0])
    middle[0].setY(middle[0].y() - 12)
    QTest.mouseMove(window, middle[0])
    QTest.mouseRelease(window, left, pos=middle[0])
    assert names(dialog) == ["IMG_11.jpg", "IMG_10.jpg", "IMG_9.jpg"]
    heard = QAccessible.queryAccessibleInterface(rows).child(0).text(QAccessible.Text.Name)
    assert heard == f"1 of 3, D-{dialog.order[0].number:03} IMG_11.jpg, 1 page"
    dialog.leave_without_saving()


def test_a_title_and_order_that_are_not_saved_are_there_again(qtbot: QtBot, desk: Desk, photos: Photos) -> None:
    chosen = photos(*NAMES)
    dialog = opened(qtbot, desk, chosen)
    QTest.keyClicks(dialog.title_row.control.inner(), "Letter")
    dialog.list.setFocus()
    dialog.step(1)
    QTest.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert dialog.asking.isVisible()
    dialog.later_button.click()
    (name,) = desk.drafts.names()
    assert join_left(desk, "join-nothing") is None
    again = join_left(desk, name)
    assert again is not None
    assert names(again) == ["IMG_10.jpg", "IMG_9.jpg", "IMG_11.jpg"]
    assert again.title_row.control.typed() == "Letter"
    again.start_afresh()
    assert not again.is_changed()
    again.open()
    again.reject()
    assert desk.drafts.names() == ()


@pytest.mark.thorough
def test_what_has_no_pages_is_named_and_two_are_needed(
    qtbot: QtBot, desk: Desk, photos: Photos, tmp_path: Path
) -> None:
    broken = list_file(desk, tmp_path, b"?", None, "broken.bin")
    dialog = opened(qtbot, desk, [broken, *photos(*NAMES)])
    assert f"D-{broken.number:03} broken.bin" in dialog.notices.words
    assert len(dialog.order) == 3
    dialog.reject()
    (one,) = photos("IMG_1.jpg")
    alone = opened(qtbot, desk, [broken, one])
    assert not alone.save_button.isEnabled()
    alone.reject()
    twice = opened(qtbot, desk, [one, one])
    assert (len(twice.order), twice.save_button.isEnabled()) == (1, False)
    twice.reject()


def test_without_a_title_nothing_is_made(qtbot: QtBot, desk: Desk, photos: Photos, book: Casebook) -> None:
    dialog = opened(qtbot, desk, photos(*NAMES))
    dialog.title_row.control.set_typed(" ")
    dialog.save_button.click()
    assert dialog.title_row.trouble == "Give it a title, or any word for now."
    assert (dialog.isVisible(), book.undo_label) == (True, "Add a document")
    dialog.leave_without_saving()


def wait_until_added(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is being added; pages may still be read behind it."""
    qtbot.waitUntil(lambda: all(job.label != "Adding documents" for job in desk.jobs.open), timeout=20_000)


def write(folder: Path, *names: str) -> list[Path]:
    folder.mkdir()
    for name, colour in zip(names, ("navy", "maroon", "green"), strict=False):
        (folder / name).write_bytes(photo(colour))
    return [folder / name for name in names]


def test_photos_that_are_added_together_can_become_one_document_at_once(
    qtbot: QtBot, desk: Desk, adding: Adding, tmp_path: Path, window: MainWindow, book: Casebook
) -> None:
    add_photos(desk, adding, write(tmp_path / "phone", *NAMES))
    qtbot.waitUntil(lambda: isinstance(only_dialog(window), JoinDialog), timeout=20_000)
    dialog = only_dialog(window)
    assert isinstance(dialog, JoinDialog)
    assert names(dialog) == ["IMG_9.jpg", "IMG_10.jpg", "IMG_11.jpg"]
    dialog.save()
    assert len(book.snapshot().documents) == 4
    assert pages_of(book.snapshot().documents[-1]) == tuple(
        sheet for document in dialog.order for sheet in pages_of(document)
    )
    with qtbot.waitSignal(adding.added, timeout=20_000):
        adding.add(write(tmp_path / "later", "a.jpg", "b.jpg"))
    wait_until_added(qtbot, desk)
    assert only_dialog(window) is None


def test_one_photo_alone_or_none_asks_nothing(
    qtbot: QtBot, desk: Desk, adding: Adding, tmp_path: Path, window: MainWindow
) -> None:
    add_photos(desk, adding, [])
    with qtbot.waitSignal(adding.added, timeout=20_000):
        add_photos(desk, adding, write(tmp_path / "phone", "one.jpg"))
    wait_until_added(qtbot, desk)
    assert only_dialog(window) is None


@pytest.mark.thorough
def test_an_adding_under_way_before_is_not_taken_for_the_photos_and_an_open_form_is_left_alone(
    qtbot: QtBot, desk: Desk, adding: Adding, tmp_path: Path, window: MainWindow
) -> None:
    form = person_dialog(desk)
    form.open()
    adding.add(write(tmp_path / "before", "x.jpg", "y.jpg"))
    add_photos(desk, adding, write(tmp_path / "phone", *NAMES))
    wait_until_added(qtbot, desk)
    assert isinstance(only_dialog(window), FormDialog)
    assert window.notices.words == "The photos came in. They can become one document."
    form.reject()
    window.notices.action.click()
    dialog = only_dialog(window)
    assert isinstance(dialog, JoinDialog)
    assert len(dialog.order) == 3
    dialog.reject()


@pytest.mark.parametrize("percent", [100, 200])
def test_there_is_room_for_every_control(
    qtbot: QtBot, theme: Theme, desk: Desk, photos: Photos, tmp_path: Path, percent: int
) -> None:
    theme.use("light", percent)
    try:
        scan = list_file(desk, tmp_path, report(2), 2, "scan.pdf")
        dialog = opened(qtbot, desk, [*photos(*NAMES), scan])
        dialog.resize(760, 640)
        QApplication.processEvents()
        assert dialog.save_button.height() >= 44
        assert dialog.list.height() >= 100
        for made in (dialog.order_row.earlier_button, dialog.order_row.later_button, dialog.save_button):
            assert made.width() >= made.sizeHint().width()
        dialog.reject()
    finally:
        theme.use("light", 100)
