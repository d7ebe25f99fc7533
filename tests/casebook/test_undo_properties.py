"""A thousand random runs of edits: undone they are as if they had never been, redone they are all there again.

The case is a real one on disk, and a run begins where the one before it ended.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from caregiver_app.casebook.appointments import add_appointment, remove_appointment, write_bring
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing, change_document, remove_documents
from caregiver_app.casebook.exchange import import_rows, read_table
from caregiver_app.casebook.guide import reword
from caregiver_app.casebook.history import bring_back, bring_version_back
from caregiver_app.casebook.journey import add_round, change_stage, remove_round, tick_task
from caregiver_app.casebook.labs import choose_tests
from caregiver_app.casebook.person import add_contact, change_contact, change_person, remove_contact
from caregiver_app.casebook.questions import add_question, answer_question, star
from caregiver_app.casebook.timeline import add_entries, add_entry, change_entry, remove_entries
from caregiver_app.casebook.worksheet import add_option, write_cell, write_sentence
from caregiver_app.domain.appointments.records import Appointment, Bring
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.guide.lines import line_called
from caregiver_app.domain.journey.board import rounds_seen
from caregiver_app.domain.journey.records import Round
from caregiver_app.domain.person import Contact
from caregiver_app.domain.questions.records import Answer, Question
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.domain.worksheet.records import Option, Said
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.history.table import history_table
from caregiver_app.store.database import Store
from caregiver_app.store.tables import RECORDS
from family import PERSON
from runs import tries

CASES, RUNS, MOST_EDITS = tries(10, least=1), 100, 8
ENOUGH: Final = 10
IN_MEMORY = Path("/dev/shm")  # Linux: the same store and the same calls, without the wait for a disk

WORDS = ("R-CHOP", "", "林伟", "=1+1", "a\nb ", "“quoted”", "\u202e", "𝒳'; --", "%s {n}", "long " * 40)
TESTS: Final = ("LDH", "Hb", "my own test", "=1+1")
CHOICES: Final[dict[str, Sequence[Any]]] = {
    "date": ("2023-05-14", "about 2020", None),
    "end": ("2024", None),
    "line": (1, 99, None),
    "how_known": ("report", "memory", "check"),
    "planned": ("", "yes", "no"),
    "proof": (None,),
    "proof_page": (1, None),
}
# How often each verb is tried. There is seldom something to do again, and seldom an older version.
VERBS: Final = {
    "add an entry": 1, "add several entries": 1, "change an entry": 2, "remove an entry": 1,
    "remove several entries": 1, "import a table": 1, "bring back": 1, "bring a version back": 6, "undo": 5,
    "redo": 15, "list a paper": 3, "change a paper": 2, "remove a paper": 3, "choose tests": 1, "add a contact": 1,
    "change a contact": 1, "remove a contact": 1, "change the person": 1, "ask a question": 1, "answer a question": 2,
    "change a stage": 1, "tick a task": 1, "add or remove a round": 1, "plan an appointment": 1,
    "fill the worksheet": 2, "name a treatment": 1, "reword the guide": 1,
}  # fmt: skip


class Family:
    """Edit a case at random. `depth` is how many steps of this run are there to be undone."""

    def __init__(self, book: Casebook, folder: Path, random: Random) -> None:
        self.book, self.folder, self.random = book, folder, random
        self.depth = 0
        self.done: Counter[str] = Counter()
        self._verbs: dict[str, Callable[[], None]] = {
            verb: getattr(self, f"_{verb.replace(' ', '_')}") for verb in VERBS
        }
        self._changed = False
        book.on_changed(self._on_changed)

    def edit(self) -> None:
        """Change the case once; a verb that finds nothing to change gives way to another."""
        self._changed = False
        while not self._changed:
            (name,) = self.random.choices([*VERBS], [*VERBS.values()])
            self._verbs[name]()
        self.depth += -1 if name == "undo" else 1
        self.done[name] += 1

    def _on_changed(self, _kinds: object) -> None:
        self._changed = True

    def _one(self, things: Sequence[Any]) -> Any:
        return self.random.choice(things) if things else None

    def _new_entry(self) -> Entry:
        kind = self.random.choice(KINDS)
        fields: dict[str, Any] = {}
        for name, info in kind.record.model_fields.items():
            if name != "id":
                found = self.random.choice(CHOICES.get(name, WORDS))
                fields[name] = found or "x" if info.is_required() else found
        if self.random.random() < 0.3 and (paper := self._one(self.book.snapshot().documents)):
            fields["proof"] = paper.id
        return kind.record.model_validate(fields)

    def _add_an_entry(self) -> None:
        add_entry(self.book, self._new_entry())

    def _add_several_entries(self) -> None:
        add_entries(self.book, [self._new_entry() for _ in range(3)], "Several")

    def _change_an_entry(self) -> None:
        if old := self._one(self.book.snapshot().entries):
            new = self._new_entry()
            shared = ("date", "place", "how_known", "source", "proof", "proof_page", "note")
            change_entry(self.book, old.amended(**{name: getattr(new, name) for name in shared}))

    def _remove_an_entry(self) -> None:
        if entry := self._one(self.book.snapshot().entries):
            remove_entries(self.book, [entry])

    def _remove_several_entries(self) -> None:
        entries = self.book.snapshot().entries
        remove_entries(self.book, self.random.sample(entries, min(len(entries), max(2, len(entries) - ENOUGH))))

    def _import_a_table(self) -> None:
        case, file = self.book.snapshot(), self.folder / "history.csv"
        file.write_bytes(history_table([self._new_entry() for _ in range(2)], case.documents).data)
        import_rows(self.book, read_table(file, case), file.name)

    def _bring_back(self) -> None:
        if removed := self._one(self.book.trash()):
            # A lab test that was chosen anew since stays gone, and nothing is changed.
            with suppress(CaregiverError):
                bring_back(self.book, removed)

    def _bring_a_version_back(self) -> None:
        if record := self._one((*self.book.snapshot().entries, *self.book.snapshot().documents)):
            version = self._one(self.book.versions(record.id))
            if version is not None and version.record is not None:
                bring_version_back(self.book, record.id, version.number)

    def _undo(self) -> None:
        if self.depth:
            self.book.undo()

    def _redo(self) -> None:
        if self.book.redo_label is not None:
            self.book.redo()

    def _list_a_paper(self) -> None:
        add_thing(self.book, Document(number=1, title="disc", holding="elsewhere", note=self._one(WORDS)))

    def _change_a_paper(self) -> None:
        papers = self.book.snapshot().documents
        if paper := self._one(papers):
            change_document(self.book, paper.amended(origin=self._one(WORDS), translation_of=self._one(papers).id))

    def _remove_a_paper(self) -> None:
        if paper := self._one(self.book.snapshot().documents):
            remove_documents(self.book, [paper])

    def _choose_tests(self) -> None:
        choose_tests(self.book, self.random.sample(TESTS, self.random.randint(0, len(TESTS))))

    def _add_a_contact(self) -> None:
        add_contact(self.book, Contact(name="Dr Kralj", role=self._one(WORDS)))

    def _change_a_contact(self) -> None:
        if contact := self._one(self.book.snapshot().contacts):
            change_contact(self.book, contact.amended(phone=self._one(WORDS)))

    def _remove_a_contact(self) -> None:
        if contact := self._one(self.book.snapshot().contacts):
            remove_contact(self.book, contact)

    def _change_the_person(self) -> None:
        change_person(self.book, self.book.snapshot().person.amended(languages=self._one(WORDS)))

    def _ask_a_question(self) -> None:
        if self.random.random() < 0.5:
            add_question(self.book, Question(text=self._one(WORDS) or "Why?", topic="goal"), self._one(("", None)))
        else:
            star(self.book, self._one(("Q001", "Q019", "Q144")), self._one((True, False)))

    def _answer_a_question(self) -> None:
        answer_question(self.book, self._one(("Q001", "Q019")), Answer(self._one(WORDS), self._one(WORDS)))

    def _change_a_stage(self) -> None:
        chosen = self._one(rounds_seen(self.book.snapshot()))
        change_stage(self.book, chosen, self._one(("ST01", "ST07")), done=self._one(CHOICES["date"]))

    def _tick_a_task(self) -> None:
        chosen = self._one(rounds_seen(self.book.snapshot()))
        tick_task(self.book, chosen, "ST01", "ST01-task-1", self._one((True, False)), None)

    def _add_or_remove_a_round(self) -> None:
        if (chosen := self._one(self.book.snapshot().rounds)) and self.random.random() < 0.5:
            remove_round(self.book, chosen)
        else:
            add_round(self.book, Round(name="Here", note=self._one(WORDS)))

    def _plan_an_appointment(self) -> None:
        planned = self._one(self.book.snapshot().appointments)
        if planned is None or self.random.random() < 0.4:
            add_appointment(self.book, Appointment(title="Clinic", date=self._one(CHOICES["date"])))
        elif self.random.random() < 0.5:
            remove_appointment(self.book, planned)
        else:
            write_bring(self.book, planned, Bring(text=self._one(WORDS) or "x", packed=True))

    def _fill_the_worksheet(self) -> None:
        write_sentence(self.book, "sentence-1", Said(text=self._one(WORDS), who="Jia"))

    def _name_a_treatment(self) -> None:
        option = self._one(self.book.snapshot().options)
        if option is None or self.random.random() < 0.5:
            add_option(self.book, Option(name="CAR-T", note=self._one(WORDS)))
        else:
            write_cell(self.book, option, "criterion-goal", Said(text=self._one(WORDS)))

    def _reword_the_guide(self) -> None:
        line = line_called(self._one(("Q001", "ST01-task-1")))
        assert line is not None
        reword(self.book, line, self._one(WORDS))


@contextmanager
def a_case(folder: Path) -> Iterator[tuple[Store, Casebook]]:
    """Make and open a case of a random family's own, in memory where the system has files there."""
    home = tempfile.TemporaryDirectory(dir=IN_MEMORY) if IN_MEMORY.is_dir() else tempfile.TemporaryDirectory(dir=folder)
    with home as place:
        Store.create(Path(place) / "case", PERSON)
        store = Store.open(Path(place) / "case")
        with Casebook(store) as book:
            yield store, book


def dump(store: Store) -> bytes:
    """Write every record of a case, of whatever kind, with each value as the case file holds it."""
    tables = {name: store._raw.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall() for name in RECORDS}
    return repr(tables).encode()


@pytest.mark.at_random
def test_any_run_of_edits_undone_is_the_start_and_redone_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: Counter[str] = Counter()
    for seed in range(CASES):
        random = Random(seed)
        monkeypatch.setattr("os.urandom", random.randbytes)  # where new ids come from: each run is the same every time
        with a_case(tmp_path) as (store, book):
            family = Family(book, tmp_path, random)
            for run in range(RUNS):
                undo_and_redo(family, store, book, f"case {seed}, run {run}")
            assert store.faults() == ()
            on_disk = CaseSnapshot.read(book._store.read)
            assert book.snapshot() == on_disk, "what is kept between two readings is what is on the disk"
        done += family.done
    assert {*done} == {*VERBS}
    assert min(done.values()) >= 5 * CASES, done


def undo_and_redo(family: Family, store: Store, book: Casebook, run: str) -> None:
    """Let a run of edits happen, take all of it back and do it again."""
    start, family.depth = dump(store), 0
    for _ in range(family.random.randint(1, MOST_EDITS)):
        family.edit()
    end = dump(store)
    for _ in range(family.depth):
        book.undo()
    assert dump(store) == start, f"{run}, undone"
    for _ in range(family.depth):
        book.redo()
    assert dump(store) == end, f"{run}, redone"
