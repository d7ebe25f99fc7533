"""The overview of a case."""

from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.timeline import remove_entries
from caregiver_app.domain.documents.document import Document
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.overview import sentences
from caregiver_app.ui.overview.page import OverviewPage
from caregiver_app.ui.text import Label


def words(page: OverviewPage) -> list[str]:
    return [label.text() for label in page.findChildren(Label) if label.isVisible()]


def test_it_says_who_where_the_disease_stands_and_each_treatment(window: MainWindow, book: Casebook) -> None:
    said = words(window.page("overview"))
    assert book.snapshot().person.name in said
    assert "DLBCL · stage III B" in said
    assert "Relapsed 18 June 2024 after line 1; no treatment recorded since." in said
    assert "from memory" in said
    assert "R-CHOP\u00a0×6 · CR · Relapse 18 June 2024" in said


def test_papers_are_counted_by_where_they_are(window: MainWindow, book: Casebook) -> None:
    add_thing(book, Document(number=1, title="Slides", holding="elsewhere", held_by="The lab"))
    add_thing(book, Document(number=1, title="Letter", holding="wanted"))
    assert sentences.papers(book.snapshot()) == ("1 is held elsewhere", "1 is still wanted")
    assert "1 is still wanted" in words(window.page("overview"))


def test_an_empty_case_leads_from_the_diagnosis_to_the_packet(window: MainWindow, book: Casebook) -> None:
    remove_entries(book, book.snapshot().entries)
    page = window.page("overview")
    assert page.main_button.text() == "Start with the diagnosis"
    page.main_button.click()
    dialog = window.findChild(FormDialog)
    assert dialog.windowTitle() == "The diagnosis"
    dialog.form.row("disease").control.set_typed("Follicular lymphoma")
    dialog.save()
    assert page.main_button.text() == "Add a treatment"
    assert "Diagnosed: Follicular lymphoma" not in words(page)  # undated: it says nothing of where things stand


def test_the_main_button_has_the_focus_and_leads_on(window: MainWindow) -> None:
    page = window.page("overview")
    assert page.main_button.hasFocus()
    assert page.main_button.text() == "Add the papers"
    page.main_button.click()
    assert window.shown_page == "documents"


def test_facts_to_be_checked_are_counted(book: Casebook) -> None:
    assert sentences.to_check(book.snapshot()) == "3 entries are marked to be checked."


def test_cards_stand_beneath_each_other_where_there_is_little_room(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page("overview")
    assert page.is_wide
    window.resize(800, 800)
    qtbot.waitUntil(lambda: len({card.x() for card in page.cards}) == 1)
    assert not page.is_wide
