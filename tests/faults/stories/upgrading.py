"""Open a case of an earlier version: a copy is kept first, then each step is done whole or not at all."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.store.migrations import NEWEST
from family import case

EARLIER = 4
CASE_FILE = Path(__file__).parents[2] / "databases" / f"v{EARLIER}.db"


def prepare(folder: Path) -> None:
    (folder / "case" / "originals").mkdir(parents=True)
    shutil.copy(CASE_FILE, folder / "case" / "case.db")


def act(folder: Path, say: Callable[[str], None]) -> None:
    with Casebook.open(folder / "case") as book:
        book.require_writable()  # where the file cannot be opened for writing, a copy in memory is brought up to date
        say("upgraded")


def look(folder: Path, said: tuple[str, ...]) -> None:
    version = version_when_whole(folder / "case" / "case.db", "rw")
    assert version == NEWEST if said else EARLIER <= version <= NEWEST
    copies = [version_when_whole(copy) for copy in sorted((folder / "case" / "backups").glob("case-*.db"))]
    assert EARLIER in copies or version == EARLIER
    assert NEWEST not in copies
    with Casebook.open(folder / "case") as book:
        now = book.snapshot()
        assert set(case().entries) <= set(now.entries)
        assert [document.number for document in now.documents] == [1, 2]
        assert [one for one in book.findings() if one.kind in ("damaged", "outside")] == []  # it came without papers


def version_when_whole(file: Path, mode: str = "ro") -> int:
    """Return the version a case file says it has, once SQLite finds no fault in it."""
    connection = dbapi2.connect(f"{file.as_uri()}?mode={mode}", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()
