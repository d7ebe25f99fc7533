"""Check a case: a single flipped bit is found wherever it is, damage stays known, and a sound case is called sound."""

import random
import shutil
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.integrity import check_case
from caregiver_app.domain.timeline.records import Note, Scan
from caregiver_app.errors import CaregiverError
from caregiver_app.store.database import Store
from caregiver_app.store.keys import Keys, Wrapped
from caregiver_app.store.lock import Lock
from caregiver_app.store.protecting import protect, unprotect
from runs import tries
from whole_case import files_of, flip, whole_case

FLIPS = tries(1000, least=100)
KEYS = Keys.new()


def harm(folder: Path, keys: Keys | None = None) -> list[str]:
    """Return the kinds of harm a check finds, or that the case cannot be opened."""
    try:
        return [finding.kind for finding in check_case(folder, keys=keys) if finding.is_harm]
    except CaregiverError as problem:
        return [type(problem).__name__]


def any_bit(chance: random.Random, folder: Path) -> tuple[Path, int]:
    """Draw a file by its kind first, so that large ones do not take all, then a bit of it."""
    kinds: dict[str, list[Path]] = {}
    for file in files_of(folder):
        kinds.setdefault(file.relative_to(folder).parts[0], []).append(file)
    file = chance.choice(kinds[chance.choice(sorted(kinds))])
    return file, chance.randrange(8 * file.stat().st_size)


@pytest.mark.at_random
@pytest.mark.parametrize("keys", [None, KEYS], ids=["plain", "protected"])
def test_a_single_flipped_bit_is_found_wherever_it_is(tmp_path: Path, keys: Keys | None) -> None:
    sound = whole_case(tmp_path / "sound", keys)
    assert harm(sound, keys) == []
    chance = random.Random(20261129)
    missed = []
    for number in range(FLIPS // 2):
        folder = tmp_path / "flipped"
        shutil.copytree(sound, folder)
        file, bit = any_bit(chance, folder)
        flip(file, bit)
        if not harm(folder, keys):
            missed.append((number, file.relative_to(folder), bit))
        shutil.rmtree(folder)
    assert missed == []


@pytest.mark.parametrize("keys", [None, KEYS], ids=["plain", "protected"])
def test_a_flipped_bit_where_opening_a_case_reads_is_told_as_damage_and_holds_no_lock(
    tmp_path: Path, keys: Keys | None
) -> None:
    sound = whole_case(tmp_path / "sound", keys)
    with Store.open(sound, keys) as store:
        size = int(store._raw.execute("PRAGMA page_size").fetchone()[0])
        roots = dict(store._raw.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))
    for table in ("document", "change", "case_state", "unindexed_document", "unindexed_page"):
        folder, page = tmp_path / table, roots[table]
        shutil.copytree(sound, folder)
        flip(folder / "case.db", 8 * ((page - 1) * size + size // 2))
        assert harm(folder, keys), table
        Lock(folder).release()


def test_a_broken_seal_stays_known_through_edits_until_somebody_has_looked_it_over(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    flip(folder / "case.db", 96 * 8)
    for title in ("first", "second"):
        assert harm(folder) == ["outside"]
        with Casebook.open(folder) as book, book.step(title) as tx:
            assert book.doubts
            tx.put(Note(title=title))
    store = Store.open(folder)
    store._connection.close()  # and no more: as a killed program ends
    store._raw.close()
    store._lock.release()
    assert harm(folder) == ["outside"]
    assert [finding.kind for finding in check_case(folder, accept=True)] == []
    assert harm(folder) == []


def test_protecting_a_case_and_taking_it_off_again_gives_no_false_alarm_and_forgets_no_doubt(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    for doubted in (False, True):
        if doubted:
            flip(folder / "READ ME.txt", 80)
        expected = ["outside"] if doubted else []
        protect(folder, KEYS, Wrapped(b"locked with a passphrase", b"locked with a code"))
        assert harm(folder, KEYS) == expected
        unprotect(folder, KEYS)
        assert harm(folder) == expected


@pytest.mark.parametrize("name", ["case.db", "READ ME.txt", "drafts/add-scan.json", "case.db.sha256"])
def test_what_is_in_doubt_is_named(tmp_path: Path, name: str) -> None:
    folder = whole_case(tmp_path / "case")
    flip(folder / name, 8 * (97 if name == "case.db" else 10))
    (found,) = check_case(folder)
    assert (found.kind, found.where) == ("outside", name)


def test_a_record_that_another_program_changed_is_found_without_a_seal_and_can_be_taken_over(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    with Store.open(folder) as store:
        with store.writing("scan", "now") as tx:
            tx.put(Scan(modality="PET-CT", finding="as written"))
        store._raw.execute("UPDATE scan SET finding = 'changed by hand'")
    (folder / "case.db.sha256").unlink(missing_ok=True)
    (found,) = check_case(folder)
    assert (found.kind, found.where) == ("differs", "Scan: PET-CT · changed by hand")
    assert check_case(folder, accept=True) == ()
    with Casebook.open(folder) as book:
        book.undo()
        assert [entry.finding for entry in book.snapshot().entries if isinstance(entry, Scan)] == ["as written"]
    assert harm(folder) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE note SET title = CAST(x'ff41' AS TEXT)",
        "UPDATE note SET id = 'no id'",
        "UPDATE note SET title = ''",
        "UPDATE change SET after = '{\"cut off' WHERE kind = 'note'",
        "UPDATE change SET kind = 'nota' WHERE kind = 'note'",
        "DELETE FROM note",
        "UPDATE change SET after = replace(after, '\"kind\"', '\"kynd\"') WHERE kind = 'document'",
    ],
)
def test_a_record_nobody_can_read_is_a_finding_and_no_crash(tmp_path: Path, damage: str) -> None:
    folder = whole_case(tmp_path / "case")
    with Store.open(folder) as store:
        store._raw.execute(damage)
    (folder / "case.db.sha256").unlink(missing_ok=True)
    assert set(harm(folder)) <= {"differs", "damaged"}
    assert harm(folder) != []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE change SET after = '{\"cut off' WHERE kind = 'note'",
        "UPDATE change SET kind = 'nota' WHERE kind = 'note'",
        "UPDATE change SET before = '{\"cut off' WHERE kind = 'scan' AND before IS NOT NULL",
        "UPDATE change SET before = replace(before, 'as written', 'as said') WHERE kind = 'scan'",
        "UPDATE change SET after = replace(after, '\"kind\"', '\"kynd\"') WHERE kind = 'document'",
    ],
)
def test_damage_in_the_history_alone_is_told_until_somebody_has_looked_it_over(tmp_path: Path, damage: str) -> None:
    folder = whole_case(tmp_path / "case")
    scan = Scan(modality="PET-CT", finding="as written")
    with Store.open(folder) as store:
        for title in ("first", "second", "third"):
            with store.writing("scan", "now") as tx:
                tx.put(scan.amended(finding=f"as written, {title}"))
        store._raw.execute(damage)
    assert set(harm(folder)) == {"differs"}
    assert check_case(folder, accept=True) == ()
    assert check_case(folder) == ()
    with Store.open(folder) as store, store.writing("scan", "later") as tx:
        tx.put(scan.amended(finding="changed later"))
    assert check_case(folder) == ()
    with Store.open(folder) as store:
        store._raw.execute("UPDATE change SET after = '{\"cut' WHERE kind = 'person' OR kind = 'diagnosis'")
    assert set(harm(folder)) == {"differs"}  # what is damaged after that is told


@pytest.mark.at_random
def test_a_hundred_sound_cases_give_no_false_alarm(tmp_path: Path) -> None:
    folder = whole_case(tmp_path / "case")
    chance = random.Random(7)
    for number in range(tries(100)):
        with Casebook.open(folder) as book:
            for _edit in range(chance.randrange(4)):
                match chance.randrange(4):
                    case 0:
                        with book.step("note") as tx:
                            tx.put(Note(title=f"note {number}"))
                    case 1 if book.snapshot().entries:
                        with book.step("change") as tx:
                            tx.put(chance.choice(book.snapshot().entries).amended(note=f"changed {number}"))
                    case 2 if book.undo_label:
                        book.undo()
                    case 3 if book.redo_label:
                        book.redo()
                    case _:
                        pass
        assert harm(folder) == []
