"""`caregiver handbook`: the handbook as a PDF, in both languages and without a case; and its words in the guide."""

from pathlib import Path

import pypdfium2
import pytest


def first_page(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()


@pytest.mark.parametrize(("language", "title"), [("en", "Handbook"), ("zh", "使用手册")])
def test_the_handbook_is_written_in_either_language(caregiver, tmp_path, language, title) -> None:
    target = tmp_path / "handbook.pdf"
    told = caregiver("handbook", "-o", target, "--language", language, "--paper", "letter")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"The handbook is in “{target}”, on ")
    assert title in first_page(target)


def test_what_is_no_pdf_is_not_written_over(caregiver, tmp_path) -> None:
    target = tmp_path / "notes.pdf"
    target.write_text("my notes")
    told = caregiver("handbook", "-o", target)
    assert told.code == 1
    assert "is there already and is not a PDF" in told.err
    assert target.read_text() == "my notes"


def test_the_guide_finds_the_handbook_and_says_that_it_is_from_this_program(caregiver) -> None:
    told = caregiver("guide", "crooked", "photo")
    assert "Using this program · What helps" in told.out
    assert "From: This program. November 2026." in told.out
    (found,) = caregiver("guide", "crooked", "photo", "--json").json["found"]
    assert (found["kind"], found["id"], found["line"]) == ("handbook", "pages", "hb-pages-3")
