"""The question sheet and the visit sheet: the first three first, room to write, what is still open, what comes next."""

from pathlib import Path

import pytest

from caregiver_app.domain.journey.records import Task
from caregiver_app.domain.questions.records import Answer, Answers
from caregiver_app.domain.timeline.records import Medicine
from caregiver_app.packet.printed.furniture import LARGE_STRONG
from family import fixed
from packet.printed_case import CHECK, EARLIER, EMPTY, FULL, question, sheet


def in_order(words: str, *parts: str) -> bool:
    places = [words.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_the_three_stars_come_first_then_the_others_then_what_is_still_open(tmp_path: Path) -> None:
    words = " ".join(sheet(tmp_path / "s.pdf", "questions"))
    assert in_order(
        words, "Our questions", "LIN, Wei · born 9 March 1968",
        "Day 14 check · 3 December 2026, 14:30–15:00 (Asia/Shanghai)", "Dr Shen Yihe · Building B, floor 6",
        "Could we go through them together? The first three matter most to us.",
        "1. Top question A?", "2. Top question B?", "3. Top question C?",
        "We would also like to ask", "4. Other question 1?", "7. Other question 4?",
        "Still open from earlier", "8. Never answered?", "On our sheet for: Ward talk, 20 November 2026",
        "Questions that come up", "9.", "10.", "What comes next", "Next step Who By when",
    )  # fmt: skip
    assert LARGE_STRONG.size >= 13


@pytest.mark.parametrize(("stars", "said"), [(1, "The first one matters"), (2, "The first two matter")])
def test_it_says_how_many_matter_most(tmp_path: Path, stars: int, said: str) -> None:
    asked = [question(f"Mine {n}?", "", starred=n < stars, position=n) for n in range(4)]
    (words,) = sheet(tmp_path / "s.pdf", "questions", EMPTY.after([(None, one) for one in asked]))
    assert said in words


def test_where_all_matter_alike_it_says_nothing_of_it(tmp_path: Path) -> None:
    (words,) = sheet(tmp_path / "s.pdf", "questions", EMPTY.after([(None, question("Only one?", "", starred=True))]))
    assert "Could we go through them together?" in words
    assert "most to us" not in words


def test_a_sheet_without_questions_has_numbered_lines_and_says_so_kindly(tmp_path: Path) -> None:
    (words,) = sheet(tmp_path / "s.pdf", "questions", EMPTY)
    assert "No question has been chosen yet. Here is room for the ones you want to ask." in words
    assert all(f" {number}." in words for number in range(1, 8))
    assert "Next step" in words


def test_what_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    old = next(one for one in FULL.questions if one.text == "Never answered?")
    answer = Answer("It was.", "Dr Shen", appointment=str(EARLIER.id))
    words = " ".join(
        sheet(tmp_path / "s.pdf", "questions", FULL.after([(old, old.amended(answers=Answers.of([answer])))]))
    )
    assert "Never answered?" not in words
    assert "Still open from earlier" not in words


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_forty_questions_go_on_and_no_heading_stands_alone(tmp_path: Path, paper: str) -> None:
    asked = [question(f"Long list, number {n}?", "", starred=n < 3, position=n) for n in range(40)]
    pages = sheet(tmp_path / "s.pdf", "questions", EMPTY.after([(None, one) for one in asked]), paper=paper)
    words = " ".join(pages)
    assert all(f"number {n}?" in words for n in range(40))
    assert len(pages) <= 7
    for page in pages:
        body = page.split("Questions to ask:")[0].strip()
        assert not body.endswith(("We would also like to ask", "Questions that come up", "What comes next"))


def test_another_appointment_has_its_own_sheet(tmp_path: Path) -> None:
    later = CHECK.amended(id=fixed("later"), title="Week 4", date="2027-01-05")
    case = FULL.after([(None, later), (None, question("Only in January?", str(later.id)))])
    words = " ".join(sheet(tmp_path / "s.pdf", "questions", case, appointment=later.id))
    assert "Only in January?" in words
    assert "Top question A?" not in words


def test_a_visit_is_on_one_page_with_all_that_is_needed(tmp_path: Path) -> None:
    (words,) = sheet(tmp_path / "s.pdf", "visit")
    for said in (
        "Day 14 check", "3 December 2026, 14:30–15:00 (Asia/Shanghai)", "+86 21 5550 1234", "Building B, floor 6",
        "Dr Shen Yihe", "First marrow afterwards", "Top question A?", "Top question B?", "Top question C?",
        "The others are on the question sheet.", "The blue folder", "D-002 Ten slides", "Pathology",
        "Reading glasses and hearing aids", "Entecavir 0.5 mg · fasting", "Amlodipine *", "* from memory",
        "Piperacillin · rash", "Ask for the report in English.", "Book the interpreter", "Maren", "1 December 2026",
    ):  # fmt: skip
        assert said in words, said
    assert "Prednisone" not in words, "what was stopped is not taken now"


def test_a_visit_without_an_appointment_is_a_form(tmp_path: Path) -> None:
    (words,) = sheet(tmp_path / "s.pdf", "visit", EMPTY)
    for said in ("Visit sheet", "When", "Phone", "Where", "With whom", "A passport or identity card",
                 "Medicines now Nothing is written down yet.", "Notes", "Next step Who By when"):  # fmt: skip
        assert said in words, said


def test_many_next_steps_and_medicines_go_on_to_a_second_page(tmp_path: Path) -> None:
    new = [Task(id=fixed(f"t{n}"), text=f"Step {n} of many", appointment=CHECK.id, position=n) for n in range(30)]
    taken = [Medicine(id=fixed(f"d{n}"), name=f"Medicine {n}", how_known="report") for n in range(30)]
    pages = sheet(tmp_path / "s.pdf", "visit", FULL.after([(None, one) for one in (*new, *taken)]))
    words = " ".join(pages)
    assert all(f"Step {n} of many" in words and f"Medicine {n}" in words for n in range(30))
    assert len(pages) == 3
