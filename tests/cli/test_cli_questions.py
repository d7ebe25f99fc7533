"""Questions from the command line: what is asked next, what waits, answers, own ones; each change is one step."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.guide import reword
from caregiver_app.domain.guide.lines import line_called
from caregiver_app.domain.questions.library import library

TOMORROW = (date.today() + timedelta(days=1)).isoformat()
NAMES = {
    "id", "text", "topic", "audience", "step", "sources", "as_of", "own", "starred", "status", "answers", "why",
    "visits", "hidden", "reworded",
}  # fmt: skip


@pytest.fixture
def visit(caregiver, case: Path) -> str:
    """The id of an appointment of tomorrow."""
    caregiver("appointments", case, "--add", "Clinic", "--date", TOMORROW)
    return caregiver("appointments", case, "--json").json["appointments"][0]["id"]


def asked(caregiver, case: Path, *options: object) -> dict:
    return {row["id"]: row for row in caregiver("questions", case, "--json", *options).json["questions"]}


def test_the_json_holds_the_whole_library_by_its_names(caregiver, case) -> None:
    told = caregiver("questions", case, "--json").json
    assert told["person"] == "Lin Wei"
    assert told["next_sheet"] == {"appointment": None, "questions": []}
    assert {row["id"] for row in told["questions"]} == {one.id for one in library()}
    first = told["questions"][0]
    assert set(first) == NAMES
    assert (first["own"], first["starred"], first["hidden"], first["status"]) == (False, False, False, "open")
    assert first["sources"]
    assert first["as_of"]


def test_questions_are_chosen_by_topic_by_whom_and_by_step(caregiver, case) -> None:
    travel = asked(caregiver, case, "--topic", "Travel and the stay")
    assert travel
    assert {row["topic"] for row in travel.values()} == {"travel"}
    ours = asked(caregiver, case, "--audience", "family")
    assert all("family" in row["audience"] for row in ours.values())
    second = asked(caregiver, case, "--stage", "2")
    assert {row["step"] for row in second.values()} == {"ST02"}
    both = caregiver("questions", case, "--topic", "travel", "--audience", "coordinator").out
    assert "Travel and the stay" in both
    assert "Q092" in both
    assert "Q001" not in both
    assert "There is no such question." in caregiver(
        "questions", case, "--topic", "travel", "--stage", "ST12", "--audience", "insurer"
    ).out  # fmt: skip


def test_an_empty_case_says_how_to_begin_and_all_lists_everything(caregiver, case) -> None:
    told = caregiver("questions", case)
    assert (told.code, told.err) == (0, "")
    assert "No question is on this sheet yet." in told.out
    assert "Q034" not in told.out
    every = caregiver("questions", case, "--all").out
    assert all(one.id in every for one in library())


def test_the_next_sheet_comes_first_with_its_stars(caregiver, case, visit) -> None:
    caregiver("questions", case, "--put-on", "q034", "Q001")
    caregiver("questions", case, "--star", "Q001")
    lines = caregiver("questions", case).out.splitlines()
    assert lines[0].startswith("Lin Wei: questions for Clinic, ")
    on_it = [line for line in lines if line.startswith("Q0")]
    assert [line.split()[0] for line in on_it] == ["Q001", "Q034"]
    assert on_it[0].split()[1] == "*"
    told = caregiver("questions", case, "--json").json
    assert told["next_sheet"] == {"appointment": visit, "questions": ["Q001", "Q034"]}
    assert asked(caregiver, case)["Q034"]["visits"] == ["next"]


@pytest.mark.thorough
def test_each_change_is_one_step_that_undo_takes_back(caregiver, case, visit) -> None:
    before = asked(caregiver, case)
    for change in (
        ("--star", "Q001"),
        ("--put-on", "Q001", "Q002", "--at", visit[:8]),
        ("--set", "Five points before a decision", "--at", "clinic"),
        ("--answer", "Q001", "--says", "DLBCL"),
        ("--hide", "Q003"),
        ("--add", "May we bring the dog?", "--at", "next"),
    ):
        told = caregiver("questions", case, *change)
        assert (told.code, told.err) == (0, ""), change
        assert asked(caregiver, case) != before, change
        assert caregiver("undo", case).code == 0
        assert asked(caregiver, case) == before, change


def test_a_set_goes_onto_the_sheet_of_an_appointment(caregiver, case, visit) -> None:
    told = caregiver("questions", case, "--set", "five-decision-questions", "--at", "Clinic")
    assert told.out.count("On the sheet: Clinic, ") == 11
    on_it = [row["id"] for row in asked(caregiver, case).values() if row["visits"] == [visit]]
    (chosen,) = (
        row for row in caregiver("questions", case, "--sets", "--json").json["sets"]
        if row["id"] == "five-decision-questions"
    )  # fmt: skip
    assert sorted(on_it) == sorted(chosen["questions"])
    assert "Five points before a decision" in caregiver("questions", case, "--sets").out


def test_taking_off_clears_the_sheet_that_is_printed_next_however_it_came_onto_it(caregiver, case, visit) -> None:
    caregiver("questions", case, "--put-on", "Q001", "--at", visit)
    caregiver("questions", case, "--put-on", "Q002")
    told = caregiver("questions", case, "--take-off", "Q001", "Q002")
    assert told.out.count("Not on a sheet") == 2
    assert caregiver("undo", case).code == 0
    assert caregiver("questions", case, "--json").json["next_sheet"]["questions"] == ["Q001", "Q002"]
    refused = caregiver("questions", case, "--take-off", "Q001", "Q007")
    assert (refused.code, refused.out) == (1, "")
    assert "Q007 is not on that sheet." in refused.err
    assert caregiver("questions", case, "--json").json["next_sheet"]["questions"] == ["Q001", "Q002"]


def test_an_answer_keeps_who_said_it_when_and_where(caregiver, case, visit) -> None:
    caregiver("questions", case, "--answer", "Q034", "--says", "Perhaps", "--who", "Dr Kralj", "--still-open",
              "--on", "May 2026")  # fmt: skip
    assert asked(caregiver, case)["Q034"]["status"] == "goes-on"
    told = caregiver("questions", case, "--answer", "Q034", "--says", "Yes, it is", "--at", visit)
    assert "Answered: " in told.out
    row = asked(caregiver, case)["Q034"]
    assert row["status"] == "answered"
    assert row["answers"] == [
        {"text": "Perhaps", "who": "Dr Kralj", "on": "2026-05", "programme": None, "appointment": None,
         "still_open": True},
        {"text": "Yes, it is", "who": "", "on": TOMORROW, "programme": None, "appointment": visit,
         "still_open": False},
    ]  # fmt: skip
    caregiver("questions", case, "--answer", "Q035", "--still-open")
    (only,) = asked(caregiver, case)["Q035"]["answers"]
    assert only["on"] == date.today().isoformat()
    assert "1 question is answered." in caregiver("questions", case).out


def test_an_own_question_has_an_id_its_beginning_is_enough_and_is_shown_as_typed(caregiver, case) -> None:
    told = caregiver(
        "questions", case, "--add", "Can <b>he</b> eat 生魚?", "--for", "The CAR-T centre", "--topic", "travel"
    )
    assert "Can <b>he</b> eat 生魚?" in told.out
    (own,) = (row for row in asked(caregiver, case).values() if row["own"])
    assert (own["text"], own["topic"], own["audience"]) == ("Can <b>he</b> eat 生魚?", "travel", ["car-t-centre"])
    assert own["id"][:8] in told.out
    assert caregiver("questions", case, "--star", own["id"][:6]).code == 0
    assert asked(caregiver, case)[own["id"]]["starred"]
    assert "Not on a sheet" in caregiver("questions", case).out
    assert caregiver("questions", case, "--unstar", own["id"].upper()).code == 0
    assert not asked(caregiver, case)[own["id"]]["starred"]


def test_what_is_hidden_is_named_and_comes_back(caregiver, case) -> None:
    assert "Out of sight" in caregiver("questions", case, "--hide", "Q003").out
    assert asked(caregiver, case)["Q003"]["hidden"]
    assert "Out of sight: Q003." in caregiver("questions", case, "--all").out
    caregiver("questions", case, "--show", "Q003")
    assert not asked(caregiver, case)["Q003"]["hidden"]


def test_your_own_words_for_a_question_are_told_as_yours(caregiver, case) -> None:
    with Casebook.open(case) as book:
        reword(book, line_called("Q034"), "Is CAR-T used for this at all?")
    row = asked(caregiver, case)["Q034"]
    assert (row["text"], row["reworded"], row["own"]) == ("Is CAR-T used for this at all?", True, False)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--star", "Q999"), 1, "There is no question “Q999”."),
        (("--star", ""), 2, "It is empty."),
        (("--star", "Q001", "--hide", "Q001"), 2, "do not go together"),
        (("--put-on", "Q001", "Q999"), 1, "There is no question “Q999”."),
        (("--put-on", "Q001", "--at", "Clinic"), 1, "There is no appointment “Clinic”."),
        (("--put-on",), 2, "Something is missing behind --put-on."),
        (("--take-off", "Q001"), 1, "Q001 is not on that sheet."),
        (("--set", "nope"), 2, "Write one of first-car-t-consultation, "),
        (("--topic", "nope"), 2, "Write one of diagnosis, "),
        (("--audience", "nope"), 2, "Write one of oncologist, "),
        (("--stage", "13"), 2, "The steps are ST01, "),
        (("--answer", "Q001"), 2, "Write with --says what was answered"),
        (("--says", "x"), 2, "--says goes with --answer."),
        (("--still-open",), 2, "--still-open goes with --answer."),
        (("--at", "next"), 2, "--at goes with --put-on, --set, --take-off, --add, --answer."),
        (("--add", "x", "--for", "nobody"), 2, "Write one of oncologist, "),
        (("--for", "family"), 2, "--for goes with --add."),
        (("--answer", "Q001", "--says", "x", "--on", "31 Feb 2026"), 2, "--on"),
    ],
)
def test_what_cannot_be_done_is_said_plainly_and_changes_nothing(caregiver, case, options, code, said) -> None:
    told = caregiver("questions", case, *options)
    assert (told.code, told.out) == (code, "")
    assert said in told.err
    assert "There is nothing to undo." in caregiver("undo", case).err
