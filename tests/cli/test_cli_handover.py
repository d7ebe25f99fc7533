"""A case goes to a sibling's computer as one file and comes back: on the command line, as a family does it."""

from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.store.bundle_reading import unpack
from cli.test_cli_readme import names_in, told_of


@pytest.fixture
def both(caregiver, case, history, tmp_path) -> tuple[Path, Path]:
    """A case with an entry and a paper, and the copy of it on the other computer."""
    caregiver("import", case, history("scan,14 May 2023,PET-CT,,,,report,"))
    (tmp_path / "letter.txt").write_text("Discharge letter of 14 May 2023")
    caregiver("add", case, tmp_path / "letter.txt")
    return case, restored(caregiver, case, tmp_path / "hers")


def restored(caregiver, case: Path, folder: Path) -> Path:
    """Hand a case over and lay it out on the other computer."""
    file = folder.with_suffix(".caregiver")
    assert caregiver("handover", case, file, "--replace").code == 0
    folder.mkdir()
    unpack(file, folder)
    return folder


def handed_back(caregiver, hers: Path) -> Path:
    file = hers.parent / "back.caregiver"
    assert caregiver("handover", hers, file, "--replace").code == 0
    return file


def numbers(caregiver, case: Path) -> dict[str, str]:
    listed = caregiver("list", case, "documents", "--json").json["documents"]
    return {one["title"]: one["number"] for one in listed}


def dump(case: Path) -> str:
    with Casebook.open(case) as book:
        return repr(book.snapshot())


def test_what_only_the_other_side_changed_comes_in_as_one_step_that_undo_takes_back(
    caregiver, both, history, tmp_path
) -> None:
    case, hers = both
    caregiver("import", hers, history("lab,15 May 2023,LDH,310,U/l,,report,", name="more.csv"))
    (tmp_path / "second.txt").write_text("Pathology report of June 2023")
    caregiver("add", hers, tmp_path / "second.txt")
    caregiver("describe", hers, "D-001", "--title", "Letter of May")
    before, file = dump(case), handed_back(caregiver, hers)
    dry = caregiver("takeback", file, case, "--dry-run")
    assert "New on the other computer: 1 entry, 1 paper." in dry.out
    assert "Changed there: 1 paper." in dry.out
    assert dump(case) == before
    done = caregiver("takeback", file, case)
    assert done.code == 0
    assert dump(case) == dump(hers)
    assert caregiver("check", case).code == 0
    assert caregiver("find", case, "pathology", "--json").json["hits"]
    assert "nothing new" in caregiver("takeback", file, case).out
    assert caregiver("undo", case).code == 0
    assert dump(case) == before


def test_what_both_changed_waits_for_somebody_to_decide_and_both_versions_stay(caregiver, both) -> None:
    case, hers = both
    caregiver("describe", case, "D-001", "--title", "Ours")
    caregiver("describe", hers, "D-001", "--title", "Theirs")
    before, file = dump(case), handed_back(caregiver, hers)
    waits = caregiver("takeback", file, case)
    assert waits.code == 1
    assert "here: Ours" in waits.out
    assert "there: Theirs" in waits.out
    assert "--all-theirs" in waits.err
    assert dump(case) == before
    asked = caregiver("takeback", file, case, "--json").json["asked"]
    kept = caregiver("takeback", file, case, "--ours", asked[0]["id"])
    assert kept.code == 0
    assert dump(case) == before
    versions = caregiver("history", case, "D-001", "--json").json["versions"]
    (theirs,) = [one for one in versions if one["record"] and one["record"]["title"] == "Theirs"]
    assert caregiver("bring-back", case, "D-001", "--version", theirs["version"]).code == 0
    assert [*numbers(caregiver, case)] == ["Theirs"]
    caregiver("undo", case)
    back = restored(caregiver, case, hers.parent / "again").with_suffix(".caregiver")
    assert caregiver("takeback", back, hers).code == 0, "what was decided there is not asked here"
    assert dump(hers) == before


def test_a_number_given_on_both_sides_is_given_anew_and_both_ends_agree(caregiver, both, tmp_path) -> None:
    case, hers = both
    for folder, name in ((case, "here"), (hers, "there")):
        (tmp_path / f"{name}.txt").write_text(f"A letter from {name}")
        caregiver("add", folder, tmp_path / f"{name}.txt")
    done = caregiver("takeback", handed_back(caregiver, hers), case)
    assert "D-002 of the other computer is D-003 here" in done.out
    assert numbers(caregiver, case) == {"letter": "D-001", "here": "D-002", "there": "D-003"}
    file = restored(caregiver, case, hers.parent / "again").with_suffix(".caregiver")
    assert "D-002 has the number D-003 now" in caregiver("takeback", file, hers).out
    assert dump(case) == dump(hers)


def test_a_file_of_another_case_or_none_of_ours_is_refused_and_nothing_is_changed(caregiver, both, tmp_path) -> None:
    case, _hers = both
    caregiver("new", tmp_path / "other", "--name", "Somebody else")
    caregiver("handover", tmp_path / "other", tmp_path / "other.caregiver")
    before = dump(case)
    refused = caregiver("takeback", tmp_path / "other.caregiver", case)
    assert (refused.code, "not a copy of this case" in refused.err) == (1, True)
    (tmp_path / "text.caregiver").write_text("no case at all")
    assert caregiver("takeback", tmp_path / "text.caregiver", case).code == 1
    assert dump(case) == before


def test_a_case_that_is_handed_over_never_writes_over_a_file_unasked(caregiver, case, tmp_path) -> None:
    (tmp_path / "there.caregiver").write_text("something else")
    assert caregiver("handover", case, tmp_path / "there").code == 1
    assert (tmp_path / "there.caregiver").read_text() == "something else"
    assert caregiver("handover", case, tmp_path / "there", "--replace").code == 0


def test_an_id_that_means_nothing_is_named_and_nothing_is_done(caregiver, both) -> None:
    case, hers = both
    caregiver("describe", hers, "D-001", "--title", "Theirs")
    before, file = dump(case), handed_back(caregiver, hers)
    refused = caregiver("takeback", file, case, "--ours", "abcdef123")
    assert (refused.code, "abcdef123" in refused.err) == (1, True)
    assert dump(case) == before


def test_the_json_is_as_the_readme_says(caregiver, both, history, tmp_path) -> None:
    case, hers = both
    told = caregiver("handover", case, tmp_path / "x.caregiver", "--json").json
    assert names_in(told) == told_of("handover --json")
    caregiver("import", hers, history("lab,15 May 2023,LDH,310,U/l,,report,", name="more.csv"))
    caregiver("takeback", handed_back(caregiver, hers), case)
    caregiver("describe", case, "D-001", "--title", "Ours")
    caregiver("describe", hers, "D-001", "--title", "Theirs")
    caregiver("ask", hers, "lungs", "--whom", "Clinic desk")
    caregiver("takeback", handed_back(caregiver, hers), case, "--all-theirs")
    caregiver("answer", hers, "D-002", "promised")
    caregiver("describe", case, "D-001", "--title", "Ours again")
    caregiver("describe", hers, "D-001", "--title", "Theirs again")
    asked = caregiver("takeback", handed_back(caregiver, hers), case, "--json").json
    assert names_in(asked) == told_of("takeback --json")
