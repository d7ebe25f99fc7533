"""Adding papers, listing and checking them."""

import os
import shutil
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents import sources
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
    assert caregiver("add", case, tmp_path / "none", "--json").json == {"documents": [], "refused": []}


def test_what_was_added_and_what_was_not_can_be_had_as_json(caregiver, case, papers):
    caregiver("add", case, papers / "b.txt")
    (papers / "link.txt").symlink_to(papers / "b.txt")
    told = caregiver("add", case, papers, "--kind", "pet-ct", "--json")
    assert (told.code, told.err) == (3, "")
    listed = caregiver("list", case, "documents", "--json").json["documents"]
    assert told.json["documents"] == listed[1:]
    assert [one["same_as"] for one in told.json["documents"]] == [[], ["D-001"], []]
    assert told.json["refused"] == [
        {
            "name": "papers/link.txt",
            "reason": "“link.txt” only points to another place, or is no file.",
            "now": "If you need what it points to, add that from where it is.",
        }
    ]


# The name of a file, and how it is shown. The last one was written by an old system, and is no text today.
ODD_NAMES = {
    "a\nb.txt": "a ↵ b",
    "tab\t.txt": "tab",
    " ": " ",
    "...": "...",
    ".hidden": ".hidden",
    "con": "con",
    "é.txt": "é",
    "e\u0301.txt": "e\u0301",
    "\u202egnp.txt": "‹U+202E›gnp",
    "שלום.txt": "שלום",
    "病理.txt": "病理",
    "👩\u200d⚕️🩸.txt": "👩\u200d⚕️🩸",
    "n" * 251 + ".txt": "n" * 251,
    "界" * 84 + ".t": "界" * 84,
    "--json": "--json",
    "-dash.txt": "-dash",
    os.fsdecode(b"caf\xe9.txt"): "caf\\xe9",
}


@pytest.mark.every(4)
@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_a_file_of_any_name_goes_in_and_comes_out_again(caregiver, case, tmp_path, name):
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / name).write_text("this is odd")
    assert [os.fsencode(found) for found in os.listdir(tmp_path / "odd")] == [os.fsencode(name)]
    told = caregiver("add", case, tmp_path / "odd")
    assert (told.code, told.out) == (0, f"D-001  {ODD_NAMES[name]}\n1 document was added.\n")
    (listed,) = caregiver("list", case, "documents", "--json").json["documents"]
    assert listed["file_name"] == os.fsencode(name).decode("utf-8", "backslashreplace")
    assert caregiver("originals", case, "--to", tmp_path / "out").code == 0
    (given,) = (path for path in (tmp_path / "out").iterdir() if path.suffix != ".csv")
    assert given.read_text() == "this is odd"
    assert given.name.replace("\u200d", "").isprintable()
    assert len(os.fsencode(given.name)) <= 255


def test_a_name_written_like_an_option_goes_behind_two_dashes(caregiver, case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("-dash.txt", "--json"):
        Path(name).write_text(name)
    assert "Something is missing: FILE|FOLDER." in caregiver("add", case, "--json").err
    assert "What “-dash.txt” means here is not clear." in caregiver("add", case, "--json", "-dash.txt", "x").err
    told = caregiver("add", case, "--", "-dash.txt", "--json")
    assert (told.code, told.out.splitlines()[:2]) == (0, ["D-001  -dash", "D-002  --json"])
    assert "It is the same file as D-001." in caregiver("add", case, "./-dash.txt").out


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/full"])
def test_a_device_is_no_paper(caregiver, case, device):
    told = caregiver("add", case, device)
    assert (told.code, "is not a file that can be copied." in told.err) == (1, True)
    assert caregiver("list", case, "documents", "--json").json["documents"] == []


def test_links_in_a_circle_are_not_followed(caregiver, case, papers):
    (papers / "up").symlink_to("..")
    (papers / "self").symlink_to("self")
    told = caregiver("add", case, papers)
    assert (told.code, "3 documents were added." in told.out) == (3, True)
    assert told.err.count("only points to another place") == 2


def test_files_that_vanish_while_they_are_added_are_named(caregiver, case, papers, monkeypatch):
    find_files = sources.find_files

    def found_and_lost(paths):
        found = find_files(paths)
        (papers / "b.txt").unlink()
        shutil.rmtree(papers / "sub")
        return found

    monkeypatch.setattr(sources, "find_files", found_and_lost)
    told = caregiver("add", case, papers)
    assert (told.code, told.out.splitlines()[-1]) == (3, "1 document was added.")
    assert "  papers/b.txt: “b.txt” is not there. Check the name" in told.err
    assert "  papers/sub/c.txt: “c.txt” is not there. Check the name" in told.err


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
