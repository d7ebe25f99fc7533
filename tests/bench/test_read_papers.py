"""Whoever reads is judged by what stands on the page, not by the order in which words are told."""

from pathlib import Path

from PIL import Image

from bench.read_papers import Page, Score, score
from caregiver_app.domain.documents.reading import Word

KNOWN = (
    Word("Marrow", 0.1, 0.1, 0.1, 0.02),
    Word("report", 0.21, 0.1, 0.1, 0.02),
    Word("骨髓", 0.1, 0.5, 0.1, 0.02),
    Word("2024–25", 0.7, 0.5, 0.1, 0.02),
)


def page(folder: Path) -> Page:
    Image.new("L", (1000, 1000)).save(folder / "page.png")
    return Page("clean", folder / "page.png", "eng", KNOWN)


def test_what_is_read_in_any_order_and_with_any_dash_is_right(tmp_path: Path) -> None:
    read = (Word("2024-25", 0.71, 0.5, 0.1, 0.02), *KNOWN[:3][::-1])
    assert score(page(tmp_path), read) == Score(0, 21, 0, 5)


def test_a_wrong_letter_a_missing_word_and_a_word_too_many_are_counted(tmp_path: Path) -> None:
    read = (Word("Narrow", 0.1, 0.1, 0.1, 0.02), *KNOWN[2:], Word("dust", 0.4, 0.9, 0.1, 0.02))
    assert score(page(tmp_path), read) == Score(1 + len("report") + len("dust"), 21, 2, 5)


def test_a_transcript_tells_words_alone(tmp_path: Path) -> None:
    whole = Page("fax", page(tmp_path).file, "eng", (), "Marrow report\n骨髓")
    assert score(whole, KNOWN[1:]) == Score(0, 0, 1, 4)
