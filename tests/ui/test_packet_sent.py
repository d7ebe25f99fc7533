"""Packets that were sent: written down, listed, corrected, followed by an addendum, told on the overview."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.packet_sent import MadePacket
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.domain.packet.records import SentFile
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Scan
from caregiver_app.packet.report import PacketReport
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.overview.page import OverviewPage
from caregiver_app.ui.packet.making import Made
from caregiver_app.ui.packet.page import PacketPage
from caregiver_app.ui.packet.password_dialog import PasswordDialog
from caregiver_app.ui.packet.planning import Planning
from caregiver_app.ui.packet.result_view import ResultView
from caregiver_app.ui.packet.right_side import MADE, PLAN
from caregiver_app.ui.packet.sent_dialog import SentDialog
from caregiver_app.ui.showing_dialog import ShowingDialog
from caregiver_app.ui.text import Label
from packet_pages import settled

FILES = tuple(SentFile(f"Lin, part {n} of 2.pdf", 4_200_000, f"{n}" * 64, pages=9) for n in (1, 2))


def made(case: CaseSnapshot, folder: Path, *, files: tuple[SentFile, ...] = FILES, password: str = "") -> Made:
    report = PacketReport(18, (), ("Something to know.",), files)
    packet = MadePacket(case, PacketChoices(), PartialDate("2026-11-20"), report)
    return Made(folder / "Lin.pdf", packet, password)


def shown(window: MainWindow) -> PacketPage:
    window.go("packet")
    page = window.page("packet")
    assert isinstance(page, PacketPage)
    return page


def words(place: QWidget) -> str:
    return "\n".join(label.text() for label in place.findChildren(Label))


def test_a_packet_is_recorded_and_followed(
    qtbot: QtBot, window: MainWindow, desk: Desk, book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Planning, "ask", lambda _planning, _order: None)
    page = shown(window)
    result, follow = page.right.result, page.chosen.follow
    assert not page.sent_button.isVisible()
    assert not follow.isVisible()
    page.about.put({"prepared_for": "Dr Chen"})
    page.making.made.emit(made(book.snapshot(), tmp_path))
    assert page.right.bar.currentIndex() == MADE
    assert [row.beneath for row in result.files.rows] == ["9 pages · 4.2 MB"] * 2
    assert "1" * 64 in result.details.text()
    assert not result.details.isVisible()
    assert not result.copy_button.isVisible()
    result.details_button.click()
    assert result.details.isVisible()
    result.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "1" * 64 in copied
    assert "\u200b" not in copied

    result.record_button.click()
    form = next(dialog for dialog in window.findChildren(FormDialog) if dialog.isVisible())
    assert form.form.row("to_whom").control.typed() == "Dr Chen"
    form.form.row("on").control.set_typed("20 Nov 2026")
    form.form.row("how").control.set_value("email")
    form.save()
    (sent,) = book.snapshot().sent_packets
    assert (sent.number, sent.to_whom, sent.on, sent.how) == (1, "Dr Chen", PartialDate("2026-11-20"), "email")
    assert (sent.files.values, sent.pages) == (FILES, 18)
    assert result.recorded.text() == "Recorded as P-001."
    assert not result.record_button.isVisible()
    assert page.sent_button.text() == "1 packet sent…"
    desk.undo()
    assert (result.recorded.text(), result.record_button.isVisible(), page.sent_button.isVisible()) == ("", True, False)
    desk.redo()
    assert result.recorded.text() == "Recorded as P-001."

    add_entry(book, Scan(modality="MRI", finding="Smaller"))
    page.sent_button.click()
    the_list_is_worked_with(window, book)
    assert page.title.text() == "Packet: what is new since P-001"
    assert page.order().follows is not None
    follow.follow(None)
    assert page.title.text() == "Packet"
    assert page.order().follows is None

    window.go("overview")
    settled(qtbot, desk)
    overview = window.page("overview")
    assert isinstance(overview, OverviewPage)
    told = words(overview.cards[-1])
    assert "P-001 to Dr Wu, 20 November 2026" in told
    assert "Since then: 1 new entry" in told


def the_list_is_worked_with(window: MainWindow, book: Casebook) -> None:
    sent_list = window.findChild(SentDialog)
    sent_list.show_changes()
    reading = sent_list.findChild(ShowingDialog)
    assert "New\nScan: MRI · Smaller" in words(reading)
    reading.close()
    sent_list.remove()
    assert book.snapshot().sent_packets == ()
    assert not sent_list.since_button.isEnabled()
    sent_list.notices.action.click()
    sent_list.change()
    form = sent_list.findChild(FormDialog)
    form.form.row("to_whom").control.set_typed("Dr Wu")
    form.save()
    assert book.snapshot().sent_packets[0].to_whom == "Dr Wu"
    sent_list.make_addendum()


def test_what_was_made_says_truthfully_whether_it_is_the_same_again(
    qtbot: QtBot, window: MainWindow, book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caregiver_app.casebook.packet_sent import record_sent

    monkeypatch.setattr(Planning, "ask", lambda _planning, _order: None)
    once = made(book.snapshot(), tmp_path)
    sent = record_sent(book, once.packet, "", None)
    view = ResultView()
    qtbot.addWidget(view)
    for password, same, start in (
        ("", True, "This is P-001 again, the same byte for byte."),
        ("six words", True, "This is P-001 again. What is inside is the same, byte for byte;"),
        ("", False, "This is P-001 again, from what your case said then. It is not the same byte for byte:"),
    ):
        view.show_made(Made(once.target, once.packet, password, sent, same))
        assert view.summary.text().startswith(start)
        assert view.record_button.isHidden()
        assert not view.print_button.isHidden()
    bare = made(book.snapshot(), tmp_path, files=())
    view.show_made(Made(bare.target, bare.packet, again=sent, same=True))
    assert "Nobody can tell" in view.summary.text()
    view.show_made(made(book.snapshot(), tmp_path, password="six words"))
    assert "only with the password" in view.notes.text()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    (tmp_path / "Lin.pdf").write_bytes(b"%PDF")
    asked: list[tuple[str, str]] = []
    page = shown(window)
    page.choose_target = lambda name: tmp_path / name
    monkeypatch.setattr(page, "make_again", lambda one, target, _password: asked.append((one.to_whom, target.name)))
    page.after.ask_again(sent)
    assert asked == [("", "Lin.pdf")]
    page.right.result.open_asked.emit(tmp_path / "Lin.pdf")
    assert page.desk.notices.words == "This computer has no program that opens “Lin.pdf”."
    page.making.made.emit(once)
    assert page.right.bar.currentIndex() == MADE
    page.right.turn_to(PLAN)
    assert page.right.bar.hasFocus()  # it was at a button that is out of sight now
    page.right.turn_to(MADE)
    page.making.busy.emit(True)
    assert page.right.bar.currentIndex() == PLAN  # what is shown is not taken for what is being made
    page.making.busy.emit(False)


def test_a_packet_is_locked_with_words_that_are_made_up_or_ones_own(qtbot: QtBot, theme: object) -> None:
    used: list[str] = []
    parent = QWidget()
    qtbot.addWidget(parent)

    def opened() -> PasswordDialog:
        dialog = PasswordDialog(used.append, parent)
        dialog.open()
        return dialog

    dialog = opened()
    phrase = dialog.phrase.toPlainText()
    assert phrase.count("-") >= 5
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == phrase
    dialog.other_button.click()
    assert dialog.phrase.toPlainText() != phrase
    dialog.use_button.click()
    assert used == [used[0]] != [phrase]
    dialog = opened()
    dialog.own_button.click()
    dialog.first.setText("short")
    dialog.first.textEdited.emit("short")
    assert dialog.weak.text() == "This is still weak: take 12 characters or more."
    dialog.use_button.click()
    assert dialog.trouble.text() == "The two are not the same. Type it again."
    dialog.second.setText("short")
    dialog.use_button.click()
    assert dialog.trouble.text().startswith("This cannot be used as a password: a patient stranger could find it")
    assert used[1:] == []
    for edit in (dialog.first, dialog.second):
        edit.setText("lantern-orbit")
    dialog.first.textEdited.emit("lantern-orbit")
    assert dialog.weak.text() == ""
    dialog.use_button.click()
    assert used[1:] == ["lantern-orbit"]
    dialog = opened()
    dialog.own_button.click()
    dialog.use_button.click()
    assert dialog.trouble.text().startswith("This cannot be used as a password")
    dialog.reject()
    assert len(used) == 2
