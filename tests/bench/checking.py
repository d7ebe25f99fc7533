"""How long a check reads for each 100 MB of papers, plain and protected: a second at most."""

import time
from pathlib import Path
from typing import Final

from harness import Row
from papers import heavy

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.integrity import check_case
from caregiver_app.domain.person import Person
from caregiver_app.store.keys import Keys, Wrapped

_FILES: Final = 20
_BYTES: Final = 10_000_000
_SECONDS_FOR_100_MB: Final = 1.0
_WRAPPED: Final = Wrapped(b"age, locked with a passphrase", b"age, locked with a code")


def measure(folder: Path) -> list[Row]:
    """Check a case of 200 MB; every byte of it is read."""
    papers = heavy(folder / "papers", _FILES, _BYTES)
    return [
        _checked("check 100 MB", _case(folder / "plain", papers), None),
        _checked("… protected", _case(folder / "protected", papers, keys := Keys.new()), keys),
    ]


def _case(folder: Path, papers: list[Path], keys: Keys | None = None) -> Path:
    with Casebook.create(folder, Person(name="Ana Novak"), keys, _WRAPPED if keys is not None else None) as book:
        list_files(book, keep_files(book.originals, papers))
        assert len(book.snapshot().documents) == _FILES
    return folder


def _checked(name: str, folder: Path, keys: Keys | None) -> Row:
    begin = time.perf_counter()
    assert check_case(folder, keys=keys) == ()
    seconds = time.perf_counter() - begin
    return Row(name, seconds * 100_000_000 / (_FILES * _BYTES), "s", _SECONDS_FOR_100_MB)
