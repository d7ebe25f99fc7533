"""Forms, their controls and drafts: nothing typed is lost, nothing unclear is passed over."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCompleter, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.vocabulary import term, vocabulary
from caregiver_app.errors import CaregiverError, DiskFull
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.drafts import Drafts
from caregiver_app.ui.fields import (
    ChoiceControl,
    DocumentControl,
    FieldUnclear,
    LongControl,
    NumberControl,
    TextControl,
)
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.forms import Form
from caregiver_app.ui.text import Label

Values = dict[str, Any]
MakeDialog = Callable[..., FormDialog]


@pytest.fixture
def saved() -> list[Values]:
    return []


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts")


@pytest.fixture
def make_dialog(qtbot: QtBot, saved: list[Values], drafts: Drafts) -> MakeDialog:
    def make(save: Callable[[Values], None] = saved.append) -> FormDialog:
        form = Form()
        form.add("name", "Name", TextControl(), "As in the passport.", required="Type a name.")
        form.add("born", "Born", DateControl())
        form.add("note", "Note", LongControl())
        form.fold("More", "Less")
        form.add("line", "Line", NumberControl(1, 99))
        dialog = FormDialog("A form", form, save, drafts=drafts, draft_name="a form/1")
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.open()
        dialog.activateWindow()
        return dialog

    return make


def typed(dialog: FormDialog, name: str, text: str) -> QWidget:
    inner = dialog.form.row(name).control.inner()
    QTest.keyClicks(inner, text)
    return inner


def test_enter_saves(make_dialog: MakeDialog, saved: list[Values]) -> None:
    dialog = make_dialog()
    inner = typed(dialog, "name", "Wei")
    QTest.keyClick(inner, Qt.Key.Key_Return)
    assert saved == [{"name": "Wei", "born": None, "note": "", "line": None}]


def test_what_is_missing_is_said_at_its_field_which_takes_the_focus(
    make_dialog: MakeDialog, saved: list[Values]
) -> None:
    dialog = make_dialog()
    typed(dialog, "line", "no")
    dialog.save()
    assert saved == []
    assert dialog.form.row("name").trouble == "Type a name."
    assert dialog.form.row("line").trouble.startswith("Type a whole number")
    assert dialog.form.row("name").control.inner().hasFocus()
    assert "Type a name." in dialog.form.row("name").control.inner().accessibleDescription()
    typed(dialog, "name", "W")
    assert dialog.form.row("name").trouble == ""


def test_trouble_in_a_folded_field_unfolds_it(make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    assert not dialog.form.is_unfolded
    typed(dialog, "name", "Wei")
    dialog.form.row("line").control.set_typed("zero")
    dialog.save()
    assert dialog.form.is_unfolded
    assert dialog.form.row("line").control.inner().hasFocus()


def test_tab_goes_down_the_form_and_leaves_a_long_text(make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    passed = []
    for _press in range(3):
        passed.append(QApplication.focusWidget().accessibleName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert passed == ["Name", "Born", "Note"]
    assert dialog.form.row("note").control.value() == ""


def test_esc_leaves_at_once_when_nothing_was_typed(make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_esc_with_changes_asks_and_the_safe_answer_is_the_default(make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    typed(dialog, "name", "Wei")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.asking.isVisible()
    assert QApplication.focusWidget() is dialog.asking.keep
    QTest.keyClick(dialog.asking.keep, Qt.Key.Key_Return)
    assert not dialog.asking.isVisible()
    assert dialog.form.typed()["name"] == "Wei"


def test_a_second_esc_goes_back_to_writing(make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    typed(dialog, "name", "Wei")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.asking.isVisible()


def test_closing_the_window_with_changes_asks_too(make_dialog: MakeDialog, saved: list[Values]) -> None:
    dialog = make_dialog()
    typed(dialog, "name", "Wei")
    dialog.close()
    assert dialog.isVisible()
    dialog.save_too_button.click()
    assert saved[0]["name"] == "Wei"
    assert not dialog.isVisible()


def test_leaving_without_saving_lets_go_of_the_draft(make_dialog: MakeDialog, drafts: Drafts, qtbot: QtBot) -> None:
    dialog = make_dialog()
    typed(dialog, "name", "Wei")
    qtbot.waitUntil(lambda: bool(drafts.names()))
    dialog.reject()
    dialog.asking.leave.click()
    assert drafts.names() == ()


def test_what_is_typed_is_on_the_disk_within_a_second_and_comes_back(
    make_dialog: MakeDialog, drafts: Drafts, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = make_dialog()
    typed(dialog, "name", "We")
    typed(dialog, "born", "spri")
    qtbot.waitUntil(lambda: bool(drafts.names()), timeout=1000)
    (file,) = (tmp_path / "drafts").iterdir()
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert (kept["name"], kept["born"]) == ("We", "spri")

    again = make_dialog()
    assert again.form.typed()["name"] == "We"
    assert again.form.typed()["born"] == "spri"
    assert "Here it is again" in again.notices.words
    assert again.form.is_changed
    again.notices.action.click()
    assert again.form.typed()["name"] == ""
    dialog.leave_without_saving()


def test_saving_lets_go_of_the_draft(make_dialog: MakeDialog, drafts: Drafts, qtbot: QtBot) -> None:
    dialog = make_dialog()
    typed(dialog, "name", "Wei")
    qtbot.waitUntil(lambda: bool(drafts.names()))
    dialog.save()
    assert drafts.names() == ()


def test_a_full_disk_is_said_in_the_form_and_nothing_typed_is_lost(
    make_dialog: MakeDialog, saved: list[Values]
) -> None:
    full: list[CaregiverError] = [DiskFull("The disk is full.", safe="All is safe.", now="Free some space.")]

    def save(values: Values) -> None:
        if full:
            raise full.pop()
        saved.append(values)

    dialog = make_dialog(save)
    typed(dialog, "name", "Wei")
    dialog.save()
    assert dialog.isVisible()
    assert dialog.notices.words.startswith("The disk is full.")
    dialog.save()
    assert saved[0]["name"] == "Wei"


def test_a_draft_that_cannot_be_read_is_as_none(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    (tmp_path / "list.json").write_text("[1]", encoding="utf-8")
    assert drafts.find("broken") == {}
    assert drafts.find("list") == {}


def test_a_draft_that_cannot_be_kept_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert Drafts(tmp_path / "file").keep("form", {"name": "Wei"}) is not None


@pytest.fixture
def date_control(qtbot: QtBot) -> DateControl:
    control = DateControl()
    qtbot.addWidget(control)
    return control


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("spring 2023", "spring 2023 (March 2023 to May 2023)"),
        ("May 2023", "May 2023 (the day is not known)"),
        ("14.5.23", "14 May 2023"),
        ("before 2020", "before 2020 (up to 31 December 2019)"),
        ("after 2020", "after 2020 (from 1 January 2021 on)"),
        ("early May 2023", "early May 2023 (1 May 2023 to 10 May 2023)"),
        ("14 May 2023", ""),
        ("", ""),
        ("?", "Not known."),
        ("rubbish", ""),
    ],
)
def test_beneath_a_date_stands_how_it_was_understood(date_control: DateControl, text: str, understood: str) -> None:
    date_control.set_typed(text)
    assert date_control.understood == understood


def test_a_date_with_two_readings_offers_both(qtbot: QtBot, date_control: DateControl) -> None:
    date_control.show()
    QTest.keyClicks(date_control.inner(), "3.4.23")
    assert [offer.text() for offer in date_control.offers] == ["3 April 2023", "4 March 2023"]
    assert all(offer.isVisible() for offer in date_control.offers)
    with pytest.raises(FieldUnclear):
        date_control.value()
    date_control.offers[1].click()
    assert date_control.value() == PartialDate("2023-03-04")
    assert not any(offer.isVisible() for offer in date_control.offers)


def test_a_word_is_found_by_any_part_and_free_text_stays(qtbot: QtBot) -> None:
    control = TextControl(vocabulary("modalities"))
    qtbot.addWidget(control)
    control.show()
    first = vocabulary("modalities")[0].name
    QTest.keyClicks(control.inner(), first[1:4].upper())
    completer = control.inner().completer()
    assert first in offered(completer)
    control.set_typed("")
    QTest.keyClicks(control.inner(), "pet sct")
    assert offered(completer)[0] == "PET-CT"
    control.set_typed("")
    QTest.keyClicks(control.inner(), "zzzqqq")
    assert offered(completer) == []
    assert not completer.popup().isVisible()
    control.set_typed("my own word")
    assert control.value() == "my own word"


def offered(completer: QCompleter) -> list[str]:
    model = completer.completionModel()
    return [completer.pathFromIndex(model.index(row, 0)) for row in range(model.rowCount())]


def test_the_last_of_several_words_is_looked_for_and_the_others_stay(qtbot: QtBot) -> None:
    control = TextControl(vocabulary("drugs"), several=True)
    qtbot.addWidget(control)
    with qtbot.waitExposed(control):
        control.show()
    control.inner().setFocus()
    QTest.keyClicks(control.inner(), "something of ours, rituxmab")
    popup = control.inner().completer().popup()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert control.value() == "something of ours, Rituximab"


def test_a_word_of_the_field_is_explained_beneath_it(qtbot: QtBot) -> None:
    control = TextControl(vocabulary("responses"))
    qtbot.addWidget(control)
    control.show()
    control.set_typed("vgpr")
    said = [shown.text() for shown in control.findChildren(Label) if shown.isVisible()]
    assert said == [term("responses", "VGPR").plain]
    control.set_typed("our own words")
    assert not any(shown.isVisible() for shown in control.findChildren(Label))


def test_down_and_enter_take_a_word_without_saving_the_form(qtbot: QtBot) -> None:
    control = TextControl(vocabulary("responses"))
    qtbot.addWidget(control)
    with qtbot.waitExposed(control):
        control.show()
    control.inner().setFocus()
    QTest.keyClicks(control.inner(), "stable")
    popup = control.inner().completer().popup()
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert control.value() == "SD"


def test_a_choice_and_a_document_give_their_keys(qtbot: QtBot) -> None:
    choice = ChoiceControl([("report", "from a report"), ("memory", "from memory")])
    document = Document(number=3, title="<b>Report</b>", holding="wanted")
    documents = DocumentControl([document], "No document yet")
    for control in (choice, documents):
        qtbot.addWidget(control)
    choice.name_it("How it is known")
    with qtbot.waitExposed(choice):
        choice.show()
    QTest.keyClick(choice.inner(), Qt.Key.Key_Right)
    assert choice.value() == "memory"
    assert choice.inner().accessibleName() == "How it is known: from a report"
    assert documents.value() is None
    documents.set_value(document.id)
    assert documents.value() == document.id
