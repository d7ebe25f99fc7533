"""The steps, the daily log, the handover and the warning card: the team's own words large, and nothing graded."""

from datetime import date
from pathlib import Path

import pytest

from caregiver_app.domain.guide.articles import notes
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.journey.stages import stages, topics
from caregiver_app.domain.timeline.records import Medicine
from family import fixed
from packet.printed_case import EMPTY, FULL, ROUND, STATES, TODAY, log, sheet

SYMPTOM = notes()["symptom"].words()
INFUSION = next(state for state in STATES if state.stage == "ST07")
PLANNED = FULL.after([(INFUSION, INFUSION.amended(state="", done=None, planned="2026-12-10"))])


def joined(target: Path, name: str, *case, **choices) -> str:
    return " ".join(sheet(target, name, *case, **choices))


def test_the_plan_shows_every_step_with_its_state_dates_and_tasks(tmp_path: Path) -> None:
    words = joined(tmp_path / "s.pdf", "steps")
    assert "Shanghai · Going ahead · Minglan · axi-cel" in words
    assert "Ward 12" in words
    assert all(" ".join(stage.called().split()) in words for stage in stages())
    for said in (
        "Done 11 August 2026", "Not for us", "We are here 20 November 2026", "about December 2026", "Bed 4.",
        "Rent the flat · Jia · by 4 December 2026", "Bring the notebook · done 20 November 2026",
        "Day 0 was 19 November 2026.", "Day +7", "26 November 2026", "Day +100", "27 February 2027",
        "38.0 °C, twice Sister Yao, 18 November 2026", "17 December 2026", "Masks in the lift.", SYMPTOM,
        notes()["team-first"].words(),
    ):  # fmt: skip
        assert said in words, said


def test_the_plan_prints_no_published_figure(tmp_path: Path) -> None:
    words = joined(tmp_path / "s.pdf", "steps", EMPTY)
    assert all(topic.label in words for topic in topics()), "each topic has lines to write on"
    assert not [hint.text for topic in topics() for hint in topic.hints if hint.text in words]


def test_a_planned_day_0_is_said_to_be_planned(tmp_path: Path) -> None:
    words = joined(tmp_path / "s.pdf", "steps", PLANNED)
    assert "Day 0 is planned for 10 December 2026." in words
    assert "They move when day 0 moves." in words
    assert "17 December 2026" in words
    vague = FULL.after([(INFUSION, INFUSION.amended(done="2026-11"))])
    words = joined(tmp_path / "s.pdf", "steps", vague)
    assert "Day 0 was November 2026." in words
    assert "Day +7" not in words
    assert "Days from the infusion" not in joined(tmp_path / "s.pdf", "steps", EMPTY)


def test_a_task_of_the_guide_is_printed_once_the_family_took_it_on(tmp_path: Path) -> None:
    line = stages()[0].tasks[0]
    assert line.text not in joined(tmp_path / "s.pdf", "steps")
    taken = FULL.tasks[0].amended(id=fixed("guide"), text="", guide=line.id, stage=stages()[0].id, who="Maren")
    assert f"{line.text} · Maren" in joined(tmp_path / "s.pdf", "steps", FULL.after([(None, taken)]))


def test_where_one_person_said_all_of_it_that_stands_once(tmp_path: Path) -> None:
    said = [(one, one.amended(from_whom="Sister Yao", told_on="2026-11-18")) for one in FULL.instructions]
    words = joined(tmp_path / "s.pdf", "steps", FULL.after(said))
    assert words.count("Sister Yao") == 1
    assert "As told by Sister Yao, 18 November 2026" in words


def test_a_blank_log_has_a_block_for_each_day_with_its_number(tmp_path: Path) -> None:
    words = joined(tmp_path / "s.pdf", "daily-log", blank=True, days=5, first_day=date(2026, 11, 18))
    assert words.count("Time Temperature Medicines Notes") == 5
    assert words.count("A sentence in the patient’s own hand") == 5
    assert words.count("Also signed") == 5
    for said in ("18 November 2026 · Day −1", "19 November 2026 · Day 0", "22 November 2026 · Day +3"):
        assert said in words
    assert "Slept well" not in words
    for said in ("+86 21 5550 1234", "+86 21 5550 9999", "38.0 °C, twice", "Minglan, gate 3", SYMPTOM):
        assert said in words


def test_a_blank_log_begins_today_or_on_the_planned_day_or_has_lines_for_the_date(tmp_path: Path) -> None:
    assert "29 November 2026 · Day +10" in joined(tmp_path / "s.pdf", "daily-log", blank=True, days=1)
    assert "10 December 2026 · Day 0" in joined(tmp_path / "s.pdf", "daily-log", PLANNED, blank=True, days=1)
    words = joined(tmp_path / "s.pdf", "daily-log", EMPTY, days=3)
    assert words.count("Date Day") == 3
    assert "2026" not in words.replace("printed 29 November 2026", "")


def test_a_filled_log_shows_entries_as_typed_and_then_the_days_that_are_left(tmp_path: Path) -> None:
    twice = log("2026-11-20", "20:00", temperature="38,4", notes="Shivered.\nCalled the ward.", signed="Maren")
    words = joined(tmp_path / "s.pdf", "daily-log", FULL.after([(None, twice)]), days=12)
    for said in (
        "20 November 2026 · Day +1", "08:00 37.0 levetiracetam 500 mg Slept well.", "20:00 38,4", "Called the ward.",
        "In the patient’s own hand: The sky is clear, 20. · Signed: Jia · Also signed: Maren", "Signed: Maren",
        "28 November 2026 · Day +9", "29 November 2026 · Day +10", "1 December 2026 · Day +12",
    ):  # fmt: skip
        assert said in words, said
    assert words.count("A sentence in the patient’s own hand") == 12 - 9
    assert words.count("20 November 2026 · Day +1") == 1, "two entries of a day stand under one date"


def test_a_log_can_begin_later(tmp_path: Path) -> None:
    words = joined(tmp_path / "s.pdf", "daily-log", first_day=date(2026, 11, 27), days=3)
    assert "27 November 2026" in words
    assert "26 November 2026" not in words
    assert "29 November 2026 · Day +10" in words


@pytest.mark.parametrize(("days", "blocks"), [(0, 0), (1, 1), (100, 31)])
def test_a_log_is_as_long_as_was_asked_until_the_calendar_ends(tmp_path: Path, days: int, blocks: int) -> None:
    words = joined(tmp_path / "s.pdf", "daily-log", EMPTY, days=days, first_day=date(9999, 12, 1))
    assert words.count("Also signed") == blocks


def test_a_handover_tells_a_second_carer_everything(tmp_path: Path) -> None:
    words = joined(tmp_path / "s.pdf", "handover")
    for said in (
        "LIN, Wei · born 9 March 1968", "As of 29 November 2026, written by LIN, Jia · Speaks Chinese, English",
        SYMPTOM, "+86 21 5550 9999", "38.0 °C, twice", "Cannot write the sentence.",
        "Call the ward and bring this card.",
        "DLBCL · stage III B · 14 May 2023", "The disease now", "8 Inpatient stay or daily close monitoring",
        "Day 0 was 19 November 2026. Today is Day +10.", "Shanghai · Minglan · axi-cel", "High blood pressure",
        "Edinburgh: 1 Referral and eligibility review", "Entecavir 0.5 mg", "Piperacillin · rash", "17 December 2026",
        "28 November 2026, Day +9: 08:00 · 37.8", "24 November 2026, Day +5", "Rent the flat", "4 December 2026",
        "3 December 2026, 14:30–15:00 (Asia/Shanghai): Day 14 check · Dr Shen Yihe", "Dr Vesna Kralj · haematologist",
        "0131 496 0133", "1 paper is in the case on the computer. 1 more is wanted and not here yet.",
        "D-002 Ten slides: with Pathology",
    ):  # fmt: skip
        assert said in words, said
    assert "23 November 2026, Day +4" not in words, "the last five entries are enough"
    assert "Bring the notebook" not in words


def test_a_handover_names_what_is_missing(tmp_path: Path) -> None:
    words = joined(tmp_path / "s.pdf", "handover", EMPTY)
    assert "Not written down yet: Diagnosis, The disease now, CAR-T step, Other illnesses." in words
    for said in ("Nothing is in the daily log yet.", "No appointment is written down.", "Number at night",
                 "Allergies Nothing is written down yet.", "Which computer, which folder"):  # fmt: skip
        assert said in words, said


def test_a_handover_of_a_long_case_says_how_much_is_left_out(tmp_path: Path) -> None:
    tasks = [FULL.tasks[0].amended(id=fixed(f"t{n}"), text=f"Task {n}") for n in range(15)]
    people = [FULL.contacts[0].amended(id=fixed(f"c{n}"), name=f"Helper {n}") for n in range(15)]
    taken = [Medicine(id=fixed(f"d{n}"), name=f"Medicine {n}") for n in range(20)]
    pages = sheet(tmp_path / "s.pdf", "handover", FULL.after([(None, one) for one in (*tasks, *people, *taken)]))
    words = " ".join(pages)
    assert "more are in the program." in words
    assert "more are on the contact sheet." in words
    assert all(f"Medicine {n}" in words for n in range(20)), "no medicine is ever left out"
    assert len(pages) <= 3


def test_the_card_says_who_what_when_and_whom_to_call_twice(tmp_path: Path) -> None:
    (words,) = sheet(tmp_path / "s.pdf", "warning-card")
    for said in (
        "Show this to any doctor you meet.", "LIN, Wei", "born 9 March 1968",
        "Had CAR-T cells on 19 November 2026, product axi-cel.", "+86 21 5550 1234", "+86 21 5550 9999",
        "38.0 °C, twice", "Minglan, gate 3", "Cannot write the sentence. 发热", "Call the ward and bring this card.",
        "17 December 2026", "14 January 2027", SYMPTOM, "Written 29 November 2026",
    ):  # fmt: skip
        assert words.count(said) >= 2, said
    assert "To carry" in words
    assert "For the fridge" in words
    assert "Published elsewhere" not in words, "the team's own signs stand alone"


def test_a_card_without_the_teams_signs_has_lines_and_says_what_is_only_published(tmp_path: Path) -> None:
    (words,) = sheet(tmp_path / "s.pdf", "warning-card", EMPTY)
    for said in ("Had CAR-T cells on", "Product", "Birth date", "Number by day", "Stay near until", "No driving until",
                 "Published elsewhere, not our team’s own: November 2026: Your team's own list comes first.",
                 "United Kingdom, November 2026: Trouble breathing, at rest or when moving;"):  # fmt: skip
        assert words.count(said) == 2, said
    hidden = Wording(id=fixed("w"), guide="warning-signs-hint-4", hidden=True)
    (words,) = sheet(tmp_path / "s.pdf", "warning-card", EMPTY.after([(None, hidden)]))
    assert "Trouble breathing" not in words, "what the family hid stays hidden"


def test_a_card_before_the_infusion_does_not_say_that_cells_were_given(tmp_path: Path) -> None:
    (words,) = sheet(tmp_path / "s.pdf", "warning-card", PLANNED)
    assert "Day 0 is planned for 10 December 2026." in words
    assert "Had CAR-T cells on Product axi-cel" in words
    (words,) = sheet(tmp_path / "s.pdf", "warning-card", FULL.after([(ROUND, ROUND.amended(product=""))]))
    assert "Had CAR-T cells on 19 November 2026. Product" in words
    assert TODAY.year == 2026
