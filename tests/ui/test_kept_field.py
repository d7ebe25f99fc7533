"""Fields on a page that save themselves: nothing typed is lost, and one visit to them is one step."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.person import change_person
from caregiver_app.errors import CaregiverError
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.drafts import DRAFT_AFTER
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.forms import Form
from caregiver_app.ui.kept_field import KeptFields

NAME = "kept-test"


class Place(QWidget):
    """A page with the fields of a person and something else to go to."""

    def __init__(self, desk: Desk, ready: Any = None) -> None:
        super().__init__(desk.window)
        form = Form()
        form.add("question", "Question", LongControl(2))
        form.add("phone", "Phone", TextControl())
        form.add("born", "Born", DateControl())
        self.desk = desk
        self.fields = KeptFields(desk, NAME, form, self.read, self.write, ready)
        self.away = QPushButton("Away")
        column = QVBoxLayout(self)
        column.addWidget(self.fields)
        column.addWidget(self.away)
        self.resize(500, 500)
        self.show()

    def read(self) -> dict[str, Any]:
        person = self.desk.book.snapshot().person
        return {"question": person.question, "phone": person.phone, "born": person.born}

    def write(self, values: dict[str, Any]) -> object:
        return change_person(self.desk.book, self.desk.book.snapshot().person.amended(**values))

    def type(self, name: str, words: str) -> None:
        edit = self.fields.form.row(name).control.inner()
        edit.setFocus()
        QTest.keyClicks(edit, words)

    def text(self, name: str) -> str:
        return self.fields.form.row(name).control.typed()


@pytest.fixture
def place(desk: Desk) -> Place:
    return Place(desk)


def test_fields_that_are_left_are_written_as_one_step_and_undo_shows_in_them(place: Place, book: Casebook) -> None:
    place.type("question", "Is it open <b>to her</b>?")
    place.type("phone", "123")
    assert book.undo_label is None or "personal" not in book.undo_label  # still inside
    place.away.setFocus()
    person = book.snapshot().person
    assert (person.question, person.phone) == ("Is it open <b>to her</b>?", "123")
    book.undo()
    place.fields.refresh()
    assert (place.text("question"), place.text("phone")) == ("", "")


def test_a_press_of_the_mouse_elsewhere_writes_them_a_moment_later(qtbot: QtBot, place: Place, book: Casebook) -> None:
    place.type("question", "Is it?")
    QTest.mouseClick(place.away, Qt.MouseButton.LeftButton)
    place.away.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(lambda: book.snapshot().person.question == "Is it?")


def test_what_is_typed_is_on_the_disk_before_it_is_written(qtbot: QtBot, place: Place, desk: Desk) -> None:
    place.type("question", "half a")
    qtbot.waitUntil(lambda: desk.drafts.find(NAME).get("question") == "half a", timeout=DRAFT_AFTER * 10)
    again = Place(desk)
    assert again.text("question") == "half a"
    again.fields.commit()
    assert desk.book.snapshot().person.question == "half a"
    assert desk.drafts.names() == ()


def test_a_date_nobody_understands_waits_alone_in_its_field_and_on_the_disk(place: Place, desk: Desk) -> None:
    place.type("question", "Is it?")
    place.type("born", "one of these days")
    place.away.setFocus()
    assert desk.book.snapshot().person.question == "Is it?"
    assert place.fields.form.row("born").trouble
    assert desk.drafts.find(NAME)["born"].endswith("one of these days")
    assert "question" not in desk.drafts.find(NAME)
    place.fields.refresh()
    assert place.text("born").endswith("one of these days")
    place.hide()
    assert "Born" in desk.notices.words


def test_what_is_not_ready_waits_and_goes_with_what_it_waits_for(desk: Desk) -> None:
    place = Place(desk, ready=lambda values: bool(values["question"]))
    place.type("phone", "123")
    place.away.setFocus()
    assert desk.book.snapshot().person.phone == ""
    assert desk.drafts.find(NAME)["phone"] == "123"
    place.type("question", "Is it?")
    place.away.setFocus()
    assert (desk.book.snapshot().person.phone, desk.drafts.names()) == ("123", ())


def test_what_is_being_typed_is_not_taken_away_by_a_change_from_elsewhere(place: Place, book: Casebook) -> None:
    place.type("question", "mine")
    change_person(book, book.snapshot().person.amended(question="theirs", phone="9"))
    place.fields.refresh()
    assert place.text("question") == "mine"


def test_where_it_cannot_be_written_it_stays_in_the_field(
    place: Place, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_values: dict[str, Any]) -> object:
        raise CaregiverError("The disk is full.", safe="Your records are safe.", now="Make room.")

    monkeypatch.setattr(place.fields, "_write", refused)
    place.type("question", "kept")
    place.away.setFocus()
    assert desk.notices.kind == "stop"
    assert place.text("question") == "kept"
    assert place.fields.form.is_changed
    assert desk.drafts.find(NAME)["question"] == "kept"


def test_hiding_the_fields_writes_them(place: Place, book: Casebook) -> None:
    place.type("question", "before I go")
    place.hide()
    assert book.snapshot().person.question == "before I go"


def test_the_fields_of_a_case_that_can_only_be_read_take_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.drafts.keep(NAME, {"question": "of another day"})
    monkeypatch.setattr(desk.book._store, "read_only", True)
    place = Place(desk)
    assert not place.fields.form.isEnabled()
    assert place.text("question") == ""


def test_a_field_nobody_touched_is_not_written_over_what_came_from_elsewhere(place: Place, book: Casebook) -> None:
    place.type("question", "mine")
    change_person(book, book.snapshot().person.amended(phone="9"))
    place.fields.commit()
    person = book.snapshot().person
    assert (person.question, person.phone) == ("mine", "9")
    assert place.text("phone") == "9"


def test_undo_takes_back_what_was_being_typed_and_nothing_writes_it_again(place: Place, desk: Desk) -> None:
    change_person(desk.book, desk.book.snapshot().person.amended(phone="9"))
    place.fields.refresh()
    place.type("question", "half a")
    desk.undo()
    person = desk.book.snapshot().person
    assert (person.question, person.phone) == ("", "9")
    place.fields.refresh()
    assert place.text("question") == ""
    place.away.setFocus(Qt.FocusReason.MouseFocusReason)
    place.fields.commit()
    assert desk.book.snapshot().person.question == ""
    desk.redo()
    assert desk.book.snapshot().person.question == "half a"


def test_an_old_draft_never_goes_over_newer_words_by_itself(qtbot: QtBot, place: Place, desk: Desk) -> None:
    desk.drafts.keep(NAME, {"question": "old and half", "was:question": "what stood there"})
    change_person(desk.book, desk.book.snapshot().person.amended(question="newer words"))
    again = Place(desk)
    assert again.text("question") == "newer words"
    again.fields.commit()
    again.hide()
    assert desk.book.snapshot().person.question == "newer words"
    assert desk.drafts.find(NAME)["question"] == "old and half"
    again.show()
    next(one for one in again.findChildren(QPushButton) if one.text() == "Put these words in").click()
    again.fields.commit()
    assert desk.book.snapshot().person.question == "old and half"
    assert desk.drafts.names() == ()


def test_an_old_draft_can_be_let_go(desk: Desk) -> None:
    change_person(desk.book, desk.book.snapshot().person.amended(question="newer words"))
    desk.drafts.keep(NAME, {"question": "old", "was:question": "older"})
    place = Place(desk)
    next(one for one in place.findChildren(QPushButton) if one.text() == "Let them go").click()
    assert desk.drafts.names() == ()
    place.type("question", " and more")
    place.away.setFocus()
    assert desk.book.snapshot().person.question.count("and more") == 1
