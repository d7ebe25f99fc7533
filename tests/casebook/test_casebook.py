"""Every verb is one step, every step can be taken back, and nothing removed is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from caregiver_app.casebook.casebook import Casebook, NothingToRedo, NothingToUndo
from caregiver_app.casebook.documents.listing import add_thing, change_document, remove_documents
from caregiver_app.casebook.history import bring_back
from caregiver_app.casebook.person import add_contact, change_contact, change_person, remove_contact
from caregiver_app.casebook.timeline import add_entries, add_entry, change_entry, remove_entries
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import records
from caregiver_app.errors import CaregiverError
from cases import new_case
from family import DOCTOR, LETTER, PERSON, fixed, history
from runs import at_most


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def test_undo_brings_back_a_removed_scan(book: Casebook) -> None:
    scan = records.Scan(modality="PET-CT", date="2023-05", finding="as typed")
    add_entry(book, scan)
    remove_entries(book, [scan])
    assert book.snapshot().entries == ()
    assert book.undo() == "Remove: Scan"
    assert book.snapshot().entries == (scan,)
    assert book.redo() == "Remove: Scan"
    assert book.snapshot().entries == ()


def test_each_verb_is_one_step_with_its_name(book: Casebook) -> None:
    note = records.Note(title="a")
    labels = []
    for verb in (
        lambda: add_entry(book, note),
        lambda: change_entry(book, note.amended(title="b")),
        lambda: add_entries(book, history(), "Import"),
        lambda: add_contact(book, DOCTOR),
        lambda: change_contact(book, DOCTOR.amended(phone="1")),
        lambda: remove_contact(book, DOCTOR),
        lambda: change_person(book, PERSON.amended(born="1971")),
        lambda: remove_entries(book, history()),
    ):
        verb()
        labels.append(book.undo_label)
    assert labels == [
        "Add: Note", "Change: Note", "Import", "Add contact", "Change contact", "Remove contact",
        "Change personal details", "Remove 9 entries",
    ]  # fmt: skip


def test_nothing_to_undo_is_said_kindly(book: Casebook) -> None:
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        book.undo()
    with pytest.raises(NothingToRedo):
        book.redo()
    assert book.snapshot().person == PERSON


def test_removing_a_document_takes_the_links_to_it_off_and_undo_puts_them_back(book: Casebook) -> None:
    original = add_thing(book, LETTER)
    translation = add_thing(book, Document(number=1, title="translation", translation_of=original.id))
    entry = records.Scan(modality="PET-CT", proof=original.id, proof_page=2)
    add_entry(book, entry)
    before = book.snapshot()
    remove_documents(book, [original])
    (left,) = book.snapshot().entries
    assert (left.proof, left.proof_page) == (None, None)
    assert [document.translation_of for document in book.snapshot().documents] == [None]
    book.undo()
    assert book.snapshot() == before
    assert translation in book.snapshot().documents


def test_things_get_the_next_number_whatever_they_came_with(book: Casebook) -> None:
    first, second = add_thing(book, LETTER), add_thing(book, Document(number=1, title="disc", holding="elsewhere"))
    assert (first.number, second.number) == (1, 2)
    change_document(book, second.amended(held_by="radiology"))
    assert [document.held_by for document in book.snapshot().documents] == ["", "radiology"]


def test_the_trash_gives_back_what_was_removed_even_after_more_steps(book: Casebook) -> None:
    document = add_thing(book, LETTER)
    scan = records.Scan(modality="PET-CT", proof=document.id)
    add_entry(book, scan)
    remove_entries(book, [scan])
    remove_documents(book, [document])
    add_entry(book, records.Note(title="later"))
    gone = {type(removed.record).__name__: removed for removed in book.trash()}
    assert set(gone) == {"Scan", "Document"}
    bring_back(book, gone["Scan"])
    assert scan.amended(proof=None, note="It was shown by D-001 Discharge letter.") in book.snapshot().entries
    bring_back(book, gone["Document"])
    assert document in book.snapshot().documents
    assert book.trash() == ()


def test_what_a_case_starts_with_is_not_undone_and_comes_before_everything_else(book: Casebook) -> None:
    with book.beginning() as tx:
        tx.put(records.Note(title="there from the start"))
    assert book.undo_label is None
    assert [entry.title for entry in book.snapshot().entries_of(records.Note)] == ["there from the start"]
    add_entry(book, records.Note(title="later"))
    with pytest.raises(ValueError, match="begun already"), book.beginning():
        pass


def test_listeners_hear_which_kinds_changed_at_each_step_undo_and_redo(book: Casebook) -> None:
    heard: list[frozenset[type]] = []
    book.on_changed(heard.append)
    add_entry(book, records.Note(title="x"))
    book.undo()
    book.redo()
    with pytest.raises(KeyError), book.step("broken") as tx:
        tx.put(records.Note(title="y"))
        raise KeyError
    assert heard == [frozenset({records.Note})] * 3


def test_a_new_case_never_takes_a_place_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "photo.jpg").write_bytes(b"mine")
    (tmp_path / "file").write_bytes(b"mine")
    for name in ("taken", "file"):
        with pytest.raises(CaregiverError, match="something in"):
            Casebook.create(tmp_path / name, PERSON)
    assert (tmp_path / "taken" / "photo.jpg").read_bytes() == b"mine"
    (tmp_path / "empty").mkdir()
    Casebook.create(tmp_path / "empty", PERSON).close()


def test_a_case_can_be_made_in_folders_that_do_not_exist_yet(tmp_path: Path) -> None:
    Casebook.create(tmp_path / "a" / "b" / "case", Person(name="林 伟 <b>")).close()
    with Casebook.open(tmp_path / "a" / "b" / "case") as book:
        assert book.snapshot().person.name == "林 伟 <b>"


ACTIONS = st.lists(
    st.tuples(st.sampled_from(("add", "change", "remove")), st.integers(0, 5), st.text(min_size=1)), max_size=25
)


@at_most(20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ACTIONS)
def test_any_run_of_edits_undone_and_redone_passes_the_same_states(
    book: Casebook, actions: list[tuple[str, int, str]]
) -> None:
    start = book.snapshot()
    states = [start]
    for what, which, text in actions:
        note = records.Note(id=fixed(str(which)), title=text)
        present = any(entry.id == note.id for entry in book.snapshot().entries)
        if what == "remove" and present:
            remove_entries(book, [note])
        elif what != "remove":
            (change_entry if present else add_entry)(book, note)
        assert book.snapshot() == CaseSnapshot.read(book._store.read), (
            "what is kept between two readings is what is on the disk"
        )
        if book.snapshot() != states[-1]:
            states.append(book.snapshot())
    for state in reversed(states[:-1]):
        book.undo()
        assert book.snapshot() == state
    for state in states[1:]:
        book.redo()
        assert book.snapshot() == state
    while book.snapshot() != start:
        book.undo()
