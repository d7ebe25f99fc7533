"""Add papers by the command line from a disc that can be read in part, and say what it told."""

import contextlib
import io
from collections.abc import Callable
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.cli import main
from cases import new_case

HURT, WHOLE = "scan.txt", "letter.txt"
PAPERS = {HURT: b"What the scan showed.\n" * 120_000, WHOLE: b"Dear colleague\n" * 200}


def prepare(folder: Path) -> None:
    new_case(folder / "case")
    (folder / "papers").mkdir()
    for name, body in PAPERS.items():
        (folder / "papers" / name).write_bytes(body)


def act(folder: Path, say: Callable[[str], None]) -> None:
    told = io.StringIO()
    with contextlib.redirect_stderr(told), contextlib.redirect_stdout(io.StringIO()):
        code = main(["add", str(folder / "case"), str(folder / "papers")])
    say(f"{code} {told.getvalue()}")


def look(folder: Path, said: tuple[str, ...]) -> None:
    code, told = said[0].split(" ", 1)
    with Casebook.open(folder / "case") as book:
        kept = {one.file_name: book.originals.file(one.fingerprint).read_bytes() for one in book.snapshot().documents}
        assert kept == {name: PAPERS[name] for name in kept}
        assert kept[WHOLE] == PAPERS[WHOLE]
        assert len(list(book.originals.files())) == len(kept)
        assert [finding for finding in book.findings() if finding.kind != "stray"] == []
    if HURT in kept:
        assert code == "0"
    else:
        assert code == "3"
        assert f"{HURT}: “{HURT}” cannot be read to its end. The disc or drive may be scratched" in told, told
