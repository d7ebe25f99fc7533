"""Several entries at once: typed as in a spreadsheet or pasted, looked over, added as one step."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.domain.timeline.records import Lab, Note, Therapy
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.grid_cells import ReadingsRole
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.text import Label
from caregiver_app.ui.timeline.several import SeveralDialog, add_several_dialog
from caregiver_app.ui.timeline.several_columns import ColumnsDialog

MAIL = """Dear Dr Berg,
2 June 2023 R-CHOP cycle 1
23 June 2023 R-CHOP cycle 2
14 July 2023 R-CHOP cycle 3
14 May 2023: DLBCL stage III B
2 May 2024 LDH 310 U/L"""


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk) -> SeveralDialog:
    return opened(desk)


def opened(desk: Desk) -> SeveralDialog:
    made = add_several_dialog(desk)
    made.open()
    QTest.qWaitForWindowActive(made)
    return made


def paste(qtbot: QtBot, dialog: SeveralDialog, text: str) -> None:
    before = len(dialog.model.places)
    dialog.paste(text)
    qtbot.waitUntil(lambda: len(dialog.model.places) > before and dialog.paste_button.isEnabled())
    dialog.settle()


def cell(dialog: SeveralDialog, row: int, column: str) -> str:
    return str(dialog.model.index(row, dialog.model.columns.index(column)).data() or "")


def at(dialog: SeveralDialog, column: str) -> list[str]:
    return [cell(dialog, row, column) for row in range(len(dialog.model.places))]


def put(dialog: SeveralDialog, row: int, **texts: str) -> None:
    for column, text in texts.items():
        dialog.model.setData(dialog.model.index(row, dialog.model.columns.index(column)), text)


def editor(dialog: SeveralDialog) -> QWidget:
    found = [w for w in dialog.grid.viewport().findChildren(QWidget) if isinstance(w, QLineEdit | ComboBox)]
    return next(widget for widget in found if widget.isVisible())


def types(dialog: SeveralDialog, text: str, then: Qt.Key) -> None:
    press(dialog, text)
    QTest.keyClick(editor(dialog), then)


def press(dialog: SeveralDialog, text: str) -> None:
    """Type as somebody does: the first key opens the field of the cell, the others go into it."""
    if dialog.grid.state() != dialog.grid.State.EditingState:
        QTest.keyClick(dialog.grid, text[0])
        text = text[1:]
    QTest.keyClicks(editor(dialog), text)


def leave(dialog: SeveralDialog) -> None:
    dialog.leave_without_saving()


def test_rows_are_typed_as_in_a_spreadsheet_and_added_as_one_step(
    qtbot: QtBot, dialog: SeveralDialog, window: MainWindow, book: Casebook
) -> None:
    before = book.snapshot()
    assert dialog.lead.text().startswith("Type a row for each thing that happened, or paste")
    dialog.grid.go_to(0, dialog.model.columns.index("date"))
    types(dialog, "May 2024", Qt.Key.Key_Tab)
    QTest.keyClick(editor(dialog), Qt.Key.Key_Tab)  # past "Ended"
    QTest.keyClick(editor(dialog), Qt.Key.Key_Tab)  # past the kind, which the next word tells
    types(dialog, "LDH", Qt.Key.Key_Tab)
    types(dialog, "310", Qt.Key.Key_Return)
    assert dialog.grid.currentIndex().row() == 1
    assert dialog.model.columns[dialog.grid.currentIndex().column()] == "date"
    types(dialog, "June 2024", Qt.Key.Key_Tab)
    put(dialog, 1, what="R-ICE")
    assert cell(dialog, 0, "kind") == "Lab result"
    assert cell(dialog, 1, "kind") == "Treatment"
    dialog.settle()
    assert dialog.save_button.text() == "Add 2 entries"
    QTest.keyClick(editor(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    fresh = [entry for entry in book.snapshot().entries if entry not in before.entries]
    assert sorted(type(entry).__name__ for entry in fresh) == ["Lab", "Therapy"]
    assert {entry.how_known for entry in fresh} == {"report"}
    assert book.undo_label == "Add 2 entries"
    assert window.notices.words == "Added 2 entries."
    window.notices.action.click()
    assert book.snapshot() == before


def test_what_is_being_typed_is_added_too(dialog: SeveralDialog, book: Casebook) -> None:
    put(dialog, 0, what="R-ICE")
    dialog.grid.go_to(0, dialog.model.columns.index("note"))
    press(dialog, "well borne")
    QTest.keyClick(editor(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    added = [entry for entry in book.snapshot().entries if isinstance(entry, Therapy)][-1]
    assert (added.regimen, added.note) == ("R-ICE", "well borne")


def test_a_pasted_mail_is_looked_over_and_nothing_is_written_meanwhile(
    qtbot: QtBot, dialog: SeveralDialog, book: Casebook
) -> None:
    before = book.snapshot()
    paste(qtbot, dialog, MAIL)
    assert book.snapshot() == before
    assert at(dialog, "what") == ["Dear Dr Berg,", "R-CHOP", "R-CHOP", "R-CHOP", "DLBCL", "LDH"]
    assert [place.is_in for place in dialog.model.places] == [False, True, True, True, False, True]
    assert cell(dialog, 4, "said") == "In your case already"
    assert dialog.lead.text() == "4 entries to add (to be checked, no paper). 2 rows stay out."
    assert dialog.save_button.text() == "Add 4 entries"
    leave(dialog)


def test_rows_that_are_cycles_become_one_treatment_at_one_press(
    qtbot: QtBot, dialog: SeveralDialog, book: Casebook
) -> None:
    paste(qtbot, dialog, MAIL)
    assert dialog.offer.words.text() == "3 rows are cycles of R-CHOP."
    assert dialog.offer.buttons[0].text() == "Make one treatment with 3 cycles"
    dialog.offer.buttons[0].click()
    assert dialog.offer.isHidden()
    dialog.save()
    made = next(e for e in book.snapshot().entries_of(Therapy) if e.cycles == "3")
    assert (made.date, made.end, made.how_known) == ("2023-06-02", "2023-07-14", "check")
    assert made.note.splitlines()[0] == "2 June 2023 R-CHOP cycle 1"
    assert book.undo_label == "Add 2 entries from pasted text"


def test_cycles_may_stay_as_they_are_and_are_not_offered_again(qtbot: QtBot, dialog: SeveralDialog) -> None:
    paste(qtbot, dialog, MAIL)
    dialog.offer.buttons[1].click()
    assert dialog.offer.isHidden()
    dialog.settle()
    assert dialog.offer.isHidden()
    leave(dialog)


def test_dates_with_two_readings_are_settled_for_all_rows_or_one_by_one(qtbot: QtBot, dialog: SeveralDialog) -> None:
    paste(qtbot, dialog, "3/4/2024 LDH 310\n5/4/2024 LDH 300\n13 May 2024 LDH 200")
    assert dialog.offer.words.text() == "2 dates can be read two ways. Which comes first in this text?"
    assert [part.text() for part in dialog.offer.buttons] == [
        "Day first: 3 April 2024", "Month first: 4 March 2024", "Ask me one by one",
    ]  # fmt: skip
    dialog.offer.buttons[2].click()
    assert dialog.strip.said.text().startswith("“3/4/2024” could be 3 April 2024 or 4 March 2024.")
    assert [part.text() for part in dialog.strip.readings] == ["3 April 2024", "4 March 2024"]
    dialog.strip.readings[1].click()
    assert cell(dialog, 0, "date") == "4 March 2024"
    assert dialog.model.index(1, dialog.model.columns.index("date")).data(ReadingsRole) == (
        "5 April 2024", "4 May 2024",
    )  # fmt: skip
    leave(dialog)


def test_day_first_settles_all_dates(qtbot: QtBot, dialog: SeveralDialog) -> None:
    paste(qtbot, dialog, "3/4/2024 LDH 310\n5/4/2024 LDH 300")
    dialog.offer.buttons[0].click()
    assert at(dialog, "date") == ["3 April 2024", "5 April 2024"]
    assert dialog.offer.isHidden()
    leave(dialog)


def test_a_row_with_trouble_keeps_all_from_being_added_until_it_is_settled_or_left_out(
    qtbot: QtBot, dialog: SeveralDialog, book: Casebook
) -> None:
    before = book.snapshot()
    paste(qtbot, dialog, "3/4/2024 LDH 310\n5 April 2024 CRP 3")
    dialog.save()
    assert dialog.isVisible()
    assert dialog.notices.words == "1 row needs something from you first."
    assert dialog.grid.currentIndex().row() == 0
    assert book.snapshot() == before
    dialog.notices.action.click()
    dialog.save()
    assert [e.test for e in book.snapshot().entries_of(Lab)] == ["CRP"]


def test_an_unplaced_row_comes_in_once_its_kind_is_chosen(qtbot: QtBot, dialog: SeveralDialog, book: Casebook) -> None:
    paste(qtbot, dialog, "Talked about the journey with everybody")
    assert cell(dialog, 0, "said") == "Choose what this is, or leave it out."
    assert not dialog.model.place(0).is_in
    put(dialog, 0, kind="note")
    assert dialog.model.place(0).is_in
    dialog.save()
    assert "Talked about the journey with everybody" in [e.title for e in book.snapshot().entries_of(Note)]


def test_space_ticks_a_row_in_or_out(qtbot: QtBot, dialog: SeveralDialog) -> None:
    paste(qtbot, dialog, "5 April 2024 CRP 3\n6 April 2024 CRP 4")
    dialog.grid.go_to(0, 0)
    QTest.keyClick(dialog.grid, Qt.Key.Key_Space)
    assert [place.is_in for place in dialog.model.places] == [False, True]
    dialog.grid.selectAll()
    QTest.keyClick(dialog.grid, Qt.Key.Key_Space)
    assert [place.is_in for place in dialog.model.places] == [True, True]
    leave(dialog)


def test_the_same_row_twice_comes_in_once(qtbot: QtBot, dialog: SeveralDialog) -> None:
    paste(qtbot, dialog, "5 April 2024 CRP 3\n5 April 2024 CRP 3")
    assert [place.is_in for place in dialog.model.places] == [True, False]
    assert cell(dialog, 1, "said") == "Same as row 1"
    leave(dialog)


def test_a_paste_of_many_lines_into_a_cell_becomes_rows(qtbot: QtBot, dialog: SeveralDialog) -> None:
    dialog.grid.go_to(0, dialog.model.columns.index("date"), typing=True)
    QGuiApplication.clipboard().setText("Date\tTest\tValue\n5 April 2024\tCRP\t3\n6 April 2024\tCRP\t4")
    QTest.keyClick(editor(dialog), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(dialog.model.places) == 2)
    assert at(dialog, "value") == ["3", "4"]
    leave(dialog)


def test_unknown_columns_are_asked_and_the_table_read_anew(qtbot: QtBot, dialog: SeveralDialog) -> None:
    paste(qtbot, dialog, "When\tWhat we did\tHow many\n5 June 2023\tR-CHOP\t6")
    asked = dialog.findChild(ColumnsDialog)
    assert asked is not None
    assert asked.isVisible()
    assert [asked.model.index(row, 0).data() for row in range(3)] == ["When", "What we did", "How many"]
    assert asked.grid.currentIndex().row() == 1
    asked.model.setData(asked.model.index(2, 2), "cycles")
    asked.read_button.click()
    qtbot.waitUntil(lambda: at(dialog, "value") == ["6"] if "value" in dialog.model.columns else False)
    assert cell(dialog, 0, "what") == "R-CHOP"
    leave(dialog)


def test_columns_that_were_chosen_are_not_let_go_by_esc(qtbot: QtBot, dialog: SeveralDialog) -> None:
    paste(qtbot, dialog, "When\tWhat we did\tHow many\n5 June 2023\tR-CHOP\t6")
    asked = dialog.findChild(ColumnsDialog)
    assert asked is not None
    asked.model.setData(asked.model.index(2, 2), "cycles")
    for way in (asked.reject, asked.close):
        way()
        assert asked.isVisible()
        assert asked.asking.keep.hasFocus()
        asked.asking.keep.click()
        assert asked.read_button.isVisible()
    assert asked.model.meanings[2] == "cycles"
    asked.reject()
    asked.asking.leave.click()
    assert not asked.isVisible()
    leave(dialog)


def test_how_it_is_known_and_the_paper_are_said_once_for_all(
    qtbot: QtBot, dialog: SeveralDialog, book: Casebook, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("A letter.")
    (letter,) = list_files(book, keep_files(book.originals, [tmp_path / "letter.txt"]))
    paste(qtbot, dialog, "5 April 2024 CRP 3\n6 April 2024 CRP 4")
    dialog.change_shared()
    form = dialog.findChild(FormDialog)
    assert form is not None
    form.form.row("how_known").control.set_value("memory")
    form.form.row("proof").control.set_value(letter.id)
    form.form.row("proof_page").control.set_value(2)
    form.save_button.click()
    assert dialog.lead.text() == "2 entries to add (from memory, D-001)."
    dialog.save()
    labs = book.snapshot().entries_of(Lab)
    assert {(lab.how_known, lab.proof, lab.proof_page) for lab in labs} == {("memory", letter.id, 2)}


def test_escape_asks_when_something_was_typed_and_never_otherwise(dialog: SeveralDialog, desk: Desk) -> None:
    QTest.keyClick(dialog.grid, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    again = opened(desk)
    put(again, 0, what="LDH")
    QTest.keyClick(again.grid, Qt.Key.Key_Escape)
    assert again.isVisible()
    assert again.asking.isVisible()
    again.keep_button.click()
    assert not again.asking.isVisible()
    leave(again)


def test_a_half_typed_table_survives_a_kill(qtbot: QtBot, dialog: SeveralDialog, desk: Desk) -> None:
    paste(qtbot, dialog, MAIL)
    put(dialog, 1, note="half a wo")
    qtbot.waitUntil(lambda: "half a wo" in desk.drafts.find("several").get("rows", ""))
    dialog.put_by()
    again = opened(desk)
    assert again.notices.words.startswith("Here it is again")
    assert at(again, "what") == ["Dear Dr Berg,", "R-CHOP", "R-CHOP", "R-CHOP", "DLBCL", "LDH"]
    assert [place.is_in for place in again.model.places] == [False, True, True, True, False, True]
    assert cell(again, 1, "note") == "half a wo"
    again.notices.action.click()
    assert again.model.places == []
    leave(again)
    assert desk.drafts.names() == ()


def test_a_draft_that_is_no_draft_does_no_harm(dialog: SeveralDialog, desk: Desk) -> None:
    leave(dialog)
    desk.drafts.keep("several", {"rows": "[[1]]"})
    again = opened(desk)
    assert again.model.places == []
    leave(again)


def test_markup_and_formulas_are_shown_as_they_are(qtbot: QtBot, dialog: SeveralDialog, book: Casebook) -> None:
    paste(qtbot, dialog, '5 April 2024 <b>bold</b> & <img src="/etc/hostname"> =1+2')
    assert cell(dialog, 0, "what") == '<b>bold</b> & <img src="/etc/hostname"> =1+2'
    model = dialog.model
    tips = [model.index(0, column).data(Qt.ItemDataRole.ToolTipRole) for column in range(model.columnCount())]
    assert not any("<img" in tip for tip in tips)
    assert all(shown.textFormat() == Qt.TextFormat.PlainText for shown in dialog.findChildren(Label))
    dialog.save()
    assert '<b>bold</b> & <img src="/etc/hostname"> =1+2' in [e.title for e in book.snapshot().entries_of(Note)]


def test_every_cell_is_read_aloud_with_its_heading_and_its_trouble(qtbot: QtBot, dialog: SeveralDialog) -> None:
    paste(qtbot, dialog, "3/4/2024 LDH 310")
    model, role = dialog.model, Qt.ItemDataRole.AccessibleTextRole
    aloud = {column: model.index(0, place).data(role) for place, column in enumerate(model.columns)}
    assert aloud["tick"] == "Comes in"
    assert aloud["date"].startswith("Date: 3/4/2024. “3/4/2024” could be")
    assert aloud["value"] == "Value: 310"
    assert aloud["unit"] == "Unit: empty" if "unit" in aloud else True
    leave(dialog)


def test_tab_leaves_the_table_while_nothing_is_typed(dialog: SeveralDialog) -> None:
    dialog.grid.setFocus()
    QTest.keyClick(dialog.grid, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is not dialog.grid


def test_an_empty_clipboard_and_an_empty_table_are_told_kindly(dialog: SeveralDialog, book: Casebook) -> None:
    before = book.snapshot()
    dialog.paste(" \n ")
    assert dialog.notices.words.startswith("There is no text to paste.")
    dialog.save()
    assert dialog.notices.words.startswith("Nothing is ticked yet.")
    assert book.snapshot() == before
    dialog.reject()


@pytest.mark.thorough
def test_five_thousand_lines_are_taken_in_and_edited(qtbot: QtBot, dialog: SeveralDialog) -> None:
    lines = "\n".join(f"{day % 28 + 1} May {1990 + day // 336} LDH {day}" for day in range(5000))
    dialog.paste(lines)
    assert dialog.isEnabled()
    qtbot.waitUntil(lambda: len(dialog.model.places) == 5000, timeout=20_000)
    put(dialog, 4999, note="changed")
    dialog.settle()
    assert cell(dialog, 4999, "note") == "changed"
    assert len(dialog.grid.viewport().findChildren(QWidget)) < 10
    leave(dialog)


def test_a_row_with_a_vaguer_date_than_the_case_has_stays_out_and_says_why(qtbot: QtBot, dialog: SeveralDialog) -> None:
    paste(qtbot, dialog, "May 2023 DLBCL stage III\n2 May 2024 LDH 310 U/L")
    assert [place.is_in for place in dialog.model.places] == [False, True]
    assert "14 May 2023" in dialog.model.sentence(0)
    assert dialog.grid.currentIndex().row() == 1, "the review begins at the first ticked row"
    leave(dialog)


def test_the_rows_never_scroll_sideways_at_the_usual_width(qtbot: QtBot, dialog: SeveralDialog) -> None:
    paste(qtbot, dialog, MAIL)
    dialog.resize(1160, 700)
    qtbot.waitUntil(lambda: dialog.grid.horizontalScrollBar().maximum() == 0, timeout=1000)
    leave(dialog)


def test_ctrl_tab_goes_from_the_rows_to_the_buttons(dialog: SeveralDialog) -> None:
    QTest.keyClick(dialog.grid, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert dialog.save_button.hasFocus()
    assert "Ctrl+Tab" in dialog.lead.text()
