"""What is listed and not attached has its own place on the Packet page, and is never told as something missing."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

from pytestqt.qtbot import QtBot

from caregiver_app.casebook.packet_order import PacketOrder, plan, prepared
from caregiver_app.casebook.packet_sent import MadePacket
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import SET_APART, Document
from caregiver_app.domain.packet.choices import SECTIONS, PacketChoices
from caregiver_app.domain.person import Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.packet.report import PacketDocument, PacketReport
from caregiver_app.ui.packet.making import Made
from caregiver_app.ui.packet.plan_view import PlanView, plan_rows
from caregiver_app.ui.packet.planning import Planned
from caregiver_app.ui.packet.result_view import ResultView, report_rows
from caregiver_app.ui.packet.wording import file_name


def document(number: int, **fields: object) -> Document:
    return Document.model_validate({"id": UUID(int=number), "number": number, "title": f"Paper {number}"} | fields)


CASE = CaseSnapshot(
    Person(name="Ana Novak"),
    documents=(document(1, format="pdf", pages=2), document(2, format="zip"), document(3, format="study")),
)
REPORT = PacketReport(
    9,
    (
        PacketDocument(1, "Paper 1", "other", True, 2, 7),
        PacketDocument(2, "Paper 2", "other", False, 0, 0, "opened"),
        PacketDocument(3, "Paper 3", "other", False, 0, 0, "images"),
    ),
)


def plan_of(choices: PacketChoices) -> Planned:
    order = PacketOrder(CASE, choices, date(2026, 11, 20))
    return Planned(order, prepared(order), plan(order))


def test_the_report_names_what_was_set_apart_under_its_own_heading(qtbot: QtBot) -> None:
    rows = [(row.words, row.why, row.mark) for row in report_rows(REPORT)]
    assert rows[2:] == [
        ("Listed and not attached", "", "none"),
        ("D-002  Paper 2", SET_APART["opened"], "info"),
        ("D-003  Paper 3", SET_APART["images"], "info"),
    ]
    view = ResultView()
    qtbot.addWidget(view)
    view.show_made(Made(Path("packet.pdf"), MadePacket(CASE, PacketChoices(), PartialDate("2026-11-20"), REPORT)))
    assert "not in it whole" not in view.summary.text()


def test_the_plan_names_what_was_set_apart_and_warns_of_nothing(qapp: object) -> None:
    planned = plan_of(PacketChoices())
    rows = [(row.words, row.why) for row in plan_rows(planned)]
    assert rows[-3:] == [
        ("Only named in the list of documents", ""),
        ("D-002  Paper 2", SET_APART["opened"]),
        ("D-003  Paper 3", SET_APART["images"]),
    ]
    view = PlanView()
    view.show_plan(planned)
    assert view.warning.text() == ""


def test_without_attached_papers_only_those_are_left_out_by_choice(qapp: object) -> None:
    sections = tuple(section for section in SECTIONS if section != "attached")
    words = [row.words for row in plan_rows(plan_of(PacketChoices(sections=sections)))]
    left = words.index("Left out by choice")
    assert words[left : left + 3] == ["Left out by choice", "D-001  Paper 1", "Only named in the list of documents"]


def test_an_addendum_names_what_the_packet_before_holds_and_calls_nothing_of_it_left_out(qtbot: QtBot) -> None:
    report = PacketReport(
        3,
        (
            PacketDocument(1, "Paper 1", "other", True, 2, 7),
            PacketDocument(2, "Paper 2", "other", False, 0, 0, "sent_before"),
            PacketDocument(3, "Paper 3", "other", False, 0, 0, "by_choice"),
        ),
    )
    words = [row.words for row in report_rows(report)]
    assert words == [
        "In the packet", "D-001  Paper 1", "In the packet before, and the same", "D-002  Paper 2",
        "Left out by choice", "D-003  Paper 3",
    ]  # fmt: skip
    case = CaseSnapshot(Person(name="Ana Novak"), documents=(document(1), document(2), document(3, in_packet=False)))
    made = MadePacket(case, PacketChoices(), PartialDate("2026-11-20"), report, since=UUID(int=9))
    view = ResultView()
    qtbot.addWidget(view)
    view.show_made(Made(Path("packet.pdf"), made))
    assert view.summary.text() == (
        "1 of 2 documents are in it. 1 is as it was in the packet before and not in it again."
    )
    assert [row.words for row in view.table.rows] == words


def test_the_plan_of_an_addendum_says_of_no_paper_that_names_are_hidden(qapp: object) -> None:
    planned = plan_of(PacketChoices())
    view = PlanView()
    for reasons, told in (
        ({1: "sent_before"}, ""),
        ({1: "sent_before", 2: "names_it"}, "1 document stays out because names are hidden."),
    ):
        options = replace(planned.ready.options, set_apart=reasons)
        view.show_plan(replace(planned, ready=replace(planned.ready, options=options)))
        assert view.warning.text() == told


def test_an_addendum_is_offered_a_name_of_its_own() -> None:
    day = date(2026, 11, 20)
    assert file_name(CASE.person, day) == "Ana Novak records packet 2026-11-20.pdf"
    assert file_name(CASE.person, day, since="P-001") == "Ana Novak new since P-001 2026-11-20.pdf"
    assert file_name(CASE.person, day, hidden=True, since="P-001") == "New since P-001 2026-11-20.pdf"
    assert "Novak" not in file_name(CASE.person, day, hidden=True)
