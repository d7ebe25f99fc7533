"""Type into a page and into a form of the real window, kill it at a random moment, and see how much is on the disk.

One process loads the program and forks a window for each round, which is killed: 200 take some minutes.
"""

import json
import os
import random
import signal
import sys
from pathlib import Path
from typing import NoReturn

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.person import Person
from caregiver_app.settings import Preferences
from caregiver_app.ui.door import Door
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import Theme

KEY_EVERY = 20
LOST_AT_MOST = 1000 // KEY_EVERY
"""Keys in a second of typing."""
PLACES = {"page": ("packet", "question"), "form": ("add-note", "title")}


def field_in(window: MainWindow, place: str) -> QWidget:
    if place == "page":
        window.go("packet")
        return window.page("packet").about.form.row("question").control.inner()
    window.go("timeline")
    window.page("timeline").add("note")
    form = next(dialog for dialog in window.findChildren(FormDialog) if dialog.isVisible())
    return form.form.row("title").control.inner()


def type_for_ever(case: Path, place: str, said: int) -> NoReturn:
    """Type one letter after the other, and say each on a pipe once it stands in the field."""
    application = QApplication([])
    jobs = Jobs()
    preferences = Preferences(case.parent / "settings.json")
    door = Door(preferences, jobs, case.parent)
    window = MainWindow(door, preferences, Theme(application, "light", 100), jobs)
    window.show()
    door.open(case)
    while window.desk is None:
        application.processEvents()
    field = field_in(window, place)
    field.setFocus()

    def press() -> None:
        QTest.keyClick(field, "x")
        os.write(said, b"x")

    timer = QTimer()
    timer.timeout.connect(press)
    timer.start(KEY_EVERY)
    application.exec()
    os._exit(1)


def one_round(case: Path, place: str, after: int) -> int:
    """Kill the window after so many keys, and return how many of all that were typed are lost."""
    name, field = PLACES[place]
    draft = case / "drafts" / f"{name}.json"
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        type_for_ever(case, place, said)
    os.close(said)
    typed = 0
    while typed < after:
        got = os.read(heard, 1)
        assert got, "the window ended by itself"
        typed += 1
    os.kill(child, signal.SIGKILL)
    _child, how = os.waitpid(child, 0)
    assert os.WTERMSIG(how) == signal.SIGKILL
    while rest := os.read(heard, 4096):
        typed += len(rest)
    os.close(heard)
    kept = json.loads(draft.read_text(encoding="utf-8"))[field] if draft.exists() else ""
    assert set(kept) <= {"x"}
    with Casebook.open(case) as book:
        assert book.findings() == (), book.findings()
        draft.unlink(missing_ok=True)  # while it is open: afterwards it would be missed
    return typed - len(kept)


def main(folder: Path, rounds: int) -> None:
    case = folder / "case"
    Casebook.create(case, Person(name="Ana Novak")).close()
    chance = random.Random(20261129)
    for number in range(rounds):
        typed = chance.randrange(5, 90)
        lost = one_round(case, ("page", "form")[number % 2], typed)
        print(f"killed after {typed} keys, {lost} lost of at most {LOST_AT_MOST}", flush=True)
        assert lost <= LOST_AT_MOST, f"round {number}: {lost} keys lost"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
