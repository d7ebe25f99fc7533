"""What is brought is kept whole or named: one bad file stops no other, and a stop costs no copy that was made."""

import errno
import io
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import discs
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents import keeping
from caregiver_app.casebook.documents.journal import Journal
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files, remove_documents
from caregiver_app.casebook.documents.sets import fingerprints_known
from caregiver_app.casebook.documents.sources import Found, Source, find_files
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import fingerprint_of
from caregiver_app.progress import Cancelled
from caregiver_app.store.originals import Originals
from cases import new_case

# Reading the memory of a process from its very beginning fails with EIO, as a scratched disc does.
SCRATCHED = Path("/proc/self/mem")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def letters(folder: Path, count: int) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"letter {number}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(f"letter {number}")
    return paths


def stop_after(count: int) -> "object":
    def progress(done: int, _total: int, _what: str) -> None:
        if done >= count:
            raise Cancelled

    return progress


@pytest.mark.parametrize("linux", ["a scratched disc"] if sys.platform == "linux" else [])
def test_a_file_that_cannot_be_read_to_its_end_is_named_and_stops_no_other(
    book: Casebook, tmp_path: Path, linux: str
) -> None:
    with SCRATCHED.open("rb") as file, pytest.raises(OSError, match=os.strerror(errno.EIO)):
        file.read(1)
    first, last = letters(tmp_path / "papers", 2)
    brought = keep_files(book.originals, [first, Source(SCRATCHED, "disc/report.pdf"), last])
    assert [file.name for file in brought.files] == ["letter 0.txt", "letter 1.txt"]
    ((name, trouble),) = brought.refused
    assert (name, trouble.happened) == (
        "disc/report.pdf", "“mem” cannot be read to its end. The disc or drive may be scratched or worn.",
    )  # fmt: skip
    assert len(list(book.originals.fingerprints())) == 2


@contextmanager
def being_written(path: Path) -> Iterator[None]:
    """Let something else go on writing to a file until the block ends."""
    begun, over = threading.Event(), threading.Event()

    def download() -> None:
        with path.open("ab", buffering=0) as file:
            while not over.is_set():
                file.write(b"more")
                begun.set()

    writer = threading.Thread(target=download)
    writer.start()
    begun.wait()
    try:
        yield
    finally:
        over.set()
        writer.join()


def test_a_file_that_is_still_being_written_is_named_and_comes_in_when_it_is_finished(
    book: Casebook, tmp_path: Path
) -> None:
    first, download, last = letters(tmp_path / "papers", 3)
    download.write_bytes(bytes(10_000_000))
    with being_written(download):
        before = download.stat().st_size
        brought = keep_files(book.originals, [first, download, last])
        assert download.stat().st_size > before
    assert [file.name for file in brought.files] == [first.name, last.name]
    ((name, trouble),) = brought.refused
    assert (name, trouble.happened, trouble.now) == (
        download.name, f"“{download.name}” changed while it was being copied.",
        "Wait until it is finished downloading or scanning, then add it again.",
    )  # fmt: skip
    assert len(list(book.originals.fingerprints())) == 2
    (kept,) = keep_files(book.originals, [download]).files
    assert (kept.size, kept.fingerprint) == (download.stat().st_size, fingerprint_of(download))


def test_the_only_file_says_itself_why_it_cannot_be_kept(book: Casebook, tmp_path: Path) -> None:
    with pytest.raises(CaregiverError, match="is not there"):
        keep_files(book.originals, [tmp_path / "gone.txt"])


def test_a_link_in_a_folder_is_named_and_not_followed(book: Casebook, tmp_path: Path) -> None:
    letters(tmp_path / "papers", 1)
    (tmp_path / "secret.txt").write_text("of another place")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "papers" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "papers" / "folder").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "papers" / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "papers" / "twin.txt").symlink_to(tmp_path / "papers" / "letter 0.txt")
    found = find_files([tmp_path / "papers"])
    assert [file.inside for file in found.files] == ["papers/letter 0.txt"]
    assert sorted(name for name, _why in found.passed_over) == [
        "papers/broken.txt", "papers/folder", "papers/link.txt", "papers/twin.txt",
    ]  # fmt: skip
    brought = keep_files(book.originals, found)
    assert brought.refused == found.passed_over
    assert book.originals.file(brought.files[0].fingerprint).read_text() == "letter 0"


def test_where_a_file_lay_is_kept_with_it(book: Casebook, tmp_path: Path) -> None:
    (tmp_path / "scans" / "2023").mkdir(parents=True)
    (tmp_path / "scans" / "2023" / "a.txt").write_text("a")
    (document,) = list_files(book, keep_files(book.originals, find_files([tmp_path / "scans"])))
    assert (document.file_name, document.path_inside, document.in_inbox) == ("a.txt", "scans/2023/a.txt", True)


def test_files_of_the_case_itself_are_no_papers(book: Casebook, tmp_path: Path) -> None:
    letters(tmp_path, 1)
    found = find_files([tmp_path], own=book.folder.resolve())
    assert [file.name for file in found.files] == ["letter 0.txt"]


def packed(*files: tuple[str, bytes]) -> bytes:
    body = io.BytesIO()
    with ZipFile(body, "w", ZIP_DEFLATED) as into:
        for name, content in files:
            into.writestr(name, content)
    return body.getvalue()


def test_a_letter_deep_in_zips_comes_out_and_what_lies_too_deep_is_named(book: Casebook, tmp_path: Path) -> None:
    body = innermost = packed(("letter.txt", b"Dear colleague"))
    for depth in range(4):
        body = packed((f"{depth}.zip", body))
    (tmp_path / "deep.zip").write_bytes(body)
    (tmp_path / "deeper.zip").write_bytes(packed(("4.zip", body)))
    for name, last, trouble in (("deep.zip", "letter.txt", ""), ("deeper.zip", "zip", "not_all_inside")):
        (top,) = keep_files(book.originals, [tmp_path / name]).files
        files = list(top.with_all_inside())
        assert [file.inspection.trouble for file in files] == ["", "", "", "", "", trouble]
        assert files[-1].name.endswith(last)
    assert files[-1].inspection.detail == "it lies too deep in other files to be opened"
    assert book.originals.file(files[-1].fingerprint).read_bytes() == innermost


@pytest.mark.thorough
@pytest.mark.parametrize(("bound", "most"), [("_MOST_BYTES_INSIDE", 9_000_000), ("_MOST_FILES_INSIDE", 7)])
def test_a_zip_of_zips_that_unpack_to_any_size_is_opened_so_far_and_named(
    book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    monkeypatch.setattr(keeping, bound, most)
    bombs = [packed(*((f"{at} {part}", bytes([at]) * 2_000_000) for part in range(3))) for at in range(20)]
    (tmp_path / "bomb.zip").write_bytes(packed(*((f"{at}.zip", bomb) for at, bomb in enumerate(bombs))))
    assert (tmp_path / "bomb.zip").stat().st_size < 200_000  # and would come to 120 million bytes
    (top,) = keep_files(book.originals, [tmp_path / "bomb.zip"]).files
    opened = [file for file in top.inside if file.inside]
    assert [file.name for file in top.inside] == [f"{at}.zip" for at in range(20)]
    assert 0 < len(opened) < 4
    left = [file for file in top.inside if not file.inside]
    assert {file.inspection.trouble for file in left} == {"not_all_inside"}


def test_what_was_copied_before_a_stop_is_not_copied_again(
    book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = letters(tmp_path / "papers", 12)
    journal = Journal(book.folder)
    journal.begin((tmp_path / "papers",))
    with pytest.raises(Cancelled):
        keep_files(journal.remembering(book.originals), find_files([tmp_path / "papers"]), stop_after(6))
    journal.leave()
    unfinished = Journal(book.folder).unfinished()
    assert unfinished is not None
    assert (unfinished.paths, unfinished.copied >= 6) == ((tmp_path / "papers",), True)
    assert book.snapshot().documents == ()

    (tmp_path / "papers" / paths[0].name).write_text("changed since")
    copied = []
    keep = Originals.keep
    monkeypatch.setattr(
        Originals, "keep", lambda self, path, *more: copied.append(path.name) or keep(self, path, *more)
    )
    journal = Journal(book.folder)
    journal.begin((tmp_path / "papers",))
    brought = keep_files(journal.remembering(book.originals), find_files([tmp_path / "papers"]))
    assert paths[0].name in copied
    assert len(copied) == 12 - unfinished.copied + 1
    listed = list_files(book, brought)
    journal.finish()
    assert {book.originals.file(one.fingerprint).read_text() for one in listed} == {
        "changed since", *(f"letter {number}" for number in range(1, 12)),
    }  # fmt: skip
    assert Journal(book.folder).unfinished() is None


@pytest.mark.parametrize("since", ["nothing", "undone", "removed"])
def test_a_kill_after_listing_is_no_stop_and_costs_no_copy(book: Casebook, tmp_path: Path, since: str) -> None:
    paths = letters(tmp_path / "papers", 3)
    journal = Journal(book.folder)
    journal.begin(tuple(paths))
    assert not journal.is_over(fingerprints_known(book))
    listed = list_files(book, keep_files(journal.remembering(book.originals), paths))
    journal.leave()  # killed here: it is not forgotten
    match since:
        case "undone":
            book.undo()
        case "removed":
            remove_documents(book, listed)
        case _:
            pass
    assert Journal(book.folder).is_over(fingerprints_known(book))
    Journal(book.folder).forget(book.originals, fingerprints_known(book))
    match since:
        case "undone":
            book.redo()
        case "removed":
            book.undo()
        case _:
            pass
    assert len(book.snapshot().documents) == 3
    assert book.findings() == ()


def test_a_stop_is_still_offered_to_go_on_where_one_of_its_papers_came_in_another_way(
    book: Casebook, tmp_path: Path
) -> None:
    paths = letters(tmp_path / "papers", 6)
    journal = Journal(book.folder)
    journal.begin(tuple(paths))
    with pytest.raises(Cancelled):
        keep_files(journal.remembering(book.originals), paths, stop_after(4))
    journal.leave()
    list_files(book, keep_files(book.originals, paths[:1]))
    assert not Journal(book.folder).is_over(fingerprints_known(book))


def test_copies_nobody_wants_any_more_are_taken_back_and_no_others(book: Casebook, tmp_path: Path) -> None:
    papers = letters(tmp_path / "papers", 6)
    list_files(book, keep_files(book.originals, papers[:1]))
    journal = Journal(book.folder)
    journal.begin(tuple(papers))
    with pytest.raises(Cancelled):
        keep_files(journal.remembering(book.originals), papers, stop_after(4))
    journal.leave()
    assert len(list(book.originals.fingerprints())) >= 4
    Journal(book.folder).forget(book.originals, fingerprints_known(book))
    assert list(book.originals.fingerprints()) == [book.snapshot().documents[0].fingerprint]
    assert Journal(book.folder).unfinished() is None


@pytest.mark.thorough
def test_a_stop_leaves_no_list_of_an_imaging_study_behind(book: Casebook, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        with ZipFile(tmp_path / name, "w") as packed:
            for number in range(2):
                said = {"SOPInstanceUID": f"{discs.ROOT}9.{number}", "StudyDescription": name}
                packed.write(discs.write(tmp_path / "scan", discs.picture(**said)), f"IM{number}")
    loose = discs.write(tmp_path / "loose", discs.picture(StudyDescription="loose"))
    kept = keep_files(Originals(_shelf(tmp_path)), [tmp_path / "a.zip", loose])
    assert {file.study.description for top in kept.files for file in top.with_all_inside() if file.study} == {
        "a.zip", "loose",
    }  # fmt: skip
    disc = discs.disc(tmp_path / "cd", images=1, viewer=False)
    found = Found((Source(tmp_path / "a.zip"), Source(tmp_path / "b.zip"), Source(loose)), (disc,))

    def stop_at_the_disc(_done: int, _total: int, what: str) -> None:
        if what.startswith("DICOM"):
            raise Cancelled

    with pytest.raises(Cancelled):
        keep_files(book.originals, found, stop_at_the_disc)
    assert list(book.originals.fingerprints()) == []


def _shelf(tmp_path: Path) -> Path:
    (tmp_path / "shelf").mkdir()
    return tmp_path / "shelf"


def test_copies_of_what_was_removed_are_never_taken_back(book: Casebook, tmp_path: Path) -> None:
    papers = letters(tmp_path / "papers", 6)
    listed = list_files(book, keep_files(book.originals, papers[:1]))
    remove_documents(book, listed)
    journal = Journal(book.folder)
    journal.begin(tuple(papers))
    with pytest.raises(Cancelled):
        keep_files(journal.remembering(book.originals), papers, stop_after(4))
    journal.leave()
    again = Journal(book.folder)
    again.begin(tuple(papers))
    again.leave()
    Journal(book.folder).forget(book.originals, fingerprints_known(book))
    assert list(book.originals.fingerprints()) == [listed[0].fingerprint]
    book.undo()
    assert book.findings() == ()


def test_a_journal_somebody_tampered_with_leads_nowhere(book: Casebook, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("mine")
    place = book.folder / "drafts"
    place.mkdir()
    up = os.path.relpath(canary, book.originals.folder / "..")
    lines = [
        '{"asked": []}',
        f'{{"path": "x", "size": 4, "mtime": 0, "fingerprint": "../{up}"}}',
        '{"asked',
        "[1]",
        "7",
    ]
    (place / "adding.jsonl").write_text("\n".join(lines))
    Journal(book.folder).forget(book.originals, frozenset())
    assert canary.read_text() == "mine"
    assert not (place / "adding.jsonl").exists()
