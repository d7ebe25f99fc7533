"""Treatments and programmes side by side: equal columns, cells by the keyboard, answers where they belong."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QProgressBar

from caregiver_app.casebook import worksheet
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.questions import answer_question
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.questions.records import Answer
from caregiver_app.domain.worksheet.frame import criteria, points, worksheet_notes
from caregiver_app.domain.worksheet.records import Cost, Option, Programme, Said
from caregiver_app.domain.worksheet.said import said_about
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.side_by_side import SideBySide
from caregiver_app.ui.worksheet.columns_view import ABOUT
from caregiver_app.ui.worksheet.costs_dialog import CostsDialog
from caregiver_app.ui.worksheet.page import PROGRAMMES, TREATMENTS, WorksheetPage
from caregiver_app.ui.worksheet.programmes_view import COSTS, ProgrammesView
from caregiver_app.ui.worksheet.treatments_view import TreatmentsView
from caregiver_app.ui.wrapped_text import spoken

MARKUP = '<b>x</b> & <img src="/etc/hostname">'
ON = PartialDate("2026-11-03")


@pytest.fixture
def treatments(worksheet_page: WorksheetPage) -> TreatmentsView:
    worksheet_page.show_view(TREATMENTS)
    made = worksheet_page.view(TREATMENTS)
    assert isinstance(made, TreatmentsView)
    return made


@pytest.fixture
def programmes(worksheet_page: WorksheetPage) -> ProgrammesView:
    worksheet_page.show_view(PROGRAMMES)
    made = worksheet_page.view(PROGRAMMES)
    assert isinstance(made, ProgrammesView)
    return made


def form_of(desk: Desk) -> FormDialog:
    return next(dialog for dialog in desk.window.findChildren(FormDialog) if dialog.isVisible())


def words_in(table: SideBySide, row: str, column: object) -> str:
    rows = [head.key for head in table.cells.heads]
    columns = [head.id for head in table.cells.columns]
    return spoken(table.cells.cell(rows.index(row), columns.index(column)).paragraphs)


def named(book: Casebook, *names: str) -> list[Option]:
    return [worksheet.add_option(book, Option(name=name, kind="OTHER")) for name in names]


def test_an_empty_table_offers_the_one_thing_to_do(treatments: TreatmentsView, desk: Desk, book: Casebook) -> None:
    assert treatments.table.isHidden()
    assert treatments.add_button.hasFocus()
    QTest.keyClick(treatments.add_button, Qt.Key.Key_Return)
    form = form_of(desk)
    form.form.row("kind").control.set_value("BISP")
    assert form.form.row("kind").control.meaning == "A drug that holds a T cell and a cancer cell together."
    form.save()
    (option,) = book.snapshot().options
    assert (option.name, option.kind) == ("Bispecific antibody", "BISP")
    assert treatments.table.isVisible()
    assert treatments.table.chosen_column == option.id


def test_the_head_says_what_the_page_is_for_and_that_it_gives_no_points(treatments: TreatmentsView) -> None:
    for name in ("worksheet-header", "worksheet-no-score", "worksheet-fit"):
        assert treatments.notes[name].text() == worksheet_notes()[name].text


def test_a_cell_is_written_changed_and_emptied_by_the_keyboard(
    treatments: TreatmentsView, desk: Desk, book: Casebook
) -> None:
    (option,) = named(book, "CAR-T")
    treatments.table.setFocus()
    treatments.table.choose(ABOUT, option.id)
    QTest.keyClick(treatments.table, Qt.Key.Key_Down)
    QTest.keyClick(treatments.table, Qt.Key.Key_Return)
    form = form_of(desk)
    QTest.keyClicks(form.form.row("text").control.inner(), MARKUP)
    QTest.keyClicks(form.form.row("who").control.inner(), "Dr Kralj")
    QTest.keyClicks(form.form.row("on").control.inner(), "3 Nov 2026")
    QTest.keyClick(form.form.row("on").control.inner(), Qt.Key.Key_Return)
    said = said_about(book.snapshot().options[0].said, "criterion-goal")
    assert said == Said("criterion-goal", MARKUP, "Dr Kralj", ON)
    assert words_in(treatments.table, "criterion-goal", option.id) == f"{MARKUP}. Dr Kralj, 3 November 2026"

    treatments.table.setFocus()
    QTest.keyClick(treatments.table, Qt.Key.Key_Delete)
    assert said_about(book.snapshot().options[0].said, "criterion-goal").text == ""
    desk.undo()
    assert said_about(book.snapshot().options[0].said, "criterion-goal") == said
    assert words_in(treatments.table, "criterion-goal", option.id).startswith(MARKUP)


def test_by_whom_without_what_stays_in_the_form_and_is_told(treatments: TreatmentsView, desk: Desk) -> None:
    (option,) = named(desk.book, "CAR-T")
    treatments.open_cell("criterion-risks", option.id)
    form = form_of(desk)
    form.form.row("who").control.set_typed("Dr Kralj")
    form.save()
    assert form.isVisible()
    assert form.notices.kind == "stop"
    assert desk.book.snapshot().options[0].said == ""
    form.leave_without_saving()


def test_columns_look_alike_stand_as_they_were_added_and_cannot_be_sorted(
    treatments: TreatmentsView, book: Casebook
) -> None:
    named(book, "Watch and wait", "CAR-T", "A trial")
    table = treatments.table
    QApplication.processEvents()
    assert [one.name for one in table.cells.columns] == ["Watch and wait", "CAR-T", "A trial"]
    assert len({table.columnWidth(place) for place in range(3)}) == 1
    assert not table.isSortingEnabled()
    assert not table.scrolls_sideways
    assert table.horizontalScrollBar().maximum() == 0
    roles = (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.DecorationRole)
    cells = [table.cells.index(row, column) for row in range(len(table.cells.heads)) for column in range(3)]
    assert all(cell.data(role) is None for cell in cells for role in roles)


def test_only_more_than_three_columns_scroll_sideways_inside_the_table(
    treatments: TreatmentsView, book: Casebook, window: MainWindow
) -> None:
    options = named(book, "a", "b", "c", "d", "e")
    table = treatments.table
    QApplication.processEvents()
    assert table.scrolls_sideways
    assert table.horizontalScrollBar().maximum() > 0
    table.setFocus()
    table.choose(ABOUT, options[-1].id)
    assert table.horizontalScrollBar().value() > 0
    for option in options[3:]:
        worksheet.remove_column(book, option)
    QApplication.processEvents()
    assert table.horizontalScrollBar().maximum() == 0


def test_a_column_is_changed_and_removed_with_a_way_back(
    treatments: TreatmentsView, desk: Desk, book: Casebook
) -> None:
    first, second = named(book, "CAR-T", "A trial")
    treatments.table.choose(ABOUT, second.id)
    treatments.change_button.click()
    form = form_of(desk)
    form.form.row("name").control.set_typed("A trial in Vienna")
    form.save()
    assert [one.name for one in book.snapshot().options] == ["CAR-T", "A trial in Vienna"]
    treatments.remove_button.click()
    assert [one.id for one in book.snapshot().options] == [first.id]
    desk.notices.action.click()
    assert [one.name for one in book.snapshot().options] == ["CAR-T", "A trial in Vienna"]


def test_whoever_stands_at_a_cell_goes_on_standing_there(treatments: TreatmentsView, book: Casebook) -> None:
    first, second = named(book, "CAR-T", "A trial")
    treatments.table.choose("criterion-risks", second.id)
    worksheet.remove_column(book, first)
    assert treatments.table.chosen_column == second.id
    assert treatments.table.cells.heads[treatments.table.currentIndex().row()].key == "criterion-risks"
    worksheet.remove_column(book, second)
    assert treatments.table.chosen_column is None
    assert not treatments.remove_button.isVisible()


def test_the_row_of_names_tells_everybody_who_said_something(treatments: TreatmentsView, book: Casebook) -> None:
    (option,) = named(book, "CAR-T")
    worksheet.write_cell(book, option, "criterion-goal", Said("", "a", "Dr Kralj", ON))
    worksheet.write_cell(book, option, "criterion-said-by", Said("", "Both at the visit"))
    assert words_in(treatments.table, "criterion-said-by", option.id) == "Both at the visit. Dr Kralj, 3 November 2026"


def test_every_row_of_the_guide_is_a_row_of_the_table(treatments: TreatmentsView, programmes: ProgrammesView) -> None:
    assert [head.key for head in treatments.heads()] == [ABOUT, *(one.id for one in criteria())]
    assert [head.key for head in programmes.heads()] == [ABOUT, *(one.id for one in points()), COSTS]


def test_an_answer_stands_in_the_column_of_the_programme_that_gave_it_only(
    programmes: ProgrammesView, book: Casebook, desk: Desk
) -> None:
    here = worksheet.add_programme(book, Programme(name="Here"))
    there = worksheet.add_programme(book, Programme(name="There"))
    worksheet.write_cell(book, there, "point-toxicity", Said("", "As they wrote", "Dr Li", ON))
    answer_question(book, "Q072", Answer(f"Four times a day {MARKUP}", "Dr Li", ON, programme=str(there.id)))
    answer_question(book, "Q078", Answer("To be asked again", programme=str(there.id), goes_on=True))
    answer_question(book, "Q072", Answer("Said by nobody's programme"))
    table = programmes.table
    assert words_in(table, "point-toxicity", here.id) == ""
    told = words_in(table, "point-toxicity", there.id)
    assert told.startswith("As they wrote. Dr Li, 3 November 2026. ")
    assert f"“Four times a day {MARKUP}” – Dr Li, 3 November 2026" in told
    assert "“To be asked again (still open)”" in told
    assert "nobody" not in told
    programmes.open_cell("point-toxicity", there.id)
    form = form_of(desk)
    shown = "\n".join(label.text() for label in form.findChildren(QLabel))
    assert "Four times a day" in shown
    form.reject()


def test_what_a_programme_reads_first_is_folded_and_says_what_the_case_says(
    programmes: ProgrammesView, window: MainWindow
) -> None:
    assert programmes.facts.isHidden()
    programmes.fold_button.click()
    words = programmes.facts.words()
    assert len(words) == 8
    assert words[0].startswith("Diagnosis DLBCL")
    assert "Nothing is written down yet." in words[4]
    assert {link.text() for link in programmes.facts.links} >= {"Add: An infection test…", "Go to the questions"}
    programmes.fold_button.click()
    assert programmes.facts.isHidden()


def test_figures_stand_as_typed_marked_as_estimates_and_nothing_is_added_up(
    programmes: ProgrammesView, book: Casebook, desk: Desk
) -> None:
    there = worksheet.add_programme(book, Programme(name="There"))
    programmes.table.choose(COSTS, there.id)
    QTest.keyClick(programmes.table, Qt.Key.Key_Return)
    costs = desk.window.findChild(CostsDialog)
    for what, amount in (("Deposit", "80 000 USD"), ("Stay", "20 000 USD")):
        costs.add_button.click()
        form = next(dialog for dialog in costs.findChildren(FormDialog) if dialog.isVisible())
        form.form.row("what").control.set_typed(what)
        form.form.row("amount").control.set_typed(amount)
        form.form.row("leaves_out").control.set_typed("travel")
        form.save()
    kept = book.snapshot().programmes[0].costs.values
    assert kept == (Cost("Deposit", "80 000 USD", "travel"), Cost("Stay", "20 000 USD", "travel"))
    shown = "\n".join(label.text() for label in costs.findChildren(QLabel))
    assert "Each sum here is an estimate with a date" in shown
    told = words_in(programmes.table, COSTS, there.id)
    assert told == "Deposit: 80 000 USD. Leaves out: travel. Stay: 20 000 USD. Leaves out: travel"
    assert not re.search(r"100[ ,.]?000", told + shown + "\n".join(row.words for row in costs.list.rows))
    costs.list.setFocus()
    costs.list.choose("0")
    QTest.keyClick(costs.list, Qt.Key.Key_Delete)
    assert [one.what for one in book.snapshot().programmes[0].costs.values] == ["Stay"]
    costs.notices.action.click()
    assert len(book.snapshot().programmes[0].costs.values) == 2
    costs.list.choose("1")
    QTest.keyClick(costs.list, Qt.Key.Key_Return)
    form = next(dialog for dialog in costs.findChildren(FormDialog) if dialog.isVisible())
    form.form.row("on").control.set_typed("3 Nov 2026")
    form.save()
    assert book.snapshot().programmes[0].costs.values[1].on == ON
    costs.accept()


def test_a_list_of_figures_goes_when_its_programme_is_undone(programmes: ProgrammesView, desk: Desk) -> None:
    there = worksheet.add_programme(desk.book, Programme(name="There"))
    programmes.open_cell(COSTS, there.id)
    costs = desk.window.findChild(CostsDialog)
    desk.book.undo()
    assert not costs.isVisible()


def test_a_record_is_found_in_its_view(worksheet_page: WorksheetPage, window: MainWindow, book: Casebook) -> None:
    (option,) = named(book, "CAR-T")
    there = worksheet.add_programme(book, Programme(name="There"))
    window.go("worksheet", there.id)
    assert worksheet_page.views.currentIndex() == PROGRAMMES
    window.go("worksheet", option.id)
    assert worksheet_page.views.currentIndex() == TREATMENTS
    view = worksheet_page.view(TREATMENTS)
    assert isinstance(view, TreatmentsView)
    assert view.table.chosen_column == option.id


def test_no_widget_of_the_page_shows_a_percentage_a_bar_or_a_sum(worksheet_page: WorksheetPage, book: Casebook) -> None:
    (option,) = named(book, "CAR-T")
    worksheet.write_cell(book, option, "criterion-goal", Said("", "What they hope for"))
    worksheet.add_programme(book, Programme(name="There"))
    worksheet.close_step(book, "step-1", True)
    for view in range(5):
        worksheet_page.show_view(view)
        QApplication.processEvents()
        assert not worksheet_page.findChildren(QProgressBar)
        shown = [label.text() for label in worksheet_page.findChildren(QLabel)]
        assert not [text for text in shown if re.search(r"%|\b\d+ (?:of|/|out of) \d+\b", text)]


def test_a_case_that_can_only_be_read_shows_the_tables_and_takes_nothing(
    window: MainWindow, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    (option,) = named(book, "CAR-T")
    worksheet.write_cell(book, option, "criterion-goal", Said("", "To hold it"))
    monkeypatch.setattr(book._store, "read_only", True)
    window.go("worksheet")
    page = window.page("worksheet")
    assert isinstance(page, WorksheetPage)
    page.show_view(TREATMENTS)
    view = page.view(TREATMENTS)
    assert isinstance(view, TreatmentsView)
    assert not view.add_button.isEnabled()
    view.table.choose("criterion-goal", option.id)
    assert not view.remove_button.isEnabled()
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert said_about(book.snapshot().options[0].said, "criterion-goal").text == "To hold it"
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    form = form_of(page.desk)
    assert not form.save_button.isEnabled()
    assert form.form.row("text").control.typed() == "To hold it"
    form.reject()


def test_a_dialog_of_the_table_is_parted_from_the_page(treatments: TreatmentsView, desk: Desk) -> None:
    (option,) = named(desk.book, "CAR-T")
    treatments.open_cell(ABOUT, option.id)
    assert [type(one) for one in desk.window.findChildren(QDialog) if one.isVisible()] == [FormDialog]
    form_of(desk).reject()
