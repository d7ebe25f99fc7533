"""Sheets to print from the command line: each by its name, for one appointment or round, written over no other file."""

from pathlib import Path

import pypdfium2
import pytest

from caregiver_app.packet.printed.options import SHEETS


def words_on(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture
def planned(caregiver, case: Path) -> Path:
    """A case with two appointments, a question on the sheet of each."""
    for title, when, question in (("Clinic", "3 Dec 2996", "Q001"), ("Video talk", "5 Dec 2996", "Q034")):
        caregiver("appointments", case, "--add", title, "--date", when)
        caregiver("questions", case, "--put-on", question, "--at", title)
    return case


@pytest.mark.thorough
@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_is_made_and_says_whose_it_is(caregiver, planned, tmp_path, name) -> None:
    file = tmp_path / "out.pdf"
    told = caregiver("sheet", planned, name, "-o", file, "--as-of", "1 Dec 2996")
    assert (told.code, told.err) == (0, "")
    assert f"The sheet is in “{file}”, on " in told.out
    assert "Lin Wei" in words_on(file)


@pytest.mark.thorough
def test_a_sheet_is_for_the_appointment_that_was_named_or_the_next(caregiver, planned, tmp_path) -> None:
    file = tmp_path / "out.pdf"
    caregiver("sheet", planned, "questions", "-o", file, "--as-of", "1 Dec 2996", "--paper", "letter")
    first = words_on(file)
    assert "What exactly is the illness called" in first
    assert "Is CAR-T ever used" not in first
    caregiver("sheet", planned, "questions", "-o", file, "--as-of", "1 Dec 2996", "--appointment", "video talk")
    second = words_on(file)
    assert "What exactly is the illness called" not in second
    assert "Is CAR-T ever used" in second


@pytest.mark.thorough
def test_a_daily_log_has_the_days_that_were_asked_for(caregiver, case, tmp_path) -> None:
    file = tmp_path / "out.pdf"
    told = caregiver("sheet", case, "daily-log", "-o", file, "--blank", "--days", "3", "--first-day", "1 Feb 2027")
    assert (told.code, told.err) == (0, "")
    words = words_on(file)
    assert "3 February 2027" in words
    assert "4 February 2027" not in words


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("nope",), 2, "Write one of questions, visit, steps, "),
        (("questions", "--blank"), 2, "--blank is for daily-log, intake."),
        (("visit", "--first-day", "1 Feb 2027"), 2, "--first-day is for daily-log."),
        (("steps", "--appointment", "x"), 2, "--appointment is for questions, visit."),
        (("visit", "--to", "Dr Chen"), 2, "--to is for request."),
        (("questions", "--round", "x"), 2, "--round is for "),
        (("daily-log", "--days", "0"), 2, "“0” is not a whole number from 1."),
        (("daily-log", "--first-day", "May 2027"), 2, "“May 2027” is not one day."),
        (("questions", "--paper", "a3"), 2, "Write a4 or letter."),
        (("questions", "--appointment", "nothing"), 1, "There is no appointment “nothing”."),
        (("steps", "--round", "Paris"), 1, "There is no round “Paris”."),
    ],
)
def test_what_cannot_be_printed_is_said_plainly_and_nothing_is_written(
    caregiver, case, tmp_path, options, code, said
) -> None:
    told = caregiver("sheet", case, *options, "-o", tmp_path / "out.pdf")
    assert (told.code, told.out) == (code, "")
    assert said in told.err
    assert not (tmp_path / "out.pdf").exists()


def test_a_file_that_is_no_pdf_is_never_written_over(caregiver, case, tmp_path) -> None:
    file = tmp_path / "out.pdf"
    file.write_text("my notes")
    refused = caregiver("sheet", case, "questions", "-o", file)
    assert (refused.code, refused.out) == (1, "")
    assert "is not a PDF" in refused.err
    assert file.read_text() == "my notes"
