"""Pages to read, what really stands on them, and how much of that somebody read.

The sample papers are drawn as a scanner would see them. Their text layer tells which word stands where; for the photo
and the fax a transcript tells the words alone.
"""

import io
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from rapidfuzz.distance import Levenshtein

from caregiver_app.domain.documents.reading import Word
from caregiver_app.rendering.pages import words
from caregiver_app.rendering.pictures import render_picture
from caregiver_app.rendering.shape import Showing

CHECKOUT = Path(__file__).parents[2]
PAPERS = CHECKOUT / "resources" / "sample_case" / "papers"
TRANSCRIPTS = CHECKOUT / "tests" / "files" / "transcripts"
DPI = 200
ASLANT = 1.5
_LEAST_WORDS = 20
# Papers that are not English, so that a reader that needs to be told can be told.
_LANGUAGES = {"minglan-pathology-2026-11-zh": "chi_sim", "hamburg-letter-2026-08": "deu"}
_PLAIN = str.maketrans(dict.fromkeys("–—−‐‑", "-") | dict.fromkeys("‘’", "'") | dict.fromkeys("“”", '"'))
_TOKEN = re.compile("[\u2e80-\u9fff\uff00-\uffef]|[^\\s\u2e80-\u9fff\uff00-\uffef]+")


@dataclass(frozen=True)
class Page:
    """A page to read: its picture as a file, and its words in their places, or as a transcript without them.

    `aslant` is by how many degrees the picture is turned to the left.
    """

    condition: str
    file: Path
    language: str
    words: tuple[Word, ...]
    transcript: str = ""
    aslant: float = 0.0


@dataclass(frozen=True)
class Score:
    """How many letters of how many are wrong, and how many words of how many are missed."""

    wrong: int = 0
    letters: int = 0
    missed: int = 0
    words: int = 0

    def __add__(self, other: "Score") -> "Score":
        sums = (mine + theirs for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True))
        return Score(*sums)

    @property
    def letters_wrong(self) -> float:
        """Of a hundred."""
        return 100 * self.wrong / max(self.letters, 1)

    @property
    def words_missed(self) -> float:
        """Of a hundred."""
        return 100 * self.missed / max(self.words, 1)


def pages(folder: Path) -> Iterator[Page]:
    """Write every page of the sample as a clean scan and once more in one of three worse ways; then photo and fax."""
    spoilt = (("noise", _noisy), ("aslant", _aslant), ("jpeg 40", _packed))
    number = 0
    for paper in sorted(PAPERS.glob("*.pdf")):
        for picture, known in _drawn(paper):
            language = _LANGUAGES.get(paper.stem, "eng")
            yield Page("clean", _saved(picture, folder, number, "clean"), language, known)
            condition, spoil = spoilt[number % len(spoilt)]
            aslant = ASLANT if condition == "aslant" else 0.0
            yield Page(condition, _saved(spoil(picture), folder, number, condition), language, known, aslant=aslant)
            number += 1
    for name in ("hamburg-letter-2026-08.jpg", "fax-pet-ct-2023-05.tif"):
        paper = PAPERS / name
        transcripts = (TRANSCRIPTS / f"{paper.stem}.txt").read_text(encoding="utf-8").split("\f")
        for at, transcript in enumerate(transcripts, 1):
            picture, _whole = render_picture(paper, Showing(at), _width(paper))
            file = _saved(picture, folder, at, paper.stem)
            yield Page("photo, fax", file, _LANGUAGES.get(paper.stem, "eng"), (), transcript)


def score(page: Page, read: Sequence[Word]) -> Score:
    """Compare what was read with what is there. Where words stand in their order on the page makes no difference."""
    if not page.words:
        return _tokens(page.transcript, " ".join(word.text for word in read))
    with Image.open(page.file) as picture:
        size = picture.size
    known = [_box(word, size) for word in page.words]
    lines = _lines(known)
    found: list[list[_Box]] = [[] for _line in lines]
    loose = 0
    for word in read:
        box = _straight(_box(word, size), size, page.aslant)
        shared = [_shared(box, line) for line in lines]
        best = max(range(len(lines)), key=shared.__getitem__)
        if shared[best] > 0:
            found[best].append(box)
        else:
            loose += len(word.text)
    total = Score(wrong=loose)
    for line, own in zip(lines, found, strict=True):
        there, seen = (" ".join(box.text for box in sorted(side, key=lambda box: box.x)) for side in (line, own))
        wrong = Levenshtein.distance(_letters(there), _letters(seen))
        total += Score(wrong, len(_letters(there))) + _tokens(there, seen)
    return total


def _drawn(paper: Path) -> Iterator[tuple[Image.Image, tuple[Word, ...]]]:
    try:
        document = pypdfium2.PdfDocument(paper)
    except pypdfium2.PdfiumError:
        return  # one of them is locked, and is meant to be
    with closing(document):
        for index in range(len(document)):
            known = words(paper, index + 1)
            if len(known) >= _LEAST_WORDS:
                yield document[index].render(scale=DPI / 72).to_pil().convert("RGB"), known


def _width(paper: Path) -> int:
    """Return how wide a picture is, upright: its dots as they are."""
    with Image.open(paper) as image:
        return image.height if image.getexif().get(0x0112, 1) in (5, 6, 7, 8) else image.width


def _saved(picture: Image.Image, folder: Path, number: int, name: str) -> Path:
    file = folder / f"{number:02} {name}.png"
    picture.save(file, dpi=(DPI, DPI), compress_level=1)
    return file


def _noisy(picture: Image.Image) -> Image.Image:
    """Return a grey picture, darker and full of grain."""
    grey = np.asarray(picture.convert("L"), np.float32)
    grain = np.random.default_rng(1).normal(-12, 22, grey.shape)
    return Image.fromarray(np.clip(grey + grain, 0, 255).astype(np.uint8))


def _aslant(picture: Image.Image) -> Image.Image:
    return picture.rotate(ASLANT, Image.Resampling.BICUBIC, fillcolor="white")


def _packed(picture: Image.Image) -> Image.Image:
    written = io.BytesIO()
    picture.convert("L").save(written, "JPEG", quality=40)
    return Image.open(io.BytesIO(written.getvalue())).convert("L")


@dataclass(frozen=True)
class _Box:
    """A word and its place in dots."""

    text: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def _box(word: Word, size: tuple[int, int]) -> _Box:
    wide, high = size
    return _Box(word.text, word.x * wide, word.y * high, word.width * wide, word.height * high)


def _straight(box: _Box, size: tuple[int, int], degrees: float) -> _Box:
    """Return where a word of a page that lies aslant stands on the straight one."""
    if not degrees:
        return box
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = box.x + box.width / 2 - size[0] / 2, box.middle - size[1] / 2
    height = max(box.height - sin * box.width, box.height / 2)
    x, y = x * cos - y * sin + size[0] / 2, x * sin + y * cos + size[1] / 2
    return _Box(box.text, x - box.width / 2, y - height / 2, box.width, height)


def _lines(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """Put words together that follow each other on one line, as far as gaps between them are spaces."""
    lines: list[list[_Box]] = []
    for box in sorted(boxes, key=lambda one: one.x):
        line = next((line for line in lines if _follows(line[-1], box)), None)
        if line is None:
            lines.append([box])
        else:
            line.append(box)
    return lines


def _follows(before: _Box, box: _Box) -> bool:
    gap = box.x - before.x - before.width
    is_level = abs(before.middle - box.middle) < 0.5 * min(before.height, box.height)
    return is_level and -0.5 * box.height <= gap < 1.5 * box.height


def _shared(box: _Box, line: Sequence[_Box]) -> float:
    left, right = line[0].x, max(one.x + one.width for one in line)
    top, bottom = min(one.y for one in line), max(one.y + one.height for one in line)
    wide = min(box.x + box.width, right) - max(box.x, left)
    high = min(box.y + box.height, bottom) - max(box.y, top)
    return max(wide, 0.0) * max(high, 0.0)


def _plain(text: str) -> str:
    """Write a text so that ways of typing the same make no difference: full or half width, dashes, quotation marks."""
    return unicodedata.normalize("NFKC", text).translate(_PLAIN)


def _letters(text: str) -> str:
    return "".join(_plain(text).split())


def _tokens(there: str, seen: str) -> Score:
    """Count words missed; each letter of a script without spaces is one."""
    wanted, found = (Counter(_TOKEN.findall(_plain(text))) for text in (there, seen))
    return Score(missed=(wanted - found).total(), words=wanted.total())


Reader = Callable[[Page], Sequence[Word]]
"""Reads the picture of a page and returns its words in their places."""
