"""Adding papers, listing and checking them."""

import os
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.domain.documents.document import Document

PAPERS = ("b.txt", "a.pdf", "sub/c.txt")


@pytest.fixture
def papers(tmp_path) -> Path:
    folder = tmp_path / "papers"
    for name in PAPERS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"this is {name}")
    return folder


def test_a_folder_is_added_whole_as_one_step(caregiver, case, papers):
    told = caregiver("add", case, papers)
    assert told.code == 0
    assert "3 documents were added." in told.out
    assert "Add 3 documents" in caregiver("undo", case).out
    assert caregiver("list", case, "documents", "--json").json["documents"] == []
    assert sorted(str(p.relative_to(papers)) for p in papers.rglob("*.*")) == ["a.pdf", "b.txt", "sub/c.txt"]


def test_kind_date_and_title_are_kept(caregiver, case, papers):
    caregiver("add", case, papers / "b.txt", "--kind", "PET-CT", "--date", "about May 2023", "--title", " My  scan ")
    (listed,) = caregiver("list", case, "documents", "--json").json["documents"]
    assert (listed["number"], listed["title"], listed["kind"]) == ("D-001", "My scan", "pet-ct")
    assert (listed["date"], listed["date_words"]) == ("about 2023-05", "about May 2023")
    assert (listed["file_name"], listed["bytes"], listed["holding"]) == ("b.txt", 13, "file")
    assert (listed["status"], listed["pages"]) == ("ok", 1)


def test_one_title_is_not_given_to_a_whole_folder(caregiver, case, papers):
    assert caregiver("add", case, papers, "--title", "One").code == 2


def test_what_cannot_be_copied_is_named_and_the_others_come_in(caregiver, case, papers):
    (papers / "link.txt").symlink_to(papers.parent / "nowhere")
    told = caregiver("add", case, papers)
    assert told.code == 3
    assert "3 documents were added." in told.out
    assert "  papers/link.txt: “link.txt” only points to another place, or is no file." in told.err
    assert len(caregiver("list", case, "documents", "--json").json["documents"]) == 3


def test_a_missing_file_keeps_the_others_out(caregiver, case, papers):
    told = caregiver("add", case, papers / "b.txt", papers / "nope.pdf")
    assert told.code == 1
    assert "“nope.pdf” is not there." in told.err
    assert caregiver("list", case, "documents", "--json").json["documents"] == []


@pytest.mark.parametrize("inside", ["", "originals", ".."])
def test_a_case_is_never_added_to_itself(caregiver, case, inside):
    told = caregiver("add", case, case / inside)
    assert told.code == 1
    assert "holds this case itself" in told.err


def test_an_empty_folder_adds_nothing_and_says_so(caregiver, case, tmp_path):
    (tmp_path / "none").mkdir()
    told = caregiver("add", case, tmp_path / "none")
    assert (told.code, "no files" in told.out) == (0, True)


def test_what_cannot_be_read_and_what_is_there_already_is_told(caregiver, case, papers):
    (papers / "a.pdf").write_bytes(b"%PDF-1.7 and no more")
    caregiver("add", case, papers / "a.pdf")
    told = caregiver("add", case, papers / "a.pdf").out
    assert "D-002  a" in told
    assert "It is the same file as D-001." in told
    assert "cannot be" in told


def test_names_that_steer_a_terminal_are_shown_as_marks(caregiver, case, tmp_path):
    (tmp_path / "a\x1b[31m\u202eb.txt").write_text("x")
    added = caregiver("add", case, tmp_path / "a\x1b[31m\u202eb.txt").out
    listed = caregiver("list", case, "documents").out
    assert "\x1b" not in added + listed
    assert "\u202e" not in added + listed
    assert "a‹U+001B›[31m‹U+202E›b" in listed


def test_the_lists_of_an_empty_case_say_so(caregiver, case):
    assert caregiver("list", case, "timeline").out == "The timeline is empty.\n"
    assert caregiver("list", case, "documents").out == "There are no documents in the case.\n"


def test_the_timeline_lists_dates_as_a_person_writes_them(caregiver, case, history):
    caregiver("import", case, history("scan,about May 2023,PET-CT,31,mm,左颈部淋巴结肿大", "lab,14.5.2023,LDH,310"))
    lines = caregiver("list", case, "timeline").out.splitlines()
    assert lines[0].split() == ["Date", "Kind", "What", "How", "known"]
    assert lines[2].startswith("about May 2023  Scan        PET-CT · 31\u00a0mm · 左颈部淋巴结肿大  to be checked")
    assert lines[3].startswith("14 May 2023     Lab result  LDH 310")


def test_json_of_the_timeline_holds_every_field(caregiver, case, history):
    caregiver("import", case, history("scan,about May 2023,PET-CT,31,mm,clear,memory,my note"))
    (entry,) = caregiver("list", case, "timeline", "--json").json["entries"]
    with Casebook.open(case) as book:
        (record,) = book.snapshot().entries
    assert set(record.model_dump()) <= set(entry)
    assert (entry["kind"], entry["date"], entry["date_words"]) == ("scan", "about 2023-05", "about May 2023")
    assert (entry["id"], entry["how_known"], entry["note"]) == (str(record.id), "memory", "my note")


def test_a_sound_case_is_called_sound(caregiver, case, papers):
    caregiver("add", case, papers)
    assert caregiver("check", case).code == 0
    assert caregiver("check", case, "--json").json == {"sound": True, "findings": []}


def test_a_changed_and_a_missing_file_are_found(caregiver, case, papers):
    caregiver("add", case, papers)
    kept = sorted(path for path in (case / "originals").rglob("*") if path.is_file())
    kept[0].chmod(0o600)
    kept[0].write_text("other")
    kept[1].unlink()
    told = caregiver("check", case)
    assert told.code == 1
    assert "2 things are not as they should be" in told.out
    found = caregiver("check", case, "--json")
    assert found.code == 1
    assert len(found.json["findings"]) == 2


def test_an_import_taken_back_leaves_a_sound_case(caregiver, case, papers):
    caregiver("add", case, papers)
    caregiver("undo", case)
    assert caregiver("check", case).code == 0


def test_a_paper_that_is_not_here_says_where_it_is(caregiver, case):
    with Casebook.open(case) as book:
        add_thing(book, Document(number=1, title="Slides", holding="elsewhere", held_by="City lab"))
        add_thing(book, Document(number=1, title="Old letter", holding="wanted"))
    listed = caregiver("list", case, "documents").out
    assert "Held by City lab." in listed
    assert "Wanted, not here yet." in listed


def test_a_copy_of_an_addition_that_was_stopped_is_told_and_does_not_make_the_case_unsound(caregiver, case):
    stray = case / "originals" / "ab" / ("ab" * 32)
    stray.parent.mkdir()
    stray.write_bytes(b"half added")
    told = caregiver("check", case)
    assert told.code == 0
    assert "The case is sound" in told.out
    assert "It does no harm." in told.out


def test_a_pipe_is_refused_as_paper_and_as_place_for_the_packet(caregiver, case, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert caregiver("add", case, tmp_path / "pipe").code == 1
    assert caregiver("packet", case, "-o", tmp_path / "pipe").code == 1
    assert (tmp_path / "pipe").is_fifo()
