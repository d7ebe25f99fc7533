"""The form of an entry by keys alone: every field in order, Enter saves, Esc asks, a kill costs a second."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.kinds import KINDS, Kind
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.forms import FieldRow
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.timeline.editor import entry_form
from caregiver_app.ui.timeline.page import TimelinePage


@pytest.fixture
def page(window: MainWindow) -> TimelinePage:
    window.go("timeline")
    made = window.page("timeline")
    assert isinstance(made, TimelinePage)
    return made


def form_of(window: MainWindow, page: TimelinePage, kind: Kind, qtbot: QtBot) -> FormDialog:
    page.add(kind.id)
    dialog = next(dialog for dialog in window.findChildren(FormDialog) if dialog.isVisible())
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isAncestorOf(QApplication.focusWidget()))
    return dialog


def row_of(widget: QWidget | None) -> FieldRow | None:
    while widget is not None and not isinstance(widget, FieldRow):
        widget = widget.parentWidget()
    return widget


@pytest.mark.every(4)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_tab_reaches_every_field_in_the_order_it_is_asked(
    qtbot: QtBot, window: MainWindow, page: TimelinePage, kind: Kind
) -> None:
    dialog = form_of(window, page, kind, qtbot)
    dialog.form.unfold()
    reached: list[str] = []
    names = {row: name for name, row in dialog.form.rows.items()}
    for _press in range(len(names) * 3):
        row = row_of(QApplication.focusWidget())
        if row is not None and names[row] not in reached:
            reached.append(names[row])
        if QApplication.focusWidget() is dialog.save_button:
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert reached == list(dialog.form.rows)
    dialog.leave_without_saving()


@pytest.mark.every(4)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_the_three_facts_that_matter_and_how_they_are_known_come_first(
    qtbot: QtBot, window: MainWindow, page: TimelinePage, kind: Kind
) -> None:
    dialog = form_of(window, page, kind, qtbot)
    shown = [name for name, row in dialog.form.rows.items() if row.isVisible()]
    assert shown[:3] == [field.name for field in kind.fields[:3]]
    assert shown[3:] == ["how_known", "proof", "proof_page"]
    dialog.leave_without_saving()


def test_a_treatment_says_whether_it_was_part_of_the_plan(
    qtbot: QtBot, window: MainWindow, page: TimelinePage, book: Casebook
) -> None:
    therapy = next(kind for kind in KINDS if kind.id == "therapy")
    dialog = form_of(window, page, therapy, qtbot)
    dialog.form.row("regimen").control.set_typed("lenalidomide")
    dialog.form.row("planned").control.set_value("yes")
    dialog.form.row("cycles_planned").control.set_typed("12")
    dialog.save()
    added = next(entry for entry in book.snapshot().entries if getattr(entry, "regimen", "") == "lenalidomide")
    assert (added.planned, added.cycles_planned) == ("yes", "12")


def test_words_used_for_the_disease_of_the_case_are_offered_first(qtbot: QtBot) -> None:
    diagnosis = next(kind for kind in KINDS if kind.id == "diagnosis")
    for family, first in (("myeloma", "ISS"), ("cll", "Rai")):
        form = entry_form(diagnosis, (), family=family)
        qtbot.addWidget(form)
        edit = form.row("staging_system").control.inner()
        QTest.keyClick(edit, Qt.Key.Key_Down)
        model = edit.completer().completionModel()
        assert edit.completer().pathFromIndex(model.index(0, 0)) == first
        assert model.rowCount() == len(vocabulary("staging")), "the others are offered too"
        edit.completer().popup().hide()


def test_a_fact_is_to_be_checked_until_a_paper_is_named_or_somebody_says_otherwise(qtbot: QtBot) -> None:
    scan = next(kind for kind in KINDS if kind.id == "scan")
    paper = Document(number=3, title="Report", holding="wanted")
    form = entry_form(scan, (paper,))
    qtbot.addWidget(form)
    known = form.row("how_known").control
    assert known.value() == "check"
    form.row("proof").control.set_value(paper.id)
    assert known.value() == "report"
    known.set_value("memory")
    form.row("proof").control.set_value(None)
    form.row("proof").control.set_value(paper.id)
    assert known.value() == "memory"


@pytest.mark.every(4)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_tab_comes_to_more_details_after_the_fields_shown_and_to_the_buttons_last(
    qtbot: QtBot, window: MainWindow, page: TimelinePage, kind: Kind
) -> None:
    dialog = form_of(window, page, kind, qtbot)
    dialog.form.unfold()
    stops = {dialog.form.more_button: "more", dialog.cancel_button: "cancel", dialog.save_button: "save"}
    names = {row: name for name, row in dialog.form.rows.items()}
    passed: list[str] = []
    for _press in range(len(names) * 3):
        widget = QApplication.focusWidget()
        stop = stops.get(widget) or names.get(row_of(widget), "?")
        if stop not in passed:
            passed.append(stop)
        if stop == "save":
            break
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    rows = list(dialog.form.rows)
    shown = [name for name in rows if name not in {field.name for field in kind.fields[3:]}]
    folded = rows[len(shown) :]
    assert passed == [*shown, *(["more"] if folded else []), *folded, "cancel", "save"]
    dialog.leave_without_saving()


def test_an_end_before_the_beginning_is_said_gently_and_can_be_saved(
    qtbot: QtBot, window: MainWindow, page: TimelinePage, book: Casebook
) -> None:
    therapy = next(kind for kind in KINDS if kind.id == "therapy")
    dialog = form_of(window, page, therapy, qtbot)
    for name, text in (("regimen", "R-GDP"), ("date", "June 2023"), ("end", "May 2023")):
        dialog.form.row(name).control.set_typed(text)
    assert dialog.form.row("end").remark == "It ends before it begins. Look at both dates."
    dialog.form.row("end").control.set_typed("2023")
    assert dialog.form.row("end").remark == "", "2023 may be later in the same year"
    dialog.form.row("end").control.set_typed("May 2023")
    dialog.save()
    assert any(getattr(entry, "regimen", "") == "R-GDP" for entry in book.snapshot().entries)


def test_a_page_beyond_the_last_one_of_the_paper_is_said(qtbot: QtBot) -> None:
    paper = Document(number=3, title="Report", holding="file", pages=4)
    form = entry_form(KINDS[0], (paper,))
    qtbot.addWidget(form)
    form.row("proof").control.set_value(paper.id)
    form.row("proof_page").control.set_typed("9")
    assert form.row("proof_page").remark == "D-003 has 4 pages."
    form.row("proof_page").control.set_typed("4")
    assert form.row("proof_page").remark == ""


def test_an_unclear_date_is_said_when_one_goes_on(qtbot: QtBot, window: MainWindow, page: TimelinePage) -> None:
    dialog = form_of(window, page, KINDS[0], qtbot)
    row = dialog.form.row("date")
    row.control.setFocus()
    QTest.keyClicks(row.control.inner(), "rubbish")
    assert row.trouble == ""
    QTest.keyClick(row.control.inner(), Qt.Key.Key_Tab)
    assert row.trouble
    dialog.leave_without_saving()


def test_only_enter_or_a_click_chooses_a_reading_of_a_date(
    qtbot: QtBot, window: MainWindow, page: TimelinePage
) -> None:
    dialog = form_of(window, page, KINDS[0], qtbot)
    control = dialog.form.row("date").control
    control.setFocus()
    QTest.keyClicks(control.inner(), "3.4.23")
    first = control.offers[0]
    QTest.keyClick(control.inner(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first
    QTest.keyClicks(first, "5 May 2023")
    assert control.typed() == "3.4.23"
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert control.typed() == "3 April 2023"
    assert dialog.isVisible()
    dialog.leave_without_saving()


def test_a_kept_form_is_named_and_opened_where_it_stopped(
    qtbot: QtBot, window: MainWindow, page: TimelinePage, desk: Desk
) -> None:
    desk.drafts.keep("add-therapy", {"regimen": "R-GD", "_at": "2026-11-21T13:50"})
    window.commands.tell_what_waits(desk)
    assert window.notices.words == "You were writing “A treatment”, and it was not saved."
    window.notices.action.click()
    dialog = next(dialog for dialog in window.findChildren(FormDialog) if dialog.isVisible())
    edit = dialog.form.row("regimen").control.inner()
    assert "21 November 2026, 13:50" in dialog.notices.words
    assert (edit.cursorPosition(), edit.selectedText()) == (4, "")
    dialog.leave_without_saving()


@pytest.mark.parametrize("name", ["several", "lab-panel", "person", "contact-new", "document-thing"])
def test_every_kept_form_has_its_way_back(window: MainWindow, desk: Desk, name: str) -> None:
    desk.drafts.keep("gone-away", {"title": "x"})
    desk.drafts.keep(name, {"title": "x"})
    window.commands.tell_what_waits(desk)
    assert window.notices.words.startswith("2 forms you were writing were not saved.")
    window.notices.action.click()
    opened = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    assert opened
    for dialog in opened:
        dialog.close()


def test_a_case_that_can_only_be_read_lets_nobody_type_in_vain(
    qtbot: QtBot, window: MainWindow, book: Casebook, case_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(book), "read_only", property(lambda _book: True))
    with qtbot.waitSignal(window.case_shown):
        window.door.open(case_folder)
    window.go("timeline")
    page = window.page("timeline")
    page.entries.choose_newest()
    entries = page.entries
    for held in (page.add_button, entries.change_button, entries.duplicate_button, entries.remove_button):
        assert not held.isEnabled()
        assert "can be read here" in held.toolTip()
        assert "can be read here" in held.accessibleDescription()
    for name in ("add", "papers", "import", "person"):
        assert not window.actions_table[name].isEnabled()
    assert window.actions_table["history"].isEnabled()
    entries.change()
    dialog = next(dialog for dialog in window.findChildren(FormDialog) if dialog.isVisible())
    assert not dialog.save_button.isEnabled()
    assert not dialog.form.isEnabled()
    dialog.reject()
