"""A closed case with something of everything that lies in a case folder, for tests that damage it."""

import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.documents.sources import find_files
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.store.backup import back_up
from caregiver_app.store.keys import Keys, Wrapped
from caregiver_app.ui.drafts import Drafts
from discs import disc
from family import PERSON, history


def whole_case(folder: Path, keys: Keys | None = None) -> Path:
    """Put a copy of the case into a folder that is not there yet, and return it; with keys a protected one."""
    shutil.copytree(_made(keys), folder)
    return folder


@cache
def _place() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="whole-case-")


@cache
def _made(keys: Keys | None) -> Path:
    place = Path(tempfile.mkdtemp(dir=_place().name))
    folder = place / "case"
    wrapped = Wrapped(b"age, locked with a passphrase", b"age, locked with a code")
    with Casebook.create(folder, PERSON, keys, wrapped if keys is not None else None) as book:
        add_entries(book, history(), "Add a history")
        for name in ("letter", "report", "bill"):
            (place / f"{name}.txt").write_text(f"What the {name} says.\n" * 40, encoding="utf-8")
        list_files(book, keep_files(book.originals, [place / f"{name}.txt" for name in ("letter", "report", "bill")]))
        disc(place / "disc", images=2)
        list_files(book, keep_files(book.originals, find_files([place / "disc"])))
        back_up(book._store._raw, folder, keys, date(2026, 11, 20))
        Drafts(folder / "drafts", book.seal).keep("add-scan", {"title": "half typed", "_at": "2026-11-21T10:00"})
        removed = book.snapshot().documents[2]
        with book.step("Remove the bill") as tx:
            tx.remove(removed)
    return folder


def files_of(folder: Path) -> list[Path]:
    """Return every file of a case."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def flip(file: Path, bit: int) -> None:
    """Turn one bit of a file."""
    body = bytearray(file.read_bytes())
    body[bit // 8] ^= 1 << bit % 8
    file.chmod(0o600)
    file.write_bytes(body)
