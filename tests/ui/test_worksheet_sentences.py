"""The four sentences and the opinions: in one's own words, with who and when; what is empty is named."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from caregiver_app.casebook import worksheet
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.worksheet.frame import sentence_frames, worksheet_notes
from caregiver_app.domain.worksheet.records import Opinion, Option, Programme, Said
from caregiver_app.domain.worksheet.said import sentence_said
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.worksheet.opinions_view import OpinionsView, opinion_dialog
from caregiver_app.ui.worksheet.page import OPINIONS, SENTENCES, WorksheetPage
from caregiver_app.ui.worksheet.sentences_view import SentenceBox, SentencesView

MARKUP = '<b>x</b> & <img src="/etc/hostname">'
ON = PartialDate("2026-11-03")


@pytest.fixture
def sentences(worksheet_page: WorksheetPage) -> SentencesView:
    worksheet_page.show_view(SENTENCES)
    made = worksheet_page.view(SENTENCES)
    assert isinstance(made, SentencesView)
    return made


@pytest.fixture
def opinions(worksheet_page: WorksheetPage) -> OpinionsView:
    worksheet_page.show_view(OPINIONS)
    made = worksheet_page.view(OPINIONS)
    assert isinstance(made, OpinionsView)
    return made


def form_of(desk: Desk) -> FormDialog:
    return next(dialog for dialog in desk.window.findChildren(FormDialog) if dialog.isVisible())


def type_in(box: SentenceBox, **words: str) -> None:
    for field, text in words.items():
        edit = box.fields.form.row(field).control.inner()
        edit.setFocus()
        QTest.keyClicks(edit, text)


def shown_in(box: SentenceBox) -> tuple[str, str, str]:
    rows = box.fields.form.rows
    return rows["text"].control.typed(), rows["who"].control.typed(), rows["on"].control.typed()


def test_a_sentence_is_kept_on_leaving_with_who_says_it_and_when(sentences: SentencesView, book: Casebook) -> None:
    box = sentences.boxes["sentence-3"]
    type_in(box, text=MARKUP, who="We were told by Dr Kralj", on="3 Nov 2026")
    sentences.boxes["sentence-4"].fields.form.row("text").control.setFocus()
    said = sentence_said(book.snapshot(), "sentence-3")
    assert said == Said("sentence-3", MARKUP, "We were told by Dr Kralj", ON)
    book.undo()
    assert shown_in(box) == ("", "", "")
    book.redo()
    assert shown_in(box)[0] == MARKUP


def test_a_sentence_without_a_day_takes_that_of_today(sentences: SentencesView, book: Casebook) -> None:
    box = sentences.boxes["sentence-2"]
    type_in(box, text="Waiting, or CAR-T in a trial")
    box.fields.commit()
    today = PartialDate.of_day(date.today())
    assert sentence_said(book.snapshot(), "sentence-2").on == today
    assert shown_in(box)[2] == today.in_words()


def test_who_says_it_waits_in_its_field_for_what_is_said(sentences: SentencesView, desk: Desk) -> None:
    box = sentences.boxes["sentence-4"]
    type_in(box, who="Ana")
    sentences.boxes["sentence-1"].fields.form.row("text").control.setFocus()
    assert desk.book.snapshot().worksheets == ()
    assert shown_in(box)[1] == "Ana"
    assert desk.drafts.find("worksheet-sentence-4")["who"] == "Ana"
    type_in(box, text="We call the coordinator")
    box.fields.commit()
    assert sentence_said(desk.book.snapshot(), "sentence-4").who == "Ana"


def test_empty_sentences_are_named_with_the_note_and_nothing_is_held_up(
    sentences: SentencesView, book: Casebook
) -> None:
    clarify = sentences.clarify
    assert clarify.named == tuple(frame.id for frame in sentence_frames())
    assert worksheet_notes()["worksheet-clarity"].text in [label.text() for label in clarify.findChildren(QLabel)]
    for frame in sentence_frames()[:3]:
        worksheet.write_sentence(book, frame.id, Said("", "words"))
    assert clarify.named == ("sentence-4",)
    assert clarify.title.text() == "Still to clarify"
    worksheet.write_sentence(book, "sentence-4", Said("", "words"))
    assert clarify.named == ()
    assert clarify.title.text() == "Each sentence has its words"
    book.undo()
    assert clarify.named == ("sentence-4",)


def test_one_begins_at_the_first_sentence_that_is_empty(
    sentences: SentencesView, worksheet_page: WorksheetPage, book: Casebook
) -> None:
    worksheet.write_sentence(book, "sentence-1", Said("", "words"))
    worksheet_page.start()
    assert sentences.boxes["sentence-2"].fields.form.row("text").control.inner().hasFocus()


@pytest.mark.thorough
def test_what_the_case_says_is_offered_and_taken_in_behind_what_stands_there(
    sentences: SentencesView, book: Casebook
) -> None:
    box = sentences.boxes["sentence-1"]
    type_in(box, text="It is a lymphoma.")
    assert box.offers.isHidden()
    box.show_button.click()
    assert box.offers.rows[0].words == "DLBCL · stage III B"
    box.offers.setFocus()
    QTest.keyClick(box.offers, Qt.Key.Key_Return)
    text = "It is a lymphoma.\nDLBCL · stage III B (14 May 2023 · from a report)"
    assert sentence_said(book.snapshot(), "sentence-1").text == text
    box.show_button.click()
    assert box.offers.isHidden()
    book.undo()
    assert sentence_said(book.snapshot(), "sentence-1").text == "It is a lymphoma."


def test_the_second_sentence_is_offered_what_was_named_and_the_others_nothing(
    sentences: SentencesView, book: Casebook
) -> None:
    box = sentences.boxes["sentence-2"]
    box.show_button.click()
    assert box.offers.isHidden()
    worksheet.add_option(book, Option(name=MARKUP, kind="OTHER"))
    assert [row.words for row in box.offers.rows] == [MARKUP]
    assert not sentences.boxes["sentence-3"].show_button.isVisible()
    assert not sentences.boxes["sentence-4"].show_button.isVisible()


def test_what_was_typed_is_written_when_the_case_closes(
    window: MainWindow, sentences: SentencesView, book: Casebook
) -> None:
    type_in(sentences.boxes["sentence-4"], text="We go home and think")
    folder = book.folder
    window.door.close()
    with Casebook.open(folder) as again:
        assert sentence_said(again.snapshot(), "sentence-4").text == "We go home and think"


def test_an_opinion_is_written_down_answered_and_removed(opinions: OpinionsView, desk: Desk, book: Casebook) -> None:
    programme = worksheet.add_programme(book, Programme(name="There"))
    assert opinions.add_button.hasFocus()
    opinions.add_button.click()
    form = form_of(desk)
    form.form.row("whom").control.set_typed(MARKUP)
    form.form.row("reason").control.set_value("Our doctor is new to this")
    form.form.row("about").control.set_value("eligibility")
    form.form.row("sent_on").control.set_typed("3 Nov 2026")
    form.form.row("programme").control.set_value(programme.id)
    form.save()
    (opinion,) = book.snapshot().opinions
    assert (opinion.whom, opinion.reason, opinion.programme) == (MARKUP, "Our doctor is new to this", programme.id)
    assert opinions.list.rows[0].words == f"Second opinion · {MARKUP}"
    assert opinions.list.rows[0].beneath == "asked 3 November 2026, no answer yet"

    opinions.list.setFocus()
    QTest.keyClick(opinions.list, Qt.Key.Key_Return)
    form = form_of(desk)
    assert form.form.is_unfolded  # the programme is told there
    form.form.row("answer").control.set_typed("A trial may be open to her")
    form.form.row("differs").control.set_typed("The stage")
    form.save()
    told = [label.text() for label in opinions.findChildren(QLabel)]
    assert {"A trial may be open to her", "The stage", "Is it open to us? (eligibility)", "There"} <= set(told)
    assert opinions.list.rows[0].beneath == "answered"

    QTest.keyClick(opinions.list, Qt.Key.Key_Delete)
    assert book.snapshot().opinions == ()
    desk.notices.action.click()
    assert book.snapshot().opinions[0].differs == "The stage"


def test_whom_is_asked_for_before_an_opinion_is_saved(opinions: OpinionsView, desk: Desk) -> None:
    opinions.add()
    form = form_of(desk)
    form.save()
    assert form.isVisible()
    assert form.form.row("whom").trouble == "Say whom you ask, in any words."
    form.reject()


def test_an_opinion_is_shown_by_its_id(window: MainWindow, opinions: OpinionsView, book: Casebook) -> None:
    for name in ("First", "Second"):
        worksheet.add_opinion(book, Opinion(kind="mdt", whom=name, sent_on=ON))
    wanted = next(one for one in book.snapshot().opinions if one.whom == "Second")
    window.go("worksheet", wanted.id)
    assert opinions.chosen == wanted


@pytest.mark.thorough
def test_opinions_and_sentences_of_a_case_that_can_only_be_read_take_nothing(
    window: MainWindow, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    worksheet.add_opinion(book, Opinion(whom="Dr Li"))
    monkeypatch.setattr(book._store, "read_only", True)
    window.go("worksheet")
    page = window.page("worksheet")
    assert isinstance(page, WorksheetPage)
    page.show_view(OPINIONS)
    view = page.view(OPINIONS)
    assert isinstance(view, OpinionsView)
    assert not view.add_button.isEnabled()
    assert not view.remove_button.isEnabled()
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert len(book.snapshot().opinions) == 1
    page.show_view(SENTENCES)
    sentences = page.view(SENTENCES)
    assert isinstance(sentences, SentencesView)
    box = sentences.boxes["sentence-1"]
    assert not box.fields.form.isEnabled()
    box.show_button.click()
    box.offers.setFocus()
    QTest.keyClick(box.offers, Qt.Key.Key_Return)
    assert book.snapshot().worksheets == ()
    QApplication.processEvents()
    assert not box.take_button.isEnabled()


def test_who_says_it_is_kept_while_the_sentence_is_empty(sentences: SentencesView, desk: Desk) -> None:
    box = sentences.boxes["sentence-3"]
    type_in(box, text="It fits", who="Jia")
    box.fields.commit()
    box.fields.form.row("text").control.set_typed("")
    type_in(box, who=" and Ana")
    box.fields.commit()
    assert shown_in(box)[1] == "Jia and Ana"
    assert desk.drafts.find("worksheet-sentence-3")["who"] == "Jia and Ana"
    assert sentence_said(desk.book.snapshot(), "sentence-3").text == "It fits"


def test_each_who_and_when_is_told_apart_also_after_typing(sentences: SentencesView) -> None:
    for box in sentences.boxes.values():
        type_in(box, who="Jia")
    spoken = [box.fields.form.row("who").control.inner().accessibleName() for box in sentences.boxes.values()]
    assert len(set(spoken)) == 4


def test_an_opinion_keeps_its_link_to_a_programme_that_was_removed(opinions: OpinionsView, desk: Desk) -> None:
    programme = worksheet.add_programme(desk.book, Programme(name="Shanghai Minglan"))
    opinion = worksheet.add_opinion(desk.book, Opinion(whom="They", programme=programme.id))
    worksheet.remove_column(desk.book, programme)
    dialog = opinion_dialog(desk, opinion)
    dialog.form.row("whom").control.set_typed("They, all of them")
    dialog.save()
    (kept,) = desk.book.snapshot().opinions
    assert (kept.whom, kept.programme) == ("They, all of them", programme.id)
