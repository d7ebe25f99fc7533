"""The keys of a protected case: wrapped in a standard format, opened by nothing but the passphrase."""

import random
import unicodedata

import pyrage
import pytest

from caregiver_app.errors import CaregiverError
from caregiver_app.store.keys import LEAST_WORK, Keys, WrongPassphrase, unwrap, work_of, wrap

PASSPHRASE = "Grüne Laterne 灯笼 9"


@pytest.fixture(scope="module")
def wrapped() -> tuple[Keys, bytes]:
    keys = Keys.new()
    return keys, wrap(keys, PASSPHRASE)


@pytest.mark.thorough
def test_the_passphrase_gives_the_keys_back_however_a_computer_writes_its_letters(wrapped) -> None:
    keys, data = wrapped
    assert unwrap(data, unicodedata.normalize("NFD", f"  {PASSPHRASE} ")) == keys


def test_another_passphrase_opens_nothing(wrapped) -> None:
    _keys, data = wrapped
    with pytest.raises(WrongPassphrase):
        unwrap(data, PASSPHRASE.lower())


def test_one_try_costs_enough_to_make_guessing_slow(wrapped) -> None:
    _keys, data = wrapped
    assert work_of(data) >= LEAST_WORK


def test_nothing_of_the_keys_can_be_read_without_it(wrapped) -> None:
    keys, data = wrapped
    assert keys.database.encode() not in data
    assert keys.files.encode() not in data
    assert keys.database not in repr(keys)
    assert keys.files not in repr(keys)


@pytest.mark.thorough
def test_what_is_inside_is_a_key_file_for_the_program_age(wrapped, tmp_path) -> None:
    keys, data = wrapped
    text = pyrage.passphrase.decrypt(data, PASSPHRASE).decode()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines == [keys.files]
    paper = keys.seal.sealed(b"letter")
    assert pyrage.decrypt(paper, [pyrage.x25519.Identity.from_str(lines[0])]) == b"letter"


@pytest.mark.thorough
def test_a_changed_bit_in_its_head_opens_nothing(wrapped) -> None:
    _keys, data = wrapped
    chance = random.Random(7)
    for _place in range(3):
        changed = bytearray(data)
        changed[chance.randrange(len(data) - 40, len(data))] ^= 1 << chance.randrange(8)
        with pytest.raises(WrongPassphrase):
            unwrap(bytes(changed), PASSPHRASE)


def test_keys_are_never_the_same() -> None:
    assert len({Keys.new() for _keys in range(50)}) == 50


@pytest.mark.thorough
def test_a_computer_that_is_busy_for_a_moment_is_asked_again(wrapped, monkeypatch) -> None:
    keys, data = wrapped
    refused: list[int] = []
    real = pyrage.passphrase.decrypt

    def busy(sealed: bytes, words: str) -> bytes:
        if len(refused) < 3:
            refused.append(1)
            raise pyrage.DecryptError("Excessive work parameter for passphrase.")
        return real(sealed, words)

    monkeypatch.setattr(pyrage.passphrase, "decrypt", busy)
    assert unwrap(data, PASSPHRASE) == keys
    assert len(refused) == 3


def test_a_computer_that_stays_too_slow_is_told_apart_from_a_wrong_passphrase(wrapped, monkeypatch) -> None:
    _keys, data = wrapped

    def slow(_sealed: bytes, _words: str) -> bytes:
        raise pyrage.DecryptError("Excessive work parameter for passphrase.")

    monkeypatch.setattr(pyrage.passphrase, "decrypt", slow)
    with pytest.raises(CaregiverError, match="too slow") as told:
        unwrap(data, PASSPHRASE)
    assert not isinstance(told.value, WrongPassphrase)
