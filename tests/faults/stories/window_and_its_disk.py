"""The disk under an open window fills up, goes away or may not be written: what is typed is saved by trying again."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.person import Person
from caregiver_app.settings import Preferences
from caregiver_app.ui.door import Door
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.leaving import UnsavedDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import Theme

FILL_POINTS = 60


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True)


class Window:
    """A real window on a case, and somebody who types into it."""

    def __init__(self, case: Path, settings: Path) -> None:
        self.case = case
        self.jobs = Jobs()
        preferences = Preferences(settings)
        door = Door(preferences, self.jobs, settings.parent)
        self.window = MainWindow(door, preferences, Theme(QApplication.instance(), "light", 100), self.jobs)
        self.window.show()
        if not case.exists():
            Casebook.create(case, Person(name="Ana Novak")).close()
        door.open(case)
        while self.window.desk is None:
            QApplication.processEvents()
        self.window.go("packet")
        self.about = self.window.page("packet").about

    @property
    def state(self) -> str:
        return self.window.status.words

    def type(self, words: str) -> None:
        self.about.form.row("question").control.set_typed(words)
        assert self.state == "Saving…", self.state
        self.about.commit()

    def saved(self) -> str:
        return self.window.desk.book.snapshot().person.question

    def is_refused(self, words: str, because: str) -> None:
        assert self.state == f"Not saved: {because}", self.state
        assert self.about.form.row("question").control.typed() == words
        told = self.window.notices.words
        assert len(told.split(". ")) >= 3, told
        assert "errno" not in told.casefold()
        assert str(self.case) not in told
        print("the fault fired:", told)

    def does_not_close(self) -> None:
        self.window.close()
        QApplication.processEvents()
        assert self.window.isVisible()
        next(one for one in self.window.findChildren(UnsavedDialog) if one.isVisible()).reject()

    def tries_again(self, words: str) -> None:
        self.window.status.try_button.click()
        assert self.state.startswith("Saved "), self.state
        assert self.saved() == words

    def close(self, words: str) -> None:
        self.window.close()
        assert not self.window.isVisible()
        self.jobs.stop()
        with Casebook.open(self.case) as again:
            assert again.snapshot().person.question == words
            assert again.findings() == ()


def full(disk: Path) -> None:
    window = Window(disk / "full", disk.parent / "settings.json")
    filler, refused = disk / "filler", 0
    for point in range(FILL_POINTS):
        words = f"{point} Is there a trial? " + "x" * 16_000
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        filler.write_bytes(bytes(max(free - point * 2048, 0)))
        window.type(words)
        if window.state.startswith("Not saved"):
            refused += 1
            window.is_refused(words, "the disk is full")
            if window.window.desk.saving.at_risk:
                window.does_not_close()
        else:
            assert window.saved() == words
        filler.unlink()
        if window.state.startswith("Not saved"):
            window.tries_again(words)
    assert refused > FILL_POINTS // 6, refused
    print(f"full at {FILL_POINTS} points, refused at {refused}")
    window.close(words)


def away_and_back(
    disk: Path, name: str, because: str, go: Callable[[Path], None], come: Callable[[Path], None]
) -> None:
    window = Window(disk / name, disk.parent / "settings.json")
    window.type("Before.")
    assert window.state.startswith("Saved ")
    go(disk / name)
    words = f"Typed while {because}."
    window.type(words)
    window.is_refused(words, because)
    window.does_not_close()
    come(disk / name)
    window.tries_again(words)
    window.close(words)


def read_only_and_pulled(disk: Path) -> None:
    drive, stick = disk / "drive", disk / "stick"
    drive.mkdir()
    stick.mkdir()
    run("mount", "--bind", drive, stick)

    def pull(_case: Path) -> None:
        run("umount", "--lazy", stick)

    def plug(_case: Path) -> None:
        run("mount", "--bind", drive, stick)

    away_and_back(stick, "pulled", "the case folder is not there", pull, plug)
    run("mount", "-o", "remount,bind,ro", stick)
    window = Window(stick / "pulled", disk.parent / "settings.json")
    assert window.state == "Read only: nothing can be changed here", window.state
    assert window.saved()
    assert not window.about.form.isEnabled()
    print("the fault fired:", window.window.notices.words)
    pull(stick)
    plug(stick)
    window.window.desk.reopen()
    while window.state != "Everything is saved":
        QApplication.processEvents()
    window.window.close()
    window.jobs.stop()
    pull(stick)


def deleted(disk: Path) -> None:
    window = Window(disk / "deleted", disk.parent / "settings.json")
    words = "All that is left."
    shutil.rmtree(disk / "deleted")
    window.type(words)
    window.is_refused(words, "the case folder is not there")
    window.window.close()
    asked = next(one for one in window.window.findChildren(UnsavedDialog) if one.isVisible())
    asked.choose_target = lambda: disk / "words.txt"
    asked.elsewhere_button.click()
    assert words in (disk / "words.txt").read_text()
    asked.lose_button.click()
    assert not window.window.isVisible()
    window.jobs.stop()


def main(disk: Path) -> None:
    application = QApplication([])
    full(disk)
    away_and_back(
        disk, "moved", "the case folder is not there",
        lambda case: case.rename(disk / "elsewhere"), lambda case: (disk / "elsewhere").rename(case)
    )  # fmt: skip
    read_only_and_pulled(disk)
    deleted(disk)
    application.quit()
    print("nothing lost")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
