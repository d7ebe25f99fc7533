"""A timeline of 5,000 records in the window: the list shown, the picture painted anew, an edit until it is seen."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from harness import Row, compare, spread
from windows import Windows, settle, timed

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
    full, empty = folder / "full", folder / "empty"
    for case, count in ((full, RECORDS), (empty, 0)):
        with Casebook.create(case, Person(name="Ana Novak")) as book:
            add_entries(book, history(count), "Add a history")
    windows = Windows()
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


def _frames(window: Any) -> Iterator[float]:
    """Yield how long each new picture takes, moving and choosing at several zooms, in milliseconds."""
    picture = window.page("timeline").picture
    items = picture.picture().items
    for zoom in _ZOOMS:
        picture.fit()
        picture.zoom_by(zoom)
        settle()
        for number in range(_FRAMES):
            with timed() as took:
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
        with timed() as took:
            change_entry(book, changed)
            settle()
        yield took()
