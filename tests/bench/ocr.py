"""Reading scans: letters wrong, words missed and seconds a page, ours against Tesseract on the same pictures.

Tesseract is told the language of each paper, ours is not. Each has one processor.
"""

import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from functools import cache
from pathlib import Path

from harness import Row
from read_papers import Page, Reader, Score, pages, score

from caregiver_app.casebook.documents.reading import LIMITS
from caregiver_app.child import Child
from caregiver_app.domain.documents.reading import Word
from caregiver_app.intake.ocr import read_page
from caregiver_app.intake.ocr_extra import ocr_available

_COLUMNS = 12
_WORD = "5"


def measure(folder: Path) -> list[Row]:
    """Read every page with each, print what came of it by condition, and compare."""
    if not ocr_available():
        print("The extra ocr is not installed, so nothing was read.", file=sys.stderr)
        return []
    with Child(LIMITS) as child:

        def ours(page: Page) -> tuple[Word, ...]:
            return child.call(read_page, page.file, "png", 1, 1).words

        readers: dict[str, Reader] = {"ours": ours}
        if shutil.which("tesseract"):
            readers["tesseract"] = _tesseract
        else:
            print("Tesseract is not installed, so only ours was measured.", file=sys.stderr)
        scores, seconds = _read(folder, readers)
        peak = _peak(child)
    _print(scores, seconds)
    rows = [*_absolute(scores["ours"], seconds["ours"]), *([Row("reader memory", peak, "MB", 1000)] if peak else [])]
    return [*rows, *_compared(scores, seconds)] if "tesseract" in scores else rows


def _read(
    folder: Path, readers: dict[str, Reader]
) -> tuple[dict[str, dict[str, Score]], dict[str, dict[str, list[float]]]]:
    """Return scores and seconds by reader and condition. The readers take turns, so a busy moment meets both."""
    scores: dict[str, dict[str, Score]] = {name: defaultdict(Score) for name in readers}
    seconds: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in readers}
    warm = False
    for page in pages(folder):
        for name, reader in readers.items():
            if not warm:
                reader(page)  # models are loaded once, not for every page
            start = time.perf_counter()
            read = reader(page)
            seconds[name][page.condition].append(time.perf_counter() - start)
            scores[name][page.condition] += score(page, read)
        warm = True
        page.file.unlink()
    return scores, seconds


def _tesseract(page: Page) -> tuple[Word, ...]:
    """Read with the program, as its own manual says for a page of unknown layout."""
    language = page.language if page.language in _languages() else "eng"
    told = subprocess.run(
        ["tesseract", page.file, "-", "-l", language, "tsv"],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    ).stdout
    rows = [line.split("\t") for line in told.splitlines()]
    wide, high = next((float(row[8]), float(row[9])) for row in rows if row[0] == "1")
    found = []
    for row in rows:
        if len(row) == _COLUMNS and row[0] == _WORD and row[11].strip():
            x, y, width, height = map(float, row[6:10])
            found.append(Word(row[11], x / wide, y / high, width / wide, height / high))
    return tuple(found)


@cache
def _languages() -> list[str]:
    told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, encoding="utf-8", check=True)
    return told.stdout.split()


def _sum(scores: dict[str, Score]) -> Score:
    total = Score()
    for one in scores.values():
        total += one
    return total


def _mean(seconds: dict[str, list[float]]) -> float:
    every = [one for some in seconds.values() for one in some]
    return sum(every) / len(every)


def _absolute(scores: dict[str, Score], seconds: dict[str, list[float]]) -> list[Row]:
    total = _sum(scores)
    return [
        Row("letters wrong", total.letters_wrong, "%", 1.0),
        Row("words missed", total.words_missed, "%", 4.0),
        Row("a page", _mean(seconds), "s", 10.0),
    ]


def _compared(scores: dict[str, dict[str, Score]], seconds: dict[str, dict[str, list[float]]]) -> list[Row]:
    """Hold ours against Tesseract: far fewer letters wrong and words missed, and it takes longer."""
    ours, theirs = (_sum(scores[name]) for name in ("ours", "tesseract"))
    took = [_mean(seconds[name]) for name in ("ours", "tesseract")]
    return [
        _against("letters against", ours.letters_wrong, theirs.letters_wrong, "%", goal=0.5),
        _against("words against", ours.words_missed, theirs.words_missed, "%", goal=0.7),
        _against("a page against", took[0], took[1], "s", goal=5.0),
    ]


def _against(name: str, ours: float, theirs: float, unit: str, *, goal: float) -> Row:
    return Row(name, ours, unit, goal, floor=theirs, ratio=ours / max(theirs, 1e-9))


def _peak(child: Child) -> float:
    """Return the most memory the reader held, in MB; 0 where the system does not tell."""
    told = child.call(_own_status)
    fields = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    return int(fields["VmHWM"].split()[0]) / 1000 if "VmHWM" in fields else 0.0


def _own_status() -> str:
    status = Path("/proc/self/status")
    return status.read_text() if status.exists() else ""


def _print(scores: dict[str, dict[str, Score]], seconds: dict[str, dict[str, list[float]]]) -> None:
    for condition in scores["ours"]:
        for name in scores:
            one, took = scores[name][condition], seconds[name][condition]
            letters = f"{one.letters_wrong:6.2f} of 100 letters wrong" if one.letters else " " * 27
            pace = 60 * len(took) / sum(took)
            print(
                f"{condition:<11}{name:<10}{len(took):3} pages {letters}, {one.words_missed:6.2f} of 100 words missed, "
                f"{pace:5.1f} pages a minute",
                file=sys.stderr,
                flush=True,
            )
