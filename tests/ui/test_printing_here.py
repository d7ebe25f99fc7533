"""Ctrl+P prints what is shown, on every page that has something to put on paper."""

from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.appointments import add_appointment
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.printing import PrintPage
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.guide.glossary import glossary
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.packet import printing
from caregiver_app.ui.pages import PAGES
from paged_files import report

WORDS = {
    "overview": "Case summary",
    "timeline": "R-CHOP",
    "documents": "Page 2",
    "journey": "CAR-T steps",
    "questions": "Questions to ask",
    "appointments": "Lymphoma clinic",
    "worksheet": "In four sentences",
    "guide": "Your own team comes first.",
}
WITHOUT = {"packet"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[PrintPage, ...]]:
    """What the system's dialog was asked to print."""
    found: list[tuple[PrintPage, ...]] = []
    monkeypatch.setattr(printing, "_has_printer", lambda: True)
    monkeypatch.setattr(printing, "ask_how", lambda _parent, pages, _then: found.append(pages))
    return found


@pytest.fixture
def filled(window: MainWindow, book: Casebook, tmp_path: Path) -> MainWindow:
    """A case with a paper of two pages and an appointment."""
    file = tmp_path / "report.pdf"
    file.write_bytes(report(2))
    add_appointment(book, Appointment(title="Lymphoma clinic", date=PartialDate("2030-05-14")))
    with book.step("Add") as tx:
        kept = book.originals.keep(file)
        told = {"title": "Report", "pages": 2, "file_name": file.name, "kind": "discharge-summary"}
        tx.put(Document(number=tx.next_number("document"), fingerprint=kept.fingerprint, **told))
    return window


def printed(pages: tuple[PrintPage, ...]) -> str:
    told = []
    for page in pages:
        with pypdfium2.PdfDocument(page.file) as document:
            told.append(document[page.number - 1].get_textpage().get_text_bounded())
    return " ".join(" ".join(told).split())


def test_every_page_prints_or_is_known_not_to() -> None:
    assert {page.key for page in PAGES} == WORDS.keys() | WITHOUT


@pytest.mark.parametrize("key", WORDS)
def test_a_page_prints_what_it_shows(
    filled: MainWindow, asked: list[tuple[PrintPage, ...]], qtbot: QtBot, key: str
) -> None:
    filled.go(key)
    if key == "documents":
        filled.page("documents").all.table.selectRow(0)
    if key == "appointments":
        filled.page("appointments").show_record(filled.desk.book.snapshot().appointments[0].id)
    filled.actions_table["print"].trigger()
    qtbot.waitUntil(lambda: bool(asked), timeout=30_000)
    assert WORDS[key] in printed(asked[0])


def test_of_a_paper_only_its_own_pages_are_printed(
    filled: MainWindow, asked: list[tuple[PrintPage, ...]], qtbot: QtBot
) -> None:
    filled.go("documents")
    filled.page("documents").all.table.selectRow(0)
    filled.actions_table["print"].trigger()
    qtbot.waitUntil(lambda: bool(asked), timeout=30_000)
    assert len(asked[0]) == 2


def test_where_there_is_nothing_to_print_that_is_said(window: MainWindow) -> None:
    window.go("packet")
    window.actions_table["print"].trigger()
    assert "nothing on this page" in window.notices.accessibleName()


def test_what_was_drawn_is_gone_with_the_case(
    filled: MainWindow, asked: list[tuple[PrintPage, ...]], qtbot: QtBot
) -> None:
    filled.go("questions")
    filled.actions_table["print"].trigger()
    qtbot.waitUntil(lambda: bool(asked), timeout=30_000)
    file = Path(asked[0][0].file)
    assert file.is_file()
    filled.door.close()
    assert not file.exists()


def test_what_is_read_in_the_guide_is_printed_with_its_sources(
    filled: MainWindow, asked: list[tuple[PrintPage, ...]], qtbot: QtBot
) -> None:
    filled.go("guide")
    page = filled.page("guide")
    page.show_line(glossary()[0].id)
    filled.actions_table["print"].trigger()
    qtbot.waitUntil(lambda: bool(asked), timeout=30_000)
    told = printed(asked[0])
    assert glossary()[0].term in told
    assert glossary()[-1].term in told
    assert "Sources" in told
