"""What is erased for good is nowhere in the case folder any more, does not come back, and nothing else is harmed."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.finding import find
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import change_document, list_files, remove_documents
from caregiver_app.casebook.documents.sources import find_files
from caregiver_app.casebook.erasing import NotRemoved, erase_for_good, erasure_of, look_elsewhere, what_goes, what_stays
from caregiver_app.casebook.handover import TakenBack, TheirCopy, fetch, hand_over, meeting_of, take_back
from caregiver_app.casebook.history import bring_back
from caregiver_app.casebook.journey import add_log_entry, add_round, link_paper, remove_round
from caregiver_app.casebook.person import add_contact, change_contact, remove_contact
from caregiver_app.casebook.rebuilding import rebuild_case
from caregiver_app.casebook.timeline import add_entries, add_entry, change_entry, remove_entries
from caregiver_app.domain.documents.document import SETS, Document
from caregiver_app.domain.documents.reading import PageText
from caregiver_app.domain.journey.records import LogEntry, Round
from caregiver_app.domain.packet.records import SentPacket
from caregiver_app.domain.person import Contact
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import kinds_held
from caregiver_app.domain.timeline.records import Lab, Scan
from caregiver_app.store.backup import keep_copy, listed
from caregiver_app.store.bundle_reading import unpack
from caregiver_app.store.database import Store
from caregiver_app.store.sidecars import Sidecars
from caregiver_app.ui.drafts import Drafts
from cases import new_case
from discs import disc
from family import PERSON, fixed, history
from protected import keys, protected_case
from readable import WORDS, readable_in

TODAY = date(2026, 11, 29)
NOW = datetime(2026, 11, 29, 10)
SAID = " ".join(WORDS)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return new_case(tmp_path / "case", PERSON, history())


@pytest.fixture
def book(case: Path) -> Iterator[Casebook]:
    with Casebook.open(case) as made:
        yield made


def full_of_words(kind: type[Record]) -> Record:
    """Return a record of a kind with the words in every field that takes any text."""
    given: dict[str, Any] = {
        "number": 900, "round": fixed("round"), "document": fixed("paper"), "date": "2026-05-01", "position": 7,
        "stage": "ST03", "topic": "fever-call", "event": "relapse",
    }  # fmt: skip
    fields = kind.model_fields
    made = {name: given.get(name, SAID) for name, info in fields.items() if info.is_required()}
    for name, info in fields.items():
        if info.annotation is str and name not in made:
            try:
                kind.model_validate({**made, name: SAID})
            except ValueError:
                continue  # a word of ours, not of the family
            made[name] = SAID
    return kind.model_validate(made)


def paper(book: Casebook, folder: Path, words: str = SAID, **told: Any) -> Document:
    """Add a paper with these words in its name, its file, its title, and in what was read on it."""
    (folder / "brought").mkdir(exist_ok=True)
    file = folder / "brought" / f"{words[:20]}.txt"
    file.write_text(words, encoding="utf-8")
    (document,) = list_files(book, keep_files(book.originals, [file]), title=words, **told)
    book.readings.put(document.fingerprint, [PageText(1, words, "ocr")])
    return document


def erase(book: Casebook, *records: Record) -> bool:
    return erase_for_good(book, erasure_of(book, *(one.id for one in records)), TODAY).is_done


def everything_in(book: Casebook) -> list[str]:
    """Return every value of every table, as SQLite itself gives it, and all words of the index."""
    raw = book._store._raw
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [repr(row) for name in names for row in raw.execute(f'SELECT * FROM "{name}"')]


def test_of_every_kind_of_record_no_word_is_left_in_the_case_folder(case: Path, tmp_path: Path) -> None:
    with Casebook.open(case) as book:
        made = [full_of_words(kind) for kind in kinds_held()]
        made = [one.amended(fingerprint="") if isinstance(one, Document) else one for one in made]
        with book.step("Add all") as tx:
            for one in made:
                tx.put(one)
        with book.step(f"Change: {SAID}") as tx:
            for one in made:
                if "note" in type(one).model_fields:
                    tx.put(one.amended(note=f"{SAID} again"))
        with book.step("Undone") as tx:
            for one in made:
                if "note" in type(one).model_fields:
                    tx.put(one.amended(note=f"{SAID} undone"))
        book.undo()
        listed_paper = paper(book, tmp_path)
        change_document(book, listed_paper.amended(note=SAID))
        for one in (*made, listed_paper):
            Drafts(case / "drafts", book.seal).keep(f"entry-{one.id}", {"title": SAID})
        with book.step(f"Remove {SAID}") as tx:
            for one in book.records():
                if SAID in repr(one):
                    tx.remove(one)
        assert len(readable_in(case)) > 3
        assert erase(book, *made, listed_paper)
        assert readable_in(case) == []
        assert book._store._raw.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert not [row for row in everything_in(book) if any(word.casefold() in row.casefold() for word in WORDS)]
        assert book.findings() == ()
        assert {one.id for one in (*made, listed_paper)} <= book.erased()
    assert readable_in(case) == []
    with Casebook.open(case) as again:
        assert again.findings() == ()
        while again.undo_label:
            again.undo()
        while again.redo_label:
            again.redo()
        assert again.findings() == ()


@pytest.mark.thorough
def test_of_a_protected_case_no_word_is_left_for_who_has_the_keys(tmp_path: Path) -> None:
    with Casebook.open(protected_case(tmp_path / "case"), keys()) as book:
        document = paper(book, tmp_path)
        add_entry(book, Scan(modality="CT", proof=document.id))
        Drafts(book.folder / "drafts", book.seal).keep(f"document-{document.id}", {"title": SAID})
        remove_documents(book, [document])
        assert any(WORDS[0].casefold() in row.casefold() for row in everything_in(book))
        assert erase(book, document)
        assert not [row for row in everything_in(book) if any(word.casefold() in row.casefold() for word in WORDS)]
        assert not list((book.folder / "drafts").iterdir())
        assert not book.originals.place(document.fingerprint).exists()
        assert [told.record for told in Sidecars(book.folder, book.seal).all()] == [PERSON]
        assert book.findings() == ()


def test_undo_passes_by_what_was_erased_and_takes_the_rest_of_the_step_back(book: Casebook) -> None:
    one, other = Scan(modality="CT"), Scan(modality="MRI")
    add_entries(book, [one, other], "Add two")
    change_entry(book, one.amended(finding="shadow"))
    remove_entries(book, [book.find(one.id), other])
    assert erase(book, one)
    book.undo()
    assert (book.find(one.id), book.find(other.id)) == (None, other)
    book.undo()  # "Change" was of the erased one alone and is gone with it
    assert book.find(other.id) is None
    book.redo()
    assert (book.find(one.id), book.find(other.id)) == (None, other)
    assert {row.id for row in book.trash()} == set()
    assert book.findings() == ()


def test_what_is_in_the_case_is_not_erased(book: Casebook) -> None:
    with pytest.raises(NotRemoved) as refused:
        erasure_of(book, history()[0].id)
    assert "Remove it" in refused.value.now
    assert book.find(history()[0].id) is not None


def test_links_to_an_erased_paper_are_off_in_every_version(book: Casebook, tmp_path: Path) -> None:
    document = paper(book, tmp_path)
    scan = Scan(modality="CT", proof=document.id, proof_page=2)
    add_entry(book, scan)
    remove_documents(book, [document])
    remove_entries(book, [book.find(scan.id)])
    bring_back(book, *[row for row in book.trash() if row.id == scan.id])
    assert erase(book, document)
    assert {version.record.proof for version in book.versions(scan.id) if version.record} == {None}
    while book.undo_label and book.undo_label.startswith(("Bring", "Remove", "Add: ")):
        book.undo()
    while book.redo_label:
        book.redo()
    assert book.findings() == ()


def test_the_name_that_the_program_wrote_into_a_note_goes_with_the_paper(
    book: Casebook, case: Path, tmp_path: Path
) -> None:
    document = paper(book, tmp_path)
    scan = Scan(modality="CT", proof=document.id, proof_page=2, note="Ask for the pictures.")
    add_entry(book, scan)
    remove_entries(book, [scan])
    remove_documents(book, [document])
    bring_back(book, *[row for row in book.trash() if row.id == scan.id])
    assert WORDS[0] in book.find(scan.id).note
    assert erase(book, document)
    note = book.find(scan.id).note
    assert note == "Ask for the pictures.\nIt was shown by a paper that was erased, page 2."
    assert readable_in(case) == []
    assert book.findings() == ()


def test_a_file_that_another_paper_is_made_of_stays(book: Casebook, tmp_path: Path) -> None:
    document = paper(book, tmp_path)
    twin = paper(book, tmp_path)
    assert twin.fingerprint == document.fingerprint
    remove_documents(book, [document])
    erasure = erasure_of(book, document.id)
    assert (erasure.files, [file for file, _users in erasure.shared]) == ((), [document.fingerprint])
    assert any("D-002" in line for line in what_stays(erasure, look_elsewhere(book, erasure)))
    assert erase(book, document)
    assert book.originals.place(twin.fingerprint).exists()
    assert book.readings.pages(twin.fingerprint)
    assert book.findings() == ()


def test_a_file_stays_that_only_a_damaged_version_of_another_paper_is_made_of(case: Path, tmp_path: Path) -> None:
    with Casebook.open(case) as book:
        document, twin = paper(book, tmp_path), paper(book, tmp_path)
        remove_documents(book, [document, twin])
    with Store.open(case) as store:
        store._raw.execute(
            "UPDATE change SET before = replace(before, '\"title\"', '\"tytle\"'), "
            "after = replace(after, '\"title\"', '\"tytle\"') WHERE record = ?",
            (twin.id.hex,),
        )
    with Casebook.open(case) as book:
        erasure = erasure_of(book, document.id)
        assert (erasure.files, erasure.shared) == ((), ((document.fingerprint, ()),))
        assert any("is damaged" in line for line in what_stays(erasure, look_elsewhere(book, erasure)))
        assert erase(book, document)
        assert book.originals.place(twin.fingerprint).exists()


def test_files_stay_where_the_list_of_another_disc_is_damaged_that_may_name_them(case: Path, tmp_path: Path) -> None:
    with Casebook.open(case) as book:
        gone = paper(book, tmp_path)
        list_files(book, keep_files(book.originals, find_files([disc(tmp_path / "disc", images=2)])))
        listed_in = next(one for one in book.snapshot().documents if one.format in SETS)
        book.originals.place(listed_in.fingerprint).write_text("cut off")
        remove_documents(book, [gone])
        erasure = erasure_of(book, gone.id)
        assert (erasure.files, [users for _file, users in erasure.shared]) == ((), [(listed_in,)])
        assert erase(book, gone)
        assert book.originals.place(gone.fingerprint).exists()


def test_other_papers_are_found_by_every_word_they_share_with_an_erased_one(book: Casebook, tmp_path: Path) -> None:
    shared = "haemoglobinopathy ℌaemochromatosis 化疗 l’hôpital"
    gone, other = paper(book, tmp_path, f"{SAID} {shared}"), paper(book, tmp_path, shared)
    remove_documents(book, [gone])
    assert erase(book, gone)
    for words in ("haemoglobinopathy", "globinopath", "chromatos", "疗", "hopital", '"化疗 l’hôpital"'):
        assert [hit.document for hit in find(book, words).hits] == [other], words
    for word in WORDS:
        assert find(book, word).hits == ()
    assert book.findings() == ()


def test_a_round_goes_with_all_that_is_part_of_it_and_says_so(book: Casebook, case: Path, tmp_path: Path) -> None:
    document = paper(book, tmp_path, "An invented letter")
    chosen = add_round(book, Round(name=SAID))
    add_log_entry(book, chosen, LogEntry(round=chosen.id, date="2026-05-01", notes=SAID))
    link = link_paper(book, chosen, "ST03", "", document)
    remove_round(book, chosen)
    erasure = erasure_of(book, chosen.id)
    assert {type(one).__name__ for one in erasure.parts} == {"LogEntry", "StagePaper"}
    assert any(line.startswith("2 things that belong to it") for line in what_goes(erasure))
    assert erase(book, chosen)
    assert book.find(link.id) is None
    assert readable_in(case) == []
    assert book.find(document.id) == document
    assert book.findings() == ()


def test_backups_that_hold_it_are_named_and_go_only_when_that_is_said(book: Casebook, case: Path) -> None:
    keep_copy(book.whole, TODAY)
    contact = Contact(name=SAID)
    add_contact(book, contact)
    keep_copy(book.whole, TODAY)
    remove_contact(book, contact)
    keep_copy(book.whole, TODAY)
    before, *_holding = clean = [one.path.name for one in listed(case)][::-1]
    elsewhere = look_elsewhere(book, erasure_of(book, contact.id))
    assert [one.path.name for one in elsewhere.backups][::-1] == clean[1:]
    assert erase(book, contact)
    assert [one.path.name for one in listed(case)][::-1] == clean
    erased = erase_for_good(book, book.erasure([contact.id]), TODAY, backups_too=True)
    assert erased.backups == 2
    kept = [one.path.name for one in listed(case)][::-1]
    assert kept[0] == before
    assert len(kept) == 2
    assert readable_in(case) == []
    assert book.findings() == ()


def taken(book: Casebook, hers: Casebook, folder: Path, *, erased: bool = True) -> tuple[TheirCopy, TakenBack]:
    file = folder / "back.caregiver"
    hand_over(hers.whole, file, NOW)
    ours = {record.id: record for record in book.records()}
    copy = fetch(book.originals, ours, file, erased=book.erased() if erased else frozenset())
    meeting = meeting_of(book, copy)
    assert meeting.still_asked({}) == ()
    return copy, take_back(book, copy, meeting, {})


@pytest.fixture
def hers(book: Casebook, tmp_path: Path) -> Iterator[Callable[[], Casebook]]:
    """Hand the case over and open it on the other computer."""
    opened: list[Casebook] = []

    def there() -> Casebook:
        hand_over(book.whole, tmp_path / "there.caregiver", NOW)
        (tmp_path / "hers").mkdir()
        unpack(tmp_path / "there.caregiver", tmp_path / "hers")
        opened.append(Casebook.open(tmp_path / "hers"))
        return opened[0]

    yield there
    for one in opened:
        one.close()


def test_what_a_sibling_still_has_is_not_taken_in_again_unless_somebody_chooses_it(
    book: Casebook, case: Path, tmp_path: Path, hers: Callable[[], Casebook]
) -> None:
    document = paper(book, tmp_path)
    scan = Scan(modality="CT", proof=document.id)
    add_entry(book, scan)
    there = hers()
    remove_documents(book, [document])
    assert erase(book, document)
    change_entry(there, there.find(scan.id).amended(finding="a shadow"))
    change_document(there, there.find(document.id).amended(note="looked at"))
    copy, back = taken(book, there, tmp_path)
    assert [one.id for one in copy.left_out] == [document.id]
    assert back.changed
    assert (book.find(scan.id).finding, book.find(scan.id).proof) == ("a shadow", None)
    assert book.last_known(document.id) is None
    assert readable_in(case) == []
    assert book.findings() == ()

    copy, back = taken(book, there, tmp_path, erased=False)
    assert copy.left_out == ()
    assert book.find(document.id).note == "looked at"
    assert document.id not in book.erased()
    assert not Sidecars(case).erased()
    assert book.findings() == ()


def test_a_copy_in_which_something_was_erased_takes_nothing_away_here(
    book: Casebook, tmp_path: Path, hers: Callable[[], Casebook]
) -> None:
    contact = Contact(name="Dr Kralj")
    add_contact(book, contact)
    there = hers()
    remove_contact(there, contact)
    assert erase(there, contact)
    add_entry(there, Scan(modality="CT"))
    _copy, back = taken(book, there, tmp_path)
    assert back.changed
    assert book.find(contact.id) == contact


def test_making_the_case_anew_does_not_bring_it_back(case: Path, tmp_path: Path) -> None:
    with Casebook.open(case) as book:
        document, other = paper(book, tmp_path), paper(book, tmp_path, "Another letter")
        scan = Scan(modality="CT", proof=document.id)
        add_entry(book, scan)
        keep_copy(book.whole, TODAY)
        remove_documents(book, [document])
        assert erase(book, document)
    (case / "case.db").write_bytes(b"nothing that can be read" * 100)
    rebuild_case(case)
    with Casebook.open(case) as again:
        assert again.last_known(document.id) is None
        assert again.find(other.id) == other
        assert again.find(scan.id).proof is None
        assert again.erased() == {document.id}
        assert not again.originals.place(document.fingerprint).exists()
        assert again.findings() == ()
    assert [place for place in readable_in(case) if not place.startswith(("backups", "set aside"))] == []


def test_a_packet_that_keeps_what_the_case_said_is_named(book: Casebook) -> None:
    contact = Contact(name=SAID)
    add_contact(book, contact)
    kept = book.originals.keep_text(f'{{"id":"{contact.id}"}}')
    sent = SentPacket(number=3, told=kept.fingerprint)
    with book.step("Send") as tx:
        tx.put(sent)
    remove_contact(book, contact)
    elsewhere = look_elsewhere(book, erasure_of(book, contact.id))
    assert elsewhere.packets == (sent,)
    with book.step("Remove") as tx:
        tx.remove(sent)
    assert look_elsewhere(book, erasure_of(book, contact.id, sent.id)).packets == ()
    assert erase(book, contact, sent)
    assert not book.originals.place(kept.fingerprint).exists()


def test_a_change_by_another_name_is_still_known_after_something_was_erased(
    book: Casebook, tmp_path: Path, hers: Callable[[], Casebook]
) -> None:
    contact, lab = Contact(name=SAID), Lab(test="LDH", value="1")
    with book.step(f"Add {SAID}") as tx:
        tx.put(contact)
        tx.put(lab)
    there = hers()
    remove_contact(book, contact)
    assert erase(book, contact)
    assert SAID not in {step.label for step in book.steps()}
    change_entry(there, lab.amended(value="2"))
    change_contact(there, contact.amended(role="haematologist"))
    copy, _back = taken(book, there, tmp_path)
    assert len(copy.left_out) == 1
    assert book.find(lab.id).value == "2"


def test_keys_are_not_needed_to_know_that_something_was_erased(tmp_path: Path) -> None:
    assert Sidecars(tmp_path, None).erased() == frozenset()
    Sidecars(tmp_path, None).mark_erased(frozenset({fixed("one")}))
    assert Sidecars(tmp_path, None).erased() == {fixed("one")}
