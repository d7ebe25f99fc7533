"""Which appointments are to come, which are over, what is said of them, and what one is reminded of."""

from datetime import date

import pytest

from caregiver_app.domain.appointments.coming import (
    coming_soon,
    days_in_words,
    is_nearest,
    is_over,
    next_appointment,
    past,
    upcoming,
    when_in_words,
)
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.appointments.reminders import reminders, reminders_in_words
from caregiver_app.domain.appointments.told import day_number, stands, when_in_full
from caregiver_app.domain.journey.records import Round, StageState, Task
from caregiver_app.domain.journey.stages import INFUSION
from caregiver_app.domain.snapshot import CaseSnapshot
from family import PERSON

TODAY = date(2026, 5, 14)


def one(title: str = "Visit", **fields: object) -> Appointment:
    return Appointment(title=title, **fields)


def case(*appointments: Appointment, tasks: tuple[Task, ...] = (), **fields: object) -> CaseSnapshot:
    held: dict[str, tuple[Appointment, ...]] = {Appointment: appointments, Task: tasks}
    return CaseSnapshot.read(
        lambda kind: (PERSON,) if kind is type(PERSON) else held.get(kind, fields.get(kind.__name__, ()))
    )


@pytest.mark.parametrize(
    ("when", "over"),
    [
        ("2026-05-13", True), ("2026-05-14", False), ("2026-05-15", False), ("2026-04", True), ("2026-05", False),
        ("early 2026-05", True), ("2026", False), ("2025", True), ("spring 2026", False), ("winter 2025", True),
        ("about 2026-05-10", False), ("before 2026-05-10", True), ("after 2025", False), (None, False),
    ],
)  # fmt: skip
def test_it_is_over_when_every_day_it_may_mean_has_passed(when: str | None, over: bool) -> None:
    assert is_over(one(date=when), TODAY) == over


def test_what_took_place_or_was_cancelled_is_over_whatever_its_date() -> None:
    assert is_over(one(date="2027-01-01", state="done"), TODAY)
    assert is_over(one(state="cancelled"), TODAY)


def test_those_to_come_are_in_order_with_the_undated_last_and_those_over_with_the_last_first() -> None:
    a, b, c = (
        one("a", date="2026-06-01"),
        one("b", date="2026-05-20", at="14:00"),
        one("c", date="2026-05-20", at="09:00"),
    )
    d, e, f = one("d"), one("e", date="2026-05-01"), one("f", date="2026-04-01")
    found = case(a, b, c, d, e, f)
    assert [x.title for x in upcoming(found, TODAY)] == ["c", "b", "a", "d"]
    assert [x.title for x in past(found, TODAY)] == ["e", "f"]
    assert next_appointment(found, TODAY) == c
    assert next_appointment(case(), TODAY) is None


@pytest.mark.parametrize(
    ("when", "days", "soon"),
    [
        ("2026-05-17", 3, True), ("2026-05-18", 3, False), ("2026-05-14", 0, True), ("2026-05-15", 0, False),
        ("2026-06", 18, True), ("2026-06", 17, False), ("2026-05", 3, True), ("2026-05-13", 3, False),
        ("before 2026-06", 3, False), (None, 365, False),
    ],
)  # fmt: skip
def test_a_reminder_comes_so_many_days_before_the_first_day_it_may_be(when: str | None, days: int, soon: bool) -> None:
    assert bool(coming_soon(case(one(date=when, remind_days=days)), TODAY)) == soon


def test_how_far_off_it_is_is_said_only_of_one_exact_day_to_come() -> None:
    said = [days_in_words(one(date=when), TODAY) for when in ("2026-05-14", "2026-05-15", "2026-05-17", "2026-05-13")]
    assert said == ["today", "tomorrow", "in 3 days", ""]
    assert days_in_words(one(date="2026-05"), TODAY) == days_in_words(one(), TODAY) == ""


def test_when_it_is_is_written_with_its_hours_and_its_zone() -> None:
    full = one(date="2026-12-03", at="14:30", ends="15:15", zone="Asia/Shanghai")
    assert when_in_words(full) == "3 December 2026, 14:30–15:15 (Asia/Shanghai)"
    assert when_in_full(full) == "Thursday, 3 December 2026, 14:30–15:15 (Asia/Shanghai)"
    assert when_in_full(one(date="2026-05", zone="Asia/Shanghai")) == "May 2026"
    assert when_in_full(one()) == "date not known"


def test_where_it_stands_is_said_and_never_guessed() -> None:
    said = [stands(one(date=when), TODAY) for when in ("2026-05-13", "2026-05-15", "2026-05", None)]
    assert said == ["Its day has passed", "tomorrow", "To come", "To come"]
    assert stands(one(state="done"), TODAY) == "It took place"
    assert stands(one(state="cancelled"), TODAY) == "Cancelled"


def test_what_is_near_and_what_is_due_is_said_in_plain_sentences() -> None:
    visit, later = one("Visit", date="2026-05-15", at="14:30"), one("Scan", date="2026-05-16")
    due, done = Task(text="Send discs", due="2026-05-10"), Task(text="x", due="2026-05-01", is_done=True)
    assert reminders_in_words(case(), TODAY) == ""
    assert reminders_in_words(case(visit), TODAY) == "“Visit” is tomorrow at 14:30."
    assert reminders_in_words(case(visit, later), TODAY) == (
        "2 appointments are near. The next one, “Visit”, is tomorrow at 14:30."
    )
    assert reminders_in_words(case(one(date="2026-05")), TODAY) == "“Visit” is set down for May 2026."
    assert reminders_in_words(case(tasks=(due, done)), TODAY) == "“Send discs” was due by 10 May 2026."
    today = Task(text="Call", due="2026-05-14")
    assert reminders_in_words(case(tasks=(today,)), TODAY) == "“Call” is due today."
    assert reminders_in_words(case(visit, tasks=(due, today)), TODAY) == (
        "“Visit” is tomorrow at 14:30. 2 tasks are due. The first one, “Send discs”, was due by 10 May 2026."
    )
    assert reminders(case(visit, later, tasks=(due, done, today)), TODAY).count == 4


def test_a_task_of_a_month_is_due_on_its_last_day_and_a_long_title_is_shortened() -> None:
    task = Task(text="Send\nthe discs " * 20, due="2026-05")
    assert reminders_in_words(case(tasks=(task,)), TODAY) == ""
    said = reminders_in_words(case(tasks=(task,)), date(2026, 5, 31))
    assert said.endswith("…” was due by May 2026.")
    assert "\n" not in said
    assert len(said) < 110


def test_the_day_of_the_round_is_counted_where_it_is_known() -> None:
    first, second = Round(name="First"), Round(name="Second", position=2)
    done = StageState(round=first.id, stage=INFUSION, done="2026-05-01")
    planned = StageState(round=second.id, stage=INFUSION, planned="2026-06-01")
    visit = one(date="2026-05-15")
    assert day_number(case(visit), visit) == ""
    assert day_number(case(visit, Round=(first,), StageState=(done,)), visit) == "Day +14"
    both = case(visit, Round=(first, second), StageState=(done, planned))
    assert day_number(both, visit) == ""  # which one is meant is not guessed
    assert day_number(both, visit.amended(round=second.id)) == "Day −17, as planned now"
    assert day_number(both, visit.amended(round=first.id, date="2026-05")) == ""
    assert day_number(both, visit.amended(round=first.id, date="2026-01-01")) == ""  # nobody counts so far back


def test_what_waited_for_the_next_visit_was_for_the_last_one_whose_day_came() -> None:
    before, last, later = one("a", date="2026-05-01"), one("b", date="2026-05-13"), one("c", date="2026-05-20")
    every = (before, last, later)
    assert [is_nearest(every, x, TODAY) for x in every] == [False, True, True]
    sooner = one("d", date="2026-05-18")
    assert not is_nearest((*every, sooner), later, TODAY)
    off = sooner.amended(state="cancelled")
    assert is_nearest((*every, off), later, TODAY)
    assert not is_nearest(every, one("e"), TODAY)
