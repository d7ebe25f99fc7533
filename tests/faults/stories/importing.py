"""Copy a paper into a case and list it: the file first, then the row. It is promised once it is listed."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.documents.document import Document
from cases import new_case

PAPERS = 40


def prepare(folder: Path) -> None:
    new_case(folder / "case")
    for number in range(PAPERS):
        (folder / f"{number}.txt").write_bytes(f"{number} ".encode() * 3_000)


def act(folder: Path, say: Callable[[str], None]) -> None:
    with Casebook.open(folder / "case") as book:
        for _time in range(2):
            title = str(uuid4())
            kept = book.originals.keep(folder / f"{len(book.snapshot().documents) % PAPERS}.txt")
            with book.step("Add 1 document") as tx:
                number = tx.next_number("document")
                tx.put(Document(number=number, title=title, fingerprint=kept.fingerprint, size=kept.size))
            say(title)


def look(folder: Path, said: tuple[str, ...]) -> None:
    with Casebook.open(folder / "case") as book:
        assert set(said) <= {document.title for document in book.snapshot().documents}
        # A copy that is not listed does no harm, and a note is made anew from its row; a row without its file would.
        wrong = [finding for finding in book.findings() if finding.kind not in ("stray", "note")]
        assert wrong == [], wrong
        assert not list(book.originals.folder.glob(".*"))
