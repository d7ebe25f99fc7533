"""What differs between two versions is said in the words of the forms, whole and never too long."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.appointments.records import Bring
from caregiver_app.domain.changes import (
    Difference,
    described,
    differences,
    facts,
    headline_of,
    moment_in_words,
    names_of,
    told,
    what_it_is,
)
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.request import Request
from caregiver_app.domain.documents.sheets import Sheet
from caregiver_app.domain.documents.wanted import NotNeeded, Recipient, Want
from caregiver_app.domain.journey.records import StageState
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.domain.packet.records import SentDocument, SentFile, SentPacket
from caregiver_app.domain.questions.records import Answer, Visit
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.records import Note, Scan, Therapy
from caregiver_app.domain.timeline.shown_tests import ShownTest
from caregiver_app.domain.worksheet.records import Cost, Opinion, Said
from caregiver_app.store.tables import RECORDS
from family import DOCTOR, LETTER, PERSON, fixed, history

NAMES = names_of({LETTER.id: LETTER}, lambda _id: None)
EVERY_KIND: tuple[type[Record], ...] = tuple(RECORDS.values())
UNSEEN = {
    Document: {"size", "format", "trouble_detail", "study_uid"},
    Recipient: {"based_on"},
    SentPacket: {"told", "version"},
}
R_CHOP = Therapy(regimen="R-CHOP", date="2023-06-02", end="2023-10-20", cycles="6")


def said(before: Record, after: Record) -> list[str]:
    return [difference.in_words() for difference in differences(before, after, NAMES)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end": "2023-11-03"}, ["Ended: 20 October 2023 → 3 November 2023"]),
        ({"end": None}, ["Ended: 20 October 2023 → (empty)"]),
        ({"line": 2, "drugs": "rituximab"}, ["Line number: (empty) → 2", "Drugs: (empty) → rituximab"]),
        ({"how_known": "report"}, ["How it is known: to be checked → from a report"]),
        ({"planned": "yes"}, ["Part of the plan before it: (empty) → yes"]),
        (
            {"proof": LETTER.id, "proof_page": 3},
            ["The paper that shows it: (empty) → D-001 Discharge letter", "On page: (empty) → 3"],
        ),
        (
            {"proof": fixed("nobody")},
            ["The paper that shows it: (empty) → a paper that is not known (not in the case any more)"],
        ),
        ({"note": "one\ntwo"}, ["Note: (empty) → one ↵ two"]),
    ],
)  # fmt: skip
def test_a_change_of_an_entry_is_said_in_the_words_of_its_form(changes: dict[str, object], words: list[str]) -> None:
    assert said(R_CHOP, R_CHOP.amended(**changes)) == words


def test_a_change_of_a_document_is_said_in_words_and_not_in_codes() -> None:
    scan = Document(number=2, title="disc", kind="other", holding="wanted", date="2023-05")
    changed = scan.amended(
        kind="pet-ct", holding="file", file_name="a.pdf", fingerprint="0123456789" * 6 + "abcd", size=9, pages=0,
        trouble="locked", in_packet=False, translation_of=LETTER.id,
    )  # fmt: skip
    words = said(scan, changed)
    assert words[1:5] == [
        "Translation of: (empty) → D-001 Discharge letter",
        "Packet: in the packet → left out of the packet",
        "Where it is: still needed → in this case, as a file",
        "File: (empty) → a.pdf",
    ]
    assert "Pages: (empty) → 0" in words
    assert "State of the file: (empty) → The file is locked with a password." in words
    assert words[0] == "Kind: Other paper → PET-CT report"


def test_person_contact_and_chosen_tests_have_words_too() -> None:
    assert said(PERSON, PERSON.amended(born="1971-02")) == ["Born: 3 February 1971 → February 1971"]
    assert said(DOCTOR, DOCTOR.amended(organisation="")) == ["Where: Invented Hospital → (empty)"]
    shown = ShownTest(test="LDH", position=1)
    assert said(shown, shown.amended(position=2)) == ["Place among the chosen tests: 1 → 2"]
    assert [described(one) for one in (PERSON, DOCTOR, shown, LETTER)] == [
        "Personal details: Ana Novak", "Contact: Dr Vesna Kralj", "Chosen lab test: LDH", "D-001 · Discharge letter",
    ]  # fmt: skip
    assert (what_it_is(LETTER), headline_of(LETTER)) == ("Document", "Discharge letter")


def test_a_list_that_is_as_long_as_before_is_said_to_be_changed() -> None:
    stack = Document(number=2, title="Stack", sheets=[Sheet("f" * 64)])
    (words,) = said(stack, stack.amended(sheets=[Sheet("f" * 64, turn=1)]))
    assert words == "Its pages: 1 page chosen or worked on → 1 page chosen or worked on, changed"
    centre = Recipient(name="Minglan", wants=[Want("heart"), Want("lungs")])
    (words,) = said(centre, centre.amended(wants=[Want("heart", fresh_days=28), Want("lungs")]))
    assert words == "Papers it wants: 2 kinds of paper → 2 kinds of paper, changed"


def test_whose_list_is_looked_at_is_said_by_its_name_and_not_by_an_id() -> None:
    centre = Recipient(name="Minglan")
    names = names_of({centre.id: centre}, lambda _id: None)
    chosen = PERSON.amended(recipient="reports-only")
    told_of = [one.in_words() for one in differences(chosen, PERSON.amended(recipient=str(centre.id)), names)]
    assert told_of == ["Whose list is looked at: Reports only → Minglan"]
    gone = names_of({}, lambda _id: centre)
    shown = facts(PERSON.amended(recipient=str(centre.id)), gone)
    assert "Minglan (not in the case any more)" in [fact.words for fact in shown]


def test_a_kind_that_does_not_apply_is_called_by_its_name() -> None:
    assert described(NotNeeded(kind="fertility")) == "Paper that does not apply: Fertility or pregnancy paper"


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.__name__)
def test_no_field_of_any_record_is_passed_over(kind: type[Record]) -> None:
    typed = {UUID: fixed("x"), int: 5}
    required = {
        name: fixed("y") if field.annotation is UUID else LETTER.date if field.annotation is PartialDate else "1"
        for name, field in kind.model_fields.items()
        if field.is_required()
    }
    record = next((one for one in (*history(), PERSON, DOCTOR, LETTER) if type(one) is kind), None) or kind(**required)
    values = {
        "number": 7,
        "in_packet": False,
        "holding": "wanted",
        "how_known": "memory",
        "planned": "yes",
        "position": 9,
        "in_inbox": True,
        "certified": "yes",
        "requests": [Request(whom="Clinic desk")],
        "sheets": [Sheet("f" * 64)],
        "wants": [Want("heart")],
        "mode": "proceeding",
        "state": "done",
        "hidden": True,
        "starred": True,
        "is_done": True,
        "at": "14:30",
        "ends": "15:00",
        "round": fixed("x"),
        "document": fixed("x"),
        "visits": [Visit("x")],
        "answers": [Answer("Yes.")],
        "bring": [Bring(text="The disc")],
        "said": [Said("criterion-goal", "to control it")],
        "steps": [Said("step-1", "to control it")],
        "sentences": [Said("sentence-1", "to control it")],
        "costs": [Cost("deposit")],
        "mdt": "unsure",
        "remind_days": 9,
        "choices": [PacketChoices(hide_names=True)],
        "files": [SentFile("packet.pdf")],
        "documents": [SentDocument(4)],
    }
    values |= {Opinion: {"kind": "mdt"}, StageState: {"planned": PartialDate("2026-05")}}.get(kind, {})
    for name, field in kind.model_fields.items():
        if name == "id" or name in UNSEEN.get(kind, ()):
            continue
        wanted = next(
            (value for part, value in typed.items() if part in getattr(field.annotation, "__args__", ())), "2020"
        )
        if name == "fingerprint":
            wanted = "f" * 64
        changed = record.amended(**{name: values.get(name, wanted)})
        assert [difference.field for difference in differences(record, changed, NAMES)] == [name]
        assert name in {fact.field for fact in facts(changed, NAMES)}


def test_a_whole_record_is_said_in_the_order_it_is_asked_and_without_what_is_empty() -> None:
    assert [(fact.name, fact.words) for fact in facts(R_CHOP, NAMES)] == [
        ("Treatment (regimen)", "R-CHOP"),
        ("Started", "2 June 2023"),
        ("Ended", "20 October 2023"),
        ("How it is known", "to be checked"),
        ("Cycles given", "6"),
    ]


def test_what_somebody_typed_is_never_taken_for_words_of_ours() -> None:
    scan = Scan(modality="report", finding="yes", place="file", note="{name} → {after} <b>&")
    found = {fact.field: fact.words for fact in facts(scan, NAMES)}
    assert (found["modality"], found["finding"], found["place"]) == ("report", "yes", "file")
    assert said(Scan(id=scan.id, modality="report"), scan)[-1] == "Note: (empty) → {name} → {after} <b>&"


def test_of_long_texts_the_part_that_differs_is_shown() -> None:
    before = (
        "No new nodes in the neck. " * 8 + "The node at the left measures 12 mm and is round. " + "Lungs clear. " * 8
    )
    after = before.replace("12 mm", "21 mm")
    (words,) = said(Note(id=fixed("n"), title="t", note=before), Note(id=fixed("n"), title="t", note=after))
    assert words == "Note: … the left measures 12 mm and is round. … → … the left measures 21 mm and is round. …"


def test_a_record_with_a_long_text_is_described_by_how_it_begins() -> None:
    scan = Scan(modality="PET-CT", finding="No new nodes. " * 100)
    assert described(scan) == f"Scan: PET-CT · {'No new nodes. ' * 7}No new …"
    assert len(described(Note(title="x" * 500))) < 140
    assert described(LETTER.amended(title="a\nb")) == "D-001 · a ↵ b"


def test_a_difference_nobody_can_see_is_named() -> None:
    assert Difference("note", "Note", "a b", "a  b").in_words() == "Note: only spaces or line ends differ"


def test_what_was_added_or_removed_is_said_in_a_word() -> None:
    assert told(None, R_CHOP, NAMES) == ("Added",)
    assert told(R_CHOP, None, NAMES) == ("Removed",)


def test_a_moment_is_said_as_one_says_it() -> None:
    assert moment_in_words("2023-08-28T20:38:59") == "28 August 2023, 20:38"


TEXTS = st.one_of(st.text(max_size=300), st.text("ab \n", max_size=300), st.text("肿瘤 血", max_size=300))


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_two_texts_that_differ_are_shown_differing_and_in_a_line(
    start: str, one: str, other: str, end: str
) -> None:
    before, after = f"{start}{one}{end}", f"{start}{other}{end}"
    words = Difference("note", "N", before, after).in_words()
    assert "\n" not in words
    assert len(words) < 160
    if before.split() == after.split():
        assert "only spaces" in words or "↵" in words
    else:
        left, right = words.removeprefix("N: ").split(" → ", 1) if " → " in words else ("", words)
        assert left != right
