"""Whatever is dropped in is kept byte for byte, numbered and listed, with what is known of it."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files, remove_documents, same_files, title_from
from caregiver_app.casebook.documents.sources import find_files
from caregiver_app.child import Child, ChildStopped
from caregiver_app.errors import CaregiverError
from caregiver_app.progress import Cancelled
from cases import new_case

NAMES = (
    "Befund Müller.pdf",
    "检查报告.pdf",
    "تقرير.pdf",
    "invoice\u202efdp.exe",
    "a" * 250 + ".txt",
    "e\u0301.txt",
    "\u00e9.txt",
    " leading and trailing .txt",
    "👩‍👩‍👧.txt",
    "'quoted' & [bracketed].txt",
    *(("CON", "a:b?.txt", "<b>x<img src=x>.txt") if os.name != "nt" else ()),
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def test_files_go_in_with_any_name_and_come_back_byte_for_byte(book: Casebook, tmp_path: Path) -> None:
    (tmp_path / "shoebox").mkdir()
    bodies = {}
    for number, name in enumerate(NAMES):
        bodies[name] = f"body {number}".encode()
        (tmp_path / "shoebox" / name).write_bytes(bodies[name])
    kept = keep_files(book.originals, find_files([tmp_path / "shoebox"]))
    listed = list_files(book, kept)
    assert {document.file_name: book.originals.file(document.fingerprint).read_bytes() for document in listed} == bodies
    assert [document.number for document in listed] == list(range(1, len(NAMES) + 1))
    assert book.undo_label == f"Add {len(NAMES)} documents"


@pytest.mark.parametrize("posix_only", ["a name that is no text"] if os.name == "posix" else [])
def test_a_name_that_is_no_text_is_kept_readable(book: Casebook, tmp_path: Path, posix_only: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_bytes(b"x")
    (document,) = list_files(book, keep_files(book.originals, [path]))
    assert document.file_name == "caf\\xe9.txt"


def test_folders_are_walked_in_a_steady_order_and_links_out_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in" / "b").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    for name in ("in/z.txt", "in/a.txt", "in/b/c.txt", "out/secret.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "in" / "link").symlink_to(tmp_path / "out", target_is_directory=True)
    assert [source.inside for source in find_files([tmp_path / "in"]).files] == [
        "in/a.txt", "in/z.txt", "in/b/c.txt",
    ]  # fmt: skip
    with pytest.raises(CaregiverError, match="is not there"):
        find_files([tmp_path / "nowhere"])


def test_the_same_file_twice_is_listed_twice_and_named(book: Casebook, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_bytes(b"same")
    first, second = list_files(book, keep_files(book.originals, [tmp_path / "one.txt", tmp_path / "two.txt"]))
    assert same_files((first, second), second) == (first,)
    assert same_files((first, second), first) == ()


def test_a_file_that_kills_its_reader_is_kept_with_the_reason(
    book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hostile.pdf"
    pikepdf.new().save(path)
    calls = []

    def crash(child: Child, *args: object, **_more: object) -> None:
        calls.append(args)
        raise ChildStopped("crashed")

    monkeypatch.setattr(Child, "call", crash)
    (document,) = list_files(book, keep_files(book.originals, [path]))
    assert calls
    assert document.trouble == "crashed"
    assert book.originals.file(document.fingerprint).read_bytes() == path.read_bytes()


def test_cancelling_lists_nothing(book: Casebook, tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(str(number))

    def stop_at_second(done: int, total: int, what: str) -> None:
        if done >= 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        keep_files(book.originals, paths, stop_at_second)
    assert book.snapshot().documents == ()
    assert list(book.originals.fingerprints()) == []


def test_a_wish_to_stop_is_heard_while_one_large_file_is_copied(book: Casebook, tmp_path: Path) -> None:
    with (tmp_path / "disc.img").open("wb") as large:
        large.truncate(3 << 30)
    calls = []

    def stop_at_once(done: int, total: int, what: str) -> None:
        calls.append(what)
        raise Cancelled

    with pytest.raises(Cancelled):
        keep_files(book.originals, [tmp_path / "disc.img"], stop_at_once)
    assert calls == ["disc.img"]
    assert [path for path in book.originals.folder.rglob("*") if path.is_file()] == []


def test_stopping_takes_back_only_what_this_addition_brought(book: Casebook, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.txt").write_text("b")
    (listed,) = list_files(book, keep_files(book.originals, [tmp_path / "a.txt"]))

    def stop_at_the_end(done: int, _total: int, _what: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        keep_files(book.originals, [tmp_path / "a.txt", tmp_path / "b.txt"], stop_at_the_end)
    assert list(book.originals.fingerprints()) == [listed.fingerprint]
    assert book.findings() == ()


def test_check_names_missing_changed_and_stray_files_and_nothing_else(book: Casebook, tmp_path: Path) -> None:
    paths = []
    for name in ("good", "lost", "rotten"):
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_text(name * 100)
    good, lost, rotten = list_files(book, keep_files(book.originals, paths))
    assert book.findings() == ()
    book.originals.file(lost.fingerprint).unlink()
    body = bytearray(book.originals.file(rotten.fingerprint).read_bytes())
    body[7] ^= 4
    book.originals.file(rotten.fingerprint).write_bytes(body)
    stray = hashlib.sha256(b"stray").hexdigest()
    book.originals.file(stray).parent.mkdir(exist_ok=True)
    book.originals.file(stray).write_bytes(b"stray")
    assert [(finding.where, finding.what.split(" ")[-1]) for finding in book.findings()] == [
        ("D-002 lost", "folder."),
        ("D-003 rotten", "added."),
        (stray, "document."),
    ]
    remove_documents(book, [good])
    assert good.fingerprint not in [finding.where for finding in book.findings()]


def test_a_first_title_is_the_name_without_its_ending() -> None:
    assert title_from("Discharge_letter.pdf") == "Discharge letter"
    assert title_from(".pdf") == ".pdf"
