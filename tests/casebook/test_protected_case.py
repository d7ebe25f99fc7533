"""A protected case does all that a plain one does, and nothing of it can be read on the disk."""

import base64
import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.finding import find
from caregiver_app.casebook.documents.giving_back import give_back
from caregiver_app.casebook.documents.journal import Journal
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.documents.preview import PageViewer
from caregiver_app.casebook.packet import make_packet
from caregiver_app.casebook.sample import make_sample
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaseDamaged, CaseLocked
from caregiver_app.packet.options import PacketOptions
from caregiver_app.store.keys import Keys
from caregiver_app.ui.drafts import Drafts
from protected import keys, protected_case, protection
from readable import WORDS, readable_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return protected_case(tmp_path / "case")


@pytest.fixture
def book(folder: Path) -> Iterator[Casebook]:
    with Casebook.open(folder, keys()) as opened:
        yield opened


def test_without_its_keys_it_stays_shut_and_says_so(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(CaseLocked) as locked:
        Casebook.open(folder)
    assert "passphrase" in locked.value.happened
    with pytest.raises(CaseDamaged):
        Casebook.open(folder, Keys.new())
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_nothing_of_records_papers_drafts_and_journal_can_be_read_on_the_disk(book: Casebook, tmp_path: Path) -> None:
    with book.step(f"Add {WORDS[0]}") as tx:
        tx.put(Note(title=WORDS[0], note=" ".join(WORDS)))
    papers = tmp_path / WORDS[1]
    papers.mkdir()
    for word in WORDS:
        (papers / f"{word}.txt").write_text(word * 300, encoding="utf-8")
    paths = sorted(papers.iterdir())
    journal = Journal(book.folder, book.seal)
    journal.begin(tuple(paths))
    brought = keep_files(journal.remembering(book.originals), paths)
    list_files(book, brought)
    journal.leave()
    drafts = Drafts(book.folder / "drafts", book.seal)
    assert drafts.keep("note", {"title": WORDS[2]}) is None
    assert readable_in(book.folder) == []
    assert Journal(book.folder, book.seal).unfinished().copied == 3
    assert drafts.find("note") == {"title": WORDS[2]}
    assert len(find(book, WORDS[1]).hits) == 1


def test_the_search_for_readable_words_can_fail(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"..." + WORDS[1].encode("utf-16-le"))
    (tmp_path / "b").write_bytes(base64.b64encode(b"zz" + WORDS[2].encode() * 2))
    (tmp_path / "c").write_text(json.dumps(unicodedata.normalize("NFD", WORDS[1]), ensure_ascii=False))
    assert readable_in(tmp_path) == ["a", "b", "c"]


def test_a_kill_leaves_nothing_readable_in_the_rollback_journal(book: Casebook) -> None:
    with book.step("Add") as tx:
        tx.put(note := Note(title=WORDS[0] * 2000))
    with pytest.raises(RuntimeError, match="stop here"), book.step("Change") as tx:
        tx.put(note.amended(title="gone"))
        book._store._raw.execute("PRAGMA cache_spill = 1")
        journal = book.folder / "case.db-journal"
        assert journal.exists()
        assert readable_in(book.folder) == []
        raise RuntimeError("stop here")


@pytest.mark.thorough
def test_the_sample_makes_the_same_packet_protected_or_plain(tmp_path: Path) -> None:
    made = []
    for name, given in (("plain", (None, None)), ("protected", (keys(), protection().wrapped))):
        make_sample(tmp_path / name, keys=given[0], wrapped=given[1])
        with Casebook.open(tmp_path / name, given[0]) as book:
            target = tmp_path / f"{name}.pdf"
            make_packet(book.snapshot(), book.originals, target, PacketOptions(as_of=date(2026, 11, 20)))
            assert book.findings() == ()
            told = give_back(book.snapshot(), book.originals, tmp_path / f"{name} papers")
            assert told.missing == ()
        made.append(
            (
                target.read_bytes(),
                {path.name: path.read_bytes() for path in (tmp_path / f"{name} papers").rglob("*") if path.is_file()},
            )
        )
    assert made[0] == made[1]
    assert not any((tmp_path / "protected" / "originals").rglob("*.part"))


def test_while_a_packet_is_made_nothing_readable_lies_outside_the_case_and_a_kill_leaves_nothing_for_long(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "letter.txt").write_text(f"{WORDS[0]} " * 200)
    seen: list[str] = []

    def look(*_told: object) -> None:
        seen.extend(path.name for path in out.iterdir())

    with Casebook.open(folder, keys()) as book:
        list_files(book, keep_files(book.originals, [tmp_path / "letter.txt"]))
        options = PacketOptions(as_of=date(2026, 11, 20))
        make_packet(book.snapshot(), book.originals, out / "packet.pdf", options, look)
    assert seen == []
    assert [path.name for path in out.iterdir()] == ["packet.pdf"]
    left = folder / "originals" / ".abcdefgh.part"
    left.mkdir()
    (left / "packet.pdf").write_text(WORDS[0])
    Casebook.open(folder, keys()).close()
    assert readable_in(folder) == []


def test_a_page_is_shown_from_memory(book: Casebook, tmp_path: Path) -> None:
    from paged_files import photo, report

    for name, body in (("report.pdf", report(2)), ("photo.jpg", photo())):
        (tmp_path / name).write_bytes(body)
    brought = keep_files(book.originals, [tmp_path / "report.pdf", tmp_path / "photo.jpg"])
    documents = list_files(book, brought)
    with PageViewer(book.originals.file) as viewer:
        for document, pages in zip(documents, (2, 1), strict=True):
            leaves = viewer.open(document).leaves
            assert len(leaves) == pages
            assert viewer.render(leaves[-1], 200).width in (200, 201)
        assert "Page" in {word.text for word in viewer.words(viewer.open(documents[0]).leaves[0])}


def test_a_changed_bit_anywhere_in_it_is_found(book: Casebook, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Discharge letter " * 50)
    (kept,) = list_files(book, keep_files(book.originals, [tmp_path / "letter.txt"]))
    place = book.originals.place(kept.fingerprint)
    whole = place.read_bytes()
    for at in range(0, len(whole), 37):
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        assert [finding.kind for finding in book.findings()] == ["changed"]
    place.write_bytes(whole)
    assert book.findings() == ()


def test_it_opens_where_it_can_only_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from caregiver_app.store import schema

    monkeypatch.setattr(schema, "_can_write", lambda _connection: False)
    with Casebook.open(folder, keys()) as book:
        assert book.read_only
        assert book.snapshot().person.name == "Ana Novak"
