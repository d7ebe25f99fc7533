"""`caregiver originals` gives every file back byte for byte, under names any computer takes."""

import csv
import hashlib
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.domain.documents.document import Document

LIST = "List of documents.csv"


def fingerprints(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LIST
    }


def test_every_file_comes_back_byte_for_byte_with_a_list(caregiver, case, tmp_path):
    papers = tmp_path / "papers"
    for name in ("a/Befund Müller.txt", "b/Befund Müller.txt", "CON.txt", "病理.txt", "=cmd.txt"):
        (papers / name).parent.mkdir(parents=True, exist_ok=True)
        (papers / name).write_text(f"this is {name}")
    caregiver("add", case, papers)
    with Casebook.open(case) as book:
        add_thing(book, Document(number=1, title="Slides", holding="elsewhere", held_by="Pathology"))
    told = caregiver("originals", case, "--to", tmp_path / "out")
    assert (told.code, told.out) == (0, f"5 files are in “{tmp_path / 'out'}”.\n")
    assert sorted(fingerprints(tmp_path / "out").values()) == sorted(fingerprints(papers).values())
    assert list(fingerprints(tmp_path / "out")) == [
        "D-001 =cmd.txt", "D-002 CON.txt", "D-003 病理.txt", "D-004 Befund Müller.txt", "D-005 Befund Müller.txt",
    ]  # fmt: skip
    with (tmp_path / "out" / LIST).open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.reader(table))
    assert [row[0] for row in rows] == ["Number", *(f"D-00{number}" for number in range(1, 7))]
    assert rows[1][1] == "'=cmd"
    assert rows[6][1:] == ["Slides", "other", "", "", "", ""]


def test_nothing_is_written_where_something_is_already(caregiver, case, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    told = caregiver("originals", case, "--to", tmp_path / "out")
    assert (told.code, "There is something in “out” already." in told.err) == (1, True)
    for inside in ("originals/out", "out", "new/out"):
        told = caregiver("originals", case, "--to", case / inside)
        assert (told.code, "“out” lies in the case folder itself." in told.err) == (1, True)
        assert not (case / inside).exists()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_a_file_that_is_gone_is_named_and_the_others_come_back(caregiver, case, tmp_path):
    for name in ("kept.txt", "lost.txt", "rotten.txt", "worn.txt"):
        (tmp_path / name).write_text(name)
        caregiver("add", case, tmp_path / name)
    with Casebook.open(case) as book:
        _kept, lost, rotten, worn = (book.originals.file(one.fingerprint) for one in book.snapshot().documents)
    lost.unlink()
    rotten.write_text("other")
    worn.unlink()
    worn.symlink_to("/proc/self/mem")  # it opens, and reading it fails as on a worn disk
    with worn.open("rb") as file, pytest.raises(OSError, match="Input/output error"):
        file.read(1)
    told = caregiver("originals", case, "--to", tmp_path / "out")
    assert told.code == 3
    assert "  D-002  lost: The file of D-002 is not in the case folder." in told.out
    assert "  D-003  rotten: The file of D-003 is not the one that was added." in told.out
    assert "  D-004  worn: The file of D-004 cannot be read from the disk." in told.out
    assert list(fingerprints(tmp_path / "out")) == ["D-001 kept.txt"]


def test_the_list_of_documents_tells_all_that_is_known_of_each(caregiver, case, tmp_path):
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("same")
    caregiver("add", case, tmp_path / "one.txt", tmp_path / "two.txt")
    first, second = caregiver("list", case, "documents", "--json").json["documents"]
    assert {"number", "title", "kind", "date", "pages", "bytes", "fingerprint", "language", "status"} <= first.keys()
    assert (first["same_as"], second["same_as"]) == (["D-002"], ["D-001"])
    assert (first["in_inbox"], first["asked"], first["part_of"]) == (True, [], None)
    assert "modality" not in first
