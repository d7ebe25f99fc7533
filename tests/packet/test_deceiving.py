"""Signs that turn the reading direction are written by their number on paper: no name passes itself off as another."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from caregiver_app.domain.questions.records import Question
from caregiver_app.packet import style
from deceiving import CONTROLS, deceived
from family import DOCTOR, fixed, history
from packet.papers import Desk, paper, texts


def test_an_ending_cannot_be_turned_round() -> None:
    assert style.tidy("invoice\u202efdp.exe") == "invoice[U+202E]fdp.exe"
    assert "".join(run for _face, run in style.runs("invoice\u202efdp.exe")) == "invoice[U+202E]fdp.exe"
    assert style.text_width("\u2066", style.TEXT) == style.text_width("[U+2066]", style.TEXT)


@pytest.mark.parametrize("language", ["en", "en-zh"])
def test_no_sign_that_deceives_gets_into_a_packet(desk: Desk, language: str) -> None:
    desk.add(paper(2), format="pdf", pages=2, file_name="letter.pdf", origin="Clinic", note="Note")
    desk.add(b"nothing", format="pdf", file_name="broken.pdf")
    asked = (Question(id=fixed("q"), text="Why?", starred=True),)
    case = deceived(desk.case(contacts=(DOCTOR,), entries=history(), questions=asked))
    _report, target = desk.build(case=case, language=language)
    words = "".join(texts(target))
    assert "invoice[U+202E]fdp.exe" in words
    assert sorted({sign for sign in words if sign in CONTROLS}) == []
    assert [text for text in told_beside(target) if CONTROLS & set(text)] == []


def told_beside(target: Path) -> Iterator[str]:
    """Go through what a reader shows beside the pages: the title and the author, the outline, the labels."""
    with pikepdf.open(target) as pdf:
        yield from (str(value) for value in pdf.docinfo.values())
        with pdf.open_metadata() as metadata:
            yield str(metadata)
        with pdf.open_outline() as outline:
            waiting = list(outline.root)
            assert waiting
            while waiting:
                item = waiting.pop()
                yield item.title
                waiting += item.children
        yield from (label for page in pdf.pages if (label := page.label))
