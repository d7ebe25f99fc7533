"""Make a packet where an older one stands: it is there whole, the older or the new one, at every moment."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf

from caregiver_app.casebook import packet
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.child import Child
from cases import new_case
from family import PERSON, history
from telling import command


class Here(Child):
    """Do the child's work in this process: what it writes can fail at each step, and no second Python has to start."""

    def call(self, function: Callable[..., Any], *words: Any, progress: Any = None, **_more: Any) -> Any:
        return function(*words, progress=progress)


def prepare(folder: Path) -> None:
    new_case(folder / "case", PERSON, history())
    (folder / "out").mkdir()
    act(folder, lambda _title: None)


def act(folder: Path, say: Callable[[str], None]) -> None:
    packet.Child = Here  # type: ignore[misc]
    try:
        command("packet", folder / "case", "-o", folder / "out" / "packet.pdf")
    finally:
        packet.Child = Child  # type: ignore[misc]
    say("packet")


def look(folder: Path, said: tuple[str, ...]) -> None:
    assert [path.name for path in (folder / "out").iterdir() if not path.name.startswith(".")] == ["packet.pdf"]
    with pikepdf.open(folder / "out" / "packet.pdf") as made:
        assert len(made.pages) >= 3
    with Casebook.open(folder / "case") as book:
        assert set(history()) <= set(book.snapshot().entries)
        assert book.findings() == ()
