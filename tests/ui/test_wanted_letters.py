"""Letters and slips from the window, and being told when it is time to ask again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents import wanted
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.documents.requests import ask_for
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.request import Request
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.editor import paper_dialog
from caregiver_app.ui.documents.page import WANTED, DocumentsPage
from caregiver_app.ui.documents.wanted_letters import Letters, letters_of
from caregiver_app.ui.documents.wanted_reminders import tell_of_due
from caregiver_app.ui.documents.wanted_view import WantedView
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.overview.page import OverviewPage

TODAY = date(2026, 11, 28)
OVERDUE = Request(whom="Records desk", on=PartialDate("2026-11-09"), due=PartialDate("2026-11-20"))


@pytest.fixture
def letters(desk: Desk) -> Letters:
    return letters_of(desk)


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> WantedView:
    made = WantedView(desk, lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=20_000)


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(str(pdf)) as opened:
        return " ".join(page.get_textpage().get_text_bounded() for page in opened)


def dialog_of(window: MainWindow) -> FormDialog:
    (found,) = (dialog for dialog in window.findChildren(FormDialog) if dialog.isVisible())
    return found


def ticked(dialog: FormDialog) -> tuple[str, ...]:
    return dialog.form.row("papers").control.typed().split("\n")


def test_a_letter_for_the_chosen_kind_is_saved_off_the_thread_of_the_window(
    qtbot: QtBot, view: WantedView, window: MainWindow, desk: Desk, book: Casebook, letters: Letters, tmp_path: Path
) -> None:
    view.show_kind("heart")
    view.panel.letter_button.click()
    dialog = dialog_of(window)
    assert ticked(dialog) == ["heart"]
    dialog.form.row("to").control.set_value("Cardiology, Craigmuir")
    offered: list[str] = []
    letters.choose_target = lambda name: offered.append(name) or tmp_path / name
    dialog.save_button.click()
    assert not dialog.isVisible()
    settled(qtbot, desk)
    assert offered == ["letter.pdf"]
    said = text_of(tmp_path / "letter.pdf")
    assert "Cardiology, Craigmuir" in said
    assert "Heart: echo, MUGA, ECG" in said
    assert desk.notices.words == f"The letter is saved as “letter.pdf” in {tmp_path}, on 1 page. Print and sign it."
    assert desk.notices.action.text() == "Open it"
    assert book.snapshot().documents == ()


@pytest.mark.thorough
def test_a_letter_that_goes_out_today_is_written_down_as_one_step(
    qtbot: QtBot, view: WantedView, window: MainWindow, desk: Desk, book: Casebook, letters: Letters, tmp_path: Path
) -> None:
    scan = ask_for(book, "pet-ct", OVERDUE)
    view.refresh()
    view.write_letter()
    dialog = dialog_of(window)
    assert ticked(dialog) == [""]
    dialog.form.row("papers").control.set_value((str(scan.id), "heart"))
    dialog.form.row("logged").control.set_value(True)
    letters.choose_target = lambda name: tmp_path / name
    dialog.save_button.click()
    assert dialog.form.row("to").trouble == "Say whom you asked, so that it can be written down."
    dialog.form.row("to").control.set_value("Records desk")
    dialog.save_button.click()
    settled(qtbot, desk)
    again, heart = book.snapshot().documents
    assert [one.how for one in again.requests.values] == ["", "letter"]
    assert heart.requests.values == (Request(whom="Records desk", how="letter", on=PartialDate.of_day(date.today())),)
    assert desk.notices.words.endswith("2 papers are written down as asked for.")
    desk.notices.action.click()
    assert book.snapshot().documents == (scan,)


def test_without_a_paper_or_a_place_nothing_is_written_and_the_form_stays(
    view: WantedView, window: MainWindow, desk: Desk, letters: Letters
) -> None:
    view.write_letter()
    dialog = dialog_of(window)
    dialog.save_button.click()
    assert dialog.form.row("papers").trouble == "Tick at least one paper."
    letters.choose_target = lambda _name: None
    dialog.form.row("papers").control.set_value(("heart",))
    dialog.save_button.click()
    assert dialog.isVisible()
    assert not desk.jobs.open
    dialog.leave_without_saving()


def test_a_letter_never_takes_the_place_of_another_kind_of_file(
    qtbot: QtBot, view: WantedView, window: MainWindow, desk: Desk, letters: Letters, tmp_path: Path
) -> None:
    (tmp_path / "letter.pdf").write_text("a recipe")
    view.show_kind("heart")
    view.panel.letter_button.click()
    letters.choose_target = lambda name: tmp_path / name
    dialog_of(window).save_button.click()
    settled(qtbot, desk)
    assert desk.notices.kind == "stop"
    assert (tmp_path / "letter.pdf").read_text() == "a recipe"


def test_papers_are_ticked_by_space(qtbot: QtBot, view: WantedView, window: MainWindow) -> None:
    view.write_letter()
    dialog = dialog_of(window)
    ticks = dialog.form.row("papers").control.inner()
    ticks.setCurrentRow(1)
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    assert len(ticked(dialog)) == 1
    assert ticked(dialog) != [""]
    dialog.leave_without_saving()


@pytest.mark.thorough
def test_a_slip_is_printed_from_the_list_and_from_the_form_of_a_thing(
    qtbot: QtBot, view: WantedView, window: MainWindow, desk: Desk, book: Casebook, letters: Letters, tmp_path: Path
) -> None:
    slides = Document(number=1, title="Slides", kind="slides-blocks", holding="elsewhere", accession="26-H-1")
    slides = add_thing(book, slides)
    add_thing(book, Document(number=1, title="Disc", kind="image-files", holding="elsewhere"))
    view.refresh()
    view.show_kind("slides-blocks")
    view.panel.slip_asked.emit(slides)
    dialog = dialog_of(window)
    assert ticked(dialog) == [str(slides.id)]
    letters.choose_target = lambda name: tmp_path / name
    dialog.save_button.click()
    settled(qtbot, desk)
    said = text_of(tmp_path / "slips.pdf")
    assert "D-001" in said
    assert "26-H-1" in said
    assert "D-002" not in said
    form = paper_dialog(desk, slides)
    form.open()
    form.form.row("slip").control.inner().click()
    slip = next(one for one in form.findChildren(FormDialog) if one.isVisible())
    assert ticked(slip) == [str(slides.id)]
    slip.leave_without_saving()
    form.leave_without_saving()


def test_when_nothing_is_missing_there_is_no_letter_to_write(view: WantedView, desk: Desk, book: Casebook) -> None:
    own = wanted.Recipient(name="Minglan", wants=[{"kind": "heart"}])
    wanted.add_recipient(book, own, chosen=True)
    add_thing(book, Document(number=1, title="Echo", kind="heart", holding="file"))
    view.refresh()
    view.write_letter()
    assert desk.notices.words == "There is no paper to ask for: nothing on this list is missing."


def test_opening_a_case_tells_calmly_what_is_to_be_asked_again_and_leads_there(
    qtbot: QtBot, empty_window: MainWindow, case_folder: Path
) -> None:
    with Casebook.open(case_folder) as book:
        ask_for(book, "pet-ct", OVERDUE)
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    notices = empty_window.notices
    assert (notices.kind, notices.words) == ("info", "It is time to ask again for “PET-CT report”.")
    notices.action.click()
    page = empty_window.page("documents")
    assert isinstance(page, DocumentsPage)
    assert empty_window.shown_page == "documents"
    assert page.views.currentIndex() == WANTED
    shown = page.findChild(WantedView)
    assert shown.chosen.gap.kind == "pet-ct"


ONE = "It is time to ask again for “PET-CT report”."


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ((), ""),
        ((("pet-ct", Request(whom="Desk", due=PartialDate("2026-11-28"))),), ""),
        ((("pet-ct", Request(whom="Desk", remind_on=PartialDate("2026-11-28"))),), ONE),
        ((("pet-ct", OVERDUE), ("pet-ct", Request(whom="Dr Kralj", remind_on=PartialDate("2026-11-01")))), ONE),
        ((("pet-ct", OVERDUE), ("heart", OVERDUE)), "It is time to ask again for 2 papers."),
        ((("pet-ct", Request(whom="Desk", due=PartialDate("2026-11-20"), answer="refused")),), ""),
    ],
)
def test_only_what_is_due_today_is_told(
    desk: Desk, book: Casebook, asked: tuple[tuple[str, Request], ...], words: str
) -> None:
    for kind, request in asked:
        ask_for(book, kind, request)
    tell_of_due(desk, TODAY)
    assert desk.notices.words == words


def test_something_half_typed_is_told_first(qtbot: QtBot, empty_window: MainWindow, case_folder: Path) -> None:
    with Casebook.open(case_folder) as book:
        ask_for(book, "pet-ct", OVERDUE)
    (case_folder / "drafts").mkdir()
    (case_folder / "drafts" / "person.json").write_text('{"name": "Lin"}')
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    assert "You were writing “Personal details”" in empty_window.notices.words


def test_the_overview_counts_the_papers_of_the_chosen_centre_and_leads_to_them(
    window: MainWindow, book: Casebook, said: Callable[[OverviewPage], list[str]]
) -> None:
    window.go("overview")
    page = window.page("overview")
    assert isinstance(page, OverviewPage)
    assert "The list of what a team wants to see tells you what to ask for, and whom." in said(page)
    wanted.choose_recipient(book, "reports-only")
    ask_for(book, "pet-ct", OVERDUE)
    told = said(page)
    assert any(" here · 1 asked for · " in words and words.endswith("not yet asked") for words in told)
    assert any(words.startswith("For “Reports only”") and words.endswith("1 to ask for again") for words in told)
    link = next(one for one in page.findChildren(QPushButton) if one.text() == "See what is wanted" and one.isVisible())
    link.click()
    documents = window.page("documents")
    assert isinstance(documents, DocumentsPage)
    assert documents.views.currentIndex() == WANTED


@pytest.fixture
def said() -> Callable[[OverviewPage], list[str]]:
    """What the cards say."""
    from PySide6.QtWidgets import QLabel

    return lambda page: [label.text() for card in page.cards for label in card.findChildren(QLabel)]
