"""Papers of which somebody wrote down what they are, and how often the suggestions say the same.

They are those of the sample family and those of `tests/files/labelled_pages`, where `labels.toml` says what the labels
mean. The rules were tuned on the family and on the half "tuning"; the half "held-out" is only counted.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

from caregiver_app import bundled
from caregiver_app.domain.documents.reading import LAYER, OCR, PageText
from caregiver_app.domain.documents.suggesting.folding import letters
from caregiver_app.domain.documents.suggesting.names import without_titles
from caregiver_app.domain.documents.suggesting.suggest import suggest
from caregiver_app.domain.documents.suggesting.suggestion import Suggestion, Suggestions

FOLDER = Path(__file__).parents[1] / "files" / "labelled_pages"
FIELDS = ("kind", "date", "origin", "language", "title", "name_on_it", "born_on_it")
HALVES = ("tuning", "held-out", "later")
PASSWORD = "Lin1968"
"""Opens the one locked paper of the sample family."""


@dataclass(frozen=True)
class Labelled:
    """One paper: the pages of its text and, for each field, the answers that are right; none where it shows nothing."""

    name: str
    half: str
    pages: tuple[PageText, ...]
    right: dict[str, tuple[str, ...]]
    date_or: str = ""


@dataclass(frozen=True)
class Count:
    """How the suggestions for one field did: of so many papers that show it, the first right, or one of three; none
    made; and how many were made for papers that do not show it."""

    labelled: int = 0
    first: int = 0
    any: int = 0
    none: int = 0
    needless: int = 0

    @property
    def precision(self) -> float:
        """Of the papers with a suggestion, the share whose first one is right."""
        made = self.labelled - self.none + self.needless
        return self.first / made if made else 1.0

    @property
    def recall(self) -> float:
        """Of the papers that show it, the share whose first suggestion is right."""
        return self.first / self.labelled if self.labelled else 1.0

    @property
    def wrong(self) -> int:
        """How many papers have a first suggestion that is not right."""
        return self.labelled - self.none + self.needless - self.first


def labelled_papers() -> list[Labelled]:
    """Return every paper with its labels."""
    data = tomllib.loads((FOLDER / "labels.toml").read_text(encoding="utf-8"))
    return [*map(_invented, data["paper"]), *_sample(data["sample"])]


def count(papers: Sequence[Labelled], field: str, found: dict[str, Suggestions]) -> Count:
    """Compare the suggestions for one field with its labels."""
    labelled = first = some = none = needless = 0
    for paper in papers:
        made: tuple[Suggestion, ...] = getattr(found[paper.name], field)
        if not paper.right[field]:
            needless += bool(made)
            continue
        labelled += 1
        none += not made
        hits = [_is_right(paper, field, one) for one in made]
        first += bool(hits) and hits[0]
        some += any(hits)
    return Count(labelled, first, some, none, needless)


def suggestions(papers: Sequence[Labelled]) -> dict[str, Suggestions]:
    """Return what each paper suggests, by its name, without any help from outside its text."""
    return {paper.name: suggest(paper.pages) for paper in papers}


def _is_right(paper: Labelled, field: str, made: Suggestion) -> bool:
    right = paper.right[field]
    if field == "date":
        readings = {made.value, *made.other}
        return readings == ({right[0], paper.date_or} if paper.date_or else {right[0]})
    if field in {"origin", "title"}:
        return any(letters(label) in letters(made.value) for label in right)
    if field == "name_on_it":
        return letters(made.value) in {letters(without_titles(label)) for label in right}
    if field == "born_on_it":
        return letters(made.value) in map(letters, right)
    return made.value in right


def _invented(row: dict[str, Any]) -> Labelled:
    texts = (FOLDER / row["file"]).read_text(encoding="utf-8").split("\f")
    pages = tuple(PageText(number, text, LAYER) for number, text in enumerate(texts, 1))
    right = {field: _several(row[field.removesuffix("_on_it")]) for field in FIELDS}
    return Labelled(row["file"], row["half"], pages, right, row.get("date_or", ""))


def _sample(rows: list[dict[str, Any]]) -> Iterator[Labelled]:
    case = tomllib.loads(bundled.resource("sample_case", "case.toml").read_text(encoding="utf-8"))
    documents = {row["number"]: row for row in case["document"]}
    for row in rows:
        said = {**documents[row["number"]], **row}
        if "read" in row:
            texts = (FOLDER / row["read"]).read_text(encoding="utf-8").split("\f")
        else:
            texts = _texts(bundled.resource("sample_case", "papers", said["file"]))
        source = OCR if "read" in row else LAYER
        pages = tuple(PageText(number, text, source) for number, text in enumerate(texts, 1))
        right = {field: _several(said[field.removesuffix("_on_it")]) for field in FIELDS}
        yield Labelled(said["file"], HALVES[0], pages, right)


def _texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(str(path), password=PASSWORD) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def _several(label: str | list[str]) -> tuple[str, ...]:
    return tuple(label) if isinstance(label, list) else tuple(filter(None, (label,)))
