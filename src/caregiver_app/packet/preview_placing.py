"""Place one page of a paper on its stamped sheet, for somebody who looks at it. Runs in a child process."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pikepdf

from caregiver_app.domain.person import Person
from caregiver_app.packet.assemble import Assembly, PageRefused
from caregiver_app.packet.opened import Opened
from caregiver_app.packet.opening import UNREADABLE

# What the file of a page says of itself is seen by nobody: only its picture is.
_NOBODY: Final = "-"
_SOME_DAY: Final = date(2000, 1, 1)


def get_ready() -> None:
    """Do nothing: to be asked for it loads what the first page of a paper would wait for."""


def place_page(
    sheet: Path, source: Opened, index: int, paper: tuple[float, float], target: Path, smaller: bool = False
) -> bool:
    """Write `target`: the stamped sheet with a page of the source on it, from 0. Return whether that went well.

    With `smaller` the pictures of the page are made smaller, as those of the whole packet are.
    """
    try:
        if smaller:
            source, index = _made_smaller(source, index, paper, target), 0
        assembly = Assembly(sheet, [source], paper)
        try:
            assembly.place(source, [(0, index)])
            assembly.finish(Person(name=_NOBODY), _NOBODY, _SOME_DAY, target)
        finally:
            assembly.close()
    except (PageRefused, *UNREADABLE):
        return False
    return True


def _made_smaller(source: Opened, index: int, paper: tuple[float, float], target: Path) -> Opened:
    """Return one page of a source alone, with smaller pictures; to do so with all its pages may take minutes."""
    from caregiver_app.packet.smaller import make_smaller

    at, alone = index, target.with_name(f"{target.stem} alone.pdf")
    for file in source.files:
        with pikepdf.open(file) as pdf, pikepdf.new() as taken:
            if at < len(pdf.pages):
                taken.pages.append(pdf.pages[at])
                taken.save(alone)
                break
            at -= len(pdf.pages)
    made = make_smaller(alone, target.parent, f"{target.stem} smaller", paper).file
    attachment = replace(source.attachment, pages=source.attachment.pages[index : index + 1])
    return replace(source, attachment=attachment, pages=source.pages[index : index + 1], files=[made])
