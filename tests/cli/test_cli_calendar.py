"""The calendar file from the command line: what is in it, what is named, and what it is never written over."""

from pathlib import Path

import pytest
from icalendar import Calendar

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.exchange.calendar_file import OURS


@pytest.fixture
def planned(caregiver, case: Path) -> Path:
    """A case with two appointments and a task that are one day each."""
    caregiver(
        "appointments", case, "--add", "Clinic", "--date", "3 Dec 2026", "--at", "14:30", "--zone", "Asia/Shanghai"
    )
    caregiver("appointments", case, "--add", "Ended, 复查", "--date", "3 Dec 2020")
    caregiver("steps", case, "--add-task", "Find the passport", "--step", "1", "--due", "5 Dec 2026")
    return case


def summaries(file: Path) -> list[str]:
    return [str(event["summary"]) for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")]


def test_the_calendar_holds_every_dated_appointment_and_task(caregiver, planned, tmp_path) -> None:
    file = tmp_path / "out.ics"
    told = caregiver("calendar", planned, "-o", file)
    assert (told.code, told.err) == (0, "")
    assert told.out == f"The calendar is in “{file}”: 2 appointments, 1 task.\n"
    assert summaries(file) == ["Ended, 复查", "Clinic", "Find the passport"]


def test_what_is_not_one_day_is_named_and_the_command_ends_with_3(caregiver, planned, tmp_path) -> None:
    caregiver("appointments", planned, "--add", "Some time", "--date", "Dec 2026")
    told = caregiver("calendar", planned, "-o", tmp_path / "out.ics")
    assert told.code == 3
    assert told.out.splitlines()[1:] == [
        "1 thing could not be put in as it is:",
        "  Some time: Its date is not one exact day: December 2026.",
    ]
    assert "Some time" not in summaries(tmp_path / "out.ics")


def test_a_cancelled_appointment_is_there_as_cancelled(caregiver, planned, tmp_path) -> None:
    caregiver("appointments", planned, "--cancel", "Clinic")
    caregiver("calendar", planned, "-o", tmp_path / "out.ics")
    events = Calendar.from_ical((tmp_path / "out.ics").read_bytes()).walk("VEVENT")
    assert [str(event.get("status", "")) for event in events] == ["", "CANCELLED", ""]


def test_an_older_calendar_gives_way_only_when_that_is_said(caregiver, planned, tmp_path) -> None:
    file = tmp_path / "out.ics"
    caregiver("calendar", planned, "-o", file)
    first = file.read_bytes()
    refused = caregiver("calendar", planned, "-o", file)
    assert (refused.code, refused.out) == (1, "")
    assert "Choose another name, or add --replace to write over it." in refused.err
    assert caregiver("calendar", planned, "-o", file, "--replace").code == 0
    assert file.read_bytes() == first
    caregiver("appointments", planned, "--remove", "Clinic")
    assert caregiver("calendar", planned, "-o", file, "--replace").code == 0
    assert "Clinic" not in summaries(file)


@pytest.mark.parametrize("held", [b"my notes", b"BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n"])
def test_a_file_of_another_program_is_never_written_over(caregiver, planned, tmp_path, held) -> None:
    file = tmp_path / "out.ics"
    file.write_bytes(held)
    refused = caregiver("calendar", planned, "-o", file, "--replace")
    assert refused.code == 1
    assert "is not a calendar this program wrote" in refused.err
    assert file.read_bytes() == held


def test_no_calendar_is_written_among_the_originals_or_into_a_folder_that_is_not_there(
    caregiver, planned, tmp_path
) -> None:
    for place in (planned / "originals" / "x.ics", tmp_path / "gone" / "x.ics", tmp_path):
        refused = caregiver("calendar", planned, "-o", place)
        assert (refused.code, refused.out) == (1, "")
        assert "Nothing was written over." in refused.err


def test_an_empty_case_makes_an_empty_calendar_and_only_reads(caregiver, case, tmp_path) -> None:
    before = (case / "case.db").read_bytes()
    told = caregiver("calendar", case, "-o", tmp_path / "out.ics")
    assert (told.code, told.out) == (
        0, f"The calendar is in “{tmp_path / 'out.ics'}”: 0 appointments, 0 tasks.\n",
    )  # fmt: skip
    assert OURS.encode() in (tmp_path / "out.ics").read_bytes()
    assert (case / "case.db").read_bytes() == before


def test_the_help_says_what_of_yours_is_in_the_file(caregiver) -> None:
    told = " ".join(caregiver("calendar", "--help").out.split())
    assert "The file holds what you typed" in told
    assert "Your notes of what was said are not in it." in told


def test_what_was_noted_at_an_appointment_is_not_in_the_file(caregiver, planned, tmp_path) -> None:
    from caregiver_app.casebook.appointments import change_appointment

    with Casebook.open(planned) as book:
        change_appointment(book, book.snapshot().appointments[0].amended(notes="He was afraid."))
    caregiver("calendar", planned, "-o", tmp_path / "out.ics")
    assert b"afraid" not in (tmp_path / "out.ics").read_bytes()
