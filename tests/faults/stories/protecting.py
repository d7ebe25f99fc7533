"""Protect a case: it can be read as before, or only with its keys; then nothing of it can be read in the folder."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.store import switching
from caregiver_app.store.backup import back_up
from caregiver_app.store.keys import Keys, Wrapped, is_protected
from caregiver_app.store.protecting import protect
from cases import new_case
from family import PERSON, history

CANARY = "Dear colleague, this is nobody's business"
KEYS = Keys("5e" * 32, "AGE-SECRET-KEY-12VLU9YFUP89630PHYT99UJHH298K35RWDWP6SHNMKQ6A8SUQ6ALQ9EVG7V")  # of no case
WRAPPED = Wrapped(b"age, locked with a passphrase", b"age, locked with a code")


def prepare(folder: Path) -> None:
    case = new_case(folder / "case", PERSON, history())
    with Casebook.open(case) as book:
        book.originals.keep_text(f"{CANARY}\n" * 500)
        back_up(book._store._raw, case, None, date(2026, 11, 20))


def act(folder: Path, say: Callable[[str], None]) -> None:
    protect(folder / "case", KEYS, WRAPPED)
    say("protected")


def look(folder: Path, said: tuple[str, ...]) -> None:
    look_at(folder)
    if said:
        assert is_protected(folder / "case")


def look_at(folder: Path) -> None:
    """Make sure that all is there, plain or protected, and that nothing of a protected case can be read."""
    case = folder / "case"
    keys = keys_in_use(folder)
    with Casebook.open(case, keys) as book:
        assert set(book.snapshot().entries) == set(history())
        assert [one.kind for one in book.findings()] == ["stray"]
    readable = [file for file in case.rglob("*") if file.is_file() and is_readable(file)]
    assert bool(readable) != (keys is not None), readable


def is_readable(file: Path) -> bool:
    body = file.read_bytes()
    return CANARY.encode() in body or PERSON.name.encode() in body


def keys_in_use(folder: Path) -> Keys | None:
    """Return the keys the case opens with, once what was left half done is finished; None where it has none."""
    switching.finish(folder / "case")
    return KEYS if is_protected(folder / "case") else None
