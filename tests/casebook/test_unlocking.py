"""The password of a locked paper is asked for once: its pages are here from then on, and the locked file stays."""

import hashlib
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.finding import find
from caregiver_app.casebook.documents.giving_back import give_back
from caregiver_app.casebook.documents.inbox import look, texts_of
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import add_thing, list_files, remove_documents
from caregiver_app.casebook.documents.pages import as_in_file, change_pages
from caregiver_app.casebook.documents.preview import PageViewer
from caregiver_app.casebook.documents.reading import pages_waiting
from caregiver_app.casebook.documents.unlocking import (
    NotLocked,
    UnlockedCopy,
    WrongPassword,
    show_unlocked,
    unlock_document,
    unlocked_copy,
)
from caregiver_app.casebook.packet import make_packet, words_for_packet
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.page_work import file_of_pages, pages_of, turned
from caregiver_app.errors import CaregiverError, CaseReadOnly
from caregiver_app.packet.opening import opened as open_for_packet
from caregiver_app.packet.options import PacketOptions
from caregiver_app.progress import Cancelled
from cases import new_case

PASSWORD = "canary-Grüße-1968"
LOCK = pikepdf.Encryption(user=PASSWORD, owner="canary-owner")


def letter(path: Path, attached: bytes = b"") -> Path:
    """Write a locked letter of a page with words and one without, with a file in it where there is to be one."""
    body = io.BytesIO()
    canvas = Canvas(body, invariant=1)
    canvas.drawString(80, 700, "Discharge letter of 14 May 2023, axillary node")
    canvas.showPage()
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(body) as pdf:
        if attached:
            pdf.attachments["values.txt"] = attached
        pdf.save(path, encryption=LOCK, static_id=True)
    return path


@dataclass(frozen=True)
class Before:
    """A case with a locked letter, the same after a wrong password and the right one, and the letter itself."""

    locked: Path
    opened: Path
    copy: UnlockedCopy
    file: bytes


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Before:
    folder = tmp_path_factory.mktemp("unlocking")
    path = letter(folder / "letter.pdf")
    with Casebook.open(new_case(folder / "locked")) as book:
        (document,) = list_files(book, keep_files(book.originals, [path]))
    shutil.copytree(folder / "locked", folder / "opened")
    with Casebook.open(folder / "opened") as book:
        with pytest.raises(WrongPassword) as refused:
            unlock_document(book, document, PASSWORD.upper())
        assert "canary" not in str(refused.value).lower()
        assert (book.snapshot().documents, len(kept(book))) == ((document,), 1)
        copy = unlocked_copy(book.originals, document, PASSWORD)
        show_unlocked(book, copy)
    return Before(folder / "locked", folder / "opened", copy, path.read_bytes())


@pytest.fixture
def book(before: Before, tmp_path: Path) -> Iterator[Casebook]:
    """The case with the locked letter."""
    shutil.copytree(before.locked, tmp_path / "locked")
    with Casebook.open(tmp_path / "locked") as opened:
        yield opened


@pytest.fixture
def locked(book: Casebook) -> Document:
    (found,) = book.snapshot().documents
    assert (found.trouble, found.pages) == ("locked", None)
    return found


@pytest.fixture
def after(before: Before, tmp_path: Path) -> Iterator[Casebook]:
    """The case once the password was given."""
    shutil.copytree(before.opened, tmp_path / "opened")
    with Casebook.open(tmp_path / "opened") as opened:
        yield opened


@pytest.fixture
def opened(after: Casebook) -> Document:
    (found,) = after.snapshot().documents
    return found


def kept(book: Casebook) -> dict[str, str]:
    return {
        name: hashlib.sha256(book.originals.file(name).read_bytes()).hexdigest()
        for name in book.originals.fingerprints()
    }


def test_its_pages_are_here_and_the_locked_file_is_as_it_was(
    after: Casebook, opened: Document, before: Before, locked: Document
) -> None:
    assert (opened.trouble, opened.pages, len(pages_of(opened))) == ("", 2, 2)
    assert (opened.fingerprint, opened.size, opened.file_name) == (locked.fingerprint, locked.size, "letter.pdf")
    assert after.originals.file(locked.fingerprint).read_bytes() == before.file
    assert kept(after) == {name: name for name in (locked.fingerprint, file_of_pages(opened))}
    assert after.findings() == ()


def test_it_is_one_step_that_can_be_undone_and_done_again_and_twice(after: Casebook, opened: Document) -> None:
    assert after.undo_label == "Unlock D-001"
    with pytest.raises(NotLocked, match="D-001 is not locked"):
        unlock_document(after, opened, PASSWORD)
    after.undo()
    (locked,) = after.snapshot().documents
    assert (locked.trouble, pages_of(locked)) == ("locked", ())
    after.redo()
    assert after.snapshot().documents == (opened,)
    after.undo()
    assert unlock_document(after, locked, "canary-owner") == opened
    assert len(kept(after)) == 2


def test_its_words_are_found_suggested_from_and_read(after: Casebook, opened: Document) -> None:
    assert [hit.document.id for hit in find(after, "axillary").hits] == [opened.id]
    waiting = [(one.fingerprint, one.page, one.document) for one in pages_waiting(after)]
    assert waiting == [(file_of_pages(opened), 2, "D-001")]
    suggested = look(opened, texts_of(opened, after.readings), after.snapshot().person).suggestions
    assert suggested.kind[0].value == "discharge-summary"
    assert suggested.date[0].value == "2023-05-14"
    after.undo()
    assert find(after, "axillary").hits == ()


def test_its_pages_are_seen_worked_on_and_ready_for_the_packet(
    after: Casebook, opened: Document, tmp_path: Path
) -> None:
    with PageViewer(after.originals.file) as viewer:
        assert [leaf.trouble for leaf in viewer.open(opened).leaves] == ["", ""]
    changed = change_pages(after, opened, turned(pages_of(opened)[1:], [1], 1))
    assert len(pages_of(changed)) == 1
    assert as_in_file(after, changed) == opened
    attachment = open_for_packet(opened, after.originals.file, tmp_path).attachment
    assert (len(attachment.pages), attachment.included, attachment.reason) == (2, True, "")


@pytest.mark.thorough
def test_its_pages_are_in_the_packet(after: Casebook, tmp_path: Path) -> None:
    options, words = PacketOptions(as_of=date(2026, 11, 20)), words_for_packet(after)
    report = make_packet(after.snapshot(), after.originals, tmp_path / "packet.pdf", options, words=words)
    (told,) = report.documents
    assert (told.included, told.pages, told.reason) == (True, 2, "")


def test_both_files_are_given_back(after: Casebook, opened: Document, tmp_path: Path) -> None:
    assert give_back(after.snapshot(), after.originals, tmp_path / "all").files == 2
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "all").glob("*.pdf")}
    assert found == {
        "D-001 letter.pdf": opened.fingerprint,
        "D-001 letter (opens without its password).pdf": file_of_pages(opened),
    }


def test_the_password_is_nowhere_afterwards(after: Casebook, tmp_path: Path) -> None:
    after.undo()
    after.redo()
    after.close()
    files = [path for path in (tmp_path / "opened").rglob("*") if path.is_file()]
    assert len(files) > 2
    for path in files:
        data = path.read_bytes().lower()
        for encoding in ("utf-8", "utf-16-le"):
            assert "canary".encode(encoding) not in data, path


@pytest.mark.thorough
def test_a_damaged_file_does_not_pass_for_a_whole_one_and_what_lies_inside_comes_out(
    book: Casebook, tmp_path: Path
) -> None:
    path = letter(tmp_path / "hurt.pdf", b"LDH 310 U/l")
    start, number = path.read_bytes().rsplit(b"startxref\n", 1)
    path.write_bytes(start + b"startxref\n1" + number)
    (locked,) = list_files(book, keep_files(book.originals, [path]))
    opened = unlock_document(book, locked, PASSWORD)
    assert (opened.trouble, len(pages_of(opened))) == ("pages_missing", 2)
    assert opened.trouble_detail
    inside = book.snapshot().documents[-1]
    assert (inside.title, inside.part_of, inside.number) == ("values", locked.id, 3)
    book.undo()
    assert book.snapshot().documents[1:] == (locked,)


def test_what_is_no_locked_pdf_of_this_case_is_refused(book: Casebook, locked: Document) -> None:
    disc = add_thing(book, Document(number=1, title="Disc", holding="elsewhere"))
    archive = add_thing(book, Document(number=1, title="ZIP", format="zip", trouble="locked", fingerprint="a" * 64))
    for other, words in ((disc, "not locked with a password"), (archive, "only PDFs can be unlocked here")):
        with pytest.raises(NotLocked, match=words):
            unlock_document(book, other, PASSWORD)
    with pytest.raises(WrongPassword, match="No password was given"):
        unlock_document(book, locked, "")
    book.originals.file(locked.fingerprint).unlink()
    with pytest.raises(CaregiverError, match="is not in the case folder"):
        unlock_document(book, locked, PASSWORD)
    book._store.read_only = True
    with pytest.raises(CaseReadOnly):
        unlock_document(book, locked, PASSWORD)


def test_who_stops_it_leaves_nothing_behind(book: Casebook, locked: Document) -> None:
    def stop(done: int, _total: int, _what: str) -> None:
        if not done:
            raise Cancelled

    with pytest.raises(Cancelled):
        unlocked_copy(book.originals, locked, PASSWORD, stop)
    assert kept(book) == {locked.fingerprint: locked.fingerprint}
    assert list(book.originals.folder.glob(".*")) == []


def test_a_paper_that_was_unlocked_or_removed_meanwhile_is_not_touched(
    after: Casebook, opened: Document, before: Before
) -> None:
    with pytest.raises(NotLocked):
        show_unlocked(after, before.copy)
    assert after.snapshot().documents == (opened,)
    remove_documents(after, [opened])
    with pytest.raises(CaregiverError, match="was removed meanwhile"):
        show_unlocked(after, before.copy)
    assert after.snapshot().documents == ()
