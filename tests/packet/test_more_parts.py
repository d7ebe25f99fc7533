"""The parts of the packet that lead from facts to pages, that ask, and that tell what is new."""

import pikepdf
import pytest

from caregiver_app.domain.packet.records import SentDocument, SentPacket
from caregiver_app.domain.packet.since import since
from caregiver_app.domain.questions.records import Question, Visit
from caregiver_app.domain.timeline.records import Lab, Note, Response, Scan
from packet.papers import PERSON, Desk, paper, texts


def page(pages: list[str], title: str) -> str:
    return next(text.replace("\r\n", "\n") for text in pages if text.startswith(title))


def test_each_fact_is_named_with_its_paper_the_page_in_it_and_the_page_of_the_packet(desk: Desk) -> None:
    letter = desk.add(paper(3), title="The letter")
    entries = (
        Scan(modality="PET-CT", date="2026-05-02", how_known="report", proof=letter.id, proof_page=2),
        Lab(test="LDH", value="1", date="2026-06", how_known="report", proof=letter.id, proof_page=3),
        Lab(test="Hb", value="9", date="2026-06", how_known="report", proof=letter.id, proof_page=3),
        Response(category="CR", date="2026-07-01", how_known="memory"),
        Note(title="A meeting", how_known="report"),
    )
    report, target = desk.build(case=desk.case(entries=entries))
    pages = texts(target)
    told = page(pages, "Where each fact comes from")
    first = report.documents[0].first_page
    assert "3 facts are shown by a paper; 2 have none named." in told
    assert f"2026-05-02 PET-CT D-001, page 2 {first + 2}" in told
    assert f"2026-06 LDH; Hb D-001, page 3 {first + 3}" in told
    assert "2026-07-01 CR from memory –" in told
    assert "not known A meeting a report, not named –" in told
    with pikepdf.open(target) as pdf:
        place = next(index for index, text in enumerate(pages) if text.startswith("Where each fact"))
        leads = {str(note.get("/Dest") or note.A.D) for note in pdf.pages[place].Annots}
    assert len(leads) == 2


def test_the_reader_is_asked_what_matters_most_first(desk: Desk) -> None:
    questions = (
        Question(text="Where would we live?", audience="car-t-centre", visits=[Visit("next")]),
        Question(text="Who pays?", audience="insurer", starred=True),
        Question(text="How long would it take?", audience="coordinator", starred=True),
        Question(text="Nobody wants to know this", audience="car-t-centre"),
    )
    _report, target = desk.build(case=desk.case(questions=questions))
    told = page(texts(target), "Questions for you")
    assert told.index(PERSON.question) < told.index("How long would it take?") < told.index("Where would we live?")
    assert "Who pays?" not in told
    assert "Nobody" not in told


def test_an_addendum_tells_what_is_new_first_and_where_older_papers_stand(desk: Desk) -> None:
    old = desk.add(paper(2), title="The first letter")
    scan = Scan(modality="PET-CT", date="2026-05-02", how_known="report", proof=old.id, proof_page=2)
    then = desk.case(entries=(scan,))
    sent = SentPacket(number=2, on="2026-06-01", documents=[SentDocument(1, True, 2, 17)])
    desk.add(paper(1, "new words"), title="The new letter")
    relapse = Response(category="PD", date="2026-11-02", how_known="memory")
    now = desk.case(entries=(scan.amended(region="neck"), relapse))
    _report, target = desk.build(case=now, since=since(sent, then, now), set_apart={1: "sent_before"})
    pages = texts(target)
    assert pages[0].startswith("Addendum to the records packet")
    assert "It follows packet P-002 of 1 June 2026." in pages[0]
    changed = page(pages, "What has changed")
    assert pages[1].startswith("What has changed")
    assert changed.index("New") < changed.index("PD") < changed.index("Corrected or completed")
    assert "The new letter" in changed
    assert "The first letter" not in changed
    assert "P-002\u00a0p.17" in changed or "P-002 p.17" in changed
    assert not any("Page 1" in text for text in pages)
    assert any("new words" in text for text in pages)


@pytest.mark.parametrize("documents", [(2, 1), (1, 2)])
def test_documents_stand_in_the_order_that_was_made_by_hand(desk: Desk, documents: tuple[int, ...]) -> None:
    desk.add(paper(1, "alpha words"), title="Alpha")
    desk.add(paper(1, "beta words"), title="Beta")
    report, target = desk.build(documents=documents)
    found = {row.number: row.first_page for row in report.documents}
    assert sorted(found, key=found.__getitem__) == list(documents)
    listed = page(texts(target), "Documents")
    names = {1: "Alpha", 2: "Beta"}
    assert listed.index(names[documents[0]]) < listed.index(names[documents[1]])


def test_what_was_not_chosen_is_not_told_of(desk: Desk) -> None:
    desk.add(paper(1, "alpha words"), title="Alpha")
    desk.add(paper(1, "private words"), title="Private", in_packet=True)
    report, target = desk.build(documents=(1,))
    assert report.documents[1].reason == "by_choice"
    assert "rivate" not in "".join(texts(target))
