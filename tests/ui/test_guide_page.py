"""The guide: what there is to read, how it is found, and that all of it can be read by the keys alone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.guide import hide_line, reword
from caregiver_app.domain.guide.articles import Article, articles, comparison, handbook, limits, notes
from caregiver_app.domain.guide.glossary import glossary
from caregiver_app.domain.guide.lines import line_called, sources
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.questions.library import question_called
from caregiver_app.ui.guide.contents import Place, contents, marks_in
from caregiver_app.ui.guide.own_words import reword_dialog
from caregiver_app.ui.guide.page import GuidePage, place_of
from caregiver_app.ui.guide.prose_ink import SEVENTY_LETTERS, measure
from caregiver_app.ui.guide.questions import FIRST
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import Theme
from places import EVERY_LOOK, Look

MARKUP = "<b>x</b> & <i>y</i>"


@pytest.fixture
def page(window: MainWindow) -> GuidePage:
    window.go("guide")
    found = window.page("guide")
    assert isinstance(found, GuidePage)
    QApplication.processEvents()
    return found


def open_place(page: GuidePage, kind: str, place_id: str = "") -> Place:
    place = next(one for one in contents() if (one.kind, one.id) == (kind, place_id))
    page.reading.show_place(place)
    QApplication.processEvents()
    return place


def read(page: GuidePage) -> str:
    return page.reading.prose.toPlainText()


def found_titles(page: GuidePage) -> list[str]:
    return [place.title for place in page.list.places]


def test_the_list_holds_nine_articles_and_what_is_to_be_looked_up(page: GuidePage) -> None:
    assert [place.kind for place in page.list.places].count("article") == 9
    assert [place.title for place in page.list.places if place.kind == "handbook"] == [one.title for one in handbook()]
    assert [place.title for place in page.list.places if place.kind not in ("", "article", "handbook")] == [
        "Treatments side by side", "Glossary", "The twelve CAR-T steps", "What this program cannot do", "Sources",
    ]  # fmt: skip
    assert page.list.hasFocus()
    assert page.list.current is not None
    assert page.list.current.title == page.reading.text.title


def test_the_list_is_walked_through_by_the_keys_and_passes_over_headings(page: GuidePage) -> None:
    titles = [page.reading.text.title]
    for _press in range(13 + len(handbook())):
        QTest.keyClick(page.list, Qt.Key.Key_Down)
        titles.append(page.reading.text.title)
    assert titles == [place.title for place in contents() if place.kind]


@pytest.mark.every(3)
@pytest.mark.parametrize("article", articles(), ids=lambda article: article.id)
def test_every_article_shows_each_of_its_lines_with_its_sources_and_its_date(page: GuidePage, article: Article) -> None:
    open_place(page, "article", article.id)
    text, shown = page.reading.text, read(page)
    for section in article.sections:
        for line in section.lines:
            assert line.text in shown
            passage = next(one for one in text.passages if one.line == line)
            assert [text.tags[number - 1] for number in passage.numbers] == list(line.source)
            assert (line.where_and_when() in passage.after) == (line.place != "any" or line.as_of != article.as_of)
    assert "As of November 2026" in shown


def test_the_sources_of_an_article_unfold_beneath_it(page: GuidePage) -> None:
    open_place(page, "article", "caregivers")
    tags = page.reading.text.tags
    assert page.reading.sources_button.text() == f"Where this is from: {len(tags)} sources"
    assert page.reading.source_prose.isHidden()
    QTest.keyClick(page.reading.sources_button, Qt.Key.Key_Space)
    lines = page.reading.source_prose.toPlainText()
    assert all(f"{number}.\t{sources()[tag].in_words()}" in lines for number, tag in enumerate(tags, 1))
    open_place(page, "article", "money")
    assert page.reading.source_prose.isHidden()


def test_the_words_of_an_article_stand_at_its_end_in_two_languages(page: GuidePage) -> None:
    open_place(page, "article", "what-car-t-is")
    article = next(one for one in articles() if one.id == "what-car-t-is")
    end = read(page).partition("Words used here")[2]
    kept = [term for term in glossary() if term.id in article.terms]
    assert len(kept) == len(article.terms)
    assert all(f"\n{term.term}  {term.chinese}" in end and term.line.text in end for term in kept)


def test_the_glossary_has_every_word_and_shows_those_that_are_looked_for(page: GuidePage) -> None:
    open_place(page, "glossary")
    assert all(term.term in read(page) for term in glossary())
    assert all(term.chinese in read(page) for term in glossary())
    page.reading.filter.setText("单采")
    assert "Apheresis" in read(page)
    assert "Anaemia" not in read(page)
    page.reading.filter.setText("anemia")
    assert "Anaemia" in read(page)
    open_place(page, "limits")
    open_place(page, "glossary")
    assert page.reading.filter.text() == ""


def test_chinese_that_nobody_checked_says_so(page: GuidePage) -> None:
    open_place(page, "glossary")
    unchecked = sum(bool(term.chinese) and term.unchecked for term in glossary())
    assert read(page).count("to be checked by a native reader") == unchecked


def test_treatments_stand_beside_one_another_by_question_or_one_alone(page: GuidePage) -> None:
    open_place(page, "comparison")
    whole, shown = comparison(), read(page)
    assert all(line.text in shown for one in whole.treatments for line in one.cells.values())
    assert all(shown.index(note.text) < shown.index(whole.aspects[0][1]) for note in whole.notes)
    page.reading.choice.setCurrentIndex(page.reading.choice.findData(whole.aspects[2][0]))
    assert [one.text for one in page.reading.text.passages if one.kind == "heading"] == [whole.aspects[2][1]]
    assert [one.lead for one in page.reading.text.passages if one.kind == "row"] == [
        one.name for one in whole.treatments
    ]
    page.reading.choice.setCurrentIndex(page.reading.choice.findData(whole.treatments[0].id))
    assert [one.lead for one in page.reading.text.passages if one.kind == "row"] == [
        name for _id, name in whole.aspects
    ]


def test_the_twelve_steps_lead_to_their_own_page(page: GuidePage) -> None:
    gone: list[str] = []
    open_place(page, "steps")
    assert "12 Long-term follow-up" in read(page)
    page.reading._desk = replace(page.reading._desk, go=lambda key, _record: gone.append(key))
    page.reading.there_button.click()
    assert gone == ["journey"]


def test_what_the_program_cannot_do_and_what_is_good_to_know_are_told(page: GuidePage) -> None:
    open_place(page, "limits")
    assert all(line.text in read(page) for line in limits())
    assert all(line.text in read(page) for key, line in notes().items() if key != "packet-footer")


def test_every_source_is_listed(page: GuidePage) -> None:
    open_place(page, "sources")
    assert all(source.in_words() in read(page) for source in sources().values())


def test_the_own_team_comes_first_is_said_on_the_page(page: GuidePage, book: Casebook) -> None:
    for key in ("team-first", "not-medical-advice"):
        assert notes()[key].text in page.foot.text()
    assert page.foot.isVisible()
    reword(book, notes()["team-first"], MARKUP)
    assert page.foot.text().startswith(MARKUP)


def test_what_is_found_is_listed_opened_at_its_line_and_left_again(page: GuidePage) -> None:
    QTest.keySequence(page.list, "Ctrl+F")
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "apheresis")
    assert page.list.accessibleName() == "What was found"
    assert page.count.text() == f"{len(page.list.places)} places found"
    assert found_titles(page)[0].startswith("Apheresis")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.list.hasFocus()
    assert page.reading.place is not None
    assert page.reading.place.kind == "glossary"
    QApplication.processEvents()
    assert page.reading.prose._marked == page.list.places[0].id
    page.search.clear()
    assert found_titles(page) == [place.title for place in contents()]
    assert page.list.current is not None
    assert page.list.current.kind == "glossary"


def test_going_to_the_list_by_tab_opens_nothing_and_enter_opens_what_stands_first(page: GuidePage) -> None:
    before = page.reading.place
    page.search.setFocus()
    QTest.keyClicks(page.search, "apheresis")
    QTest.keyClick(page.search, Qt.Key.Key_Tab)
    assert page.list.hasFocus()
    assert page.reading.place == before
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page.reading.place.kind == "glossary"


def test_a_step_and_a_question_that_are_found_show_their_words_and_lead_to_their_page(page: GuidePage) -> None:
    page.search.setText("fever")
    row = next(row for row, one in enumerate(page.list.places) if one.found and one.found.kind == "stage")
    page.list.setCurrentRow(row)
    assert page.list.places[row].beneath in read(page)
    assert page.reading.there_button.text() == "Open the CAR-T steps"
    page.search.setText("Q001")
    page.list.go_to_first()
    assert question_called("Q001").line.text in read(page)
    assert page.reading.there_button.text() == "Open the questions"


def test_where_nothing_is_found_that_is_said_kindly(page: GuidePage) -> None:
    page.search.setText("zzzzzz")
    assert page.count.text() == "The guide has nothing with these words. Another word may be in it."
    assert page.list.isHidden()
    page.search.setText(MARKUP)
    page.search.clear()
    assert page.list.isVisible()


def test_the_words_that_were_looked_for_are_marked_in_what_was_found() -> None:
    assert marks_in("There is fever, and fever again", "fever is") == ((6, 8), (9, 14))
    assert marks_in("Feverish", "ever") == ()
    assert marks_in("İstanbul", "ist") == ()


@pytest.mark.every(4)
@pytest.mark.parametrize(
    ("line_id", "kind"),
    [
        ("caregivers-5", "article"),
        ("apheresis", "glossary"),
        ("comparison-note-1", "comparison"),
        ("limit-3", "limits"),
        ("tcm", "limits"),
        ("ST09-hint-changed", "found"),
        ("Q003", "found"),
        ("packet-footer", "found"),
    ],
)
def test_any_line_of_the_guide_is_opened_marked_and_in_view(page: GuidePage, line_id: str, kind: str) -> None:
    page.search.setText("fever")
    assert page.show_line(line_id)
    QApplication.processEvents()
    QApplication.processEvents()
    assert page.reading.place is not None
    assert page.reading.place.kind == kind
    prose, body = page.reading.prose, page.reading.body
    assert prose.hasFocus()
    assert prose._marked == line_id
    top = prose.viewport().mapTo(body.viewport(), prose.line_box(line_id).topLeft()).y()
    assert 0 <= top < body.viewport().height()
    assert page.search.text() == ""


def test_a_line_the_guide_does_not_have_changes_nothing(page: GuidePage) -> None:
    before = page.reading.place
    assert not page.show_line("no-such-line")
    assert place_of("no-such-line") is None
    assert page.reading.place == before


def test_text_is_chosen_and_copied_by_the_keys(page: GuidePage) -> None:
    page.show_line("caregivers-3")
    QTest.keyClick(page.reading.prose, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    QTest.keySequence(page.reading.prose, "Ctrl+C")
    assert QApplication.clipboard().text().startswith("Three things from you help most")


def test_the_page_keys_turn_what_is_read(page: GuidePage) -> None:
    open_place(page, "article", "after-treatment")
    page.reading.prose.setFocus()
    bar = page.reading.body.verticalScrollBar()
    QTest.keyClick(page.reading.prose, Qt.Key.Key_PageDown)
    assert bar.value() > 200
    QTest.keyClick(page.reading.prose, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_the_cursor_is_always_in_view(page: GuidePage) -> None:
    open_place(page, "article", "after-treatment")
    prose, body = page.reading.prose, page.reading.body
    prose.setFocus()
    for _press in range(60):
        QTest.keyClick(prose, Qt.Key.Key_Down)
    place = prose.viewport().mapTo(body.viewport(), prose.cursorRect().center())
    assert body.verticalScrollBar().value() > 0
    assert 0 <= place.y() < body.viewport().height()


def test_a_line_is_about_seventy_letters_wide(page: GuidePage) -> None:
    assert 65 <= len(SEVENTY_LETTERS) <= 75
    prose = page.reading.prose
    assert abs(prose.viewport().width() - measure()) <= 24


def test_a_screen_reader_hears_the_whole_text_and_what_it_is(page: GuidePage) -> None:
    open_place(page, "article", "caregivers")
    heard = QAccessible.queryAccessibleInterface(page.reading.prose)
    assert heard.text(QAccessible.Text.Name) == "For caregivers"
    assert "You are one of a team." in heard.textInterface().text(0, heard.textInterface().characterCount())
    page.search.setText("fever")
    spoken = page.list.item(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Article" in spoken
    assert page.list.places[2].beneath in spoken


def test_questions_of_an_article_are_put_on_the_sheet_and_taken_back(page: GuidePage, book: Casebook) -> None:
    open_place(page, "article", "caregivers")
    asked = page.reading.questions
    assert len(asked.buttons) == FIRST
    assert asked.all_button.text() == "Show all 10 questions"
    first = next(iter(asked.buttons))
    asked.buttons[first].setFocus()
    QTest.keyClick(asked.buttons[first], Qt.Key.Key_Space)
    assert [one.guide for one in book.snapshot().questions] == [first]
    assert first not in asked.buttons
    assert QApplication.focusWidget() in asked.buttons.values()  # on to the next one
    assert page._desk.notices.words == "On the sheet for the next visit."
    page._desk.notices.action.click()
    assert book.snapshot().questions == ()
    assert first in asked.buttons
    asked.all_button.click()
    assert len(asked.buttons) == 10
    assert asked.all_button.isHidden()


def test_a_hidden_page_catches_up_when_it_is_shown(window: MainWindow, page: GuidePage, book: Casebook) -> None:
    open_place(page, "article", "caregivers")
    window.go("overview")
    line = line_called("caregivers-3")
    assert line is not None
    reword(book, line, MARKUP)
    assert MARKUP not in read(page)
    window.go("guide")
    assert MARKUP in read(page)


def test_a_change_leaves_the_place_and_the_cursor(page: GuidePage, book: Casebook) -> None:
    page.show_line("after-treatment-20")
    QApplication.processEvents()
    bar = page.reading.body.verticalScrollBar()
    before, line = bar.value(), line_called("after-treatment-22")
    assert before > 0
    assert line is not None
    reword(book, line, MARKUP)
    QApplication.processEvents()
    assert bar.value() == before
    assert page.reading.prose._line_id_at(page.reading.prose.textCursor().position()) == "after-treatment-20"
    assert page.reading.prose.hasFocus()


@pytest.mark.thorough
def test_the_list_stands_above_where_there_is_no_room_beside(
    qtbot: QtBot, window: MainWindow, page: GuidePage, theme: Theme
) -> None:
    assert page.list.mapTo(page, QPoint()).y() < page.reading.mapTo(page, page.reading.rect().bottomLeft()).y()
    assert page._left.x() < page.reading.x()
    theme.use("light", 200)
    qtbot.waitUntil(lambda: page._left.y() + page._left.height() <= page.reading.y())
    theme.use("light", 100)


def everywhere(page: GuidePage) -> Iterator[str]:
    """Go to every kind of place of the guide."""
    for kind, place_id in (("article", "after-treatment"), ("glossary", ""), ("comparison", ""), ("steps", "")):
        open_place(page, kind, place_id)
        yield kind
    page.search.setText("fever")
    QApplication.processEvents()
    yield "found"


def test_nothing_shuts_anybody_out(page: GuidePage) -> None:
    for kind in everywhere(page):
        assert [trouble for look in EVERY_LOOK for trouble in look(page.window())] == [], kind


def test_nobody_is_shut_out_by_larger_longer_or_leftward_words_or_by_any_colours(
    qtbot: QtBot, empty_window: MainWindow, reading: tuple[Look, ...], case_folder: Path
) -> None:
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    empty_window.go("guide")
    page = empty_window.page("guide")
    for kind in everywhere(page):
        assert [trouble for look in reading for trouble in look(page.window())] == [], kind


def test_the_button_of_a_line_comes_with_the_pointer_and_goes_with_it(page: GuidePage) -> None:
    open_place(page, "article", "caregivers")
    prose = page.reading.prose
    assert prose.line_button.isHidden()
    QTest.mouseMove(prose.viewport(), prose.line_box("caregivers-1").center())
    assert prose.line_button.isVisible()
    assert isinstance(prose.line_button, QPushButton)
    assert prose.line_button.accessibleName().startswith("About this line: You may feel")


def test_a_hidden_line_that_is_asked_for_is_shown(page: GuidePage, window: MainWindow) -> None:
    assert window.desk is not None
    line = line_called("caregivers-3")
    assert line is not None
    hide_line(window.desk.book, line)
    assert page.show_line("caregivers-3")
    QApplication.processEvents()
    assert line.text in page.reading.prose.toPlainText()


def test_own_words_are_found_on_the_page(page: GuidePage, window: MainWindow) -> None:
    assert window.desk is not None
    line = line_called("caregivers-3")
    assert line is not None
    reword(window.desk.book, line, "Bring the zebra")
    page.search.setText("zebra")
    assert "1 place found" in page.count.text()


def test_words_that_are_saved_unchanged_are_no_step(page: GuidePage, window: MainWindow) -> None:
    assert window.desk is not None
    line = line_called("caregivers-3")
    assert line is not None
    dialog = reword_dialog(window.desk, worded(line, {}))
    dialog.open()
    dialog.save()
    assert window.desk.book.undo_label != "Reword a line of the guide"
    assert window.desk.book.snapshot().wordings == ()
