"""A month as a calendar shows it."""

from datetime import date

import pytest

from caregiver_app.domain.appointments.month import day_in_words, month_of, on_the_day, shifted
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.journey.records import Task
from caregiver_app.domain.snapshot import CaseSnapshot
from family import PERSON


def case(*appointments: Appointment, tasks: tuple[Task, ...] = ()) -> CaseSnapshot:
    return CaseSnapshot(PERSON, appointments=appointments, tasks=tasks)


def test_weeks_are_whole_and_hold_every_day_of_the_month() -> None:
    month = month_of(case(), 2026, 5)
    assert all(len(week) == 7 for week in month.weeks)
    assert [day.date for day in month.days if day.in_month] == [date(2026, 5, n) for n in range(1, 32)]
    assert month.weeks[0][0].date == date(2026, 4, 27)  # a Monday
    assert month.in_words() == "May 2026"


def test_a_leap_day_is_a_day_of_its_month() -> None:
    assert max(day.date for day in month_of(case(), 2028, 2).days if day.in_month) == date(2028, 2, 29)
    assert max(day.date for day in month_of(case(), 2027, 2).days if day.in_month) == date(2027, 2, 28)


@pytest.mark.parametrize(("first", "begins"), [(0, date(2026, 4, 27)), (6, date(2026, 4, 26)), (5, date(2026, 4, 25))])
def test_the_week_begins_where_it_does_in_this_country(first: int, begins: date) -> None:
    month = month_of(case(), 2026, 5, first)
    assert month.days[0].date == begins
    assert all(week[0].date.weekday() == first for week in month.weeks)


def test_a_month_without_appointments_is_empty_days() -> None:
    month = month_of(case(), 2026, 5)
    assert not any(day.count for day in month.days)
    assert (month.loose, month.undated, month.loose_tasks) == ((), (), ())


def test_forty_on_one_day_are_all_on_it_in_the_order_of_the_case() -> None:
    many = tuple(Appointment(title=f"Visit {n:02}", date="2026-05-14", at=f"{n // 4 + 8:02}:00") for n in range(40))
    month = month_of(case(*many), 2026, 5)
    day = next(day for day in month.days if day.date == date(2026, 5, 14))
    assert day.appointments == many
    assert sum(day.count for day in month.days) == 40


def test_days_before_and_after_the_month_show_what_is_on_them_too() -> None:
    month = month_of(case(Appointment(title="Early", date="2026-04-30")), 2026, 5)
    day = next(day for day in month.days if day.appointments)
    assert not day.in_month


@pytest.mark.parametrize(
    ("when", "loose"),
    [
        ("2026-05", True), ("late 2026-05", True), ("2026", True), ("spring 2026", True), ("about 2026-05-14", True),
        ("about 2026-04", True), ("before 2026-05-20", True), ("after 2026-05-20", True),
        ("2026-05-14", False), ("2026-06", False), ("2025", False), ("before 2026-05", False), ("after 2026-08", False),
    ],
)  # fmt: skip
def test_what_may_be_in_the_month_and_names_no_day_stands_beside_the_grid(when: str, loose: bool) -> None:
    one = Appointment(title="Visit", date=when)
    task = Task(text="Call", due=when)
    month = month_of(case(one, tasks=(task,)), 2026, 5)
    assert month.loose == ((one,) if loose else ())
    assert [view.record for view in month.loose_tasks] == ([task] if loose else [])
    assert sum(day.count for day in month.days) == (2 if when == "2026-05-14" else 0)


def test_an_appointment_without_a_date_is_found_in_every_month() -> None:
    one = Appointment(title="Visit")
    assert month_of(case(one), 2026, 5).undated == month_of(case(one), 1999, 1).undated == (one,)


def test_a_task_is_on_its_day_until_it_is_done() -> None:
    task = Task(text="Send the discs", due="2026-05-14")
    found = [day for day in month_of(case(tasks=(task,)), 2026, 5).days if day.tasks]
    assert [day.date for day in found] == [date(2026, 5, 14)]
    assert not any(day.tasks for day in month_of(case(tasks=(task.amended(is_done=True),)), 2026, 5).days)


def test_a_day_is_said_in_full_with_today_in_words() -> None:
    visit = Appointment(title="Visit", date="2026-05-14", at="14:30")
    off = Appointment(title="Scan", date="2026-05-14", state="cancelled")
    month = month_of(case(visit, off, tasks=(Task(text="Call the ward", due="2026-05-14"),)), 2026, 5)
    day = next(day for day in month.days if day.date == date(2026, 5, 14))
    assert day_in_words(day, date(2026, 5, 14)) == (
        "Thursday, 14 May 2026, today. 2 appointments: 14:30 Visit; Scan (cancelled). 1 task is due: Call the ward"
    )
    assert day_in_words(month.days[0], date(2026, 5, 14)) == "Monday, 27 April 2026"
    assert on_the_day(off) == "Scan (cancelled)"


def test_months_go_on_over_the_year_and_stop_where_the_calendar_does() -> None:
    assert shifted(2026, 12, 1) == (2027, 1)
    assert shifted(2026, 1, -1) == (2025, 12)
    assert shifted(2026, 5, 24) == (2028, 5)
    assert shifted(1900, 1, -1) == (1900, 1)
    assert shifted(2199, 12, 1) == (2199, 12)
    assert month_of(case(), 9999, 12).year == 2199
    assert month_of(case(), 1, 1).year == 1900
