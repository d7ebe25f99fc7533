"""What a family does with a line of the guide: its own words, hiding it, and where it is from."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.guide import hide_line, reword
from caregiver_app.domain.guide.lines import Line, line_called
from caregiver_app.domain.guide.wording import Wording, worded
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.guide.own_words import line_menu, reword_dialog, source_dialog
from caregiver_app.ui.guide.page import GuidePage
from caregiver_app.ui.guide.passages import limits_text, line_text
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.showing_dialog import ShowingDialog
from caregiver_app.ui.text import Label
from places import EVERY_LOOK, troubles

MARKUP = "<b>x</b> & <i>y</i>"
LINE = "caregivers-3"


def known(line_id: str = LINE) -> Line:
    found = line_called(line_id)
    assert found is not None
    return found


@pytest.fixture
def page(window: MainWindow) -> GuidePage:
    window.go("guide")
    found = window.page("guide")
    assert isinstance(found, GuidePage)
    found.show_line(LINE)
    QApplication.processEvents()
    return found


def read(page: GuidePage) -> str:
    return page.reading.prose.toPlainText()


def menu(page: GuidePage, line_id: str = LINE) -> QMenu:
    words = worded(known(line_id), page._desk.book.snapshot().wordings_by_line)
    return line_menu(page._desk, words, page.reading.prose)


def choose(made: QMenu, words: str) -> None:
    offered: list[QAction] = [action for action in made.actions() if action.text() == words]
    offered[0].trigger()
    QApplication.processEvents()


def offered(made: QMenu) -> list[str]:
    return [action.text() for action in made.actions() if not action.isSeparator()]


def test_the_menu_of_a_line_opens_by_the_menu_key_and_by_its_button(page: GuidePage) -> None:
    prose = page.reading.prose
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), prose.mapToGlobal(QPoint(0, 0)))
    QApplication.sendEvent(prose, event)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    assert offered(popup) == ["Where this is from…", "Say it in your own words…", "Hide this line"]
    popup.close()
    QTest.keyClick(prose, Qt.Key.Key_Tab)
    assert prose.line_button.hasFocus()
    assert prose.line_button.accessibleName() == f"About this line: {known().text}"
    QTest.keyClick(prose.line_button, Qt.Key.Key_Space)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    assert popup.activeAction().text() == "Where this is from…"
    popup.close()


def test_a_line_is_said_in_ones_own_words_marked_as_such_and_taken_back_by_undo(
    page: GuidePage, book: Casebook
) -> None:
    choose(menu(page), "Say it in your own words…")
    dialog = page.window().findChild(FormDialog)
    assert isinstance(dialog, FormDialog)
    assert dialog.form.row("text").control.value() == known().text
    dialog.form.row("text").control.set_typed(MARKUP)
    dialog.save()
    assert MARKUP in read(page)
    assert known().text not in read(page)
    passage = next(one for one in page.reading.text.passages if one.line == known())
    assert passage.after == "your words"
    assert offered(menu(page)) == [
        "Where this is from…", "Change your words…", "Go back to the guide's words", "Hide this line",
    ]  # fmt: skip
    book.undo()
    assert known().text in read(page)
    assert MARKUP not in read(page)


def test_the_guides_words_come_back_by_the_menu_or_by_typing_them(page: GuidePage, book: Casebook) -> None:
    reword(book, known(), MARKUP)
    choose(menu(page), "Go back to the guide's words")
    assert known().text in read(page)
    reword(book, known(), MARKUP)
    dialog = reword_dialog(page._desk, worded(known(), book.snapshot().wordings_by_line))
    dialog.form.row("text").control.set_typed(known().text)
    dialog.save()
    assert known().text in read(page)
    assert "your words" not in read(page)


def test_a_line_is_hidden_shown_when_asked_for_and_shown_again(page: GuidePage) -> None:
    choose(menu(page), "Hide this line")
    assert known().text not in read(page)
    assert page._desk.notices.words == "The line is hidden. It can be shown again."
    assert page.reading.hidden_words.text() == "You hid 1 line here."
    assert page.reading.hidden_words.isVisible()
    page.reading.hidden_button.click()
    assert known().text in read(page)
    assert page.reading.hidden_button.text() == "Hide them again"
    assert next(one for one in page.reading.text.passages if one.line == known()).after == "hidden"
    choose(menu(page), "Show this line again")
    assert page.reading.text.hidden == 0
    assert not page.reading.hidden_words.isVisible()
    assert known().text in read(page)


def test_a_heading_goes_with_the_last_line_beneath_it(page: GuidePage, book: Casebook) -> None:
    assert "One of a team" in read(page)
    for number in (1, 2, 3):
        hide_line(book, known(f"caregivers-{number}"))
    assert "One of a team" not in read(page)
    page.reading.hidden_button.click()
    assert "One of a team" in read(page)


def test_where_the_guide_says_something_newer_both_are_shown_until_one_is_chosen(
    page: GuidePage, book: Casebook
) -> None:
    with book.step("An older edition") as tx:
        tx.put(Wording(guide=LINE, text=MARKUP, guide_text="What it said before."))
    assert MARKUP in read(page)
    assert f"The guide says by now: “{known().text}”" in read(page)
    choose(menu(page), "Keep your words")
    assert MARKUP in read(page)
    assert "The guide says by now" not in read(page)


def test_where_a_line_is_from_is_told_with_its_place_and_its_date(page: GuidePage, book: Casebook) -> None:
    line = known("after-treatment-6")
    reword(book, line, MARKUP)
    dialog = source_dialog(page._desk, worded(line, book.snapshot().wordings_by_line))
    dialog.open()
    told = [one.text() for one in dialog.findChildren(Label)]
    assert {MARKUP, line.text, "United States, June 2025"} <= set(told)
    assert set(line.from_whom().split("; ")) <= set(told)
    dialog.close()


def test_a_sentence_that_always_stands_offers_only_where_it_is_from(page: GuidePage) -> None:
    assert known("tcm").fixed
    assert offered(menu(page, "tcm")) == ["Where this is from…"]


def test_what_is_chosen_can_be_copied_by_the_menu(page: GuidePage) -> None:
    page.reading.prose.selectAll()
    assert offered(menu(page))[0] == "Copy"
    choose(menu(page), "Copy")
    assert known().text in QApplication.clipboard().text()


def test_a_case_that_can_only_be_read_keeps_its_words(
    page: GuidePage, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book._store, "read_only", True)
    page.reading.refresh()
    free = [action.text() for action in menu(page).actions() if action.isEnabled() and not action.isSeparator()]
    assert free == ["Where this is from…"]
    assert not any(made.isEnabled() for made in page.reading.questions.buttons.values())


def test_a_heading_has_no_menu(page: GuidePage) -> None:
    prose = page.reading.prose
    prose._put_cursor(0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), prose.mapToGlobal(QPoint(0, 0)))
    QApplication.sendEvent(prose, event)
    assert QApplication.activePopupWidget() is None


def test_a_hidden_line_that_is_asked_for_by_name_is_shown_all_the_same() -> None:
    line = known("Q003")
    text = line_text("Question", "A question", "", line, {line.id: Wording(guide=line.id, hidden=True)})
    assert [one.text for one in text.shown(with_hidden=False) if one.line is None][-1] == line.text


def test_own_words_for_what_the_program_cannot_do_are_counted_like_all_others() -> None:
    line = known("limit-6")
    text = limits_text({line.id: Wording(guide=line.id, text=MARKUP, hidden=True)})
    assert text.hidden == 1
    assert MARKUP not in [one.text for one in text.shown(with_hidden=False)]
    assert MARKUP in [one.text for one in text.shown(with_hidden=True)]


def test_its_dialogs_shut_nobody_out(window: MainWindow) -> None:
    words = replace(worded(known(), {}), text=MARKUP, reworded=True)

    def opened(dialog: FormDialog | ShowingDialog) -> FormDialog | ShowingDialog:
        dialog.open()
        return dialog

    places = {
        "own words": lambda window: opened(reword_dialog(window.desk, words)),
        "where from": lambda window: opened(source_dialog(window.desk, words)),
    }
    assert troubles(window, places, *EVERY_LOOK) == {}
