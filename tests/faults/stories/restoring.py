"""Restore a backup over a case: it is wholly as it was or as the backup says, and what was there is set aside."""

from collections.abc import Callable
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.timeline.records import Note
from cases import new_case
from family import PERSON, history
from telling import command

SINCE = Note(title="written since the backup")


def prepare(folder: Path) -> None:
    case = new_case(folder / "case", PERSON, history())
    with Casebook.open(case) as book:
        book.originals.keep_text("Dear colleague\n" * 500)
    command("backup", case, folder / "whole.caregiver")
    with Casebook.open(case) as book:
        add_entry(book, SINCE)


def act(folder: Path, say: Callable[[str], None]) -> None:
    command("restore", folder / "whole.caregiver", folder / "case", "--yes")
    say("restored")


def look(folder: Path, said: tuple[str, ...]) -> None:
    with Casebook.open(folder / "case") as book:
        entries = set(book.snapshot().entries)
        assert [one for one in book.findings() if one.kind != "stray"] == []
    assert entries in ({*history()}, {*history(), SINCE})
    assert entries == set(history()) or not said
    if SINCE not in entries:
        (before,) = (folder / "case" / "set aside").glob("*/case.db")
        with Casebook.open(before.parent) as book:
            assert set(book.snapshot().entries) == {*history(), SINCE}
