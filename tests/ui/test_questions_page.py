"""The Questions page: the list and its keys, what narrows it, the sheet and its order, a case that is only read."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from caregiver_app.casebook import questions as verbs
from caregiver_app.casebook.appointments import add_appointment
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.questions.asked import AskedQuestion, question_of
from caregiver_app.domain.questions.library import library
from caregiver_app.domain.questions.records import Answer, Question
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.questions.ink import star_box, wrapped
from caregiver_app.ui.questions.page import QuestionsPage
from caregiver_app.ui.questions.rows import ANSWERED, HIDDEN, LIBRARY, NEXT, OF_VISIT, WAITING, LookedFor
from caregiver_app.ui.theme import font

TODAY = date.today()
MARKUP = '<b>x</b> & <img src="/etc/hostname">'
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(window: MainWindow) -> QuestionsPage:
    """The page, with nothing chosen yet."""
    window.go("questions")
    shown = window.page("questions")
    assert isinstance(shown, QuestionsPage)
    return shown


def at_day(book: Casebook, days: int, title: str = "Clinic") -> Appointment:
    return add_appointment(
        book, Appointment(title=title, date=PartialDate.of_day(TODAY + timedelta(days=days)), whom="Dr Kralj")
    )


def keys_of(page: QuestionsPage) -> list[str]:
    return [row.key for row in page.list.questions.rows if row.key]


def headings(page: QuestionsPage) -> list[str]:
    return [row.words for row in page.list.questions.rows if not row.key]


def seen(book: Casebook, key: str) -> AskedQuestion:
    found = question_of(book.snapshot(), key, TODAY)
    assert found is not None
    return found


def press(page: QuestionsPage, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.list, key, held)


def test_an_empty_case_begins_with_sets_and_one_press_fills_the_sheet(page: QuestionsPage, book: Casebook) -> None:
    assert page.start_view.isVisible()
    assert not page.list.isVisible()
    assert page.start_view.all_button.text() == f"Choose from all {len(library())} questions"
    page.start_view.buttons["first-car-t-consultation"].click()
    assert not page.start_view.isVisible()
    assert len(keys_of(page)) == 10
    assert page.list.hasFocus()
    assert page.list.current_key == keys_of(page)[0]
    assert "10 questions are on the sheet" in page._desk.notices.words
    page._desk.notices.action.click()
    assert not book.snapshot().questions
    assert page.choosing.nothing.text() == "No question is on this sheet yet."
    assert page.choosing.empty_sets_button.isVisible()


def test_a_set_that_is_on_the_sheet_already_says_so_and_puts_nothing_twice(page: QuestionsPage, book: Casebook) -> None:
    page.start_view.buttons["for-the-family"].click()
    page.choosing.sets_button.click()
    assert not page.start_view.buttons["for-the-family"].isVisible()
    assert page.start_view.buttons["going-home"].isVisible()
    assert page.acts.put_set(["Q126"]) is False
    assert len(book.snapshot().questions) == 10


def test_every_question_is_in_the_library_under_its_topic_and_rows_have_three_lines_at_most(
    page: QuestionsPage,
) -> None:
    page.start_view.all_button.click()
    assert len(keys_of(page)) == len(library())
    assert headings(page)[0] == "The illness itself"
    assert page.choosing.lead.text() == f"{len(library())} questions"
    long = " ".join(["word"] * 200)
    assert len(wrapped(long, font(), 300)) == 3
    assert wrapped(long, font(), 300)[2].endswith("…")
    assert wrapped("", font(), 300) == ("",)


@pytest.mark.thorough
def test_words_find_as_they_are_typed_in_text_reason_and_topic(page: QuestionsPage) -> None:
    page.show_library()
    QTest.keyClick(page.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.finding.words.hasFocus()
    QTest.keyClicks(page.finding.words, "interpreter consent")
    found = [page.looked.question(key) for key in keys_of(page)]
    assert 0 < len(found) < 20
    assert all("interpret" in f"{one.text} {one.why}".casefold() or one.topic == "language" for one in found if one)
    QTest.keyClicks(page.finding.words, " zebra")
    assert not page.list.isVisible()
    assert page.choosing.nothing.text() == "No question here has all of this."
    page.choosing.all_here_button.click()
    assert page.list.hasFocus()
    assert len(keys_of(page)) == len(library())


def test_enter_goes_from_the_words_to_the_list(page: QuestionsPage) -> None:
    page.show_library()
    page.find_words()
    QTest.keyClicks(page.finding.words, "bridging")
    QTest.keyClick(page.finding.words, Qt.Key.Key_Return)
    assert page.list.hasFocus()
    assert page.list.current_key == keys_of(page)[0]


def test_the_find_key_leads_from_the_sets_to_the_library(page: QuestionsPage) -> None:
    page.find_words()
    assert page.finding.words.hasFocus()
    assert page.finding.wanted == LookedFor(LIBRARY)


@pytest.mark.parametrize(
    "wanted",
    [
        LookedFor(LIBRARY, topic="travel"),
        LookedFor(LIBRARY, whom="insurer"),
        LookedFor(LIBRARY, stage="ST05"),
        LookedFor(LIBRARY, topic="cost", whom="insurer"),
    ],
)
def test_topic_whom_and_step_narrow_the_list(page: QuestionsPage, wanted: LookedFor) -> None:
    page.show_sets(False)
    page.finding.look_for(wanted)
    shown = [one for key in keys_of(page) if (one := page.looked.question(key)) is not None]
    assert 0 < len(shown) < len(library())
    assert all(wanted.topic in ("", one.topic) for one in shown)
    assert all(not wanted.whom or wanted.whom in one.audience for one in shown)
    assert all(wanted.stage in ("", one.stage) for one in shown)


def test_each_choice_of_what_to_show_has_its_questions(page: QuestionsPage, book: Casebook) -> None:
    verbs.put_on_sheet(book, ["Q019", "Q051"])
    verbs.answer_question(book, "Q051", Answer("Yes."))
    verbs.hide_question(book, "Q001")
    page.show_sets(False)
    for show, keys in ((NEXT, ["Q019"]), (WAITING, ["Q019"]), (ANSWERED, ["Q051"]), (HIDDEN, ["Q001"])):
        page.finding.look_for(LookedFor(show))
        assert keys_of(page) == keys
    page.finding.look_for(LookedFor(LIBRARY))
    assert "Q001" not in keys_of(page)


@pytest.mark.parametrize(("show", "words"), [(WAITING, "waits"), (ANSWERED, "No answer"), (HIDDEN, "hidden")])
def test_an_empty_choice_says_so_and_leads_to_the_library(page: QuestionsPage, show: str, words: str) -> None:
    page.show_sets(False)
    page.finding.look_for(LookedFor(show))
    assert words in page.choosing.nothing.text()
    page.choosing.library_button.click()
    assert page.finding.wanted.show == LIBRARY


def test_s_stars_and_space_puts_on_the_sheet_and_takes_off(page: QuestionsPage, book: Casebook) -> None:
    page.show_library()
    page.list.choose(["Q019"])
    press(page, Qt.Key.Key_S)
    assert seen(book, "Q019").starred
    assert page.list.questions.rows[page.list.questions.place_of("Q019")].starred
    press(page, Qt.Key.Key_Space)
    assert seen(book, "Q019").status == "planned"
    assert page.list.chosen_keys == ("Q019",)
    press(page, Qt.Key.Key_Space)
    press(page, Qt.Key.Key_S)
    assert (seen(book, "Q019").status, seen(book, "Q019").starred) == ("open", False)


def test_several_chosen_questions_go_on_the_sheet_in_one_step(page: QuestionsPage, book: Casebook) -> None:
    page.show_library()
    page.list.choose([keys_of(page)[0]])
    for _time in range(2):
        press(page, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.panel.title.text() == "3 questions chosen"
    press(page, Qt.Key.Key_Space)
    assert [one.status for one in page.chosen] == ["planned"] * 3
    press(page, Qt.Key.Key_S)
    assert all(one.starred for one in page.chosen)
    book.undo()
    book.undo()
    assert not book.snapshot().questions


def test_a_click_on_the_star_stars_that_question_and_chooses_no_other(page: QuestionsPage, book: Casebook) -> None:
    page.show_library()
    page.list.choose(["Q001"])
    row = page.list.visualRect(page.list.questions.index(page.list.questions.place_of("Q001") + 1))
    key = page.list.questions.rows[page.list.questions.place_of("Q001") + 1].key
    star = star_box(row, page.layoutDirection())
    assert star.width() >= 24
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=star.center())
    assert seen(book, key).starred
    assert page.list.chosen_keys == ("Q001",)
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert page.list.chosen_keys == (key,)
    QTest.mousePress(page.list.viewport(), Qt.MouseButton.LeftButton, pos=star.center())
    QTest.mouseRelease(page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row.center()))
    assert seen(book, key).starred


def test_taking_one_off_the_sheet_leaves_the_next_one_chosen_and_offers_the_way_back(
    page: QuestionsPage, book: Casebook
) -> None:
    page._put_set(("Q001", "Q019", "Q051"))
    page.list.choose(["Q019"])
    press(page, Qt.Key.Key_Space)
    assert keys_of(page) == ["Q001", "Q051"]
    assert page.list.chosen_keys == ("Q051",)
    page._desk.notices.action.click()
    assert keys_of(page) == ["Q001", "Q019", "Q051"]


def test_alt_and_arrows_change_the_order_on_the_sheet_as_far_as_the_stars_let_it(
    page: QuestionsPage, book: Casebook
) -> None:
    page._put_set(("Q001", "Q019", "Q051", "Q066"))
    verbs.star(book, "Q051")
    assert keys_of(page) == ["Q051", "Q001", "Q019", "Q066"]
    assert headings(page) == ["First on the sheet, in large print", "Then on the sheet"]
    page.list.choose(["Q066"])
    press(page, Qt.Key.Key_Up, ALT)
    assert keys_of(page) == ["Q051", "Q001", "Q066", "Q019"]
    assert page.list.chosen_keys == ("Q066",)
    for _time in range(3):
        press(page, Qt.Key.Key_Up, ALT)
    assert keys_of(page) == ["Q051", "Q066", "Q001", "Q019"]
    press(page, Qt.Key.Key_Down, ALT)
    assert keys_of(page) == ["Q051", "Q001", "Q066", "Q019"]


def test_more_than_three_stars_are_said_kindly_and_the_fourth_can_move_up(page: QuestionsPage, book: Casebook) -> None:
    page._put_set(("Q001", "Q019", "Q051", "Q066"))
    verbs.star_several(book, ["Q001", "Q019", "Q051"])
    assert not page.choosing.stars.isVisible()
    verbs.star(book, "Q066")
    assert page.choosing.stars.text().startswith("4 questions have a star. The first 3 of them print large.")
    page.list.choose(["Q066"])
    press(page, Qt.Key.Key_Up, ALT)
    assert keys_of(page) == ["Q001", "Q019", "Q066", "Q051"]
    assert [one.key for one in page.looked.sheet.top] == ["Q001", "Q019", "Q066"]


def test_what_a_visit_left_open_stands_at_the_top_and_is_moved_by_one_press(
    page: QuestionsPage, book: Casebook
) -> None:
    past = at_day(book, -3, "Clinic <b>")
    at_day(book, 4, "Video talk")
    verbs.put_on_sheet(book, ["Q019"], str(past.id))
    verbs.put_on_sheet(book, ["Q051"])
    page.show_sets(False)
    page.finding.look_for(LookedFor(NEXT))
    assert keys_of(page) == ["Q019", "Q051"]
    assert headings(page)[0].startswith("Still open from Clinic <b>, ")
    assert page.choosing.lead.text().startswith("Video talk, ")
    assert "in 4 days" in page.choosing.lead.text()
    assert page.choosing.carried.text() == "1 question is still open from before. It is printed on this sheet too."
    page.choosing.carry_button.click()
    assert not page.choosing.carry_button.isVisible()
    assert keys_of(page) == ["Q019", "Q051"]
    assert seen(book, "Q019").status == "planned"
    book.undo()
    page.list.choose(["Q019"])
    press(page, Qt.Key.Key_Space)
    assert seen(book, "Q019").status == "open"


def test_the_sheet_of_a_later_appointment_is_shown_and_printed_too(
    page: QuestionsPage, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_day(book, 2)
    later = at_day(book, 9, "Video talk")
    verbs.put_on_sheet(book, ["Q019"], str(later.id))
    page.show_sets(False)
    assert page.choosing.later_button.text() == "The sheet after it: 1 question"
    page.choosing.later_button.click()
    assert keys_of(page) == ["Q019"]
    assert page.print_button.text() == "Print this sheet"
    asked = []
    monkeypatch.setattr(page.sheets, "save", lambda _parent, options: asked.append(options.appointment))
    page.print_button.click()
    page.finding.look_for(LookedFor(NEXT))
    page.print_button.click()
    assert asked == [later.id, None]


def test_a_record_is_found_wherever_it_stands(page: QuestionsPage, book: Casebook, window: MainWindow) -> None:
    starred = verbs.star(book, "Q066")
    page.finding.look_for(LookedFor(NEXT, words="no such words"))
    window.go("questions", starred.id)
    assert page.list.chosen_keys == ("Q066",)
    verbs.hide_question(book, "Q066")
    wording = book.snapshot().wordings[0]
    window.go("questions", wording.id)
    assert page.finding.wanted.show == HIDDEN
    assert page.list.chosen_keys == ("Q066",)
    later = at_day(book, 9)
    window.go("questions", later.id)
    assert page.finding.wanted.show == NEXT
    second = at_day(book, 20)
    window.go("questions", second.id)
    assert page.finding.wanted.show == f"{OF_VISIT}{second.id}"
    assert not page.show_question("Q999")


def test_what_changes_elsewhere_is_seen_when_the_page_is_shown_again(
    page: QuestionsPage, book: Casebook, window: MainWindow
) -> None:
    page.show_library()
    window.go("overview")
    verbs.star(book, "Q001")
    assert not page.list.questions.rows[page.list.questions.place_of("Q001")].starred
    window.go("questions")
    assert page.list.questions.rows[page.list.questions.place_of("Q001")].starred


def test_a_refresh_keeps_what_is_chosen_and_where_one_is(page: QuestionsPage, book: Casebook) -> None:
    page.show_library()
    page.list.choose(["Q100", "Q101"], "Q101")
    QApplication.processEvents()
    scrolled = page.list.verticalScrollBar().value()
    assert scrolled > 0
    verbs.add_question(book, Question(text=MARKUP, topic="decision"))
    assert page.list.chosen_keys == ("Q100", "Q101")
    assert page.list.current_key == "Q101"
    assert page.list.hasFocus()
    assert page.list.verticalScrollBar().value() == scrolled


def test_what_was_typed_is_shown_as_typed_and_read_aloud(page: QuestionsPage, book: Casebook) -> None:
    own = verbs.add_question(book, Question(text=MARKUP, audience="family"), "")
    verbs.star(book, str(own.id))
    page.show_question(str(own.id))
    assert page.panel.title.text() == MARKUP
    assert page.panel.title.textFormat() == Qt.TextFormat.PlainText
    index = page.list.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"Starred. {MARKUP}. Ourselves"
    assert "&lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert QAccessible.queryAccessibleInterface(page.list).text(QAccessible.Text.Name) == "Questions"


def test_a_case_that_is_only_read_can_be_looked_at_and_printed(
    window: MainWindow, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    verbs.put_on_sheet(book, ["Q019", "Q051"])
    monkeypatch.setattr(book._store, "read_only", True)
    window.go("questions")
    page = window.page("questions")
    assert isinstance(page, QuestionsPage)
    before, panel = book.snapshot(), page.panel
    assert keys_of(page) == ["Q019", "Q051"]
    assert page.print_button.isEnabled()
    held = (page.add_button, panel.answer_button, panel.star_button, panel.sheet_button, panel.hide_button)
    assert not any(part.isEnabled() for part in (*held, *panel.facts.links, *page.start_view.buttons.values()))
    for key in (Qt.Key.Key_S, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Delete):
        press(page, key)
    press(page, Qt.Key.Key_Down, ALT)
    assert book.snapshot() == before
    assert window.findChild(FormDialog) is None
