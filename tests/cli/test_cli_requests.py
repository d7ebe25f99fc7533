"""Asking, answering, lending, the letter and the slips from the command line: each is one step, told plainly."""

from datetime import date
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.cli.ask import WAYS
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.request import HOWS


@pytest.fixture
def things(case: Path) -> Path:
    """A case with a disc somebody holds, a file, and a paper that is wanted."""
    with Casebook.open(case) as book:
        add_thing(book, Document(number=1, title="PET disc", kind="image-files", holding="elsewhere"))
        add_thing(book, Document(number=1, title="Letter", kind="discharge-summary"))
        add_thing(book, Document(number=1, title="Old scan", kind="imaging-report", holding="wanted"))
    return case


def listed(caregiver, case: Path) -> dict:
    return {row["number"]: row for row in caregiver("list", case, "documents", "--json").json["documents"]}


def test_the_ways_of_asking_are_those_of_the_log() -> None:
    assert tuple(HOWS) == WAYS


def test_asking_lists_the_paper_and_is_one_step(caregiver, case) -> None:
    told = caregiver(
        "ask", case, "PET report", "--whom", "Records desk", "--how", "Phone", "--on", "9 November 2026",
        "--due", "Dec 2026", "--remind", "20 Nov 2026", "--note", "call before ten",
    )  # fmt: skip
    assert told.code == 0
    assert told.out.splitlines() == [
        "D-001 PET-CT report",
        "       Records desk, by phone, 9 November 2026 · due December 2026 · ask again 20 November 2026 · no answer "
        "yet · call before ten",
    ]
    assert listed(caregiver, case)["D-001"]["holding"] == "wanted"
    assert "To ask again, or overdue" in caregiver("gaps", case, "--as-of", "20 Nov 2026").out
    assert "Ask for: PET-CT report" in caregiver("undo", case).out
    assert listed(caregiver, case) == {}


def test_asking_without_a_day_is_of_today(caregiver, case) -> None:
    caregiver("ask", case, "pet-ct", "--whom", "Desk")
    (due,) = (row["asked"] for row in caregiver("gaps", case, "--json").json["rows"] if row["kind"] == "pet-ct")
    assert due[0]["on"] == date.today().isoformat()


@pytest.mark.every(4)
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("ask", "pet-ct"), 2, "--whom"),
        (("ask", "pet-ct", "--whom", "x", "--how", "pigeon"), 2, "phone, letter, email"),
        (("ask", "unheard-of", "--whom", "x"), 1, "The kinds are clinical-question"),
        (("ask", "D-099", "--whom", "x"), 1, "There is no document D-099"),
        (("ask", "D-002", "--whom", "x"), 1, "is in the case as a file"),
        (("answer", "D-001", "arrived"), 1, "Nobody has been asked for D-001"),
        (("answer", "D-001", "perhaps"), 2, "Write promised, refused or arrived."),
        (("answer", "pet-ct", "arrived"), 1, "There is no document “pet-ct” in this case."),
        (("give-back", "D-001"), 1, "is not lent to anybody"),
        (("give-back", "D-099"), 1, "There is no document D-099"),
        (("lend", "D-099", "--to", "x"), 1, "There is no document D-099"),
        (("lend", "D-003", "--to", "x"), 1, "Once it is here, lend it then."),
        (("also-holds", "D-099", "mrd"), 1, "There is no document D-099"),
        (("also-holds", "D-001", "unheard-of"), 1, "neither the number of a document nor a kind"),
        (("does-not-apply", "unheard-of"), 1, "The kinds are clinical-question"),
        (("answer", "D-003", "arrived", "--whom", "Dr Kralj"), 1, "Dr Kralj has not been asked for D-003"),
        (("ask", "D-３", "--whom", "x"), 1, "neither the number of a document nor a kind"),
        (("lend", "D-001"), 2, "--to"),
        (("letter", "unheard-of", "-o", "x.pdf"), 1, "neither the number of a document nor a kind"),
        (("slip", "D-099", "-o", "x.pdf"), 1, "“caregiver list DIR documents” lists the documents"),
    ],
)
def test_what_is_not_understood_is_said_and_changes_nothing(caregiver, things, arguments, code, said) -> None:
    before = listed(caregiver, things)
    told = caregiver(arguments[0], things, *arguments[1:])
    assert told.code == code
    assert said in told.err
    assert listed(caregiver, things) == before
    assert not Path("x.pdf").exists()


def test_an_answer_is_written_down(caregiver, case) -> None:
    caregiver("ask", case, "pet-ct", "--whom", "Desk")
    assert "D-001 PET-CT report: promised" in caregiver("answer", case, "D-001", "promised").out
    told = caregiver("answer", case, "1", "arrived", "--whom", "desk").out
    assert "It is still listed as wanted." in told
    (row,) = (row for row in caregiver("gaps", case, "--json").json["rows"] if row["kind"] == "pet-ct")
    assert (row["asked"][0]["answer"], row["asked"][0]["waiting"]) == ("arrived", False)


def test_a_thing_is_lent_and_comes_back(caregiver, things) -> None:
    lent = caregiver("lend", things, "D-001", "--to", "Dr Chen", "--on", "3 May 2026").out
    assert lent == "D-001 PET disc: Lent to Dr Chen on 3 May 2026.\n"
    assert "is not back yet" in caregiver("lend", things, "D-001", "--to", "Dr Kralj").err
    assert "Lent to Dr Chen on 3 May 2026." in " ".join(caregiver("gaps", things).out.split())
    back = caregiver("give-back", things, "D-001", "--on", "10 May 2026").out
    assert back == "D-001 PET disc: Lent to Dr Chen on 3 May 2026, back on 10 May 2026.\n"


@pytest.mark.thorough
def test_a_letter_and_slips_are_written(caregiver, things, tmp_path) -> None:
    told = caregiver("letter", things, "D-001", "pet-ct", "-o", tmp_path / "l.pdf", "--to", "Desk", "--paper", "letter")
    assert told.out.splitlines() == [
        f"The letter is in “{tmp_path / 'l.pdf'}”, on 1 page.",
        "Once it is on its way, “caregiver ask” writes that down.",
    ]
    told = caregiver("slip", things, "D-001", "D-001", "-o", tmp_path / "s.pdf")
    assert told.out.startswith("2 slips are in")
    assert all((tmp_path / name).read_bytes().startswith(b"%PDF-") for name in ("l.pdf", "s.pdf"))


def test_a_letter_never_takes_the_place_of_another_file(caregiver, things, tmp_path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    told = caregiver("letter", things, "pet-ct", "-o", tmp_path / "mine.txt")
    assert (told.code, "is not a PDF" in told.err) == (1, True)
    assert (tmp_path / "mine.txt").read_text() == "mine"
