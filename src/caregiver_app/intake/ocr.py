"""Read the words on a page from its picture. Runs in a child process, with models that lie beside the reader itself.

The reader is an extra and may not be there. The first page loads it, in a second or two, and it stays loaded. It opens
no connection and writes no file.
"""

import math
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from PIL import Image

from caregiver_app.domain.documents.reading import NOTHING, OCR, WAITING, PageText, Word
from caregiver_app.intake.ocr_extra import ocr_available
from caregiver_app.intake.ocr_lines import Corners, ReadLine, in_rows
from caregiver_app.intake.ocr_models import LONGEST_SIDE, MOST_LINES, Models
from caregiver_app.intake.page_picture import look_of, page_picture
from caregiver_app.progress import Cancelled, Progress, silent
from caregiver_app.rendering.pages import Rendering
from caregiver_app.sealed import Readable

_NICE: Final = 10
_LEAST_DOTS: Final = 4
_LONGEST_LINE: Final = 60.0
# What is read with less is no writing, or none that can be read.
_LEAST_SCORE: Final = 0.5
# Some lines of this shape tell which way round a page is; where they read like this, there is nothing to ask.
_TELLING: Final = 10.0
_SAMPLE: Final = 5
_CLEAR_SCORE: Final = 0.9
_SIDEWAYS: Final = 1.5
_ASIDE: Final = 3.0
# A page longer than this many times its width is looked at in parts, or its letters would be too small.
_LONG: Final = 2.0
_NARROW: Final = 100
_PART: Final = 1.4
_CUT_WITHIN: Final = 0.25

_Reading = tuple[ReadLine, float]
"""A line and how sure the reader is of it, from 0 to 1."""


def get_ready(threads: int = 1, try_it: bool = False) -> None:
    """Load the reader, and let everything else on the computer go first.

    With `try_it` it has to look at an empty page, as large as pages are: one that stops it afterwards does so for what
    is on it, and not for want of memory here. Raises RuntimeError with the name of what stands in its way.
    """
    try:
        engine = _engine(threads)
        if try_it:
            engine.find(Image.new("RGB", (LONGEST_SIDE, LONGEST_SIDE), "white"))
    except Exception as problem:  # one of its own would load the reader wherever it is told
        raise RuntimeError(type(problem).__name__) from None
    if hasattr(os, "nice"):
        os.nice(_NICE)


def read_page(path: Readable, form: str, page: int, threads: int = 1, progress: Progress = silent) -> PageText:
    """Return the words on a page of a file, counted from 1, and its look; `form` is the file's format.

    Its source is "none" where there are no words, and also where the page cannot be read. Where the extra is not
    installed, or the file is not there, the page goes on waiting. `progress` tells of the lines.
    """
    picture = page_picture(path, form, page)
    if picture.trouble == "missing":
        return PageText(page, "", WAITING)
    if not picture.pixels:
        return PageText(page, "", NOTHING)
    look = look_of(picture)
    if not ocr_available():
        return PageText(page, "", WAITING, look=look)
    try:
        text, words = _Page(_engine(threads), picture).read(progress)
    except (MemoryError, Cancelled):
        raise
    except Exception:  # the reader may raise anything on a strange picture
        return PageText(page, "", NOTHING, look=look)
    return PageText(page, text, OCR if words else NOTHING, words, look)


@lru_cache(maxsize=1)
def _engine(threads: int) -> Models:
    return Models(threads)


class _Page:
    """One page being read. Its picture is held with blue first, as the models know pictures."""

    def __init__(self, engine: Models, picture: Rendering) -> None:
        self._engine = engine
        self._size = (picture.width, picture.height)
        self._picture = Image.frombuffer("RGBX", self._size, picture.pixels, "raw", "RGBX", 0, 1).convert("RGB")
        self._known: dict[Corners, _Reading] = {}

    def read(self, progress: Progress) -> tuple[str, tuple[Word, ...]]:
        """Return the text and the words, both in reading order."""
        found = self._found()
        turn = self._turn(found)
        lines = []
        for done, corners in enumerate(found):
            progress(done, len(found), "")
            line, score = self._read_any_way(corners, turn)
            if score >= _LEAST_SCORE and line.pieces:
                lines.append(line)
        rows = in_rows(lines, turn)
        text = "\n".join(" ".join(line.in_words for line in row) for row in rows)
        return text, tuple(word for row in rows for line in row for word in line.words(*self._size))

    def _found(self) -> list[Corners]:
        """Return where lines are: their corners from the top left on, clockwise."""
        found: list[Corners] = []
        for top, bottom in _parts(self._picture):
            for corners in self._engine.find(self._picture.crop((0, top, self._picture.width, bottom))):
                one, two, three, four = ((x, y + top) for x, y in corners)
                found.append((one, two, three, four))
        return found[:MOST_LINES]

    def _turn(self, found: Sequence[Corners]) -> int:
        """Return by how many quarters, clockwise, the page must be turned to be read."""
        telling = [corners for corners in found if not 1 / _SIDEWAYS < _slimness(corners) < _SIDEWAYS]
        aside = sum(max(_sides(corners)) * (1 if _slimness(corners) < 1 else -1) for corners in telling)
        likely, otherwise = (1, 3) if aside > 0 else (0, 2)
        shapes = sorted(found, key=lambda corners: abs(_slimness(_turned(corners, likely)) - _TELLING))
        sample = shapes[:_SAMPLE]
        clear = self._score(sample, likely)
        return likely if clear >= _CLEAR_SCORE or clear >= self._score(sample, otherwise) else otherwise

    def _score(self, sample: Sequence[Corners], turn: int) -> float:
        scores = [self._line(_turned(corners, turn))[1] for corners in sample]
        return sum(scores) / len(scores) if scores else 1.0

    def _read_any_way(self, corners: Corners, turn: int) -> _Reading:
        """Read a line the way the page is read, or the better way of two if it stands across that."""
        ways = (turn + 1, turn + 3) if _slimness(_turned(corners, turn)) < 1 / _ASIDE else (turn,)
        return max((self._line(_turned(corners, way)) for way in ways), key=lambda reading: reading[1])

    def _line(self, corners: Corners) -> _Reading:
        if corners not in self._known:
            self._known[corners] = self._read_line(corners)
        return self._known[corners]

    def _read_line(self, corners: Corners) -> _Reading:
        wide, high = _sides(corners)
        if min(wide, high) < _LEAST_DOTS:
            return ReadLine("", corners), 0.0
        begins, ends, ends_beneath, begins_beneath = corners
        size = (round(min(wide, _LONGEST_LINE * high)), round(high))
        cut = (*begins, *begins_beneath, *ends_beneath, *ends)
        line = self._picture.transform(size, Image.Transform.QUAD, cut, Image.Resampling.BICUBIC)
        text, score, stops = self._engine.read(line)
        return ReadLine(text, corners, stops), score


def _parts(picture: Image.Image) -> Iterator[tuple[int, int]]:
    """Yield the top and bottom of the parts of a page: all of it, or pieces of a long one, cut where nothing stands."""
    top, most = 0, int(picture.width * _PART)
    if picture.height > _LONG * picture.width and picture.width > _NARROW:
        grey = np.asarray(picture.convert("L"))
        while picture.height - top > most:
            window = grey[top + most - int(most * _CUT_WITHIN) : top + most]
            calm = int((window.max(axis=1) - window.min(axis=1)).argmin())
            yield top, top + most - len(window) + calm
            top += most - len(window) + calm
    yield top, picture.height


def _turned(corners: Corners, turn: int) -> Corners:
    """Return the corners as they are met when the page is turned clockwise by so many quarters and then read."""
    first = -turn % 4
    one, two, three, four = corners[first:] + corners[:first]
    return one, two, three, four


def _sides(corners: Corners) -> tuple[float, float]:
    """Return how long a line is and how high."""
    begins, ends, ends_beneath, begins_beneath = corners
    long = max(math.dist(begins, ends), math.dist(begins_beneath, ends_beneath))
    return long, max(math.dist(begins, begins_beneath), math.dist(ends, ends_beneath))


def _slimness(corners: Corners) -> float:
    long, high = _sides(corners)
    return long / max(high, 1.0)
