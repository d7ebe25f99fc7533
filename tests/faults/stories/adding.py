"""Add papers by the command line, with all that goes with it: threads, child processes and the journal."""

from collections.abc import Callable
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from cases import new_case
from telling import command

PAPERS = {"letter": b"Dear colleague\n" * 200, "report": b"Nothing of note was seen.\n" * 200}


def prepare(folder: Path) -> None:
    new_case(folder / "case")
    (folder / "papers").mkdir()
    for name, body in PAPERS.items():
        (folder / "papers" / f"{name}.txt").write_bytes(body)


def act(folder: Path, say: Callable[[str], None]) -> None:
    command("add", folder / "case", folder / "papers")
    for name in PAPERS:
        say(name)


def look(folder: Path, said: tuple[str, ...]) -> None:
    assert {path.stem: path.read_bytes() for path in (folder / "papers").iterdir()} == PAPERS
    with Casebook.open(folder / "case") as book:
        listed = {document.title for document in book.snapshot().documents}
        assert set(said) <= listed
        assert listed in (set(), set(PAPERS))
        assert [finding for finding in book.findings() if finding.kind != "stray"] == []
        assert not list(book.originals.folder.glob(".*"))
