"""What comes back from another computer: papers, links, numbers, rounds, packets, protected cases, broken files."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import change_document, list_files, remove_documents
from caregiver_app.casebook.documents.pages import join
from caregiver_app.casebook.handover import (
    AnotherCase,
    TakenBack,
    fetch,
    hand_over,
    let_go,
    look_at_copy,
    meeting_of,
    not_whole,
    opens_like,
    take_back,
    unlock_file,
)
from caregiver_app.casebook.history import bring_back
from caregiver_app.casebook.journey import add_log_entry, add_round, remove_round
from caregiver_app.casebook.labs import choose_tests
from caregiver_app.casebook.protection import Protection, change_passphrase, prepare
from caregiver_app.casebook.questions import star
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.handover.meeting import Answer, Meeting
from caregiver_app.domain.journey.records import LogEntry, Round
from caregiver_app.domain.packet.records import SentDocument, SentDocuments, SentPacket
from caregiver_app.domain.timeline.records import Scan
from caregiver_app.errors import CaseLocked, NotSaved
from caregiver_app.fsops import fingerprint_of
from caregiver_app.progress import Cancelled
from caregiver_app.sealed import Readable, place_of
from caregiver_app.store.bundle_reading import BackupDamaged, unpack
from caregiver_app.store.keys import Keys, WrongPassphrase
from caregiver_app.store.originals import Kept, Originals
from cases import new_case
from family import PERSON

NOW = datetime(2026, 11, 29, 10)
WORDS = "correct horse battery staple garden"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as made:
        add_paper(made, tmp_path, "letter")
        yield made


@pytest.fixture(scope="module")
def protection() -> Protection:
    return prepare(WORDS)


@contextmanager
def on_the_other_computer(book: Casebook, folder: Path, keys: Keys | None = None) -> Iterator[Casebook]:
    """Hand a case over and open it there."""
    file = folder / "there.caregiver"
    hand_over(book.whole, file, NOW)
    (folder / "hers").mkdir()
    unpack(file, folder / "hers")
    with Casebook.open(folder / "hers", keys) as hers:
        yield hers


def add_paper(book: Casebook, folder: Path, name: str) -> None:
    (folder / f"{name}.txt").write_text(f"The words of the {name}")
    list_files(book, keep_files(book.originals, [folder / f"{name}.txt"]), title=name, kind="pathology")


def back(
    book: Casebook, hers: Casebook, folder: Path, answer: Answer = "theirs", keys: Keys | None = None
) -> TakenBack:
    """Take back what she has, and answer every question alike."""
    file = folder / "back.caregiver"
    hand_over(hers.whole, file, NOW)
    copy = fetch(book.originals, {one.id: one for one in book.records()}, file, keys)
    meeting = meeting_of(book, copy)
    return take_back(book, copy, meeting, answered(meeting, answer))


def answered(meeting: Meeting, answer: Answer) -> dict:
    answers: dict = {}
    while asked := meeting.still_asked(answers):
        answers |= {one.id: answer for one in asked}
    return answers


def asked_of(book: Casebook, hers: Casebook, folder: Path) -> list[str]:
    file = folder / "asked.caregiver"
    hand_over(hers.whole, file, NOW)
    copy = fetch(book.originals, {one.id: one for one in book.records()}, file)
    meeting, asked = meeting_of(book, copy), []
    answers: dict = {}
    while waiting := meeting.still_asked(answers):
        asked += [one.why for one in waiting]
        answers |= {one.id: "ours" for one in waiting}
    let_go(book.originals, copy)
    return asked


def test_the_files_and_words_of_new_papers_come_with_them_and_are_proven(book: Casebook, tmp_path: Path) -> None:
    with on_the_other_computer(book, tmp_path) as hers:
        add_paper(hers, tmp_path, "report")
        add_paper(hers, tmp_path, "second")
        join(hers, hers.snapshot().documents[1:], "Both")
        back(book, hers, tmp_path)
        assert book.snapshot() == hers.snapshot()
        for document in book.snapshot().documents:
            if document.fingerprint:
                assert fingerprint_of(book.originals.file(document.fingerprint)) == document.fingerprint
                assert book.readings.pages(document.fingerprint) == hers.readings.pages(document.fingerprint)
        assert book.findings() == ()


def test_a_paper_whose_file_is_gone_there_comes_in_and_is_named(book: Casebook, tmp_path: Path) -> None:
    with on_the_other_computer(book, tmp_path) as hers:
        add_paper(hers, tmp_path, "report")
        report = hers.snapshot().documents[1]
        hers.originals.place(report.fingerprint).unlink()
        written = hand_over(hers.whole, tmp_path / "x.caregiver", NOW)
        assert not_whole(written, hers.snapshot().documents) == ("D-002 · report",)
        assert back(book, hers, tmp_path).lacking == ("D-002 report",)
        assert book.snapshot() == hers.snapshot()


def test_papers_that_were_copied_in_are_taken_back_when_nobody_decides(book: Casebook, tmp_path: Path) -> None:
    with on_the_other_computer(book, tmp_path) as hers:
        add_paper(hers, tmp_path, "report")
        before = [*book.originals.fingerprints()]
        hand_over(hers.whole, tmp_path / "back.caregiver", NOW)
        ours = {one.id: one for one in book.records()}
        copy = fetch(book.originals, ours, tmp_path / "back.caregiver")
        assert len([*book.originals.fingerprints()]) == len(before) + 1
        let_go(book.originals, copy)
        assert [*book.originals.fingerprints()] == before

        def stop(done: int, total: int, what: str) -> None:
            if not what and done == total:
                assert len([*book.originals.fingerprints()]) == len(before) + 1
                raise Cancelled

        with pytest.raises(Cancelled):
            fetch(book.originals, ours, tmp_path / "back.caregiver", None, stop)
        assert [*book.originals.fingerprints()] == before
        assert not [*book.originals.folder.glob(".*")]


def test_a_fact_whose_paper_was_removed_here_is_asked_about_and_keeps_what_it_was_shown_by(
    book: Casebook, tmp_path: Path
) -> None:
    with on_the_other_computer(book, tmp_path) as hers:
        letter = book.snapshot().documents[0]
        add_entry(hers, Scan(modality="PET-CT", proof=letter.id, proof_page=1))
        remove_documents(book, [letter])
        assert asked_of(book, hers, tmp_path) == ["removed_here"]
        assert back(book, hers, tmp_path, "ours").remarks == ("It was shown by D-001 letter, page 1.",)
        (scan,) = book.snapshot().entries
        assert (scan.proof, scan.note) == (None, "It was shown by D-001 letter, page 1.")
        assert asked_of(hers, book, tmp_path) == []
        back(hers, book, tmp_path)
        assert hers.snapshot() == book.snapshot()


def test_a_round_that_was_removed_there_while_the_log_went_on_here_is_asked_about(
    book: Casebook, tmp_path: Path
) -> None:
    chosen = add_round(book, Round(name="Here"))
    with on_the_other_computer(book, tmp_path) as hers:
        remove_round(hers, chosen)
        add_log_entry(book, chosen, LogEntry(round=chosen.id, date="2026-11-29", temperature="37.4"))
        assert asked_of(book, hers, tmp_path) == ["removed_there"]
        back(book, hers, tmp_path, "ours")
        assert [one.name for one in book.snapshot().rounds] == ["Here"]
        back(hers, book, tmp_path)
        assert hers.snapshot() == book.snapshot()


def test_what_is_said_only_once_and_said_alike_on_both_sides_is_one_and_the_same_in_both(
    book: Casebook, tmp_path: Path
) -> None:
    with on_the_other_computer(book, tmp_path) as hers:
        for one in (book, hers):
            star(one, "Q001", True)
            choose_tests(one, ["LDH"])
        assert asked_of(book, hers, tmp_path) == []
        back(book, hers, tmp_path)
        back(hers, book, tmp_path)
        assert hers.snapshot() == book.snapshot()
        assert (len(book.snapshot().questions), len(book.snapshot().shown_tests)) == (1, 1)


def test_a_packet_sent_there_names_its_papers_by_the_numbers_they_have_here(book: Casebook, tmp_path: Path) -> None:
    with on_the_other_computer(book, tmp_path) as hers:
        add_paper(hers, tmp_path, "there")
        told = hers.originals.keep_text("what the case said")
        sent = SentPacket(number=1, documents=SentDocuments.of([SentDocument(2)]), told=told.fingerprint)
        with hers.step("Send") as tx:
            tx.put(sent.amended(number=tx.next_number("packet")))
        add_paper(book, tmp_path, "here")
        with book.step("Send") as tx:
            tx.put(SentPacket(number=tx.next_number("packet")))
        remarks = back(book, hers, tmp_path).remarks
        assert [one.split()[0] for one in remarks] == ["D-002", "P-001"]
        came = next(one for one in book.snapshot().sent_packets if one.id == sent.id)
        assert came.number == 2
        assert [one.number for one in came.documents.values] == [3]
        assert book.originals.file(told.fingerprint).exists()
        add_paper(book, tmp_path, "later")
        assert book.snapshot().documents[-1].number == 4, "no number is given twice"


def test_a_removed_paper_comes_back_under_a_new_number_where_its_own_was_given_there(
    book: Casebook, tmp_path: Path
) -> None:
    with on_the_other_computer(book, tmp_path) as hers:
        add_paper(book, tmp_path, "here")
        remove_documents(book, book.snapshot().documents[1:])
        add_paper(hers, tmp_path, "there")
        back(book, hers, tmp_path)
        bring_back(book, *book.trash())
        assert [(one.number, one.title) for one in book.snapshot().documents] == [
            (1, "letter"),
            (2, "there"),
            (3, "here"),
        ]


def test_what_was_undone_here_after_it_was_handed_over_is_not_taken_in_quietly(book: Casebook, tmp_path: Path) -> None:
    add_entry(book, Scan(modality="PET-CT"))
    with on_the_other_computer(book, tmp_path) as hers:
        book.undo()
        assert asked_of(book, hers, tmp_path) == ["changed"]
        add_entry(book, Scan(modality="CT"))  # now it is undone for good
        assert asked_of(book, hers, tmp_path) == []
        back(book, hers, tmp_path)
        assert [one.modality for one in book.snapshot().entries_of(Scan)] == ["CT"]


def test_a_take_back_that_was_undone_can_be_made_again(book: Casebook, tmp_path: Path) -> None:
    with on_the_other_computer(book, tmp_path) as hers:
        change_document(hers, hers.snapshot().documents[0].amended(title="Theirs"))
        assert back(book, hers, tmp_path).changed
        book.undo()
        assert back(book, hers, tmp_path).changed
        assert book.snapshot() == hers.snapshot()
        assert not back(book, hers, tmp_path).changed


def test_the_case_of_somebody_else_and_a_damaged_file_are_refused(book: Casebook, tmp_path: Path) -> None:
    other = PERSON.amended(id="00000000-0000-4000-8000-000000000000")
    with Casebook.open(new_case(tmp_path / "other", other)) as stranger:
        hand_over(stranger.whole, tmp_path / "other.caregiver", NOW)
    ours = {one.id: one for one in book.records()}
    with pytest.raises(AnotherCase):
        look_at_copy(book, tmp_path / "other.caregiver")
    with pytest.raises(AnotherCase):
        fetch(book.originals, ours, tmp_path / "other.caregiver")
    hand_over(book.whole, tmp_path / "mine.caregiver", NOW)
    body = bytearray((tmp_path / "mine.caregiver").read_bytes())
    body[len(body) // 2] ^= 1
    (tmp_path / "mine.caregiver").write_bytes(body)
    with pytest.raises(BackupDamaged):
        fetch(book.originals, ours, tmp_path / "mine.caregiver")


@pytest.mark.thorough
def test_a_protected_case_travels_locked_and_comes_back_with_its_own_keys_or_its_passphrase(
    tmp_path: Path, protection: Protection
) -> None:
    keys = protection.keys
    with Casebook.create(tmp_path / "case", PERSON, keys, protection.wrapped) as book:
        add_paper(book, tmp_path, "letter")
        with on_the_other_computer(book, tmp_path, keys) as hers:
            add_paper(hers, tmp_path, "report")
            change_passphrase(hers.folder, keys, f"{WORDS} rose")
            file = tmp_path / "back.caregiver"
            hand_over(hers.whole, file, NOW)
            assert b"The words of the report" not in file.read_bytes()
            assert opens_like(book, tmp_path / "there.caregiver")
            assert not opens_like(book, file)
            ours = {one.id: one for one in book.records()}
            with pytest.raises(CaseLocked):
                fetch(book.originals, ours, file)
            with pytest.raises(WrongPassphrase):
                unlock_file(file, WORDS)
            back(book, hers, tmp_path, keys=unlock_file(file, f"{WORDS} rose"))
            assert book.snapshot() == hers.snapshot()
        report = book.snapshot().documents[1]
        assert book.originals.file(report.fingerprint).read_bytes() == b"The words of the report"
        assert b"The words" not in book.originals.place(report.fingerprint).read_bytes()


def test_a_disk_that_does_not_give_what_was_unpacked_stops_it_before_anything_came_in(
    book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on_the_other_computer(book, tmp_path) as hers:
        add_paper(hers, tmp_path, "report")
        report = hers.snapshot().documents[1].fingerprint
        hand_over(hers.whole, tmp_path / "back.caregiver", NOW)
    ours = {one.id: one for one in book.records()}
    before, take_in = [*book.originals.fingerprints()], Originals.take_in

    def failing(self: Originals, fingerprint: str, file: Readable) -> Kept | None:
        if fingerprint == report:
            place_of(file).unlink()
            place_of(file).mkdir()  # opening it fails, and not because it is not there
        return take_in(self, fingerprint, file)

    with monkeypatch.context() as patch:
        patch.setattr(Originals, "take_in", failing)
        with pytest.raises(NotSaved):
            fetch(book.originals, ours, tmp_path / "back.caregiver")
    assert [*book.originals.fingerprints()] == before
    assert fetch(book.originals, ours, tmp_path / "back.caregiver").lacking == ()
