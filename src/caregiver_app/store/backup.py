"""Verified copies of the case file, kept beside it and thinned by count, never by the clock."""

from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from caregiver_app.fsops import replacing
from caregiver_app.store import plain_words

_KEEP: Final = 20


def back_up(connection: Any, folder: Path) -> Path:
    """Copy an open case file into `folder` under the next number, check the copy, then thin the oldest.

    Raises CaseDamaged when the copy does not check out; then no older copy is removed.
    """
    folder.mkdir(exist_ok=True)
    number = max((int(path.stem.split("-")[1]) for path in _backups(folder)), default=0) + 1
    target = folder / f"case-{number:06}.db"
    with replacing(target) as temporary:
        copy = dbapi2.connect(str(temporary), isolation_level=None)
        try:
            connection.backup(copy)
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise plain_words.damaged(folder.parent)
        finally:
            copy.close()
    for old in _backups(folder)[:-_KEEP]:
        old.unlink()
    return target


def _backups(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("case-*.db") if path.stem.removeprefix("case-").isdigit())
