"""A paper that no memory holds costs that paper and nothing else."""

import pytest

from caregiver_app.casebook import packet
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.documents.document import Document
from packet.papers import texts
from paged_files import report
from swelling_page import swelling

MEMORY = 1 << 30


@pytest.mark.thorough
def test_a_paper_that_swells_beyond_all_memory_is_named_and_the_others_are_printed(
    caregiver, case, tmp_path, monkeypatch
):
    monkeypatch.setattr(packet, "_MEMORY", MEMORY)
    for number, body in enumerate((swelling(2 * MEMORY), report(2)), 1):
        (tmp_path / f"{number}.pdf").write_bytes(body)
    with Casebook.open(case) as book, book.step("Add documents") as tx:
        for number, title in enumerate(("Swells", "Letter"), 1):
            kept = book.originals.keep(tmp_path / f"{number}.pdf")
            told = {"fingerprint": kept.fingerprint, "size": kept.size, "format": "pdf", "pages": number}
            tx.put(Document(number=tx.next_number("document"), title=title, **told))
    told = caregiver("packet", case, "-o", tmp_path / "packet.pdf")
    assert told.code == 3
    assert "D-001" in told.out + told.err
    words = "".join(texts(tmp_path / "packet.pdf"))
    assert "Page 1" in words
    assert "Page 2" in words
