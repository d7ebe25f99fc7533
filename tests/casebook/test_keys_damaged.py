"""A damaged file of keys is not taken for a wrong passphrase, and the other way into the case is named."""

import os
from pathlib import Path

import pytest

from caregiver_app.casebook.integrity import check_case
from caregiver_app.casebook.protection import WrongCode, change_passphrase, recover, unlock
from caregiver_app.cli import main
from caregiver_app.domain.recovery_code import new_code
from caregiver_app.store.keys import PASSPHRASE_FILE, RECOVERY_FILE, KeysDamaged, WrongPassphrase
from protected import PASSPHRASE, keys, protected_case, protection
from whole_case import flip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return protected_case(tmp_path / "case")


def seal_of(folder: Path, name: str) -> Path:
    return folder / f"{name}.sha256"


@pytest.mark.thorough
def test_a_bit_that_turned_in_the_file_of_the_passphrase_is_told_and_the_recovery_sheet_mends_it(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    flip(folder / PASSPHRASE_FILE, 8 * 60)
    with pytest.raises(KeysDamaged, match="recovery sheet"):
        unlock(folder, PASSPHRASE)
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASE.encode())
    os.close(writing)
    assert main(["check", str(folder), "--passphrase-fd", str(reading)]) == 1
    os.close(reading)
    said = capfd.readouterr().err
    assert "Even the right passphrase may fail." in said
    assert "does not open the case" not in said
    found = recover(folder, protection().code)
    assert [(one.kind, one.where) for one in check_case(folder, keys=found)] == [("keys", PASSPHRASE_FILE)]
    change_passphrase(folder, found, PASSPHRASE)
    assert check_case(folder, keys=unlock(folder, PASSPHRASE)) == ()


@pytest.mark.thorough
def test_without_its_seal_the_shape_of_the_file_tells(folder: Path) -> None:
    seal_of(folder, PASSPHRASE_FILE).unlink()
    with pytest.raises(WrongPassphrase):
        unlock(folder, "four green lanterns")
    for damage in (b"", (folder / PASSPHRASE_FILE).read_bytes()[:90], b"rubbish" * 40):
        (folder / PASSPHRASE_FILE).write_bytes(damage)
        with pytest.raises(KeysDamaged):
            unlock(folder, PASSPHRASE)


@pytest.mark.parametrize("name", [PASSPHRASE_FILE, RECOVERY_FILE])
def test_a_file_of_keys_that_is_gone_is_told_and_found_by_the_check(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(KeysDamaged, match=name):
        unlock(folder, PASSPHRASE) if name == PASSPHRASE_FILE else recover(folder, protection().code)
    assert [(one.kind, one.where) for one in check_case(folder, keys=keys())] == [("keys", name)]


@pytest.mark.thorough
def test_a_damaged_file_of_the_sheet_is_not_taken_for_the_code_of_another_sheet(folder: Path) -> None:
    with pytest.raises(WrongCode):
        recover(folder, new_code(lambda signs: signs[0]))
    flip(folder / RECOVERY_FILE, 8 * 60)
    with pytest.raises(KeysDamaged, match="Use the passphrase"):
        recover(folder, protection().code)
    assert unlock(folder, PASSPHRASE) == keys()
