"""Erase a removed paper for good; it is wholly among the removed things, or gone once the case was opened again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files, remove_documents
from caregiver_app.casebook.erasing import erase_for_good, erasure_of
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.documents.reading import PageText
from caregiver_app.domain.timeline.records import Scan
from caregiver_app.ui.drafts import Drafts
from cases import new_case
from family import PERSON, fixed, history
from readable import WORDS, readable_in

SAID = " ".join(WORDS)
SCAN = Scan(id=fixed("proven scan"), modality="CT")


def prepare(folder: Path) -> None:
    case = new_case(folder / "case", PERSON, history())
    (folder / "letter.txt").write_text(SAID, encoding="utf-8")
    (folder / "other.txt").write_text("Another letter", encoding="utf-8")
    with Casebook.open(case) as book:
        for name in ("letter", "other"):
            list_files(book, keep_files(book.originals, [folder / f"{name}.txt"]))
        paper = book.snapshot().documents[0]
        book.readings.put(paper.fingerprint, [PageText(1, SAID, "ocr")])
        add_entry(book, SCAN.amended(proof=paper.id, proof_page=1))
        remove_documents(book, [paper])
        Drafts(case / "drafts", book.seal).keep(f"document-{paper.id}", {"title": SAID})
    (folder / "letter.txt").unlink()


def act(folder: Path, say: Callable[[str], None]) -> None:
    with Casebook.open(folder / "case") as book:
        removed = book.trash()
        if removed:
            erase_for_good(book, erasure_of(book, removed[0].id), date(2026, 11, 29))
        say("erased")


def look(folder: Path, said: tuple[str, ...]) -> None:
    """What was said to be erased is nowhere; what was not is wholly there, with file, words and draft, or nowhere."""
    with Casebook.open(folder / "case") as book:
        gone = book.trash()
        assert not (gone and "erased" in said)
        if gone:
            (paper,) = (one.record for one in gone)
            assert book.originals.file(paper.fingerprint).read_text(encoding="utf-8") == SAID
            assert book.readings.pages(paper.fingerprint)
            assert Drafts(folder / "case" / "drafts").names() == (f"document-{paper.id}",)
        else:
            assert readable_in(folder / "case") == []
        assert len(book.snapshot().documents) == 1
        assert book.find(SCAN.id) == SCAN
        assert book.findings() == (), book.findings()
        while book.undo_label:
            book.undo()
        while book.redo_label:
            book.redo()
        assert book.findings() == (), book.findings()
