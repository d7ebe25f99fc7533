"""The CAR-T steps from the command line: where we are, what is planned, what there is to do; each change one step."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.journey import add_round
from caregiver_app.domain.journey.board import PLACES
from caregiver_app.domain.journey.records import Round
from caregiver_app.domain.journey.stages import stages


def seen(caregiver, case: Path, *options: object) -> dict[str, Any]:
    (only,) = caregiver("steps", case, "--json", *options).json["rounds"]
    return only


def step(caregiver, case: Path, stage: str, *options: object) -> dict[str, Any]:
    return next(row for row in seen(caregiver, case, *options)["steps"] if row["id"] == stage)


def test_an_untouched_case_shows_twelve_steps_and_nothing_was_written(caregiver, case) -> None:
    held = seen(caregiver, case)
    assert (held["id"], held["mode"], held["day_zero"], held["day"]) == (None, "exploring", None, None)
    assert [row["id"] for row in held["steps"]] == [stage.id for stage in stages()]
    first = held["steps"][0]
    assert set(first) == {"id", "name", "state", "planned", "done", "tasks", "sources"}
    assert {row["state"] for row in held["steps"]} <= set(PLACES)
    assert set(first["tasks"][0]) == {"id", "text", "who", "due", "done", "done_on", "own"}
    assert first["sources"]
    assert "There is nothing to undo." in caregiver("undo", case).err


def test_the_text_tells_where_each_step_stands_and_what_to_do_now(caregiver, case) -> None:
    caregiver("steps", case, "--done", "ST01", "--on", "May 2026")
    caregiver("steps", case, "--plan", "3", "--on", "10 Jan 2027")
    told = caregiver("steps", case)
    assert (told.code, told.err) == (0, "")
    rows = {line.split()[0]: line for line in told.out.splitlines() if line.startswith("ST")}
    assert "Done" in rows["ST01"]
    assert "May 2026" in rows["ST01"]
    assert "We are here" in rows["ST02"]
    assert "planned 10 January 2027" in rows["ST03"]
    assert "ST02-task-1" in told.out
    assert "ST03-task-1" not in told.out


def test_days_are_counted_from_the_infusion(caregiver, case) -> None:
    zero = date.today() - timedelta(days=14)
    caregiver("steps", case, "--done", "ST07", "--on", zero.isoformat())
    held = seen(caregiver, case)
    assert (held["day_zero"], held["day"]) == (zero.isoformat(), 14)
    assert "Day +14" in caregiver("steps", case).out


@pytest.mark.thorough
def test_each_change_is_one_step_that_undo_takes_back(caregiver, case) -> None:
    for change in (
        ("--plan", "ST03", "--on", "10 Jan 2027"),
        ("--done", "ST01"),
        ("--here", "ST04"),
        ("--not-for-us", "Bridging therapy"),
        ("--ahead", "ST01"),
        ("--tick", "ST01-task-1"),
        ("--add-task", "Find the passport", "--step", "ST09", "--who", "Bo", "--due", "5 Dec 2026"),
    ):
        before = caregiver("steps", case, "--json").json
        told = caregiver("steps", case, *change)
        assert (told.code, told.err) == (0, ""), change
        assert caregiver("undo", case).code == 0
        assert caregiver("steps", case, "--json").json == before, change
        assert "There is nothing to undo." in caregiver("undo", case).err


def test_a_step_is_planned_done_left_out_and_to_come_again(caregiver, case) -> None:
    caregiver("steps", case, "--plan", "ST03", "--on", "10 Jan 2027")
    assert step(caregiver, case, "ST03")["planned"] == "2027-01-10"
    caregiver("steps", case, "--plan", "ST03", "--on", "none")
    assert step(caregiver, case, "ST03")["planned"] is None
    told = caregiver("steps", case, "--done", "ST03", "--on", "12 Jan 2027")
    assert told.out == "ST03  3 Apheresis (cell collection): Done, 12 January 2027\n"
    assert step(caregiver, case, "ST03")["done"] == "2027-01-12"
    caregiver("steps", case, "--not-for-us", "ST05")
    assert step(caregiver, case, "ST05")["state"] == "not-for-us"
    caregiver("steps", case, "--ahead", "ST05")
    assert step(caregiver, case, "ST05")["state"] == "ahead"


def test_we_are_at_one_step_and_the_one_before_keeps_its_day(caregiver, case) -> None:
    caregiver("steps", case, "--here", "ST02")
    caregiver("steps", case, "--here", "ST04")
    assert [row["id"] for row in seen(caregiver, case)["steps"] if row["state"] == "here"] == ["ST04"]
    caregiver("steps", case, "--done", "ST04", "--on", "1 Feb 2027")
    caregiver("steps", case, "--here", "ST06")
    assert step(caregiver, case, "ST04")["state"] == "done"


def test_tasks_are_ticked_and_own_ones_added(caregiver, case) -> None:
    today = date.today().isoformat()
    caregiver("steps", case, "--tick", "st01-task-1")
    task = step(caregiver, case, "ST01")["tasks"][0]
    assert (task["done"], task["done_on"], task["own"]) == (True, today, False)
    caregiver("steps", case, "--untick", "ST01-task-1")
    assert not step(caregiver, case, "ST01")["tasks"][0]["done"]
    told = caregiver("steps", case, "--add-task", "Find <b>it</b>", "--step", "1", "--who", "Bo", "--due", "5 Dec 2026")
    own = step(caregiver, case, "ST01")["tasks"][-1]
    assert (own["text"], own["who"], own["due"], own["own"]) == ("Find <b>it</b>", "Bo", "2026-12-05", True)
    assert own["id"][:8] in told.out
    assert "Find <b>it</b>" in caregiver("steps", case).out
    told = caregiver("steps", case, "--tick", own["id"][:8], "--on", "1 Dec 2026")
    assert told.out == "[x] Find <b>it</b> (1 Referral and eligibility review)\n"
    own = step(caregiver, case, "ST01")["tasks"][-1]
    assert (own["done"], own["done_on"]) == (True, "2026-12-01")
    caregiver("steps", case, "--untick", own["id"])
    assert not step(caregiver, case, "ST01")["tasks"][-1]["done"]


def test_with_several_rounds_a_change_says_which(caregiver, case) -> None:
    with Casebook.open(case) as book:
        add_round(book, Round(name="Edinburgh"))
        shanghai = add_round(book, Round(name="Shanghai", mode="proceeding", product="X-cel"))
    told = caregiver("steps", case).out
    assert "Lin Wei: Edinburgh · Exploring" in told
    assert "Lin Wei: Shanghai · Going ahead · X-cel" in told
    refused = caregiver("steps", case, "--here", "ST02")
    assert (refused.code, refused.out) == (1, "")
    assert "There are several rounds: “Edinburgh”, “Shanghai”." in refused.err
    assert caregiver("steps", case, "--here", "ST05", "--round", "shanghai").code == 0
    assert step(caregiver, case, "ST05", "--round", str(shanghai.id)[:8])["state"] == "here"
    assert step(caregiver, case, "ST05", "--round", "Edinburgh")["state"] == "ahead"
    assert "The rounds are “Edinburgh”, “Shanghai”." in caregiver("steps", case, "--round", "Paris").err


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--done", "ST13"), 2, "The steps are ST01, "),
        (("--plan", "ST03"), 2, "Write with --on for which day"),
        (("--plan", "ST03", "--on", "someday"), 2, "--on"),
        (("--done", "ST03", "--on", "none"), 2, "Only the day of --plan can be taken away."),
        (("--here", "ST03", "--on", "1 May 2026"), 2, "--on goes with --plan, --done, --tick."),
        (("--here", "ST03", "--ahead", "ST04"), 2, "do not go together"),
        (("--tick", "ST01-task-99"), 1, "There is no task “ST01-task-99”."),
        (("--add-task", "x"), 2, "Write with --step"),
        (("--step", "ST01"), 2, "--step goes with --add-task."),
        (("--round", "Paris"), 1, "There is no round “Paris”."),
    ],
)
def test_what_cannot_be_done_is_said_plainly_and_changes_nothing(caregiver, case, options, code, said) -> None:
    told = caregiver("steps", case, *options)
    assert (told.code, told.out) == (code, "")
    assert said in told.err
    assert "There is nothing to undo." in caregiver("undo", case).err
