"""What the own team said and the daily log, from the command line: kept as written, each change one step."""

from typing import Any

import pytest


def told(caregiver, case) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = caregiver("told", case, "--json").json["told"]
    return rows


def logged(caregiver, case) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = caregiver("log", case, "--json").json["log"]
    return rows


def test_what_the_team_said_is_kept_with_who_and_when_and_can_be_undone(caregiver, case) -> None:
    caregiver("told", case, "fever-call", "--says", "38.0 °C <b>once</b>", "--who", "Dr Chen", "--on", "2 May 2026")
    assert told(caregiver, case) == [
        {"topic": "fever-call", "text": "38.0 °C <b>once</b>", "until": None, "who": "Dr Chen", "on": "2026-05-02"}
    ]
    out = caregiver("told", case).out
    assert "38.0 °C <b>once</b>" in out
    assert "Not written down yet" in out
    caregiver("undo", case)
    assert told(caregiver, case) == []


def test_a_date_until_which_something_holds_is_changed_and_taken_away(caregiver, case) -> None:
    caregiver("told", case, "near-until", "--until", "14 June 2026")
    caregiver("told", case, "near-until", "--says", "under an hour away")
    (row,) = told(caregiver, case)
    assert (row["until"], row["text"]) == ("2026-06-14", "under an hour away")
    caregiver("told", case, "near-until", "--says", "none")
    assert told(caregiver, case) == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("told", "weather", "--says", "x"), 2, "Write one of fever-call"),
        (("told", "--says", "38.0"), 2, "Say what they spoke of"),
        (("told", "fever-call", "--who", "Dr Chen"), 2, "--who goes with --says, --until"),
        (("told", "fever-call", "--says", "38.0", "--round", "Mars"), 1, "There is no round “Mars”."),
        (("log", "--signed", "Jia"), 2, "Say what is to be written down"),
        (("log", "--notes", "x", "--remove", "abcdef"), 2, "one at a time"),
        (("log", "--remove", "abcdef12"), 1, "There is no entry “abcdef12” in the log."),
    ],
)
def test_what_cannot_be_done_is_said_plainly_and_changes_nothing(caregiver, case, arguments, code, words) -> None:
    command, *rest = arguments
    refused = caregiver(command, case, *rest)
    assert refused.code == code
    assert words in refused.err
    assert (told(caregiver, case), logged(caregiver, case)) == ([], [])


def test_a_log_entry_is_kept_as_written_listed_and_taken_out_again(caregiver, case) -> None:
    caregiver("log", case, "--temperature", "39.4", "--at", "08:00", "--on", "3 May 2026", "--signed", "Jia")
    caregiver("log", case, "--notes", "slept <i>well</i>, 睡得好", "--on", "2 May 2026", "--also-signed", "Wei")
    first, second = logged(caregiver, case)
    assert (first["date"], first["notes"], first["also_signed"]) == ("2026-05-02", "slept <i>well</i>, 睡得好", "Wei")
    assert (second["temperature"], second["at"], second["signed"], second["day"]) == ("39.4", "08:00", "Jia", None)
    assert "39.4" in caregiver("log", case).out
    caregiver("log", case, "--remove", first["id"][:8])
    assert [row["id"] for row in logged(caregiver, case)] == [second["id"]]
    caregiver("undo", case)
    assert len(logged(caregiver, case)) == 2


def test_the_days_of_the_log_are_counted_from_the_infusion(caregiver, case) -> None:
    caregiver("steps", case, "--done", "ST07", "--on", "28 April 2026")
    caregiver("log", case, "--temperature", "36.8", "--on", "12 May 2026")
    (row,) = logged(caregiver, case)
    assert row["day"] == 14
