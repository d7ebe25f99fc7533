"""Whatever is done to a case, in any order, it is what a plain model says: a table of titles and two stacks of them.

The case is a real one on disk, plain or protected. To kill is to go on with what a killed program leaves in the folder;
real processes are killed in `tests/faults`.
"""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from caregiver_app.casebook.backing_up import back_up
from caregiver_app.casebook.casebook import Casebook, NothingToRedo, NothingToUndo
from caregiver_app.casebook.handover import TheirCopy, meeting_of, side_of, take_back
from caregiver_app.casebook.restoring import restore_over, undo_restore
from caregiver_app.casebook.timeline import add_entry, change_entry, remove_entries
from caregiver_app.domain.timeline.records import Entry, Note
from caregiver_app.errors import CaseLocked
from caregiver_app.store.database import Store
from caregiver_app.store.keys import Keys
from cases import new_case
from protected import keys as its_keys
from protected import protected_case
from runs import tries

IN_MEMORY: Final = Path("/dev/shm")  # Linux: the same store and the same calls, without the wait for a disk
RUNS, STEPS = tries(150), 50
TITLES: Final = st.sampled_from(("R-CHOP", "林伟", "=1+1", "a\nb ", "\u202e", "%s {n}", "long " * 40))
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Model:
    """What a case is: the titles of its notes, and what they were before each step and before each undo."""

    titles: dict[UUID, str]
    before: tuple[dict[UUID, str], ...] = ()
    after: tuple[dict[UUID, str], ...] = ()

    def step(self, titles: dict[UUID, str]) -> "Model":
        """Return the model after a step to these titles."""
        return Model(titles, (*self.before, self.titles), ()) if titles != self.titles else self

    def undo(self) -> "Model":
        """Return the model after the last step was taken back."""
        return Model(self.before[-1], self.before[:-1], (*self.after, self.titles))

    def redo(self) -> "Model":
        """Return the model after a step was done again."""
        return Model(self.after[-1], (*self.before, self.titles), self.after[:-1])


class CaseMachine(RuleBasedStateMachine):
    """Do to a case and to the model what somebody, a power cut or a clock may do."""

    def __init__(self) -> None:
        super().__init__()
        memory = IN_MEMORY if IN_MEMORY.is_dir() else None
        self.place = tempfile.TemporaryDirectory(prefix="model-", dir=memory)
        self.folders = 0
        self.model = Model({})
        self.backed_up: tuple[Path, Model] | None = None
        self.set_aside: Model | None = None
        self.now = datetime(2026, 11, 29, 12)

    @initialize(protected=st.booleans())
    def begin(self, protected: bool) -> None:
        """Start a case."""
        self.keys: Keys | None = its_keys() if protected else None
        self.folder = (protected_case if protected else new_case)(self.new_folder())
        self.open()

    def new_folder(self) -> Path:
        self.folders += 1
        return Path(self.place.name) / f"{self.folders}"

    def open(self) -> None:
        self.book = Casebook(Store.open(self.folder, self.keys), lambda: self.now)

    def one(self, position: int) -> UUID:
        """Return one of the notes by its age: what is done the same way again then hits the same, whatever its id."""
        return list(self.model.titles)[position % len(self.model.titles)]

    def entry(self, entry_id: UUID) -> Entry:
        return next(entry for entry in self.book.snapshot().entries if entry.id == entry_id)

    @rule(title=TITLES)
    def add(self, title: str) -> None:
        note = Note(title=title)
        add_entry(self.book, note)
        self.model = self.model.step({**self.model.titles, note.id: title})

    @precondition(lambda self: self.model.titles)
    @rule(position=st.integers(0, 99), title=TITLES)
    def edit(self, position: int, title: str) -> None:
        entry_id = self.one(position)
        change_entry(self.book, self.entry(entry_id).amended(title=title))
        self.model = self.model.step({**self.model.titles, entry_id: title})

    @precondition(lambda self: self.model.titles)
    @rule(position=st.integers(0, 99))
    def delete(self, position: int) -> None:
        entry_id = self.one(position)
        remove_entries(self.book, [self.entry(entry_id)])
        self.model = self.model.step({one: title for one, title in self.model.titles.items() if one != entry_id})

    @rule()
    def undo(self) -> None:
        if self.model.before:
            self.book.undo()
            self.model = self.model.undo()
        else:
            with pytest.raises(NothingToUndo):
                self.book.undo()

    @rule()
    def redo(self) -> None:
        if self.model.after:
            self.book.redo()
            self.model = self.model.redo()
        else:
            with pytest.raises(NothingToRedo):
                self.book.redo()

    @rule(days=st.sampled_from((-3650, -1, 1, 3650)))
    def let_the_clock_jump(self, days: int) -> None:
        self.now = min(max(self.now + days * A_DAY, datetime(1990, 1, 1)), datetime(2090, 1, 1))

    @rule()
    def reopen(self) -> None:
        self.book.close()
        self.open()

    @rule()
    def kill(self) -> None:
        left = self.new_folder()
        shutil.copytree(self.folder, left, ignore=shutil.ignore_patterns("case.lock"))
        self.book.close()
        self.folder, self.set_aside = left, None  # what was set aside in a restore lies beside the folder of before
        self.open()

    @precondition(lambda self: self.keys)
    @rule()
    def lock(self) -> None:
        self.book.close()
        with pytest.raises(CaseLocked):
            Casebook.open(self.folder)
        self.open()

    @precondition(lambda self: self.backed_up is None or self.backed_up[1] != self.model)
    @rule()
    def back_up(self) -> None:
        file = Path(self.place.name) / "case.caregiver"
        assert back_up(self.book.whole, file, self.now, replace=True).unsound == 0
        self.backed_up = file, self.model

    @precondition(lambda self: self.backed_up is not None and self.backed_up[1] != self.model)
    @rule()
    def restore(self) -> None:
        assert self.backed_up is not None
        file, then = self.backed_up
        self.book.close()
        restore_over(file, self.folder, self.keys)
        self.set_aside, self.model = self.model, then
        self.open()

    @precondition(lambda self: self.set_aside)
    @rule()
    def take_the_restore_back(self) -> None:
        assert self.set_aside is not None
        self.book.close()
        undo_restore(self.folder)
        self.set_aside, self.model = self.model, self.set_aside
        self.open()

    @rule(position=st.integers(0, 99), title=TITLES)
    def hand_over_and_take_back(self, position: int, title: str) -> None:
        """Let somebody else add a note and change another one; nobody writes here meanwhile."""
        theirs = self.new_folder()
        shutil.copytree(self.folder, theirs, ignore=shutil.ignore_patterns("case.lock"))
        ours = {record.id: record for record in self.book.records()}
        added, titles = Note(title=f"from there: {title}"), dict(self.model.titles)
        with Casebook.open(theirs, self.keys) as other:
            add_entry(other, added)
            titles[added.id] = added.title
            if self.model.titles:
                entry_id = self.one(position)
                entry = next(one for one in other.snapshot().entries if one.id == entry_id)
                change_entry(other, entry.amended(title=title))
                titles[entry_id] = title
            copy = TheirCopy("from there.caregiver", self.now.isoformat(), side_of(other, ours))
        meeting = meeting_of(self.book, copy)
        assert not list(meeting.still_asked({}))
        assert take_back(self.book, copy, meeting, {}).changed
        self.model = self.model.step(titles)

    @invariant()
    def the_case_is_what_the_model_says(self) -> None:
        if not hasattr(self, "book"):
            return
        found = {entry.id: entry.title for entry in self.book.snapshot().entries if isinstance(entry, Note)}
        assert found == self.model.titles
        assert (self.book.undo_label is not None) == bool(self.model.before)
        assert (self.book.redo_label is not None) == bool(self.model.after)

    def teardown(self) -> None:
        """Read every byte, and undo everything."""
        if hasattr(self, "book"):
            assert self.book.findings() == ()
            while self.model.before:
                self.undo()
            self.the_case_is_what_the_model_says()
            self.book.close()
        self.place.cleanup()


def the_way(machine: Any) -> Any:
    """Return the machine as a test."""
    case = machine.TestCase
    case.settings = settings(
        max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
    )
    return case


TestTheCaseIsWhatAPlainModelSays = the_way(CaseMachine)
