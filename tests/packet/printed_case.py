"""One invented case full of what printed sheets show, and how a sheet is drawn and read in tests."""

from datetime import date
from pathlib import Path
from typing import Any

from caregiver_app.domain.appointments.records import Appointment, Bag, Bring
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.journey.records import Instruction, LogEntry, Round, StageState, Task
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.questions.records import Question, Visit, Visits
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Allergy, Medicine
from caregiver_app.domain.worksheet.records import Programme
from caregiver_app.packet.printed.draw import draw_sheet
from caregiver_app.packet.printed.options import SheetOptions
from family import fixed, history
from packet.papers import texts

TODAY = date(2026, 11, 29)
EMPTY = CaseSnapshot(Person(id=fixed("person"), name="Ana Novak"))
HOSTILE = "<b>&amp; %s {x} 淋巴瘤 " + "long" * 30
CENTRE = Programme(id=fixed("centre"), name="Minglan", place="Shanghai", contact="Shen Yihe, +86 21 5550 7777")
ROUND = Round(
    id=fixed("round"), name="Shanghai", mode="proceeding", product="axi-cel", programme=CENTRE.id, note="Ward 12"
)
OTHER = Round(id=fixed("other round"), name="Edinburgh", position=2)
CHECK = Appointment(
    id=fixed("check"), title="Day 14 check", date="2026-12-03", at="14:30", ends="15:00", zone="Asia/Shanghai",
    whom="Dr Shen Yihe", place="Building B, floor 6", phone="+86 21 5550 1234", why="First marrow afterwards",
    round=ROUND.id, notes="Ask for the report in English.",
    bring=Bag.of([Bring(guide="bring-glasses", packed=True), Bring(text="The blue folder")]),
)  # fmt: skip
EARLIER = Appointment(id=fixed("earlier"), title="Ward talk", date="2026-11-20")


def question(name: str, *visits: str, **fields: Any) -> Question:
    """A question on the sheets of these appointments."""
    return Question.model_validate({
        "id": fixed(name), "text": name, "visits": Visits.of([Visit(visit) for visit in visits]), **fields,
    })  # fmt: skip


def told(topic: str, text: str = "", round_id: Any = ROUND.id, **fields: Any) -> Instruction:
    """What the team told of a topic."""
    return Instruction(id=fixed(f"{topic} {round_id}"), round=round_id, topic=topic, text=text, **fields)


def log(day: str, at: str, **fields: Any) -> LogEntry:
    """One entry of the daily log."""
    return LogEntry(id=fixed(f"log {day} {at}"), round=ROUND.id, date=day, at=at, **fields)


INSTRUCTIONS = (
    told("fever-call", "38.0 °C, twice", from_whom="Sister Yao", told_on="2026-11-18"),
    told("call-day", "+86 21 5550 1234", from_whom="Sister Yao", told_on="2026-11-18"),
    told("call-night", "+86 21 5550 9999", from_whom="Dr Shen"),
    told("emergency-hospital", "Minglan, gate 3"),
    told("near-until", until="2026-12-17"),
    told("driving-until", until="2027-01-14"),
    told("warning-signs", "Confusion.\nCannot write the sentence.\n发热"),
    told("do-at-once", "Call the ward and bring this card."),
    told("a-topic-of-later", "Masks in the lift."),
)
LOG = tuple(
    log(f"2026-11-{day}", "08:00", temperature=f"37.{day - 20}", medicines="levetiracetam 500 mg", notes="Slept well.",
        handwriting=f"The sky is clear, {day}.", signed="Jia", also_signed="Maren")
    for day in range(20, 29)
)  # fmt: skip
TASKS = (
    Task(id=fixed("flat"), text="Rent the flat", round=ROUND.id, stage="ST09", who="Jia", due="2026-12-04", position=1),
    Task(id=fixed("book"), text="Bring the notebook", round=ROUND.id, stage="ST08", is_done=True, done_on="2026-11-20"),
    Task(id=fixed("step"), text="Book the interpreter", appointment=CHECK.id, who="Maren", due="2026-12-01"),
)
STATES = (
    StageState(id=fixed("s1"), round=ROUND.id, stage="ST01", state="done", done="2026-08-11"),
    StageState(id=fixed("s5"), round=ROUND.id, stage="ST05", state="not-for-us"),
    StageState(id=fixed("s7"), round=ROUND.id, stage="ST07", state="done", done="2026-11-19"),
    StageState(id=fixed("s8"), round=ROUND.id, stage="ST08", state="here", planned="2026-11-20", note="Bed 4."),
    StageState(id=fixed("s9"), round=ROUND.id, stage="ST09", planned="about 2026-12"),
)
QUESTIONS = (
    *(question(f"Other question {n}?", str(CHECK.id), position=n) for n in range(1, 5)),
    question("Top question A?", str(CHECK.id), starred=True, position=20),
    question("Top question B?", "", starred=True, position=21),
    question("Top question C?", str(CHECK.id), starred=True, position=22),
    question("Never answered?", str(EARLIER.id), position=30),
)
CONTACTS = (
    Contact(id=fixed("kralj"), name="Dr Vesna Kralj", role="haematologist", organisation="Invented Hospital",
            phone="0131 496 0133", email="kralj@invented.example", note="Speaks Slovene"),
    Contact(id=fixed("maren"), name="Maren Heddlewick", role="interpreter"),
)  # fmt: skip
DOCUMENTS = (
    Document(id=fixed("letter"), number=1, title="Discharge letter", kind="discharge-summary", date="2023-11-20"),
    Document(id=fixed("slides"), number=2, title="Ten slides", kind="slides-blocks", holding="elsewhere",
             held_by="Pathology"),
    Document(id=fixed("wanted"), number=3, title="The old PET-CT", kind="pet-ct", holding="wanted"),
)  # fmt: skip
PERSON = Person(
    id=fixed("person"), name="LIN, Wei", born="1968-03-09", languages="Chinese, English", phone="0131 496 0100",
    prepared_by="LIN, Jia", other_illnesses="High blood pressure",
)  # fmt: skip
ENTRIES = (
    *history(),
    Medicine(id=fixed("m1"), name="Entecavir", dose="0.5", unit="mg", schedule="fasting", how_known="report"),
    Medicine(id=fixed("m2"), name="Amlodipine", how_known="memory"),
    Medicine(id=fixed("m3"), name="Prednisone", end="2024-01-01"),
    Allergy(id=fixed("al"), substance="Piperacillin", reaction="rash", how_known="report"),
)
FULL = CaseSnapshot(
    PERSON, CONTACTS, ENTRIES, DOCUMENTS, rounds=(ROUND, OTHER), stage_states=STATES, tasks=TASKS,
    instructions=INSTRUCTIONS, log=LOG, questions=QUESTIONS, appointments=(EARLIER, CHECK), programmes=(CENTRE,),
)  # fmt: skip


def sheet(target: Path, name: str, case: CaseSnapshot = FULL, **choices: Any) -> list[str]:
    """Draw a sheet and return the words of each page."""
    pages = draw_sheet(case, SheetOptions(name, TODAY, **choices), target)
    told_there = [" ".join(page.split()) for page in texts(target)]
    assert len(told_there) == pages
    return told_there
