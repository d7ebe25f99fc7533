"""The page of the CAR-T steps: which day it is, the board, and the chosen stage with its dates, tasks and papers."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from caregiver_app.casebook import journey
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.guide import hide_line, reword
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.journey.board import rounds_seen
from caregiver_app.domain.journey.records import LogEntry, Round, Task
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.journey.board_list import rows_of
from caregiver_app.ui.journey.left import journey_left
from caregiver_app.ui.journey.page import LOG, STEPS, TOLD, JourneyPage
from caregiver_app.ui.journey.rounds import side_by_side_dialog
from caregiver_app.ui.journey.task_form import task_dialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.page import PageFrame
from caregiver_app.ui.side_by_side import SideBySide

TODAY = date(2026, 5, 12)
DAY = PartialDate("2026-05-12")
MARKUP = '<b>x</b><img src="/etc/hostname"> & \u202efdp'


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[JourneyPage]:
    """The page by itself, on a day that stays."""
    made = JourneyPage(desk, lambda: TODAY)
    frame = PageFrame(made)
    frame.setWidget(made)
    qtbot.addWidget(frame)
    frame.resize(1040, 760)
    with qtbot.waitExposed(frame):
        frame.show()
    made.start()
    yield made
    made.finish()


@pytest.fixture
def dialogs(qtbot: QtBot, window: MainWindow):
    """The form that is open."""

    def found() -> FormDialog:
        (dialog,) = [one for one in window.findChildren(FormDialog) if one.isVisible()]
        return dialog

    return found


def first(book: Casebook) -> Round:
    return rounds_seen(book.snapshot())[0]


def seen(widget) -> str:
    """Everything that can be read in a widget."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def stage_state(book: Casebook, stage: str):
    return next((one for one in book.snapshot().stage_states if one.stage == stage), None)


def press(widget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)
    QApplication.processEvents()


def test_the_board_says_where_each_stage_stands_by_a_sign_and_a_word(page: JourneyPage, book: Casebook) -> None:
    one = first(book)
    journey.change_stage(book, one, "ST01", done=DAY)
    journey.change_stage(book, first(book), "ST05", state="not-for-us")
    rows = {row.key: row for row in page.steps.list.rows if row.key}
    assert [row.number for row in rows.values()] == [str(number) for number in range(1, 13)]
    assert {row.mark: row.state for row in rows.values()} == {
        "good": "Done", "here": "We are here", "open": "Ahead", "off": "Not for us"
    }  # fmt: skip
    assert rows["ST01"].when == "12 May 2026"
    assert rows["ST03"].name == "Collecting the cells"
    assert rows["ST03"].clinical == "Apheresis (cell collection)"
    item = page.steps.list.item(1)
    assert "转诊与适应证评估" in item.toolTip()
    said = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "1. Asking whether CAR-T fits, Referral and eligibility review: Done, 12 May 2026"


def test_up_and_down_go_from_stage_to_stage_over_the_headings_and_enter_goes_in(page: JourneyPage) -> None:
    board = page.steps.list
    assert [row.name for row in board.rows if not row.key] == ["Looking into it", "Going ahead", "Afterwards"]
    board.setFocus()
    chosen = []
    for _press in range(3):
        press(board, Qt.Key.Key_Down)
        chosen.append(page.steps.chosen.stage.id)
    assert chosen == ["ST02", "ST03", "ST04"]
    assert page.steps.panel.head.title.text() == "4 Waiting while cells are made"
    press(board, Qt.Key.Key_Up)
    assert page.steps.chosen.stage.id == "ST03"
    press(board, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.steps.panel.head.buttons["done"]


def test_while_it_is_only_looked_into_the_later_stages_stand_back_and_a_line_says_so(
    page: JourneyPage, book: Casebook
) -> None:
    assert page.head.mode.text() == "Exploring"
    assert page.head.note.text() == "Finding out more does not mean that you have decided on treatment."
    quiet = {row.key for row in page.steps.list.rows if row.quiet}
    assert quiet == {f"ST{number:02}" for number in range(3, 13)}
    page.head.mode_button.click()
    assert first(book).mode == "proceeding"
    assert page.head.mode.text() == "Going ahead"
    assert page.head.note.text() == ""
    assert not any(row.quiet for row in page.steps.list.rows)
    assert page.head.mode_button.text() == "We are only looking into it"
    page.desk.notices.action.click()  # the way back
    assert book.snapshot().rounds == ()
    assert page.head.mode.text() == "Exploring"


def test_a_day_0_starts_the_counter_large_at_the_top(page: JourneyPage, book: Casebook) -> None:
    assert page.head.day.isHidden()
    journey.change_stage(book, first(book), "ST07", planned=PartialDate("2026-06-03"))
    assert page.head.day.text() == "Planned: Day 0 on 3 June 2026 · in 22 days"
    journey.change_stage(book, first(book), "ST07", done=PartialDate("2026-04-28"))
    assert page.head.day.text() == "Day +14 · 12 May 2026"
    assert page.head.day.property("role") == "title"
    assert page.head.days.text().startswith(
        "Day 0 was 28 April 2026. Ahead: Day +28 on 26 May 2026, Day +30 on 28 May 2026."
    )
    journey.change_stage(book, first(book), "ST07", done=PartialDate("2026-04"))
    assert page.head.day.isHidden()
    assert "April 2026" in page.head.days.text()


def test_dates_are_typed_as_people_write_them_and_written_when_they_are_left(page: JourneyPage, book: Casebook) -> None:
    page.show_stage("ST07")
    form = page.steps.panel.dates.fields.form
    planned, done = (form.row(name).control.inner() for name in ("planned", "done"))
    planned.setFocus()
    QTest.keyClicks(planned, "about june 2026")
    press(planned, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is done
    QTest.keyClicks(done, "28.4.26")
    page.steps.list.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    state = stage_state(book, "ST07")
    assert (state.planned, state.done, state.state) == ("about 2026-06", "2026-04-28", "done")
    assert page.head.day.text() == "Day +14 · 12 May 2026"
    assert page.steps.panel.head.state.text() == "Done, 28 April 2026"
    assert len(book.snapshot().rounds) == 1
    assert book.undo_label == "Change CAR-T step: 7 Infusion, day 0"


def test_what_is_half_typed_is_written_into_its_own_stage_when_another_is_chosen(
    page: JourneyPage, book: Casebook
) -> None:
    page.show_stage("ST03")
    note = page.steps.panel.dates.fields.form.row("note").control.inner()
    note.setFocus()
    QTest.keyClicks(note, "Two days, he slept well")
    page.show_stage("ST06")
    assert stage_state(book, "ST03").note == "Two days, he slept well"
    assert stage_state(book, "ST06") is None
    assert page.steps.panel.dates.fields.form.row("note").control.typed() == ""
    steps = [step.label for step in book.steps()]
    assert steps.count("Change CAR-T step: 3 Apheresis (cell collection)") == 1
    page.finish()
    assert [step.label for step in book.steps()] == steps


def test_what_is_half_typed_of_one_round_is_not_written_into_another(page: JourneyPage, book: Casebook) -> None:
    shanghai = journey.add_round(book, Round(name="Shanghai"))
    edinburgh = journey.add_round(book, Round(name="Edinburgh"))
    page.show_stage("ST02")
    page.steps.panel.dates.fields.form.row("planned").control.set_typed("June 2026")
    page.choose_round(edinburgh.id)
    states = [(one.round, one.stage, one.planned) for one in book.snapshot().stage_states]
    assert states == [(shanghai.id, "ST02", "2026-06")]
    assert page.steps.chosen.stage.id == "ST01"  # where the other family's way stands
    assert page.steps.panel.dates.fields.form.row("planned").control.typed() == ""


def test_a_date_nobody_understands_stays_in_its_field(page: JourneyPage, book: Casebook) -> None:
    page.show_stage("ST03")
    row = page.steps.panel.dates.fields.form.row("done")
    row.control.inner().setFocus()
    QTest.keyClicks(row.control.inner(), "when they ring")
    press(row.control.inner(), Qt.Key.Key_Tab)
    assert row.trouble
    assert book.snapshot().stage_states == ()
    assert row.control.typed() == "when they ring"


@pytest.mark.thorough
def test_the_buttons_say_where_a_stage_stands_and_each_can_be_undone(page: JourneyPage, book: Casebook) -> None:
    page.show_stage("ST02")
    buttons = page.steps.panel.head.buttons
    assert [made.accessibleName() for made in buttons.values()] == ["Done", "We are here", "Not for us", "Ahead"]
    buttons["here"].click()
    assert [view.stage.id for view in page.steps.board.stages if view.place == "here"] == ["ST02"]
    assert [key for key, made in buttons.items() if made.isChecked()] == ["here"]
    buttons["not-for-us"].click()
    assert stage_state(book, "ST02").state == "not-for-us"
    assert page.desk.notices.words == "Not for you: 2 Records review, MDT and work-up."
    page.desk.notices.action.click()
    assert stage_state(book, "ST02").state == "here"
    steps = len(book.steps())
    buttons["here"].click()  # it stands so already
    assert len(book.steps()) == steps
    assert buttons["here"].isChecked()


@pytest.mark.thorough
def test_a_treatment_during_the_wait_goes_on_beside_the_wait(page: JourneyPage) -> None:
    for stage in ("ST04", "ST05"):
        page.show_stage(stage)
        page.steps.panel.head.buttons["here"].click()
    assert [view.stage.id for view in page.steps.board.stages if view.place == "here"] == ["ST04", "ST05"]
    page.show_stage("ST07")
    page.steps.panel.head.buttons["done"].click()
    page.show_stage("ST08")
    page.steps.panel.head.buttons["here"].click()
    assert "ST08" in [view.stage.id for view in page.steps.board.stages if view.place == "here"]


def test_a_task_is_ticked_by_the_keyboard_and_unticked_again(page: JourneyPage, book: Casebook) -> None:
    page.show_stage("ST01")
    tasks = page.steps.panel.tasks.list
    tasks.setFocus()
    press(tasks, Qt.Key.Key_Down)
    press(tasks, Qt.Key.Key_Space)
    (task,) = book.snapshot().tasks
    assert (task.guide, task.is_done, task.done_on) == ("ST01-task-2", True, DAY)
    assert tasks.current_key == "ST01-task-2"  # the keys stay where they were
    assert tasks.rows[1].beneath == "done 12 May 2026"
    press(tasks, Qt.Key.Key_Space)
    (task,) = book.snapshot().tasks
    assert (task.is_done, task.done_on) == (False, None)
    assert QApplication.focusWidget() is tasks


@pytest.mark.thorough
def test_an_own_task_is_added_changed_and_removed_with_a_way_back(page: JourneyPage, book: Casebook, dialogs) -> None:
    page.show_stage("ST01")
    page.steps.panel.tasks.add_button.click()
    form = dialogs().form
    form.set_typed({"text": MARKUP, "who": "Jia", "due": "3 June 2026"})
    dialogs().save()
    (task,) = book.snapshot().tasks
    assert (task.text, task.who, task.due, task.stage) == (MARKUP, "Jia", "2026-06-03", "ST01")
    section = page.steps.panel.tasks
    row = section.list.rows[-1]
    assert row.words == MARKUP
    assert row.beneath == "Jia · by 3 June 2026 · your own"
    section.list.choose(row.key)
    press(section.list, Qt.Key.Key_Return)
    assert dialogs().form.row("text").control.typed() == MARKUP
    dialogs().form.set_typed({"done_on": "1 June 2026"})
    dialogs().save()
    assert book.snapshot().tasks[0].is_done
    press(section.list, Qt.Key.Key_Delete)
    assert book.snapshot().tasks == ()
    page.desk.notices.action.click()
    assert len(book.snapshot().tasks) == 1


def test_a_task_of_the_guide_is_given_to_somebody_by_a_day(page: JourneyPage, desk: Desk, book: Casebook) -> None:
    task = page.steps.chosen.tasks[0]
    dialog = task_dialog(desk, page.round, "ST01", task, TODAY)
    assert "text" not in dialog.form.rows
    dialog.form.row("is_done").control.set_typed("yes")
    assert dialog.form.row("done_on").control.value() == DAY
    dialog.form.set_typed({"who": "Maren", "due": "June 2026", "is_done": "no", "done_on": ""})
    dialog.save()
    (kept,) = book.snapshot().tasks
    assert (kept.guide, kept.who, kept.due, kept.is_done) == ("ST01-task-1", "Maren", "2026-06", False)


@pytest.mark.thorough
def test_a_line_of_the_guide_can_be_reworded_hidden_and_shown_again(page: JourneyPage, book: Casebook, dialogs) -> None:
    section = page.steps.panel.tasks
    section.list.choose("ST01-task-1")
    section.menu.aboutToShow.emit()
    assert [act.text() for act in section.menu.actions()] == [
        "Who does it, and by when…", "Say it in your own words…", "Hide this task", "Where this is from…"
    ]  # fmt: skip
    section.menu.actions()[1].trigger()
    dialogs().form.set_typed({"text": MARKUP})
    dialogs().save()
    assert section.list.rows[0].words == MARKUP
    press(section.list, Qt.Key.Key_Delete)
    assert "ST01-task-1" not in [row.key for row in section.list.rows]
    assert section.hidden_button.text() == "Show 1 hidden task"
    section.hidden_button.click()
    section.list.choose("ST01-task-1")
    section.menu.aboutToShow.emit()
    next(act for act in section.menu.actions() if act.text() == "Show this task again").trigger()
    assert section.list.rows[0].key == "ST01-task-1"
    section.list.choose("ST01-task-1")
    section.menu.aboutToShow.emit()
    next(act for act in section.menu.actions() if act.text() == "Go back to the guide's words").trigger()
    assert section.list.rows[0].words == "Collect the whole record in one place"


@pytest.mark.thorough
def test_with_every_task_hidden_the_stage_says_so(page: JourneyPage, book: Casebook) -> None:
    for line in page.steps.chosen.stage.tasks:
        hide_line(book, line)
    section = page.steps.panel.tasks
    assert section.list.isHidden()
    assert "You can add your own." in seen(section)
    assert not section.task_button.isEnabled()


@pytest.mark.thorough
def test_a_paper_is_linked_from_those_of_its_kind_first_and_leads_to_it(
    page: JourneyPage, book: Casebook, desk: Desk, window: MainWindow, dialogs
) -> None:
    def paper(title: str, kind: str) -> Document:
        return add_thing(book, Document(number=1, title=title, kind=kind, holding="file"))

    letter, other = paper(MARKUP, "referral-letter"), paper("Scan", "pet-ct")
    section = page.steps.panel.papers
    section.list.choose("paper ST01-paper-1")
    press(section.list, Qt.Key.Key_Return)
    box = dialogs().form.row("document").control.inner()
    assert [box.itemData(row) for row in range(box.count())] == ["", str(letter.id), str(other.id)]
    assert box.currentData() == str(letter.id)
    dialogs().save()
    (link,) = book.snapshot().stage_papers
    assert (link.document, link.guide, link.stage) == (letter.id, "ST01-paper-1", "ST01")
    section.list.choose(str(link.id))
    assert section.go_button.text() == "Go to D-001"
    assert section.list.rows[1].words.strip() == f"D-001 {MARKUP}"
    press(section.list, Qt.Key.Key_Delete)
    assert book.snapshot().stage_papers == ()
    desk.notices.action.click()
    section.list.choose(str(book.snapshot().stage_papers[0].id))
    section.go_button.click()
    assert window.shown_page == "documents"


def test_without_any_paper_the_way_to_the_documents_is_said(page: JourneyPage, desk: Desk) -> None:
    page.steps.panel.papers.link_button.click()
    assert desk.notices.words == "No papers are in the case yet. Add them among the documents first."


@pytest.mark.thorough
def test_the_questions_of_a_stage_are_starred_and_put_on_the_sheet(page: JourneyPage, book: Casebook) -> None:
    section = page.steps.panel.questions
    rows = section.list.rows
    assert len(rows) == 5
    assert section.all_button.text() == "Show all 42 questions"
    section.list.setFocus()
    press(section.list, Qt.Key.Key_Space)
    (question,) = book.snapshot().questions
    assert question.guide == rows[0].key
    assert section.list.rows[0].ticked
    assert section.list.rows[0].beneath.startswith("On the sheet")
    section.star_button.click()
    assert book.snapshot().questions[0].starred
    assert section.star_button.text() == "Take the star off"
    press(section.list, Qt.Key.Key_Space)
    assert not section.list.rows[0].ticked
    section.all_button.click()
    assert len(section.list.rows) == 42


def test_times_and_published_lines_carry_their_place_and_date(page: JourneyPage) -> None:
    page.show_stage("ST08")
    panel = page.steps.panel
    head, *timing, own = panel.timing.words
    assert head == "How long it usually takes (your centre decides)"
    assert "In some programmes it is up to 28 days, says a UK page. · United Kingdom, November 2026" in timing
    assert own == "Your centre's own plan counts."
    assert not panel.hints.inside.isVisible()
    panel.hints.button.click()
    shown = panel.hints.inside.words
    assert "Some US labels changed once more in late 2025. · United States, August 2026" in shown
    (ended,) = [words for words in shown if "REMS ended on 26 June 2025" in words]
    assert ended.endswith(" · United States, June 2025")
    assert all(" · " in words for words in shown)
    assert {label.property("role") for label in panel.hints.inside.findChildren(QLabel)} == {"hint"}
    panel.sources.button.click()
    assert panel.sources.inside.words


def test_a_line_the_family_reworded_says_their_words_on_the_page(page: JourneyPage, book: Casebook) -> None:
    purpose = page.steps.chosen.stage.purpose[0]
    reword(book, purpose, MARKUP)
    assert MARKUP.replace("\u202e", "\ufffd") in page.steps.panel.head.purpose.findChildren(QLabel)[0].text()


@pytest.mark.thorough
def test_rounds_are_added_changed_chosen_and_removed(page: JourneyPage, book: Casebook, dialogs) -> None:
    assert page.rounds_box.isHidden()
    for name in ("Shanghai", MARKUP):
        page.add_round()
        dialogs().form.set_typed({"name": name})
        dialogs().save()
    shanghai, other = book.snapshot().rounds
    assert page.round.id == other.id
    assert page.rounds_box.isVisible()
    page.choose_round(shanghai.id)
    page.change_round()
    dialogs().form.set_typed({"name": "Shanghai, first", "mode": "proceeding", "product": "relma-cel"})
    dialogs().save()
    changed = book.snapshot().rounds[0]
    assert (changed.name, changed.mode, changed.product) == ("Shanghai, first", "proceeding", "relma-cel")
    page.remove_round()
    assert [one.name for one in book.snapshot().rounds] == [MARKUP]
    assert page.round.id == other.id
    page.desk.notices.action.click()
    assert len(book.snapshot().rounds) == 2


@pytest.mark.thorough
def test_rounds_stand_side_by_side_to_be_read(page: JourneyPage, book: Casebook, desk: Desk, qtbot: QtBot) -> None:
    one = journey.add_round(book, Round(name="Shanghai"))
    other = journey.add_round(book, Round(name=MARKUP))
    journey.change_stage(book, one, "ST01", done=DAY)
    journey.change_stage(book, other, "ST02", planned=DAY)
    dialog = side_by_side_dialog(desk, TODAY)
    qtbot.addWidget(dialog)
    (table,) = dialog.findChildren(SideBySide)
    model = table.model()
    said = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Shanghai, 1 Referral and eligibility review: Done. 12 May 2026"
    assert "Ahead. planned 12 May 2026" in model.index(2, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.rowCount() == 13
    assert not any(made.text() == "Save" for made in dialog.findChildren(QPushButton))


@pytest.mark.thorough
def test_a_record_leads_to_its_place(page: JourneyPage, book: Casebook) -> None:
    shanghai = journey.add_round(book, Round(name="Shanghai"))
    edinburgh = journey.add_round(book, Round(name="Edinburgh"))
    task = journey.add_task(book, Task(text="Ring them", stage="ST09"), edinburgh)
    entry = journey.add_log_entry(book, shanghai, LogEntry(round=shanghai.id, date=DAY))
    page.show_record(task.id)
    assert (page.round.id, page.steps.chosen.stage.id, page.views.currentIndex()) == (edinburgh.id, "ST09", STEPS)
    page.show_record(entry.id)
    assert (page.round.id, page.views.currentIndex()) == (shanghai.id, LOG)
    journey.write_instructions(book, edinburgh, {"call-day": {"text": "0131"}})
    page.show_record(book.snapshot().instructions[0].id)
    assert (page.round.id, page.views.currentIndex()) == (edinburgh.id, TOLD)


def test_a_sheet_is_printed_of_the_round_that_is_shown(page: JourneyPage, book: Casebook, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(page.sheets, "save", lambda _parent, options: asked.append(options))
    page.print_sheet("steps")
    shanghai = journey.add_round(book, Round(name="Shanghai"))
    page.log.print_button.menu().actions()[1].trigger()
    page.told.print_button.click()
    assert [(one.name, one.round, one.blank) for one in asked] == [
        ("steps", None, False), ("daily-log", shanghai.id, True), ("warning-card", shanghai.id, False)
    ]  # fmt: skip


@pytest.mark.thorough
def test_what_was_typed_and_not_saved_is_found_again(window: MainWindow, book: Casebook, dialogs) -> None:
    one = journey.add_round(book, Round(name="Shanghai"))
    found = journey_left(window.desk, f"steps-{one.id}-ST02-new")
    assert found is not None
    found.open()
    page = window.page("journey")
    assert page.steps.chosen.stage.id == "ST02"
    assert dialogs().windowTitle() == "Add a task"
    dialogs().reject()
    journey_left(window.desk, f"log-new-{one.id}").open()
    assert dialogs().windowTitle() == "Add to the daily log"
    dialogs().reject()
    journey_left(window.desk, f"told-{one.id}-fever-call").open()
    assert dialogs().windowTitle() == "Call at this temperature"
    dialogs().reject()
    for gone in ("steps-x", f"steps-{one.id}-ST99-new", "log-new-", "told-", f"log-{one.id}", "other"):
        assert journey_left(window.desk, gone) is None


def test_rows_of_a_board_are_plain_values(page: JourneyPage) -> None:
    assert rows_of(page.steps.board) == page.steps.list.rows


def test_a_step_is_laid_out_anew_when_the_case_the_round_or_the_day_changed_and_not_by_coming_back(
    page: JourneyPage, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, laid_out = page.steps.panel, []
    show = panel.show_stage
    monkeypatch.setattr(
        panel, "show_stage", lambda chosen, view, case: (laid_out.append(view), show(chosen, view, case))
    )
    frame = page.window()

    def come_back() -> int:
        laid_out.clear()
        frame.hide()
        frame.show()
        return len(laid_out)

    assert come_back() == 0
    journey.add_round(book, Round(name="Shanghai"))
    assert laid_out
    assert come_back() == 0
    page.steps.choose_stage(page.steps.board.stages[-1].stage.id)
    assert come_back() == 0
    page.steps._clock = lambda: date(2026, 5, 13)
    assert come_back() == 1
