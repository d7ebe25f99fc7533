"""Long work off the UI thread."""

import sys
import threading
import time
from collections.abc import Iterator
from types import TracebackType

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from caregiver_app.errors import CaregiverError
from caregiver_app.progress import Progress
from caregiver_app.ui.jobs import TURN, Job, Jobs


def test_work_runs_elsewhere_and_is_told_on_the_ui_thread_in_order(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[tuple[str, bool, bool]] = []
    here = threading.get_ident()

    def work(name: str) -> tuple[str, bool]:
        return name, threading.get_ident() != here

    def done(result: tuple[str, bool]) -> None:
        told.append((*result, threading.get_ident() == here))

    for name in ("first", "second"):
        jobs.start(lambda _progress, name=name: work(name), done=done, failed=told.append)
    assert not told
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [("first", True, True), ("second", True, True)]


def test_an_expected_failure_is_handed_over(qtbot: QtBot, jobs: Jobs) -> None:
    problem = CaregiverError("It did not work.", safe="All is safe.", now="Try again.")
    failed: list[CaregiverError] = []
    ended: list[bool] = []

    def work(_progress: Progress) -> None:
        raise problem

    jobs.start(work, done=failed.append, failed=failed.append, ended=lambda: ended.append(True))
    qtbot.waitUntil(lambda: ended == [True])
    assert failed == [problem]


def test_whoever_sees_the_outcome_finds_nobody_busy_any_more(qtbot: QtBot, jobs: Jobs) -> None:
    messages: list[object] = []
    order: list[str] = []
    jobs._told.connect(messages.append, Qt.ConnectionType.DirectConnection)
    jobs.ended.connect(lambda _job: order.append("forgotten"))
    jobs.start(lambda _progress: "done", done=order.append, failed=pytest.fail, ended=lambda: order.append("ended"))
    qtbot.waitUntil(lambda: not jobs.open)
    assert order == ["done", "ended", "forgotten"]
    assert len(messages) == 1, "nobody can act between the outcome and the end"


def test_progress_is_told_and_cancel_stops_at_the_next_step(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    seen: list[tuple[int, int, str]] = []
    told: list[str] = []

    def work(progress: Progress) -> str:
        progress(1, 2, "one")
        gate.wait(5)
        progress(2, 2, "two")
        return "finished"

    job = jobs.start(
        work,
        done=told.append,
        failed=told.append,
        progressed=lambda *step: seen.append(step),
        ended=lambda: told.append("ended"),
    )
    qtbot.waitUntil(lambda: bool(seen))
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(told))
    assert seen == [(1, 2, "one")]
    assert told == ["ended"]


def test_more_bytes_than_a_bar_can_count_are_told_in_parts(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[tuple[int, int, str]] = []
    jobs.start(
        lambda progress: progress(3 << 32, 4 << 32, "D-001"),
        done=lambda _none: None,
        failed=pytest.fail,
        progressed=lambda *step: seen.append(step),
    )
    with qtbot.waitSignal(jobs.progressed) as told:
        pass
    assert seen == [(750, 1000, "D-001")]
    assert told.args[1:] == [750, 1000, "D-001"]


def test_a_mistake_of_ours_reaches_the_last_resort_and_the_page_is_freed(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []

    def hook(kind: type[BaseException], _value: BaseException, _trace: TracebackType | None) -> None:
        caught.append(kind)

    monkeypatch.setattr(sys, "excepthook", hook)
    ended: list[bool] = []

    def work(_progress: Progress) -> None:
        raise ZeroDivisionError

    jobs.start(work, done=ended.append, failed=ended.append, ended=lambda: ended.append(True))
    qtbot.waitUntil(lambda: ended == [True])
    assert caught == [ZeroDivisionError]


def test_stopping_waits_for_the_worker_and_drops_what_waits(qtbot: QtBot) -> None:
    jobs = Jobs()
    started = threading.Event()
    ran: list[str] = []

    def long(progress: Progress) -> None:
        started.set()
        while True:
            progress(0, 0, "")

    first: Job = jobs.start(long, done=ran.append, failed=ran.append)
    jobs.start(lambda _progress: ran.append("second"), done=ran.append, failed=ran.append)
    assert started.wait(5)
    jobs.stop()
    assert first.is_cancelled
    assert ran == []


def test_a_lane_does_not_wait_for_another_and_keeps_its_own_order(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    told: list[str] = []

    def long(_progress: Progress) -> str:
        gate.wait(5)
        return "long"

    jobs.start(long, done=told.append, failed=told.append)
    for name in ("first", "second"):
        jobs.start(lambda _progress, name=name: name, done=told.append, failed=told.append, lane="preview")
    qtbot.waitUntil(lambda: told == ["first", "second"])
    gate.set()
    qtbot.waitUntil(lambda: told == ["first", "second", "long"])


def test_stopping_and_leaving_the_case_count_for_every_lane(qtbot: QtBot) -> None:
    jobs = Jobs()
    begun = [threading.Event(), threading.Event()]
    told: list[str] = []

    def for_ever(progress: Progress, lane: int) -> None:
        begun[lane].set()
        while True:
            progress(0, 0, "")

    for lane, name in enumerate(("job", "preview")):
        jobs.start(
            lambda progress, lane=lane: for_ever(progress, lane), done=told.append, failed=told.append, lane=name
        )
    assert all(event.wait(5) for event in begun)
    jobs.leave_case()
    assert all(job.is_cancelled for job in jobs.open)
    jobs.stop()
    assert told == []
    for name in ("job", "a new one"):
        with pytest.raises(RuntimeError):
            jobs.start(lambda _progress: None, done=told.append, failed=told.append, lane=name)


def _as_long_as_a_turn(parts: list[str], told: list[str]) -> Iterator[None]:
    for part in parts:
        until = time.perf_counter() + TURN
        while time.perf_counter() < until:
            pass
        told.append(part)
        yield


def test_work_on_the_ui_thread_lets_the_window_answer_between_its_parts(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[str] = []
    asked = QTimer(interval=0)
    asked.timeout.connect(lambda: told.append("window"))
    asked.start()
    jobs.take_turns(_as_long_as_a_turn(["1", "2", "3"], told), done=lambda: told.append("done"), failed=told.append)
    assert told == []
    qtbot.waitUntil(lambda: not jobs.open)
    asked.stop()
    order = [word for place, word in enumerate(told) if word != told[place - 1]]
    assert "".join(order).replace("window", "-").strip("-") == "1-2-3-done"


def test_work_on_the_ui_thread_goes_no_further_once_it_is_cancelled(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[str] = []
    job = jobs.take_turns(
        _as_long_as_a_turn(["1", "2", "3"], told),
        done=lambda: told.append("done"),
        failed=told.append,
        ended=lambda: told.append("ended"),
    )
    leaving = QTimer(interval=0)
    leaving.timeout.connect(lambda: jobs.leave_case() if told else None)
    leaving.start()
    qtbot.waitUntil(lambda: not jobs.open)
    leaving.stop()
    assert job.is_cancelled
    assert told == ["1", "ended"]


def test_an_expected_failure_of_work_on_the_ui_thread_is_handed_over(qtbot: QtBot, jobs: Jobs) -> None:
    problem = CaregiverError("It did not work.", safe="All is safe.", now="Try again.")
    told: list[object] = []

    def parts() -> Iterator[None]:
        yield
        raise problem

    jobs.take_turns(parts(), done=lambda: told.append("done"), failed=told.append, ended=lambda: told.append("ended"))
    qtbot.waitUntil(lambda: not jobs.open)
    assert told == [problem, "ended"]


def test_work_on_the_ui_thread_is_over_also_where_telling_it_goes_wrong(qtbot: QtBot, jobs: Jobs) -> None:
    def broken() -> None:
        raise RuntimeError("ended")

    with qtbot.captureExceptions() as mistakes:
        jobs.take_turns(iter(()), done=lambda: None, failed=lambda _problem: None, ended=broken)
        qtbot.waitUntil(lambda: bool(mistakes))
    assert jobs.open == ()
