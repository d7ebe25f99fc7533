"""The program as it is started: a process of its own."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from caregiver_app.casebook.backing_up import back_up
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.person import Person

HEAVY = ("sqlmodel", "pydantic", "sqlalchemy", "sqlcipher3", "reportlab", "pikepdf", "pypdfium2", "PIL")


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


START = "import sys; from caregiver_app.app import run; code = run(sys.argv[1:]); "


def test_until_the_first_paint_nothing_heavier_than_qt_is_loaded(tmp_path: Path) -> None:
    code = f"{START} print([name for name in {HEAVY!r} if name in sys.modules]); raise SystemExit(code)"
    done = run(code, "--exit-after", "painted", "--data-dir", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["painted", "[]"]


@pytest.mark.thorough
def test_a_case_named_on_the_command_line_is_shown(tmp_path: Path, case_folder: Path) -> None:
    done = run(START, str(case_folder), "--exit-after", "shown", "--data-dir", str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert done.stdout == "shown\n"
    assert (tmp_path / "home" / "settings.json").is_file()


@pytest.mark.thorough
def test_the_case_opened_last_is_opened_again(tmp_path: Path, case_folder: Path) -> None:
    run(START, str(case_folder), "--exit-after", "shown", "--data-dir", str(tmp_path / "home"))
    again = run(START, "--exit-after", "shown", "--data-dir", str(tmp_path / "home"))
    assert again.stdout == "shown\n"


@pytest.mark.every(2)
@pytest.mark.parametrize("word", ["painted", "shown"])
def test_the_sample_case_opens_in_a_folder_of_ones_own(tmp_path: Path, word: str) -> None:
    home, at = str(tmp_path / "home"), str(tmp_path / "sample")
    done = run(START, at, "--sample", "--exit-after", word, "--data-dir", home)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{word}\n"
    assert (tmp_path / "sample" / "case.db").is_file() == (word == "shown")


def test_a_mistake_of_ours_is_told_and_the_program_goes_on(tmp_path: Path) -> None:
    code = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from caregiver_app.ui.notices import BugDialog
import caregiver_app.app as app
def fail():
    QTimer.singleShot(0, look)
    raise ValueError("Wei Lindqvist")
def look():
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, BugDialog))
    text = dialog.findChild(QPlainTextEdit).toPlainText()
    print("ValueError" in text, "Wei" in text)
    dialog.accept()
    next(w for w in QApplication.topLevelWidgets() if isinstance(w, app.MainWindow)).close()
original = app.Program._on_painted
def painted(self):
    original(self)
    QTimer.singleShot(0, fail)
app.Program._on_painted = painted
raise SystemExit(app.run(sys.argv[1:]))
"""
    done = run(code, "--data-dir", str(tmp_path))
    assert done.stdout == "True False\n", done.stderr
    assert done.returncode == 0
    log = (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "Wei" not in log


@pytest.mark.thorough
def test_settings_that_cannot_be_read_are_told_once_with_their_place(tmp_path: Path, case_folder: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b"\xff{ not settings")
    code = """
import sys
from PySide6.QtCore import QTimer
import caregiver_app.app as app
original = app.Program._on_painted
def painted(self):
    original(self)
    print(self.window.notices.words)
    self.window.close()
app.Program._on_painted = painted
raise SystemExit(app.run(sys.argv[1:]))
"""
    first = run(code, "--data-dir", str(tmp_path))
    assert first.stdout.startswith("Your settings could not be read."), first.stderr
    assert "settings set aside" in first.stdout
    assert run(code, "--data-dir", str(tmp_path)).stdout == "\n"


OPENED = """
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFileOpenEvent

from caregiver_app.app import Asked, start
from caregiver_app.ui.backups.opened_file import OpenedFileDialog

home, file, moment = sys.argv[1:]
program = start(Asked(None, False, Path(home), ""))


def tell():
    program.application.sendEvent(program.application, QFileOpenEvent(file))


def look():
    if moment == "while it runs" and program._painted and not told:
        told.append(tell())
    if (shown := program.window.findChild(OpenedFileDialog)) is not None:
        print("shown", shown.isVisible())
        program.application.quit()


if moment == "before":
    tell()
told = []
looking = QTimer(program.application, interval=20)
looking.timeout.connect(look)
looking.start()
program.application.exec()
program.jobs.stop()
"""


@pytest.mark.parametrize("moment", ["before", "while it runs"])
def test_a_file_that_the_system_says_was_opened_is_told_of(tmp_path: Path, moment: str) -> None:
    """As macOS tells of a double click, before the window is painted or later."""
    with Casebook.create(tmp_path / "case", Person(name="Ana Novak")) as book:
        file = back_up(book.whole, tmp_path / "ana.caregiver", datetime(2026, 11, 29, 10, 0)).file
    done = run(OPENED, str(tmp_path / "home"), str(file), moment)
    assert done.stdout == "shown True\n", done.stderr
