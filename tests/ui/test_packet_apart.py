"""What is listed and not attached has its own place on the Packet page, and is never told as something missing."""

from datetime import date
from pathlib import Path
from uuid import UUID

from caregiver_app.domain.documents.document import SET_APART, Document
from caregiver_app.domain.packet.choices import SECTIONS
from caregiver_app.domain.person import Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.packet.build import plan_packet
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.report import PacketDocument, PacketReport
from caregiver_app.ui.packet.plan_view import PlanView, plan_rows
from caregiver_app.ui.packet.result_view import ResultView, report_rows


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


def test_the_report_names_what_was_set_apart_under_its_own_heading(qapp: object) -> None:
    rows = [(row.words, row.why, row.mark) for row in report_rows(REPORT)]
    assert rows[2:] == [
        ("Listed and not attached", "", "none"),
        ("D-002  Paper 2", SET_APART["opened"], "info"),
        ("D-003  Paper 3", SET_APART["images"], "info"),
    ]
    view = ResultView()
    view.show_report(Path("packet.pdf"), REPORT)
    assert "not in it whole" not in view.summary.text()


def test_the_plan_names_what_was_set_apart_and_warns_of_nothing(qapp: object) -> None:
    plan = plan_packet(CASE, PacketOptions(as_of=date(2026, 11, 20)))
    rows = [(row.words, row.why) for row in plan_rows(plan, CASE, SECTIONS)]
    assert rows[-3:] == [
        ("Only named in the list of documents", ""),
        ("D-002  Paper 2", SET_APART["opened"]),
        ("D-003  Paper 3", SET_APART["images"]),
    ]
    view = PlanView()
    view.show_plan(plan, CASE, SECTIONS)
    assert view.warning.text() == ""


def test_without_attached_papers_only_those_are_left_out_by_choice(qapp: object) -> None:
    sections = tuple(section for section in SECTIONS if section != "attached")
    plan = plan_packet(CASE, PacketOptions(as_of=date(2026, 11, 20), sections=sections))
    words = [row.words for row in plan_rows(plan, CASE, sections)]
    left = words.index("Left out by choice")
    assert words[left : left + 3] == ["Left out by choice", "D-001  Paper 1", "Only named in the list of documents"]
