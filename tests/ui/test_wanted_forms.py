"""The forms of asking, of what does not apply, of what a paper holds, and of papers and things: one step each."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents import wanted
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.documents.requests import ask_for
from caregiver_app.casebook.person import add_contact
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.gaps import GapRow, gaps
from caregiver_app.domain.documents.request import Request
from caregiver_app.domain.person import Contact
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.editor import paper_dialog, thing_dialog
from caregiver_app.ui.documents.wanted_asking import (
    answer_dialog,
    ask_again_dialog,
    ask_dialog,
    does_not_apply_dialog,
    request_dialog,
    whom_terms,
)
from caregiver_app.ui.documents.wanted_holding import KindsControl, held_in_dialog
from caregiver_app.ui.documents.wanted_list import OwnListDialog
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.waiting import tell_of_drafts

TODAY = date(2026, 11, 28)
DESK = Request(whom="Records desk", how="phone", on=PartialDate("2026-11-09"), due=PartialDate("2026-11-20"))


def gap(book: Casebook, kind: str) -> GapRow:
    return next(row for row in gaps(book.snapshot(), "", TODAY).rows if row.kind == kind)


def thing(book: Casebook, **told) -> Document:
    return add_thing(
        book, Document(number=1, **{"title": "Slides", "kind": "slides-blocks", "holding": "elsewhere", **told})
    )


def saved(dialog: FormDialog, **values: Any) -> None:
    """Fill in a form and save it."""
    dialog.open()
    for name, value in values.items():
        dialog.form.row(name).control.set_value(value)
    dialog.save()


def test_asking_for_a_kind_is_written_down_by_keyboard_alone(qtbot: QtBot, desk: Desk, book: Casebook) -> None:
    dialog = ask_dialog(desk, gap(book, "heart"), TODAY)
    dialog.open()
    whom = dialog.form.row("whom").control.inner()
    assert isinstance(whom, QLineEdit)
    assert dialog.form.row("on").control.typed() == "28 November 2026"
    qtbot.keyClicks(whom, "Cardiology desk")
    qtbot.keyClicks(dialog.form.row("due").control.inner(), "10 Dec 2026")
    qtbot.keyClick(whom, Qt.Key.Key_Return)
    (paper,) = book.snapshot().documents
    assert (paper.title, paper.kind, paper.holding) == ("Heart: echo, MUGA, ECG", "heart", "wanted")
    assert paper.requests.values == (
        Request(whom="Cardiology desk", on=PartialDate("2026-11-28"), due=PartialDate("2026-12-10")),
    )
    assert desk.notices.words == "Written down: asked for D-001 Heart: echo, MUGA, ECG."
    desk.notices.action.click()
    assert book.snapshot().documents == ()


def test_whom_one_asked_must_be_said_and_a_date_that_cannot_be_read_is_told(desk: Desk, book: Casebook) -> None:
    dialog = ask_dialog(desk, gap(book, "heart"), TODAY)
    saved(dialog)
    assert dialog.isVisible()
    assert dialog.form.row("whom").trouble == "Say whom you asked, in any words."
    dialog.form.row("whom").control.set_value("Desk")
    dialog.form.row("due").control.set_typed("soon, they said")
    dialog.save()
    assert dialog.form.row("due").trouble
    assert book.snapshot().documents == ()
    dialog.leave_without_saving()


def test_contacts_are_offered_with_how_to_reach_them(desk: Desk, book: Casebook) -> None:
    add_contact(book, Contact(name="Dr Kralj", role="haematologist", organisation="Craigmuir", phone="0131"))
    ask_for(book, "pet-ct", DESK)
    short, full = whom_terms(book.snapshot()), whom_terms(book.snapshot(), in_full=True)
    assert [(one.name, one.plain) for one in short] == [
        ("Dr Kralj", "haematologist · Craigmuir · 0131"), ("Records desk", "asked before"),
    ]  # fmt: skip
    assert full[0].name == "Dr Kralj, Craigmuir"
    dialog = ask_dialog(desk, gap(book, "heart"), TODAY)
    dialog.form.row("whom").control.inner().setText("Dr Kralj")
    assert dialog.form.row("whom").control._meaning.text() == "haematologist · Craigmuir · 0131"
    dialog.leave_without_saving()


def test_which_of_two_wanted_papers_or_another_one_is_chosen(desk: Desk, book: Casebook) -> None:
    first = ask_for(book, "pet-ct", DESK)
    second = thing(book, title="PET of May", kind="pet-ct", holding="wanted")
    dialog = ask_dialog(desk, gap(book, "pet-ct"), TODAY)
    assert dialog.form.row("title").isHidden()
    saved(dialog, paper=str(second.id), whom="Dr Kralj")
    assert [len(one.requests.values) for one in book.snapshot().documents] == [1, 1]
    dialog = ask_dialog(desk, gap(book, "pet-ct"), TODAY)
    dialog.open()
    dialog.form.row("paper").control.set_value("")
    assert dialog.form.row("title").isVisible()
    saved(dialog, title="PET of June", whom="Dr Kralj")
    assert [one.title for one in book.snapshot().documents] == [first.title, "PET of May", "PET of June"]


def test_asking_again_begins_with_whom_was_asked_last(desk: Desk, book: Casebook) -> None:
    paper = ask_for(book, "pet-ct", DESK)
    dialog = ask_again_dialog(desk, paper, TODAY)
    dialog.open()
    assert (dialog.form.row("whom").control.value(), dialog.form.row("how").control.value()) == (DESK.whom, "phone")
    assert not dialog.form.is_changed
    dialog.save()
    (asked,) = book.snapshot().documents
    assert [one.on for one in asked.requests.values] == ["2026-11-09", "2026-11-28"]


def test_an_answer_is_written_to_its_own_asking(desk: Desk, book: Casebook) -> None:
    ask_for(book, "pet-ct", DESK)
    paper = ask_for(book, "pet-ct", Request(whom="Dr Kralj"))
    saved(answer_dialog(desk, paper, 0), answer="promised", due=PartialDate("2026-12-01"), note="Anna")
    first, second = book.snapshot().documents[0].requests.values
    assert (first.answer, first.due, first.note, first.whom) == ("promised", "2026-12-01", "Anna", DESK.whom)
    assert second == Request(whom="Dr Kralj")
    assert desk.notices.words == "Written down for D-001 PET-CT report: promised."
    desk.notices.action.click()
    assert book.snapshot().documents == (paper,)


def test_an_asking_is_corrected_and_one_that_changed_meanwhile_is_told_in_the_form(desk: Desk, book: Casebook) -> None:
    paper = ask_for(book, "pet-ct", DESK)
    dialog, late = request_dialog(desk, paper, 0), request_dialog(desk, paper, 0)
    saved(dialog, whom="Image library", remind_on=PartialDate("2026-12-05"))
    (changed,) = book.snapshot().documents[0].requests.values
    assert (changed.whom, changed.remind_on, changed.how) == ("Image library", "2026-12-05", "phone")
    saved(late, whom="Somebody else")
    assert late.isVisible()
    assert "has been changed meanwhile" in late.notices.words
    late.leave_without_saving()


def test_what_does_not_apply_is_said_with_its_reason(desk: Desk, book: Casebook) -> None:
    saved(does_not_apply_dialog(desk, "bone-marrow"), why="never done")
    (mark,) = book.snapshot().not_needed
    assert (mark.kind, mark.why) == ("bone-marrow", "never done")
    assert desk.notices.words == "Does not apply: Bone marrow report."


def test_a_paper_that_is_here_fills_another_kind_too(desk: Desk, book: Casebook) -> None:
    letter = thing(book, title="Letter", kind="clinic-note", holding="file", covers="chemistry")
    saved(held_in_dialog(desk, "blood-count"), paper=letter.id)
    assert book.snapshot().documents[0].kinds == ("clinic-note", "chemistry", "blood-count")
    assert desk.notices.words == "D-001 also holds: Blood count."
    assert gap(book, "blood-count").status == "have"


def test_several_kinds_are_added_and_taken_out_by_keys(qtbot: QtBot) -> None:
    control = KindsControl()
    qtbot.addWidget(control)
    control.show()
    control.set_value("chemistry,blood-count")
    assert [chip.accessibleName() for chip in control.chips] == ["Take out: Blood chemistry", "Take out: Blood count"]
    qtbot.keyClicks(control.inner(), "Clotting")
    assert control.value() == "chemistry,blood-count,clotting"  # what is typed counts, added or not
    control.add_typed()
    qtbot.keyClick(control.chips[0], Qt.Key.Key_Space)
    assert control.value() == "blood-count,clotting"
    assert control.inner().parentWidget() is control.focusWidget()
    qtbot.keyClicks(control.inner(), "A school letter, two pages")
    kept = control.typed()
    control.set_value("")
    assert control.value() == ""
    control.set_typed(kept)
    assert control.value() == "blood-count,clotting,A school letter  two pages"


def test_a_paper_says_what_it_holds_who_translated_it_and_whose_name_is_on_it(desk: Desk, book: Casebook) -> None:
    original = thing(book, title="Brief", kind="discharge-summary", holding="file")
    letter = thing(book, title="Letter", kind="discharge-summary", holding="file")
    dialog = paper_dialog(desk, letter)
    dialog.open()
    assert not dialog.form.row("translator").isVisible()
    dialog.form.row("translation_of").control.set_value(original.id)
    assert dialog.form.row("translator").isVisible()
    saved(
        dialog, translator="Maren", certified="yes", covers="chemistry", name_on_it="LIN, Wei", born_on_it="9.3.68",
        accession="26-H-1",
    )  # fmt: skip
    changed = book.snapshot().documents[1]
    assert (changed.translation_of, changed.translator, changed.certified) == (original.id, "Maren", "yes")
    assert (changed.covers, changed.name_on_it, changed.born_on_it, changed.accession) == (
        "chemistry", "LIN, Wei", "9.3.68", "26-H-1",
    )  # fmt: skip
    assert paper_dialog(desk, changed).form.is_unfolded


def test_a_thing_is_lent_comes_back_and_an_earlier_loan_stays_in_its_note(desk: Desk, book: Casebook) -> None:
    slides = thing(book, note="box of ten", accession="26-H-1")
    saved(paper_dialog(desk, slides), lent_to="Dr Chen", lent_on=PartialDate("2026-05-03"))
    saved(paper_dialog(desk, book.snapshot().documents[0]), returned_on=PartialDate("2026-05-10"))
    (back,) = book.snapshot().documents
    assert (back.lent_to, back.lent_on, back.returned_on, back.note) == (
        "Dr Chen", "2026-05-03", "2026-05-10", "box of ten",
    )  # fmt: skip
    saved(paper_dialog(desk, back), lent_to="Dr Kralj")
    (again,) = book.snapshot().documents
    assert (again.lent_to, again.lent_on, again.returned_on) == ("Dr Kralj", None, None)
    assert again.note == "box of ten\nLent to Dr Chen on 3 May 2026, back on 10 May 2026."


def test_a_new_thing_has_its_number_and_its_loan_and_a_wanted_one_asks_for_neither(desk: Desk, book: Casebook) -> None:
    dialog = thing_dialog(desk)
    dialog.open()
    assert dialog.form.row("lent_to").isVisible()
    dialog.form.row("holding").control.set_value("wanted")
    assert not dialog.form.row("lent_to").isVisible()
    assert dialog.form.row("asked_on").isVisible()
    dialog.form.row("holding").control.set_value("elsewhere")
    saved(dialog, title="Disc", accession="A-77", held_by="Jia", lent_to="Dr Chen")
    (disc,) = book.snapshot().documents
    assert (disc.title, disc.accession, disc.lent_to, disc.number) == ("Disc", "A-77", "Dr Chen", 1)


Open = Callable[[Desk, Casebook], FormDialog | OwnListDialog]
OPEN: dict[str, Open] = {
    "We asked for it: Heart": lambda desk, book: ask_dialog(desk, gap(book, "heart"), TODAY),
    "We asked for D-001": lambda desk, book: ask_again_dialog(desk, book.snapshot().documents[0], TODAY),
    "Asked for D-001": lambda desk, book: request_dialog(desk, book.snapshot().documents[0], 0),
    "Asked for D-001 ": lambda desk, book: answer_dialog(desk, book.snapshot().documents[0], 0),
    "Does not apply: Bone": lambda desk, _book: does_not_apply_dialog(desk, "bone-marrow"),
    "Our own list": lambda desk, _book: OwnListDialog(desk),
    "Change the list": lambda desk, book: OwnListDialog(desk, book.snapshot().recipients[0]),
}


@pytest.mark.every(4)
@pytest.mark.parametrize("name", OPEN)
def test_what_was_half_typed_is_kept_and_its_form_is_offered_again(
    qtbot: QtBot, desk: Desk, book: Casebook, name: str
) -> None:
    ask_for(book, "pet-ct", DESK)
    wanted.add_recipient(book, wanted.Recipient(name="Minglan"))
    dialog = OPEN[name](desk, book)
    dialog.open()
    field = next(one for one in ("note", "why") if one in dialog.form.rows)
    dialog.form.row(field).control.set_typed("half a wo")
    qtbot.waitUntil(lambda: desk.drafts.names() != ())
    dialog.put_by()
    tell_of_drafts(desk)
    assert f"“{name.strip()}" in desk.notices.words
    desk.notices.action.click()
    again = next(one for one in desk.window.findChildren(type(dialog)) if one.isVisible())
    assert again.form.row(field).control.typed() == "half a wo"
    again.leave_without_saving()
    assert desk.drafts.names() == ()


def test_a_draft_of_what_is_gone_says_that_it_is_kept(desk: Desk, book: Casebook) -> None:
    for name in ("wanted-ask-nothing", "wanted-request-x", "wanted-list-x", "wanted-again-", "wanted-"):
        desk.drafts.keep(name, {"note": "typed"})
        tell_of_drafts(desk)
        assert desk.notices.words.startswith("Something you were writing was not saved.")
        desk.drafts.drop(name)
