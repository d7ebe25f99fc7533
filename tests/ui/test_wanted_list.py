"""A centre's own list: copied, typed, changed and chosen, and the table it is typed in."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents import wanted
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.gaps import gaps
from caregiver_app.domain.documents.recipients import bundled_receivers
from caregiver_app.domain.documents.records_guide import record_guides
from caregiver_app.domain.documents.wanted import Recipient, Want, Wants
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.wanted_list import OwnListDialog
from caregiver_app.ui.documents.wanted_list_model import COLUMNS, ListModel, ListRow, rows_from
from caregiver_app.ui.documents.wanted_view import WantedView
from caregiver_app.ui.main_window import MainWindow

TODAY = date(2026, 11, 28)
GENERIC = bundled_receivers()[0]


@pytest.fixture
def model(qtbot: QtBot, qtmodeltester) -> ListModel:
    made = ListModel()
    qtmodeltester.check(made)
    return made


def put(model: ListModel, row: int, column: str, text: str) -> bool:
    return model.setData(model.index(row, COLUMNS.index(column)), text)


def opened(dialog: OwnListDialog) -> OwnListDialog:
    dialog.open()
    return dialog


def test_a_list_begins_as_another_one_and_is_looked_at_once_it_is_saved(desk: Desk, book: Casebook) -> None:
    dialog = opened(OwnListDialog(desk, base=GENERIC))
    assert dialog.form.row("name").control.typed() == ""  # who says so is said anew
    dialog.form.row("name").control.set_value("Minglan")
    dialog.form.row("source").control.set_value("their e-mail")
    dialog.form.row("as_of").control.set_value(PartialDate("2026-11-20"))
    dialog.save()
    (own,) = book.snapshot().recipients
    assert (own.name, own.based_on, own.source, own.as_of) == ("Minglan", GENERIC.id, "their e-mail", "2026-11-20")
    assert own.wants.values == GENERIC.wants
    assert gaps(book.snapshot(), "", TODAY).receiver.name == "Minglan"
    assert desk.notices.words == "The list “Minglan” was added, and is looked at now."
    desk.notices.action.click()
    assert (book.snapshot().recipients, book.snapshot().person.recipient) == ((), "")


def test_an_empty_list_offers_the_whole_checklist_and_names_only_what_is_chosen(desk: Desk, book: Casebook) -> None:
    dialog = opened(OwnListDialog(desk))
    assert [row.kind for row in dialog.model.rows] == [guide.kind for guide in record_guides()]
    assert dialog.model.wants() == ()
    pet = next(at for at, row in enumerate(dialog.model.rows) if row.kind == "pet-ct")
    assert put(dialog.model, pet, "fresh", "4 weeks")
    assert put(dialog.model, pet, "words", "with pictures")
    dialog.form.row("name").control.set_value("Minglan")
    dialog.save()
    assert book.snapshot().recipients[0].wants.values == (Want("pet-ct", fresh_days=28, words="with pictures"),)


def test_what_is_changed_is_one_step_and_nothing_changed_is_none(desk: Desk, book: Casebook) -> None:
    own = Recipient(name="Minglan", wants=Wants.of([Want("pet-ct", fresh_months=3), Want("Two photos", "if")]))
    wanted.add_recipient(book, own)
    opened(OwnListDialog(desk, own)).save()
    assert book.undo_label == "Add centre: Minglan"
    dialog = opened(OwnListDialog(desk, own))
    assert [(row.paper, row.fresh) for row in dialog.model.rows[:2]] == [
        ("PET-CT report", "3 months"),
        ("Two photos", ""),
    ]
    put(dialog.model, 0, "need", "")
    put(dialog.model, 1, "need", "not")
    dialog.save()
    (changed,) = book.snapshot().recipients
    assert changed.wants.values == (Want("Two photos", "not"),)
    assert book.undo_label == "Change centre: Minglan"


def test_an_age_that_cannot_be_read_is_told_and_nothing_is_written(desk: Desk, book: Casebook) -> None:
    dialog = opened(OwnListDialog(desk))
    put(dialog.model, 3, "fresh", "quite new")
    dialog.save()
    assert dialog.form.row("name").trouble == "Give the list a name."
    dialog.form.row("name").control.set_value("Minglan")
    dialog.save()
    assert dialog.isVisible()
    assert "such as 28 days" in dialog.notices.words
    assert (dialog.grid.currentIndex().row(), dialog.grid.currentIndex().column()) == (3, COLUMNS.index("fresh"))
    assert book.snapshot().recipients == ()
    put(dialog.model, 3, "need", "")  # what is not on the list need not be readable
    dialog.save()
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("typed", "days", "months"),
    [("28 days", 28, 0), ("1 day", 1, 0), ("3 months", 0, 3), ("2w", 14, 0), (" 6 Months ", 0, 6), ("", 0, 0)],
)
def test_how_new_is_read_as_it_is_typed(model: ListModel, typed: str, days: int, months: int) -> None:
    model.put(rows_from([Want("heart")]))
    put(model, 0, "fresh", typed)
    (want,) = model.wants()
    assert (want.fresh_days, want.fresh_months) == (days, months)
    assert model.unclear() is None


def test_a_figure_somebody_types_is_their_centres_own(model: ListModel) -> None:
    model.put(rows_from([Want("heart", fresh_months=3, verify=True), Want("lungs", fresh_days=28, verify=True)]))
    put(model, 0, "fresh", "2 months")
    assert [want.verify for want in model.wants()] == [False, True]


def test_a_paper_of_own_words_goes_into_the_last_row_and_a_known_one_keeps_its_name(model: ListModel) -> None:
    model.put(rows_from([]))
    last = model.rowCount() - 1
    put(model, last, "paper", "Letter from the school")
    assert model.rowCount() == last + 2
    assert model.wants() == (Want("Letter from the school"),)
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(last, 0)) & Qt.ItemFlag.ItemIsEditable
    put(model, last + 1, "paper", "letter from the school")
    assert len(model.wants()) == 2  # other words are another paper; nothing typed is dropped
    put(model, last + 1, "paper", "Letter from the school")
    assert len(model.wants()) == 1


def test_only_choices_there_are_go_into_the_cells_that_are_chosen_from(model: ListModel) -> None:
    model.put(rows_from([Want("heart")]))
    assert not put(model, 0, "need", "pasted words")
    assert not put(model, 0, "translation", "perhaps")
    with pytest.raises(ValueError, match="not a choice"):
        ListRow("Heart", "perhaps")


def test_cells_say_what_they_are_to_a_reader_of_the_screen(model: ListModel) -> None:
    model.put(rows_from([Want("heart", fresh_months=3)]))
    put(model, 0, "fresh", "soon")
    said = str(model.index(0, COLUMNS.index("fresh")).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("Heart: echo, MUGA, ECG, Not older than: soon. Write it as days, weeks or months")


def test_the_table_is_typed_in_by_keys(qtbot: QtBot, desk: Desk, book: Casebook) -> None:
    dialog = opened(OwnListDialog(desk))
    dialog.grid.go_to(0, COLUMNS.index("words"), typing=True)
    editor = dialog.grid._delegate.editor
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "one page")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert dialog.model.wants() == (Want(record_guides()[0].kind, words="one page"),)
    dialog.grid.pasted.emit("two\nlines")
    assert dialog.model.rows[1].words == "two lines"
    dialog.leave_without_saving()


def test_the_menu_of_lists_makes_changes_and_removes_the_familys_own(
    qtbot: QtBot, window: MainWindow, desk: Desk, book: Casebook
) -> None:
    view = WantedView(desk, lambda: TODAY)
    qtbot.addWidget(view)
    desk.changes.changed.connect(lambda _kinds: view.refresh())
    view.show()

    def choose(words: str) -> None:
        next(act for act in view.head.own_button.menu().actions() if act.text().startswith(words)).trigger()

    def shown() -> OwnListDialog:
        (found,) = (dialog for dialog in window.findChildren(OwnListDialog) if dialog.isVisible())
        return found

    choose("Make our own from “CAR-T review”")
    shown().form.row("name").control.set_value("Minglan")
    shown().save()
    assert view.found.receiver.name == "Minglan"
    choose("Change “Minglan”")
    shown().form.row("name").control.set_value("Minglan, Shanghai")
    shown().save()
    assert view.head.box.currentText() == "Minglan, Shanghai (our own)"
    choose("Start an empty list")
    assert shown().model.wants() == ()
    shown().leave_without_saving()
    choose("Remove “Minglan, Shanghai”")
    assert view.found.receiver.id == GENERIC.id
    assert book.undo_label == "Remove centre: Minglan, Shanghai"
