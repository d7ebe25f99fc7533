"""Whatever stands in the place of the case file is left exactly as it is, and said in words."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.cli import main
from caregiver_app.errors import CaregiverError, CaseDamaged
from caregiver_app.store.keys import Keys
from cases import new_case
from protected import keys, protected_case


def _write(data: bytes) -> Callable[[Path], None]:
    return lambda file: file.write_bytes(data) and None


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:30_000])


def _newer(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()


def _of_another_program(file: Path) -> None:
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.commit()
    connection.close()


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "letter.txt").write_text("kept")


def _link_into_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.with_name("nowhere.db"))


def _journal_alone(file: Path) -> None:
    file.rename(file.with_name("case.db-journal"))


def _empty_journal_beside_rubbish(file: Path) -> None:
    file.write_bytes(b"rubbish" * 5000)
    file.with_name("case.db-journal").write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" + bytes(504))


def _locked_without_its_keys_file(file: Path) -> None:
    folder = file.parent
    shutil.rmtree(folder)
    protected_case(folder)
    for name in ("passphrase.age", "recovery.age"):
        (folder / name).unlink()


STATES = {
    "nothing in it": _write(b""),
    "one byte": _write(b"S"),
    "cut off": _cut,
    "cut off in its head": _write(b"SQLite format 3\x00"),
    "random bytes": _write(bytes(range(256)) * 300),
    "a text": _write(b"Dear Dr Chen, " * 2000),
    "a Word file": _write(b"PK\x03\x04" + b"word/document.xml" * 900),
    "of a newer program": _newer,
    "of another program": _of_another_program,
    "a folder": _folder,
    "a link into nowhere": _link_into_nowhere,
    "only its journal is left": _journal_alone,
    "rubbish with a journal": _empty_journal_beside_rubbish,
    "locked, and the keys are gone": _locked_without_its_keys_file,
}


def everything_in(folder: Path) -> dict[str, bytes | str]:
    found: dict[str, bytes | str] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_known_is_left_byte_for_byte(tmp_path: Path, state: str) -> None:
    folder = new_case(tmp_path / "case")
    STATES[state](folder / "case.db")
    before = everything_in(folder)
    with pytest.raises(CaregiverError) as told:
        Casebook.open(folder)
    assert all((told.value.happened, told.value.safe, told.value.now))
    assert main(["list", str(folder), "timeline"]) == 1
    assert everything_in(folder) == before


def test_a_page_nobody_asks_for_at_opening_is_found_by_the_check(tmp_path: Path) -> None:
    folder = new_case(tmp_path / "case")
    file = folder / "case.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * 4096 + whole[8192:])
    with Casebook.open(folder) as book:
        assert book.findings() != ()


def test_a_wrong_key_changes_nothing(tmp_path: Path) -> None:
    folder = protected_case(tmp_path / "case")
    before = everything_in(folder)
    for wrong in (Keys.new(), Keys(Keys.new().database, keys().files)):
        with pytest.raises(CaregiverError):
            Casebook.open(folder, wrong)
    assert everything_in(folder) == before


@pytest.mark.parametrize("locked", [False, True], ids=["plain", "protected"])
def test_damage_anywhere_in_the_case_file_is_said_in_words_whatever_is_asked(tmp_path: Path, locked: bool) -> None:
    opened = keys() if locked else None
    whole = protected_case(tmp_path / "whole") if locked else new_case(tmp_path / "whole")
    data = (whole / "case.db").read_bytes()
    seen = set()
    for page in range(0, len(data) // 4096, 9):
        folder = shutil.copytree(whole, tmp_path / f"{page}")
        damaged = data[: page * 4096] + b"\xff" * 4096 + data[(page + 1) * 4096 :]
        (folder / "case.db").write_bytes(damaged)
        try:
            with Casebook.open(folder, opened) as book:
                book.require_readable()
                book.trash()
                book.steps()
        except CaseDamaged:
            seen.add("told")
        else:
            seen.add("not asked for")
        assert (folder / "case.db").read_bytes() == damaged
        with suppress(CaseDamaged), Casebook.open(folder, opened):  # nobody holds it
            pass
    assert "told" in seen
