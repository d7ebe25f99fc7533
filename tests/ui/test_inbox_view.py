"""The inbox on screen: one Enter files a paper with what it suggests, and nothing doubtful is filed in silence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import LAYER, OCR, WAITING, PageText
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.inbox_view import InboxView
from caregiver_app.ui.documents.page import INBOX, DocumentsPage
from caregiver_app.ui.documents.preview_window import PreviewWindow
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import Theme
from closed_folders import closed

HOSTILE = '<img src="/etc/hostname"> & \u202efdp'
CT = (
    "Harbour City Hospital\nDepartment of Radiology\nCT REPORT: CHEST AND ABDOMEN\n{name}\n"
    "Date of report: {date}\nCLINICAL DETAILS\nLymphoma, follow-up after treatment with R-CHOP. Question of new "
    "disease in the chest or the abdomen.\nThere are no enlarged lymph nodes in the neck, the chest or the abdomen. "
    "The spleen is of normal length. No new lesion in the bones was seen, and the liver is unremarkable as before.\n"
)

List = Callable[..., Document]


@pytest.fixture
def listed(book: Casebook) -> List:
    """List a paper that came in, with what was read on it; its file is not needed to name it."""

    def put(text: str = "", *, source: str = LAYER, file: int = 0, **fields: object) -> Document:
        with book.step("Add") as tx:
            number = tx.next_number("document")
            document = Document(
                number=number, title=f"scan {number}", file_name=f"scan {number}.pdf",
                fingerprint=f"{file or number:064x}", pages=1, format="pdf", in_inbox=True,
            ).amended(**fields)  # fmt: skip
            tx.put(document)
        book.readings.put(document.fingerprint, [PageText(1, text, source)])
        return document

    return put


def ct(date: str = "23 May 2025", name: str = "") -> str:
    return CT.format(date=date, name=name)


def settled(qtbot: QtBot, view: InboxView) -> None:
    qtbot.waitUntil(lambda: not view.work.is_busy, timeout=20_000)


@pytest.fixture
def show(qtbot: QtBot, window: MainWindow) -> Callable[[], InboxView]:
    """Show the inbox and wait until everything in it was looked at."""

    def shown() -> InboxView:
        window.go("documents")
        page = window.page("documents")
        assert isinstance(page, DocumentsPage)
        page.show_view(INBOX)
        view = page.findChild(InboxView)
        assert isinstance(view, InboxView)
        settled(qtbot, view)
        return view

    return shown


def now(book: Casebook, document: Document) -> Document:
    found = book.snapshot().document(document.id)
    assert found is not None
    return found


def edit_of(view: InboxView, field: str) -> QLineEdit:
    edit = view.panel.proposal(field).inner()
    assert isinstance(edit, QLineEdit)
    return edit


def offers_of(view: InboxView, field: str) -> list[str]:
    return [made.text() for made in view.panel.proposal(field).offer_buttons if made.isVisibleTo(view.panel)]


def test_an_empty_inbox_says_so_calmly(show: Callable[[], InboxView]) -> None:
    view = show()
    assert view._stack.currentWidget() is view._empty
    assert view.chosen is None


def test_enter_in_the_list_files_each_paper_as_one_step_and_undo_brings_it_back(
    qtbot: QtBot, show: Callable[[], InboxView], listed: List, book: Casebook, desk: Desk
) -> None:
    first, second = listed(ct()), listed(ct("4 June 2025"))
    view = show()
    assert view.table.hasFocus()
    assert view.chosen == first
    proposal = view.panel.proposal("date")
    assert (proposal.typed(), proposal.is_proposal, proposal.inner().font().italic()) == ("23 May 2025", True, True)
    assert proposal.caption == "Suggested, from “Date of report: 23 May 2025”, page 1"
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert (now(book, first).in_inbox, now(book, first).kind, now(book, first).date) == (
        False, "imaging-report", PartialDate("2025-05-23"),
    )  # fmt: skip
    assert book.undo_label == "File D-001"
    assert desk.notices.words == "Filed D-001 CT REPORT: CHEST AND ABDOMEN."
    assert view.chosen == second
    assert view.table.hasFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert view.chosen is None
    assert not view.table.isVisible()
    desk.undo()
    assert (view.chosen, now(book, second)) == (second, second)


def test_a_date_with_two_readings_is_asked_and_never_guessed(
    qtbot: QtBot, show: Callable[[], InboxView], listed: List, book: Casebook
) -> None:
    document = listed(ct("3/4/2025"))
    view = show()
    date = view.panel.proposal("date")
    assert (date.typed(), offers_of(view, "date")[:2]) == ("", ["3 April 2025", "4 March 2025"])
    assert "“Date of report: 3/4/2025”, page 1" in date.caption
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert now(book, document).in_inbox
    assert "Choose one of the two days" in view.panel.form.row("date").trouble
    assert edit_of(view, "date").hasFocus()
    date.offer_buttons[1].click()
    assert (date.typed(), date.is_proposal, view.panel.form.row("date").trouble) == ("4 March 2025", False, "")
    qtbot.keyClick(edit_of(view, "date"), Qt.Key.Key_Return)
    assert now(book, document).date == PartialDate("2025-03-04")


def test_an_odd_date_can_be_left_open(
    qtbot: QtBot, show: Callable[[], InboxView], listed: List, book: Casebook
) -> None:
    document = listed(ct("3/4/2025"))
    view = show()
    view.panel.proposal("date").open_button.click()
    view.panel.file_button.click()
    assert (now(book, document).in_inbox, now(book, document).date) == (False, None)


def test_what_the_family_typed_stays_and_another_suggestion_is_a_button(
    qtbot: QtBot, show: Callable[[], InboxView], listed: List, book: Casebook
) -> None:
    document = listed(ct(), title="Mum's CT", date=PartialDate("2025-05"))
    view = show()
    title, date = view.panel.proposal("title"), view.panel.proposal("date")
    assert (title.typed(), title.is_proposal, title.inner().font().italic()) == ("Mum's CT", False, False)
    assert (date.typed(), offers_of(view, "date")) == ("May 2025", ["23 May 2025"])
    view.panel.file_button.click()
    assert (now(book, document).title, now(book, document).date) == ("Mum's CT", PartialDate("2025-05"))


@pytest.mark.thorough
def test_typing_makes_a_proposal_ones_own(show: Callable[[], InboxView], listed: List, book: Casebook) -> None:
    document = listed(ct())
    view = show()
    edit_of(view, "title").setText("CT of May")
    title = view.panel.proposal("title")
    assert (title.is_proposal, title.inner().font().italic(), title.caption) == (False, False, "")
    assert "CT REPORT: CHEST AND ABDOMEN" in offers_of(view, "title")
    view.panel.file_button.click()
    assert now(book, document).title == "CT of May"


@pytest.mark.thorough
def test_what_is_half_typed_is_there_again_after_looking_at_another_paper(
    show: Callable[[], InboxView], listed: List, book: Casebook, desk: Desk
) -> None:
    first, _second = listed(ct()), listed(ct("4 June 2025"))
    view = show()
    edit_of(view, "origin").setText("Dr Kralj, by post")
    view.later()
    assert view.panel.proposal("origin").typed() != "Dr Kralj, by post"
    view.later()
    assert view.chosen == first
    assert (view.panel.proposal("origin").typed(), view.panel.proposal("title").is_proposal) == (
        "Dr Kralj, by post", True,
    )  # fmt: skip
    view.file_clear()
    assert now(book, first).in_inbox  # somebody began to name it
    view.panel.file_button.click()
    assert now(book, first).origin == "Dr Kralj, by post"
    assert desk.drafts.names() == ()


def test_where_nobody_can_tell_what_is_half_typed_nothing_is_filed_with_a_suggestion(
    show: Callable[[], InboxView], listed: List, book: Casebook, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = listed(ct())
    view = show()
    with closed(monkeypatch, book.folder / "drafts"):
        view.file_clear()
    assert now(book, document).in_inbox
    assert "cannot be looked into" in desk.notices.words
    view.file_clear()
    assert not now(book, document).in_inbox


@pytest.mark.thorough
def test_a_draft_of_another_form_keeps_what_has_no_field_here(
    show: Callable[[], InboxView], listed: List, desk: Desk
) -> None:
    document = listed(ct())
    desk.drafts.keep(f"document-{document.id}", {"title": "My title", "note": "half a note"})
    view = show()
    assert view.panel.proposal("title").typed() == "My title"
    view.panel.file_button.click()
    assert desk.drafts.find(f"document-{document.id}")["note"] == "half a note"


@pytest.mark.thorough
def test_all_that_are_clear_are_filed_as_one_step(
    show: Callable[[], InboxView], listed: List, book: Casebook, desk: Desk
) -> None:
    clear = [listed(ct("1 May 2025")), listed(ct("2 June 2025"))]
    listed(ct("3/4/2025"))
    listed("nothing to go by")
    listed(ct("5 July 2025", name="Patient: CHEN, Mei"))
    view = show()
    assert view.clear_button.text() == "File all that are clear (2)"
    view.clear_button.click()
    assert [one.number for one in book.snapshot().documents if not one.in_inbox] == [one.number for one in clear]
    assert desk.notices.words == "Filed 2 papers with what they suggest."
    assert view.clear_button.isHidden()
    desk.undo()
    assert all(one.in_inbox for one in book.snapshot().documents)


def test_another_name_on_the_paper_is_told(show: Callable[[], InboxView], listed: List, book: Casebook) -> None:
    listed(ct(name="Patient: CHEN, Mei"))
    view = show()
    (words,) = view.panel.remarks.words
    assert "CHEN, Mei" in words
    assert "slip of the pen" in words


@pytest.mark.thorough
def test_the_same_file_can_be_taken_out_again_or_kept(
    qtbot: QtBot, show: Callable[[], InboxView], listed: List, book: Casebook, desk: Desk
) -> None:
    listed(ct(), file=7, in_inbox=False, title="CT")
    again, third = listed(ct(), file=7), listed(ct(), file=7)
    view = show()
    assert view.panel.remarks.words == ("It is the same file as D-001.",)
    keep, take = view.panel.remarks.buttons
    assert (keep.text(), take.text()) == ("Keep both", "Take this one out again")
    take.click()
    assert book.snapshot().document(again.id) is None
    assert view.chosen == third
    desk.undo()
    settled(qtbot, view)
    view.table.select_ids([again.id])
    view.panel.remarks.buttons[0].click()
    assert view.panel.remarks.words == ()
    assert now(book, again) == again  # nothing is done to it by keeping it


@pytest.mark.thorough
def test_a_look_alike_is_shown_beside_the_paper_and_never_removed_by_itself(
    qtbot: QtBot, show: Callable[[], InboxView], listed: List, book: Casebook, window: MainWindow
) -> None:
    listed(ct(), in_inbox=False, title="CT", kind="imaging-report")
    again = listed(ct())
    view = show()
    assert view.panel.remarks.words == ("It looks like D-001: the same words stand on it.",)
    both, _take, other = view.panel.remarks.buttons
    both.click()
    (shown,) = [found for found in window.findChildren(PreviewWindow) if found.isVisible()]
    assert shown.pane.document is not None
    assert shown.pane.document.number == 1
    shown.reject()
    other.click()
    assert view.panel.remarks.words == ()
    assert book.snapshot().document(again.id) == again


def test_suggestions_come_when_the_words_are_read(
    qtbot: QtBot, show: Callable[[], InboxView], listed: List, book: Casebook
) -> None:
    document = listed(source=WAITING)
    view = show()
    assert "still to be read" in view.panel.state.text()
    edit_of(view, "origin").setText("by post")
    book.readings.put(document.fingerprint, [PageText(1, ct(), OCR)])
    view.refresh()
    settled(qtbot, view)
    assert (view.panel.state.text(), view.panel.proposal("kind").is_proposal) == ("", True)
    assert view.panel.proposal("origin").typed() == "by post"


def test_a_paper_that_says_nothing_can_be_named_by_hand(
    show: Callable[[], InboxView], listed: List, book: Casebook
) -> None:
    document = listed("")
    view = show()
    assert view.panel.state.text() == "No words were found on it, so nothing is suggested."
    assert view.panel.proposal("title").typed() == document.title
    view.panel.file_button.click()
    assert now(book, document) == document.amended(in_inbox=False)


@pytest.mark.thorough
def test_removing_goes_to_the_next_and_can_be_undone(
    qtbot: QtBot, show: Callable[[], InboxView], listed: List, book: Casebook, desk: Desk
) -> None:
    first, second = listed(ct()), listed(ct("4 June 2025"))
    view = show()
    qtbot.keyClick(view.table, Qt.Key.Key_Delete)
    assert (book.snapshot().documents, view.chosen) == ((second,), second)
    desk.undo()
    assert book.snapshot().documents == (first, second)


def test_tab_goes_from_the_list_through_the_remarks_and_fields_to_the_one_filled_button(
    qtbot: QtBot, show: Callable[[], InboxView], listed: List
) -> None:
    listed(ct(), file=7, in_inbox=False)
    listed(ct(), file=7)
    view = show()
    names = []
    while QApplication.focusWidget() is not view.panel.file_button:
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        assert len(names) < 30
    assert names[0] == "Inbox"
    assert [name for name in names if ":" not in name] == [
        "Inbox", "Keep both", "Take this one out again", "Title", "Kind", "Date", "From", "Language",
        "Name and birth date on it",
    ]  # fmt: skip
    assert "Suggested, from" in view.panel.proposal("date").inner().accessibleDescription()


@pytest.mark.thorough
def test_hostile_words_are_shown_and_push_nothing_out_of_sight(
    qtbot: QtBot, show: Callable[[], InboxView], listed: List, window: MainWindow, theme: Theme
) -> None:
    long = "Institute " + "ofverylongnames" * 20
    listed(f"{long} Hospital\n{HOSTILE} CT REPORT: CHEST\nDate of report: 3/4/2025\n", title=HOSTILE, file_name=HOSTILE)
    view = show()
    assert "\u202e" not in view.panel.title.text()
    assert "<img" in view.panel.title.text()
    for width, percent in ((1280, 100), (760, 100), (1280, 200)):
        theme.use("light", percent)
        window.resize(width, 800)
        QApplication.processEvents()
        room = view.panel._scroll.viewport().width()
        assert view.panel._scroll.widget().minimumSizeHint().width() <= room
    theme.use("light", 100)


@pytest.mark.thorough
def test_a_case_that_can_only_be_read_can_be_looked_through(
    qtbot: QtBot, show: Callable[[], InboxView], listed: List, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(ct())
    monkeypatch.setattr(book._store, "read_only", True)
    view = show()
    assert not view.panel.file_button.isEnabled()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert book.snapshot().documents[0].in_inbox
    assert view.panel.later_button.isEnabled()


@pytest.mark.thorough
def test_the_chosen_paper_is_looked_at_first_and_many_in_batches_beside_the_window(
    qtbot: QtBot, listed: List, book: Casebook, desk: Desk
) -> None:
    papers = [listed(ct(f"{at + 1} May 2025")) for at in range(28)]
    view = InboxView(desk)
    qtbot.addWidget(view)
    batches: list[frozenset[object]] = []
    view.work.came.connect(batches.append)
    view.work.look_at(book.snapshot(), papers[20].id)
    assert batches == []  # nothing is worked out while the window waits
    settled(qtbot, view)
    looked = [batch for batch in batches if batch]
    assert looked[0] == {papers[20].id}
    assert max(map(len, looked)) <= 12
    assert all(view.work.looked(paper.id) is not None for paper in papers)
    view.finish()


@pytest.mark.thorough
def test_closing_the_case_ends_the_looking(
    qtbot: QtBot, window: MainWindow, listed: List, desk: Desk, book: Casebook
) -> None:
    for _paper in range(30):
        listed(ct())
    window.go("documents")
    page = window.page("documents")
    assert isinstance(page, DocumentsPage)
    page.show_view(INBOX)
    window.door.close()
    qtbot.waitUntil(lambda: not window.jobs.open, timeout=20_000)
    assert window.desk is None


@pytest.mark.thorough
def test_papers_that_really_came_in_are_named_from_their_words(
    qtbot: QtBot, show: Callable[[], InboxView], book: Casebook
) -> None:
    papers = Path(__file__).parents[2] / "resources" / "sample_case" / "papers"
    list_files(book, keep_files(book.originals, [papers / "pet-ct-2023-11.pdf"]))
    view = show()
    assert view.panel.proposal("kind").value() == "pet-ct"
    assert view.panel.proposal("date").value() == PartialDate("2023-11-14")
    assert isinstance(view.panel.file_button, QPushButton)
    qtbot.waitUntil(lambda: bool(view.preview.loader.leaves.leaves), timeout=20_000)
