"""Erasing for good from a terminal: told first, done when it is said, and never of what is still in the case."""

from datetime import date
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files, remove_documents
from caregiver_app.store.backup import keep_copy, listed
from readable import WORDS, readable_in


@pytest.fixture
def removed(case: Path, tmp_path: Path) -> Path:
    """A case with a removed paper, D-001, a paper that is there, D-002, and a backup that holds both."""
    for number, words in enumerate((" ".join(WORDS), "An invented letter")):
        (tmp_path / f"{number}.txt").write_text(words, encoding="utf-8")
        with Casebook.open(case) as book:
            list_files(book, keep_files(book.originals, [tmp_path / f"{number}.txt"]), title=words)
    with Casebook.open(case) as book:
        remove_documents(book, [book.snapshot().documents[0]])
        keep_copy(book.whole, date(2026, 5, 3))
    return case


def left_in(case: Path) -> list[str]:
    return [place for place in readable_in(case) if not place.startswith("backups")]


def test_without_yes_it_tells_what_would_go_and_what_may_still_hold_it_and_changes_nothing(caregiver, removed):
    before = {path: path.read_bytes() for path in removed.rglob("*") if path.is_file()}
    told = caregiver("erase", removed, "D-001")
    assert told.code == 0
    assert WORDS[0] in told.out
    assert "1 file of it in the case folder." in told.out
    assert "of 3 May 2026" in told.out
    assert "SSD" in told.out
    assert "Nothing was changed. Add --yes to erase it." in told.out
    assert {path: path.read_bytes() for path in removed.rglob("*") if path.is_file()} == before


def test_with_yes_it_is_gone_and_nothing_else_is(caregiver, removed):
    done = caregiver("erase", removed, "D-001", "--yes")
    assert done.code == 0
    assert "1 thing is erased for good." in done.out
    assert left_in(removed) == []
    assert caregiver("check", removed).code == 0
    assert caregiver("trash", removed).out == "Nothing was removed.\n"
    assert caregiver("bring-back", removed, "D-001").code == 1
    assert len(caregiver("list", removed, "documents", "--json").json["documents"]) == 1


def test_backups_that_hold_it_go_too_when_that_is_said_even_afterwards(caregiver, removed):
    with Casebook.open(removed) as book:
        gone = str(book.trash()[0].id)
    caregiver("erase", removed, "D-001", "--yes")
    assert [one for one in readable_in(removed) if one.startswith("backups")]
    told = caregiver("erase", removed, gone[:8], "--backups-too")
    assert "1 whole backup" in told.out
    done = caregiver("erase", removed, gone[:8], "--yes", "--backups-too")
    assert "1 backup that held it is removed" in done.out
    assert readable_in(removed) == []
    assert listed(removed)


def test_what_is_in_the_case_or_unknown_is_refused(caregiver, removed):
    here = caregiver("erase", removed, "D-002", "--yes")
    assert here.code == 1
    assert "Only what was removed can be erased for good." in here.err
    assert caregiver("erase", removed, "person", "--yes").code == 1
    assert caregiver("erase", removed, "D-077", "--yes").code == 1
    assert caregiver("check", removed).code == 0


def test_what_a_sibling_still_has_comes_in_again_only_when_that_is_said(caregiver, removed, tmp_path):
    from caregiver_app.store.bundle_reading import unpack

    assert caregiver("handover", removed, tmp_path / "there.caregiver").code == 0
    (tmp_path / "hers").mkdir()
    unpack(tmp_path / "there.caregiver", tmp_path / "hers")
    caregiver("bring-back", tmp_path / "hers", "D-001")
    caregiver("erase", removed, "D-001", "--yes")
    caregiver("handover", tmp_path / "hers", tmp_path / "back.caregiver")
    taken = caregiver("takeback", tmp_path / "back.caregiver", removed)
    assert taken.code == 0
    assert "1 thing in it was erased for good here" in taken.out
    assert "--erased-too" in taken.out
    assert left_in(removed) == []
    told = caregiver("takeback", tmp_path / "back.caregiver", removed, "--erased-too", "--json").json
    assert (len(told["new"]), told["erased_here"]) == (1, [])
    assert caregiver("check", removed).code == 0
    assert len(caregiver("list", removed, "documents", "--json").json["documents"]) == 2
