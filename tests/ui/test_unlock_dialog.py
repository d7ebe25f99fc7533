"""The password of a locked paper is asked for once, in place, by keyboard too; it is kept nowhere."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.page_work import pages_of
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents import page as documents_page
from caregiver_app.ui.documents.page import DocumentsPage
from caregiver_app.ui.documents.unlock_dialog import UnlockDialog, told
from caregiver_app.ui.main_window import MainWindow

PASSWORD = "Canary1968"


@pytest.fixture
def page(window: MainWindow) -> DocumentsPage:
    window.go("documents")
    shown = window.page("documents")
    assert isinstance(shown, DocumentsPage)
    return shown


@pytest.fixture
def locked(page: DocumentsPage, book: Casebook, tmp_path: Path) -> Document:
    """A locked PDF, listed and chosen."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.add_blank_page()
        pdf.save(tmp_path / "estimate.pdf", encryption=pikepdf.Encryption(user=PASSWORD, owner=PASSWORD))
    kept = book.originals.keep(tmp_path / "estimate.pdf")
    known = {"fingerprint": kept.fingerprint, "size": kept.size, "file_name": "estimate.pdf"}
    made = add_thing(book, Document(number=1, title="Estimate", format="pdf", trouble="locked", **known))
    page.show_record(made.id)
    return made


def opened(window: MainWindow) -> UnlockDialog:
    (dialog,) = window.findChildren(UnlockDialog)
    return dialog


def test_a_wrong_password_is_told_in_place_and_the_right_one_shows_the_pages(
    qtbot: QtBot, page: DocumentsPage, window: MainWindow, desk: Desk, book: Casebook, locked: Document
) -> None:
    page.all.panel.password_button.click()
    dialog = opened(window)
    assert dialog.focusWidget() is dialog.password
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Password
    QTest.keyClicks(dialog.password, PASSWORD.lower())
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    assert dialog.under_way.isVisible()
    assert not dialog.unlock_button.isEnabled()
    qtbot.waitUntil(lambda: bool(dialog.trouble.text()) and dialog.unlock_button.isEnabled(), timeout=20_000)
    assert dialog.trouble.text().startswith("This password does not open D-001. Nothing is lost")
    assert dialog.password.accessibleDescription() == dialog.trouble.text()
    assert (dialog.password.selectionLength(), dialog.under_way.isVisible()) == (len(PASSWORD), False)
    assert book.snapshot().documents == (locked,)
    dialog.show_box.click()
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Normal
    QTest.keyClicks(dialog.password, PASSWORD)  # in the place of what is selected
    assert dialog.trouble.text() == ""
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.findChildren(UnlockDialog), timeout=20_000)
    (now,) = book.snapshot().documents
    assert (now.trouble, len(pages_of(now))) == ("", 2)
    assert desk.notices.words == "D-001 Estimate is unlocked: its 2 pages are here now."
    assert not page.all.panel.password_button.isVisible()
    desk.notices.action.click()
    assert book.snapshot().documents == (locked,)
    for path in (*book.folder.rglob("*"), *book.folder.parent.glob("*.json")):
        assert not path.is_file() or b"canary" not in path.read_bytes().lower(), path


def test_the_pages_of_a_locked_paper_say_what_to_do_and_lead_there(
    qtbot: QtBot, page: DocumentsPage, window: MainWindow, locked: Document
) -> None:
    preview = page.all.preview
    page.all.tabs.setCurrentIndex(1)
    qtbot.waitUntil(preview.password_button.isVisible, timeout=20_000)
    assert preview._message.text().endswith("If you know the password, give it once. If not, ask whoever sent it for a "
                                            "copy without one.")  # fmt: skip
    preview.password_button.click()
    dialog = opened(window)
    QTest.keyClicks(dialog.password, PASSWORD)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    page.all.show_record(add_thing(page.desk.book, Document(number=1, title="Slides", holding="elsewhere")).id)
    assert not preview.password_button.isVisible()


def test_leaving_stops_what_is_under_way(
    qtbot: QtBot, page: DocumentsPage, window: MainWindow, desk: Desk, book: Casebook, locked: Document
) -> None:
    page.give_password()
    dialog = opened(window)
    QTest.keyClicks(dialog.password, PASSWORD)
    dialog.unlock_button.click()
    dialog.cancel_button.click()
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=20_000)
    assert book.snapshot().documents == (locked,)
    assert list(book.originals.fingerprints()) == [locked.fingerprint]


@pytest.mark.usefixtures("locked")
def test_it_is_offered_for_one_locked_pdf_alone(page: DocumentsPage, book: Casebook) -> None:
    offered: Callable[[], bool] = page.all.panel.password_button.isVisible
    assert offered()
    other = add_thing(book, Document(number=1, title="ZIP", format="zip", trouble="locked", fingerprint="a" * 64))
    page.all.table.selectAll()
    assert not offered()
    page.give_password()
    page.show_record(other.id)
    assert not offered()
    assert page.views.currentIndex() == documents_page.ALL


def test_in_a_case_that_can_only_be_read_nothing_is_typed_in_vain(
    page: DocumentsPage, window: MainWindow, book: Casebook, locked: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book._store, "read_only", True)
    dialog = UnlockDialog(page.desk, locked)
    assert not dialog.unlock_button.isEnabled()
    assert "can be read here and not changed" in dialog.unlock_button.accessibleDescription()
    dialog.reject()
    dialog.deleteLater()


def test_what_else_is_the_matter_with_it_is_told() -> None:
    hurt = Document(number=4, title="Letter", pages=1, trouble="pages_missing")
    assert told(hurt, 2) == (
        "D-004 Letter is unlocked: its page is here now. The file is damaged: it opens, and some of its pages or "
        "content may be missing. 2 papers lay inside it."
    )
