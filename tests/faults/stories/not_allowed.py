"""Lead commands to places this account may not enter or read: each says so in three sentences, and nothing is lost."""

import contextlib
import io
import os
import sys
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.cli import main
from caregiver_app.domain.person import Person

MAY_NOT_READ = "This computer account may not read"
NOT_WRITTEN = "The folder “locked” cannot be written to."
TO_READ = (
    ("add", "case", "locked"),
    ("add", "case", "locked/letter.txt"),
    ("add", "case", "locked/letter.txt", "--title", "x"),
    ("import", "case", "locked/history.csv"),
    ("paste", "case", "locked/mail.txt"),
    ("recipients", "case", "--add", "locked/list.toml"),
    ("list", "locked", "documents"),
    ("check", "locked/case"),
    ("list", "unreadable", "documents"),
    ("add", "unreadable", "letter.txt"),
)
TO_WRITE = (
    ("new", "locked/case", "--name", "x"),
    ("sample", "locked/case"),
    ("originals", "case", "--to", "locked/out"),
    ("letter", "case", "mrd", "-o", "locked/letter.pdf"),
    ("slip", "case", "D-001", "-o", "locked/slip.pdf"),
    ("packet", "case", "-o", "locked/packet.pdf"),
    ("picture", "case", "-o", "locked/picture.svg"),
    ("export", "case", "-o", "locked/history.csv"),
    ("template", "locked/history.csv"),
)


def told(*arguments: str) -> tuple[int, str]:
    """Run a command, and return how it ended and what it said of it."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        code = main(arguments)
    return code, said.getvalue()


def build() -> None:
    Path("letter.txt").write_text("Dear colleague")
    for name in ("case", "unreadable", "hollow"):
        with Casebook.create(Path(name), Person(name="Ana Novak")) as book:
            list_files(book, keep_files(book.originals, [Path("letter.txt")]))
    Path("locked").mkdir()
    for place in ("locked", "unreadable/case.db", "hollow/originals"):
        Path(place).chmod(0)


def run(place: Path) -> None:
    os.chdir(place)
    build()
    try:
        os.listdir("locked")
    except PermissionError as problem:
        print("the fault fired:", problem)
    for commands, sentence in ((TO_READ, MAY_NOT_READ), (TO_WRITE, NOT_WRITTEN)):
        for arguments in commands:
            code, said = told(*arguments)
            assert (code, len(said.splitlines())) == (1, 3), (arguments, said)
            assert said.startswith(sentence), (arguments, said)
    assert told("originals", "hollow", "--to", "out") == (3, "")
    assert told("read", "hollow")[0] == 0
    for name in ("unreadable/case.db", "hollow/originals"):
        Path(name).chmod(0o700)
    for name in ("case", "unreadable", "hollow"):
        with Casebook.open(Path(name)) as book:
            assert len(book.snapshot().documents) == 1
            assert book.findings() == ()
    print("nothing lost")


if __name__ == "__main__":
    run(Path(sys.argv[1]))
