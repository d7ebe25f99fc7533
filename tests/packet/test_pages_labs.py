"""Lab trends in the packet: all of it there, in ink, on their own pages, told in words where it is not drawn."""

from pathlib import Path
from uuid import UUID

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.snapshot import CaseSnapshot, in_order
from caregiver_app.domain.timeline.records import Entry, Lab, Relapse, Therapy
from caregiver_app.domain.timeline.shown_tests import ShownTest
from caregiver_app.packet.build import plan_packet
from caregiver_app.packet.options import PacketOptions
from packet.papers import AS_OF, PERSON, Desk

TESTS = (
    "LDH",
    "Haemoglobin",
    "Platelets",
    "Creatinine",
    "CRP",
    "Ferritin",
    "IgG",
    "IgA",
    "IgM",
    "Albumin",
    "Urea",
    "IFE",
)


def lab(number: int, test: str, value: str, when: str, unit: str = "U/L", **more: str) -> Lab:
    return Lab(id=UUID(int=5000 + number), test=test, value=value, unit=unit, date=PartialDate(when), **more)


def history() -> tuple[Entry, ...]:
    return in_order((
        lab(1, "LDH", "412", "2023-05-12", reference_range="135–225", printed_flag="H", how_known="report"),
        lab(2, "乳酸脱氢酶", "190", "2023-10-10", reference_range="135–225"),
        lab(3, "LDH", "<100", "about 2024-03"),
        lab(4, "LDH", "6,1", "2024-06-10", "µkat/L"),
        lab(5, "LDH", "6,6", "2024-09-10", "µkat/L"),
        lab(6, "CRP", "3", "2024-09-10", "mg/L"),
        lab(7, "<b>Zinc</b>", "11", "2024-01-01", "µmol/L"),
        lab(8, "<b>Zinc</b>", "12", "2024-02-01", "µmol/L"),
        Therapy(id=UUID(int=1), regimen="R-CHOP", date=PartialDate("2023-06-02"), end=PartialDate("2023-09-20")),
        Relapse(id=UUID(int=2), event="relapse", date=PartialDate("2024-05-01")),
    ))  # fmt: skip


def shown(*tests: str) -> tuple[ShownTest, ...]:
    return tuple(ShownTest(id=UUID(int=900 + place), test=test, position=place) for place, test in enumerate(tests, 1))


def case_of(*tests: str) -> CaseSnapshot:
    return CaseSnapshot(PERSON, entries=history(), shown_tests=shown(*tests))


def twelve() -> CaseSnapshot:
    """Twelve tests of sixty values each, their ranges changing with time, the last one in words."""
    entries = [
        lab(
            100 * place + number,
            test,
            "negative" if test == "IFE" else f"{(number * 37 + place * 11) % 90}.{place % 10}",
            f"{2019 + number // 12}-{number % 12 + 1:02}-{place + 1:02}",
            reference_range="10–40" if number < 30 else "12–45",
        )
        for place, test in enumerate(TESTS)
        for number in range(60)
    ]
    return CaseSnapshot(PERSON, entries=in_order(tuple(entries)), shown_tests=shown(*TESTS))


def pages_with(target: Path, words: str) -> list[int]:
    """Return the numbers of the pages whose foot says these words."""
    with pypdfium2.PdfDocument(target) as document:
        return [
            number
            for number, page in enumerate(document, 1)
            if words in page.get_textpage().get_text_bounded(0, 0, page.get_width(), 40)
        ]


def text_of(target: Path, page: int) -> str:
    with pypdfium2.PdfDocument(target) as document:
        return str(document[page - 1].get_textpage().get_text_bounded())


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_page_says_tests_units_values_ranges_and_marks_as_printed(desk: Desk, paper: str) -> None:
    _report, target = desk.build(case=case_of("LDH", "<b>Zinc</b>", "CRP"), paper=paper)
    (page,) = pages_with(target, "Lab trends")
    said = text_of(target, page)
    for words in (
        "Lab trends", "nothing is interpreted", "LDH", "U/L", "µkat/L", "412 H", "190", "<100", "6,1", "6,6",
        "<b>Zinc</b>", "range printed 135–225", "R-CHOP", "relapse", "value as printed", "uncertain date",
        "“乳酸脱氢酶”", "CRP: one value alone is no trend.", "Every value: lab results, page",
    ):  # fmt: skip
        assert words in said, words


def test_the_page_stands_in_the_contents_the_bookmarks_and_the_plan(desk: Desk) -> None:
    case = case_of("LDH")
    report, target = desk.build(case=case)
    (page,) = pages_with(target, "Lab trends")
    with pikepdf.open(target) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles.index("Lab trends") == titles.index("Details") + 1
    planned = [item for item in plan_packet(case, PacketOptions(as_of=AS_OF)).items if item.title == "Lab trends"]
    assert [(item.first_page, item.pages) for item in planned] == [(page, 1)]
    assert f"{page} Lab trends" in " ".join(text_of(target, 1).split())
    assert report.pages > page


def test_without_a_choice_the_page_says_so_and_without_trends_there_is_none(desk: Desk) -> None:
    _report, target = desk.build(case=case_of())
    (page,) = pages_with(target, "Lab trends")
    assert "No test was chosen, so those with the most values in one unit are drawn." in text_of(target, page)
    _report, target = desk.build("other.pdf", case=case_of("CRP"))
    assert pages_with(target, "Lab trends") == []
    _report, target = desk.build("third.pdf", case=case_of(), sections=("summary",))
    assert pages_with(target, "Lab trends") == []


def test_tests_that_are_not_drawn_are_named_with_how_many_values_they_have(desk: Desk) -> None:
    _report, target = desk.build(case=case_of("LDH"))
    (page,) = pages_with(target, "Lab trends")
    assert "Tests not drawn, with how many values each has: <b>Zinc</b> (2), CRP (1)." in text_of(target, page)


@pytest.mark.parametrize("paper", ["a4", pytest.param("letter", marks=pytest.mark.thorough)])
def test_twelve_tests_take_few_pages_each_with_its_head_and_nothing_over_its_edges(desk: Desk, paper: str) -> None:
    _report, target = desk.build(case=twelve(), paper=paper)
    pages = pages_with(target, "Lab trends")
    assert len(pages) <= 3
    said = [text_of(target, page) for page in pages]
    assert all(f"{test} " in " ".join(said) for test in TESTS)
    for text in (text for text in said if "60 values" in text):
        assert "2021" in text
        assert "from memory, or to be checked" in text
    with pypdfium2.PdfDocument(target) as document:
        for page in pages:
            image: Image.Image = document[page - 1].render(scale=1, grayscale=True).to_pil().convert("L")
            wide, high = image.size
            for edge in (
                (0, 0, wide, 49),
                (0, 0, 60, high),
                (wide - 49, 0, wide, high),
                (0, high - 48, wide, high - 36),
            ):
                assert image.crop(edge).getextrema() == (255, 255), edge


@pytest.mark.thorough
def test_the_same_case_gives_the_same_bytes(desk: Desk) -> None:
    _report, first = desk.build("one.pdf", case=twelve())
    _report, second = desk.build("two.pdf", case=twelve())
    assert first.read_bytes() == second.read_bytes()
