"""The Documents page: papers come in by button and by drop, are named, ticked, given back and taken out."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import add_thing, list_files
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.records import Scan
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.controls import KindControl
from caregiver_app.ui.documents.page import DocumentsPage
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.record_table import RecordRole

HOSTILE = '<b>x</b><img src="/etc/hostname"> & \u202efdp.exe'


@pytest.fixture
def page(window: MainWindow) -> DocumentsPage:
    window.go("documents")
    shown = window.page("documents")
    assert isinstance(shown, DocumentsPage)
    return shown


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A shoebox: two PDFs, one of them locked, a photo, and the first PDF again under another name."""
    box = tmp_path / "shoebox"
    box.mkdir()
    written(box / "Pathology_report.pdf", 3)
    with pikepdf.open(box / "Pathology_report.pdf") as pdf:
        pdf.save(box / "locked.pdf", encryption=pikepdf.Encryption(user="secret", owner="secret"))
    Image.new("RGB", (60, 80)).save(box / "photo.jpg")
    (box / "病理报告.pdf").write_bytes((box / "Pathology_report.pdf").read_bytes())
    return box


def written(path: Path, pages: int = 1) -> Path:
    canvas = Canvas(str(path), invariant=1)
    for page in range(pages):
        canvas.drawString(100, 700, f"{path.stem} {page}")
        canvas.showPage()
    canvas.save()
    return path


def listed(book: Casebook, *paths: Path) -> tuple[Document, ...]:
    """Put files on the inventory without the page."""
    return list_files(book, keep_files(book.originals, paths))


def texts(tmp_path: Path, *names: str) -> list[Path]:
    for name in names:
        (tmp_path / name).write_text(name)
    return [tmp_path / name for name in names]


def settled(qtbot: QtBot, desk: Desk) -> None:
    """Wait until no work is under way."""
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=20_000)


def dialog_of(window: MainWindow) -> FormDialog:
    found = [dialog for dialog in window.findChildren(FormDialog) if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.mark.thorough
def test_files_come_in_by_the_button_as_one_step_and_go_by_one_undo(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, papers: Path
) -> None:
    page.choose_files = lambda: sorted(papers.iterdir())
    page.add_button.click()
    assert book.snapshot().documents == ()  # copied and looked at before anything is listed
    assert page.under_way.isVisible()
    settled(qtbot, desk)
    assert not page.under_way.isVisible()
    documents = book.snapshot().documents
    assert [(one.title, one.pages, one.trouble) for one in documents] == [
        ("Pathology report", 3, ""), ("locked", None, "locked"), ("photo", 1, ""), ("病理报告", 3, ""),
    ]  # fmt: skip
    assert book.undo_label == "Add 4 documents"
    assert desk.notices.words == (
        "4 documents came in. 1 has a problem: D-002 locked (Locked). "
        "1 was here already: D-004 病理报告 (the same as D-001)."
    )
    desk.notices.action.click()
    assert book.snapshot().documents == ()


@pytest.mark.thorough
def test_a_folder_comes_in_whole(qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, papers: Path) -> None:
    page.choose_folder = lambda: papers
    page.folder_button.click()
    settled(qtbot, desk)
    assert len(book.snapshot().documents) == 4


def test_a_folder_without_files_is_told_kindly(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, tmp_path: Path
) -> None:
    (tmp_path / "nothing").mkdir()
    page.add([tmp_path / "nothing"])
    settled(qtbot, desk)
    assert "no file" in desk.notices.words
    assert book.undo_label == "Add a history"


def test_a_folder_that_holds_the_case_does_not_bring_the_case_into_itself(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, tmp_path: Path
) -> None:
    home = book.folder.parent
    (home / "letter.txt").write_text("a letter")
    page.add([home])
    settled(qtbot, desk)
    assert "letter" in [one.title for one in book.snapshot().documents]
    assert "case" not in [one.title for one in book.snapshot().documents]
    assert book.originals.folder.parent == book.folder


def test_a_file_that_is_gone_is_told_and_nothing_is_listed(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, tmp_path: Path
) -> None:
    page.add([*texts(tmp_path, "here.txt"), tmp_path / "gone.pdf"])
    settled(qtbot, desk)
    assert desk.notices.kind == "stop"
    assert "gone.pdf" in desk.notices.words
    assert book.snapshot().documents == ()


def drop(page: DocumentsPage, data: QMimeData) -> QDropEvent:
    """Drag something over the page and let it go."""
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    keys = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(200, 200), both, data, Qt.MouseButton.LeftButton, keys)
    QApplication.sendEvent(page, entered)
    let_go = QDropEvent(QPointF(200, 200), both, data, Qt.MouseButton.LeftButton, keys)
    if entered.isAccepted():
        assert page.drops.is_veiled
        QApplication.sendEvent(page, let_go)
    return let_go


@pytest.mark.thorough
def test_files_and_folders_can_be_dropped_and_are_never_moved(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, papers: Path, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(place)) for place in (papers, *texts(tmp_path, "letter.txt"))])
    event = drop(page, data)
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert not page.drops.is_veiled
    settled(qtbot, desk)
    assert len(book.snapshot().documents) == 5
    assert len(list(papers.iterdir())) == 4


def test_what_is_not_a_file_of_this_computer_is_not_taken(page: DocumentsPage, desk: Desk, book: Casebook) -> None:
    words = QMimeData()
    words.setText("only words")
    assert not drop(page, words).isAccepted()
    link = QMimeData()
    link.setUrls([QUrl("https://example.org/scan.pdf")])
    drop(page, link)
    assert desk.notices.words.startswith("Only files on this computer can be added.")
    assert book.snapshot().documents == ()


def test_cancelling_while_files_come_in_lists_nothing(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, tmp_path: Path
) -> None:
    page.add(texts(tmp_path, "one.txt", "two.txt", "three.txt"))
    page.under_way.cancel_button.click()
    settled(qtbot, desk)
    assert book.snapshot().documents == ()
    assert book.undo_label == "Add a history"
    assert not page.under_way.isVisible()


def test_a_paper_is_named_by_keyboard_alone(
    qtbot: QtBot, page: DocumentsPage, window: MainWindow, book: Casebook, tmp_path: Path
) -> None:
    (document,) = listed(book, *texts(tmp_path, "scan0001.txt"))
    page.show_record(document.id)
    qtbot.keyClick(page.all.table, Qt.Key.Key_Return)
    dialog = dialog_of(window)
    for field, typed in (("title", "PET-CT of the neck"), ("kind", "PET-CT report"), ("date", "May 2023")):
        edit = dialog.form.row(field).control.inner()
        assert isinstance(edit, QLineEdit)
        edit.selectAll()
        qtbot.keyClicks(edit, typed)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (changed,) = book.snapshot().documents
    assert (changed.title, changed.kind, changed.date) == ("PET-CT of the neck", "pet-ct", "2023-05")
    assert changed.fingerprint == document.fingerprint
    assert page.all.panel.title.text() == "PET-CT of the neck"


def test_a_kind_is_found_by_any_of_its_words_and_own_words_are_kept(qtbot: QtBot) -> None:
    control = KindControl()
    qtbot.addWidget(control)
    completer = control.inner().completer()
    completer.setCompletionPrefix("echo")
    assert completer.completionCount() == 1
    assert completer.currentCompletion() == "Heart: echo, MUGA, ECG"
    completer.setCompletionPrefix("Pathology")
    offered = completer.completionModel()
    names = [offered.index(row, 0).data() for row in range(offered.rowCount())]
    assert "Pathology report, relapse" in names
    assert "Pathology" not in names  # the heading of the group
    control.set_typed("Letter from the school")
    assert control.value() == "Letter from the school"
    control.set_value("MRI, Anna's copy")
    assert control.value() == "MRI, Anna's copy"
    control.set_typed("")
    assert control.value() == "other"


def test_space_leaves_papers_out_of_the_packet_and_puts_them_back(
    qtbot: QtBot, page: DocumentsPage, book: Casebook, tmp_path: Path
) -> None:
    documents = listed(book, *texts(tmp_path, "one.txt", "two.txt"))
    page.all.table.select_ids([one.id for one in documents], focus=True)
    qtbot.keyClick(page.all.table, Qt.Key.Key_Space)
    assert [one.in_packet for one in book.snapshot().documents] == [False, False]
    assert book.undo_label == "Leave out of the packet"
    qtbot.keyClick(page.all.table, Qt.Key.Key_Space)
    assert [one.in_packet for one in book.snapshot().documents] == [True, True]
    page.all.table.select_ids([documents[0].id])
    page.all.panel.tick.click()
    assert [one.in_packet for one in book.snapshot().documents] == [False, True]


def test_delete_removes_several_at_once_and_undo_brings_them_back(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, tmp_path: Path
) -> None:
    documents = listed(book, *texts(tmp_path, "one.txt", "two.txt", "three.txt"))
    page.all.table.select_ids([one.id for one in documents[:2]], focus=True)
    assert page.all.panel.title.text() == "2 documents"
    qtbot.keyClick(page.all.table, Qt.Key.Key_Delete)
    assert [one.title for one in book.snapshot().documents] == ["three"]
    assert page.chosen == (documents[2],)
    assert desk.notices.words == "Removed 2 documents."
    desk.notices.action.click()
    assert book.snapshot().documents == documents


def test_names_and_titles_are_shown_as_they_were_typed(page: DocumentsPage, book: Casebook, tmp_path: Path) -> None:
    name = HOSTILE.replace("/", "_")
    (document,) = listed(book, *texts(tmp_path, name))
    add_thing(book, Document(number=1, title=HOSTILE, holding="elsewhere", held_by=HOSTILE))
    shown = HOSTILE.replace("\u202e", "\ufffd")
    page.show_record(document.id)
    page.show_record(book.snapshot().documents[1].id)
    assert page.all.panel.title.text() == shown
    model = page.all.table.model()
    words = [str(model.index(row, 2).data()) for row in range(2)]
    assert words[1] == shown
    assert "\u202e" not in "".join(words)
    tip = str(model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole))
    assert "<img" not in tip
    assert page.grab().toImage().isNull() is False


@pytest.mark.thorough
def test_the_list_is_narrowed_by_words_kind_and_state(page: DocumentsPage, book: Casebook, papers: Path) -> None:
    listed(book, *sorted(papers.iterdir()))
    add_thing(book, Document(number=1, title="Slides", kind="slides-blocks", holding="wanted"))

    def shown() -> list[str]:
        model = page.all.table.model()
        return [model.index(row, 0).data(RecordRole).document.title for row in range(model.rowCount())]

    page.all.finding.words.setText("patho d-001")
    assert shown() == ["Pathology report"]
    page.all.finding.words.setText("")
    page.all.finding.states.setCurrentIndex(page.all.finding.states.findData("look"))
    assert shown() == ["locked"]
    page.all.finding.states.setCurrentIndex(0)
    page.all.finding.kinds.setCurrentIndex(page.all.finding.kinds.findData("slides-blocks"))
    assert shown() == ["Slides"]
    page.all.finding.words.setText("nothing has these words")
    assert not page.all.table.isVisible()
    page.show_record(book.snapshot().documents[0].id)
    assert page.chosen[0].title == "Pathology report"


def test_a_locked_file_is_listed_with_what_to_do(page: DocumentsPage, book: Casebook, papers: Path) -> None:
    (document,) = listed(book, papers / "locked.pdf")
    page.show_record(document.id)
    shown = [label.text() for label in page.all.panel.findChildren(type(page.all.panel.title)) if label.isVisible()]
    assert any(text.startswith("The file is locked with a password. If you know the password") for text in shown)
    assert str(page.all.table.model().index(0, 3).data()) == "Locked"


def test_a_wanted_paper_is_listed_and_gets_its_file_when_it_is_here(
    qtbot: QtBot, page: DocumentsPage, window: MainWindow, desk: Desk, book: Casebook, papers: Path
) -> None:
    page.add_thing()
    dialog = dialog_of(window)
    values: dict[str, Any] = {"title": "Slides", "holding": "wanted", "held_by": "Archive"}
    for field, value in values.items():
        dialog.form.row(field).control.set_value(value)
    asked = dialog.form.row("asked_on")
    assert asked.isVisible()
    asked.control.set_value(PartialDate("2026-11-03"))
    dialog.save_button.click()
    (wanted,) = book.snapshot().documents
    assert (wanted.holding, wanted.asked_on, wanted.number) == ("wanted", "2026-11-03", 1)
    page.show_record(wanted.id)
    assert str(page.all.table.model().index(0, 3).data()) == "Wanted, asked 2026-11-03"
    page.choose_files = lambda: [papers / "Pathology_report.pdf"]
    page.all.panel.file_button.click()
    settled(qtbot, desk)
    (here,) = book.snapshot().documents
    assert (here.id, here.number, here.holding, here.pages) == (wanted.id, 1, "file", 3)
    desk.notices.action.click()
    assert book.snapshot().documents == (wanted,)


def test_an_original_is_given_back_byte_for_byte_under_its_own_name(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, papers: Path, tmp_path: Path
) -> None:
    (document,) = listed(book, papers / "病理报告.pdf")
    page.show_record(document.id)
    offered: list[str] = []

    def choose(name: str) -> Path:
        offered.append(name)
        return tmp_path / name

    page.choose_target = choose
    page.all.panel.copy_button.click()
    settled(qtbot, desk)
    assert offered == ["病理报告.pdf"]
    assert hashlib.sha256((tmp_path / "病理报告.pdf").read_bytes()).hexdigest() == document.fingerprint
    assert desk.notices.kind == "good"


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda file: file.unlink(), "The file of D-001 is not in the case folder."),
        (lambda file: file.write_bytes(b"other"), "The file of D-001 is not the one that was added."),
    ],
)
def test_a_lost_or_changed_original_is_not_given_back_and_it_is_said(
    qtbot: QtBot,
    page: DocumentsPage,
    desk: Desk,
    book: Casebook,
    tmp_path: Path,
    harm: Callable[[Path], object],
    words: str,
) -> None:
    (document,) = listed(book, *texts(tmp_path, "letter.txt"))
    harm(book.originals.file(document.fingerprint))
    page.show_record(document.id)
    page.choose_target = lambda name: tmp_path / "copy.txt"
    page.save_copy()
    settled(qtbot, desk)
    assert desk.notices.words.startswith(words)
    assert not (tmp_path / "copy.txt").exists()


def test_a_copy_never_lands_among_the_originals(
    page: DocumentsPage, desk: Desk, book: Casebook, tmp_path: Path
) -> None:
    (document,) = listed(book, *texts(tmp_path, "letter.txt"))
    page.show_record(document.id)
    page.choose_target = lambda name: book.originals.file(document.fingerprint)
    page.save_copy()
    assert desk.notices.kind == "stop"
    assert not desk.jobs.open


def test_a_paper_shows_what_it_proves_and_leads_there(
    qtbot: QtBot, page: DocumentsPage, window: MainWindow, book: Casebook, tmp_path: Path
) -> None:
    (document,) = listed(book, *texts(tmp_path, "report.txt"))
    scan = Scan(modality="PET-CT", date=PartialDate("2024-06-10"), proof=document.id)
    add_entry(book, scan)
    page.show_record(document.id)
    assert page.all.table.selected_records()[0].proves == 1
    page.all.panel.entry_asked.emit(scan.id)
    assert window.shown_page == "timeline"


def test_the_empty_page_says_what_to_do_and_has_the_button_in_focus(page: DocumentsPage) -> None:
    assert not page.all.table.isVisible()
    assert page.add_button.hasFocus()


def test_changes_made_elsewhere_show_at_once(page: DocumentsPage, book: Casebook, tmp_path: Path) -> None:
    listed(book, *texts(tmp_path, "one.txt"))
    assert page.all.table.isVisible()
    book.undo()
    assert not page.all.table.isVisible()
    book.redo()
    assert page.all.table.model().rowCount() == 1


@pytest.mark.thorough
def test_a_half_typed_name_is_kept_and_comes_back(
    qtbot: QtBot, page: DocumentsPage, window: MainWindow, desk: Desk, book: Casebook, tmp_path: Path
) -> None:
    (document,) = listed(book, *texts(tmp_path, "one.txt"))
    page.show_record(document.id)
    page.change()
    dialog = dialog_of(window)
    dialog.form.row("title").control.set_typed("Half a ti")
    qtbot.waitUntil(lambda: desk.drafts.names() != ())
    dialog.hide()  # as a power cut would leave it
    page.change()
    again = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert isinstance(again[0], FormDialog)
    assert again[0].form.row("title").control.typed() == "Half a ti"
    again[0].leave_without_saving()
