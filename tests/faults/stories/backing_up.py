"""Keep a copy of the case file beside twenty older ones; none of these goes unless the new one is whole."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlcipher3 import dbapi2

from caregiver_app.store import plain_words, schema
from caregiver_app.store.backup import back_up
from cases import new_case

OLDER = 20
DAY = date(2026, 11, 20)


def prepare(folder: Path) -> None:
    made = new_case(folder / "case")
    (made / "backups").mkdir()
    for number in range(1, OLDER + 1):
        shutil.copy(made / "case.db", made / "backups" / f"case-{number:06}-{DAY}-{number}.db")


def act(folder: Path, say: Callable[[str], None]) -> None:
    connection, _read_only = schema.open_case(folder / "case" / "case.db")
    try:
        with plain_words.told_plainly(folder / "case"):
            say(back_up(connection, folder / "case", None, DAY).name)
    finally:
        connection.close()


def look(folder: Path, said: tuple[str, ...]) -> None:
    copies = sorted((folder / "case" / "backups").glob("case-*.db"))
    assert set(said) <= {copy.name for copy in copies}
    numbers = {int(copy.name.split("-")[1]) for copy in copies}
    assert set(range(OLDER // 2 + 2, OLDER + 1)) <= numbers
    assert len(copies) >= OLDER or OLDER + 1 in numbers
    for copy in [*copies[:1], *copies[-2:]]:
        connection = dbapi2.connect(f"{copy.as_uri()}?mode=ro", uri=True)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT COUNT(*) FROM person").fetchone() == (1,)
        connection.close()
