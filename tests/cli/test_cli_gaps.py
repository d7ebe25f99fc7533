"""`caregiver gaps` and `caregiver recipients`: what a centre wants, beside what is here."""

import os
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.recipients import bundled_receivers

LIST = 'name = "Minglan"\nsource = "an e-mail"\n[[want]]\nkind = "pet-ct"\nfresh_days = 28\nwords = "of 4 weeks"\n'
ON = ("--as-of", "28 November 2026")


@pytest.fixture
def papers(case: Path) -> Path:
    """A case with a blood count, slides with somebody, a German letter and a translation to come."""
    with Casebook.open(case) as book:
        for told in (
            {"title": "Blood count", "kind": "blood-count", "date": "2026-10-27"},
            {"title": "Slides", "kind": "slides-blocks", "holding": "elsewhere", "held_by": "Pathology"},
            {"title": "Brief", "kind": "discharge-summary", "language": "German", "trouble": "locked"},
            {"title": "Scan", "kind": "pet-ct", "holding": "elsewhere", "held_by": "Inverlaw"},
        ):
            listed = add_thing(book, Document(number=1, **told))
            if listed.title == "Brief":
                brief = listed
        wanted = Document(number=1, title="Letter", kind="discharge-summary", holding="wanted", translation_of=brief.id)
        add_thing(book, wanted)
    return case


@pytest.fixture
def own_list(tmp_path: Path) -> Path:
    (tmp_path / "own.toml").write_text(LIST, encoding="utf-8")
    return tmp_path / "own.toml"


def rows(told) -> dict:
    return {row["kind"]: row for row in told.json["rows"]}


def test_the_list_is_held_against_the_case(caregiver, papers) -> None:
    told = caregiver("gaps", papers, *ON).out
    assert "Lin Wei: papers for “CAR-T review”, as of 28 November 2026" in told
    assert "3 of 21 here · 18 not yet asked" in told
    for said in (
        "D-001. The newest is of 27 October 2026, 32 days",
        "Whom to ask: The laboratory.",
        "D-003: The file is locked with a password.",
        "D-004: held by Inverlaw",
        "Only where they apply, and nothing is here yet: Flow cytometry;",
        "Your centre's own list always comes first.",
    ):
        assert said in " ".join(told.split()), said


def test_json_says_it_all_for_another_program(caregiver, papers) -> None:
    caregiver("ask", papers, "lungs", "--whom", "Desk", "--on", "9 Nov 2026", "--due", "20 Nov 2026")
    told = caregiver("gaps", papers, "--recipient", "abroad-translated", *ON, "--json")
    assert told.code == 0
    assert told.json["recipient"]["id"] == "abroad-translated"
    assert set(told.json["recipient"]) >= {"id", "name", "source", "as_of"}
    assert told.json["counts"] == {
        "total": 25, "have": 3, "asked": 1, "not_asked": 21, "not_needed": 0, "only_if_it_applies": 24,
        "text": "3 of 25 here · 1 asked for · 21 not yet asked",
    }  # fmt: skip
    blood, lungs = rows(told)["blood-count"], rows(told)["lungs"]
    assert (blood["status"], blood["documents"], blood["newest"]) == ("have", ["D-001"], "2026-10-27")
    assert (blood["fresh"], blood["fresh_days"], blood["to_be_checked"]) == ("no", 28, True)
    assert blood["translation"] is None
    assert lungs["status"] == "asked"
    assert lungs["whom_to_ask"] == "The lung laboratory"
    (asked,) = lungs["asked"]
    assert (asked["whom"], asked["on"], asked["due"], asked["overdue"]) == ("Desk", "2026-11-09", "2026-11-20", True)
    assert told.json["due"] == [asked]
    (pair,) = rows(told)["discharge-summary"]["translation"]["papers"]
    assert (pair["document"], pair["state"], pair["translation"]) == ("D-003", "listed", "D-005")


def test_an_unknown_list_is_refused_with_the_known_ones(caregiver, case) -> None:
    told = caregiver("gaps", case, "--recipient", "nowhere")
    assert (told.code, told.out) == (1, "")
    assert "car-t-review, reports-only, with-images, abroad-translated" in told.err


def test_what_does_not_apply_is_named_and_can_be_taken_back(caregiver, case) -> None:
    assert caregiver("does-not-apply", case, "Bone marrow report", "--why", "never done").code == 0
    assert "– Bone marrow report: never done" in caregiver("gaps", case).out
    assert rows(caregiver("gaps", case, "--json"))["bone-marrow"]["why"] == "never done"
    assert "May apply after all" in caregiver("does-not-apply", case, "bone-marrow", "--take-back").out
    assert "Nothing was changed" in caregiver("does-not-apply", case, "bone-marrow", "--take-back").out
    assert rows(caregiver("gaps", case, "--json"))["bone-marrow"]["status"] == "not_asked"
    assert caregiver("does-not-apply", case, "mrd", "--why", "x", "--take-back").code == 2


def test_a_mark_gives_way_to_a_paper_that_is_here_and_is_still_told(caregiver, papers) -> None:
    caregiver("does-not-apply", papers, "blood-count", "--why", "by mistake")
    assert "You wrote that it does not apply: by mistake." in " ".join(caregiver("gaps", papers).out.split())


def test_one_paper_fills_several_kinds(caregiver, papers) -> None:
    assert "Blood count; Blood chemistry" in caregiver("also-holds", papers, "D-001", "chemistry").out
    assert rows(caregiver("gaps", papers, "--json"))["chemistry"]["documents"] == ["D-001"]
    caregiver("also-holds", papers, "D-001")
    assert rows(caregiver("gaps", papers, "--json"))["chemistry"]["documents"] == []


@pytest.mark.thorough
def test_a_list_of_ones_own_is_added_chosen_and_taken_out(caregiver, papers, own_list) -> None:
    assert "“Minglan” was added." in caregiver("recipients", papers, "--add", own_list).out
    caregiver("recipients", papers, "--choose", "minglan")
    told = caregiver("gaps", papers).out
    assert "papers for “Minglan”" in told
    assert "5 more papers" not in told
    assert "4 more papers are not on this list: D-001, D-002, D-003, D-005." in " ".join(told.split())
    listed = caregiver("recipients", papers, "--json").json
    assert (listed["chosen"], listed["recipients"][0]["own"]) == (listed["recipients"][0]["id"], True)
    assert listed["recipients"][0]["wants"][0]["fresh_days"] == 28
    assert "“Minglan” was taken out." in caregiver("recipients", papers, "--remove", "Minglan").out
    assert "papers for “CAR-T review”" in caregiver("gaps", papers).out
    assert "Remove centre: Minglan" in caregiver("undo", papers).out
    assert "papers for “Minglan”" in caregiver("gaps", papers).out


def test_a_bundled_list_stays(caregiver, case) -> None:
    told = caregiver("recipients", case, "--remove", "reports-only")
    assert (told.code, "comes with the program" in told.err) == (1, True)
    listed = [one["id"] for one in caregiver("recipients", case, "--json").json["recipients"]]
    assert listed == [receiver.id for receiver in bundled_receivers()]


@pytest.mark.thorough
def test_a_file_that_is_no_list_changes_nothing(caregiver, case, tmp_path) -> None:
    (tmp_path / "bad.toml").write_text("name = 'x'\nfrech = 1\n")
    told = caregiver("recipients", case, "--add", tmp_path / "bad.toml")
    assert (told.code, "“frech” is not understood" in told.err) == (1, True)
    assert len(caregiver("recipients", case, "--json").json["recipients"]) == 4


def test_a_folder_or_a_pipe_is_no_list(caregiver, case, tmp_path) -> None:
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    for name in ("folder.toml", "pipe.toml"):
        told = caregiver("recipients", case, "--add", tmp_path / name)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith(f"“{name}” is not a list of wanted papers we can read.\nNothing was changed.\n")


@pytest.mark.parametrize("option", ["--choose", "--remove"])
def test_a_list_nobody_knows_is_refused_with_the_known_ones(caregiver, case, option) -> None:
    told = caregiver("recipients", case, option, "nowhere")
    assert (told.code, told.out) == (1, "")
    assert told.err.splitlines()[0] == "There is no list of wanted papers called “nowhere”."


@pytest.mark.thorough
def test_a_list_without_papers_says_so(caregiver, case, tmp_path) -> None:
    (tmp_path / "empty.toml").write_text("name = 'Empty'\n")
    caregiver("recipients", case, "--add", tmp_path / "empty.toml")
    told = caregiver("gaps", case, "--recipient", "Empty")
    assert (told.code, "names no papers yet" in told.out) == (0, True)
