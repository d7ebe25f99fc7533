"""Enough of the history is kept, never too much of it, and what is kept is true."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.records import Note, Scan
from caregiver_app.store import steps
from caregiver_app.store.database import Store
from cases import new_case
from family import PERSON, fixed
from runs import at_most

NOW = "2026-01-01T10:00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_case(tmp_path / "case")
    return tmp_path / "case"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as opened:
        yield opened


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep five steps and three versions, so that a short history is a long one."""
    monkeypatch.setattr(steps, "KEEP", 5)
    monkeypatch.setattr(steps, "VERSIONS", 3)


def put(store: Store, record: Record, label: str = "put") -> None:
    with store.writing(label, NOW) as tx:
        tx.put(record)


def remove(store: Store, record: Record) -> None:
    with store.writing("remove", NOW) as tx:
        tx.remove(record)


def undo(store: Store) -> None:
    store.replay((store.steps.to_undo() or (0, ""))[0], backwards=True)


def test_a_step_that_is_recorded_while_it_goes_on_is_one_step_with_all_its_changes(store: Store) -> None:
    notes = [Note(id=fixed(f"note {n}"), title=f"note {n}") for n in range(5)]
    with store.writing("five", NOW) as tx:
        tx.add(notes[:2])
        tx.keep_up()
        tx.keep_up()
        tx.add(notes[2:4])
        tx.keep_up()
        tx.put(notes[4])
    ((number, _label),) = [store.steps.to_undo() or (0, "")]
    assert [change.after for change in store.steps.changes(number)] == notes
    undo(store)
    assert store.read(Note) == ()


def test_what_is_recorded_is_not_changed_again_in_the_same_step(store: Store) -> None:
    note = Note(id=fixed("note"), title="one")
    with pytest.raises(ValueError, match="once more"), store.writing("twice", NOW) as tx:
        tx.put(note)
        tx.keep_up()
        tx.put(note.amended(title="two"))
    assert store.read(Note) == ()
    assert store.steps.to_undo() is None


def count(store: Store, table: str) -> int:
    return int(store._connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar_one())


def titles(store: Store, record: Record) -> list[str | None]:
    found = (version.record for version in store.steps.versions(record.id))
    return [one.title if isinstance(one, Note) else None for one in found]


@pytest.mark.thorough
def test_the_last_twenty_versions_of_every_record_outlive_a_thousand_later_steps(store: Store) -> None:
    living, gone, seldom = Note(title="0"), Note(title="0"), Note(title="only once")
    put(store, seldom)
    for number in range(30):
        put(store, living.amended(title=str(number)))
        put(store, gone.amended(title=str(number)))
    remove(store, gone)
    busy = Note(title="0")
    for number in range(steps.KEEP + 100):
        put(store, busy.amended(title=str(number)))
    assert titles(store, living)[-20:] == [str(number) for number in range(10, 30)]
    assert titles(store, gone)[-21:] == [*(str(number) for number in range(10, 30)), None]
    assert titles(store, seldom) == ["only once"]
    assert [one.record for one in store.steps.removed()] == [gone.amended(title="29")]
    undone = 0
    while store.steps.to_undo() is not None:
        undo(store)
        undone += 1
    assert undone == steps.KEEP
    assert titles(store, busy)[-20:] == [str(number) for number in range(80, 100)]


@pytest.mark.usefixtures("few")
def test_the_history_of_a_case_that_is_edited_for_ever_stops_growing(store: Store) -> None:
    notes = [Note(title="0") for _ in range(4)]
    for number in range(80):
        put(store, notes[number % 4].amended(title=str(number)))
    full = count(store, "change"), count(store, "step")
    for number in range(80, 240):
        put(store, notes[number % 4].amended(title=str(number)))
    assert (count(store, "change"), count(store, "step")) == full
    assert full[0] <= steps.KEEP + 4 * steps.VERSIONS


@pytest.mark.usefixtures("few")
def test_what_is_undone_and_written_over_again_and_again_stops_growing_too(store: Store) -> None:
    note = Note(title="0")
    put(store, note)
    sizes = set()
    for number in range(60):
        put(store, note.amended(title=str(number)))
        undo(store)
        put(store, note.amended(place=str(number)))
        sizes.add(count(store, "step"))
    assert max(sizes) <= 2 * steps.KEEP + steps.VERSIONS + 2
    assert [note.place for note in store.read(Note)] == ["59"]


@pytest.mark.usefixtures("few")
def test_what_was_undone_long_ago_is_not_taken_for_a_record_that_differs(store: Store) -> None:
    gone, busy = Note(title="0"), Note(title="busy")
    for number in range(3):
        put(store, gone.amended(title=str(number)))
    for _step in range(3):
        undo(store)
    for number in range(3 * steps.KEEP):
        put(store, busy.amended(title=str(number)))
        undo(store)
        assert store.differing() == ()
    assert store.steps.last(gone.id) == gone.amended(title="2")


@pytest.mark.usefixtures("few")
def test_a_step_of_many_records_gives_up_only_the_versions_nobody_needs(store: Store) -> None:
    notes = [Note(title=f"note {number}") for number in range(10)]
    with store.writing("import", NOW) as tx:
        for note in notes:
            tx.put(note)
    for number in range(12):
        put(store, notes[0].amended(title=f"changed {number}"))
    assert titles(store, notes[0])[0] == "changed 3"
    assert all(titles(store, note) == [note.title] for note in notes[1:])


def test_an_undone_step_is_no_version_and_a_redone_one_is(store: Store) -> None:
    note = Note(title="first")
    put(store, note)
    put(store, note.amended(title="second"))
    undo(store)
    assert titles(store, note) == ["first"]
    store.replay((store.steps.to_redo() or (0, ""))[0], backwards=False)
    assert titles(store, note) == ["first", "second"]
    undo(store)
    put(store, note.amended(title="third"))
    assert titles(store, note) == ["first", "third"]


def test_what_a_record_was_before_its_first_step_is_a_version_too(store: Store) -> None:
    put(store, PERSON.amended(name="Ana Horvat"), "Change personal details")
    first, second = store.steps.versions(PERSON.id)
    assert (first.number, first.record, first.label, first.at) == (0, PERSON, "", "")
    assert (second.number, second.label, second.at) == (1, "Change personal details", NOW)


def test_a_record_touched_twice_by_a_step_has_one_version_of_it(store: Store) -> None:
    note, passing = Note(title="first"), Note(title="never there")
    with store.writing("both", NOW) as tx:
        tx.put(note)
        tx.put(passing)
        tx.put(note.amended(title="second"))
        tx.remove(passing)
    assert titles(store, note) == ["second"]
    assert store.steps.removed() == ()
    undo(store)
    assert [one.record for one in store.steps.removed()] == [note.amended(title="second")]


def test_a_step_that_ends_where_it_began_leaves_redo_alone(store: Store) -> None:
    put(store, Note(title="to be redone"))
    undo(store)
    passing = Note(title="never there")
    with store.writing("nothing", NOW) as tx:
        tx.put(passing)
        tx.remove(passing)
    assert (store.steps.to_undo(), store.steps.to_redo()) == (None, (1, "put"))


def test_the_trash_tells_what_was_removed_from_what_was_undone(store: Store) -> None:
    removed, undone = Note(title="removed"), Scan(modality="undone")
    put(store, removed)
    remove(store, removed)
    put(store, undone)
    undo(store)
    assert [(one.record, one.undone) for one in store.steps.removed()] == [(undone, True), (removed, False)]
    assert [one.record for one in store.steps.removed(Note)] == [removed]
    assert store.steps.removed(Document) == ()


def test_what_was_brought_back_and_undone_is_in_the_trash_as_it_was_removed(store: Store) -> None:
    note = Note(title="as it was")
    put(store, note)
    remove(store, note)
    put(store, note.amended(title="brought back and changed"))
    undo(store)
    assert [(one.record, one.label, one.undone) for one in store.steps.removed()] == [(note, "remove", False)]
    assert store.steps.last(note.id) == note


def test_what_was_added_and_removed_by_undone_steps_is_in_the_trash_by_the_step_that_had_it(store: Store) -> None:
    note = Note(title="typed")
    put(store, note, "add")
    remove(store, note)
    undo(store)
    undo(store)
    assert [(one.record, one.label, one.undone) for one in store.steps.removed()] == [(note, "add", True)]


def test_steps_are_listed_with_their_state_and_how_much_they_touched(store: Store) -> None:
    with store.writing("two", NOW) as tx:
        tx.put(Note(title="a"))
        tx.put(Note(title="b"))
    put(store, Note(title="c"), "one")
    undo(store)
    listed = [(step.number, step.label, step.done, step.touched) for step in store.steps.listed()]
    assert listed == [(2, "one", False, 1), (1, "two", True, 2)]
    assert len(store.steps.changes(1, 1)) == 1


def test_a_record_is_found_by_how_its_id_begins(store: Store) -> None:
    one, other = UUID("abcdef00000000000000000000000001"), UUID("abcdef00000000000000000000000002")
    for record_id in (one, other):
        put(store, Note(id=record_id, title="x"))
    assert store.steps.ids_beginning_with(one.hex) == (one,)
    assert store.steps.ids_beginning_with("abcdef") == (one, other)
    assert store.steps.ids_beginning_with("abcdee") == ()


EDITS = st.lists(
    st.tuples(st.sampled_from(("put", "put", "put", "remove", "undo", "undo", "redo")), st.integers(0, 3)), max_size=60
)


class Model:
    """The history as a list that forgets nothing: what is done, what is undone, and what each left."""

    def __init__(self) -> None:
        self.done: list[tuple[UUID, Note | None]] = []
        self.undone: list[tuple[UUID, Note | None]] = []

    def chain(self, record_id: UUID) -> list[Note | None]:
        return [after for changed, after in self.done if changed == record_id]

    def now(self, record_id: UUID) -> Note | None:
        return next(iter(self.chain(record_id)[::-1]), None)


def do(store: Store, model: Model, what: str, record_id: UUID, text: str) -> None:
    if what in ("put", "remove"):
        after = Note(id=record_id, title=text) if what == "put" else None
        if after == model.now(record_id):
            return
        if after is not None:
            put(store, after)
        else:
            remove(store, Note(id=record_id, title="whatever"))
        model.done.append((record_id, after))
        model.undone.clear()
    elif what == "undo" and store.steps.to_undo() is not None:
        undo(store)
        model.undone.append(model.done.pop())
    elif what == "redo" and (found := store.steps.to_redo()) is not None:
        store.replay(found[0], backwards=False)
        model.done.append(model.undone.pop())


@at_most(60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(EDITS)
@pytest.mark.usefixtures("few")
def test_whatever_is_done_the_versions_kept_are_the_last_ones_in_order(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int]]
) -> None:
    place = tmp_path_factory.mktemp("any") / "case"
    Store.create(place, PERSON)
    ids = [fixed(f"note {number}") for number in range(4)]
    model = Model()
    with Store.open(place) as store:
        for position, (what, which) in enumerate(edits):
            do(store, model, what, ids[which], f"text {position}")
        for record_id in ids:
            chain, kept = model.chain(record_id), [one.record for one in store.steps.versions(record_id)]
            assert kept == chain[len(chain) - len(kept) :]
            assert sum(one is not None for one in kept) >= min(steps.VERSIONS, sum(one is not None for one in chain))
        assert {one.id for one in store.steps.removed()} >= {
            record_id for record_id in ids if model.chain(record_id) and model.now(record_id) is None
        }
        assert store.differing() == ()
        present = {note.id: note for note in store.read(Note)}
        assert present == {record_id: now for record_id in ids if (now := model.now(record_id)) is not None}
        assert count(store, "change") <= 3 * steps.KEEP + len(ids) * (2 * steps.VERSIONS + 1)


def test_a_version_a_step_only_led_through_is_in_the_history_and_never_in_the_case(store: Store) -> None:
    ours = Note(title="Ours")
    theirs = ours.amended(title="Theirs")
    put(store, ours)
    with store.writing("Bring back", NOW) as tx:
        tx.lead_through(ours, (theirs,), ours)
    assert store.read(Note) == (ours,)
    assert [(one.name, one.record) for one in store.steps.versions(ours.id)] == [
        ("1", ours),
        ("2.1", theirs),
        ("2", ours),
    ]
    assert [one.touched for one in store.steps.listed()] == [1, 1]
    store.replay(2, backwards=True)
    assert (store.read(Note), [one.name for one in store.steps.versions(ours.id)]) == ((ours,), ["1"])
    store.replay(2, backwards=False)
    assert store.read(Note) == (ours,)
