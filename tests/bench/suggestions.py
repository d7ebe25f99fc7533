"""What a paper's words suggest: how often the first suggestion is wrong or missing, and how long one page takes."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import labelled_papers
from harness import Row, spread

from caregiver_app.domain.documents.suggesting.suggest import suggest

UNSEEN = ("held-out", "later")
GOALS = {
    "kind": (8, 10),
    "date": (10, 12),
    "origin": (10, 15),
    "language": (4, 8),
    "title": (12, 16),
    "name_on_it": (8, 10),
    "born_on_it": (4, 10),
}
"""Of 100 papers that no rule was tuned on: how many may have a wrong first suggestion, and how many no right one."""

_ROUNDS = 5


def measure(folder: Path) -> list[Row]:
    """Suggest for every labelled paper, print what came of it by field and half, and time each paper's pages."""
    papers = labelled_papers.labelled_papers()
    found = labelled_papers.suggestions(papers)
    for half in labelled_papers.HALVES:
        _print(half, [paper for paper in papers if paper.half == half], found)
    unseen = [paper for paper in papers if paper.half in UNSEEN]
    rows = []
    for field, (wrong, missed) in GOALS.items():
        counted = labelled_papers.count(unseen, field, found)
        name = field.removesuffix("_on_it")
        rows += [
            Row(f"{name} wrong", 100 * counted.wrong / len(unseen), "of 100", wrong),
            Row(f"{name} missed", 100 * (1 - counted.recall), "of 100", missed),
        ]
    return [*rows, spread("one page", list(_times(papers)), unit="ms", goal=50.0)]


def _times(papers: Sequence[labelled_papers.Labelled]) -> list[float]:
    """Return how many milliseconds a page of each paper takes, the quickest of some rounds."""
    return [min(_time(paper) for _round in range(_ROUNDS)) / len(paper.pages) for paper in papers]


def _time(paper: labelled_papers.Labelled) -> float:
    start = time.perf_counter()
    suggest(paper.pages)
    return (time.perf_counter() - start) * 1000


def _print(
    half: str, papers: Sequence[labelled_papers.Labelled], found: dict[str, labelled_papers.Suggestions]
) -> None:
    """Print one half: of the papers that show a field, the first right, one of three right, none; and the shares."""
    pages = sum(len(paper.pages) for paper in papers)
    print(f"{half}: {len(papers)} papers, {pages} pages", file=sys.stderr)
    print(f"  {'':<12}{'shown':>6}{'first':>6}{'any':>5}{'none':>5}  precision  recall", file=sys.stderr)
    for field in labelled_papers.FIELDS:
        one = labelled_papers.count(papers, field, found)
        told = f"{one.labelled:>6}{one.first:>6}{one.any:>5}{one.none:>5}{one.precision:>11.2f}{one.recall:>8.2f}"
        print(f"  {field:<12}{told}", file=sys.stderr)
