"""Several parts of a case change at once: wherever it is stopped, the case is wholly old or wholly new."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from caregiver_app import fsops
from caregiver_app.domain.person import Person
from caregiver_app.errors import CaregiverError
from caregiver_app.store import switching
from caregiver_app.store.database import Store
from cases import new_case
from family import PERSON

OTHER = Person(name="Lin Wei")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = new_case(tmp_path / "case")
    (case / "drafts").mkdir()
    (case / "drafts" / "half.json").write_text("{}", encoding="utf-8")
    return case


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return new_case(tmp_path / "other", OTHER)


class Stopped(BaseException):
    """The power went."""


@contextmanager
def stopped_at(monkeypatch: pytest.MonkeyPatch, number: int) -> Iterator[list[int]]:
    """Stop at the so-and-so many-th change of a name."""
    seen = [0]

    def counted(real, *arguments):
        seen[0] += 1
        if seen[0] == number:
            raise Stopped
        return real(*arguments)

    with monkeypatch.context() as patch:
        rename = Path.rename
        patch.setattr(Path, "rename", lambda path, target: counted(rename, path, target))
        rmtree = shutil.rmtree
        patch.setattr(fsops.shutil, "rmtree", lambda *given, **more: counted(lambda: rmtree(*given, **more)))
        yield seen


def switch(folder: Path, other: Path, *, keep_old: bool = True) -> None:
    with switching.staged(folder, "restore", keep_old=keep_old) as stage:
        for file in other.rglob("*"):
            if file.is_file():
                stage.take(file, file.relative_to(other).as_posix())
        stage.drop("drafts", "passphrase.age")
    switching.complete(folder)


def name_in(folder: Path) -> str:
    with Store.open(folder) as store:
        return store.read(Person)[0].name


def test_the_new_parts_are_in_place_and_the_old_ones_are_set_aside(folder: Path, other: Path) -> None:
    switch(folder, other)
    assert name_in(folder) == OTHER.name
    aside = folder / "set aside" / "001 restore"
    assert {path.name for path in aside.iterdir()} >= {"case.db", "drafts", "READ ME.txt"}
    assert not (folder / "drafts").exists()
    assert not (folder / ".next").exists()
    (aside / "originals").mkdir(exist_ok=True)
    assert name_in(aside) == PERSON.name


def test_the_old_parts_are_destroyed_where_that_is_wanted(folder: Path, other: Path) -> None:
    switch(folder, other, keep_old=False)
    assert name_in(folder) == OTHER.name
    assert not (folder / "set aside").exists()
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_what_is_set_aside_later_has_the_next_number(folder: Path, other: Path) -> None:
    switch(folder, other)
    switch(folder, folder / "set aside" / "001 restore")
    assert name_in(folder) == PERSON.name
    assert [path.name for path in switching.set_aside(folder)] == ["002 restore", "001 restore"]


def test_nothing_changes_when_laying_out_fails(folder: Path, other: Path) -> None:
    with pytest.raises(CaregiverError), switching.staged(folder, "restore") as stage:
        stage.take(other / "case.db", "case.db")
        raise OSError(28, "full")
    assert {path.name for path in folder.iterdir()} >= {"case.db", "drafts"}
    assert not switching.is_waiting(folder)
    assert name_in(folder) == PERSON.name


def test_a_journal_of_the_old_case_file_never_meets_the_new_one(folder: Path, other: Path) -> None:
    (folder / "case.db-journal").write_bytes(b"of the old file")
    switch(folder, other)
    assert not (folder / "case.db-journal").exists()
    assert (folder / "set aside" / "001 restore" / "case.db-journal").read_bytes() == b"of the old file"
    assert name_in(folder) == OTHER.name


@pytest.mark.parametrize("keep_old", [True, False])
def test_wherever_it_is_stopped_the_next_opening_finds_one_whole_case(
    folder: Path, other: Path, keep_old: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen_names = set()
    for number in range(1, 100):
        here = tmp_path / f"try {number}"
        shutil.copytree(folder, here)
        with stopped_at(monkeypatch, number) as seen, suppress(Stopped):
            switch(here, other, keep_old=keep_old)
        if seen[0] < number:
            break
        name = name_in(here)
        seen_names.add(name)
        assert (here / "drafts").exists() == (name == PERSON.name)
        assert not [path for path in here.iterdir() if path.name.startswith(".")]
        kept = list((here / "set aside").glob("001 restore/*")) if (here / "set aside").exists() else []
        assert bool(kept) == (keep_old and name == OTHER.name)
    else:
        pytest.fail("it never came to its end")
    assert number > 10
    assert seen_names == {PERSON.name, OTHER.name}


def test_finishing_stopped_again_and_again_comes_to_its_end(
    folder: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(switching, "complete", lambda _folder: False)
        switch(folder, other)
    stops = 0
    while switching.is_waiting(folder):
        with stopped_at(monkeypatch, 2) as seen:
            try:
                switching.finish(folder)
            except Stopped:
                stops += 1
        assert seen[0] >= 1
    assert stops >= 3
    assert name_in(folder) == OTHER.name


def test_a_plan_that_leads_out_of_the_case_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (folder / ".next" / "new").mkdir(parents=True)
    plan = folder / ".next" / "plan.json"
    for words in (
        '{"parts": ["../mine.txt"], "new": [], "aside": ""}',
        '{"parts": [], "new": [], "aside": "../x"}',
        "?",
    ):
        plan.write_text(words, encoding="utf-8")
        with pytest.raises(CaregiverError):
            Store.open(folder)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert os.path.exists(folder / "case.db")


def test_a_case_that_is_waiting_is_opened_without_its_file_in_place(folder: Path, other: Path) -> None:
    with switching.staged(folder, "restore") as stage:
        stage.take(other / "case.db", "case.db")
    (folder / "case.db").rename(folder / "gone")
    assert name_in(folder) == OTHER.name
