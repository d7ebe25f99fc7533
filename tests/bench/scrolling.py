"""A list of 10,000 papers in the window, scrolled a page and a row at a time: how long each picture of it takes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from harness import Row, spread
from windows import Windows, settle, timed

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Person

PAPERS: Final = 10_000
FRAME: Final = 16.7
"""Milliseconds a screen of 60 pictures a second gives one of them."""

_FRAMES: Final = 400
_KINDS: Final = ("pathology-first", "blood-count", "discharge-summary", "imaging-report")


def measure(folder: Path) -> list[Row]:
    """List the papers and scroll through them, far and near."""
    with Casebook.create(folder / "case", Person(name="Ana Novak")) as book, book.step("Add papers") as tx:
        tx.add(_paper(number) for number in range(1, PAPERS + 1))
    windows = Windows()
    window = windows.open(folder / "case", "documents")
    times = list(_frames(window.page("documents").all.table))
    windows.close()
    return [spread("list of 10,000", times, unit="ms", goal=FRAME)]


def _paper(number: int) -> Document:
    return Document(
        number=number,
        title=f"Report {number} of the clinic for blood diseases",
        kind=_KINDS[number % len(_KINDS)],
        origin="Invented Hospital",
        date=PartialDate(f"{2014 + number % 12}-{1 + number % 12:02}"),
        language="English",
    )


def _frames(table: Any) -> Iterator[float]:
    """Yield how long each new picture takes, in milliseconds."""
    bar = table.verticalScrollBar()
    settle()
    for number in range(_FRAMES):
        far = bar.maximum() * number // _FRAMES
        with timed() as took:
            bar.setValue(far if number % 2 else bar.value() + bar.singleStep())
            table.viewport().repaint()
        yield took()
