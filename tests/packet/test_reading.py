"""What a reader meets: the question whole, facts said once, tables kept together, links that lead where they say."""

import re
from datetime import date
from pathlib import Path
from uuid import UUID

import pikepdf
import pypdfium2
import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.packet import make_packet
from caregiver_app.casebook.sample import make_sample
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.snapshot import CaseSnapshot, in_order
from caregiver_app.domain.timeline import records
from caregiver_app.packet.flow import Space, Stack
from caregiver_app.packet.furniture import cell
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.sheets import flowed, text_height
from caregiver_app.packet.table import Row, Table
from caregiver_app.progress import silent
from packet.papers import AS_OF, PERSON, Desk, paper, rendered, texts

SAMPLE_DAY = date(2026, 11, 21)


def fact(kind: type[records.Entry], number: int, **fields: object) -> records.Entry:
    return kind.model_validate({"id": UUID(int=number), "how_known": "report"} | fields)


def said(page: str) -> str:
    return " ".join(page.replace("\u00a0", " ").split())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    make_sample(folder / "case", silent)
    with Casebook.open(folder / "case") as book:
        make_packet(book.snapshot(), book.originals, folder / "packet.pdf", PacketOptions(as_of=SAMPLE_DAY))
    return folder / "packet.pdf"


def pages_of(sample: Path, section: str) -> list[int]:
    """Return the pages whose foot names a section."""
    foot = re.compile(rf"1968-03-09\s+{section}(, \d of \d)?\s+packet page")
    return [number for number, page in enumerate(texts(sample)) if foot.search(page)]


def test_the_sample_stays_short(sample: Path) -> None:
    assert len(pages_of(sample, "Case summary")) == 2
    assert len(pages_of(sample, "Details")) <= 6
    assert len(pages_of(sample, "Documents")) == 2


def test_no_page_is_nearly_empty_but_the_last_of_a_part(sample: Path) -> None:
    for section in ("Case summary", "Details", "Documents"):
        for number in pages_of(sample, section)[:-1]:
            page = rendered(sample, number, 0.5)
            body = page.crop((0, 0, page.width, page.height - 30)).point(lambda value: 255 if value < 200 else 0)
            box = body.getbbox()
            assert box is not None
            assert box[3] > page.height * 0.6, (section, number)


def test_every_link_leads_to_the_page_it_names(sample: Path) -> None:
    told = pypdfium2.PdfDocument(sample)
    with pikepdf.open(sample) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        named = [
            (said(told[index].get_textpage().get_text_bounded(*map(float, mark.Rect))), numbers[mark.Dest[0].objgen])
            for index, page in enumerate(pdf.pages)
            for mark in page.obj.get("/Annots", [])
        ]
    told.close()
    assert len(named) > 150
    assert [words for words, page in named if not words.rstrip(".").endswith(str(page))] == []


def test_the_status_now_reads_as_a_sentence_with_its_proof(sample: Path) -> None:
    summary = said(texts(sample)[pages_of(sample, "Case summary")[0]])
    assert re.search(
        r"Now Relapsed 24 September 2026 \(PET-CT and biopsy; left armpit, left collarbone, para-aortic and left "
        r"iliac nodes\), from a report D-010 p\.\d+",
        summary,
    )


@pytest.mark.parametrize(
    ("event", "when", "told"),
    [
        ("Progression", "2026-01-02", "Progressed 2 January 2026, from a report"),
        ("Relapse", "about 2026-03", "Relapse, about March 2026, from a report"),
        ("复发", "2026-01-02", "复发, 2 January 2026 Relapse, from a report"),
    ],
)
def test_the_status_now_says_no_more_than_was_recorded(desk: Desk, event: str, when: str, told: str) -> None:
    relapse = fact(records.Relapse, 1, event=event, date=when)
    _report, target = desk.build(case=desk.case(entries=(relapse,)), sections=("summary",))
    assert f"Now {told}" in said(texts(target)[1])


def test_a_question_of_600_characters_is_never_cut_on_the_summary(desk: Desk) -> None:
    question = " ".join(f"word{n:04}" for n in range(66))
    assert 580 < len(question) <= 600
    entries = [fact(records.Medicine, n + 1, name=f"Medicine {n}", reason="long " * 40) for n in range(80)]
    case = desk.case(person=PERSON.amended(question=question), entries=in_order(tuple(entries)))
    _report, target = desk.build(case=case, sections=("summary",))
    assert len(texts(target)) == 3
    assert question in said(texts(target)[1])


def labs(count: int, **fields: object) -> tuple[records.Entry, ...]:
    return tuple(
        fact(records.Lab, n + 1, test="LDH", value=str(200 + n), unit="U/L", date=f"{1990 + n}-05-14", **fields)
        for n in range(count)
    )


def test_lab_results_say_a_shared_place_once_and_take_one_line_each(desk: Desk) -> None:
    case = desk.case(entries=labs(30, place="Craigmuir University Hospital, Edinburgh", source="lab sheet"))
    _report, target = desk.build(case=case, sections=("details",))
    pages = texts(target)
    assert [page.startswith("Lab trends") for page in pages] == [False, False, True]
    assert said(pages[1]).count("Craigmuir University Hospital, Edinburgh") == 1
    assert "1990-05-14 200 U/L" in said(pages[1])


def test_a_test_parted_between_pages_is_named_again(desk: Desk) -> None:
    _report, target = desk.build(case=desk.case(entries=labs(100)), sections=("details",))
    pages = [said(page) for page in texts(target)[1:]]
    assert len(pages) > 2
    lab_pages = [page for page in pages if "-05-14" in page]
    assert all(re.search(r"LDH \d{4}-05-14", page) for page in lab_pages)


def test_a_small_table_is_not_parted_between_pages() -> None:
    options = PacketOptions(as_of=AS_OF)
    rows = [Row((cell(f"row {n}"),), place=f"row-{n}") for n in range(3)]
    for above in range(int(text_height(options)) - 120, int(text_height(options)), 7):
        pages = flowed(Stack([Space(above), Table((0,), rows, whole=True)]), options)
        assert len({number for number, page in enumerate(pages) for _place in page.places()}) == 1


def test_no_row_of_a_long_table_stands_alone() -> None:
    options = PacketOptions(as_of=AS_OF)
    heading = Row((cell("head"),), span=True, keep=True)
    rows = [Row((cell("row"),), place=f"row-{n}") for n in range(12)]
    table = Table((0,), [heading, *rows])
    for above in range(int(text_height(options)) - 260, int(text_height(options)), 5):
        pages = flowed(Stack([Space(above), table]), options)
        counts = [len(list(page.places())) for page in pages]
        assert 1 not in counts, counts


def test_a_divider_says_which_facts_rest_on_its_paper(desk: Desk) -> None:
    document = desk.add(paper(3), title="The report")
    entries = (
        fact(records.Marker, 1, marker="CD19", date="2026-10-02", proof=document.id, proof_page=2),
        fact(records.Marker, 2, marker="CD20", date="2026-10-02", proof=document.id, proof_page=2),
        fact(records.Relapse, 3, event="Relapse", date="2026-09-24", proof=document.id, proof_page=9),
    )
    report, target = desk.build(case=desk.case(entries=in_order(entries)))
    first = report.documents[0].first_page
    divider = said(texts(target)[first - 1])
    assert f"2026-10-02 CD19, CD20 p.{first + 2}" in divider
    assert f"2026-09-24 Relapse p.{first + 1}" in divider


def test_papers_wanted_stand_together_in_the_inventory(desk: Desk) -> None:
    for n in range(14):
        desk.add(paper(), title=f"Paper {n} " + "word " * 20, kind="other", origin="A hospital")
    wanted = tuple(
        Document(id=UUID(int=2000 + n), number=50 + n, title=f"Wanted {n}", holding="wanted") for n in range(6)
    )
    case = CaseSnapshot(person=PERSON, documents=(*desk.documents, *wanted))
    _report, target = desk.build(case=case, sections=("documents",))
    holding = [number for number, page in enumerate(texts(target)) if "Wanted 0" in page or "Wanted 5" in page]
    assert len(holding) == 1


def test_two_packets_of_other_papers_have_other_names_for_themselves(desk: Desk) -> None:
    document = desk.add(paper(1, "one"))
    _report, first = desk.build("first.pdf")
    other = desk.add(paper(1, "two")).amended(number=document.number, title=document.title, id=document.id)
    _report, second = desk.build("second.pdf", case=CaseSnapshot(person=PERSON, documents=(other,)))
    with pikepdf.open(first) as one, pikepdf.open(second) as two:
        assert bytes(one.trailer.ID[0]) != bytes(two.trailer.ID[0])
