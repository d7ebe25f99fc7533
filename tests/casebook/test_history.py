"""What was removed or changed comes back whole, as one step that says what it did."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing, change_document, remove_documents
from caregiver_app.casebook.documents.wanted import mark_not_needed, unmark
from caregiver_app.casebook.history import (
    NotKnown,
    bring_back,
    bring_version_back,
    names_in,
    record_called,
    told_of,
    what_changed,
)
from caregiver_app.casebook.labs import choose_tests
from caregiver_app.casebook.person import add_contact, change_contact, change_person, remove_contact
from caregiver_app.casebook.timeline import add_entries, add_entry, change_entry, remove_entries
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.records import Note, Scan
from caregiver_app.errors import CaregiverError, HistoryConflict
from cases import new_case
from family import DOCTOR, LETTER, PERSON, history


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


@pytest.fixture
def letter(book: Casebook) -> Document:
    return add_thing(book, LETTER)


def gone(book: Casebook, kind: type):
    return next(one for one in book.trash() if one.kind is kind)


def test_a_fact_comes_back_without_its_paper_and_its_note_keeps_which_it_was(book: Casebook, letter: Document) -> None:
    scan = Scan(modality="PET-CT", proof=letter.id, proof_page=2, note="as told", finding="no new nodes")
    add_entry(book, scan)
    remove_entries(book, [scan])
    remove_documents(book, [letter])
    back = bring_back(book, gone(book, Scan))
    said = "It was shown by D-001 Discharge letter, page 2."
    assert back.remarks == (said,)
    assert book.snapshot().entries == (scan.amended(proof=None, proof_page=None, note=f"as told\n{said}"),)
    assert said in told_of(back)[1]
    assert book.undo_label == "Bring back: Scan"


def test_the_note_says_it_once_however_often_the_version_comes_back(book: Casebook, letter: Document) -> None:
    scan = Scan(modality="PET-CT", proof=letter.id)
    add_entry(book, scan)
    remove_documents(book, [letter])
    first = book.versions(scan.id)[-1].number
    for _time in range(2):
        change_entry(book, book.snapshot().entries[0].amended(region="neck"))
        bring_version_back(book, scan.id, first)
        assert book.snapshot().entries[0].note == "It was shown by D-001 Discharge letter."


def test_a_paper_comes_back_with_the_links_that_went_with_it(book: Casebook, letter: Document) -> None:
    translation = add_thing(book, Document(number=1, title="translation", translation_of=letter.id))
    proved = Scan(modality="PET-CT", proof=letter.id, proof_page=2)
    relinked = Scan(modality="MRI", proof=letter.id, proof_page=3)
    add_entries(book, [proved, relinked], "Import")
    remove_documents(book, [letter])
    change_entry(book, book.find(proved.id).amended(region="neck"))
    change_entry(book, book.find(relinked.id).amended(proof=translation.id))
    back = bring_back(book, gone(book, Document))
    assert (back.links, book.undo_label) == (2, "Bring back: Document")
    assert book.find(proved.id) == proved.amended(region="neck")
    assert book.find(relinked.id).proof == translation.id
    assert book.find(translation.id) == translation
    book.undo()
    assert book.find(proved.id).proof is None


def test_a_paper_and_what_it_proves_come_back_together_as_one_step(book: Casebook, letter: Document) -> None:
    scan = Scan(modality="PET-CT", proof=letter.id, proof_page=2)
    add_entry(book, scan)
    before = book.snapshot()
    remove_entries(book, [scan])
    remove_documents(book, [letter])
    back = bring_back(book, *book.trash()[::-1])
    assert (book.snapshot(), back.remarks, book.undo_label) == (before, (), "Bring back 2 things")
    assert book.trash() == ()
    book.undo()
    assert len(book.trash()) == 2


def test_a_translation_and_its_original_come_back_together(book: Casebook, letter: Document) -> None:
    translation = add_thing(book, Document(number=1, title="translation", translation_of=letter.id))
    remove_documents(book, [translation])
    remove_documents(book, [letter])
    back = bring_back(book, *sorted(book.trash(), key=lambda one: one.record.number, reverse=True))
    assert (book.find(translation.id), back.remarks) == (translation, ())


def test_no_paper_becomes_a_translation_of_its_own_translation(book: Casebook, letter: Document) -> None:
    other = add_thing(book, Document(number=1, title="other", translation_of=letter.id))
    first = book.versions(other.id)[-1].number
    change_document(book, other.amended(translation_of=None))
    change_document(book, letter.amended(translation_of=other.id))
    back = bring_version_back(book, other.id, first)
    said = "It was listed as a translation of D-001 Discharge letter."
    assert (book.find(other.id).translation_of, book.find(other.id).note, back.remarks) == (None, said, (said,))


def test_every_kind_of_record_has_versions_that_come_back(book: Casebook, letter: Document) -> None:
    note = Note(title="first")
    add_entry(book, note)
    change_entry(book, note.amended(title="second"))
    add_contact(book, DOCTOR)
    change_contact(book, DOCTOR.amended(phone="1"))
    change_person(book, PERSON.amended(question="Is CAR-T possible?"))
    change_document(book, letter.amended(title="renamed"))
    choose_tests(book, ["LDH", "CRP"])
    shown = book.snapshot().shown_tests[1]
    choose_tests(book, ["CRP", "LDH"])
    for record in (note, DOCTOR, PERSON, letter, shown):
        newest, *_between, first = book.versions(record.id)
        assert (newest.record, first.record) == (book.find(record.id), record)
        back = bring_version_back(book, record.id, first.number)
        assert (back.records, back.changed, book.find(record.id)) == ((record,), True, record)
        assert book.undo_label.startswith("Bring back an earlier version: ")
        book.undo()
        assert book.find(record.id) == newest.record


def test_a_version_of_something_removed_puts_it_back_as_it_was_then(book: Casebook) -> None:
    add_contact(book, DOCTOR)
    change_contact(book, DOCTOR.amended(phone="1"))
    remove_contact(book, DOCTOR)
    gone_now, changed, first = book.versions(DOCTOR.id)
    assert (gone_now.record, changed.record, first.record) == (None, DOCTOR.amended(phone="1"), DOCTOR)
    bring_version_back(book, DOCTOR.id, first.number)
    assert book.snapshot().contacts == (DOCTOR,)
    assert [version.record for version in book.versions(DOCTOR.id)][:2] == [DOCTOR, None]
    assert book.trash() == ()


def test_a_version_of_a_document_never_takes_its_file_away(book: Casebook) -> None:
    wanted = add_thing(book, Document(number=1, title="the scan", holding="wanted", held_by="radiology"))
    file = {"holding": "file", "file_name": "scan.pdf", "fingerprint": "a" * 64, "size": 7, "format": "pdf", "pages": 2}
    here = wanted.amended(**file, title="PET-CT")
    change_document(book, here)
    bring_version_back(book, wanted.id, book.versions(wanted.id)[-1].number)
    assert book.find(wanted.id) == here.amended(title="the scan")
    remove_documents(book, [book.find(wanted.id)])
    bring_version_back(book, wanted.id, book.versions(wanted.id)[-1].number)
    assert book.find(wanted.id) == here.amended(title="the scan")


def test_a_version_of_a_scan_that_was_wanted_never_takes_away_what_its_files_say(book: Casebook) -> None:
    wanted = add_thing(book, Document(number=1, title="the disc", holding="wanted"))
    study = {"modality": "PT/CT", "body_part": "CHEST", "series": 2, "images": 12, "study_uid": "1.2"}
    here = wanted.amended(holding="file", fingerprint="a" * 64, format="study", **study, title="PET-CT")
    change_document(book, here)
    bring_version_back(book, wanted.id, book.versions(wanted.id)[-1].number)
    assert book.find(wanted.id) == here.amended(title="the disc")


def test_a_kind_said_anew_not_to_apply_is_not_said_twice(book: Casebook) -> None:
    mark_not_needed(book, "fertility", "past that age")
    unmark(book, "fertility")
    mark_not_needed(book, "fertility")
    before = book.snapshot()
    with pytest.raises(CaregiverError, match="written anew: Paper that does not apply: Fertility"):
        bring_back(book, *book.trash())
    assert book.snapshot() == before
    unmark(book, "fertility")
    bring_back(book, book.trash()[-1])
    assert [one.why for one in book.snapshot().not_needed] == ["past that age"]


def test_what_is_like_that_already_is_no_step(book: Casebook) -> None:
    note = Note(title="a")
    add_entry(book, note)
    back = bring_version_back(book, note.id, book.versions(note.id)[0].number)
    assert (back.changed, told_of(back)) == (False, ("It is like that already: Note: a.",))
    assert book.undo_label == "Add: Note"


def test_a_lab_test_chosen_anew_since_is_not_chosen_twice(book: Casebook) -> None:
    choose_tests(book, ["LDH"])
    choose_tests(book, ["CRP"])
    choose_tests(book, ["ldh"])
    before = book.snapshot()
    with pytest.raises(CaregiverError, match="written anew: Chosen lab test: LDH"):
        bring_back(book, *book.trash())
    assert book.snapshot() == before


def test_what_only_an_undone_step_knew_comes_back(book: Casebook) -> None:
    note = Note(title="typed")
    add_entry(book, note)
    book.undo()
    add_entry(book, Note(title="else"))
    (undone,) = book.trash()
    assert undone.undone
    (version,) = book.versions(note.id)
    bring_version_back(book, note.id, version.number)
    assert book.find(note.id) == note
    assert book.trash() == ()


def test_an_unknown_version_is_refused_and_nothing_changes(book: Casebook) -> None:
    note = Note(title="a")
    add_entry(book, note)
    remove_entries(book, [note])
    before = book.versions(note.id)
    for record_id, number in ((note.id, 77), (note.id, before[0].number), (uuid4(), 0)):
        with pytest.raises(NotKnown, match="no version"):
            bring_version_back(book, record_id, number)
    assert book.versions(note.id) == before


def test_versions_say_what_each_changed(book: Casebook, letter: Document) -> None:
    scan = Scan(modality="PET-CT", date="2023-05")
    add_entry(book, scan)
    change_entry(book, scan.amended(proof=letter.id, proof_page=2))
    remove_entries(book, [scan])
    bring_back(book, gone(book, Scan))
    remove_documents(book, [letter])
    versions = book.versions(scan.id)
    said = [what_changed(*pair, names_in(book)) for pair in zip(versions, (*versions[1:], None), strict=True)]
    paper = "D-001 Discharge letter (not in the case any more)"
    assert said == [
        (f"The paper that shows it: {paper} → (empty)", "On page: 2 → (empty)"),
        ("PET-CT",),
        ("Removed",),
        (f"The paper that shows it: (empty) → {paper}", "On page: (empty) → 2"),
        ("PET-CT",),
    ]


def test_records_are_found_by_number_by_id_and_by_the_beginning_of_it(book: Casebook, letter: Document) -> None:
    note = Note(title="a")
    add_entry(book, note)
    remove_documents(book, [letter])
    for text in ("D-001", "d-1", "D1", str(letter.id), letter.id.hex[:8].upper()):
        assert record_called(book, text) == letter.id
    assert record_called(book, f" {str(note.id)[:11]} ") == note.id
    assert record_called(book, "person") == PERSON.id
    for text in ("D-2", "", "d", "zzzzzz", "000000", str(note.id)[:3]):
        with pytest.raises(NotKnown, match="goes by"):
            record_called(book, text)


def test_going_back_to_a_step_takes_everything_since_and_returns_by_the_same_way(book: Casebook) -> None:
    states = [book.snapshot()]
    for entry in history():
        add_entry(book, entry)
        states.append(book.snapshot())
    heard: list[frozenset[type]] = []
    book.on_changed(heard.append)
    numbers = [step.number for step in book.steps()][::-1]
    assert book.undo_back_to(numbers[4]) == 5
    assert (book.snapshot(), len(heard)) == (states[4], 1)
    assert [step.done for step in book.steps()][::-1] == [True] * 4 + [False] * 5
    assert book.redo_up_to(numbers[6]) == 3
    assert book.snapshot() == states[7]
    assert book.undo_back_to(numbers[0]) == 7
    assert (book.snapshot(), book.undo_label) == (states[0], None)
    assert book.redo_up_to(numbers[-1]) == 9
    assert book.snapshot() == states[-1]
    assert (book.undo_back_to(10_000), book.redo_up_to(10_000), book.snapshot()) == (0, 0, states[-1])


def test_a_step_that_cannot_be_undone_stops_the_way_back_and_nothing_is_lost(book: Casebook) -> None:
    spoilt, fine = Note(title="a"), Note(title="b")
    add_entry(book, spoilt)
    add_entry(book, fine)
    book._store._connection.exec_driver_sql("UPDATE note SET title = 'from elsewhere' WHERE title = 'a'")
    with pytest.raises(HistoryConflict):
        book.undo_back_to(1)
    assert book.find(spoilt.id).title == "from elsewhere"
    assert book.last_known(fine.id) == fine
