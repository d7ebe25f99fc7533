"""Each guard finds out what it is there to find out, and the run ends as not passed."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.thorough

TESTS = Path(__file__).parent
Outcome = Callable[[str], pytest.RunResult]


@pytest.fixture
def outcome(pytester: pytest.Pytester) -> Outcome:
    """Run a test file of its own, with our guards, in a process of its own."""
    pytester.makeconftest((TESTS / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini(f"""
        [pytest]
        pythonpath = {str(TESTS)!r}
        qt_api = pyside6
        qt_log_level_fail = WARNING
        filterwarnings = error
    """)

    def run(source: str) -> pytest.RunResult:
        pytester.makepyfile(source)
        return pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider")

    return run


def test_the_home_and_platform_folders_are_throwaway(outcome: Outcome, tmp_path: Path) -> None:
    ended = outcome(f"""
        import os
        from pathlib import Path
        from caregiver_app.paths import standard_paths

        def test_home(throwaway_home):
            assert Path.home() == throwaway_home != Path({str(Path.home())!r})
            assert throwaway_home in standard_paths().home.parents
            os.environ.pop("CAREGIVER_HOME")
            assert throwaway_home in standard_paths().home.parents
    """)
    ended.assert_outcomes(passed=1)


def test_nothing_connects_listens_or_looks_up_a_name(outcome: Outcome) -> None:
    ended = outcome("""
        import socket
        import urllib.request
        import pytest

        def test_connect():
            with socket.socket() as s:
                s.connect(("127.0.0.1", 9))

        def test_listen():
            with socket.socket(socket.AF_INET6) as s:
                s.bind(("::1", 0))

        def test_look_up():
            socket.create_connection(("example.org", 80))

        def test_our_own_processes_may_talk():
            here, there = socket.socketpair()
            here.send(b"x")
            assert there.recv(1) == b"x"
            here.close()
            there.close()
    """)
    ended.assert_outcomes(failed=3, passed=1)
    ended.stdout.fnmatch_lines(["*Nothing leaves the computer: a test tried connect*"])


def test_a_warning_in_the_log_is_found_out_unless_it_was_expected(outcome: Outcome) -> None:
    ended = outcome("""
        import logging
        import pytest

        log = logging.getLogger("reader")

        def test_loud():
            log.warning("page 3 is missing")

        def test_expected(expected_log):
            expected_log.append("page 3")
            log.warning("page 3 is missing")

        def test_quiet_against_expectation(expected_log):
            expected_log.append("page 3")

        @pytest.mark.may_log("reader")
        def test_grumbling():
            log.error("no page tree")

        @pytest.mark.may_log("writer")
        def test_somebody_else():
            log.error("no page tree")

        def test_fine():
            log.info("fine")
    """)
    ended.assert_outcomes(passed=6, errors=3)
    ended.stdout.fnmatch_lines(["*Unexpected in the log:", "*page 3 is missing (*test_*.py:7)"])
    ended.stdout.fnmatch_lines(["*Expected in the log, and it did not come: *page 3*"])


def test_a_thread_or_process_that_goes_on_is_found_out(outcome: Outcome) -> None:
    ended = outcome("""
        import multiprocessing
        import threading
        import time

        def test_thread():
            threading.Thread(target=threading.Event().wait, name="stray", daemon=True).start()

        def test_process():
            child = multiprocessing.get_context("spawn")
            child.Process(target=time.sleep, args=(60,), name="lost", daemon=True).start()

        def test_ended():
            done = threading.Thread(target=print)
            done.start()
    """)
    ended.assert_outcomes(passed=3, errors=2)
    ended.stdout.fnmatch_lines(["*Left running: thread stray in *", "*Left running: process lost*"])


def test_a_dialog_that_waits_is_found_out(outcome: Outcome) -> None:
    ended = outcome("""
        from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

        def test_question(qtbot):
            QMessageBox.question(None, "Sure?", "Really?")

        def test_message(qtbot):
            box = QMessageBox()
            qtbot.addWidget(box)
            box.exec()

        def test_dialog(qtbot):
            dialog = QDialog()
            qtbot.addWidget(dialog)
            dialog.exec()

        def test_file(qtbot):
            QFileDialog.getOpenFileName()
    """)
    ended.assert_outcomes(failed=4)
    ended.stdout.fnmatch_lines(["*QMessageBox.question waits for an answer. Use notices*"])


def test_a_window_timer_or_qt_thread_left_open_is_found_out(outcome: Outcome) -> None:
    ended = outcome("""
        from PySide6.QtCore import QThread, QTimer
        from PySide6.QtWidgets import QWidget

        kept = []

        def test_window(qtbot):
            window = QWidget(objectName="stray window")
            window.show()
            kept.append(window)

        def test_timer(qtbot):
            timer = QTimer()
            timer.start(60_000)
            kept.append(timer)

        def test_thread(qtbot):
            thread = QThread()
            thread.start()
            kept.append(thread)

        def test_closed(qtbot):
            window = QWidget()
            qtbot.addWidget(window)
            window.show()
            timer = QTimer(window)
            timer.start(60_000)

        def test_forgotten_is_gone(qtbot):
            QWidget().show()
    """)
    ended.assert_outcomes(passed=5, errors=3)
    ended.stdout.fnmatch_lines(["*Left open: window QWidget “stray window”*"])
    ended.stdout.fnmatch_lines(["*Left open: QTimer started at *test_*.py:13*"])
    ended.stdout.fnmatch_lines(["*Left open: QThread started at *test_*.py:18*"])


def test_a_qt_warning_is_found_out(outcome: Outcome) -> None:
    ended = outcome("""
        from PySide6.QtCore import qWarning

        def test_loud(qtbot):
            qWarning(b"a signal was not there")
    """)
    ended.assert_outcomes(failed=1)


def test_missing_real_files_are_told_of(outcome: Outcome) -> None:
    ended = outcome("""
        def test_real(real_files):
            assert real_files is None
    """)
    ended.assert_outcomes(passed=1)
    ended.stdout.fnmatch_lines(["*real-files is not here, so nothing real was tried by test_*"])
