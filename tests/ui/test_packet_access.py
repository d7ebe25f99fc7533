"""The Packet page and its windows: names, focus order, sizes, and room for longer words."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.packet_sent import MadePacket, record_sent
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.domain.packet.records import SentFile
from caregiver_app.packet.report import PacketDocument, PacketReport
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.packet.making import Made
from caregiver_app.ui.packet.page import PacketPage
from caregiver_app.ui.packet.password_dialog import PasswordDialog
from caregiver_app.ui.packet.record_dialog import record_dialog
from caregiver_app.ui.packet.sent_dialog import SentDialog
from deceiving import deceive_in, obeyed
from left_english import english_beside
from looks import clipped
from places import EVERY_LOOK, Look, Make, troubles

LONG = "The coordinator of the department for cellular therapies at the university hospital"


@pytest.fixture(autouse=True)
def packets(book: Casebook) -> MadePacket:
    """Two papers, and a packet that was sent."""
    with book.step("Add documents") as tx:
        for title in ("Letter", "Scan"):
            tx.put(Document(number=tx.next_number("document"), title=title, format="pdf", pages=1))
    files = tuple(SentFile(f"Lin packet, part {n} of 2.pdf", 4_200_000, f"{n}" * 64, pages=9) for n in (1, 2))
    documents = (PacketDocument(1, "Letter", "other", True, 1, 4), PacketDocument(2, "Scan", "other", True, 1, 5))
    report = PacketReport(18, documents, ("Something to know.",), files)
    made = MadePacket(book.snapshot(), PacketChoices(), PartialDate("2026-11-20"), report)
    record_sent(book, made, LONG, PartialDate("2026-11-20"), "portal", "They call next week.")
    return made


def _page(window: MainWindow) -> PacketPage:
    window.go("packet")
    page = window.page("packet")
    assert isinstance(page, PacketPage)
    return page


def _places(made: MadePacket) -> dict[str, Make]:
    def unfolded(window: MainWindow) -> QWidget:
        page = _page(window)
        page.chosen.more.unfold()
        page.chosen.more.as_zip.setChecked(True)
        page.chosen.more.limit.set_value("own")
        page.chosen.documents.list.choose((1,))
        return window

    def result(window: MainWindow) -> QWidget:
        page = _page(window)
        page.making.made.emit(Made(Path("Lin packet.pdf"), made))
        page.right.result.details_button.click()
        return window

    def password(window: MainWindow) -> QWidget:
        dialog = PasswordDialog(lambda _password: None, window)
        dialog.open()
        return dialog

    def own_password(window: MainWindow) -> QWidget:
        dialog = PasswordDialog(lambda _password: None, window)
        dialog.open()
        dialog.own_button.click()
        dialog.first.setText("short")
        dialog.first.textChanged.emit("short")
        return dialog

    def record(window: MainWindow) -> QWidget:
        dialog = record_dialog(window.desk, made, PartialDate("2026-11-20").span().earliest, lambda _sent: None)
        dialog.open()
        return dialog

    def sent(window: MainWindow) -> QWidget:
        dialog = SentDialog(window.desk, lambda _sent: None, lambda _sent: None)
        dialog.open()
        return dialog

    return {
        "choices": unfolded, "made": result, "password": password, "own password": own_password, "record": record,
        "sent": sent,
    }  # fmt: skip


def test_everything_has_a_name_and_is_reached_and_large_enough(window: MainWindow, packets: MadePacket) -> None:
    assert troubles(window, _places(packets), *EVERY_LOOK) == {}


def test_nobody_is_shut_out_by_larger_longer_or_leftward_words_or_by_any_colours(
    reading: tuple[Look, ...], window: MainWindow, packets: MadePacket
) -> None:
    assert troubles(window, _places(packets), *reading) == {}


@pytest.mark.thorough
def test_signs_that_deceive_are_shown_as_marks_here_too(
    window: MainWindow, packets: MadePacket, book: Casebook
) -> None:
    deceive_in(book)
    assert troubles(window, _places(packets), obeyed) == {}


@pytest.mark.parametrize("language", ["zh_CN"])
def test_in_chinese_no_english_is_left_and_nothing_is_cut_off(window: MainWindow, packets: MadePacket) -> None:
    assert troubles(window, _places(packets), english_beside(window, "Something to know."), clipped) == {}
