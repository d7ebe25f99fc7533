"""One file holds a whole case: written and read back, taken apart again, and refused where it is not what it says."""

import hashlib
import json
import threading
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from caregiver_app.domain.person import Person
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaregiverError, CaseTooNew
from caregiver_app.progress import Cancelled
from caregiver_app.store import bundle, bundle_reading
from caregiver_app.store.bundle import Source, Written, write_bundle
from caregiver_app.store.bundle_reading import BackupDamaged, NotABackup, check, look_into, unpack
from caregiver_app.store.database import Store
from cases import new_case
from family import PERSON

AT = "2026-11-29T10:00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = new_case(tmp_path / "case")
    with Store.open(case) as store:
        for number in range(3):
            paper = tmp_path / f"{number}.pdf"
            paper.write_bytes(f"paper {number}".encode() * 50_000)
            store.originals.keep(paper)
    (case / "drafts").mkdir()
    (case / "drafts" / "half.json").write_text("{}", encoding="utf-8")
    return case


@pytest.fixture
def made(folder: Path, tmp_path: Path) -> Path:
    write(folder, tmp_path / "case.caregiver")
    return tmp_path / "case.caregiver"


def write(folder: Path, target: Path) -> Written:
    with Store.open(folder) as store:
        return write_bundle(Source.of(store), target, "backup", AT)


def parts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("case.db.sha256", "case.lock")
    }


def change(made: Path, **changes: object) -> None:
    """Write a bundle anew whose manifest says something else."""
    with ZipFile(made) as package:
        inside = {name: package.read(name) for name in package.namelist()}
    manifest = json.loads(inside[bundle.MANIFEST]) | changes
    inside[bundle.MANIFEST] = json.dumps(manifest).encode()
    with ZipFile(made, "w", ZIP_STORED) as package:
        for name, data in inside.items():
            package.writestr(name, data)


def add(made: Path, name: str, data: bytes, packing: int = ZIP_STORED) -> None:
    """Put one more part into a bundle, and into its manifest."""
    with ZipFile(made) as package:
        inside = {one: package.read(one) for one in package.namelist()}
    manifest = json.loads(inside.pop(bundle.MANIFEST))
    manifest["members"].append({"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    with ZipFile(made, "w", ZIP_STORED) as package:
        for one, content in inside.items():
            package.writestr(one, content)
        package.writestr(ZipInfo(name), data, packing)
        package.writestr(bundle.MANIFEST, json.dumps(manifest))


def test_a_bundle_holds_every_part_of_the_case_and_gives_it_back(folder: Path, made: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    manifest = unpack(made, there)
    assert parts(there) == parts(folder)
    assert (manifest.kind, manifest.made_at, manifest.papers) == ("backup", AT, 3)
    assert not manifest.protected
    with Store.open(there) as store:
        assert store.read(Person) == (PERSON,)
        assert manifest.case == str(PERSON.id)


def test_each_change_makes_the_number_higher(folder: Path, tmp_path: Path) -> None:
    first = write(folder, tmp_path / "1.caregiver").manifest
    with Store.open(folder) as store:
        with store.writing("one", "now") as tx:
            tx.put(Note(title="one"))
        store.replay((store.steps.to_undo() or (0, ""))[0], backwards=True)
    second = write(folder, tmp_path / "2.caregiver").manifest
    third = write(folder, tmp_path / "3.caregiver").manifest
    assert second.number == first.number + 2
    assert third.number == second.number


def test_a_bundle_names_a_paper_that_is_not_as_it_was_added(folder: Path, tmp_path: Path) -> None:
    file = next(path for path in (folder / "originals").rglob("*") if path.is_file())
    file.write_bytes(b"something else")
    written = write(folder, tmp_path / "x.caregiver")
    assert written.changed == (f"originals/{file.parent.name}/{file.name}",)


def test_the_database_is_as_it_was_at_one_moment_while_somebody_writes(folder: Path, tmp_path: Path) -> None:
    with Store.open(folder) as store:
        source, ended = Source.of(store), threading.Event()
        made: list[Written] = []

        def copy() -> None:
            made.append(write_bundle(source, tmp_path / "x.caregiver", "backup", AT))
            ended.set()

        worker = threading.Thread(target=copy)
        worker.start()
        written = 0
        while not ended.is_set():
            with store.writing("note", "now") as tx:
                tx.add([Note(title=f"{written} {part}") for part in range(20)])
            written += 1
            ended.wait(0.02)
        worker.join()
    there = tmp_path / "there"
    there.mkdir()
    unpack(tmp_path / "x.caregiver", there)
    with Store.open(there) as store:
        assert store.faults() == ()
        assert len(store.read(Note)) % 20 == 0
    assert written > 0


def test_an_older_bundle_stays_when_writing_is_stopped(folder: Path, made: Path) -> None:
    before = made.read_bytes()

    def stop(_done: int, _total: int, what: str) -> None:
        if what.startswith("originals/"):
            raise Cancelled

    with Store.open(folder) as store, pytest.raises(Cancelled):
        write_bundle(Source.of(store), made, "backup", AT, stop)
    assert made.read_bytes() == before
    assert [path.name for path in made.parent.iterdir() if path.name.startswith(".")] == []


def test_a_bundle_that_did_not_come_out_whole_never_gets_its_name(
    folder: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made.read_bytes()
    fired = []

    def spoilt(file: Path) -> None:
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
        fired.append(file)

    monkeypatch.setattr(bundle, "put_on_disk", spoilt)
    with pytest.raises(BackupDamaged):
        write(folder, made)
    assert fired
    assert made.read_bytes() == before


def test_every_flipped_bit_is_found(made: Path, tmp_path: Path) -> None:
    whole = made.read_bytes()
    for at in range(0, len(whole), max(len(whole) // 300, 1)):
        spoilt = bytearray(whole)
        spoilt[at] ^= 1 << at % 8
        made.write_bytes(spoilt)
        try:
            check(made)
        except CaregiverError:
            continue
        with ZipFile(made) as package:  # what no part of the case depends on, such as a date in the ZIP
            for member in look_into(made).members:
                assert hashlib.sha256(package.read(member.name)).hexdigest() == member.sha256


def test_a_file_that_is_cut_off_says_so(made: Path) -> None:
    whole = made.read_bytes()
    for part in (0.02, 0.3, 0.9, 0.9999):
        made.write_bytes(whole[: int(len(whole) * part)])
        with pytest.raises(BackupDamaged, match="its end is missing"):
            look_into(made)


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip", b"%PDF-1.7", b"PK\x05\x06" + bytes(18), bytes(100_000)])
def test_what_is_no_backup_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.caregiver").write_bytes(data)
    with pytest.raises(NotABackup):
        look_into(tmp_path / "x.caregiver")


def test_another_zip_a_folder_and_nothing_at_all_are_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "x.zip", "w") as package:
        package.writestr("manifest.json", "{}")
    with pytest.raises(NotABackup):
        look_into(tmp_path / "x.zip")
    with pytest.raises(NotABackup):
        look_into(tmp_path)
    with pytest.raises(CaregiverError, match="is not there"):
        look_into(tmp_path / "nothing")


def test_one_of_a_newer_program_is_left_alone(made: Path) -> None:
    change(made, format=2)
    with pytest.raises(CaseTooNew):
        look_into(made)


@pytest.mark.parametrize(
    "name",
    [
        "../out.txt", "/out.txt", "originals/../../out.txt", "drafts/../out.txt", "drafts\\..\\out.txt", "C:/out.txt",
        "drafts/C:x", "drafts/ .", "originals/ab/short", "case.db-journal", "drafts/new\nline", ".next/plan.json",
        "backups/case-000001.db", "drafts/a/b/c/d", "drafts//x", "case.lock",
    ],
)  # fmt: skip
def test_a_part_with_a_name_of_no_case_is_refused(made: Path, name: str) -> None:
    add(made, name, b"x")
    with pytest.raises(BackupDamaged):
        look_into(made)


def test_a_bomb_and_two_parts_of_one_name_are_refused(made: Path, tmp_path: Path) -> None:
    whole = made.read_bytes()
    add(made, "drafts/bomb.json", bytes(10_000_000), ZIP_DEFLATED)
    with pytest.raises(BackupDamaged):
        look_into(made)
    made.write_bytes(whole)
    with pytest.warns(UserWarning, match="Duplicate name"):
        add(made, "drafts/half.json", b"another")
    with pytest.raises(BackupDamaged):
        look_into(made)


def test_parts_nobody_named_and_parts_that_are_missing_are_found(made: Path) -> None:
    whole = made.read_bytes()
    with ZipFile(made, "a") as package:
        package.writestr("drafts/more.json", "{}")
    with pytest.raises(BackupDamaged, match=r"drafts/more\.json"):
        look_into(made)
    made.write_bytes(whole)
    manifest = look_into(made)
    change(made, members=[{"name": one.name, "size": one.size, "sha256": one.sha256} for one in manifest.members[:-1]])
    with pytest.raises(BackupDamaged):
        look_into(made)


@pytest.mark.parametrize(
    "words",
    ["", "[]", "{}", '{"format": 1}', '{"format": "x"}', '{"format": 1, "members": 5}', "\x00", '{"format": null}'],
)
def test_a_manifest_nobody_can_read_is_refused(made: Path, words: str) -> None:
    with ZipFile(made) as package:
        inside = {name: package.read(name) for name in package.namelist()}
    with ZipFile(made, "w", ZIP_STORED) as package:
        for name, data in inside.items():
            package.writestr(name, words if name == bundle.MANIFEST else data)
    with pytest.raises(BackupDamaged):
        look_into(made)


def test_a_paper_that_is_at_hand_is_not_written_again(folder: Path, made: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    files = [path for path in (folder / "originals").rglob("*") if path.is_file()]
    files[0].write_bytes(b"spoilt" * 75_000)
    unpack(made, there, at_hand=folder)
    for file in files:
        copy = there / file.relative_to(folder)
        assert hashlib.sha256(copy.read_bytes()).hexdigest() == file.name
        assert (copy.stat().st_ino == file.stat().st_ino) == (file != files[0])


def test_settings_come_along_and_stay_out_of_the_case(folder: Path, tmp_path: Path) -> None:
    with Store.open(folder) as store:
        texts = {"settings.json": b'{"theme": "dark"}'}
        write_bundle(Source.of(store), tmp_path / "x.caregiver", "backup", AT, texts=texts)
    assert bundle_reading.part_of(tmp_path / "x.caregiver", "settings.json") == b'{"theme": "dark"}'
    assert bundle_reading.part_of(tmp_path / "x.caregiver", "nothing.json") == b""
    (tmp_path / "there").mkdir()
    unpack(tmp_path / "x.caregiver", tmp_path / "there")
    assert not (tmp_path / "there" / "settings.json").exists()
