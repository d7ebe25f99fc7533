"""Appointments from the command line: what is to come and what is over; each change is one step."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

TODAY = date.today()
TOMORROW = (TODAY + timedelta(days=1)).isoformat()
LAST_WEEK = (TODAY - timedelta(days=7)).isoformat()
NAMES = {
    "id", "title", "date", "date_words", "at", "until", "zone", "with", "place", "phone", "why", "notes", "state",
    "over", "remind_days", "step", "next_steps",
}  # fmt: skip


def listed(caregiver, case: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = caregiver("appointments", case, "--json").json["appointments"]
    return rows


def test_an_appointment_is_added_with_all_that_is_known_of_it(caregiver, case) -> None:
    told = caregiver(
        "appointments", case, "--add", "Scan; <b>two</b>, 复查", "--date", "3 Dec 2026", "--at", "9:30", "--until",
        "10.15", "--zone", "asia/shanghai", "--with", "Dr Chen", "--place", "Ward 7", "--why", "Go through it",
    )  # fmt: skip
    (row,) = listed(caregiver, case)
    assert set(row) == NAMES
    assert told.out == f"{row['id'][:8]}  Scan; <b>two</b>, 复查, 3 December 2026, 09:30–10:15 (Asia/Shanghai)\n"
    assert (row["title"], row["date"], row["at"], row["until"]) == (
        "Scan; <b>two</b>, 复查", "2026-12-03", "09:30", "10:15",
    )  # fmt: skip
    assert (row["zone"], row["with"], row["place"], row["why"]) == (
        "Asia/Shanghai", "Dr Chen", "Ward 7", "Go through it",
    )  # fmt: skip
    assert (row["state"], row["remind_days"], row["next_steps"]) == ("to-come", 3, [])
    assert "Add an appointment" in caregiver("undo", case).out
    assert listed(caregiver, case) == []


def test_what_is_to_come_stands_before_what_is_over(caregiver, case) -> None:
    for title, when in (("Old", LAST_WEEK), ("Next", TOMORROW), ("Some day", "2999")):
        caregiver("appointments", case, "--add", title, "--date", when)
    caregiver("appointments", case, "--add", "Undated")
    told = caregiver("appointments", case).out
    places = [told.index(word) for word in ("To come", "Next", "Some day", "Undated", "Over", "Old")]
    assert places == sorted(places)
    assert "tomorrow" in told
    assert "date not known" in told
    assert [row["over"] for row in listed(caregiver, case)] == [True, False, False, False]


@pytest.mark.parametrize(
    ("option", "state", "label"),
    [("--done", "done", "It took place: Clinic"), ("--cancel", "cancelled", "Cancel an appointment: Clinic")],
)
def test_one_that_took_place_or_was_cancelled_is_over(caregiver, case, option, state, label) -> None:
    caregiver("appointments", case, "--add", "Clinic", "--date", TOMORROW)
    told = caregiver("appointments", case, option, "clinic")
    assert (told.code, told.err) == (0, "")
    (row,) = listed(caregiver, case)
    assert (row["state"], row["over"]) == (state, True)
    assert label in caregiver("undo", case).out
    assert listed(caregiver, case)[0]["state"] == "to-come"


def test_one_is_taken_out_and_comes_back(caregiver, case) -> None:
    caregiver("appointments", case, "--add", "Clinic", "--date", TOMORROW)
    (row,) = listed(caregiver, case)
    assert "“Clinic” was taken out." in caregiver("appointments", case, "--remove", row["id"][:6]).out
    assert listed(caregiver, case) == []
    assert "There are no appointments in the case yet." in caregiver("appointments", case).out
    caregiver("undo", case)
    assert listed(caregiver, case) == [row]


def test_two_of_one_title_are_told_apart_by_their_ids(caregiver, case) -> None:
    for when in (LAST_WEEK, TOMORROW):
        caregiver("appointments", case, "--add", "Clinic", "--date", when)
    refused = caregiver("appointments", case, "--done", "Clinic")
    assert (refused.code, refused.out) == (1, "")
    assert "Several appointments are called “Clinic”." in refused.err
    assert caregiver("appointments", case, "--done", listed(caregiver, case)[0]["id"]).code == 0
    assert [row["state"] for row in listed(caregiver, case)] == ["done", "to-come"]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--add", "x", "--date", "Dec 2026", "--at", "noon"), 2, "“noon” is not a time of day."),
        (("--add", "x", "--at", "25:00"), 2, "“25:00” is not a time of day."),
        (("--add", "x", "--at", "9:00", "--zone", "China"), 2, "“China” is not a time zone."),
        (("--add", "x", "--date", "31 Feb 2026"), 2, "--date"),
        (("--add", ""), 2, "It is empty."),
        (("--date", "3 Dec 2026"), 2, "--date goes with --add."),
        (("--add", "x", "--zone", "Asia/Shanghai"), 2, "--zone goes with --at."),
        (("--add", "x", "--until", "9:00"), 2, "--until goes with --at."),
        (("--done", "x", "--cancel", "x"), 2, "do not go together"),
        (("--done", "nothing"), 1, "There is no appointment “nothing”."),
        (("--remove", "abc"), 1, "There is no appointment “abc”."),
    ],
)
def test_what_cannot_be_done_is_said_plainly_and_changes_nothing(caregiver, case, options, code, said) -> None:
    told = caregiver("appointments", case, *options)
    assert (told.code, told.out) == (code, "")
    assert said in told.err
    assert listed(caregiver, case) == []
