"""The timeline page and the form of an entry, by clicks and keys."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.timeline import remove_entries
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.domain.timeline.records import Entry, Scan
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.text import Label
from caregiver_app.ui.timeline.editor import entry_form
from caregiver_app.ui.timeline.page import TimelinePage


@pytest.fixture
def page(window: MainWindow) -> TimelinePage:
    window.go("timeline")
    made = window.page("timeline")
    assert isinstance(made, TimelinePage)
    return made


def rows(page: TimelinePage) -> list[list[str]]:
    model = page.table.model()
    return [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]


def open_form(window: MainWindow) -> FormDialog:
    return next(dialog for dialog in window.findChildren(FormDialog) if dialog.isVisible())


def entry_of(book: Casebook, entry_id: UUID) -> Entry:
    return next(entry for entry in book.snapshot().entries if entry.id == entry_id)


def test_the_list_is_in_date_order_with_the_undated_last(page: TimelinePage) -> None:
    assert [row[1] for row in rows(page)] == [
        "Diagnosis", "Treatment", "Response", "Scan", "Relapse or progression", "Note",
    ]  # fmt: skip
    assert rows(page)[1] == [
        "Jun – Oct 2023",
        "Treatment",
        "R-CHOP\u00a0×6",
        "to be checked",
        "–",
    ]
    assert rows(page)[-1][0] == "date not known"


def test_what_the_family_typed_is_shown_literally(page: TimelinePage) -> None:
    assert rows(page)[-1][2] == '<b>x</b> & <img src="/etc/hostname">'


def test_add_offers_every_kind_in_plain_words_and_saves_by_keys(
    qtbot: QtBot, window: MainWindow, page: TimelinePage, book: Casebook
) -> None:
    menu = page.add_button.menu()
    offered = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert sorted(offered[: len(KINDS)]) == sorted(kind.ask for kind in KINDS)
    next(action for action in menu.actions() if action.text() == "A scan").trigger()
    dialog = open_form(window)
    QTest.keyClicks(dialog.form.row("modality").control.inner(), "MRI of the head")
    QTest.keyClicks(dialog.form.row("date").control.inner(), "spring 2024")
    QTest.keyClick(dialog.form.row("date").control.inner(), Qt.Key.Key_Return)
    added = page.table.selected_records()[0]
    assert isinstance(added, Scan)
    assert (added.modality, added.date, added.how_known) == ("MRI of the head", PartialDate("spring 2024"), "check")
    assert book.undo_label == "Add: Scan"
    assert page.picture.selected == added.id


def test_enter_opens_the_entry_and_saving_changes_it(window: MainWindow, page: TimelinePage, book: Casebook) -> None:
    scan = book.snapshot().entries_of(Scan)[0]
    page.show_record(scan.id)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    dialog = open_form(window)
    assert dialog.form.row("finding").control.value() == "New nodes"
    dialog.form.row("finding").control.set_typed("Two new nodes")
    dialog.save()
    assert entry_of(book, scan.id).finding == "Two new nodes"
    assert page.table.selected_records()[0].id == scan.id


def test_saving_without_a_change_writes_nothing(window: MainWindow, page: TimelinePage, book: Casebook) -> None:
    page.show_record(book.snapshot().entries[0].id)
    page.entries.change()
    open_form(window).save()
    assert book.undo_label == "Add a history"


@pytest.mark.parametrize("position", range(6))
def test_every_kind_opens_in_its_form_and_saves_as_it_was(
    window: MainWindow, page: TimelinePage, book: Casebook, position: int
) -> None:
    before = book.snapshot()
    page.show_record(before.entries[position].id)
    page.entries.change()
    open_form(window).save()
    assert book.snapshot() == before


def test_delete_removes_at_once_and_undo_is_offered(window: MainWindow, page: TimelinePage, book: Casebook) -> None:
    before = book.snapshot()
    page.show_record(before.entries[1].id)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert before.entries[1] not in book.snapshot().entries
    assert window.notices.words == "Removed: R-CHOP\u00a0×6"
    window.notices.action.click()
    assert book.snapshot() == before


def test_several_are_removed_as_one_step(window: MainWindow, page: TimelinePage, book: Casebook) -> None:
    page.table.selectAll()
    page.entries.remove_button.click()
    assert book.snapshot().entries == ()
    assert "Nothing is written down yet" in " ".join(label.text() for label in page.findChildren(Label))
    window.notices.action.click()
    assert len(book.snapshot().entries) == 6


def test_duplicate_opens_a_copy_that_becomes_a_new_entry_when_saved(
    window: MainWindow, page: TimelinePage, book: Casebook
) -> None:
    scan = book.snapshot().entries_of(Scan)[0]
    page.show_record(scan.id)
    page.entries.duplicate_button.click()
    assert len(book.snapshot().entries_of(Scan)) == 1
    dialog = open_form(window)
    dialog.form.row("date").control.set_typed("3 September 2024")
    dialog.save()
    copies = book.snapshot().entries_of(Scan)
    assert len(copies) == 2
    chosen = page.table.selected_records()[0]
    assert chosen.amended(id=scan.id, date=scan.date) == scan
    assert chosen.date == PartialDate("2024-09-03")


def test_a_copy_nobody_saves_leaves_nothing(window: MainWindow, page: TimelinePage, book: Casebook) -> None:
    before = book.snapshot()
    page.show_record(before.entries[0].id)
    page.entries.duplicate_button.click()
    open_form(window).reject()
    assert book.snapshot() == before


def test_the_list_is_filtered_by_words_and_by_kind(page: TimelinePage) -> None:
    QTest.keyClicks(page.search, "nodes")
    assert [row[1] for row in rows(page)] == ["Scan"]
    page.search.clear()
    page.kinds.setCurrentIndex(page.kinds.findData("relapse"))
    assert [row[1] for row in rows(page)] == ["Relapse or progression"]
    QTest.keyClicks(page.search, "nothing like it")
    assert rows(page) == []
    assert "Nothing in the list fits." in [label.text() for label in page.findChildren(Label) if label.isVisible()]


def test_picture_and_list_have_one_selection(page: TimelinePage, book: Casebook, window: MainWindow) -> None:
    entries = book.snapshot().entries
    page.table.select_ids([entries[2].id])
    assert page.picture.selected == entries[2].id
    page.picture.chosen.emit(entries[1].id)
    assert page.table.selected_records() == (entries[1],)
    page.picture.activated.emit(entries[0].id)
    dialog = open_form(window)
    assert dialog.windowTitle() == "Diagnosis"
    dialog.reject()


def test_the_proof_is_named_with_its_page(page: TimelinePage, window: MainWindow, book: Casebook) -> None:
    paper = add_thing(book, Document(number=1, title="Pathology report", holding="wanted"))
    page.show_record(book.snapshot().entries[0].id)
    page.entries.change()
    dialog = open_form(window)
    dialog.form.row("proof").control.set_value(paper.id)
    dialog.form.row("proof_page").control.set_value(2)
    dialog.save()
    assert rows(page)[0][4] == "D-001 p. 2"


def test_what_is_needed_to_know_an_entry_by_is_asked_for(window: MainWindow, page: TimelinePage) -> None:
    page.add("lab")
    dialog = open_form(window)
    dialog.save()
    assert dialog.form.row("test").trouble == "Fill in “Test”; the rest can wait."
    assert dialog.form.row("value").trouble == "Fill in “Value”; the rest can wait."
    dialog.leave_without_saving()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_a_form_asks_every_field_of_its_kind_and_nothing_twice(qtbot: QtBot, kind: object) -> None:
    form = entry_form(kind, ())
    qtbot.addWidget(form)
    asked = set(form.rows)
    kept = set(kind.record.model_fields) - {"id"}
    assert asked == kept


def test_ctrl_n_shows_what_can_be_added(window: MainWindow, book: Casebook) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page = window.page("timeline")
    assert page.add_button.menu().isVisible()
    page.add_button.menu().close()


def test_an_empty_timeline_has_one_thing_to_begin_with(window: MainWindow, book: Casebook) -> None:
    remove_entries(book, book.snapshot().entries)
    window.go("timeline")
    page = window.page("timeline")
    assert page.entries.first_button.hasFocus()
    assert page.table.isHidden()
    page.entries.first_button.click()
    dialog = open_form(window)
    assert dialog.windowTitle() == "The diagnosis"
    dialog.close()


def test_ctrl_f_goes_to_the_search(window: MainWindow, page: TimelinePage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
