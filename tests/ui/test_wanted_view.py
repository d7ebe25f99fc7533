"""The wanted list in the window: what is here, asked for and not, what is known of it, and what can be done."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents import wanted
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.documents.requests import ask_for
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.recipients import bundled_receivers, copy_of
from caregiver_app.domain.documents.request import Request
from caregiver_app.domain.documents.wanted import Recipient
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.page import WANTED, DocumentsPage
from caregiver_app.ui.documents.wanted_rows import KNOWN, PAPER, STATE, WantedRow
from caregiver_app.ui.documents.wanted_view import WantedView
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.record_table import RecordRole

TODAY = date(2026, 11, 28)
HOSTILE = '<b>x</b><img src="/etc/hostname"> & \u202efdp.exe'
DESK = Request(whom="Records desk", how="phone", on=PartialDate("2026-11-09"), due=PartialDate("2026-11-20"))


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> WantedView:
    """The view by itself, brought up to date at every change as its page does it, on a day that stays."""
    made = WantedView(desk, lambda: TODAY)
    qtbot.addWidget(made)
    desk.changes.changed.connect(lambda _kinds: made.refresh())
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def paper(book: Casebook, kind: str, title: str = "Paper", **told) -> Document:
    return add_thing(book, Document(number=1, title=title, kind=kind, **{"holding": "file", **told}))


def listed(view: WantedView) -> list[WantedRow]:
    model = view.table.model()
    return [model.index(row, 0).data(RecordRole) for row in range(model.rowCount())]


def row_of(view: WantedView, kind: str) -> WantedRow:
    return next(row for row in listed(view) if row.gap.kind == kind)


def words(view: WantedView) -> str:
    """Everything the panel says."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in view.panel.findChildren(QLabel) if label.isVisibleTo(view.panel))


def links(view: WantedView) -> dict[str, QPushButton]:
    QApplication.processEvents()
    found = view.panel.findChildren(QPushButton)
    return {made.accessibleName(): made for made in found if made.isVisibleTo(view.panel)}


def test_every_kind_of_the_list_is_there_with_its_state_in_words(view: WantedView, book: Casebook) -> None:
    paper(book, "pathology-first", date="2023-05-16")
    ask_for(book, "pet-ct", DESK)
    wanted.mark_not_needed(book, "bone-marrow", "never done")
    said = {row.gap.kind: row.standing.in_full for row in listed(view)}
    assert len(said) == len(view.found.rows)
    assert said["pathology-first"] == "Here"
    assert said["pet-ct"] == "Asked for, overdue"
    assert said["heart"] == "Not yet asked"
    assert said["gene-panel"] == "Not yet asked, if it applies"
    assert said["bone-marrow"] == "Does not apply"
    marks = {row.standing.words: row.standing.mark for row in listed(view)}
    assert len(set(marks.values())) == len(marks) == 4  # a sign of its own for each, never colour alone


def test_what_waits_stands_first_and_the_rest_in_the_order_of_the_list(view: WantedView, book: Casebook) -> None:
    ask_for(book, "lungs", Request(whom="Desk", on=PartialDate("2026-11-20"), due=PartialDate("2026-12-20")))
    ask_for(book, "pet-ct", DESK)
    paper(book, "heart")
    kinds = [row.gap.kind for row in listed(view)]
    assert kinds[0] == "pet-ct"
    groups = [row.standing.group for row in listed(view)]
    assert groups == sorted(groups)
    assert kinds.index("pathology-first") < kinds.index("lungs") < kinds.index("heart") < kinds.index("gene-panel")
    for group in set(groups):
        places = [row.place for row in listed(view) if row.standing.group == group]
        assert places == sorted(places)


def test_a_row_says_what_fills_it_how_new_that_is_and_else_whom_to_ask(view: WantedView, book: Casebook) -> None:
    paper(book, "blood-count", date="2026-10-27")
    paper(book, "blood-count", date="2026-09-01")
    assert row_of(view, "blood-count").known == ("D-001, D-002", "newest 2026-10-27 · older than the 28 days asked for")
    assert row_of(view, "blood-count").standing.in_full == "Here, older than asked"
    paper(book, "blood-count", date="2026-11-17")
    assert row_of(view, "blood-count").known[1] == "newest 2026-11-17 · within the 28 days asked for"
    assert row_of(view, "heart").known == ("Ask: Cardiology", "within about 1 to 3 months")
    ask_for(book, "heart", DESK)
    assert row_of(view, "heart").known == ("D-004 · Records desk", "by phone, 2026-11-09 · due 2026-11-20")
    assert row_of(view, "heart").plain == "How strongly and how regularly the heart beats."


def test_the_count_line_is_that_of_the_command_line(view: WantedView, book: Casebook) -> None:
    assert view.head.count.text().startswith(view.found.counts.in_words())
    here = view.found.counts.here
    paper(book, "heart")
    assert view.head.count.text().startswith(f"{here + 1} of ")


def test_a_reader_of_the_screen_hears_both_lines_of_a_cell(view: WantedView, book: Casebook) -> None:
    ask_for(book, "pet-ct", DESK)
    model = view.table.model()
    cells = [str(model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)) for column in (STATE, PAPER, KNOWN)]
    assert cells == [
        "State: Asked for, overdue",
        "Paper: PET-CT report. The words of the nuclear medicine doctor",
        "What is known: D-001 · Records desk. by phone, 2026-11-09 · due 2026-11-20",
    ]


def test_the_panel_says_what_it_is_why_and_who_has_it(view: WantedView) -> None:
    assert view.show_kind("heart")
    said = words(view)
    for part in (
        "How strongly and how regularly the heart beats.", "Not yet asked", "Cardiology.",
        "It shows fitness for chemotherapy and for CRS.", "“within about 1 to 3 months”", "Needed.",
        "The list asks for at most 3 months (a common figure, to be checked with the centre).", "A copy will do.",
    ):  # fmt: skip
        assert part in said, part
    assert not view.show_kind("no such kind")


def test_the_panel_lists_the_papers_their_loans_and_their_translations(view: WantedView, book: Casebook) -> None:
    wanted.choose_recipient(book, "abroad-translated")
    letter = paper(book, "discharge-summary", "Brief", language="German", trouble="locked")
    paper(book, "discharge-summary", "Letter", holding="wanted", translation_of=letter.id)
    paper(book, "slides-blocks", "Slides", holding="elsewhere", held_by="Pathology", lent_to="Dr Chen")
    view.show_kind("discharge-summary")
    assert "A translation of D-001 is still to be asked for: D-002." in words(view)
    assert "The file is locked with a password." in words(view)
    assert {"D-001 Brief", "D-002 Letter"} <= links(view).keys()
    view.show_kind("slides-blocks")
    assert "Held by Pathology." in words(view)
    assert "Lent to Dr Chen." in words(view)


def test_the_log_shows_every_asking_and_leads_to_the_paper(qtbot: QtBot, view: WantedView, book: Casebook) -> None:
    asked = ask_for(book, "pet-ct", DESK)
    ask_for(book, asked, Request(whom="Dr Kralj", how="email", answer="promised", note="after the weekend"))
    view.show_kind("pet-ct")
    said = words(view)
    assert (
        "Records desk, by phone, 9 November 2026\nDue 20 November 2026. It is overdue.\nAnswer: no answer yet." in said
    )
    assert "Dr Kralj, by e-mail\nAnswer: promised.\nafter the weekend" in said
    with qtbot.waitSignal(view.paper_asked) as told:
        links(view)[f"D-001 {asked.title}"].click()
    assert told.args == [asked.id]
    with qtbot.waitSignal(view.file_asked) as told:
        view.panel.file_button.click()
    assert told.args == [asked.id]


def test_taking_an_asking_off_the_log_is_one_step_with_a_way_back(
    qtbot: QtBot, view: WantedView, desk: Desk, book: Casebook
) -> None:
    asked = ask_for(book, "pet-ct", DESK)
    view.show_kind("pet-ct")
    remove = links(view)["Remove Records desk, by phone, 9 November 2026"]
    remove.setFocus()
    qtbot.keyClick(remove, Qt.Key.Key_Space)
    assert book.snapshot().documents[0].requests == ""
    assert desk.notices.words == "Taken off the log: Records desk, by phone, 9 November 2026."
    assert view.panel.ask_button.hasFocus()  # what had the focus is gone, and the focus stays near
    desk.notices.action.click()
    assert book.snapshot().documents == (asked,)


def test_what_does_not_apply_can_apply_again(view: WantedView, desk: Desk, book: Casebook) -> None:
    wanted.mark_not_needed(book, "bone-marrow", "never done")
    view.show_kind("bone-marrow")
    assert "never done" in words(view)
    assert not view.panel.spare_button.isVisible()
    view.panel.apply_button.click()
    assert book.snapshot().not_needed == ()
    assert desk.notices.words == "May apply after all: Bone marrow report."
    assert view.panel.spare_button.isVisible()
    desk.notices.action.click()
    assert book.snapshot().not_needed != ()


def test_another_list_is_looked_at_as_one_step(view: WantedView, desk: Desk, book: Casebook) -> None:
    wanted.add_recipient(book, own := copy_of(bundled_receivers()[1], "Minglan"))
    names = [view.head.box.itemText(row) for row in range(view.head.box.count())]
    assert names == ["Minglan (our own)", "CAR-T review", *(one.name for one in bundled_receivers()[1:])]
    view.choose_list(str(own.id))
    assert view.found.receiver.name == "Minglan"
    assert desk.notices.words == "The list of “Minglan” is looked at from now on."
    assert "What your own centre asks for always comes first." in view.head.source
    view.remove_list()
    assert (view.found.receiver.id, book.snapshot().recipients) == ("car-t-review", ())
    desk.notices.action.click()
    assert view.found.receiver.name == "Minglan"


def test_without_a_choice_the_panel_says_what_the_list_is_and_who_says_so(view: WantedView) -> None:
    view.start()
    assert view.chosen is not None
    view.head.about_button.click()
    receiver = view.found.receiver
    said = words(view)
    for part in (receiver.name, receiver.plain, *receiver.note.splitlines(), *receiver.source.split("; ")):
        assert part in said
    assert not view.panel.ask_button.isVisible()


def test_enter_leads_to_what_can_be_done_and_tab_goes_on_through_it(qtbot: QtBot, view: WantedView) -> None:
    view.start()
    assert view.table.hasFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert view.panel.ask_button.hasFocus()
    qtbot.keyClick(view.panel.ask_button, Qt.Key.Key_Tab)
    assert view.panel.letter_button.hasFocus()


def test_the_chosen_kind_stays_chosen_when_it_moves(view: WantedView, book: Casebook) -> None:
    view.show_kind("heart")
    paper(book, "heart")
    assert view.chosen is not None
    assert (view.chosen.gap.kind, view.chosen.gap.status) == ("heart", "have")
    assert "Here" in words(view)


def test_hidden_it_waits_and_shown_it_is_up_to_date(view: WantedView, book: Casebook) -> None:
    view.hide()
    paper(book, "heart")
    assert row_of(view, "heart").gap.status == "not_asked"
    view.show()
    assert row_of(view, "heart").gap.status == "have"


def test_an_empty_list_says_so_and_names_are_shown_as_they_were_typed(view: WantedView, book: Casebook) -> None:
    wanted.add_recipient(book, Recipient(name=HOSTILE, source=HOSTILE, note=HOSTILE), chosen=True)
    assert view.head.count.text() == "This list names no papers yet."
    assert not view.head.letter_button.isEnabled()
    shown = HOSTILE.replace("\u202e", "\ufffd")
    assert words(view).count(shown) == 3
    assert view.grab().toImage().isNull() is False


def test_a_kind_of_the_familys_own_words_is_listed_too(view: WantedView, book: Casebook) -> None:
    own = Recipient(name="Minglan", wants=[{"kind": HOSTILE, "words": "two copies"}])
    wanted.add_recipient(book, own, chosen=True)
    (row,) = listed(view)
    assert (row.gap.name, row.plain) == (HOSTILE, "two copies")
    assert view.show_kind(HOSTILE)
    assert "“two copies”" in words(view)


@pytest.mark.parametrize(("width", "is_beside"), [(1000, True), (560, False)])
def test_the_panel_stands_beneath_where_there_is_no_room_beside(view: WantedView, width: int, is_beside: bool) -> None:
    view.resize(width, 700)
    QApplication.processEvents()
    assert (view.panel.x() > view.table.x()) == is_beside
    assert view.table.isColumnHidden(KNOWN) != is_beside


@pytest.mark.thorough
def test_the_page_leads_from_the_list_to_the_paper_and_to_its_file(
    qtbot: QtBot, window: MainWindow, book: Casebook, desk: Desk, tmp_path: Path
) -> None:
    asked = ask_for(book, "pet-ct", DESK)
    window.go("documents")
    page = window.page("documents")
    assert isinstance(page, DocumentsPage)
    page.show_view(WANTED)
    shown = page.findChild(WantedView)
    assert shown.table.hasFocus()
    shown.show_kind("pet-ct")
    (tmp_path / "scan.txt").write_text("a scan")
    page.choose_files = lambda: [tmp_path / "scan.txt"]
    shown.panel.file_button.click()
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=20_000)
    (here,) = book.snapshot().documents
    assert (here.id, here.holding, row_of(shown, "pet-ct").gap.status) == (asked.id, "file", "have")
    shown.paper_asked.emit(asked.id)
    assert page.chosen == (here,)


@pytest.mark.thorough
def test_of_very_many_papers_the_first_are_shown_and_the_rest_counted(view: WantedView, book: Casebook) -> None:
    many = [
        Document(number=n, title=f"Paper {n}", kind="blood-count", date=PartialDate("2026-10-27"), holding="file")
        for n in range(1, 301)
    ]
    with book.step("Many papers") as tx:
        for one in many:
            tx.put(one)
    view.show_kind("blood-count")
    assert len(view.panel.findChildren(QPushButton)) < 40
    assert "and 288 more" in words(view)
    assert row_of(view, "blood-count").known[0] == "D-001, D-002, D-003, D-004 and 296 more"


def test_in_a_case_that_can_only_be_read_nothing_is_written_and_lists_can_be_looked_at(
    qtbot: QtBot, desk: Desk, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for(book, "pet-ct", DESK)
    monkeypatch.setattr(book._store, "read_only", True)
    made = WantedView(desk, lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    made.show_kind("pet-ct")
    enabled = {name for name, link in links(made).items() if link.isEnabled()}
    assert enabled == {"D-001 PET-CT report", "A letter to ask with…"}
    assert not made.head.own_button.isEnabled()
    made.choose_list("reports-only")
    assert made.found.receiver.id == "reports-only"
    assert book.snapshot().person.recipient == ""
