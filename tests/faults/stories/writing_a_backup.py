"""Write the whole case into one file where an older backup stands: one of the two is there whole, at every moment."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.timeline.records import Note
from cases import new_case
from family import PERSON, history
from telling import command

SINCE = Note(title="written since the older backup")


def prepare(folder: Path) -> None:
    case = new_case(folder / "case", PERSON, history())
    with Casebook.open(case) as book:
        book.originals.keep_text("Dear colleague\n" * 500)
    command("backup", case, folder / "whole.caregiver")
    with Casebook.open(case) as book:
        add_entry(book, SINCE)


def act(folder: Path, say: Callable[[str], None]) -> None:
    command("backup", folder / "case", folder / "whole.caregiver", "--replace")
    say("backed up")


def look(folder: Path, said: tuple[str, ...]) -> None:
    with TemporaryDirectory(dir=folder) as bare:
        command("restore", folder / "whole.caregiver", Path(bare) / "case")
        with Casebook.open(Path(bare) / "case") as book:
            entries = set(book.snapshot().entries)
            assert entries == {*history(), SINCE} if said else set(history()) <= entries
            assert [one for one in book.findings() if one.kind != "stray"] == []
    with Casebook.open(folder / "case") as book:
        assert set(book.snapshot().entries) == {*history(), SINCE}
