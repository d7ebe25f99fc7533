"""What was typed for a packet and not saved is told when the case is opened, with the way back to it."""

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.packet_sent import MadePacket, record_sent
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.packet.report import PacketReport
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.packet.planning import Planning
from caregiver_app.ui.waiting import tell_of_drafts


def sent_now(book: Casebook) -> str:
    made = MadePacket(book.snapshot(), PacketChoices(), PartialDate("2026-11-20"), PacketReport(3, ()))
    return str(record_sent(book, made, "Dr Chen", None).id)


@pytest.mark.every(5)
@pytest.mark.parametrize(
    ("name", "words", "opened"),
    [
        ("packet", "Packet", ""),
        ("packet-size", "Size of each file", ""),
        ("packet-set", "Keep these choices", "Keep these choices"),
        ("packet-sent", "Record as sent", ""),
        ("packet-sent-{sent}", "Packets sent", "Change what is recorded of P-001"),
    ],
)
def test_what_was_typed_for_a_packet_leads_back_to_it(
    window: MainWindow, desk: Desk, book: Casebook, monkeypatch: pytest.MonkeyPatch, name: str, words: str, opened: str
) -> None:
    monkeypatch.setattr(Planning, "ask", lambda _planning, _order: None)
    desk.drafts.keep(name.format(sent=sent_now(book)), {"name": "for Dr Chen", "note": "They called"})
    tell_of_drafts(desk)
    assert desk.notices.words == f"You were writing “{words}”, and it was not saved."
    desk.notices.action.click()
    assert window.page("packet").isVisible()
    forms = [form for form in window.findChildren(FormDialog) if form.isVisible()]
    assert [form.windowTitle() for form in forms] == [opened] * bool(opened)
    for form in forms:
        assert form.form.typed().items() & {("name", "for Dr Chen"), ("note", "They called")}
        form.leave_without_saving()


def test_what_is_gone_is_only_told_of(window: MainWindow, desk: Desk) -> None:
    for name in ("packet-sent-00000000-0000-4000-8000-000000000001", "packet-sent-x", "packet-other"):
        desk.drafts.keep(name, {"note": "They called"})
        tell_of_drafts(desk)
        assert desk.notices.words == "Something you were writing was not saved. It is kept beside your case."
        desk.drafts.drop(name)
