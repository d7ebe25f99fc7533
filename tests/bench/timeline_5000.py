"""A timeline of 5,000 records in the window: the list shown, the picture painted anew, an edit until it is seen."""

import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from harness import Row, Side, Work, compare, room, spread

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entries, change_entry
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.person import Person
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.records import Entry

RECORDS = 5000
FRAME = 16.7
"""Milliseconds a screen of 60 pictures a second gives one of them."""

_BEGIN = date(2014, 9, 1)
_DAYS = 4300
_ZOOMS = (1.0, 4.0, 20.0, 120.0)
_FRAMES = 120
_EDITS = 40


def measure(folder: Path) -> list[Row]:
    """Show the list, move and choose in the picture, change records."""
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    full, empty = folder / "full", folder / "empty"
    for case, count in ((full, RECORDS), (empty, 0)):
        with Casebook.create(case, Person(name="Ana Novak")) as book:
            add_entries(book, history(count), "Add a history")
    windows = _Windows()
    shown = compare("list shown", windows.shows(full), windows.shows(empty), goal=10.0, pairs=7, warm_up=2)
    window = windows.open(full, "timeline")
    rows = [
        shown,
        spread("picture painted", list(_frames(window)), unit="ms", goal=FRAME),
        spread("edit to repaint", list(_edits(window)), unit="ms", goal=150.0),
    ]
    windows.close()
    return rows


def history(count: int) -> list[Entry]:
    """Return so many records of one long illness, the same every time: half of them lab results."""
    chance = random.Random(5000)
    return [_entry(number, chance, _BEGIN + timedelta(days=_DAYS * number // count)) for number in range(count)]


def _entry(number: int, chance: random.Random, day: date) -> Entry:
    """Return one record; some dates are only a month or a season."""
    when = PartialDate.of_day(day)
    vague = PartialDate(chance.choice((f"{day:%Y-%m}", f"about {day:%Y-%m}", f"{day:%Y-%m-%d}", f"{day:%Y-%m-%d}")))
    known: dict[str, Any] = {"place": "Invented Hospital", "how_known": chance.choice(("report", "memory", "check"))}
    later = PartialDate.of_day(day + timedelta(days=chance.randint(2, 30)))
    match number % 20:
        case 0:
            if number % 60:
                return records.Response(date=vague, category=chance.choice(("CR", "PR", "VGPR", "SD", "PD")), **known)
            return records.Therapy(date=vague, end=later, regimen=chance.choice(("R-CHOP", "DPd", "VRd")), **known)
        case 1 | 2:
            return records.Scan(date=when, modality=chance.choice(("PET-CT", "CT", "MRI")), region="neck", **known)
        case 3:
            return records.Biopsy(date=when, specimen="bone marrow", finding="Plasma cells 4 %", **known)
        case 4:
            return records.Marker(date=when, marker=chance.choice(("CD19", "MYC")), result="positive", **known)
        case 5:
            return records.Stay(date=when, end=later, reason="fever", **known)
        case 6 | 7:
            return records.Note(date=vague, title=f"Visit {number}: told about the results", **known)
        case 8:
            if number % 400 == 8:
                return records.Relapse(date=vague, event="relapse", **known)
            return records.Procedure(date=when, procedure=chance.choice(("Radiation", "Transfusion", "Port")), **known)
        case 9:
            return records.Fitness(date=when, measure="ECOG", value="1", **known)
        case _:
            test = ("LDH", "Hb", "Platelets", "Creatinine")[number % 4]
            value = str(chance.randint(40, 400))
            return records.Lab(date=when, test=test, value=value, unit="U/L", reference_range="105–205", **known)


class _Windows:
    """Open a case in the real window, one at a time."""

    def __init__(self) -> None:
        from PySide6.QtWidgets import QApplication

        from caregiver_app.ui.theme import Theme
        from caregiver_app.waste import look_seldom

        look_seldom()  # as the program does
        self.application = QApplication.instance() or QApplication([])
        self._theme = Theme(self.application, "light", 100)
        self._open: Any = None

    def open(self, case: Path, page: str) -> Any:
        """Return a window that shows this page of a case."""
        from caregiver_app.settings import Preferences
        from caregiver_app.ui.door import Door
        from caregiver_app.ui.jobs import Jobs
        from caregiver_app.ui.main_window import MainWindow

        self.close()
        with room() as home:
            preferences = Preferences(home / "settings.json")
            preferences.change(page=page)
            jobs = Jobs()
            self._open = MainWindow(Door(preferences, jobs, home), preferences, self._theme, jobs)
            self._open.show()
            self._open.door.open(case)
            while self._open.desk is None:
                self.application.processEvents()
        _settle()
        return self._open

    def shows(self, case: Path) -> Side:
        """Return the work of going to the timeline of a case that is open, until it is painted."""

        def ready(_room: Path) -> Work:
            window = self.open(case, "overview")

            def show() -> None:
                window.go("timeline")
                _settle()

            return show

        return ready

    def close(self) -> None:
        """Put the window away."""
        if self._open is not None:
            self._open.door.leave()
            self._open.jobs.stop()
            self._open.deleteLater()
            self._open = None
            _settle()


def _frames(window: Any) -> Iterator[float]:
    """Yield how long each new picture takes, moving and choosing at several zooms, in milliseconds."""
    picture = window.page("timeline").picture
    items = picture.picture().items
    for zoom in _ZOOMS:
        picture.fit()
        picture.zoom_by(zoom)
        _settle()
        for number in range(_FRAMES):
            with _timed() as took:
                if number % 3 == 2:
                    picture.select(items[number * len(items) // _FRAMES].entry_id)
                else:
                    picture.pan(-picture.width() if number == 60 else 37.0)
                picture.repaint()
            yield took()


def _edits(window: Any) -> Iterator[float]:
    """Yield how long it takes from saving a changed record until page and picture show it, in milliseconds."""
    book = window.door.book
    window.page("timeline").picture.fit()
    for number in range(_EDITS):
        entries = book.snapshot().entries
        entry = entries[number * len(entries) // _EDITS]
        changed = entry.amended(place=f"Ward {number}", date=PartialDate.of_day(_BEGIN + timedelta(days=number * 90)))
        with _timed() as took:
            change_entry(book, changed)
            _settle()
        yield took()


@contextmanager
def _timed() -> Iterator[Any]:
    """Time a block; what is yielded says how many milliseconds it took."""
    start = time.perf_counter()
    end = start
    yield lambda: (end - start) * 1000
    end = time.perf_counter()


def _settle() -> None:
    """Let everything happen that waits to: layouts, paints, what was asked to go."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
