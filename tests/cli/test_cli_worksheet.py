"""The worksheet from the command line: what is known, what is missing, what was said, and never a score."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.questions import answer_question
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.casebook.worksheet import (
    add_opinion,
    add_option,
    add_programme,
    change_worksheet,
    close_step,
    write_sentence,
    write_step_note,
)
from caregiver_app.domain.questions.records import Answer
from caregiver_app.domain.worksheet.records import Cost, Costs, Opinion, Option, Programme, Said, SaidOf
from family import history


@pytest.fixture
def filled(case: Path) -> Path:
    """A case in which something stands in every part of the worksheet."""
    said = Said("criterion-goal", "A remission <b>that lasts</b>", "Dr Kralj", None)
    with Casebook.open(case) as book:
        add_entries(book, history(), "Add a history")
        add_option(book, Option(name="CD19 CAR-T", kind="CART", said=SaidOf.of((said,))))
        add_option(book, Option(name="Bispecific", kind="BISP"))
        costs = Costs.of((Cost("Estimate", "300,000 EUR", "travel", "Ms Shen", None),))
        centre = add_programme(book, Programme(name="Minglan", place="Shanghai", costs=costs, note="asked in May"))
        answer_question(book, "Q051", Answer("Forty", "Dr Chen", programme=str(centre.id)))
        add_opinion(book, Opinion(whom="Minglan", question="Is it for now?", answer="Perhaps", about="timing"))
        change_worksheet(book, role="trial", role_who="Dr Kralj", mdt="yes", mdt_why="To be sure", wishes="Home")
        write_sentence(book, "sentence-1", Said(text="It came back.", who="Jia"))
        write_step_note(book, "step-2", Said(text="Ask again"))
        close_step(book, "step-1", True)
    return case


def values(held: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(held, dict):
        for name, value in held.items():
            yield from values(value, name)
    elif isinstance(held, list):
        for value in held:
            yield from values(value, key)
    else:
        yield key, held


def test_no_number_in_the_json_is_a_score(caregiver, filled) -> None:
    told = caregiver("worksheet", filled, "--json").json
    numbers = [
        (key, value) for key, value in values(told) if isinstance(value, int | float) and value not in (True, False)
    ]
    assert numbers == []
    truths = {key for key, value in values(told) if isinstance(value, bool)}
    assert truths == {"thought_through", "waits_for_opinion", "done"}
    for word in ("score", "rank", "points", "total", "percent", "weight"):
        assert word not in {key for key, _value in values(told)}


def test_the_json_holds_all_of_the_worksheet(caregiver, filled) -> None:
    told = caregiver("worksheet", filled, "--json").json
    assert [step["id"] for step in told["steps"]] == [f"step-{n}" for n in range(1, 7)]
    assert [step["thought_through"] for step in told["steps"]] == [True, *[False] * 5]
    assert told["steps"][1]["note"] == "Ask again"
    facts = {fact["id"]: fact for fact in told["facts"]}
    assert facts["fact-diagnosis-and-subtype"]["known"][0]["text"].startswith("DLBCL")
    assert facts["fact-diagnosis-and-subtype"]["missing"] == ""
    assert facts["fact-biomarkers"]["known"] == []
    assert "CD19" in facts["fact-biomarkers"]["missing"]
    assert told["car_t_here"] == {"name": "In a trial only", "who": "Dr Kralj", "on": None}
    assert [option["name"] for option in told["options"]] == ["CD19 CAR-T", "Bispecific"]
    assert told["options"][0]["said"][0]["text"] == "A remission <b>that lasts</b>"
    (centre,) = told["programmes"]
    assert [(one["text"], one["who"]) for one in centre["answers"]] == [("Forty", "Dr Chen")]
    assert centre["costs"][0]["amount"] == "300,000 EUR"
    (opinion,) = told["opinions"]
    assert (opinion["asked"], opinion["answer"]) == ("Is it for now?", "Perhaps")
    assert [one["text"] for one in told["sentences"]] == ["It came back.", "", "", ""]


def test_the_text_tells_each_step_with_what_is_known_and_what_is_missing(caregiver, filled) -> None:
    told = caregiver("worksheet", filled)
    assert (told.code, told.err) == (0, "")
    out = " ".join(told.out.split())
    for words in (
        "Lin Wei: can we explain the choice simply?",
        "What exactly is being treated (thought through)",
        "No marker is written down yet.",
        "What is it for here? A remission <b>that lasts</b> (Dr Kralj)",
        "What the team says: In a trial only (Dr Kralj)",
        "Your note: Ask again",
        "Minglan · Shanghai · asked in May",
        "Forty (Dr Chen)",
        "Estimate 300,000 EUR (Ms Shen)",
        "Team review first: yes: To be sure",
        "Answer: Perhaps",
        "It came back. (Jia)",
        "What comes next, and who does it: … not written down yet",
        "This page gives no points and puts nothing in order.",
    ):
        assert words in out, words
    assert out.index("CD19 CAR-T") < out.index("Bispecific")


def test_an_empty_case_shows_what_is_missing_and_nothing_is_written(caregiver, case) -> None:
    told = caregiver("worksheet", case)
    assert (told.code, told.err) == (0, "")
    assert "No treatment was named yet." in told.out
    assert "No programme was added yet." in told.out
    assert "Goal: not written down yet" in told.out
    assert "There is nothing to undo." in caregiver("undo", case).err


@pytest.mark.thorough
def test_the_question_and_the_goal_are_written_down_as_one_step_each(caregiver, case) -> None:
    assert caregiver("worksheet", case, "--question", "Is it <i>now</i>?").code == 0
    assert caregiver("worksheet", case, "--goal", "Deep remission", "--json").json["goal"] == {
        "id": "deep-remission", "name": "Deep remission", "words": "",
    }  # fmt: skip
    assert caregiver("worksheet", case, "--json").json["question"] == "Is it <i>now</i>?"
    assert "Change the worksheet" in caregiver("undo", case).out
    assert "Write the question for the cover" in caregiver("undo", case).out
    told = caregiver("worksheet", case, "--json").json
    assert (told["question"], told["goal"]["id"]) == ("", "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--goal", "nope"), "Write one of deep-remission, "),
        (("--question", ""), "It is empty."),
        (("--goal", "control", "--question", "x"), "do not go together"),
    ],
)
def test_what_cannot_be_done_is_said_plainly_and_changes_nothing(caregiver, case, options, said) -> None:
    told = caregiver("worksheet", case, *options)
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert "There is nothing to undo." in caregiver("undo", case).err
