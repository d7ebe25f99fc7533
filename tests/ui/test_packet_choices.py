"""The choices of the Packet page: kept in sets, one undoable step each, and never lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.packet_choices import set_called
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.domain.person import Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import DiskFull
from caregiver_app.settings import Preferences
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.packet.document_choice import DocumentChoice
from caregiver_app.ui.packet.held_choices import HeldChoices
from caregiver_app.ui.packet.more_choices import MoreChoices
from caregiver_app.ui.packet.page import PacketPage
from caregiver_app.ui.packet.planning import Planning

FULL = DiskFull("The disk is full.", safe="Your entries are safe.", now="Free some space.")


@pytest.fixture
def page(window: MainWindow, book: Casebook, monkeypatch: pytest.MonkeyPatch) -> PacketPage:
    """The page with three papers; nothing here waits for a plan, so none is worked out."""
    monkeypatch.setattr(Planning, "ask", lambda _planning, _order: None)
    with book.step("Add documents") as tx:
        for title in ("Letter", "Report", "Scan"):
            tx.put(Document(number=tx.next_number("document"), title=title, format="pdf", pages=1))
    window.go("packet")
    made = window.page("packet")
    assert isinstance(made, PacketPage)
    return made


def kept(book: Casebook, name: str = "") -> PacketChoices:
    return set_called(book.snapshot(), name).choices.choices


def said_aloud(monkeypatch: pytest.MonkeyPatch, module: str) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(f"{module}.announce", lambda _widget, words, **_more: told.append(words))
    return told


def test_each_choice_is_one_step_that_undo_takes_back(page: PacketPage, book: Casebook, desk: Desk) -> None:
    more = page.chosen.more
    assert book.snapshot().packet_sets == ()
    more.unfold()
    for change, expected in (
        (more.hide_names.click, {"hide_names": True}),
        (more.smaller_scans.click, {"smaller_scans": True}),
        (more.as_zip.click, {"as_zip": True}),
        (more.imaging.click, {"imaging": True}),
        (lambda: more.language.set_value("en-zh"), {"language": "en-zh"}),
        (lambda: more.limit.set_value("20"), {"most_mb": 20}),
        (page.chosen.parts.dividers.click, {"dividers": False}),
    ):
        before = page.choices
        change()
        assert kept(book) == page.choices == replace(before, **expected)
        desk.undo()
        assert page.choices == before
        desk.redo()
    assert more.imaging.isVisible()
    page.make_button.click()
    assert desk.notices.words.startswith("A ZIP with the original files cannot go with hidden names")
    more.hide_names.click()
    more.password.click()
    assert more.clash().startswith("A ZIP cannot go with a password")
    more.as_zip.click()
    assert more.clash() == ""
    assert not more.imaging.isVisible()
    assert page.choices.imaging is False


def test_a_size_of_ones_own_is_written_when_its_field_is_left(page: PacketPage, book: Casebook) -> None:
    more = page.chosen.more
    more.unfold()
    more.limit.set_value("own")
    assert page.choices.most_mb == 0
    field = more.own_size.form.row("most_mb").control
    QTest.keyClicks(field.inner(), "35")
    assert page.choices.most_mb == 0
    page.make_button.setFocus()
    assert kept(book).most_mb == 35
    field.set_typed("a lot")
    page.chosen.commit()
    assert (kept(book).most_mb, field.typed()) == (35, "a lot")
    assert page.desk.drafts.names() == ("packet-size",)
    more.limit.set_value("10")
    assert (kept(book).most_mb, more.own_size.isVisible(), page.desk.drafts.names()) == (10, False, ())


def test_a_set_keeps_its_own_choices_and_ticks(page: PacketPage, book: Casebook, desk: Desk) -> None:
    sets, documents = page.chosen.sets, page.chosen.documents
    page.chosen.more.paper.set_value("letter")
    dialog = sets.ask_for_name()
    dialog.form.row("name").control.set_typed("for Dr Chen")
    dialog.save()
    assert sets.box.currentText() == "for Dr Chen"
    documents.list.choose((1,))
    QTest.keyClick(documents.list, Qt.Key.Key_Space)
    page.chosen.more.paper.set_value("a4")
    assert all(one.in_packet for one in book.snapshot().documents)
    assert (kept(book, "for dr chen").left_out, kept(book).left_out) == ((1,), ())
    assert desk.preferences.now.paper == "letter"  # that of the usual packet
    desk.undo()
    desk.undo()
    assert page.choices.left_out == ()
    sets.box.activated.emit(0)
    assert (sets.box.currentText(), page.choices.paper) == ("Your packet", "letter")
    assert not sets.rename_action.isEnabled()
    QTest.keyClick(documents.list, Qt.Key.Key_Space)
    assert [one.in_packet for one in book.snapshot().documents] == [False, True, True]
    sets.box.setCurrentIndex(1)
    sets.box.activated.emit(1)
    dialog = sets.ask_for_other_name()
    dialog.form.row("name").control.set_typed("for the coordinator")
    dialog.save()
    assert sets.box.currentText() == "for the coordinator"
    sets.remove()
    assert (sets.box.currentText(), sets.box.count()) == ("Your packet", 1)
    desk.notices.action.click()
    assert set_called(book.snapshot(), "for the coordinator")
    dialog = sets.ask_for_name()
    dialog.form.row("name").control.set_typed(" For the Coordinator ")
    dialog.save()
    assert dialog.notices.words.startswith("Choices are kept under the name “For the Coordinator” already.")
    dialog.leave_without_saving()


def test_documents_are_put_in_order_by_keys_and_told_aloud(
    page: PacketPage, book: Casebook, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = said_aloud(monkeypatch, "caregiver_app.ui.packet.document_choice")
    documents = page.chosen.documents
    alt = Qt.KeyboardModifier.AltModifier
    first = tuple(documents.list.numbers)
    documents.list.setFocus()
    documents.list.choose(first[:1])
    QTest.keyClick(documents.list, Qt.Key.Key_Down, alt)
    assert documents.list.numbers == [first[1], first[0], first[2]]
    assert documents.list.chosen == (first[0],)
    assert told[-1].endswith("now 2 of 3")
    assert book.undo_label == "Put the papers of the packet in order"
    QTest.keyClick(documents.list, Qt.Key.Key_End, alt)
    assert documents.list.numbers[-1] == first[0]
    documents.list.choose((first[0], first[2]))
    QTest.keyClick(documents.list, Qt.Key.Key_Home, alt)
    assert documents.list.numbers == [first[2], first[0], first[1]]
    assert told[-1] == "2 documents, now 1 to 2 of 3"
    assert kept(book).order == (first[2], first[0], first[1])
    QTest.keyClick(documents.list, Qt.Key.Key_Up, alt)
    assert told[-1] == "2 documents, now 1 to 2 of 3"  # there is no room
    documents.down_button.click()
    assert documents.list.numbers == [first[1], first[2], first[0]]
    documents.usual_button.click()
    assert (tuple(documents.list.numbers), kept(book).order) == (first, ())
    assert not documents.usual_button.isEnabled()
    desk.undo()
    assert documents.list.numbers == [first[1], first[2], first[0]]


@pytest.mark.thorough
def test_a_document_is_dragged_to_another_place(qtbot: QtBot, page: PacketPage) -> None:
    rows = page.chosen.documents.list
    first = list(rows.numbers)
    port, button = rows.viewport(), Qt.MouseButton.LeftButton
    start = rows.visualItemRect(rows.item(0)).center()
    last = rows.visualItemRect(rows.item(2))
    end = QPoint(start.x(), last.bottom() - 2)
    qtbot.mousePress(port, button, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(port, pos=start + (end - start) * step / 5)
    qtbot.mouseRelease(port, button, pos=end)
    if rows.numbers == first:
        # Where there is no real mouse, moving it carries no button.
        rows.choose((first[0],))
        rows.place_asked.emit(3)
    assert rows.numbers == [*first[1:], first[0]]
    assert rows.chosen == (first[0],)


def test_a_list_of_wanted_papers_arranges_the_packet_and_says_so(page: PacketPage, book: Casebook, desk: Desk) -> None:
    box = page.chosen.recipient.box
    before = page.choices
    row = box.findData("with-images")
    box.activated.emit(row)
    assert (page.choices.recipient, page.choices.as_zip, page.choices.imaging) == ("with-images", True, True)
    assert desk.notices.words.startswith("Arranged for “")
    assert "with a ZIP of the original files; with the imaging discs" in desk.notices.words
    desk.notices.action.click()
    assert page.choices == before
    assert box.currentIndex() == 0


@pytest.mark.thorough
def test_what_cannot_be_written_holds_until_the_case_is_closed(
    page: PacketPage, book: Casebook, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_values: object) -> None:
        raise FULL

    monkeypatch.setattr("caregiver_app.ui.packet.held_choices.change_choices", refuse)
    page.chosen.more.hide_names.click()
    assert page.choices.hide_names
    assert page.chosen.more.hide_names.isChecked()
    assert "could not be saved" in page.chosen.sets.findChildren(type(page.title))[-1].text()
    assert desk.notices.kind == "stop"
    monkeypatch.undo()
    page.chosen.more.smaller_scans.click()
    assert (kept(book).hide_names, kept(book).smaller_scans, page.chosen.held.only_here) == (True, True, False)


@pytest.mark.thorough
def test_the_paper_of_the_settings_is_taken_only_before_anything_is_kept(
    qtbot: QtBot, page: PacketPage, book: Casebook, preferences: Preferences
) -> None:
    preferences.change(paper="letter")
    page.start()
    assert page.choices.paper == "letter"
    page.chosen.more.hide_names.click()
    preferences.change(paper="a4")
    page.start()
    assert (page.choices.paper, kept(book).paper) == ("letter", "letter")


@pytest.mark.thorough
def test_a_case_that_is_only_read_can_be_arranged_for_this_sitting(
    qtbot: QtBot, page: PacketPage, window: MainWindow, case_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.door.close()
    for file in (case_folder, *case_folder.rglob("*")):
        file.chmod(0o555 if file.is_dir() else 0o444)
    monkeypatch.setattr(Casebook, "read_only", property(lambda _book: True))
    with qtbot.waitSignal(window.case_shown):
        window.door.open(case_folder)
    window.go("packet")
    shown = window.page("packet")
    assert isinstance(shown, PacketPage)
    shown.chosen.more.hide_names.click()
    shown.chosen.documents.list.choose((3,))
    shown.chosen.documents.move_chosen("top")
    assert (shown.choices.hide_names, shown.choices.order[0]) == (True, 3)
    assert "can only be read" in shown.chosen.sets.findChildren(type(shown.title))[-1].text()
    assert not shown.chosen.sets.more_button.isEnabled()
    for file in (case_folder, *case_folder.rglob("*")):
        file.chmod(0o755 if file.is_dir() else 0o644)


def test_the_set_that_was_shown_is_shown_again_after_undo_and_the_next_time(
    page: PacketPage, desk: Desk, preferences: Preferences
) -> None:
    sets = page.chosen.sets
    dialog = sets.ask_for_name()
    dialog.form.row("name").control.set_typed("for Dr Chen")
    dialog.save()
    sets.remove()
    assert sets.box.currentText() == "Your packet"
    desk.notices.action.click()
    assert sets.box.currentText() == "for Dr Chen"
    assert HeldChoices(desk, page).held.name == "for Dr Chen"
    sets.box.activated.emit(0)
    assert HeldChoices(desk, page).held.name == ""
    preferences.change(packet_set="no id")
    assert HeldChoices(desk, page).held.name == ""


def test_a_size_nobody_can_read_makes_no_packet_and_is_gone_to(qtbot: QtBot, page: PacketPage, desk: Desk) -> None:
    asked: list[str] = []
    page.choose_target = lambda name: asked.append(name)
    more = page.chosen.more
    more.limit.set_value("own")
    field = more.own_size.form.row("most_mb").control
    field.set_typed("0,5")
    more.unfold(False)
    page.make_button.click()
    assert asked == []
    assert desk.notices.words.startswith("The size of each file is not clear: “0,5”.")
    assert field.isVisible()
    left = MoreChoices(desk, page.chosen.held)
    qtbot.addWidget(left)
    assert (left.is_folded, left.limit.value(), left.own_size.form.typed()) == (False, "own", {"most_mb": "0,5"})
    field.set_typed("")
    page.make_button.click()
    assert len(asked) == 1


@pytest.mark.thorough
def test_what_is_unfolded_comes_into_view(qtbot: QtBot, page: PacketPage) -> None:
    more = page.chosen.more
    bar = page.findChild(FormScroll).verticalScrollBar()
    more.more_button.click()
    qtbot.waitUntil(lambda: bar.value() == min(more.y(), bar.maximum()) > 0)
    more.more_button.click()
    assert more.is_folded


def test_without_papers_there_is_a_way_to_add_some(qtbot: QtBot, theme: object) -> None:
    documents = DocumentChoice()
    qtbot.addWidget(documents)
    documents.show_choices(CaseSnapshot(Person(name="Ana")), PacketChoices())
    assert documents.list.isHidden()
    with qtbot.waitSignal(documents.papers_asked):
        documents.add_button.click()
