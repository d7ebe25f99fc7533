"""Take back what a sibling wrote: all of it came in as one step or nothing did, and both ends keep what they had."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.timeline.records import Note
from caregiver_app.store.bundle_reading import unpack
from cases import new_case
from family import PERSON, history
from telling import command

OURS, THEIRS = Note(title="written here meanwhile"), Note(title="written there")


def prepare(folder: Path) -> None:
    case, letter = new_case(folder / "case", PERSON, history()), folder / "letter.txt"
    command("handover", case, folder / "there.caregiver")
    (folder / "hers").mkdir()
    unpack(folder / "there.caregiver", folder / "hers")
    letter.write_text("Dear colleague\n" * 500, encoding="utf-8")
    command("add", folder / "hers", letter)
    for side, note in (("hers", THEIRS), ("case", OURS)):
        with Casebook.open(folder / side) as book:
            add_entry(book, note)
    command("handover", folder / "hers", folder / "back.caregiver")


def act(folder: Path, say: Callable[[str], None]) -> None:
    command("takeback", folder / "back.caregiver", folder / "case")
    say("taken back")


def look(folder: Path, said: tuple[str, ...]) -> None:
    with Casebook.open(folder / "case") as book:
        entries, documents = set(book.snapshot().entries), book.snapshot().documents
        found = book.findings()
        assert [one for one in found if one.kind not in ("stray", "note")] == []
        assert entries == {*history(), OURS, *([THEIRS] if documents else [])}
        assert documents or not said
        if documents:
            book.undo()
            assert set(book.snapshot().entries) == {*history(), OURS}
    with TemporaryDirectory(dir=folder) as bare:
        unpack(folder / "back.caregiver", Path(bare))
        with Casebook.open(Path(bare)) as book:
            assert THEIRS in book.snapshot().entries
