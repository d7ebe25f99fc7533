"""Protected cases for tests: their keys are given, so that no test waits for a passphrase unless it is about one."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.protection import Protection, prepare
from caregiver_app.domain.person import Person
from caregiver_app.store.keys import Keys
from family import PERSON

PASSPHRASE = "four green lanterns drift"


@cache
def protection() -> Protection:
    """Return keys that open with `PASSPHRASE`, made once for the whole run: closing them up takes seconds."""
    return prepare(PASSPHRASE)


def keys() -> Keys:
    """Return the keys of every case that is made here."""
    return protection().keys


def protected_case(folder: Path, person: Person = PERSON) -> Path:
    """Put a closed protected case of this person into a folder, and return the folder."""
    shutil.copytree(_made(person), folder)
    return folder


@cache
def _place() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="protected-")


@cache
def _made(person: Person) -> Path:
    folder = Path(tempfile.mkdtemp(dir=_place().name)) / "case"
    Casebook.create(folder, person, keys(), protection().wrapped).close()
    return folder
