"""The Packet page: what goes in, the plan beforehand, the packet, and what became of each document."""

import os
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import add_thing, change_document, list_files
from caregiver_app.domain.documents.document import Document
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.packet.page import PacketPage
from caregiver_app.ui.packet.right_side import MADE
from packet_pages import lines, packet_page, papers, planned, settled

HOSTILE = '<b>x</b><img src="/etc/hostname"> & more'


@pytest.fixture
def documents(book: Casebook, tmp_path: Path) -> tuple[Document, ...]:
    """Three files, the second locked."""
    return papers(book, tmp_path)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, documents: tuple[Document, ...]) -> PacketPage:
    """The page with its first plan."""
    return packet_page(qtbot, window)


@pytest.mark.thorough
def test_the_plan_shows_pages_and_what_cannot_be_included_before_it_is_made(page: PacketPage) -> None:
    shown = lines(page.right.plan.table)
    assert "D-002  locked | Not included. The file is locked with a password." in shown
    assert "D-001  letter" in shown
    assert page.right.plan.warning.text().startswith("1 document cannot be included.")
    (letter,) = (row for row in page.right.plan.table.rows if row.words == "D-001  letter")
    assert "–" in letter.pages  # a title page and two pages
    assert page.right.plan.title.text().startswith("The packet: ")


@pytest.mark.thorough
def test_an_unticked_document_leaves_the_plan_and_is_named_as_left_out(
    qtbot: QtBot, page: PacketPage, book: Casebook
) -> None:
    page.chosen.documents.list.setCurrentRow(0)
    qtbot.keyClick(page.chosen.documents.list, Qt.Key.Key_Space)
    assert [one.in_packet for one in book.snapshot().documents] == [False, True, True]
    assert book.undo_label == "Leave out of the packet"
    planned(qtbot, page)
    shown = lines(page.right.plan.table)
    assert shown.index("D-001  letter") > shown.index("Left out by choice")
    page.desk.undo()
    planned(qtbot, page)
    assert "Left out by choice" not in lines(page.right.plan.table)


@pytest.mark.thorough
def test_all_and_none_are_one_step_each(qtbot: QtBot, page: PacketPage, book: Casebook) -> None:
    page.chosen.documents.none_button.click()
    assert not any(one.in_packet for one in book.snapshot().documents)
    page.chosen.documents.all_button.click()
    assert all(one.in_packet for one in book.snapshot().documents)
    book.undo()
    book.undo()
    assert all(one.in_packet for one in book.snapshot().documents)
    planned(qtbot, page)


@pytest.mark.thorough
def test_a_click_on_the_box_ticks_and_one_on_the_words_chooses(qtbot: QtBot, page: PacketPage, book: Casebook) -> None:
    ticks = page.chosen.documents.list
    row = ticks.visualItemRect(ticks.item(1))
    qtbot.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert ticks.chosen == (2,)
    assert all(one.in_packet for one in book.snapshot().documents)
    qtbot.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row.left() + 20, row.center().y()))
    assert [one.in_packet for one in book.snapshot().documents] == [True, False, True]
    planned(qtbot, page)


@pytest.mark.thorough
def test_sections_title_pages_and_paper_change_the_plan(qtbot: QtBot, page: PacketPage, desk: Desk) -> None:
    whole = page.right.plan.table.rows
    page.chosen.parts.dividers.click()
    page.chosen.parts.sections["timeline"].click()
    page.chosen.more.paper.set_value("letter")
    planned(qtbot, page)
    assert len(page.right.plan.table.rows) == len(whole) - 1
    assert "Treatment timeline" not in lines(page.right.plan.table)
    assert desk.preferences.now.paper == "letter"
    assert page.choices.paper == "letter"
    page.chosen.parts.sections["attached"].click()
    assert not page.chosen.parts.dividers.isEnabled()
    planned(qtbot, page)
    assert "Left out by choice" in lines(page.right.plan.table)


@pytest.mark.thorough
def test_only_the_newest_of_many_changes_is_planned(qtbot: QtBot, page: PacketPage) -> None:
    for _press in range(5):
        page.chosen.parts.sections["details"].click()
    planned(qtbot, page)
    assert "Details" not in lines(page.right.plan.table)


@pytest.mark.thorough
def test_a_count_that_was_stopped_says_so_and_the_next_change_counts_again(
    qtbot: QtBot, page: PacketPage, desk: Desk
) -> None:
    with qtbot.waitSignal(page.planning.stopped):
        desk.jobs.started.connect(desk.jobs.cancel)
        page.chosen.parts.sections["details"].click()
    desk.jobs.started.disconnect(desk.jobs.cancel)
    assert "Details" in lines(page.right.plan.table)
    page.chosen.parts.dividers.click()
    planned(qtbot, page)
    assert "Details" not in lines(page.right.plan.table)


@pytest.mark.thorough
def test_things_held_elsewhere_and_wanted_are_named(qtbot: QtBot, page: PacketPage, book: Casebook) -> None:
    add_thing(book, Document(number=1, title=HOSTILE, holding="elsewhere", held_by="Aunt Mei"))
    planned(qtbot, page)
    assert f"D-004  {HOSTILE} | Held elsewhere, by Aunt Mei" in lines(page.right.plan.table)


@pytest.mark.thorough
def test_for_whom_and_the_question_are_written_when_the_field_is_left(
    qtbot: QtBot, page: PacketPage, book: Casebook
) -> None:
    edit = page.about.form.row("prepared_for").control.inner()
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    qtbot.keyClicks(edit, "Dr Chen")
    assert book.snapshot().person.prepared_for == ""
    page.make_button.setFocus()
    assert book.snapshot().person.prepared_for == "Dr Chen"
    assert book.undo_label == "Change personal details"
    page.desk.undo()
    assert edit.text() == ""
    planned(qtbot, page)


@pytest.mark.thorough
def test_what_is_typed_is_written_when_another_page_is_shown(
    page: PacketPage, window: MainWindow, book: Casebook
) -> None:
    page.about.form.row("question").control.set_typed("Is CAR-T an option?")
    window.go("timeline")
    assert book.snapshot().person.question == "Is CAR-T an option?"


@pytest.mark.thorough
def test_what_is_typed_is_there_again_after_the_case_was_closed(
    qtbot: QtBot, page: PacketPage, window: MainWindow, case_folder: Path
) -> None:
    page.about.form.row("question").control.set_typed("And when?")
    window.door.close()
    with qtbot.waitSignal(window.case_shown):
        window.door.open(case_folder)
    window.go("packet")
    again = window.page("packet")
    assert isinstance(again, PacketPage)
    assert again.about.form.row("question").control.typed() == "And when?"
    planned(qtbot, again)


def test_a_question_that_was_not_written_comes_back_after_a_power_cut(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    desk.drafts.keep("packet", {"question": "Half a quest", "prepared_for": ""})
    window.go("packet")
    page = window.page("packet")
    assert isinstance(page, PacketPage)
    assert page.about.form.row("question").control.typed() == "Half a quest"
    page.about.commit()
    assert desk.book.snapshot().person.question == "Half a quest"
    assert desk.drafts.names() == ()
    planned(qtbot, page)


def test_the_packet_is_made_and_reported_and_opened(
    qtbot: QtBot,
    page: PacketPage,
    desk: Desk,
    book: Casebook,
    documents: tuple[Document, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change_document(book, documents[2].amended(in_packet=False))
    offered: list[str] = []
    said: list[str] = []
    follow = page.making.card.follow
    monkeypatch.setattr(page.making.card, "follow", lambda *told: (said.append(told[2]), follow(*told)))
    target = tmp_path / "out" / "packet.pdf"
    target.parent.mkdir()

    def choose(name: str) -> Path:
        offered.append(name)
        return target

    page.choose_target = choose
    page.make_button.click()
    assert not page.make_button.isEnabled()
    settled(qtbot, desk)
    day = date.today().isoformat()
    assert len(offered) == 1
    assert offered[0].endswith(f" records packet {day}.pdf")
    assert "/" not in offered[0]
    assert [file.name for file in target.parent.iterdir()] == ["packet.pdf"]
    with pikepdf.open(target) as pdf:
        assert page.right.result.title.text() == f"The packet is made: {len(pdf.pages)} pages"
    assert "packet.pdf" in page.right.result.place.text()
    assert page.right.result.isVisible()
    assert lines(page.right.result.table) == [
        "Not whole",
        "D-002  locked | Not included. The file is locked with a password.",
        "In the packet",
        "D-001  letter",
        "Left out by choice",
        "D-003  scan",
    ]
    assert any(words.startswith("Reading D-001 …  1 of 2") for words in said)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    page.right.result.open_button.click()
    page.right.result.folder_button.click()
    assert [url.toLocalFile() for url in opened] == [str(target), str(target.parent)]
    target.unlink()
    page.right.result.open_button.click()
    assert len(opened) == 2
    assert desk.notices.words.startswith("The packet is no longer where it was saved.")
    assert page.right.bar.isTabVisible(MADE)
    page.show_plan()
    assert page.right.plan.isVisible()


@pytest.mark.thorough
def test_a_packet_that_is_ready_while_another_page_is_shown_is_announced_there(
    qtbot: QtBot, page: PacketPage, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    page.make(tmp_path / "packet.pdf")
    window.go("timeline")
    settled(qtbot, desk)
    assert desk.notices.words.startswith("The packet is made: ")
    desk.notices.action.click()
    assert page.right.result.isVisible()
    settled(qtbot, desk)


@pytest.mark.thorough
def test_cancelling_leaves_no_file(qtbot: QtBot, page: PacketPage, desk: Desk, book: Casebook, tmp_path: Path) -> None:
    # Enough to read that the work is not over before the wish to stop arrives.
    list_files(book, keep_files(book.originals, [tmp_path / "letter.pdf"] * 20))
    settled(qtbot, desk)
    target = tmp_path / "out" / "packet.pdf"
    target.parent.mkdir()
    begun: list[str] = []

    def stop(_job: object, _done: int, _total: int, what: str) -> None:
        if what == "D-001":
            begun.append(what)
            page.making.card.cancel_button.click()

    desk.jobs.progressed.connect(stop)
    page.make(target)
    settled(qtbot, desk)
    assert begun
    assert list(target.parent.iterdir()) == []
    assert page.right.plan.isVisible()
    assert page.make_button.isEnabled()


@pytest.mark.thorough
def test_a_place_that_cannot_be_written_is_told_in_plain_words(
    qtbot: QtBot, page: PacketPage, desk: Desk, tmp_path: Path
) -> None:
    page.make(tmp_path / "no such folder" / "packet.pdf")
    settled(qtbot, desk)
    assert desk.notices.kind == "stop"
    assert "is not there" in desk.notices.words
    assert page.right.plan.isVisible()
    assert page.make_button.isEnabled()


@pytest.mark.thorough
@pytest.mark.parametrize("place", ["a folder", "a letter", "an original"])
def test_what_is_no_packet_is_never_written_over(
    qtbot: QtBot,
    page: PacketPage,
    desk: Desk,
    book: Casebook,
    documents: tuple[Document, ...],
    tmp_path: Path,
    place: str,
) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"a letter")
    original = book.originals.file(documents[0].fingerprint)
    target = {"a folder": tmp_path, "a letter": letter, "an original": original}[place]
    before = original.read_bytes()
    page.make(target)
    settled(qtbot, desk)
    assert desk.notices.kind == "stop"
    assert "Nothing was written over." in desk.notices.words
    assert not page.making.card.is_busy
    assert letter.read_bytes() == b"a letter"
    assert original.read_bytes() == before


@pytest.mark.thorough
def test_hostile_titles_are_shown_as_they_were_typed(
    qtbot: QtBot, page: PacketPage, book: Casebook, documents: tuple[Document, ...]
) -> None:
    change_document(book, documents[0].amended(title=HOSTILE))
    planned(qtbot, page)
    assert page.chosen.documents.list.item(0).text() == f"D-001  {HOSTILE}"
    assert "<img" not in page.chosen.documents.list.item(0).toolTip()
    assert f"D-001  {HOSTILE}" in lines(page.right.plan.table)
    assert not page.grab().isNull()


@pytest.mark.thorough
def test_an_empty_case_has_a_plan_and_leads_to_the_papers(qtbot: QtBot, window: MainWindow) -> None:
    window.go("packet")
    page = window.page("packet")
    assert isinstance(page, PacketPage)
    planned(qtbot, page)
    assert not page.chosen.documents.list.isVisible()
    assert lines(page.right.plan.table)[0].startswith("Cover")
    page.chosen.documents.add_button.click()
    assert window.shown_page == "documents"
    settled(qtbot, page.desk)


@pytest.mark.thorough
@pytest.mark.parametrize("reason", ["full"] if Path("/dev/full").exists() and os.name == "posix" else [])
def test_a_full_disk_is_told_in_plain_words(
    qtbot: QtBot, page: PacketPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    struck: list[Path] = []

    def settle(temporary: Path, target: Path) -> None:
        struck.append(target)
        with Path("/dev/full").open("wb", buffering=0) as disk:
            disk.write(b"x")

    monkeypatch.setattr("caregiver_app.casebook.packet.settle", settle)
    (tmp_path / "out").mkdir()
    page.make(tmp_path / "out" / "packet.pdf")
    settled(qtbot, desk)
    assert struck
    assert desk.notices.words.startswith("The disk is full.")
    assert list((tmp_path / "out").iterdir()) == []
    monkeypatch.undo()  # the disk has room again before the case is closed
