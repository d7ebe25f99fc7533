"""The calendar file opens elsewhere as it was typed, the same bytes each time; what does not fit is named."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event
from icalendar.cal import Component

from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.journey.records import Round, Task
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.exchange.calendar_file import CalendarFile, calendar_file, is_calendar_of_ours, known_zone
from family import PERSON, fixed

TODAY = date(2026, 12, 1)
VISIT = Appointment(id=fixed("visit"), title="Follow-up", date="2026-12-03", at="14:30")


def made(*held: Appointment | Task | Round, today: date = TODAY) -> CalendarFile:
    def of(kind: type) -> tuple:
        return tuple(one for one in held if isinstance(one, kind))

    case = CaseSnapshot(PERSON, appointments=of(Appointment), tasks=of(Task), rounds=of(Round))
    return calendar_file(case, today)


def read(file: CalendarFile) -> list[Event]:
    return list(Calendar.from_ical(file.data).walk("VEVENT"))


def only(*held: Appointment | Task | Round, today: date = TODAY) -> Event:
    (event,) = read(made(*held, today=today))
    return event


def alarms(event: Event) -> list[Component]:
    return event.walk("VALARM")


@pytest.mark.parametrize(
    "typed",
    [
        "Blood, scan; and a talk: 10 % \\ more",
        "C:\\Notes\\New \\n \\\\N \\\\",
        'He said "bring, all"; <b>x</b> & y',
        "嵌合抗原受体T细胞治疗门诊复查，请带上所有的病历和影像资料" * 4,
        "Übergabe – naïve 👩‍👧 " * 12,
        "BEGIN:VALARM",
        "a" * 300,
    ],
)
def test_every_text_comes_back_as_it_was_typed(typed: str) -> None:
    told = f"{typed}\nBEGIN:VEVENT\nEND:VEVENT\n\n{typed}"
    file = made(VISIT.amended(title=typed, place=told, why=told))
    (event,) = read(file)
    assert (str(event["summary"]), str(event["location"]), str(event["description"])) == (typed, told, told)


def test_the_file_is_utf_8_with_whole_letters_on_folded_lines_that_end_as_the_standard_asks() -> None:
    data = made(VISIT.amended(title="嵌合抗原受体T细胞" * 30, why="é" * 400)).data
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert data.count(b"\n") == data.count(b"\r") == len(lines) - 1
    for line in lines:
        assert len(line) <= 75
        line.decode("utf-8")


def test_characters_a_calendar_cannot_hold_leave_a_space() -> None:
    event = only(VISIT.amended(title="a\x00b\x0bc\x1bd\x85e"))
    assert str(event["summary"]) == "a b c d e"
    assert str(only(VISIT.amended(why="one\r\ntwo\tthree"))["description"]) == "one\ntwo\tthree"


def test_a_time_without_a_zone_is_the_time_of_wherever_one_is() -> None:
    event = only(VISIT.amended(ends="15:00"))
    assert event["dtstart"].to_ical() == b"20261203T143000"
    assert event["dtend"].to_ical() == b"20261203T150000"
    assert not event["dtstart"].params
    assert b"VTIMEZONE" not in made(VISIT).data


def test_a_time_in_a_zone_names_it_and_brings_its_rules() -> None:
    file = made(
        VISIT.amended(zone="Asia/Shanghai"),
        VISIT.amended(id=fixed("b"), zone="Europe/London", date="2026-07-01"),
        VISIT.amended(id=fixed("c"), zone="Asia/Shanghai"),
    )
    starts = [event["dtstart"].dt for event in read(file)]
    assert [start.utcoffset() for start in starts] == [timedelta(hours=8), timedelta(hours=1), timedelta(hours=8)]
    assert b"DTSTART;TZID=Asia/Shanghai:20261203T143000\r\n" in file.data
    zones = Calendar.from_ical(file.data).walk("VTIMEZONE")
    assert [str(zone["tzid"]) for zone in zones] == ["Asia/Shanghai", "Europe/London"]
    london = zones[1].to_tz()
    for month in range(1, 13):
        noon = datetime(2026, month, 15, 12, 0)
        assert noon.replace(tzinfo=london).utcoffset() == noon.replace(tzinfo=ZoneInfo("Europe/London")).utcoffset()


def test_the_time_of_the_world_needs_no_rules() -> None:
    event = only(VISIT.amended(zone="Etc/UTC"))
    assert event["dtstart"].dt == datetime(2026, 12, 3, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Mars/Phobos", "America", "../x", "/etc/passwd", "a\x00b", "China time"])
def test_a_zone_nobody_knows_is_named_and_the_appointment_is_there_with_its_time_alone(zone: str) -> None:
    file = made(VISIT.amended(zone=zone))
    (event,) = read(file)
    assert event["dtstart"].to_ical() == b"20261203T143000"
    assert "Time zone:" in str(event["description"])
    assert [(out.title, zone in out.why) for out in file.left_out] == [("Follow-up", True)]
    assert (file.appointments, file.tasks) == (1, 0)


def test_a_day_without_a_time_is_a_whole_day() -> None:
    event = only(VISIT.amended(at="", zone="Asia/Shanghai"))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 12, 3), date(2026, 12, 4))
    assert event["dtstart"].params["value"] == "DATE"


def test_an_end_before_the_beginning_is_on_the_next_day_and_none_is_made_up() -> None:
    event = only(VISIT.amended(at="22:00", ends="06:00"))
    assert event["dtend"].dt == datetime(2026, 12, 4, 6, 0)
    assert "dtend" not in only(VISIT)
    assert "dtend" not in only(VISIT.amended(ends="14:30"))
    assert "Until 15:00" in str(only(VISIT.amended(at="", ends="15:00"))["description"])
    for night in (VISIT.amended(date="9999-12-31", ends="06:00"), VISIT.amended(date="9999-12-31", at="")):
        assert "dtend" not in only(night)
    assert only(VISIT.amended(date="0001-01-01", zone="Europe/London"))


def test_the_reminder_comes_so_many_days_before_and_not_at_midnight() -> None:
    (alarm,) = alarms(only(VISIT))
    assert (str(alarm["action"]), str(alarm["description"])) == ("DISPLAY", "Follow-up")
    assert alarm["trigger"].dt == timedelta(days=-3)
    (alarm,) = alarms(only(VISIT.amended(at="", remind_days=1)))
    assert alarm["trigger"].dt == timedelta(hours=-15)  # nine in the morning of the day before
    assert alarms(only(VISIT.amended(remind_days=0))) == []


def test_what_is_over_is_there_and_reminds_nobody() -> None:
    assert alarms(only(VISIT.amended(state="done"))) == []
    assert alarms(only(VISIT, today=date(2026, 12, 4))) == []
    cancelled = only(VISIT.amended(state="cancelled"))
    assert alarms(cancelled) == []
    assert (str(cancelled["status"]), cancelled["sequence"]) == ("CANCELLED", 1)
    assert "status" not in only(VISIT)
    assert only(VISIT)["sequence"] == 0


def test_a_date_that_is_not_one_day_is_not_guessed_but_named() -> None:
    vague = [VISIT.amended(id=fixed(when), title=when, date=when) for when in ("2026-12", "about 2026-12-03", "2027")]
    file = made(VISIT.amended(title="Undated", date=None), *vague)
    assert read(file) == []
    assert [(out.title, out.why) for out in file.left_out] == [
        ("Undated", "It has no date yet."),
        ("2026-12", "Its date is not one exact day: December 2026."),
        ("about 2026-12-03", "Its date is not one exact day: about 3 December 2026."),
        ("2027", "Its date is not one exact day: 2027."),
    ]


def test_open_tasks_with_a_day_are_whole_days_and_the_others_are_named_or_need_none() -> None:
    held = Round(id=fixed("round"), name="Shanghai")
    due = Task(id=fixed("t"), text="Book the flat", due="2026-12-10", who="Bo", round=held.id, stage="ST03")
    file = made(
        held,
        due,
        Task(text="Some time", due="2026-12"),
        Task(text="Done", due="2026-12-09", is_done=True),
        Task(text="No day"),
    )
    (event,) = read(file)
    assert event["dtstart"].dt == date(2026, 12, 10)
    assert (str(event["uid"]), str(event["transp"])) == (str(due.id), "TRANSPARENT")
    assert str(event["description"]) == "Who: Bo\nCAR-T step: 3 Apheresis (cell collection)"
    assert [out.title for out in file.left_out] == ["Some time"]
    assert (file.appointments, file.tasks) == (0, 1)


def test_a_task_of_the_guide_has_the_words_of_the_guide() -> None:
    held = Round(id=fixed("round"), name="Shanghai")
    event = only(held, Task(guide="ST01-purpose-1", due="2026-12-10", round=held.id, stage="ST01"))
    assert str(event["summary"]).startswith("It asks whether CAR-T")


def test_each_keeps_its_identity_and_what_was_said_there_stays_at_home() -> None:
    event = only(VISIT.amended(whom="Dr Chen", phone="+86 21", why="Scan", notes="He cried"))
    assert str(event["uid"]) == str(VISIT.id)
    assert event["dtstamp"].dt == datetime(2026, 12, 3, tzinfo=UTC)
    assert str(event["description"]) == "With Dr Chen\nPhone: +86 21\nScan"
    assert b"cried" not in made(VISIT.amended(notes="He cried")).data
    assert PERSON.name.encode() not in made(VISIT).data


ZONES = ("Asia/Shanghai", "Europe/London", "America/New_York")


@pytest.mark.thorough
def test_the_same_case_makes_the_same_bytes_in_any_process() -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]; import test_calendar_file as t;"
        "sys.stdout.buffer.write(t.made(*[t.VISIT.amended(id=t.fixed(z), zone=z) for z in t.ZONES]).data)"
    )
    here = Path(__file__).parent
    expected = made(*(VISIT.amended(id=fixed(zone), zone=zone) for zone in ZONES)).data
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(here), str(here.parent)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert done.stdout == expected


def test_a_case_without_appointments_makes_a_calendar_without_events() -> None:
    file = made()
    assert read(file) == []
    assert is_calendar_of_ours(file.data)


@pytest.mark.parametrize("data", [b"", b"BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\n", b"PRODID:x", b"\x00\xff" * 500])
def test_a_file_of_another_program_is_not_ours(data: bytes) -> None:
    assert not is_calendar_of_ours(data)


def test_a_zone_is_known_however_it_was_typed() -> None:
    assert known_zone("asia/shanghai") == "Asia/Shanghai"
    assert known_zone(" America/New York ") == "America/New_York"
    assert known_zone("Mars/Phobos") is None
    assert known_zone("") is None
